//! Judges an entry of a folder by its name, its place and its kind.

use std::ffi::{OsStr, OsString};
use std::fs::FileType;
use std::path::{Path, PathBuf};

use crate::corpus::globs::Globs;
use crate::corpus::{FilePlace, Options};

/// The endings of the folder that a browser saves next to a page: `Page_files` for `Page.html`.
///
/// Browsers name the folder in the language of their user. The list is the one of Microsoft's programs.
const PAGE_FOLDER_ENDINGS: [&str; 30] = [
    "_files",
    ".files",
    "-Dateien",
    "_Dateien",
    "_fichiers",
    "_archivos",
    "_arquivos",
    "_ficheiros",
    "_file",
    "_bestanden",
    "-bestanden",
    "_pliki",
    "_soubory",
    "_súbory",
    "_tiedostot",
    "-filer",
    "_filer",
    "_elemei",
    "-fájlok",
    "_dosyalar",
    "_fitxers",
    "_fitxategiak",
    "_datoteke",
    "_fajlovi",
    "_bylos",
    "_fails",
    "_faili",
    "_failid",
    "_fișiere",
    "_файлы",
];

/// The highest number of a copy of a page that is looked for. Each number costs a disk access.
const COPIES_MAX: u32 = 9;

const PAGE_ENDINGS: [&str; 3] = ["html", "htm", "xhtml"];

/// Returns the reason why a file or folder is left out because of its name or its place.
pub(super) fn judge_name(path: &Path, is_folder: bool, options: &Options, globs: &Globs) -> Option<String> {
    let excluded = if is_folder { globs.excludes_folder(path) } else { globs.excludes_file(path) };
    if excluded.is_some() {
        return excluded;
    }
    // A name such as `..txt` is merely unusual: nobody hides a file this way.
    let name = FilePlace::of(path).name;
    let is_hidden = name.starts_with(b".") && !name.starts_with(b"..");
    (is_hidden && !options.hidden).then(|| "hidden; hidden = true in [corpus] reads it".to_owned())
}

/// Returns the reason to leave out `folder` if it holds the pictures and scripts of a saved page next to it.
///
/// A browser numbers the second copy of a page, `Page (1).html`, and sometimes does not number its folder.
pub(super) fn judge_page_folder(folder: &Path, is_there: impl Fn(&Path) -> bool) -> Option<String> {
    let stem = stem_of_page(folder)?;
    let belongs = |page: String| {
        is_there(&folder.with_file_name(&page))
            .then(|| format!("belongs to the saved page {}", crate::text::safe::safe_line(&page)))
    };
    let pages = |stem: &str| PAGE_ENDINGS.iter().find_map(|ending| belongs(format!("{stem}.{ending}")));
    pages(stem)
        .or_else(|| without_number(stem).and_then(pages))
        .or_else(|| (1..=COPIES_MAX).find_map(|number| pages(&format!("{stem} ({number})"))))
        .or_else(|| (1..=COPIES_MAX).find_map(|number| pages(&format!("{stem}({number})"))))
}

/// Returns the reason to leave out `folder` if it belongs to a saved page that is no longer next to it.
///
/// `names` lists the entries of the folder: browsers give frames and scripts names that nobody else uses.
pub(super) fn judge_lone_page_folder(folder: &Path, names: impl FnOnce() -> Vec<OsString>) -> Option<String> {
    stem_of_page(folder)?;
    names()
        .iter()
        .any(|name| is_name_of_browser(name))
        .then(|| "belongs to a saved page that is not beside it".to_owned())
}

/// Returns the folders for which a change at `path` may change whether they are left out.
///
/// These are the folders with the pictures and scripts of a saved page of this name, and the folder of a file that only
/// a browser names like this.
pub(super) fn folders_judged_by(path: &Path, is_folder: impl Fn(&Path) -> bool) -> Vec<PathBuf> {
    let mut folders = Vec::new();
    let parent = path.parent().unwrap_or(Path::new(""));
    if path.file_name().is_some_and(is_name_of_browser) && stem_of_page(parent).is_some() {
        folders.push(parent.to_path_buf());
    }
    let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
    if let Some((stem, _)) =
        name.rsplit_once('.').filter(|(stem, ending)| !stem.is_empty() && PAGE_ENDINGS.contains(ending))
    {
        let copies = (1..=COPIES_MAX).flat_map(|number| [format!("{stem} ({number})"), format!("{stem}({number})")]);
        let stems = [stem.to_owned()].into_iter().chain(without_number(stem).map(str::to_owned)).chain(copies);
        let names = stems.flat_map(|stem| PAGE_FOLDER_ENDINGS.map(|ending| format!("{stem}{ending}")));
        folders.extend(names.map(|name| path.with_file_name(name)).filter(|folder| is_folder(folder)));
    }
    folders
}

/// True for a name that only browsers give, to a frame or a script of a saved page.
fn is_name_of_browser(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with("saved_resource") || name.ends_with(".js.download") || name.ends_with(".css.download")
}

/// Returns the name of the page without its ending.
fn stem_of_page(folder: &Path) -> Option<&str> {
    let name = folder.file_name().and_then(OsStr::to_str)?;
    let stem = PAGE_FOLDER_ENDINGS.iter().find_map(|ending| name.strip_suffix(ending))?;
    Some(stem).filter(|stem| !stem.is_empty())
}

/// Returns `Page (1)` without its number.
fn without_number(stem: &str) -> Option<&str> {
    let (start, number) = stem.strip_suffix(')')?.rsplit_once('(')?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| start.trim_end())
}

/// Returns the kind of an entry that is neither a file nor a folder nor a link.
#[cfg(unix)]
pub(super) fn special_kind(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        "a named pipe"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

/// Returns the kind of an entry that is neither a file nor a folder nor a link.
#[cfg(not(unix))]
pub(super) fn special_kind(_: FileType) -> &'static str {
    "not a file"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_saved_pages() {
        for (folder, page, expected) in [
            ("Zug_fichiers", "Zug.html", true),
            ("Zug_pliki", "Zug.htm", true),
            ("Zug.files", "Zug.html", true),
            ("Zug_files", "Zug (2).html", true),
            ("Zug (1)_files", "Zug.html", true),
            ("Zug_files", "Zug 2.html", false),
            ("Zug_pictures", "Zug.html", false),
            ("_files", ".html", false),
        ] {
            let found = judge_page_folder(Path::new(folder), |path| path == Path::new(page));
            assert_eq!(found.is_some(), expected, "{folder} {page}");
            let judged = folders_judged_by(Path::new(page), |path| path == Path::new(folder));
            assert_eq!(!judged.is_empty(), expected, "{folder} {page}");
        }
        for (folder, name, expected) in [
            ("Zug_files", "saved_resource(1).html", true),
            ("Zug-filer", "a.js.download", true),
            ("Zug_files", "Zug.txt", false),
            ("Zug", "saved_resource.html", false),
        ] {
            let found = judge_lone_page_folder(Path::new(folder), || vec![name.into()]);
            assert_eq!(found.is_some(), expected, "{folder} {name}");
            let judged = folders_judged_by(&Path::new(folder).join(name), |_| false);
            assert_eq!(!judged.is_empty(), expected, "{folder} {name}");
        }
    }
}
