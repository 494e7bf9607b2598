//! The string literals of a source file.

/// The code before a literal that no user sees, or that is a line of the log.
const NOT_SEEN: [&str; 11] = [
    "expect(",
    "expect_err(",
    "reason =",
    "panic!(",
    "unreachable!(",
    "check(",
    "exempt(",
    "content(",
    "info!(",
    "warn!(",
    "error!(",
];

/// The literals of two words and more that stand before the tests of a source, each with its line.
pub fn texts(source: &str) -> Vec<(usize, String)> {
    let source = source.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let mut texts = Vec::new();
    let mut at = 0;
    while let Some(next) = source[at..].chars().next() {
        let rest = &source[at..];
        at += if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if next == '\'' {
            length_of_character(rest)
        } else if let Some((text, length)) = raw(rest).or_else(|| quoted(rest)) {
            let before = source[..at].trim_end();
            if text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count() > 1
                && !NOT_SEEN.iter().any(|not_seen| before.ends_with(not_seen))
            {
                texts.push((source[..at].matches('\n').count() + 1, text));
            }
            length
        } else if next.is_alphanumeric() || next == '_' {
            // A whole name, so that the `r` at its end begins no raw string.
            let end = rest.find(|sign: char| !sign.is_alphanumeric() && sign != '_').unwrap_or(rest.len());
            if matches!(&rest[..end], "r" | "br") && rest[end..].starts_with(['"', '#']) { end - 1 } else { end }.max(1)
        } else {
            next.len_utf8()
        };
    }
    texts
}

/// The bytes of a character literal, or those of the quotation mark of a lifetime.
fn length_of_character(rest: &str) -> usize {
    let inner = &rest[1..];
    let mut characters = inner.char_indices();
    match (characters.next(), characters.next()) {
        (Some((_, '\\')), Some((_, escaped))) => {
            let from = 1 + escaped.len_utf8();
            inner[from..].find('\'').map_or(1, |end| 1 + from + end + 1)
        }
        (Some(_), Some((end, '\''))) => 1 + end + 1,
        _ => 1,
    }
}

/// A raw literal with its length in bytes.
fn raw(rest: &str) -> Option<(String, usize)> {
    let marks = rest.strip_prefix('r')?;
    let n_marks = marks.len() - marks.trim_start_matches('#').len();
    let inner = marks[n_marks..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(n_marks));
    let length = inner.find(&end)?;
    Some((inner[..length].to_owned(), 1 + n_marks + 1 + length + end.len()))
}

/// A literal with escapes, and its length in bytes.
fn quoted(rest: &str) -> Option<(String, usize)> {
    let inner = rest.strip_prefix('"')?;
    let mut text = String::new();
    let mut characters = inner.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return Some((text, 1 + at + 1)),
            '\\' => match characters.next()?.1 {
                'n' => text.push('\n'),
                '\n' => {
                    // The line goes on after its indent.
                    let indent = characters.as_str().len() - characters.as_str().trim_start().len();
                    for _ in 0..characters.as_str()[..indent].chars().count() {
                        characters.next();
                    }
                }
                escaped => text.push(escaped),
            },
            character => text.push(character),
        }
    }
    None
}

#[test]
fn literals_are_found() {
    let source = r##"
        // "A comment is none."
        fn name<'text>(sign: char) -> &'text str {
            let is_mark = sign == '"' || sign == '\'';
            log(r"raw text", r#"a "raw" text"#, "one", "first line \
                 second line", 'r', "a \"quoted\" text");
            value.expect("never seen")
        }
#[cfg(test)]
mod tests { "not these" }
"##;
    let found: Vec<(usize, String)> = texts(source);
    let expected = [(5, "raw text"), (5, "a \"raw\" text"), (5, "first line second line"), (6, "a \"quoted\" text")];
    assert_eq!(found, expected.map(|(line, text)| (line, text.to_owned())));
}
