//! The capabilities of the terminal, from the settings and the environment.

use super::Environment;
use super::theme::ColorDepth;
use super::values::{Colors, GlyphChoice};

/// The colours that `supports-color` detected; `None` for no colours or no terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DetectedColors {
    pub has_256: bool,
    /// True for 16 million colours.
    pub has_16m: bool,
}

/// Returns the number of colours to use.
///
/// `NO_COLOR` is already in `colors`: its precedence among flags, variables and file is decided when the settings are
/// loaded.
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

/// Returns the theme that `auto` means: `ink` or `paper`, depending on the terminal's background.
///
/// `is_light` is the answer of the terminal, if there was one. Without it, `COLORFGBG` is used, whose last number is
/// the background: 7 or 15 is light. Without both, the background counts as dark.
pub fn theme_for_background(is_light: Option<bool>, environment: &Environment) -> &'static str {
    let is_light = is_light.unwrap_or_else(|| {
        let colors = environment.get("COLORFGBG").map(|colors| colors.to_string_lossy().into_owned());
        colors.as_deref().and_then(|colors| colors.rsplit(';').next()).is_some_and(|bg| bg == "7" || bg == "15")
    });
    if is_light { "paper" } else { "ink" }
}

/// True if the screen is drawn in ASCII.
///
/// With `auto`, ASCII is used if the locale names a character set other than UTF-8, and on the Linux console, whose
/// fonts lack the eighth blocks. Without any locale, as in most containers, UTF-8 is assumed.
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

/// True if a locale in lower case is the locale of programs (C or POSIX), which is ASCII by definition.
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
