//! Styles by meaning: code asks for a token, a theme says how it looks.

use ratatui::style::Style;

/// What a piece of the screen means. Code names tokens, never colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Token {
    /// Body text, and the background everywhere.
    Text,
    /// What stands back: dates in the list, hints, furniture of a page.
    Dim,
    /// Titles.
    Strong,
    /// Headings inside a text.
    Heading,
    /// The mode word and other signs of where the focus is.
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
    /// The bars of all articles, where others match.
    Bar,
    /// The bars of the articles that match.
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
