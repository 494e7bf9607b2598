//! Reads the date in a file's name and in an address: `2021-06-03-…`, `/2022/03/09/`.

use super::{WrittenDate, iso_length, read};
use crate::article::ArticleDate;

/// The day at the start of a file's name: `2021-06-03-…`, `2021_06_03`, `20210603-…`.
pub fn in_file_name(name: &str) -> Option<ArticleDate> {
    let digits: String = match iso_length(&name.replace('_', "-")) {
        Some(length) => name[..length].chars().filter(char::is_ascii_digit).collect(),
        None => name.chars().take_while(char::is_ascii_digit).collect(),
    };
    // A longer row of digits is the number of something.
    if digits.len() != 8 {
        return None;
    }
    match read(&digits) {
        WrittenDate::Date(date) if date.is_a_day() => Some(date),
        _ => None,
    }
}

/// The day or month in the path of an address, or of a file with its folders: `/2022/03/09/`, `/2022/mar/09/`.
pub fn in_address(address: &str) -> Option<ArticleDate> {
    address.split('/').find_map(in_file_name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_in_names() {
        for (name, expected) in [
            ("2021-06-03-crane-strike.txt", Some(date(2021, 6, 3))),
            ("2021_06_03.txt", Some(date(2021, 6, 3))),
            ("20210603-strike.txt", Some(date(2021, 6, 3))),
            ("20211303.txt", None),
            ("123456789.txt", None),
            ("99999999.txt", None),
            ("691ec376733fd119.txt", None),
            ("2021.txt", None),
            ("no-2021-06-03.txt", None),
        ] {
            assert_eq!(in_file_name(name), expected.map(ArticleDate::day), "{name}");
        }
    }
}
