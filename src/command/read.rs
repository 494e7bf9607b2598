//! `newsreader [FOLDER]`: the reader itself, on the terminal or, with `--print`, on paper.

use std::ffi::OsString;

use ratatui::buffer::Buffer;

use super::library::today;
use super::{ColorArgument, Context, Exit, Failure, PrintFormat};
use crate::app::message::WorkerDied;
use crate::corpus::{self, Corpus};
use crate::run::{self, IndexPlace, RunEnd, StartOptions};
use crate::settings::terminal::{DetectedColors, color_depth, is_ascii, theme_for_background};
use crate::settings::{self, ColorDepth, Key, Loaded, Sources, keys};
use crate::view::svg;

/// All that the reader needs to start.
#[derive(Debug)]
pub struct ReadRequest {
    /// The folder, or the sample.
    pub corpus: Corpus,
    /// How it is read.
    pub options: corpus::Options,
    /// The settings, with what is wrong in them for the configuration screen.
    pub loaded: Loaded,
    /// How many colours to use.
    pub depth: ColorDepth,
    /// Whether to draw in ASCII.
    pub is_ascii: bool,
    /// The filter at the start; may be empty.
    pub filter: String,
    /// The article to start in, as it was typed.
    pub open: Option<OsString>,
}

/// The size of `--print` when none is given: that of the terminal everyone's programs fit.
const PRINT_SIZE: (u16, u16) = (80, 24);

/// Starts the reader.
pub fn run(context: &mut Context<'_>) -> Result<Exit, Failure> {
    let filter = context.arguments.filter().text;
    context.query()?;
    let print = context.arguments.read.print;
    let typed = keys::parse_typed(context.arguments.read.keys.as_deref().unwrap_or_default())
        .map_err(|error| Failure::new(Exit::Usage, format!("--keys: {}", crate::text::safe::safe_in_line(&error))))?;
    // What is wrong in the file is shown on a screen of its own, which can be left for the defaults; what is
    // wrong on the command line can be typed again. A picture has no one to ask.
    context.check_flags()?;
    if print.is_some() {
        context.check_settings()?;
    }
    if print.is_none() && context.environment.get("TERM").is_some_and(|term| term == "dumb") {
        let message = "this terminal (TERM=dumb) cannot show the screen; use “newsreader list” and “newsreader \
                       show”";
        return Err(Failure::new(Exit::Usage, message));
    }
    let detected = supports_color::on(supports_color::Stream::Stdout)
        .map(|level| DetectedColors { has_256: level.has_256, has_16m: level.has_16m });
    let request = ReadRequest {
        corpus: context.corpus()?,
        options: context.corpus_options(),
        loaded: context.loaded.clone(),
        depth: depth(context, detected),
        is_ascii: is_ascii(context.loaded.settings.ui.glyphs, &context.environment),
        filter,
        open: context.arguments.read.open.clone(),
    };
    let sources = context.sources.clone();
    let Some(format) = print else {
        return start(request, sources).map_err(|error| Failure::new(Exit::Fault, format!("{error:#}")));
    };
    let size = context.arguments.read.size.unwrap_or(PRINT_SIZE);
    let picture = headless(request, sources, size, &typed, format);
    let picture = picture.map_err(|died| Failure::of_worker(&died))?;
    context.out.write_all(picture.as_bytes())?;
    Ok(Exit::Done)
}

/// How many colours, with `--color always` as at least sixteen.
fn depth(context: &Context<'_>, detected: Option<DetectedColors>) -> ColorDepth {
    let colors = context.loaded.settings.ui.colors;
    match color_depth(colors, detected) {
        ColorDepth::None if context.arguments.global.color == Some(ColorArgument::Always) => ColorDepth::Ansi16,
        // Without a terminal to ask, a picture is painted with all the colours that the settings allow.
        ColorDepth::None if context.arguments.read.print.is_some() => color_depth(colors, ALL_COLORS),
        depth => depth,
    }
}

const ALL_COLORS: Option<DetectedColors> = Some(DetectedColors { has_256: true, has_16m: true });

/// A screen as lines of text.
pub fn buffer_text(buffer: &Buffer) -> String {
    let mut text = String::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        let mut line = String::new();
        let mut x = buffer.area.left();
        while x < buffer.area.right() {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            // The cell behind a wide character is covered by it.
            x += crate::text::columns::width(symbol).max(1) as u16;
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// Opens the reader on the terminal, and returns when it is left.
fn start(request: ReadRequest, sources: Sources) -> anyhow::Result<Exit> {
    match run::start(start_options(request, sources))? {
        RunEnd::Quit => Ok(Exit::Done),
        RunEnd::ConfigRefused => Ok(Exit::Config),
        RunEnd::Signal(signal) => {
            // Whoever sent the signal sees that it was what ended the program.
            run::end_by_signal(signal);
            Ok(Exit::Fault)
        }
    }
}

/// Types `keys` into the reader on a screen of `size` columns and rows, and returns the screen as text or picture.
fn headless(
    request: ReadRequest,
    sources: Sources,
    size: (u16, u16),
    keys: &[Key],
    format: PrintFormat,
) -> Result<String, WorkerDied> {
    let picture = run::headless(start_options(request, sources), size, keys)?;
    Ok(match format {
        PrintFormat::Text => buffer_text(&picture.buffer),
        PrintFormat::Svg => svg::render(&picture.buffer),
    })
}

fn start_options(request: ReadRequest, sources: Sources) -> StartOptions {
    let theme_without_answer = theme_for_background(None, &sources.environment);
    let index = IndexPlace::of(&request.loaded);
    let loaded = request.loaded;
    StartOptions {
        corpus: request.corpus,
        corpus_options: request.options,
        index,
        settings: loaded.settings,
        config_problems: loaded.problems,
        config_path: loaded.config_path,
        reload_settings: std::sync::Arc::new(move || {
            let loaded = settings::load(&sources);
            (loaded.settings, loaded.problems)
        }),
        state_dir: loaded.state_dir,
        depth: request.depth,
        is_ascii: request.is_ascii,
        filter: request.filter,
        open: request.open.map(|open| crate::text::safe::safe_line(&open.to_string_lossy())),
        today: today(),
        theme_without_answer,
    }
}
