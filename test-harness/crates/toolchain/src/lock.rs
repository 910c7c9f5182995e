//! Files that keep other processes of the harness out.

use std::fs::{File, TryLockError};
use std::io;

use crate::progress::Progress;

/// Takes the lock on a file, as a step of its own when somebody else holds it.
///
/// The lock goes when the file is closed, also when the process is killed.
pub(crate) fn wait(file: &File, progress: &Progress, title: &str) -> io::Result<()> {
    match file.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::Error(error)) => Err(error),
        Err(TryLockError::WouldBlock) => {
            let _step = progress.step(title);
            file.lock()
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::sink;
    use std::thread;
    use std::time::Duration;

    use super::*;

    #[test]
    fn waiting_for_somebody_else_is_a_step() {
        let path = std::env::temp_dir().join(format!("vestibule-lock-{}", std::process::id()));
        let progress = Progress::to(Box::new(sink()), false);
        let first = File::create(&path).unwrap();
        wait(&first, &progress, "Wait").unwrap();
        assert!(!progress.summary().contains("Wait"), "nobody held it");

        let second = File::open(&path).unwrap();
        let waiting = progress.clone();
        let waiter = thread::spawn(move || wait(&second, &waiting, "Wait"));
        thread::sleep(Duration::from_millis(50));
        assert!(!waiter.is_finished());
        drop(first);
        waiter.join().unwrap().unwrap();
        assert!(progress.summary().contains("| Wait |"));
        std::fs::remove_file(&path).unwrap();
    }
}
