//! `newsreader config keys`: prints every action with its keys, and every key with two meanings.

use serde_json::{Value, json};

use crate::action::{ACTIONS, ActionScope};
use crate::command::article_json::SCHEMA;
use crate::command::{Context, Exit, Failure};
use crate::settings::KeySequence;
use crate::text::columns;

/// Prints the table of actions with the keys in force.
pub fn run(context: &mut Context<'_>) -> Result<Exit, Failure> {
    let keymap = context.loaded.settings.keys.clone();
    if context.arguments.global.json {
        let actions: Vec<Value> = ACTIONS
            .iter()
            .map(|row| {
                let keys: Vec<String> = keymap.keys_of(row.action).map(KeySequence::name).collect();
                json!({ "action": row.name, "keys": keys, "where": row.scope.name(), "help": row.help })
            })
            .collect();
        writeln!(context.out, "{}", json!({ "schema": SCHEMA, "actions": actions }))?;
        return Ok(Exit::Done);
    }
    let mut group = None;
    for row in ACTIONS {
        if group != Some(row.group) {
            let gap = if group.is_none() { "" } else { "\n" };
            writeln!(context.out, "{gap}{}", row.group.heading())?;
            group = Some(row.group);
        }
        let keys: Vec<String> = keymap.keys_of(row.action).map(KeySequence::name).collect();
        let keys = if keys.is_empty() { "(no key)".to_owned() } else { keys.join(", ") };
        let own = if keymap.is_own(row.action) { " *" } else { "" };
        let scope = if row.scope == ActionScope::Anywhere { String::new() } else { format!(" ({})", row.scope.name()) };
        let line = format!("  {} {} {}{scope}", columns::fit(&(keys + own), 20), columns::fit(row.name, 19), row.help);
        writeln!(context.out, "{line}")?;
    }
    let hidden = keymap.hidden();
    if !hidden.is_empty() {
        writeln!(context.out, "\nKeys that mean something else in one pane")?;
        for (pane, anywhere) in hidden {
            writeln!(
                context.out,
                "  {} {} in the {}, elsewhere {}",
                columns::fit(&pane.keys.name(), 20),
                pane.action.row().name,
                pane.action.row().scope.name(),
                anywhere.action.row().name
            )?;
        }
    }
    if !keymap.taken.is_empty() {
        writeln!(context.out, "\nDefault keys that your own took over")?;
        for taken in &keymap.taken {
            writeln!(
                context.out,
                "  {} {}, was {}",
                columns::fit(&taken.keys.name(), 20),
                taken.by.row().name,
                taken.from.row().name
            )?;
        }
    }
    if ACTIONS.iter().any(|row| keymap.is_own(row.action)) {
        writeln!(context.out, "\n* set in your config file")?;
    }
    Ok(super::end(context))
}
