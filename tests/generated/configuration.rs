//! Checks that `docs/configuration.md` has exactly the settings that exist, each with its values and its default.

use std::collections::BTreeMap;

use newsreader::settings::table::{Row, Slot, rows};
use newsreader::settings::{Settings, Token};

use super::{cells, check, code, read, with_part};

/// Returns the values of a setting, for a table cell.
fn values(row: &Row<'_>) -> String {
    let words = || row.words().iter().map(|word| code(word)).collect::<Vec<_>>();
    match &row.slot {
        Slot::Folder(_) => "folder".to_owned(),
        Slot::Text(_) => "text".to_owned(),
        Slot::Globs(_) => "list of globs".to_owned(),
        Slot::Size(_) => "size".to_owned(),
        Slot::Number(_, bounds) => format!("{} to {}", bounds.start(), bounds.end()),
        Slot::Switch(_) => words().join(", "),
        Slot::Word(word) => {
            let mut values = words();
            values.extend(word.also().map(str::to_owned));
            values.join(", ")
        }
        Slot::Name(..) => format!("{}, or a theme of your own", words().join(", ")),
    }
}

/// Returns a Markdown table for each section. The effects of the settings are written by hand, so they are taken from
/// the page.
fn tables(effects: &BTreeMap<(String, String), String>) -> String {
    let mut settings = Settings::default();
    let mut page = String::new();
    let mut section = "";
    for row in rows(&mut settings) {
        if row.section != section {
            section = row.section;
            page.extend(["\n### [", section, "]\n\n| setting | values | default | effect |\n|---|---|---|---|\n"]);
        }
        let effect = effects.get(&(section.to_owned(), row.name.to_owned()));
        let effect = effect.map_or("", String::as_str);
        assert!(
            !effect.is_empty() || super::is_updating(),
            "docs/configuration.md says what {section}.{} does",
            row.name
        );
        let row = [code(row.name), values(&row), code(&row.written()), effect.to_owned()];
        page.extend(["| ", &row.join(" | "), " |\n"]);
    }
    page + "\n"
}

/// Returns the effects of settings on the page, by section and name.
fn effects(page: &str) -> BTreeMap<(String, String), String> {
    let mut effects = BTreeMap::new();
    let mut section = String::new();
    for line in page.lines() {
        if let Some(heading) = line.strip_prefix("### [") {
            heading.trim_end_matches(']').clone_into(&mut section);
        } else if let Some(row) = cells(line).filter(|row| row.len() == 4 && row[0].starts_with('`')) {
            let key = (section.clone(), row[0].trim_matches('`').to_owned());
            let effect = row[3].replace('|', "\\|");
            assert_eq!(effects.insert(key.clone(), effect), None, "{key:?} stands in the page once");
        }
    }
    effects
}

#[test]
fn the_page_has_every_setting_and_every_colour() {
    let page = read("docs/configuration.md");
    for (_, name) in Token::ALL {
        assert!(page.contains(&code(name)), "{name}");
    }
    // A setting that no longer exists makes the page differ.
    check("docs/configuration.md", &with_part(&page, "settings", &tables(&effects(&page))));
}
