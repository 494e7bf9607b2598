//! The tags of lists of references: their spelling in each dialect, and the fields that they hold.

/// The kind of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReferenceFieldKind {
    Title,
    Source,
    Date,
    /// The time of day, which belongs to the date.
    Time,
    Author,
    Language,
    Link,
    Text,
    /// A note on the article, which is shown as its text only if there is no other.
    Note,
}

/// The format of a list of references. The variants have the order of the columns of [`TAGS`].
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

/// The tags of RIS, EndNote, PubMed and Factiva, by the kind of their fields. If a record has two fields of one kind,
/// the field whose tag is first in this list counts.
///
/// `Y2` of RIS is left out: it is the day on which the reference was looked up, not the date of the article.
const TAGS: [(ReferenceFieldKind, [&[&str]; 4]); 9] = [
    (ReferenceFieldKind::Title, [&["TI", "T1", "CT", "BT"], &["%T"], &["TI", "TT"], &["HD"]]),
    (ReferenceFieldKind::Source, [&["T2", "JO", "JF", "JA", "PB"], &["%B", "%J", "%I"], &["JT", "TA"], &["SN"]]),
    (ReferenceFieldKind::Date, [&["DA", "Y1", "PY"], &["%8", "%D"], &["DP"], &["PD"]]),
    (ReferenceFieldKind::Time, [&[], &[], &[], &["ET"]]),
    (ReferenceFieldKind::Author, [&["AU", "A1"], &["%A"], &["FAU"], &["BY"]]),
    (ReferenceFieldKind::Language, [&["LA"], &["%G"], &["LA"], &[]]),
    (ReferenceFieldKind::Link, [&["UR", "LK"], &["%U"], &[], &[]]),
    (ReferenceFieldKind::Text, [&["AB", "N2"], &["%X"], &["AB"], &["LP", "TD"]]),
    (ReferenceFieldKind::Note, [&["N1"], &["%Z"], &[], &["ART"]]),
];

/// The tags of the fields of Factiva that only its catalogue uses.
const OTHERS_OF_FACTIVA: [&str; 21] = [
    "SE", "CR", "WC", "SC", "ED", "PG", "LA", "CY", "VOL", "CO", "IN", "NS", "RE", "IPD", "IPC", "PUB", "AN", "CLM",
    "CT", "RF", "GC",
];

impl Dialect {
    /// Returns the dialect of the list that begins with `start`; `None` if the text is no list.
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
            _ => tags.iter().any(|tag| matches!(dialect.field(tag), Some((ReferenceFieldKind::Title, _)))),
        };
        is_list.then_some(dialect)
    }

    /// Returns the dialect in which `line` opens a record.
    pub(super) fn of_line(line: &str) -> Option<Self> {
        [Self::Ris, Self::EndNote, Self::PubMed, Self::Factiva]
            .into_iter()
            .find(|dialect| dialect.tag(line).is_some_and(|(tag, _)| dialect.opens_record(tag)))
    }

    /// Splits a line into its tag and the value after it.
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
                let is_known = self.field(tag).is_some() || OTHERS_OF_FACTIVA.contains(&tag);
                let value = &line[tag.len()..];
                // A single blank after the word means that the line is a sentence.
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

    /// True if every record begins with this tag, and no other field has it.
    pub(super) fn is_first(self, tag: &str) -> bool {
        match self {
            Self::Ris => tag == "TY",
            Self::EndNote => tag == "%0",
            Self::PubMed => tag == "PMID",
            Self::Factiva => false,
        }
    }

    /// Returns the kind of field that a tag has, and its rank. The smallest rank is the best.
    pub(super) fn field(self, tag: &str) -> Option<(ReferenceFieldKind, usize)> {
        TAGS.iter().find_map(|(holds, tags)| {
            let rank = tags[self as usize].iter().position(|known| *known == tag)?;
            Some((*holds, rank))
        })
    }
}

fn is_tag(tag: &str) -> bool {
    tag.starts_with(|c: char| c.is_ascii_uppercase())
        && tag.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}
