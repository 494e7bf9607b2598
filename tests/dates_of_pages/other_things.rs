//! Tests for dates near the headline that a label, a sentence or a picture credit assigns to something else.

use super::{date, page, report};

fn check(rows: &[(&str, &str)]) {
    report(rows.iter().map(|(below, expected)| {
        ((*below).to_owned(), date("a.html", &page("en", "", "", below, "")), (*expected).to_owned())
    }));
}

#[test]
fn labels_in_scripts_without_capitals() {
    check(&[
        ("<p>上映时间：2032年3月9日</p>", ""),
        ("<p>申请截止：2032-03-09</p>", ""),
        ("<p>发布时间：2022年3月9日</p>", "2022-03-09"),
        ("<p>展会日期：2032年3月9日 发布日期：2022年3月9日</p>", "2022-03-09"),
        ("<p>公開終了日：2032年3月9日</p>", ""),
        ("<p>配信日：2022年3月9日</p>", "2022-03-09"),
        ("<p>2012年3月9日、林撮影</p>", ""),
        ("<p>모집 마감: 2032년 3월 9일</p>", ""),
        ("<p>승인일: 2022년 3월 9일</p>", "2022-03-09"),
        ("<p>موعد المباراة: 9 مارس 2032</p>", ""),
        ("<p>تاريخ النشر: 9 مارس 2022</p>", "2022-03-09"),
        ("<p>מועד הכנס: 9.3.2032</p>", ""),
        ("<p>תאריך פרסום: 9.3.2022</p>", "2022-03-09"),
        ("<p>मैच की तारीख: 9 मार्च 2032</p>", ""),
        ("<p>प्रकाशित: 9 मार्च 2022</p>", "2022-03-09"),
    ]);
}

#[test]
fn times_in_sentences_and_credits() {
    check(&[
        ("<p>The quay is closed again from noon on <time datetime=2032-03-09>9 March</time> for a week.</p>", ""),
        ("<p>Am <time datetime=2032-03-09>9. März</time> will die Reederei wieder fahren.</p>", ""),
        ("<p>Reading on <time datetime=2032-03-09>9 March 2032</time></p>", ""),
        ("<p>Lesung am <time datetime=2032-03-09>9. März 2032</time></p>", ""),
        ("<p>Offers by <time datetime=2032-03-09>9 March 2032</time></p>", ""),
        ("<div><time datetime=2012-03-09>9 March 2012</time> Photo: Ivo Brandt</div>", ""),
        ("<div class=image-meta><span>Foto vom</span> <time datetime=2012-03-09>9. März 2012</time></div>", ""),
        ("<dl><dt>When</dt><dd><time datetime=2032-03-09>9 March 2032</time></dd><dt>Where</dt><dd>Quay</dd></dl>", ""),
        ("<table><tr><th>Tag</th><td>9. März 2032</td></tr><tr><th>Ort</th><td>Kai</td></tr></table>", ""),
        ("<p>By Nell Harbury <time datetime=2022-03-09>9 March 2022</time></p>", "2022-03-09"),
        ("<p>By Nell Harbury on <time datetime=2022-03-09>9 March</time> in <a href=/n>News</a></p>", "2022-03-09"),
        ("<p>Politics | <time datetime=2022-03-09>9 March</time> | 4 min read</p>", "2022-03-09"),
        ("<p>Posted in Ferries on <time datetime=2022-03-09>9 March</time></p>", "2022-03-09"),
        ("<div class=submitted>Gespeichert von <b>quill</b> am 9. März 2022 - 18:55</div>", "2022-03-09"),
        ("<p>Saved by <b>quill</b> on <time datetime=2022-03-09>9 March</time></p>", "2022-03-09"),
        ("<p><time datetime=2022-03-09>2 days ago</time></p>", "2022-03-09"),
        ("<p>Halden Courier, <time datetime=2022-03-09>9 March</time></p>", "2022-03-09"),
    ]);
}

#[test]
fn labels_in_elements_of_their_own() {
    check(&[
        ("<div class=meta><span class=label>Valid until</span><span class=date>9 March 2032</span></div>", ""),
        ("<div class=meta><span>Deadline</span><span class=date>9 March 2032</span></div>", ""),
        ("<div class=info><b>Gültig bis:</b> <span class=datum>9. März 2032</span></div>", ""),
        ("<div><span>上映时间：</span><span class=date>2032年3月9日</span></div>", ""),
        ("<div class=meta><span>Posted</span><span class=date>9 March 2022</span></div>", "2022-03-09"),
        ("<div class=meta><span>Nell Harbury</span> <span class=date>9 March 2022</span></div>", "2022-03-09"),
        ("<div class=meta><span>发布时间：</span><span class=date>2022年3月9日</span></div>", "2022-03-09"),
    ]);
}

#[test]
fn days_of_saving_and_of_printing() {
    let bar = |above: &str, below: &str| date("a.html", &page("en", "", above, below, ""));
    let table = "<table><tr><td>archive.today webpage capture</td><td>Saved from https://wire.example/tolls</td>\
                 <td>9 Mar 2032 10:11:12 UTC</td></tr></table>";
    let taken = "<div class=bar><p>Snapshot taken: <time datetime=2032-03-09T10:11:12Z>9 March 2032, 10:11:12 UTC</time></p></div>";
    let own = "<p>9 March 2022</p>";
    report(
        [
            ("bar", bar(table, ""), ""),
            ("bar and date", bar(table, own), "2022-03-09"),
            ("bar of another archive", bar(taken, ""), ""),
            ("news of a capture", bar("<p>Port captured by rebels</p><p>9 March 2022</p>", ""), "2022-03-09"),
            ("print", bar("", "<p>Printed from Harbour Wire</p><p>9 March 2032 10:11</p>"), ""),
            ("print", bar("", "<p>Gedruckt aus: Hafenbote</p><p>09.03.2032 10:11</p>"), ""),
            ("print", bar("", "<p>9 March 2022</p><p>Printed from Harbour Wire</p>"), "2022-03-09"),
        ]
        .map(|(what, found, expected)| (what.to_owned(), found, expected.to_owned())),
    );
}

#[test]
fn names_that_are_also_places_and_counts() {
    check(&[
        ("<p>By Annie Hall, Halden Courier, March 9, 2022</p>", "2022-03-09"),
        ("<p>Von Jan Kirche, Hafenbote, 9. März 2022</p>", "2022-03-09"),
        ("<p>The Larks, Pier Hall, 9 March 2032</p>", ""),
    ]);
    let counted = |heading: &str| {
        let card = format!("<div><p>9 March 2012</p><h5><a href=/talk>{heading}</a></h5></div>");
        date("a.html", &page("en", "", "", "", &card))
    };
    report(
        [("2022 Elections", ""), ("50岁男子落水获救", ""), ("12 Kommentare", "2012-03-09"), ("7条评论", "2012-03-09")]
            .map(|(heading, expected)| (heading.to_owned(), counted(heading), expected.to_owned())),
    );
}

#[test]
fn days_above_a_dateline_and_before_an_update() {
    let dateline = "<p>PORT HALDEN, March 9, 2022 (Harbour Wire) — The ferry stayed in port.</p>";
    let above = |html: &str| date("a.html", &page("en", "", html, dateline, ""));
    let ids = "<link rel=canonical href=https://wire.example/tolls><script type=application/ld+json>\
               {\"@type\":\"NewsArticle\",\"datePublished\":\"2019-05-06\",\"mainEntityOfPage\":\"https://wire.example/";
    let addressed = |path: &str| date("a.html", &page("en", &format!("{ids}{path}\"}}</script>"), "", "", ""));
    let line = |language: &str, line: &str| date("a.html", &page(language, "", "", &format!("<p>{line}</p>"), ""));
    report(
        [
            ("line of the site", above("<p>Thursday, March 10, 2022</p>"), "2022-03-09"),
            ("time", above("<div><time datetime=2022-03-10>March 10, 2022</time></div>"), "2022-03-10"),
            ("update", line("ru", "9 марта, 18:05 (обновлено: 10 марта 2022, 09:00)"), "2022-03-09"),
            ("update in a new year", line("en", "31 December, 18:05 (updated: 1 January 2022)"), "2021-12-31"),
            ("another address", addressed("boats"), ""),
            ("own address", addressed("tolls"), "2019-05-06"),
        ]
        .map(|(what, found, expected)| (what.to_owned(), found, expected.to_owned())),
    );
}
