//! Measures the memory of one question, in a process of its own. A process that has answered other questions keeps
//! their memory, so the next answer would seem to need none.

use std::process::Command;

/// The environment variable that names the question whose memory this process measures.
pub const QUESTION: &str = "NEWSREADER_BENCH_MEMORY_OF";

/// The environment variable that names the folder of segments.
pub const FOLDER: &str = "NEWSREADER_BENCH_INDEX";

/// Returns a value of this process from `/proc/self/status`, in bytes. `None` on systems other than Linux.
fn own_memory(name: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? * 1_024)
}

/// Prints the peak memory of `work` in bytes, without the memory that the process has before.
#[allow(clippy::print_stdout, reason = "the process that started this one reads it")]
pub fn print_memory_of(work: impl FnOnce()) {
    // Writing 5 resets the peak value.
    if std::fs::write("/proc/self/clear_refs", "5").is_err() {
        return;
    }
    let before = own_memory("VmRSS");
    work();
    if let (Some(before), Some(most)) = (before, own_memory("VmHWM")) {
        println!("{}", most.saturating_sub(before));
    }
}

/// Measures the memory of a question in a new process of this program. `None` if the system does not report it.
pub fn memory_of(question: &str, folder: &std::path::Path) -> Option<u64> {
    let program = std::env::current_exe().ok()?;
    let output = Command::new(program).arg("--bench").env(QUESTION, question).env(FOLDER, folder).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}
