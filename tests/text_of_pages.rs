//! The text of web pages and of HTML in mail: nothing that a page says is lost, and nothing that it hides is shown.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use newsreader::article::{Body, How};
use newsreader::corpus::{self, Corpus, FileChunk, MemoryFile, Options, Record};

const COUNCIL: &str = "Der Stadtrat von Wellingrode beschloss am Dienstag, das Freibad am Kanal für eine Saison zu \
                       schließen, weil die Pumpen aus dem Jahr 1971 nicht mehr zu retten seien.";
const SWIMMERS: &str = "Die Schwimmer des Vereins kündigten an, im Flussbad der Nachbargemeinde zu trainieren, bis eine \
                        neue Anlage bewilligt ist, und sammelten zweihundert Unterschriften.";
const FERRY: &str = "La compagnie des bacs a annoncé jeudi que la traversée de nuit reprendra lundi, après quatre soirs \
                     d'arrêt provoqués par une porte qui ne fermait plus.";
const NETS: &str = "Les pêcheurs du quai nord avaient protesté devant la capitainerie, où ils avaient déposé leurs \
                    filets déchirés et une lettre de trois pages au maire.";
const ICE: &str = "Dwa statki stały w porcie przez cały tydzień, ponieważ kapitan portu uznał, że lód w zatoce jest zbyt \
                   cienki dla ludzi i zbyt gruby dla łodzi.";
const WIND: &str = "W sobotę wiatr przełamał krę i porwał czternastu wędkarzy, których straż przybrzeżna zabrała z lodu \
                    po dwóch godzinach, wszystkich zdrowych.";
const ALL: [&str; 6] = [COUNCIL, SWIMMERS, FERRY, NETS, ICE, WIND];

fn read(name: &str, content: &str) -> Vec<Record> {
    let bytes = content.as_bytes().to_vec();
    let piece = FileChunk { path: Path::new(name).into(), n_bytes: bytes.len() as u64, lines: None };
    let corpus = Corpus::Memory(Arc::new(MemoryFile { name: PathBuf::from(name), bytes }));
    let mut records = Vec::new();
    corpus::read(&corpus, &piece, &Options::default(), &mut |record| records.push(record));
    records
}

fn page(body: &str) -> Record {
    read("a.html", &format!("<!DOCTYPE html><html><head><title>Review</title></head><body>{body}</body></html>"))
        .remove(0)
}

fn text(body: &Body) -> String {
    body.plain().to_string()
}

fn paragraphs(texts: &[&str]) -> String {
    texts.iter().map(|text| format!("<p>{text}</p>")).collect::<Vec<_>>().concat()
}

/// Fails unless the text of each page holds all of `texts`, each once.
#[track_caller]
fn check_whole(pages: &[(&str, String)], texts: &[&str]) {
    for (shape, html) in pages {
        let text = text(&page(html).body);
        for wanted in texts {
            assert_eq!(text.matches(wanted).count(), 1, "{shape}: {wanted}\nin {text}");
        }
    }
}

#[test]
fn every_article_of_a_page_is_in_its_text() {
    let story = |number: usize, heading: &str| {
        let pair = &ALL[2 * number..2 * number + 2];
        format!("<{heading}>Story {number}</{heading}><p>{} March 2021</p>{}", number + 3, paragraphs(pair))
    };
    let each = |before: &str, heading: &str, after: &str| -> String {
        [0, 1, 2].map(|number| format!("{before}{}{after}", story(number, heading))).concat()
    };
    // One of them is far longer than the others.
    let uneven = format!(
        "<article>{}</article><article>{}{}</article>",
        paragraphs(&ALL[..2]),
        paragraphs(&ALL[2..]),
        "<p>Nobody knows how long the line of tractors was on that day, not even the mayor himself.</p>".repeat(12)
    );
    let chat = ALL
        .map(|text| {
            format!(
                "<div class='message default clearfix'><div class=body><div class='pull_right date details' \
                 title='09.03.2021 10:05:00'>10:05</div><div class=from_name>Quay</div><div class=text>{text}</div></div></div>"
            )
        })
        .concat();
    let records = |number: usize| {
        format!(
            "<table><tr><td>Title</td><td>Story {number}</td></tr><tr><td>Day</td><td>9 March 2021</td></tr>\
             <tr><td>Text</td><td>{}<br><br>{}</td></tr></table><hr>",
            ALL[2 * number],
            ALL[2 * number + 1]
        )
    };
    check_whole(
        &[
            ("articles", each("<article>", "h1", "</article>")),
            ("articles under smaller heads", each("<article>", "h3", "</article>")),
            ("sections", each("<section class=doc>", "h2", "</section>")),
            ("boxes without a class", each("<div>", "h3", "</div>")),
            ("rules between", format!("<div>{}</div>", each("", "h2", "<hr>"))),
            ("headings alone", each("", "h2", "")),
            ("items of a list", format!("<ul>{}</ul>", each("<li>", "h4", "</li>"))),
            ("one far longer than the other", uneven),
            ("a chat", format!("<div class=page_body><div class=history>{chat}</div></div>")),
            ("tables of a database", [0, 1, 2].map(records).concat()),
        ],
        &ALL,
    );
}

#[test]
fn text_in_any_mark_up_is_kept() {
    let breaks = ALL.join("<br><br>");
    let sizes = "a.jpg 100w, ".repeat(3000);
    check_whole(
        &[
            (
                "a font in a table",
                format!("<center><table><tr><td><font size=2>{breaks}</font></td></tr></table></center>"),
            ),
            (
                "a cell that is labelled",
                format!("<table><tr><td><a href=/>A</a><td itemprop=articleBody>{breaks}</table>"),
            ),
            ("a span around paragraphs", format!("<span itemprop=articleBody>{}</span>", paragraphs(&ALL))),
            ("bare words", breaks.clone()),
            (
                "broken paragraphs",
                format!(
                    "<div><p>{COUNCIL}<p>{SWIMMERS}<p><p>{FERRY}</p></p>{NETS}<div>{ICE}</p></div><p><div>{WIND}</div>"
                ),
            ),
            ("an element of the page's own", format!("<x-text>{}</x-text>", paragraphs(&ALL))),
            ("a component", format!("<x-a><template shadowrootmode=open>{}</template></x-a>", paragraphs(&ALL))),
            ("a template", format!("<p>Wait</p><script type='text/template'>{}</script>", paragraphs(&ALL))),
            ("white space in a quoted value", format!("<img srcset='{sizes}'><article>{}</article>", paragraphs(&ALL))),
            ("a text that a script would show", format!("<div style='visibility:hidden'>{}</div>", paragraphs(&ALL))),
        ],
        &ALL,
    );
    // The page is read as one, and not as bare text: its menu is beside the text.
    let menu =
        format!("<nav><a href=/>Harbour</a></nav><i data-x='{sizes}'></i><article>{}</article>", paragraphs(&ALL));
    let read = page(&menu);
    assert!(!text(&read.body).contains("Harbour") && read.body.page.contains("Harbour"));
}

#[test]
fn lists_and_short_answers_are_kept_in_their_place() {
    let html = format!(
        "<h1>Review</h1>{}<p>Zwei Dinge fallen auf:</p><ul><li>Das Wasser ist kalt.</li><li>Niemand zahlt.</li></ul>\
         {}<p><b>Und nun?</b></p><p>Nichts.</p><table><tr><th>Tag</th><th>Boote</th></tr><tr><td>Mo</td><td>12</td></tr></table>{}",
        paragraphs(&ALL[..2]),
        paragraphs(&ALL[2..4]),
        paragraphs(&ALL[4..]),
    );
    let text = text(&page(&html).body);
    let places: Vec<usize> =
        ["Zwei Dinge", "Das Wasser", "Niemand zahlt", FERRY, "Und nun?", "Nichts.", "Mo | 12", ICE]
            .iter()
            .map(|part| text.find(part).unwrap_or_else(|| panic!("{part} is lost: {text}")))
            .collect();
    assert!(places.is_sorted(), "{text}");
}

#[test]
fn a_standfirst_is_text_and_lists_of_links_are_not() {
    let html = |standfirst: &str, description: &str| {
        format!(
            "<html><head><meta property='og:title' content='Freibad am Kanal schließt'>\
             <meta name=description content='{description}'></head><body><article><h1>Freibad am Kanal schließt</h1>{standfirst}\
             <div>Von Nell Harbury</div><div class=text>{}</div></article></body></html>",
            paragraphs(&ALL[..4])
        )
    };
    let line = "Die Pumpen sind fünfzig Jahre alt, und niemand will sie flicken";
    for (standfirst, description, is_text) in [
        (format!("<div>{line}</div>"), line, true),
        (format!("<h2 class='article__dek'>{line}</h2>"), "", true),
        (format!("<p>{line}, sagt der Bademeister von Wellingrode.</p>"), "", true),
        (format!("<aside><p>{line}, sagt der Bademeister von Wellingrode.</p></aside>"), "", false),
    ] {
        let body = read("a.html", &html(&standfirst, description)).remove(0).body;
        assert_eq!(text(&body).contains(line), is_text, "{standfirst}");
        assert!(is_text || body.page.contains(line), "{standfirst}");
    }

    let links = "<ul><li><a href=/1>Tolls rise</a></li><li><a href=/2>Nets torn</a></li></ul>";
    let html = format!("<article>{}{links}{}</article>", paragraphs(&ALL[..3]), paragraphs(&ALL[3..]));
    let body = page(&html).body;
    assert!(!text(&body).contains("Tolls rise"));
    assert_eq!(body.page, "Tolls rise · Nets torn\n");
}

#[test]
fn questions_and_short_answers_of_an_interview_are_text() {
    let pair = |question: &str, answer: &str| {
        [
            format!("<h3>{question}</h3><p>{answer}</p>"),
            format!("<h2>{question}</h2><div>{answer}</div>"),
            format!("<p><b>{question}</b></p><p>{answer}</p>"),
            format!("<div><strong>{question}</strong></div><div>{answer}</div>"),
            format!("<section class=qa><h4>{question}</h4><p>{answer}</p></section>"),
        ]
    };
    let first = pair("Seit wann fahren Sie?", "Seit dreißig Jahren.");
    let second = pair("И что было в шторм?", "Было плохо.");
    let pages: Vec<(&str, String)> = ["h3", "h2", "p b", "div strong", "section h4"]
        .into_iter()
        .zip(first.iter().zip(&second))
        .map(|(shape, (first, second))| (shape, format!("<main><h1>Review</h1><p>{COUNCIL}</p>{first}{second}</main>")))
        .collect();
    check_whole(
        &pages,
        &[COUNCIL, "Seit wann fahren Sie?", "Seit dreißig Jahren.", "И что было в шторм?", "Было плохо."],
    );
}

#[test]
fn the_headlines_of_several_articles_are_text() {
    let texts = [COUNCIL, FERRY, ICE, WIND];
    let parts = |part: &dyn Fn(usize) -> String| (0..texts.len()).map(part).collect::<Vec<_>>().concat();
    let pages = [
        ("rules", parts(&|at| format!("<h2>Meldung {at}</h2><p>{}</p><p>{NETS} {at}</p><hr>", texts[at]))),
        (
            "a day between",
            parts(&|at| {
                format!(
                    "<section class=item><h3>Meldung {at}</h3><div>2022-03-0{}</div><div>{}</div></section>",
                    at + 1,
                    texts[at]
                )
            }),
        ),
        (
            "a byline between",
            parts(&|at| format!("<div class=e><h4>Meldung {at}</h4><p>Von Jana Holm</p><p>{}</p></div>", texts[at])),
        ),
    ];
    check_whole(&pages, &["Meldung 0", "Meldung 1", "Meldung 2", "Meldung 3", COUNCIL, FERRY, ICE, WIND]);
}

#[test]
fn links_that_the_text_introduces_are_text() {
    let names = ["Alter Pier", "Nordkai", "Mole von Halden"];
    let list = |items: &[&str]| {
        let items: Vec<String> = items.iter().map(|item| format!("<li><a href=/x>{item}</a></li>")).collect();
        format!("<ul>{}</ul>", items.concat())
    };
    let rows = |items: &[&str]| {
        let items: Vec<String> = items.iter().map(|item| format!("<p><a href=/x>{item}</a></p>")).collect();
        items.concat()
    };
    let pages = [
        (
            "a list",
            format!(
                "<article><h1>Review</h1><p>{COUNCIL}</p><p>Das sind die Orte:</p>{}<p>{FERRY}</p></article>",
                list(&names)
            ),
        ),
        (
            "paragraphs",
            format!(
                "<div><h1>Review</h1><p>{COUNCIL}</p><p>Voici les endroits :</p>{}<p>{FERRY}</p></div>",
                rows(&names)
            ),
        ),
    ];
    check_whole(&pages, &[COUNCIL, FERRY, names[0], names[1], names[2]]);
    let titles = ["Der alte Pier wird an die Stadt verkauft", "Am Nordkai darf niemand mehr baden gehen"];
    for intro in ["Read more about the harbour:", "Lesen Sie auch:", "In diesem Jahr geschah außerdem:"] {
        let read = page(&format!(
            "<article><h1>Review</h1><p>{COUNCIL}</p><p>{intro}</p>{}<p>{FERRY}</p></article>",
            list(&titles)
        ));
        assert!(!text(&read.body).contains(titles[0]), "{intro}: {}", text(&read.body));
    }
}

#[test]
fn notices_of_errors_and_lists_of_links_are_no_articles() {
    let nav = "<nav><a href=/>Home</a><a href=/n>News</a></nav>";
    let link =
        |number: usize| format!("<li><a href='/{number}'>Ferry number {number} stays in port for the night</a></li>");
    let links: Vec<String> = (0..9).map(link).collect();
    for (title, body, expected) in [
        ("Page not found - Port Courier", format!("{nav}<h1>Page not found</h1><p>The page has moved.</p>"), 0),
        ("Kurier", "<h1>Fehler 404</h1><p>Die Seite gibt es nicht oder nicht mehr.</p>".to_owned(), 0),
        ("Port Courier", format!("{nav}<ul>{}</ul>", links.concat()), 0),
        ("404 boats stranded", format!("<h1>404 boats stranded</h1><p>{COUNCIL}</p>"), 1),
        (
            "Page not found: the lost log",
            format!("<h1>Page not found: the lost log</h1><p>{COUNCIL}</p><p>{WIND}</p>"),
            1,
        ),
        // The heading of a dialog, and a headline that is a number.
        (
            "Ferries",
            "<h1>Ferries stay</h1><p>They stay.</p><dialog open><h2>Just a moment...</h2></dialog>".to_owned(),
            1,
        ),
        (
            "Räume",
            "<h1>Raum frei</h1><p>Er ist frei.</p><div role=dialog><h2>Zugriff verweigert</h2></div>".to_owned(),
            1,
        ),
        ("Kurier", "<h1>404</h1><p>So viele Boote kamen, wie der Hafen fasst.</p>".to_owned(), 1),
        ("To do", "<h1>To do</h1><ul><li>Paint the boat<li>Call the office<li>Buy ropes</ul>".to_owned(), 1),
        ("Review", format!("<h1>Review</h1><p>{COUNCIL}</p><ul>{}</ul>", links.concat()), 1),
    ] {
        let html = format!("<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>");
        assert_eq!(read("a.html", &html).len(), expected, "{title}");
    }
}

#[test]
fn teasers_of_other_articles_are_page_text() {
    let card = |number: usize| {
        format!(
            "<article class=card><h3><a href=/{number}>Card {number}</a></h3><p>A summary of the card that says a bit of what \
             stands on the other page.</p></article>"
        )
    };
    let cards = [0, 1, 2, 3].map(card).concat();
    let body = page(&format!("<article><h1>Review</h1>{}</article><div>{cards}</div>", paragraphs(&ALL))).body;
    assert!(!text(&body).contains("summary of the card"));
    assert!(body.page.contains("Card 3") && body.page.contains("summary of the card"));
}

#[test]
fn a_list_of_teasers_has_no_date_of_its_own() {
    let card =
        "<li class=item><a href=/a><h2>Bains fermés</h2></a><span>9 mars 2022</span><a href=/a>Lire la suite</a></li>";
    let record = page(&format!("<main><h1>Review</h1><ul>{}</ul></main>", card.repeat(4)));
    assert_eq!(record.metadata.date.as_ref().map(|date| (date.text.as_str(), date.how)), Some(("", How::Unknown)));
    assert!(!text(&record.body).contains("2022Lire"));
}

#[test]
fn hidden_text_is_not_shown() {
    let fill = "\u{34f}\u{200c}\u{a0}\u{2007}\u{ad} ".repeat(30);
    let previews = [
        format!("<div style='display:none;max-height:0'>Quoi de neuf {fill}</div>"),
        format!(
            "<span style='font-size:1px;line-height:1px;max-height:0px;opacity:0;overflow:hidden'>Quoi de neuf {fill}</span>"
        ),
        format!("<div hidden>Quoi de neuf {fill}</div>"),
    ];
    for preview in &previews {
        let letter = format!(
            "From: Quay <q@quay.example>\nSubject: Le bac\nDate: Tue, 8 Mar 2022 10:05:01 +0100\nMIME-Version: 1.0\n\
             Content-Type: text/html; charset=utf-8\n\n<html><body>{preview}<table><tr><td style='font-size:0'>\
             <p style='font-size:14px'>{FERRY}</p></td></tr></table></body></html>\n"
        );
        let feed = format!(
            "<rss version='2.0'><channel><title>Quay</title><item><title>Le bac</title>\
             <description><![CDATA[{preview}<p>{FERRY}</p>]]></description></item></channel></rss>"
        );
        for (name, content) in [("a.eml", &letter), ("a.xml", &feed)] {
            let records = read(name, content);
            assert_eq!(text(&records[0].body), FERRY, "{name}: {preview}");
        }
        let body = page(&format!("{preview}<article>{}</article>", paragraphs(&ALL))).body;
        assert!(!body.plain_whole().to_string().contains("Quoi de neuf") && !body.page.contains("Quoi de neuf"));
    }
}

#[test]
fn readings_and_soft_hyphens_are_left_out() {
    let japanese =
        "<p><ruby>漁港<rp>(</rp><rt>ぎょこう</rt><rp>)</rp></ruby>の夜の渡し船は四日続けて欠航した。</p>".repeat(2);
    let body = page(&format!("<article>{japanese}</article>")).body;
    assert!(text(&body).starts_with("漁港の夜の渡し船"), "{}", text(&body));
    let german = page("<article><p>Der Fähr&shy;betrieb ruht.</p><p>Die Straßen\u{ad}bahn fährt.</p></article>").body;
    assert_eq!(text(&german), "Der Fährbetrieb ruht.\n\nDie Straßenbahn fährt.");
}

#[test]
fn what_stands_beside_a_headline_is_no_part_of_it() {
    for (head, heading, expected) in [
        (
            "<title>Le bac reprend lundi | Quai Info</title>",
            "<h1><span class=rubrique>Port</span>Le bac reprend lundi</h1>",
            "Le bac reprend lundi",
        ),
        (
            "<meta property='og:title' content='Freibad am Kanal schließt'>",
            "<h1>Freibad am Kanal schließt<small>Pumpen nicht zu retten</small></h1>",
            "Freibad am Kanal schließt",
        ),
        (
            "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Harbour Line <HBL.N> buys a ferry\"}</script>",
            "<h1>Harbour Line &lt;HBL.N&gt; buys a ferry</h1>",
            "Harbour Line <HBL.N> buys a ferry",
        ),
        ("<title>Kanal\u{ad}bad<br>zu</title>", "", "Kanalbad<br>zu"),
    ] {
        let html = format!("<html><head>{head}</head><body>{heading}{}</body></html>", paragraphs(&ALL));
        let title = read("a.html", &html).remove(0).metadata.title.unwrap().text;
        assert_eq!(title, expected);
    }
}

#[test]
fn an_encoding_is_no_language() {
    for (lang, expected) in [("utf-8", None), ("UTF-8", None), ("de-DE", Some("de-DE"))] {
        let html = format!("<html lang='{lang}'><body>{}</body></html>", paragraphs(&ALL));
        let language = read("a.html", &html).remove(0).metadata.language.map(|field| field.text);
        assert_eq!(language.as_deref(), expected, "{lang}");
    }
}

#[test]
fn names_of_classes_that_name_authors_or_rights() {
    for (class, line, expected) in [
        ("authorInfo", "By Nell Harbury", &["Nell Harbury"][..]),
        ("authorIntro", "Von Jana Holm", &["Jana Holm"]),
        ("authorised-text", "Nell Harbury", &[]),
    ] {
        let record = page(&format!("<h1>Review</h1><p class={class}>{line}</p><p>{COUNCIL}</p><p>{FERRY}</p>"));
        let authors: Vec<&str> = record.metadata.authors.iter().map(|author| author.text.as_str()).collect();
        assert_eq!(authors, expected, "{class}");
    }
}

#[test]
fn headings_stand_above_their_text() {
    let short = ["Die Fähre ruht.", "Sie ruht bis Ostern.", "Le bac dort."];
    let heads = ["Der Fährmann", "Le passeur"];
    let parts = |texts: [&str; 3]| {
        let [a, b, c] = texts;
        format!("<h1>Review</h1><p>{a}</p><h2>{}</h2><p>{b}</p><h3>{}</h3><p>{c}</p>", heads[0], heads[1])
    };
    let pages = [("body", parts(short)), ("a div", format!("<div id=x>{}</div>", parts(short)))];
    check_whole(&pages, &[short[0], heads[0], short[1], heads[1], short[2]]);
    let long = [COUNCIL, "Er sagt, er habe die ganze Nacht am Ufer auf Gäste gewartet.", "Il dort."];
    let pages = [("body", parts(long)), ("a div", format!("<div id=x>{}</div>", parts(long)))];
    check_whole(&pages, &[long[0], heads[0], long[1], heads[1], long[2]]);
}
