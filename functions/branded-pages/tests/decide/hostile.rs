//! Hostile values change nothing of a page but the texts that they choose among.

use std::sync::LazyLock;

use proptest::prelude::*;
use vestibule_http::encode_component;

use crate::shape::shape;
use crate::stage::page;
use crate::{CLIENT, GLOBEX, Stage};

const PARAMETERS: [&str; 10] = [
    "error",
    "error_description",
    "client_id",
    "connection",
    "lang",
    "tracking",
    "tracking_id",
    "state",
    "organization",
    "log_url",
];

const HOSTILE: [&str; 14] = [
    "\"><script>alert(1)</script>",
    "'><img src=x onerror=alert(1)>",
    "</title></style><svg onload=alert(1)>",
    "\" autofocus onfocus=\"alert(1)",
    "<!--",
    "]]>",
    "javascript:alert(1)",
    "https://evil.example/",
    "//evil.example",
    "../../evil",
    "{{ 7*7 }}{application}",
    "\u{0}\u{1}\u{7f}",
    "\u{202e}\u{2066}\u{feff}",
    "\r\nset-cookie: evil=1",
];

/// The query with one parameter set to something, of the others those that go with it.
fn target(path: &str, hostile: &str, value: &str) -> String {
    let others = [
        ("error", "something_new"),
        ("client_id", CLIENT),
        ("organization", GLOBEX),
    ];
    let mut query: Vec<String> = others
        .iter()
        .filter(|(name, _)| *name != hostile)
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    query.push(format!("{hostile}={}", encode_component(value)));
    format!("{path}?{}", query.join("&"))
}

#[test]
fn hostile_values_leave_the_document_of_a_benign_twin() {
    let stage = Stage::acme();
    for path in ["/edge/error", "/edge/notice/denied", "/edge/notice/unknown"] {
        for parameter in PARAMETERS.into_iter().chain(["reason"]) {
            // Benign, and known to nobody.
            let benign = stage.get(&target(path, parameter, "some thing"));
            let benign = page(&benign);
            for value in HOSTILE {
                let decision = stage.get(&target(path, parameter, value));
                let hostile = page(&decision);
                assert_eq!(
                    shape(&hostile.body),
                    shape(&benign.body),
                    "{path} {parameter}={value:?}"
                );
                // Nothing of it is shown or linked to at all.
                assert_eq!(hostile.body, benign.body, "{path} {parameter}={value:?}");
                assert_eq!(hostile.headers, benign.headers);
            }
        }
    }
}

#[test]
fn a_tracking_id_is_shown_in_its_own_form_and_no_other() {
    let stage = Stage::acme();
    let with = |id: &str| {
        let decision = stage.get(&format!("/edge/error?tracking={}", encode_component(id)));
        page(&decision).body.clone()
    };
    assert!(with("abc-DEF_123").contains(">abc-DEF_123</code>"));
    let none = with("");
    for id in ["a b", "a.b", "a@b.example", "ü", &"x".repeat(65), "<b>"] {
        assert_eq!(with(id), none, "{id}");
    }
}

proptest! {
    #[test]
    fn whatever_arrives_is_answered(query in "[ -~]{0,300}", kind in "[a-z-]{0,20}") {
        static STAGE: LazyLock<Stage> = LazyLock::new(Stage::acme);
        let query = query.replace('#', "");
        for path in ["/edge/error".to_owned(), format!("/edge/notice/{kind}")] {
            let decision = STAGE.get(&format!("{path}?{query}"));
            let page = page(&decision);
            prop_assert!([200, 404].contains(&page.status));
            prop_assert!(page.body.ends_with("</html>") || page.body.ends_with("</html>\n"));
        }
    }
}
