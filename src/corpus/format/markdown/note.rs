//! Reads the lines that note-takers write above a saved text: the link to the original, and a list of its data.

use memchr::memmem;

use super::super::front_matter::clip::address;
use super::super::own_link::original;
use super::plain_markdown::plain_markdown;
use crate::corpus::{Field, Metadata};

/// The number of lines that are looked at: enough for the longest list of data.
const LINES_MAX: usize = 30;

/// The length of the shortest line of running text, in bytes. Links after such a line belong to the article.
const RUNNING_TEXT: usize = 120;

/// Fills the fields that front matter does not give, from the lines above the text.
pub(super) fn complete(metadata: &mut Metadata, text: &str) {
    // Most texts have neither sign, so their lines are not searched one by one.
    let has = |sign: &str| memmem::find(text.as_bytes(), sign.as_bytes()).is_some();
    if !has("://") && !has("Metadata") {
        return;
    }
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty()).take(LINES_MAX);
    let above = || lines().take_while(|line| line.len() < RUNNING_TEXT || original(line).is_some());
    if metadata.link.is_none() {
        metadata.link = above().find_map(original).map(str::to_owned);
    }
    // Readwise writes a separate section with a list of names and values.
    let is_heading = |line: &str| line.starts_with('#') && line.trim_start_matches('#').trim() == "Metadata";
    let list = lines().skip_while(|line| !is_heading(line)).skip(1);
    for line in list.take_while(|line| line.starts_with("- ")) {
        let Some((name, value)) = line[2..].split_once(':') else { continue };
        let value = value.trim().trim_start_matches(':').trim();
        if value.is_empty() {
            continue;
        }
        let field = |because| Field::given(plain_markdown(value), because);
        match name.trim().trim_matches('*') {
            "Author" if metadata.authors.is_empty() && address(value).is_none() => {
                metadata.authors.push(field("the note's Author"));
            }
            "Full Title" if metadata.title.is_none() => metadata.title = Some(field("the note's Full Title")),
            "URL" if metadata.link.is_none() => {
                metadata.link = address(value).map(|(_, address)| address.to_owned());
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_to_the_original() {
        for (text, link) in [
            (
                "# Tug\n\n[Read on A](https://a.example/me)\n[Read Original](https://wire.example/tug)\n\nText",
                "https://wire.example/tug",
            ),
            ("> [Original](https://wire.example/tug)\n\nText", "https://wire.example/tug"),
            ("# Tug\n\n**Source:** https://wire.example/tug\n\nText", "https://wire.example/tug"),
            ("# Tug\n\n- URL: <https://wire.example/tug>\n\nText", "https://wire.example/tug"),
            ("They said: https://wire.example/tug", ""),
            ("The tug sank, says [Harbour Wire](https://wire.example/tug)\n", ""),
            ("[The tug](https://wire.example/tug)\n", ""),
        ] {
            let mut metadata = Metadata::default();
            complete(&mut metadata, text);
            assert_eq!(metadata.link.unwrap_or_default(), link, "{text}");
        }
    }

    #[test]
    fn a_section_of_data() {
        let text = "# Tug\n\n## Metadata\n- Author: [[Nell Harbury]]\n- Full Title: The tug sinks\n- Category: #articles\n\
                    - URL: https://wire.example/tug\n\n## Highlights\n- It sank.";
        let mut metadata = Metadata::default();
        complete(&mut metadata, text);
        assert_eq!(metadata.authors[0].text, "Nell Harbury");
        assert_eq!(metadata.title.unwrap().text, "The tug sinks");
        assert_eq!(metadata.link.as_deref(), Some("https://wire.example/tug"));
    }
}
