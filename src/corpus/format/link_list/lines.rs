//! Reads lists of links in plain text and Markdown: an address on each line, with its title next to it or above it.

use super::{ListedLink, is_address, on_one_line};

/// The longest title, in bytes. A longer one is a text with a link.
const LONGEST_TITLE: usize = 300;

/// Returns the links of a text in which nearly every line is a link; `None` for any other text.
pub(super) fn links(text: &str) -> Option<Vec<ListedLink>> {
    /// The search ends if this many more lines are without a link than with one, because nearly all texts are not
    /// lists.
    const MOST_OTHERS: usize = 8;
    const FEWEST_PAIRS: usize = 3;
    memchr::memmem::find(text.as_bytes(), b"://")?;
    let mut links: Vec<ListedLink> = Vec::new();
    let mut others = 0;
    // The titles of links that are on a separate line above the address.
    let mut above: Vec<Option<String>> = Vec::new();
    let mut last_other: Option<&str> = None;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(link) = link_of(line) {
            above.push(last_other.take().map(str::to_owned));
            links.push(link);
            continue;
        }
        if !is_heading(line) || others > links.len() + MOST_OTHERS {
            return None;
        }
        others += 1;
        last_other = Some(line);
    }
    let is_bare = |link: &ListedLink| link.title.is_none();
    match links.len() {
        0 => None,
        1 => (others == 0 && is_bare(&links[0])).then_some(links),
        n_links if others * 2 <= n_links || others == 1 => Some(links),
        n_links if n_links >= FEWEST_PAIRS && links.iter().all(is_bare) => {
            let is_pairs = above.iter().all(Option::is_some) && others == n_links;
            is_pairs.then(|| {
                links.into_iter().zip(above).map(|(link, above)| ListedLink { title: above, ..link }).collect()
            })
        }
        _ => None,
    }
}

/// True if a line may be a heading within a list, such as the name of a folder or a day, and is not a sentence.
fn is_heading(line: &str) -> bool {
    const LONGEST: usize = 120;
    const MOST_WORDS: usize = 14;
    line.chars().count() <= LONGEST
        && line.split_whitespace().count() <= MOST_WORDS
        && !line.ends_with(['.', '!', '。', '…', ';', ','])
        && !line.contains("://")
}

/// Returns the link that a line consists of, with or without its title.
fn link_of(line: &str) -> Option<ListedLink> {
    let line = without_bullet(line);
    if let Some(inner) = line.strip_prefix('<').and_then(|line| line.strip_suffix('>')) {
        return is_address(inner).then(|| ListedLink { address: inner.to_owned(), title: None });
    }
    if let Some(inner) = line.strip_prefix('[') {
        // `[title](address)`, without a second link after it.
        let (title, rest) = inner.split_once("](")?;
        let address = rest.trim_end_matches(['.', ',', ';']).strip_suffix(')')?;
        let address = address.split_once([' ', '"']).map_or(address, |(address, _)| address);
        let is_link = is_address(address) && !rest.contains("](") && title.len() <= LONGEST_TITLE;
        return is_link.then(|| ListedLink { address: address.to_owned(), title: on_one_line(title) });
    }
    let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let first = first.trim_end_matches([',', ';']);
    if is_address(first) {
        let title = rest.trim().trim_start_matches(['|', '-', '–', '—', ':', '·']).trim();
        let is_title = title.len() <= LONGEST_TITLE && !title.contains("://");
        return is_title.then(|| ListedLink { address: first.to_owned(), title: on_one_line(title) });
    }
    let at = line.rfind(char::is_whitespace)?;
    let (before, last) = (line[..at].trim_end(), line[at..].trim());
    let title = before.strip_suffix(['|', '-', '–', '—', ':', '·']).or_else(|| {
        // A tab separates two columns.
        (line[at..].starts_with('\t') || line[..at].ends_with('\t')).then_some(before)
    })?;
    let is_link = is_address(last) && title.len() <= LONGEST_TITLE && !title.contains("://");
    is_link.then(|| ListedLink { address: last.to_owned(), title: on_one_line(title) })
}

/// Removes the mark of a list from the beginning of a line: `- `, `* `, `12. `, `- [x] `.
fn without_bullet(line: &str) -> &str {
    let line = line.trim();
    let rest = ["- ", "* ", "+ ", "• ", "– ", "> "].iter().find_map(|mark| line.strip_prefix(mark));
    if let Some(rest) = rest {
        let rest = rest.trim_start();
        let task = ["[ ] ", "[x] ", "[X] "].iter().find_map(|mark| rest.strip_prefix(mark));
        return task.unwrap_or(rest).trim_start();
    }
    let n_digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &line[n_digits..];
    let numbered = rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") "));
    numbered.filter(|_| (1..=4).contains(&n_digits)).map_or(line, str::trim_start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<Vec<(String, String)>> {
        let links = links(text)?;
        Some(links.into_iter().map(|link| (link.address, link.title.unwrap_or_default())).collect())
    }

    #[test]
    fn lines_that_are_links() {
        for (line, address, title) in [
            ("https://wire.example/geese", "https://wire.example/geese", ""),
            ("https://wire.example/geese | Geese back | Wire", "https://wire.example/geese", "Geese back | Wire"),
            ("- [Geese  back](https://wire.example/geese)", "https://wire.example/geese", "Geese back"),
            ("- [x] https://wire.example/geese", "https://wire.example/geese", ""),
            ("12. Geese back - https://wire.example/geese", "https://wire.example/geese", "Geese back"),
            ("Geese back\thttps://wire.example/geese", "https://wire.example/geese", "Geese back"),
            ("<HTTPS://wire.example/>", "HTTPS://wire.example/", ""),
            (
                "https://web.example/web/2022/https://wire.example/geese",
                "https://web.example/web/2022/https://wire.example/geese",
                "",
            ),
        ] {
            let title = (!title.is_empty()).then(|| title.to_owned());
            assert_eq!(link_of(line), Some(ListedLink { address: address.to_owned(), title }), "{line}");
        }
        for line in
            ["Geese are back https://wire.example/geese", "[a](https://a.example) and [b](https://b.example)", "a"]
        {
            assert_eq!(link_of(line), None, "{line}");
        }
    }

    #[test]
    fn lists_of_links_and_texts_with_links() {
        let (a, b, c) = ("https://wire.example/a", "https://mole.example/b", "https://echo.example/c");
        let pair = |address: &str, title: &str| (address.to_owned(), title.to_owned());
        assert_eq!(found(&format!("{a}\n\n{b}\n")), Some(vec![pair(a, ""), pair(b, "")]));
        assert_eq!(found(&format!("{a}\n")), Some(vec![pair(a, "")]));
        assert_eq!(found(&format!("# To read\n{a} - Geese\n{b}\n")), Some(vec![pair(a, "Geese"), pair(b, "")]));
        assert_eq!(
            found(&format!("Geese back\n{a}\nTolls rise\n{b}\nWho pays?\n{c}\n")),
            Some(vec![pair(a, "Geese back"), pair(b, "Tolls rise"), pair(c, "Who pays?")])
        );
        for text in [
            // A text with links at its end, a text with a link after each line, a single title with a link, and a text
            // without links.
            format!("The geese are back on the north quay, forty of them, and they stay.\n\n{a}\n{b}\n{c}\n"),
            format!("They came back.\n{a}\nThey will stay.\n{b}\nNobody knows why.\n{c}\n"),
            format!("Geese back\n{a}\n"),
            "No links\nat all\n".to_owned(),
        ] {
            assert_eq!(found(&text), None, "{text}");
        }
    }
}
