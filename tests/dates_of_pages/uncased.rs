//! Tests for lines with a date in scripts without capitals, where small letters do not distinguish a sentence from
//! names.

use super::{date, page, report};

#[test]
fn sentences_and_lines_without_capitals() {
    let rows = [
        ("في 9 مارس 2020 قالت هيئة الميناء إن العبارة بقيت في الميناء", ""),
        ("بقيت العبارة في الميناء حتى 9 مارس 2020 بسبب العاصفة القوية", ""),
        ("نشر في 9 مارس 2020", "2020-03-09"),
        ("هالدن - 9 مارس 2020", "2020-03-09"),
        ("2020년 5월 9일 할덴항 야간 여객선이 나흘째 결항했다", ""),
        ("부두는 2020년 5월 9일에 다시 문을 연다고 항만청이 밝혔다", ""),
        ("2020.05.09 10:30 홍길동 기자", "2020-05-09"),
        ("승인 2020년 5월 9일 할덴신문", "2020-05-09"),
        ("ב-9 במרץ 2020 אמרה רשות הנמל כי המעבורת נשארה בנמל", ""),
        ("9 मार्च 2020 को बंदरगाह कार्यालय ने कहा कि फेरी बंदरगाह में रही", ""),
        ("हाल्डेन, 9 मार्च 2020", "2020-03-09"),
        ("2020年5月9日 港口管理局宣布夜间渡轮停航", ""),
        ("来源：本站原创 作者：林子佩 时间：2020年5月9日 23:00 浏览： 33", "2020-05-09"),
        ("THE FERRY HAS BEEN IN PORT SINCE MAY 9, 2020 AND NOBODY KNOWS WHY", ""),
        ("HALDEN COURIER, MAY 9, 2020", "2020-05-09"),
    ];
    report(rows.into_iter().map(|(line, expected)| {
        let of_page = date("a.html", &page("en", "", "", &format!("<p>{line}</p>"), ""));
        (line.to_owned(), of_page, expected.to_owned())
    }));
}
