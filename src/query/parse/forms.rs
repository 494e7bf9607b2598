//! Recognises forms of other programs that this language does not have: words at a distance, and `~` after a word.

/// The operators for words at a distance, followed by a `/` and a number.
const DISTANCE_OPERATORS: &[&str] = &["near", "onear", "w", "pre", "within", "adj"];

/// Returns the length in bytes of a distance, such as `~3` or `~>3`, at the start of `rest`; 0 if there is none.
///
/// `rest` is the text after a phrase. `ends` accepts the characters that may follow the number.
pub(super) fn distance_bytes(rest: &str, ends: &impl Fn(char) -> bool) -> usize {
    let Some(behind_sign) = rest.strip_prefix('~') else {
        return 0;
    };
    let digits = behind_sign.strip_prefix('>').unwrap_or(behind_sign);
    let behind = digits.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let is_distance = behind.len() < digits.len() && behind.chars().next().is_none_or(ends);
    if is_distance { rest.len() - behind.len() } else { 0 }
}

/// True if `word` is an operator such as `NEAR/10`, `near10`, `w/10` or `w/s`.
pub(super) fn is_distance_operator(word: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let word = word.to_ascii_lowercase();
    match word.split_once('/') {
        // `w/s` and `w/p` search for words within one sentence or paragraph.
        Some((name, distance)) => {
            DISTANCE_OPERATORS.contains(&name)
                && (is_number(distance) || (name == "w" && ["s", "p"].contains(&distance)))
        }
        None => ["near", "adj"].iter().any(|name| word.strip_prefix(name).is_some_and(is_number)),
    }
}

/// Returns the right form `~sea` for `sea~` and `sea~1`.
pub(super) fn typo_behind(text: &str) -> Option<String> {
    let (word, number) = text.rsplit_once('~')?;
    let is_typo =
        !word.is_empty() && word.chars().all(char::is_alphanumeric) && number.bytes().all(|byte| byte.is_ascii_digit());
    is_typo.then(|| format!("~{word}"))
}

#[cfg(test)]
mod tests {
    use super::super::ends_word;
    use super::*;

    #[test]
    fn distances_and_their_operators_are_recognized() {
        for (rest, n_bytes) in
            [("~3", 2), ("~10 b", 3), ("~>3)", 3), ("~", 0), ("~>", 0), ("~3a", 0), ("~sea", 0), (" ~3", 0), ("", 0)]
        {
            assert_eq!(distance_bytes(rest, &ends_word), n_bytes, "{rest}");
        }
        for word in ["NEAR/10", "near/3", "w/10", "W/5", "w/s", "pre/5", "near10", "ADJ5"] {
            assert!(is_distance_operator(word), "{word}");
        }
        for word in ["near", "w/", "w/o", "10/12", "a/10", "near/by", "adj", "nearby", "n/10"] {
            assert!(!is_distance_operator(word), "{word}");
        }
    }

    #[test]
    fn a_typo_sign_behind_a_word_belongs_before_it() {
        for (text, right) in
            [("sea~", Some("~sea")), ("sea~1", Some("~sea")), ("~sea", None), ("a~b", None), ("/~1", None)]
        {
            assert_eq!(typo_behind(text).as_deref(), right, "{text}");
        }
    }
}
