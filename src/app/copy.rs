//! Copies a citation, a link, a path, the text, or the filter as a command.

use super::App;
use super::effect::Effect;
use crate::action::Action;
use crate::article::Article;
use crate::text::shell;

impl App {
    /// Copies the text that `action` names to the clipboard: something of the selected article, or the filter.
    pub(super) fn copy(&mut self, action: Action, effects: &mut Vec<Effect>) {
        let (text, name) = match action {
            Action::CopyFilter => (Some(self.filter_as_command()), "the filter as a command"),
            Action::CopyText => (self.reader.body().map(|body| body.plain().to_string()), "the text"),
            Action::CopyPath => (self.selected().map(|article| self.path_word(&article)), "the path"),
            Action::CopyLink => {
                (self.selected().and_then(|article| article.link.as_deref().map(str::to_owned)), "the link")
            }
            _ => (self.selected().map(|article| self.citation(&article)), "a citation"),
        };
        match text {
            Some(text) => {
                // The program that receives the text may be slow, so a notice says that copying has begun.
                self.notice = Some(format!("Copying {name}…"));
                effects.push(Effect::Copy(text, name));
            }
            None => {
                self.notice = Some(format!(
                    "Nothing to copy: no {} here.",
                    name.trim_start_matches("the ").trim_start_matches("a ")
                ));
            }
        }
    }

    /// Returns the path of an article's file as one word of a shell, byte for byte.
    fn path_word(&self, article: &Article) -> String {
        let inside = &article.address.path;
        let path = self.folder.path.as_ref().map_or_else(|| inside.to_path_buf(), |folder| folder.join(inside));
        shell::path_word(path.as_os_str().as_encoded_bytes())
    }

    fn filter_as_command(&self) -> String {
        let folder = self.folder.path.as_ref().map(|folder| shell::path_word(folder.as_os_str().as_encoded_bytes()));
        let folder = folder.map(|folder| format!(" -d {folder}")).unwrap_or_default();
        let filter = self.filter.text();
        // After `--`, no word is an option.
        let end_of_options = if filter.starts_with('-') { "-- " } else { "" };
        format!("newsreader{folder} list {end_of_options}{}", shell::word(filter.as_bytes()))
    }

    /// Returns a citation: authors, title, source, date and link, as far as they are known.
    ///
    /// Without a link, it ends with the path of the article. The source has the name that the list shows. As in the
    /// list, an inferred source or date has a `~` before it.
    fn citation(&self, article: &Article) -> String {
        let mut parts: Vec<String> = Vec::new();
        if let Some(authors) = article.authors.value() {
            parts.push(authors.join(", "));
        }
        if let Some(title) = article.title.value() {
            parts.push(format!("“{title}”"));
        }
        if let Some(source) = self.snapshot.source_name(article) {
            parts.push(format!("{}{source}", article.source.how().mark()));
        }
        parts.push(match article.date.value() {
            Some(date) => format!("{}{}", article.date.how().mark(), date.long()),
            None => "undated".to_owned(),
        });
        match &article.link {
            Some(link) => parts.push(link.to_string()),
            None => parts.push(article.address.reference()),
        }
        parts.join(", ")
    }
}
