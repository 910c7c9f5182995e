//! Every page in every state, in Chromium, under every condition that people meet it in.
//!
//! The pages are those of `vestibule-page-samples`, so that a new one is looked at without anybody thinking of it; most of their
//! states no stand could be brought into. They are served from this machine with the very headers that an answer of the Worker's
//! has: [`Response`] makes both. That the Worker sends what it makes is for the tests beside this one.

use std::io::Write as _;

use serde_json::{Value, json};
use vestibule_http::{Method, Outcome, Response};
use vestibule_page_samples::{Sample, samples};
use vestibule_pages::{
    Accent, Brand, Color, Contact, Corners, Direction, Image, Language, Links, Logo, Spoken,
};

use crate::browser::{chromium, run};

/// A phone, a tablet held upright, and a desk.
const WIDTHS: [(u32, u32); 3] = [(360, 740), (768, 1024), (1280, 800)];
const SCHEMES: [&str; 2] = ["light", "dark"];
/// The languages that are looked at in every window: one for each direction of writing.
const IN_FULL: [&str; 2] = ["en", "ar"];

/// What is tried in each window.
const EVERYWHERE: [&str; 2] = ["axe", "keyboard"];
/// What is tried once for each page and language of those that are looked at in full.
const ONCE: [&str; 6] = [
    "enter",
    "scriptless",
    "reflow",
    "large-text",
    "print",
    "forced-colors",
];
/// What is tried of the other languages.
const OF_OTHERS: [&str; 2] = ["reflow", "large-text"];

/// A brand with all that it may have, of a color that needs white text; and another with a logo.
fn brands() -> [Brand; 2] {
    let contact = |address| Contact::parse(address).ok();
    let links = Links {
        support: contact("https://help.acme.example/sign-in"),
        privacy: contact("https://www.acme.example/privacy"),
        terms: contact("https://www.acme.example/terms"),
        status: contact("https://status.acme.example/"),
    };
    let green = Accent::everywhere(Color::new(0x1f, 0x5c, 0x4d));
    let lemon = Accent::everywhere(Color::new(0xff, 0xd4, 0x00));
    let logo = Logo {
        light: Image::new("logo", 160, 40),
        dark: None,
    };
    [
        Brand::new("Acme", green, Some("A")).with_links(links.clone()),
        Brand::new("Globex", lemon, Some("G"))
            .with_corners(Corners::Round)
            .with_links(links)
            .with_logo(Some(logo)),
    ]
}

/// Every page as it is answered.
pub(crate) fn documents() -> Vec<Value> {
    let brands = brands();
    let mut documents = Vec::new();
    for language in Language::all() {
        // Every other page in the other brand, and each in both.
        // With all languages to choose from, as most tenants offer them.
        let spoken = Spoken::named(language.tag, None, None).unwrap();
        let looks = brands.each_ref().map(|brand| {
            let mut samples = samples(brand, &spoken);
            // It leaves by itself; `tests/questions` looks at it without its script.
            samples.retain(|sample| sample.name != "handing-back");
            samples
        });
        let [ours, theirs] = looks;
        let shift = usize::from(language.tag == "ar");
        for (number, (one, other)) in ours.into_iter().zip(theirs).enumerate() {
            let sample = if (number + shift).is_multiple_of(2) {
                one
            } else {
                other
            };
            documents.push(document(sample, language));
        }
    }
    documents
}

fn document(Sample { name, page }: Sample, language: &Language) -> Value {
    let response = Response::new(
        Outcome::Page(page.into()),
        None,
        Method::Get,
        "5f0c9a4e7d1b4c2f8e6a",
    );
    json!({
        "name": name,
        "language": language.tag,
        "direction": if language.direction == Direction::RightToLeft { "rtl" } else { "ltr" },
        "path": format!("/{}/{name}", language.tag),
        "status": response.status,
        "headers": response.lines().collect::<Vec<_>>(),
        "body": response.body,
    })
}

/// The logo of a brand, as the Worker serves one.
fn logo() -> Value {
    json!({
        "name": "logo",
        "path": format!("{}logo", Image::FOLDER),
        "status": 200,
        "headers": [["content-type", "image/svg+xml"]],
        "body": "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 160 40'><path fill='#777' d='M0 0h160v40H0z'/></svg>",
    })
}

fn work(document: usize, window: usize, checks: &[&str]) -> Value {
    let (width, height) = WIDTHS[window % WIDTHS.len()];
    let look = json!({
        "viewport": { "width": width, "height": height },
        "colorScheme": SCHEMES[window / WIDTHS.len() % SCHEMES.len()],
    });
    json!({ "document": document, "look": look, "checks": checks })
}

/// Every document in every window, and in one of them all that is tried once.
fn in_full(documents: &[Value]) -> Vec<Value> {
    let windows = WIDTHS.len() * SCHEMES.len();
    let mut all = Vec::new();
    for (number, document) in documents.iter().enumerate() {
        if !is_in_full(document) {
            all.push(work(number, number, &OF_OTHERS));
            continue;
        }
        for window in 0..windows {
            let mut checks = EVERYWHERE.to_vec();
            if window == number % windows {
                checks.extend(ONCE);
            }
            all.push(work(number, window, &checks));
        }
    }
    all
}

/// Every page once: one after the other in another window and another language, and of what is tried once one thing.
fn sampled(documents: &[Value]) -> Vec<Value> {
    let pages = documents.len() / Language::all().len();
    let once = |page: usize| {
        let document = page % Language::all().len() * pages + page;
        let checks = [&EVERYWHERE[..], &[ONCE[page % ONCE.len()]]].concat();
        work(document, page, &checks)
    };
    (0..pages).map(once).collect()
}

fn is_in_full(document: &Value) -> bool {
    IN_FULL.iter().any(|tag| document["language"] == *tag)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_good_to_everybody() {
    let mut documents = documents();
    let is_all = std::env::var("VESTIBULE_TEST_ALL").is_ok_and(|value| !value.is_empty());
    let work = if is_all {
        in_full(&documents)
    } else {
        sampled(&documents)
    };
    documents.push(logo());
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(Value::from(documents).to_string().as_bytes())
        .unwrap();
    let input = json!({
        "chromium": chromium().program(),
        "documents": file.path(),
        "work": work,
        "deadlineMs": 1_800_000,
    });
    let result = run("matrix.mjs", &input).await;
    println!("{} looks, {} stops", result["looks"], result["stops"]);
    assert_eq!(result["ok"], true, "{result:#}");
    assert_eq!(result["looks"], work.len());
    assert!(result["stops"].as_u64().unwrap() > work.len() as u64);
}
