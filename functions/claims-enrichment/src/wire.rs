//! An answer as an Action reads it.

use std::fmt::Write as _;

use serde_json::Value;
use vestibule_rules::write_json_text;
use vestibule_tenant::Trigger;

use crate::answer::{
    Answer, Denial, GivenField, GivenScope, Revocation, SessionEnd, StepUp, StepUpWay, TokenClaims,
};

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
        deny(object, denial, answer.notice.as_deref());
    }
    if let Some(step_up) = &answer.step_up {
        ask(object, step_up);
    }
    if let Some(redirect) = &answer.redirect {
        object.object("redirect", |object| {
            object.text("url", &redirect.url);
            object.object("payload", |payload| {
                payload.text("page", redirect.page);
                payload.text("ask", &redirect.ask);
            });
        });
    }
    object.object("id_token", |token| claims(token, &answer.id_token));
    access_token(object, answer);
    metadata(object, "user_metadata", &answer.user_metadata);
    metadata(object, "app_metadata", &answer.app_metadata);
    metadata(object, "transaction_metadata", &answer.transaction_metadata);
    object.object("session", |session| {
        end(session, "expires_at", answer.session_expires_at);
        end(session, "idle_expires_at", answer.session_idle_expires_at);
        if let Some(denial) = &answer.denial
            && let Some(revocation) = denial.revocation
        {
            revoke(session, denial, revocation);
        }
    });
}

fn credentials_exchange(object: &mut Object<'_>, answer: &Answer<'_>) {
    if let Some(denial) = &answer.denial {
        deny(object, denial, None);
    }
    access_token(object, answer);
}

/// Nobody has a token yet. The reason goes to the tenant's log, where nothing but the reason is shown, so the code stands in
/// it.
fn pre_user_registration(object: &mut Object<'_>, answer: &Answer<'_>) {
    if let Some(denial) = &answer.denial {
        object.object("deny", |deny| {
            deny.text("reason", &format!("[{}] {}", denial.code, denial.reason));
            deny.text("user_message", denial.user_message.unwrap_or(denial.reason));
        });
    }
    metadata(object, "user_metadata", &answer.user_metadata);
    metadata(object, "app_metadata", &answer.app_metadata);
}

/// The page stands within the denial, and not beside it as a redirect: an Action that cannot show it, or knows of no pages,
/// denies all the same.
fn deny(object: &mut Object<'_>, denial: &Denial<'_>, notice: Option<&str>) {
    object.object("deny", |deny| {
        deny.text("code", denial.code);
        deny.text("reason", denial.reason);
        if let Some(notice) = notice {
            deny.text("notice", notice);
        }
    });
}

/// The session ends besides the denial, which stands by itself for whoever knows nothing of sessions.
fn revoke(session: &mut Object<'_>, denial: &Denial<'_>, revocation: Revocation) {
    session.object("revoke", |revoke| {
        revoke.text("code", denial.code);
        revoke.text("reason", denial.reason);
        if revocation.preserves_refresh_tokens {
            revoke.raw("preserve_refresh_tokens", "true");
        }
    });
}

fn ask(object: &mut Object<'_>, step_up: &StepUp<'_>) {
    let name = match step_up.way {
        StepUpWay::Challenge => "challenge",
        StepUpWay::Enroll => "enroll",
    };
    object.object(name, |way| {
        way.list("factors", &step_up.factors, |json, factor| {
            let mut object = Object::begin(json);
            object.text("type", factor);
            object.end();
        });
    });
}

fn access_token(object: &mut Object<'_>, answer: &Answer<'_>) {
    object.object("access_token", |token| {
        claims(token, &answer.access_token);
        scopes(token, "add_scopes", &answer.add_scopes);
        scopes(token, "remove_scopes", &answer.remove_scopes);
    });
}

fn scopes(token: &mut Object<'_>, name: &str, scopes: &[GivenScope<'_>]) {
    token.list(name, scopes, |json, given| {
        write_json_text(given.scope, json);
    });
}

fn metadata(object: &mut Object<'_>, name: &str, fields: &[GivenField<'_>]) {
    object.object(name, |metadata| {
        for field in fields {
            metadata.value(field.key, &field.value);
        }
    });
}

fn end(session: &mut Object<'_>, name: &str, end: Option<SessionEnd<'_>>) {
    if let Some(end) = end {
        // Auth0 counts milliseconds.
        session.raw(name, &end.at.0.saturating_mul(1_000).to_string());
    }
}

fn claims(token: &mut Object<'_>, claims: &TokenClaims<'_>) {
    token.object("claims", |object| {
        for claim in &claims.claims {
            object.raw(claim.name, &claim.value);
        }
        if let Some((name, value)) = &claims.marker {
            object.raw(name, value);
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
        write_json_text(name, self.json);
        self.json.push(':');
    }

    /// A member whose value is JSON already.
    fn raw(&mut self, name: &str, json: &str) {
        self.name(name);
        self.json.push_str(json);
    }

    fn text(&mut self, name: &str, value: &str) {
        self.name(name);
        write_json_text(value, self.json);
    }

    fn value(&mut self, name: &str, value: &Value) {
        self.name(name);
        // Writing to a string cannot fail.
        let _ = write!(self.json, "{value}");
    }

    /// A member that is a list; left out if it is empty.
    fn list<T>(&mut self, name: &str, items: &[T], write: impl Fn(&mut String, &T)) {
        if items.is_empty() {
            return;
        }
        self.name(name);
        for (index, item) in items.iter().enumerate() {
            self.json.push(if index == 0 { '[' } else { ',' });
            write(self.json, item);
        }
        self.json.push(']');
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
