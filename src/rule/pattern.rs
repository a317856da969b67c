//! The patterns of `match` lines.

use super::ast::*;
use super::lexer::is_name;
use super::parser::{Parsed, Parser};
use std::borrow::Cow;

/// Brackets may stand in each other so often; deeper ones are refused, so that no later stage recurses without bound.
const MAX_DEPTH: u32 = 40;
/// A line that begins with one of these and a blank is never the rest of a pattern.
const STATEMENTS: &[&str] =
    &["match", "test", "none", "score", "form", "rule", "frame", "override", "label", "words", "pattern", "predicate"];

impl<'s> Parser<'s, '_> {
    /// A pattern up to the end of its line; inside brackets it may go on over several lines.
    pub fn pattern(&mut self) -> Parsed<Node<'s>> {
        self.depth = 0;
        let node = self.alternation()?;
        if matches!(self.cursor.peek(), Some(b')' | b']')) {
            return self.expected("the end of the pattern");
        }
        Ok(node)
    }

    /// Skips blanks; inside brackets line ends too, unless a statement begins on the next line: then a bracket was
    /// left open, and the statement is not to be swallowed.
    fn gap(&mut self) {
        self.cursor.blanks();
        while self.depth > 0 && self.cursor.peek() == Some(b'\n') {
            let mut ahead = self.cursor;
            ahead.space();
            let start = ahead.at;
            let word = ahead.name();
            let statement = STATEMENTS.contains(&word) && matches!(ahead.peek(), Some(b' ' | b'\t'));
            if statement || ahead.peek().is_none() || (word.is_empty() && ahead.peek() == Some(b'}')) {
                return;
            }
            self.cursor.at = start;
        }
    }

    fn open(&mut self) -> Parsed<()> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let span = self.cursor.here();
            return self.fault("R017", span, format!("brackets nest deeper than {MAX_DEPTH}"), None);
        }
        Ok(())
    }

    fn close(&mut self, byte: u8) -> Parsed<()> {
        self.gap();
        self.depth -= 1;
        if self.cursor.eat(byte) { Ok(()) } else { self.expected(&format!("`{}`", byte as char)) }
    }

    fn alternation(&mut self) -> Parsed<Node<'s>> {
        let mut branches = Vec::new();
        loop {
            branches.push(self.sequence()?);
            if !self.cursor.eat(b'|') {
                break;
            }
        }
        Ok(match branches.pop() {
            Some(only) if branches.is_empty() => only,
            last => Node::Alternatives(branches.into_iter().chain(last).collect()),
        })
    }

    fn sequence(&mut self) -> Parsed<Node<'s>> {
        let mut parts = Vec::new();
        loop {
            self.gap();
            match self.cursor.peek() {
                None | Some(b'\n' | b'|' | b')' | b'}') => break,
                _ => {}
            }
            let atom = self.atom()?;
            parts.push(self.repeat(atom)?);
        }
        Ok(match parts.pop() {
            Some(only) if parts.is_empty() => only,
            last => Node::Sequence(parts.into_iter().chain(last).collect()),
        })
    }

    fn repeat(&mut self, node: Node<'s>) -> Parsed<Node<'s>> {
        let start = self.cursor.at;
        let (min, max) = match self.cursor.peek() {
            Some(b'?') => (0, Some(1)),
            Some(b'*') => (0, None),
            Some(b'+') => (1, None),
            Some(b'{') => {
                self.cursor.at += 1;
                let min = self.number()?;
                let max = match self.cursor.peek() {
                    Some(b',') => {
                        self.cursor.at += 1;
                        if self.cursor.peek() == Some(b'}') { None } else { Some(self.number()?) }
                    }
                    _ => Some(min),
                };
                if self.cursor.peek() != Some(b'}') {
                    return self.expected("`}`");
                }
                if max.is_some_and(|max| max < min || max == 0) {
                    let span = self.cursor.since(start);
                    return self.fault("R004", span, "this repetition allows nothing".to_owned(), None);
                }
                (min, max)
            }
            _ => return Ok(node),
        };
        self.cursor.at += 1;
        let greedy = !self.cursor.eat(b'?');
        let span = self.cursor.since(start);
        if matches!(self.cursor.peek(), Some(b'?' | b'*' | b'+' | b'{')) {
            return self.expected("a token (put brackets around a repetition to repeat it)");
        }
        Ok(Node::Repeat { node: Box::new(node), min, max, greedy, span })
    }

    fn number(&mut self) -> Parsed<u32> {
        let start = self.cursor.at;
        let digits = self.cursor.take(|b| b.is_ascii_digit());
        match digits.parse::<u32>() {
            Ok(n) if n <= 1000 => Ok(n),
            _ => self.fault("R004", self.cursor.since(start), "a repetition is a number up to 1000".to_owned(), None),
        }
    }

    fn atom(&mut self) -> Parsed<Node<'s>> {
        let start = self.cursor.at;
        match self.cursor.peek() {
            Some(b'(') => self.group(),
            Some(b'@') => self.mention(),
            Some(b'<') => self.named_part(),
            Some(b'^') => {
                self.cursor.at += 1;
                Ok(Node::Start(self.cursor.since(start)))
            }
            Some(b'$') => {
                self.cursor.at += 1;
                Ok(Node::End(self.cursor.since(start)))
            }
            Some(b'[') => {
                self.cursor.at += 1;
                self.open()?;
                let constraint = self.either()?;
                self.close(b']')?;
                // Outside brackets a literal or list may be several tokens; inside it is one.
                let alone = matches!(constraint, Constraint::Literal(_) | Constraint::Class(_));
                let constraint = if alone { Constraint::And(vec![constraint]) } else { constraint };
                Ok(Node::Token(constraint, self.cursor.since(start)))
            }
            _ => {
                let constraint = self.simple()?;
                Ok(Node::Token(constraint, self.cursor.since(start)))
            }
        }
    }

    fn group(&mut self) -> Parsed<Node<'s>> {
        let start = self.cursor.at;
        self.cursor.at += 1;
        self.open()?;
        if self.cursor.eat_str("?:") {
            // The brackets of an ordinary group, as regexes write them.
        } else if self.cursor.eat(b'?') {
            let behind = self.cursor.peek() == Some(b'<') && matches!(self.cursor.peek_at(1), Some(b'=' | b'!'));
            if behind {
                self.cursor.at += 1;
            }
            let sign = self.cursor.peek();
            self.cursor.at += usize::from(sign.is_some());
            match sign {
                Some(b'=' | b'!') => {
                    let node = Box::new(self.alternation()?);
                    self.close(b')')?;
                    let span = self.cursor.since(start);
                    return Ok(Node::Look { ahead: !behind, negative: sign == Some(b'!'), node, span });
                }
                Some(b'<') => {
                    let name = self.name("a capture's name")?;
                    if !self.cursor.eat(b'>') {
                        return self.expected("`>`");
                    }
                    let node = self.alternation()?;
                    self.close(b')')?;
                    return Ok(Node::Capture(name, Box::new(node)));
                }
                _ => {
                    self.cursor.at -= usize::from(sign.is_some());
                    return self.expected("`=`, `!`, `<=`, `<!`, `:` or `<name>` after `(?`");
                }
            }
        }
        let node = self.alternation()?;
        self.close(b')')?;
        Ok(node)
    }

    /// `<name>`: a pattern that the file has named further up.
    fn named_part(&mut self) -> Parsed<Node<'s>> {
        self.cursor.at += 1;
        let name = self.name("a pattern's name")?;
        if !self.cursor.eat(b'>') {
            return self.expected("`>`");
        }
        if let Some((_, node)) = self.named.iter().find(|(known, _)| known.text == name.text) {
            return Ok(node.clone());
        }
        let help = super::source::suggest(&name.text, self.named.iter().map(|(known, _)| known.text.as_ref()));
        let message = format!("no pattern of this name stands above: `{}`", name.text);
        self.fault("R029", name.span, message, help)
    }

    fn mention(&mut self) -> Parsed<Node<'s>> {
        let start = self.cursor.at;
        self.cursor.at += 1;
        let mut first = self.name("a label")?;
        let mut capture = None;
        if self.cursor.eat(b':') {
            capture = Some(first);
            first = self.name("a label")?;
        }
        let mut labels = vec![first];
        while self.cursor.peek() == Some(b'|') && self.cursor.peek_at(1).is_some_and(is_name) {
            self.cursor.at += 1;
            labels.push(self.name("a label")?);
        }
        Ok(Node::Mention { capture, labels, span: self.cursor.since(start) })
    }

    fn either(&mut self) -> Parsed<Constraint<'s>> {
        let mut branches = vec![self.both()?];
        while self.cursor.eat(b'|') {
            branches.push(self.both()?);
        }
        Ok(if branches.len() == 1 { branches.remove(0) } else { Constraint::Or(branches) })
    }

    fn both(&mut self) -> Parsed<Constraint<'s>> {
        let mut parts = Vec::new();
        loop {
            self.gap();
            let mut negated = false;
            while self.cursor.eat(b'!') {
                negated = !negated;
                self.gap();
            }
            let part = if self.cursor.peek() == Some(b'(') {
                self.cursor.at += 1;
                self.open()?;
                let inner = self.either()?;
                self.close(b')')?;
                inner
            } else {
                self.simple()?
            };
            parts.push(if negated { Constraint::Not(Box::new(part)) } else { part });
            self.gap();
            if !self.cursor.eat(b'&') {
                break;
            }
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Constraint::And(parts) })
    }

    fn simple(&mut self) -> Parsed<Constraint<'s>> {
        let start = self.cursor.at;
        match self.cursor.peek() {
            Some(b'.') => {
                self.cursor.at += 1;
                Ok(Constraint::Any)
            }
            Some(b'"') => self.quoted().map(Constraint::Literal),
            Some(b'%') => {
                self.cursor.at += 1;
                self.name("a class or list").map(Constraint::Class)
            }
            Some(b'/') => match self.cursor.regex() {
                Ok(text) => Ok(Constraint::Regex(Name { text: Cow::Borrowed(text), span: self.cursor.since(start) })),
                Err(_) => {
                    let span = self.cursor.since(start);
                    self.fault("R003", span, "this `/` is never closed".to_owned(), None)
                }
            },
            _ => self.bare(),
        }
    }

    fn bare(&mut self) -> Parsed<Constraint<'s>> {
        let start = self.cursor.at;
        let word = self.cursor.word();
        if word.is_empty() {
            return self.expected("a token constraint (punctuation is written in quotation marks)");
        }
        let span = self.cursor.since(start);
        if self.cursor.peek() == Some(b':') {
            self.cursor.at += 1;
            let values = self.values()?;
            return match word {
                "word" => Ok(Constraint::Exact(values)),
                "norm" => Ok(Constraint::Norm(values)),
                "lemma" => Ok(Constraint::Lemma(values)),
                "tag" => Ok(Constraint::Tag(values)),
                _ => {
                    let help = super::source::suggest(word, ["word", "norm", "lemma", "tag"]);
                    self.fault("R002", span, format!("unknown constraint `{word}:`"), help)
                }
            };
        }
        Ok(match ShapeWord::of(word) {
            Some(shape) => Constraint::Shape(shape),
            None => Constraint::Literal(Name { text: Cow::Borrowed(word), span }),
        })
    }

    /// Values of `word:x|y`; a `|` with a blank beside it, or before another `key:`, is not theirs.
    fn values(&mut self) -> Parsed<Vec<Name<'s>>> {
        let mut values = Vec::new();
        loop {
            let start = self.cursor.at;
            if self.cursor.peek() == Some(b'"') {
                values.push(self.quoted()?);
            } else {
                let text = self.cursor.word();
                if text.is_empty() {
                    return self.expected("a value");
                }
                values.push(Name { text: Cow::Borrowed(text), span: self.cursor.since(start) });
            }
            let mut ahead = self.cursor;
            if !ahead.eat(b'|') {
                return Ok(values);
            }
            if ahead.peek() != Some(b'"') && (ahead.word().is_empty() || ahead.peek() == Some(b':')) {
                return Ok(values);
            }
            self.cursor.at += 1;
        }
    }
}
