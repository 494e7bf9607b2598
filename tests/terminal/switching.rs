//! Folders are opened one after the other, faster than they are read.

use std::fs;

use portable_pty::CommandBuilder;

use super::Terminal;

/// The number of times that two folders are opened in quick succession.
const N_SWITCHES: usize = 30;

#[test]
fn two_folders_opened_in_quick_succession() {
    let home = tempfile::tempdir().expect("a home for the test");
    for (name, n_articles) in [("large", 400), ("odd", 3), ("even", 3)] {
        let folder = home.path().join(name);
        fs::create_dir(&folder).expect("a folder");
        for number in 0..n_articles {
            let text = format!("---\ntitle: {name} number {number}\nsource: Wire {number}\n---\n\nText of it.\n");
            fs::write(folder.join(format!("{number}.md")), text).expect("a file");
        }
        // With an index the first articles are there at once.
        let mut list = std::process::Command::new(env!("CARGO_BIN_EXE_newsreader"));
        for name in ["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"] {
            list.env(name, home.path());
        }
        let listed = list.args(["list", "-d"]).arg(&folder).output().expect("the program starts");
        assert_eq!(listed.status.code(), Some(0));
    }
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_newsreader"));
    command.args(["--sort", "source"]);
    command.cwd(home.path());
    let mut terminal = Terminal::run_with_state(command, home.path());
    terminal.wait_for("75 articles");
    let open = |name: &str| format!("O\u{15}{}\r", home.path().join(name).display());
    for number in 0..N_SWITCHES {
        let name = if number % 2 == 0 { "even" } else { "odd" };
        terminal.press(&open("large"));
        // Its index shows articles at once. The folder itself is still being read when the second one is opened.
        terminal.wait_for("large number");
        terminal.press(&open(name));
        terminal.wait_until("the articles of the second folder", |screen| {
            screen.contains("3 articles") && screen.contains(&format!("{name} number 0"))
        });
    }
    terminal.press("Q");
    assert_eq!(terminal.ended().exit_code(), 0);
}
