//! Distinguishes people from places and organisations in lines without an opener.

use super::{is_first_name, is_post, names_alone};
use crate::corpus::outlets;

/// Words that end the names of places, in lower case, but hardly those of people: "Marion Island", "Victoria Falls".
const ENDS_OF_PLACES: &[&str] = &[
    "island", "islands", "isle", "county", "falls", "springs", "hills", "heights", "harbour", "harbor", "valley",
    "river", "district", "province", "region", "state", "city", "town", "beach", "bay", "coast",
];

/// Words in the names of offices, companies and places, in lower case. In capitals such names look like people.
const OF_BODIES: &[&str] = &[
    "agency",
    "airport",
    "association",
    "authority",
    "board",
    "bureau",
    "centre",
    "center",
    "church",
    "club",
    "commission",
    "company",
    "department",
    "embassy",
    "federation",
    "foundation",
    "fort",
    "fund",
    "group",
    "hospital",
    "industry",
    "institute",
    "league",
    "ltd",
    "inc",
    "museum",
    "northern",
    "southern",
    "eastern",
    "western",
    "office",
    "port",
    "project",
    "society",
    "theatre",
    "theater",
    "trust",
    "union",
    "agencia",
    "asociación",
    "autoridad",
    "ayuntamiento",
    "comisión",
    "consejo",
    "departamento",
    "ejército",
    "fundación",
    "gobierno",
    "instituto",
    "junta",
    "ministerio",
    "museo",
    "oficina",
    "partido",
    "policía",
    "puerto",
    "teatro",
    "tribunal",
    "universidad",
    "agence",
    "association",
    "conseil",
    "gouvernement",
    "institut",
    "mairie",
    "ministère",
    "musée",
    "parti",
    "préfecture",
    "théâtre",
    "université",
    "amt",
    "behörde",
    "bundesamt",
    "hafen",
    "landtag",
    "ministerium",
    "partei",
    "polizei",
    "rathaus",
    "regierung",
    "stadt",
    "universität",
    "verband",
    "verein",
    "autorità",
    "comune",
    "governo",
    "ministero",
    "partito",
    "polizia",
    "porto",
    "ufficio",
    "università",
    "associação",
    "autoridade",
    "câmara",
    "governo",
    "ministério",
    "polícia",
    "prefeitura",
    "universidade",
    "министерство",
    "администрация",
    "правительство",
    "университет",
    "институт",
    "полиция",
    "порт",
    "комитет",
    "совет",
];

/// True if a name begins with a first name and does not end like the name of a place.
pub fn begins_with_first_name(name: &str) -> bool {
    let name = name.trim();
    let (first, last) = (name.split(' ').next().unwrap_or(""), name.rsplit(' ').next().unwrap_or(""));
    is_first_name(first) && !ENDS_OF_PLACES.contains(&last.to_lowercase().as_str())
}

/// True if all names in a line next to a date are names of people.
///
/// Each begins with a first name, or it is in capitals, is no office, and has a place with the date (`has_place`).
pub fn are_people_before_date(line: &str, has_place: bool) -> bool {
    let Some(names) = names_alone(line).filter(|_| line.contains(' ')) else {
        return false;
    };
    let is_of_body = |word: &str| {
        let word = word.to_lowercase();
        OF_BODIES.contains(&word.as_str()) || ENDS_OF_PLACES.contains(&word.as_str())
    };
    let is_in_capitals = |name: &str| {
        name.contains(char::is_uppercase) && !name.contains(char::is_lowercase) && !name.split(' ').any(is_of_body)
    };
    !outlets::is_outlet(line)
        && names
            .iter()
            .all(|name| begins_with_first_name(name) || (has_place && is_in_capitals(name) && !is_post(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_places_and_bodies() {
        for (line, has_place, expected) in [
            ("Nell Harbury", false, true),
            ("Nell Harbury and Tom Okoro", false, true),
            ("NERINE OLLER", true, true),
            ("NERINE OLLER", false, false),
            ("Northern Region", true, false),
            ("PORT AUTHORITY", true, false),
            ("AUTORIDAD PORTUARIA", true, false),
            ("Marion Island", false, false),
            ("Victoria Falls", true, false),
            ("HARBOUR WIRE", true, false),
        ] {
            assert_eq!(are_people_before_date(line, has_place), expected, "{line}");
        }
    }
}
