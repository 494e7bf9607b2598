//! Tests for dates and authors outside the text, which only an attribute, microdata or a label assigns to the article.

use super::{HEADLINE, authors, date, page, paragraphs, report};

/// Returns an article with its microdata, and `end` after its text.
fn item(kind: &str, end: &str) -> String {
    let text = paragraphs("en").iter().map(|paragraph| format!("<p>{paragraph}</p>")).collect::<Vec<_>>().concat();
    format!(
        "<html><head><title>{HEADLINE}</title></head><body><div itemscope itemtype=\"https://schema.org/{kind}\">\
         <h2 itemprop=headline>{HEADLINE}</h2>{text}{end}</div></body></html>"
    )
}

#[test]
fn dates_beside_the_text() {
    let of_item = "<aside><time itemprop=datePublished datetime=2022-03-09>9 March</time></aside>";
    let of_comment = "<aside itemscope itemtype=https://schema.org/Comment>\
                      <time itemprop=datePublished datetime=2022-03-09>9 March</time></aside>";
    let untyped = |title: &str| {
        format!(
            "<script type=application/ld+json>{{\"@context\":\"https://data.example/a.jsonld\",\"title\":\"{title}\",\
             \"pubDate\":\"2022-03-09T11:10:52\"}}</script>"
        )
    };
    let other = "Gulls steal lunch from pupils at Weir school";
    let counted = |count: &str| format!("<div><p>9 March 2022</p><h5><a href=/talk>{count}</a></h5></div>");
    report(
        [
            ("own item", date("a.html", &item("BlogPosting", of_item)), "2022-03-09".to_owned()),
            ("own item", date("a.html", &item("NewsArticle", of_item)), "2022-03-09".to_owned()),
            ("comment", date("a.html", &item("NewsArticle", of_comment)), String::new()),
            ("data", date("a.html", &page("en", &untyped(HEADLINE), "", "", "")), "2022-03-09".to_owned()),
            ("data", date("a.html", &page("zh", &untyped(HEADLINE), "", "", "")), "2022-03-09".to_owned()),
            ("data of another", date("a.html", &page("en", &untyped(other), "", "", "")), String::new()),
            (
                "name with a blank",
                date("a.html", &page("zh", "<meta name='og:time ' content='2022-03-09 18:13:22'>", "", "", "")),
                "2022-03-09".to_owned(),
            ),
            (
                "year in the attribute",
                date(
                    "a.html",
                    &page("en", "", "", "<div class=timestamp title=2022-03-09T1603Z>Mar 9, 4:03 PM</div>", ""),
                ),
                "2022-03-09".to_owned(),
            ),
            (
                "year in the attribute",
                date("a.html", &page("de", "", "", "<span class=datum title=20220309T160300Z>9. März</span>", "")),
                "2022-03-09".to_owned(),
            ),
            ("count", date("a.html", &page("en", "", "", &counted("12 Comments"), "")), "2022-03-09".to_owned()),
            ("count", date("a.html", &page("zh", "", "", &counted("57人参与"), "")), "2022-03-09".to_owned()),
            ("headline", date("a.html", &page("en", "", "", &counted(other), "")), String::new()),
        ]
        .map(|(what, found, expected)| (what.to_owned(), found, expected)),
    );
}

#[test]
fn authors_beside_the_text() {
    let below = |html: &str| page("zh", "", "", html, "");
    let of_item = "<aside><span itemprop=author itemscope itemtype=https://schema.org/Person>\
                   <b itemprop=name>Nell Harbury</b></span></aside>";
    let outlet = "<meta name=author content=海港时报网><p>来源：海港时报网 作者：林子佩</p>";
    report(
        [
            (item("BlogPosting", of_item), "Nell Harbury"),
            (below("<p class=authorized>我已授权</p>"), ""),
            (page("en", "", "", "<p class=author-authority>Harbour Authority</p>", ""), ""),
            (below("<p>作者：未知 责任编辑：苏芳</p>"), ""),
            (below("<p>作者：林子佩 责任编辑：苏芳</p>"), "林子佩"),
            (below(outlet), "林子佩"),
            (below("<p><span>来源：海港时报网</span><span>作者：林子佩</span></p>"), "林子佩"),
            (page("en", "<meta name=author content=name>", "", "", ""), ""),
            (page("en", "", "", "<p>Nell Harbury | Port Halden | 9 March 2022</p>", ""), "Nell Harbury"),
            (page("de", "", "", "<p>Clara Quill · 09.03.2022</p>", ""), "Clara Quill"),
        ]
        .map(|(html, expected)| (html.clone(), authors(&html), expected.to_owned())),
    );
}
