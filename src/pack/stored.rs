//! Values written to bytes and read back: how what a build worked out is kept for the program that it builds.
//!
//! Numbers of 32 bits take as many bytes as they need, hashes eight; a list is led by its length. Bytes that say nothing
//! sensible give `None`, never a panic. The bytes are no exchange format: they fit the build that wrote them.

use crate::pack::format::{put_varint, take_varint};
use std::sync::OnceLock;

/// A value that is written to bytes and read back.
pub trait Stored: Sized {
    /// Appends the value. The build step does, and tests do.
    #[cfg_attr(not(test), allow(dead_code))]
    fn put(&self, out: &mut Vec<u8>);

    /// Takes a value off the front.
    fn take(from: &mut &[u8]) -> Option<Self>;
}

/// Stores a struct by its fields, or an enum by a number for each variant and its fields. The fields of a tuple are `0`, `1`, …
macro_rules! stored {
    (struct $name:ty { $($field:tt),* }) => {
        impl $crate::pack::stored::Stored for $name {
            fn put(&self, out: &mut Vec<u8>) {
                $($crate::pack::stored::Stored::put(&self.$field, out);)*
            }

            fn take(from: &mut &[u8]) -> Option<Self> {
                Some(Self { $($field: $crate::pack::stored::Stored::take(from)?),* })
            }
        }
    };
    // The fields behind `..` are not kept and come back as their defaults.
    (struct $name:ty { $($field:tt),*; .. }) => {
        impl $crate::pack::stored::Stored for $name {
            fn put(&self, out: &mut Vec<u8>) {
                $($crate::pack::stored::Stored::put(&self.$field, out);)*
            }

            fn take(from: &mut &[u8]) -> Option<Self> {
                $(let $field = $crate::pack::stored::Stored::take(from)?;)*
                Some(Self { $($field,)* ..Default::default() })
            }
        }
    };
    (enum $name:ty { $($number:literal $variant:ident { $($field:tt: $value:ident),* },)* }) => {
        impl $crate::pack::stored::Stored for $name {
            fn put(&self, out: &mut Vec<u8>) {
                match self {
                    $(Self::$variant { $($field: $value),* } => {
                        out.push($number);
                        $($crate::pack::stored::Stored::put($value, out);)*
                    })*
                }
            }

            fn take(from: &mut &[u8]) -> Option<Self> {
                match <u8 as $crate::pack::stored::Stored>::take(from)? {
                    $($number => {
                        $(let $value = $crate::pack::stored::Stored::take(from)?;)*
                        Some(Self::$variant { $($field: $value),* })
                    })*
                    _ => None,
                }
            }
        }
    };
}
pub(crate) use stored;

impl Stored for bool {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }

    fn take(from: &mut &[u8]) -> Option<bool> {
        u8::take(from).map(|byte| byte != 0)
    }
}

impl Stored for u32 {
    fn put(&self, out: &mut Vec<u8>) {
        put_varint(out, *self);
    }

    #[inline]
    fn take(from: &mut &[u8]) -> Option<u32> {
        if let [byte @ ..0x80, rest @ ..] = *from {
            *from = rest;
            return Some(u32::from(*byte));
        }
        let mut at = 0;
        let number = take_varint(from, &mut at);
        *from = from.get(at..)?;
        Some(number)
    }
}

impl Stored for u16 {
    fn put(&self, out: &mut Vec<u8>) {
        put_varint(out, u32::from(*self));
    }

    fn take(from: &mut &[u8]) -> Option<u16> {
        u32::take(from)?.try_into().ok()
    }
}

/// Stores numbers in as many bytes as they have.
macro_rules! whole {
    ($($number:ty),*) => {
        $(impl Stored for $number {
            fn put(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_le_bytes());
            }

            fn take(from: &mut &[u8]) -> Option<$number> {
                let (first, rest) = from.split_first_chunk()?;
                *from = rest;
                Some(<$number>::from_le_bytes(*first))
            }
        })*
    };
}
whole!(u8, u64, u128);

impl Stored for String {
    fn put(&self, out: &mut Vec<u8>) {
        put_varint(out, self.len() as u32);
        out.extend_from_slice(self.as_bytes());
    }

    fn take(from: &mut &[u8]) -> Option<String> {
        let length = u32::take(from)? as usize;
        let (text, rest) = from.split_at_checked(length)?;
        *from = rest;
        std::str::from_utf8(text).ok().map(str::to_owned)
    }
}

impl Stored for Box<str> {
    fn put(&self, out: &mut Vec<u8>) {
        put_varint(out, self.len() as u32);
        out.extend_from_slice(self.as_bytes());
    }

    fn take(from: &mut &[u8]) -> Option<Box<str>> {
        String::take(from).map(String::into_boxed_str)
    }
}

impl<T: Stored> Stored for Vec<T> {
    fn put(&self, out: &mut Vec<u8>) {
        put_varint(out, self.len() as u32);
        self.iter().for_each(|value| value.put(out));
    }

    fn take(from: &mut &[u8]) -> Option<Vec<T>> {
        let length = u32::take(from)? as usize;
        // Every value takes a byte at least.
        let mut values = Vec::with_capacity(length.min(from.len()));
        for _ in 0..length {
            values.push(T::take(from)?);
        }
        Some(values)
    }
}

/// A value that few ask for: its bytes are kept, and read when it is asked for.
#[derive(Clone, Debug, Default)]
pub struct Deferred<T> {
    bytes: Box<[u8]>,
    value: OnceLock<T>,
}

impl<T: Stored + Default> Deferred<T> {
    /// A value that is known.
    pub fn new(value: T) -> Deferred<T> {
        Deferred { bytes: Box::default(), value: value.into() }
    }

    /// The value; the default one where its bytes say nothing sensible.
    pub fn get(&self) -> &T {
        self.value.get_or_init(|| T::take(&mut &*self.bytes).unwrap_or_default())
    }

    /// Changes the value.
    pub fn change(&mut self, by: impl FnOnce(&mut T)) {
        self.get();
        self.value.get_mut().map(by);
    }
}

impl<T: Stored + Default> Stored for Deferred<T> {
    fn put(&self, out: &mut Vec<u8>) {
        let mut bytes = Vec::new();
        self.get().put(&mut bytes);
        put_varint(out, bytes.len() as u32);
        out.extend_from_slice(&bytes);
    }

    fn take(from: &mut &[u8]) -> Option<Deferred<T>> {
        let length = u32::take(from)? as usize;
        let (bytes, rest) = from.split_at_checked(length)?;
        *from = rest;
        Some(Deferred { bytes: bytes.into(), value: OnceLock::new() })
    }
}

impl<T: Stored> Stored for Box<[T]> {
    fn put(&self, out: &mut Vec<u8>) {
        put_varint(out, self.len() as u32);
        self.iter().for_each(|value| value.put(out));
    }

    fn take(from: &mut &[u8]) -> Option<Box<[T]>> {
        Vec::take(from).map(Vec::into_boxed_slice)
    }
}

impl<T: Stored, const N: usize> Stored for [T; N] {
    fn put(&self, out: &mut Vec<u8>) {
        self.iter().for_each(|value| value.put(out));
    }

    fn take(from: &mut &[u8]) -> Option<[T; N]> {
        let values: Option<Vec<T>> = (0..N).map(|_| T::take(from)).collect();
        values?.try_into().ok()
    }
}

impl<T: Stored> Stored for Option<T> {
    fn put(&self, out: &mut Vec<u8>) {
        self.is_some().put(out);
        self.iter().for_each(|value| value.put(out));
    }

    fn take(from: &mut &[u8]) -> Option<Option<T>> {
        if bool::take(from)? { T::take(from).map(Some) } else { Some(None) }
    }
}

impl<A: Stored, B: Stored> Stored for (A, B) {
    fn put(&self, out: &mut Vec<u8>) {
        self.0.put(out);
        self.1.put(out);
    }

    fn take(from: &mut &[u8]) -> Option<(A, B)> {
        Some((A::take(from)?, B::take(from)?))
    }
}
