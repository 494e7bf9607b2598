//! Finds the amounts in a text, with a unit if a sign or a word names one. Years, dates, times and parts of names are
//! not amounts.

use super::language::Languages;
use crate::article::facts::{Facts, Link, Number, TextRange, Unit};
use crate::article::{BlockKind, Body};
use crate::text::bytes;

/// Words behind a number that multiply it, in lower case, with their powers of ten.
const MAGNITUDES: &[(&str, i32)] = &[
    ("thousand", 3),
    ("million", 6),
    ("millions", 6),
    ("billion", 9),
    ("billions", 9),
    ("trillion", 12),
    ("bn", 9),
    ("tausend", 3),
    ("millionen", 6),
    ("mio", 6),
    ("milliarde", 9),
    ("milliarden", 9),
    ("mrd", 9),
    ("mille", 3),
    ("milliers", 3),
    ("milliard", 9),
    ("milliards", 9),
    ("mil", 3),
    ("millón", 6),
    ("millones", 6),
    ("milhão", 6),
    ("milhões", 6),
    ("bilhão", 9),
    ("bilhões", 9),
    ("mila", 3),
    ("milione", 6),
    ("milioni", 6),
    ("miliardo", 9),
    ("miliardi", 9),
    ("duizend", 3),
    ("miljoen", 6),
    ("miljard", 9),
    ("miljoner", 6),
    ("miljarder", 9),
    ("millioner", 6),
    ("milliarder", 9),
    ("tysięcy", 3),
    ("milionów", 6),
    ("mln", 6),
    ("mld", 9),
    ("тысяч", 3),
    ("тыс", 3),
    ("миллион", 6),
    ("миллиона", 6),
    ("миллионов", 6),
    ("млн", 6),
    ("миллиард", 9),
    ("миллиарда", 9),
    ("миллиардов", 9),
    ("млрд", 9),
    ("bin", 3),
    ("milyon", 6),
    ("milyar", 9),
];

/// Words for money, in lower case, with the currency codes of ISO 4217.
const MONEY: &[(&str, &str)] = &[
    ("dollar", "USD"),
    ("dollars", "USD"),
    ("usd", "USD"),
    ("dólares", "USD"),
    ("доллар", "USD"),
    ("доллара", "USD"),
    ("долларов", "USD"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("eur", "EUR"),
    ("евро", "EUR"),
    ("pounds", "GBP"),
    ("gbp", "GBP"),
    ("yen", "JPY"),
    ("yuan", "CNY"),
    ("rubles", "RUB"),
    ("roubles", "RUB"),
    ("рубль", "RUB"),
    ("рубля", "RUB"),
    ("рублей", "RUB"),
    ("rupees", "INR"),
    ("francs", "CHF"),
    ("franken", "CHF"),
    ("zł", "PLN"),
    ("złotych", "PLN"),
    ("kronor", "SEK"),
    ("lira", "TRY"),
    ("грн", "UAH"),
    ("гривень", "UAH"),
];

/// Words for percent, in lower case.
const PERCENT: &[&str] =
    &["percent", "percentage", "prozent", "procent", "procenten", "prosent", "процент", "процента", "процентов", "pct"];

/// Signs of money, with the currency codes of ISO 4217.
const SIGNS: &[(char, &str)] = &[
    ('$', "USD"),
    ('€', "EUR"),
    ('£', "GBP"),
    ('¥', "JPY"),
    ('₽', "RUB"),
    ('₹', "INR"),
    ('₴', "UAH"),
    ('₺', "TRY"),
    ('₩', "KRW"),
];

/// The first bytes of a text in which amounts are looked for: 4 MiB, more than any book. The limit bounds the work on a
/// text that is made of nothing but numbers.
const BYTES_MAX: usize = 4 << 20;

/// Returns the amounts in `body`, in order. They are not stored, because they are needed only for the few articles that
/// are compared.
///
/// `facts` are the facts of the same text. Numbers in its dates and in its addresses are not amounts.
pub fn numbers(body: &Body, languages: &Languages, facts: &Facts) -> Vec<Number> {
    let dates: Vec<TextRange> = facts.mentions.iter().map(|mention| mention.range).collect();
    numbers_in(body, &|block_idx| languages.of_block(block_idx), &dates, &facts.links)
}

/// Returns the amounts in `body`. `taken` are the places of dates, in order.
///
/// A number that is part of a date, or of an address in `links`, is not an amount.
fn numbers_in<'a>(
    body: &Body,
    language_of: &dyn Fn(usize) -> Option<&'a str>,
    taken: &[TextRange],
    links: &[Link],
) -> Vec<Number> {
    let mut avoided: Vec<TextRange> = links.iter().flat_map(|link| link.places.iter().copied()).collect();
    // The text of a link may be an amount. Only an address in the text may not.
    avoided.retain(|place| body.text.get(place.bytes()).is_some_and(|text| text.contains(['/', '@'])));
    avoided.extend(taken);
    avoided.sort_unstable();
    let mut avoided = avoided.into_iter().peekable();
    let mut numbers = Vec::new();
    let blocks = body.blocks.iter().take_while(|block| block.range.end <= BYTES_MAX);
    for (block_idx, block) in blocks.enumerate() {
        if block.kind == BlockKind::Preformatted {
            continue;
        }
        let has_comma = language_of(block_idx).is_some_and(writes_decimal_comma);
        let text = body.text_of(block);
        let mut at = 0;
        while let Some(found) = bytes::position(&text.as_bytes()[at..], |byte| byte.is_ascii_digit()) {
            let start = at + found;
            let digits_end = start + digits_length(&text[start..]);
            at = digits_end;
            let place = TextRange::from(block.range.start + start..block.range.start + digits_end);
            while avoided.peek().is_some_and(|avoided| avoided.end <= place.start) {
                avoided.next();
            }
            if avoided.peek().is_some_and(|avoided| avoided.overlaps(place)) {
                continue;
            }
            if let Some(number) = read(text, start, digits_end, block.range.start, has_comma) {
                at = (number.range.end as usize - block.range.start).max(at);
                numbers.push(number);
            }
        }
    }
    numbers
}

/// True if a language writes `1.234,5` where English writes `1,234.5`.
fn writes_decimal_comma(language: &str) -> bool {
    !matches!(
        language,
        "en" | "zh"
            | "ja"
            | "ko"
            | "th"
            | "he"
            | "hi"
            | "bn"
            | "ta"
            | "te"
            | "ur"
            | "ms"
            | "tl"
            | "sw"
            | "ga"
            | "cy"
            | "mt"
    )
}

/// Returns the number of bytes at the beginning of `text` that are digits with separators between them.
fn digits_length(text: &str) -> usize {
    let mut end = 0;
    for (at, character) in text.char_indices() {
        if character.is_ascii_digit() {
            end = at + 1;
            continue;
        }
        let is_separator = matches!(character, '.' | ',' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’');
        // A full stop or comma continues the number before any digit, other separators only before a group of three
        // digits.
        let next = &text[at + character.len_utf8()..];
        let n_digits = next.bytes().take(4).take_while(u8::is_ascii_digit).count();
        let is_group = n_digits == 3 && end - group_start(text, end) <= 3;
        let goes_on = if matches!(character, '.' | ',') { n_digits > 0 } else { is_group };
        if !(is_separator && goes_on) {
            break;
        }
    }
    end
}

/// Returns the start of the run of digits that ends at `end`.
fn group_start(text: &str, end: usize) -> usize {
    let n_digits = text.as_bytes()[..end].iter().rev().take(4).take_while(|byte| byte.is_ascii_digit()).count();
    end - n_digits
}

fn read(text: &str, start: usize, digits_end: usize, block_start: usize, has_comma: bool) -> Option<Number> {
    let before = &text[..start];
    let after = &text[digits_end..];
    let last = before.chars().next_back();
    let next = after.chars().next();
    // `A320`, `COVID-19`, `#12`, `12:30`, `3-1`, `24/7`, `4th` and `№5` are names, times, scores and ranks.
    let is_part_before = last
        .is_some_and(|last| last.is_alphanumeric() || matches!(last, '#' | '№' | ':' | '/' | '_' | '@'))
        || (matches!(last, Some('-' | '–' | '‑')) && before.chars().rev().nth(1).is_some_and(char::is_alphanumeric));
    let is_part_after = next.is_some_and(|next| {
        (next.is_alphabetic() && !is_unit_letter(after)) || matches!(next, ':' | '/' | '_' | '@' | '°' | '′' | '″')
    }) || (matches!(next, Some('-' | '–' | '‑'))
        && after.chars().nth(1).is_some_and(|after| after.is_ascii_digit()));
    if is_part_before || is_part_after {
        return None;
    }
    let mut value = value_of(&text[start..digits_end], has_comma)?;
    let mut unit = Unit::None;
    let mut range = start..digits_end;
    if let Some((sign, code)) = last.and_then(|last| SIGNS.iter().find(|(sign, _)| *sign == last)) {
        unit = Unit::Money(code);
        range.start -= sign.len_utf8();
    }
    let mut rest = after;
    if let Some((word, length)) = word_after(rest)
        && let Some((_, power)) = MAGNITUDES.iter().find(|(known, _)| **known == word)
    {
        value *= 10_f64.powi(*power);
        range.end += length;
        rest = &text[range.end..];
    }
    let trimmed = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let n_spaces = rest.len() - trimmed.len();
    let sign = trimmed.chars().next().filter(|_| n_spaces <= 3);
    if let Some(sign) = sign.filter(|sign| matches!(sign, '%' | '٪' | '％')) {
        unit = Unit::Percent;
        range.end += n_spaces + sign.len_utf8();
    } else if let Some((sign, code)) = sign.and_then(|sign| SIGNS.iter().find(|(known, _)| *known == sign))
        && unit == Unit::None
    {
        unit = Unit::Money(code);
        range.end += n_spaces + sign.len_utf8();
    } else if let Some((word, length)) = word_after(rest) {
        if let Some((_, code)) = MONEY.iter().find(|(known, _)| **known == word) {
            unit = if unit == Unit::None { Unit::Money(code) } else { unit };
            range.end += length;
        } else if PERCENT.contains(&word.as_str()) {
            unit = Unit::Percent;
            range.end += length;
        } else if matches!(word.as_str(), "per" | "por" | "pour")
            && rest[length..].starts_with(|c: char| c.is_whitespace())
        {
            let cent = rest[length..].trim_start();
            let hundred = ["cent", "ciento", "cento"].into_iter().find(|known| cent.starts_with(known));
            if let Some(hundred) = hundred {
                unit = Unit::Percent;
                range.end += rest.len() - cent.len() + hundred.len();
            }
        }
    }
    if unit == Unit::None && range.end == digits_end && is_year(&text[start..digits_end]) {
        return None;
    }
    Some(Number { range: (block_start + range.start..block_start + range.end).into(), value, unit })
}

/// True if the letters behind a number are a unit without a space before it: `5km`, `3m`, `20bn`.
fn is_unit_letter(after: &str) -> bool {
    const UNITS: &[&str] = &["km", "m", "kg", "g", "mm", "cm", "ft", "lb", "lbs", "kWh", "MW", "GW", "bn", "k", "K"];
    let length = after.bytes().take_while(u8::is_ascii_alphabetic).count();
    UNITS.contains(&&after[..length])
}

/// True if digits are more likely a year than an amount.
fn is_year(digits: &str) -> bool {
    digits.len() == 4 && digits.parse().is_ok_and(|year: u16| (1000..2200).contains(&year))
}

/// Returns the word behind a number in lower case, and the bytes that the word and the space before it take.
fn word_after(rest: &str) -> Option<(String, usize)> {
    const LONGEST: usize = 24;
    let word = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}', '-']);
    let n_before = rest.len() - word.len();
    if n_before > 3 {
        return None;
    }
    let mut length = 0;
    for character in word.chars() {
        if !character.is_alphabetic() || length > LONGEST {
            break;
        }
        length += character.len_utf8();
    }
    (length > 0 && length <= LONGEST).then(|| (word[..length].to_lowercase(), n_before + length))
}

/// Returns the value of digits with separators. `None` if they are not an amount.
fn value_of(written: &str, has_comma: bool) -> Option<f64> {
    let separators: Vec<(usize, char)> = written.char_indices().filter(|(_, c)| !c.is_ascii_digit()).collect();
    let n_after = |at: usize, separator: char| written.len() - at - separator.len_utf8();
    let decimal = match separators.as_slice() {
        [] => None,
        [(at, separator @ ('.' | ','))] => {
            // A single separator before three digits groups them, unless the language or a leading zero makes it a
            // decimal sign.
            let is_decimal = if *separator == ',' { has_comma } else { !has_comma };
            (n_after(*at, *separator) != 3
                || (is_decimal && written.starts_with('0'))
                || (is_decimal && *separator == '.'))
                .then_some(*at)
        }
        [.., (at, separator)] => {
            let is_other = separators[..separators.len() - 1].iter().all(|(_, other)| other != separator);
            // `1.2.3` is not an amount, but `1.234.567` is.
            if is_other && matches!(separator, '.' | ',') {
                Some(*at)
            } else if separators.windows(2).all(|pair| pair[1].0 - pair[0].0 - pair[0].1.len_utf8() == 3)
                && n_after(*at, *separator) == 3
            {
                None
            } else {
                return None;
            }
        }
    };
    let digits: String = written
        .char_indices()
        .filter_map(|(at, c)| if Some(at) == decimal { Some('.') } else { c.is_ascii_digit().then_some(c) })
        .collect();
    // A longer number identifies a card or a key.
    (digits.len() <= 20).then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::BodyBuilder;
    use proptest::prelude::*;

    fn found(text: &str, language: &'static str) -> Vec<(String, f64, Unit)> {
        let mut builder = BodyBuilder::default();
        builder.push(text);
        builder.end_block(BlockKind::Paragraph, false);
        let body = builder.finish();
        let numbers = numbers_in(&body, &|_| Some(language), &[], &[]);
        numbers
            .into_iter()
            .map(|number| (body.text[number.range.bytes()].to_owned(), number.value, number.unit))
            .collect()
    }

    fn check(language: &'static str, text: &str, expected: &[(&str, f64, Unit)]) {
        let expected: Vec<_> = expected.iter().map(|(text, value, unit)| ((*text).to_owned(), *value, *unit)).collect();
        assert_eq!(found(text, language), expected, "{text}");
    }

    #[test]
    fn amounts() {
        let money = Unit::Money;
        check("en", "It took 140 passengers and 2 lorries.", &[("140", 140.0, Unit::None), ("2", 2.0, Unit::None)]);
        check(
            "en",
            "Tolls of $1,234.50 rose 3.5%.",
            &[("$1,234.50", 1234.5, money("USD")), ("3.5%", 3.5, Unit::Percent)],
        );
        check(
            "en",
            "about £2.4 million, or 12 percent",
            &[("£2.4 million", 2.4e6, money("GBP")), ("12 percent", 12.0, Unit::Percent)],
        );
        check("en", "up 7 per cent to 20bn", &[("7 per cent", 7.0, Unit::Percent), ("20bn", 2e10, Unit::None)]);
        check(
            "de",
            "1.234,5 Tonnen für 3,5 Millionen Euro",
            &[("1.234,5", 1234.5, Unit::None), ("3,5 Millionen Euro", 3.5e6, money("EUR"))],
        );
        check("fr", "12 500 € et 4,2 %", &[("12 500 €", 12500.0, money("EUR")), ("4,2 %", 4.2, Unit::Percent)]);
        check(
            "ru",
            "Порт получил 5 млн рублей, 1 200 человек.",
            &[("5 млн рублей", 5e6, money("RUB")), ("1 200", 1200.0, Unit::None)],
        );
        check(
            "en",
            "1,234,567 tonnes and 0.125 of it",
            &[("1,234,567", 1_234_567.0, Unit::None), ("0.125", 0.125, Unit::None)],
        );
        check("es", "3 mil millones y 1.500 barcos", &[("3 mil", 3000.0, Unit::None), ("1.500", 1500.0, Unit::None)]);
    }

    #[test]
    fn what_is_no_amount() {
        for text in [
            "In 1998 and 2022",
            "at 12:30",
            "an A320 and COVID-19",
            "won 3-1",
            "24/7",
            "the 4th pier",
            "#12",
            "version 1.2.3",
        ] {
            check("en", text, &[]);
        }
    }

    proptest! {
        #[test]
        fn amounts_stand_in_any_text(text in "[0-9.,  $€%a-z-]{0,40}|.{0,40}") {
            for (_, value, _) in found(&text, "en") {
                prop_assert!(value.is_finite());
            }
        }
    }
}
