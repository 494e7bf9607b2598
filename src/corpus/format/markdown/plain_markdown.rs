//! Converts the Markdown of site generators and note-takers to plain Markdown, without their additions to the language.
//!
//! Markup is removed, and the words in it are kept. Code is kept as it is, because a text about a template language
//! shows templates there.

use std::borrow::Cow;

use super::{templates, wiki};

/// Returns the text as plain Markdown.
pub(super) fn plain_markdown(text: &str) -> Cow<'_, str> {
    if !may_have_more(text) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let (mut start, mut at) = (0, 0);
    let mut fence: Option<&str> = None;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_start();
        let mark = &trimmed[..trimmed.bytes().take_while(|byte| matches!(byte, b'`' | b'~')).count()];
        match fence {
            None if mark.len() >= 3 && (mark.starts_with("```") || mark.starts_with("~~~")) => {
                push_prose(&text[start..at], &mut plain);
                start = at;
                fence = Some(mark);
            }
            Some(open) if mark.starts_with(open) && trimmed[mark.len()..].trim().is_empty() => {
                push_code(&text[start..at + line.len()], &mut plain);
                start = at + line.len();
                fence = None;
            }
            _ => {}
        }
        at += line.len();
    }
    match fence {
        Some(_) => push_code(&text[start..], &mut plain),
        None => push_prose(&text[start..], &mut plain),
    }
    Cow::Owned(plain)
}

/// True if a text may have something that plain Markdown does not have. Nearly all texts have nothing of the kind.
fn may_have_more(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr3_iter(b'{', b'[', b'%', bytes).any(|at| {
        matches!(
            (bytes[at], bytes.get(at + 1)),
            (b'{', Some(b'{' | b'%' | b':' | b'.' | b'#')) | (b'[', Some(b'[' | b'!')) | (b'%', Some(b'%'))
        ) || (bytes[at] == b'{' && at > 0 && bytes[at - 1] == b')')
    }) || memchr::memchr2_iter(b'=', b'^', bytes)
        .any(|at| (bytes[at] == b'^' && at > 0 && bytes[at - 1] == b' ') || bytes[at..].starts_with(b"=="))
}

/// Adds a block of code. Only the marks that make text literal are removed from it.
fn push_code(code: &str, plain: &mut String) {
    let mut rest = code;
    while let Some(at) = rest.find("{%") {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(length) = templates::literal_mark(rest) {
            rest = &rest[length..];
        } else {
            plain.push_str("{%");
            rest = &rest[2..];
        }
    }
    plain.push_str(rest);
}

/// The most marks of a text that are searched for an end that does not exist. Each search costs time. After that many
/// failed searches the rest of the text is added as it is.
const FRUITLESS_MAX: usize = 1000;

/// Adds running text without templates and wiki markup.
fn push_prose(text: &str, plain: &mut String) {
    let mut at = 0;
    let mut n_fruitless = 0;
    while let Some(length) = text[at..].find(['{', '[', '%', '=', '^', '`', '!', '*']) {
        plain.push_str(&text[at..at + length]);
        at += length;
        let rest = &text[at..];
        let is_line_start = plain.is_empty() || plain.ends_with('\n');
        let taken = match rest.as_bytes()[0] {
            b'`' => {
                let code = inline_code(rest);
                push_code(&rest[..code], plain);
                Some(code)
            }
            b'{' => templates::take(rest, plain),
            b'*' if is_line_start => templates::table_of_contents(rest),
            b'[' | b'!' | b'=' | b'%' | b'^' => wiki::take(rest, plain),
            _ => None,
        };
        let is_double = ["{{", "{%", "[[", "%%", "=="].iter().any(|mark| rest.starts_with(mark));
        let is_costly = (taken.is_none() && is_double) || templates::literal_mark(rest).is_some();
        n_fruitless += usize::from(is_costly);
        at += taken.unwrap_or_else(|| {
            plain.push_str(&rest[..1]);
            1
        });
        if n_fruitless > FRUITLESS_MAX {
            break;
        }
    }
    plain.push_str(&text[at..]);
}

/// Returns the length of the code on one line at the beginning of `text`. Backticks without an end are plain text.
fn inline_code(text: &str) -> usize {
    const LONGEST: usize = 4096;
    let mark = text.bytes().take_while(|byte| *byte == b'`').count();
    let inner = &text[mark..text.floor_char_boundary(mark + LONGEST)];
    let line = &inner[..inner.find('\n').unwrap_or(inner.len())];
    line.find(&text[..mark]).map_or(mark, |end| mark + end + mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_and_notes_become_markdown() {
        for (text, expected) in [
            ("Nothing [here](a.md) at 5 % of {all}.", "Nothing [here](a.md) at 5 % of {all}."),
            // Marks that are not tags: the opening mark contains the closing mark.
            ("Costs {%} more", "Costs {%} more"),
            ("Costs {{%}} more", "Costs {{%}} more"),
            // Hugo
            ("{{< figure src=\"a.jpg\" alt=\"A crane\" caption=\"The *crane* at dusk\" >}}\n", "The *crane* at dusk\n"),
            ("{{< img src=\"a.jpg\" alt=\"A crane\" >}}", "A crane"),
            ("{{% note %}}\nMind the step.\n{{% /note %}}", "\nMind the step.\n"),
            (
                "[old]({{< ref \"2014-01-02-quay.md\" >}}) and [new]({{% relref quay.md %}})",
                "[old](2014-01-02-quay.md) and [new](quay.md)",
            ),
            ("One.\n{{< img alt=\"A crane\" >}}\nTwo.", "One.\n\nA crane\n\nTwo."),
            ("{{< youtube 4xyz >}}Text{{/* hidden */}}", "Text"),
            ("Write {{</* figure */>}} there.", "Write {{< figure >}} there."),
            ("{{< figure\n  src='a.jpg'\n  caption='Two lines' >}}", "Two lines"),
            ("{{< highlight go >}}\nx := 1\n{{< /highlight >}}", "\n```\nx := 1\n```\n"),
            // Jekyll
            (
                "See [it]({{ site.baseurl }}/quay) or [that]({{ \"/mole/\" | url }}).",
                "See [it](/quay) or [that](/mole/).",
            ),
            ("![crane]({{ site.baseurl }}{% link assets/a.png %})", "![crane](assets/a.png)"),
            (
                "{% include figure.html src=\"a\" caption=\"The crane\" %} Said {{ \"Nell\" | team_link }}{{ \"nell\" | photo }}.",
                "The crane Said Nell.",
            ),
            ("{% image \"a.png\" \"A crane at dusk\" \"wide\" %}", "A crane at dusk"),
            ("{% highlight ruby %}\nputs 1\n{% endhighlight %}", "\n```\nputs 1\n```\n"),
            ("{% comment %}hidden {{ x }}{% endcomment %}Text", "Text"),
            ("{% if page.new %}New{% endif %}", "New"),
            ("{% raw %}{{ kept }}{% endraw %}", "{{ kept }}"),
            ("`{% raw %}{{ kept }}{% endraw %}` and `{{ kept }}`", "`{{ kept }}` and `{{ kept }}`"),
            ("```\n{{ kept }}\n```\n{{ gone }}", "```\n{{ kept }}\n```\n"),
            ("* TOC\n{:toc}\n\nText\n{: .lead}\n", "\n\n\nText\n\n"),
            ("A *word*{: .blue } and ![x](a.png){.wide width=50%}", "A *word* and ![x](a.png)"),
            ("A set {: of things } and f(x){ return }", "A set {: of things } and f(x){ return }"),
            // Obsidian
            ("See [[Quay|the quay]], [[Port/Mole]] and [[Mole#East]].", "See the quay, Mole and Mole > East."),
            ("![[crane.png|300]]![[crane.png|The crane]]![[Other note]]", "The crane"),
            ("As in [[1]](https://a.example).", "As in [[1]](https://a.example)."),
            ("> [!warning]- Mind the step\n> Text", "> **Mind the step**\n>\n> Text"),
            ("> [!note]\n> Text", "> **Note**\n>\n> Text"),
            ("A ==bright== light %%not for print%%. ^a1b2c3\nNext", "A bright light .\nNext"),
            ("a == b and 2 ^10\nTitle\n=====\n", "a == b and 2 ^10\nTitle\n=====\n"),
            ("broken {{ and {% and [[ and %% and {{< x", "broken {{ and {% and [[ and %% and {{< x"),
        ] {
            assert_eq!(plain_markdown(text), expected, "{text}");
        }
    }

    #[test]
    fn hostile_texts_take_no_longer() {
        for piece in
            ["{{", "{%", "[[", "%%x", "==x", "{{<", "`", "{:", "{% raw", "{% comment %}", "{{< highlight >}}", "![["]
        {
            let text = piece.repeat(200_000 / piece.len());
            let started = std::time::Instant::now();
            let _ = plain_markdown(&text);
            assert!(started.elapsed().as_secs() < 5, "{piece}");
        }
    }
}
