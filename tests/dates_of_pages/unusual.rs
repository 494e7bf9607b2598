//! Pages that name their author, their headline or their day in an unusual place, and those that only seem to.

use super::{HEADLINE, authors, date, page, paragraphs, read, report};

/// A page with this head and this body, and a text that names nobody.
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
    let rows = [
        // A site of one's own.
        (head("<meta property=og:site_name content='Dr. Nell Harbury'>"), "Nell Harbury"),
        (head("<meta property=og:site_name content='Blog von Clara Quill'>"), "Clara Quill"),
        (head("<meta property=og:site_name content='Harbour Notes'>"), ""),
        (head("<meta property=og:site_name content='Nell Harbury Media'>"), ""),
        (
            bare(title, "<h1>Tolls rise on the old quay</h1>", "<footer>© 2009–2022 by Nell Harbury</footer>"),
            "Nell Harbury",
        ),
        (
            bare(
                title,
                "<h1>Tolls rise on the old quay</h1>",
                "<footer>© 2022 Clara Quill. All rights reserved.</footer>",
            ),
            "Clara Quill",
        ),
        (bare(title, "<h1>Tolls rise on the old quay</h1>", "<footer>© 2022 Harbour Trust</footer>"), ""),
        (
            head(
                "<script type=application/ld+json>{\"@type\":\"BlogPosting\",\"headline\":\"Tolls rise on the old quay\",\
                 \"publisher\":{\"@type\":[\"Person\",\"Organization\"],\"name\":\"Nell Harbury\"}}</script>",
            ),
            "Nell Harbury",
        ),
        (
            head(
                "<script type=application/ld+json>{\"@type\":\"BlogPosting\",\"headline\":\"Tolls rise on the old quay\",\
                 \"publisher\":{\"@type\":\"Organization\",\"name\":\"Nell Harbury\"}}</script><meta name=author content='Ivo Brandt'>",
            ),
            "Ivo Brandt",
        ),
        // Accounts.
        (head("<meta name=twitter:creator content='@NellHarbury'>"), "Nell Harbury"),
        (head("<meta name=twitter:creator content='@HarbourWire'>"), ""),
        (below("<p>Posted in Ferries by quill22 on March 9, 2022</p>"), "quill22"),
        (below("<p>Posted by the quay on March 9, 2022</p>"), ""),
        // Boxes about the author.
        (page("en", "", "", "", "<h3>About the author</h3><p>Nell Harbury writes about the sea.</p>"), "Nell Harbury"),
        (
            bare(
                title,
                "<h1>Tolls rise on the old quay</h1>",
                "<aside><h3>About me</h3><p>I’m Clara Quill, a diver.</p></aside>",
            ),
            "Clara Quill",
        ),
        (page("en", "", "", "<p>By Ivo Brandt</p>", "<h3>About me</h3><p>I’m Clara Quill, a diver.</p>"), "Ivo Brandt"),
        // Names in a licence, and initials.
        (page("en", "", "", "", &licence("Nell Harbury")), "Nell Harbury"),
        (page("en", "", "", "<a rel=author href=/nh>NH</a>", &licence("Nell Harbury")), "Nell Harbury"),
        (page("en", "", "", "<a rel=author href=/ib>IB</a>", &licence("Nell Harbury")), "IB"),
        // Fields.
        (
            head("<meta property='dc:creator x:creator' content='Nell Harbury'><meta name=author content=Wire>"),
            "Nell Harbury",
        ),
        (head("<meta name=citation_author content='Lind, Ada van der'>"), "Ada van der Lind"),
        (head("<meta name=author content='Our Foreign Staff'>"), "Our Foreign Staff"),
        (below("<div class=byline><em>Last Updated:</em> March 9, 2022</div>"), ""),
        // A card of an organisation, and a page of somebody.
        (below("<table class=vcard><tr><td class='fn org'>Port Halden</td></tr></table>"), ""),
        (
            bare(
                "<title>Nell Harbury wins the race</title>",
                "<h1>Nell Harbury wins the race</h1><a href=/people/nell/>Nell Harbury</a>",
                "",
            ),
            "",
        ),
        // Whom the headline names is whom the text is about.
        (
            bare(
                "<title>Nell Harbury wins the race</title>",
                "<h1>Nell Harbury wins the race</h1><p><b>Nell Harbury</b></p>",
                "",
            ),
            "",
        ),
        (bare("<title>港の朝</title>", "<h1>港の朝の市場</h1><p><b>返信一覧</b></p>", ""), ""),
    ];
    report(rows.into_iter().map(|(html, expected)| (shown(&html), authors(&html), expected.to_owned())));
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
        // A byline, a date, a teaser and the rest of the text are no headlines.
        (titled("Untitled", "<p><b>By Nell Harbury</b></p><h2><a href=/b>Geese again</a></h2>"), "inferred: "),
        (titled("Untitled", ""), "inferred: "),
        (titled("Print view | Courier", "<h1>Print view</h1><h2>Tolls rise again</h2>"), "found: Tolls rise again"),
        // The entry of a lexicon about homes.
        (titled("Home - Lexicon of the Coast", "<h1>Home</h1>"), "given: Home"),
        // The same title on every page of a site.
        (
            bare(
                "<title>Tolls rise again</title><meta property=og:title content='Harbour News - Latest'>",
                "<h1>Tolls rise again</h1>",
                "",
            ),
            "given: Tolls rise again",
        ),
        // A description in the data is no headline where title and headline agree on another.
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
        (article("<p>2.1.7</p>"), ""),
        // Two numbers up to twelve can be either.
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
