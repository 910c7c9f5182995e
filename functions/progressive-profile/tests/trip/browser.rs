//! A browser on the trip.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;
use vestibule_http::{Outcome, Page};
use vestibule_progressive_profile::{Decision, End, Sender};

use crate::stage::{Sent, Stage};

/// A browser that was sent to the form.
pub(crate) struct Browser<'s> {
    pub(crate) stage: &'s Stage,
    pub(crate) address: String,
    pub(crate) cookies: String,
    pub(crate) language: &'static str,
}

/// A page as it is seen.
pub(crate) struct Seen {
    pub(crate) status: u16,
    pub(crate) body: String,
    pub(crate) csp: String,
    pub(crate) end: End,
}

pub(crate) const OURS: Sender<'_> = Sender {
    site: "same-origin",
    origin: "null",
};

impl<'s> Browser<'s> {
    /// Follows the Action's redirect to the address of the form.
    pub(crate) fn sent(stage: &'s Stage, target: &str) -> Self {
        Self::sent_from("", stage, target)
    }

    /// The same from an address of the network.
    pub(crate) fn sent_from(ip: &str, stage: &'s Stage, target: &str) -> Self {
        let decision = stage.answer(&Sent {
            method: "GET",
            target,
            address: ip,
            ..Sent::default()
        });
        let (address, cookies) = landed(&decision);
        Self {
            stage,
            address,
            cookies,
            language: "",
        }
    }

    /// Looks at the form.
    pub(crate) fn look(&self) -> Seen {
        seen(self.stage.answer(&Sent {
            method: "GET",
            target: &self.address,
            cookies: &self.cookies,
            language: self.language,
            ..Sent::default()
        }))
    }

    /// Sends what a form holds, changed, with a button.
    pub(crate) fn send(&self, page: &Seen, typed: &[(&str, &str)], button: Option<&str>) -> Seen {
        self.send_from(OURS, page, typed, button)
    }

    pub(crate) fn send_from(
        &self,
        sender: Sender<'_>,
        page: &Seen,
        typed: &[(&str, &str)],
        button: Option<&str>,
    ) -> Seen {
        let mut fields = page.fields();
        for (name, value) in typed {
            fields.insert((*name).to_owned(), (*value).to_owned());
        }
        if let Some(button) = button {
            fields.insert("go".to_owned(), button.to_owned());
        }
        let encode = vestibule_http::encode_component;
        let pairs = fields
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        seen(self.stage.answer(&Sent {
            method: "POST",
            target: &self.address,
            cookies: &self.cookies,
            body: &body,
            sender,
            language: self.language,
            ..Sent::default()
        }))
    }
}

/// Where a redirect leads, and the pair of the cookie that it sets.
pub(crate) fn landed(decision: &Decision) -> (String, String) {
    let (Outcome::SeeOther(target) | Outcome::Redirect(target)) = &decision.outcome else {
        panic!("no redirect: {decision:?}");
    };
    let [cookie] = decision.cookies.as_slice() else {
        panic!("one cookie: {decision:?}");
    };
    let (pair, attributes) = cookie.split_once("; ").unwrap();
    let address = target.as_str().to_owned();
    assert_eq!(
        attributes,
        format!("Path={address}; Secure; HttpOnly; SameSite=Lax; Max-Age=3600")
    );
    (address, pair.to_owned())
}

pub(crate) fn seen(decision: Decision) -> Seen {
    let end = decision.trace.end;
    let Outcome::Page(Page {
        status,
        headers,
        body,
    }) = decision.outcome
    else {
        panic!("no page: {decision:?}");
    };
    let csp = headers
        .iter()
        .find(|(name, _)| *name == "content-security-policy");
    Seen {
        status,
        csp: csp.unwrap().1.clone(),
        body,
        end,
    }
}

impl Seen {
    fn document(&self) -> Html {
        Html::parse_document(&self.body)
    }

    /// The text of what a selector finds first.
    pub(crate) fn text(&self, selector: &str) -> String {
        let document = self.document();
        let found = document.select(&Selector::parse(selector).unwrap()).next();
        found.map_or_else(String::new, |it| {
            it.text().collect::<String>().trim().to_owned()
        })
    }

    /// How often a selector finds something.
    pub(crate) fn count(&self, selector: &str) -> usize {
        self.document()
            .select(&Selector::parse(selector).unwrap())
            .count()
    }

    /// What the form holds as it is shown.
    pub(crate) fn fields(&self) -> BTreeMap<String, String> {
        let document = self.document();
        let controls = Selector::parse("main input, main textarea, main select").unwrap();
        let mut fields = BTreeMap::new();
        for control in document.select(&controls) {
            let (Some(name), Some(value)) = (control.attr("name"), value_of(control)) else {
                continue;
            };
            fields.insert(name.to_owned(), value);
        }
        fields
    }

    /// The names of the questions' controls.
    pub(crate) fn questions(&self) -> Vec<String> {
        let names = self.document();
        let controls = Selector::parse("main [name^='f.']").unwrap();
        let names = names.select(&controls).filter_map(|it| it.attr("name"));
        let mut names: Vec<_> = names.map(str::to_owned).collect();
        names.dedup();
        names
    }

    /// The claims of the token that goes back, and where it is posted to.
    pub(crate) fn handed_back(&self) -> (Value, String) {
        let document = self.document();
        let form = document
            .select(&Selector::parse("form").unwrap())
            .next()
            .unwrap();
        assert_eq!(form.attr("method"), Some("post"));
        let fields = self.fields();
        let token = &fields["session_token"];
        let payload = token.split('.').nth(1).unwrap();
        let payload = URL_SAFE_NO_PAD.decode(payload).unwrap();
        (
            serde_json::from_slice(&payload).unwrap(),
            form.attr("action").unwrap().to_owned(),
        )
    }
}

fn value_of(control: ElementRef<'_>) -> Option<String> {
    let element = control.value();
    match (element.name(), element.attr("type")) {
        ("input", Some("radio" | "checkbox")) => {
            element.attr("checked")?;
            Some(element.attr("value").unwrap_or("on").to_owned())
        }
        ("textarea", _) => Some(control.text().collect()),
        ("select", _) => {
            let chosen = Selector::parse("option[selected]").unwrap();
            let chosen = control.select(&chosen).next()?;
            chosen.attr("value").map(str::to_owned)
        }
        _ => Some(element.attr("value").unwrap_or_default().to_owned()),
    }
}
