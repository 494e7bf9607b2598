//! The questions: slow filters, filters with repetitions, and filters at a limit of the filter language.

/// Words that are in nearly every text.
const STOP_WORDS: &[&str] =
    &["the", "of", "and", "to", "in", "that", "is", "was", "for", "on", "it", "with", "as", "he", "be", "at", "by"];

/// A filter to ask, and its name in the table.
pub struct Question {
    pub name: &'static str,
    pub filter: String,
}

fn stop_words(n_words: usize) -> String {
    let words: Vec<&str> = STOP_WORDS.iter().copied().cycle().take(n_words).collect();
    words.join(" ")
}

/// Returns words of two letters and a sign. The first 676 are different.
fn short_starts(n_words: usize, sign: &str) -> String {
    let letters = || (b'a'..=b'z').map(char::from);
    let words = letters().flat_map(|one| letters().map(move |other| format!("{one}{other}")));
    let words: Vec<String> = words.cycle().take(n_words).map(|word| word + sign).collect();
    words.join(" or ")
}

/// Returns all questions.
pub fn questions() -> Vec<Question> {
    let letters = || ('a'..='z').map(String::from);
    let any_of = |parts: Vec<String>| parts.join(" or ");
    let long_pattern = |letter: String| format!("/{letter}{}/", "(a|b[c-f]|\\w\\d?){1,9}".repeat(10));
    let mut questions: Vec<Question> =
        ["\"of the t*\"", "\"of t*\"", "\"the s*\"", "\"the a*\" -said", "\"said the s*\"", "\"government t*\""]
            .into_iter()
            .chain(["quote:s", "quote:\"the s*\"", "quote:/.*a.*/", "quote:the", "/.*a.*/", "/a/", "/^[^e]*$/", "/./"])
            .chain([
                "/[^e]{3}/",
                "/(ab|ba)+$/",
                "~government",
                "-/a/",
                "date:2021 /./",
                "/(?i)[^e]{3}$/",
                "zqzq /^[^e]*$/",
                "body:/a/",
                "body:/./",
                "body:/^[^e]*$/",
                "body:/a.*a/",
            ])
            .map(|filter| Question { name: filter, filter: filter.to_owned() })
            .collect();
    let mut add = |name, filter| questions.push(Question { name, filter });
    add("26 patterns joined by or", any_of(letters().map(|letter| format!("/{letter}.*{letter}/")).collect()));
    add(
        "26 patterns that must all match",
        letters().map(|letter| format!("/{letter}.*{letter}/ ")).collect::<Vec<_>>().concat(),
    );
    add(
        "16 patterns, each excluded",
        letters().take(16).map(|letter| format!("-/^{letter}.*q{letter}/ ")).collect::<Vec<_>>().concat(),
    );
    let with_typos = letters().take(16).map(|letter| format!("~{letter}overnment "));
    add("16 words with a typo", with_typos.collect::<Vec<_>>().concat());
    add("4,000 bytes of patterns", any_of(letters().take(16).map(long_pattern).collect()));
    add("a word of 4,000 letters", "a".repeat(4_000));
    add("a word of 5,000 letters", "a".repeat(5_000));
    add("a pattern of 4,000 letters", format!("/{}/", "a".repeat(4_000)));
    add("one pattern sixteen times", any_of(vec!["/^[^e]*$/".to_owned(); 16]));
    add("a phrase of 200 stop words", format!("\"{}\"", stop_words(200)));
    add("a phrase of 1,000 stop words", format!("\"{}\"", stop_words(1_000)));
    add("a phrase of 1,000 stop words and a start", format!("\"{} s*\"", stop_words(1_000)));
    add("a phrase of one word a thousand times", format!("\"{}\"", vec!["the"; 1_000].join(" ")));
    add("64 phrases of two stop words", any_of(stop_phrases(64)));
    add("a quotation of 1,000 stop words", format!("quote:\"{}\"", stop_words(1_000)));
    add("1,000 stop words", stop_words(1_000));
    add("one word a thousand times", vec!["the"; 1_000].join(" "));
    add("one word 580 times, or", vec!["the"; 580].join(" or "));
    add("one word 800 times, excluded", vec!["-the"; 800].join(" "));
    add("580 starts of two letters joined by or", short_starts(580, "*"));
    add("600 parts without a match", format!("zqzq {}", short_starts(600, "*").replace(" or ", " ")));
    add("title: with 900 words", format!("title:{}", short_starts(900, "").replace(" or ", ",")));
    let numbered = |n, part: &dyn Fn(usize) -> String, between| (0..n).map(part).collect::<Vec<_>>().join(between);
    add("path: with 500 globs, 16 of which count", format!("path:{}", numbered(500, &|at| format!("*{at}?j*"), ",")));
    add("path: with 700 parts, 16 of which count", format!("path:{}", numbered(700, &|at| format!("{at}j"), ",")));
    add(
        "date: with 350 days",
        format!("date:{}", numbered(350, &|at| format!("2021-{:02}-{:02}", 1 + at / 28 % 12, 1 + at % 28), ",")),
    );
    add("words: with 500 numbers", format!("words:{}", numbered(500, &|at| format!(">{}", 400 + at), ",")));
    add("source: with 500 names", format!("source:{}", numbered(500, &|at| format!("her{at}"), ",")));
    add("200 times like:, 16 of which count", numbered(200, &|at| format!("like:0001.jsonl#{}", 1 + at), " or "));
    add("one like: 200 times", numbered(200, &|_| "like:0001.jsonl#7".to_owned(), " or "));
    add("one stop word in 300 groups", numbered(300, &|at| format!("(the or z{at})"), " "));
    add("16 quotations of one word", vec!["quote:the"; 16].join(" or "));
    add("26 starts in quotations", any_of(letters().map(|letter| format!("quote:{letter}")).collect()));
    add("26 phrases that end in a start", any_of(letters().map(|letter| format!("\"the {letter}*\"")).collect()));
    add("a phrase of 1,200 characters", format!("\"{}\"", "一七丁丂".repeat(300)));
    questions
}

/// Returns phrases of two stop words, all different.
fn stop_phrases(n_phrases: usize) -> Vec<String> {
    let pairs = STOP_WORDS.iter().flat_map(|one| STOP_WORDS.iter().map(move |other| format!("\"{one} {other}\"")));
    pairs.take(n_phrases).collect()
}
