//! Checks that `docs/keys.md` has every action with its keys, and that the README has twelve keys of the program.

use std::fmt::Write;

use newsreader::action::{ACTIONS, ActionScope, Group};
use newsreader::settings::Keymap;

use super::{cells, check, code, read, with_part};

/// Returns a Markdown table for each group of actions.
fn tables() -> String {
    let keymap = Keymap::defaults();
    let mut page = String::new();
    let mut group: Option<Group> = None;
    for row in ACTIONS {
        if group != Some(row.group) {
            group = Some(row.group);
            let heading = row.group.heading();
            write!(page, "\n## {heading}\n\n| keys | action | pane | name |\n|---|---|---|---|\n")
                .expect("a string takes any text");
        }
        let keys: Vec<String> = keymap.keys_of(row.action).map(|keys| code(&keys.name())).collect();
        let scope = if row.scope == ActionScope::Anywhere { "" } else { row.scope.name() };
        writeln!(page, "| {} | {} | {scope} | `{}` |", keys.join(" "), row.help, row.name)
            .expect("a string takes any text");
    }
    page + "\n"
}

#[test]
fn the_page_has_every_action_with_its_keys() {
    let page = read("docs/keys.md");
    check("docs/keys.md", &with_part(&page, "keys", &tables()));
}

#[test]
fn the_readme_has_twelve_keys_of_the_program() {
    let keymap = Keymap::defaults();
    let readme = read("README.md");
    let section = readme.split("\n## Twelve keys\n").nth(1).expect("a section with twelve keys");
    let section = section.split("\n## ").next().expect("a first part");
    let rows: Vec<Vec<String>> = section.lines().filter_map(cells).skip(2).collect();
    assert_eq!(rows.len(), 12);
    for row in rows {
        let typed = row[0].trim_matches('`');
        let is_it = |scope: ActionScope, name: &str| scope == ActionScope::Anywhere && name == typed;
        let is_bound = keymap.bindings().any(|keys| is_it(keys.action.row().scope, &keys.keys.name()));
        assert!(is_bound, "{typed} is a key that works everywhere");
    }
}
