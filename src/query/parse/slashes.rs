//! Distinguishes a `/pattern/` in a filter from text that begins with `/`, such as a path.

/// The kind of text after a `/` at the start of a word or value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slash {
    /// A pattern of `n_bytes`. A pattern that is not closed extends to the end of the filter.
    Pattern { n_bytes: usize, is_closed: bool },
    /// Several words of `n_bytes` and a closing slash. A pattern must be one word.
    ManyWords { n_bytes: usize },
    /// Text, such as a path.
    Text,
}

/// Classifies `inner`, the text after a `/`. `ends` accepts the characters that may follow the closing `/`.
///
/// A pattern has no space, because it is tested on single words. It has a `/` only after a backslash or in a class,
/// because no word contains one. So `/home/news` is a path.
pub(super) fn read(inner: &str, ends: &impl Fn(char) -> bool) -> Slash {
    let is_end = |at: usize| inner[at..].chars().next().is_none_or(ends);
    let mut is_escaped = false;
    let mut is_in_class = false;
    for (at, character) in inner.char_indices() {
        if character.is_whitespace() {
            // A pattern with an unclosed class ends with its word, so that the mistake can be explained.
            let closed = if is_in_class { first_closing(&inner[..at], &is_end) } else { None };
            return closed
                .map_or_else(|| many_words(inner, ends), |n_bytes| Slash::Pattern { n_bytes, is_closed: true });
        }
        if is_escaped {
            is_escaped = false;
            continue;
        }
        match character {
            '\\' => is_escaped = true,
            '[' => is_in_class = true,
            ']' => is_in_class = false,
            '/' if !is_in_class => {
                let is_pattern = at > 0 && is_end(at + 1);
                return if is_pattern { Slash::Pattern { n_bytes: at, is_closed: true } } else { Slash::Text };
            }
            _ => {}
        }
    }
    // If a class is never closed, the first slash that could close the pattern was meant to do so.
    if is_in_class && let Some(n_bytes) = first_closing(inner, &is_end) {
        return Slash::Pattern { n_bytes, is_closed: true };
    }
    // An unmatched `)` closes a group around the text, so the text is not a pattern.
    let has_end_of_group = inner.matches(')').count() > inner.matches('(').count();
    if inner.is_empty() || has_end_of_group {
        Slash::Text
    } else {
        Slash::Pattern { n_bytes: inner.len(), is_closed: false }
    }
}

/// Returns the index of the first `/` that may end a pattern, inside or outside a class.
fn first_closing(inner: &str, is_end: &impl Fn(usize) -> bool) -> Option<usize> {
    let slashes = inner.match_indices('/').map(|(at, _)| at);
    slashes.filter(|at| *at > 0 && !inner[..*at].ends_with('\\')).find(|at| is_end(at + 1))
}

fn many_words(inner: &str, ends: &impl Fn(char) -> bool) -> Slash {
    let Some((words, rest)) = inner.split_once('/') else {
        return Slash::Text;
    };
    let is_one = !words.starts_with(char::is_whitespace)
        && !words.ends_with(char::is_whitespace)
        && rest.chars().next().is_none_or(ends);
    if is_one { Slash::ManyWords { n_bytes: words.len() } } else { Slash::Text }
}

#[cfg(test)]
mod tests {
    use super::super::ends_word;
    use super::*;

    #[test]
    fn patterns_are_told_from_paths() {
        let pattern = |n_bytes, is_closed| Slash::Pattern { n_bytes, is_closed };
        for (text, expected) in [
            ("/ferry/", pattern(5, true)),
            ("/ferry/ toll", pattern(5, true)),
            ("/(a|b) c", Slash::Text),
            ("/(a|b)/)", pattern(5, true)),
            ("/a\\/b/", pattern(4, true)),
            ("/[/]/", pattern(3, true)),
            ("/a[/ b", pattern(2, true)),
            ("/[abc/", pattern(4, true)),
            ("/[abc/)", pattern(4, true)),
            ("/[abc/) d", pattern(4, true)),
            ("/[abc", pattern(4, false)),
            ("/[a\\/", pattern(4, false)),
            ("/a\"b/", pattern(3, true)),
            ("/fer", pattern(3, false)),
            ("/a\\", pattern(2, false)),
            ("/home)", Slash::Text),
            ("/home/news", Slash::Text),
            ("/home/news/", Slash::Text),
            ("/home and /news/", Slash::Text),
            ("/war of words/", Slash::ManyWords { n_bytes: 12 }),
            ("//", Slash::Text),
            ("/", Slash::Text),
            ("/ a/", Slash::Text),
        ] {
            assert_eq!(read(&text[1..], &ends_word), expected, "{text}");
        }
    }
}
