//! Finds the label right before a date: "Posted:", "Publié le", "Обновлено".

use super::Label;
use super::names::DateWordMeaning;
use super::tokens::{TokenKind, Tokens};

/// The greatest distance from the start of a label to its date, in bytes.
const FARTHEST: usize = 96;

/// Words before "published" that do not make it a part of a sentence, in lower case.
///
/// The Turkish "son" means "last", and "haber" means "news".
const BEFORE_LABELS: [&str; 23] = [
    "this",
    "story",
    "article",
    "was",
    "originally",
    "first",
    "last",
    "date",
    "page",
    "post",
    "time",
    "news",
    "data",
    "fecha",
    "ultima",
    "última",
    "último",
    "ultimo",
    "dernière",
    "laatste",
    "letzte",
    "son",
    "haber",
];

/// Returns the label before the date that begins at `start`.
pub(super) fn label_before(text: &str, start: usize) -> Option<Label> {
    let mut window_start = start.saturating_sub(FARTHEST);
    while !text.is_char_boundary(window_start) {
        window_start += 1;
    }
    let line = text[window_start..start].rsplit('\n').next().unwrap_or_default();
    // A date at the start of a line has no label.
    if line.is_empty() {
        return None;
    }
    let mut tokens = Tokens::new(line, true);
    let mut pieces = Vec::new();
    for index in 0.. {
        match tokens.get(index) {
            token if matches!(token.kind, TokenKind::End) => break,
            token => pieces.push(token),
        }
    }
    let label_of = |kind: TokenKind| match kind {
        TokenKind::Word(word) => word.names.iter().find_map(|name| match name.what {
            DateWordMeaning::Published => Some(Label::Published),
            DateWordMeaning::Updated => Some(Label::Updated),
            _ => None,
        }),
        _ => None,
    };
    let mut before = pieces.iter().enumerate().rev();
    let (at, label) = before.find_map(|(at, token)| match token.kind {
        TokenKind::Word(word) => match label_of(token.kind) {
            Some(label) => Some(Some((at, label))),
            None if word.names.is_empty() && word.n_characters > 2 => Some(None),
            None => None,
        },
        TokenKind::Sign('!' | '?' | '"' | '“' | '”' | '。') => Some(None),
        TokenKind::Sign(_) | TokenKind::Number(_) | TokenKind::End => None,
    })??;
    // The label must begin its line or a part of its line. "A report published on 9 March" is a sentence.
    let opens = pieces[..at].iter().rev().find_map(|token| match token.kind {
        TokenKind::Word(_) if label_of(token.kind).is_some() => None,
        TokenKind::Word(word) => {
            let written = line[token.start..token.end].to_lowercase();
            let is_usual = BEFORE_LABELS.contains(&written.as_str())
                || word.names.iter().any(|name| {
                    matches!(
                        name.what,
                        DateWordMeaning::DateFiller
                            | DateWordMeaning::AtTime
                            | DateWordMeaning::Am
                            | DateWordMeaning::Pm
                            | DateWordMeaning::Zone(_)
                            | DateWordMeaning::Clock
                    )
                });
            if is_usual { None } else { Some(false) }
        }
        TokenKind::Number(_) | TokenKind::Sign(_) => Some(true),
        TokenKind::End => None,
    });
    let is_cut = window_start > 0 && line.len() == start - window_start;
    (opens.unwrap_or(!is_cut)).then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::{Hints, find};

    #[test]
    fn labels() {
        for (text, label) in [
            ("Published 9 March 2022", Some(Label::Published)),
            ("Posted: April 2, 2007", Some(Label::Published)),
            ("Last updated on Wednesday, 9 March 2022", Some(Label::Updated)),
            ("Updated 4:05 p.m. EST, Wed March 9, 2022", Some(Label::Updated)),
            ("This story was originally published on March 9, 2022.", Some(Label::Published)),
            ("Harbour Wire | Updated: 9 March 2022", Some(Label::Updated)),
            ("Publié le 9 mars 2022", Some(Label::Published)),
            ("Mis à jour le 9 mars 2022 à 16h05", Some(Label::Updated)),
            ("Aktualisiert am 9. März 2022", Some(Label::Updated)),
            ("Stand: 09.03.2022", Some(Label::Updated)),
            ("Обновлено 9 марта 2022", Some(Label::Updated)),
            ("Опубликовано: 9 марта 2022", Some(Label::Published)),
            ("更新日時：2022年3月9日", Some(Label::Updated)),
            ("发布时间：2022-03-09", Some(Label::Published)),
            ("Cập nhật: 9/3/2022", Some(Label::Updated)),
            ("The report published on 9 March 2022 said so", None),
            ("On 9 March 2022", None),
            ("Published here. 9 March 2022", None),
        ] {
            let mentions = find(text, Hints::default());
            assert_eq!(mentions.first().map(|mention| mention.label), Some(label), "{text}: {mentions:?}");
        }
    }
}
