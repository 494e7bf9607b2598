//! The lower bound for the time of a walk: lists a folder on all cores, without and with the metadata of each file, and
//! prints the median seconds of both. `measure.py` builds it with `rustc -O` alone.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

fn main() {
    let mut arguments = std::env::args_os().skip(1);
    let folder = PathBuf::from(arguments.next().expect("the folder to walk"));
    let n_runs: usize = arguments.next().map_or(5, |runs| runs.to_string_lossy().parse().expect("how many runs"));
    let mut listed = Vec::new();
    let mut stated = Vec::new();
    let mut n_files = 0;
    for _ in 0..n_runs {
        for (with_metadata, seconds) in [(false, &mut listed), (true, &mut stated)] {
            let started = Instant::now();
            n_files = walk(&folder, with_metadata);
            seconds.push(started.elapsed().as_secs_f64());
        }
    }
    println!("{{\"files\":{n_files},\"readdir\":{:.6},\"readdir_and_stat\":{:.6}}}", median(listed), median(stated));
}

/// Counts the files below `folder` level by level. The threads share the folders of a level.
fn walk(folder: &Path, with_metadata: bool) -> usize {
    let n_threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut level = vec![folder.to_owned()];
    let mut n_files = 0;
    while !level.is_empty() {
        let next = AtomicUsize::new(0);
        let parts: Vec<(usize, Vec<PathBuf>)> = std::thread::scope(|scope| {
            let list_some = || {
                let (mut n_files, mut below) = (0, Vec::new());
                while let Some(path) = level.get(next.fetch_add(1, Ordering::Relaxed)) {
                    for entry in path.read_dir().into_iter().flatten().flatten() {
                        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                            below.push(entry.path());
                        } else {
                            n_files += 1;
                            if with_metadata {
                                std::hint::black_box(entry.metadata().map_or(0, |metadata| metadata.len()));
                            }
                        }
                    }
                }
                (n_files, below)
            };
            let threads: Vec<_> = (1..n_threads.min(level.len())).map(|_| scope.spawn(list_some)).collect();
            let own = list_some();
            threads.into_iter().map(|thread| thread.join().expect("a thread that lists")).chain([own]).collect()
        });
        level.clear();
        for (n_of_part, below) in parts {
            n_files += n_of_part;
            level.extend(below);
        }
    }
    n_files
}

/// Returns the upper median of the figures.
fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}
