//! Selecting rules by their ids: `person/bare-*`.

/// Whether `name` matches `pattern`, in which `*` stands for any characters. Time is at most pattern × name.
pub fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (pattern.as_bytes(), name.as_bytes());
    let (mut p, mut n) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while n < name.len() {
        match pattern.get(p) {
            Some(b'*') => {
                retry = Some((p + 1, n));
                p += 1;
            }
            Some(&b) if b == name[n] => {
                p += 1;
                n += 1;
            }
            _ => match retry {
                Some((after, from)) => {
                    retry = Some((after, from + 1));
                    p = after;
                    n = from + 1;
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|&b| b == b'*')
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn stars_stand_for_anything() {
        assert!(matches("person/bare-*", "person/bare-surname"));
        assert!(matches("*name", "person/bare-surname"));
        assert!(matches("a*b*c", "a--b--bc"));
        assert!(!matches("person/bare-*", "person/title-name"));
        assert!(!matches("person", "person/title-name"));
    }
}
