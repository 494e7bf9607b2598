//! Marks captions: text below a photo or a video, recognised by its credit, its first words or a duration.

use super::{Page, is_prose};
use crate::article::{BlockKind, Boilerplate};
use crate::corpus::dated_line;
use crate::dates::Hints;
use crate::text::normalise;

/// The longest caption, in bytes.
const LONGEST: usize = 900;
/// The longest credit, in bytes.
const LONGEST_CREDIT: usize = 90;

/// The first words of captions.
const OPENINGS: [&str; 41] = [
    "FILE PHOTO",
    "FILE - ",
    "FILE – ",
    "FILE — ",
    "FILE: ",
    "FILE -- ",
    "File photo: ",
    "Image caption ",
    "Image copyright ",
    "Image source",
    "Media caption ",
    "Caption: ",
    "Photo: ",
    "Photos: ",
    "Photo by ",
    "Photo credit",
    "Photo courtesy",
    "Photograph: ",
    "Photograph by ",
    "Picture: ",
    "Pictured: ",
    "Image: ",
    "Image credit",
    "Credit: ",
    "Foto: ",
    "Fotos: ",
    "Bild: ",
    "Bildquelle",
    "Bildrechte",
    "Crédit photo",
    "Crédits photo",
    "Photo d'archives",
    "Photo d’archives",
    "Foto de archivo",
    "Foto d'archivio",
    "Archivfoto",
    "Imagem: ",
    "Imagen: ",
    "Фото: ",
    "Фото - ",
    "Zdjęcie: ",
];

/// The shortest text before a credit, in bytes.
const SHORTEST_BEFORE_CREDIT: usize = 12;

/// Words that occur only in credits of photos, normalised.
const PHOTO_WORDS: [&str; 15] = [
    "photo",
    "photos",
    "photograph",
    "photographs",
    "foto",
    "fotos",
    "fotografia",
    "getty",
    "courtesy",
    "handout",
    "фото",
    "shutterstock",
    "scanpix",
    "screenshot",
    "screengrab",
];

/// Words of credits that also occur in other brackets, normalised.
const ARCHIVE_WORDS: [&str; 15] = [
    "archive",
    "archives",
    "archiv",
    "archivo",
    "archivio",
    "arquivo",
    "arkiv",
    "архив",
    "credit",
    "credits",
    "credito",
    "afp",
    "epa",
    "alamy",
    "imago",
];

/// The last words of a text that ends with a credit.
const ENDINGS: [&str; 20] = [
    "Getty Images",
    "/Getty",
    "/AFP",
    "/AP",
    "/Reuters",
    "/REUTERS",
    "/EPA",
    "/Shutterstock",
    "/dpa",
    "/ANP",
    "/TASS",
    "/Alamy",
    "AP Photo",
    "via AP",
    "via Reuters",
    "via AFP",
    "| AP",
    "| Reuters",
    "Shutterstock",
    "/NurPhoto",
];

/// The first words of a credit behind the last sentence of a caption.
const CREDIT_OPENINGS: [&str; 15] = [
    "Photo: ",
    "Photo by ",
    "Photo courtesy",
    "Photos by ",
    "Photograph: ",
    "Picture: ",
    "Image: ",
    "Credit: ",
    "Foto: ",
    "Fotos: ",
    "Bild: ",
    "Crédit: ",
    "Crédit photo",
    "Фото: ",
    "© ",
];

/// The words of a sentence that describes a picture, normalised.
const DEPICTING_WORDS: [&str; 14] = [
    " photographed ",
    " pictured ",
    " is seen ",
    " are seen ",
    " poses ",
    " pose for ",
    " file photo ",
    " this photo ",
    " looks on ",
    " look on ",
    " fotografiert ",
    " en la imagen ",
    " sur la photo ",
    " на фото ",
];

pub(super) fn mark(page: &mut Page) {
    let n_blocks = page.blocks().len();
    let marks_before = page.marks.clone();
    let mut is_opening = true;
    for at in 0..n_blocks {
        if page.marks[at].is_none() && is_caption(page, at, is_opening) {
            page.mark(at, Boilerplate::Caption);
        }
        if at + 1 < n_blocks && is_printed_again_with_a_credit(page, at) {
            page.mark(at, Boilerplate::Caption);
            page.mark(at + 1, Boilerplate::Caption);
        }
        is_opening &= page.marks[at].is_some() || !is_prose(page.text(at));
    }
    // An article that is a series of pictures consists of its captions.
    let n_bytes = |boilerplate: Option<Boilerplate>| -> usize {
        (0..n_blocks).filter(|at| page.marks[*at] == boilerplate).map(|at| page.blocks()[at].range.len()).sum()
    };
    if n_bytes(Some(Boilerplate::Caption)) > n_bytes(None) {
        page.marks = marks_before;
    }
}

/// True if a block is a caption. Before the first sentence of the text (`is_opening`), less evidence is needed.
fn is_caption(page: &Page, at: usize, is_opening: bool) -> bool {
    let text = page.text(at);
    if page.kind(at) != BlockKind::Paragraph || text.len() > LONGEST {
        return false;
    }
    let is_caption = opens_as_a_caption(text)
        || ends_with_a_sure_credit(text)
        || (is_opening && (is_video(page, at) || is_credited_picture(page, at)));
    // A byline with a date may also name the photographer.
    is_caption && !dated_line::is_byline_with_credit(text)
}

fn opens_as_a_caption(text: &str) -> bool {
    // The first letter excludes most texts.
    if !text.starts_with(['F', 'I', 'M', 'C', 'P', 'B', 'A', 'Z', 'Ф', 'T']) {
        return false;
    }
    if OPENINGS.iter().any(|opening| text.starts_with(opening)) {
        return true;
    }
    // The form that the Associated Press uses: "In this March 3, 2020, file photo, …".
    if !text.starts_with("In this ") && !text.starts_with("This ") {
        return false;
    }
    let head: &str = text.char_indices().nth(70).map_or(text, |(end, _)| &text[..end]);
    [
        "file photo",
        "photo provided by",
        "photo released by",
        "image provided by",
        "image released by",
        "made from video",
    ]
    .iter()
    .any(|words| head.contains(words))
}

/// True if a text ends with words that are always a credit: `(AP Photo/…)`, `Foto: …`, `/Getty Images`.
fn ends_with_a_sure_credit(text: &str) -> bool {
    // Nearly all texts without a credit end with a stop.
    if text.ends_with(char::is_alphanumeric) && ENDINGS.iter().any(|ending| text.ends_with(ending)) {
        return true;
    }
    if let Some((before, credit)) = credit_in_brackets(text) {
        return before.len() >= SHORTEST_BEFORE_CREDIT && is_sure_credit(before, credit);
    }
    // For example "… at the mole. Photo: Nell Harbury".
    let mut tail = text.len().saturating_sub(LONGEST_CREDIT);
    while !text.is_char_boundary(tail) {
        tail += 1;
    }
    // These are the first bytes of the openings. `Ф` and `©` are two bytes long.
    let may_open = |byte: u8| matches!(byte, b'P' | b'I' | b'C' | b'F' | b'B' | 0xd0 | 0xc2);
    text.bytes().enumerate().skip(tail).filter(|(_, byte)| may_open(*byte)).any(|(at, _)| {
        let (before, rest) = text.split_at(at);
        CREDIT_OPENINGS.iter().find_map(|opening| rest.strip_prefix(opening)).is_some_and(|credit| {
            before.trim_end().ends_with(['.', '!', '?', '|', ')', '”', '"', '…'])
                && credit.split_whitespace().count() <= 8
                && !credit.trim_end_matches('.').contains(". ")
        })
    })
}

/// True if the text in brackets at the end of a text is the credit of a photo.
fn is_sure_credit(before: &str, credit: &str) -> bool {
    let normalised = normalise::normalise(credit);
    let has_one_of = |words: &[&str]| words.iter().any(|word| normalised.split(' ').any(|found| found == *word));
    let refers = ["see ", "siehe ", "voir ", "photo above", "photo below", "photo left", "photo right"]
        .iter()
        .any(|words| normalised.trim_start().starts_with(words));
    if refers {
        return false;
    }
    // For example, "John Ollerby/Harbour Wire" names a person and a paper.
    let names_a_paper = credit.split_once('/').is_some_and(|(person, paper)| {
        let is_name = |name: &str| {
            !name.starts_with(' ')
                && !name.ends_with(' ')
                && (1..=4).contains(&name.split(' ').count())
                && name.split(' ').all(|word| word.starts_with(char::is_uppercase))
        };
        person.contains(' ') && is_name(person) && is_name(paper)
    });
    let is_behind_a_stop = before.ends_with(['.', '!', '?', '”', '"', '»', '。']);
    has_one_of(&PHOTO_WORDS)
        || credit.contains('©')
        || (is_behind_a_stop && names_a_paper)
        || (is_behind_a_stop && credit.contains([' ', '/']) && has_one_of(&ARCHIVE_WORDS))
}

/// Returns the text before a credit in brackets at the end of a text, and the credit.
fn credit_in_brackets(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_suffix(')').or_else(|| text.strip_suffix(']'))?;
    let (before, credit) = inner.rsplit_once(['(', '['])?;
    let is_name =
        credit.starts_with(|c: char| c.is_uppercase() || c == '©' || c.is_numeric()) || credit.starts_with("via ");
    (credit.len() <= LONGEST_CREDIT && is_name && !credit.contains([')', ']'])).then_some((before.trim_end(), credit))
}

/// True if a block describes a picture and has a name in brackets behind its stop: `… on Feb. 16. (NASA)`.
fn is_credited_picture(page: &Page, at: usize) -> bool {
    const MOST_WORDS: usize = 5;
    let Some((before, credit)) = credit_in_brackets(page.text(at)) else {
        return false;
    };
    before.ends_with('.')
        && credit.split_whitespace().count() <= MOST_WORDS
        && {
            let normalised = normalise::normalise(before);
            DEPICTING_WORDS.iter().any(|words| normalised.contains(words))
        }
        && is_followed_by_text(page, at)
}

/// True if the next block is the same caption with a credit behind it. Captions of photos are often printed twice.
fn is_printed_again_with_a_credit(page: &Page, at: usize) -> bool {
    const SHORTEST: usize = 20;
    if page.kind(at) != BlockKind::Paragraph || page.kind(at + 1) != BlockKind::Paragraph {
        return false;
    }
    let (text, again) = (page.text(at), page.text(at + 1));
    if text.len() < SHORTEST || again.len() > LONGEST {
        return false;
    }
    again.strip_prefix(text).is_some_and(|credit| {
        let credit = credit.trim();
        let is_in_brackets = credit.starts_with(['(', '[']) && credit.ends_with([')', ']']);
        (3..=LONGEST_CREDIT).contains(&credit.len())
            && (is_in_brackets
                || ends_with_a_sure_credit(again)
                || OPENINGS.iter().any(|opening| credit.starts_with(opening)))
    })
}

/// True if a block is the title of a video with its duration: `Cranes idle as strike enters second day 1:24`.
///
/// Several such lines in a row are a list of songs or a table of results. A line with the word of a score is a result.
fn is_video(page: &Page, at: usize) -> bool {
    const SCORE_WORDS: [&str; 16] = [
        " beat ",
        " beats ",
        " win ",
        " wins ",
        " defeat ",
        " defeats ",
        " vs ",
        " v ",
        " final ",
        " score ",
        " gewinnt ",
        " siegt ",
        " schlagt ",
        " gegen ",
        " bat ",
        " gana ",
    ];
    let text = page.text(at);
    let has_duration = |at: usize| duration_at_the_end(page.text(at)).is_some();
    let Some(before) = duration_at_the_end(text) else {
        return false;
    };
    let is_in_a_list = (at > 0 && has_duration(at - 1)) || (at + 1 < page.blocks().len() && has_duration(at + 1));
    let normalised = normalise::normalise(before);
    let is_a_score = SCORE_WORDS.iter().any(|word| normalised.contains(word));
    let has_words = before.split_whitespace().nth(2).is_some();
    // For example, "9 de marzo de 2022, 18:05" ends with a time of day.
    let is_dated = || dated_line::read(text, Hints::default()).is_some();
    has_words && !is_in_a_list && !is_a_score && !is_dated() && is_followed_by_text(page, at)
}

/// True if sentences follow the block, so that it is not the whole article.
fn is_followed_by_text(page: &Page, at: usize) -> bool {
    (at + 1..page.blocks().len()).take(8).any(|at| is_prose(page.text(at)))
}

/// Returns the text before a duration, such as `1:24` or `(1:02:30)`, at the end of a line.
fn duration_at_the_end(text: &str) -> Option<&str> {
    let (before, last) = text.rsplit_once(char::is_whitespace)?;
    let last = last.trim_matches(['(', ')', '[', ']']);
    let is_number = |part: &str| matches!(part.len(), 1 | 2) && part.bytes().all(|byte| byte.is_ascii_digit());
    let n_parts = last.split(':').count();
    let is_duration = matches!(n_parts, 2 | 3)
        && last.split(':').all(is_number)
        && last.split(':').skip(1).all(|part| part.len() == 2 && part < "60");
    (is_duration && !before.trim().is_empty()).then_some(before)
}
