//! Tests for dates and authors as newspapers and blogs print them around their articles, and for lines that only look
//! like them. Each line is tested in a page, in plain text and in Markdown.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use newsreader::article::ArticleDate;
use newsreader::corpus::{self, Corpus, FileChunk, Options};
use newsreader::extract::{self, Extracted};

#[path = "dates_of_pages/beside_text.rs"]
mod beside_text;
#[path = "dates_of_pages/of_others.rs"]
mod of_others;
#[path = "dates_of_pages/other_things.rs"]
mod other_things;
#[path = "dates_of_pages/page_data.rs"]
mod page_data;
#[path = "dates_of_pages/paragraphs.rs"]
mod paragraphs;
#[path = "dates_of_pages/teasers.rs"]
mod teasers;
#[path = "dates_of_pages/templates.rs"]
mod templates;
#[path = "dates_of_pages/uncased.rs"]
mod uncased;
#[path = "dates_of_pages/unusual.rs"]
mod unusual;

use paragraphs::{HEADLINE, paragraphs};

/// Returns the articles of a file with this name and this text.
fn read(name: &str, text: &str) -> Vec<Extracted> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
    let corpus = Corpus::Folder(folder.path().to_path_buf());
    let piece = FileChunk { path: Path::new(name).into(), n_bytes: text.len() as u64, lines: None };
    let mut articles = Vec::new();
    corpus::read(&corpus, &piece, &Options::default(), &mut |record| articles.push(extract::article(record)));
    articles
}

/// Returns the date of the only article of a file. Empty if it is unknown.
fn date(name: &str, text: &str) -> String {
    let articles = read(name, text);
    let [read] = articles.as_slice() else { return format!("{} articles", articles.len()) };
    read.article.date.value().map(ArticleDate::iso).unwrap_or_default()
}

fn authors(text: &str) -> String {
    let articles = read("page.html", text);
    let [read] = articles.as_slice() else { return format!("{} articles", articles.len()) };
    read.article.authors.value().map(|names| names.join("|")).unwrap_or_default()
}

/// Returns a page with `head` in its head, `above` above its headline, `below` below it, and `end` after the text.
fn page(language: &str, head: &str, above: &str, below: &str, end: &str) -> String {
    let text = paragraphs(language).iter().map(|paragraph| format!("<p>{paragraph}</p>")).collect::<Vec<_>>().concat();
    format!(
        "<!DOCTYPE html><html lang={language}><head><meta charset=utf-8><title>{HEADLINE}</title>{head}</head><body>\
         <nav><a href=/>A</a></nav>{above}<main><article><h1>{HEADLINE}</h1>{below}{text}{end}</article></main>\
         <footer>© 2011 Harbour Wire</footer></body></html>"
    )
}

/// Fails with all rows of a table whose result is not the expected one.
#[track_caller]
fn report(rows: impl IntoIterator<Item = (String, String, String)>) {
    let mut wrong = String::new();
    for (what, found, expected) in rows {
        if found != expected {
            writeln!(wrong, "{what}\n   found “{found}”, expected “{expected}”").unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// Lines with the date of publication, as outlets print them between headline and text.
const LINES: &[(&str, &str, &str)] = &[
    ("en", "9 March 2022", "2022-03-09"),
    ("en", "Wednesday, March 9, 2022", "2022-03-09"),
    ("en", "Published: March 9, 2022 at 5:03 p.m. EST", "2022-03-09"),
    ("en", "By Nell Harbury | March 9, 2022", "2022-03-09"),
    ("en", "Port Halden, 9 March 2022", "2022-03-09"),
    ("en", "Harbour Times – 9 March 2022", "2022-03-09"),
    ("en", "March 9, 2022 | 4 min read", "2022-03-09"),
    ("de", "Mittwoch, 9. März 2022, 18:05 Uhr", "2022-03-09"),
    ("de", "Veröffentlicht am Mittwoch, 9. März 2022", "2022-03-09"),
    ("de", "VON MARTA QUILL am 9. März 2022", "2022-03-09"),
    ("de", "Von Marta Quill, 9. März 2022", "2022-03-09"),
    ("de", "Stand: 09.03.2022, 18:05 Uhr", "2022-03-09"),
    ("de", "Politik | 9. März 2022", "2022-03-09"),
    ("de", "Aktualisiert am 9. März 2022 um 18:05 Uhr", "2022-03-09"),
    ("en", "Nell Harbury, Staff Writer March 9, 2022", "2022-03-09"),
    ("en", "This entry was posted on March 9, 2022 by Nell.", "2022-03-09"),
    ("en", "Filed under: News — March 9, 2022", "2022-03-09"),
    ("de", "Pressemitteilung Nr. 12 vom 9. März 2022", "2022-03-09"),
    ("de", "Online seit: 09.03.2022", "2022-03-09"),
    ("de", "Erstellt: 09.03.2022 Aktualisiert: 10.03.2022, 11:11 Uhr", "2022-03-09"),
    ("fr", "Publié le 9 mars 2022 à 18h05", "2022-03-09"),
    ("fr", "Mis en ligne le 9 mars 2022", "2022-03-09"),
    ("fr", "Par Anne Delorme, le 9 mars 2022", "2022-03-09"),
    ("es", "9 de marzo de 2022", "2022-03-09"),
    ("es", "Publicado el 9 de marzo de 2022 a las 18:05", "2022-03-09"),
    ("it", "mercoledì 9 marzo 2022", "2022-03-09"),
    ("it", "Pubblicato il 9 marzo 2022", "2022-03-09"),
    ("pt", "Publicado em 9 de março de 2022 às 18h05", "2022-03-09"),
    ("pt", "9 de março de 2022", "2022-03-09"),
    ("nl", "Gepubliceerd op 9 maart 2022 om 18:05 uur", "2022-03-09"),
    ("nl", "woensdag 9 maart 2022", "2022-03-09"),
    ("ru", "9 марта 2022, 18:05", "2022-03-09"),
    ("ru", "Опубликовано 9 марта 2022 г.", "2022-03-09"),
    ("tr", "09 Mart 2022 Çarşamba", "2022-03-09"),
    ("tr", "Giriş Tarihi: 09.03.2022 18:05", "2022-03-09"),
    ("pl", "Data publikacji: 9 marca 2022", "2022-03-09"),
    ("sv", "Publicerad 9 mars 2022 kl. 18.05", "2022-03-09"),
    ("ja", "2022年3月9日 18時05分", "2022-03-09"),
    ("ja", "公開日：2022年3月9日", "2022-03-09"),
];

/// Lines whose date is not that of the article.
const TRAPS: &[(&str, &str)] = &[
    ("en", "The toll act of 9 March 2012 is void, a court said."),
    ("en", "Since 9 March 2012 no master has been fined."),
    ("en", "The ferry sails again on 9 March 2032."),
    ("en", "Open until 9 March 2032"),
    ("en", "Starts: 9 March 2032"),
    ("en", "9 March 2032 – 12 March 2032"),
    ("en", "Born 9 March 1932, the master knows each rock."),
    ("de", "Der Prozess begann am 9. März 2012."),
    ("de", "Anmeldung bis zum 9. März 2032"),
    ("de", "Beginn: 9. März 2032, 19 Uhr"),
    ("de", "Nach § 4 des Gesetzes vom 9. März 2012 haftet die Reederei."),
    ("de", "Telefon: 0441 09 03 2012"),
    ("de", "Urteil vom 9. März 2012 (Az. 4 C 12/11)"),
    ("de", "Lesen Sie auch: Fähre wieder da (9. März 2012)"),
    ("fr", "La loi du 9 mars 2012 interdit ces navires."),
    ("fr", "Jusqu’au 9 mars 2032"),
    ("fr", "Le procès, ouvert le 9 mars 2012, reprend lundi."),
    ("es", "La ley de 9 de marzo de 2012 lo prohíbe."),
    ("es", "Desde el 9 de marzo de 2012 nadie ha pagado."),
    ("it", "La legge del 9 marzo 2012 lo vieta."),
    ("it", "Fino al 9 marzo 2032"),
    ("pt", "A lei de 9 de março de 2012 proíbe tais navios."),
    ("nl", "De wet van 9 maart 2012 verbiedt zulke schepen."),
    ("nl", "Vanaf 9 maart 2032"),
    ("ru", "Закон от 9 марта 2012 года запрещает такие суда."),
    ("tr", "9 Mart 2012 tarihli yasa bu gemileri yasaklıyor."),
    ("ja", "2012年3月9日に始まった裁判は再び延期された。"),
];

#[test]
fn a_line_says_the_same_in_every_format() {
    let mut rows = Vec::new();
    let lines = LINES.iter().copied().chain(TRAPS.iter().map(|(language, line)| (*language, *line, "")));
    for (language, line, expected) in lines {
        let text = paragraphs(language).join("\n\n");
        let of_page = date("page.html", &page(language, "", "", &format!("<p>{line}</p>"), ""));
        rows.push((format!("page: {line}"), of_page, expected.to_owned()));
        let of_text = date("text.txt", &format!("{HEADLINE}\n\n{line}\n\n{text}\n"));
        rows.push((format!("text: {line}"), of_text, expected.to_owned()));
        let of_markdown = date("text.md", &format!("# {HEADLINE}\n\n{line}\n\n{text}\n"));
        rows.push((format!("Markdown: {line}"), of_markdown, expected.to_owned()));
    }
    report(rows);
}

#[test]
fn places_of_dates_in_pages() {
    let article = |language: &str, below: &str| page(language, "", "", below, "");
    let headed = |head: &str, below: &str| page("en", head, "", below, "");
    let long_lead = format!("<p class=lead>{}</p>", paragraphs("de")[0].repeat(4));
    let rows = [
        // Visible dates.
        (article("de", &format!("{long_lead}<time>9. März 2022, 10:23</time>")), "2022-03-09"),
        (article("de", "<dl><dt>Datum</dt><dd>9. März 2022</dd></dl>"), "2022-03-09"),
        (article("fr", "<span>Date de publication :</span> <span>9 mars 2022</span>"), "2022-03-09"),
        (article("de", "<div class=datum>8.5.12</div>"), "2012-05-08"),
        (page("de", "", "", "", "<p>Veröffentlicht am 9. März 2022</p>"), "2022-03-09"),
        (page("de", "", "<main><h2>9. März 2022</h2>", "", ""), "2022-03-09"),
        (
            article(
                "en",
                "<p>PORT HALDEN, March 9, 2022 — The master was asleep, as all of the town knew by noon.</p>",
            ),
            "2022-03-09",
        ),
        (article("en", "<div class=meta>Last updated 12 March 2022 | Posted 9 March 2022</div>"), "2022-03-09"),
        // Addresses.
        (headed("<link rel=canonical href=https://wire.example/20220309/tolls>", ""), "2022-03-09"),
        (headed("<link rel=canonical href=https://wire.example/29-10-2021/tolls>", ""), "2021-10-29"),
        // Declared dates against visible dates.
        (headed("<meta name=date content=2019-01-02>", "<p>March 9, 2022</p>"), "2022-03-09"),
        (headed("<meta name=dcterms.date content=2019-01-02>", "<p>By Nell Harbury, March 9, 2022</p>"), "2022-03-09"),
        (headed("<meta name=dc.date content=2022-03-09>", ""), "2022-03-09"),
        (
            headed(
                "<meta property=article:published_time content=2022-03-09T23:30:00Z>",
                "<time>March 10, 2022</time>",
            ),
            "2022-03-10",
        ),
        (
            headed("<meta property=article:published_time content=2022-03-09T23:30:00Z>", "<p>March 20, 2022</p>"),
            "2022-03-09",
        ),
        (
            headed("<meta property=article:published_time content=1970-01-01T00:00:00Z>", "<p>March 9, 2022</p>"),
            "2022-03-09",
        ),
        (
            headed(
                "<script type=application/ld+json>{\"@type\":\"VideoObject\",\"name\":\"Waves\",\"uploadDate\":\"2018-05-06\"}</script>",
                "<p>March 9, 2022</p>",
            ),
            "2022-03-09",
        ),
        // Parts of the page that are not of the article.
        (article("en", "<figure><img src=a><figcaption>The mole. March 9, 2012</figcaption></figure>"), ""),
        (article("en", "<div style='display:none'>March 9, 2012</div>"), ""),
        (article("en", "<div hidden><time datetime=2012-03-09>March 9</time></div>"), ""),
        (article("en", "<!-- March 9, 2012 --><template><time datetime=2012-03-09></time></template>"), ""),
        (page("en", "", "<header><div>Wednesday, March 9, 2022</div></header>", "", ""), ""),
        (
            page(
                "en",
                "",
                "<div class=today>Wednesday, March 9, 2022</div>",
                "<p>PORT HALDEN, March 4, 2022 — The master was asleep, as all the town knew.</p>",
                "",
            ),
            "2022-03-04",
        ),
        (article("de", "<p>Heute, 9. März 2022</p>"), ""),
        (page("de", "", "<div class=wetter>9. März 2022: 12 Grad</div>", "", ""), ""),
        (
            page(
                "en",
                "",
                "",
                "",
                "<div class=comment><time datetime=2012-03-09>March 9, 2012</time><p>Well.</p></div>",
            ),
            "",
        ),
        (
            page(
                "en",
                "",
                "",
                "",
                "<div class=box><h3><a href=/b>Geese on the quay again</a></h3><time datetime=2012-03-09>9 March 2012</time></div>",
            ),
            "",
        ),
        (
            page(
                "en",
                "",
                "",
                "",
                "<div itemscope itemtype=https://schema.org/Comment><time itemprop=datePublished datetime=2012-03-09></time></div>",
            ),
            "",
        ),
    ];
    report(rows.into_iter().map(|(html, expected)| {
        let found = date("page.html", &html);
        (html.replace(&paragraphs("en").join("</p><p>"), "…"), found, expected.to_owned())
    }));
}

#[test]
fn a_list_of_articles_has_no_date_of_its_own() {
    let teaser = |number: u8, day: &str| {
        format!(
            "<div class=item><h2><a href=/{number}>Geese on the quay again {number}</a></h2><p>{}</p><span>{day}</span></div>",
            paragraphs("en")[1]
        )
    };
    let days = ["9 March 2022", "2 March 2022", "1 March 2022", "27 February 2022"];
    let teasers: String = days.iter().zip(1..).map(|(day, number)| teaser(number, day)).collect();
    let list = |head: &str| {
        format!("<html lang=en><title>Harbour</title>{head}<body><main><h1>Harbour</h1>{teasers}</main></html>")
    };
    assert_eq!(date("list.html", &list("")), "");
    assert_eq!(date("list.html", &list("<meta property='article:published_time' content='2022-03-08'>")), "2022-03-08");
    let rows = days
        .iter()
        .map(|day| format!("<li><a href=/a>Geese are on the quay again</a> {day}</li>"))
        .collect::<Vec<_>>()
        .concat();
    let text = paragraphs("en")[0];
    let list = format!(
        "<html lang=en><title>Harbour</title><body><main><h1>Harbour</h1><p>{text}</p><ul>{rows}</ul></main></html>"
    );
    assert_eq!(date("rows.html", &list), "");
    // Teasers that are all of one day: the day is that of the teasers.
    let row = "<li class=item><a href=/a><h2>Bains fermés</h2></a><span>9 mars 2022</span><p>Un résumé court.</p></li>";
    let list =
        format!("<html lang=fr><title>Actus</title><body><main><h1>Actus</h1><ul>{}</ul></main></html>", row.repeat(4));
    assert_eq!(date("teasers.html", &list), "");
}

#[test]
fn saved_pages_are_not_of_the_day_of_saving() {
    let text = paragraphs("en").iter().map(|paragraph| format!("<div>{paragraph}</div>")).collect::<Vec<_>>().concat();
    let link = |html: &str| read("page.html", html)[0].article.link.clone().unwrap_or_default().into_string();
    let single_file = format!(
        "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://wire.example/2022/03/09/tolls \n \
         saved date: Thu Sep 13 2023 11:30:54 GMT+0200\n--><meta charset=utf-8><title>{HEADLINE}</title><h1>{HEADLINE}</h1>{text}"
    );
    assert_eq!(
        (date("page.html", &single_file).as_str(), link(&single_file).as_str()),
        ("2022-03-09", "https://wire.example/2022/03/09/tolls")
    );
    let page_we = page(
        "en",
        "<meta name=savepage-url content='https://wire.example/tolls'><meta name=savepage-date content='Wed Sep 13 2023'>",
        "",
        "<p>March 9, 2022</p>",
        "",
    );
    assert_eq!(
        (date("page.html", &page_we).as_str(), link(&page_we).as_str()),
        ("2022-03-09", "https://wire.example/tolls")
    );
    let capture = format!(
        "<html lang=en><head><title>{HEADLINE}</title><meta property='og:site_name' content='archive.is'>\
         <meta property='og:url' content='https://archive.is/Zz9'><meta property='article:modified_time' content='2023-09-13T10:11:12Z'>\
         <link rel=canonical href='https://archive.is/2023.09.13-101112/https://wire.example/tolls'></head><body>\
         <div id=HEADER><table><tr><td>13 Sep 2023 10:11:12 UTC</td></tr></table></div><div id=CONTENT><h1>{HEADLINE}</h1>{text}</div>"
    );
    assert_eq!((date("page.html", &capture).as_str(), link(&capture).as_str()), ("", "https://wire.example/tolls"));
}

#[test]
fn messages_have_the_date_of_their_header_or_none() {
    let text = "Hello all,\n\nThe meeting is on\n\nMay 14, 15, & 16, 1993\n\nin the hall. See\n\nGen. 19\n\nand write.\n\n--\nNell\nJuly 4, 1776\n";
    let headers = "From: nell@wire.example (Nell Harbury)\nSubject: Geese\nOrganization: Harbour\nLines: 12\n\n";
    let dated = "From: nell@wire.example\nSubject: Geese\nDate: 9 Mar 93 10:05:01 GMT\n\n";
    let rows = [
        ("51060", format!("{headers}{text}"), ""),
        ("a.eml", format!("{headers}{text}"), ""),
        ("a.txt", format!("{headers}{text}"), ""),
        ("b.txt", text.to_owned(), ""),
        (
            "c.txt",
            format!("In article <1@a.example> nell@wire.example writes:\n> March 9, 1993\n> Geese!\n\n{text}"),
            "",
        ),
        ("d.eml", format!("{dated}{text}"), "1993-03-09"),
    ];
    report(rows.into_iter().map(|(name, text, expected)| (name.to_owned(), date(name, &text), expected.to_owned())));
}

#[test]
fn bylines_of_pages() {
    let below = |html: &str| page("en", "", "", html, "");
    let of = |language: &str, html: &str| page(language, "", "", html, "");
    let ld = |author: &str| {
        format!(
            "<script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"headline\":\"{HEADLINE}\",\"author\":{author}}}</script>"
        )
    };
    let rows = [
        (below("<p>By Nell Harbury</p>"), "Nell Harbury"),
        (below("<p>By <b>Nell Harbury</b> and <b>Ivo Brandt</b></p>"), "Nell Harbury|Ivo Brandt"),
        (below("<div class=byline>Wednesday March 9, 2022 5:03 pm by Nell Harbury</div>"), "Nell Harbury"),
        (below("<div class=byline>By Nell Harbury, Political Editor</div>"), "Nell Harbury"),
        (below("<a rel=author href=/n>Nell Harbury</a><a class=bio href=/n>See full bio</a>"), "Nell Harbury"),
        (below("<div class=author><a href=/l>WATCH LIVE</a></div><p>By Nell Harbury</p>"), "Nell Harbury"),
        (below("<div class=author-feed>Get author RSS feed</div>"), ""),
        (below("<span class=author>By</span>"), ""),
        (below("<div class=author>Follow</div>"), ""),
        (below("<p><strong>Nell Harbury</strong></p>"), "Nell Harbury"),
        (page("en", "", "", "", "<p><b>Nell Harbury</b></p>"), "Nell Harbury"),
        (page("de", "", "", "", "<p>Text: Marta Quill</p>"), "Marta Quill"),
        (of("de", "<p>Von Marta Quill</p>"), "Marta Quill"),
        (of("de", "<p class=autor>Von Marta Quill, Fotos: Jo Brandt</p>"), "Marta Quill"),
        (
            of(
                "de",
                "<figure><img src=a><figcaption class=author>Jo Brandt</figcaption></figure><p>Von Marta Quill</p>",
            ),
            "Marta Quill",
        ),
        (of("de", "<div class=author>Ein Kommentar von Marta Quill</div>"), "Marta Quill"),
        (
            below("<div class=byline><span>By</span><span>Nell Harbury</span><span>Updated 2 hours ago</span></div>"),
            "Nell Harbury",
        ),
        (below("<div class=byline>By Nell Harbury for Harbour Times</div>"), "Nell Harbury"),
        (below("<div class=meta>March 9, 2022 by Nell Harbury Leave a Comment</div>"), "Nell Harbury"),
        (below("<div class=byline>Politics</div>"), ""),
        (of("de", "<p>Eine Reportage von Marta Quill</p>"), "Marta Quill"),
        (of("fr", "<p class=auteur>Par Anne Delorme</p>"), "Anne Delorme"),
        (of("es", "<div class=autor>Por Ana Ferrol</div>"), "Ana Ferrol"),
        (of("it", "<p class=autore>di Luca Ferrol</p>"), "Luca Ferrol"),
        (of("ru", "<p>Автор: Иван Холмов</p>"), "Иван Холмов"),
        (page("en", "<meta name=author content=nell-harbury>", "", "<p>By Nell Harbury</p>", ""), "Nell Harbury"),
        (page("en", "<meta name=author content='Harbour Times'>", "", "<p>By Nell Harbury</p>", ""), "Nell Harbury"),
        (
            page(
                "en",
                &ld("{\"@type\":\"Organization\",\"name\":\"Harbour Times\"}"),
                "",
                "<p>By Nell Harbury</p>",
                "",
            ),
            "Nell Harbury",
        ),
        (page("en", &ld("{\"@type\":\"Person\",\"name\":\"Nell Harbury\"}"), "", "", ""), "Nell Harbury"),
        (page("en", &ld("{\"@type\":\"Organization\",\"name\":\"Harbour Times\"}"), "", "", ""), "Harbour Times"),
        (
            page(
                "en",
                "",
                "",
                "",
                "<div itemscope itemtype=https://schema.org/Comment><b itemprop=author>Ivo Brandt</b></div>",
            ),
            "",
        ),
    ];
    report(rows.into_iter().map(|(html, expected)| {
        let found = authors(&html);
        (html.replace(&paragraphs("en").join("</p><p>"), "…"), found, expected.to_owned())
    }));
}
