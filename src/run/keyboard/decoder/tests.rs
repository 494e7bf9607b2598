//! Tests of the decoder: input that is complete, split anywhere, unfinished and wrong.

use proptest::prelude::*;

use super::super::{Key, key_of};
use super::*;

/// Returns a short name of an event: the name of a key, the text of a paste, the position of a mouse report.
fn name(event: &Event) -> String {
    match event {
        Event::Key(key) => key_of(*key).map_or_else(|| "no key".to_owned(), Key::name),
        Event::Paste(text) => format!("paste {text:?}"),
        Event::Mouse(mouse) => format!("{:?} at {},{}", mouse.kind, mouse.column, mouse.row),
        other => format!("{other:?}"),
    }
}

fn names(events: &[Event]) -> Vec<String> {
    events.iter().map(name).collect()
}

/// Returns the events of reads without pauses between them.
fn decoded(reads: &[&[u8]]) -> Vec<String> {
    let mut decoder = Decoder::default();
    let mut events = Vec::new();
    for read in reads {
        decoder.feed(read, &mut events);
    }
    names(&events)
}

/// Returns the events of reads, with a pause after each that exceeds the patience of any unfinished part.
fn decoded_with_pauses(reads: &[&[u8]]) -> Vec<String> {
    let mut decoder = Decoder::default();
    let mut events = Vec::new();
    for read in reads {
        decoder.feed(read, &mut events);
        while decoder.patience().is_some() {
            decoder.time_out(&mut events);
        }
    }
    names(&events)
}

#[test]
fn keys_come_whole_or_byte_by_byte() {
    for (bytes, keys) in [
        ("jG?", &["j", "G", "?"][..]),
        ("\r\t\u{7f} ", &["enter", "tab", "backspace", "space"]),
        ("\u{3}\u{c}\u{1a}\0\n", &["ctrl-c", "ctrl-l", "ctrl-z", "ctrl-space", "ctrl-j"]),
        ("\u{1c}\u{1f}", &["ctrl-4", "ctrl-7"]),
        ("é港😀", &["é", "港", "😀"]),
        ("É", &["É"]),
        // Cursor keys, in both modes of the terminal, and with modifiers.
        ("\u{1b}[A\u{1b}OB\u{1b}[H\u{1b}OF", &["up", "down", "home", "end"]),
        ("\u{1b}[1;3D\u{1b}[1;5C\u{1b}[1;2A", &["alt-left", "ctrl-right", "shift-up"]),
        ("\u{1b}[5~\u{1b}[6~\u{1b}[3~\u{1b}[2~", &["pgup", "pgdn", "del", "ins"]),
        ("\u{1b}[1~\u{1b}[4~\u{1b}[7~\u{1b}[8~", &["home", "end", "home", "end"]),
        ("\u{1b}[5;5~\u{1b}[3;2~", &["ctrl-pgup", "shift-del"]),
        ("\u{1b}OP\u{1b}OQ\u{1b}[15~\u{1b}[24~\u{1b}[1;2P", &["f1", "f2", "f5", "f12", "shift-f1"]),
        ("\u{1b}[[A\u{1b}[[E", &["f1", "f5"]),
        ("\u{1b}[Z", &["shift-tab"]),
        // Alt sends ESC before the key.
        ("\u{1b}x\u{1b}G\u{1b}\r\u{1b}\u{7f}\u{1b}é", &["alt-x", "alt-G", "alt-enter", "alt-backspace", "alt-é"]),
        ("\u{1b}\u{4}", &["ctrl-alt-d"]),
        // The protocols of xterm and kitty.
        ("\u{1b}[100;5u\u{1b}[120;7u", &["ctrl-d", "ctrl-alt-x"]),
        ("\u{1b}[27u\u{1b}[13u\u{1b}[9;2u\u{1b}[127u", &["esc", "enter", "shift-tab", "backspace"]),
        ("\u{1b}[97:65;2u\u{1b}[1;5:1A\u{1b}[57419u", &["A", "ctrl-up", "up"]),
        ("\u{1b}[1;5:3A\u{1b}[97;1:3u", &["no key", "no key"]),
    ] {
        let bytes = bytes.as_bytes();
        assert_eq!(decoded(&[bytes]), keys, "{bytes:x?}");
        assert_eq!(decoded(&bytes.chunks(1).collect::<Vec<_>>()), keys, "{bytes:x?} byte by byte");
    }
}

#[test]
fn the_start_of_a_sequence_alone_is_a_key() {
    assert_eq!(decoded_with_pauses(&[b"\x1b"]), ["esc"]);
    assert_eq!(decoded_with_pauses(&[b"\x1b", b"[A"]), ["esc", "[", "A"]);
    assert_eq!(decoded_with_pauses(&[b"\x1b["]), ["alt-["]);
    assert_eq!(decoded_with_pauses(&[b"\x1bO"]), ["alt-O"]);
    assert_eq!(decoded_with_pauses(&[b"\x1b]", b"\x1bP"]), ["alt-]", "alt-P"]);
    assert_eq!(decoded(&[b"\x1b]j\x1bPj\x1b_j"]), ["alt-]", "j", "alt-P", "j", "alt-_", "j"]);
    // Esc pressed twice, and Esc before a key that sends a sequence.
    assert_eq!(decoded_with_pauses(&[b"\x1b\x1b"]), ["esc", "esc"]);
    assert_eq!(decoded(&[b"\x1b\x1b[A"]), ["esc", "up"]);
}

#[test]
fn nothing_unfinished_waits_for_longer_than_its_patience() {
    let patience = |bytes: &[u8]| {
        let mut decoder = Decoder::default();
        decoder.feed(bytes, &mut Vec::new());
        decoder.patience()
    };
    for bytes in [&b"j"[..], b"\x1b[A", b"\x1b[200~text\x1b[201~", b"\xe6\xb8"] {
        assert_eq!(patience(bytes), None, "{bytes:x?}: an idle program is not woken");
    }
    assert_eq!(patience(b"\x1b"), Some(ESCAPE_PATIENCE));
    for bytes in [&b"\x1b["[..], b"\x1b[<", b"\x1b[<0;5", b"\x1bO", b"\x1b]", b"\x1bP", b"\x1b[200~text"] {
        assert_eq!(patience(bytes), Some(SEQUENCE_PATIENCE), "{bytes:x?}");
    }
    // The rest of a report would be executed as keys.
    for bytes in
        [&b"\x1b]11;rgb:"[..], b"\x1b]11;rgb:\x1b", b"\x1bP1$r", b"\x1b_Gi", b"\x1b[?", b"\x1b[?62;", b"\x1b[>0"]
    {
        assert_eq!(patience(bytes), Some(REPORT_PATIENCE), "{bytes:x?}");
    }
}

#[test]
fn an_unfinished_sequence_swallows_no_key() {
    for start in
        ["\u{1b}[<", "\u{1b}[<0;5", "\u{1b}[1;", "\u{1b}[M", "\u{1b}[M  ", "\u{1b}[?1", "\u{1b}]11;rgb:", "\u{1b}P1$r"]
    {
        let start = start.as_bytes();
        // Without a pause, only a key that cannot be a part of a sequence is recognised.
        assert_eq!(decoded(&[start, b"\x03"]), ["ctrl-c"], "{start:x?}");
        assert_eq!(decoded(&[start, b"\x1b[A"]), ["up"], "{start:x?}");
        assert_eq!(decoded_with_pauses(&[start, b"j"]), ["j"], "{start:x?}");
    }
}

#[test]
fn a_broken_character_swallows_no_key() {
    assert_eq!(decoded(&[b"\xc3\x03"]), ["ctrl-c"]);
    assert_eq!(decoded(&[b"\xe6\xb8j"]), ["j"]);
    assert_eq!(decoded(&[b"\xff\xc0\x80j"]), ["j"]);
    assert_eq!(decoded(&[b"\xed\xa0\x80j"]), ["j"], "half of a surrogate pair");
    assert_eq!(decoded_with_pauses(&[b"\xc3", b"\xa9"]), ["é"], "a character may take its time");
}

#[test]
fn a_sequence_without_a_meaning_is_skipped_whole() {
    let long = [b"\x1b[", "9;".repeat(200).as_bytes(), b"M"].concat();
    for sequence in [&b"\x1b[?5h"[..], b"\x1b[;5A", b"\x1b[999~", b"\x1b[>0;1;2z", b"\x1b[ q", b"\x1bOx", &long] {
        assert_eq!(decoded(&[sequence, b"j"]), ["j"], "{sequence:x?}");
    }
}

#[test]
fn a_late_answer_of_the_terminal_types_nothing() {
    for answer in [
        "\u{1b}]11;rgb:1e1e/1e1e/2e2e\u{7}",
        "\u{1b}]10;rgb:cdcd/d6d6/f4f4\u{1b}\\",
        "\u{1b}P>|XTerm(390)\u{1b}\\",
        "\u{1b}_Gi=1;OK\u{1b}\\",
    ] {
        assert_eq!(decoded(&[answer.as_bytes(), b"j"]), ["j"], "{answer:?}");
    }
    // A report that is cut off by another sequence.
    assert_eq!(decoded(&[b"\x1b]11;rgb:1e\x1b[Aj"]), ["up", "j"]);
}

#[test]
fn mouse_reports_count_from_one() {
    assert_eq!(decoded(&[b"\x1b[<0;5;7M"]), ["Down(Left) at 4,6"]);
    assert_eq!(decoded(&[b"\x1b[<0;5;7m"]), ["Up(Left) at 4,6"]);
    assert_eq!(decoded(&[b"\x1b[<65;1;1M"]), ["ScrollDown at 0,0"]);
    assert_eq!(decoded(&[b"\x1b[32;5;7M"]), ["Down(Left) at 4,6"]);
    assert_eq!(decoded(&[b"\x1b[M \x25\x27"]), ["Down(Left) at 4,6"]);
    for report in [
        &b"\x1b[<0;0;7M"[..],
        b"\x1b[<0;5;0M",
        b"\x1b[<0;0;0m",
        b"\x1b[<64;0;0M",
        b"\x1b[<35;0;1M",
        b"\x1b[<0;00;7M",
        b"\x1b[<0;+0;7M",
        b"\x1b[<0;-0;7M",
        b"\x1b[32;0;7M",
        b"\x1b[96;5;0M",
        b"\x1b[M  !",
        b"\x1b[M ! ",
        b"\x1b[M \0!",
        b"\x1b[M  \0",
        b"\x1b[<0;;M",
        b"\x1b[<;;M",
        b"\x1b[<M",
        b"\x1b[<0;65536;1M",
        b"\x1b[<0;-1;1M",
    ] {
        assert_eq!(decoded(&[report, b"j"]), ["j"], "{report:x?}");
    }
}

#[test]
fn a_paste_is_one_text_however_it_is_cut() {
    let paste = "\u{1b}[200~two\nlines, é, q\u{3} and \u{1b}[A\u{1b}[201~j".as_bytes();
    let expected = ["paste \"two\\nlines, é, q\\u{3} and \\u{1b}[A\"", "j"];
    for n_bytes in 1..=paste.len() {
        assert_eq!(decoded(&paste.chunks(n_bytes).collect::<Vec<_>>()), expected, "{n_bytes} bytes a read");
    }
    assert_eq!(decoded(&[b"\x1b[201~j"]), ["j"], "an end without a start");
    assert_eq!(decoded(&[b"\x1b[200~\x1b[201~j"]), ["j"], "a paste of nothing");
}

#[test]
fn a_paste_without_an_end_is_pasted_and_left() {
    assert_eq!(decoded_with_pauses(&[b"\x1b[200~ferry", b"j"]), ["paste \"ferry\"", "j"]);
    assert_eq!(decoded_with_pauses(&[b"\x1b[200~", b"j"]), ["j"]);
    // Ctrl-C after the paste is a key, not a part of the text.
    assert_eq!(decoded_with_pauses(&[b"\x1b[200~ferry\x03\x03"]), ["paste \"ferry\"", "ctrl-c"]);
    assert_eq!(decoded_with_pauses(&[b"\x1b[200~a\x03b"]), ["paste \"a\\u{3}b\""]);

    let mut decoder = Decoder::default();
    let mut events = Vec::new();
    decoder.feed(b"\x1b[200~ferry", &mut events);
    // A pause within a paste does not end it.
    decoder.time_out(&mut events);
    decoder.feed(b" tolls", &mut events);
    decoder.time_out(&mut events);
    assert_eq!(names(&events), [""; 0]);
    // Ctrl-C alone after a pause ends it.
    decoder.feed(b"\x03", &mut events);
    assert_eq!(names(&events), ["paste \"ferry tolls\"", "ctrl-c"]);
}

#[test]
fn a_paste_without_measure_is_cut() {
    let text = vec![b'a'; 300 * 1024];
    let mut reads: Vec<&[u8]> = vec![b"\x1b[200~"];
    reads.extend(std::iter::repeat_n(&text[..], 5));
    reads.extend([&b"\x1b[20"[..], b"1~j"]);
    let mut decoder = Decoder::default();
    let mut events = Vec::new();
    for read in reads {
        decoder.feed(read, &mut events);
        assert!(decoder.paste.len() <= PASTE_BYTES_MAX + PASTE_END.len());
    }
    let [Event::Paste(text), Event::Key(_)] = &events[..] else { panic!("a paste and a key: {}", events.len()) };
    assert_eq!(text.len(), PASTE_BYTES_MAX);
}

proptest! {
    #[test]
    fn nothing_makes_it_deaf(reads in proptest::collection::vec(
        prop_oneof![
            proptest::collection::vec(any::<u8>(), 0..12),
            "\u{1b}[\\[<?>MO0-9;:+ ~uARIcnymM]{0,12}".prop_map(String::into_bytes),
            "\u{1b}[\\]P_OX][0-9;$+rqm|>\u{7}\u{1b}\\\\]{0,9}".prop_map(String::into_bytes),
            Just(b"\x1b[200~".to_vec()),
            Just(b"\x1b[201~".to_vec()),
        ],
        0..12,
    )) {
        let mut decoder = Decoder::default();
        let mut events = Vec::new();
        for read in &reads {
            decoder.feed(read, &mut events);
        }
        while decoder.patience().is_some() {
            decoder.time_out(&mut events);
        }
        let mut last = Vec::new();
        decoder.feed(b"\x03", &mut last);
        prop_assert_eq!(names(&last), ["ctrl-c"]);
    }
}
