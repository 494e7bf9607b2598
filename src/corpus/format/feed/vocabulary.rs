//! The vocabularies of feeds: the role of an element by its namespace and its name.

/// A vocabulary of elements, which a namespace or a prefix stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// RSS, RDF, Atom and CDF: elements that belong to no module.
    Feed,
    /// The module of RSS for whole texts.
    Content,
    DublinCore,
    Itunes,
    Media,
    FeedBurner,
    Html,
    Other,
}

impl Space {
    /// Returns the vocabulary that the address of a namespace stands for. Older feeds spell the addresses in many ways.
    pub(super) fn of_address(address: &str) -> Self {
        let address = address.trim().to_ascii_lowercase();
        let has = |part: &str| address.contains(part);
        if has("purl.org/rss/1.0/modules/content") {
            Self::Content
        } else if has("purl.org/rss/1.0/modules") {
            Self::Other
        } else if has("purl.org/dc/") {
            Self::DublinCore
        } else if has("itunes.com/dtds") || has("itunes.com/dtd/") {
            Self::Itunes
        } else if has("search.yahoo.com/mrss") {
            Self::Media
        } else if has("feedburner") {
            Self::FeedBurner
        } else if has("w3.org/1999/xhtml") {
            Self::Html
        } else if ["w3.org/2005/atom", "purl.org/atom/", "purl.org/rss/", "purl.org/net/rss", "w3.org/1999/02/22-rdf"]
            .iter()
            .any(|part| has(part))
            || (has("netscape.com/") && has("rdf"))
            || has("backend.userland.com/rss")
            || has("blogs.law.harvard.edu/tech/rss")
        {
            Self::Feed
        } else {
            Self::Other
        }
    }

    /// Returns the vocabulary of a prefix that is not declared, or is declared with an unknown address.
    pub(super) fn of_prefix(prefix: &str) -> Self {
        match prefix.to_ascii_lowercase().as_str() {
            "" | "rss" | "rdf" | "atom" | "atom10" | "a10" => Self::Feed,
            "content" => Self::Content,
            "dc" | "dcterms" | "dct" => Self::DublinCore,
            "itunes" => Self::Itunes,
            "media" => Self::Media,
            "feedburner" => Self::FeedBurner,
            "xhtml" | "html" => Self::Html,
            _ => Self::Other,
        }
    }
}

/// The role of an element. If several elements have the same role, the one with the smallest rank counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The feed or a part of it. Its children are read.
    Container,
    /// An entry. Its children are read.
    Entry,
    /// An element with more facts of the entry. Its children are read.
    Group,
    Title {
        rank: u8,
        because: &'static str,
    },
    Date {
        rank: u8,
        because: &'static str,
    },
    Text {
        rank: u8,
    },
    Author {
        rank: u8,
        because: &'static str,
    },
    Link {
        rank: u8,
    },
    /// An identifier, which may be a link.
    Identifier,
    Language,
    /// A subject of the entry.
    Tag,
    /// The outlet of an entry, if it is not that of the feed.
    Source,
    /// An element without facts of an article. It is skipped.
    Other,
}

/// Returns the role of the element `name`, which is in lower case and without its prefix.
pub(super) fn role(space: Space, name: &str) -> Role {
    let title = |rank, because| Role::Title { rank, because };
    let date = |rank, because| Role::Date { rank, because };
    let text = |rank| Role::Text { rank };
    let author = |rank, because| Role::Author { rank, because };
    match (space, name) {
        (Space::Feed, "rss" | "rdf" | "channel" | "feed") => Role::Container,
        (Space::Feed, "item" | "entry") => Role::Entry,
        (Space::Media, "group") => Role::Group,

        (Space::Feed, "title") => title(0, "the feed's `title`"),
        (Space::DublinCore, "title") => title(1, "the feed's `dc:title`"),
        (Space::Itunes, "title") => title(2, "the feed's `itunes:title`"),

        (Space::Feed, "pubdate") => date(0, "the feed's `pubDate`"),
        (Space::Feed, "published") => date(0, "the feed's `published`"),
        (Space::Feed, "issued") => date(0, "the feed's `issued`"),
        (Space::DublinCore, "issued") => date(1, "the feed's `dcterms:issued`"),
        (Space::DublinCore, "date") => date(2, "the feed's `dc:date`"),
        (Space::Feed, "date") => date(2, "the feed's `date`"),
        (Space::DublinCore, "available") => date(3, "the feed's `dcterms:available`"),
        (Space::DublinCore, "created") => date(4, "the feed's `dcterms:created`"),
        (Space::Feed, "created") => date(4, "the feed's `created`"),
        (Space::Feed, "updated") => date(5, "the feed's `updated`"),
        (Space::Feed, "modified") => date(5, "the feed's `modified`"),
        (Space::DublinCore, "modified") => date(5, "the feed's `dcterms:modified`"),
        (Space::Feed, "lastbuilddate") => date(6, "the feed's `lastBuildDate`"),

        (Space::Content, "encoded" | "items") => text(0),
        (Space::Feed, "content") => text(1),
        (Space::Html, "body" | "div") => text(1),
        (Space::Feed, "body" | "fullitem") => text(1),
        (Space::Feed, "description") => text(2),
        (Space::Feed, "summary" | "abstract" | "tagline" | "subtitle") => text(3),
        (Space::DublinCore, "description" | "abstract") => text(4),
        (Space::Itunes, "summary") => text(5),
        (Space::Media, "description" | "text") => text(6),
        (Space::Itunes, "subtitle") => text(7),

        (Space::Feed, "author") => author(0, "the feed's `author`"),
        (Space::DublinCore, "creator") => author(0, "the feed's `dc:creator`"),
        (Space::DublinCore, "author") => author(0, "the feed's `dc:author`"),
        (Space::Itunes, "author") => author(2, "the feed's `itunes:author`"),

        (Space::FeedBurner, "origlink") => Role::Link { rank: 0 },
        (Space::Feed, "link") => Role::Link { rank: 1 },
        (Space::Feed, "guid" | "id") => Role::Identifier,
        (Space::Feed | Space::DublinCore, "language") => Role::Language,
        (Space::Feed, "category") | (Space::DublinCore, "subject") | (Space::Media, "keywords") => Role::Tag,
        (Space::Feed, "source") => Role::Source,
        _ => Role::Other,
    }
}
