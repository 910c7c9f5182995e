//! `GET /edge/profile/keys`: the public keys of receipts.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use vestibule_http::{Outcome, Problem, Published, Status, Step, names_tag};
use vestibule_receipts::{PublicKey, key_set};

use crate::decide::{Context, Decision, Need, PATH, Stepped};
use crate::trace::{End, Trace};

/// RFC 7517, section 8.5.2.
const MEDIA_TYPE: &str = "application/jwk-set+json";

/// Whether a path below [`PATH`] is that of the keys.
pub(crate) fn is_keys(path: &str) -> bool {
    path.strip_prefix(PATH) == Some("/keys")
}

/// Hands out all keys that are published: the current one and those before it. Nobody is asked who they are, and nothing is kept back.
pub(crate) fn answer(context: Context<'_>) -> Stepped {
    let Some(manifest) = context.manifest() else {
        return Step::Done(unavailable());
    };
    let keys = match manifest.profile() {
        Ok(Some(profile)) => profile.receipt_keys().map(|keys| {
            let keys = keys.filter_map(|x| PublicKey::parse(x).ok());
            keys.collect::<Vec<_>>()
        }),
        Ok(None) => Ok(Vec::new()),
        Err(error) => Err(error),
    };
    let Ok(keys) = keys else {
        return Step::Done(unavailable());
    };
    let Some(has) = context.if_none_match else {
        return Step::Need(vec![Need::IfNoneMatch]);
    };
    let body = key_set(&keys);
    let tag = URL_SAFE_NO_PAD.encode(Sha256::digest(&body));
    let is_known = names_tag(has, &tag);
    Step::Done(decision(Outcome::Published(Published {
        media_type: MEDIA_TYPE,
        tag,
        body: (!is_known).then_some(body),
    })))
}

fn unavailable() -> Decision {
    decision(Outcome::Problem(
        Problem::new(
            Status::Unavailable,
            "keys-unavailable",
            "The keys cannot be had just now.",
        )
        .with_header("retry-after", "30"),
    ))
}

fn decision(outcome: Outcome) -> Decision {
    Decision {
        outcome,
        cookies: Vec::new(),
        trace: Trace::ended(End::Keys),
    }
}
