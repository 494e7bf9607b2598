//! Separates the fields of an article in front matter from the fields of the note that a clipper made of the article.
//!
//! Clippers write the address of the page into `source`, and the day of clipping into `created`.

use std::borrow::Cow;

use super::super::feed::unescaped;
use super::super::fields::{FieldKind, Fields, Value, is_address, named, named_variant};
use crate::article::ArticleDate;
use crate::corpus::{Field, Metadata};
use crate::dates;

/// Fields that may have the address of the page, the most reliable first.
const ADDRESSES: [&str; 17] = [
    "original_url",
    "source_url",
    "source",
    "url",
    "link",
    "href",
    "uri",
    "requested_url",
    "article_url",
    "page_url",
    "web_url",
    "original",
    "clipped_from",
    "external_url",
    "canonical_url",
    "canonical",
    "permalink",
];

/// The [`ADDRESSES`] that sites also write into their own posts.
const OF_SITES: [&str; 4] = ["canonical_url", "canonical", "permalink", "external_url"];

/// Fields that only notes of clippers and lists of saved pages have.
const MARKS: [&str; 17] = [
    "clipped",
    "clipped_at",
    "clipped_from",
    "date_clipped",
    "saved",
    "saved_at",
    "savedat",
    "date_saved",
    "date_added",
    "date_read",
    "date_archived",
    "date_created",
    "bookmarked",
    "read_at",
    "omnivore_url",
    "requested_url",
    "original_url",
];

/// Tags that clippers add.
const TAGS: [&str; 10] = [
    "clippings",
    "clipping",
    "clipped",
    "webclip",
    "web_clip",
    "web_clipping",
    "omnivore",
    "readwise",
    "pocket",
    "instapaper",
];

/// Fields of site generators with the path of the post, which may begin with its day.
const PATHS: [&str; 5] = ["path", "permalink", "url", "slug", "aliases"];

/// Fields in the order of the file, with their names as they are written there.
pub(super) type Pairs<'text> = Vec<(Cow<'text, str>, Value<'text>)>;

/// Returns the fields of the article.
pub(super) fn metadata(pairs: Pairs<'_>) -> Metadata {
    let pairs: Vec<(String, String, Value<'_>)> =
        pairs.into_iter().map(|(name, value)| (normal(&name), name.into_owned(), value)).collect();
    let is_clip = is_clip(&pairs);
    // An empty field for the day of publication means that the clipper found none, so `date` is the day of the note.
    // Site generators write `published: true`, which has no text either. So there must also be another field of a note.
    let has_empty_date = is_clip
        && pairs.iter().any(|(name, _, value)| is_of_publication(name) && value.clone().into_text().is_none())
        && pairs.iter().any(|(name, _, value)| is_of_creation(name) || is_mark(name, value));
    let mut link: Option<(usize, String)> = None;
    let mut path_date = None;
    let mut fields = Fields::default();
    for (name, written, value) in pairs {
        let text = value.clone().into_text();
        if let Some(rank) = ADDRESSES.iter().position(|known| *known == name)
            && let Some((outlet, address)) = text.as_deref().and_then(address)
        {
            if link.as_ref().is_none_or(|(other, _)| rank < *other) {
                link = Some((rank, address.to_owned()));
            }
            if let Some(outlet) = outlet
                && let Some(known) = named(&name).filter(|known| known.holds == FieldKind::Source)
            {
                fields.put(known, Value::Text(Cow::Owned(outlet.to_owned())));
            }
            continue;
        }
        if PATHS.contains(&name.as_str()) && path_date.is_none() {
            path_date = text.as_deref().and_then(dates::in_address).filter(ArticleDate::is_a_day).map(|date| {
                Field::found(date.iso(), format!("front matter `{}`", crate::text::safe::safe_line(&written)))
            });
        }
        if is_clip && is_of_note(&name, has_empty_date) {
            continue;
        }
        if let Some(known) = named(&written).or_else(|| named(&name)) {
            fields.put(known, value);
        } else if let Some(known) = named_variant(&written)
            && known.holds != FieldKind::Text
        {
            fields.put_variant(known, Cow::Owned(written), value);
        }
    }
    let mut metadata = fields.into_metadata(false);
    if let Some((_, address)) = link {
        metadata.link = Some(address);
    }
    metadata.date = metadata.date.or(path_date);
    for field in metadata.title.iter_mut().chain(&mut metadata.source).chain(&mut metadata.authors) {
        field.text = plain(&field.text);
    }
    metadata
}

/// Returns a name in the spelling in which names are compared: `Date-Created` and `date created` become `date_created`.
fn normal(name: &str) -> String {
    name.trim().to_lowercase().replace(['-', ' '], "_")
}

/// True if the fields are those of a note that was made from a page on another site.
fn is_clip(pairs: &[(String, String, Value<'_>)]) -> bool {
    pairs.iter().any(|(name, _, value)| {
        let name = name.as_str();
        let is_address = ADDRESSES.contains(&name) && !OF_SITES.contains(&name);
        is_mark(name, value) || (is_address && value.clone().into_text().is_some_and(|text| address(&text).is_some()))
    })
}

/// True if only notes of clippers have such a field or tag.
fn is_mark(name: &str, value: &Value<'_>) -> bool {
    if !matches!(name, "tags" | "tag" | "categories" | "category" | "type") {
        return MARKS.contains(&name);
    }
    let tags = value.clone().into_texts();
    let mut words = tags.iter().flat_map(|tag| tag.split([',', ' ']));
    words.any(|tag| TAGS.contains(&normal(tag.trim_start_matches('#')).as_str()))
}

/// True if a field has the date on which something was created: the note if there is one.
fn is_of_creation(name: &str) -> bool {
    name.starts_with("creat") && name != "creator" || matches!(name, "date_created" | "datecreated" | "timestamp")
}

fn is_of_publication(name: &str) -> bool {
    name.contains("publi") && named(name).is_none_or(|known| known.holds == FieldKind::Date)
}

/// True if a field of a clip is about the note and not about the page.
fn is_of_note(name: &str, has_empty_date: bool) -> bool {
    is_of_creation(name) || (has_empty_date && matches!(name, "date" | "day" | "datetime"))
}

/// Returns the address that a text consists of, and the words of the link if it is a Markdown link:
/// `https://a.example/b`, `<https://a.example/b>`, `[Harbour Wire](https://a.example/b)`.
pub(in crate::corpus::format) fn address(text: &str) -> Option<(Option<&str>, &str)> {
    let text = text.trim();
    let (words, address) = match text.strip_prefix('[').and_then(|rest| rest.strip_suffix(')')) {
        Some(rest) => {
            let (words, address) = rest.rsplit_once("](")?;
            (Some(words.trim()).filter(|words| !words.is_empty() && !words.contains("://")), address)
        }
        None => (None, text.trim_start_matches('<').trim_end_matches('>')),
    };
    let address = address.trim();
    is_address(address).then_some((words, address))
}

/// The longest tag that is removed from a value, in bytes: `<br />`.
const TAG_BYTES_MAX: usize = 16;

/// Removes the HTML that site generators leave in values: character references and line breaks.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        // A longer tag is not one of those that are removed.
        let start = &rest[..rest.floor_char_boundary(TAG_BYTES_MAX)];
        let tag = start.find('>').map(|end| &rest[..=end]).unwrap_or_default();
        let name = tag.trim_matches(['<', '>', '/', ' ']);
        if name.eq_ignore_ascii_case("br") {
            out.push(' ');
            rest = &rest[tag.len()..];
        } else if name.eq_ignore_ascii_case("wbr") {
            rest = &rest[tag.len()..];
        } else {
            out.push('<');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    unescaped(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the title, the day, the source, the authors and the link of front matter.
    fn read(head: &str) -> [String; 5] {
        let metadata = super::super::fields(super::super::FrontMatterLanguage::Yaml, head).0;
        let text = |field: Option<Field>| field.map(|field| field.text).unwrap_or_default();
        let authors: Vec<String> = metadata.authors.into_iter().map(|field| field.text).collect();
        let link = metadata.link.unwrap_or_default();
        [text(metadata.title), text(metadata.date), text(metadata.source), authors.join(", "), link]
    }

    #[test]
    fn the_day_of_a_clip_is_no_date_of_the_article() {
        for (head, expected) in [
            (
                "title: Schlepper sinkt\nsource: https://anzeiger.example/a\npublished: 2021-03-08\ncreated: 2024-01-01",
                ["Schlepper sinkt", "2021-03-08", "", "", "https://anzeiger.example/a"],
            ),
            (
                "title: Tug sinks\nurl: https://wire.example/a\npublished:\ndate: 2024-01-01\ncreated: 2024-01-01",
                ["Tug sinks", "", "", "", "https://wire.example/a"],
            ),
            (
                "title: Tug sinks\nsource: \"[Harbour Wire](https://wire.example/a)\"\ndate-created: 2024-01-01",
                ["Tug sinks", "", "Harbour Wire", "", "https://wire.example/a"],
            ),
            (
                "title: Tug sinks\ntags: [boats, web-clip]\ncreated: 2024-01-01\ndate-published: 2021-03-08",
                ["Tug sinks", "2021-03-08", "", "", ""],
            ),
            // A post of a site, and a note of the user's own.
            (
                "title: Tug sinks\nsource: Harbour Wire\ncanonical_url: https://wire.example/a\ndate: 2021-03-08",
                ["Tug sinks", "2021-03-08", "Harbour Wire", "", "https://wire.example/a"],
            ),
            ("title: Tug sinks\ncreated: 2021-03-08", ["Tug sinks", "2021-03-08", "", "", ""]),
            (
                "title: Tug sinks\nsource: https://wire.example/a\ndate: 2021-03-08",
                ["Tug sinks", "2021-03-08", "", "", "https://wire.example/a"],
            ),
        ] {
            assert_eq!(read(head), expected, "{head}");
        }
    }

    #[test]
    fn titles_without_leftovers_of_html() {
        for (head, title) in [
            ("title: Tug &#8211; and quay &amp; mole", "Tug – and quay & mole"),
            ("title: \"Le remorqueur<br/>coule\"", "Le remorqueur coule"),
            ("title: Why <div> and a < b", "Why <div> and a < b"),
        ] {
            assert_eq!(read(head)[0], title, "{head}");
        }
    }

    #[test]
    fn the_day_in_a_path_is_a_date_where_no_field_gives_one() {
        let date = |head: &str| super::super::fields(super::super::FrontMatterLanguage::Toml, head).0.date;
        let found = date("title = \"Tug\"\npath = \"2022/03/08/tug\"").unwrap();
        assert_eq!((found.text.as_str(), found.because.as_ref()), ("2022-03-08", "front matter `path`"));
        assert_eq!(date("title = \"Tug\"\npath = \"2022/03/tug\""), None);
        assert_eq!(date("date = 2021-01-02\npath = \"2022/03/08/tug\"").unwrap().text, "2021-01-02");
    }
}
