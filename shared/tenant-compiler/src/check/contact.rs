//! Where a page leads at its foot.

use vestibule_identity::EmailAddress;

use super::origins::web_url;
use crate::code::Code;
use crate::report::Report;

/// A page on the web.
pub(super) fn page(field: String, text: &str, loopback: bool, report: &mut Report<'_>) -> String {
    let Some(url) = web_url(&field, text, loopback, report) else {
        return String::new();
    };
    let url = String::from(url);
    // What a page takes as a link (RFC 3986); the parser of URLs lets a few more characters stand.
    let allowed =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte);
    if !url.bytes().all(allowed) {
        report.add(
            field,
            Code::InvalidUrl,
            format!("`{text}` has characters that no URL has"),
            "write them with `%` and two digits, as the address bar of a browser copies them",
        );
    }
    url
}

/// Where people get help: a page, an address or a telephone number.
pub(super) fn support(
    field: String,
    text: &str,
    loopback: bool,
    report: &mut Report<'_>,
) -> String {
    let is_good = if let Some(address) = text.strip_prefix("mailto:") {
        // `?` would begin a subject, `%` hide anything (RFC 6068).
        address.is_ascii()
            && !address.contains(['?', '%', '&', '"', '<', '>'])
            && EmailAddress::parse(address).is_ok()
    } else if let Some(number) = text.strip_prefix("tel:") {
        // RFC 3966, without parameters.
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        let allowed = |byte: u8| byte.is_ascii_digit() || b"-.()".contains(&byte);
        (3..=20).contains(&digits)
            && number
                .strip_prefix('+')
                .unwrap_or(number)
                .bytes()
                .all(allowed)
    } else {
        return page(field, text, loopback, report);
    };
    if !is_good {
        report.add(
            field,
            Code::InvalidContact,
            format!(
                "`{text}` is no address that can be written to, and no number that can be called"
            ),
            "write `mailto:help@example.com`, `tel:+49-30-901820` or an https URL",
        );
    }
    text.to_owned()
}
