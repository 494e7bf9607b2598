//! Kills the program at random moments while its folder changes. Nothing may be lost.
//!
//! `benches/kill.py` does the same a thousand times with the release build.

use std::io::Read;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use newsreader::index::stored::commit::{self, NoIndex};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

use super::desk::Desk;

const N_ROUNDS: usize = 30;
const N_FILES: u64 = 120;
const N_CHANGES: usize = 50;

/// A generator of pseudo-random numbers. The moment of a kill is random in any case.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Writes, appends to or deletes one of the files.
fn change(desk: &Desk, chance: &mut Chance) {
    let file = chance.below(N_FILES);
    let version = chance.below(1 << 30);
    let name = format!("{:02}/{file:03}.{}", file % 7, if file.is_multiple_of(4) { "jsonl" } else { "txt" });
    let path = desk.news().join(&name);
    let line = format!("{{\"title\": \"Line {version}\", \"date\": \"2022-03-0{}\"}}\n", 1 + version % 9);
    match (chance.below(5), file.is_multiple_of(4)) {
        // It may have been deleted before.
        (0, _) => drop(std::fs::remove_file(path)),
        (1 | 2, true) => {
            let before = std::fs::read_to_string(path).unwrap_or_default();
            desk.write(&name, &(before + &line));
        }
        (_, true) => desk.write(&name, &line.repeat(1 + file as usize)),
        (_, false) => {
            let words = "The lamps on the quay were lit. ".repeat(1 + chance.below(300) as usize);
            desk.write(&name, &format!(" date 2022-03-11 Notice {version}\n\n{words}\n"));
        }
    }
}

/// Starts the program: a command that updates the index, or the screen in a terminal. Its output is read and discarded,
/// so it never blocks. Returns a function that kills it.
fn start(desk: &Desk, is_reader: bool) -> Box<dyn FnOnce()> {
    let kill = |pid: u32| kill_process(Pid::from_raw(pid as i32).unwrap(), Signal::KILL).unwrap();
    if !is_reader {
        let mut child =
            desk.command(&["list", "-d", "news", "quay"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        return Box::new(move || {
            kill(child.id());
            child.wait().unwrap();
        });
    }
    let terminal = native_pty_system()
        .openpty(PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 })
        .expect("a terminal");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_newsreader"));
    desk.set_environment(|name, value| command.env(name, value));
    command.env("TERM", "xterm-256color");
    command.env("NEWSREADER_UI_THEME", "ink");
    command.cwd(desk.home());
    command.arg("news");
    let mut child = terminal.slave.spawn_command(command).expect("the program starts");
    let mut output = terminal.master.try_clone_reader().expect("what it draws");
    let drawn = std::thread::spawn(move || {
        let mut bytes = [0; 4096];
        while matches!(output.read(&mut bytes), Ok(1..)) {}
    });
    Box::new(move || {
        kill(child.process_id().unwrap());
        child.wait().unwrap();
        drop(terminal);
        drawn.join().unwrap();
    })
}

/// Returns a description of the damage of an index. `None` if it is undamaged or missing.
fn damage_of(index: &Path) -> Option<String> {
    match commit::open(index) {
        Err(NoIndex::Missing) => None,
        Err(none) => Some(none.to_string()),
        Ok(contents) => {
            contents.segments.iter().find_map(|segment| segment.check().err()).map(|error| error.to_string())
        }
    }
}

#[test]
fn nothing_is_lost_when_the_program_is_killed() {
    let desk = Desk::new();
    let mut chance = Chance(42);
    for _ in 0..400 {
        change(&desk, &mut chance);
    }
    for round in 0..N_ROUNDS {
        let n_before = chance.below(N_CHANGES as u64 + 1) as usize;
        for _ in 0..n_before {
            change(&desk, &mut chance);
        }
        let kill = start(&desk, round % 2 == 1);
        // Short and long runs are equally frequent.
        let life = Duration::from_millis(10 << chance.below(7)) + Duration::from_millis(chance.below(10));
        std::thread::sleep(life / 2);
        for _ in n_before..N_CHANGES {
            change(&desk, &mut chance);
        }
        std::thread::sleep(life / 2);
        kill();
        assert_eq!(damage_of(&desk.index()), None, "round {round}, killed after {life:?}");
        if round % 5 == 4 {
            desk.check_answer(&format!("round {round}, killed after {life:?}"));
        }
    }
    desk.check("after all rounds");
}
