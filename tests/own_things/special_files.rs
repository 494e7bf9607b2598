//! Pipes, devices, sockets and views of the running system are set aside, also behind links that are followed, and
//! nothing of them is read.

use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;

use newsreader::article::{Address, Format};
use newsreader::corpus::{self, Corpus, FileChunk, Options};

use super::desk::Desk;

fn make_pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
fn what_is_no_file_is_set_aside() {
    let desk = Desk::new();
    make_pipe(&desk.path("news/pipe.txt"));
    let _socket = UnixListener::bind(desk.path("news/socket.txt")).unwrap();
    for (link, target) in [
        ("to-pipe.txt", "pipe.txt"),
        ("to-socket.txt", "socket.txt"),
        ("zero.txt", "/dev/zero"),
        ("terminal.txt", "/dev/tty"),
    ] {
        symlink(target, desk.path("news").join(link)).unwrap();
    }
    let mut expected = vec![
        "pipe.txt: a named pipe",
        "socket.txt: a socket",
        "terminal.txt: a device",
        "to-pipe.txt: a named pipe",
        "to-socket.txt: a socket",
        "zero.txt: a device",
    ];
    if cfg!(target_os = "linux") {
        for (link, target) in
            [("kmsg.txt", "/proc/kmsg"), ("version.txt", "/proc/version"), ("sys", "/sys"), ("proc", "/proc")]
        {
            symlink(target, desk.path("news").join(link)).unwrap();
        }
        expected.extend([
            "kmsg.txt: a file of the running system, such as those in /proc, which may have no end",
            "version.txt: a file of the running system, such as those in /proc, which may have no end",
            "sys: a folder of the running system, such as /proc, which holds no articles",
            "proc: a folder of the running system, such as /proc, which holds no articles",
        ]);
    }
    expected.sort_unstable();
    let output =
        desk.command().args(["check", "-d", "news"]).env("NEWSREADER_CORPUS_FOLLOW_LINKS", "true").output().unwrap();
    let said = desk.said(&output);
    let set_aside: Vec<&str> = said.output.lines().filter_map(|line| line.strip_prefix("  ")).collect();
    assert_eq!(set_aside, expected);
    assert_eq!((said.errors.as_str(), said.code), ("", Some(0)));
}

#[cfg(target_os = "linux")]
#[test]
fn a_corpus_that_is_the_running_system_holds_nothing() {
    let desk = Desk::new();
    let said = desk.run(["check", "-d", "/proc/self"]);
    let set_aside = "  .: a folder of the running system, such as /proc, which holds no articles\n";
    assert!(said.output.contains(set_aside), "{said:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn of_a_file_without_a_size_a_limited_part_is_read() {
    // Its size is said to be 0, and it goes on for hundreds of gigabytes.
    let path = Path::new("pagemap");
    if std::fs::File::open(Path::new("/proc/self").join(path)).is_err() {
        println!("skipped: this system does not let a program look at its own pages");
        return;
    }
    let address = Address { path: path.into(), item: None, range: None, format: Format::PlainText };
    let bytes = corpus::raw(&Corpus::Folder("/proc/self".into()), &address).unwrap();
    assert_eq!(bytes.len(), 16 * 1024 * 1024);
}

#[test]
fn what_took_the_place_of_a_file_is_not_read() {
    let desk = Desk::new();
    let corpus = Corpus::Folder(desk.path("news"));
    make_pipe(&desk.path("news/ferry.txt"));
    symlink("/dev/zero", desk.path("news/zero.txt")).unwrap();
    symlink("/dev/zero", desk.path("news/zero.jsonl")).unwrap();
    // As if the walk had found files there a moment ago.
    for name in ["ferry.txt", "zero.txt", "zero.jsonl"] {
        let path = Path::new(name);
        let piece = FileChunk { path: path.into(), n_bytes: 100, lines: None };
        let problems = corpus::read(&corpus, &piece, &Options::default(), &mut |record| panic!("{record:?}"));
        let said: Vec<_> = problems.iter().map(|problem| problem.what.as_ref()).collect();
        assert_eq!(said, ["cannot be read: it is a device or a pipe now"], "{name}");
        let address = Address { path: path.into(), item: None, range: None, format: Format::PlainText };
        let raw = corpus::raw(&corpus, &address).unwrap_err();
        assert_eq!(raw.what, "it is a device or a pipe now", "{name}");
    }
}
