//! Returns the remark about signs that are not searched: `c++` finds the same articles as `c`.
//!
//! There is no remark about punctuation, or about the signs of addresses and paths. A `/pattern/` inside quotation
//! marks gets a remark, because its slashes are ordinary signs there.

use super::slashes::{self, Slash};
use crate::query::field::{Value, ValueKind};
use crate::text::{compounds, normalise};

/// Returns the remark about the signs in a value; `None` if there is none. `written` is the value as it is in the
/// filter.
pub(super) fn remark(value: &Value<'_>, written: &str) -> Option<String> {
    let text = match value.kind {
        // A `*` at the end is not a searched sign: it marks a prefix.
        ValueKind::Word | ValueKind::Quoted => value.text.trim_end().strip_suffix('*').unwrap_or(value.text),
        _ => value.text,
    };
    if value.is_quoted()
        && let Some(pattern) = pattern_in_phrase(text)
    {
        return Some(format!("Inside quotation marks {pattern} is no pattern; searched as text"));
    }
    if is_address_or_path(text) {
        return None;
    }
    let mut signs = String::new();
    let mut before = ' ';
    for character in text.chars() {
        // Inside a word, `@` is part of an address.
        let is_dropped = if character == '@' { !before.is_alphanumeric() } else { is_sign(character) };
        if is_dropped && !signs.contains(character) {
            signs.push(character);
        }
        before = character;
    }
    if signs.is_empty() {
        return None;
    }
    let pattern = value.pattern()?;
    let words: Vec<&str> = pattern.words().collect();
    let read = if words.len() == 1 { words.concat() } else { format!("\"{}\"", words.join(" ")) };
    let is_one = signs.chars().nth(1).is_none();
    let subject = if is_one { format!("The sign {signs} is") } else { format!("The signs {signs} are") };
    Some(format!("{subject} not searched; {written} is read as {read}"))
}

/// Returns the first `/pattern/` of a phrase.
///
/// A quoted single word between slashes gets no remark: the quotation marks are the way to search for it as text.
fn pattern_in_phrase(phrase: &str) -> Option<&str> {
    let is_word = |inner: &str| inner.chars().all(char::is_alphanumeric);
    let is_one_word = phrase.trim().strip_prefix('/').and_then(|rest| rest.strip_suffix('/')).is_some_and(is_word);
    let is_pattern = |word: &&str| {
        let inner = word.strip_prefix('/');
        let read = inner.map(|inner| slashes::read(inner, &char::is_whitespace));
        matches!(read, Some(Slash::Pattern { is_closed: true, .. }))
    };
    if is_one_word { None } else { phrase.split_whitespace().find(is_pattern) }
}

/// True if a sign has a meaning in a text and is dropped by normalisation.
fn is_sign(character: char) -> bool {
    let is_known = matches!(
        character,
        '#' | '$' | '%' | '&' | '*' | '+' | '<' | '=' | '>' | '\\' | '^' | '|' | '~'
            | '¢'..='¥' | '§' | '©' | '®' | '°' | '±' | '¶' | '×' | '÷' | '‰'
            | '\u{20a0}'..='\u{20cf}'       // currencies
            | '\u{2100}'..='\u{2bff}'       // letter-like signs, arrows, mathematics, pictures
            | '\u{1f000}'..='\u{1faff}'     // emoji
    );
    is_known
        && compounds::sign_of(character).is_none()
        && normalise::normalise(character.encode_utf8(&mut [0; 4])).is_empty()
}

fn is_address_or_path(text: &str) -> bool {
    if text.contains(char::is_whitespace) {
        return false;
    }
    let first = text.split(['/', '\\']).next().unwrap_or_default();
    let has_rest = first.len() < text.len();
    let is_drive = first.len() == 2 && first.ends_with(':');
    let is_mail = text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    text.contains("://")
        || text.starts_with("www.")
        || is_mail
        || (has_rest && (first.is_empty() || first.contains('.') || is_drive))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, kind: ValueKind, expected: Option<&str>) {
        let value = Value { text, kind, is_closed: true, is_at_end: false };
        assert_eq!(remark(&value, text).as_deref(), expected, "{text}");
    }

    #[test]
    fn a_remark_names_the_signs() {
        let check = |text, expected| check(text, ValueKind::Word, Some(expected));
        check("c++", "The sign + is not searched; c++ is read as c");
        check("#test", "The sign # is not searched; #test is read as test");
        check("AT&T", "The sign & is not searched; AT&T is read as \"at t\"");
        check("$5bn", "The sign $ is not searched; $5bn is read as 5bn");
        check("@icewatch", "The sign @ is not searched; @icewatch is read as icewatch");
        check("3.5%", "The sign % is not searched; 3.5% is read as \"3 5\"");
        check("#1+", "The signs #+ are not searched; #1+ is read as 1");
        check("s*a", "The sign * is not searched; s*a is read as \"s a\"");
        check("€5", "The sign € is not searched; €5 is read as 5");
        check("⛴ferry", "The sign ⛴ is not searched; ⛴ferry is read as ferry");
    }

    #[test]
    fn a_pattern_inside_quotation_marks_gets_a_remark() {
        let check = |text, expected| check(text, ValueKind::Quoted, expected);
        check("/the/ of", Some("Inside quotation marks /the/ is no pattern; searched as text"));
        check("of /th./ and /a/", Some("Inside quotation marks /th./ is no pattern; searched as text"));
        check("/^toll/", Some("Inside quotation marks /^toll/ is no pattern; searched as text"));
        check("/toll/", None);
        check("/home/news and/or /home", None);
        check("/ the /", None);
    }

    #[test]
    fn punctuation_addresses_and_paths_get_no_remark() {
        for text in [
            "kingdom-come",
            "1,400",
            "u.s.",
            "ac/dc",
            "don’t",
            "who?",
            "wow!",
            "10:30",
            "se*",
            "№5",
            "5℃",
            "x²",
            "5−3",
            "https://example.org/a?b=c#d",
            "example.org/a?b=c",
            "www.example.org?a=b",
            "desk+news@wire.example",
            "/home/a+b",
            "C:\\news",
            "../a+b",
        ] {
            check(text, ValueKind::Word, None);
        }
        check("costs 5 *", ValueKind::Quoted, None);
        check("se*", ValueKind::Whole, Some("The sign * is not searched; se* is read as se"));
        check(
            "r&d at https://x.org",
            ValueKind::Quoted,
            Some("The sign & is not searched; r&d at https://x.org is read as \"r d at https x org\""),
        );
    }
}
