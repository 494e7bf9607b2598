//! Compiles the globs of `include` and `exclude`.

use std::path::Path;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use thiserror::Error;

use super::Options;
use crate::text::safe::safe_line;

/// A glob of the configuration that cannot be compiled.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("The glob “{}” in {list} cannot be read: {}.", safe_line(glob), safe_line(reason))]
pub struct GlobError {
    /// The list of the glob: `include` or `exclude`.
    pub list: &'static str,
    /// The glob as it is written.
    pub glob: String,
    /// The description of the mistake.
    pub reason: String,
}

/// The globs of `include` and `exclude`.
///
/// A glob that starts with `/` is matched against the whole path within the folder. Any other glob may start at each
/// folder, so `*.txt` and `drafts/**` match such files and folders anywhere.
#[derive(Debug)]
pub(super) struct Globs {
    include: GlobSet,
    exclude_files: Excluding,
    exclude_folders: Excluding,
}

/// Globs of `exclude`, each with its original text.
#[derive(Debug, Default)]
struct Excluding {
    set: GlobSet,
    texts: Vec<String>,
}

impl Globs {
    pub(super) fn new(options: &Options) -> Result<Self, GlobError> {
        // A folder that is left out is never entered, so `drafts/**` need not be matched against every file.
        let of_files = options.exclude.iter().filter(|glob| !glob.ends_with("/**") || folder_of(glob).is_empty());
        Ok(Self {
            include: set("include", &options.include, |glob| glob)?,
            exclude_files: Excluding::new(of_files.cloned().collect(), |glob| glob)?,
            exclude_folders: Excluding::new(options.exclude.clone(), folder_of)?,
        })
    }

    /// Returns no globs: everything is read.
    pub(super) fn none() -> Self {
        Self { include: GlobSet::empty(), exclude_files: Excluding::default(), exclude_folders: Excluding::default() }
    }

    /// Returns the reason why the folder at `path`, relative to the corpus, is left out.
    pub(super) fn excludes_folder(&self, path: &Path) -> Option<String> {
        self.exclude_folders.reason(path)
    }

    /// Returns the reason why the file at `path`, relative to the corpus, is left out. The folders above it must not be
    /// left out.
    pub(super) fn excludes_file(&self, path: &Path) -> Option<String> {
        if !self.include.is_empty() && !self.include.is_match(path) {
            return Some("matches no glob of include".to_owned());
        }
        self.exclude_files.reason(path)
    }
}

impl Excluding {
    fn new(texts: Vec<String>, part: fn(&str) -> &str) -> Result<Self, GlobError> {
        Ok(Self { set: set("exclude", &texts, part)?, texts })
    }

    fn reason(&self, path: &Path) -> Option<String> {
        if self.set.is_empty() {
            return None;
        }
        let number = self.set.matches(path).into_iter().next()?;
        Some(format!("left out by “{}” in exclude", safe_line(&self.texts[number])))
    }
}

/// Returns the glob of the folders that a glob covers: `drafts` for `drafts/**`.
fn folder_of(glob: &str) -> &str {
    glob.trim_end_matches("/**").trim_end_matches('/')
}

/// Compiles the part of each glob that `part` returns. An error names the whole glob.
fn set(list: &'static str, globs: &[String], part: fn(&str) -> &str) -> Result<GlobSet, GlobError> {
    let fail = |glob: &str, error: &globset::Error| GlobError {
        list,
        glob: crate::text::safe::safe_line(glob),
        reason: error.kind().to_string(),
    };
    let mut builder = GlobSetBuilder::new();
    for written in globs {
        let glob = part(written);
        let anchored = match glob.strip_prefix('/') {
            Some(rest) => rest.to_owned(),
            None if glob.starts_with("**/") => glob.to_owned(),
            None => format!("**/{glob}"),
        };
        let glob =
            GlobBuilder::new(&anchored).literal_separator(true).build().map_err(|error| fail(written, &error))?;
        builder.add(glob);
    }
    builder.build().map_err(|error| fail("", &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_match_anywhere_unless_anchored() {
        let options = Options {
            include: vec!["*.txt".into(), "/top/*.md".into()],
            exclude: vec!["drafts/**".into(), "/old".into()],
            ..Options::default()
        };
        let globs = Globs::new(&options).unwrap();
        for (path, is_read) in [
            ("a.txt", true),
            ("deep/er/a.txt", true),
            ("top/a.md", true),
            ("x/top/a.md", false),
            ("a.md", false),
            ("drafts/a.txt", false),
            ("x/drafts/deep/a.txt", false),
        ] {
            let path = Path::new(path);
            let is_out = globs.excludes_file(path).is_some()
                || path.ancestors().skip(1).any(|folder| globs.excludes_folder(folder).is_some());
            assert_eq!(!is_out, is_read, "{}", path.display());
        }
        for (path, is_out) in [("drafts", true), ("x/drafts", true), ("old", true), ("x/old", false)] {
            assert_eq!(globs.excludes_folder(Path::new(path)).is_some(), is_out, "{path}");
        }
    }

    #[test]
    fn a_bad_glob_is_named() {
        for glob in ["a[", "a[/**"] {
            let options = Options { exclude: vec![glob.into()], ..Options::default() };
            let error = options.check().unwrap_err();
            assert_eq!((error.list, error.glob.as_str()), ("exclude", glob));
            assert!(
                error.to_string().starts_with(&format!("The glob “{glob}” in exclude cannot be read: ")),
                "{error}"
            );
        }
    }
}
