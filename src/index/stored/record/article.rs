//! Encodes an article, without its text, as bytes.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::article::{
    Address, Article, ArticleDate, ByteRange, DateEvidence, Encoding, EncodingHow, Format, How, Known, LanguageShare,
};
use crate::index::stored::strings::Shared;
use crate::index::stored::{Damaged, Strings, StringsBuilder};
use crate::text::safe::Replaced;

/// An [`Article`] as it is written.
#[derive(Serialize, Deserialize)]
struct ArticleRecord<'text> {
    format: Format,
    item: Option<u32>,
    /// The first byte and the number of bytes.
    range: Option<(u64, u64)>,
    #[serde(borrow)]
    title: Option<KnownRecord<'text, &'text str>>,
    source: Option<KnownRecord<'text, Shared<'text>>>,
    authors: Option<KnownRecord<'text, Vec<Shared<'text>>>>,
    date: Option<KnownRecord<'text, DateRecord>>,
    date_evidence: Option<(Vec<&'text str>, Vec<&'text str>)>,
    language: Option<KnownRecord<'text, Shared<'text>>>,
    languages: Vec<(Shared<'text>, f32)>,
    link: Option<&'text str>,
    n_words: u32,
    encoding: (Shared<'text>, EncodingHow),
    replaced: Option<Replaced>,
    has_problem: bool,
    tags: Vec<KnownRecord<'text, Shared<'text>>>,
}

/// A known value, with how it is known.
#[derive(Serialize, Deserialize)]
struct KnownRecord<'text, T> {
    how: How,
    #[serde(borrow)]
    because: Shared<'text>,
    value: T,
}

/// An [`ArticleDate`] as it is written, with days as [`number_of_day`] counts them.
#[derive(Serialize, Deserialize)]
struct DateRecord {
    first_day: i32,
    /// Distance of the last day from the first: 0 for a known day.
    further: i32,
    second_of_day: Option<u32>,
    offset_minutes: Option<i16>,
}

/// Appends an article to `out`, without its path. Texts that several articles share are added to `strings`, which must
/// be written once for all articles.
pub fn encode_article(article: &Article, strings: &mut StringsBuilder, out: &mut Vec<u8>) {
    let address = &article.address;
    let record = ArticleRecord {
        format: address.format,
        item: address.item,
        range: address.range.map(|range| (range.start, range.length)),
        title: kept(&article.title, strings, |title, _| &**title),
        source: kept(&article.source, strings, |source, strings| strings.share(source)),
        authors: kept(&article.authors, strings, |authors, strings| {
            authors.iter().map(|author| strings.share(author)).collect()
        }),
        date: kept(&article.date, strings, |date, _| DateRecord::of(date)),
        date_evidence: article
            .date_evidence
            .as_ref()
            .map(|evidence| (borrowed(&evidence.because), borrowed(&evidence.rejected))),
        language: kept(&article.language, strings, |language, strings| strings.share(language)),
        languages: article.languages.iter().map(|share| (strings.share(&share.code), share.share)).collect(),
        link: article.link.as_deref(),
        n_words: article.n_words,
        encoding: (strings.share(article.encoding.name), article.encoding.how),
        replaced: (!article.replaced.is_none()).then_some(article.replaced),
        has_problem: article.has_problem,
        tags: article.tags.iter().filter_map(|tag| kept(tag, strings, |tag, strings| strings.share(tag))).collect(),
    };
    super::write(&record, out);
}

/// Reads an article that [`encode_article`] wrote, and that takes all of `bytes`.
///
/// # Errors
/// [`Damaged`] when the bytes are not an article. Memory use is proportional to their number, whatever they contain.
pub fn decode_article(bytes: &[u8], strings: &Strings, path: Arc<Path>) -> Result<Article, Damaged> {
    let record: ArticleRecord<'_> = super::read(bytes, "an article")?;
    let text = |shared| strings.text_of(shared).map(Box::<str>::from);
    let boxes = |texts: Vec<&str>| texts.into_iter().map(Box::from).collect();
    let (encoding_name, encoding_how) = record.encoding;
    let encoding = Encoding::named(strings.text_of(encoding_name)?, encoding_how)
        .ok_or_else(|| Damaged::content("an article is in an encoding that there is not"))?;
    Ok(Article {
        address: Address {
            path,
            item: record.item,
            range: record.range.map(|(start, length)| ByteRange { start, length }),
            format: record.format,
        },
        title: known(record.title, strings, |title| Ok(title.into()))?,
        source: known(record.source, strings, text)?,
        authors: known(record.authors, strings, |authors| authors.into_iter().map(text).collect())?,
        date: known(record.date, strings, |date| date.date())?,
        date_evidence: record
            .date_evidence
            .map(|(because, rejected)| Box::new(DateEvidence { because: boxes(because), rejected: boxes(rejected) })),
        language: known(record.language, strings, text)?,
        languages: record
            .languages
            .into_iter()
            .map(|(code, share)| Ok(LanguageShare { code: text(code)?, share }))
            .collect::<Result<_, Damaged>>()?,
        link: record.link.map(Box::from),
        n_words: record.n_words,
        encoding,
        replaced: record.replaced.unwrap_or_default(),
        has_problem: record.has_problem,
        tags: record.tags.into_iter().map(|tag| known(Some(tag), strings, text)).collect::<Result<_, Damaged>>()?,
    })
}

fn borrowed(texts: &[Box<str>]) -> Vec<&str> {
    texts.iter().map(|text| &**text).collect()
}

/// Returns a value as it is written, if it is known.
fn kept<'text, T, K>(
    known: &'text Known<T>,
    strings: &mut StringsBuilder,
    written: impl FnOnce(&'text T, &mut StringsBuilder) -> K,
) -> Option<KnownRecord<'text, K>> {
    let value = known.value()?;
    Some(KnownRecord { how: known.how(), because: strings.share(known.because()), value: written(value, strings) })
}

/// Returns the value that was written; an unknown one if there is none.
fn known<'text, K, T>(
    kept: Option<KnownRecord<'text, K>>,
    strings: &'text Strings,
    value: impl FnOnce(K) -> Result<T, Damaged>,
) -> Result<Known<T>, Damaged> {
    let Some(kept) = kept else { return Ok(Known::unknown()) };
    let because = strings.text_of(kept.because)?.to_owned();
    Ok(Known::restored(Some(value(kept.value)?), kept.how, because))
}

impl DateRecord {
    fn of(date: &ArticleDate) -> Self {
        let first_day = number_of_day(date.first_day);
        Self {
            first_day,
            further: number_of_day(date.last_day) - first_day,
            second_of_day: date.second_of_day,
            offset_minutes: date.offset_minutes,
        }
    }

    fn date(&self) -> Result<ArticleDate, Damaged> {
        let last_day = self.first_day.checked_add(self.further).and_then(day_of_number);
        match (day_of_number(self.first_day), last_day) {
            (Some(first_day), Some(last_day)) => Ok(ArticleDate {
                first_day,
                last_day,
                second_of_day: self.second_of_day,
                offset_minutes: self.offset_minutes,
            }),
            _ => Err(Damaged::content("an article has a date that no calendar has")),
        }
    }
}

/// The year from which days are counted, so that days of the present are small numbers.
const FIRST_YEAR: i32 = 1970;

/// Returns a day as one number, as if every month had 31 days. The numbers have gaps. Converting them needs no
/// calendar.
fn number_of_day(day: Date) -> i32 {
    ((i32::from(day.year()) - FIRST_YEAR) * 12 + i32::from(day.month()) - 1) * 31 + i32::from(day.day()) - 1
}

/// Returns the day of a number, if there is one.
fn day_of_number(number: i32) -> Option<Date> {
    let month = number.div_euclid(31);
    let year = i16::try_from(month.div_euclid(12) + FIRST_YEAR).ok()?;
    Date::new(year, month.rem_euclid(12) as i8 + 1, number.rem_euclid(31) as i8 + 1).ok()
}

#[cfg(test)]
mod tests;
