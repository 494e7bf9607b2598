//! Tests for each format: a folder of fixtures, and the expected data of its articles.
//!
//! To add a test, put a folder with the files and an `expected.txt` into `tests/fixtures/formats`.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail, and says when it is skipped")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use newsreader::article::{Article, ArticleDate, Body, How, Known, Problem};
use newsreader::corpus::{self, Corpus, FileChunk, Options, WalkItem};
use newsreader::extract::{self, Extracted};
use newsreader::index::{SegmentBuilder, SnapshotBuilder};
use newsreader::query;
use newsreader::text::safe::is_unsafe;
use proptest::prelude::*;

/// Returns all articles and problems of `folder`, in the order of their paths.
fn read_folder(folder: &Path, options: &Options) -> (Vec<Extracted>, Vec<Problem>) {
    let corpus = Corpus::Folder(folder.to_path_buf());
    let found = std::sync::Mutex::new(Vec::new());
    corpus::walk(&corpus, options, &|one| {
        found.lock().unwrap().push(one);
        true
    });
    let (mut articles, mut problems) = (Vec::new(), Vec::new());
    for one in found.into_inner().unwrap() {
        match one {
            WalkItem::Problem(problem) => problems.push(problem),
            WalkItem::File(file) => {
                corpus::split(&corpus, &file, &mut |piece| {
                    let of_piece = corpus::read(&corpus, &piece, options, &mut |record| {
                        articles.push(extract::article(record));
                    });
                    problems.extend(of_piece);
                    true
                });
            }
        }
    }
    problems.extend(articles.iter().filter_map(|read| read.problem.clone()));
    articles.sort_by(|a, b| newsreader::index::compare_paths(&a.article, &b.article));
    problems.sort_by(|a, b| (&a.path, a.line, &a.what).cmp(&(&b.path, b.line, &b.what)));
    (articles, problems)
}

fn line<T>(out: &mut String, name: &str, known: &Known<T>, show: impl Fn(&T) -> String) {
    if let Some(value) = known.value() {
        writeln!(out, "  {name}: {} ({}: {})", show(value), known.how().word(), known.because()).unwrap();
    }
}

/// Returns an article in the form of `expected.txt`.
fn describe(article: &Article, body: &Body) -> String {
    let mut out = format!("{} ({})\n", article.address.reference(), article.address.format.name());
    line(&mut out, "title", &article.title, ToString::to_string);
    line(&mut out, "date", &article.date, |date| match date.second_of_day {
        Some(second) => format!("{} {:02}:{:02}", date.iso(), second / 3600, second / 60 % 60),
        None => date.iso(),
    });
    line(&mut out, "source", &article.source, ToString::to_string);
    line(&mut out, "authors", &article.authors, |authors| authors.join(", "));
    // A language inferred from the words is a result of `extract::language`. A fixture tests only the fields.
    if article.language.how() != How::Inferred {
        line(&mut out, "language", &article.language, ToString::to_string);
    }
    if let Some(link) = &article.link {
        writeln!(out, "  link: {link}").unwrap();
    }
    if !article.replaced.is_none() {
        writeln!(out, "  replaced: {:?}", article.replaced).unwrap();
    }
    for text_line in body.plain().to_string().lines() {
        writeln!(out, "  | {text_line}").unwrap();
    }
    for block in &body.blocks {
        if let Some(aside) = block.boilerplate {
            writeln!(out, "  folded {}: {}", aside.name(), body.text_of(block)).unwrap();
        }
    }
    for text_line in body.page.lines() {
        writeln!(out, "  page: {text_line}").unwrap();
    }
    out
}

#[test]
fn every_format_gives_what_its_fixture_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats");
    let mut folders: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    assert!(folders.len() >= 15, "the fixtures are there");
    // The lines are those of `expected.txt`, which is not an article itself. `NEWSREADER_TEST_UPDATE=1` writes them
    // again. Read them before you keep them.
    let options = Options { exclude: vec!["expected.txt".into()], ..Options::default() };
    for folder in folders {
        let (articles, problems) = read_folder(&folder, &options);
        let mut found = String::new();
        for read in &articles {
            found += &describe(&read.article, &read.body);
            let corpus = Corpus::Folder(folder.clone());
            let opened = extract::open(&corpus, &read.article.address, &options).unwrap();
            assert_eq!(opened, read.body, "{} opens as it was read", read.article.address.reference());
        }
        for problem in problems.iter().filter(|problem| problem.path_text() != "expected.txt") {
            let place = problem.line.map_or(String::new(), |line| format!(":{line}"));
            writeln!(found, "{}{place} [{}] {}", problem.path_text(), problem.severity.heading(), problem.what)
                .unwrap();
        }
        if std::env::var_os("NEWSREADER_TEST_UPDATE").is_some() {
            fs::write(folder.join("expected.txt"), &found).unwrap();
        }
        let expected = fs::read_to_string(folder.join("expected.txt")).unwrap_or_default();
        assert_eq!(found, expected, "in {}", folder.display());
    }
}

#[test]
fn links_of_a_list_are_articles_where_they_are_asked_for() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats/link-lists");
    let options = Options { exclude: vec!["expected.txt".into()], link_lists: true, ..Options::default() };
    let (articles, problems) = read_folder(&folder, &options);
    let found: Vec<String> = articles
        .iter()
        .filter(|read| read.body.blocks.is_empty())
        .map(|Extracted { article, .. }| {
            let title = article.title.value().map_or("-", |title| title);
            let date = article.date.value().map_or("-".to_owned(), ArticleDate::iso);
            format!("{} {title} ({}) {date}", article.address.reference(), article.title.how().word())
        })
        .collect();
    assert_eq!(
        found,
        [
            "Bookmarks#1 Gänse am Kai (found) -",
            "Bookmarks#2 The mole stays (found) -",
            "bookmarks-2022-03-08.json#1 Geese back (found) -",
            "bookmarks-2022-03-08.json#2 Tolls rise (found) -",
            "bookmarks.html#1 Geese back (found) -",
            "bookmarks.html#2 Tolls rise (found) -",
            "gelesen.md#1 Gänse am Kai (found) -",
            "gelesen.md#2 Zoll steigt wieder (inferred) -",
            "one.txt#1 web.example/web/20220308/https://wire.example/geese (inferred) 2022-03-08",
            "tabs.txt#1 Geese stop a race (found) 2022-03-08",
            "tabs.txt#2 Tolls rise (found) -",
            "tabs.txt#3 Echo (found) -",
        ]
    );
    assert!(problems.iter().all(|problem| problem.path_text() == "expected.txt"), "{problems:?}");
    for read in &articles {
        let opened = extract::open(&Corpus::Folder(folder.clone()), &read.article.address, &options).unwrap();
        assert_eq!(opened, read.body);
    }
}

#[test]
fn tags_are_those_that_fields_give() {
    for (name, text, expected) in [
        (
            "a.json",
            r##"{"title": "Geese", "text": "They sat.", "keywords": "port, geese", "hashtags": ["#Quay", 7]}"##,
            "port (JSON `keywords`), geese (JSON `keywords`), Quay (JSON `hashtags`)",
        ),
        (
            "a.csv",
            "title,url,tags\nGeese,https://wire.example/a,port|swing bridge\n",
            "port (column `tags`), swing bridge (column `tags`)",
        ),
        (
            "a.md",
            "---\ntitle: Geese\ntags: [port, geese]\ncategory: News\n---\nThey sat.",
            "port (front matter `tags`), geese (front matter `tags`), News (front matter `category`)",
        ),
        (
            "a.xml",
            "<rss><channel><item><title>Geese</title><category>port</category><category>geese</category></item></channel></rss>",
            "port (the feed's `category`), geese (the feed's `category`)",
        ),
        (
            "a.html",
            "<html><head><meta name='keywords' content='port, geese'></head><body><p>The geese sat on the north quay.</p></body></html>",
            "port (the page's keywords), geese (the page's keywords)",
        ),
        ("a.txt", "The geese sat on the quay.", ""),
    ] {
        let file = corpus::MemoryFile { name: name.into(), bytes: text.as_bytes().to_vec() };
        let piece = FileChunk { path: Path::new(name).into(), n_bytes: text.len() as u64, lines: None };
        let mut found = Vec::new();
        corpus::read(&Corpus::Memory(file.into()), &piece, &Options::default(), &mut |record| {
            found.push(extract::article(record).article);
        });
        let tags: Vec<String> = found
            .iter()
            .flat_map(|article| &article.tags)
            .map(|tag| format!("{} ({})", tag.value().unwrap(), tag.because()))
            .collect();
        assert_eq!((found.len(), tags.join(", ").as_str()), (1, expected), "{name}");
    }
}

/// Returns the three real articles that the first version was built for. They may not be published, so they are not in
/// the repository. `None` if they are missing.
fn seeds() -> Option<Vec<Extracted>> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/seeds"));
    if !folder.is_dir() {
        println!("skipped: {} is not there", folder.display());
        return None;
    }
    let (articles, problems) = read_folder(folder, &Options::default());
    assert_eq!((articles.len(), problems.len()), (3, 0));
    Some(articles)
}

#[test]
fn the_seed_with_a_glued_date_keeps_its_letters() {
    let Some(seeds) = seeds() else { return };
    let Extracted { article, body, .. } = &seeds[0];
    assert_eq!((article.date.value().unwrap().iso().as_str(), article.date.how().word()), ("2022-03-11", "given"));
    assert_eq!(article.source.how().word(), "unknown");
    assert!(body.text.starts_with("Scott Kelly, a former NASA astronaut"));
    for text in ["Господин медведев", "“за заслуги в освоении космоса»", "https://t.co/n8jMTX34pW", "Russia’s", "– all"]
    {
        assert!(body.text.contains(text), "{text}");
    }
    assert!(article.replaced.is_none());
}

#[test]
fn the_seed_with_a_title_line_is_undated() {
    let Some(seeds) = seeds() else { return };
    let Extracted { article, body, .. } = &seeds[1];
    let title = "Former NASA astronaut Scott Kelly and Russian space chief engage in Twitter fight";
    assert_eq!(article.title, Known::given(title.into(), "the first line"));
    assert_eq!(article.date, Known::unknown());
    assert_eq!(
        (article.source.value().map(|source| &**source), article.source.how().word()),
        (Some("KSL.com"), "inferred")
    );
    let authors: Vec<&str> = article.authors.value().into_iter().flatten().map(|author| &**author).collect();
    assert_eq!(
        (authors.as_slice(), article.authors.how().word()),
        (&["Kristin Fisher", "Jackie Wattles"][..], "found")
    );
    let evidence = article.date_evidence.as_ref().expect("what speaks of its day");
    assert!(evidence.because.contains(&"line 25 Wednesday".into()), "{evidence:?}");
    assert!(evidence.because.contains(&"line 33 March 30".into()), "{evidence:?}");
    assert!(evidence.rejected.contains(&"line 3 Feb. 16, 2001, in a caption".into()), "{evidence:?}");
    let report = extract::date_report(article, body);
    let of_2001: Vec<_> = report.candidates.iter().filter(|candidate| candidate.text.contains("2001")).collect();
    assert!(!of_2001.is_empty() && of_2001.iter().all(|candidate| candidate.verdict == extract::Verdict::Rejected));
    assert!(body.text.starts_with("The International Space Station was photographed"));
}

#[test]
fn the_seed_with_a_caption_takes_its_title_from_the_sentence() {
    let Some(seeds) = seeds() else { return };
    let Extracted { article, body, .. } = &seeds[2];
    assert_eq!((article.date.value().unwrap().iso().as_str(), article.date.how().word()), ("2022-03-08", "given"));
    assert_eq!(article.title.how().word(), "inferred");
    assert_eq!(article.source, Known::found("CNN".into(), "the dateline"));
    assert!(article.title.value().unwrap().starts_with("An extraordinary war of words is taking place"));
    assert!(body.text.starts_with("Russia stops selling space rocket engines to the US 1:24"));
}

/// Checks the rows of the filter page about the seeds. It leaves out rows about stories and about inferred dates:
/// `is:inferred`, `date:~2022-03-12`, `tellings:>2`. Without them seed 001 is undated.
#[test]
fn filters_find_the_seeds() {
    let Some(seeds) = seeds() else { return };
    let mut builder = SegmentBuilder::default();
    for Extracted { article, body, facts, keep_body, .. } in seeds {
        builder.push(article, body, &facts, keep_body);
    }
    let mut snapshot = SnapshotBuilder::default();
    snapshot.push(builder.finish());
    let snapshot = snapshot.snapshot();
    for (filter, expected) in [
        ("kelly", "002 000 001"),
        ("medvedev meda", "000 001"),
        ("moron or asshole", "002 001"),
        ("\"war of words\"", "002 001"),
        ("medal -boeing", "000"),
        ("\"on your conscience\"", "002 001"),
        ("(spacex or embassy) -mother", "002"),
        ("медведев", "000"),
        ("lang:ru", "000"),
        (r"/\bSTS-\d+/", "001"),
        ("~medvedyev", "000 001"),
        ("link:t.co", "000"),
        ("quote:conscience", "002 001"),
        ("https://t.co/n8jMTX34pW", "000"),
        ("source:cnn", "002"),
        ("source:ksl", "001"),
        ("author:wattles", "001"),
        ("is:given", "002 000"),
        ("is:undated", "001"),
        ("has:title", "001"),
        ("has:author", "001"),
        ("date:2022-03-08", "002"),
        ("date:2022-03-09..", "000"),
        ("date:unknown", "001"),
        ("date:2001", ""),
        ("mentions:2001", "001"),
        ("words:>900", "001"),
        ("who:lueders", "002 001"),
        ("1:24", "002"),
        (r"/^t\.co$/", "000"),
        (r"/^rogozin's$/", "002 000 001"),
        ("who:~medvedyev", "000 001"),
    ] {
        let query = query::parse(filter, jiff::civil::date(2022, 3, 16));
        let mut search = query::Search::new(query, query::Sort::Oldest, None, &snapshot);
        let _ = search.extend(&snapshot, &|| false);
        let hits = search.hits(0);
        let paths = hits.rows.iter().map(|row| snapshot.article(row).address.path_text());
        let found: Vec<String> = paths.map(|path| path[..3].to_owned()).collect();
        assert_eq!(found.join(" "), expected, "{filter}");
    }
}

/// Returns random parts of files that are difficult to parse.
fn nasty() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..40),
        "\\PC{0,40}".prop_map(String::into_bytes),
        proptest::sample::select(vec![
            "---\n",
            "+++\n",
            "title: ",
            "title = \"",
            "date: 2022-02-30\n",
            "\n\n",
            "\r\n",
            " date 2022-03-11 ",
            "{\"title\": \"",
            "\"}",
            "[{",
            "]}",
            "\"text\": ",
            "null,",
            "<html><body>",
            "<p>",
            "</p>",
            "<div>",
            "<!--",
            "<title>",
            "data:image/png;base64,",
            "> ",
            "- ",
            "# ",
            "* * *\n",
            "| a | b |\n|---|---|\n",
            "[x](",
            "![",
            "**",
            "`",
            "```\n",
            "&amp;",
            "&#27;",
            "\\u001b",
            "\u{202e}",
            "\u{9b}31m",
            "\u{1b}]0;x\u{7}",
            "\u{2028}",
            "\u{feff}",
            "\0",
            "Title: x\n",
            "2022-03-11\n",
            "9 March 2022\n",
            "<rss><channel>",
            "<feed>",
            "<item>",
            "</item>",
            "<entry>",
            "<description>",
            "<![CDATA[",
            "]]>",
            "<!DOCTYPE x [<!ENTITY a \"b\">]>",
            "<content type='xhtml'>",
            "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [",
            "{{< ",
            " >}}",
            "{% raw %}",
            "{% comment %}",
            " %}",
            "[[",
            "]]",
            "{: .a}",
            "> [!note] ",
            "==",
            "%%",
            " ^a1b2c3\n",
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn assert_safe(text: &str) {
    assert!(!text.chars().any(is_unsafe), "{text:?}");
}

fn assert_safe_line(text: &str) {
    assert!(!text.chars().any(|c| is_unsafe(c) || c == '\n' || c == '\t'), "{text:?}");
}

proptest! {
    #[test]
    fn nothing_unsafe_comes_out_of_any_bytes(bytes in nasty()) {
        let folder = tempfile::tempdir().unwrap();
        let options = Options::default();
        let corpus = Corpus::Folder(folder.path().to_path_buf());
        for name in ["a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a.xml", "a"] {
            fs::write(folder.path().join(name), &bytes).unwrap();
            let piece = FileChunk { path: Path::new(name).into(), n_bytes: bytes.len() as u64, lines: None };
            let mut articles = Vec::new();
            let problems = corpus::read(&corpus, &piece, &options, &mut |record| articles.push(extract::article(record)));
            prop_assert!(!articles.is_empty() || !problems.is_empty(), "nothing is silent");
            for problem in problems.iter().chain(articles.iter().filter_map(|read| read.problem.as_ref())) {
                assert_safe_line(&problem.what);
                prop_assert_ne!(&*problem.what, corpus::PARSER_CRASHED, "{}", name);
            }
            for Extracted { article, body, .. } in &articles {
                assert_safe(&body.text);
                body.links.iter().for_each(|link| assert_safe_line(link));
                assert_safe_line(article.title.value().expect("every article has a name"));
                article.source.value().into_iter().for_each(|source| assert_safe_line(source));
                article.authors.value().into_iter().flatten().for_each(|author| assert_safe_line(author));
                article.language.value().into_iter().for_each(|language| assert_safe_line(language));
                article.link.iter().for_each(|link| assert_safe_line(link));
                for block in &body.blocks {
                    prop_assert!(body.text.is_char_boundary(block.range.start) && body.text.get(block.range.clone()).is_some());
                }
                for span in &body.spans {
                    prop_assert!(body.text.get(span.range.clone()).is_some());
                }
                let opened = extract::open(&corpus, &article.address, &options);
                prop_assert_eq!(opened.as_ref(), Ok(body));
            }
        }
    }
}
