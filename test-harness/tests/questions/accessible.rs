//! The page with questions as people meet it: axe, the keyboard, narrow and wide, light and dark, in forced colors.

use serde_json::json;
use vestibule_page_samples::samples;
use vestibule_pages::{Brand, HandingBack, Language};

use crate::support::{chromium, drive, tools};

#[test]
fn questions_are_accessible_in_every_language() {
    let folder = tools().0.target().join("harness/questions");
    std::fs::create_dir_all(&folder).unwrap();
    let mut pages = Vec::new();
    for language in Language::all() {
        for sample in samples(&Brand::default(), *language) {
            if !sample.name.starts_with("profile") && sample.name != "handing-back" {
                continue;
            }
            // The page behind them is looked at, and not left.
            let body = sample.page.body.replace(HandingBack::SCRIPT, "");
            let file = folder.join(format!("{}-{}.html", sample.name, language.tag));
            std::fs::write(&file, body).unwrap();
            let url = url::Url::from_file_path(&file).unwrap();
            pages.push(json!({ "name": sample.name, "url": url.as_str() }));
        }
    }
    assert_eq!(pages.len(), 8 * 6);
    let everything = json!({
        "chromium": chromium(),
        "pages": pages,
        "viewports": [{ "width": 320, "height": 640 }],
        "deadlineMs": 300_000,
    });
    let wide = json!({
        "chromium": chromium(),
        "pages": pages.iter().take(8).collect::<Vec<_>>(),
        "viewports": [{ "width": 1280, "height": 800 }],
        "forcedColors": ["none", "active"],
        "deadlineMs": 300_000,
    });
    for (input, count) in [(everything, 48 * 2), (wide, 8 * 4)] {
        let result = drive("pages.mjs", &input);
        let results = result["results"]
            .as_array()
            .unwrap_or_else(|| panic!("{result:#}"));
        assert_eq!(results.len(), count);
        for page in results {
            let unmarked = page["tabStops"].as_array().unwrap().iter();
            let unmarked = unmarked.filter(|stop| stop["marked"] != true);
            let found = json!({
                "name": page["name"],
                "language": page["language"],
                "axe": page["axe"],
                "complaints": page["complaints"],
                "policy": page["policyViolations"],
                "requests": page["requests"],
                "overflows": page["overflows"],
                "unmarked": unmarked.collect::<Vec<_>>(),
            });
            assert_eq!(page["ok"], true, "{found:#}");
        }
    }
}
