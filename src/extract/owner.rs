//! Recognises the owner of a personal site as its author, by a site that has a person's name and by the copyright line
//! at the end of its pages.

use super::names::tables::{HEADS, NO_NAMES, ORGANISATIONS, PLACES, TITLES};
use crate::article::{Body, Format, How, Known};
use crate::corpus::{byline, outlets};

/// The words around the owner's name in the name of a blog, in lower case.
///
/// "Online", and "blog" without the sign of the possessive, are not in the lists, because they also follow the names of
/// places and papers.
const BEFORE: [&str; 8] =
    ["blog von ", "blog of ", "blog by ", "blog de ", "le blog de ", "the blog of ", "notes by ", "website von "];
const BEHIND: [&str; 8] =
    ["’s blog", "'s blog", "’ blog", "' blog", "’s weblog", "'s weblog", "’s website", "'s website"];

/// The hosts of blog services.
const BLOG_SERVICES: [&str; 6] =
    [".wordpress.com", ".blogspot.com", ".blogspot.de", ".blogger.com", ".typepad.com", ".over-blog.com"];

/// Returns the author of a page that names none: the person that its site is named after, or the holder of its rights.
pub(super) fn of(format: Format, source: &Known<Box<str>>, link: Option<&str>, body: &Body) -> Known<Box<[Box<str>]>> {
    if format != Format::Html {
        return Known::unknown();
    }
    let one = |name: String| -> Box<[Box<str>]> { [name.into_boxed_str()].into() };
    let site = source.value().filter(|_| matches!(source.how(), How::Given | How::Found)).map(|site| &**site);
    if let Some(name) = site.and_then(|site| in_name_of_site(site, link)) {
        return Known::inferred(one(name), "the name of the site");
    }
    if let Some(name) = rights_holder(body, site) {
        return Known::inferred(one(name), "the copyright line");
    }
    Known::unknown()
}

/// Returns the person in the name of a site, as in "Nell Harbury’s Blog".
///
/// A name without such words counts only if the host contains it too. In addition, the name must have an academic title
/// ("Dr. Nell Harbury"), or the host must be that of a blog service. Otherwise it may be the name of a town, a paper or
/// a church, because these may begin with a first name as well.
fn in_name_of_site(site: &str, link: Option<&str>) -> Option<String> {
    let lower = site.to_lowercase();
    // The lower-case text may have another length.
    if lower.len() == site.len() {
        let behind = BEFORE.iter().find_map(|words| lower.starts_with(*words).then(|| site.get(words.len()..)));
        let before =
            || BEHIND.iter().find_map(|words| lower.ends_with(*words).then(|| site.get(..site.len() - words.len())));
        if let Some(bare) = behind.or_else(before).flatten() {
            return person(bare);
        }
    }
    let is_academic = |word: &str| matches!(word.trim_end_matches('.').to_lowercase().as_str(), "dr" | "prof");
    let has_title = site.split_whitespace().next().is_some_and(is_academic);
    let host = host(link?);
    let is_blog = BLOG_SERVICES.iter().any(|service| host.ends_with(service));
    person(site).filter(|name| (has_title || is_blog) && letters(host).contains(&letters(name)))
}

fn host(link: &str) -> &str {
    let behind = link.split_once("://").map_or(link, |(_, behind)| behind);
    behind.split(['/', '?', '#', ':']).next().unwrap_or(behind)
}

/// Returns the letters and digits of a text, in lower case.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// True for the title of a person, such as "Dr.". "St." is excluded, because it begins the names of towns and churches.
fn is_title(word: &str) -> bool {
    let bare = word.trim_end_matches('.').to_lowercase();
    bare != "st" && bare != "saint" && TITLES.has(&bare)
}

/// Returns the name of a person without titles, if its first word is a first name and the text has nothing else.
fn person(text: &str) -> Option<String> {
    const MOST_WORDS: usize = 4;
    let words: Vec<&str> = text.split_whitespace().skip_while(|word| is_title(word)).collect();
    let name = words.join(" ");
    let is_noun = |word: &&str| {
        let lower = word.to_lowercase();
        [&ORGANISATIONS, &HEADS, &PLACES, &NO_NAMES].iter().any(|table| table.has(&lower))
    };
    let is_person = (2..=MOST_WORDS).contains(&words.len())
        && words.first().is_some_and(|first| byline::is_first_name(first))
        && !words.iter().any(is_noun)
        && byline::is_name(&name)
        && !outlets::is_outlet(&name)
        && !byline::is_post(&name);
    is_person.then_some(name)
}

/// Returns the person in the copyright line at the end of a page: "© 2009–2022 by Nell Harbury".
///
/// `None` if the site has a name without the last name of the person. Such a line may name the maker of a picture, a
/// text or the site itself.
fn rights_holder(body: &Body, site: Option<&str>) -> Option<String> {
    const LAST_LINES: usize = 12;
    const LONGEST: usize = 160;
    let mut lines = body.page.lines().rev().take(LAST_LINES).filter(|line| line.len() <= LONGEST);
    let name = lines.find_map(in_line_of_rights)?;
    let last = name.split(' ').next_back().map(letters)?;
    site.is_none_or(|site| letters(site).contains(&last)).then_some(name)
}

/// Returns the person in a copyright line that has a year and a "by".
///
/// Without the "by", a company with the name of a person looks the same: "© 2022 Clara Quill".
fn in_line_of_rights(line: &str) -> Option<String> {
    /// Words of credits for pictures, and of publishers and companies, in lower case.
    const OF_OTHERS: [&str; 24] = [
        "foto",
        "fotos",
        "photo",
        "photos",
        "photograph",
        "photography",
        "photographs",
        "bild",
        "bilder",
        "image",
        "images",
        "picture",
        "pictures",
        "illustration",
        "verlag",
        "inc",
        "ltd",
        "llc",
        "gmbh",
        "ag",
        "company",
        "co",
        "group",
        "design",
    ];
    let (before, behind) = line.split_once('©').or_else(|| line.split_once("Copyright"))?;
    let is_of_other = |word: &str| OF_OTHERS.contains(&word.to_lowercase().as_str());
    if line.split(|c: char| !c.is_alphanumeric()).any(is_of_other) || !matches!(before.trim(), "" | "Copyright") {
        return None;
    }
    let behind = behind.trim_start_matches("Copyright");
    let start = behind.find(char::is_alphabetic)?;
    let (years, behind) = behind.split_at(start);
    let has_year = years.split(|c: char| !c.is_ascii_digit()).any(|number| number.len() == 4);
    let behind = ["by ", "von ", "par "].iter().find_map(|by| behind.strip_prefix(by)).filter(|_| has_year)?;
    let end = behind.find(['|', '.', ',', '·', '•', '(', '–', '—', ';']).unwrap_or(behind.len());
    let words: Vec<&str> = behind[..end].split_whitespace().collect();
    let last = words.iter().position(|word| word.eq_ignore_ascii_case("all"));
    person(&words[..last.unwrap_or(words.len())].join(" ")).filter(|name| !name.contains('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_named_after_their_owner() {
        for (site, link, expected) in [
            ("Prof. Dr. Nell Harbury", "https://www.nell-harbury.example/tolls", Some("Nell Harbury")),
            ("Prof. Dr. Nell Harbury", "https://harbour.example/tolls", None),
            ("Nell Harbury’s Blog", "", Some("Nell Harbury")),
            ("Blog von Clara Quill", "", Some("Clara Quill")),
            ("Clara Quills' Blog", "", Some("Clara Quills")),
            ("Clara Quill", "https://claraquill.wordpress.com/2022/03/tolls", Some("Clara Quill")),
            ("Clara Quill", "https://tides.wordpress.com/2022/03/tolls", None),
            ("Christian Today", "https://christiantoday.wordpress.com/2022/03/tolls", None),
            ("Clara Church", "https://clarachurch.wordpress.com/2022/03/tolls", None),
            ("Blog of Christian Today", "", None),
            // Towns, papers and churches have first names in their names too.
            ("Christian Harbour", "https://christianharbour.example/tolls", None),
            ("Nell Harbury", "https://nellharbury.example/tolls", None),
            ("Thomas Quills Blog", "", None),
            ("St. Clara Courier", "https://stclaracourier.example/", None),
            ("St. Martin Quill", "https://martinquill.example/", None),
            ("Nell Harbury Press", "", None),
            ("Nell", "", None),
            ("Tidal Notes", "", None),
        ] {
            assert_eq!(in_name_of_site(site, Some(link)).as_deref(), expected, "{site}");
        }
    }

    #[test]
    fn lines_of_rights() {
        for (line, expected) in [
            ("© 2009–2022 by Nell Harbury", Some("Nell Harbury")),
            ("Copyright © 2022 by Clara Quill. All rights reserved.", Some("Clara Quill")),
            ("© 2022 Clara Quill", None),
            ("© by Clara Quill", None),
            ("© 2022 by Clara Quill/dpa", None),
            ("© 2022 by Martin Quill Verlag", None),
            ("© 2022 by Martin Quill, Inc.", None),
            ("Foto: © 2022 by Clara Quill", None),
            ("Nell Harbury © 2022", None),
            ("© 2022 by Harbour Wire Ltd", None),
            ("Made on the quay", None),
        ] {
            assert_eq!(in_line_of_rights(line).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn rights_on_the_site_of_another() {
        let body = Body { page: "Home\n© 2022 by Clara Quill".into(), ..Body::default() };
        for (site, expected) in
            [(None, Some("Clara Quill")), (Some("quill.example"), Some("Clara Quill")), (Some("Harbour Wire"), None)]
        {
            assert_eq!(rights_holder(&body, site).as_deref(), expected, "{site:?}");
        }
    }
}
