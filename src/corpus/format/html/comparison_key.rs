//! The form of a text by which two texts of a page are compared.

/// Returns the letters and digits of a text in lower case, for comparison.
pub(super) fn comparison_key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
