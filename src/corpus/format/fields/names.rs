//! The names that fields of articles have: those of schema.org, of news APIs, of crawlers, of social networks, of
//! static site generators, and of tables in other languages.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The kind of a field, by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::corpus::format) enum FieldKind {
    Title,
    Date,
    Source,
    Authors,
    Language,
    Link,
    Text,
    /// The subjects of the article. All fields of this kind count.
    Tags,
    /// A list of articles.
    Articles,
    /// An object with more fields of the same article.
    Nested,
}

/// The number of kinds that an article has one field each of: those before [`FieldKind::Articles`].
pub(super) const N_KINDS: usize = FieldKind::Articles as usize;

/// A known name of a field.
#[derive(Debug)]
pub(in crate::corpus::format) struct Name {
    pub(super) spelling: &'static str,
    pub(in crate::corpus::format) holds: FieldKind,
    /// The rank of the name. If two fields are of the same kind, the one with the smaller rank counts.
    pub(super) rank: u8,
    pub(super) json: &'static str,
    pub(super) front_matter: &'static str,
    pub(super) column: &'static str,
}

/// The first rank of weak names. A field with a weak name suggests an article but does not make one, because files of
/// programs have names and descriptions too.
pub(super) const WEAK: u8 = 10;

macro_rules! names {
    ($($holds:ident: $($name:literal $rank:literal),+;)+) => {
        &[$($(Name {
            spelling: $name,
            holds: FieldKind::$holds,
            rank: $rank,
            json: concat!("JSON `", $name, "`"),
            front_matter: concat!("front matter `", $name, "`"),
            column: concat!("column `", $name, "`"),
        }),+),+]
    };
}

impl Name {
    /// True if its date is that on which something was created: the article, or the entry of a list.
    pub(super) fn is_of_creation(&self) -> bool {
        self.spelling.starts_with("created") || self.spelling == "dateCreated"
    }

    /// True if the name does not say which event the date belongs to.
    pub(super) fn is_any_date(&self) -> bool {
        ["date", "timestamp", "time", "datetime", "dateTime"].contains(&self.spelling)
    }

    /// True if a field of this name often has something other than a date, such as `posted: yes`. Such a value is
    /// ignored, and is not reported as a date that cannot be read.
    pub(super) fn is_loosely_a_date(&self) -> bool {
        const LEAST: u8 = 7;
        self.holds == FieldKind::Date && self.rank >= LEAST
    }

    /// True if a field of this name suggests an article but does not make one.
    pub(in crate::corpus::format) fn is_weak(&self) -> bool {
        self.rank >= WEAK
    }
}

const NAMES: &[Name] = names! {
    Title: "headline" 0, "title" 1, "headLine" 2, "webTitle" 2, "resolved_title" 2, "heading" 3, "title_full" 4,
        "readable_title" 4, "given_title" 4, "post_title" 4, "name" 12;
    Date: "datePublished" 0, "date_published" 1, "publishedAt" 1, "published_at" 1, "publication_date" 1,
        "publicationDate" 1, "publish_date" 1, "publishDate" 1, "pubDate" 1, "pub_date" 1, "pubdate" 1,
        "webPublicationDate" 1, "dateTimePub" 1, "firstPublished" 1, "publication_time" 1, "pub_time" 1,
        "publish_time" 1, "publishedOn" 1, "published" 2, "published_date" 2, "publishedDate" 2,
        "published_time" 2, "date_publish" 2, "first_publication_date" 2, "release_date" 3, "date" 3, "date_posted" 3,
        "posted_at" 3, "post_date" 3, "day" 13, "dateTime" 4, "dateCreated" 4, "created_utc" 3, "created" 4,
        "created_at" 4, "createdAt" 4, "created_time" 4, "datetime" 4, "timestamp" 5, "seendate" 6,
        "date_unixtime" 7, "issued" 7, "posted" 7, "released" 7, "ts" 8;
    Source: "source_name" 0, "site_name" 0, "siteName" 0, "sitename" 0, "source" 1, "site" 1, "publisher" 1, "outlet" 1,
        "publication" 1, "newspaper" 1, "source_domain" 2, "domain_name" 2, "domain" 3, "hostname" 3, "publisher_name" 1, "media_name" 2, "feed_title" 2,
        "origin" 4, "feed" 5;
    Authors: "authors" 0, "author" 1, "published_by" 1, "byline" 2, "creator" 3, "writers" 4, "from" 12, "user" 12, "account" 13,
        "attributedTo" 13, "by" 12;
    Language: "inLanguage" 0, "lang" 1, "language" 1, "locale" 2;
    Link: "url" 0, "webUrl" 0, "resolved_url" 0, "link" 1, "web_url" 1, "canonical" 1, "canonical_url" 1,
        "mainEntityOfPage" 2, "permalink" 2, "given_url" 2, "permalink_url" 2, "html_url" 2, "uri" 3, "href" 3, "source_url" 3,
        "external_url" 3, "requested_url" 4, "full_link" 4, "page_url" 4, "alternate" 5;
    Text: "articleBody" 0, "body" 1, "text" 1, "bodyText" 1, "content" 2, "maintext" 2, "main_text" 2, "full_text" 2,
        "fulltext" 2, "selftext" 2, "content_html" 3, "html_content" 3, "content_text" 3, "body_text" 3, "body_html" 3,
        "plain_text" 3, "content_plain" 3, "full_content" 3, "text_content" 3, "post_content" 3, "post_text" 3,
        "page_content" 3, "cooked" 3, "story_text" 3, "comment_text" 3, "raw_text" 4, "article" 4, "html" 5, "markdown" 5, "document" 6, "description" 11, "lead_paragraph" 11,
        "short_description" 11, "summary" 12, "trailText" 12, "excerpt" 12, "abstract" 12, "snippet" 13;
    Tags: "tags" 0, "keywords" 1, "categories" 2, "category" 3, "labels" 4, "tag" 5, "hashtags" 5;
    Articles: "articles" 0, "items" 0, "stories" 0, "posts" 0, "entries" 0, "documents" 0, "docs" 0,
        "results" 0, "data" 0, "@graph" 0, "response" 0, "list" 0, "hits" 0, "orderedItems" 0, "messages" 0,
        "statuses" 0, "tweets" 0, "records" 0, "rows" 0, "features" 0, "submissions" 0;
    Nested: "record" 0, "post" 0, "fields" 0, "_source" 0, "object" 0, "tweet" 0, "node" 0, "properties" 0, "attributes" 0, "metadata" 0, "meta" 0;
};

/// Names that some programs and other languages use, without the signs between their words. Each has the name in
/// [`NAMES`] with the same meaning.
const ALIASES: &[(&str, &str)] = &[
    ("headlines", "headline"),
    ("headlinetext", "headline"),
    ("hed", "headline"),
    ("newstitle", "title"),
    ("newsheadline", "headline"),
    ("articletitle", "title"),
    ("articleheadline", "headline"),
    ("titel", "title"),
    ("überschrift", "title"),
    ("ueberschrift", "title"),
    ("schlagzeile", "title"),
    ("kopfzeile", "title"),
    ("rubrik", "title"),
    ("overskrift", "title"),
    ("otsikko", "title"),
    ("titre", "title"),
    ("título", "title"),
    ("titulo", "title"),
    ("titolo", "title"),
    ("titlu", "title"),
    ("tytuł", "title"),
    ("tytul", "title"),
    ("nadpis", "title"),
    ("naslov", "title"),
    ("başlık", "title"),
    ("baslik", "title"),
    ("judul", "title"),
    ("заголовок", "title"),
    ("τίτλος", "title"),
    ("العنوان", "title"),
    ("כותרת", "title"),
    ("标题", "title"),
    ("標題", "title"),
    ("タイトル", "title"),
    ("제목", "title"),
    ("news", "text"),
    ("newstext", "text"),
    ("newscontent", "text"),
    ("articletext", "text"),
    ("articlecontent", "text"),
    ("articlebodytext", "text"),
    ("story", "text"),
    ("storytext", "text"),
    ("storybody", "text"),
    ("bodycopy", "text"),
    ("transcript", "text"),
    ("paragraphs", "text"),
    ("inhalt", "text"),
    ("haupttext", "text"),
    ("volltext", "text"),
    ("artikeltext", "text"),
    ("meldung", "text"),
    ("vorspann", "lead_paragraph"),
    ("leadtext", "lead_paragraph"),
    ("standfirst", "lead_paragraph"),
    ("chapeau", "lead_paragraph"),
    ("entradilla", "lead_paragraph"),
    ("brödtext", "text"),
    ("brødtekst", "text"),
    ("texte", "text"),
    ("contenu", "text"),
    ("texto", "text"),
    ("contenido", "text"),
    ("conteudo", "text"),
    ("conteúdo", "text"),
    ("testo", "text"),
    ("treść", "text"),
    ("текст", "text"),
    ("正文", "text"),
    ("内容", "text"),
    ("本文", "text"),
    ("본문", "text"),
    ("time", "datetime"),
    ("dateofpublication", "publication_date"),
    ("publishingdate", "publication_date"),
    ("dateoriginallypublished", "publication_date"),
    ("articledate", "date"),
    ("newsdate", "date"),
    ("datum", "date"),
    ("erschienen", "publication_date"),
    ("erschienenam", "publication_date"),
    ("veröffentlicht", "publication_date"),
    ("veröffentlichtam", "publication_date"),
    ("veroeffentlicht", "publication_date"),
    ("veroeffentlichtam", "publication_date"),
    ("publiéle", "publication_date"),
    ("publiele", "publication_date"),
    ("datedepublication", "publication_date"),
    ("fechadepublicación", "publication_date"),
    ("fechadepublicacion", "publication_date"),
    ("fechapublicacion", "publication_date"),
    ("datadepublicação", "publication_date"),
    ("datapublicacao", "publication_date"),
    ("datadipubblicazione", "publication_date"),
    ("fecha", "date"),
    ("дата", "date"),
    ("日期", "date"),
    ("newssource", "source"),
    ("publicationtitle", "publication"),
    ("journal", "publication"),
    ("abstractnote", "abstract"),
    ("paper", "newspaper"),
    ("quelle", "source"),
    ("zeitung", "newspaper"),
    ("periódico", "newspaper"),
    ("journalname", "newspaper"),
    ("fuente", "source"),
    ("fonte", "source"),
    ("источник", "source"),
    ("writer", "author"),
    ("journalist", "author"),
    ("reporter", "author"),
    ("autor", "author"),
    ("verfasser", "author"),
    ("autorin", "author"),
    ("autore", "author"),
    ("auteur", "author"),
    ("автор", "author"),
    ("titular", "headline"),
    ("manchete", "headline"),
    ("見出し", "title"),
    ("cuerpo", "text"),
    ("corpo", "text"),
    ("metin", "text"),
    ("içerik", "text"),
    ("النص", "text"),
    ("tarih", "date"),
    ("التاريخ", "date"),
    ("日付", "date"),
    ("날짜", "date"),
    ("medio", "newspaper"),
    ("jornal", "newspaper"),
    ("veículo", "newspaper"),
    ("veiculo", "newspaper"),
    ("testata", "newspaper"),
    ("gazete", "newspaper"),
    ("gazeta", "newspaper"),
    ("издание", "newspaper"),
    ("kaynak", "source"),
    ("źródło", "source"),
    ("zrodlo", "source"),
    ("zdroj", "source"),
    ("来源", "source"),
    ("來源", "source"),
    ("出典", "source"),
    ("المصدر", "source"),
    ("언론사", "newspaper"),
    ("periodista", "author"),
    ("giornalista", "author"),
    ("redactor", "author"),
    ("redakteur", "author"),
    ("yazar", "author"),
    ("작성자", "author"),
    ("기자", "author"),
    ("作者", "author"),
    ("记者", "author"),
    ("記者", "author"),
    ("著者", "author"),
    ("الكاتب", "author"),
    ("articleurl", "url"),
    ("weburl", "url"),
    ("newsurl", "url"),
    ("storyurl", "url"),
];

/// All names by their letters and digits in lower case. If several have the same letters, the one with the best rank
/// counts.
static BY_LETTERS: LazyLock<HashMap<String, &'static Name>> = LazyLock::new(|| {
    let mut names: HashMap<String, &'static Name> = HashMap::new();
    for name in NAMES {
        let known = names.entry(letters(name.spelling).into_owned()).or_insert(name);
        if name.rank < known.rank {
            *known = name;
        }
    }
    for (alias, field) in ALIASES {
        if let Some(name) = named(field) {
            names.entry((*alias).to_owned()).or_insert(name);
        }
    }
    names
});

static BY_SPELLING: LazyLock<HashMap<String, &'static Name>> = LazyLock::new(|| {
    let mut names: HashMap<String, &'static Name> = HashMap::new();
    for name in NAMES {
        names.entry(name.spelling.to_ascii_lowercase()).or_insert(name);
    }
    names
});

/// Returns the field of that name. Upper and lower case do not matter.
pub(in crate::corpus::format) fn named(name: &str) -> Option<&'static Name> {
    const LONGEST: usize = 32;
    if name.len() > LONGEST {
        return None;
    }
    BY_SPELLING.get(lower(name).as_ref()).copied()
}

/// Returns the field of that name, however its words are joined, or of another name with the same meaning.
pub(in crate::corpus::format) fn named_variant(name: &str) -> Option<&'static Name> {
    const LONGEST: usize = 60;
    if name.len() > LONGEST {
        return None;
    }
    named(name).or_else(|| BY_LETTERS.get(letters(name).as_ref()).copied())
}

fn lower(name: &str) -> Cow<'_, str> {
    let has_upper = name.bytes().any(|byte| byte.is_ascii_uppercase());
    if has_upper { name.to_ascii_lowercase().into() } else { name.into() }
}

/// Returns the letters and digits of a name in lower case.
fn letters(name: &str) -> Cow<'_, str> {
    if name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return name.into();
    }
    let letters: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    letters.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_those_like_them() {
        for (name, spelling) in [
            ("articleBody", Some("articleBody")),
            ("ARTICLEBODY", Some("articleBody")),
            ("article-body", Some("articleBody")),
            ("published_on", Some("publishedOn")),
            ("Publication Date", Some("publicationDate")),
            ("Überschrift", Some("title")),
            ("crawl_date", None),
            ("", None),
        ] {
            let found = named_variant(name).map(|name| name.spelling);
            assert_eq!(found.map(|name| letters(name).into_owned()), spelling.map(|name| letters(name).into_owned()));
        }
        assert!(named("article-body").is_none());
    }
}
