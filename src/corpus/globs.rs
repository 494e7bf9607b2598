//! The globs of `include` and `exclude`, compiled.

use std::path::Path;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use thiserror::Error;

use super::Options;

/// A glob of the configuration that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("The glob “{glob}” in {list} cannot be read: {reason}.")]
pub struct GlobError {
    /// Which list it stands in: `include` or `exclude`.
    pub list: &'static str,
    /// The glob as it is written.
    pub glob: String,
    /// What is wrong with it.
    pub reason: String,
}

/// The globs of `include` and `exclude`.
///
/// A glob that starts with `/` is held against the whole path within the folder; any other may start
/// at each folder, so `*.txt` and `drafts/**` mean such files and folders anywhere.
#[derive(Debug)]
pub(super) struct Globs {
    include: GlobSet,
    include_is_empty: bool,
    exclude: GlobSet,
    /// For each glob of `exclude`, in order, the text it was written as.
    exclude_texts: Vec<String>,
    exclude_folders: GlobSet,
}

impl Globs {
    pub(super) fn new(options: &Options) -> Result<Self, GlobError> {
        let folders: Vec<String> =
            options.exclude.iter().map(|glob| glob.trim_end_matches("/**").trim_end_matches('/').to_owned()).collect();
        Ok(Self {
            include: set("include", &options.include)?,
            include_is_empty: options.include.is_empty(),
            exclude: set("exclude", &options.exclude)?,
            exclude_texts: options.exclude.clone(),
            exclude_folders: set("exclude", &folders)?,
        })
    }

    /// No globs: everything is read.
    pub(super) fn none() -> Self {
        Self {
            include: GlobSet::empty(),
            include_is_empty: true,
            exclude: GlobSet::empty(),
            exclude_texts: Vec::new(),
            exclude_folders: GlobSet::empty(),
        }
    }

    /// Why the folder at `path`, relative to the corpus, is left out.
    pub(super) fn excludes_folder(&self, path: &Path) -> Option<String> {
        first_match(&self.exclude_folders, &self.exclude_texts, path)
    }

    /// Why the file at `path`, relative to the corpus, is left out.
    pub(super) fn excludes_file(&self, path: &Path) -> Option<String> {
        if !self.include_is_empty && !self.include.is_match(path) {
            return Some("matches no glob of include".to_owned());
        }
        first_match(&self.exclude, &self.exclude_texts, path)
    }
}

fn first_match(set: &GlobSet, texts: &[String], path: &Path) -> Option<String> {
    let number = set.matches(path).into_iter().next()?;
    Some(format!("left out by “{}” in exclude", crate::text::safe::safe_line(&texts[number])))
}

fn set(list: &'static str, globs: &[String]) -> Result<GlobSet, GlobError> {
    let fail = |glob: &str, error: &globset::Error| GlobError {
        list,
        glob: crate::text::safe::safe_line(glob),
        reason: error.kind().to_string(),
    };
    let mut builder = GlobSetBuilder::new();
    for written in globs {
        let anchored = match written.strip_prefix('/') {
            Some(rest) => rest.to_owned(),
            None if written.starts_with("**/") => written.clone(),
            None => format!("**/{written}"),
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
            assert_eq!(globs.excludes_file(Path::new(path)).is_none(), is_read, "{path}");
        }
        for (path, is_out) in [("drafts", true), ("x/drafts", true), ("old", true), ("x/old", false)] {
            assert_eq!(globs.excludes_folder(Path::new(path)).is_some(), is_out, "{path}");
        }
    }

    #[test]
    fn a_bad_glob_is_named() {
        let options = Options { exclude: vec!["a[".into()], ..Options::default() };
        let error = options.check().unwrap_err();
        assert_eq!((error.list, error.glob.as_str()), ("exclude", "a["));
        assert!(error.to_string().starts_with("The glob “a[” in exclude cannot be read: "), "{error}");
    }
}
