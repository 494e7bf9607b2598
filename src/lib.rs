//! newsreader: the terminal reader for folders of news.

pub mod text;

pub mod article;

pub mod index;

pub mod action;

pub mod settings;

pub mod view;
