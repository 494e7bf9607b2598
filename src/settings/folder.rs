//! Resolves the folder of articles as users write it: with `~`, with `$VARIABLES`, or relative to the place of the
//! text.

use std::path::{Path, PathBuf};

use super::Environment;

/// Resolves the folder that `text` names. Returns `Ok(None)` for "", the built-in sample.
///
/// `base` is the folder that a relative path is relative to: the folder of the config file, or `None` on a command
/// line, which means the working directory. The folder need not exist.
///
/// # Errors
/// Returns a phrase that explains the problem.
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

/// Replaces `~` at the start of `text`, `$NAME` and `${NAME}`. A `$` before anything else is unchanged.
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
