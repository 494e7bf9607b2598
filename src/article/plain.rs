//! Prints the text of an article without its mark-up.

use std::fmt;

use super::{Block, BlockKind, Body};

/// A body that is printed as text: its [`Display`](fmt::Display) writes it.
#[derive(Clone, Copy, Debug)]
pub struct Plain<'body> {
    body: &'body Body,
    is_whole: bool,
}

impl Body {
    /// Returns the text without the folded blocks, with a blank line between paragraphs, for `show` and `--json
    /// --body`.
    ///
    /// It is written in small pieces, because a text may have many megabytes.
    pub fn plain(&self) -> Plain<'_> {
        Plain::new(self, false)
    }

    /// Returns the text of [`Self::plain`] with all folded blocks at their places.
    pub fn plain_whole(&self) -> Plain<'_> {
        Plain::new(self, true)
    }
}

impl<'body> Plain<'body> {
    fn new(body: &'body Body, is_whole: bool) -> Self {
        Self { body, is_whole }
    }

    fn write_block(self, block: &Block, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.body.text_of(block);
        match block.kind {
            BlockKind::Rule => out.write_str("* * *"),
            BlockKind::ListItem { depth, number } => {
                for _ in 0..depth {
                    out.write_str("  ")?;
                }
                match number {
                    Some(number) => write!(out, "{number}. ")?,
                    None => out.write_str("- ")?,
                }
                out.write_str(text)
            }
            BlockKind::Quote => {
                for (line_idx, line) in text.split('\n').enumerate() {
                    out.write_str(if line_idx > 0 { "\n> " } else { "> " })?;
                    out.write_str(line)?;
                }
                Ok(())
            }
            BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::Preformatted => out.write_str(text),
        }
    }
}

impl fmt::Display for Plain<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut is_first = true;
        let mut may_be_tight = false;
        for block in &self.body.blocks {
            if !self.is_whole && block.boilerplate.is_some() {
                // The block after a folded one was not tight to the last block that is shown.
                may_be_tight = false;
                continue;
            }
            if !is_first {
                out.write_str(if block.is_tight && may_be_tight { "\n" } else { "\n\n" })?;
            }
            (is_first, may_be_tight) = (false, true);
            self.write_block(block, out)?;
        }
        Ok(())
    }
}
