//! Cuts a text into tokens from the place where a date may begin: numbers, words with their meanings, and signs.

use super::names::{Entry, Letter, Name, Names, PERSIAN_ZERO, WordHash, names, zero_of};

/// The most tokens that one date is read from. The longest form, with its weekday, time and zone, has fewer than
/// thirty.
const MOST: usize = 40;

/// A number of syllables that no Korean name has.
const LONGEST_HANGUL: usize = 8;

/// A token of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) start: usize,
    pub(super) end: usize,
    /// True if white space is before the token.
    pub(super) is_spaced: bool,
}

/// The kind of a token.
#[derive(Clone, Copy, Debug)]
pub(super) enum TokenKind {
    Number(Number),
    Word(TokenWord),
    Sign(char),
    /// The end of the text, or of the part that is looked at.
    End,
}

/// A number in the form in which it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// The value of the number, or `u32::MAX` if it is larger.
    pub(super) value: u32,
    pub(super) n_digits: usize,
    /// True if the digits are Persian.
    pub(super) is_persian: bool,
}

/// A word, with its meanings in dates.
#[derive(Clone, Copy, Debug)]
pub(super) struct TokenWord {
    /// The meanings of the word in dates; empty for most words.
    pub(super) names: &'static [Name],
    pub(super) is_capital: bool,
    pub(super) n_characters: usize,
}

/// The tokens of a text, which are made on demand.
pub(super) struct Tokens<'text> {
    pub(super) text: &'text str,
    names: &'static Names,
    /// True if the end of a line ends a date, as in running text but not in a field.
    line_ends: bool,
    at: usize,
    made: Vec<Token>,
}

impl<'text> Tokens<'text> {
    pub(super) fn new(text: &'text str, line_ends: bool) -> Self {
        Self { text, names: names(), line_ends, at: 0, made: Vec::new() }
    }

    /// Moves to another place in the text.
    pub(super) fn restart(&mut self, at: usize) {
        self.at = at;
        self.made.clear();
    }

    /// Returns the token at an index, counted from the place where the reading started.
    #[inline]
    pub(super) fn get(&mut self, index: usize) -> Token {
        // Each token is asked for many times, so it is kept.
        if self.made.len() <= index {
            self.make(index);
        }
        self.made[index]
    }

    fn make(&mut self, index: usize) {
        while self.made.len() <= index {
            let token = if self.made.len() >= MOST { self.end() } else { self.next() };
            self.made.push(token);
        }
    }

    fn end(&self) -> Token {
        Token { kind: TokenKind::End, start: self.at, end: self.at, is_spaced: true }
    }

    fn next(&mut self) -> Token {
        let mut is_spaced = false;
        let mut rest = &self.text[self.at..];
        loop {
            if rest.as_bytes().first() == Some(&b' ') {
                is_spaced = true;
                self.at += 1;
                rest = &self.text[self.at..];
                continue;
            }
            if rest.as_bytes().first().is_some_and(u8::is_ascii_graphic) {
                break;
            }
            let Some(first) = rest.chars().next() else {
                return Token { is_spaced, ..self.end() };
            };
            // No character of this range is a space or one of the marks below.
            if matches!(first, '\u{a1}'..='\u{167f}') {
                break;
            }
            let is_break = self.line_ends && matches!(first, '\n' | '\r' | '\u{2028}' | '\u{2029}');
            let is_space = first.is_whitespace() && !is_break;
            // Marks of direction are invisible. They are around numbers in texts that are written from right to left.
            let is_mark = matches!(first, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
            if !is_space && !is_mark {
                break;
            }
            is_spaced |= is_space;
            self.at += first.len_utf8();
            rest = &self.text[self.at..];
        }
        let start = self.at;
        let (kind, length) = piece(self.names, rest);
        self.at += length;
        Token { kind, start, end: self.at, is_spaced }
    }
}

/// Returns the token at the start of a text that is not empty, and its length in bytes.
fn piece(names: &'static Names, text: &str) -> (TokenKind, usize) {
    let Some(first) = text.chars().next() else {
        return (TokenKind::End, 0);
    };
    match Letter::of(first) {
        Letter::Digit(_) => {
            let (number, length) = number(text);
            (TokenKind::Number(number), length)
        }
        Letter::Normalised(_) => {
            let (word, length) = word(names, text);
            (TokenKind::Word(word), length)
        }
        Letter::Unspaced => {
            if let Some((entry, length)) = names.unspaced(text) {
                return (
                    TokenKind::Word(TokenWord { names: &entry.names, is_capital: false, n_characters: 1 }),
                    length,
                );
            }
            if let Some((number, length)) = chinese_number(text) {
                return (TokenKind::Number(number), length);
            }
            (TokenKind::Sign(first), first.len_utf8())
        }
        Letter::None | Letter::Mark => (TokenKind::Sign(first), first.len_utf8()),
    }
}

/// Returns the number at the start of `text`, in the digits of one script, and its length in bytes.
fn number(text: &str) -> (Number, usize) {
    let n_digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if n_digits > 0 {
        let value = text[..n_digits]
            .bytes()
            .fold(0_u32, |value, digit| value.saturating_mul(10).saturating_add(u32::from(digit - b'0')));
        return (Number { value, n_digits, is_persian: false }, n_digits);
    }
    let mut number = Number { value: 0, n_digits: 0, is_persian: false };
    let mut zero = None;
    let mut length = 0;
    for character in text.chars() {
        let Letter::Digit(digit) = Letter::of(character) else {
            break;
        };
        let own_zero = zero_of(character);
        if zero.is_some() && own_zero != zero {
            break;
        }
        zero = own_zero;
        number.value = number.value.saturating_mul(10).saturating_add(u32::from(digit));
        number.n_digits += 1;
        length += character.len_utf8();
    }
    number.is_persian = zero == Some(PERSIAN_ZERO);
    (number, length)
}

/// Returns a number in Chinese characters, such as 二〇二二 and 二十九, and its length in bytes.
pub(super) fn chinese_number(text: &str) -> Option<(Number, usize)> {
    const LONGEST: usize = 6;
    let value_of = |character: char| {
        Some(match character {
            '〇' | '零' => 0,
            '一' | '元' => 1,
            '二' => 2,
            '三' => 3,
            '四' => 4,
            '五' => 5,
            '六' => 6,
            '七' => 7,
            '八' => 8,
            '九' => 9,
            '十' => 10,
            _ => return None,
        })
    };
    let signs: Vec<u32> = text.chars().map_while(value_of).take(LONGEST + 1).collect();
    if signs.is_empty() || signs.len() > LONGEST {
        return None;
    }
    let ten = signs.iter().position(|sign| *sign == 10);
    let (value, n_digits) = match ten {
        None => (signs.iter().fold(0, |value, sign| value * 10 + sign), signs.len()),
        Some(at) => {
            let (before, after) = (&signs[..at], &signs[at + 1..]);
            if before.len() > 1 || after.len() > 1 || after.contains(&10) {
                return None;
            }
            (before.first().unwrap_or(&1) * 10 + after.first().unwrap_or(&0), 2)
        }
    };
    let length = text.chars().take(signs.len()).map(char::len_utf8).sum();
    Some((Number { value, n_digits, is_persian: false }, length))
}

/// Returns the word at the start of `text`, and its length in bytes. Two words are one if they are one name.
fn word(names: &'static Names, text: &str) -> (TokenWord, usize) {
    let (mut hash, mut length) = WordHash::of_ascii(text.as_bytes());
    let mut n_characters = length;
    let mut is_hangul = false;
    // Korean attaches particles, so the longest name that the word begins with counts.
    let mut prefix: Option<(&'static Entry, usize)> = None;
    for character in text[length..].chars() {
        match Letter::of(character) {
            Letter::Normalised(letter) => {
                hash = hash.with(letter);
                n_characters += 1;
            }
            Letter::Mark => {}
            _ => break,
        }
        length += character.len_utf8();
        is_hangul |= ('\u{ac00}'..='\u{d7a3}').contains(&character);
        if is_hangul && let Some(entry) = names.of(hash) {
            prefix = Some((entry, length));
        }
        // No name is longer, and the rest of the run may be a whole text.
        if prefix.is_some() && n_characters > LONGEST_HANGUL {
            break;
        }
    }
    let is_capital = text.chars().next().is_some_and(char::is_uppercase);
    let word = |names: &'static [Name]| TokenWord { names, is_capital, n_characters };
    if is_hangul {
        // The text behind the name is read separately: `9일에` is a day and a particle.
        return prefix.map_or((word(&[]), length), |(entry, length)| (word(&entry.names), length));
    }
    let Some(entry) = names.of(hash) else {
        return (word(&[]), length);
    };
    if entry.is_first_half
        && let Some((pair, pair_length)) = pair(names, &text[length..], hash)
    {
        return (word(&pair.names), length + pair_length);
    }
    (word(&entry.names), length)
}

/// Returns the second half of a name of two words, behind one sign or space, and the length of sign and half together.
fn pair(names: &'static Names, text: &str, first: WordHash) -> Option<(&'static Entry, usize)> {
    let between = text.chars().next()?;
    if !matches!(between, ' ' | '\u{a0}' | '\u{202f}' | '-' | '‑' | '\'' | '’' | 'ʼ' | '‘' | '/') {
        return None;
    }
    let mut hash = first.joined();
    let mut length = between.len_utf8();
    // There are few names of two words, so their second halves are read letter by letter.
    for character in text[length..].chars() {
        match Letter::of(character) {
            Letter::Normalised(letter) => hash = hash.with(letter),
            Letter::Mark => {}
            _ => break,
        }
        length += character.len_utf8();
    }
    names.of(hash).filter(|entry| !entry.names.is_empty()).map(|entry| (entry, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the tokens of a text: a number as its value and number of digits, a word with a meaning in angle
    /// brackets.
    fn pieces(text: &str) -> Vec<String> {
        let mut tokens = Tokens::new(text, true);
        let mut found = Vec::new();
        for index in 0.. {
            let token = tokens.get(index);
            found.push(match token.kind {
                TokenKind::End => return found,
                TokenKind::Number(number) => format!("{}:{}", number.value, number.n_digits),
                TokenKind::Word(word) if word.names.is_empty() => text[token.start..token.end].to_owned(),
                TokenKind::Word(_) => format!("<{}>", &text[token.start..token.end]),
                TokenKind::Sign(sign) => sign.to_string(),
            });
        }
        found
    }

    #[test]
    fn texts_in_pieces() {
        for (text, expected) in [
            ("Wed, 09 Mar", "<Wed> , 9:2 <Mar>"),
            ("9th ferry", "9:1 <th> ferry"),
            ("९ मार्च २०२२", "9:1 <मार्च> 2022:4"),
            ("2022年3月9日(水)", "2022:4 <年> 3:1 <月> 9:1 <日> ( 水 )"),
            ("二〇二二年三月二十九日", "2022:4 <年> 3:1 <月> 29:2 <日>"),
            ("2022년 3월 9일에", "2022:4 <년> 3:1 <월> 9:1 <일> 에"),
            ("quarta-feira i går", "<quarta-feira> <i går>"),
            ("วันพุธที่ 9 มีนาคม", "<วันพุธ> <ที่> 9:1 <มีนาคม>"),
            ("تشرين الثاني", "<تشرين الثاني>"),
            ("a\nb", "<a> \n b"),
            ("99999999999", "4294967295:11"),
        ] {
            assert_eq!(pieces(text).join(" "), expected, "{text}");
        }
    }
}
