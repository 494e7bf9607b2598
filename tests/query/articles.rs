//! A dozen small articles with every trait that a filter can ask for.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::{Date, date};
use newsreader::article::facts::Facts;
use newsreader::article::{
    Address, Article, ArticleDate, BlockKind, Body, BodyBuilder, Boilerplate, Format, Known, LanguageShare,
};
use newsreader::extract::{self, language::languages};
use newsreader::index::stored::Segment;
use newsreader::index::{SegmentBuilder, Snapshot, SnapshotBuilder};

/// The day on which all filters of these tests are read.
pub const TODAY: Date = date(2022, 3, 16);

/// An article without anything but a path and a text.
pub fn bare(path: &str) -> Article {
    Article {
        address: Address { path: Arc::from(Path::new(path)), item: None, range: None, format: Format::PlainText },
        title: Known::unknown(),
        source: Known::unknown(),
        authors: Known::unknown(),
        date: Known::unknown(),
        date_evidence: None,
        language: Known::unknown(),
        languages: Box::default(),
        link: None,
        tags: Box::default(),
        n_words: 0,
        encoding: newsreader::article::Encoding::UTF_8,
        replaced: newsreader::text::safe::Replaced::default(),
        has_problem: false,
    }
}

/// A text of one paragraph a line.
pub fn body(text: &str) -> Body {
    let mut builder = BodyBuilder::default();
    for paragraph in text.lines() {
        builder.push(paragraph);
        builder.end_block(BlockKind::Paragraph, false);
    }
    builder.finish()
}

fn given<T>(value: T) -> Known<T> {
    Known::given(value, "a field")
}

fn article(name: &str, title: &str, source: &str, author: &str) -> Article {
    let mut article = bare(name);
    if !title.is_empty() {
        article.title = given(title.into());
    }
    if !source.is_empty() {
        article.source = given(source.into());
    }
    if !author.is_empty() {
        article.authors = given(author.split(" & ").map(Into::into).collect());
    }
    article
}

/// The articles. The first letters of their paths are how the tests name them.
pub fn articles() -> Vec<(Article, Body)> {
    let day = |year, month, day| ArticleDate::day(date(year, month, day));
    let mut all = Vec::new();

    let mut ferry = article("ferry.txt", "Night ferry cancelled", "Harbour Wire", "Ada Lind & Tom Okoro");
    ferry.date = given(day(2022, 3, 12));
    ferry.language = given("en-gb".into());
    ferry.link = Some("https://harbourwire.example/ferry".into());
    all.push((
        ferry,
        body("The night ferry stayed in port. “We sail when the door is dry,” its master said.\nRepairs go on."),
    ));

    let mut toll = article("2022/toll.md", "Harbour tolls rise", "The Gazette", "Mia O’Dell");
    toll.date = given(day(2022, 3, 14));
    toll.language = given("en".into());
    all.push((
        toll,
        body("It is a war of words over tolls. Tolled ships pay 1:24 more. See https://t.co/n8jMTX34pW now."),
    ));

    let mut union = article("2022/Union talks.html", "Rail union’s talks", "Harbour Wire", "");
    union.date = Known::found(day(2022, 3, 14), "the file's name");
    union.has_problem = true;
    all.push((union, body("Words of war: the union and its operator talk. Not now, or never.")));

    let mut russian = article("ru/news.txt", "Переговоры в порту", "Портовая газета", "");
    russian.date = given(day(2022, 3, 9));
    russian.language = given("ru".into());
    all.push((russian, body("Ёлкин сказал, что переговоры продолжаются.")));

    let mut chinese = article("zh/港.txt", "港口城市的新闻", "", "");
    chinese.date = given(day(2021, 12, 31));
    chinese.language = given("zh".into());
    all.push((chinese, body("今天港口关闭。The port is closed.")));

    let mut cafe = article("cafe.json", "Café São Luís re-opens", "Gazette Weekend", "José Núñez");
    cafe.date = given(ArticleDate::month(date(2022, 2, 1)));
    cafe.language = given("pt-br".into());
    all.push((cafe, body("Crème brûlée, naïve prices. The owner’s co\u{ad}operative serves Straße coffee.")));

    let mut flood = article("flood.txt", "", "", "");
    flood.title = Known::inferred("Flood maps were redrawn".into(), "the first sentence");
    flood.date = Known::inferred(ArticleDate::year(date(2021, 1, 1)), "a date in the text");
    all.push((flood, body("Flood maps were redrawn. Kelly's harbours and KELLY again.")));

    let undated = article("undated.txt", "Bakers ask for a price cap", "", "");
    all.push((undated, body("Flour is dear.")));

    let mut wreck = article("wreck.txt", "A wreck off the mole", "North Mole Post", "Lind");
    wreck.date = given(day(2020, 2, 29));
    let mut wreck_body =
        body(&("Ship wreck found. ".repeat(200) + "\nThe divers Tom Okoro and Ada Lind at the mole on 2001-02-16."));
    wreck_body.blocks[1].boilerplate = Some(Boilerplate::Caption);
    "Home · News · Harbour\nMost read: the lighthouse is sold\n".clone_into(&mut wreck_body.page);
    all.push((wreck, wreck_body));

    let mut empty = article("empty.txt", "Roofs", "", "");
    empty.date = given(day(2022, 1, 3));
    all.push((empty, Body::default()));

    all
}

/// What is taken out of the text of an article when it is read.
fn facts(article: &Article, body: &Body) -> Facts {
    extract::facts(body, &languages(None, body, article.language.clone()), article.day())
}

/// An article as it is read: with the languages and the facts of its text.
pub fn read((mut article, body): (Article, Body)) -> (Article, Body, Facts) {
    let given = article.language.value().map(|code| LanguageShare { code: code.clone(), share: 1.0 });
    article.languages = given.into_iter().collect();
    let facts = facts(&article, &body);
    (article, body, facts)
}

/// One segment of `articles`.
pub fn segment(articles: impl IntoIterator<Item = (Article, Body)>) -> Segment {
    let mut builder = SegmentBuilder::default();
    for (article, body, facts) in articles.into_iter().map(read) {
        builder.push(article, body, &facts, false);
    }
    builder.finish()
}

/// A snapshot of `articles`, some to a segment.
pub fn snapshot(articles: Vec<(Article, Body)>, a_segment: usize) -> Snapshot {
    let mut builder = SnapshotBuilder::default();
    let mut left = articles.into_iter().peekable();
    while left.peek().is_some() {
        builder.push(segment(left.by_ref().take(a_segment)));
    }
    builder.snapshot()
}
