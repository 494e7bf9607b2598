//! A value together with how it is known.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// The way in which a value of an article is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum How {
    /// A labelled or machine-read field gives it: front matter, HTML meta, JSON, a leading `date …`.
    Given,
    /// It is printed where such a value usually is: a file's name, a dateline, a byline.
    Found,
    /// It was computed from the text.
    Inferred,
    /// There is no value.
    Unknown,
    /// The user set it.
    Set,
}

impl How {
    /// Returns the word for JSON, filters and sentences.
    pub fn word(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Found => "found",
            Self::Inferred => "inferred",
            Self::Unknown => "unknown",
            Self::Set => "set",
        }
    }

    /// Returns the mark on screen: only inferred and set values carry one.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Inferred => "~",
            Self::Set => "!",
            Self::Given | Self::Found | Self::Unknown => "",
        }
    }
}

/// A value, how it is known, and the evidence for it.
///
/// It is never reduced to a bare value before it is shown: the screen always shows how a value is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known<T> {
    value: Option<T>,
    how: How,
    because: Cow<'static, str>,
}

impl<T> Known<T> {
    /// Returns a value that a field gives. `because` names the field, such as "front matter `date`".
    pub fn given(value: T, because: impl Into<Cow<'static, str>>) -> Self {
        Self { value: Some(value), how: How::Given, because: because.into() }
    }

    /// Returns a value printed where such values usually are. `because` names the place, such as "the file's name".
    pub fn found(value: T, because: impl Into<Cow<'static, str>>) -> Self {
        Self { value: Some(value), how: How::Found, because: because.into() }
    }

    /// Returns a value computed from the text. `because` names its evidence.
    pub fn inferred(value: T, because: impl Into<Cow<'static, str>>) -> Self {
        Self { value: Some(value), how: How::Inferred, because: because.into() }
    }

    pub fn unknown() -> Self {
        Self { value: None, how: How::Unknown, because: Cow::Borrowed("") }
    }

    /// Returns a value from its stored parts, for the index.
    pub fn restored(value: Option<T>, how: How, because: impl Into<Cow<'static, str>>) -> Self {
        Self { value, how, because: because.into() }
    }

    pub fn value(&self) -> Option<&T> {
        self.value.as_ref()
    }

    pub fn how(&self) -> How {
        self.how
    }

    /// Returns the evidence in a few words; empty if the value is unknown.
    pub fn because(&self) -> &str {
        &self.because
    }

    /// Returns the result of `change` as a value that is known in the same way.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Known<U> {
        Known { value: self.value.map(change), how: self.how, because: self.because }
    }
}

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self::unknown()
    }
}
