//! “Also about this”: the articles most similar to the open one, below its text and in a box.

use crate::{screen, signs, start_options};
use newsreader::run::StartOptions;

const SIZE: (u16, u16) = (100, 30);

/// The newest article of the sample, about the ferry that stays in port, with the focus on its text.
const FERRY: &str = "<enter>";
/// The fifth article, which no other one is similar to.
const FLOUR: &str = "jjjj<enter>";

/// The lines of a screen that contain `text`, each from the start of `text` on.
fn lines_from<'screen>(screen: &'screen str, text: &str) -> Vec<&'screen str> {
    screen.lines().filter_map(|line| line.find(text).map(|at| &line[at..])).collect()
}

#[test]
fn similar_articles_stand_below_a_text() {
    let drawn = screen(SIZE, &format!("{FERRY}G"));
    assert_eq!(lines_from(&drawn, "── Also about this ──").len(), 1, "{drawn}");
    assert_eq!(lines_from(&drawn, "1  ~12 Mar  "), ["1  ~12 Mar       Northshore Radio    No night ferry again,…"]);
    assert_eq!(lines_from(&drawn, "2  13 Mar   "), ["2  13 Mar        The Halden Courier  ‘When the door is dry’…"]);
    assert!(!screen(SIZE, &format!("{FLOUR}G")).contains("Also about this"));
}

#[test]
fn the_box_opens_an_article_by_its_number_or_by_the_selection() {
    let listed = screen(SIZE, &format!("{FERRY}ga"));
    assert!(listed.contains("1 to 2 or ↵ goes there"), "{listed}");
    for keys in ["ga2", "gaj<enter>", "ga<down><enter>"] {
        let drawn = screen(SIZE, &format!("{FERRY}{keys}"));
        assert!(drawn.contains("│   ‘When the door is dry’"), "{keys}\n{drawn}");
    }
    for keys in ["ga<esc>", "gaq", "ga9"] {
        let drawn = screen(SIZE, &format!("{FERRY}{keys}"));
        assert!(drawn.contains("│   Night ferry cancelled for a fourth evening"), "{keys}\n{drawn}");
    }
    assert!(screen(SIZE, &format!("{FERRY}ga2H")).contains("│   Night ferry cancelled for a fourth evening"));
    assert!(screen(SIZE, &format!("{FLOUR}ga")).contains("No similar articles"));
}

#[test]
fn a_filter_that_hides_the_similar_article_is_cleared() {
    let options = StartOptions { filter: "\"ferry cancelled\"".to_owned(), ..start_options() };
    let drawn = signs(&crate::picture_with(options, SIZE, "<enter>ga2").buffer);
    assert!(drawn.contains("│   ‘When the door is dry’") && drawn.contains("75 articles"), "{drawn}");
}
