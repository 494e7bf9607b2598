//! Sets of languages, and the order of day and month that a language decides.

/// The ISO 639-1 codes of the languages whose dates are read. A set has one bit for each of them.
const CODES: [&str; 79] = [
    "en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "nn", "fi", "pl", "cs", "sk", "sl", "hr", "sr", "bs",
    "mk", "hu", "ro", "bg", "ru", "uk", "be", "el", "tr", "ar", "he", "fa", "hi", "bn", "mr", "ta", "te", "ur", "th",
    "vi", "id", "ms", "zh", "ja", "ko", "et", "lv", "lt", "ca", "eu", "gl", "sq", "is", "ga", "cy", "mt", "af", "sw",
    "tl", "ka", "hy", "az", "kk", "uz", "mn", "lb", "fo", "ky", "tg", "ne", "si", "km", "lo", "my", "am", "gu", "kn",
    "ml", "pa", "fy",
];

/// Other codes of the same languages: older codes, and codes of a whole family.
const OTHER_CODES: [(&str, &str); 6] =
    [("no", "nb nn"), ("fil", "tl"), ("iw", "he"), ("in", "id"), ("sh", "hr sr bs"), ("cnr", "sr bs")];

/// A set of languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Languages(u128);

impl Languages {
    pub(super) const ALL: Self = Self(u128::MAX);

    /// Returns the languages of two-letter codes that are separated by spaces. `*` is every language.
    ///
    /// Unknown codes are ignored.
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

    /// Returns the languages of a tag such as `pt-BR` or `zh_TW`. `None` if dates in the language are not read.
    pub(super) fn of_tag(tag: &str) -> Option<Self> {
        let code = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let codes = match OTHER_CODES.iter().find(|(other, _)| *other == code) {
            Some((_, codes)) => codes,
            // "est" is Estonian, but its code here is "et".
            None if code.len() != 2 => return None,
            None => code.as_str(),
        };
        Some(Self::of_codes(codes)).filter(|set| set.0 != 0)
    }

    /// True if the two sets have a language in common.
    pub(super) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Returns the languages that are in both sets.
    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Returns the languages that are in either set.
    pub(super) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The order of day and month in dates such as `03/04/2022`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// The day is first, as in most of the world.
    DayFirst,
    /// The month is first, as in the United States and the Philippines.
    MonthFirst,
    /// The language does not decide the order.
    Unknown,
}

impl Order {
    /// Returns the order that the tag of a language decides, by national standards and the short date formats of the
    /// CLDR.
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
            // English without a country may have either order. The other languages here write the year first.
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
