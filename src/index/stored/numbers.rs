//! Encodes numbers as bytes: seven bits a byte, or in blocks of 128, packed to a width that nearly all of them fit.
//!
//! The few numbers of a block that do not fit its width are exceptions: their low bits are in the block, and their high
//! bits follow it. So a block takes nearly the minimum number of bytes. Without exceptions, one large number would
//! widen all others. (Patched frame of reference, Zukowski and others, "Super-Scalar RAM-CPU Cache Compression", 2006;
//! the best width as by Yan, Ding and Suel, "Inverted Index Compression and Query Processing with Optimized Document
//! Ordering", 2009.)

use bitpacking::{BitPacker, BitPacker4x};

use super::Damaged;

/// The length of a block.
pub const BLOCK: usize = BitPacker4x::BLOCK_LEN;

/// Flag in the byte of the width: some numbers do not fit the width. The next byte then is the size of the exceptions
/// in bytes.
const HAS_EXCEPTIONS: u8 = 0x80;

/// At most one of this many numbers is an exception, because each exception takes time to read.
const EXCEPTION_SHARE: usize = 8;

/// Appends a number with seven bits a byte, the lowest first (LEB128).
pub fn put(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Appends a block of numbers.
pub fn put_block(numbers: &[u32; BLOCK], out: &mut Vec<u8>) {
    let width = begin_packed(numbers, out);
    let start = out.len();
    out.resize(start + packed_bytes(BLOCK, width), 0);
    let low = low_bits(width);
    let fitting = numbers.map(|number| number & low);
    BitPacker4x::new().compress(&fitting, &mut out[start..], width as u8);
    put_exceptions(numbers, width, out);
}

/// The minimum length of a list that is packed. Shorter lists take no more space as they are.
pub const LEAST_PACKED: usize = 6;

/// Appends fewer numbers than a block has. They are packed if there are at least [`LEAST_PACKED`] of them.
pub fn put_few(numbers: &[u32], out: &mut Vec<u8>) {
    if numbers.len() < LEAST_PACKED {
        for number in numbers {
            put(u64::from(*number), out);
        }
        return;
    }
    let width = begin_packed(numbers, out);
    let low = low_bits(width);
    let (mut bits, mut n_bits) = (0_u64, 0);
    for number in numbers {
        bits |= u64::from(*number & low) << n_bits;
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
    put_exceptions(numbers, width, out);
}

/// Appends the header of packed numbers. Returns the width.
fn begin_packed(numbers: &[u32], out: &mut Vec<u8>) -> u32 {
    let (width, n_exception_bytes) = best_width(numbers);
    if n_exception_bytes == 0 {
        out.push(width as u8);
    } else {
        out.extend([width as u8 | HAS_EXCEPTIONS, n_exception_bytes as u8]);
    }
    width
}

/// Returns the width with which numbers take the fewest bytes, and the size of the exceptions in bytes.
fn best_width(numbers: &[u32]) -> (u32, usize) {
    let mut n_of_length = [0_usize; 33];
    for number in numbers {
        n_of_length[length(*number) as usize] += 1;
    }
    let longest = (0..=32).rev().find(|length| n_of_length[*length as usize] > 0).unwrap_or(0);
    let mut best = (longest, 0);
    let mut fewest = packed_bytes(numbers.len(), longest);
    let mut n_exceptions = 0;
    for width in (0..longest).rev() {
        n_exceptions += n_of_length[width as usize + 1];
        if n_exceptions > numbers.len() / EXCEPTION_SHARE {
            break;
        }
        let of_length = |length: u32| n_of_length[length as usize] * (1 + (length - width).div_ceil(7) as usize);
        let n_exception_bytes = (width + 1..=longest).map(of_length).sum();
        // One more byte holds the size of the exceptions.
        let n_bytes = packed_bytes(numbers.len(), width) + n_exception_bytes + 1;
        if n_bytes < fewest {
            (best, fewest) = ((width, n_exception_bytes), n_bytes);
        }
    }
    best
}

/// Appends the exceptions: the index and the high bits of each.
fn put_exceptions(numbers: &[u32], width: u32, out: &mut Vec<u8>) {
    if width == 32 {
        return;
    }
    for (at, number) in (0..).zip(numbers).filter(|(_, number)| *number >> width > 0) {
        out.push(at);
        put(u64::from(number >> width), out);
    }
}

/// Returns the number of bits of `number` up to its highest one.
fn length(number: u32) -> u32 {
    32 - number.leading_zeros()
}

fn low_bits(width: u32) -> u32 {
    ((1_u64 << width) - 1) as u32
}

fn packed_bytes(n_numbers: usize, width: u32) -> usize {
    (n_numbers * width as usize).div_ceil(8)
}

/// Reads numbers from bytes, one after the other.
#[derive(Clone, Copy, Debug)]
pub struct Numbers<'bytes> {
    rest: &'bytes [u8],
}

impl<'bytes> Numbers<'bytes> {
    /// Creates a reader of all of `bytes`.
    pub fn new(bytes: &'bytes [u8]) -> Self {
        Self { rest: bytes }
    }

    /// True if no byte is left.
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Returns the bytes that are left.
    pub fn rest(&self) -> &'bytes [u8] {
        self.rest
    }

    /// Returns the number of bytes that are left.
    pub fn n_left(&self) -> usize {
        self.rest.len()
    }

    /// Reads the next number of [`put`].
    ///
    /// # Errors
    /// When the bytes end within the number, or the number does not fit.
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

    /// Reads the next number of [`put`], which must fit into 32 bits.
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

    /// Reads the next bytes.
    ///
    /// # Errors
    /// When there are fewer bytes.
    pub fn bytes(&mut self, n_bytes: usize) -> Result<&'bytes [u8], Damaged> {
        let (bytes, rest) = self.rest.split_at_checked(n_bytes).ok_or_else(|| Damaged::content("a text cut short"))?;
        self.rest = rest;
        Ok(bytes)
    }

    /// Reads the next bytes; none if no byte is left, as when only rows are read.
    ///
    /// # Errors
    /// As [`Self::bytes`].
    pub fn bytes_or_none(&mut self, n_bytes: usize) -> Result<&'bytes [u8], Damaged> {
        if self.is_empty() { Ok(&[]) } else { self.bytes(n_bytes) }
    }

    /// Reads the next block of [`put_block`].
    ///
    /// # Errors
    /// When the bytes end within the block.
    pub fn block(&mut self, into: &mut [u32; BLOCK]) -> Result<(), Damaged> {
        let packed = self.packed(BLOCK)?;
        BitPacker4x::new().decompress(packed.bytes, into, packed.width as u8);
        packed.add_exceptions(into)
    }

    /// Reads the next numbers of [`put_few`], as many as `into` has room for.
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
        let packed = self.packed(into.len())?;
        let (width, low) = (packed.width as usize, u64::from(low_bits(packed.width)));
        for (at, number) in into.iter_mut().enumerate() {
            let first_bit = at * width;
            let rest = &packed.bytes[first_bit / 8..];
            let bytes = rest.first_chunk::<8>().copied().unwrap_or_else(|| {
                let mut padded = [0; 8];
                padded[..rest.len()].copy_from_slice(rest);
                padded
            });
            *number = (u64::from_le_bytes(bytes) >> (first_bit % 8) & low) as u32;
        }
        packed.add_exceptions(into)
    }

    /// Skips the next block.
    ///
    /// # Errors
    /// As [`Self::block`].
    pub fn skip_block(&mut self) -> Result<(), Damaged> {
        self.packed(BLOCK).map(|_| ())
    }

    fn packed(&mut self, n_numbers: usize) -> Result<Packed<'bytes>, Damaged> {
        let first = self.bytes(1)?[0];
        let n_exception_bytes = if first & HAS_EXCEPTIONS == 0 { 0 } else { self.bytes(1)?[0] };
        let width = u32::from(first & !HAS_EXCEPTIONS);
        if width > 32 || n_numbers > BLOCK {
            return Err(Damaged::content("numbers of impossible width"));
        }
        let bytes = self.bytes(packed_bytes(n_numbers, width))?;
        Ok(Packed { width, bytes, exceptions: Numbers::new(self.bytes(usize::from(n_exception_bytes))?) })
    }
}

struct Packed<'bytes> {
    width: u32,
    bytes: &'bytes [u8],
    exceptions: Numbers<'bytes>,
}

impl Packed<'_> {
    /// Adds the high bits of the exceptions.
    fn add_exceptions(mut self, numbers: &mut [u32]) -> Result<(), Damaged> {
        while !self.exceptions.is_empty() {
            let at = self.exceptions.bytes(1)?[0];
            let high = u64::from(self.exceptions.next_u32()?) << self.width;
            let number = numbers.get_mut(usize::from(at));
            let (Some(number), Ok(high)) = (number, u32::try_from(high)) else {
                return Err(Damaged::content("a number that does not fit its block"));
            };
            *number |= high;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_come_back(
            numbers: Vec<u64>,
            of_block in proptest::collection::vec(prop_oneof![9 => 0_u32..50, 1 => any::<u32>()], BLOCK),
        ) {
            let mut bytes = Vec::new();
            for number in &numbers {
                put(*number, &mut bytes);
            }
            put_block(of_block.first_chunk().unwrap(), &mut bytes);
            for n_numbers in [0, 1, LEAST_PACKED, BLOCK - 1] {
                put_few(&of_block[..n_numbers], &mut bytes);
            }
            let mut read = Numbers::new(&bytes);
            for number in &numbers {
                prop_assert_eq!(read.next().unwrap(), *number);
            }
            let mut block = [0; BLOCK];
            read.block(&mut block).unwrap();
            prop_assert_eq!(&block[..], &of_block[..]);
            for n_numbers in [0, 1, LEAST_PACKED, BLOCK - 1] {
                let mut few = vec![0; n_numbers];
                read.few(&mut few).unwrap();
                prop_assert_eq!(&few[..], &of_block[..n_numbers]);
            }
            prop_assert!(read.is_empty());
        }

        #[test]
        fn a_large_number_widens_no_other(large in 1_u32 << 25.., at in 0..BLOCK) {
            let (mut block, mut bytes) = ([9; BLOCK], Vec::new());
            block[at] = large;
            put_block(&block, &mut bytes);
            // Width and size of the exceptions, four bits a number, and five bytes of the large number.
            prop_assert_eq!(bytes.len(), 2 + BLOCK / 2 + 5);
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
