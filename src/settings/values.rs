//! The words that settings can be, each a small type of its own.

/// A setting that is written as one of a few words, or as what [`SettingWord::also`] says.
pub trait SettingWord {
    /// Takes `text` as the value. `false`, and unchanged, when it is none of the allowed ones.
    fn read(&mut self, text: &str) -> bool;
    /// The value as it is written in a file, without quotes.
    fn written(&self) -> String;
    /// The words that are allowed.
    fn words(&self) -> Vec<&'static str>;
    /// What else is allowed, in words: `1 to 8`.
    fn also(&self) -> Option<&'static str> {
        None
    }
}

/// Declares an enum of words: its documentation, its variants, and how each is written.
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
    /// Whether changes of the folder are looked for.
    Watch {
        /// The system tells of them; where it cannot, they are looked for from time to time.
        On = "true",
        /// No.
        Off = "false",
        /// From time to time, whatever the system can tell.
        Poll = "poll",
    }
}

words! {
    /// How many lines an article takes in the list.
    Rows {
        /// Two or three by the size of the screen, one on a very low one.
        Auto = "auto",
        /// One: date, source and title in columns.
        Compact = "compact",
        /// Two: the title, then source and date.
        Two = "two",
        /// At most three: the title on at most two lines, then source and date.
        Three = "three",
        /// The earlier name of `two`.
        Comfortable = "comfortable",
    }
}

words! {
    /// The order of the list.
    SortKey {
        /// Newest first.
        DateDesc = "date-desc",
        /// Oldest first.
        DateAsc = "date-asc",
        /// By source, then newest first.
        Source = "source",
        /// Longest first.
        Length = "length",
        /// By path.
        Path = "path",
        /// What is most about the filter first.
        Relevance = "relevance",
    }
}

words! {
    /// How paragraphs are told apart.
    Paragraphs {
        /// A blank line between them.
        Space = "space",
        /// An indented first line.
        Indent = "indent",
    }
}

words! {
    /// How captions, lines of the page and repeated paragraphs are shown.
    #[derive(Default)]
    BoilerplateMode {
        /// Folded into one line at the end of the text.
        #[default]
        Fold = "fold",
        /// At their place, standing back.
        Dim = "dim",
        /// At their place, as text.
        Plain = "plain",
    }
}

words! {
    /// Where the timeline is.
    TimelinePlace {
        /// Below the list and the text.
        Bottom = "bottom",
        /// Nowhere, until its key is pressed.
        Hidden = "hidden",
    }
}

words! {
    /// How a count becomes a height.
    Scale {
        /// Linear, or the root where one bar dwarfs the others.
        Auto = "auto",
        /// In proportion.
        Linear = "linear",
        /// By the square root.
        Sqrt = "sqrt",
        /// By the logarithm.
        Log = "log",
    }
}

words! {
    /// How many colours are used.
    Colors {
        /// What the terminal shows.
        Auto = "auto",
        /// 16 million.
        TrueColor = "truecolor",
        /// The 256 of xterm.
        Ansi256 = "256",
        /// The terminal's own sixteen.
        Ansi16 = "16",
        /// None: bold, underline and reverse remain.
        None = "none",
    }
}

words! {
    /// The signs that the screen is drawn with.
    GlyphChoice {
        /// Blocks, or ASCII where the locale or the terminal has no others.
        Auto = "auto",
        /// Box drawing and eighth blocks.
        Blocks = "blocks",
        /// ASCII alone.
        Ascii = "ascii",
    }
}

/// How wide the list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListWidth {
    /// By the width of the screen.
    Auto,
    /// So many columns, 20 to 200.
    Columns(u16),
    /// So many hundredths of the screen, 10 to 90.
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

/// How many rows of bars the timeline has at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimelineHeight {
    /// By the height of the screen and the number of articles.
    Auto,
    /// So many, 1 to 8.
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

/// A number of bytes written with a unit: `64 MiB`, `500 kB`, `1000`. `None` when it is none of these.
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

/// A number of bytes as it is written in a file: in the largest unit that divides it.
pub fn write_size(bytes: u64) -> String {
    for (unit, name) in [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")] {
        if bytes.is_multiple_of(unit) {
            return format!("{} {name}", bytes / unit);
        }
    }
    format!("{bytes} B")
}
