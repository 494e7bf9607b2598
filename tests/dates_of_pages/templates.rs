//! Tests for dates as site templates write them: in parts, in attributes, in the marks of their systems. Also tests for
//! live reports.

use super::{HEADLINE, date, page, read, report};
use newsreader::article::How;

const DAY: &str = "2021-05-03";

/// The language of a page, the part below its headline, and the expected date.
const BELOW: &[(&str, &str, &str)] = &[
    (
        "en",
        "<div class=date><span class=day>03</span><span class=month>May</span><span class=year>2021</span></div>",
        DAY,
    ),
    (
        "en",
        "<ul class=head><li class=publish><span class=month>May </span><span class=date>03 </span><span class=day>Mon \
         </span><span class=year>2021 </span><span class=time>00:28</span></li></ul>",
        DAY,
    ),
    ("en", "<div class=post-date><div class=dd>03</div><div class=mm>05</div><div class=yyyy>2021</div></div>", DAY),
    (
        "en",
        "<div class=date><span class=day>31</span><span class=month>Feb</span><span class=year>2021</span></div>",
        "",
    ),
    ("en", "<div class=date><span class=day>03</span><span class=month>May</span></div>", ""),
    ("en", "<div class=box data-published='2021-05-03T10:00:00+02:00'>Nell Quay</div>", DAY),
    ("en", "<post-head data-publish-date=2021-05-03>Nell Quay</post-head>", DAY),
    ("en", "<time data-timestamp=1620036000>3 hours ago</time>", DAY),
    ("en", "<span class=date data-time=1620036000000>yesterday</span>", DAY),
    ("en", "<span class=timestamp data-datetime='2021-05-03 10:00'>3 hours ago</span>", DAY),
    ("en", "<div class=box data-publisher='2021-05-03'>Nell Quay</div>", ""),
    ("en", "<span class=date data-time=125>2 min read</span>", ""),
    ("en", "<div class=box data-date=2021-05-03>Nell Quay</div>", ""),
    (
        "en",
        "<dl class=article-info><dt>Details</dt><dd class=create>Created: 03 May 2021</dd>\
         <dd class=modified>Last Updated: 05 June 2022</dd><dd class=hits>Hits: 123</dd></dl>",
        DAY,
    ),
    (
        "en",
        "<div class=submitted><span property='dc:date dc:created' content='2021-05-03T10:12:00+02:00'>Submitted by \
         <span>nell</span> on Mon, 05/03/2021 - 10:12</span></div>",
        DAY,
    ),
    ("en", "<p>Harbour Museum, Halden, 3 May 2021</p>", DAY),
    ("zh", "<p>发布时间：21-05-03</p>", DAY),
    ("zh", "<p>发布时间：21-05-03 10:12 来源：海港新闻</p>", DAY),
    ("zh", "<p>展会：21-05-03</p>", ""),
    ("en", "<p>Added: 3 May 2021</p>", DAY),
    ("en", "<p>Membership added: 3 May 2021</p>", ""),
    ("en", "<p>Photo uploaded: 3 May 2021</p>", ""),
    ("id", "<p>Diposting oleh Nila Harbor pada 3 Mei 2021</p>", DAY),
    ("cs", "<p>Vloženo: 3. května 2021</p>", DAY),
    ("en", "<form><input type=hidden name=publishDate value='2021-05-03T10:00:00Z'></form>", DAY),
    ("en-US", "<p>05.03.2021 10:12 AM</p>", DAY),
    ("en-GB", "<p>03.05.2021 10:12 AM</p>", DAY),
    ("de", "<p>03.05.2021 10:12 AM</p>", DAY),
    ("en", "<p>Town Hall, Halden, Monday 3 May 2021, 7.30 pm</p>", ""),
    ("en", "<span class=date>3 พ.ค. 64</span>", DAY),
    ("en", "<time class=c-more-options__published-date datetime='2021-05-03 10:12'>3.mai.2021</time>", DAY),
    ("en", "<div class=info>Haber Giriş Tarihi: 03.05.2021 10:12</div>", DAY),
    ("en", "<div>03 mei 2021 10:12 <span>Laatste update: 05 juni 2022</span></div>", DAY),
    ("en", "<p class=date>3 maggio 2021 (modifica il 5 giugno 2022)</p>", DAY),
    ("en", "<div class=meta>Data dodania: 3 maja 2021</div>", DAY),
    ("en", "<div class=meta>Data publicării: 03.05.2021</div>", DAY),
    ("es", "<div class=meta>Creado: 03/05/2021 10:12</div>", DAY),
    (
        "en",
        "<div class=bt>2021-05-03 10:22:14&nbsp;&nbsp;出处：海港新闻 作者：<a href=/l>林子</a> 编辑：林子 \
         <span>人气：<i> 5380 </i>次</span> <span>评论(<i>18</i>)</span></div>",
        DAY,
    ),
];

#[test]
fn dates_in_parts_and_attributes() {
    report(BELOW.iter().map(|(language, below, expected)| {
        let html = page(language, "", "", below, "");
        ((*below).to_owned(), date("page.html", &html), (*expected).to_owned())
    }));
}

/// Returns a page of posts with these times, the first at the top.
fn live(title: &str, moments: &[&str]) -> String {
    let text = "the quay is closed for all boats until the storm is over, says the office of the harbour again.";
    let post = |moment: &&str| {
        let seen = &moment[11..16];
        format!("<div class=post><time datetime='{moment}'>{seen}</time><p>{seen}: {text}</p></div>")
    };
    let posts = moments.iter().map(post).collect::<String>();
    format!("<html lang=en><head><title>{title}</title></head><body><h1>{title}</h1><div>{posts}</div></body></html>")
}

#[test]
fn a_live_report_is_of_the_day_of_its_first_post() {
    let title = "Storm in the harbour: live updates";
    let moments = ["2021-05-04T08:00:00+02:00", "2021-05-03T22:00:00+02:00", "2021-05-03T20:00:00+02:00"];
    let articles = read("page.html", &live(title, &moments));
    let [read] = articles.as_slice() else { panic!("one article") };
    assert_eq!(date("page.html", &live(title, &moments)), DAY);
    assert_eq!(read.article.date.how(), How::Inferred);
    let written = live(title, &moments).replace(">08:00<", ">4 May 2021, 08:00<");
    assert_eq!(date("page.html", &written), DAY);
    // Entries of a blog are several articles. Replies below an article are later than the article.
    for title in
        ["Notes from the harbour of Halden", "Storm in the harbour: direct flights end", "Where the gulls live"]
    {
        assert_eq!(date("page.html", &live(title, &moments)), "", "{title}");
    }
    for title in ["港口台风直播最新情况", "항구 태풍 라이브로 전한다"] {
        assert_eq!(date("page.html", &live(title, &moments)), DAY, "{title}");
    }
    let answers = [moments[2], moments[0], moments[1]].map(|moment| {
        format!("<div class=post><time datetime='{moment}'>{moment}</time><p>{}</p></div>", "A boat. ".repeat(12))
    });
    assert_eq!(date("page.html", &page("en", "", "", &answers.concat(), "")), DAY);
}

#[test]
fn an_article_above_an_endless_list() {
    let teaser = "<li class=item><a href=/a><h3>Ferry stays in port</h3></a><p>The fourth evening in a row, says the \
                  office, which has no other boat.</p></li>";
    let text = format!("<p>{}</p>", "The night ferry to the islands stayed in port on Saturday. ".repeat(5)).repeat(8);
    let html = format!(
        "<html lang=en><head><title>Harbour tolls rise again</title></head><body><h1>Harbour tolls rise again</h1>\
         <cite class=byline>By <span class=fn>NELL QUAY</span> <abbr>May 3, 2021 3:46 PM</abbr></cite>{text}\
         <ul>{}</ul></body></html>",
        teaser.repeat(60)
    );
    assert_eq!(date("page.html", &html), DAY);
}

#[test]
fn a_day_between_other_parts_of_a_title() {
    let titled = |titles: &str| {
        let html = page("de", titles, "", "", "");
        date("page.html", &html.replacen(&format!("<title>{HEADLINE}</title>"), "", 1))
    };
    report(
        [
            ("<title>Tolls rise - again | 03.05.2021 | Wire</title>", DAY),
            ("<title></title><title>Tolls rise – again – 03.05.2021</title>", DAY),
            ("<title>Tolls rise | 03.05.2021 | 05.06.2022</title>", ""),
        ]
        .map(|(titles, expected)| (titles.to_owned(), titled(titles), expected.to_owned())),
    );
}
