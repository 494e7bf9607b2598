//! Numbers as bytes: seven bits a byte, and blocks of 128 packed to the width of the largest.

use bitpacking::{BitPacker, BitPacker4x};

use super::Damaged;

/// How many numbers a block has.
pub const BLOCK: usize = BitPacker4x::BLOCK_LEN;

/// Appends a number with seven bits a byte, the lowest first (LEB128).
pub fn put(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Appends a block of numbers that rise or stay, all from `before` on; its first byte is the width.
pub fn put_rising(numbers: &[u32], before: u32, out: &mut Vec<u8>) {
    let packer = BitPacker4x::new();
    let width = packer.num_bits_sorted(before, numbers);
    let start = begin_block(width, out);
    packer.compress_sorted(before, numbers, &mut out[start..], width);
}

/// Appends a block of any numbers; its first byte is the width.
pub fn put_block(numbers: &[u32], out: &mut Vec<u8>) {
    let packer = BitPacker4x::new();
    let width = packer.num_bits(numbers);
    let start = begin_block(width, out);
    packer.compress(numbers, &mut out[start..], width);
}

fn begin_block(width: u8, out: &mut Vec<u8>) -> usize {
    out.push(width);
    let start = out.len();
    out.resize(start + packed_bytes(width), 0);
    start
}

fn packed_bytes(width: u8) -> usize {
    usize::from(width) * BLOCK / 8
}

/// So many numbers and more are packed; fewer take no more room as they are.
const LEAST_PACKED: usize = 6;

/// Appends fewer numbers than a block has: packed to the width of the largest where they are several.
pub fn put_few(numbers: &[u32], out: &mut Vec<u8>) {
    if numbers.len() < LEAST_PACKED {
        for number in numbers {
            put(u64::from(*number), out);
        }
        return;
    }
    let width = 32 - numbers.iter().fold(0, |all, number| all | number).leading_zeros();
    out.push(width as u8);
    let (mut bits, mut n_bits) = (0_u64, 0);
    for number in numbers {
        bits |= u64::from(*number) << n_bits;
        n_bits += width;
        while n_bits >= 8 {
            out.push(bits as u8);
            bits >>= 8;
            n_bits -= 8;
        }
    }
    if n_bits > 0 {
        out.push(bits as u8);
    }
}

/// Bytes that numbers are taken from, one after the other.
#[derive(Clone, Copy, Debug)]
pub struct Numbers<'bytes> {
    rest: &'bytes [u8],
}

impl<'bytes> Numbers<'bytes> {
    /// All of `bytes`.
    pub fn new(bytes: &'bytes [u8]) -> Self {
        Self { rest: bytes }
    }

    /// True if nothing is left.
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The bytes that are left.
    pub fn rest(&self) -> &'bytes [u8] {
        self.rest
    }

    /// How many bytes are left.
    pub fn n_left(&self) -> usize {
        self.rest.len()
    }

    /// The next number of [`put`].
    ///
    /// # Errors
    /// When the bytes end within it, or it does not fit.
    #[inline]
    pub fn next(&mut self) -> Result<u64, Damaged> {
        let mut number = 0;
        for (at, byte) in self.rest.iter().enumerate() {
            if at == 10 {
                break;
            }
            number |= u64::from(byte & 0x7f) << (at * 7);
            if byte & 0x80 == 0 {
                self.rest = &self.rest[at + 1..];
                return Ok(number);
            }
        }
        Err(Damaged::content("a number that does not end"))
    }

    /// The next number of [`put`], which fits 32 bits.
    ///
    /// # Errors
    /// As [`Self::next`].
    #[inline]
    pub fn next_u32(&mut self) -> Result<u32, Damaged> {
        // Nearly all numbers are one byte.
        if let [byte @ 0..0x80, rest @ ..] = self.rest {
            self.rest = rest;
            return Ok(u32::from(*byte));
        }
        u32::try_from(self.next()?).map_err(|_| Damaged::content("a number that is too large"))
    }

    /// The next bytes.
    ///
    /// # Errors
    /// When there are not so many.
    pub fn bytes(&mut self, n_bytes: usize) -> Result<&'bytes [u8], Damaged> {
        let (bytes, rest) = self.rest.split_at_checked(n_bytes).ok_or_else(|| Damaged::content("a text cut short"))?;
        self.rest = rest;
        Ok(bytes)
    }

    /// The next bytes; none where nothing is left at all, as where only rows are read.
    ///
    /// # Errors
    /// As [`Self::bytes`].
    pub fn bytes_or_none(&mut self, n_bytes: usize) -> Result<&'bytes [u8], Damaged> {
        if self.is_empty() { Ok(&[]) } else { self.bytes(n_bytes) }
    }

    /// The next block of [`put_rising`].
    ///
    /// # Errors
    /// When the bytes end within it.
    pub fn rising(&mut self, before: u32, into: &mut [u32; BLOCK]) -> Result<(), Damaged> {
        let (width, packed) = self.packed()?;
        BitPacker4x::new().decompress_sorted(before, packed, into, width);
        Ok(())
    }

    /// The next block of [`put_block`].
    ///
    /// # Errors
    /// As [`Self::rising`].
    pub fn block(&mut self, into: &mut [u32; BLOCK]) -> Result<(), Damaged> {
        let (width, packed) = self.packed()?;
        BitPacker4x::new().decompress(packed, into, width);
        Ok(())
    }

    /// The next numbers of [`put_few`], as many as `into` has room for.
    ///
    /// # Errors
    /// When the bytes end within them.
    pub fn few(&mut self, into: &mut [u32]) -> Result<(), Damaged> {
        if into.len() < LEAST_PACKED {
            for number in into {
                *number = self.next_u32()?;
            }
            return Ok(());
        }
        let width = u32::from(self.bytes(1)?[0]);
        if width > 32 || into.len() >= BLOCK {
            return Err(Damaged::content("numbers of impossible width"));
        }
        let packed = self.bytes((into.len() * width as usize).div_ceil(8))?;
        let mask = (1_u64 << width) - 1;
        for (at, number) in into.iter_mut().enumerate() {
            let first_bit = at * width as usize;
            let rest = &packed[first_bit / 8..];
            let bytes = rest.first_chunk::<8>().copied().unwrap_or_else(|| {
                let mut padded = [0; 8];
                padded[..rest.len()].copy_from_slice(rest);
                padded
            });
            *number = (u64::from_le_bytes(bytes) >> (first_bit % 8) & mask) as u32;
        }
        Ok(())
    }

    /// Goes past the next block.
    ///
    /// # Errors
    /// As [`Self::rising`].
    pub fn skip_block(&mut self) -> Result<(), Damaged> {
        self.packed().map(|_| ())
    }

    fn packed(&mut self) -> Result<(u8, &'bytes [u8]), Damaged> {
        let width = self.bytes(1)?[0];
        if width > 32 {
            return Err(Damaged::content("a block of impossible width"));
        }
        Ok((width, self.bytes(packed_bytes(width))?))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_come_back(numbers: Vec<u64>, small in proptest::collection::vec(0_u32..5_000, BLOCK)) {
            let mut bytes = Vec::new();
            for number in &numbers {
                put(*number, &mut bytes);
            }
            let mut rising = small.clone();
            rising.sort_unstable();
            put_block(&small, &mut bytes);
            put_rising(&rising, 0, &mut bytes);
            for n_numbers in [0, 1, LEAST_PACKED, BLOCK - 1] {
                put_few(&small[..n_numbers], &mut bytes);
            }
            let mut read = Numbers::new(&bytes);
            for number in &numbers {
                prop_assert_eq!(read.next().unwrap(), *number);
            }
            let mut block = [0; BLOCK];
            read.block(&mut block).unwrap();
            prop_assert_eq!(&block[..], &small[..]);
            read.rising(0, &mut block).unwrap();
            prop_assert_eq!(&block[..], &rising[..]);
            for n_numbers in [0, 1, LEAST_PACKED, BLOCK - 1] {
                let mut few = vec![0; n_numbers];
                read.few(&mut few).unwrap();
                prop_assert_eq!(&few[..], &small[..n_numbers]);
            }
            prop_assert!(read.is_empty());
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
            let mut read = Numbers::new(&bytes);
            let mut block = [0; BLOCK];
            while !read.is_empty() {
                if read.next().is_err() || read.few(&mut block[..20]).is_err() || read.block(&mut block).is_err() || read.next_u32().is_err() {
                    break;
                }
            }
        }
    }
}
