//! Tests that write and read articles of every kind, and read bytes that are not an article.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::*;

/// Returns articles after they have been written and read again, with the texts that they share.
#[track_caller]
fn written_and_read(articles: &[Article]) -> Vec<Article> {
    let mut strings = StringsBuilder::default();
    let records: Vec<Vec<u8>> = articles
        .iter()
        .map(|article| {
            let mut out = Vec::new();
            encode_article(article, &mut strings, &mut out);
            out
        })
        .collect();
    let mut table = Vec::new();
    strings.strings().encode(&mut table);
    let strings = Strings::decode(&table).unwrap();
    let read = |(record, article): (&Vec<u8>, &Article)| {
        decode_article(record, &strings, article.address.path.clone()).unwrap()
    };
    records.iter().zip(articles).map(read).collect()
}

fn ferry() -> Article {
    let address = Address {
        path: Path::new("wire/2022.jsonl").into(),
        item: Some(7),
        range: Some(ByteRange { start: 70_000, length: 900 }),
        format: Format::JsonLines,
    };
    Article {
        title: Known::given("Night ferry cancelled".into(), "“title”"),
        source: Known::found("Harbour Wire".into(), "the folder’s name"),
        date: Known::given(ArticleDate::day(Date::constant(2022, 3, 12)), "“date”"),
        language: Known::inferred("en".into(), "the words of the text"),
        languages: [LanguageShare { code: "en".into(), share: 1.0 }].into(),
        n_words: 320,
        ..Article::unknown_at(address)
    }
}

/// Checks the format of the index, byte by byte. If this changes, an index of an older program cannot be read, so the
/// number of the format must be raised.
#[test]
fn the_bytes_of_an_article() {
    let mut strings = StringsBuilder::default();
    let (mut first, mut third) = (Vec::new(), Vec::new());
    encode_article(&ferry(), &mut strings, &mut first);
    encode_article(&ferry(), &mut strings, &mut Vec::new());
    encode_article(&ferry(), &mut strings, &mut third);
    let texts: Vec<&str> = (0..).map_while(|number| strings.strings().get(number)).collect();
    assert_eq!(
        texts,
        ["en", "“title”", "the folder’s name", "Harbour Wire", "“date”", "the words of the text", "UTF-8"]
    );
    #[rustfmt::skip]
    let expected: &[&[u8]] = &[
        // JSON Lines, the seventh of its file, 900 bytes from 70,000 on.
        &[4, 1, 7, 1, 0xf0, 0xa2, 4, 0x84, 7],
        // The title is given, because of text 1; it has 21 bytes.
        &[1, 0, 0, 1, 21], b"Night ferry cancelled",
        // The source is found, because of text 2: text 3. No authors.
        &[1, 1, 0, 2, 0, 3], &[0],
        // The date is given, because of text 4: the day 19,417, and no other, without time and zone.
        &[1, 0, 0, 4, 0xb2, 0xaf, 2, 0, 0, 0],
        // No evidence. The language is inferred, because of text 5: text 0. All of the text is in this language.
        &[0], &[1, 2, 0, 5, 0, 0], &[1, 0, 0, 0, 0, 0x80, 0x3f],
        // No link, 320 words. UTF-8, as its bytes are valid. Nothing replaced, no problem, and no tags.
        &[0, 0xc0, 2], &[0, 6, 2], &[0, 0, 0],
    ];
    assert_eq!(third, expected.concat());
    // The first article was written before its texts had numbers.
    for record in [first, third] {
        assert_eq!(decode_article(&record, strings.strings(), ferry().address.path).unwrap(), ferry());
    }
}

#[test]
fn bytes_that_are_no_article() {
    let mut strings = StringsBuilder::default();
    let mut bytes = Vec::new();
    for _ in 0..2 {
        bytes.clear();
        encode_article(&ferry(), &mut strings, &mut bytes);
    }
    let path: Arc<Path> = Path::new("a.txt").into();
    let said = |bytes: &[u8], strings: &Strings| decode_article(bytes, strings, path.clone()).unwrap_err().to_string();
    for length in 0..bytes.len() {
        assert_eq!(
            said(&bytes[..length], strings.strings()),
            "the index is damaged: an article is not written as this program writes it",
            "cut at {length}"
        );
    }
    assert_eq!(
        said(&[&bytes[..], &[0]].concat(), strings.strings()),
        "the index is damaged: an article goes on behind its end"
    );
    assert_eq!(
        said(&bytes, &Strings::default()),
        "the index is damaged: an article has a text of a number that is not there"
    );
    let no_encoding = Article { encoding: Encoding { name: "EBCDIC", how: EncodingHow::Declared }, ..ferry() };
    bytes.clear();
    encode_article(&no_encoding, &mut strings, &mut bytes);
    assert_eq!(said(&bytes, strings.strings()), "the index is damaged: an article is in an encoding that there is not");
}

#[test]
fn days_are_numbers_and_numbers_days_or_nothing() {
    for (year, month, day, number) in [
        (1970, 1, 1, 0),
        (1969, 12, 31, -1),
        (2022, 3, 12, 19_417),
        (-9999, 1, 1, -4_452_468),
        (9999, 12, 31, 2_987_159),
    ] {
        let date = Date::constant(year, month, day);
        assert_eq!((number_of_day(date), day_of_number(number)), (number, Some(date)));
    }
    // 31 April, and years that the calendar does not have.
    for number in [3 * 31 + 30, 2_987_160, -4_452_469, i32::MAX, i32::MIN] {
        assert_eq!(day_of_number(number), None, "{number}");
    }
}

/// Short texts, many of which occur more than once.
fn texts() -> impl Strategy<Value = Box<str>> {
    prop_oneof!["[a-c]{0,2}", ".{0,40}", Just("front matter `date`".to_owned()), Just("long ".repeat(40)),]
        .prop_map(String::into_boxed_str)
}

fn known<T: std::fmt::Debug + Clone + 'static>(
    values: impl Strategy<Value = T> + 'static,
) -> impl Strategy<Value = Known<T>> {
    let how = prop_oneof![Just(How::Given), Just(How::Found), Just(How::Inferred), Just(How::Set)];
    let kept = (values, how, texts())
        .prop_map(|(value, how, because)| Known::restored(Some(value), how, String::from(because)));
    option::of(kept).prop_map(Option::unwrap_or_default)
}

fn dates() -> impl Strategy<Value = ArticleDate> {
    let days =
        || (-9999_i16..=9999, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| Date::constant(year, month, day));
    (days(), days(), any::<bool>(), option::of(0_u32..86_400), option::of(-1440_i16..=1440)).prop_map(
        |(one, other, is_a_day, second_of_day, offset_minutes)| ArticleDate {
            second_of_day,
            offset_minutes,
            ..ArticleDate::range(one, if is_a_day { one } else { other })
        },
    )
}

fn addresses() -> impl Strategy<Value = Address> {
    let formats = prop_oneof![Just(Format::PlainText), Just(Format::JsonLines), Just(Format::WebArchive)];
    let ranges = (any::<u64>(), any::<u64>()).prop_map(|(start, length)| ByteRange { start, length });
    (texts(), option::of(any::<u32>()), option::of(ranges), formats).prop_map(|(path, item, range, format)| Address {
        path: Path::new(&*path).into(),
        item,
        range,
        format,
    })
}

prop_compose! {
    fn rest()(
        evidence in option::of((vec(texts(), 0..4), vec(texts(), 0..4))),
        languages in vec((texts(), 0.0_f32..=1.0), 0..3),
        link in option::of(texts()),
        n_words in any::<u32>(),
        name in prop_oneof![Just("UTF-8"), Just("windows-1251"), Just("UTF-32LE"), Just("GBK")],
        how in prop_oneof![Just(EncodingHow::Valid), Just(EncodingHow::Guessed), Just(EncodingHow::Marked)],
        (n_controls, n_bidi, n_undecodable) in prop_oneof![Just((0, 0, 0)), any::<(u32, u32, u32)>()],
        has_problem in any::<bool>(),
        tags in vec(texts(), 0..4),
    ) -> Article {
        let evidence = evidence.map(|(because, rejected)| DateEvidence { because: because.into(), rejected: rejected.into() });
        Article {
            date_evidence: evidence.map(Box::new),
            languages: languages.into_iter().map(|(code, share)| LanguageShare { code, share }).collect(),
            link,
            n_words,
            encoding: Encoding { name, how },
            replaced: Replaced { n_controls, n_bidi, n_undecodable },
            has_problem,
            tags: tags.into_iter().map(|tag| Known::given(tag, "“tags”")).collect(),
            ..ferry()
        }
    }
}

prop_compose! {
    fn articles()(
        address in addresses(),
        title in known(texts()),
        source in known(texts()),
        authors in known(vec(texts(), 0..4).prop_map(Vec::into_boxed_slice)),
        date in known(dates()),
        language in known(texts()),
        rest in rest(),
    ) -> Article {
        Article { address, title, source, authors, date, language, ..rest }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read(articles in vec(articles(), 1..8)) {
        prop_assert_eq!(written_and_read(&articles), articles);
    }

    #[test]
    fn any_bytes_are_an_article_or_damaged(bytes in vec(any::<u8>(), 0..200)) {
        let _ = decode_article(&bytes, &Strings::default(), Path::new("a").into());
        let _ = Strings::decode(&bytes);
    }

    #[test]
    fn an_article_with_wrong_bytes_is_an_article_or_damaged(
        article in articles(),
        changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut strings = StringsBuilder::default();
        let mut bytes = Vec::new();
        encode_article(&article, &mut strings, &mut bytes);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        // The bytes may be those of another article now, which a checksum would detect. They must be read or refused.
        if let Ok(read) = decode_article(&bytes, strings.strings(), article.address.path.clone()) {
            prop_assert_eq!(read.address.path, article.address.path);
        }
    }
}
