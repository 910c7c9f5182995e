//! The kinds of token that cases are tried on, and where their keys come from.

use serde::{Deserialize, Serialize};
use vestibule_claims::{Algorithm, Audience, MediaType, Rules, TokenKind};

/// The time at which every case is judged that names no other.
pub const NOW: i64 = 1_800_000_000;

pub(crate) const ISSUER: &str = "https://login.acme.example/";
pub(crate) const OTHER_ISSUER: &str = "https://login.globex.example/";
pub(crate) const CLIENT: &str = "acmeDemoApp0000000000000000000001";
pub(crate) const API: &str = "https://api.acme.example";
/// Auth0 names itself in session tokens by the bare host.
pub(crate) const SESSION_ISSUER: &str = "login.acme.example";

/// What all cases of a batch share: key sets as published, and secrets in base64url.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Material {
    /// The key set of the issuer.
    pub key_set: String,
    /// The same keys without `alg`.
    pub key_set_without_algorithms: String,
    /// The key set of another issuer.
    pub other_key_set: String,
    /// The secret for the profile page.
    pub profile_secret: String,
    /// The secret for the terms page.
    pub terms_secret: String,
}

/// Where the keys of a kind come from.
pub(crate) enum Keys<'a> {
    /// A key set, with the algorithms that the issuer is configured for.
    Set(&'a str, Vec<Algorithm>),
    /// A key set whose keys are handed over directly, so that what a key set would catch has to be caught later.
    Direct(&'a str, Vec<Algorithm>),
    /// A secret.
    Secret(&'a str),
}

const PUBLIC: [Algorithm; 9] = [
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
    Algorithm::ES256,
    Algorithm::ES384,
    Algorithm::EdDSA,
];

/// The kind of that name, and its keys.
pub(crate) fn scene<'a>(name: &str, material: &'a Material) -> Option<(TokenKind, Keys<'a>)> {
    let id = Rules {
        name: "id",
        media_type: MediaType::JwtOrNone,
        issuer: ISSUER.to_owned(),
        audience: Audience::Among(vec![CLIENT.to_owned()]),
        algorithms: PUBLIC.to_vec(),
        required: vec!["sub"],
        fixed: Vec::new(),
        max_lifetime: 3600,
        leeway: 60,
    };
    let session = |name, page: &str| Rules {
        name,
        media_type: MediaType::JwtOrNone,
        issuer: SESSION_ISSUER.to_owned(),
        audience: Audience::None,
        algorithms: vec![Algorithm::HS256],
        required: vec!["sub", "ip"],
        fixed: vec![("page", page.to_owned())],
        max_lifetime: 300,
        leeway: 5,
    };
    let set = &material.key_set;
    let (rules, keys) = match name {
        "id" => (id, Keys::Set(set, PUBLIC.to_vec())),
        "id, keys at hand" => (id, Keys::Direct(set, PUBLIC.to_vec())),
        // What an operator configures: one algorithm, and a key set that may not name it.
        "id, RS256 only" => {
            let algorithms = vec![Algorithm::RS256];
            let keys = Keys::Set(&material.key_set_without_algorithms, algorithms.clone());
            (Rules { algorithms, ..id }, keys)
        }
        "id, RS256 only, keys at hand" => {
            let algorithms = vec![Algorithm::RS256];
            let keys = Keys::Direct(&material.key_set_without_algorithms, algorithms.clone());
            // The kind would have more: what counts is the algorithm of the key.
            (id, keys)
        }
        "access" => {
            let rules = Rules {
                name: "access",
                media_type: MediaType::Is("at+jwt"),
                audience: Audience::Among(vec![API.to_owned()]),
                ..id
            };
            (rules, Keys::Set(set, PUBLIC.to_vec()))
        }
        "other issuer" => {
            let rules = Rules {
                name: "other issuer",
                issuer: OTHER_ISSUER.to_owned(),
                ..id
            };
            (rules, Keys::Set(&material.other_key_set, PUBLIC.to_vec()))
        }
        "profile" => (
            session("profile", "profile"),
            Keys::Secret(&material.profile_secret),
        ),
        "terms" => (
            session("terms", "terms"),
            Keys::Secret(&material.terms_secret),
        ),
        // A deployment that uses one secret for both pages: the claim alone has to keep them apart.
        "terms, one secret" => (
            session("terms", "terms"),
            Keys::Secret(&material.profile_secret),
        ),
        "this flow" => {
            let mut rules = session("profile", "profile");
            rules.fixed.push(("txn", "flow-1".to_owned()));
            (rules, Keys::Secret(&material.profile_secret))
        }
        _ => return None,
    };
    Some((TokenKind::new(rules).ok()?, keys))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kinds_exclude_each_other_but_for_those_that_are_made_to_overlap() {
        let material = Material::default();
        let kind = |name| scene(name, &material).unwrap().0;
        let names = ["id", "access", "other issuer", "profile", "terms"];
        let kinds = names.map(kind);
        let kinds: Vec<&TokenKind> = kinds.iter().collect();
        assert_eq!(TokenKind::check_exclusive(&kinds), Ok(()));
        let (page, flow) = (kind("profile"), kind("this flow"));
        assert!(TokenKind::check_exclusive(&[&page, &flow]).is_err());
    }
}
