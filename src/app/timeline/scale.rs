//! The scale of the timeline: the height of a bar for a number of articles.

use crate::settings::Scale;

/// Returns the scale for bins with these numbers of articles.
pub(super) fn scale_for(setting: Scale, counts: impl Iterator<Item = u32>) -> BarScale {
    match setting {
        Scale::Linear => BarScale::Linear,
        Scale::Sqrt => BarScale::Sqrt,
        Scale::Log => BarScale::Log,
        Scale::Auto => {
            let mut filled: Vec<u32> = counts.filter(|&n_articles| n_articles > 0).collect();
            filled.sort_unstable();
            let median = filled.get(filled.len() / 2).copied().unwrap_or(0);
            let highest = filled.last().copied().unwrap_or(0);
            // Two rows of eighth blocks are sixteen steps. Below half a step, a typical bin looks like one with a
            // single article.
            if u64::from(median) * 32 < u64::from(highest) { BarScale::Sqrt } else { BarScale::Linear }
        }
    }
}

/// The scale of the bars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BarScale {
    /// Twice the articles have twice the height.
    #[default]
    Linear,
    /// Four times the articles have twice the height.
    Sqrt,
    /// The height is proportional to the logarithm of the number of articles plus one.
    Log,
}

impl BarScale {
    /// Returns the name in the title.
    pub fn name(self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::Sqrt => "sqrt",
            Self::Log => "log",
        }
    }

    /// Returns the height of a bar of `n_articles`, in eighths of a row. A bar of `full_bar` articles takes all
    /// `n_rows` rows.
    ///
    /// One article has at least one eighth.
    pub fn eighths(self, n_articles: u32, full_bar: u32, n_rows: u16) -> u16 {
        if n_articles == 0 || n_rows == 0 {
            return 0;
        }
        let full = f64::from(full_bar.max(1));
        let share = match self {
            Self::Linear => f64::from(n_articles) / full,
            Self::Sqrt => (f64::from(n_articles) / full).sqrt(),
            Self::Log => f64::from(n_articles).ln_1p() / full.ln_1p(),
        };
        let highest = n_rows.saturating_mul(8);
        ((share * f64::from(highest)).round() as u16).clamp(1, highest)
    }
}

/// Returns a number with commas between its thousands: `48,019`.
pub fn with_thousands(count: u32) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heights() {
        assert_eq!([0, 1, 5, 9].map(|n| BarScale::Linear.eighths(n, 9, 2)), [0, 2, 9, 16]);
        assert_eq!([1, 12_000, 48_019].map(|n| BarScale::Linear.eighths(n, 48_019, 2)), [1, 4, 16]);
        assert_eq!([1, 12_005, 48_019].map(|n| BarScale::Sqrt.eighths(n, 48_019, 2)), [1, 8, 16]);
        assert_eq!(BarScale::Log.eighths(u32::MAX, u32::MAX, 8), 64);
        assert_eq!(scale_for(Scale::Auto, [0, 1, 1, 48_019].into_iter()), BarScale::Sqrt);
        assert_eq!(scale_for(Scale::Auto, [0, 3, 1, 9].into_iter()), BarScale::Linear);
    }

    #[test]
    fn thousands() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(with_thousands).join(" "), "0 999 1,000 1,234,567");
    }
}
