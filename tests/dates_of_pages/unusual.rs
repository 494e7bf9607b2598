//! Tests for pages with their author, headline or date in an unusual place, and for pages that only seem to be such.

use newsreader::article::ArticleDate;

use super::{HEADLINE, authors, date, page, paragraphs, read, report};

/// Returns a page with this head and this body around a text without names.
fn bare(head: &str, above: &str, below: &str) -> String {
    let text = paragraphs("en").map(|paragraph| format!("<p>{paragraph}</p>")).concat();
    format!(
        "<!DOCTYPE html><html lang=en><head><meta charset=utf-8>{head}</head><body>{above}{text}{below}</body></html>"
    )
}

fn shown(html: &str) -> String {
    html.replace(&paragraphs("en").map(|paragraph| format!("<p>{paragraph}</p>")).concat(), "…")
}

#[test]
fn owners_and_accounts() {
    let head = |head: &str| page("en", head, "", "", "");
    let below = |html: &str| page("en", "", "", html, "");
    let title = "<title>Tolls rise on the old quay</title>";
    let licence = |name: &str| {
        format!(
            "<p>These notes by <a rel='cc:attributionURL' href=/>{name}</a> are licensed under \
             <a rel=license href=https://creativecommons.org/licenses/by/4.0/>a licence</a>.</p>"
        )
    };
    let foot = |head: &str, line: &str| {
        let footer = format!("<footer>{line}</footer>");
        bare(&format!("{title}{head}"), "<h1>Tolls rise on the old quay</h1>", &footer)
    };
    let site = |name: &str| format!("<meta property=og:site_name content='{name}'>");
    let canonical = |host: &str| format!("<link rel=canonical href=https://{host}/tolls>");
    let publisher = |kind: &str| {
        format!(
            "<script type=application/ld+json>{{\"@type\":\"BlogPosting\",\"headline\":\"Tolls rise on the old quay\",\
             \"publisher\":{{\"@type\":{kind},\"name\":\"Nell Harbury\"}}}}</script>"
        )
    };
    let creator = "<meta name=twitter:creator content='@NellHarbury'>";
    let about_the_author = "<h3>About the author</h3><p>Nell Harbury writes about the sea.</p>";
    let rows = [
        // A site of one author.
        (head(&format!("{}{}", site("Dr. Nell Harbury"), canonical("nellharbury.example"))), "inferred: Nell Harbury"),
        (head(&site("Blog von Clara Quill")), "inferred: Clara Quill"),
        // Papers, towns and churches have first names in their names as well.
        (head(&format!("{}{}", site("Christian Harbour"), canonical("christianharbour.example"))), "unknown: "),
        (head(&site("Nell Harbury")), "unknown: "),
        (head(&site("St. Clara Courier")), "unknown: "),
        (head(&site("Harbour Notes")), "unknown: "),
        (head(&site("Nell Harbury Media")), "unknown: "),
        // A copyright line.
        (foot("", "© 2009–2022 by Nell Harbury"), "inferred: Nell Harbury"),
        (foot("", "© 2022 by Clara Quill. All rights reserved."), "inferred: Clara Quill"),
        (foot(&site("Harbour Wire"), "© 2022 by Clara Quill"), "unknown: "),
        (foot("", "© 2022 Clara Quill"), "unknown: "),
        (foot("", "Foto: © Clara Quill / Bildhaus"), "unknown: "),
        (foot("", "© 2022 Harbour Trust"), "unknown: "),
        (head(&publisher("[\"Person\",\"Organization\"]")), "found: Nell Harbury"),
        (
            head(&format!("{}<meta name=author content='Ivo Brandt'>", publisher("\"Organization\""))),
            "given: Ivo Brandt",
        ),
        // User accounts.
        (page("en", creator, "", "", "<p>Nell Harbury</p>"), "inferred: Nell Harbury"),
        (head(creator), "unknown: "),
        (
            page(
                "en",
                &format!("{creator}<meta name=twitter:site content='@NellHarbury'>"),
                "",
                "",
                "<p>Nell Harbury</p>",
            ),
            "unknown: ",
        ),
        (
            page("en", &format!("{creator}{}", site("The Nell Harbury Trust")), "", "", "<p>Nell Harbury</p>"),
            "unknown: ",
        ),
        (head("<meta name=twitter:creator content='@HarbourWire'>"), "unknown: "),
        (below("<p>Posted in Ferries by quill22 on March 9, 2022</p>"), "found: quill22"),
        (below("<p>Posted by quill22 on March 9, 2022</p><p>By Nell Harbury</p>"), "found: Nell Harbury"),
        (below("<p>Published by Reuters on March 9, 2022</p><p>By Nell Harbury</p>"), "found: Nell Harbury"),
        (below("<p>Published by boat on March 9, 2022</p>"), "unknown: "),
        (below("<p>Posted by the quay on March 9, 2022</p>"), "unknown: "),
        // A box about the author. It may be about the author of a book.
        (page("en", "", "", "", about_the_author), "inferred: Nell Harbury"),
        (page("en", "", "", "<p>Posted by quill22 on March 9, 2022</p>", about_the_author), "found: quill22"),
        (foot("", "<aside><h3>About me</h3><p>I’m Clara Quill, a diver.</p></aside>"), "inferred: Clara Quill"),
        (
            page("en", "", "", "<p>By Ivo Brandt</p>", "<h3>About me</h3><p>I’m Clara Quill, a diver.</p>"),
            "found: Ivo Brandt",
        ),
        // Names in a licence, and initials.
        (page("en", "", "", "", &licence("Nell Harbury")), "found: Nell Harbury"),
        (page("en", "", "", "<a rel=author href=/nh>NH</a>", &licence("Nell Harbury")), "given: Nell Harbury"),
        (page("en", "", "", "<a rel=author href=/ib>IB</a>", &licence("Nell Harbury")), "given: IB"),
        // Metadata fields.
        (
            head("<meta property='dc:creator x:creator' content='Nell Harbury'><meta name=author content=Wire>"),
            "given: Nell Harbury",
        ),
        (head("<meta name='Web Author' content='Tom Okoro'>"), "unknown: "),
        (head("<meta name=citation_author content='Lind, Ada van der'>"), "given: Ada van der Lind"),
        (head("<meta name=author content='Our Foreign Staff'>"), "given: Our Foreign Staff"),
        (below("<div class=byline><em>Last Updated:</em> March 9, 2022</div>"), "unknown: "),
        // The card of an organisation, and the page of a user.
        (below("<table class=vcard><tr><td class='fn org'>Port Halden</td></tr></table>"), "unknown: "),
        (
            bare(
                "<title>Nell Harbury wins the race</title>",
                "<h1>Nell Harbury wins the race</h1><a href=/people/nell/>Nell Harbury</a>",
                "",
            ),
            "unknown: ",
        ),
        // A name in the headline is the subject of the text.
        (
            bare(
                "<title>Nell Harbury wins the race</title>",
                "<h1>Nell Harbury wins the race</h1><p><b>Nell Harbury</b></p>",
                "",
            ),
            "unknown: ",
        ),
        (bare("<title>港の朝</title>", "<h1>港の朝の市場</h1><p><b>返信一覧</b></p>", ""), "unknown: "),
    ];
    report(rows.into_iter().map(|(html, expected)| {
        let articles = read("page.html", &html);
        let known = &articles[0].article.authors;
        let names = known.value().map(|names| names.join("|")).unwrap_or_default();
        (shown(&html), format!("{}: {names}", known.how().word()), expected.to_owned())
    }));
}

#[test]
fn titles_of_every_page_are_no_headlines() {
    let titled = |title: &str, above: &str| bare(&format!("<title>{title}</title>"), above, "");
    let first = paragraphs("en")[0];
    let rows = [
        (titled("Untitled Document", "<h2>Tolls rise again</h2>"), "found: Tolls rise again"),
        (titled("Print view", "<p><b>Tolls rise again</b></p>"), "found: Tolls rise again"),
        (titled("Article", "<div class=headline>Tolls rise again</div>"), "found: Tolls rise again"),
        (titled("Home", "<h1>Home</h1><h3>Tolls rise again</h3>"), "found: Tolls rise again"),
        (titled("Startseite", "<font size='+2'>Tolls rise again</font><br>"), "found: Tolls rise again"),
        (titled("Article", "<h1>Tolls</h1>"), "found: Tolls"),
        (
            bare(
                "<title>Harbour Courier</title><meta property=og:site_name content='The Harbour Courier'>",
                "<h2>Tolls rise again</h2>",
                "",
            ),
            "found: Tolls rise again",
        ),
        (
            bare("<title>Home</title><meta property=og:title content='Tolls rise again'>", "", ""),
            "given: Tolls rise again",
        ),
        (titled("Tolls rise again", "<h2>What it costs</h2>"), "given: Tolls rise again"),
        // A byline, a date, a teaser and a part of the text are no headlines.
        (titled("Untitled", "<p><b>By Nell Harbury</b></p><h2><a href=/b>Geese again</a></h2>"), "inferred: "),
        (titled("Untitled", ""), "inferred: "),
        // Notices for the readers of the page.
        (
            titled("Story", "<h2>Subscribe to our letter</h2><div class=headline>Tolls rise again</div>"),
            "found: Tolls rise again",
        ),
        (
            titled(
                "Story",
                "<div id=cookie-banner role=dialog><h2>We value your privacy</h2></div><h2>Tolls rise again</h2>",
            ),
            "found: Tolls rise again",
        ),
        (titled("Story", "<h3>Cookies on this site</h3><p><b>Tolls rise again</b></p>"), "found: Tolls rise again"),
        (titled("Story", "<p><b>Please note</b></p><p><b>Tolls rise again</b></p>"), "found: Tolls rise again"),
        (titled("Print view | Courier", "<h1>Print view</h1><h2>Tolls rise again</h2>"), "found: Tolls rise again"),
        // The entry about homes in a lexicon.
        (titled("Home - Lexicon of the Coast", "<h1>Home</h1>"), "given: Home"),
        // The same title on every page of a site.
        (
            bare(
                "<title>Tolls rise again today</title><meta property=og:title content='Harbour News - Latest'>",
                "<h1>Tolls rise again today</h1>",
                "",
            ),
            "given: Tolls rise again today",
        ),
        // The name of a section as title and headline, and the true headline in a field.
        (
            bare(
                "<title>Opinion</title><meta property=og:title content='We must mend the quay before the storm'>",
                "<h1>Opinion</h1>",
                "",
            ),
            "given: We must mend the quay before the storm",
        ),
        // A description in the data is no headline if title and headline agree on another one.
        (
            bare(
                "<title>Halden - Harbour Lexicon</title><script type=application/ld+json>{\"@type\":\"Article\",\
                 \"name\":\"Halden\",\"headline\":\"town on the northern coast\"}</script>",
                "<h1>Halden</h1>",
                "",
            ),
            "given: Halden",
        ),
    ];
    report(rows.into_iter().map(|(html, expected)| {
        let articles = read("page.html", &html);
        let title = &articles[0].article.title;
        let text = title.value().map_or("", |title| title);
        let is_of_text = first.starts_with(text.trim_end_matches('…').trim_end());
        let text = if title.how().word() == "inferred" && is_of_text { "" } else { text };
        (shown(&html), format!("{}: {text}", title.how().word()), expected.to_owned())
    }));
}

#[test]
fn dates_of_products_and_of_either_order() {
    let article = |below: &str| page("en", "", "", below, "");
    let linked =
        |path: &str| page("en", &format!("<link rel=canonical href=https://wire.example/{path}/tolls>"), "", "", "");
    let rows = [
        (article("<div class=details>Released 9 March 2012</div>"), ""),
        (article("<p>Released on 9 March 2012 by Quill Records</p>"), ""),
        (page("de", "", "", "<div class=info>Erschienen am 9. März 2012 bei Quill</div>", ""), ""),
        (page("de", "", "", "<p>Erschienen am 9. März 2022</p>", ""), "2022-03-09"),
        (article("<div class=info>9 March 2022</div>"), "2022-03-09"),
        (article("<div class=info>The race of 9 March 2012 in pictures</div>"), ""),
        (article("<div>Ferries <span class=info>9 March 2022</span> for all</div>"), "2022-03-09"),
        (article("<div class=post-info>Ferries 9 March 2022</div>"), "2022-03-09"),
        (page("de", "", "", "<p>8.5.12</p>", ""), "2012-05-08"),
        (page("de", "", "", "", "<p>8.5.12</p>"), ""),
        (article("<p>8.5.12</p>"), ""),
        (article("<p>08.05.12</p>"), "2012-05-08"),
        // One of several dates in a list of events.
        (
            article(
                "<p>March 9, 1989 -- The tram fell from the bridge.</p><p>May 3, 1990 -- The tram burned on the quay.</p>",
            ),
            "",
        ),
        (article("<div class=history-info>The race of 9 March 2012 in pictures</div>"), ""),
        (article("<p>Released: March 9, 2022</p>"), "2022-03-09"),
        (article("<p>Releases | March 9, 2022</p>"), "2022-03-09"),
        (page("de", "", "", "<p>Veröffentlicht am 9. März 2022 bei netzpost.example</p>", ""), "2022-03-09"),
        (article("<p>2.1.7</p>"), ""),
        // If both numbers are at most twelve, either may be the month.
        (linked("03-04-2022"), "2022-03-04/2022-04-03"),
        (linked("29-04-2022"), "2022-04-29"),
        (linked("04-04-2022"), "2022-04-04"),
        (
            page(
                "en",
                "<link rel=canonical href=https://wire.example/03-04-2022/tolls>",
                "",
                "<p>April 3, 2022</p>",
                "",
            ),
            "2022-04-03",
        ),
    ];
    report(rows.into_iter().map(|(html, expected)| (shown(&html), date("page.html", &html), expected.to_owned())));
}

#[test]
fn a_day_before_the_first_sentence_is_inferred() {
    let html = page("en", "", "", "<p>March 9, 2022 -- The tram is back on its bridge, and so is its driver.</p>", "");
    let text =
        format!("The tram\n\nMarch 9, 2022 -- The tram is back on its bridge.\n\n{}", paragraphs("en").join("\n\n"));
    for (name, text) in [("page.html", &html), ("tram.txt", &text)] {
        let articles = read(name, text);
        let date = &articles[0].article.date;
        assert_eq!(
            (date.how().word(), date.value().map(ArticleDate::iso).as_deref()),
            ("inferred", Some("2022-03-09")),
            "{name}"
        );
    }
    let years = text.replace("\n\nMarch", "\n\nMarch 1, 1989 -- The tram fell from its bridge.\n\nMarch");
    assert_eq!(date("tram.txt", &years), "");
}

#[test]
fn a_video_in_an_article_has_its_own_author_and_day() {
    let data = |kind: &str, name: &str| {
        format!(
            "<script type=application/ld+json>{{\"@type\":\"{kind}\",\"name\":\"{name}\",\
             \"uploadDate\":\"2001-06-12\",\"author\":{{\"name\":\"Una Cask\"}}}}</script>"
        )
    };
    let byline = "<p>By Nell Harbury</p>";
    let rows = [
        (data("VideoObject", "Gulls in the rain"), "Nell Harbury, "),
        (data("Event", "A fair on the quay"), "Nell Harbury, "),
        (data("VideoObject", HEADLINE), "Una Cask, 2001-06-12"),
    ];
    report(rows.map(|(data, expected)| {
        let html = page("en", &data, "", byline, "");
        (data, format!("{}, {}", authors(&html), date("page.html", &html)), expected.to_owned())
    }));
}

#[test]
fn a_day_in_numbers_is_inferred_where_no_country_tells_their_order() {
    let how = |html: &str| {
        let articles = read("page.html", html);
        let date = &articles[0].article.date;
        format!("{} {}", date.how().word(), date.value().map(ArticleDate::iso).unwrap_or_default())
    };
    let host = |host: &str| format!("<link rel=canonical href=https://{host}/tolls>");
    let attribute = "<time datetime=2022-03-04>03/04/2022</time>";
    let rows = [
        (page("en", "", "", "<p class=date>03/04/2022</p>", ""), "inferred 2022-03-04"),
        (page("en", &host("wire.com"), "", "<p>03/04/2022</p>", ""), "inferred 2022-03-04"),
        (page("en", &host("wire.co.uk"), "", "<p class=date>03/04/2022</p>", ""), "found 2022-04-03"),
        (page("en-US", "", "", "<p class=date>03/04/2022</p>", ""), "found 2022-03-04"),
        (page("en", "", "", "<p class=date>03/14/2022</p>", ""), "found 2022-03-14"),
        (page("en", "", "", attribute, ""), "found 2022-03-04"),
        (page("en", "", "", "<p class=date>March 4, 2022</p>", ""), "found 2022-03-04"),
    ];
    report(rows.map(|(html, expected)| (shown(&html), how(&html), expected.to_owned())));
}

#[test]
fn data_with_signs_of_tags_do_not_make_a_page_bare() {
    let data = "a <3 b \\\"c\\\" d=e ".repeat(2000);
    let html = page(
        "en",
        &format!(
            "<meta name=author content='Nell Harbury'><script type=application/ld+json>{{\"@type\":\"NewsArticle\",\
             \"headline\":\"{HEADLINE}\",\"datePublished\":\"2022-03-09\",\"description\":\"{data}\"}}</script>"
        ),
        "",
        "",
        "",
    );
    assert_eq!((authors(&html).as_str(), date("page.html", &html).as_str()), ("Nell Harbury", "2022-03-09"));
}
