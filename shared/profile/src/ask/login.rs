//! What is known of a login.

use vestibule_identity::UnixSeconds;
use vestibule_rules::Value;

use super::{BOOK, Book, Flow};
use crate::{Store, StoreKind};

/// What is known of a login and of who signs in.
#[derive(Clone, Debug)]
pub struct Login<'e> {
    /// When it is.
    pub now: UnixSeconds,
    /// Whether the user comes back from a page.
    pub phase: Phase,
    /// Whether the user can be led to one.
    pub flow: Flow,
    /// How often the user signed in, this time included; `None`: unknown.
    pub logins_count: Option<i64>,
    /// The scopes that the application asks for.
    pub scopes: Vec<&'e str>,
    /// What was asked before.
    pub book: Book,
    user_metadata: Option<Value<'e>>,
    app_metadata: Option<Value<'e>>,
}

/// At which of the two calls of an Action a login is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The user has just signed in.
    Start,
    /// The user comes back from a page: an Action leads away once.
    Continue,
}

impl<'e> Login<'e> {
    /// Reads the part of an event of the post-login trigger that decides. What is not there, or is something else than it should
    /// be, is not known.
    #[inline(never)]
    #[must_use]
    pub fn of_event(event: &Value<'e>, now: UnixSeconds) -> Self {
        let transaction = event.get("transaction");
        let of_transaction = |name: &str| transaction.as_ref().and_then(|it| it.get(name));
        let protocol = of_transaction("protocol");
        let prompts_none = texts(of_transaction("prompt")).any(|prompt| prompt == "none");
        let user = event.get("user");
        let of_user = |name: &str| user.as_ref().and_then(|it| it.get(name));
        let app_metadata = of_user("app_metadata");
        let count = event.get("stats").and_then(|it| it.get("logins_count"));
        let phase = event.get("phase");
        Self {
            now,
            phase: match phase.as_ref().and_then(Value::as_str) {
                Some("continue") => Phase::Continue,
                _ => Phase::Start,
            },
            flow: Flow::of(protocol.as_ref().and_then(Value::as_str), prompts_none),
            logins_count: match count {
                Some(Value::Int(count)) => Some(count),
                _ => None,
            },
            scopes: texts(of_transaction("requested_scopes")).collect(),
            book: app_metadata.as_ref().map(Book::read).unwrap_or_default(),
            user_metadata: of_user("user_metadata"),
            app_metadata,
        }
    }

    /// The stored answer; `None` for null, an empty text and an empty list, too.
    #[must_use]
    pub fn stored(&self, store: Store<'_>) -> Option<Value<'e>> {
        let metadata = match store.kind {
            StoreKind::User => self.user_metadata.as_ref(),
            // The book is nobody's answer.
            StoreKind::App if store.key == BOOK => None,
            StoreKind::App => self.app_metadata.as_ref(),
        };
        metadata?.get(store.key).filter(|value| match value {
            Value::Null => false,
            Value::Text(text) => !text.trim().is_empty(),
            Value::List(list) => !list.is_empty(),
            _ => true,
        })
    }

    /// Whether the stored answer is one of these, in their plain form; any if there are none.
    #[must_use]
    pub fn has_answer(&self, store: Store<'_>, any_of: &[&str]) -> bool {
        self.stored(store).is_some_and(|stored| {
            any_of.is_empty()
                || match &stored {
                    Value::Text(text) => any_of.contains(&&**text),
                    Value::Bool(yes) => any_of.contains(if *yes { &"true" } else { &"false" }),
                    Value::Int(number) => any_of.contains(&&*number.to_string()),
                    Value::List(list) => list
                        .iter()
                        .any(|item| item.as_str().is_some_and(|item| any_of.contains(&item))),
                    _ => false,
                }
        })
    }
}

/// The texts of a list; none if it is no list.
fn texts(value: Option<Value<'_>>) -> impl Iterator<Item = &str> {
    let list = match value {
        Some(Value::List(list)) => Some(list),
        _ => None,
    };
    list.into_iter()
        .flat_map(|list| (0..list.len()).filter_map(move |index| list.get(index)?.as_given_str()))
}
