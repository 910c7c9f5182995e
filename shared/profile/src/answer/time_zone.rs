//! A time zone.

use super::{Answer, Host, Problem};

/// Longer than any name in the IANA database.
const MOST: usize = 64;

/// Reads the name of a time zone.
pub(super) fn read(sent: &str, host: &dyn Host) -> Result<Option<Answer>, Problem> {
    let known = |byte: u8| byte.is_ascii_alphanumeric() || b"/_+-".contains(&byte);
    match sent {
        "" => Ok(None),
        name if name.len() <= MOST && name.bytes().all(known) && host.knows_time_zone(name) => {
            Ok(Some(Answer::Text(name.to_owned())))
        }
        _ => Err(Problem::NotAnOption),
    }
}
