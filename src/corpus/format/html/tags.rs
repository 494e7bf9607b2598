//! Reads the tags of a page: its `keywords`, the tags of Open Graph, the keywords of JSON-LD.

use std::borrow::Cow;

use super::page::Page;
use crate::corpus::Field;
use crate::corpus::format::tags::push_tags;

/// Returns the tags that a page gives its article.
pub(super) fn read(page: &Page<'_>) -> Vec<Field> {
    const NAMES: [(&str, &str); 5] = [
        ("article:tag", "the page's article:tag"),
        ("news_keywords", "the page's news_keywords"),
        ("keywords", "the page's keywords"),
        ("parsely-tags", "the page's parsely-tags"),
        ("article:section", "the page's article:section"),
    ];
    let mut tags = Vec::new();
    for (wanted, because) in NAMES {
        for at in page.named("meta") {
            let names = ["property", "name", "itemprop"].into_iter().filter_map(|name| page.attribute(at, name));
            if names.into_iter().any(|name| name.trim().eq_ignore_ascii_case(wanted))
                && let Some(content) = page.attribute(at, "content")
            {
                push_tags(content, &Cow::Borrowed(because), &mut tags);
            }
        }
        if wanted == "article:tag" {
            of_json_ld(page, &mut tags);
        }
    }
    tags
}

/// Adds the `keywords` of JSON-LD: a text, or a list of texts or of terms with names.
fn of_json_ld(page: &Page<'_>, tags: &mut Vec<Field>) {
    const BECAUSE: Cow<'static, str> = Cow::Borrowed("JSON-LD `keywords`");
    const MOST: usize = 16;
    let is_json_ld = |at: &usize| page.attribute(*at, "type").is_some_and(|kind| kind.contains("ld+json"));
    for at in page.named("script").filter(is_json_ld).take(MOST) {
        let Ok(value) = serde_json::from_str::<serde_json::Value>(&page.raw(at)) else {
            continue;
        };
        let graph = value.get("@graph").and_then(serde_json::Value::as_array);
        let objects = graph.or_else(|| value.as_array()).map_or(std::slice::from_ref(&value), Vec::as_slice);
        for keywords in objects.iter().filter_map(|object| object.get("keywords")) {
            let list = keywords.as_array().map_or(std::slice::from_ref(keywords), Vec::as_slice);
            for keyword in list {
                if let Some(text) = keyword.as_str().or_else(|| keyword.get("name")?.as_str()) {
                    push_tags(text, &BECAUSE, tags);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_of_a_page() {
        let tags = |html: &str| -> Vec<(String, String)> {
            let tree = scraper::Html::parse_document(html);
            read(&Page::new(&tree)).into_iter().map(|tag| (tag.text, tag.because.into_owned())).collect()
        };
        let tag = |text: &str, because: &str| (text.to_owned(), because.to_owned());
        assert_eq!(
            tags(
                "<meta name=Keywords content='Hafen, Gänse'><meta property='article:tag' content='Zoll'>\
                  <script type='application/ld+json'>{\"@graph\": [{\"keywords\": [\"Fähre\", {\"name\": \"Mole\"}]}]}</script>"
            ),
            [
                tag("Zoll", "the page's article:tag"),
                tag("Fähre", "JSON-LD `keywords`"),
                tag("Mole", "JSON-LD `keywords`"),
                tag("Hafen", "the page's keywords"),
                tag("Gänse", "the page's keywords"),
            ]
        );
        assert!(tags("<meta name=description content='a, b'><script type='application/ld+json'>{</script>").is_empty());
    }
}
