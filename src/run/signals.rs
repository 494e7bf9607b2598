//! Signals become events: suspend, terminate, hang up, a new size.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::time::Duration;

use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2, SIGWINCH};
use signal_hook::iterator::Signals;

use super::worker::{SIGNAL_LISTENER, panic_if_tested, spawn_worker};
use super::{InboxEvent, ending, terminal};

/// The time that the loop has to end the program. It needs milliseconds, unless it waits for something that
/// does not come.
const GRACE: Duration = Duration::from_secs(1);

/// Whether an editor has the terminal.
static IS_EDITING: AtomicBool = AtomicBool::new(false);

/// An editor takes the terminal, or has given it back.
pub fn set_editing(is_editing: bool) {
    IS_EDITING.store(is_editing, Ordering::SeqCst);
}

/// Starts the thread that waits for signals. The key of interrupt sends none, as the terminal is in raw
/// mode.
///
/// # Errors
/// When the system refuses the thread, or to tell of signals.
pub fn listen(sender: Sender<InboxEvent>) -> io::Result<()> {
    ending::prepare()?;
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGTSTP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGWINCH])?;
    let started = spawn_worker(SIGNAL_LISTENER, sender.clone(), move || {
        panic_if_tested(SIGNAL_LISTENER);
        for signal in signals.forever() {
            if IS_EDITING.load(Ordering::SeqCst) && [SIGINT, SIGQUIT, SIGTSTP].contains(&signal) {
                // The keys are the editor's, and it has the terminal: with it this process only stops.
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

/// Ends the program: through the loop, or without it where it waits for something that does not come.
///
/// An editor that has the terminal is waited for: the shell and it would both read the keys.
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

/// Asks the whole foreground group to stop, as the terminal does for Ctrl-Z: a program that started this
/// one and waits for it has to stop as well, or the shell would not get the terminal. This process gets
/// the signal too, as an event.
pub fn suspend_group() {
    let _ = rustix::process::kill_current_process_group(rustix::process::Signal::TSTP);
}

/// Stops this process until it is continued.
pub fn stop_here() {
    let _ = signal_hook::low_level::emulate_default_handler(SIGTSTP);
}

/// Ends this process as the signal would have without a listener.
pub fn end_by_signal(signal: i32) {
    let _ = signal_hook::low_level::emulate_default_handler(signal);
}
