//! The types of settings that are one of a few words.

use crate::query::Sort;

/// A setting that is written as one of a few words, or in the form that [`SettingWord::also`] describes.
pub trait SettingWord {
    /// Sets the value. Returns false, without a change, if `text` is not allowed.
    fn read(&mut self, text: &str) -> bool;
    /// Returns the value as it is written in a file, without quotes.
    fn written(&self) -> String;
    /// Returns the allowed words.
    fn words(&self) -> Vec<&'static str>;
    /// Returns a description of other allowed values: `1 to 8`.
    fn also(&self) -> Option<&'static str> {
        None
    }
}

/// Declares an enum of words, with the text of each variant.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$variant_about:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$variant_about])* $variant),+ }

        impl SettingWord for $name {
            fn read(&mut self, text: &str) -> bool {
                *self = match text { $($text => Self::$variant,)+ _ => return false };
                true
            }

            fn written(&self) -> String {
                match self { $(Self::$variant => $text),+ }.to_owned()
            }

            fn words(&self) -> Vec<&'static str> {
                vec![$($text),+]
            }
        }
    };
}

words! {
    /// The way in which changes of the folder are detected.
    Watch {
        /// The system reports changes. If it cannot, the folder is polled.
        On = "true",
        /// Changes are not detected.
        Off = "false",
        /// The folder is polled, even if the system can report changes.
        Poll = "poll",
    }
}

words! {
    /// The number of lines of an article in the list.
    Rows {
        /// Two or three lines, depending on the size of the screen; one line on a very low screen.
        Auto = "auto",
        /// One line: date, source and title in columns.
        Compact = "compact",
        /// Two lines: the title, then source and date.
        Two = "two",
        /// At most three lines: the title on at most two, then source and date.
        Three = "three",
        /// The earlier name of `two`.
        Comfortable = "comfortable",
    }
}

impl SettingWord for Sort {
    fn read(&mut self, text: &str) -> bool {
        let read = Self::from_name(text);
        *self = read.unwrap_or(*self);
        read.is_some()
    }

    fn written(&self) -> String {
        self.name().to_owned()
    }

    fn words(&self) -> Vec<&'static str> {
        Self::ALL.iter().map(|sort| sort.name()).collect()
    }
}

words! {
    /// The separation of paragraphs.
    Paragraphs {
        /// A blank line between paragraphs.
        Space = "space",
        /// An indented first line.
        Indent = "indent",
    }
}

words! {
    /// The way in which captions, boilerplate lines and repeated paragraphs are shown.
    #[derive(Default)]
    BoilerplateMode {
        /// Folded into one line at the end of the text.
        #[default]
        Fold = "fold",
        /// At their place in the text, dimmed.
        Dim = "dim",
        /// At their place in the text, in the normal style.
        Plain = "plain",
    }
}

words! {
    /// The place of the timeline.
    TimelinePlace {
        /// Below the list and the text.
        Bottom = "bottom",
        /// Hidden until its key is pressed.
        Hidden = "hidden",
    }
}

words! {
    /// The scale of the heights of bars.
    #[derive(Default)]
    Scale {
        /// Linear, or the square root if one bar is much higher than the others.
        #[default]
        Auto = "auto",
        /// Proportional to the count.
        Linear = "linear",
        /// The square root of the count.
        Sqrt = "sqrt",
        /// The logarithm of the count.
        Log = "log",
    }
}

impl Scale {
    /// Every scale, in the order in which a key cycles through them.
    pub const ALL: [Self; 4] = [Self::Auto, Self::Linear, Self::Sqrt, Self::Log];

    /// Returns the scale that follows.
    pub fn next(self) -> Self {
        Self::ALL[(self as usize + 1) % Self::ALL.len()]
    }
}

words! {
    /// The number of colours.
    Colors {
        /// As many as the terminal supports.
        Auto = "auto",
        /// 16 million colours.
        TrueColor = "truecolor",
        /// The 256 colours of xterm.
        Ansi256 = "256",
        /// The 16 colours of the terminal.
        Ansi16 = "16",
        /// No colours; bold, underline and reverse remain.
        None = "none",
    }
}

words! {
    /// The character set that the screen is drawn with.
    GlyphChoice {
        /// Blocks, or ASCII if the locale or the terminal has no blocks.
        Auto = "auto",
        /// Box drawing and eighth blocks.
        Blocks = "blocks",
        /// ASCII only.
        Ascii = "ascii",
    }
}

/// The width of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListWidth {
    /// Depends on the width of the screen.
    Auto,
    /// A number of columns, 20 to 200.
    Columns(u16),
    /// A percentage of the screen, 10 to 90.
    Percent(u16),
}

impl SettingWord for ListWidth {
    fn read(&mut self, text: &str) -> bool {
        let read = if text == "auto" {
            Some(Self::Auto)
        } else if let Some(percent) = text.strip_suffix('%') {
            percent.parse().ok().filter(|percent| (10..=90).contains(percent)).map(Self::Percent)
        } else {
            text.parse().ok().filter(|columns| (20..=200).contains(columns)).map(Self::Columns)
        };
        if let Some(width) = read {
            *self = width;
        }
        read.is_some()
    }

    fn written(&self) -> String {
        match self {
            Self::Auto => "auto".to_owned(),
            Self::Columns(columns) => columns.to_string(),
            Self::Percent(percent) => format!("{percent}%"),
        }
    }

    fn words(&self) -> Vec<&'static str> {
        vec!["auto"]
    }

    fn also(&self) -> Option<&'static str> {
        Some("20 to 200 columns, \"10%\" to \"90%\"")
    }
}

/// The greatest number of rows of bars in the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimelineHeight {
    /// Depends on the height of the screen and the number of articles.
    Auto,
    /// A number of rows, 1 to 8.
    Rows(u16),
}

impl SettingWord for TimelineHeight {
    fn read(&mut self, text: &str) -> bool {
        let read = match text {
            "auto" => Some(Self::Auto),
            _ => text.parse().ok().filter(|rows| (1..=8).contains(rows)).map(Self::Rows),
        };
        if let Some(height) = read {
            *self = height;
        }
        read.is_some()
    }

    fn written(&self) -> String {
        match self {
            Self::Auto => "auto".to_owned(),
            Self::Rows(rows) => rows.to_string(),
        }
    }

    fn words(&self) -> Vec<&'static str> {
        vec!["auto"]
    }

    fn also(&self) -> Option<&'static str> {
        Some("1 to 8")
    }
}

/// Parses a number of bytes with a unit: `64 MiB`, `500 kB`, `1000`. `None` if it is invalid.
pub fn read_size(text: &str) -> Option<u64> {
    let text = text.trim();
    let digits_end = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    let number: u64 = text[..digits_end].parse().ok()?;
    let unit: u64 = match text[digits_end..].trim() {
        "" | "B" => 1,
        "kB" | "KB" => 1_000,
        "MB" => 1_000_000,
        "GB" => 1_000_000_000,
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        _ => return None,
    };
    number.checked_mul(unit).filter(|bytes| *bytes > 0)
}

/// Formats a number of bytes for a file, in the largest unit that divides it.
pub fn write_size(bytes: u64) -> String {
    for (unit, name) in [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")] {
        if bytes.is_multiple_of(unit) {
            return format!("{} {name}", bytes / unit);
        }
    }
    format!("{bytes} B")
}
