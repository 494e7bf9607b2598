//! Styles by meaning: code asks for a token, a theme says how it looks.

use std::collections::BTreeMap;

use ratatui::style::Style;

mod color;
mod file;

pub use color::{Rgb, contrast};
pub(super) use file::read_theme_table;
pub use file::{Look, ThemeFile, read_theme_text};

/// What a piece of the screen means. Code names tokens, never colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Token {
    /// Body text, and the background everywhere.
    Text,
    /// What stands back: dates in the list, hints, boilerplate.
    Dim,
    /// Titles.
    Strong,
    /// Headings inside a text.
    Heading,
    /// Signs of where the cursor is: the bar and the mark of the timeline, the boxes.
    Accent,
    /// The name of a key.
    Key,
    /// A link.
    Link,
    /// The selected row.
    Selection,
    /// What the filter matched.
    Match,
    /// The match that `n` is on.
    MatchCurrent,
    /// The mark of an inferred value.
    Inferred,
    /// An unknown value.
    Unknown,
    /// The part of the axis that the filter's dates cover.
    Brush,
    /// The bars of all articles.
    Bar,
    /// The bars of the articles that match a filter.
    BarMatch,
    /// Rules between panes.
    Rule,
    /// The rule of the focused pane.
    RuleFocus,
    /// Problems and wrong parts of a filter.
    Error,
}

impl Token {
    /// Every token, with its name in a theme file.
    pub const ALL: [(Self, &'static str); 18] = [
        (Self::Text, "text"),
        (Self::Dim, "dim"),
        (Self::Strong, "strong"),
        (Self::Heading, "heading"),
        (Self::Accent, "accent"),
        (Self::Key, "key"),
        (Self::Link, "link"),
        (Self::Selection, "selection"),
        (Self::Match, "match"),
        (Self::MatchCurrent, "match-current"),
        (Self::Inferred, "inferred"),
        (Self::Unknown, "unknown"),
        (Self::Brush, "brush"),
        (Self::Bar, "bar"),
        (Self::BarMatch, "bar-match"),
        (Self::Rule, "rule"),
        (Self::RuleFocus, "rule-focus"),
        (Self::Error, "error"),
    ];
}

/// How every token looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// The theme's name.
    pub name: String,
    /// The styles, in the order of [`Token::ALL`].
    pub styles: [Style; Token::ALL.len()],
}

impl Theme {
    /// How a token looks.
    pub fn style(&self, token: Token) -> Style {
        self.styles[token as usize]
    }
}

/// How many colours the terminal is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColorDepth {
    /// None: the attributes of the theme `plain`.
    None,
    /// The terminal's own sixteen, on its own background.
    Ansi16,
    /// The 256 of xterm, nearest to the theme's.
    Ansi256,
    /// The theme's own.
    TrueColor,
}

/// The themes in the binary: their names, their files, and what they are for.
pub const SHIPPED: [(&str, &str, &str); 4] = [
    ("ink", include_str!("../../config/themes/ink.toml"), "light on dark"),
    ("paper", include_str!("../../config/themes/paper.toml"), "dark on warm white"),
    ("contrast", include_str!("../../config/themes/contrast.toml"), "white and yellow on black"),
    ("plain", include_str!("../../config/themes/plain.toml"), "no colours: bold, underline and reverse"),
];

/// All themes that there are: the shipped ones, and those of one's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Themes {
    /// One's own, by name.
    pub own: BTreeMap<String, ThemeFile>,
}

impl Themes {
    /// What `[ui] theme` can be: `auto`, the shipped ones, one's own.
    pub fn names(&self) -> Vec<String> {
        let shipped = SHIPPED.iter().map(|(name, ..)| (*name).to_owned());
        let is_new = |name: &&String| SHIPPED.iter().all(|(shipped, ..)| shipped != name);
        std::iter::once("auto".to_owned()).chain(shipped).chain(self.own.keys().filter(is_new).cloned()).collect()
    }

    /// The theme of this name, as a terminal of this depth shows it. `None` when there is none: `auto` is the
    /// caller's to decide, by the terminal's background.
    ///
    /// With no colours every theme looks like `plain`. With sixteen the background is never painted, as those
    /// sixteen are chosen for the terminal's own.
    pub fn resolve(&self, name: &str, depth: ColorDepth) -> Option<Theme> {
        let looks = self.looks(name)?;
        let looks = if depth == ColorDepth::None { self.looks("plain")? } else { looks };
        Some(Theme { name: name.to_owned(), styles: looks.map(|look| look.style(depth)) })
    }

    /// Every token of the theme of this name, before any depth.
    pub fn looks(&self, name: &str) -> Option<[Look; Token::ALL.len()]> {
        let own = self.own.get(name);
        // A theme of one's own with the name of a shipped one changes tokens of that theme.
        let is_shipped = SHIPPED.iter().any(|(shipped, ..)| *shipped == name);
        let base_name = match own {
            Some(own) if own.based_on.is_some() || !is_shipped => own.based_on.unwrap_or(SHIPPED[0].0),
            _ => name,
        };
        let (base_name, base_text, _) = SHIPPED.iter().find(|(shipped, ..)| *shipped == base_name)?;
        // A test reads every shipped file, so there are no problems to pass on.
        let (base, _) = read_theme_text(base_name, None, base_text);
        let mut looks = [Look::default(); Token::ALL.len()];
        for (token, look) in base.looks.iter().chain(own.iter().flat_map(|own| &own.looks)) {
            looks[*token as usize] = *look;
        }
        Some(looks)
    }
}
