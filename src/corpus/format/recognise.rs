//! Recognises the kind of a file, by its content first and by its name second.

use std::borrow::Cow;
use std::path::Path;

use crate::article::Format;
use crate::corpus::encoding::{decode_article, is_wide};

mod beside;
mod left_behind;
mod likely_text;
mod mail;
mod packed;
mod program_text;
mod table;
mod xml;

pub(in crate::corpus::format) use left_behind::by_name as left_behind;

/// The kind of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::corpus) enum Recognised {
    /// Articles in a format that can be read.
    Article(Format),
    /// No article, with the reason that the user sees.
    NoArticle(Cow<'static, str>),
    /// Nothing but white space.
    Blank,
}

/// The first bytes of files that are not text, and the names of their kinds.
const MAGIC: [(&[u8], &str); 30] = [
    (b"%PDF", "a PDF document"),
    (b"\xff\xd8\xff", "JPEG data"),
    (b"\x89PNG", "PNG data"),
    (b"GIF8", "GIF data"),
    (b"II*\0", "TIFF data"),
    (b"MM\0*", "TIFF data"),
    (b"BM\x00", "bitmap data"),
    (b"\0\0\x01\0", "an icon"),
    (b"WARC/", "a web archive of a crawler (WARC), which is not read"),
    (b"!BDN", "mail of Outlook; export it as .eml or .mbox files"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich-text document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"ID3", "MP3 data"),
    (b"OggS", "Ogg data"),
    (b"fLaC", "FLAC data"),
    (b"RIFF", "sound, video or WebP data"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"\0\x01\0\0", "a font"),
    // The `\0` is the first byte of the number of tables: a headline in capitals may begin with `OTTO`.
    (b"OTTO\0", "a font"),
    (b"\x1a\x45\xdf\xa3", "Matroska data"),
    (b"bplist0", "a property list of macOS"),
    (b"\0\x05\x16\x07", "metadata of macOS"),
    (b"\0\0\0\x01Bud1", "folder settings of macOS"),
];

/// The first bytes of files in packed formats that cannot be unpacked here.
const PACKED: [(&[u8], &str); 2] = [(b"BZh", "bzip2"), (b"\xfd7zXZ", "xz")];

/// Endings of text files that hold no articles.
const NO_ARTICLE: [(&str, &str); 65] = [
    ("css", "a style sheet"),
    ("scss", "a style sheet"),
    ("js", "a script"),
    ("mjs", "a script"),
    ("cjs", "a script"),
    ("ts", "a script"),
    ("jsx", "a script"),
    ("tsx", "a script"),
    ("map", "a source map"),
    ("toml", "a configuration file"),
    ("yaml", "a configuration file"),
    ("yml", "a configuration file"),
    ("ini", "a configuration file"),
    ("cfg", "a configuration file"),
    ("conf", "a configuration file"),
    ("config", "a configuration file"),
    ("properties", "a configuration file"),
    ("env", "a configuration file"),
    ("plist", "a configuration file"),
    ("lock", "a lock file"),
    ("sh", "a program's source"),
    ("bat", "a program's source"),
    ("ps1", "a program's source"),
    ("py", "a program's source"),
    ("rs", "a program's source"),
    ("go", "a program's source"),
    ("rb", "a program's source"),
    ("php", "a program's source"),
    ("java", "a program's source"),
    ("c", "a program's source"),
    ("h", "a program's source"),
    ("cpp", "a program's source"),
    ("lua", "a program's source"),
    ("cs", "a program's source"),
    ("kt", "a program's source"),
    ("swift", "a program's source"),
    ("vue", "a program's source"),
    ("cc", "a program's source"),
    ("hpp", "a program's source"),
    ("vbs", "a program's source"),
    ("pl", "a program's source"),
    ("sql", "a database script"),
    ("svg", "a drawing"),
    ("srt", "subtitles"),
    ("vtt", "subtitles"),
    ("sbv", "subtitles"),
    ("ass", "subtitles"),
    ("ssa", "subtitles"),
    ("ttml", "subtitles"),
    ("lrc", "subtitles"),
    ("sha1", "checksums"),
    ("sha256", "checksums"),
    ("sha512", "checksums"),
    ("md5", "checksums"),
    ("less", "a style sheet"),
    ("sass", "a style sheet"),
    ("xsl", "a style sheet"),
    ("xslt", "a style sheet"),
    ("dtd", "a document type"),
    ("ipynb", "a program's source"),
    ("ics", "a calendar"),
    ("vcf", "an address book"),
    ("cff", "a citation file"),
    ("log", "a log"),
    ("bib", "a bibliography"),
];

/// Endings of files that are texts by their names. Such files need no test of their words.
const OF_TEXTS: [&str; 17] = [
    "txt", "text", "asc", "org", "rst", "adoc", "md", "markdown", "mdown", "mkd", "mdx", "qmd", "html", "htm", "xhtml",
    "shtml", "story",
];

/// Endings of other files that hold articles.
const OF_ARTICLES: [&str; 17] = [
    "json", "jsonl", "ndjson", "csv", "tsv", "xml", "rss", "atom", "rdf", "eml", "emlx", "enex", "mht", "mhtml", "ris",
    "sgm", "sgml",
];

/// The number of bytes at the start of a text in which marks of a format are searched for.
const LOOKED_AT: usize = 4096;

/// True if a file of this name may be JSON Lines, so that its content should be tested.
pub(in crate::corpus) fn may_be_json_lines(path: &Path) -> bool {
    matches!(ending(path).as_str(), "jsonl" | "ndjson" | "json" | "txt" | "")
}

/// Returns the purpose of an empty file, or `None` if its name is that of an article: programs leave empty files as
/// marks.
pub(in crate::corpus) fn empty(path: &Path) -> Option<&'static str> {
    let ending = ending(path);
    if OF_TEXTS.contains(&&*ending) || OF_ARTICLES.contains(&&*ending) {
        return None;
    }
    Some(if ending == "mbox" { "an empty mailbox" } else { "an empty file, such as programs leave as a mark" })
}

/// Recognises a file by its first bytes and its path.
pub(in crate::corpus) fn recognise(path: &Path, head: &[u8]) -> Recognised {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Recognised::NoArticle(format!("not text: {what}").into());
    }
    if head.starts_with(b"PK\x03\x04") {
        return Recognised::NoArticle(format!("not text: {}", packed::what(head, &ending(path))).into());
    }
    if head.get(4..8) == Some(b"ftyp") {
        return Recognised::NoArticle("not text: video, sound or picture data".into());
    }
    if let Some((_, what)) = PACKED.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Recognised::NoArticle(format!("packed with {what}; unpack it, or pack it with gzip").into());
    }
    if head.get(257..262) == Some(b"ustar") {
        return Recognised::NoArticle("a tar archive; unpack it into a folder".into());
    }
    if !is_wide(head) && is_binary(head) {
        return Recognised::NoArticle("not text: most likely data of a program".into());
    }
    let ending = ending(path);
    if ending == "js" && super::json::is_value_of_a_script(&decode_article(head).text) {
        return Recognised::Article(Format::Json);
    }
    if let Some((_, what)) = NO_ARTICLE.iter().find(|(other, _)| *other == ending) {
        return Recognised::NoArticle((*what).into());
    }
    let decoded = decode_article(head);
    let text = decoded.text.trim_start();
    if text.is_empty() {
        return Recognised::Blank;
    }
    if let Some(what) = program_text::what(text).or_else(|| beside::what(path, text)) {
        return Recognised::NoArticle(what.into());
    }
    by_text(text, &ending)
}

fn by_text(text: &str, ending: &str) -> Recognised {
    let start = &text[..text.floor_char_boundary(LOOKED_AT)];
    let lower = start.to_ascii_lowercase();
    let is_named_json = matches!(ending, "json" | "jsonl" | "ndjson");
    if is_named_json || looks_like_json(text) {
        if !is_named_json && super::front_matter::split(text).is_some() {
            return Recognised::Article(Format::Markdown);
        }
        return json_or_lines(text, ending);
    }
    if let Some(recognised) = xml::file_of_articles(text, ending) {
        return recognised;
    }
    if super::references::is_list(start) {
        return Recognised::Article(Format::References);
    }
    if let Some(recognised) = mail::recognise(start, &lower, ending) {
        return recognised;
    }
    let may_be_table = matches!(ending, "txt" | "dat" | "tab" | "psv" | "");
    if matches!(ending, "csv" | "tsv") || (may_be_table && table::recognise(start, start.len() == text.len())) {
        return Recognised::Article(Format::Table);
    }
    if text.contains("ArchiveBox")
        && ["class=\"header-archivebox\"", "<title>Archived Sites"].iter().any(|mark| start.contains(mark))
    {
        return Recognised::NoArticle("an index of ArchiveBox".into());
    }
    let is_page = ["<!doctype html", "<html"].iter().any(|mark| lower.contains(mark)) && lower.starts_with('<');
    let is_web = matches!(ending, "html" | "htm" | "xhtml" | "shtml");
    if is_page || (is_web && lower.contains('<')) {
        return Recognised::Article(Format::Html);
    }
    if let Some(recognised) = xml::recognise(text, ending) {
        return recognised;
    }
    if lower.starts_with('<') && ["<head", "<body", "<article", "<p>", "<div"].iter().any(|mark| lower.contains(mark)) {
        return Recognised::Article(Format::Html);
    }
    if matches!(ending, "md" | "markdown" | "mdown" | "mkd" | "mdx" | "qmd")
        || super::front_matter::split(text).is_some()
    {
        return Recognised::Article(Format::Markdown);
    }
    // A file whose ending is not known to be that of a text is an article only if its words read like a text.
    let why_not = if OF_TEXTS.contains(&ending) { None } else { likely_text::why_not(text) };
    why_not.map_or(Recognised::Article(Format::PlainText), |what| Recognised::NoArticle(what.into()))
}

/// True if a text is JSON although its file name does not say so: an object or an array of objects.
fn looks_like_json(text: &str) -> bool {
    let mut marks = text.chars().filter(|c| !c.is_whitespace());
    match (marks.next(), marks.next()) {
        (Some('{'), Some('"')) => true,
        (Some('['), Some('{')) => marks.next() == Some('"'),
        _ => false,
    }
}

/// Returns JSON Lines if the first line is a whole object and another object follows, else one JSON value.
fn json_or_lines(text: &str, ending: &str) -> Recognised {
    if super::feed::is_json_feed(text) {
        return Recognised::Article(Format::Feed);
    }
    let format = match text.split_once('\n') {
        Some((line, rest)) => {
            let is_object = line.starts_with('{') && serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok();
            let goes_on = rest.trim_start().starts_with('{');
            if is_object && (goes_on || ending != "json") { Format::JsonLines } else { Format::Json }
        }
        None if ending == "json" || text.starts_with('[') => Format::Json,
        // One line, or the start of a line that is longer than the text at hand.
        None => Format::JsonLines,
    };
    // A file that is named `.jsonl` or `.ndjson` is JSON Lines even if its first line is broken.
    let is_named = matches!(ending, "jsonl" | "ndjson");
    Recognised::Article(if is_named && !text.starts_with('[') { Format::JsonLines } else { format })
}

/// True if bytes have more control characters than a text has, even a text that is damaged or full of escapes.
fn is_binary(head: &[u8]) -> bool {
    const LOOKED_AT: usize = 8192;
    let looked_at = &head[..head.len().min(LOOKED_AT)];
    let n_zeros = memchr::memchr_iter(0, looked_at).count();
    let is_control = |byte: &&u8| **byte < 0x20 && !matches!(**byte, 0 | b'\t' | b'\n' | b'\r' | 0x0c | 0x1b);
    let n_controls = looked_at.iter().filter(is_control).count();
    let limit = (looked_at.len() / 32).max(2);
    // Binary data is full of zeros, or is not UTF-8. A text with many control characters is still UTF-8.
    n_zeros > limit || (n_controls > limit && !is_utf8_so_far(looked_at))
}

/// True if the bytes are UTF-8, apart from a character that is cut off at their end.
fn is_utf8_so_far(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).map_or_else(|error| error.error_len().is_none(), |_| true)
}

/// Returns the ending of a file name in lower case. For packed files it is the ending of the content: `txt` of
/// `a.txt.gz`.
pub(in crate::corpus) fn ending(path: &Path) -> String {
    let lower = |path: &Path| path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    match lower(path) {
        Some(ending) if matches!(ending.as_str(), "gz" | "zst") => {
            path.file_stem().and_then(|stem| lower(Path::new(stem))).unwrap_or_default()
        }
        other => other.unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_content_then_by_name() {
        let article = Recognised::Article;
        for (name, head, expected) in [
            ("a", &b"Just text"[..], article(Format::PlainText)),
            ("a.txt", b"OTTO QUILL SELLS HIS TUG", article(Format::PlainText)),
            ("a.txt", b"OTTO\0\x0b\0\x80", Recognised::NoArticle("not text: a font".into())),
            ("a.txt", b"CDX shares rise on the quay", article(Format::PlainText)),
            ("a.txt", b" CDX N b a m s k r M S V g\n", Recognised::NoArticle("an index of a web archive".into())),
            ("a.txt", b"<!DOCTYPE html><html><body>x", article(Format::Html)),
            ("a.html", b"No tags at all", article(Format::PlainText)),
            ("a.md", b"Text", article(Format::Markdown)),
            ("a.txt", b"---\ntitle: x\n---\nText", article(Format::Markdown)),
            ("a.txt", b"---\nText\n", article(Format::PlainText)),
            ("a.json", b"[\n {\"title\": 1}]", article(Format::Json)),
            ("a.json", b"{\"a\": 1}\n{\"a\": 2}\n", article(Format::JsonLines)),
            ("a.json", b"{\n\"a\": 1}\n", article(Format::Json)),
            ("a.jsonl", b"broken\n{\"a\": 2}\n", article(Format::JsonLines)),
            ("a.txt", b"{\"title\": \"x\"}\n{\"title\": \"y\"}", article(Format::JsonLines)),
            ("a.txt", b"[Music] plays", article(Format::PlainText)),
            ("a.txt", b" \n\t ", Recognised::Blank),
            ("a.txt", b"\xff\xd8\xff\xe0", Recognised::NoArticle("not text: JPEG data".into())),
            ("a.txt", b"ab\0\0\0\0\0cd", Recognised::NoArticle("not text: most likely data of a program".into())),
            ("a.txt", b"Ring\x07\x07\x07\x07\x07\x07 the bell", article(Format::PlainText)),
            (
                "a.dat",
                b"\x07\x91\x03\xfe\x12\x88\x05\xb1",
                Recognised::NoArticle("not text: most likely data of a program".into()),
            ),
            ("a.sha256", b"x", Recognised::NoArticle("checksums".into())),
            (
                "robots.txt",
                b"User-agent: *\nDisallow: /",
                Recognised::NoArticle("rules for the robots of search engines".into()),
            ),
            ("a.css", b"a { }", Recognised::NoArticle("a style sheet".into())),
            ("a.txt", b"BZh9", Recognised::NoArticle("packed with bzip2; unpack it, or pack it with gzip".into())),
            ("a.eml", b"Subject: x\n\ny", article(Format::Mail)),
            ("a", b"Message-ID: <1@a.example>\nFrom: a\nSubject: x\n\ny", article(Format::Mail)),
            ("a", b"From a@b Tue Mar  8 10:05:01 2022\nFrom: a\nDate: x\n\ny", article(Format::Mailbox)),
            ("a.mhtml", b"From: <Saved by a browser>\nSubject: x\n\ny", article(Format::WebArchive)),
            ("a.txt", b"<?xml version='1.0'?><rss>", article(Format::Feed)),
            (
                "a.xml",
                b"<?xml version='1.0'?>\n<!-- x -->\n<feed xmlns='http://www.w3.org/2005/Atom'>",
                article(Format::Feed),
            ),
            ("a.opml", b"<opml version='2.0'>", Recognised::NoArticle("a subscription list".into())),
            ("a.xml", b"<note>x</note>", Recognised::NoArticle("XML that is no feed".into())),
            ("a.sgm", b"<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS>", article(Format::ReutersSgml)),
            ("a.csv", b"title,date\nx,y", article(Format::Table)),
            ("a.html.gz", b"<p>x", article(Format::Html)),
            ("a.xhtml", b"<?xml version='1.0'?><!DOCTYPE html><html>", article(Format::Html)),
        ] {
            assert_eq!(recognise(Path::new(name), head), expected, "{name} {head:?}");
        }
    }
}
