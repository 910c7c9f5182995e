//! A browser with our cookie.

use vestibule_home_realm::Memory;
use vestibule_http::sealed::{Keys, Nonces};
use vestibule_identity::UnixSeconds;
use vestibule_tenant::NetworkFacts;

use crate::stage::{CLIENT, EDGE};
use crate::{Answer, Stage};

pub(crate) const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
pub(crate) const OTHER_KEY: &str = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8";
pub(crate) const DAY: i64 = 24 * 60 * 60;

/// A browser with one cookie, and a clock that is turned by hand.
pub(crate) struct Browser {
    pub(crate) stage: Stage,
    pub(crate) keys: Keys,
    pub(crate) cookie: String,
    pub(crate) now: i64,
    pub(crate) sealed: u8,
    pub(crate) quiet: bool,
}

impl Browser {
    pub(crate) fn new(stage: Stage) -> Self {
        Self {
            stage,
            keys: Keys::parse(KEY, None).unwrap(),
            cookie: String::new(),
            now: 1_800_000_000,
            sealed: 0,
            quiet: false,
        }
    }

    pub(crate) fn memory(&self) -> Memory<'_> {
        Memory {
            keys: &self.keys,
            cookies: &self.cookie,
            nonces: Nonces::new([self.sealed; 24]),
            now: UnixSeconds(self.now),
            quiet: self.quiet,
        }
    }

    pub(crate) fn send(&mut self, method: &str, target: &str, body: &str) -> Answer {
        self.sealed += 1;
        let memory = self.memory();
        let url = format!("{EDGE}{target}");
        let network = NetworkFacts::default();
        let answer = self
            .stage
            .answer_remembering(method, &url, body, network, Some(memory));
        for cookie in &answer.decision.cookies {
            assert!(cookie.starts_with("__Host-vestibule-realm="), "{cookie}");
            assert!(cookie.len() < 1100, "{}", cookie.len());
            for organization in ["org_", "globex", "initech"] {
                assert!(
                    !cookie.contains(organization),
                    "nothing is readable: {cookie}"
                );
            }
            self.cookie = if cookie.contains("Max-Age=0") {
                String::new()
            } else {
                cookie.split(';').next().unwrap().to_owned()
            };
        }
        answer
    }

    pub(crate) fn get(&mut self, target: &str) -> Answer {
        self.send("GET", target, "")
    }

    pub(crate) fn post(&mut self, page: &Answer, fields: &str) -> Answer {
        self.send(
            "POST",
            "/edge/realm",
            &format!("flow={}&{fields}", page.flow()),
        )
    }
}

pub(crate) fn realm(more: &str) -> String {
    format!("/edge/realm?client_id={CLIENT}{more}")
}

pub(crate) fn authorize(more: &str) -> String {
    format!("/authorize?client_id={CLIENT}&state=%zz{more}")
}
