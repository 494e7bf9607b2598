//! The terminal emulator that the output of the program is written to.

/// The replacement character. The emulator takes it for broken input and drops it.
pub const REPLACEMENT: char = '\u{fffd}';
/// Another character of one column, which is written in place of it.
pub const STAND_IN: char = '¿';

/// Hidden columns after the last one. The emulator wraps rows that are too long, even if the program has switched
/// wrapping off for a cluster that terminals draw wider than others.
pub const MARGIN: u16 = 32;

/// A terminal.
pub struct Emulator {
    parser: vt100::Parser,
    /// Bytes at the end of the last output that may be the start of [`REPLACEMENT`].
    kept: Vec<u8>,
}

impl Emulator {
    /// Returns an empty terminal.
    pub fn new((columns, rows): (u16, u16)) -> Self {
        let parser = vt100::Parser::new(rows.try_into().unwrap(), (columns + MARGIN).try_into().unwrap(), 0);
        Self { parser, kept: Vec::new() }
    }

    /// Returns the current contents.
    pub fn screen(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    /// Changes the size. The contents are cut to it.
    pub fn resize(&mut self, (columns, rows): (u16, u16)) {
        for columns in [columns, columns + MARGIN] {
            self.parser.screen_mut().set_size(rows.try_into().unwrap(), columns.try_into().unwrap());
        }
    }

    /// Shows the output of a program.
    pub fn write(&mut self, bytes: &[u8]) {
        let mut encoded = [0; 4];
        let unshown = REPLACEMENT.encode_utf8(&mut encoded).as_bytes();
        let mut stand_in = [0; 4];
        let stand_in = STAND_IN.encode_utf8(&mut stand_in).as_bytes();
        self.kept.extend_from_slice(bytes);
        let mut shown = Vec::with_capacity(self.kept.len());
        let mut rest = &self.kept[..];
        while let Some(at) = rest.windows(unshown.len()).position(|window| window == unshown) {
            shown.extend_from_slice(&rest[..at]);
            shown.extend_from_slice(stand_in);
            rest = &rest[at + unshown.len()..];
        }
        let n_kept = (1..unshown.len()).rev().find(|n_bytes| rest.ends_with(&unshown[..*n_bytes])).unwrap_or(0);
        let (complete, kept) = rest.split_at(rest.len() - n_kept);
        shown.extend_from_slice(complete);
        self.kept = kept.to_vec();
        self.parser.process(&shown);
    }
}
