//! What a token of one purpose has to look like.

use thiserror::Error;

use crate::algorithm::{Algorithm, Family};
use crate::header;

/// The rules of a kind, as they are configured. [`TokenKind::new`] checks that they make sense.
#[derive(Clone, Debug)]
pub struct Rules {
    /// What the kind is called, in logs.
    pub name: &'static str,
    /// Which `typ` its tokens have.
    pub media_type: MediaType,
    /// The one issuer, compared with `iss` byte for byte.
    pub issuer: String,
    /// Who its tokens are for.
    pub audience: Audience,
    /// The algorithms that it may be signed with.
    pub algorithms: Vec<Algorithm>,
    /// Claims that have to be there, besides `iss`, `exp` and whatever else is asked for here.
    pub required: Vec<&'static str>,
    /// Claims that have to be exactly this text: what binds a token to one page, one flow, one organization.
    pub fixed: Vec<(&'static str, String)>,
    /// Seconds from `iat` to `exp` at most.
    pub max_lifetime: i64,
    /// Seconds by which two clocks may differ.
    pub leeway: i64,
}

/// Which `typ` a token has to have (RFC 8725, section 3.11).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MediaType {
    /// This one, such as `at+jwt`. `application/` in front and the case of letters make no difference.
    Is(&'static str),
    /// `JWT`, or none: for issuers that do not tell their kinds apart, as Auth0 with ID tokens.
    JwtOrNone,
}

/// Who a token is for (RFC 7519, section 4.1.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    /// `aud` names at least one, and none but these. RFC 7519 would let others stand beside ours; OpenID Connect Core
    /// 1.0, section 3.1.3.7 would not, and only then do two lists without a common name keep two kinds apart. For access
    /// tokens of Auth0 the tenant's `/userinfo` belongs into the list, besides the API.
    Among(Vec<String>),
    /// There is no `aud`: for issuers that name none, as Auth0 in the session token of a redirect. A token that names
    /// one is for somebody else.
    None,
}

/// Why rules make no kind. All of it is the configuration's fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum KindError {
    /// There is no algorithm.
    #[error("no algorithm is allowed")]
    NoAlgorithm,
    /// Secrets and public keys stand side by side: what confuses them is the oldest attack on tokens (RFC 8725,
    /// section 2.1).
    #[error("secrets and public keys are both allowed")]
    MixedAlgorithms,
    /// The issuer, or every audience, is empty.
    #[error("the {0} is empty")]
    Empty(&'static str),
    /// `typ` is none that a header can have: empty, or longer than any real one.
    #[error("the media type is not a short text")]
    MediaType,
    /// A claim is fixed that the kind decides otherwise, such as `iss`, or fixed twice.
    #[error("the claim `{0}` cannot be fixed")]
    Fixed(&'static str),
    /// A lifetime that is not positive, or longer than a day.
    #[error("the longest lifetime is out of range")]
    Lifetime,
    /// A leeway that is negative, or longer than five minutes.
    #[error("the leeway is out of range")]
    Leeway,
}

/// Two kinds of which one token could satisfy both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a token could be taken for {0} and for {1}")]
pub struct Overlap(pub &'static str, pub &'static str);

/// A kind of token: the one policy for tokens of one purpose.
#[derive(Clone, Debug)]
pub struct TokenKind {
    rules: Rules,
}

/// A day. Access tokens of Auth0 live that long by default, and nothing that we are shown should live longer.
const LONGEST_LIFETIME: i64 = 24 * 60 * 60;
const LONGEST_LEEWAY: i64 = 5 * 60;
/// Claims that rules of their own decide about.
const DECIDED: [&str; 5] = ["iss", "aud", "exp", "nbf", "iat"];

impl TokenKind {
    /// A kind that follows these rules.
    ///
    /// # Errors
    /// A [`KindError`].
    pub fn new(rules: Rules) -> Result<Self, KindError> {
        let secret = |algorithm: &Algorithm| algorithm.family() == Family::Hmac;
        let secrets = rules.algorithms.iter().filter(|it| secret(it)).count();
        if rules.algorithms.is_empty() {
            return Err(KindError::NoAlgorithm);
        }
        if secrets != 0 && secrets != rules.algorithms.len() {
            return Err(KindError::MixedAlgorithms);
        }
        if rules.issuer.is_empty() {
            return Err(KindError::Empty("issuer"));
        }
        if let Audience::Among(names) = &rules.audience
            && (names.is_empty() || names.iter().any(String::is_empty))
        {
            return Err(KindError::Empty("audience"));
        }
        if let MediaType::Is(name) = rules.media_type
            && !header::is_name(name)
        {
            return Err(KindError::MediaType);
        }
        let mut fixed = rules.fixed.iter();
        while let Some((name, _)) = fixed.next() {
            if DECIDED.contains(name) || fixed.clone().any(|(other, _)| other == name) {
                return Err(KindError::Fixed(name));
            }
        }
        if !(1..=LONGEST_LIFETIME).contains(&rules.max_lifetime) {
            return Err(KindError::Lifetime);
        }
        if !(0..=LONGEST_LEEWAY).contains(&rules.leeway) {
            return Err(KindError::Leeway);
        }
        Ok(Self { rules })
    }

    /// Its rules.
    #[must_use]
    pub const fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Refuses kinds of which one token could satisfy two (RFC 8725, section 3.12).
    ///
    /// They are told apart by the issuer, the audience, `typ`, the algorithms or a fixed claim: never by a claim that
    /// one kind happens not to have.
    ///
    /// # Errors
    /// The first two that [`Overlap`].
    pub fn check_exclusive(kinds: &[&Self]) -> Result<(), Overlap> {
        let mut rest = kinds;
        while let Some((kind, others)) = rest.split_first() {
            if let Some(other) = others.iter().find(|other| kind.overlaps(other)) {
                return Err(Overlap(kind.rules.name, other.rules.name));
            }
            rest = others;
        }
        Ok(())
    }

    fn overlaps(&self, other: &Self) -> bool {
        let (one, two) = (&self.rules, &other.rules);
        let shares_an_algorithm = one.algorithms.iter().any(|it| two.algorithms.contains(it));
        let differs_in_a_claim = one.fixed.iter().any(|(name, value)| {
            let mut fixed = two.fixed.iter();
            fixed.any(|(other, other_value)| other == name && other_value != value)
        });
        one.issuer == two.issuer
            && one.audience.overlaps(&two.audience)
            && one.media_type.overlaps(&two.media_type)
            && shares_an_algorithm
            && !differs_in_a_claim
    }
}

impl MediaType {
    /// Whether a token with this `typ`, in the form of [`Header`](crate::Header), is one.
    pub(crate) fn allows(&self, found: Option<&str>) -> bool {
        match self {
            Self::Is(name) => found.is_some_and(|found| found == header::media_type(name)),
            Self::JwtOrNone => found.is_none_or(|found| found == "jwt"),
        }
    }

    /// The `typ` that a token of ours gets.
    pub(crate) const fn written(&self) -> &'static str {
        match self {
            Self::Is(name) => name,
            Self::JwtOrNone => "JWT",
        }
    }

    fn overlaps(&self, other: &Self) -> bool {
        // Whoever accepts no `typ` at all accepts `JWT` as well, so that one spelling decides.
        other.allows(Some(&header::media_type(self.written())))
    }
}

impl Audience {
    fn overlaps(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::None, Self::None) => true,
            (Self::Among(ours), Self::Among(theirs)) => ours.iter().any(|it| theirs.contains(it)),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> Rules {
        Rules {
            name: "one",
            media_type: MediaType::JwtOrNone,
            issuer: "https://login.acme.example/".to_owned(),
            audience: Audience::Among(vec!["a".to_owned()]),
            algorithms: vec![Algorithm::RS256],
            required: Vec::new(),
            fixed: Vec::new(),
            max_lifetime: 600,
            leeway: 60,
        }
    }

    fn exclusive(change: impl Fn(&mut Rules)) -> Result<(), Overlap> {
        let one = TokenKind::new(rules()).unwrap();
        let mut other = rules();
        other.name = "two";
        change(&mut other);
        let other = TokenKind::new(other).unwrap();
        let there = TokenKind::check_exclusive(&[&one, &other]);
        let back = TokenKind::check_exclusive(&[&other, &one]);
        assert_eq!(there.is_ok(), back.is_ok(), "whoever is asked first");
        there
    }

    #[test]
    fn kinds_are_told_apart_by_what_a_token_has_to_say() {
        assert_eq!(exclusive(|_| {}), Err(Overlap("one", "two")));
        assert!(exclusive(|it| it.issuer.push('x')).is_ok());
        assert!(exclusive(|it| it.audience = Audience::None).is_ok());
        let other = || Audience::Among(vec!["b".to_owned()]);
        assert!(exclusive(|it| it.audience = other()).is_ok());
        assert!(exclusive(|it| it.media_type = MediaType::Is("at+jwt")).is_ok());
        assert!(exclusive(|it| it.algorithms = vec![Algorithm::ES256]).is_ok());
    }

    #[test]
    fn kinds_are_not_told_apart_by_what_a_token_may_say() {
        let overlap = Err(Overlap("one", "two"));
        assert_eq!(exclusive(|it| it.required.push("txn")), overlap);
        assert_eq!(
            exclusive(|it| it.fixed.push(("p", "1".to_owned()))),
            overlap
        );
        assert_eq!(
            exclusive(|it| it.media_type = MediaType::Is("JWT")),
            overlap
        );
        assert_eq!(
            exclusive(|it| it.algorithms.push(Algorithm::ES256)),
            overlap
        );
        let both = || Audience::Among(vec!["b".to_owned(), "a".to_owned()]);
        assert_eq!(exclusive(|it| it.audience = both()), overlap);
    }

    #[test]
    fn a_fixed_claim_tells_two_pages_apart() {
        let page = |name: &'static str, page: &str| {
            let fixed = vec![("page", page.to_owned())];
            TokenKind::new(Rules {
                name,
                fixed,
                ..rules()
            })
        };
        let (one, two) = (
            page("one", "profile").unwrap(),
            page("two", "terms").unwrap(),
        );
        assert_eq!(TokenKind::check_exclusive(&[&one, &two]), Ok(()));
        let three = page("three", "profile").unwrap();
        let all = TokenKind::check_exclusive(&[&one, &two, &three]);
        assert_eq!(all, Err(Overlap("one", "three")));
    }

    #[test]
    fn rules_that_make_no_sense_are_refused() {
        let refused = |change: fn(&mut Rules)| {
            let mut rules = rules();
            change(&mut rules);
            TokenKind::new(rules).err()
        };
        assert_eq!(refused(|_| {}), None);
        assert_eq!(
            refused(|it| it.algorithms.clear()),
            Some(KindError::NoAlgorithm)
        );
        assert_eq!(
            refused(|it| it.algorithms.push(Algorithm::HS256)),
            Some(KindError::MixedAlgorithms)
        );
        assert_eq!(
            refused(|it| it.issuer.clear()),
            Some(KindError::Empty("issuer"))
        );
        for audience in [vec![], vec![String::new()]] {
            let rules = Rules {
                audience: Audience::Among(audience),
                ..rules()
            };
            assert_eq!(
                TokenKind::new(rules).err(),
                Some(KindError::Empty("audience"))
            );
        }
        for name in [String::new(), "t".repeat(257)] {
            let media_type = MediaType::Is(name.leak());
            let rules = Rules {
                media_type,
                ..rules()
            };
            assert_eq!(TokenKind::new(rules).err(), Some(KindError::MediaType));
        }
        for name in DECIDED {
            let fixed = vec![("page", String::new()), (name, "1".to_owned())];
            let rules = Rules { fixed, ..rules() };
            assert_eq!(TokenKind::new(rules).err(), Some(KindError::Fixed(name)));
        }
        let twice = Some(KindError::Fixed("page"));
        let page = |it: &mut Rules| {
            it.fixed = vec![("page", "a".to_owned()), ("page", "b".to_owned())];
        };
        assert_eq!(refused(page), twice);
        assert_eq!(refused(|it| it.max_lifetime = 0), Some(KindError::Lifetime));
        assert_eq!(
            refused(|it| it.max_lifetime = 86_401),
            Some(KindError::Lifetime)
        );
        assert_eq!(refused(|it| it.leeway = -1), Some(KindError::Leeway));
        assert_eq!(refused(|it| it.leeway = 301), Some(KindError::Leeway));
    }
}
