//! Reads transcripts of speech: lists of pieces with their times, which together are one text.

use super::object::{Member, Object};
use crate::corpus::format::fields::Value;

/// Returns the text of a list of pieces with times, with one paragraph for each turn of a speaker; `None` for other
/// lists.
pub(super) fn text<'text>(member: &Member<'text>) -> Option<Value<'text>> {
    const MOST: usize = 200_000;
    let (first, _) = member.first_items(1);
    if !Object::read(first.first()?).is_some_and(|piece| is_piece(&piece)) {
        return None;
    }
    let (items, _) = member.first_items(MOST);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut last_speaker = None;
    for piece in items.into_iter().filter_map(Object::read) {
        let Some(words) = string(&piece, &["body", "text", "content", "transcript"]) else { continue };
        let speaker = string(&piece, &["speaker", "speaker_name", "speakerName"]);
        let goes_on = speaker == last_speaker;
        match paragraphs.last_mut() {
            Some(paragraph) if goes_on => {
                paragraph.push(' ');
                paragraph.push_str(words.trim());
            }
            _ => paragraphs.push(match &speaker {
                Some(speaker) => format!("{speaker}: {}", words.trim()),
                None => words.trim().to_owned(),
            }),
        }
        last_speaker = speaker;
    }
    (!paragraphs.is_empty()).then(|| Value::List(paragraphs.into_iter().map(|it| Value::Text(it.into())).collect()))
}

/// True if an object has words, a start, and an end or a length.
fn is_piece(object: &Object<'_>) -> bool {
    let has_number = |names: &[&str]| {
        object.members.iter().any(|member| names.contains(&member.name.as_ref()) && member.kind().is_ascii_digit())
    };
    has_number(&["start", "startTime", "start_time", "begin"])
        && has_number(&["end", "endTime", "end_time", "duration", "dur"])
        && string(object, &["body", "text", "content", "transcript"]).is_some()
}

fn string(object: &Object<'_>, names: &[&str]) -> Option<String> {
    let member = object.members.iter().find(|member| names.contains(&member.name.as_ref()))?;
    member.string().map(std::borrow::Cow::into_owned)
}
