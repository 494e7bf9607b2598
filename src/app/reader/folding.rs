//! The ways to show the boilerplate of the open article: captions, boilerplate lines, repeated paragraphs.

use crate::article::{Block, Boilerplate};
use crate::settings::BoilerplateMode;

/// A way to show the boilerplate of the open article. Page text, which is no part of the article, is dim wherever it is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Folding {
    /// Left out. A line at the end says so.
    #[default]
    Folded,
    /// At their place and dim, while those of other articles are folded. The line at the end stays.
    Opened,
    /// The same, with the page text below the article, as a match stands in it.
    OpenedWithPage,
    /// At their place and dim, with the page text below the article.
    Dim,
    /// At their place, as text, with the page text below the article.
    Plain,
}

/// The columns that a boilerplate block stands to the right of the text, behind its sign.
pub const ASIDE_INDENT: usize = 2;

impl Folding {
    /// Returns the way that the setting asks for. `is_open` says that the user opened the fold of the article, and
    /// `has_page_match` that a match stands in the page text.
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

    /// The kind of boilerplate that a block is set apart as; `None` if it is not set apart.
    pub fn set_apart(self, block: &Block) -> Option<Boilerplate> {
        let is_dim = matches!(self, Self::Opened | Self::OpenedWithPage | Self::Dim);
        block.boilerplate.filter(|boilerplate| is_dim || *boilerplate == Boilerplate::Page)
    }

    /// The columns by which a block is indented: 0 if it is not set apart.
    pub fn indent_of(self, block: &Block) -> usize {
        if self.set_apart(block).is_some() { ASIDE_INDENT } else { 0 }
    }
}

/// The next way to show boilerplate.
pub fn next(boilerplate: BoilerplateMode) -> BoilerplateMode {
    match boilerplate {
        BoilerplateMode::Fold => BoilerplateMode::Dim,
        BoilerplateMode::Dim => BoilerplateMode::Plain,
        BoilerplateMode::Plain => BoilerplateMode::Fold,
    }
}

/// The notice for a way to show boilerplate. `has_page_match` says that a match stands in the page text, which is then
/// shown in each of them.
pub fn notice(boilerplate: BoilerplateMode, has_page_match: bool) -> &'static str {
    match boilerplate {
        BoilerplateMode::Fold if has_page_match => "Folded, but for page text with a match.",
        BoilerplateMode::Fold => "Captions and boilerplate are folded.",
        BoilerplateMode::Dim => "Boilerplate and page text are dimmed.",
        BoilerplateMode::Plain => "All but the page text is shown as text.",
    }
}
