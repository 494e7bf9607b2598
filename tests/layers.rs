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

/// The `use` paths of a file, with the branches of braces one by one.
fn use_paths(code: &str) -> Vec<String> {
    paths_behind("use ", code)
}

/// The paths of the statements that begin with `start`.
fn paths_behind(start: &str, code: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for statement in code.split(start).skip(1) {
        let tree: String = statement.split(';').next().unwrap_or_default().split_whitespace().collect();
        expand("", &tree, &mut paths);
    }
    paths
}

/// Adds the paths of a tree such as `a::{b, c::{d, e}}` behind `prefix`.
fn expand(prefix: &str, tree: &str, paths: &mut Vec<String>) {
    let Some((head, rest)) = tree.split_once('{') else {
        paths.push(format!("{prefix}{tree}"));
        return;
    };
    let inner = rest.strip_suffix('}').unwrap_or(rest);
    let (mut depth, mut start) = (0, 0);
    for (at, sign) in inner.char_indices().chain([(inner.len(), ',')]) {
        match sign {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                if start < at {
                    expand(&format!("{prefix}{head}"), &inner[start..at], paths);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
}

/// The files of the source by their module paths, such as `query::execute::words`.
struct Modules(std::collections::BTreeMap<Vec<String>, (Vec<String>, Vec<String>)>);

impl Modules {
    fn read() -> Self {
        let mut modules = std::collections::BTreeMap::new();
        for path in source_files() {
            let below = path.strip_prefix(concat!(env!("CARGO_MANIFEST_DIR"), "/src")).expect("a file of the source");
            let module: Vec<String> =
                below.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
            let code = code_of(&fs::read_to_string(&path).expect("the file is readable"));
            let exports = ["pub use ", ") use "].into_iter().flat_map(|start| paths_behind(start, &code)).collect();
            modules.insert(module, (use_paths(&code), exports));
        }
        Self(modules)
    }

    /// The module that a path of `from` names, and the rest of the path.
    fn resolve(&self, from: &[String], path: &str) -> Option<(Vec<String>, Vec<String>)> {
        let segments: Vec<String> = path.split("::").map(str::to_owned).collect();
        let n_supers = segments.iter().take_while(|segment| *segment == "super").count();
        let (base, rest) = match segments.first().map(String::as_str) {
            Some("crate") => (Vec::new(), &segments[1..]),
            Some("self") => (from.to_vec(), &segments[1..]),
            Some("super") => (from[..from.len().checked_sub(n_supers)?].to_vec(), &segments[n_supers..]),
            Some(first) if self.0.contains_key(&[from, &[first.to_owned()]].concat()) => (from.to_vec(), &segments[..]),
            _ => return None,
        };
        let (mut module, mut rest) = (base, rest.to_vec());
        while let Some(next) = rest.first()
            && self.0.contains_key(&[&module[..], std::slice::from_ref(next)].concat())
        {
            module.push(rest.remove(0));
        }
        Some((module, rest))
    }

    /// The file that declares what a path of `from` names: re-exports are followed.
    fn declared_in(&self, from: &[String], path: &str) -> Option<Vec<String>> {
        let (mut module, mut rest) = self.resolve(from, path)?;
        for _ in 0..8 {
            let Some(name) = rest.first().cloned() else { break };
            let Some((_, exports)) = self.0.get(&module) else { break };
            let Some(export) = exports.iter().find(|export| export.rsplit("::").next() == Some(&*name)) else { break };
            let Some(next) = self.resolve(&module, export).filter(|(next, _)| *next != module) else { break };
            (module, rest) = next;
        }
        self.0.contains_key(&module).then_some(module)
    }

    /// The files that `module` imports from, but for those that it is in or that are in it.
    fn imports(&self, module: &[String]) -> std::collections::BTreeSet<Vec<String>> {
        let paths = self.0.get(module).map_or(&[][..], |(paths, _)| paths);
        let declared = paths.iter().filter_map(|path| self.declared_in(module, path));
        declared.filter(|other| !other.starts_with(module) && !module.starts_with(other)).collect()
    }
}

/// Two files that import each other cannot be read one after the other. A module and those in its folder may.
#[test]
fn no_two_files_import_each_other() {
    let modules = Modules::read();
    let mut circles = Vec::new();
    for module in modules.0.keys() {
        for other in modules.imports(module).into_iter().filter(|other| other > module) {
            if modules.imports(&other).contains(module) {
                circles.push(format!("{} and {}", module.join("/"), other.join("/")));
            }
        }
    }
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

#[test]
fn branches_of_imports_are_paths() {
    let paths = use_paths("use super::a::{B, c::{D, E}};\npub use f::G;\n");
    assert_eq!(paths, ["super::a::B", "super::a::c::D", "super::a::c::E", "f::G"]);
}
