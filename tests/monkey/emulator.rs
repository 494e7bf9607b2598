//! The terminal that the bytes of the program are written to.

/// The sign for what cannot be shown, which the emulator takes for broken bytes of its own input, and leaves out.
pub const REPLACEMENT: char = '\u{fffd}';
/// Another sign of one column, which stands for it here.
pub const STAND_IN: char = '¿';

/// Columns that no one sees, behind the last one. The emulator wraps a row that is too long, also where the program has
/// switched that off for a cluster that terminals make wider than others.
pub const MARGIN: u16 = 32;

/// A terminal.
pub struct Emulator {
    parser: vt100::Parser,
    /// Bytes at the end of the last output that may be the start of [`REPLACEMENT`].
    kept: Vec<u8>,
}

impl Emulator {
    /// A terminal that shows nothing yet.
    pub fn new((columns, rows): (u16, u16)) -> Self {
        let parser = vt100::Parser::new(rows.try_into().unwrap(), (columns + MARGIN).try_into().unwrap(), 0);
        Self { parser, kept: Vec::new() }
    }

    /// What it shows.
    pub fn screen(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    /// Takes another size, and keeps of what it shows what fits.
    pub fn resize(&mut self, (columns, rows): (u16, u16)) {
        for columns in [columns, columns + MARGIN] {
            self.parser.screen_mut().set_size(rows.try_into().unwrap(), columns.try_into().unwrap());
        }
    }

    /// Shows what a program has written.
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
