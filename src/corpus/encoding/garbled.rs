//! Recognises text that was garbled before it was written: UTF-8 that a program decoded as windows-1252.

use encoding_rs::WINDOWS_1252;

/// The number of bytes of a text that are checked.
const LOOKED_AT: usize = 256 * 1024;
/// Fewer garbled characters may be chance, or an article about such text.
const FEWEST: usize = 3;

/// True if most characters beyond ASCII are in runs that are UTF-8 when encoded as windows-1252: `Ã©`, `â€™`.
///
/// Such a run begins with a letter and continues with signs and letters that hardly ever follow one another in any
/// language, so a few are enough. If they are the minority, the text quotes them.
pub(in crate::corpus) fn is_garbled(texts: &[&str]) -> bool {
    // For nearly every text this check is enough, and its characters need not be counted.
    if !texts.iter().any(|text| may_be_garbled(text)) {
        return false;
    }
    let (mut n_garbled, mut n_others) = (0, 0);
    for text in texts {
        let text = &text[..text.floor_char_boundary(LOOKED_AT)];
        if may_be_garbled(text) {
            for run in text.split(|character: char| character.is_ascii()).filter(|run| !run.is_empty()) {
                let (of_run, others) = look_at(run);
                n_garbled += of_run;
                n_others += others;
            }
        } else {
            n_others += text.bytes().filter(|byte| !byte.is_ascii()).count() / 2;
        }
    }
    n_garbled >= FEWEST && n_garbled > n_others
}

/// True if `text` may have such a run: one of `Â` to `ô`, directly followed by another character beyond ASCII. This
/// check is fast.
fn may_be_garbled(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(0xc3, bytes)
        .any(|at| matches!(bytes.get(at + 1..at + 3), Some([0x82..=0xb4, after]) if !after.is_ascii()))
}

/// Returns the number of characters that the run decodes to, and the number of its characters that are not part of one.
fn look_at(run: &str) -> (usize, usize) {
    let mut bytes = Vec::with_capacity(run.len());
    for character in run.chars() {
        bytes.push(as_byte(character).unwrap_or(b'?'));
    }
    let (mut n_garbled, mut n_others) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            if is_of_text(character) {
                n_garbled += 1;
            } else {
                n_others += 1;
            }
        }
        n_others += chunk.invalid().len();
    }
    (n_garbled, n_others)
}

/// True if a decoded character is common in texts. Others occur by chance: the end of a quotation such as `Fuß“` would
/// decode to a letter of N'Ko, `FPÖ“` to a Hebrew accent.
fn is_of_text(character: char) -> bool {
    matches!(character,
        '\u{a0}'..='\u{17f}' | '\u{386}'..='\u{3ff}' | '\u{400}'..='\u{52f}'
        | '\u{5d0}'..='\u{5ea}' | '\u{60c}'..='\u{6ff}' | '\u{e01}'..='\u{e5b}'
        | '\u{2010}'..='\u{2044}' | '\u{20ac}' | '\u{2122}'
        | '\u{1e00}'..='\u{1eff}' | '\u{3001}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'
    )
}

/// Returns the byte of the character in windows-1252. The controls for its five undefined bytes have one too, and so
/// has the sign that replaces such a control.
fn as_byte(character: char) -> Option<u8> {
    match character {
        '\u{80}'..='\u{ff}' => u8::try_from(u32::from(character)).ok(),
        // Any byte that became a control, and was then made safe to show, will do.
        char::REPLACEMENT_CHARACTER => Some(0x90),
        _ => {
            let mut buffer = [0; 4];
            match *WINDOWS_1252.encode(character.encode_utf8(&mut buffer)).0 {
                [byte] => Some(byte),
                _ => None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns `text` as UTF-8 that is decoded as windows-1252.
    fn garble(text: &str) -> String {
        WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    #[test]
    fn garbled_text_is_told_from_odd_text() {
        for text in [
            "It’s open — “at last”, they said.",
            "Le café était fermé.",
            "При ясной погоде паром выйдет утром.",
            "Ο λιμένας έκλεισε",
            "渡輪停在港口",
            "Łódź żąda",
        ] {
            assert!(!is_garbled(&[text]), "{text}");
            assert!(is_garbled(&[garble(text).as_str()]), "{text}");
            let (safe, _) = crate::text::safe::safe(&garble(text));
            assert!(is_garbled(&[safe.as_str()]), "{text}");
        }
        for text in [
            "Plain ASCII",
            "„Fuß“, „Spaß“, „FPÖ“, „SPÖ“, „Ä“",
            "« à » « é », São Tomé: CORAÇÃO, “AQUÍ”",
            "Mostly café, élan, déjà vu, à la carte; and then one “Ã©” that somebody quotes",
            "Ã© twice, Ã©",
        ] {
            assert!(!is_garbled(&[text]), "{text}");
        }
    }
}
