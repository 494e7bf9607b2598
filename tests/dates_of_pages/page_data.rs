//! Tests for the data of a page against its visible text. A page may be older than its article, and its scripts may
//! have dates of other articles.

use super::{date, page, report};

const DAY: &str = "2021-05-03";

const PARAGRAPH: &str = "The night ferry to the islands stayed in port for the fourth evening in a row, and the office of \
                         the harbour says that it has no other boat. Tolls rise again in spring.";

fn data(json: &str) -> String {
    format!("<script type='application/ld+json'>{json}</script>")
}

/// Checks rows of a head, a part below the headline, an end, and the expected date of the page.
fn check(rows: &[(&str, &str, &str, &str)]) {
    report(rows.iter().map(|(head, below, end, expected)| {
        let html = page("en", head, "", below, end);
        (format!("{head} {below} {end}"), date("page.html", &html), (*expected).to_owned())
    }));
}

#[test]
fn the_page_may_be_older_than_its_article() {
    let of_page = data("{'@type':'WebPage','datePublished':'2011-02-01T10:00:00+00:00'}".replace('\'', "\"").as_str());
    let with_change = of_page.replace("2011-02-01", DAY).replace('}', ",\"dateModified\":\"2022-06-07\"}");
    let of_site = of_page.replace("\"datePub", "\"url\":\"https://wire.example/\",\"datePub");
    let of_owner = of_page.replace("WebPage", "Organization");
    let of_article = of_page.replace("WebPage", "NewsArticle");
    let address = format!("{of_page}<link rel=canonical href='https://wire.example/2021/05/03/tolls'>");
    check(&[
        (&of_page, "<time datetime=2021-05-03>May 3, 2021</time>", "", DAY),
        (&of_page, "<p>By Nell Quay | 3 May 2021</p>", "", DAY),
        (&address, "", "", DAY),
        (&of_page, "", "", "2011-02-01"),
        (&of_page.replace("2011-02-01", "2021-05-04"), "<p>By Nell Quay | 3 May 2021</p>", "", DAY),
        (&with_change, "<p class=date>7 June 2022</p>", "", DAY),
        (&of_article, "<time datetime=2021-05-03>May 3, 2021</time>", "", "2011-02-01"),
        (&of_site, "", "", ""),
        (&of_owner, "", "", ""),
    ]);
}

#[test]
fn a_change_of_the_page_is_none_of_its_article() {
    let rows = [
        "<p>© Harbour Wire. All rights reserved. This page was last updated on 3 May 2021.</p>",
        "<p>Copyright 2021 Harbour Wire. Page last modified: 3 May 2021</p>",
        "<p><small>© Harbour Wire. Last updated on <time datetime=2021-05-03>3 May 2021</time>.</small></p>",
        "<p>© Harbour Wire</p><p>This page was last updated on 3 May 2021</p>",
        "<p>© Le Quai. Tous droits réservés. Dernière mise à jour : 3 mai 2021</p>",
    ];
    check(&rows.map(|end| ("", "", end, "")));
    check(&rows.map(|end| ("", "<p>1 August 2019</p>", end, "2019-08-01")));
    check(&rows.map(|below| ("", below, "", "")));
    // A line about the article's subject may contain the word "copyright".
    let about = ["The copyright bill is back", "Section 5(c) of the act on harbours", "A copyrighted map"];
    let below = about.map(|line| format!("<p>{line}</p><p>Last updated: 3 May 2021</p>"));
    report(below.map(|below| (below.clone(), date("page.html", &page("en", "", "", &below, "")), DAY.to_owned())));
    let texts = [("© Harbour Wire", ""), ("The copyright bill is back", DAY)];
    report(texts.map(|(line, expected)| {
        let text = format!("Tolls rise again\n\n{line}\nThis page was last updated on 3 May 2021\n\n{PARAGRAPH}");
        (text.clone(), date("tolls.txt", &text), expected.to_owned())
    }));
}

#[test]
fn a_bare_day_of_universal_time_is_that_of_the_outlet() {
    let seen = "<span class=publish-date>on <time pubdate datetime='2021-05-03 20:08:00-0400'>May 3</time></span>";
    check(&[
        ("<meta name=sailthru.date content=2021-05-04>", seen, "", DAY),
        ("<meta name=sailthru.date content=2021-05-06>", seen, "", "2021-05-06"),
    ]);
}

#[test]
fn scripts_titles_and_changes() {
    let own = "<script>x={'article':{'title':'HEADLINE','publishedAt':'2021-05-03','related':[{'title':'School of \
               Upper Weir gets a new roof','publishedAt':'2021-05-03'}]}}</script>";
    let own = own.replace("HEADLINE", super::HEADLINE).replace('\'', "\"");
    let related = data(
        "{\"@type\":\"NewsArticle\",\"headline\":\"School of Upper Weir gets a new roof\",\
         \"url\":\"https://wire.example/school\",\"datePublished\":\"2021-05-03\"}",
    );
    let related = format!("<link rel=canonical href='https://wire.example/tolls'>{related}");
    let others = own.replace(super::HEADLINE, "Rowers win again");
    let for_element = "<em id=publish_time></em><script>var n=\"1620036000\",s=\"2021-05-03\";\
                       e(n,s,document.getElementById(\"publish_time\"))</script>";
    check(&[
        (&related, "", &own, DAY),
        (&related, "", &others, ""),
        ("", "", "<script>x={\"pubtime\":\"2021-05-03 10:12:13\"}</script>", DAY),
        ("", "", for_element, DAY),
        ("<meta itemprop=dateUpdate content='2021-05-03 12:00:57'>", "", "", DAY),
        ("<link rel=canonical href='https://wire.example/2021/politics/05/03/tolls/index.html'>", "", "", DAY),
        ("<meta property=og:image content='https://cdn.example/2021/05/03/quay.jpg'>", "", "", ""),
    ]);
    let titled = page("es", "", "", "", "").replace("</title>", " - 03.05.2021 - El Muelle</title>");
    assert_eq!(date("page.html", &titled), DAY);
}
