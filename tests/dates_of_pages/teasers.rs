//! Tests for teasers of other articles near a text, and for lines of the article itself that look like teasers.

use super::{date, page, report};

const TEASER: &str = "<a href=/kiosk>Kiosk robbed</a> <time datetime=2019-05-06>6 May 2019</time>";
const OTHER: &str = "<a href=/weir>Weir painted</a> <time datetime=2019-05-04>4 days ago</time>";

fn check(rows: &[(&str, String, &str)]) {
    report(
        rows.iter().map(|(what, html, expected)| ((*what).to_owned(), date("a.html", html), (*expected).to_owned())),
    );
}

#[test]
fn teasers_behind_words_that_announce_them() {
    let link = "<a href=#>Kiosk robbed</a>";
    let rows: Vec<_> = [
        ("en", format!("<p>Read also: {link} 6 May 2019</p>")),
        ("en", format!("<p>Read also {link} 6 May 2019</p>")),
        ("en", format!("<p class=post-meta>See also: {link} 6 May 2019</p>")),
        ("en", format!("<p>Related: {link} (6 May 2019)</p>")),
        ("en", "<p>Related: Kiosk Robbed (6 May 2019)</p>".to_owned()),
        ("en", "<p>Don’t miss: Kiosk Robbed, published 6 May 2019</p>".to_owned()),
        ("de", "<p>Lesen Sie auch: Kiosk ausgeraubt, 6. Mai 2019</p>".to_owned()),
        ("de", format!("<p><b>Siehe auch:</b> {link} (6. Mai 2019)</p>")),
        ("fr", "<p>À lire aussi : Un kiosque dévalisé, 6 mai 2019</p>".to_owned()),
        ("es", "<p>Lea también: Roban un quiosco, 6 de mayo de 2019</p>".to_owned()),
        ("it", "<p>Leggi anche: Rapinata un'edicola, 6 maggio 2019</p>".to_owned()),
        ("pl", "<p>Czytaj także: Kiosk okradziony, 6 maja 2019</p>".to_owned()),
        ("ru", "<p>Читайте также: Киоск ограблен 6 мая 2019</p>".to_owned()),
        ("zh", "<p>延伸阅读：报亭被盗 2019年5月6日</p>".to_owned()),
    ]
    .into_iter()
    .flat_map(|(language, teaser)| {
        let behind = page(language, "", "", "", "").replace("</article>", &format!("</article>{teaser}"));
        [page(language, "", "", "", &teaser), behind].map(|html| (html, teaser.clone()))
    })
    .collect();
    report(rows.into_iter().map(|(html, teaser)| (teaser, date("a.html", &html), String::new())));
    for name in ["a.txt", "a.md"] {
        let text = "Tolls rise on the old quay\n\nThe night ferry to the islands stayed in port again, and its captain \
                    blames a door that has not closed for weeks.\n\nThe traders of the quay fear for their trade.\n\n\
                    Read also: Kiosk robbed, 6 May 2019\n";
        assert_eq!(date(name, text), "", "{name}");
    }
}

#[test]
fn links_with_dates_beside_an_article() {
    let end = |end: &str| page("en", "", "", "", end);
    let behind = |end: &str| page("en", "", "", "", "").replace("</main>", &format!("</main>{end}"));
    let names = "<div><a href=/a>Kiosk Robbed</a> <time datetime=2019-05-06>6 May</time></div>\
                 <div><a href=/b>Weir Painted</a> <time datetime=2019-05-04>4 May</time></div>";
    check(&[
        ("in the article", end(&format!("<div>{TEASER}</div>")), ""),
        ("behind it", behind(&format!("<div>{TEASER}</div>")), ""),
        ("above it", page("en", "", &format!("<div class=hero>{TEASER}</div>"), "", ""), ""),
        ("a list", behind(&format!("<ul><li>{TEASER}</li><li>{OTHER}</li></ul>")), ""),
        ("two boxes", behind(&format!("<div><div>{TEASER}</div><div>{OTHER}</div></div>")), ""),
        ("headlines that are like names", behind(names), ""),
        ("under a heading", behind("<h3>More stories</h3><p>Kiosk robbed</p><p>6 May 2019</p>"), ""),
        (
            "with an own date",
            page("en", "", "", "<p>By Nell Harbury, 9 March 2022</p>", &format!("<div>{TEASER}</div>")),
            "2022-03-09",
        ),
        // Elements next to the date of the article itself.
        (
            "its author",
            end("<p><a href=/nell>Nell Harbury</a> <time datetime=2022-03-09>9 March</time></p>"),
            "2022-03-09",
        ),
        (
            "its author above",
            page("en", "", "", "<p><a href=/nell>Nell Harbury</a> <time datetime=2022-03-09>9 March</time></p>", ""),
            "2022-03-09",
        ),
        (
            "its section above",
            page("en", "", "", "<p><a href=/world>World news</a> <time datetime=2022-03-09>9 March</time></p>", "")
                .replace("<h1>Tolls", "<p></p><h1>Tolls"),
            "2022-03-09",
        ),
        (
            "its headline is a link",
            page("en", "", "", "<p><time datetime=2022-03-09>9 March</time></p>", "")
                .replace("<h1>Tolls rise on the old quay", "<h1><a href=/tolls>Tolls rise on the old quay</a>"),
            "2022-03-09",
        ),
        ("the outlet", end("<p>Harbour Wire, 9 March 2022</p>"), "2022-03-09"),
        ("a label", end("<h3>Related topics</h3><p>Quays</p><p>Published 9 March 2022</p>"), "2022-03-09"),
    ]);
}

#[test]
fn bylines_with_the_credit_of_a_picture() {
    let own = |line: &str| page("en", "", "", &format!("<p>{line}</p>"), &format!("<div>{TEASER}</div>"));
    check(&[
        ("English", own("9 March 2022, 14:35 | By Nell Harbury | Photo: Ivo Brandt"), "2022-03-09"),
        ("credit first", own("Photo: Ivo Brandt | 9 March 2022 | By Nell Harbury"), "2022-03-09"),
        ("Russian", own("9 марта 2022, 14:35 | Автор: Нелл Харбери | Фото: Иво Брандт"), "2022-03-09"),
        ("German", own("Von Nell Harbury · 9. März 2022 · Foto: Ivo Brandt"), "2022-03-09"),
        ("in a section", own("9 March 2022 in Business by Nell Harbury"), "2022-03-09"),
        ("the day of a picture", own("9 March 2022 | Photo: Ivo Brandt"), ""),
        ("a caption", own("The quay on 9 March 2022. Photo: Ivo Brandt"), ""),
    ]);
}

#[test]
fn data_of_one_other_article() {
    let script = |json: &str| page("en", &format!("<script type=application/ld+json>{json}</script>"), "", "", "");
    let kiosk = "\"@type\":\"NewsArticle\",\"headline\":\"Kiosk robbed\",\"datePublished\":\"2019-05-06\"";
    check(&[
        ("in a list", script(&format!("{{\"@type\":\"ItemList\",\"itemListElement\":[{{{kiosk}}}]}}")), ""),
        ("at its own address", script(&format!("{{{kiosk},\"url\":\"https://wire.example/kiosk\"}}")), ""),
        ("at its own path", script(&format!("{{{kiosk},\"mainEntityOfPage\":{{\"@id\":\"/kiosk\"}}}}")), ""),
        // A short headline in the data need not equal that of the page.
        ("of the page", script(&format!("{{{}}}", kiosk.replace("Kiosk robbed", "Quay"))), "2019-05-06"),
        (
            "of the page, with an address",
            script(&format!("{{{},\"url\":\"/tolls\"}}", kiosk.replace("Kiosk robbed", "Quay tolls"))),
            "2019-05-06",
        ),
    ]);
}
