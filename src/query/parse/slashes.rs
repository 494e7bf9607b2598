//! What a `/` starts in a filter: a `/pattern/`, or text such as a path.

/// What stands behind a `/` with which a word or a value starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slash {
    /// A pattern of so many bytes. Where it is not closed, it goes on to the end of the filter.
    Pattern { n_bytes: usize, is_closed: bool },
    /// So many bytes and a slash that would be a pattern, were they one word.
    ManyWords { n_bytes: usize },
    /// Text.
    Text,
}

/// What `inner`, which follows a `/`, starts with. `ends` says which characters may follow the closing `/`.
///
/// A pattern holds no space, as it is tried on single words, and no `/` but behind a backslash or in a class, as no
/// word has one. So `/home/news` is a path.
pub(super) fn read(inner: &str, ends: &impl Fn(char) -> bool) -> Slash {
    let is_end = |at: usize| inner[at..].chars().next().is_none_or(ends);
    let mut is_escaped = false;
    let mut is_in_class = false;
    for (at, character) in inner.char_indices() {
        if character.is_whitespace() {
            // A class that is never closed ends with its word all the same, so that it can be explained.
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
    // Where a class is never closed, the first slash that could close the pattern was meant to.
    if is_in_class && let Some(n_bytes) = first_closing(inner, &is_end) {
        return Slash::Pattern { n_bytes, is_closed: true };
    }
    // The `)` of a group around it is none of a pattern's.
    let has_end_of_group = inner.matches(')').count() > inner.matches('(').count();
    if inner.is_empty() || has_end_of_group {
        Slash::Text
    } else {
        Slash::Pattern { n_bytes: inner.len(), is_closed: false }
    }
}

/// Where the first `/` stands that may end a pattern, be it in a class or not.
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
    fn slashes() {
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
