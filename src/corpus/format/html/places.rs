//! Finds the parts of a page that hold no date and no author of its article: captions, hidden parts, the head of the
//! site, teasers of other articles.

use std::cell::OnceCell;

use super::page::{Page, one_line};
use super::teasers::PageLines;
use super::title::Headline;
use super::zones::Zones;
use crate::corpus::dated_line;

/// The parts of a page that hold no date and no author of its article, although they are within it or above it.
pub(super) struct Places<'page, 'tree> {
    pub(super) page: &'page Page<'tree>,
    pub(super) zones: &'page Zones,
    /// The element of the headline.
    headline: Option<usize>,
    /// True for each node that no user sees.
    is_hidden: Vec<bool>,
    /// True for each node of a caption, of the top of the whole site, of an archive's bar, or of another item in
    /// microdata.
    is_excluded: Vec<bool>,
    /// The headings that link to other pages, in the order of the page.
    linked_headings: Vec<usize>,
    /// The lines of the page. They are listed on first use.
    lines: OnceCell<PageLines>,
}

/// Words in the class or id of a part with the current day. They are matched at the beginning of a word.
const OF_TODAY: [&str; 9] =
    ["weather", "wetter", "meteo", "clima", "today", "current-date", "currentdate", "header-date", "clock"];

/// Words in the class or id of the site's head. A date there is the day on which the page was generated.
const HEADS: [&str; 6] = ["masthead", "topbar", "top-bar", "site-header", "siteheader", "page-header-top"];

/// Words in the class or id of a caption.
const CAPTIONS: [&str; 7] =
    ["caption", "bildunterschrift", "legende", "photo-credit", "image-credit", "picture-credit", "didascalia"];

/// The ids of the bars that archives put above a page.
const BARS: [&str; 4] = ["wm-ipp-base", "wm-ipp", "donato", "google-cache-hdr"];

impl<'page, 'tree> Places<'page, 'tree> {
    /// Finds these parts of a page. `is_capture` is true if archive.today made the page.
    pub(super) fn new(
        page: &'page Page<'tree>,
        zones: &'page Zones,
        headline: Option<&Headline>,
        is_capture: bool,
    ) -> Self {
        let headline = headline.map(|headline| headline.at);
        let mut around = vec![false; page.nodes.len()];
        if let Some(headline) = headline {
            around[headline] = true;
            page.ancestors(headline).for_each(|at| around[at] = true);
        }
        let mut is_hidden: Vec<bool> = Vec::with_capacity(page.nodes.len());
        let mut is_excluded: Vec<bool> = Vec::with_capacity(page.nodes.len());
        let mut is_in_part: Vec<bool> = Vec::with_capacity(page.nodes.len());
        let mut is_of_other: Vec<bool> = Vec::with_capacity(page.nodes.len());
        for (at, node) in page.nodes.iter().enumerate() {
            let within = |list: &[bool]| node.parent.is_some_and(|parent| list[parent]);
            is_hidden.push(within(&is_hidden) || (!around[at] && hides(page, at)));
            let is_in_a_part = within(&is_in_part);
            let is_new = !around[at] && is_excluded_part(page, at, is_in_a_part, is_capture);
            is_in_part.push(is_in_a_part || matches!(page.name(at), "article" | "main" | "section"));
            let is_other = match is_of_another_item(page, at) {
                Some(is_other) => is_other && !around[at],
                None => within(&is_of_other),
            };
            is_of_other.push(is_other);
            is_excluded.push(within(&is_excluded) || is_new || is_other);
        }
        let linked_headings = page
            .elements()
            .filter(|(at, element)| is_heading(element.name()) && leads_on(page, *at))
            .map(|(at, _)| at)
            .collect();
        Self { page, zones, headline, is_hidden, is_excluded, linked_headings, lines: OnceCell::new() }
    }

    /// Also excludes the bar of an archive: the element around the text at `bar`. If the headline is in that element
    /// too, only the text is excluded.
    pub(super) fn without_bar(mut self, bar: Option<usize>) -> Self {
        if let Some(bar) = bar {
            let around = self.page.nodes[bar].parent.unwrap_or(bar);
            let range = around..self.page.nodes[around].end;
            let holds_headline = self.headline.is_some_and(|headline| range.contains(&headline));
            let range = if holds_headline { bar..self.page.nodes[bar].end } else { range };
            self.is_excluded[range].fill(true);
        }
        self
    }

    /// True if the node at `at` is in the `<header>` or `<article>` of the headline.
    pub(super) fn is_in_part_of_headline(&self, at: usize) -> bool {
        let is_part = |around: &usize| matches!(self.page.name(*around), "header" | "article");
        let holds = |around: usize| self.headline.is_some_and(|it| (around..self.page.nodes[around].end).contains(&it));
        self.page.ancestors(at).filter(is_part).any(holds)
    }

    /// Returns the words of the headline.
    pub(super) fn headline_text(&self) -> &str {
        self.headline.map_or("", |at| self.page.seen(at).trim())
    }

    /// True if the headline contains these words.
    pub(super) fn headline_has(&self, words: &str) -> bool {
        self.headline.is_some_and(|at| self.page.seen(at).contains(words))
    }

    /// True if a user sees the node at `at`, and it may belong to the article.
    pub(super) fn is_of_article(&self, at: usize) -> bool {
        !self.is_hidden[at] && self.may_be_labelled(at)
    }

    /// True if mark-up at the node at `at` may be about the article. The node may be hidden, because labels are for
    /// programs.
    pub(super) fn may_be_labelled(&self, at: usize) -> bool {
        !self.zones.is_beside(at) && !self.is_excluded[at]
    }

    /// True if the node at `at` is a property of the article that microdata describe around the headline. Such a
    /// property belongs to the article wherever it is in the page.
    pub(super) fn is_property_of_article(&self, at: usize) -> bool {
        let Some(headline) = self.headline else {
            return false;
        };
        let item = self.page.ancestors(at).find(|around| self.page.attribute(*around, "itemtype").is_some());
        item.is_some_and(|item| {
            let kind = self.page.attribute(item, "itemtype").unwrap_or_default();
            (item..self.page.nodes[item].end).contains(&headline)
                && ["Article", "Posting", "Report"].iter().any(|end| kind.trim_end().ends_with(end))
        })
    }

    /// True if the node at `at` belongs to the teaser of another article.
    ///
    /// This is so if it is in the box of a teaser, or if the lines around it are those of a teaser.
    pub(super) fn is_of_teaser(&self, at: usize) -> bool {
        self.is_in_box_of_teaser(at) || self.lines().is_of_teaser(self.page, at)
    }

    fn lines(&self) -> &PageLines {
        self.lines.get_or_init(|| PageLines::new(self.page, self.headline))
    }

    /// True if the line of the node at `at`, or a line next to it, shows that its date is not that of the article: it
    /// is about the current weather, or the place of an event.
    pub(super) fn is_of_today_or_event(&self, at: usize) -> bool {
        let [before, own, behind] = self.lines().around(self.page, at);
        dated_line::has_temperature(own)
            || self.lines().is_behind_other_label(self.page, at)
            || self.lines().is_of_other_by_its_line(self.page, at)
            || self.lines().is_before_label_of_event(self.page, at)
            || dated_line::is_about_a_print(before)
            || [before, behind].into_iter().any(dated_line::is_beside_other_dates)
    }

    /// True if a notice of rights is right above or below the line of the node at `at`. The line then belongs to the
    /// site, as the notice does.
    pub(super) fn is_near_notice_of_rights(&self, at: usize) -> bool {
        const LONGEST: usize = 240;
        let [before, _, behind] = self.lines().around(self.page, at);
        [before, behind].into_iter().any(|line| line.len() <= LONGEST && dated_line::has_notice_of_rights(line))
    }

    /// True if the node at `at` is in the box of a teaser. Such a box does not hold the headline of the page. It holds
    /// a heading that links to another page, or it is a row or list item with a link of several words.
    ///
    /// On a page without a headline but with three such headings, a node directly in the body of the page counts as
    /// well.
    pub(super) fn is_in_box_of_teaser(&self, at: usize) -> bool {
        const MOST_LEVELS: usize = 6;
        if self.headline.is_none() && self.linked_headings.len() < 3 {
            return false;
        }
        for around in self.page.ancestors(at).take(MOST_LEVELS) {
            let range = around..self.page.nodes[around].end;
            if self.headline.is_some_and(|headline| range.contains(&headline)) {
                return false;
            }
            if matches!(self.page.name(around), "body" | "html" | "main") {
                return self.headline.is_none();
            }
            let first = self.linked_headings.partition_point(|heading| *heading < range.start);
            if self.linked_headings.get(first).is_some_and(|heading| range.contains(heading)) {
                return true;
            }
            if matches!(self.page.name(around), "li" | "tr") && self.has_long_link(range.clone()) {
                return true;
            }
        }
        false
    }

    /// True if a range of nodes has a link of several words.
    fn has_long_link(&self, range: std::ops::Range<usize>) -> bool {
        const MOST_NODES: usize = 200;
        const FEWEST_WORDS: usize = 4;
        const LONGEST: usize = 300;
        range.take(MOST_NODES).filter(|at| self.page.name(*at) == "a").any(|at| {
            let text = self.page.line(at, LONGEST).unwrap_or_default();
            text.split(' ').count() >= FEWEST_WORDS || (!text.is_ascii() && text.chars().count() >= 12)
        })
    }

    /// Returns the text of the element or text node after the element at `at`, if it has at most `most` bytes.
    pub(super) fn line_behind(&self, at: usize, most: usize) -> Option<String> {
        let parent = self.page.nodes[at].parent?;
        let end = self.page.nodes[parent].end;
        let mut next = self.page.nodes[at].end;
        while next < end {
            if self.page.element(next).is_some() {
                return self.page.line(next, most);
            }
            let text = self.page.seen(next).trim();
            if !text.trim_matches([':', ' ']).is_empty() {
                return (text.len() <= most).then(|| one_line(text));
            }
            next = self.page.nodes[next].end;
        }
        None
    }
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5")
}

/// True if a heading is a link, is in one or holds one, and is no count of comments.
fn leads_on(page: &Page<'_>, at: usize) -> bool {
    const MOST_NODES: usize = 50;
    let is_link = |at: usize| page.name(at) == "a" && page.attribute(at, "href").is_some();
    let has_link =
        (at + 1..page.nodes[at].end).take(MOST_NODES).any(is_link) || page.ancestors(at).take(2).any(is_link);
    has_link && !is_count(page.seen_between(at, page.nodes[at].end))
}

/// True if a heading is a count of comments: "12 Comments", "57人参与". "2022 Elections" is a headline.
fn is_count(heading: &str) -> bool {
    const MOST_WORDS: usize = 2;
    const MOST_SIGNS: usize = 12;
    const COMMENTS: [&str; 24] = [
        "comment",
        "komment",
        "coment",
        "commenti",
        "reactie",
        "reaction",
        "réaction",
        "response",
        "respuesta",
        "repl",
        "коммент",
        "yorum",
        "σχόλι",
        "评论",
        "評論",
        "参与",
        "參與",
        "回复",
        "留言",
        "跟帖",
        "コメント",
        "댓글",
        "تعليق",
        "תגוב",
    ];
    let heading = heading.trim();
    let is_of_comments = || {
        let lower = heading.to_lowercase();
        COMMENTS.iter().any(|word| lower.contains(word))
    };
    heading.starts_with(|c: char| c.is_ascii_digit())
        && is_of_comments()
        && heading.split_whitespace().count() <= MOST_WORDS
        && (heading.is_ascii() || heading.chars().count() <= MOST_SIGNS)
}

/// True if the mark-up of the element at `at` hides it.
fn hides(page: &Page<'_>, at: usize) -> bool {
    let Some(element) = page.element(at) else {
        return false;
    };
    if element.attr("hidden").is_some() {
        return true;
    }
    element.attr("style").is_some_and(|style| {
        let style: String = style.chars().filter(|c| !c.is_whitespace()).take(400).collect();
        style.to_ascii_lowercase().contains("display:none")
    })
}

/// True if the element at `at` is a caption, the top of the site, or an archive's bar.
fn is_excluded_part(page: &Page<'_>, at: usize, is_in_part: bool, is_capture: bool) -> bool {
    match page.name(at) {
        "" | "html" | "body" | "main" | "article" | "head" | "meta" | "time" => return false,
        "figure" | "figcaption" | "caption" | "template" => return true,
        "header" if !is_in_part => return true,
        "blockquote" if is_embedded_post(page, at) => return true,
        _ => {}
    }
    if let Some(id) = page.attribute(at, "id")
        && (BARS.contains(&id) || (is_capture && id == "HEADER"))
    {
        return true;
    }
    ["class", "id"].iter().filter_map(|name| page.attribute(at, name)).flat_map(str::split_ascii_whitespace).any(
        |name| {
            let name = name.to_ascii_lowercase();
            let starts = |part: &str| {
                name.match_indices(part).any(|(at, _)| at == 0 || !name.as_bytes()[at - 1].is_ascii_alphanumeric())
            };
            CAPTIONS.iter().chain(&OF_TODAY).any(|part| starts(part))
                || (!is_in_part && HEADS.iter().any(|part| starts(part)))
        },
    )
}

/// True if a quotation is the post of a social network.
fn is_embedded_post(page: &Page<'_>, at: usize) -> bool {
    const NAMES: [&str; 6] = ["tweet", "instagram", "tiktok", "mastodon", "bluesky", "embed"];
    page.attribute(at, "class").is_some_and(|names| NAMES.iter().any(|name| names.contains(name)))
}

/// Returns true if the element at `at` begins microdata of something other than the article: a comment, a picture.
/// `None` if it begins none.
fn is_of_another_item(page: &Page<'_>, at: usize) -> Option<bool> {
    const OTHERS: [&str; 9] = [
        "Comment",
        "UserComments",
        "ImageObject",
        "VideoObject",
        "AudioObject",
        "Product",
        "Event",
        "Review",
        "AggregateRating",
    ];
    page.element(at)?.attr("itemscope")?;
    let kind = page.attribute(at, "itemtype").unwrap_or("").trim_end_matches('/');
    Some(OTHERS.contains(&kind.rsplit('/').next().unwrap_or(kind)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_that_hold_no_date_of_the_article() {
        let tree = scraper::Html::parse_document(
            "<body><header><i id=a>9 March</i></header><div hidden><i id=b>x</i></div><article><h1>Tolls rise</h1>\
             <i id=c>c</i><figure><figcaption><i id=d>d</i></figcaption></figure>\
             <div style='color: red; display : none'><i id=e>e</i></div>\
             <div class=card><h2><a href=/x>Ferry late again</a></h2><p><i id=f>f</i></p></div>\
             <ul><li><a href=/y>Boats are free of charge now</a> <i id=g>g</i></li><li><i id=h>h</i></li></ul>\
             <div itemscope itemtype='https://schema.org/Comment'><i id=j>j</i></div></article></body>",
        );
        let page = Page::new(&tree);
        let headline = super::super::title::headline(&page, &["Tolls rise"], &|_| false);
        let zones = Zones::new(&page, headline.as_ref());
        let places = Places::new(&page, &zones, headline.as_ref(), false);
        let left: String = page
            .elements()
            .filter(|(at, element)| element.name() == "i" && places.is_of_article(*at) && !places.is_of_teaser(*at))
            .filter_map(|(_, element)| element.attr("id"))
            .collect();
        assert_eq!(left, "ch");
    }
}
