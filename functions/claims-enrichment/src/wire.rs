//! An answer as an Action reads it.

use std::fmt::Write as _;

use serde_json::Value;
use vestibule_tenant::Trigger;

use crate::answer::{Answer, Denial, TokenClaims};

/// Writes an answer as the JSON that the Action of a trigger takes (`docs/actions.md`, "The contract"): what the trigger has
/// no use for, and what is empty, is left out.
///
/// `decision_id` is the name under which the log has the decision: at most 128 letters, digits and `_.:-`, or the Action
/// takes the answer for none. The same answer is always written alike, to the octet.
#[must_use]
pub fn wire(answer: &Answer<'_>, trigger: Trigger, decision_id: &str) -> String {
    let mut json = String::with_capacity(512);
    let mut object = Object::begin(&mut json);
    object.raw("version", "1");
    object.text("decision_id", decision_id);
    match trigger {
        Trigger::PostLogin => post_login(&mut object, answer),
        Trigger::CredentialsExchange => credentials_exchange(&mut object, answer),
        Trigger::PreUserRegistration => pre_user_registration(&mut object, answer),
    }
    object.end();
    json
}

fn post_login(object: &mut Object<'_>, answer: &Answer<'_>) {
    let enrichment = if answer.is_full() { "full" } else { "partial" };
    object.text("enrichment", enrichment);
    if let Some(denial) = &answer.denial {
        deny(object, denial);
    }
    object.object("id_token", |token| claims(token, &answer.id_token));
    object.object("access_token", |token| claims(token, &answer.access_token));
}

fn credentials_exchange(object: &mut Object<'_>, answer: &Answer<'_>) {
    if let Some(denial) = &answer.denial {
        deny(object, denial);
    }
    object.object("access_token", |token| claims(token, &answer.access_token));
}

/// Nobody has a token yet. The reason goes to the tenant's log, where nothing but the reason is shown, so the code stands in
/// it.
fn pre_user_registration(object: &mut Object<'_>, answer: &Answer<'_>) {
    if let Some(denial) = &answer.denial {
        object.object("deny", |deny| {
            deny.text("reason", &format!("[{}] {}", denial.code, denial.reason));
            deny.text("user_message", denial.reason);
        });
    }
}

fn deny(object: &mut Object<'_>, denial: &Denial<'_>) {
    object.object("deny", |deny| {
        deny.text("code", denial.code);
        deny.text("reason", denial.reason);
    });
}

fn claims(token: &mut Object<'_>, claims: &TokenClaims<'_>) {
    token.object("claims", |object| {
        for claim in &claims.claims {
            object.value(claim.name, &claim.value);
        }
        if let Some((name, value)) = &claims.marker {
            object.value(name, value);
        }
    });
}

/// An object that is being written.
struct Object<'j> {
    json: &'j mut String,
    is_empty: bool,
}

impl<'j> Object<'j> {
    fn begin(json: &'j mut String) -> Self {
        json.push('{');
        Self {
            json,
            is_empty: true,
        }
    }

    fn end(self) {
        self.json.push('}');
    }

    fn name(&mut self, name: &str) {
        if !self.is_empty {
            self.json.push(',');
        }
        self.is_empty = false;
        text(self.json, name);
        self.json.push(':');
    }

    /// A member whose value is JSON already.
    fn raw(&mut self, name: &str, json: &str) {
        self.name(name);
        self.json.push_str(json);
    }

    fn text(&mut self, name: &str, value: &str) {
        self.name(name);
        text(self.json, value);
    }

    fn value(&mut self, name: &str, value: &Value) {
        self.name(name);
        // Writing to a string cannot fail.
        let _ = write!(self.json, "{value}");
    }

    /// A member that is an object itself; left out if nothing is put into it.
    fn object(&mut self, name: &str, fill: impl FnOnce(&mut Object<'_>)) {
        let before = self.json.len();
        let was_empty = self.is_empty;
        self.name(name);
        let mut inner = Object::begin(self.json);
        fill(&mut inner);
        let is_empty = inner.is_empty;
        inner.end();
        if is_empty {
            self.json.truncate(before);
            self.is_empty = was_empty;
        }
    }
}

/// A text between quotation marks, with escapes where it needs them.
fn text(json: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = write!(json, "{}", Value::from(text));
}
