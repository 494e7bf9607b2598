//! The tags of lists of references: their spelling in each dialect, and the fields that they hold.

/// The kind of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Title,
    Source,
    Date,
    /// The time of day, which belongs to the date.
    Time,
    Author,
    Language,
    Link,
    Text,
}

/// The spelling of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// `TY  - NEWS`
    Ris,
    /// `%0 Newspaper Article`
    EndNote,
    /// `PMID- 1`, `TI  - A title`
    PubMed,
    /// `HD  A headline`
    Factiva,
}

/// Tags, each with the kind of its field and a rank. Of two fields of one kind, the one with the smaller rank counts.
type Tags = [(&'static str, Holds, u8)];

/// `Y2` is left out: it is the day on which a reference was looked up, and no date of the article.
const RIS: &Tags = &[
    ("TI", Holds::Title, 0),
    ("T1", Holds::Title, 1),
    ("CT", Holds::Title, 2),
    ("BT", Holds::Title, 3),
    ("T2", Holds::Source, 0),
    ("JO", Holds::Source, 1),
    ("JF", Holds::Source, 2),
    ("JA", Holds::Source, 3),
    ("PB", Holds::Source, 4),
    ("DA", Holds::Date, 0),
    ("Y1", Holds::Date, 1),
    ("PY", Holds::Date, 2),
    ("AU", Holds::Author, 0),
    ("A1", Holds::Author, 0),
    ("LA", Holds::Language, 0),
    ("UR", Holds::Link, 0),
    ("LK", Holds::Link, 1),
    ("AB", Holds::Text, 0),
    ("N2", Holds::Text, 0),
    ("N1", Holds::Text, 5),
];

const ENDNOTE: &Tags = &[
    ("%T", Holds::Title, 0),
    ("%B", Holds::Source, 0),
    ("%J", Holds::Source, 1),
    ("%I", Holds::Source, 2),
    ("%8", Holds::Date, 0),
    ("%D", Holds::Date, 1),
    ("%A", Holds::Author, 0),
    ("%G", Holds::Language, 0),
    ("%U", Holds::Link, 0),
    ("%X", Holds::Text, 0),
    ("%Z", Holds::Text, 5),
];

const PUBMED: &Tags = &[
    ("TI", Holds::Title, 0),
    ("TT", Holds::Title, 1),
    ("JT", Holds::Source, 0),
    ("TA", Holds::Source, 1),
    ("DP", Holds::Date, 0),
    ("FAU", Holds::Author, 0),
    ("LA", Holds::Language, 0),
    ("AB", Holds::Text, 0),
];

const FACTIVA: &Tags = &[
    ("HD", Holds::Title, 0),
    ("SN", Holds::Source, 0),
    ("PD", Holds::Date, 0),
    ("ET", Holds::Time, 0),
    ("BY", Holds::Author, 0),
    ("LP", Holds::Text, 0),
    ("TD", Holds::Text, 0),
];

/// The other tags of Factiva, with fields of its catalogue.
const OTHERS_OF_FACTIVA: [&str; 22] = [
    "SE", "CR", "WC", "SC", "ED", "PG", "LA", "CY", "VOL", "ART", "CO", "IN", "NS", "RE", "IPD", "IPC", "PUB", "AN",
    "CLM", "CT", "RF", "GC",
];

impl Dialect {
    /// Returns the dialect of the list that begins with `start`; `None` if it is no list.
    pub(super) fn of(start: &str) -> Option<Self> {
        const LINES_MAX: usize = 40;
        let mut lines = start.lines().map(str::trim_end).filter(|line| !line.is_empty());
        let first = lines.next()?.trim_start_matches('\u{feff}').trim_start();
        let dialect = Self::of_line(first)?;
        let tags: Vec<&str> = lines.take(LINES_MAX).filter_map(|line| Some(dialect.tag(line)?.0)).collect();
        let is_list = match dialect {
            Self::Factiva => {
                let has = |tag: &str| tags.contains(&tag);
                has("WC") && has("PD") && (has("SN") || has("SC"))
            }
            _ => tags.iter().any(|tag| matches!(dialect.field(tag), Some((Holds::Title, _)))),
        };
        is_list.then_some(dialect)
    }

    /// Returns the dialect in which `line` opens a record.
    pub(super) fn of_line(line: &str) -> Option<Self> {
        [Self::Ris, Self::EndNote, Self::PubMed, Self::Factiva]
            .into_iter()
            .find(|dialect| dialect.tag(line).is_some_and(|(tag, _)| dialect.opens_record(tag)))
    }

    /// Splits a line into its tag and the value behind it.
    pub(super) fn tag(self, line: &str) -> Option<(&str, &str)> {
        match self {
            Self::Ris => {
                let tag = line.get(..2).filter(|tag| is_tag(tag))?;
                let rest = line.get(2..)?;
                let value = rest.strip_prefix("  - ").or_else(|| rest.strip_prefix("  -"))?;
                Some((tag, value))
            }
            Self::EndNote => {
                let tag = line.get(..2).filter(|tag| tag.starts_with('%'))?;
                Some((tag, line[2..].strip_prefix(' ')?))
            }
            Self::PubMed => {
                let tag = line.get(..4).map(str::trim_end).filter(|tag| tag.len() > 1 && is_tag(tag))?;
                Some((tag, line[4..].strip_prefix("- ").or_else(|| line[4..].strip_prefix('-'))?))
            }
            Self::Factiva => {
                let tag = line.split(char::is_whitespace).next().unwrap_or_default();
                let is_known = FACTIVA.iter().any(|(known, ..)| *known == tag) || OTHERS_OF_FACTIVA.contains(&tag);
                let value = &line[tag.len()..];
                // A single blank behind the word means a sentence.
                let is_apart = value.trim().is_empty() || value.starts_with("  ") || value.starts_with('\t');
                (is_known && is_apart).then_some((tag, value))
            }
        }
    }

    /// True if a record may begin with this tag.
    pub(super) fn opens_record(self, tag: &str) -> bool {
        match self {
            Self::Factiva => matches!(tag, "SE" | "CLM" | "HD"),
            _ => self.is_first(tag),
        }
    }

    /// True if every record begins with this tag, and nothing else has it.
    pub(super) fn is_first(self, tag: &str) -> bool {
        match self {
            Self::Ris => tag == "TY",
            Self::EndNote => tag == "%0",
            Self::PubMed => tag == "PMID",
            Self::Factiva => false,
        }
    }

    /// Returns the kind of the field that a tag holds, and its rank.
    pub(super) fn field(self, tag: &str) -> Option<(Holds, u8)> {
        let tags = match self {
            Self::Ris => RIS,
            Self::EndNote => ENDNOTE,
            Self::PubMed => PUBMED,
            Self::Factiva => FACTIVA,
        };
        tags.iter().find(|(known, ..)| *known == tag).map(|(_, holds, rank)| (*holds, *rank))
    }
}

fn is_tag(tag: &str) -> bool {
    tag.starts_with(|c: char| c.is_ascii_uppercase())
        && tag.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}
