//! What a process has used, read from Linux's `/proc`.

use std::fs;
use std::io;
use std::time::Duration;

/// Linux counts processor time for user programs in hundredths of a second on every architecture
/// that workerd runs on (`USER_HZ`, proc(5)); asking `sysconf` would need `unsafe` or a dependency.
const TICKS_PER_SECOND: u64 = 100;

/// User and system time of a process, all threads together.
pub(super) fn cpu_time(pid: u32) -> io::Result<Duration> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    parse_stat(&text).ok_or_else(|| malformed("stat"))
}

/// The resident memory of a process in bytes.
pub(super) fn resident_bytes(pid: u32) -> io::Result<u64> {
    let text = fs::read_to_string(format!("/proc/{pid}/status"))?;
    parse_status(&text).ok_or_else(|| malformed("status"))
}

/// Fields 14 and 15 of `/proc/PID/stat`. The second field is the program's name in parentheses and
/// may itself contain spaces and parentheses, so counting starts after the last one.
fn parse_stat(text: &str) -> Option<Duration> {
    let (_, after_name) = text.rsplit_once(')')?;
    let mut fields = after_name.split_whitespace().skip(11);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some(Duration::from_millis(
        (user + system) * 1000 / TICKS_PER_SECOND,
    ))
}

fn parse_status(text: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes * 1024)
}

fn malformed(file: &str) -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("/proc/PID/{file} does not look as expected"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_found_after_a_name_with_parentheses() {
        let line = "42 (a) b (c)) S 1 42 42 0 -1 4194304 100 0 0 0 150 25 0 0 20 0 9 0 100 1 2";
        assert_eq!(parse_stat(line), Some(Duration::from_millis(1750)));
    }

    #[test]
    fn resident_memory_is_in_bytes() {
        assert_eq!(parse_status("Name:\tx\nVmRSS:\t  10 kB\n"), Some(10_240));
        assert_eq!(parse_status("Name:\tx\n"), None);
    }
}
