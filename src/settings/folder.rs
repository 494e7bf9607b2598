//! The article folder as people write it: `~`, `$VARIABLES`, relative to what it is written in.

use std::path::{Path, PathBuf};

use super::Environment;

/// The folder that `text` names. `Ok(None)` for "", the built-in sample.
///
/// `base` is what a relative folder is relative to: the configuration file's own folder, or nothing when it
/// stands on a command line, where the working directory is meant. Whether the folder exists is not asked.
/// The error is a phrase that says what is wrong.
pub fn resolve(text: &str, base: Option<&Path>, environment: &Environment) -> Result<Option<PathBuf>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let expanded = expand(text, environment)?;
    if expanded.is_empty() {
        return Err(format!("{text} is empty"));
    }
    let folder = PathBuf::from(expanded);
    Ok(Some(match base {
        // `join` keeps an absolute folder as it is.
        Some(base) => base.join(folder),
        None => folder,
    }))
}

/// `text` with `~` at its start and `$NAME` and `${NAME}` replaced. A `$` before anything else stays.
fn expand(text: &str, environment: &Environment) -> Result<String, String> {
    let value = |name: &str| environment.get(name).filter(|value| !value.is_empty());
    let mut expanded = String::new();
    let mut rest = text;
    if let Some(after) = text.strip_prefix('~') {
        if !after.is_empty() && !after.starts_with(['/', std::path::MAIN_SEPARATOR]) {
            return Err("~ with a name is not supported; write the whole path".to_owned());
        }
        let home = value("HOME").ok_or("~ stands for $HOME, which is not set")?;
        expanded.push_str(&home.to_string_lossy());
        rest = after;
    }
    while let Some(at) = rest.find('$') {
        expanded.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let name = if let Some(braced) = rest.strip_prefix('{') {
            let end = braced.find('}').ok_or("missing } after ${")?;
            rest = &braced[end + 1..];
            &braced[..end]
        } else {
            let is_name = |character: char| character.is_ascii_alphanumeric() || character == '_';
            let end = rest.find(|character| !is_name(character)).unwrap_or(rest.len());
            let name = &rest[..end];
            if name.is_empty() {
                expanded.push('$');
                continue;
            }
            rest = &rest[end..];
            name
        };
        let value = value(name).ok_or_else(|| format!("the variable ${name} is not set"))?;
        expanded.push_str(&value.to_string_lossy());
    }
    expanded.push_str(rest);
    Ok(expanded)
}
