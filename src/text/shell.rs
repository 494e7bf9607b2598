//! Quotes words for a shell, so that copied text can be pasted into a command.

use std::fmt::Write;

use super::safe::is_unsafe;

/// Returns `bytes` as one word of a shell. A plain word stays as it is.
///
/// Bytes that are no text, and characters that a terminal would act on when they are pasted, are written as in
/// `$'\xff'`, which bash, zsh and ksh read. All other words are valid in any POSIX shell.
pub fn word(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) if is_plain(text) => text.to_owned(),
        Ok(text) if !text.contains(needs_escape) => format!("'{}'", text.replace('\'', r"'\''")),
        _ => escaped(bytes),
    }
}

/// Returns the path of these bytes as one word of a shell that no program takes for an option.
pub fn path_word(bytes: &[u8]) -> String {
    if bytes.starts_with(b"-") { word(&[b"./", bytes].concat()) } else { word(bytes) }
}

fn is_plain(text: &str) -> bool {
    let is_plain = |character: char| character.is_alphanumeric() || "_-./,:=@%+".contains(character);
    // zsh replaces a word that begins with `=` by the path of a program.
    !text.is_empty() && !text.starts_with('=') && text.chars().all(is_plain)
}

fn needs_escape(character: char) -> bool {
    matches!(character, '\n' | '\t') || is_unsafe(character)
}

fn escaped(bytes: &[u8]) -> String {
    let mut word = String::from("$'");
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            match character {
                '\n' => word.push_str(r"\n"),
                '\t' => word.push_str(r"\t"),
                '\'' | '\\' => word.extend(['\\', character]),
                _ if needs_escape(character) => {
                    push_bytes(&mut word, character.encode_utf8(&mut [0; 4]).as_bytes());
                }
                _ => word.push(character),
            }
        }
        push_bytes(&mut word, chunk.invalid());
    }
    word.push('\'');
    word
}

fn push_bytes(word: &mut String, bytes: &[u8]) {
    for byte in bytes {
        // Shells read two digits at most.
        let _ = write!(word, r"\x{byte:02x}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_of_a_shell() {
        for (bytes, expected) in [
            (&b"news/ferry.txt"[..], "news/ferry.txt"),
            ("/häfen/fähre.txt".as_bytes(), "/häfen/fähre.txt"),
            (b"", "''"),
            (b"two words", "'two words'"),
            (b"~/a", "'~/a'"),
            (b"=ls", "'=ls'"),
            (b"it's $HOME `id` \"x\" \\ ! *", r#"'it'\''s $HOME `id` "x" \ ! *'"#),
            (b"a\nb\tc", r"$'a\nb\tc'"),
            (b"it's\xffa\\", r"$'it\'s\xffa\\'"),
            (b"\x1b[201~id", r"$'\x1b[201~id'"),
            ("a\u{9b}\u{202e}b".as_bytes(), r"$'a\xc2\x9b\xe2\x80\xaeb'"),
        ] {
            assert_eq!(word(bytes), expected);
        }
        assert_eq!(
            (path_word(b"-rf"), path_word(b"- f"), path_word(b"a")),
            ("./-rf".into(), "'./- f'".into(), "a".into())
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[cfg(unix)]
        #[test]
        fn a_shell_reads_back_the_bytes(bytes in prop::collection::vec(1_u8.., 0..40)) {
            let script = format!("printf %s {}", word(&bytes));
            let read = std::process::Command::new("bash").arg("-c").arg(script).output();
            let Ok(read) = read else {
                println!("skipped: there is no bash");
                return Ok(());
            };
            prop_assert_eq!(read.stdout, bytes);
        }
    }
}
