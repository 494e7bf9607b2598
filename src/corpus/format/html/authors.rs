//! Chooses the authors of a page: those of the first source (data, tags, byline and so on) that names a person.

use std::borrow::Cow;

use super::accounts;
use super::author_names::{self, has_person, is_of_outlet, is_person};
use super::byline_boxes;
use super::byline_sign::BylineSign;
use super::bylines::byline;
use super::comparison_key::comparison_key;
use super::json_ld::Data;
use super::meta_tags::{self, MetaTags, because};
use super::places::Places;
use super::site_names;
use crate::article::How;
use crate::corpus::Field;
use crate::corpus::byline::is_first_name;

/// The beginnings of a label for the author. Pages give such labels to services that show shared links
/// (`twitter:label1`).
const LABELS: [&str; 9] = [
    "written by",
    "by",
    "author",
    "verfasst von",
    "geschrieben von",
    "écrit par",
    "escrito por",
    "scritto da",
    "geschreven door",
];
/// The names of `<meta>` tags that many pages fill with the owner of the site.
const WEAK: [&str; 3] = ["creator", "author", "authors"];

/// The authors that one source on the page names.
struct AuthorCandidate {
    names: Vec<String>,
    because: Cow<'static, str>,
    how: How,
    /// True if the names are in an element that the page marks as the author, or in a link to the page of an author.
    /// Then even a single word may be a person's name.
    is_marked: bool,
}

impl AuthorCandidate {
    fn new(names: impl IntoIterator<Item = String>, because: impl Into<Cow<'static, str>>, how: How) -> Self {
        let names = names.into_iter().fold(Vec::new(), |mut names: Vec<String>, name| {
            if !names.contains(&name) {
                names.push(name);
            }
            names
        });
        Self { names, because: because.into(), how, is_marked: false }
    }

    fn has_person(&self) -> bool {
        has_person(&self.names) || (self.is_marked && self.names.iter().any(|name| !is_of_outlet(name)))
    }

    fn fields(mut self) -> Vec<Field> {
        // If a person is named, an agency beside the name only says where the text was printed.
        if self.has_person() {
            self.names.retain(|name| !is_of_outlet(name));
        }
        let Self { names, because, how, .. } = self;
        names.into_iter().map(|text| Field { text, how, because: because.clone() }).collect()
    }
}

/// Returns the authors of a page.
///
/// A name among `outlets`, the names of its outlet, is an author only if nobody else is named. `of_address` is the name
/// in the page's address. It is an author only if no person is named beside it.
pub(super) fn of(
    places: &Places<'_, '_>,
    meta: &MetaTags,
    data: &Data,
    outlets: &[&str],
    of_address: Option<&str>,
    title_tag: Option<&str>,
) -> Vec<Field> {
    let of_address = of_address.map(comparison_key);
    let is_of_address = |name: &str| of_address.as_deref().is_some_and(|address| address == comparison_key(name));
    let outlets: Vec<String> = outlets.iter().map(|outlet| comparison_key(outlet)).collect();
    let is_outlet = |name: &String| outlets.contains(&comparison_key(name));
    let people = |text: &str| -> Vec<String> {
        author_names::names(text).into_iter().map(|name| as_the_page_writes(name, places.page.text())).collect()
    };
    let of_data = |is_organisation: bool| {
        let authors = data.authors.iter().filter(|author| author.is_organisation == is_organisation);
        AuthorCandidate::new(authors.flat_map(|author| people(&author.name)), "JSON-LD `author`", How::Given)
    };
    let of_meta = |is_weak: bool| {
        let names = meta_tags::AUTHORS.iter().filter(move |name| WEAK.contains(*name) == is_weak);
        let said = names.map(|name| AuthorCandidate::new(meta.all(name).flat_map(people), because(name), How::Given));
        said.filter(|said| !said.names.is_empty())
    };
    let labelled = meta.labelled(&LABELS).map(people).unwrap_or_default();
    let byline = byline(places);
    let has_byline = byline.is_some();
    let is_marked = byline.as_ref().is_some_and(|byline| byline.sign <= BylineSign::Link);
    let of_byline = byline.map(|byline| {
        let how = if byline.sign == BylineSign::Label { How::Given } else { How::Found };
        let names = byline.names.into_iter().map(|name| as_the_page_writes(name, places.page.text()));
        AuthorCandidate { is_marked, ..AuthorCandidate::new(names, byline.because, how) }
    });

    let mut said = vec![of_data(false)];
    said.extend(of_meta(false));
    said.push(AuthorCandidate::new(labelled, "the page's label for its author", How::Given));
    // A link to the author at the article is better evidence than a tag that may be the same on all pages of a site. A
    // tag whose name is seen on the page is better evidence than a byline known by its words alone.
    let (seen, unseen): (Vec<AuthorCandidate>, Vec<AuthorCandidate>) =
        of_meta(true).partition(|said| said.names.iter().all(|name| places.page.text().contains(name.as_str())));
    let (marked, unmarked) = if is_marked { (of_byline, None) } else { (None, of_byline) };
    said.extend(marked);
    said.extend(seen);
    said.extend(unmarked);
    said.extend(unseen);
    // The owner of a personal site publishes it. A text that somebody else wrote there names its author.
    let owner = data.publisher.iter().filter(|publisher| !publisher.is_organisation);
    let owner = owner.flat_map(|owner| people(&owner.name)).filter(|name| is_person(name));
    said.push(AuthorCandidate::new(owner, "JSON-LD `publisher`", How::Found));
    // A review has such a box about the author of the book. So the box counts only if there is no byline.
    let presented = byline_boxes::presented(places.page).filter(|_| !has_byline);
    said.push(AuthorCandidate::new(presented, "the box about its author", How::Inferred));
    let licensors = accounts::licensors(places.page);
    said.push(AuthorCandidate::new(licensors.clone(), "the name in its licence", How::Found));
    let in_title = title_tag.and_then(site_names::author_in_title).map(people).unwrap_or_default();
    said.push(AuthorCandidate::new(in_title, "the page's `<title>`", How::Found));
    said.push(of_data(true));

    let mut of_outlet = None;
    let mut of_nobody_else = None;
    for mut one in said {
        let all = one.names.clone();
        one.names.retain(|name| !is_outlet(name));
        // If a person is named, the name in the address is that of the outlet.
        if one.names.len() > 1 && one.names.iter().any(|name| is_person(name) && !is_of_address(name)) {
            one.names.retain(|name| !is_of_address(name));
        }
        if let [name] = one.names.as_mut_slice()
            && let Some(whole) = accounts::behind_initials(name, &licensors)
        {
            *name = whole;
        }
        if one.has_person() {
            return one.fields();
        }
        // An account, an agency or the owner of a personal site is better than no author.
        if !one.names.is_empty() {
            of_nobody_else.get_or_insert(one);
        } else if !all.is_empty() {
            of_outlet.get_or_insert(AuthorCandidate { names: all, ..one });
        }
    }
    if of_nobody_else.is_none()
        && let Some(name) = accounts::person(places, meta, &outlets)
    {
        return vec![Field::inferred(name, "the account `twitter:creator`")];
    }
    of_nobody_else.or(of_outlet).map(AuthorCandidate::fields).unwrap_or_default()
}

/// Returns a name as the page writes it, if `name` is in the form of an address: `nell-harbury` becomes "Nell Harbury".
///
/// A name that the page does not write is spelled out only if it begins with a first name.
fn as_the_page_writes(name: String, text: &str) -> String {
    let parts: Vec<&str> = name.split(['-', '_', '.']).collect();
    let is_of_address = (2..=4).contains(&parts.len())
        && parts.iter().all(|part| part.len() > 1 && part.chars().all(|c| c.is_ascii_lowercase()));
    if !is_of_address {
        return name;
    }
    let words = parts.iter().map(|part| part[..1].to_ascii_uppercase() + &part[1..]);
    let spelled = words.collect::<Vec<_>>().join(" ");
    let is_of_person = parts.len() == 2 && is_first_name(parts[0]);
    if is_of_person || text.contains(&spelled) { spelled } else { name }
}
