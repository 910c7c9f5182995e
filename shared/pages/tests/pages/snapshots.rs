//! What each page looks like in markup.

use std::fmt::Write as _;

use vestibule_pages::{ENGLISH, Html};

use crate::samples;

/// The style sheets, whose text is in `style/`, and the icon are left out: a change of a color should
/// not touch every snapshot.
fn without_style(body: &str) -> String {
    let mut kept = String::new();
    let mut rest = body;
    while let Some((before, after)) = rest.split_once("<style>") {
        kept.push_str(before);
        kept.push_str("<style>…</style>");
        (_, rest) = after.split_once("</style>").unwrap();
    }
    kept.push_str(rest);
    let (before, after) = kept.split_once("<link rel=\"icon\" href=\"").unwrap();
    let (_, after) = after.split_once('"').unwrap();
    let kept = format!("{before}<link rel=\"icon\" href=\"…\"{after}");
    // The picture is the same on each.
    let (before, after) = kept.split_once("<svg ").unwrap();
    let (_, after) = after.split_once("</svg>").unwrap();
    format!("{before}<svg>…</svg>{after}")
}

#[test]
fn pages_are_as_they_were() {
    for (name, html) in samples::all(&samples::acme(), &ENGLISH) {
        insta::assert_snapshot!(name, snapshot(&html));
    }
}

/// A page with its headers, as snapshots have it.
pub(crate) fn snapshot(html: &Html) -> String {
    let mut text = format!("{}\n", html.status);
    for (header, value) in html.headers() {
        let value = match header {
            "content-security-policy" => without_hashes(value),
            _ => value.to_owned(),
        };
        writeln!(text, "{header}: {value}").unwrap();
    }
    text.push('\n');
    text.push_str(&without_style(&html.body));
    text
}

fn without_hashes(policy: &str) -> String {
    let hash = |word: &str| {
        if word.starts_with("'sha256-") {
            "'sha256-…'"
        } else {
            word
        }
        .to_owned()
    };
    policy.split(' ').map(hash).collect::<Vec<_>>().join(" ")
}
