//! When an article was published: what its fields say, else what its file's name says, else nothing.

use crate::article::{Address, ArticleDate, How, Known};
use crate::corpus::Field;
use crate::dates::{self, WrittenDate};
use crate::text::safe::safe_line;

/// The date, and what is wrong with the field that should give it.
pub(super) fn of(field: Option<Field>, address: &Address) -> (Known<ArticleDate>, Option<String>) {
    const LONGEST: usize = 60;
    let mut problem = None;
    if let Some(field) = field.filter(|field| !field.text.trim().is_empty()) {
        let why = match dates::read(&field.text) {
            WrittenDate::Date(date) if field.how == How::Given => return (Known::given(date, field.because), None),
            WrittenDate::Date(date) => return (Known::found(date, field.because), None),
            WrittenDate::Impossible => "is no day of any calendar",
            WrittenDate::Ambiguous(..) => "can be two days, as it may start with the day or the month",
            WrittenDate::Unreadable => "is not understood",
        };
        let shown = crate::text::columns::cut(&safe_line(&field.text), LONGEST);
        problem = Some(format!("the date “{shown}” of {} {why}", field.because));
    }
    (in_name(address).unwrap_or_default(), problem)
}

/// The day at the start of the file's name, where the file is one article.
fn in_name(address: &Address) -> Option<Known<ArticleDate>> {
    if address.item.is_some() {
        return None;
    }
    let day = dates::in_file_name(address.path.file_name()?.to_str()?)?;
    Some(Known::found(day, "the file's name"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::article::Format;

    #[test]
    fn a_field_wins_over_the_name() {
        for (text, name, iso, how, because, problem) in [
            ("2022-03-11", "2021-06-03-a.txt", "2022-03-11", How::Given, "the field", ""),
            ("", "2021-06-03-a.txt", "2021-06-03", How::Found, "the file's name", ""),
            (
                "2022-02-30",
                "a.txt",
                "",
                How::Unknown,
                "",
                "the date “2022-02-30” of the field is no day of any calendar",
            ),
            ("soon", "a.txt", "", How::Unknown, "", "the date “soon” of the field is not understood"),
        ] {
            let address = Address { path: Path::new(name).into(), item: None, range: None, format: Format::PlainText };
            let (date, wrong) = of(Some(Field::given(text, "the field")), &address);
            let found = date.value().map(ArticleDate::iso).unwrap_or_default();
            assert_eq!((found.as_str(), date.how(), date.because()), (iso, how, because), "{text} {name}");
            assert_eq!(wrong.unwrap_or_default(), problem);
        }
    }
}
