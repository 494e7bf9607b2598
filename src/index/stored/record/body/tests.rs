//! Tests that write and read texts with blocks of every kind, and read bytes that are not a text.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::article::BodyBuilder;

/// Returns a text with every feature that a text can have.
fn body() -> Body {
    let mut builder = BodyBuilder::default();
    builder.at_line(3);
    builder.push("Night ferry cancelled");
    builder.end_block(BlockKind::Heading(2), false);
    builder.at_line(5);
    builder.push("The ночной ferry ");
    builder.open_link("https://example.org/ferry");
    builder.push("stayed ");
    builder.open_span(SpanKind::Strong);
    builder.push("in port");
    builder.end_block(BlockKind::Paragraph, false);
    builder.at_line(6);
    builder.push("tolls\u{1b}");
    builder.end_block(BlockKind::ListItem { depth: 1, number: Some(4) }, true);
    builder.at_line(9);
    builder.push("Photo: Harbour Wire");
    builder.end_boilerplate(BlockKind::Paragraph, false, Boilerplate::Caption);
    builder.at_line(10);
    builder.end_block(BlockKind::Rule, false);
    builder.finish()
}

#[test]
fn what_is_written_is_read() {
    for body in [Body::default(), body()] {
        assert_eq!(decode_body(&encode_body(&body)).unwrap(), body);
    }
    let mut builder = BodyBuilder::default();
    for number in 0..3000 {
        builder.push("The night ferry to the islands stayed in port. ");
        builder.end_block(BlockKind::Paragraph, number % 2 == 0);
    }
    let long = builder.finish();
    let bytes = encode_body(&long);
    assert_eq!(decode_body(&bytes).unwrap(), long);
    assert!(bytes.len() * 20 < long.text.len(), "{} bytes of {}", bytes.len(), long.text.len());
}

#[test]
fn bytes_that_are_no_text() {
    let bytes = encode_body(&body());
    for length in 0..bytes.len() {
        assert!(decode_body(&bytes[..length]).is_err(), "cut at {length}");
    }
    let said = |bytes: &[u8]| decode_body(bytes).unwrap_err().to_string();
    assert_eq!(said(&[&bytes[..], &[0]].concat()), "the index is damaged: a text goes on behind its end");
    // A text of a thousand million bytes, packed into three.
    let (mut huge, n_packed) = (Vec::new(), 3_usize);
    write(&(1_000_000_000_usize, n_packed), &mut huge);
    huge.extend([0, 0, 0]);
    assert_eq!(said(&huge), "the index is damaged: a text is said to be longer than its bytes can hold");
    // A range beyond the text, and one that ends within a letter of two bytes.
    for range in [0..4, 0..1] {
        let block = Block { kind: BlockKind::Paragraph, range, is_tight: false, boilerplate: None };
        let body = Body { text: "ж\n".to_owned(), blocks: vec![block], ..Body::default() };
        assert_eq!(said(&encode_body(&body)), "the index is damaged: a block of a text lies outside it");
    }
    let link = Span { range: 0..1, kind: SpanKind::Link(1) };
    let body = Body { text: "a\n".to_owned(), spans: vec![link], links: vec![String::new()], ..Body::default() };
    assert_eq!(said(&encode_body(&body)), "the index is damaged: a block of a text lies outside it");
}

proptest! {
    #[test]
    fn generated_texts_are_read_as_they_were_written(
        blocks in vec((vec((".{0,30}", 0_u8..4), 0..4), 0_u8..6, any::<bool>(), 0_u8..5), 0..8),
        has_lines in any::<bool>(),
    ) {
        let mut builder = BodyBuilder::default();
        for (number, (parts, kind, is_tight, boilerplate)) in blocks.iter().enumerate() {
            if has_lines {
                builder.at_line(number as u32 * 3 + 1);
            }
            for (text, span) in parts {
                match span {
                    0 => builder.open_span(SpanKind::Emphasis),
                    1 => builder.open_span(SpanKind::Strong),
                    2 => builder.open_link(text),
                    _ => builder.close_span(),
                }
                builder.push(text);
            }
            let kind = [
                BlockKind::Paragraph, BlockKind::Heading(1), BlockKind::Quote, BlockKind::Preformatted, BlockKind::Rule,
                BlockKind::ListItem { depth: 2, number: None },
            ][usize::from(*kind)];
            let kinds =
                [None, Some(Boilerplate::Caption), Some(Boilerplate::Line), Some(Boilerplate::Repeated), Some(Boilerplate::Page)];
            match kinds[usize::from(*boilerplate)] {
                None => builder.end_block(kind, *is_tight),
                Some(boilerplate) => builder.end_boilerplate(kind, *is_tight, boilerplate),
            }
        }
        let body = builder.finish();
        prop_assert_eq!(decode_body(&encode_body(&body)).unwrap(), body);
    }

    #[test]
    fn any_bytes_are_a_text_or_damaged(bytes in vec(any::<u8>(), 0..300)) {
        check_places(decode_body(&bytes));
    }

    #[test]
    fn a_text_with_wrong_bytes_is_a_text_or_damaged(
        changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut bytes = encode_body(&body());
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        check_places(decode_body(&bytes));
    }
}

/// Checks that every range of a body is within its text.
fn check_places(read: Result<Body, Damaged>) {
    let Ok(body) = read else { return };
    for block in &body.blocks {
        assert!(body.text.get(block.range.clone()).is_some());
    }
    for span in &body.spans {
        assert!(body.text.get(span.range.clone()).is_some());
        assert!(!matches!(span.kind, SpanKind::Link(number) if number >= body.links.len()));
    }
}
