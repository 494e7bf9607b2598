//! Recognises elements that a page hides by their own mark-up: preview lines, traps, boxes that a script would open.

use std::ops::Range;

use scraper::node::Element;

/// True if the mark-up of the element itself hides it.
pub(in crate::corpus::format) fn is_hidden(element: &Element) -> bool {
    // The value "until-found" means collapsed text: the browser's search opens it.
    element.attr("hidden").is_some_and(|value| !value.trim().eq_ignore_ascii_case("until-found"))
        || element.attr("style").is_some_and(hides)
}

/// True if a `style` attribute hides the element.
fn hides(style: &str) -> bool {
    // Nobody writes more declarations by hand. Later ones are not read.
    const MOST: usize = 60;
    let (mut is_flat, mut is_tiny, mut is_clear, mut is_placed, mut is_far) = (false, false, false, false, false);
    for declaration in style.split(';').take(MOST) {
        let Some((name, value)) = declaration.split_once(':') else {
            continue;
        };
        let name = name.trim();
        let value = value.trim();
        let value = value.split('!').next().unwrap_or(value).trim();
        let is = |wanted: &str| name.eq_ignore_ascii_case(wanted);
        let says = |wanted: &str| value.eq_ignore_ascii_case(wanted);
        if (is("display") && says("none"))
            || (is("visibility") && (says("hidden") || says("collapse")))
            || (is("mso-hide") && says("all"))
        {
            return true;
        }
        is_flat |= (is("max-height") || is("height")) && is_at_most_a_pixel(value);
        is_tiny |= is("font-size") && is_at_most_a_pixel(value);
        is_clear |= (is("opacity") && value.parse::<f32>().is_ok_and(|value| value <= 0.0))
            || (is("color") && says("transparent"));
        is_placed |= is("position") && (says("absolute") || says("fixed"));
        is_far |= (is("left") || is("top") || is("right"))
            && value.starts_with('-')
            && number(&value[1..]).is_some_and(|value| value >= 999.0);
    }
    // One of these alone is layout: boxes in mail have no font size, and texts fade in from transparent.
    (is_flat && (is_tiny || is_clear)) || (is_tiny && is_clear) || (is_placed && is_far)
}

fn is_at_most_a_pixel(value: &str) -> bool {
    number(value).is_some_and(|value| value <= 1.0)
        && !value.ends_with('%')
        && !value.to_ascii_lowercase().ends_with("em")
}

/// Returns the number that a length begins with.
fn number(length: &str) -> Option<f32> {
    let end = length.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(length.len());
    length[..end].parse().ok()
}

/// The amount of running text on a page, up to each text that is long enough for a sentence.
#[derive(Default)]
pub(super) struct RunningText {
    /// The node of each such text, and the bytes of all of them up to its end.
    sums: Vec<(usize, usize)>,
}

impl RunningText {
    /// Adds the text at the node `at` if it is as long as a sentence. Texts must be added in order.
    pub(super) fn add(&mut self, at: usize, text: &str) {
        const SHORTEST: usize = 60;
        let length = text.trim().len();
        if length >= SHORTEST {
            self.sums.push((at, self.all() + length));
        }
    }

    fn all(&self) -> usize {
        self.sums.last().map_or(0, |(_, sum)| *sum)
    }

    /// Returns the bytes of running text before the node `at`.
    fn before(&self, at: usize) -> usize {
        let n_before = self.sums.partition_point(|(node, _)| *node < at);
        n_before.checked_sub(1).map_or(0, |last| self.sums[last].1)
    }

    /// True if the `nodes` of `element` hold most of the running text of the page.
    ///
    /// Such an element is not treated as hidden, whatever its mark-up says: a script would have shown it.
    pub(super) fn is_mostly_in(&self, element: &Element, nodes: &Range<usize>) -> bool {
        // Boxes that stay hidden until the user opens them, however long their text is.
        const BOXES: [&str; 12] = [
            "cookie", "consent", "gdpr", "privacy", "modal", "popup", "dialog", "overlay", "lightbox", "menu", "nav",
            "comment",
        ];
        let within = self.before(nodes.end) - self.before(nodes.start);
        let names = ["class", "id"].iter().filter_map(|name| element.attr(name));
        within * 2 > self.all()
            && !names.map(str::to_ascii_lowercase).any(|names| BOXES.iter().any(|part| names.contains(part)))
    }
}

/// True for characters that show nothing and separate nothing: soft hyphens, and the joiners with which senders of mail
/// fill lines.
pub(in crate::corpus::format) fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{34f}' | '\u{2060}' | '\u{feff}' | '\u{180e}')
}

/// True if `text` shows nothing: it is white space and characters that have a meaning only between letters.
pub(in crate::corpus::format) fn is_blank(text: &str) -> bool {
    text.chars().all(|character| {
        character.is_whitespace()
            || is_invisible(character)
            || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2061}'..='\u{2064}' | '\u{115f}' | '\u{1160}' | '\u{3164}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_that_take_an_element_out_of_sight() {
        for (style, expected) in [
            ("display:none", true),
            ("color: red; DISPLAY : None !important", true),
            ("visibility:hidden", true),
            ("mso-hide:all", true),
            ("max-height:0; overflow:hidden; opacity:0", true),
            ("font-size:1px;line-height:1px;max-height:0px", true),
            ("position:absolute; left:-9999px", true),
            ("font-size:0", false),
            ("opacity:0", false),
            ("max-height:0;overflow:hidden", false),
            ("left:-9999px", false),
            ("display:block", false),
            ("height:1.2em;font-size:0.9em;opacity:1", false),
            ("", false),
        ] {
            assert_eq!(hides(style), expected, "{style}");
        }
    }

    #[test]
    fn signs_that_show_nothing() {
        assert!(is_blank(" \u{34f}\u{200c}\u{a0}\u{ad}\u{feff}") && is_blank(""));
        assert!(!is_blank("\u{200c}a") && !is_blank("—"));
    }
}
