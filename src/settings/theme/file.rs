//! Parses theme files, which have a table for each token. Problems are reported with line and column.

use std::path::Path;

use ratatui::style::{Color, Modifier, Style};
use toml::de::{DeTable, DeValue};

use super::color::Rgb;
use super::{ColorDepth, SHIPPED, Token};
use crate::settings::problem::{ConfigProblem, Source, nearest};

/// The contents of a theme file: the theme that it is based on, and the tokens that it changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeFile {
    /// The built-in theme that supplies the tokens that are not in `looks`. `None` if the file names no theme.
    pub based_on: Option<&'static str>,
    pub looks: Vec<(Token, Look)>,
}

/// The look of a token, independent of the colours of the terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The foreground; `None` keeps the current one.
    pub fg: Option<Rgb>,
    /// The background; `None` keeps the current one.
    pub bg: Option<Rgb>,
    /// Attributes such as bold and underline, for every depth.
    pub modifiers: Modifier,
    /// The style with 16 colours: only colours and attributes of the terminal.
    pub ansi: Style,
}

impl Look {
    /// Returns the style for a depth.
    pub fn style(&self, depth: ColorDepth) -> Style {
        let colored = |shown: fn(Rgb) -> Color| Style {
            fg: self.fg.map(shown),
            bg: self.bg.map(shown),
            add_modifier: self.modifiers,
            ..Style::default()
        };
        match depth {
            ColorDepth::TrueColor => colored(|Rgb(red, green, blue)| Color::Rgb(red, green, blue)),
            ColorDepth::Ansi256 => colored(|rgb| Color::Indexed(rgb.nearest_of_256())),
            ColorDepth::Ansi16 => self.ansi.add_modifier(self.modifiers),
            ColorDepth::None => Style::default().add_modifier(self.modifiers),
        }
    }
}

const ATTRIBUTES: [(&str, Modifier); 5] = [
    ("bold", Modifier::BOLD),
    ("underline", Modifier::UNDERLINED),
    ("reverse", Modifier::REVERSED),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
];

const LOOK_KEYS: [&str; 8] = ["fg", "bg", "bold", "underline", "reverse", "dim", "italic", "ansi"];

/// Parses a theme file. `path` is `None` for built-in themes.
pub fn read_theme_text(name: &str, path: Option<&Path>, text: &str) -> (ThemeFile, Vec<ConfigProblem>) {
    let source = Source { name, path, text };
    match DeTable::parse(text) {
        Ok(table) => read_theme_table(table.get_ref(), source),
        Err(error) => {
            let problem = source.problem(error.span().unwrap_or(0..0), error.message(), error.message());
            (ThemeFile { based_on: None, looks: Vec::new() }, vec![problem])
        }
    }
}

/// Parses the tokens of a theme: the whole table of a file, or a `[theme.NAME]` of the configuration.
pub fn read_theme_table(table: &DeTable<'_>, source: Source<'_>) -> (ThemeFile, Vec<ConfigProblem>) {
    let mut theme = ThemeFile { based_on: None, looks: Vec::new() };
    let mut problems = Vec::new();
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        if name == "based_on" {
            let bases = SHIPPED.map(|(shipped, ..)| shipped);
            match bases.into_iter().find(|base| value.get_ref().as_str() == Some(base)) {
                Some(base) => theme.based_on = Some(base),
                None => problems.push(wrong(source, value, "not a theme to start from", "based_on", &bases.join(", "))),
            }
        } else if let Some((token, _)) = Token::ALL.iter().find(|(_, token_name)| *token_name == name) {
            match value.get_ref().as_table() {
                Some(look) => theme.looks.push((*token, read_look(look, source, &mut problems))),
                None => problems.push(wrong(source, value, "not a style", name, "{ fg = \"#6CBEF0\", bold = true }")),
            }
        } else {
            let names = Token::ALL.iter().map(|(_, name)| *name).chain(["based_on"]);
            problems.push(
                source
                    .problem(key.span(), "unknown part of the screen", format!("unknown part of the screen “{name}”"))
                    .allowing(format!("a theme has: {}", Token::ALL.map(|(_, name)| name).join(", ")))
                    .suggesting(nearest(name, names).map(|word| format!("“{word}”"))),
            );
        }
    }
    (theme, problems)
}

fn read_look(table: &DeTable<'_>, source: Source<'_>, problems: &mut Vec<ConfigProblem>) -> Look {
    let mut look = Look::default();
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        match name {
            "fg" | "bg" => match value.get_ref().as_str().and_then(Rgb::parse) {
                Some(color) if name == "fg" => look.fg = Some(color),
                Some(color) => look.bg = Some(color),
                None => problems.push(wrong(source, value, "not a colour", name, "a colour such as \"#6CBEF0\"")),
            },
            "ansi" => match value.get_ref().as_str().and_then(read_ansi) {
                Some(style) => look.ansi = style,
                None => problems.push(wrong(
                    source,
                    value,
                    "not one of the sixteen colours",
                    name,
                    "words such as \"bold cyan\", \"black on yellow\", \"bright white\", \"reverse\", \"default\"",
                )),
            },
            _ => match (ATTRIBUTES.iter().find(|(attribute, _)| *attribute == name), value.get_ref().as_bool()) {
                (Some((_, modifier)), Some(on)) => look.modifiers.set(*modifier, on),
                (Some(_), None) => problems.push(wrong(source, value, "not true or false", name, "true, false")),
                (None, _) => problems.push(
                    source
                        .problem(key.span(), "unknown key", format!("unknown key “{name}”"))
                        .allowing(format!("a style has: {}", LOOK_KEYS.join(", ")))
                        .suggesting(nearest(name, LOOK_KEYS).map(|word| format!("“{word}”"))),
                ),
            },
        }
    }
    look
}

fn wrong(
    source: Source<'_>,
    value: &toml::Spanned<DeValue<'_>>,
    label: &str,
    name: &str,
    allowed: &str,
) -> ConfigProblem {
    let span = value.span();
    let written = source.text.get(span.clone()).unwrap_or_default().to_owned();
    source.problem(span, label, format!("{written} is {label}")).allowing(format!("“{name}” can be: {allowed}"))
}

/// Parses a style in the terminal's own colours: `bold cyan`, `black on yellow`, `bright white on blue`, `reverse`.
/// `default` is the terminal's own foreground or background.
fn read_ansi(text: &str) -> Option<Style> {
    let mut style = Style::default();
    let (mut is_bright, mut is_background) = (false, false);
    for word in text.split_whitespace() {
        if let Some((_, modifier)) = ATTRIBUTES.iter().find(|(attribute, _)| *attribute == word) {
            style = style.add_modifier(*modifier);
            continue;
        }
        match word {
            "bright" => is_bright = true,
            "on" => is_background = true,
            _ => {
                let color = ansi_color(word, is_bright)?;
                style = if is_background { style.bg(color) } else { style.fg(color) };
                is_bright = false;
            }
        }
    }
    Some(style)
}

fn ansi_color(word: &str, is_bright: bool) -> Option<Color> {
    Some(match (word, is_bright) {
        ("default", false) => Color::Reset,
        ("black", false) => Color::Black,
        ("red", false) => Color::Red,
        ("green", false) => Color::Green,
        ("yellow", false) => Color::Yellow,
        ("blue", false) => Color::Blue,
        ("magenta", false) => Color::Magenta,
        ("cyan", false) => Color::Cyan,
        ("white", false) => Color::Gray,
        ("black", true) => Color::DarkGray,
        ("red", true) => Color::LightRed,
        ("green", true) => Color::LightGreen,
        ("yellow", true) => Color::LightYellow,
        ("blue", true) => Color::LightBlue,
        ("magenta", true) => Color::LightMagenta,
        ("cyan", true) => Color::LightCyan,
        ("white", true) => Color::White,
        _ => return None,
    })
}
