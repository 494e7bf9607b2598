//! The facts of a row that are lists: the positions of its quotations and captions, and the dates that it mentions.

use jiff::civil::Date;

use super::Damaged;
use super::columns::{packed_day, unpacked_day};
use super::numbers::{Numbers, put};

/// Lists of facts of one row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedFacts {
    /// The first position of each quotation in the text, and the position after its last word.
    pub quotes: Vec<(u32, u32)>,
    /// The first position of each caption in the text, and the position after its last word.
    pub captions: Vec<(u32, u32)>,
    /// The first and the last day of each date that the text mentions.
    pub mentions: Vec<(Date, Date)>,
}

impl ListedFacts {
    /// Appends the encoded lists to `out`.
    pub fn encode(&self, out: &mut Vec<u8>) {
        for spans in [&self.quotes, &self.captions] {
            put(spans.len() as u64, out);
            for (start, end) in spans {
                put(u64::from(*start), out);
                put(u64::from(end - start), out);
            }
        }
        put(self.mentions.len() as u64, out);
        for (first, last) in &self.mentions {
            put(u64::from(packed_day(*first) as u32), out);
            put(u64::from(packed_day(*last).abs_diff(packed_day(*first))), out);
        }
    }

    /// Decodes the lists of a row.
    ///
    /// # Errors
    /// When the bytes are damaged.
    pub fn decode(bytes: &[u8]) -> Result<Self, Damaged> {
        let mut numbers = Numbers::new(bytes);
        let (mut quotes, mut captions, mut mentions) = (Vec::new(), Vec::new(), Vec::new());
        add_spans(&mut numbers, &mut quotes)?;
        add_spans(&mut numbers, &mut captions)?;
        add_mentions(&mut numbers, &mut mentions)?;
        Ok(Self { quotes, captions, mentions })
    }

    /// Decodes only the quotations of a row into `into`, in place of its contents.
    ///
    /// # Errors
    /// When the bytes are damaged.
    pub fn read_quotes(bytes: &[u8], into: &mut Vec<(u32, u32)>) -> Result<(), Damaged> {
        into.clear();
        add_spans(&mut Numbers::new(bytes), into)
    }

    /// Decodes only the captions of a row into `into`, in place of its contents.
    ///
    /// # Errors
    /// When the bytes are damaged.
    pub fn read_captions(bytes: &[u8], into: &mut Vec<(u32, u32)>) -> Result<(), Damaged> {
        let mut numbers = Numbers::new(bytes);
        skip_spans(&mut numbers)?;
        into.clear();
        add_spans(&mut numbers, into)
    }

    /// Decodes only the mentioned dates of a row into `into`, in place of its contents.
    ///
    /// # Errors
    /// When the bytes are damaged.
    pub fn read_mentions(bytes: &[u8], into: &mut Vec<(Date, Date)>) -> Result<(), Damaged> {
        let mut numbers = Numbers::new(bytes);
        skip_spans(&mut numbers)?;
        skip_spans(&mut numbers)?;
        into.clear();
        add_mentions(&mut numbers, into)
    }
}

fn add_spans(numbers: &mut Numbers<'_>, into: &mut Vec<(u32, u32)>) -> Result<(), Damaged> {
    for _ in 0..numbers.next()? {
        let start = numbers.next_u32()?;
        into.push((start, start.saturating_add(numbers.next_u32()?)));
    }
    Ok(())
}

fn skip_spans(numbers: &mut Numbers<'_>) -> Result<(), Damaged> {
    for _ in 0..numbers.next()? {
        numbers.next_u32()?;
        numbers.next_u32()?;
    }
    Ok(())
}

fn add_mentions(numbers: &mut Numbers<'_>, into: &mut Vec<(Date, Date)>) -> Result<(), Damaged> {
    for _ in 0..numbers.next()? {
        let first = numbers.next_u32()? as i32;
        let last = first.saturating_add_unsigned(numbers.next_u32()?);
        into.push((unpacked_day(first)?, unpacked_day(last)?));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn lists_come_back() {
        let facts = ListedFacts {
            quotes: vec![(3, 9), (400, 400)],
            captions: vec![(0, 2)],
            mentions: vec![(date(2001, 1, 1), date(2001, 12, 31)), (date(-3, 2, 1), date(-3, 2, 1))],
        };
        let mut bytes = Vec::new();
        facts.encode(&mut bytes);
        assert_eq!(ListedFacts::decode(&bytes).unwrap(), facts);
        let (mut spans, mut mentions) = (Vec::new(), Vec::new());
        ListedFacts::read_quotes(&bytes, &mut spans).unwrap();
        assert_eq!(spans, facts.quotes);
        ListedFacts::read_captions(&bytes, &mut spans).unwrap();
        assert_eq!(spans, facts.captions);
        ListedFacts::read_mentions(&bytes, &mut mentions).unwrap();
        assert_eq!(mentions, facts.mentions);
        assert!(ListedFacts::decode(&bytes[..bytes.len() - 1]).is_err());
    }
}
