//! Numbers in a form that people read easily.

/// Returns a number with commas between its thousands.
pub fn with_commas(number: impl TryInto<u64>) -> String {
    let digits = number.try_into().unwrap_or(u64::MAX).to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Returns a number and its noun, in the singular for one.
pub fn count_of(number: usize, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", with_commas(number as u64))
}

/// Returns a number of bytes in the unit that keeps it short: `512 B`, `3.4 MiB`, `120 GiB`.
pub fn size_of(n_bytes: u64) -> String {
    let mut size = n_bytes as f64;
    let mut units = ["KiB", "MiB", "GiB", "TiB"].iter();
    let mut unit = "B";
    // A size that would round to 1024 is shown in the next unit.
    while size >= 1023.5 {
        let Some(larger) = units.next() else { break };
        (size, unit) = (size / 1024.0, larger);
    }
    let has_tenths = unit != "B" && size < 9.95 && (size * 10.0).round() % 10.0 != 0.0;
    if has_tenths { format!("{size:.1} {unit}") } else { format!("{size:.0} {unit}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_easy_to_read() {
        assert_eq!([0_u64, 999, 1000, 1_234_567].map(with_commas), ["0", "999", "1,000", "1,234,567"]);
        for (n_bytes, shown) in [
            (0, "0 B"),
            (1023, "1023 B"),
            (1024, "1 KiB"),
            (3_565_158, "3.4 MiB"),
            (10 << 20, "10 MiB"),
            ((1 << 30) - 1, "1 GiB"),
            (4 << 30, "4 GiB"),
            (u64::MAX, "16777216 TiB"),
        ] {
            assert_eq!(size_of(n_bytes), shown);
        }
        assert_eq!([count_of(1, "article"), count_of(2000, "article")], ["1 article", "2,000 articles"]);
    }
}
