//! Reads and writes bits, the lowest first: numbers of any width and numbers in unary.

/// Appends bits to bytes.
#[derive(Debug)]
pub(super) struct BitWriter<'out> {
    out: &'out mut Vec<u8>,
    bits: u64,
    n_bits: u32,
}

impl<'out> BitWriter<'out> {
    pub fn new(out: &'out mut Vec<u8>) -> Self {
        Self { out, bits: 0, n_bits: 0 }
    }

    /// Appends the low `width` bits of a number.
    pub fn put(&mut self, number: u32, width: u32) {
        self.bits |= u64::from(number) << self.n_bits;
        self.n_bits += width;
        while self.n_bits >= 8 {
            self.out.push(self.bits as u8);
            self.bits >>= 8;
            self.n_bits -= 8;
        }
    }

    /// Appends a number in unary: as many ones, and a zero.
    pub fn put_unary(&mut self, number: u32) {
        for _ in 0..number {
            self.put(1, 1);
        }
        self.put(0, 1);
    }

    /// Fills the last byte with ones, so that a unary number that is cut off has no end.
    pub fn finish(mut self) {
        if self.n_bits > 0 {
            let n_missing = 8 - self.n_bits;
            self.put((1 << n_missing) - 1, n_missing);
        }
    }
}

/// Reads bits from bytes. Beyond the last byte all bits are ones.
#[derive(Clone, Copy, Debug)]
pub(super) struct BitReader<'bytes> {
    bytes: &'bytes [u8],
    at: usize,
}

/// The minimum number of bits that [`BitReader::next`] returns, at any offset within a byte.
const AT_HAND: u32 = 57;

impl<'bytes> BitReader<'bytes> {
    pub fn new(bytes: &'bytes [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Returns the next bits without consuming them.
    #[inline]
    fn next(&self) -> u64 {
        let rest = self.bytes.get(self.at / 8..).unwrap_or_default();
        let word = rest.first_chunk::<8>().copied().unwrap_or_else(|| {
            let mut word = [0xff; 8];
            word[..rest.len()].copy_from_slice(rest);
            word
        });
        u64::from_le_bytes(word) >> (self.at % 8)
    }

    /// Reads a number of at most 32 bits.
    #[inline]
    pub fn take(&mut self, width: u32) -> u32 {
        let number = self.next() & ((1 << width) - 1);
        self.at += width as usize;
        number as u32
    }

    /// Reads a number in unary. A number without an end consists of all bits that are left.
    #[inline]
    pub fn take_unary(&mut self) -> u32 {
        let mut number = 0;
        loop {
            let n_ones = self.next().trailing_ones().min(AT_HAND);
            number += n_ones;
            self.at += n_ones as usize;
            if n_ones < AT_HAND || self.is_beyond() {
                self.at += 1;
                return number;
            }
        }
    }

    /// Reads a number of at most 28 bits and two numbers in unary. Nearly always one word contains all of them.
    #[inline]
    pub fn take_three(&mut self, width: u32) -> (u32, u32, u32) {
        let bits = self.next();
        let rest = bits >> width;
        let second = rest.trailing_ones();
        let rest = rest >> (second + 1).min(63);
        let third = rest.trailing_ones();
        let n_taken = width + second + 1 + third + 1;
        if n_taken > AT_HAND {
            return (self.take(width), self.take_unary(), self.take_unary());
        }
        self.at += n_taken as usize;
        ((bits & ((1 << width) - 1)) as u32, second, third)
    }

    /// True if more bits were read than there are.
    #[inline]
    pub fn is_beyond(&self) -> bool {
        self.at > self.bytes.len() * 8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_ones_come_back() {
        let numbers = [(0, 1), (5, 3), (0x0fff_ffff, 28), (1, 22), (200, 9), (0, 20), (u32::MAX, 32)];
        let mut bytes = Vec::new();
        let mut writer = BitWriter::new(&mut bytes);
        for (number, width) in numbers {
            writer.put(number, width);
            writer.put_unary(number % 131);
        }
        writer.finish();
        let mut reader = BitReader::new(&bytes);
        for (number, width) in numbers {
            assert_eq!((reader.take(width), reader.take_unary()), (number, number % 131));
        }
        assert!(!reader.is_beyond());
        reader.take(8);
        assert!(reader.is_beyond());
    }

    #[test]
    fn ones_without_an_end_end_with_the_bytes() {
        let mut reader = BitReader::new(&[0xff; 40]);
        assert!(reader.take_unary() >= 320);
        assert!(reader.is_beyond());
    }
}
