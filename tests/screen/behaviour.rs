//! The effects of keys, seen on the screen.

use newsreader::action::Action;
use newsreader::app::message::{FolderFound, Message};
use newsreader::app::overlay::Overlay;
use newsreader::app::{App, Start};
use newsreader::run::StartOptions;
use newsreader::settings::Settings;

use crate::{picture_with, screen, signs, start_options};

const SIZE: (u16, u16) = (80, 24);

/// The title of the selected article: the rows at the left edge with the sign of the selection.
fn selected(keys: &str) -> String {
    selected_of(&screen(SIZE, keys))
}

fn selected_of(screen: &str) -> String {
    let lines = screen.lines().filter_map(|line| line.strip_prefix('▌'));
    let words: Vec<String> = lines.map(|line| line.split('│').next().unwrap_or_default().trim().to_owned()).collect();
    words.join(" ")
}

fn status(keys: &str) -> String {
    screen(SIZE, keys).lines().last().unwrap_or_default().to_owned()
}

/// The title of the pane with the focus: the one whose rule is heavy.
fn focus(keys: &str) -> String {
    let screen = screen(SIZE, keys);
    let after_rule = screen.split('━').skip(1).find(|title| !title.is_empty());
    after_rule.unwrap_or_default().split(['─', '┬']).next().unwrap_or_default().trim().to_owned()
}

fn filter_line(keys: &str) -> String {
    screen(SIZE, keys).lines().next().unwrap_or_default().to_owned()
}

#[test]
fn moving_through_the_list() {
    assert_eq!(selected("jk"), selected(""));
    assert_ne!(selected("j"), selected(""));
    assert_eq!(selected("jjj"), selected("<down><down><down>"));
    assert_eq!(selected("Ggg"), selected(""));
    assert_eq!(selected("G"), selected("<end>"));
    assert_eq!(selected("<pgdn><pgup>"), selected(""));
    assert_eq!(selected("JJ"), selected("jj"));
    assert_eq!(selected("jj<enter>J"), selected("jjj"), "J goes to the next article in the reader too");
}

#[test]
fn the_undated_come_last_and_are_reached() {
    assert!(selected("G").contains("undated"), "{}", selected("G"));
    assert!(selected("gu").contains("undated"), "{}", selected("gu"));
}

#[test]
fn sorting() {
    assert!(screen(SIZE, "SD").contains("Oldest first"));
    assert!(screen(SIZE, "Sl").contains("Longest first"));
    assert!(screen(SIZE, "Sp").contains("By path"));
    assert!(screen(SIZE, "Ss").contains("By source"));
    assert!(screen(SIZE, "Sr").contains("By relevance"));
    // Without a filter nothing is more relevant than what is new.
    assert_eq!(selected("Sr"), selected(""));
    assert_eq!(selected("SDSd"), selected(""));
    // The selection stays on its article while the order changes.
    assert_eq!(selected("jjjSl").replace('…', ""), selected("jjj").replace('…', ""));
}

#[test]
fn the_filter_is_live_and_comes_back() {
    assert!(filter_line("/ferry").contains(" of 75"));
    assert!(filter_line("/ferry<enter>X").contains("75 articles"));
    assert_eq!(filter_line("/ferry<enter>XH"), filter_line("/ferry<enter>"));
    assert_eq!(filter_line("/ferry<enter>XHL"), filter_line(""));
    assert_eq!(filter_line("/ferry<enter><esc>"), filter_line(""));
    assert!(status("/ferry<enter><esc>").contains("Filter cleared"));
    assert!(filter_line("/ferry<enter>/<ctrl-u>wreck<enter>/<ctrl-p><ctrl-p>").starts_with(" / ferry"));
}

#[test]
fn the_selection_survives_the_filter() {
    // While a filter that is being typed hides the article the nearest one is selected; without it the article
    // is again.
    assert_eq!(selected("jjjjjj/ferry<ctrl-u><enter>"), selected("jjjjjj"));
    assert_eq!(selected("jjj/ferry -tolls<enter>"), selected("jjj/ferry<enter>"), "hidden only while `-t` was typed");
}

#[test]
fn the_article_in_view_after_enter_is_the_chosen_one() {
    // With a filter a title stands beside an excerpt, so its beginning is compared.
    let selected = |keys: &str| selected(keys).chars().take(20).collect::<String>();
    let seen = selected("jjjjjj/sea wall<enter>");
    assert_ne!(seen, selected("jjjjjj"), "the filter hides what was selected before it");
    assert_eq!(selected("jjjjjj/sea wall<enter>M"), seen, "the articles like the one in view start with it");
    assert_eq!(selected("jjjjjj/sea wall<enter><esc>"), seen);
    assert_eq!(selected("jjjjjj/sea wall<esc>X"), seen);
    // Back brings the filter and the article of before.
    assert_eq!(selected("jjjjjj/sea wall<enter><esc>HH"), selected("jjjjjj"));
    // If nothing matched, nothing else was chosen.
    assert_eq!(selected("jjjjjj/zzzz<enter>X"), selected("jjjjjj"));
}

#[test]
fn a_narrow_screen_says_that_nothing_matches() {
    let narrow = |keys| screen((60, 16), keys);
    for keys in ["<enter>/zzzz<esc>", "<enter>z/zzzz<esc>", "<enter>/zzzz<enter>"] {
        let shown = narrow(keys);
        assert!(shown.contains("No articles match.") && shown.contains("zzzz"), "{keys}\n{shown}");
    }
    // A hidden list leaves the whole screen to the text, of which there is none.
    let shown = screen(SIZE, "\\/zzzz<enter>");
    assert!(shown.contains("No articles match.") && shown.contains("zzzz"), "{shown}");
    assert!(narrow("<enter>/zzzz<esc>X").contains("75 articles"));
}

#[test]
fn a_mistake_never_empties_the_list() {
    let with_mistake = filter_line("/ferry date:2022-13");
    let without = filter_line("/ferry");
    assert_eq!(
        with_mistake.split_whitespace().rev().take(3).collect::<Vec<_>>(),
        without.split_whitespace().rev().take(3).collect::<Vec<_>>()
    );
    let explained = screen(SIZE, "/ferry date:2022-13").lines().nth(1).unwrap_or_default().to_owned();
    assert!(explained.contains("2022-13") || explained.contains("month"), "{explained}");
}

#[test]
fn nothing_matches_and_a_part_is_dropped() {
    let nothing = screen(SIZE, "/ferry zyzzyva<enter>");
    assert!(nothing.contains("No articles match."), "{nothing}");
    assert!(nothing.contains("without zyzzyva: "), "{nothing}");
    let dropped = filter_line("/ferry zyzzyva<enter><enter>");
    assert!(dropped.starts_with(" / ferry") && !dropped.contains("zyzzyva"), "{dropped}");
}

#[test]
fn matches_are_walked() {
    let reading = "/the<enter><enter>";
    assert!(screen(SIZE, &format!("{reading}n")).contains("match 1 of "));
    assert!(screen(SIZE, &format!("{reading}nn")).contains("match 2 of "));
    assert_eq!(screen(SIZE, &format!("{reading}nnN")), screen(SIZE, &format!("{reading}n")));
    assert!(status("n").contains("Nothing to find. Press / and type a word."));
}

#[test]
fn the_place_is_kept_while_going_back_and_forth() {
    assert_eq!(screen((80, 16), "jjj<enter><pgdn>JK"), screen((80, 16), "jjj<enter><pgdn>"));
}

#[test]
fn space_reads_on_and_then_goes_on() {
    let long = "/dredging title:vote<enter><enter>";
    assert_ne!(screen(SIZE, &format!("{long}<space>")), screen(SIZE, long));
    assert!(status("jjj<enter>G<space>").contains("End of the article"));
    assert_eq!(screen(SIZE, "jjj<enter>G<space><space>").lines().nth(3), screen(SIZE, "jjjj<enter>").lines().nth(3));
}

#[test]
fn the_timeline_moves_the_selection_and_writes_the_filter() {
    assert_ne!(selected("3hh<enter>"), selected(""));
    let filtered = filter_line("3hhf");
    assert!(filtered.contains("date:20"), "{filtered}");
    // The filter that was there before stays, and another bin replaces the date.
    let narrowed = filter_line("/ferry<enter>3bf");
    assert!(narrowed.starts_with(" / ferry date:20"), "{narrowed}");
    let replaced = filter_line("/ferry<enter>3bfbf");
    assert_eq!(replaced.matches("date:").count(), 1, "{replaced}");
    // Zooming looks and filters nothing.
    assert_eq!(filter_line("3hh+"), filter_line(""));
    assert_eq!(screen(SIZE, "3hh+0"), screen(SIZE, "3hh"));
    // The bar of the selected article is in view, whichever article of its bar the timeline was on.
    assert_eq!(selected("3hhhh++<enter>"), selected("3hhhh<enter>"));
    assert!(screen(SIZE, "3hhhh++").contains("24 Nov"), "{}", screen(SIZE, "3hhhh++"));
    assert!(screen(SIZE, "3aa").contains("sqrt"));
    assert!(filter_line("guf").contains("75 articles"), "f outside the timeline does nothing");
    assert!(filter_line("gu3f").contains("date:unknown"));
}

#[test]
fn escape_takes_one_step() {
    assert!(status("<esc>").contains("Nothing to close"));
    for keys in ["?<esc>", "<enter><esc>", "3<esc>", "g<esc>", "/fer<esc>"] {
        assert_eq!(focus(keys), "Newest first", "{keys}");
        assert!(status(keys).ends_with("? keys   q quit"), "{keys}");
    }
    assert_eq!(focus("<enter>z<esc>"), "Reading");
    assert!(filter_line("/fer<esc>").starts_with(" / fer"), "the typed text is never lost");
}

#[test]
fn two_key_commands_show_what_can_follow() {
    let hint = screen(SIZE, "y");
    assert!(hint.contains("a citation") && hint.contains("the file's path"), "{hint}");
    assert!(status("yy").contains("Copied a citation"));
    assert!(status("yx").contains("yx does nothing here · ? keys"), "another key closes the hint");
}

#[test]
fn the_measure_changes_by_four() {
    assert!(status("<lt>").contains("68 columns"));
    assert!(status(">>>>>>>>>>").contains("100 columns"));
}

#[test]
fn it_starts_with_a_filter_and_in_an_article() {
    let options = StartOptions { filter: "ferry".to_owned(), ..start_options() };
    assert!(signs(&picture_with(options, SIZE, "").buffer).starts_with(" / ferry"));
    let options = StartOptions { open: Some("about-this-sample.txt".to_owned()), ..start_options() };
    let picture = signs(&picture_with(options, SIZE, "").buffer);
    assert!(picture.contains("About this sample") && picture.contains("━ Reading ━"), "{picture}");
    let options = StartOptions { open: Some("no-such-file.txt".to_owned()), ..start_options() };
    let picture = signs(&picture_with(options, SIZE, "").buffer);
    assert!(picture.contains("No article no-such-file.txt in this folder"), "{picture}");
}

#[test]
fn the_sample_says_how_to_open_ones_own_folder() {
    let at =
        |columns| signs(&picture_with(start_options(), (columns, 24), "").buffer).lines().last().map(str::to_owned);
    assert_eq!(
        at(80).as_deref(),
        Some(" Sample news. O opens your folder, or run newsreader FOLDER     ? keys   q quit")
    );
    assert_eq!(at(60).as_deref(), Some(" Sample news. O opens your folder           ? keys   q quit"));
}

#[test]
fn a_page_that_ends_with_a_paragraph_is_not_the_end() {
    use newsreader::corpus::Corpus;
    let folder = tempfile::tempdir().expect("a folder for the test");
    let text =
        (1..=200).map(|number| format!("Paragraph {number} of the harbour log.")).collect::<Vec<_>>().join("\n\n");
    std::fs::write(folder.path().join("long.txt"), format!("A long log\n\n{text}")).expect("a file");
    std::fs::write(folder.path().join("other.txt"), "Another text\n\nShort.\n").expect("a file");
    for rows in 20..28 {
        let options = StartOptions { corpus: Corpus::Folder(folder.path().to_owned()), ..start_options() };
        let screen = signs(&picture_with(options, (80, rows), "<space>").buffer);
        assert!(!screen.contains("100%") && screen.contains("A long log"), "{rows} rows: {screen}");
        assert!(selected_of(&screen).contains("A long log"), "{rows} rows: {screen}");
    }
}

#[test]
fn paragraphs_are_walked_to_the_end_also_through_lists() {
    use newsreader::corpus::Corpus;
    let folder = tempfile::tempdir().expect("a folder for the test");
    let items = (1..=60).map(|number| format!("- item {number}")).collect::<Vec<_>>().join("\n");
    std::fs::write(folder.path().join("list.md"), format!("# A list\n\nBefore.\n\n{items}\n\nAfter the list.\n"))
        .expect("a file");
    let screen_after = |n_presses: usize| {
        let options = StartOptions { corpus: Corpus::Folder(folder.path().to_owned()), ..start_options() };
        signs(&picture_with(options, SIZE, &format!("<enter>{}", "}".repeat(n_presses))).buffer)
    };
    assert_ne!(screen_after(4), screen_after(5), "each press moves on");
    assert!(screen_after(70).contains("After the list."), "{}", screen_after(70));
}

#[test]
fn reading_the_folder_again_keeps_the_selection() {
    for keys in ["jjjj", "jjjjSl", "/ferry<enter>jjj"] {
        assert_eq!(selected(&format!("{keys}R")), selected(keys), "{keys}");
        assert_eq!(selected(&format!("{keys}RRRR")), selected(keys), "{keys}");
    }
}

#[test]
fn a_draft_in_the_filter_box_comes_back() {
    assert!(filter_line("/ferry<enter>/<ctrl-u>dra<ctrl-p><ctrl-n>").starts_with(" / dra"));
}

#[test]
fn an_overlay_scrolls_no_further_than_its_text() {
    let keys = "jjj<enter>i";
    assert_eq!(screen((80, 12), &format!("{keys}Gk")), screen((80, 12), &format!("{keys}<pgdn><pgdn><pgdn>k")));
    assert_ne!(screen((80, 12), &format!("{keys}Gk")), screen((80, 12), &format!("{keys}G")));
}

#[test]
fn the_list_is_as_it_was_after_zen() {
    assert_eq!(screen(SIZE, "jjjjjz<esc><esc>"), screen(SIZE, "jjjjj<enter><esc>"));
}

#[test]
fn a_match_in_the_title_alone_is_said() {
    assert!(
        status("/title:ferry<enter><enter>n").contains("in the title only"),
        "{}",
        status("/title:ferry<enter><enter>n")
    );
}

#[test]
fn the_facts_name_an_encoding_other_than_utf8() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    // The word for a ferry and for a harbour, as windows-1251 writes them.
    let text = b"\xcf\xe0\xf0\xee\xec \xf1\xf2\xee\xe8\xf2 \xe2 \xef\xee\xf0\xf2\xf3 \xe3\xee\xf0\xee\xe4\xe0.\n";
    std::fs::write(folder.path().join("ferry.txt"), text).expect("a file for the test");
    let corpus = newsreader::corpus::Corpus::Folder(folder.path().to_path_buf());
    let facts = signs(&picture_with(StartOptions { corpus, ..start_options() }, SIZE, "i").buffer);
    assert!(facts.contains("windows-1251, guessed from its bytes"), "{facts}");
    assert!(!screen(SIZE, "i").contains("encoding"));
}

#[test]
fn more_like_this_is_a_filter() {
    let first = selected("");
    assert!(filter_line("M").contains("like:harbour-wire/night-ferry-"), "{}", filter_line("M"));
    assert_eq!(selected("M"), first, "the article stays the selected one, the first of the list");
    assert!(screen(SIZE, "M").contains("Most similar first"));
    assert_ne!(selected("Mj"), first);
    assert!(screen(SIZE, "MSD").contains("Oldest first"));
    assert!(screen(SIZE, "MSd").contains("most similar articles"), "{}", status("MSd"));
    assert_eq!(selected("MH"), first);
    assert!(screen(SIZE, "MH").contains("Newest first"));
    let missing = screen(SIZE, "/like:nowhere.txt<enter>");
    assert!(missing.contains("There is no article nowhere.txt in this folder"), "{missing}");
    assert!(!screen(SIZE, "/like:nowh").contains("There is no article"), "while it is being typed nothing is missed");
}

#[test]
fn what_does_not_fit_of_a_paste_is_said() {
    let start = Start::in_folder("news", Settings::default(), jiff::civil::date(2022, 3, 20), (80, 24));
    let mut app = App::new(start);
    app.update(Message::Pasted("ferry ".repeat(600)));
    assert_eq!(app.notice, None);
    app.update(Message::Pasted("tolls ".repeat(600)));
    assert_eq!(app.filter.text().len(), 4096);
    let notice = "The filter box takes at most 4,096 bytes; the rest of the pasted text was left out.";
    assert_eq!(app.notice.as_deref(), Some(notice));
}

#[test]
fn the_folder_box_shows_answers_to_its_own_question_alone() {
    let start = Start::in_folder("news", Settings::default(), jiff::civil::date(2022, 3, 20), (80, 24));
    let mut app = App::new(start);
    app.update(Message::Act(Action::OpenFolder));
    app.update(Message::Notice("Copied the link.".to_owned()));
    app.update(Message::FolderFound(FolderFound { number: 7, found: Err("No folder of that name.".to_owned()) }));
    let Some(Overlay::Folder(folder)) = &app.overlay else { panic!("the box is open") };
    assert_eq!(folder.message, None);
    assert_eq!(app.notice.as_deref(), Some("Copied the link."));
}

#[test]
fn a_new_filter_selects_the_most_relevant_article() {
    let first = |keys: &str| screen(SIZE, keys);
    let (fresh, elsewhere) = (first("Sr/harbour<enter>"), first("SrG/harbour<enter>"));
    assert!(fresh.contains("1 of 36"), "{fresh}");
    assert!(elsewhere.contains("1 of 36"), "{elsewhere}");
}
