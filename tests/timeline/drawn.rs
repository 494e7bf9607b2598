//! Whole drawn rows of each kind of corpus, at the widths that matter.

use super::*;

#[test]
fn no_articles() {
    let all = days_of([], 0);
    check_both(
        &all,
        Cursor::Nowhere,
        40,
        2,
        "
         |─ Timeline ─────────────────────────────
         | no dates yet
         |
         |─ Timeline ─────────────────────────────
         | no dates yet
         |",
    );
    check_both(
        &all,
        Cursor::Nowhere,
        80,
        2,
        "
         |─ Timeline ─────────────────────────────────────────────────────────────────────
         | no dates yet
         |
         |─ Timeline ─────────────────────────────────────────────────────────────────────
         | no dates yet
         |",
    );
}

#[test]
fn no_dates() {
    let all = days_of([], 12);
    check_both(
        &all,
        Cursor::Undated,
        40,
        2,
        "
         |─ Timeline ─────────────── undated: 12 ─
         | No article has a date     12
         |                        ▲undated
         |─ Timeline ────────── undated: 6 of 12 ─
         | No article has a date      6
         |                        ▲undated",
    );
    check_both(
        &all,
        Cursor::Undated,
        80,
        2,
        "
         |─ Timeline ─────────────────────────────────────────────────────── undated: 12 ─
         | No article has a date     12
         |                        ▲undated
         |─ Timeline ────────────────────────────────────────────────── undated: 6 of 12 ─
         | No article has a date      6
         |                        ▲undated",
    );
}

#[test]
fn one_day() {
    let all = days_of([(date(2022, 3, 9), 412)], 0);
    check_both(
        &all,
        Cursor::day(date(2022, 3, 9)),
        40,
        2,
        "
         |─ By day ────────────── Wed 9 Mar: 412 ─
         |           ████
         |           ████
         |           ▲Wed 9 Mar 2022     Sun 13
         |─ By day ─────── Wed 9 Mar: 206 of 412 ─
         |           ░░░░
         |           ████
         |           ▲Wed 9 Mar 2022     Sun 13",
    );
    check_both(
        &all,
        Cursor::day(date(2022, 3, 9)),
        80,
        2,
        "
         |─ By day · 7 – 13 Mar 2022 ────────────────────── Wed 9 Mar: 412 · tallest 412 ─
         |                       ██████████
         |                       ██████████
         |  Mon 7      Tue 8     ▲Wed 9      Thu 10     Fri 11     Sat 12     Sun 13
         |─ By day · 7 – 13 Mar 2022 ─────────────── Wed 9 Mar: 206 of 412 · tallest 412 ─
         |                       ░░░░░░░░░░
         |                       ██████████
         |  Mon 7      Tue 8     ▲Wed 9      Thu 10     Fri 11     Sat 12     Sun 13",
    );
    check_both(&all, Cursor::day(date(2022, 3, 9)), 120, 4, "
         |─ By day · 7 – 13 Mar 2022 ────────────────────────────────────────────────────────────── Wed 9 Mar: 412 · tallest 412 ─
         |                                 ███████████████
         |                                 ███████████████
         |                                 ███████████████
         |                                 ███████████████
         |  Mon 7           Tue 8          ▲Wed 9           Thu 10          Fri 11          Sat 12          Sun 13
         |─ By day · 7 – 13 Mar 2022 · █ match ░ other ───────────────────────────────────── Wed 9 Mar: 206 of 412 · tallest 412 ─
         |                                 ░░░░░░░░░░░░░░░
         |                                 ░░░░░░░░░░░░░░░
         |                                 ███████████████
         |                                 ███████████████
         |  Mon 7           Tue 8          ▲Wed 9           Thu 10          Fri 11          Sat 12          Sun 13");
    check_both(&all, Cursor::day(date(2022, 3, 9)), 200, 5, "
         |─ By day · 7 – 13 Mar 2022 ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────── Wed 9 Mar: 412 · tallest 412 ─
         |                                                         ███████████████████████████
         |                                                         ███████████████████████████
         |                                                         ███████████████████████████
         |                                                         ███████████████████████████
         |                                                         ███████████████████████████
         |  Mon 7 Mar 2022              Tue 8                      ▲Wed 9 Mar 2022              Thu 10                      Fri 11                      Sat 12                      Sun 13
         |─ By day · 7 – 13 Mar 2022 · █ match ░ other ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────── Wed 9 Mar: 206 of 412 · tallest 412 ─
         |                                                         ░░░░░░░░░░░░░░░░░░░░░░░░░░░
         |                                                         ░░░░░░░░░░░░░░░░░░░░░░░░░░░
         |                                                         ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄
         |                                                         ███████████████████████████
         |                                                         ███████████████████████████
         |  Mon 7 Mar 2022              Tue 8                      ▲Wed 9 Mar 2022              Thu 10                      Fri 11                      Sat 12                      Sun 13");
}

#[test]
fn three_articles_have_one_row() {
    let all = seeds();
    check_both(
        &all,
        Cursor::day(date(2022, 3, 11)),
        40,
        2,
        "
         |─ By day ─── Fri 11 Mar: 1 · tallest 1 ─
         |     ███         ███               1
         |     Fri 11 Mar 2022▲           undated
         |─ By day ────────── Fri 11 Mar: 0 of 1 ─
         |     ███         ░░░               0
         |     Fri 11 Mar 2022▲           undated",
    );
    check_both(
        &all,
        Cursor::day(date(2022, 3, 11)),
        80,
        2,
        "
         |─ By day · 7 – 13 Mar 2022 ───────────────────────── Fri 11 Mar: 1 · tallest 1 ─
         |          ████████                   ████████                         1
         |  Mon 7    Tue 8    Wed 9    Thu 10  ▲Fri 11   Sat 12   Sun 13     undated
         |─ By day · 7 – 13 Mar 2022 · █ match ░ other ── Fri 11 Mar: 0 of 1 · tallest 1 ─
         |          ████████                   ░░░░░░░░                         0
         |  Mon 7    Tue 8    Wed 9    Thu 10  ▲Fri 11   Sat 12   Sun 13     undated",
    );
    check_both(&all, Cursor::day(date(2022, 3, 11)), 120, 4, "
         |─ By day · 7 – 13 Mar 2022 ───────────────────────────────────────────────────────────────── Fri 11 Mar: 1 · tallest 1 ─
         |                ██████████████                               ██████████████                                     1
         |  Mon 7          Tue 8          Wed 9          Thu 10        ▲Fri 11         Sat 12         Sun 13           undated
         |─ By day · 7 – 13 Mar 2022 · █ match ░ other ────────────────────────────────────────── Fri 11 Mar: 0 of 1 · tallest 1 ─
         |                ██████████████                               ░░░░░░░░░░░░░░                                     0
         |  Mon 7          Tue 8          Wed 9          Thu 10        ▲Fri 11         Sat 12         Sun 13           undated");
    check_both(&all, Cursor::day(date(2022, 3, 11)), 200, 5, "
         |─ By day · 7 – 13 Mar 2022 ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────── Fri 11 Mar: 1 · tallest 1 ─
         |                           █████████████████████████                                                     █████████████████████████                                                           1
         |  Mon 7 Mar 2022            Tue 8                     Wed 9                     Thu 10                   ▲Fri 11 Mar 2022           Sat 12                    Sun 13                      undated
         |─ By day · 7 – 13 Mar 2022 · █ match ░ other ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────── Fri 11 Mar: 0 of 1 · tallest 1 ─
         |                           █████████████████████████                                                     ░░░░░░░░░░░░░░░░░░░░░░░░░                                                           0
         |  Mon 7 Mar 2022            Tue 8                     Wed 9                     Thu 10                   ▲Fri 11 Mar 2022           Sat 12                    Sun 13                      undated");
    check_both(
        &all,
        Cursor::day(date(2022, 3, 11)),
        60,
        2,
        "
         |─ By day · 7 – 13 Mar 2022 ───── Fri 11 Mar: 1 · tallest 1 ─
         |       █████             █████                   1
         | 7 Mar 2022  Wed 9       ▲Fri 11 Mar 2022     undated
         |─ By day · 7 – 13 Mar 2022 ──────────── Fri 11 Mar: 0 of 1 ─
         |       █████             ░░░░░                   0
         | 7 Mar 2022  Wed 9       ▲Fri 11 Mar 2022     undated",
    );
}

#[test]
fn eighteen_months() {
    let all = months();
    check_both(
        &all,
        Cursor::day(date(2022, 3, 2)),
        40,
        2,
        "
         |─ By quarter ───────────── Q1 2022: 18 ─
         | ▃▃▃ ▄▄▄     ███     ▇▇▇
         | ███ ███ ▅▅▅ ███ ▅▅▅ ███           3
         |     2021    Q3      ▲Q1 2022   undated
         |─ By quarter ──────── Q1 2022: 6 of 18 ─
         | ▃▃▃ ▄▄▄     ░░░     ▇▇▇           3
         | ▄▄▄ ▃▃▃ ▂▂▂ ▆▆▆ ▂▂▂ ▅▅▅           1
         |     2021    Q3      ▲Q1 2022   undated",
    );
    check_both(
        &all,
        Cursor::day(date(2022, 3, 2)),
        80,
        2,
        "
         |─ By month · Oct 2020 – Mar 2022 ───────────────────── Mar 2022: 8 · tallest 9 ─
         |       ▆▆       ██          ▁▁ ▄▄ ▄▄             ▃▃ ▆▆
         | ▅▅ ▄▄ ██ ▂▂ ▇▇ ██ ▄▄ ▅▅ ▂▂ ██ ██ ██ ▄▄ ▂▂ ▅▅ ▇▇ ██ ██       3
         |          2021     Apr      Jul      Oct      Mar 2022▲   undated
         |─ By month · Oct 2020 – Mar 2022 ──────────────── Mar 2022: 3 of 8 · tallest 9 ─
         |       ▆▆       ░░          ▁▁ ▄▄ ▄▄             ▃▃ ▆▆       3
         | ▂▂ ▂▂ ▅▅ ▂▂ ▂▂ ▅▅ ▂▂ ▂▂ ▂▂ ▄▄ ▄▄ ▅▅ ▄▄ ▂▂ ▂▂ ▂▂ ▄▄ ▅▅       1
         |          2021     Apr      Jul      Oct      Mar 2022▲   undated",
    );
    check_both(&all, Cursor::day(date(2022, 3, 2)), 120, 4, "
         |─ By month · Oct 2020 – Mar 2022 ───────────────────────────────────────────────────────────── Mar 2022: 8 · tallest 9 ─
         |             ▄▄▄▄▄             █████                         ▁▁▁▁▁ ▁▁▁▁▁                               ▄▄▄▄▄
         |             █████             █████                   ▂▂▂▂▂ █████ █████                         ▅▅▅▅▅ █████
         | ▃▃▃▃▃       █████       ▆▆▆▆▆ █████       ▃▃▃▃▃       █████ █████ █████             ▃▃▃▃▃ ▆▆▆▆▆ █████ █████
         | █████ ▇▇▇▇▇ █████ ▄▄▄▄▄ █████ █████ ▇▇▇▇▇ █████ ▄▄▄▄▄ █████ █████ █████ ▇▇▇▇▇ ▄▄▄▄▄ █████ █████ █████ █████       3
         | Oct 2020    Dec   2021  Feb   Mar   Apr   May   Jun   Jul   Aug   Sep   Oct   Nov   Dec   2022     Mar 2022▲   undated
         |─ By month · Oct 2020 – Mar 2022 · █ match ░ other ────────────────────────────────────── Mar 2022: 3 of 8 · tallest 9 ─
         |             ▄▄▄▄▄             ░░░░░                         ▁▁▁▁▁ ▁▁▁▁▁                               ▄▄▄▄▄
         |             ░░░░░             ░░░░░                   ▂▂▂▂▂ ░░░░░ ░░░░░                         ▅▅▅▅▅ ░░░░░
         | ▃▃▃▃▃       ▃▃▃▃▃       ▆▆▆▆▆ ▃▃▃▃▃       ▃▃▃▃▃       ░░░░░ ░░░░░ ▃▃▃▃▃             ▃▃▃▃▃ ▆▆▆▆▆ ░░░░░ ▃▃▃▃▃       3
         | ▄▄▄▄▄ ▄▄▄▄▄ █████ ▄▄▄▄▄ ▄▄▄▄▄ █████ ▄▄▄▄▄ ▄▄▄▄▄ ▄▄▄▄▄ ▇▇▇▇▇ ▇▇▇▇▇ █████ ▇▇▇▇▇ ▄▄▄▄▄ ▄▄▄▄▄ ▄▄▄▄▄ ▇▇▇▇▇ █████       1
         | Oct 2020    Dec   2021  Feb   Mar   Apr   May   Jun   Jul   Aug   Sep   Oct   Nov   Dec   2022     Mar 2022▲   undated");
    check_both(&all, Cursor::day(date(2022, 3, 2)), 200, 5, "
         |─ By month · Oct 2020 – Mar 2022 ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────── Mar 2022: 8 · tallest 9 ─
         |                     ▄▄▄▄▄▄▄▄▄                     █████████                                                                                                               ▄▄▄▄▄▄▄▄▄
         |                     █████████                     █████████                                         ▇▇▇▇▇▇▇▇▇ ▇▇▇▇▇▇▇▇▇                                         ▃▃▃▃▃▃▃▃▃ █████████
         |                     █████████           ▂▂▂▂▂▂▂▂▂ █████████                               ▆▆▆▆▆▆▆▆▆ █████████ █████████                               ▂▂▂▂▂▂▂▂▂ █████████ █████████
         | ▅▅▅▅▅▅▅▅▅ ▁▁▁▁▁▁▁▁▁ █████████           █████████ █████████ ▁▁▁▁▁▁▁▁▁ ▅▅▅▅▅▅▅▅▅           █████████ █████████ █████████ ▁▁▁▁▁▁▁▁▁           ▅▅▅▅▅▅▅▅▅ █████████ █████████ █████████
         | █████████ █████████ █████████ ▄▄▄▄▄▄▄▄▄ █████████ █████████ █████████ █████████ ▄▄▄▄▄▄▄▄▄ █████████ █████████ █████████ █████████ ▄▄▄▄▄▄▄▄▄ █████████ █████████ █████████ █████████       3
         |  Oct 2020  Nov       Dec       2021      Feb       Mar       Apr       May       Jun       Jul       Aug       Sep       Oct       Nov       Dec       2022      Feb      ▲Mar 2022    undated
         |─ By month · Oct 2020 – Mar 2022 · █ match ░ other ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────── Mar 2022: 3 of 8 · tallest 9 ─
         |                     ▄▄▄▄▄▄▄▄▄                     ░░░░░░░░░                                                                                                               ▄▄▄▄▄▄▄▄▄
         |                     ░░░░░░░░░                     ░░░░░░░░░                                         ▇▇▇▇▇▇▇▇▇ ▇▇▇▇▇▇▇▇▇                                         ▃▃▃▃▃▃▃▃▃ ░░░░░░░░░
         |                     ░░░░░░░░░           ▂▂▂▂▂▂▂▂▂ ░░░░░░░░░                               ▆▆▆▆▆▆▆▆▆ ░░░░░░░░░ ░░░░░░░░░                               ▂▂▂▂▂▂▂▂▂ ░░░░░░░░░ ░░░░░░░░░
         | ▅▅▅▅▅▅▅▅▅ ▁▁▁▁▁▁▁▁▁ ▅▅▅▅▅▅▅▅▅           ░░░░░░░░░ ▅▅▅▅▅▅▅▅▅ ▁▁▁▁▁▁▁▁▁ ▅▅▅▅▅▅▅▅▅           ▁▁▁▁▁▁▁▁▁ ▁▁▁▁▁▁▁▁▁ ▅▅▅▅▅▅▅▅▅ ▁▁▁▁▁▁▁▁▁           ▅▅▅▅▅▅▅▅▅ ░░░░░░░░░ ▁▁▁▁▁▁▁▁▁ ▅▅▅▅▅▅▅▅▅       3
         | ▄▄▄▄▄▄▄▄▄ ▄▄▄▄▄▄▄▄▄ █████████ ▄▄▄▄▄▄▄▄▄ ▄▄▄▄▄▄▄▄▄ █████████ ▄▄▄▄▄▄▄▄▄ ▄▄▄▄▄▄▄▄▄ ▄▄▄▄▄▄▄▄▄ █████████ █████████ █████████ ░░░░░░░░░ ▄▄▄▄▄▄▄▄▄ ▄▄▄▄▄▄▄▄▄ ▄▄▄▄▄▄▄▄▄ █████████ █████████       1
         |  Oct 2020  Nov       Dec       2021      Feb       Mar       Apr       May       Jun       Jul       Aug       Sep       Oct       Nov       Dec       2022      Feb      ▲Mar 2022    undated");
    check_both(
        &all,
        Cursor::day(date(2022, 3, 2)),
        60,
        2,
        "
         |─ By quarter · Q4 2020 – Q2 2022 ───────────── Q1 2022: 18 ─
         | ▃▃▃▃▃ ▄▄▄▄▄       █████       ▇▇▇▇▇
         | █████ █████ ▅▅▅▅▅ █████ ▅▅▅▅▅ █████             3
         |       2021  Q2    Q3    Q4    ▲Q1 2022       undated
         |─ By quarter · Q4 2020 – Q2 2022 ──────── Q1 2022: 6 of 18 ─
         | ▃▃▃▃▃ ▄▄▄▄▄       ░░░░░       ▇▇▇▇▇             3
         | ▄▄▄▄▄ ▃▃▃▃▃ ▂▂▂▂▂ ▆▆▆▆▆ ▂▂▂▂▂ ▅▅▅▅▅             1
         |       2021  Q2    Q3    Q4    ▲Q1 2022       undated",
    );
}

#[test]
fn twenty_years_of_articles() {
    let all = twenty_years(1, 0);
    check_both(
        &all,
        Cursor::day(date(2011, 3, 2)),
        40,
        2,
        "
         |─ By year · 2003 – 2022 ───── 2011: 95 ─
         |                  █
         | ▂▂▂▂▃▃▃▃▄▃▄▄▄▅▅▅▅█▆▆
         |         ▲2011    2020
         |─ By year ───────────── 2011: 15 of 95 ─
         |                  ░
         | ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
         |         ▲2011    2020",
    );
    check_both(
        &all,
        Cursor::day(date(2011, 3, 2)),
        80,
        2,
        "
         |─ By year · 2003 – 2022 ─────────────────────────────── 2011: 95 · tallest 431 ─
         |                                                    ██
         | ▂▂ ▂▂ ▂▂ ▂▂ ▃▃ ▃▃ ▃▃ ▃▃ ▄▄ ▃▃ ▄▄ ▄▄ ▄▄ ▅▅ ▅▅ ▅▅ ▅▅ ██ ▆▆ ▆▆
         |    2004  2006  2008     ▲2011    2014  2016  2018  2020  2022
         |─ By year · 2003 – 2022 · █ match ░ other ─────── 2011: 15 of 95 · tallest 431 ─
         |                                                    ░░
         | ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁
         |    2004  2006  2008     ▲2011    2014  2016  2018  2020  2022",
    );
    check_both(&all, Cursor::day(date(2011, 3, 2)), 120, 4, "
         |─ By year · 2003 – 2022 ─────────────────────────────────────────────────────────────────────── 2011: 95 · tallest 431 ─
         |                                                                                      ████
         |                                                                                      ████
         |                                                             ▁▁▁▁ ▁▁▁▁ ▂▂▂▂ ▂▂▂▂ ▂▂▂▂ ████ ▄▄▄▄ ▃▃▃▃
         | ▄▄▄▄ ▃▃▃▃ ▄▄▄▄ ▅▅▅▅ ▅▅▅▅ ▅▅▅▅ ▆▆▆▆ ▆▆▆▆ ▇▇▇▇ ▇▇▇▇ ████ ████ ████ ████ ████ ████ ████ ████ ████ ████
         |      2004      2006      2008           ▲2011          2014      2016      2018      2020      2022
         |─ By year · 2003 – 2022 · █ match ░ other ─────────────────────────────────────────────── 2011: 15 of 95 · tallest 431 ─
         |                                                                                      ░░░░
         |                                                                                      ░░░░
         |                                                             ▁▁▁▁ ▁▁▁▁ ▂▂▂▂ ▂▂▂▂ ▂▂▂▂ ░░░░ ▄▄▄▄ ▃▃▃▃
         | ▁▁▁▁ ▁▁▁▁ ▁▁▁▁ ▁▁▁▁ ▁▁▁▁ ▁▁▁▁ ▁▁▁▁ ▁▁▁▁ ▁▁▁▁ ▁▁▁▁ ▁▁▁▁ ▁▁▁▁ ▂▂▂▂ ▂▂▂▂ ▂▂▂▂ ▂▂▂▂ ▂▂▂▂ ▂▂▂▂ ▂▂▂▂ ▂▂▂▂
         |      2004      2006      2008           ▲2011          2014      2016      2018      2020      2022");
    check_both(&all, Cursor::day(date(2011, 3, 2)), 200, 5, "
         |─ By year · 2003 – 2022 ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────── 2011: 95 · tallest 431 ─
         |                                                                                                                                                          ████████
         |                                                                                                                                                          ████████
         |                                                                                                                                                          ████████
         |                                                                         ▁▁▁▁▁▁▁▁ ▁▁▁▁▁▁▁▁ ▂▂▂▂▂▂▂▂ ▂▂▂▂▂▂▂▂ ▃▃▃▃▃▃▃▃ ▃▃▃▃▃▃▃▃ ▄▄▄▄▄▄▄▄ ▄▄▄▄▄▄▄▄ ▅▅▅▅▅▅▅▅ ████████ ▆▆▆▆▆▆▆▆ ▆▆▆▆▆▆▆▆
         | ▅▅▅▅▅▅▅▅ ▄▄▄▄▄▄▄▄ ▅▅▅▅▅▅▅▅ ▆▆▆▆▆▆▆▆ ▇▇▇▇▇▇▇▇ ▆▆▆▆▆▆▆▆ ████████ ████████ ████████ ████████ ████████ ████████ ████████ ████████ ████████ ████████ ████████ ████████ ████████ ████████
         |  2003     2004     2005     2006     2007     2008     2009     2010    ▲2011     2012     2013     2014     2015     2016     2017     2018     2019     2020     2021     2022
         |─ By year · 2003 – 2022 · █ match ░ other ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────── 2011: 15 of 95 · tallest 431 ─
         |                                                                                                                                                          ░░░░░░░░
         |                                                                                                                                                          ░░░░░░░░
         |                                                                                                                                                          ░░░░░░░░
         |                                                                         ▁▁▁▁▁▁▁▁ ▁▁▁▁▁▁▁▁ ▂▂▂▂▂▂▂▂ ▂▂▂▂▂▂▂▂ ▃▃▃▃▃▃▃▃ ▃▃▃▃▃▃▃▃ ▄▄▄▄▄▄▄▄ ▄▄▄▄▄▄▄▄ ▅▅▅▅▅▅▅▅ ░░░░░░░░ ▆▆▆▆▆▆▆▆ ▆▆▆▆▆▆▆▆
         | ▁▁▁▁▁▁▁▁ ▁▁▁▁▁▁▁▁ ▁▁▁▁▁▁▁▁ ▁▁▁▁▁▁▁▁ ▁▁▁▁▁▁▁▁ ▁▁▁▁▁▁▁▁ ▂▂▂▂▂▂▂▂ ▁▁▁▁▁▁▁▁ ▁▁▁▁▁▁▁▁ ▂▂▂▂▂▂▂▂ ▂▂▂▂▂▂▂▂ ▂▂▂▂▂▂▂▂ ▂▂▂▂▂▂▂▂ ▂▂▂▂▂▂▂▂ ▂▂▂▂▂▂▂▂ ▂▂▂▂▂▂▂▂ ▂▂▂▂▂▂▂▂ ▂▂▂▂▂▂▂▂ ▃▃▃▃▃▃▃▃ ▂▂▂▂▂▂▂▂
         |  2003     2004     2005     2006     2007     2008     2009     2010    ▲2011     2012     2013     2014     2015     2016     2017     2018     2019     2020     2021     2022");
    check_both(
        &all,
        Cursor::day(date(2011, 3, 2)),
        90,
        2,
        "
         |─ By year · 2003 – 2022 ───────────────────────────────────────── 2011: 95 · tallest 431 ─
         |                                                                     ███
         | ▂▂▂ ▂▂▂ ▂▂▂ ▂▂▂ ▃▃▃ ▃▃▃ ▃▃▃ ▃▃▃ ▄▄▄ ▃▃▃ ▄▄▄ ▄▄▄ ▄▄▄ ▅▅▅ ▅▅▅ ▅▅▅ ▅▅▅ ███ ▆▆▆ ▆▆▆
         |     2004    2006    2008        ▲2011       2014    2016    2018    2020    2022
         |─ By year · 2003 – 2022 · █ match ░ other ───────────────── 2011: 15 of 95 · tallest 431 ─
         |                                                                     ░░░
         | ▁▁▁ ▁▁▁ ▁▁▁ ▁▁▁ ▁▁▁ ▁▁▁ ▁▁▁ ▁▁▁ ▁▁▁ ▁▁▁ ▁▁▁ ▁▁▁ ▁▁▁ ▁▁▁ ▁▁▁ ▁▁▁ ▁▁▁ ▁▁▁ ▁▁▁ ▁▁▁
         |     2004    2006    2008        ▲2011       2014    2016    2018    2020    2022",
    );
}

#[test]
fn years_far_apart() {
    let all = days_of([(date(1912, 4, 16), 2), (date(2022, 3, 9), 30), (date(2022, 4, 9), 3)], 0);
    check_both(
        &all,
        Cursor::day(date(2022, 3, 8)),
        40,
        2,
        "
         |─ By decade ──────────── 2020–2029: 33 ─
         |                                  ██
         | ▁▁                               ██
         |    1920  1940  1960       2020–2029▲
         |─ By decade ─────── 2020–2029: 0 of 33 ─
         |                                  ░░
         | ▁▁                               ░░
         |    1920  1940  1960       2020–2029▲",
    );
    check_both(
        &all,
        Cursor::day(date(2022, 3, 8)),
        80,
        2,
        "
         |─ By decade · 1910 – 2029 ───────────────────────── 2020–2029: 33 · tallest 33 ─
         |                                                                   █████
         | ▁▁▁▁▁                                                             █████
         |  1910  1920  1930  1940  1950  1960  1970  1980  1990  2000       ▲2020–2029
         |─ By decade · 1910 – 2029 · █ match ░ other ── 2020–2029: 0 of 33 · tallest 33 ─
         |                                                                   ░░░░░
         | ▁▁▁▁▁                                                             ░░░░░
         |  1910  1920  1930  1940  1950  1960  1970  1980  1990  2000       ▲2020–2029",
    );
    check_both(&all, Cursor::day(date(2022, 3, 8)), 120, 4, "
         |─ By decade · 1910 – 2029 ───────────────────────────────────────────────────────────────── 2020–2029: 33 · tallest 33 ─
         |                                                                                                    ████████
         |                                                                                                    ████████
         |                                                                                                    ████████
         | ▂▂▂▂▂▂▂▂                                                                                           ████████
         |  1910     1920     1930     1940     1950     1960     1970     1980     1990     2000     2010    ▲2020–2029
         |─ By decade · 1910 – 2029 · █ match ░ other ────────────────────────────────────────── 2020–2029: 0 of 33 · tallest 33 ─
         |                                                                                                    ░░░░░░░░
         |                                                                                                    ░░░░░░░░
         |                                                                                                    ░░░░░░░░
         | ▁▁▁▁▁▁▁▁                                                                                           ░░░░░░░░
         |  1910     1920     1930     1940     1950     1960     1970     1980     1990     2000     2010    ▲2020–2029");
    check_both(&all, Cursor::day(date(2022, 3, 8)), 200, 5, "
         |─ By decade · 1910 – 2029 ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────── 2020–2029: 33 · tallest 33 ─
         |                                                                                                                                                                                 ███████████████
         |                                                                                                                                                                                 ███████████████
         |                                                                                                                                                                                 ███████████████
         |                                                                                                                                                                                 ███████████████
         | ▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂                                                                                                                                                                 ███████████████
         |  1910            1920            1930            1940            1950            1960            1970            1980            1990            2000            2010           ▲2020–2029
         |─ By decade · 1910 – 2029 · █ match ░ other ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────── 2020–2029: 0 of 33 · tallest 33 ─
         |                                                                                                                                                                                 ░░░░░░░░░░░░░░░
         |                                                                                                                                                                                 ░░░░░░░░░░░░░░░
         |                                                                                                                                                                                 ░░░░░░░░░░░░░░░
         |                                                                                                                                                                                 ░░░░░░░░░░░░░░░
         | ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁                                                                                                                                                                 ░░░░░░░░░░░░░░░
         |  1910            1920            1930            1940            1950            1960            1970            1980            1990            2000            2010           ▲2020–2029");
}

#[test]
fn a_million_articles() {
    let all = a_million();
    check_both(
        &all,
        Cursor::day(date(2011, 3, 2)),
        40,
        2,
        "
         |─ By year · 2003 – 2022 ── 2011: 3,446 ─
         |                  █
         | ▁▁▁▁▁▁▁▁▁▁▁▂▂▂▂▂▃█▃▄   11,871
         |         ▲2011          undated
         |─ By year ───────── 2011: 422 of 3,446 ─
         |                  ░     11,871
         | ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▇▁▁    5,935
         |         ▲2011          undated",
    );
    check_both(
        &all,
        Cursor::day(date(2011, 3, 2)),
        80,
        2,
        "
         |─ By year · 2003 – 2022 ───────────────────────── 2011: 3,446 · tallest 56,201 ─
         |                                                    ██
         | ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▂▂ ▂▂ ▂▂ ▂▂ ▂▂ ▃▃ ██ ▃▃ ▄▄    11,871
         |    2004  2006  2008     ▲2011    2014  2016  2018  2020        undated
         |─ By year · 2003 – 2022 ────────────────── 2011: 422 of 3,446 · tallest 56,201 ─
         |                                                    ░░          11,871
         | ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▇▇ ▁▁ ▁▁     5,935
         |    2004  2006  2008     ▲2011    2014  2016  2018  2020        undated",
    );
    check_both(&all, Cursor::day(date(2011, 3, 2)), 120, 4, "
         |─ By year · 2003 – 2022 ───────────────────────────────────────────────────────────────── 2011: 3,446 · tallest 56,201 ─
         |                                                                                      ████
         |                                                                                      ████
         |                                                                                      ████
         | ▁▁▁▁ ▁▁▁▁ ▁▁▁▁ ▁▁▁▁ ▁▁▁▁ ▁▁▁▁ ▁▁▁▁ ▂▂▂▂ ▂▂▂▂ ▂▂▂▂ ▂▂▂▂ ▃▃▃▃ ▃▃▃▃ ▄▄▄▄ ▄▄▄▄ ▅▅▅▅ ▆▆▆▆ ████ ▇▇▇▇ ████    11,871
         |      2004      2006      2008           ▲2011          2014      2016      2018      2020      2022    undated
         |─ By year · 2003 – 2022 · █ match ░ other ──────────────────────────────────────── 2011: 422 of 3,446 · tallest 56,201 ─
         |                                                                                      ░░░░
         |                                                                                      ░░░░
         |                                                                                      ▆▆▆▆              11,871
         | ▁▁▁▁ ▁▁▁▁ ▁▁▁▁ ▁▁▁▁ ▁▁▁▁ ▁▁▁▁ ▁▁▁▁ ▁▁▁▁ ▁▁▁▁ ▁▁▁▁ ▁▁▁▁ ▁▁▁▁ ▁▁▁▁ ▁▁▁▁ ▁▁▁▁ ▁▁▁▁ ▁▁▁▁ ████ ▂▂▂▂ ▁▁▁▁     5,935
         |      2004      2006      2008           ▲2011          2014      2016      2018      2020      2022    undated");
    check_both(&all, Cursor::day(date(2011, 3, 2)), 200, 5, "
         |─ By year · 2003 – 2022 ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────── 2011: 3,446 · tallest 56,201 ─
         |                                                                                                                                                          ████████
         |                                                                                                                                                          ████████
         |                                                                                                                                                          ████████
         |                                                                                                                                                          ████████ ▁▁▁▁▁▁▁▁ ▁▁▁▁▁▁▁▁
         | ▁▁▁▁▁▁▁▁ ▁▁▁▁▁▁▁▁ ▁▁▁▁▁▁▁▁ ▁▁▁▁▁▁▁▁ ▁▁▁▁▁▁▁▁ ▁▁▁▁▁▁▁▁ ▂▂▂▂▂▂▂▂ ▂▂▂▂▂▂▂▂ ▂▂▂▂▂▂▂▂ ▃▃▃▃▃▃▃▃ ▂▂▂▂▂▂▂▂ ▄▄▄▄▄▄▄▄ ▄▄▄▄▄▄▄▄ ▅▅▅▅▅▅▅▅ ▆▆▆▆▆▆▆▆ ▆▆▆▆▆▆▆▆ ▇▇▇▇▇▇▇▇ ████████ ████████ ████████    11,871
         |  2003     2004     2005     2006     2007     2008     2009     2010    ▲2011     2012     2013     2014     2015     2016     2017     2018     2019     2020     2021     2022       undated
         |─ By year · 2003 – 2022 · █ match ░ other ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────── 2011: 422 of 3,446 · tallest 56,201 ─
         |                                                                                                                                                          ░░░░░░░░
         |                                                                                                                                                          ░░░░░░░░
         |                                                                                                                                                          ▁▁▁▁▁▁▁▁
         |                                                                                                                                                          ████████ ▁▁▁▁▁▁▁▁ ▁▁▁▁▁▁▁▁    11,871
         | ▁▁▁▁▁▁▁▁ ▁▁▁▁▁▁▁▁ ▁▁▁▁▁▁▁▁ ▁▁▁▁▁▁▁▁ ▁▁▁▁▁▁▁▁ ▁▁▁▁▁▁▁▁ ▁▁▁▁▁▁▁▁ ▁▁▁▁▁▁▁▁ ▁▁▁▁▁▁▁▁ ▁▁▁▁▁▁▁▁ ▁▁▁▁▁▁▁▁ ▁▁▁▁▁▁▁▁ ▁▁▁▁▁▁▁▁ ▁▁▁▁▁▁▁▁ ▁▁▁▁▁▁▁▁ ▂▂▂▂▂▂▂▂ ▁▁▁▁▁▁▁▁ ████████ ▂▂▂▂▂▂▂▂ ▁▁▁▁▁▁▁▁     5,935
         |  2003     2004     2005     2006     2007     2008     2009     2010    ▲2011     2012     2013     2014     2015     2016     2017     2018     2019     2020     2021     2022       undated");
}

#[test]
fn one_row_between_its_ends() {
    let mut timeline = Timeline::default();
    timeline.set_cursor(Cursor::day(date(2021, 3, 8)));
    let rows: Vec<String> = [(months(), 40), (months(), 80), (seeds(), 60), (days_of([], 12), 60)]
        .iter()
        .map(|(all, columns)| drawn(&timeline, &scene(all, *columns, 0)))
        .collect();
    check(
        &rows.join("\n"),
        "
         | Oct 2020 ▅▅▆▆▃▃██▃▃██   Jun 2022
         |    Oct 2020 ▅▅▅▅▅ ▆▆▆▆▆ ▃▃▃▃▃ █████ ▃▃▃▃▃ █████       Jun 2022  3 undated
         |◂   7 Mar     ███         ███         13 Mar  1 undated
         | No article has a date  12 undated",
    );
}

#[test]
fn all_of_a_month_is_in_view_when_it_is_zoomed_into() {
    let all = months();
    let scene = scene(&all, 120, 2);
    for month in 1..=12 {
        for day in [1, 15, 28] {
            let mut timeline = Timeline::default();
            timeline.set_cursor(Cursor::day(date(2021, month, day)));
            let month = timeline.bin_range(&scene, timeline.cursor()).expect("a month");
            assert_eq!((month.0.day(), month.1), (1, month.0.last_of_month()));
            timeline.zoom_in(&scene);
            let first = timeline.picture(&scene);
            let shown = |day| timeline.bin_range(&scene, Cursor::day(day)).expect("a week");
            let weeks = [shown(month.0), shown(month.1)];
            for week in weeks {
                timeline.set_cursor(Cursor::day(week.1.min(month.1).max(month.0)));
                let picture = timeline.picture(&scene);
                assert!(picture.cursor_bin_idx.is_some(), "{week:?} is out of view: {:?}", first.title.span);
            }
        }
    }
}

#[test]
fn zooming_keeps_the_width_of_bins() {
    let all = months();
    let scene = scene(&all, 80, 2);
    let mut timeline = Timeline::default();
    timeline.set_cursor(Cursor::day(date(2021, 8, 7)));
    let mut rows = Vec::new();
    for _ in 0..3 {
        timeline.zoom_in(&scene);
        rows.push(drawn(&timeline, &scene));
    }
    // What was panned away from is marked at the edge, and a move brings it back.
    timeline.pan(&scene, 2);
    rows.push(drawn(&timeline, &scene));
    timeline.pan(&scene, -4);
    rows.push(drawn(&timeline, &scene));
    timeline.filled_bin_right(&scene);
    rows.push(drawn(&timeline, &scene));
    check(
        &rows.join("\n"),
        "
         |─ By week · 10 May – 10 Oct 2021 · 54 outside ─── Week of 2 Aug: 2 · tallest 3 ─
         |                      ▃▃ ▃▃          ▃▃ ▃▃ ▃▃    ▃▃ ▃▃ ██
         |          ▅▅          ██ ██ ▅▅    ▅▅ ██ ██ ██    ██ ██ ██    ▅▅ ▅▅       3
         |          Jun 2021    Jul            ▲2 Aug 2021             Oct      undated
         |─ By day · 26 Jul – 16 Aug 2021 · 70 outside ──────── Sat 7 Aug: 1 · tallest 1 ─
         |
         |                   ██       ██       ██       ██       ██       ██       3
         | 26 Jul 2021          2 Aug          ▲Sat 7 Aug 2021                  undated
         |─ By day · 26 Jul – 16 Aug 2021 · 70 outside ──────── Sat 7 Aug: 1 · tallest 1 ─
         |
         |                   ██       ██       ██       ██       ██       ██       3
         | 26 Jul 2021          2 Aug          ▲Sat 7 Aug 2021                  undated
         |─ By day · 17 Aug – 7 Sep 2021 · 72 outside ───────── Sat 7 Aug: 1 · tallest 1 ─
         |
         |       ██                                     ██       ██       ██       3
         |◂   18 Aug 2021    23 Aug               30 Aug               6 Sep    undated
         |─ By day · 4 – 25 Jul 2021 · 34 earlier, 38 later ─── Sat 7 Aug: 1 · tallest 1 ─
         |
         | ██       ██       ██       ██                                           3
         | 4 Jul 2021              12 Jul               19 Jul               ▸  undated
         |─ By day · 20 Jul – 10 Aug 2021 · 72 outside ─────── Tue 10 Aug: 1 · tallest 1 ─
         |
         |                                     ██       ██       ██       ██       3
         | 20 Jul 2021       26 Jul               2 Aug      Tue 10 Aug 2021▲   undated",
    );
    for _ in 0..2 {
        timeline.zoom_out(&scene);
    }
    assert!(timeline.is_everything());
}

#[test]
fn dates_without_a_day_have_a_column_where_bins_are_finer() {
    let dates = [
        (ArticleDate::day(date(2022, 3, 8)), 4),
        (ArticleDate::day(date(2022, 3, 24)), 2),
        (ArticleDate::month(date(2022, 3, 1)), 3),
    ];
    let all = counts_of(dates, 12);
    let scene = scene(&all, 80, 3);
    let mut timeline = Timeline::default();
    timeline.set_cursor(Cursor::of_article(Some(&ArticleDate::month(date(2022, 3, 1)))));
    check(
        &drawn(&timeline, &scene),
        "
         |─ By week · 21 Feb – 10 Apr 2022 ─────────────────────── no day: 3 · tallest 4 ─
         |                 ███████
         |                 ███████         ▄▄▄▄▄▄▄
         |                 ███████         ███████                      3        12
         | 21 Feb 2022     7 Mar   14 Mar  21 Mar  28 Mar  4 Apr     ▲no day   undated",
    );
    assert_eq!(timeline.filter_text(&scene, timeline.cursor()), None);
    // Where most articles have a month alone, months are the finest bins that say anything.
    let all = counts_of([(ArticleDate::month(date(2022, 3, 1)), 30), (ArticleDate::day(date(2022, 3, 24)), 2)], 0);
    let scene = self::scene(&all, 80, 3);
    check(
        &drawn(&timeline, &scene),
        "
         |─ By month · Dec 2021 – Jun 2022 ─────────────────── Mar 2022: 32 · tallest 32 ─
         |                                  ██████████
         |                                  ██████████
         |                                  ██████████
         |  Dec 2021   2022       Feb       ▲Mar 2022   Apr        May        Jun",
    );
    assert_eq!(timeline.filter_text(&scene, timeline.cursor()).as_deref(), Some("2022-03"));
}

#[test]
fn ascii_focus_and_progress() {
    let all = months();
    let matching = some_of(&all);
    let scene = Scene { matching: Some(&matching), ..scene(&all, 100, 2) };
    let mut timeline = Timeline::default();
    timeline.set_cursor(Cursor::day(date(2021, 3, 8)));
    let picture = timeline.picture(&scene);
    let ascii = rows_of(&buffer_of(&picture, true, Some("1,204 of 9,999"), &look(&ASCII, false)));
    let plain = rows_of(&buffer_of(&picture, true, Some("1,204 of 9,999"), &look(&BLOCKS, false)));
    check(
        &format!("{ascii}\n{plain}"),
        "
         |= By month - Oct 2020 - Mar 2022 - 1,204 of 9,999 - # match : other = Mar 2021: 3 of 9 - tallest 9 =
         |         :::         :::             ::: ::: :::                 ::: :::       3
         | ... ... ### ::: ... ### ... ... ::: ### ### ### ::: ... ... ... ### ###       1
         | Oct 2020    2021    ^Mar 2021       Jul         Oct         2022           undated
         |━ By month · Oct 2020 – Mar 2022 · 1,204 of 9,999 · █ match ░ other ━ Mar 2021: 3 of 9 · tallest 9 ━
         |         ░░░         ░░░             ░░░ ░░░ ░░░                 ░░░ ░░░       3
         | ▂▂▂ ▂▂▂ ▅▅▅ ░░░ ▂▂▂ ▅▅▅ ▂▂▂ ▂▂▂ ░░░ ▄▄▄ ▄▄▄ ▅▅▅ ░░░ ▂▂▂ ▂▂▂ ▂▂▂ ▄▄▄ ▅▅▅       1
         | Oct 2020    2021    ▲Mar 2021       Jul         Oct         2022           undated",
    );
}
