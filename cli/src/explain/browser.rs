//! A browser that has been here before.
//!
//! What it remembers is sealed into the very cookie that the Worker would have given it, and home
//! realm opens it: nothing is decided here.

use std::time::Duration;

use vestibule_home_realm::{End, Memory};
use vestibule_http::RealmCookie;
use vestibule_http::sealed::{Keys, Nonces};
use vestibule_identity::{ConnectionName, OrganizationId, UnixSeconds};
use vestibule_tenant::Manifest;

use super::question::Question;
use super::question_error::QuestionError;

/// Seals what this process opens again, and nothing that anybody else ever sees; the same at each
/// run, so that a question always has the same answer.
const THROW_AWAY_KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaG_v8_f4";
const NONCES: Nonces = Nonces::new([0; 24]);
/// The time of all requests. Any does, since only what has passed since counts.
const NOW: UnixSeconds = UnixSeconds(2_000_000_000);
const DAY: i64 = 24 * 60 * 60;

/// A browser with its cookies.
pub(super) struct Browser {
    keys: Keys,
    /// As the `Cookie` header has them.
    cookies: String,
}

impl Browser {
    /// The browser of a question; `None` if it has never been here.
    pub(super) fn of(
        question: &Question,
        manifest: &Manifest,
    ) -> Result<Option<Self>, QuestionError> {
        let remembered = remembered(question)?;
        if remembered.is_none() && question.hops.is_none() {
            return Ok(None);
        }
        let keys = Keys::parse(THROW_AWAY_KEY, None).map_err(|_| QuestionError::NoKey)?;
        let mut browser = Self {
            keys,
            cookies: String::new(),
        };
        if let Some(cookie) = remembered {
            // What home realm binds its cookies to. Should it ever be something else, the cookie
            // counts for nothing, and tests tell.
            let binding = manifest.tenant_origin().as_bytes();
            let age = Duration::from_secs(1);
            browser.keep(&[cookie.write(&browser.keys, NONCES.of_place(0), binding, age)]);
        }
        Ok(Some(browser))
    }

    /// What home realm gets with a request.
    pub(super) fn memory(&self) -> Memory<'_> {
        Memory {
            keys: &self.keys,
            cookies: &self.cookies,
            nonces: NONCES,
            now: NOW,
            quiet: false,
        }
    }

    /// Does what the `Set-Cookie` lines of an answer say. There is one cookie.
    pub(super) fn keep(&mut self, lines: &[String]) {
        for line in lines {
            let pair = line.split_once(';').map_or(line.as_str(), |(pair, _)| pair);
            self.cookies = match pair.split_once('=') {
                Some((_, "")) | None => String::new(),
                Some(_) => pair.to_owned(),
            };
        }
    }
}

/// The cookie with what the question says was remembered.
fn remembered(question: &Question) -> Result<Option<RealmCookie>, QuestionError> {
    let days = question.remembered_days_ago;
    let Some(organization) = &question.remembered_organization else {
        return match (&question.remembered_connection, days) {
            (None, None) => Ok(None),
            _ => Err(QuestionError::NothingRemembered),
        };
    };
    let organization =
        OrganizationId::parse(organization).map_err(|_| QuestionError::NotAnOrganization)?;
    let connection = question.remembered_connection.as_deref();
    let connection = connection
        .map(ConnectionName::parse)
        .transpose()
        .map_err(|_| QuestionError::NotAConnection)?;
    let at = NOW.plus(-i64::from(days.unwrap_or(0)) * DAY);
    let mut cookie = RealmCookie::default();
    cookie.remember(Some(organization), connection, at);
    Ok(Some(cookie))
}

/// Says what of the browser a trace does not. `been` is how often it was sent on before, `end` how it
/// went now.
pub(super) fn note(
    question: &Question,
    manifest: &Manifest,
    been: u8,
    end: End,
    notes: &mut Vec<String>,
) {
    let settings = manifest.home_realm();
    let days = settings.memory_days;
    if question.remembered_organization.is_some() {
        if days == 0 {
            notes.push("nothing is remembered here: `home_realm.memory` is 0 days".to_owned());
        } else if question.remembered_days_ago.unwrap_or(0) >= days {
            notes.push(format!(
                "what the browser remembers is too old: `home_realm.memory` is {days} days"
            ));
        }
    }
    if question.hops.is_some_and(|hops| hops > 0) && been == 0 {
        notes.push(
            "no hops are counted: home realm does not send this request on by itself".to_owned(),
        );
    }
    if been >= settings.hop_limit && end == End::Asked {
        notes.push(format!(
            "the browser goes in circles: it was sent there as often as `home_realm.loop` lets it ({} within {} seconds), so it is shown the other ways",
            settings.hop_limit, settings.hop_window_seconds
        ));
    }
}
