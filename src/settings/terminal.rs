//! What the terminal can show, from what the reader asked for and what the environment says.

use super::Environment;
use super::theme::ColorDepth;
use super::values::{Colors, GlyphChoice};

/// What the terminal was found to show, as `supports-color` answers; `None` is no colours or no terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DetectedColors {
    /// 256 colours.
    pub has_256: bool,
    /// 16 million.
    pub has_16m: bool,
}

/// How many colours to use.
///
/// `NO_COLOR` has been taken into `colors` when the settings were loaded, where its rank among flags, variables
/// and file is decided.
pub fn color_depth(colors: Colors, detected: Option<DetectedColors>) -> ColorDepth {
    match colors {
        Colors::TrueColor => ColorDepth::TrueColor,
        Colors::Ansi256 => ColorDepth::Ansi256,
        Colors::Ansi16 => ColorDepth::Ansi16,
        Colors::None => ColorDepth::None,
        Colors::Auto => match detected {
            None => ColorDepth::None,
            Some(DetectedColors { has_16m: true, .. }) => ColorDepth::TrueColor,
            Some(DetectedColors { has_256: true, .. }) => ColorDepth::Ansi256,
            Some(_) => ColorDepth::Ansi16,
        },
    }
}

/// The theme that `auto` stands for: `ink` or `paper`, by the terminal's background.
///
/// `is_light` is the terminal's own answer, where it gave one; else `COLORFGBG` is asked, whose last number is the
/// background, 7 or 15 for a light one; else the background is taken for dark.
pub fn theme_for_background(is_light: Option<bool>, environment: &Environment) -> &'static str {
    let is_light = is_light.unwrap_or_else(|| {
        let colors = environment.get("COLORFGBG").map(|colors| colors.to_string_lossy().into_owned());
        colors.as_deref().and_then(|colors| colors.rsplit(';').next()).is_some_and(|bg| bg == "7" || bg == "15")
    });
    if is_light { "paper" } else { "ink" }
}

/// Whether to draw in ASCII.
///
/// With `auto`: where the locale names a character set other than UTF-8, and on the Linux console, whose fonts
/// lack the eighth blocks. A locale that says nothing at all, as in most containers, is taken for UTF-8.
pub fn is_ascii(glyphs: GlyphChoice, environment: &Environment) -> bool {
    match glyphs {
        GlyphChoice::Ascii => true,
        GlyphChoice::Blocks => false,
        GlyphChoice::Auto => {
            let is_console = environment.get("TERM").is_some_and(|term| term == "linux");
            let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
                .iter()
                .find_map(|name| environment.get(*name).filter(|value| !value.is_empty()));
            let is_other = locale.is_some_and(|locale| {
                let locale = locale.to_string_lossy().to_lowercase();
                !locale.contains("utf-8") && !locale.contains("utf8") && (locale.contains('.') || is_c(&locale))
            });
            is_console || is_other
        }
    }
}

/// True if a locale in lower case is the one of programs rather than of people, which is ASCII by definition.
fn is_c(locale: &str) -> bool {
    locale == "c" || locale == "posix"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn auto_takes_what_the_terminal_has() {
        let detected = |has_256, has_16m| Some(DetectedColors { has_256, has_16m });
        assert_eq!(color_depth(Colors::Auto, None), ColorDepth::None);
        assert_eq!(color_depth(Colors::Auto, detected(false, false)), ColorDepth::Ansi16);
        assert_eq!(color_depth(Colors::Auto, detected(true, false)), ColorDepth::Ansi256);
        assert_eq!(color_depth(Colors::Auto, detected(true, true)), ColorDepth::TrueColor);
        assert_eq!(color_depth(Colors::Ansi16, detected(true, true)), ColorDepth::Ansi16);
        assert_eq!(color_depth(Colors::None, detected(true, true)), ColorDepth::None);
    }

    #[test]
    fn the_background_decides_between_ink_and_paper() {
        let with = |value: &str| Environment::from([("COLORFGBG".to_owned(), value.into())]);
        assert_eq!(theme_for_background(None, &Environment::new()), "ink");
        assert_eq!(theme_for_background(None, &with("0;15")), "paper");
        assert_eq!(theme_for_background(None, &with("15;default;0")), "ink");
        assert_eq!(theme_for_background(Some(true), &with("15;0")), "paper");
    }

    #[test]
    fn ascii_by_setting_and_locale() {
        let with = |name: &str, value: &str| Environment::from([(name.to_owned(), value.into())]);
        assert!(!is_ascii(GlyphChoice::Auto, &Environment::new()));
        assert!(!is_ascii(GlyphChoice::Auto, &with("LANG", "en_GB.UTF-8")));
        assert!(is_ascii(GlyphChoice::Auto, &with("LANG", "en_GB.ISO-8859-1")));
        assert!(is_ascii(GlyphChoice::Auto, &with("LC_ALL", "C")));
        assert!(!is_ascii(GlyphChoice::Auto, &with("LC_ALL", "C.UTF-8")));
        assert!(is_ascii(GlyphChoice::Auto, &with("TERM", "linux")));
        assert!(!is_ascii(GlyphChoice::Blocks, &with("TERM", "linux")));
        assert!(is_ascii(GlyphChoice::Ascii, &Environment::new()));
    }
}
