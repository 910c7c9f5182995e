//! An email address.

use super::{Answer, Problem};

/// Longer than any address that can be written to (RFC 5321, section 4.5.3.1.3, without its angle brackets).
pub(crate) const MOST: u16 = 254;

/// Reads an email address as HTML has it (4.10.5.1.5, "valid email address"), with no more than 254 octets. Unlike an address
/// that a login goes by, it may name a host of one label.
pub(super) fn read(sent: &str) -> Result<Option<Answer>, Problem> {
    let text = sent.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if text.len() > usize::from(MOST) {
        let length = text.encode_utf16().count();
        return Err(Problem::TooLong { length, most: MOST });
    }
    let (local, domain) = text.split_once('@').ok_or(Problem::NotAnEmail)?;
    let in_local =
        |byte: u8| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte);
    let is_label = |label: &str| {
        let inside = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        (1..=63).contains(&label.len())
            && label.bytes().all(inside)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    if local.is_empty() || !local.bytes().all(in_local) || !domain.split('.').all(is_label) {
        return Err(Problem::NotAnEmail);
    }
    Ok(Some(Answer::Text(text.to_owned())))
}
