//! Sets of languages: which ones a word belongs to, and what the language of a text decides.

/// The languages whose dates are read, by their codes of ISO 639-1; a set holds one bit for each.
const CODES: [&str; 79] = [
    "en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "nn", "fi", "pl", "cs", "sk", "sl", "hr", "sr", "bs",
    "mk", "hu", "ro", "bg", "ru", "uk", "be", "el", "tr", "ar", "he", "fa", "hi", "bn", "mr", "ta", "te", "ur", "th",
    "vi", "id", "ms", "zh", "ja", "ko", "et", "lv", "lt", "ca", "eu", "gl", "sq", "is", "ga", "cy", "mt", "af", "sw",
    "tl", "ka", "hy", "az", "kk", "uz", "mn", "lb", "fo", "ky", "tg", "ne", "si", "km", "lo", "my", "am", "gu", "kn",
    "ml", "pa", "fy",
];

/// Other names of the same languages: older codes, and the code of a whole family.
const OTHER_CODES: [(&str, &str); 6] =
    [("no", "nb nn"), ("fil", "tl"), ("iw", "he"), ("in", "id"), ("sh", "hr sr bs"), ("cnr", "sr bs")];

/// A set of languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Languages(u128);

impl Languages {
    /// Every language.
    pub(super) const ALL: Self = Self(u128::MAX);

    /// The languages of codes of two letters with spaces between; `*` is every language. A code that is not
    /// known is none.
    pub(super) const fn of_codes(codes: &str) -> Self {
        let codes = codes.as_bytes();
        if codes.len() == 1 && codes[0] == b'*' {
            return Self::ALL;
        }
        let mut set = 0;
        let mut at = 0;
        while at + 1 < codes.len() {
            let mut index = 0;
            while index < CODES.len() {
                let known = CODES[index].as_bytes();
                if known[0] == codes[at] && known[1] == codes[at + 1] {
                    set |= 1_u128 << index;
                    break;
                }
                index += 1;
            }
            at += 3;
        }
        Self(set)
    }

    /// The language of a tag such as `pt-BR` or `zh_TW`; nothing where it is not read here.
    pub(super) fn of_tag(tag: &str) -> Option<Self> {
        let code = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let codes = match OTHER_CODES.iter().find(|(other, _)| *other == code) {
            Some((_, codes)) => codes,
            // "est" is Estonian, whose code here is "et".
            None if code.len() != 2 => return None,
            None => code.as_str(),
        };
        Some(Self::of_codes(codes)).filter(|set| set.0 != 0)
    }

    /// True if the two sets have a language in common.
    pub(super) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The languages of both sets.
    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The languages of either set.
    pub(super) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Which number stands first in `03/04/2022`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// The day, as in most of the world.
    DayFirst,
    /// The month, as in the United States and the Philippines.
    MonthFirst,
    /// Either, as far as the language tells.
    Unknown,
}

impl Order {
    /// What the tag of a language decides, by the national standards and the CLDR's short date formats.
    pub(super) fn of_tag(tag: Option<&str>) -> Self {
        let Some(tag) = tag else {
            return Self::Unknown;
        };
        let tag = tag.to_ascii_lowercase().replace('_', "-");
        match tag.as_str() {
            "en-us" | "en-ph" | "es-us" | "es-pr" => return Self::MonthFirst,
            "en-ca" => return Self::Unknown,
            _ => {}
        }
        match tag.split('-').next().unwrap_or_default() {
            // English alone does not say whose, and where the year stands first neither order is at home.
            "en" if tag.len() == 2 => Self::Unknown,
            "zh" | "ja" | "ko" | "mn" => Self::Unknown,
            "tl" | "fil" => Self::MonthFirst,
            _ if Languages::of_tag(&tag).is_some() => Self::DayFirst,
            _ => Self::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags() {
        for (tag, order) in [
            (Some("en"), Order::Unknown),
            (Some("en-GB"), Order::DayFirst),
            (Some("en_US"), Order::MonthFirst),
            (Some("pt-BR"), Order::DayFirst),
            (Some("xx"), Order::Unknown),
            (None, Order::Unknown),
        ] {
            assert_eq!(Order::of_tag(tag), order, "{tag:?}");
        }
        assert_eq!(Languages::of_tag("nb-NO"), Some(Languages::of_codes("nb")));
        assert_eq!(Languages::of_tag("no"), Some(Languages::of_codes("nb nn")));
        assert_eq!(Languages::of_tag("fil_PH"), Some(Languages::of_codes("tl")));
        assert_eq!(Languages::of_tag("xx"), None);
        assert_eq!(Languages::of_tag("est"), None);
        assert_eq!(Languages::of_tag("*"), None);
    }
}
