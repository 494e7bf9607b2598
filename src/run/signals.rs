//! Turns signals into events: suspend, terminate, hang up, resize.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::time::Duration;

use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2, SIGWINCH};
use signal_hook::iterator::Signals;

use super::worker::{SIGNAL_LISTENER, panic_if_tested, spawn_worker};
use super::{InboxEvent, ending, terminal};

/// The time that the loop has to end the program. It needs milliseconds, unless it waits for something that never
/// comes.
const GRACE: Duration = Duration::from_secs(1);

/// True if an editor has the terminal.
static IS_EDITING: AtomicBool = AtomicBool::new(false);

/// Records that an editor takes the terminal or has given it back.
pub fn set_editing(is_editing: bool) {
    IS_EDITING.store(is_editing, Ordering::SeqCst);
}

/// Starts the thread that waits for signals.
///
/// Ctrl-C sends no signal while the terminal is in raw mode. An editor gets the terminal without raw mode. Ctrl-C,
/// Ctrl-\ and Ctrl-Z then send signals to this process as well.
///
/// # Errors
/// Returns an error if the system refuses the thread or the signal handlers.
pub fn listen(sender: Sender<InboxEvent>) -> io::Result<()> {
    ending::prepare()?;
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGTSTP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGWINCH])?;
    let started = spawn_worker(SIGNAL_LISTENER, sender.clone(), move || {
        panic_if_tested(SIGNAL_LISTENER);
        for signal in signals.forever() {
            if IS_EDITING.load(Ordering::SeqCst) && [SIGINT, SIGQUIT, SIGTSTP].contains(&signal) {
                // These keys are meant for the editor, which has the terminal. On Ctrl-Z this process stops together
                // with it.
                if signal == SIGTSTP {
                    stop_here();
                }
                continue;
            }
            let event = match signal {
                SIGTSTP => InboxEvent::Suspend,
                SIGWINCH => InboxEvent::Resized,
                _ => return terminate(signal, &sender),
            };
            if sender.send(event).is_err() {
                return;
            }
        }
    });
    started.map(drop).map_err(io::Error::other)
}

/// Ends the program through the loop, or directly if the loop waits for something that never comes.
///
/// It does not end directly while an editor has the terminal, because the shell and the editor would both read the
/// keys.
pub fn terminate(signal: i32, sender: &Sender<InboxEvent>) {
    ending::announce(signal);
    if sender.send(InboxEvent::Terminate(signal)).is_err() {
        return;
    }
    std::thread::sleep(GRACE);
    if !IS_EDITING.load(Ordering::SeqCst) {
        terminal::give_back();
        end_by_signal(signal);
    }
}

/// Asks the whole foreground process group to stop, as the terminal does for Ctrl-Z. This process gets the signal as an
/// event.
///
/// A program that started this one and waits for it must stop as well; otherwise the shell would not get the terminal.
pub fn suspend_group() {
    let _ = rustix::process::kill_current_process_group(rustix::process::Signal::TSTP);
}

/// Stops this process until it is continued.
pub fn stop_here() {
    let _ = signal_hook::low_level::emulate_default_handler(SIGTSTP);
}

/// Ends this process as the signal would without a handler.
pub fn end_by_signal(signal: i32) {
    let _ = signal_hook::low_level::emulate_default_handler(signal);
}
