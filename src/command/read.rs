//! `newsreader [FOLDER]`: opens the screen on the terminal, or prints it with `--print`.

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

/// The data needed to start the screen.
#[derive(Debug)]
pub struct ReadRequest {
    /// The folder or the built-in sample.
    pub corpus: Corpus,
    /// The options for reading the folder.
    pub options: corpus::Options,
    /// The settings and their problems, which the configuration screen shows.
    pub loaded: Loaded,
    /// The number of colours to use.
    pub depth: ColorDepth,
    /// True if the screen is drawn in ASCII.
    pub is_ascii: bool,
    /// The initial filter; may be empty.
    pub filter: String,
    /// The article to start in, as it was typed.
    pub open: Option<OsString>,
}

/// The default size of `--print`: the traditional size of a terminal.
const PRINT_SIZE: (u16, u16) = (80, 24);

/// Opens the screen, or prints it with `--print`.
pub fn run(context: &mut Context<'_>) -> Result<Exit, Failure> {
    let filter = context.arguments.filter().text;
    context.query()?;
    let print = context.arguments.read.print;
    let typed = keys::parse_typed(context.arguments.read.keys.as_deref().unwrap_or_default())
        .map_err(|error| Failure::new(Exit::Usage, format!("--keys: {}", crate::text::safe::safe_in_line(&error))))?;
    // Problems of the config file have a screen of their own, where the user can continue with the defaults. Problems
    // of the command line can be typed again. With `--print` there is no user to ask.
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

/// Returns the number of colours; with `--color always` it is at least 16.
fn depth(context: &Context<'_>, detected: Option<DetectedColors>) -> ColorDepth {
    let colors = context.loaded.settings.ui.colors;
    match color_depth(colors, detected) {
        ColorDepth::None if context.arguments.global.color == Some(ColorArgument::Always) => ColorDepth::Ansi16,
        // Without a terminal to ask, `--print` uses all colours that the settings allow.
        ColorDepth::None if context.arguments.read.print.is_some() => color_depth(colors, ALL_COLORS),
        depth => depth,
    }
}

const ALL_COLORS: Option<DetectedColors> = Some(DetectedColors { has_256: true, has_16m: true });

/// Returns the screen as lines of text.
pub fn buffer_text(buffer: &Buffer) -> String {
    let mut text = String::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        let mut line = String::new();
        let mut x = buffer.area.left();
        while x < buffer.area.right() {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            // The cell after a wide character is covered by it.
            x += crate::text::columns::width(symbol).max(1) as u16;
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// Opens the screen on the terminal and returns when the user leaves it.
fn start(request: ReadRequest, sources: Sources) -> anyhow::Result<Exit> {
    match run::start(start_options(request, sources))? {
        RunEnd::Quit => Ok(Exit::Done),
        RunEnd::ConfigRefused => Ok(Exit::Config),
        RunEnd::Signal(signal) => {
            // The sender of the signal must see that the signal ended the program.
            run::end_by_signal(signal);
            Ok(Exit::Fault)
        }
    }
}

/// Types `keys` on a screen of `size` columns and rows, and returns the screen as text or picture.
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
