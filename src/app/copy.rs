//! What `y` copies: a citation, a link, a path, the text, the filter as a command.

use super::App;
use super::effect::Effect;
use crate::action::Action;
use crate::article::Article;

impl App {
    /// Copies something of the selected article, or the filter.
    pub(super) fn copy(&mut self, action: Action, effects: &mut Vec<Effect>) {
        let (text, name) = match action {
            Action::CopyFilter => (Some(self.filter_as_command()), "the filter as a command"),
            Action::CopyText => (self.reader.body().map(|body| body.plain().to_string()), "the text"),
            Action::CopyPath => (self.selected().map(|article| self.path_of(&article)), "the path"),
            Action::CopyLink => {
                (self.selected().and_then(|article| article.link.as_deref().map(str::to_owned)), "the link")
            }
            _ => (self.selected().map(|article| citation(&article)), "a citation"),
        };
        match text {
            Some(text) => {
                // A program that takes the text may be slow.
                self.notice = Some(format!("Copying {name}…"));
                effects.push(Effect::Copy(text, name));
            }
            None => {
                self.notice = Some(format!(
                    "There is nothing to copy: no {} here.",
                    name.trim_start_matches("the ").trim_start_matches("a ")
                ));
            }
        }
    }

    /// The path of an article's file, as a shell finds it.
    fn path_of(&self, article: &Article) -> String {
        let path = article.address.path_text();
        if self.is_sample { path } else { std::path::Path::new(&self.folder).join(path).to_string_lossy().into_owned() }
    }

    fn filter_as_command(&self) -> String {
        let quoted = |text: &str| format!("'{}'", text.replace('\'', r"'\''"));
        let folder = if self.is_sample { String::new() } else { format!(" -d {}", quoted(&self.folder)) };
        format!("newsreader{folder} list {}", quoted(self.filter.text()))
    }
}

/// A citation: authors, title, source, date, link, as far as they are known. How a value is known is
/// said where it is not given.
fn citation(article: &Article) -> String {
    let mut parts: Vec<String> = Vec::new();
    if let Some(authors) = article.authors.value() {
        parts.push(authors.join(", "));
    }
    if let Some(title) = article.title.value() {
        parts.push(format!("“{title}”"));
    }
    if let Some(source) = article.source.value() {
        parts.push(source.to_string());
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
