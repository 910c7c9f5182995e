//! What is remembered of a form that a user comes back from.

use vestibule_identity::UnixSeconds;
use vestibule_profile::ask::{BOOK, Book, Candidate};
use vestibule_rules::Value;
use vestibule_tenant::{Snapshot, SnapshotError};

use crate::answer::{Answer, GivenField};
use crate::inputs::{find, find_list, find_text};
use crate::profile::PROFILE;

/// The book of the user, with what became of the form that they come back from; `None` if they come from none, or from one that
/// changes nothing.
///
/// # Errors
///
/// A [`SnapshotError`] if the profile is damaged.
pub(crate) fn book(
    event: &Value<'_>,
    snapshot: &Snapshot,
    now: UnixSeconds,
) -> Result<Option<Book>, SnapshotError> {
    if form(event).is_none() {
        return Ok(None);
    }
    let Some(profile) = snapshot.manifest().profile()? else {
        return Ok(None);
    };
    let before = find(event, &["user", "app_metadata"]);
    let before = before.as_ref().map(Book::read).unwrap_or_default();
    Ok(entered(event, &profile.candidates(None)?, &before, now))
}

/// Enters into a book what became of the form; `None` if there was none, or it changes nothing.
///
/// The Action vouches for what the event says of it: it has checked the token of the form.
pub(crate) fn entered(
    event: &Value<'_>,
    candidates: &[Candidate<'_>],
    before: &Book,
    now: UnixSeconds,
) -> Option<Book> {
    let form = form(event)?;
    let skips = match find(&form, &["skipped"]) {
        None => false,
        Some(why) if why.as_str() == Some("user") => true,
        // Nobody chose that. Who was shown no question has not been bothered, and who answered and could not be heard is not to wait
        // for a week, nor to be given up, for what is our fault.
        Some(_) => return None,
    };
    let mut book = before.clone();
    book.prompted(now, skips);
    for name in find_list(&form, &["answered"]) {
        let name = name.as_str().unwrap_or_default();
        let Some(field) = candidates.iter().find(|field| field.name == name) else {
            continue;
        };
        let version = find_text(&form, &["consents", name]);
        // Nobody agrees to a text without its being known to which, and nothing else has versions.
        if field.consent.is_some() == version.is_some() {
            book.answer(name, now, version);
        }
    }
    book.retain(|name| candidates.iter().any(|field| field.name == name));
    Some(book)
}

/// What the Action says of the form, if this login comes back from one.
fn form<'e>(event: &Value<'e>) -> Option<Value<'e>> {
    if find_text(event, &["phase"]) != Some("continue") {
        return None;
    }
    find(event, &["profile"]).filter(|form| matches!(form, Value::Map(_)))
}

impl Answer<'_> {
    /// Keeps what was entered, also where the login is denied: Auth0 keeps the metadata of such a login, and the answers with it.
    pub(crate) fn keep(&mut self, book: Option<Book>) {
        let written = book.and_then(|book| serde_json::from_str(&book.write()).ok());
        if let Some(value) = written {
            // A rule that writes there would have everybody asked again.
            self.app_metadata.retain(|field| field.key != BOOK);
            self.app_metadata.push(GivenField {
                key: BOOK,
                value,
                rule: PROFILE,
            });
        }
    }
}
