//! Names with letters beyond ASCII, by the host's Unicode tables.

use web_sys::Url;

/// Lets the host write a name as A-labels; `None` when it cannot be the host of a URL.
pub(crate) fn to_ascii(name: &str) -> Option<String> {
    let url = Url::new(&format!("https://{name}/")).ok()?;
    Some(url.hostname())
}
