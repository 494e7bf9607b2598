//! Checks the structure of the source: modules use only those above them in `src/lib.rs`, and every file opens with a
//! sentence that says what it is for.

use std::fs;
use std::path::{Path, PathBuf};

fn source_files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the source is readable") {
            let path = entry.expect("the source is readable").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

fn modules_in_reading_order() -> Vec<String> {
    let lib = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/lib.rs")).expect("src/lib.rs is there");
    let names = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    names.map(str::to_owned).collect()
}

/// Returns the module of a file: the first part of its path below `src`.
fn module_of(path: &Path) -> String {
    let below = path.strip_prefix(concat!(env!("CARGO_MANIFEST_DIR"), "/src")).expect("a file of the source");
    let first = below.components().next().expect("a path").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// Returns the code of a file without its comments and unit tests. Unit tests may use any module.
fn code_of(text: &str) -> String {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Returns the first names of all `crate::…` paths, including those in braces.
fn modules_used(code: &str) -> Vec<String> {
    let mut used = Vec::new();
    for rest in code.split("crate::").skip(1) {
        let names = rest.strip_prefix('{').map_or(rest, |inner| inner.split('}').next().unwrap_or_default());
        let many = rest.starts_with('{');
        for name in names.split(',').take(if many { usize::MAX } else { 1 }) {
            let name: String =
                name.trim().chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
            used.push(name);
        }
    }
    used
}

/// Checks that threads are started by functions that report a refusal. `run::worker` reports refusals and panics.
#[test]
fn threads_are_started_so_that_a_refusal_is_an_error() {
    let mut wrong = Vec::new();
    for path in source_files() {
        let text = fs::read_to_string(&path).expect("the source is readable");
        let code = code_of(&text);
        if code.contains("thread::spawn(") || code.contains("scope.spawn(") {
            wrong.push(format!("{}: this spawn panics where the system refuses the thread", path.display()));
        }
        let is_of_run = module_of(&path) == "run" && !path.ends_with("run/worker.rs");
        if is_of_run && code.contains("Builder::new().name(") {
            wrong.push(format!("{}: threads of `run` are started by `run::worker`", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn modules_use_only_those_above_them() {
    let order = modules_in_reading_order();
    assert!(order.len() > 8, "src/lib.rs lists the modules: {order:?}");
    let mut wrong = Vec::new();
    for path in source_files() {
        let module = module_of(&path);
        let Some(place) = order.iter().position(|name| *name == module) else {
            assert!(["lib", "main"].contains(&module.as_str()), "{} is in no module of src/lib.rs", path.display());
            continue;
        };
        let text = fs::read_to_string(&path).expect("the source is readable");
        for used in modules_used(&code_of(&text)) {
            match order.iter().position(|name| *name == used) {
                Some(used_place) if used_place <= place => {}
                Some(_) => wrong.push(format!("{}: {module} uses {used}, which comes after it", path.display())),
                None => wrong.push(format!("{}: crate::{used} is no module of src/lib.rs", path.display())),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Calls that open, read or change files, or start programs.
const WAITS: [&str; 6] = ["fs::", "File::open(", "File::create(", "OpenOptions::", "Command::new(", "open::that"];

#[test]
fn files_and_programs_are_kept_from_the_thread_of_the_screen() {
    // The command line has no screen.
    let has_screen =
        |path: &PathBuf| !path.ends_with("tests.rs") && !["command", "main"].contains(&module_of(path).as_str());
    // The terminal is a file that only the screen thread uses.
    let is_terminal = |path: &PathBuf| {
        ["run/keyboard/tty.rs", "run/terminal/output.rs"].iter().any(|terminal| path.ends_with(terminal))
    };
    let unchecked: Vec<_> = source_files()
        .into_iter()
        .filter(|path| has_screen(path) && !is_terminal(path))
        .filter(|path| {
            let code = code_of(&fs::read_to_string(path).expect("the source is readable"));
            // Files of the index are checked where they are opened.
            let code = code.replace("CheckedFile::", "");
            // Names of types open nothing.
            let calls = |line: &str| {
                let is_name = line.starts_with("use ") || line.contains("MetadataExt") || line.contains("FileExt");
                !is_name && WAITS.iter().any(|call| line.contains(call)) && line.contains('(')
            };
            code.lines().any(|line| calls(line.trim())) && !code.contains("screen_thread::check(")
        })
        .collect();
    assert!(unchecked.is_empty(), "these open files or start programs without `screen_thread::check`: {unchecked:#?}");
}

#[test]
fn every_file_opens_with_what_it_is_for() {
    let silent: Vec<_> = source_files()
        .into_iter()
        .filter(|path| {
            let text = fs::read_to_string(path).expect("the source is readable");
            let first = text.lines().next().unwrap_or_default();
            !(first.starts_with("//! ") && first.len() > 20)
        })
        .collect();
    assert!(silent.is_empty(), "these files do not open with a `//!` sentence: {silent:#?}");
}

#[test]
fn no_folder_has_a_mod_rs() {
    let found: Vec<_> = source_files().into_iter().filter(|path| path.ends_with("mod.rs")).collect();
    assert!(found.is_empty(), "{found:?}");
}
