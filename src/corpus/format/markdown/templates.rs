//! Removes the templates of site generators from a text: Hugo's shortcodes, Liquid's tags, kramdown's attributes.

/// The longest tag, in bytes. A longer one is text with a brace in it.
const LONGEST: usize = 4096;
/// The longest text between a tag and its end tag, in bytes: a comment, code.
const LONGEST_PAIR: usize = 64 * 1024;

/// Reads the tag at the beginning of `rest`: adds the words in it to `plain` and returns its length.
pub(super) fn take(rest: &str, plain: &mut String) -> Option<usize> {
    if rest.starts_with("{{/*") {
        return within(rest, LONGEST_PAIR).find("*/}}").map(|end| end + 4);
    }
    for (open, close) in [("{{<", ">}}"), ("{{%", "%}}")] {
        if rest.starts_with(open) {
            return shortcode(rest, close, plain);
        }
    }
    if rest.starts_with("{{") {
        let end = within(rest, LONGEST).find("}}")?;
        push_output(rest[2..end].trim_matches(['-', '{', ' ', '\n', '\t']), plain);
        // Three braces mean the same as two, for a text that is not escaped.
        return Some(end + 2 + usize::from(rest.starts_with("{{{") && rest[end + 2..].starts_with('}')));
    }
    if rest.starts_with("{%") {
        return liquid(rest, plain);
    }
    attributes(rest, plain)
}

/// Returns the start of a text, at most `most` bytes.
fn within(text: &str, most: usize) -> &str {
    &text[..text.floor_char_boundary(most)]
}

/// Reads `{{< name … >}}` of Hugo.
fn shortcode(rest: &str, close: &str, plain: &mut String) -> Option<usize> {
    // The search begins after the opening mark, because that mark may contain the first letter of the closing mark.
    let end = 3 + within(&rest[3..], LONGEST).find(close)?;
    let inner = rest[3..end].trim();
    let length = end + 3;
    if let Some(shown) = inner.strip_prefix("/*").and_then(|inner| inner.strip_suffix("*/")) {
        // Hugo shows such a shortcode and does not execute it.
        plain.push_str(&rest[..3]);
        plain.push_str(shown);
        plain.push_str(close);
        return Some(length);
    }
    let (name, arguments) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    if name == "highlight" {
        let ends = ["{{< /highlight >}}", "{{</highlight>}}", "{{% /highlight %}}"];
        return push_code(&rest[length..], &ends, plain).map(|code| length + code);
    }
    push_words(name, arguments, rest[length..].starts_with(['\n', '\r']), plain);
    Some(length)
}

/// Reads `{% name … %}` of Liquid and similar languages.
fn liquid(rest: &str, plain: &mut String) -> Option<usize> {
    let end = 2 + within(&rest[2..], LONGEST).find("%}")?;
    let inner = rest[2..end].trim_matches(['-', ' ', '\n', '\t']);
    let length = end + 2;
    let (name, arguments) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    let after = &rest[length..];
    match name {
        "comment" => {
            let at = within(after, LONGEST_PAIR).find("endcomment")?;
            return Some(length + at + within(&after[at..], LONGEST).find("%}")? + 2);
        }
        "raw" => {
            if let Some(at) = within(after, LONGEST_PAIR).find("endraw")
                && let Some(start) = after[..at].rfind("{%")
                && let Some(mark) = literal_mark(&after[start..])
            {
                plain.push_str(&after[..start]);
                return Some(length + start + mark);
            }
        }
        "highlight" => {
            let ends = ["{% endhighlight %}", "{%endhighlight%}"];
            return push_code(after, &ends, plain).map(|code| length + code);
        }
        _ => push_words(name, arguments, after.starts_with(['\n', '\r']), plain),
    }
    Some(length)
}

/// Returns the length of the mark at the beginning of `rest`, if the mark begins or ends literal text.
pub(super) fn literal_mark(rest: &str) -> Option<usize> {
    const LONGEST: usize = 24;
    let inner = within(rest, LONGEST).strip_prefix("{%")?;
    let end = inner.find("%}")?;
    matches!(inner[..end].trim_matches(['-', ' ']), "raw" | "endraw").then_some(end + 4)
}

/// Adds code up to its end tag, and returns the length of both.
fn push_code(after: &str, ends: &[&str], plain: &mut String) -> Option<usize> {
    let looked_at = within(after, LONGEST_PAIR);
    let (length, mark) = ends.iter().filter_map(|end| Some((looked_at.find(end)?, end.len()))).min()?;
    plain.push_str("\n```\n");
    plain.push_str(after[..length].trim_matches(['\n', '\r']));
    plain.push_str("\n```\n");
    Some(length + mark)
}

/// Adds the words of a tag that a visitor of the site would see: a caption, or the description of the picture. If the
/// tag is alone on its line, the words become a paragraph.
fn push_words(name: &str, arguments: &str, is_line_end: bool, plain: &mut String) {
    let arguments = Arguments::of(arguments);
    if is_in_address(plain) {
        let address = arguments.named(&["href", "url", "src", "path"]).or(arguments.positional.first().copied());
        plain.push_str(address.unwrap_or("").trim());
        return;
    }
    let is_picture = ["image", "img", "figure", "picture", "photo"].iter().any(|word| name.contains(word));
    // The first text of a picture names its file. Of the texts after it, one with several words is the description.
    let described = || {
        let words = arguments.positional.iter().skip(1).filter(|text| text.contains(' '));
        words.max_by_key(|text| text.len()).copied()
    };
    let words = arguments
        .named(&["caption", "title", "heading", "quote", "text", "alt"])
        .or_else(|| if is_picture { described() } else { None });
    let Some(words) = words.map(str::trim) else {
        return;
    };
    let is_line = is_line_end && plain.ends_with('\n');
    if is_line {
        plain.push('\n');
    }
    plain.push_str(words);
    if is_line {
        plain.push('\n');
    }
}

/// Adds the output of `{{ … }}` if it is known from the text alone: a text in quotation marks.
fn push_output(inner: &str, plain: &mut String) {
    let (value, filters) = inner.split_once('|').unwrap_or((inner, ""));
    let value = value.trim();
    let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
        return;
    };
    let Some(text) = value[1..].strip_suffix(quote) else {
        return;
    };
    let is_picture = ["photo", "image", "img", "icon", "asset"].iter().any(|word| filters.contains(word));
    if is_in_address(plain) || !is_picture {
        plain.push_str(text);
    }
}

/// True if the text after `plain` is in the address of a link or a picture, or in a value of a tag.
fn is_in_address(plain: &str) -> bool {
    const LOOKED_AT: usize = 256;
    let before = &plain[plain.floor_char_boundary(plain.len().saturating_sub(LOOKED_AT))..];
    let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    let is_open =
        |mark: &str, ends: &[char]| line.rfind(mark).is_some_and(|at| !line[at + mark.len()..].contains(ends));
    is_open("](", &[')', ' ']) || is_open("=\"", &['"']) || is_open("='", &['\''])
}

/// The arguments of a tag: texts by name and texts by place.
#[derive(Debug, Default)]
struct Arguments<'text> {
    named: Vec<(&'text str, &'text str)>,
    positional: Vec<&'text str>,
}

impl<'text> Arguments<'text> {
    fn of(text: &'text str) -> Self {
        let mut arguments = Self::default();
        let mut rest = text.trim_start_matches([' ', ',', '\n', '\t', '\r']);
        while !rest.is_empty() {
            let name_end = rest.find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').unwrap_or(rest.len());
            let name = &rest[..name_end];
            let after = rest[name_end..].trim_start();
            let value = after.strip_prefix(['=', ':']).filter(|_| !name.is_empty());
            let (text, after) = value_at(value.map_or(rest, str::trim_start));
            match value {
                Some(_) => arguments.named.push((name, text)),
                None => arguments.positional.push(text),
            }
            rest = after.trim_start_matches([' ', ',', '\n', '\t', '\r']);
        }
        arguments
    }

    /// Returns the text of the first of these names that has one.
    fn named(&self, names: &[&str]) -> Option<&'text str> {
        names.iter().find_map(|name| {
            let found =
                self.named.iter().find(|(other, value)| other.eq_ignore_ascii_case(name) && !value.trim().is_empty());
            found.map(|(_, value)| *value)
        })
    }
}

/// Returns the value at the beginning of `text`, in quotation marks or up to a space, and the text after it.
fn value_at(text: &str) -> (&str, &str) {
    match text.chars().next() {
        Some(quote @ ('"' | '\'' | '`' | '“')) => {
            let inner = &text[quote.len_utf8()..];
            let close = if quote == '“' { '”' } else { quote };
            inner.split_once(close).unwrap_or((inner, ""))
        }
        Some(first) => {
            let end = text.find([' ', ',', '\n', '\t']).unwrap_or(text.len()).max(first.len_utf8());
            (&text[..end], &text[end..])
        }
        None => ("", ""),
    }
}

/// Returns the length of attributes of kramdown and Pandoc: `{: .class}`, or `{.class}` and `{#name}` after a picture.
fn attributes(rest: &str, plain: &str) -> Option<usize> {
    const LONGEST: usize = 200;
    let end = within(rest, LONGEST).find('}')?;
    let inner = &rest[1..end];
    let (inner, is_kramdown) = match inner.strip_prefix(':') {
        Some(inner) => (inner.strip_prefix(':').unwrap_or(inner), true),
        None => (inner, false),
    };
    if !is_kramdown && !plain.ends_with(')') {
        return None;
    }
    let is_attribute = |word: &str| {
        word.starts_with(['.', '#']) && word.len() > 1
            || word.contains('=')
            || (is_kramdown
                && matches!(word, "toc" | "no_toc" | "comment" | "nomarkdown" | "/comment" | "/nomarkdown" | "/"))
    };
    let is_one = !inner.contains('\n') && !inner.trim().is_empty() && {
        // A value in quotation marks may have spaces in it.
        let mut in_quotes = false;
        inner.split_whitespace().all(|word| {
            let was_in_quotes = in_quotes;
            in_quotes ^= word.matches('"').count() % 2 == 1;
            was_in_quotes || is_attribute(word)
        })
    };
    is_one.then_some(end + 1)
}

/// Returns the length of kramdown's placeholder for a table of contents: an item, with `{:toc}` below it.
pub(super) fn table_of_contents(rest: &str) -> Option<usize> {
    let (line, after) = rest.split_once('\n')?;
    (line.len() < 60 && after.trim_start().starts_with("{:toc")).then_some(line.len())
}
