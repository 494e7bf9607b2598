//! Finds out from the dates of a text if it writes the day or the month first.
//!
//! `13/03/2022` in the text decides how `03/04/2022` is meant.

/// The bytes of a text that are looked at. Dates that decide the order may be in any part of a text.
const LOOKED_AT: usize = 64 * 1024;

/// Returns true if dates such as `13/03/2022` in `text` have the day first, false if they have the month first.
///
/// Returns `None` if there are no such dates or dates of both kinds. `28-12-12` does not count, because it may be the
/// record of a team.
pub fn is_day_first(text: &str) -> Option<bool> {
    let (mut has_day_first, mut has_month_first) = (false, false);
    let mut end = text.len().min(LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = &text[..end];
    for slash in memchr::memchr2_iter(b'/', b'-', text.as_bytes()) {
        let sign = text.as_bytes()[slash];
        let before = &text[..slash];
        let start = before.len() - before.bytes().rev().take_while(u8::is_ascii_digit).count();
        let Some((first, _)) = leading_number(&text[start..slash]).filter(|_| slash - start <= 2) else {
            continue;
        };
        let Some((second, length)) = leading_number(&text[slash + 1..]).filter(|(_, length)| *length <= 2) else {
            continue;
        };
        let behind = &text[slash + 1 + length..];
        let is_year = behind.as_bytes().first() == Some(&sign)
            && leading_number(&behind[1..]).is_some_and(|(_, length)| length == 4 || (length == 2 && sign == b'/'));
        if is_year && !before[..start].ends_with(['/', '-']) {
            has_day_first |= (13..=31).contains(&first) && (1..=12).contains(&second);
            has_month_first |= (1..=12).contains(&first) && (13..=31).contains(&second);
        }
    }
    (has_day_first != has_month_first).then_some(has_day_first)
}

/// Returns the number at the beginning of `text`, and the number of its digits.
fn leading_number(text: &str) -> Option<(u32, usize)> {
    const MOST_DIGITS: usize = 4;
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    (length <= MOST_DIGITS).then(|| text[..length].parse().ok().map(|number| (number, length)))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders() {
        for (text, expected) in [
            ("It opened on 13/03/2022.", Some(true)),
            ("It opened on 3/13/22.", Some(false)),
            ("It opened on 03/04/2022.", None),
            ("It opened on 13/03/2022 and closed on 3/13/2022.", None),
            ("https://a.example/2022/13/03/x 24/7", None),
            ("It opened on 13-03-2022.", Some(true)),
            ("The Weir Herons (28-12-12) and the Elm Otters (9-15-3) play on 03/04/2022.", None),
            ("Halden 28-12-12, 03/13/2022", Some(false)),
            ("Call 030-12-13-22 or 2022-13-03.", None),
            ("", None),
        ] {
            assert_eq!(is_day_first(text), expected, "{text}");
        }
    }
}
