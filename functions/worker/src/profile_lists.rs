//! Long lists and tables out of the host.

use vestibule_profile::Host;
use vestibule_progressive_profile::Lists;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/js/lists.js")]
extern "C" {
    fn countries(codes: &str, language: &str) -> String;

    #[wasm_bindgen(js_name = timeZones)]
    fn time_zones() -> String;

    #[wasm_bindgen(js_name = knowsTimeZone)]
    fn knows_time_zone(name: &str) -> bool;

    fn composed(text: &str) -> String;
}

/// The host's own tables: 250 names of countries in six languages would be some 9 KB of the upload, and out of date on another day.
#[derive(Debug)]
pub(crate) struct HostLists;

impl Lists for HostLists {
    fn countries(&self, codes: &str, language: &str) -> Vec<(String, String)> {
        let lines = countries(codes, language);
        let lines = lines.lines().filter_map(|line| line.split_once('\t'));
        lines
            .map(|(code, name)| (code.to_owned(), name.to_owned()))
            .collect()
    }

    fn time_zones(&self) -> Vec<String> {
        time_zones().lines().map(str::to_owned).collect()
    }

    fn host(&self) -> &dyn Host {
        self
    }
}

impl Host for HostLists {
    fn composed(&self, text: &str) -> String {
        // Nearly every text is ASCII, which is composed.
        if text.is_ascii() {
            return text.to_owned();
        }
        composed(text)
    }

    fn knows_time_zone(&self, name: &str) -> bool {
        knows_time_zone(name)
    }
}
