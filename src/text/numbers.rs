//! Numbers as people read them.

/// A number with commas between its thousands.
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

/// A number and its noun, in the singular for one.
pub fn count_of(number: usize, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", with_commas(number as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_easy_to_read() {
        assert_eq!([0_u64, 999, 1000, 1_234_567].map(with_commas), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!([count_of(1, "article"), count_of(2000, "article")], ["1 article", "2,000 articles"]);
    }
}
