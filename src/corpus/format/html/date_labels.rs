//! Recognises the labels of dates of publication, and similar labels that are something else.

/// The names of the date of publication in the labels of pages, in lower case.
pub(super) const DATE_NAMES: [&str; 16] = [
    "date",
    "datum",
    "data",
    "fecha",
    "date de publication",
    "дата",
    "дата публикации",
    "dato",
    "tarih",
    "dátum",
    "日付",
    "日期",
    "公開日",
    "掲載日",
    "päiväys",
    "ngày",
];

/// Words that turn the label of a date into that of something else: "Event date", "Start date".
const OF_EVENTS: [&str; 14] = [
    "event",
    "start",
    "end",
    "opening",
    "closing",
    "release",
    "trial",
    "launch",
    "concert",
    "birth",
    "expiry",
    "due",
    "meeting",
    "exhibition",
];

/// True if a label ends with a word for the date of publication: "Datum", "By Nell Harbury Posted". The word before it
/// must not be one of [`OF_EVENTS`], as in "Event date".
pub(super) fn is_label_of_date(label: &str) -> bool {
    let mut words = label.split_whitespace().rev().map(str::to_lowercase);
    let last = words.next().unwrap_or_default();
    let is_of_event = words.next().is_some_and(|before| OF_EVENTS.contains(&before.as_str()));
    !is_of_event && (crate::dates::are_beside_dates(&last) || DATE_NAMES.contains(&last.as_str()))
}

/// True if a label in a list or table of facts may be one of the date of publication: "Date de mise en ligne",
/// "Posted".
pub(super) fn may_be_label_of_date(label: &str) -> bool {
    const STEMS: [&str; 18] = [
        "dat", "fecha", "publi", "post", "veröff", "ersch", "erstell", "online", "upda", "aktual", "päiv", "day",
        "tag", "jour", "день", "дат", "日", "when",
    ];
    let lower = label.to_lowercase();
    let is_of_event = lower.split(|c: char| !c.is_alphabetic()).any(|word| OF_EVENTS.contains(&word));
    !is_of_event && STEMS.iter().any(|stem| lower.contains(stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_dates() {
        for (label, is_sure, may_be) in [
            ("Datum", true, true),
            ("By Nell Harbury Posted", true, true),
            ("Article date", true, true),
            ("Tag der Freigabe", false, true),
            ("Event date", false, false),
            ("Opening", false, false),
            ("Section", false, false),
        ] {
            assert_eq!((is_label_of_date(label), may_be_label_of_date(label)), (is_sure, may_be), "{label}");
        }
    }
}
