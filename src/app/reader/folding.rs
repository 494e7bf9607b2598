//! The ways to show the boilerplate of the open article: captions, boilerplate lines, repeated paragraphs.

use crate::article::{Block, Boilerplate};
use crate::settings::BoilerplateMode;

/// A way to show the boilerplate of the open article. Page text is not a part of the article, so it is always dim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Folding {
    /// Boilerplate is left out. A line at the end lists it.
    #[default]
    Folded,
    /// Boilerplate is in its place and dim, in this article only. The line at the end stays.
    Opened,
    /// The same as [`Self::Opened`], with the page text below the article, because a match is in the page text.
    OpenedWithPage,
    /// Boilerplate is in its place and dim, with the page text below the article.
    Dim,
    /// Boilerplate is in its place and looks like other text, with the page text below the article.
    Plain,
}

/// The indent of a boilerplate block, in columns. Its sign is in the indent.
pub const BOILERPLATE_INDENT: usize = 2;

impl Folding {
    /// Returns the way for a setting. `is_open` is true if the fold of the article is open, and `has_page_match` if a
    /// match is in the page text.
    pub fn of(boilerplate: BoilerplateMode, is_open: bool, has_page_match: bool) -> Self {
        match boilerplate {
            BoilerplateMode::Fold if is_open => Self::Opened,
            BoilerplateMode::Fold => Self::Folded,
            BoilerplateMode::Dim => Self::Dim,
            BoilerplateMode::Plain => Self::Plain,
        }
        .with_page(has_page_match)
    }

    fn with_page(self, has_page_match: bool) -> Self {
        match self {
            Self::Folded | Self::Opened if has_page_match => Self::OpenedWithPage,
            other => other,
        }
    }

    /// True if a block is shown.
    pub fn shows(self, block: &Block) -> bool {
        match block.boilerplate {
            None => true,
            Some(Boilerplate::Page) => self.shows_page(),
            Some(_) => self != Self::Folded,
        }
    }

    /// True if the page text is shown below the article.
    pub fn shows_page(self) -> bool {
        matches!(self, Self::OpenedWithPage | Self::Dim | Self::Plain)
    }

    /// True if a line at the end of the text lists the folded boilerplate.
    pub fn has_line(self) -> bool {
        matches!(self, Self::Folded | Self::Opened | Self::OpenedWithPage)
    }

    /// Returns the kind of boilerplate of a block, if it is shown dim and indented; else `None`.
    pub fn set_apart(self, block: &Block) -> Option<Boilerplate> {
        let is_dim = matches!(self, Self::Opened | Self::OpenedWithPage | Self::Dim);
        block.boilerplate.filter(|boilerplate| is_dim || *boilerplate == Boilerplate::Page)
    }

    /// Returns the indent of a block in columns; 0 if it is not shown as boilerplate.
    pub fn indent_of(self, block: &Block) -> usize {
        if self.set_apart(block).is_some() { BOILERPLATE_INDENT } else { 0 }
    }
}

/// Returns the next setting.
pub fn next(boilerplate: BoilerplateMode) -> BoilerplateMode {
    match boilerplate {
        BoilerplateMode::Fold => BoilerplateMode::Dim,
        BoilerplateMode::Dim => BoilerplateMode::Plain,
        BoilerplateMode::Plain => BoilerplateMode::Fold,
    }
}

/// Returns the notice for a setting. `has_page_match` is true if a match is in the page text, which is then always
/// shown.
pub fn notice(boilerplate: BoilerplateMode, has_page_match: bool) -> &'static str {
    match boilerplate {
        BoilerplateMode::Fold if has_page_match => "Folded, but for page text with a match.",
        BoilerplateMode::Fold => "Captions and boilerplate are folded.",
        BoilerplateMode::Dim => "Boilerplate and page text are dimmed.",
        BoilerplateMode::Plain => "All but the page text is shown as text.",
    }
}
