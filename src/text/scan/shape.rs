//! What characters are to the tokenizer, and the shape they give a token.

use super::super::token::Shape;

pub(super) const SPACE: u8 = 1;
pub(super) const UPPER: u8 = 2;
pub(super) const LOWER: u8 = 4;
pub(super) const DIGIT: u8 = 8;
pub(super) const HIGH: u8 = 16;
pub(super) const PUNCT: u8 = 32;
pub(super) const ALNUM: u8 = UPPER | LOWER | DIGIT;

const CLASS: [u8; 256] = {
    let mut table = [PUNCT; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b' ' | b'\t' | b'\n' | 0x0B | 0x0C | b'\r' => SPACE,
            b'A'..=b'Z' => UPPER,
            b'a'..=b'z' => LOWER,
            b'0'..=b'9' => DIGIT,
            0x80.. => HIGH,
            _ => PUNCT,
        };
        byte += 1;
    }
    table
};

pub(super) const fn class(byte: u8) -> u8 {
    CLASS[byte as usize]
}

pub(super) const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '＇')
}

pub(super) const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

pub(super) fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !is_superscript(c) || matches!(c, '\u{300}'..='\u{36F}')
}

pub(super) const fn is_superscript(c: char) -> bool {
    matches!(c, '²' | '³' | '¹' | '½' | '¼' | '¾' | 'º' | 'ª' | '⁰'..='₉')
}

/// The flags that a token's own characters give.
pub(super) fn shape_of(piece: &str) -> Shape {
    let bytes = piece.as_bytes();
    let mut seen = 0;
    let (mut upper, mut inner, mut before) = (0_u32, false, 0);
    for &byte in bytes {
        let class = class(byte);
        seen |= class;
        upper += u32::from(class == UPPER);
        inner |= class == UPPER && before == LOWER;
        before = class;
    }
    let mut shape = 0;
    let mut first_upper = bytes.first().is_some_and(|&b| class(b) == UPPER);
    if seen & HIGH == 0 {
        shape |= Shape::ASCII.0;
    } else {
        (upper, inner) = (0, false);
        let mut before = ' ';
        for c in piece.chars() {
            let (is_upper, is_lower) = (c.is_uppercase(), c.is_lowercase());
            upper += u32::from(is_upper);
            seen |= if is_upper {
                UPPER
            } else if is_lower {
                LOWER
            } else {
                0
            };
            if !is_upper && !is_lower && c.is_alphabetic() {
                shape |= Shape::LETTER.0;
            }
            if c.is_numeric() {
                seen |= DIGIT;
            }
            inner |= is_upper && before.is_lowercase();
            before = c;
        }
        first_upper = piece.chars().next().is_some_and(char::is_uppercase);
    }
    if seen & (UPPER | LOWER) != 0 {
        shape |= Shape::LETTER.0;
    }
    if first_upper {
        shape |= Shape::CAPITAL.0;
    }
    if seen & UPPER != 0 && seen & LOWER == 0 && (upper > 1 || seen & DIGIT == 0) {
        shape |= Shape::UPPER.0;
    }
    if seen & LOWER != 0 && seen & UPPER == 0 {
        shape |= Shape::LOWER.0;
    }
    if inner {
        shape |= Shape::INNER_CAPITAL.0;
    }
    if seen & DIGIT != 0 {
        shape |= Shape::DIGIT.0;
        if seen & (UPPER | LOWER | HIGH) == 0 && bytes.iter().all(|b| matches!(b, b'0'..=b'9' | b'.' | b',')) {
            shape |= if bytes.last().is_some_and(u8::is_ascii_digit) { Shape::NUMBER.0 } else { 0 };
        }
    } else if shape & Shape::LETTER.0 == 0 {
        shape |= Shape::PUNCTUATION.0;
    }
    Shape(shape)
}
