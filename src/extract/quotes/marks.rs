//! Finds the quotation marks of a text, and decides if each of them can open or close a quotation.

/// A character that can be a quotation mark at its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub at: usize,
    pub end: usize,
    pub character: char,
    /// True if it is a single mark, which is used inside double marks or alone.
    pub is_single: bool,
    pub can_open: bool,
    pub can_close: bool,
}

impl Mark {
    /// True if `other` can close a quotation that this mark opens.
    ///
    /// Both must be single or both double. They may be of different styles, because people mix them.
    pub fn is_closed_by(&self, other: &Self) -> bool {
        let is_corner = |character| matches!(character, '「' | '」' | '『' | '』' | '〝' | '〞' | '〟');
        match (self.character, other.character) {
            ('「', close) => close == '」',
            ('『', close) => close == '』',
            (open, close) if is_corner(open) || is_corner(close) => is_corner(open) && is_corner(close),
            _ => self.is_single == other.is_single,
        }
    }

    /// True if a mark that can open and close is more likely to close: it follows text directly, or no text follows it.
    pub fn prefers_closing(&self, text: &str) -> bool {
        let before = text[..self.at].chars().next_back();
        before.is_some_and(|before| !before.is_whitespace() && !is_opening(before))
            || text[self.end..].chars().next().is_none_or(|after| after.is_whitespace() || is_closing(after))
    }

    /// True if the mark may be an apostrophe as in `workers' rights`.
    pub fn is_plural(&self, text: &str) -> bool {
        matches!(self.character, '\'' | '’')
            && text[..self.at].ends_with('s')
            && text[self.end..].strip_prefix(' ').is_some_and(|after| after.starts_with(char::is_lowercase))
    }
}

/// The bytes with which marks begin.
const MAY_BEGIN_MARK: [bool; 256] = {
    let mut table = [false; 256];
    let first_bytes = [b'"', b'\'', 0xc2, 0xe2, 0xe3, 0xef];
    let mut number = 0;
    while number < first_bytes.len() {
        table[first_bytes[number] as usize] = true;
        number += 1;
    }
    table
};

/// Adds the marks of `text` to `marks`, in order.
pub(super) fn find(text: &str, marks: &mut Vec<Mark>) {
    let mut at = 0;
    while let Some(found) = text.as_bytes()[at..].iter().position(|byte| MAY_BEGIN_MARK[usize::from(*byte)]) {
        at += found;
        let Some(character) = text[at..].chars().next() else {
            return;
        };
        let end = at + character.len_utf8();
        if let Some(is_single) = kind(character) {
            let before = text[..at].chars().next_back();
            let after = text[end..].chars().next();
            let (can_open, can_close) = sides(text, at, character, before, after);
            if can_open || can_close {
                marks.push(Mark { at, end, character, is_single, can_open, can_close });
            }
        }
        at = end;
    }
}

/// Returns true if a quotation mark is single, false if it is double. `None` if the character is not a quotation mark.
fn kind(character: char) -> Option<bool> {
    match character {
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' | '〝' | '〞' | '〟' | '＂' => {
            Some(false)
        }
        '\'' | '‘' | '’' | '‚' | '‛' | '‹' | '›' => Some(true),
        _ => None,
    }
}

/// Returns two values: true if the mark can open a quotation between these characters, and true if it can close one.
fn sides(text: &str, at: usize, character: char, before: Option<char>, after: Option<char>) -> (bool, bool) {
    let is_word = |next: Option<char>| next.is_some_and(char::is_alphanumeric);
    // These signs may also begin a word: `"$20`, `"#tolls`, `"…and`.
    let starts = after.is_some_and(|after| {
        after.is_alphanumeric()
            || is_opening(after)
            || matches!(after, '$' | '€' | '£' | '#' | '@' | '…' | '.' | '-' | '—' | '¿' | '¡')
    });
    let is_at_start = before.is_none_or(|before| before.is_whitespace() || is_opening(before) || is_dash(before));
    let is_after_text = before.is_some_and(|before| !before.is_whitespace() && !is_opening(before));
    match character {
        '「' | '『' | '〝' | '‚' if character != '‚' || starts => (true, false),
        '」' | '』' | '〞' | '〟' => (false, true),
        '"' | '＂' => {
            // The mark is inside a word in צה"ל, and behind a number in 6'2" and 12".
            let is_in_word = before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic);
            let is_inches = before.is_some_and(|before| before.is_ascii_digit()) && !is_digit_quoted(text, at);
            if is_in_word || is_inches {
                return (false, false);
            }
            (
                is_at_start && starts,
                is_after_text || after.is_none_or(|after| after.is_whitespace() || is_closing(after)),
            )
        }
        '“' => {
            // „German“ ends with the mark that opens a quotation in English.
            {
                let can_open = starts && !is_word(before);
                (can_open, is_after_text && !can_open)
            }
        }
        '”' | '‟' => (is_at_start && starts, is_after_text || !starts),
        '„' => (true, false),
        // French puts spaces inside the marks. German and Danish use the marks the other way round.
        '«' => {
            let is_turned = is_after_text && after.is_none_or(|after| after.is_whitespace() || is_closing(after));
            (!is_turned, is_turned)
        }
        '»' => {
            let is_turned = is_at_start && is_word(after);
            (is_turned, !is_turned || before.is_some_and(char::is_whitespace))
        }
        '‹' => {
            let is_turned = is_after_text && after.is_none_or(|after| after.is_whitespace() || is_closing(after));
            (!is_turned, is_turned)
        }
        '›' => {
            let is_turned = is_at_start && is_word(after);
            (is_turned, !is_turned)
        }
        '‘' | '‛' => {
            // In `‘90s`, the mark stands for digits that are left out.
            let is_decade = after.is_some_and(|after| after.is_ascii_digit());
            (starts && !is_word(before) && !is_decade, is_after_text && !starts)
        }
        '\'' | '’' => {
            if is_word(before) && is_word(after) {
                return (false, false);
            }
            let is_decade = after.is_some_and(|after| after.is_ascii_digit());
            // `’tis` opens no quotation. This curly mark opens one only by mistake, so it never counts as opening.
            let can_open = character == '\'' && is_at_start && is_word(after) && !is_decade && !is_short(text, at + 1);
            (can_open, is_after_text && !is_word(after))
        }
        _ => (false, false),
    }
}

/// True if a quotation that opens before a number ends at the mark at `at`: `"Apollo 13"`.
fn is_digit_quoted(text: &str, at: usize) -> bool {
    /// The bytes that are searched for an open mark. Nobody writes inches further behind a mark that is still open.
    const REACH: usize = 160;
    let mut start = at.saturating_sub(REACH);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let is_feet = text[..at].trim_end_matches(|character: char| character.is_ascii_digit()).ends_with(['\'', '’', '′']);
    let n_before = text[start..at].matches('"').count();
    !is_feet && n_before % 2 == 1
}

/// True if the word that starts here is one that is written with an apostrophe for the letters left out before it.
fn is_short(text: &str, start: usize) -> bool {
    let rest = &text[start..];
    let length = rest.find(|character: char| !character.is_alphabetic()).unwrap_or(rest.len());
    matches!(&rest[..length], "n" | "tis" | "twas" | "em" | "til" | "cause" | "bout" | "s" | "t" | "ere")
}

pub(super) fn is_opening(character: char) -> bool {
    matches!(
        character,
        '(' | '['
            | '{'
            | '“'
            | '„'
            | '‘'
            | '‚'
            | '«'
            | '‹'
            | '"'
            | '\''
            | '「'
            | '『'
            | '¿'
            | '¡'
            | '/'
            | '*'
            | '_'
    )
}

fn is_closing(character: char) -> bool {
    matches!(
        character,
        '.' | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | ')'
            | ']'
            | '}'
            | '”'
            | '’'
            | '»'
            | '›'
            | '"'
            | '\''
            | '“'
            | '…'
            | '*'
            | '_'
            | '/'
    ) || is_dash(character)
        || ('\u{3000}'..='\u{303f}').contains(&character)
        || ('\u{ff00}'..='\u{ff0f}').contains(&character)
}

fn is_dash(character: char) -> bool {
    matches!(character, '-' | '–' | '—' | '―')
}
