//! RGB colours: parsing, contrast, and the nearest of the 256 colours of xterm.

/// An sRGB colour, with components from 0 to 255.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// Parses a colour such as `#6CBEF0` or `#FFF`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let part = |range| u8::from_str_radix(digits.get(range)?, 16).ok();
        match digits.len() {
            6 => Some(Self(part(0..2)?, part(2..4)?, part(4..6)?)),
            // A single digit is repeated, so `F` is 255 and not 240.
            3 => Some(Self(part(0..1)? * 17, part(1..2)? * 17, part(2..3)? * 17)),
            _ => None,
        }
    }

    /// Returns the nearest of xterm's colours 16 to 255: the cube of 6 × 6 × 6 and the 24 greys. The first 16 are left
    /// out, because terminals choose them freely.
    pub fn nearest_of_256(self) -> u8 {
        (16..=255).min_by_key(|index| distance(self, of_256(*index))).unwrap_or(16)
    }

    /// Returns the relative luminance of WCAG 2.1, 0 (black) to 1 (white).
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }
}

/// Returns the contrast ratio of WCAG 2.1, 1 (equal colours) to 21 (black on white).
pub fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (one.luminance(), other.luminance());
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Returns xterm's colour for an index from 16.
fn of_256(index: u8) -> Rgb {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    if index >= 232 {
        let grey = 8 + (index - 232) * 10;
        return Rgb(grey, grey, grey);
    }
    let cube = usize::from(index.saturating_sub(16));
    Rgb(STEPS[cube / 36], STEPS[cube / 6 % 6], STEPS[cube % 6])
}

/// Returns the perceived distance of two colours, by the "redmean" approximation of Thiadmer Riemersma (CompuPhase,
/// 2008). It preserves hues better than the Euclidean distance.
fn distance(one: Rgb, other: Rgb) -> i64 {
    let difference = |a: u8, b: u8| i64::from(a) - i64::from(b);
    let mean_red = i64::midpoint(i64::from(one.0), i64::from(other.0));
    let (red, green, blue) = (difference(one.0, other.0), difference(one.1, other.1), difference(one.2, other.2));
    (512 + mean_red) * red * red + 1024 * green * green + (767 - mean_red) * blue * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        let ratio = contrast(Rgb(0, 0, 0), Rgb(255, 255, 255));
        assert!((ratio - 21.0).abs() < 0.001, "{ratio}");
        assert!((contrast(Rgb(9, 9, 9), Rgb(9, 9, 9)) - 1.0).abs() < 0.001);
    }

    #[test]
    fn exact_colours_are_found() {
        assert_eq!(Rgb(0, 0, 0).nearest_of_256(), 16);
        assert_eq!(Rgb(255, 255, 255).nearest_of_256(), 231);
        assert_eq!(Rgb(95, 175, 255).nearest_of_256(), 75);
        assert_eq!(Rgb(28, 28, 28).nearest_of_256(), 234);
    }
}
