//! Tests for pages and texts with dates of something else: another article, the day of saving, today, an event.

use newsreader::article::ArticleDate;

use super::{HEADLINE, page, paragraphs, read, report};

/// Returns the date of the only article of a file, and how it is known.
fn dated(name: &str, text: &str) -> String {
    let articles = read(name, text);
    let [read] = articles.as_slice() else { return format!("{} articles", articles.len()) };
    let date = &read.article.date;
    format!("{} {}", date.value().map(ArticleDate::iso).unwrap_or_default(), date.how().word()).trim().to_owned()
}

fn check(rows: &[(&str, String, &str)]) {
    report(rows.iter().map(|(name, text, expected)| {
        let what = text.replace(&paragraphs("en").join("</p><p>"), "…").replace(&paragraphs("de").join("</p><p>"), "…");
        (format!("{name}: {what}"), dated(name, text), (*expected).to_owned())
    }));
}

/// Returns the JSON-LD of an article.
fn data(headline: &str, day: &str, more: &str) -> String {
    format!(
        "<script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"headline\":\"{headline}\",\
         \"datePublished\":\"{day}\",\"author\":{{\"@type\":\"Person\",\"name\":\"Ivo Brandt\"}}{more}}}</script>"
    )
}

#[test]
fn data_of_another_article() {
    const OTHER: &str = "Gulls steal lunch from pupils at Weir school";
    let own = "<link rel=canonical href=https://wire.example/local/tolls-quay>";
    let of = |head: &str, below: &str| page("en", head, "", below, "");
    let listed = format!(
        "<script type=application/ld+json>{{\"@type\":\"ItemList\",\"itemListElement\":[{{\"@type\":\"ListItem\",\"item\":\
         {{\"@type\":\"NewsArticle\",\"headline\":\"{OTHER}\",\"datePublished\":\"2019-05-06\"}}}}]}}</script>"
    );
    let graph = format!(
        "<script type=application/ld+json>{{\"@graph\":[{{\"@type\":\"Article\",\"headline\":\"{OTHER}\",\"datePublished\":\
         \"2019-05-06\"}},{{\"@type\":\"WebPage\",\"url\":\"https://wire.example/local/tolls-quay\",\"datePublished\":\
         \"2022-03-09\"}}]}}</script>"
    );
    let german = page(
        "de",
        &data("Schüler in Weir verlieren ihr Pausenbrot an Möwen", "2019-05-06", ""),
        "",
        "<p>9. März 2022</p>",
        "",
    );
    let link = "<aside><a href=/weir>Gulls steal lunch from pupils at Weir school</a></aside>";
    check(&[
        ("a.html", of(&data(OTHER, "2019-05-06", ""), ""), "unknown"),
        ("a.html", of(&data(OTHER, "2019-05-06", ""), "<p>March 9, 2022</p>"), "2022-03-09 found"),
        ("a.html", german, "2022-03-09 found"),
        ("a.html", page("en", &data(OTHER, "2019-05-06", ""), "", "", link), "unknown"),
        ("a.html", of(&listed, ""), "unknown"),
        ("a.html", of(&format!("{own}{graph}"), ""), "2022-03-09 given"),
        (
            "a.html",
            of(&format!("{own}{}", data(OTHER, "2019-05-06", ",\"url\":\"https://wire.example/gulls\"")), ""),
            "unknown",
        ),
        // A headline that differs only a little is that of the page.
        (
            "a.html",
            of(&data("Harbour: Tolls &amp; fees rise on the old quay", "2022-03-09", ""), ""),
            "2022-03-09 given",
        ),
        ("a.html", of(&data("Tolls rise on the old…", "2022-03-09", ""), ""), "2022-03-09 given"),
        ("a.html", of(&data(&format!("{HEADLINE} | Wire"), "2022-03-09", ""), ""), "2022-03-09 given"),
        (
            "a.html",
            of(
                &format!(
                    "{own}{}",
                    data(
                        "Masters must pay more, says harbour board",
                        "2022-03-09",
                        ",\"mainEntityOfPage\":{\"@id\":\"https://m.wire.example/local/tolls-quay/\"}"
                    )
                ),
                "",
            ),
            "2022-03-09 given",
        ),
        ("a.html", of(&data("Wire", "2022-03-09", ""), ""), "2022-03-09 given"),
    ]);
    let authors = |html: &str| {
        let articles = read("a.html", html);
        articles[0].article.authors.value().map(|names| names.join("|")).unwrap_or_default()
    };
    assert_eq!(authors(&of(&data(OTHER, "2019-05-06", ""), "")), "");
    assert_eq!(authors(&of(&data(OTHER, "2019-05-06", ""), "<p>By Nell Harbury</p>")), "Nell Harbury");
}

#[test]
fn moments_of_archives() {
    let copy = "<link rel=canonical href=https://web.archive.org/web/20230913101112/https://wire.example/tolls>";
    let of = |head: &str, above: &str, below: &str| page("en", head, above, below, "");
    let stamp = |name: &str, content: &str| format!("<meta property='article:{name}' content='{content}'>");
    let bar = "<div id=HEADER><form action=https://archive.ph/submit/>Saved from <input value=x></form>\
               <div>13 Sep 2023 10:11:12 UTC</div></div>";
    let saved = stamp("published_time", "2023-09-13T10:11:12Z");
    check(&[
        ("a.html", of(&format!("{copy}{saved}"), "", ""), "unknown"),
        ("a.html", of(&format!("{copy}{saved}"), "", "<p>March 9, 2022</p>"), "2022-03-09 found"),
        ("a.html", of(&format!("{copy}{}", stamp("modified_time", "2023-09-13T12:11:40+02:00")), "", ""), "unknown"),
        ("a.html", of(&saved, bar, ""), "unknown"),
        ("a.html", format!("<!-- saved from url=(0024)https://archive.today/Zq1 -->{}", of(&saved, "", "")), "unknown"),
        ("a.html", of(&format!("{copy}{}", data(HEADLINE, "2023-09-13T10:11:12Z", "")), "", ""), "unknown"),
        // Published some hours before the page was saved, and published long before.
        (
            "a.html",
            of(&format!("{copy}{}", stamp("published_time", "2023-09-13T06:00:00Z")), "", ""),
            "2023-09-13 given",
        ),
        ("a.html", of(&format!("{copy}{}", stamp("published_time", "2022-03-09")), "", ""), "2022-03-09 given"),
        ("a.html", of(&format!("{copy}{}", stamp("published_time", "2023-09-13")), "", ""), "2023-09-13 inferred"),
        (
            "a.html",
            of(&format!("{copy}{}", stamp("published_time", "2023-09-13")), "", "<p>March 9, 2022</p>"),
            "2022-03-09 found",
        ),
    ]);
}

#[test]
fn dates_of_teasers() {
    let teasers = [
        "<div><a href=/g>Gulls steal lunch from pupils</a> <time datetime=2019-05-06>6 May 2019</time></div>",
        "<a href=/g><p>Gulls steal lunch from pupils</p><span class=date>6 May 2019</span></a>",
        "<div class=card><p><a href=/g>Gulls steal lunch from pupils</a></p><p>6 May 2019</p></div>",
        "<div class=card><time datetime=2019-05-06></time><span class=date>6 May 2019</span><p><a href=/g>Gulls steal lunch from pupils</a></p></div>",
        "<h3>Gulls steal lunch from pupils</h3><time datetime=2019-05-06>6 May 2019</time><p>They wait. <a href=/g>More</a></p>",
        "<div><h4>Gulls steal lunch from pupils</h4><p>Town</p><p class=date>6 May 2019</p></div>",
    ];
    let mut rows = Vec::new();
    for teaser in teasers {
        rows.push(("behind.html", page("en", "", "", "", teaser), "unknown"));
        rows.push(("behind.html", page("de", "", "", "", &format!("<h3>Mehr</h3>{teaser}{teaser}")), "unknown"));
        rows.push(("above.html", page("en", "", teaser, "", ""), "unknown"));
        let line = "<p class=date>9 March 2022</p>";
        rows.push(("both.html", page("en", "", teaser, line, teaser), "2022-03-09 found"));
        rows.push(("end.html", page("en", "", "", "", &format!("{line}<h3>Related</h3>{teaser}")), "2022-03-09 found"));
    }
    // Lines of the article itself.
    let own = [
        "<p><time>9 March 2022</time> in <a rel='category tag' href=/c>News of the old harbour</a></p>",
        "<footer><p>9 March 2022</p><ul><li><a href=/a>Gulls steal lunch from pupils</a></li><li><a href=/b>A school in Weir gets a roof</a></li></ul></footer>",
        "<p><a href=/n>Nell Harbury</a></p><p>9 March 2022</p>",
        "<p>This entry was posted on Wednesday, March 9th, 2022 at 10:15 am and is filed under <a href=/n>News</a>. You can follow any answers to this entry through the <a href=/feed>feed of this old quay</a>. Both comments and pings are closed.</p>",
        "<ul><li>Published 9 March 2022</li><li><a href=/c>News from all along the coast</a></li></ul>",
        "<div><time>9 March 2022</time> <a href='https://social.example/share?u=a'>Share this article with friends</a></div>",
        "<div class=byline><a href=/p/7>Nell Harbury in Weir by the sea</a> <time>9 March 2022</time></div>",
    ];
    let footer = "<div>Posted by <a rel=author href=/n>Nell</a> at <a href=/2022/03/tolls><abbr class=published \
                  title=2022-03-09T10:15:00+01:00>10:15</abbr></a> <a href=/l>Links to this post here</a></div>";
    rows.push(("own.html", page("en", "", "", "", footer), "2022-03-09 given"));
    let lead = format!("<p>{}</p>", paragraphs("en")[1]);
    let below_lead = format!("{lead}<div><a href=/x>Wire staff and other agencies</a> <time>9 March 2022</time></div>");
    rows.push(("own.html", page("en", "", "", &below_lead, ""), "2022-03-09 found"));
    let with_history = "<div><i>Created <time pubdate datetime=2022-03-09>at noon</time></i><p><a href=/history>Edited \
                        <time datetime=2022-03-10>at 10 in the morning</time></a></p></div>";
    rows.push(("own.html", page("en", "", "", "", with_history), "2022-03-09 given"));
    rows.extend(own.map(|line| ("own.html", page("en", "", "", "", line), "2022-03-09 found")));
    check(&rows);
}

#[test]
fn lines_of_today_and_of_events() {
    let text = |line: &str| {
        let [first, rest @ ..] = paragraphs("en");
        format!("{HEADLINE}\n\n{first}\n\n{line}\n\n{}\n", rest.join("\n\n"))
    };
    let mut rows = Vec::new();
    for line in ["Wednesday, 9 March 2022 | 12 °C", "Quayside 7° Wednesday, 9 March 2022", "54°F · March 9, 2022"] {
        rows.push(("above.html", page("en", "", &format!("<div>{line}</div>"), "", ""), "unknown"));
        rows.push(("above.txt", format!("{line}\n\n{HEADLINE}\n\n{}\n", paragraphs("en").join("\n\n")), "unknown"));
    }
    let split = "<div>Mittwoch, 9. März 2022</div><div>-3 °C</div>";
    rows.push(("above.html", page("de", "", split, "", ""), "unknown"));
    for event in [
        "Wednesday, 9 March 2022, Corn Hall",
        "The Pilots, Gull Theatre, 9 March 2022",
        "Mittwoch, 9. März 2022, Stadthalle Weir",
    ] {
        rows.push(("event.html", page("en", "", "", &format!("<p>{event}</p>"), ""), "unknown"));
        rows.push(("event.txt", text(event), "unknown"));
    }
    rows.push(("event.html", page("en", "", "", "<p>9 March 2022</p><p>Venue: the net loft</p>", ""), "unknown"));
    rows.push(("event.html", page("de", "", "", "<p>Eintritt: frei</p><p>9. März 2022</p>", ""), "unknown"));
    // The first day of a month, and a name.
    rows.push(("own.html", page("it", "", "", "<p>1° marzo 2022</p>", ""), "2022-03-01 found"));
    rows.push(("own.html", page("en", "", "", "<p>Nell Hall, 9 March 2022</p>", ""), "2022-03-09 found"));
    check(&rows);
}

#[test]
fn days_in_numbers_that_something_decides() {
    let text = |line: &str, end: &str| format!("{HEADLINE}\n\n{line}\n\n{}\n\n{end}\n", paragraphs("en").join("\n\n"));
    let of = |below: &str, end: &str| page("en", "", "", below, end);
    check(&[
        // The weekday decides.
        ("a.html", of("<p>Saturday, 04/05/2013</p>", ""), "2013-05-04 found"),
        ("a.html", of("<p>Friday, 04/05/2013</p>", ""), "2013-04-05 found"),
        ("a.html", page("en-us", "", "", "<p>Sat 04/05/2013 10:15</p>", ""), "2013-05-04 found"),
        ("a.txt", text("Fri, 04/05/2013", ""), "2013-04-05 found"),
        (
            "a.md",
            format!("---\ndate: Saturday 04/05/2013\n---\n\n{}", paragraphs("en").join("\n\n")),
            "2013-05-04 given",
        ),
        (
            "a.eml",
            format!("From: nell@wire.example\nDate: Sat, 04/05/2013 10:15\n\n{}", paragraphs("en")[0]),
            "2013-05-04 given",
        ),
        // Other dates of the page decide.
        ("a.html", of("<p>04/05/2013</p>", "<p>Corrected on 25/05/2013.</p>"), "2013-05-04 found"),
        ("a.html", of("<p>04/05/2013</p>", "<div class=comments>Ivo, 05-25-2013: Geese!</div>"), "2013-04-05 found"),
        // Nothing decides.
        ("a.html", of("<p>04/05/2013</p>", ""), "2013-04-05 inferred"),
        ("a.html", of("<p>04/05/2013</p>", "<p>25/05/2013 and 05/25/2013</p>"), "2013-04-05 inferred"),
    ]);
}

#[test]
fn the_paper_at_the_end_of_a_text() {
    let text = |language: &str, line: &str| format!("{HEADLINE}\n\n{}\n\n{line}\n", paragraphs(language).join("\n\n"));
    check(&[
        ("a.txt", text("en", "The Weir Courier, 4 May 2013"), "2013-05-04 found"),
        ("a.txt", text("en", "Weir Evening Post, May 4, 2013, p. A3"), "2013-05-04 found"),
        ("a.txt", text("de", "Weirer Zeitung, 4. Mai 2013"), "2013-05-04 found"),
        ("a.txt", text("fr", "Source : Le Courrier de Weir, 4 mai 2013"), "2013-05-04 found"),
        ("a.txt", text("es", "(La Gaceta de Weir, 4 de mayo de 2013)"), "2013-05-04 found"),
        ("a.txt", text("en", "Nell Harbury, 4 May 2013"), "unknown"),
        ("a.txt", text("en", "Read also: The Weir Courier, 4 May 2013"), "unknown"),
        ("a.txt", format!("{}\nThis is no last line at all.\n", text("en", "The Weir Courier, 4 May 2013")), "unknown"),
    ]);
}

#[test]
fn dates_of_comments_and_facts() {
    let of = |below: &str, end: &str| page("en", "", "", below, end);
    let line = "<p>9 March 2022</p>";
    check(&[
        (
            "a.html",
            of("", "<h3>2 Comments</h3><div><b>Ivo</b><p>6 May 2019 at 10:15</p><p>Geese!</p></div>"),
            "unknown",
        ),
        (
            "a.html",
            page("de", "", "", "", "<h4>Kommentare (1)</h4><div><p>Ivo</p><p>6. Mai 2019</p><p>Gänse!</p></div>"),
            "unknown",
        ),
        ("a.html", of("", &format!("{line}<h3>2 Comments</h3><p>Ivo</p><p>6 May 2019</p>")), "2022-03-09 found"),
        ("a.html", of("", "<h3>Sources</h3><ul><li>Weir Courier, 6 May 2019</li></ul>"), "unknown"),
        ("a.html", of("<dl><dt>Opening</dt><dd>6 May 2019</dd></dl>", ""), "unknown"),
        ("a.html", of("<table><tr><th>Start date</th><td>6 May 2019</td></tr></table>", ""), "unknown"),
        ("a.html", of("<dl><dt>Article date</dt><dd>9 March 2022</dd></dl>", ""), "2022-03-09 found"),
        ("a.html", of("<div class=date>Event date: 6 May 2019</div>", ""), "unknown"),
        ("a.html", of("<div class=event-date><time datetime=2019-05-06>6 May</time></div>", ""), "unknown"),
        ("a.html", of("", "<section class=agenda><p>6 May 2019</p><p>Goose fair</p></section>"), "unknown"),
        ("a.html", of("<p>Next: 6 May 2019</p>", ""), "unknown"),
        (
            "a.html",
            of("<blockquote class=instagram-media><time datetime=2019-05-06>6 May 2019</time></blockquote>", ""),
            "unknown",
        ),
        (
            "a.html",
            of("<div class=meta><time class=updated datetime=2022-03-09>9 March 2022</time></div>", ""),
            "2022-03-09 inferred",
        ),
        // Markdown and text.
        (
            "a.md",
            format!(
                "# {HEADLINE}\n\n{}\n\n### Gulls steal lunch from pupils\n\n6 May 2019\n",
                paragraphs("en").join("\n\n")
            ),
            "unknown",
        ),
        (
            "a.md",
            format!(
                "# {HEADLINE}\n\n{}\n\n[Gulls steal lunch from pupils](/g)\n\n6 May 2019\n",
                paragraphs("en").join("\n\n")
            ),
            "unknown",
        ),
        (
            "a.txt",
            format!(
                "{HEADLINE}\n\n{}\n\nRead more\n\nGulls steal lunch from pupils\n6 May 2019\n",
                paragraphs("en").join("\n\n")
            ),
            "unknown",
        ),
    ]);
}

#[test]
fn dates_beside_names_in_more_forms() {
    let of = |language: &str, line: &str| page(language, "", "", &format!("<p>{line}</p>"), "");
    check(&[
        ("a.html", of("de", "Weir, 8.5.12"), "2012-05-08 found"),
        ("a.html", of("fi", "8.5.12 | Uutiset"), "2012-05-08 found"),
        ("a.html", of("en", "Weir 8.5.12"), "unknown"),
        ("a.html", of("fr", "mercredi 9 mars 2022, par Anne Delorme"), "2022-03-09 found"),
        ("a.html", of("it", "9 marzo 2022, di Luca Ferrol"), "2022-03-09 found"),
        ("a.html", of("en", "Submitted by nell on Wed, 03/09/2022 - 10:15"), "2022-03-09 found"),
        ("a.html", of("en", "Papers must be submitted by 9 March 2022"), "unknown"),
        ("a.html", of("en", "Weir Courier: March 9, 2022"), "2022-03-09 found"),
        ("a.html", of("en", "For immediate release: March 9, 2022"), "2022-03-09 found"),
        ("a.html", page("de", "", "<h2>Nachrichten vom 9. März 2022</h2>", "", ""), "2022-03-09 found"),
        (
            "a.html",
            page(
                "en",
                "",
                "<table><tr><td>Tuesday, May 7, 2024</td></tr></table>",
                "<p>WEIR, March 9, 2022 — The board has voted to raise the tolls on the quay, it said.</p>",
                "",
            ),
            "2022-03-09 found",
        ),
        (
            "a.txt",
            format!("{HEADLINE}\n\nWeir Courier, 9 March 2022, page 3\n\n{}\n", paragraphs("en").join("\n\n")),
            "2022-03-09 found",
        ),
    ]);
}
