//! Queries the slow way: split, decode, compare, put together again.

/// Names and values, decoded as forms are.
pub(crate) fn pairs(query: &str) -> Vec<(String, String)> {
    query
        .split('&')
        .filter(|piece| !piece.is_empty())
        .map(|piece| match piece.find('=') {
            Some(at) => (decode(&piece[..at]), decode(&piece[at + 1..])),
            None => (decode(piece), String::new()),
        })
        .collect()
}

pub(crate) fn value(query: &str, name: &str) -> Option<String> {
    let mut all = pairs(query).into_iter();
    all.find(|(known, _)| known == name).map(|(_, value)| value)
}

pub(crate) fn said(query: &str, name: &str) -> Option<String> {
    let mut all = pairs(query).into_iter();
    all.find(|(known, value)| known == name && !value.is_empty())
        .map(|(_, value)| value)
}

pub(crate) fn without(query: &str, name: &str) -> String {
    let mut kept = Vec::new();
    for piece in query.split('&') {
        let raw_name = piece.split('=').next().unwrap();
        if piece.is_empty() || decode(raw_name) != name {
            kept.push(piece);
        }
    }
    kept.join("&")
}

/// Appends parameters to what came.
pub(crate) fn add(query: &str, more: &[(String, String)]) -> String {
    let mut whole = query.to_owned();
    for (name, value) in more {
        if !whole.is_empty() && !whole.ends_with('&') {
            whole.push('&');
        }
        whole += &format!("{name}={}", encode(value));
    }
    whole
}

pub(crate) fn encode(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded += &format!("%{byte:02X}");
        }
    }
    encoded
}

fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let escaped = bytes
            .get(at + 1..at + 3)
            .filter(|_| bytes[at] == b'%')
            .filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        if let Some(digits) = escaped {
            let digits = std::str::from_utf8(digits).unwrap();
            decoded.push(u8::from_str_radix(digits, 16).unwrap());
            at += 3;
        } else {
            decoded.push(if bytes[at] == b'+' { b' ' } else { bytes[at] });
            at += 1;
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}
