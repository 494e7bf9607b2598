//! Counts the files of a folder by their outcome: no file is dropped without a report, so the numbers must add up.

use super::{Problem, Severity, n_files_not_shown};
use crate::text::numbers::{count_of, with_commas};

/// The number of files of a folder, in total and for each outcome.
///
/// Once a folder has been read, `n_seen` is the sum of the three others. A folder counts as one file if it is set aside
/// whole or cannot be entered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Accounting {
    /// Files, and folders that were set aside whole.
    pub n_seen: u64,
    /// Files with at least one article that is shown.
    pub n_with_articles: u64,
    /// Files without any article shown, because some of their content could not be read.
    pub n_not_shown: u64,
    /// Files that hold no article.
    pub n_set_aside: u64,
}

impl Accounting {
    /// Returns the numbers as a sentence: `All 84 files read: 75 articles in 77 files, 7 set aside.`
    ///
    /// `n_articles` is the number of articles shown. `problems` are sorted by severity. A file that is shown in part is
    /// among the `problems`, but counts here as a file with articles.
    pub fn sentence(&self, n_articles: usize, problems: &[Problem]) -> String {
        let not_shown = &problems[..problems.partition_point(|problem| problem.severity <= Severity::NotShown)];
        let n_unread = n_files_not_shown(not_shown);
        let n_read = self.n_seen.saturating_sub(n_unread as u64);
        let read = match (self.n_seen, n_unread) {
            // A problem of the folder as a whole hides an unknown number of files.
            _ if not_shown.iter().any(|problem| problem.path.as_os_str().is_empty()) => {
                "Not everything was read".to_owned()
            }
            (0, _) => return "The folder holds no files.".to_owned(),
            (1, 0) => "1 file read".to_owned(),
            (n_seen, 0) => format!("All {} files read", with_commas(n_seen)),
            (n_seen, _) => format!("{} of {} read in full", with_commas(n_read), count_of(n_seen as usize, "file")),
        };
        let shown = match n_articles {
            0 => "no articles".to_owned(),
            _ => format!("{} in {}", count_of(n_articles, "article"), count_of(self.n_with_articles as usize, "file")),
        };
        let mut sentence = format!("{read}: {shown}");
        for (n_files, state) in [(self.n_set_aside, "set aside"), (self.n_not_shown, "not shown")] {
            if n_files > 0 {
                sentence = format!("{sentence}, {} {state}", with_commas(n_files));
            }
        }
        sentence + "."
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_names_what_there_is() {
        for (files, n_articles, not_shown, sentence) in [
            ([0, 0, 0, 0], 0, vec![], "The folder holds no files."),
            ([1, 1, 0, 0], 2, vec![], "1 file read: 2 articles in 1 file."),
            ([3, 0, 0, 3], 0, vec![], "All 3 files read: no articles, 3 set aside."),
            ([1284, 1200, 0, 84], 2000, vec![], "All 1,284 files read: 2,000 articles in 1,200 files, 84 set aside."),
            // One file is shown in part, another one not at all.
            (
                [6, 4, 1, 1],
                4,
                vec!["in-part.csv", "in-part.csv", "torn.eml"],
                "4 of 6 files read in full: 4 articles in 4 files, 1 set aside, 1 not shown.",
            ),
            // A thread of the load died.
            ([6, 6, 0, 0], 6, vec![""], "Not everything was read: 6 articles in 6 files."),
        ] {
            let [n_seen, n_with_articles, n_not_shown, n_set_aside] = files;
            let accounting = Accounting { n_seen, n_with_articles, n_not_shown, n_set_aside };
            let mut problems: Vec<Problem> =
                not_shown.into_iter().map(|path| Problem::new(path, Severity::NotShown, "torn")).collect();
            problems.push(Problem::new("a.css", Severity::SetAside, "a style sheet"));
            assert_eq!(accounting.sentence(n_articles, &problems), sentence);
        }
    }
}
