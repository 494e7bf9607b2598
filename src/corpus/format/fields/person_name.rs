//! Joins the parts of a person's name that an object has in several members: `{"first": "Nell", "last": "Quarry"}`.

use std::borrow::Cow;

/// The names of members with parts of a name: first names, middle names, the family name.
const PARTS: [&[&str]; 3] = [
    &[
        "first",
        "firstname",
        "firstnames",
        "given",
        "givenname",
        "givennames",
        "forename",
        "forenames",
        "vorname",
        "vornamen",
        "prenom",
        "prénom",
        "nombre",
        "imię",
        "имя",
    ],
    &["middle", "middlename", "middlenames", "patronymic", "отчество"],
    &[
        "last",
        "lastname",
        "family",
        "familyname",
        "surname",
        "nachname",
        "familienname",
        "nom",
        "apellido",
        "apellidos",
        "cognome",
        "sobrenome",
        "nazwisko",
        "фамилия",
    ],
];

/// The parts of a name that were found so far.
#[derive(Debug, Default)]
pub(in crate::corpus::format) struct PersonName<'text> {
    parts: [Option<Cow<'text, str>>; PARTS.len()],
}

impl<'text> PersonName<'text> {
    /// Returns the index of the part of a name that a member called `key` has; `None` if it has something else.
    pub(in crate::corpus::format) fn part_of(key: &str) -> Option<usize> {
        const LONGEST: usize = 24;
        if key.len() > LONGEST {
            return None;
        }
        // Nearly all keys differ from each name in the first letter, so nothing is copied.
        let bare = || key.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase);
        PARTS.iter().position(|names| names.iter().any(|name| bare().eq(name.chars())))
    }

    /// Adds the value of a part.
    pub(in crate::corpus::format) fn put(&mut self, part: usize, text: Cow<'text, str>) {
        // In paged lists the members `first` and `last` are addresses.
        let is_name = !text.trim().is_empty() && !text.contains("://") && !text.contains(|c: char| c.is_ascii_digit());
        if let Some(place) = self.parts.get_mut(part).filter(|_| is_name) {
            place.get_or_insert(text);
        }
    }

    /// Returns the whole name; `None` without a first name or without a family name.
    pub(in crate::corpus::format) fn into_text(self) -> Option<String> {
        let [first, middle, family] = self.parts;
        let (first, family) = (first?, family?);
        let parts = [Some(first), middle, Some(family)];
        Some(parts.iter().flatten().map(|part| part.trim()).collect::<Vec<_>>().join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_parts() {
        for (members, expected) in [
            (&[("first", "Nell"), ("last", "Quarry")][..], Some("Nell Quarry")),
            (&[("lastName", "Quarry"), ("middle_name", "J."), ("firstName", "Nell")], Some("Nell J. Quarry")),
            (&[("prénom", "Anne"), ("nom", "Leroux")], Some("Anne Leroux")),
            (&[("first", "https://wire.example/1"), ("last", "https://wire.example/9")], None),
            (&[("first", "Nell")], None),
            (&[("first", "1"), ("last", "9")], None),
            (&[("first", "Nell"), ("lasting", "Quarry")], None),
        ] {
            let mut name = PersonName::default();
            for (key, text) in members {
                if let Some(part) = PersonName::part_of(key) {
                    name.put(part, Cow::Borrowed(*text));
                }
            }
            assert_eq!(name.into_text().as_deref(), expected, "{members:?}");
        }
    }
}
