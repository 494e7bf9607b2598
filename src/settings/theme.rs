//! Themes: styles by token. The code names a token, and the theme has its style.

use std::collections::BTreeMap;

use ratatui::style::Style;

mod color;
mod file;

pub use color::{Rgb, contrast};
pub(super) use file::read_theme_table;
pub use file::{Look, ThemeFile, read_theme_text};

/// The role of a piece of the screen. The code uses tokens, never colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Token {
    /// Body text, and the background everywhere.
    Text,
    /// Secondary text: dates in the list, hints, boilerplate.
    Dim,
    /// Titles.
    Strong,
    /// Headings inside a text.
    Heading,
    /// Marks of the cursor: the bar and the mark of the timeline, the boxes.
    Accent,
    /// The name of a key.
    Key,
    /// A link.
    Link,
    /// The selected row.
    Selection,
    /// The text that the filter matched.
    Match,
    /// The match that `n` has moved to.
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

/// The styles of all tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    pub name: String,
    /// The styles, in the order of [`Token::ALL`].
    pub styles: [Style; Token::ALL.len()],
}

impl Theme {
    /// Returns the style of a token.
    pub fn style(&self, token: Token) -> Style {
        self.styles[token as usize]
    }
}

/// The number of colours that the terminal gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColorDepth {
    /// No colours: the attributes of the theme `plain`.
    None,
    /// The 16 colours of the terminal, on its own background.
    Ansi16,
    /// The 256 colours of xterm, each the nearest one to the theme's colour.
    Ansi256,
    /// The colours of the theme.
    TrueColor,
}

/// The built-in themes: name, file and description.
pub const SHIPPED: [(&str, &str, &str); 4] = [
    ("ink", include_str!("../../config/themes/ink.toml"), "light on dark"),
    ("paper", include_str!("../../config/themes/paper.toml"), "dark on warm white"),
    ("contrast", include_str!("../../config/themes/contrast.toml"), "white and yellow on black"),
    ("plain", include_str!("../../config/themes/plain.toml"), "no colours: bold, underline and reverse"),
];

/// All themes: the built-in ones and the user's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Themes {
    /// The user's own themes, by name.
    pub own: BTreeMap<String, ThemeFile>,
}

impl Themes {
    /// Returns the allowed values of `[ui] theme`: `auto`, the built-in themes, the user's own.
    pub fn names(&self) -> Vec<String> {
        let shipped = SHIPPED.iter().map(|(name, ..)| (*name).to_owned());
        let is_new = |name: &&String| SHIPPED.iter().all(|(shipped, ..)| shipped != name);
        std::iter::once("auto".to_owned()).chain(shipped).chain(self.own.keys().filter(is_new).cloned()).collect()
    }

    /// Returns the theme of this name for a terminal of this depth, or `None` if there is none.
    ///
    /// The caller resolves `auto`, depending on the terminal's background. Without colours every theme looks like
    /// `plain`. With 16 colours the background is never painted, because these colours are chosen for the terminal's
    /// own background.
    pub fn resolve(&self, name: &str, depth: ColorDepth) -> Option<Theme> {
        let looks = self.looks(name)?;
        let looks = if depth == ColorDepth::None { self.looks("plain")? } else { looks };
        Some(Theme { name: name.to_owned(), styles: looks.map(|look| look.style(depth)) })
    }

    /// Returns the looks of all tokens of a theme, which do not depend on the depth.
    pub fn looks(&self, name: &str) -> Option<[Look; Token::ALL.len()]> {
        let own = self.own.get(name);
        // A user's theme with the name of a built-in one changes tokens of that theme.
        let is_shipped = SHIPPED.iter().any(|(shipped, ..)| *shipped == name);
        let base_name = match own {
            Some(own) if own.based_on.is_some() || !is_shipped => own.based_on.unwrap_or(SHIPPED[0].0),
            _ => name,
        };
        let (base_name, base_text, _) = SHIPPED.iter().find(|(shipped, ..)| *shipped == base_name)?;
        // A test reads every built-in file, so there are no problems to report.
        let (base, _) = read_theme_text(base_name, None, base_text);
        let mut looks = [Look::default(); Token::ALL.len()];
        for (token, look) in base.looks.iter().chain(own.iter().flat_map(|own| &own.looks)) {
            looks[*token as usize] = *look;
        }
        Some(looks)
    }
}
