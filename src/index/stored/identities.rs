//! Identities of the articles of a segment: a column of digests of their bytes, one of digests of their texts, and one
//! of their identifiers.

use std::io;

use super::Damaged;
use super::checked_file::{CheckedFile, CheckedWriter, WrittenFile};
use crate::article::{Identity, OwnId};
use crate::text::digest::{DIGEST_BYTES, Digest};

/// The columns, in their order in the file. The value of a row that has none is 0. A column of such values takes no
/// space.
#[derive(Clone, Copy, Debug)]
enum Column {
    Raw,
    Text,
    Own,
}

impl Column {
    const ALL: [Self; 3] = [Self::Raw, Self::Text, Self::Own];

    fn width(self) -> usize {
        match self {
            Self::Raw | Self::Text => DIGEST_BYTES,
            Self::Own => size_of::<u64>(),
        }
    }
}

/// A part of an identity by which an article is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentityKey {
    /// Digest of its bytes.
    Raw(Digest),
    /// Digest of its text.
    Text(Digest),
    /// Its own identifier.
    Own(OwnId),
}

impl IdentityKey {
    /// Returns the keys of an identity, in the order in which they are tried.
    pub fn all_of(identity: Identity) -> impl Iterator<Item = Self> {
        let Identity { raw, text, own } = identity;
        [raw.map(Self::Raw), text.map(Self::Text), own.map(Self::Own)].into_iter().flatten()
    }

    /// True if an identity contains the key.
    pub fn is_of(self, identity: Identity) -> bool {
        match self {
            Self::Raw(raw) => identity.raw == Some(raw),
            Self::Text(text) => identity.text == Some(text),
            Self::Own(own) => identity.own == Some(own),
        }
    }
}

/// Identities of a segment that is being written.
#[derive(Debug, Default)]
pub struct IdentitiesWriter {
    columns: [Vec<u8>; Column::ALL.len()],
    is_there: [bool; Column::ALL.len()],
}

impl IdentitiesWriter {
    /// Adds the identity of the next row.
    pub fn push(&mut self, identity: Identity) {
        let digest = |digest: Option<Digest>| digest.map_or([0; DIGEST_BYTES], Digest::to_bytes);
        self.columns[Column::Raw as usize].extend(digest(identity.raw));
        self.columns[Column::Text as usize].extend(digest(identity.text));
        self.columns[Column::Own as usize].extend(identity.own.map_or(0, OwnId::number).to_le_bytes());
        let own = [identity.raw.is_some(), identity.text.is_some(), identity.own.is_some()];
        self.is_there.iter_mut().zip(own).for_each(|(all, own)| *all |= own);
    }

    /// Writes the file.
    ///
    /// # Errors
    /// When writing fails.
    pub fn write(&self, mut out: CheckedWriter) -> io::Result<WrittenFile> {
        let mask = self.is_there.iter().enumerate().fold(0, |mask, (at, is_there)| mask | u8::from(*is_there) << at);
        out.write(&[mask])?;
        for (column, _) in self.columns.iter().zip(self.is_there).filter(|(_, is_there)| *is_there) {
            out.write(column)?;
        }
        out.finish()
    }
}

/// Identities of a segment.
#[derive(Debug)]
pub struct Identities {
    file: CheckedFile,
    mask: u8,
    n_rows: usize,
}

/// The number of rows that are read at once. Their values stay in the processor's cache.
const ROWS_AT_ONCE: usize = 8 * 1024;

impl Identities {
    /// Opens the identities of `n_rows` rows in `file`.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn new(file: CheckedFile, n_rows: usize) -> Result<Self, Damaged> {
        let mut mask = Vec::new();
        file.read(0..1, &mut mask)?;
        let identities = Self { mask: mask.first().copied().unwrap_or(0), file, n_rows };
        let n_bytes: usize = Column::ALL.into_iter().filter(|column| identities.has(*column)).map(Column::width).sum();
        if identities.file.n_bytes() != 1 + (n_bytes * n_rows) as u64 {
            return Err(Damaged::content("there are not as many identities as rows"));
        }
        Ok(identities)
    }

    /// Returns the identity of a row.
    ///
    /// # Errors
    /// When the file is damaged, or has no such row.
    pub fn get(&self, at: usize) -> Result<Identity, Damaged> {
        if at >= self.n_rows {
            return Err(Damaged::content("a row beyond the last"));
        }
        let mut rows = IdentityReader { identities: self, columns: Default::default(), first: at, n_read: 0, at: 0 };
        rows.read(1)?;
        rows.next_row()
    }

    /// Returns a reader of the identities of all rows, in order.
    pub fn in_order(&self) -> IdentityReader<'_> {
        IdentityReader { identities: self, columns: Default::default(), first: 0, n_read: 0, at: 0 }
    }

    /// Calls `found` with the rows that have a key, in order. It reads all rows: 16 bytes a row are read at the speed
    /// of memory, and a sorted list of them would take as much space again.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn find(&self, key: IdentityKey, found: &mut dyn FnMut(usize)) -> Result<(), Damaged> {
        match key {
            IdentityKey::Raw(digest) => self.find_value(Column::Raw, digest.to_bytes(), found),
            IdentityKey::Text(digest) => self.find_value(Column::Text, digest.to_bytes(), found),
            IdentityKey::Own(own) => self.find_value(Column::Own, own.number().to_le_bytes(), found),
        }
    }

    fn find_value<const N: usize>(
        &self,
        column: Column,
        value: [u8; N],
        found: &mut dyn FnMut(usize),
    ) -> Result<(), Damaged> {
        if !self.has(column) {
            return Ok(());
        }
        let mut bytes = Vec::new();
        for start in (0..self.n_rows).step_by(ROWS_AT_ONCE) {
            self.read(column, start, (start + ROWS_AT_ONCE).min(self.n_rows), &mut bytes)?;
            let (values, _) = bytes.as_chunks::<N>();
            values.iter().enumerate().filter(|(_, own)| **own == value).for_each(|(at, _)| found(start + at));
        }
        Ok(())
    }

    /// Reads the values of some rows of a column; nothing if the file does not have the column.
    fn read(&self, column: Column, start: usize, end: usize, into: &mut Vec<u8>) -> Result<(), Damaged> {
        into.clear();
        if !self.has(column) {
            return Ok(());
        }
        let before = Column::ALL.into_iter().take(column as usize).filter(|column| self.has(*column));
        let first = 1 + before.map(Column::width).sum::<usize>() * self.n_rows;
        let at = |row: usize| (first + row * column.width()) as u64;
        self.file.read(at(start)..at(end), into)
    }

    fn has(&self, column: Column) -> bool {
        self.mask & 1 << column as u8 != 0
    }
}

/// Reads the identities of a segment in order, some thousand rows at a time.
#[derive(Debug)]
pub struct IdentityReader<'segment> {
    identities: &'segment Identities,
    /// Bytes of each column, for the rows that were read together.
    columns: [Vec<u8>; Column::ALL.len()],
    /// The first of these rows, and their number.
    first: usize,
    n_read: usize,
    /// Position of the next row among them.
    at: usize,
}

impl IdentityReader<'_> {
    /// Returns the identity of the next row.
    ///
    /// # Errors
    /// When the file is damaged, or has no more rows.
    pub fn next_row(&mut self) -> Result<Identity, Damaged> {
        if self.at == self.n_read {
            self.first += self.n_read;
            self.read(ROWS_AT_ONCE.min(self.identities.n_rows - self.first))?;
        }
        let at = self.at;
        self.at += 1;
        let digest = |column: Column| self.value(column, at).map(Digest::from_bytes);
        let own = self.value(Column::Own, at).map(u64::from_le_bytes);
        Ok(Identity { raw: digest(Column::Raw), text: digest(Column::Text), own: own.and_then(OwnId::from_number) })
    }

    /// Returns a value of one of the rows that were read; `None` if the row has none.
    fn value<const N: usize>(&self, column: Column, at: usize) -> Option<[u8; N]> {
        let value = *self.columns[column as usize].as_chunks::<N>().0.get(at)?;
        (value != [0; N]).then_some(value)
    }

    fn read(&mut self, n_rows: usize) -> Result<(), Damaged> {
        if n_rows == 0 {
            return Err(Damaged::content("a row beyond the last"));
        }
        for column in Column::ALL {
            self.identities.read(column, self.first, self.first + n_rows, &mut self.columns[column as usize])?;
        }
        (self.n_read, self.at) = (n_rows, 0);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(rows: &[Identity]) -> (tempfile::TempDir, Identities) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("identities");
        let mut writer = IdentitiesWriter::default();
        for identity in rows {
            writer.push(*identity);
        }
        let n_bytes = writer.write(CheckedWriter::create(&path).unwrap()).unwrap().n_bytes;
        let identities = Identities::new(CheckedFile::open(&path, n_bytes).unwrap(), rows.len()).unwrap();
        (folder, identities)
    }

    fn found(identities: &Identities, key: IdentityKey) -> Vec<usize> {
        let mut rows = Vec::new();
        identities.find(key, &mut |row| rows.push(row)).unwrap();
        rows
    }

    #[test]
    fn rows_are_found_by_each_of_their_keys() {
        let digest = |text: &str| Some(Digest::of(text.as_bytes()));
        let own = OwnId::of_link("https://wire.example/ferry");
        let rows = [
            Identity { raw: digest("a"), text: digest("ferry"), own: None },
            Identity { raw: digest("b"), text: None, own },
            Identity { raw: None, text: digest("ferry"), own },
        ];
        let (_folder, identities) = written(&rows);
        for (at, row) in rows.iter().enumerate() {
            assert_eq!(identities.get(at).unwrap(), *row);
        }
        let keys: Vec<IdentityKey> = IdentityKey::all_of(Identity { own, ..rows[0] }).collect();
        assert_eq!(
            keys.iter().map(|key| found(&identities, *key)).collect::<Vec<_>>(),
            [vec![0], vec![0, 2], vec![1, 2]]
        );
        assert!(keys[1].is_of(rows[2]) && !keys[0].is_of(rows[2]));
        assert_eq!(found(&identities, IdentityKey::Raw(Digest::of(b"c"))), [0; 0]);
        assert!(identities.get(3).is_err());
    }

    #[test]
    fn a_column_without_a_value_takes_no_room() {
        let rows = [Identity { own: OwnId::of_message("1@post.example"), ..Identity::default() }, Identity::default()];
        let (_folder, identities) = written(&rows);
        assert_eq!(identities.file.n_bytes(), 1 + 2 * 8);
        assert_eq!([0, 1].map(|at| identities.get(at).unwrap()), rows);
        assert_eq!(found(&identities, IdentityKey::Text(Digest::of(b"ferry"))), [0; 0]);
    }
}
