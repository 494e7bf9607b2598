//! A value together with how we know it.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// How a value of an article is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum How {
    /// A labelled or machine-read field says it: front matter, HTML meta, JSON, a leading `date …`.
    Given,
    /// It is printed where such a value stands: a file's name, a dateline, a byline.
    Found,
    /// It was computed from what the text says.
    Inferred,
    /// Nothing says it.
    Unknown,
    /// The reader set it.
    Set,
}

impl How {
    /// The word for it, in JSON, in the filter and in sentences.
    pub fn word(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Found => "found",
            Self::Inferred => "inferred",
            Self::Unknown => "unknown",
            Self::Set => "set",
        }
    }

    /// The mark on screen: only what was inferred or set carries one.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Inferred => "~",
            Self::Set => "!",
            Self::Given | Self::Found | Self::Unknown => "",
        }
    }
}

/// A value, how we know it, and because of what.
///
/// It is never unwrapped into a bare value before it is shown: how we know travels with what we know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known<T> {
    value: Option<T>,
    how: How,
    because: Cow<'static, str>,
}

impl<T> Known<T> {
    /// A value that a field gives. `because` names the field, such as "front matter `date`".
    pub fn given(value: T, because: impl Into<Cow<'static, str>>) -> Self {
        Self { value: Some(value), how: How::Given, because: because.into() }
    }

    /// A value printed where such values stand. `because` names the place, such as "the file's name".
    pub fn found(value: T, because: impl Into<Cow<'static, str>>) -> Self {
        Self { value: Some(value), how: How::Found, because: because.into() }
    }

    /// A value computed from the text. `because` says from what.
    pub fn inferred(value: T, because: impl Into<Cow<'static, str>>) -> Self {
        Self { value: Some(value), how: How::Inferred, because: because.into() }
    }

    /// No value.
    pub fn unknown() -> Self {
        Self { value: None, how: How::Unknown, because: Cow::Borrowed("") }
    }

    /// What was known, put together again from its parts by what kept it.
    pub fn restored(value: Option<T>, how: How, because: impl Into<Cow<'static, str>>) -> Self {
        Self { value, how, because: because.into() }
    }

    /// The value, where there is one.
    pub fn value(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// How it is known.
    pub fn how(&self) -> How {
        self.how
    }

    /// What it rests on, in a few words; empty when it is unknown.
    pub fn because(&self) -> &str {
        &self.because
    }

    /// The same knowledge of a value made from this one.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Known<U> {
        Known { value: self.value.map(change), how: self.how, because: self.because }
    }
}

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self::unknown()
    }
}
