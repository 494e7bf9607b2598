//! Keys typed into the real loop, and the whole screens they lead to.
//!
//! Every test reads the sample corpus in `articles/`. [`screen`] gives the signs of the screen,
//! [`styles`] one letter a cell for its style, so that a picture and its meaning are compared together.

use newsreader::corpus::{Corpus, Options};
use newsreader::run::{IndexPlace, ScreenPicture, StartOptions, headless};
use newsreader::settings::{ColorDepth, Settings, Theme, Token, keys};
use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr;

mod behaviour;
mod beside;
mod boilerplate;
mod edited;
mod first_screen;
mod help;
mod hostile;
mod layout;
mod listed;
mod looks;
mod page_text;
mod seeds;
mod similar;
mod sources;
mod stored;
mod whole;

/// The options that the tests start with: the sample, the dark theme, and a day after the newest article.
fn start_options() -> StartOptions {
    StartOptions {
        index: IndexPlace { cache_root: None, bytes_max: 0 },
        corpus: Corpus::Sample,
        corpus_options: Options::default(),
        settings: Settings::default(),
        config_problems: Vec::new(),
        config_path: None,
        reload_settings: std::sync::Arc::new(|| (Settings::default(), Vec::new())),
        state_dir: None,
        depth: ColorDepth::TrueColor,
        is_ascii: false,
        filter: String::new(),
        open: None,
        today: jiff::civil::date(2022, 3, 20),
        theme_without_answer: "ink",
    }
}

/// The picture after `keys`, which are written as for `--keys`.
fn picture_with(options: StartOptions, size: (u16, u16), keys: &str) -> ScreenPicture {
    let keys = keys::parse_typed(keys).expect("the keys of a test are right");
    headless(options, size, &keys).expect("no worker dies")
}

/// The signs of the screen of the sample after `keys`.
fn screen(size: (u16, u16), keys: &str) -> String {
    signs(&picture_with(start_options(), size, keys).buffer)
}

/// The signs of a drawn screen, without the spaces at the ends of its lines.
fn signs(buffer: &Buffer) -> String {
    lines(buffer, |buffer, x, y| buffer[(x, y)].symbol().to_owned())
}

/// The styles of a drawn screen: a letter a cell, as [`LETTERS`] names them, a space for plain text.
fn styles(buffer: &Buffer) -> String {
    let theme = Settings::default().themes.resolve("ink", ColorDepth::TrueColor).expect("a shipped theme");
    lines(buffer, |buffer, x, y| {
        let letter = letter_of(&theme, buffer, x, y);
        // A wide character has its letter on both of its columns.
        letter.to_string().repeat(buffer[(x, y)].symbol().width().max(1))
    })
}

fn lines(buffer: &Buffer, cell: impl Fn(&Buffer, u16, u16) -> String) -> String {
    let mut text = String::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        let mut line = String::new();
        let mut x = buffer.area.left();
        while x < buffer.area.right() {
            line.push_str(&cell(buffer, x, y));
            x += buffer[(x, y)].symbol().width().max(1) as u16;
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// The letter of each token in [`styles`].
const LETTERS: [(Token, char); 16] = [
    (Token::Text, ' '),
    (Token::Dim, 'd'),
    (Token::Selection, 's'),
    (Token::Match, 'm'),
    (Token::MatchCurrent, 'M'),
    (Token::Strong, 'b'),
    (Token::Heading, 'h'),
    (Token::Key, 'k'),
    (Token::Accent, 'a'),
    (Token::Link, 'l'),
    (Token::Inferred, '~'),
    (Token::Bar, 'o'),
    (Token::BarMatch, 'B'),
    (Token::Rule, 'r'),
    (Token::RuleFocus, 'R'),
    (Token::Error, 'e'),
];

fn letter_of(theme: &Theme, buffer: &Buffer, x: u16, y: u16) -> char {
    let cell = &buffer[(x, y)];
    let base = theme.style(Token::Text);
    let exact = LETTERS.iter().find(|(token, _)| {
        let style = base.patch(theme.style(*token));
        style.fg == Some(cell.fg) && style.bg == Some(cell.bg) && style.add_modifier == cell.modifier
    });
    // The selected title and links inside selections only add a modifier to a token's colours.
    let by_colour = || {
        LETTERS.iter().find(|(token, _)| {
            let style = base.patch(theme.style(*token));
            style.fg == Some(cell.fg) && style.bg == Some(cell.bg)
        })
    };
    exact.or_else(by_colour).map_or('#', |(_, letter)| *letter)
}
