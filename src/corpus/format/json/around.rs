//! The facts that an object gives for all articles in its lists: the channel of messages, the outlet, the title of a
//! thread.

use std::borrow::Cow;

use super::members::JsonFields;
use crate::corpus::format::Draft;
use crate::corpus::format::fields::FieldKind;
use crate::corpus::{Field, Metadata};

/// The facts that apply to all articles of a list.
#[derive(Clone, Debug, Default)]
pub(super) struct ListContext {
    /// The channel whose messages are read.
    channel: Option<String>,
    source: Option<String>,
    title: Option<String>,
}

impl ListContext {
    /// Returns the facts for the lists within `object`. Facts that `object` does not give are taken from `self`.
    pub(super) fn within(&self, object: &JsonFields<'_>) -> Self {
        let of = |holds| object.fields.strong_text(holds).map(Cow::into_owned);
        Self {
            channel: object.channel.clone().or_else(|| self.channel.clone()),
            source: of(FieldKind::Source).or_else(|| self.source.clone()),
            title: of(FieldKind::Title).or_else(|| self.title.clone()),
        }
    }

    /// Fills the fields that an article lacks. The title of the thread of a post is only inferred to be the title of
    /// the post.
    pub(super) fn complete(&self, draft: &mut Draft) {
        let Metadata { title, source, authors, .. } = &mut draft.metadata;
        if let Some(channel) = self.channel.as_ref().filter(|_| source.is_none()) {
            authors.retain(|author| author.text != *channel);
            *source = Some(Field::given(channel, "JSON `name` of the channel"));
        }
        if source.is_none() {
            *source = self.source.as_ref().map(|name| Field::given(name, "the source around the list"));
        }
        if title.is_none() && !draft.body.blocks.is_empty() {
            *title = self.title.as_ref().map(|text| Field::inferred(text, "the title around the list"));
        }
    }
}
