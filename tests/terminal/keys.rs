//! Keys, pastes and mouse reports as terminals send them: whole, cut off, and wrong.

use portable_pty::CommandBuilder;

use super::harness::Terminal;

/// The program with its sample read.
fn started() -> Terminal {
    let mut terminal = Terminal::start(&[]);
    terminal.wait_for("75 articles");
    terminal.wait_for("q quit");
    terminal
}

#[test]
fn control_c_quits_after_anything_unfinished() {
    for start in [
        &b"\x1b[<"[..],
        b"\x1b[<0;5",
        b"\x1b[1;",
        b"\x1b[M",
        b"\x1b[?",
        b"\x1b]11;rgb:",
        b"\x1bP1$r",
        b"\x1b[200~",
        b"\x1b[200~ferry",
        b"\xe6\xb8",
    ] {
        let mut terminal = started();
        terminal.press_bytes(start);
        terminal.press("\u{3}");
        assert_eq!(terminal.ended().exit_code(), 0, "{start:x?}");
    }
}

#[test]
fn keys_work_after_an_unfinished_sequence() {
    let mut terminal = started();
    terminal.press("\u{1b}[<");
    // A cursor key starts a new sequence, whatever came before it.
    terminal.press("\u{1b}OP");
    terminal.wait_for("close");
    terminal.press("\u{1b}[<0;5");
    terminal.press("\u{1b}[27u");
    terminal.wait_for("q quit");
    terminal.press("Q");
    assert_eq!(terminal.ended().exit_code(), 0);
}

#[test]
fn mouse_reports_from_nowhere_do_nothing() {
    let mut terminal = started();
    terminal.press("\u{1b}OQ");
    terminal.wait_for("Mouse on");
    for report in [
        &b"\x1b[<0;0;0M"[..],
        b"\x1b[<0;0;7M",
        b"\x1b[<0;5;0M",
        b"\x1b[<0;0;0m",
        b"\x1b[<64;0;0M",
        b"\x1b[<65;5;0M",
        b"\x1b[<35;0;0M",
        b"\x1b[32;0;0M",
        b"\x1b[32;5;0M",
        b"\x1b[96;0;7M",
        b"\x1b[M   ",
        b"\x1b[M !\x00",
    ] {
        terminal.press_bytes(report);
    }
    // The sixth row is selected with the first click, and opened with the second.
    terminal.press("\u{1b}[<0;5;7M\u{1b}[<0;5;7m\u{1b}[<0;5;7M\u{1b}[<0;5;7m");
    terminal.wait_for("━ Reading");
    terminal.press("Q");
    assert_eq!(terminal.ended().exit_code(), 0);
}

#[test]
fn a_paste_without_an_end_is_pasted() {
    let mut terminal = started();
    terminal.press("/");
    terminal.wait_for("go to list");
    terminal.press("\u{1b}[200~ferry");
    terminal.wait_for("/ ferry");
    terminal.wait_for(" of 75");
    // What is typed next is typed, not pasted.
    terminal.press(" tolls\r");
    terminal.wait_for("q quit");
    terminal.press("Q");
    assert_eq!(terminal.ended().exit_code(), 0);
}

#[test]
fn a_character_may_come_in_two_reads() {
    let mut terminal = started();
    terminal.press("/");
    terminal.wait_for("go to list");
    terminal.press_bytes(b"\xc3");
    // The other half comes after something else has happened.
    terminal.resize(100, 30);
    terminal.wait_until("a screen of 100 columns", |screen| {
        screen.lines().next().is_some_and(|line| line.chars().count() > 90)
    });
    terminal.press_bytes(b"\xa9");
    terminal.wait_for("/ é");
    terminal.press("\u{3}");
    assert_eq!(terminal.ended().exit_code(), 0);
}

#[test]
fn modified_keys_work_in_the_protocols_of_xterm_and_kitty() {
    let mut terminal = started();
    // Shift and the question mark, then Esc, by kitty's protocol.
    terminal.press("\u{1b}[63;2u");
    terminal.wait_for("close");
    terminal.press("\u{1b}[27u");
    terminal.wait_for("q quit");
    // Shift and Tab in both.
    terminal.press("\u{1b}[Z");
    terminal.wait_for("l on");
    terminal.press("\u{1b}[9;2u");
    terminal.wait_for("━ Reading");
    terminal.press("h");
    terminal.wait_for("q quit");
    // Ctrl and C by kitty's protocol; a release of it before does nothing.
    terminal.press("\u{1b}[99;5:3u");
    terminal.press("/");
    terminal.wait_for("go to list");
    terminal.press("\u{1b}[99;5u");
    assert_eq!(terminal.ended().exit_code(), 0);
}

#[test]
fn control_l_paints_anew_in_every_box_and_overlay() {
    for (keys, word) in [
        ("", "q quit"),
        ("/", "go to list"),
        ("/nothingofthekind", "0 of 75"),
        ("O", "recent"),
        (":", "close"),
        ("?", "close"),
        ("?qwertz", "No action has these words."),
        ("/\u{1b}OP", "The filter language"),
        ("i", "About this article"),
        ("!", "read again"),
        ("gd", "Why this date"),
        ("u", "copy"),
        ("\r", "━ Reading"),
        ("3", "l on"),
    ] {
        let mut terminal = started();
        // The text of the article is there.
        terminal.wait_for("The night ferry to the Skarrow");
        terminal.press(keys);
        terminal.wait_for(word);
        terminal.paint_anew();
        let screen = terminal.emulator.screen().contents();
        assert!(screen.contains(word), "{screen}");
        // Whatever another program wrote there goes.
        terminal.emulator.process(b"\x1b[5;5Hleft behind");
        terminal.paint_anew();
        assert_eq!(terminal.emulator.screen().contents(), screen);
        terminal.press("\u{3}");
        assert_eq!(terminal.ended().exit_code(), 0, "{keys}");
    }
}

#[test]
fn keys_are_read_from_the_terminal_while_standard_input_is_a_pipe() {
    let mut terminal = Terminal::start_below_shell("echo Q | \"$NEWSREADER\"");
    terminal.wait_for("75 articles");
    terminal.press("/");
    terminal.wait_for("go to list");
    terminal.press("\u{3}");
    assert_eq!(terminal.ended().exit_code(), 0);
}

#[test]
fn an_editor_has_the_keys_for_itself() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    std::fs::write(folder.path().join("one.txt"), "A headline of one's own\n\nSome text.\n").expect("a file");
    let editor = folder.path().join("editor.sh");
    std::fs::write(&editor, "echo editing-now; read line; echo \"typed $line\"; read line\n").expect("a script");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_newsreader"));
    command.args([folder.path()]);
    command.env("VISUAL", format!("sh {}", editor.display()));
    let mut terminal = Terminal::run(command);
    terminal.wait_for("A headline of one's own");
    terminal.press("E");
    terminal.wait_for_written("editing-now");
    terminal.press("jQ/\n");
    terminal.wait_for_written("typed jQ/");
    terminal.press("\n");
    terminal.wait_for("q quit");
    terminal.press("Q");
    assert_eq!(terminal.ended().exit_code(), 0);
}
