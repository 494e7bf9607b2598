//! Tells the lines that press releases and reports of agencies have above their headlines.

/// Words that announce a press release, in lower case.
const RELEASES: &[&str] = &[
    "for immediate release",
    "for immediate publication",
    "press release",
    "news release",
    "media release",
    "pressemitteilung",
    "presseinformation",
    "medienmitteilung",
    "communiqué de presse",
    "nota de prensa",
    "comunicado de prensa",
    "comunicado de imprensa",
    "nota à imprensa",
    "comunicato stampa",
    "persbericht",
    "pressmeddelande",
    "pressemeddelelse",
    "pressemelding",
    "lehdistötiedote",
    "informacja prasowa",
    "tisková zpráva",
    "basın bülteni",
    "пресс-релиз",
    "пресс релиз",
    "прес-реліз",
];

/// Words before a colon and somebody who answers questions, in lower case.
const CONTACTS: &[&str] = &[
    "contact",
    "contacts",
    "media contact",
    "media contacts",
    "press contact",
    "media inquiries",
    "media enquiries",
    "embargo",
    "embargoed until",
    "kontakt",
    "pressekontakt",
    "sperrfrist",
    "contact presse",
    "contacto",
    "contacto de prensa",
    "contato",
    "contatto",
    "contactpersoon",
];

/// True if a line announces a press release, or says who answers questions about it.
pub(super) fn is_above_a_release(line: &str) -> bool {
    const LONGEST: usize = 160;
    let line = line.trim();
    if line.len() > LONGEST {
        return false;
    }
    let lower = line.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    // "Contact: a film about the sea" is a headline; a number or an address tells where to ask, a number also until when.
    let is_contact = || {
        lower.split_once(':').is_some_and(|(label, value)| {
            CONTACTS.contains(&label.trim()) && value.contains(|c: char| c.is_ascii_digit() || c == '@')
        })
    };
    RELEASES.contains(&bare) || is_contact()
}

/// True if a line is the slug by which an agency calls its report: "BC-FERRY (UPDATE 2) 03-09 0412".
pub(super) fn is_slug_of_a_wire(line: &str) -> bool {
    const LONGEST: usize = 60;
    /// The cycles and the agencies that slugs begin with.
    const STARTS: &[&str] = &["am", "pm", "bc", "ap", "afp", "rtr", "upi", "dpa", "apo"];
    let line = line.trim();
    let Some((start, rest)) = line.split_once('-').filter(|_| line.len() <= LONGEST) else {
        return false;
    };
    let is_word = rest.split(['-', ' ']).next().is_some_and(|word| word.chars().count() >= 2);
    let is_of_one_case = !line.contains(char::is_lowercase)
        || !line.contains(char::is_uppercase) && line.contains(|c: char| c.is_ascii_digit());
    STARTS.contains(&&*start.to_lowercase()) && is_word && is_of_one_case
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_above_headlines() {
        for (line, is) in [
            ("FOR IMMEDIATE RELEASE", true),
            ("*** Press Release ***", true),
            ("Pressemitteilung", true),
            ("Media contact: Ada Reed, 555-0101", true),
            ("Press release on ferries angers the line", false),
            ("Contact lost with ferry", false),
            ("Contact: a film about the sea", false),
        ] {
            assert_eq!(is_above_a_release(line), is, "{line}");
        }
        for (line, is) in [
            ("BC-FERRY (UPDATE 2) 03-09 0412", true),
            ("AP-FERRY CANCELLED", true),
            ("bc-ferry-cancelled 1stld-writethru 0412", true),
            ("COVID-19 CASES RISE", false),
            ("AP-led survey finds ferries late", false),
            ("dpa-Bericht: Fähre fällt aus", false),
            ("Ferry cancelled", false),
        ] {
            assert_eq!(is_slug_of_a_wire(line), is, "{line}");
        }
    }
}
