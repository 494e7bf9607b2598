//! The name that each host is shown under: the one that most of its articles give.
//!
//! Articles of one outlet name it in several ways. Some have its name in a field. Others have only its host, from their
//! address or their folder. An article that has only a host is shown under the name of that host. Names are counted
//! while articles are added and deleted, so no article is read for them. A host without a name takes no memory.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::sources::{Source, SourceText, SourceTexts, is_spelling};
use crate::article::Article;
use crate::corpus::outlets;
use crate::extract::source_host;

/// Names of the hosts in one snapshot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceNames {
    by_host: HashMap<Box<str>, Arc<HostName>>,
}

/// Name of a host, with the text in which `source:` looks for words.
#[derive(Debug, PartialEq, Eq)]
struct HostName {
    name: Box<str>,
    text: SourceText,
}

impl SourceNames {
    /// Returns the name to show for an article: its own name, else the name of its host, else the host. `None` if no
    /// source is known.
    ///
    /// It reads no file and takes less than a microsecond, so the screen thread may call it.
    pub fn shown<'a>(&'a self, article: &'a Article) -> Option<Cow<'a, str>> {
        let (name, host) = (article.source.value().map(|name| &**name), source_host(article));
        let shown = self.name_of(name, host.as_deref()).map(Cow::Borrowed);
        shown.or_else(|| host.map(|host| Cow::Owned(host.into_string())))
    }

    /// Returns the name to show for the articles of a source, as [`Self::shown`] does for one article.
    pub fn shown_source<'a>(&'a self, source: &'a Source) -> Option<&'a str> {
        self.name_of(source.name.as_deref(), source.host.as_deref()).or(source.host.as_deref())
    }

    fn name_of<'a>(&'a self, name: Option<&'a str>, host: Option<&str>) -> Option<&'a str> {
        match host {
            Some(host) if name.is_none_or(|name| is_spelling(name, host)) => {
                let known = self.by_host.get(host).map(|known| &*known.name);
                known.or_else(|| name.map(outlets::site))
            }
            _ => name,
        }
    }

    /// True if `is_it` accepts one of the texts of a source: its name, its host or the name it is shown under.
    pub fn any_text(&self, texts: &SourceTexts, is_it: impl Fn(&SourceText) -> bool) -> bool {
        let of_host = || texts.unnamed_host.as_deref().and_then(|host| self.by_host.get(host));
        texts.own.iter().any(&is_it) || of_host().is_some_and(|known| is_it(&known.text))
    }

    /// Returns the texts of the names that a host has in only one of `self` and `other`.
    pub fn differing<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a SourceText> {
        self.missing_in(other).chain(other.missing_in(self))
    }

    fn missing_in<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a SourceText> {
        let own = self.by_host.iter().filter(move |(host, name)| other.by_host.get(*host) != Some(*name));
        own.map(|(_, name)| &name.text)
    }

    fn set(&mut self, host: Box<str>, name: Option<&str>) {
        match name {
            Some(name) => {
                self.by_host.insert(host, Arc::new(HostName { name: name.into(), text: SourceText::new(name) }));
            }
            None => {
                self.by_host.remove(&host);
            }
        }
    }
}

/// Counts the articles of each host by name.
#[derive(Clone, Debug, Default)]
pub struct NameCounter {
    by_host: HashMap<Box<str>, HostCounts>,
    /// Hosts whose name has changed since the last [`Self::update`].
    changed: BTreeSet<Box<str>>,
}

#[derive(Clone, Debug, Default)]
struct HostCounts {
    n_articles: HashMap<Box<str>, u32>,
    /// The name with the highest rank, which is shown.
    first: Option<Box<str>>,
}

/// Names of a host, each with its number of articles.
pub type CountedNames = Vec<(Box<str>, u32)>;

impl NameCounter {
    /// Restores a counter from the counts that [`Self::counts`] returned.
    pub fn from_counts(counts: impl IntoIterator<Item = (Box<str>, CountedNames)>) -> Self {
        let by_host = counts.into_iter().map(|(host, names)| {
            let mut counts = HostCounts { n_articles: names.into_iter().collect(), first: None };
            counts.first = counts.find_first(&host);
            (host, counts)
        });
        Self { by_host: by_host.collect(), changed: BTreeSet::new() }
    }

    /// Returns all counts, sorted by host and name.
    pub fn counts(&self) -> Vec<(Box<str>, CountedNames)> {
        let mut hosts: Vec<_> = self.by_host.iter().collect();
        hosts.sort_unstable_by_key(|(host, _)| *host);
        let with_names = hosts.into_iter().map(|(host, counts)| {
            let names = counts.n_articles.iter().map(|(name, n_articles)| (name.clone(), *n_articles));
            let mut names: CountedNames = names.collect();
            names.sort_unstable();
            (host.clone(), names)
        });
        with_names.collect()
    }

    /// Returns the names of all hosts.
    pub fn names(&self) -> SourceNames {
        let mut names = SourceNames::default();
        for (host, counts) in &self.by_host {
            names.set(host.clone(), counts.first.as_deref());
        }
        names
    }

    /// Updates `names`, which must be as the last call left them.
    pub fn update(&mut self, names: &mut Arc<SourceNames>) {
        if self.changed.is_empty() {
            return;
        }
        let names = Arc::make_mut(names);
        for host in std::mem::take(&mut self.changed) {
            let first = self.by_host.get(&host).and_then(|counts| counts.first.as_deref());
            names.set(host, first);
        }
    }

    /// Adds `n_articles` articles of a source.
    pub fn add(&mut self, source: &Source, n_articles: u32) {
        let Some((host, name)) = counted(source).filter(|_| n_articles > 0) else { return };
        let counts = self.by_host.entry(host.into()).or_default();
        *counts.n_articles.entry(name.into()).or_default() += n_articles;
        let is_first = counts.first.as_deref().is_none_or(|first| counts.rank(host, name) > counts.rank(host, first));
        if is_first {
            counts.first = Some(name.into());
            self.changed.insert(host.into());
        }
    }

    /// Removes one article of a source.
    pub fn remove(&mut self, source: &Source) {
        let Some((host, name)) = counted(source) else { return };
        let Some(counts) = self.by_host.get_mut(host) else { return };
        let Some(n_articles) = counts.n_articles.get_mut(name) else { return };
        *n_articles = n_articles.saturating_sub(1);
        if *n_articles == 0 {
            counts.n_articles.remove(name);
        }
        if counts.first.as_deref() == Some(name) {
            counts.first = counts.find_first(host);
            if counts.first.as_deref() != Some(name) {
                self.changed.insert(host.into());
            }
        }
        if counts.n_articles.is_empty() {
            self.by_host.remove(host);
        }
    }
}

impl HostCounts {
    /// Returns the rank of a name. The name with the highest rank is shown. A name ranks above a spelling of the host,
    /// then a more frequent name above a less frequent one, then an earlier name in the alphabet above a later one.
    fn rank<'name>(&self, host: &str, name: &'name str) -> (bool, u32, Reverse<&'name str>) {
        let n_articles = self.n_articles.get(name).copied().unwrap_or(0);
        (!is_spelling(name, host), n_articles, Reverse(name))
    }

    fn find_first(&self, host: &str) -> Option<Box<str>> {
        let ranked = self.n_articles.keys().map(|name| (self.rank(host, name), name));
        ranked.max().map(|(_, name)| name.clone())
    }
}

/// Returns the host and the name that an article of a source is counted for. The name comes from a field, or is a
/// spelling of the host with capitals, such as `KSL.com`.
fn counted(source: &Source) -> Option<(&str, &str)> {
    let (host, name) = (source.host.as_deref()?, source.name.as_deref()?);
    if !is_spelling(name, host) {
        return source.is_given.then_some((host, name));
    }
    let spelled = outlets::site(name);
    (spelled != host).then_some((host, spelled))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn source(name: &str, host: &str, is_given: bool) -> Source {
        let text = |text: &str| (!text.is_empty()).then(|| text.into());
        Source { name: text(name), host: text(host), is_given }
    }

    /// Checks the name that the last of `sources` is shown under.
    #[track_caller]
    fn check(sources: &[(&str, &str, bool)], expected: &str) {
        let mut counter = NameCounter::default();
        let sources: Vec<Source> = sources.iter().map(|(name, host, given)| source(name, host, *given)).collect();
        for source in &sources {
            counter.add(source, 1);
        }
        let names = counter.names();
        assert_eq!(names.shown_source(sources.last().unwrap()).unwrap_or_default(), expected, "{sources:?}");
    }

    #[test]
    fn the_articles_of_a_host_are_shown_under_its_most_frequent_name() {
        const HOST: &str = "harbourwire.example";
        let (wire, desk) = (("Harbour Wire", HOST, true), ("Wire Desk", HOST, true));
        let bare = (HOST, HOST, false);
        check(&[bare], HOST);
        check(&[("www.harbourwire.example", HOST, true)], HOST);
        check(&[("en.HarbourWire.example", HOST, true)], "HarbourWire.example");
        check(&[wire, bare], "Harbour Wire");
        check(&[wire, desk, desk, bare], "Wire Desk");
        // Of two equally frequent names, the first in the alphabet is shown.
        check(&[desk, wire, bare], "Harbour Wire");
        check(&[desk, desk, wire], "Harbour Wire");
        // An agency in a dateline is not a name of the host.
        check(&[("AP", HOST, false), bare], HOST);
        // A name ranks above any spelling of the host.
        let spelled = ("HarbourWire.example", HOST, false);
        check(&[spelled, spelled, bare], "HarbourWire.example");
        check(&[spelled, spelled, wire, spelled], "Harbour Wire");
        check(&[("Harbour Wire", "", true), ("Quay Post", "", true)], "Quay Post");
        check(&[("", HOST, false)], HOST);
    }

    proptest! {
        #[test]
        fn names_brought_up_to_date_are_those_counted_anew(
            steps in proptest::collection::vec((0_usize..7, proptest::bool::weighted(0.7), any::<bool>()), 0..60),
        ) {
            let known = [
                ("Harbour Wire", "a.example", true),
                ("Wire Desk", "a.example", true),
                ("A.example", "a.example", false),
                ("a.example", "a.example", true),
                ("Quay Post", "b.example", true),
                ("Quay Post", "a.example", true),
                ("Post", "b.example", false),
            ].map(|(name, host, is_given)| source(name, host, is_given));
            let mut counter = NameCounter::default();
            let mut names = Arc::new(SourceNames::default());
            let mut there: Vec<usize> = Vec::new();
            for (at, is_added, is_updated) in steps {
                if is_added {
                    counter.add(&known[at], 1);
                    there.push(at);
                } else if !there.is_empty() {
                    counter.remove(&known[there.remove(at % there.len())]);
                }
                if is_updated {
                    counter.update(&mut names);
                }
            }
            counter.update(&mut names);
            let mut anew = NameCounter::default();
            for at in &there {
                anew.add(&known[*at], 1);
            }
            prop_assert_eq!(&*names, &anew.names());
            prop_assert_eq!(counter.counts(), anew.counts());
            prop_assert_eq!(NameCounter::from_counts(counter.counts()).names(), anew.names());
        }
    }
}
