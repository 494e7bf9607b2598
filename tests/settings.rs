//! Settings as their users meet them: files that load, files with mistakes and the words about them, precedence.

#![allow(clippy::unwrap_used, reason = "a test that cannot set up its files has failed")]

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use newsreader::settings::theme::{Look, Rgb, SHIPPED, contrast};
use newsreader::settings::{
    ColorDepth, Colors, ConfigFile, DEFAULT_CONFIG, Environment, Flag, IndexSettings, Loaded, Origin, Scale, Settings,
    Sources, SystemPlaces, Themes, Token, Watch, load, recent,
};
use ratatui::style::{Color, Modifier};

fn environment(variables: &[(&str, &str)]) -> Environment {
    variables.iter().map(|(name, value)| ((*name).to_owned(), OsString::from(value))).collect()
}

fn load_file(path: impl Into<PathBuf>) -> Loaded {
    load(&Sources { config_file: ConfigFile::Named(path.into()), ..Sources::default() })
}

/// What loading a configuration of this text gives, with these variables, and the folder it stands in.
fn load_text(text: &str, variables: &[(&str, &str)], flags: &[Flag]) -> (tempfile::TempDir, Loaded) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.toml");
    fs::write(&path, text).unwrap();
    let sources = Sources {
        flags: flags.to_vec(),
        environment: environment(variables),
        config_file: ConfigFile::Named(path),
        system: SystemPlaces::default(),
    };
    let loaded = load(&sources);
    (folder, loaded)
}

fn files(folder: &str) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    assert!(!paths.is_empty(), "{folder} holds files");
    paths
}

#[test]
fn every_valid_file_loads_clean() {
    for path in files("tests/configs/valid") {
        let loaded = load_file(&path);
        let problems: Vec<String> = loaded.problems.iter().map(ToString::to_string).collect();
        assert_eq!(problems, [""; 0], "{}", path.display());
        assert_ne!(loaded.settings, Settings::default(), "{} changes something", path.display());
    }
}

/// With `NEWSREADER_TEST_UPDATE` set, the message files are written instead of compared.
#[test]
fn every_invalid_file_gives_its_message() {
    for path in files("tests/configs/invalid") {
        let problems: Vec<String> = load_file(&path).problems.iter().map(ToString::to_string).collect();
        assert!(!problems.is_empty(), "{} is found wrong", path.display());
        let message = problems.join("\n----\n") + "\n";
        let beside = path.with_extension("txt");
        if std::env::var_os("NEWSREADER_TEST_UPDATE").is_some() {
            fs::write(&beside, &message).unwrap();
        }
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        assert_eq!(message, expected, "the message for {}", path.display());
    }
}

#[test]
fn the_shipped_file_is_the_defaults() {
    let (_folder, loaded) = load_text(DEFAULT_CONFIG, &[], &[]);
    assert_eq!(loaded.problems, []);
    assert_eq!(loaded.settings, Settings::default());
    // Every setting stands in the file, so that the file is the reference.
    let mut defaults = Settings::default();
    for row in newsreader::settings::table::rows(&mut defaults) {
        assert_eq!(loaded.origin(row.section, row.name), Origin::File, "{}.{}", row.section, row.name);
    }
}

#[test]
fn flags_beat_variables_beat_the_file_beats_defaults() {
    let text = "[ui]\ntheme = \"paper\"\n[timeline]\nscale = \"log\"\n";
    let variables = [("NEWSREADER_UI_THEME", "contrast"), ("NEWSREADER_READER_MEASURE", "60")];
    let flag = Flag { flag: "--theme", section: "ui", name: "theme", value: "plain".into() };

    let (_folder, loaded) = load_text(text, &[], &[]);
    assert_eq!((loaded.settings.ui.theme.as_str(), loaded.origin("ui", "theme")), ("paper", Origin::File));
    let (_folder, loaded) = load_text(text, &variables, &[]);
    assert_eq!(loaded.settings.ui.theme, "contrast");
    assert_eq!(loaded.origin("ui", "theme").name(), "NEWSREADER_UI_THEME");
    assert_eq!((loaded.settings.reader.measure, loaded.settings.timeline.scale), (60, Scale::Log));
    let (_folder, loaded) = load_text(text, &variables, std::slice::from_ref(&flag));
    assert_eq!((loaded.settings.ui.theme.as_str(), loaded.origin("ui", "theme").name()), ("plain", "--theme"));
    assert_eq!(loaded.origin("list", "sort"), Origin::Default);
    assert_eq!(loaded.problems, []);
}

#[test]
fn a_wrong_setting_costs_only_itself() {
    let (_folder, loaded) = load_text("[reader]\nmeasure = 500\nparagraphs = \"indent\"\n[lsit]\nx = 1\n", &[], &[]);
    assert_eq!(loaded.problems.len(), 2);
    assert_eq!(loaded.settings.reader.measure, 72);
    assert_eq!(loaded.settings.reader.paragraphs, newsreader::settings::Paragraphs::Indent);
}

#[test]
fn wrong_variables_and_flags_are_named() {
    let flag = Flag { flag: "--theme", section: "ui", name: "theme", value: "papr".into() };
    let variables = [
        ("NEWSREADER_TIMELINE_SCALE", "loga"),
        ("NEWSREADER_UI_THEM", "ink"),
        ("NEWSREADER_BENCH_TOOLS", "/tools"),
        ("NEWSREADER_LIST_SORT", ""),
    ];
    let (_folder, loaded) = load_text("", &variables, &[flag]);
    let sentences: Vec<String> = loaded.problems.iter().map(newsreader::settings::ConfigProblem::sentence).collect();
    assert_eq!(
        sentences,
        [
            "NEWSREADER_TIMELINE_SCALE: “loga” is not a scale. “scale” can be: auto, linear, sqrt, log. \
             Did you mean “log”?",
            "NEWSREADER_UI_THEM: unknown setting. Did you mean NEWSREADER_UI_THEME?",
            "--theme: “papr” is not a theme. “theme” can be: auto, ink, paper, contrast, plain. \
             Did you mean “paper”?",
        ]
    );
}

#[test]
fn the_index_is_on_and_has_a_limit() {
    let index = |text: &str, flags: &[Flag]| load_text(text, &[], flags).1.settings.index;
    let off = Flag { flag: "--no-index", section: "index", name: "enabled", value: "false".into() };
    for (text, flags, enabled, max_bytes) in [
        ("", [].as_slice(), true, 4 << 30),
        ("[index]\nenabled = false\nmax_size = \"1 GB\"\n", &[], false, 1_000_000_000),
        ("[index]\nenabled = true\n", std::slice::from_ref(&off), false, 4 << 30),
    ] {
        assert_eq!(index(text, flags), IndexSettings { enabled, max_bytes }, "{text}");
    }
}

#[test]
fn no_color_ranks_as_a_variable() {
    let text = "[ui]\ncolors = \"truecolor\"\n";
    let colors = |variables: &[(&str, &str)], flags: &[Flag]| load_text(text, variables, flags).1.settings.ui.colors;
    assert_eq!(colors(&[], &[]), Colors::TrueColor);
    assert_eq!(colors(&[("NO_COLOR", "")], &[]), Colors::TrueColor);
    assert_eq!(colors(&[("NO_COLOR", "1")], &[]), Colors::None);
    assert_eq!(colors(&[("NO_COLOR", "1"), ("NEWSREADER_UI_COLORS", "256")], &[]), Colors::Ansi256);
    let flag = Flag { flag: "--color", section: "ui", name: "colors", value: "16".into() };
    assert_eq!(colors(&[("NO_COLOR", "1")], &[flag]), Colors::Ansi16);
}

#[test]
fn the_folder_in_all_its_forms() {
    let home = [("HOME", "/home/ada"), ("CLIPS", "clips"), ("EMPTY", "")];
    let folder_of = |written: &str| {
        let (at, loaded) = load_text(&format!("[corpus]\nfolder = '{written}'\n"), &home, &[]);
        let problems: Vec<String> = loaded.problems.iter().map(|problem| problem.what.clone()).collect();
        let folder = loaded.settings.corpus.folder;
        let relative = folder.as_ref().and_then(|folder| folder.strip_prefix(at.path()).ok()).map(Path::to_path_buf);
        (relative.map(|inside| PathBuf::from("BESIDE").join(inside)).or(folder), problems)
    };
    let clean = |folder: &str| (Some(PathBuf::from(folder)), Vec::<String>::new());
    assert_eq!(folder_of("/srv/news"), clean("/srv/news"));
    assert_eq!(folder_of("news/2022"), clean("BESIDE/news/2022"));
    assert_eq!(folder_of("~"), clean("/home/ada"));
    assert_eq!(folder_of("~/news"), clean("/home/ada/news"));
    assert_eq!(folder_of("$HOME/${CLIPS}/x"), clean("/home/ada/clips/x"));
    assert_eq!(folder_of("$CLIPS"), clean("BESIDE/clips"));
    assert_eq!(folder_of("/a$/b"), clean("/a$/b"));
    assert_eq!(folder_of(""), (None, Vec::new()));
    assert_eq!(folder_of("$NOWHERE/x"), (None, vec!["the variable $NOWHERE is not set".to_owned()]));
    assert_eq!(folder_of("${HOME/x"), (None, vec!["missing } after ${".to_owned()]));
    assert_eq!(folder_of("~bob/x").1, ["~ with a name is not supported; write the whole path"]);
    // A folder that is not there is no mistake of the file: the reader says so when it opens.
    assert_eq!(folder_of("/no/such/folder"), clean("/no/such/folder"));
}

#[test]
fn the_folder_from_a_variable_or_a_flag_is_relative_to_where_one_is() {
    let text = "[corpus]\nfolder = \"beside\"\n";
    let (_folder, loaded) = load_text(text, &[("NEWSREADER_CORPUS_FOLDER", "here/now")], &[]);
    assert_eq!(loaded.settings.corpus.folder, Some(PathBuf::from("here/now")));
    assert_eq!(loaded.folder_origin, Origin::Variable("NEWSREADER_CORPUS_FOLDER".to_owned()));
    let (_folder, loaded) = load_text(text, &[("NEWSREADER_CORPUS_FOLDER", "")], &[]);
    assert_eq!(loaded.settings.corpus.folder, None);
    let flag = Flag { flag: "--folder", section: "corpus", name: "folder", value: "$x/~".into() };
    let (_folder, loaded) = load_text(text, &[("NEWSREADER_CORPUS_FOLDER", "here")], &[flag]);
    assert_eq!(loaded.settings.corpus.folder, Some(PathBuf::from("$x/~")));
}

#[test]
fn the_file_is_found_where_the_system_and_the_variables_say() {
    let at = tempfile::tempdir().unwrap();
    let write = |inside: &str, theme: &str| {
        let path = at.path().join(inside);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, format!("[ui]\ntheme = \"{theme}\"\n")).unwrap();
        path
    };
    let xdg = write("xdg/newsreader/config.toml", "paper");
    write("system/config.toml", "contrast");
    let other = write("other.toml", "plain");
    let system = SystemPlaces {
        config_dir: Some(at.path().join("system")),
        state_dir: Some(at.path().join("state")),
        cache_dir: Some(at.path().join("cache")),
        data_dir: Some(at.path().join("data")),
    };
    let loaded = |variables: &[(&str, &Path)], config_file: ConfigFile| {
        let environment = variables.iter().map(|(name, value)| ((*name).to_owned(), value.into())).collect();
        load(&Sources { environment, config_file, system: system.clone(), flags: Vec::new() })
    };
    let theme = |variables: &[(&str, &Path)], config_file| loaded(variables, config_file).settings.ui.theme;
    let xdg_home = at.path().join("xdg");
    assert_eq!(theme(&[], ConfigFile::Usual), "contrast");
    assert_eq!(theme(&[("XDG_CONFIG_HOME", &xdg_home)], ConfigFile::Usual), "paper");
    assert_eq!(theme(&[("XDG_CONFIG_HOME", "xdg".as_ref())], ConfigFile::Usual), "contrast");
    assert_eq!(theme(&[("NEWSREADER_CONFIG", &other)], ConfigFile::Usual), "plain");
    assert_eq!(theme(&[("NEWSREADER_CONFIG", &other)], ConfigFile::Named(xdg.clone())), "paper");
    assert_eq!(theme(&[("NEWSREADER_CONFIG", &other)], ConfigFile::Ignored), "auto");
    assert_eq!(loaded(&[("XDG_CONFIG_HOME", &xdg_home)], ConfigFile::Usual).config_path, Some(xdg));
    assert_eq!(loaded(&[], ConfigFile::Usual).state_dir, Some(at.path().join("state")));
    assert_eq!(loaded(&[], ConfigFile::Usual).cache_dir, Some(at.path().join("cache")));
    assert_eq!(
        loaded(&[("XDG_CACHE_HOME", &xdg_home)], ConfigFile::Usual).cache_dir,
        Some(xdg_home.join("newsreader"))
    );
    let own = loaded(&[("XDG_CACHE_HOME", &xdg_home), ("XDG_DATA_HOME", "data".as_ref())], ConfigFile::Usual);
    for (folder, purpose) in [
        (xdg_home.join("newsreader/clips"), Some("cache")),
        (at.path().join("state"), Some("state")),
        (at.path().join("data"), Some("data")),
        (xdg_home.clone(), None),
    ] {
        assert_eq!(own.own_folders.purpose_of(&folder), purpose, "{}", folder.display());
    }

    // The usual file may be missing; one that was named may not.
    let missing = at.path().join("none.toml");
    assert_eq!(loaded(&[("XDG_CONFIG_HOME", &at.path().join("none"))], ConfigFile::Usual).problems, []);
    let problems = loaded(&[("HOME", at.path())], ConfigFile::Named(missing)).problems;
    assert_eq!(
        problems[0].to_string(),
        "~/none.toml: no such file. Name another with --config, or leave it out with --no-config."
    );
}

#[test]
fn themes_of_ones_own_change_tokens() {
    let at = tempfile::tempdir().unwrap();
    fs::create_dir(at.path().join("themes")).unwrap();
    fs::write(at.path().join("themes/night.toml"), "based_on = \"contrast\"\ndim = { fg = \"#ABC\" }\n").unwrap();
    let path = at.path().join("config.toml");
    fs::write(&path, "[ui]\ntheme = \"night\"\n[theme.ink]\nrule = { fg = \"#010203\", bold = true }\n").unwrap();
    let loaded = load_file(&path);
    assert_eq!(loaded.problems, []);
    assert_eq!(loaded.settings.themes.names(), ["auto", "ink", "paper", "contrast", "plain", "night"]);
    let fg = |theme: &str, token| loaded.settings.themes.resolve(theme, ColorDepth::TrueColor).unwrap().style(token).fg;
    assert_eq!(fg("night", Token::Dim), Some(Color::Rgb(0xAA, 0xBB, 0xCC)));
    assert_eq!(fg("night", Token::Text), Some(Color::Rgb(255, 255, 255)));
    assert_eq!(fg("ink", Token::Rule), Some(Color::Rgb(1, 2, 3)));
    assert_eq!(fg("ink", Token::Dim), Some(Color::Rgb(0x9B, 0xA4, 0xB0)));
}

#[test]
fn every_shipped_theme_has_every_token_in_every_depth() {
    let themes = Themes::default();
    for (name, text, _) in SHIPPED {
        let (file, problems) = newsreader::settings::theme::read_theme_text(name, None, text);
        assert_eq!(problems, []);
        assert_eq!(file.looks.len(), Token::ALL.len(), "{name} has every token");
        let resolve = |depth| themes.resolve(name, depth).unwrap();
        for (token, token_name) in Token::ALL {
            let plain = resolve(ColorDepth::None).style(token);
            assert_eq!((plain.fg, plain.bg), (None, None), "{name} {token_name} without colours");
            let sixteen = resolve(ColorDepth::Ansi16).style(token);
            let is_own = |color: Option<Color>| !matches!(color, Some(Color::Rgb(..) | Color::Indexed(_)));
            assert!(is_own(sixteen.fg) && is_own(sixteen.bg), "{name} {token_name} with sixteen");
            let many = resolve(ColorDepth::Ansi256).style(token);
            assert!(!matches!(many.fg, Some(Color::Rgb(..))), "{name} {token_name} with 256");
        }
        // The terminal's sixteen colours are chosen for its own background, which is therefore left alone.
        assert!(matches!(resolve(ColorDepth::Ansi16).style(Token::Text).bg, None | Some(Color::Reset)));
    }
    assert_eq!(themes.resolve("auto", ColorDepth::TrueColor), None);
    let plain = themes.resolve("ink", ColorDepth::None).unwrap();
    assert!(plain.style(Token::Selection).add_modifier.contains(Modifier::REVERSED));
    assert!(plain.style(Token::Match).add_modifier.contains(Modifier::BOLD | Modifier::UNDERLINED));
}

#[test]
fn shipped_themes_can_be_read_by_tired_eyes() {
    let themes = Themes::default();
    for (name, least) in [("ink", 6.0), ("paper", 6.0), ("contrast", 12.0)] {
        let looks = themes.looks(name).unwrap();
        let look = |token: Token| -> Look { looks[token as usize] };
        let page = look(Token::Text).bg.unwrap();
        let ratio = |token: Token| contrast(look(token).fg.unwrap(), look(token).bg.unwrap_or(page));
        for (token, token_name) in Token::ALL {
            let least = match token {
                // A tint behind the axis and the frames carry no text of their own.
                Token::Brush | Token::Rule => continue,
                Token::Bar | Token::BarMatch => 3.0,
                _ => least,
            };
            // The page's own figures are rounded to a tenth, so half a tenth below counts as reached.
            assert!(ratio(token) >= least - 0.05, "{name} {token_name}: {:.2}", ratio(token));
        }
        let on_brush = contrast(look(Token::Text).fg.unwrap(), look(Token::Brush).bg.unwrap());
        assert!(on_brush >= 6.0, "{name} labels on the brush: {on_brush:.2}");
    }
    assert_eq!(Rgb::parse("#FFF"), Some(Rgb(255, 255, 255)));
}

#[test]
fn recent_folders_are_kept_newest_first() {
    let state = tempfile::tempdir().unwrap();
    let inner = state.path().join("newsreader");
    assert!(recent::read(&inner).is_empty());
    for number in 0..25 {
        recent::remember(&inner, Path::new(&format!("/news/{number}"))).unwrap();
    }
    recent::remember(&inner, Path::new("/news/20")).unwrap();
    let folders = recent::read(&inner);
    assert_eq!(folders.len(), 20);
    assert_eq!(folders[..3], ["/news/20", "/news/24", "/news/23"].map(PathBuf::from));
    assert_eq!(fs::read_dir(&inner).unwrap().count(), 1, "no half-written file is left");
}

#[test]
fn the_watch_is_a_switch_or_a_word() {
    for (written, variable, watch) in [
        ("true", None, Watch::On),
        ("false", None, Watch::Off),
        ("\"poll\"", None, Watch::Poll),
        ("true", Some("poll"), Watch::Poll),
        ("\"poll\"", Some("false"), Watch::Off),
    ] {
        let variables: Vec<_> = variable.map(|value| ("NEWSREADER_CORPUS_WATCH", value)).into_iter().collect();
        let (_folder, loaded) = load_text(&format!("[corpus]\nwatch = {written}\n"), &variables, &[]);
        assert_eq!((loaded.settings.corpus.watch, loaded.problems.len()), (watch, 0), "{written} {variable:?}");
    }
    let (_folder, loaded) =
        load_text("[corpus]\nwatch = \"pol\"\n[ui]\nmouse = \"on\"\n[list]\nrows = true\n", &[], &[]);
    let told: Vec<String> = loaded.problems.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].contains("“watch” can be: true, false, poll"), "{}", told[0]);
}
