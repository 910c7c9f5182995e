//! Queries, read without being rewritten.

use std::borrow::Cow;

use crate::percent::{decode_component, decode_escapes, encode_for_link, push_component};

/// A query exactly as it arrived: everything after the `?`, not decoded.
///
/// What an app sends to `/authorize` must reach the authorization server byte for byte (`state`
/// and PKCE depend on it, and unknown, repeated or oddly encoded parameters are none of our
/// business). So there is no way to change a query here, only to read one and to write a longer
/// one that starts with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawQuery<'a> {
    raw: &'a str,
    /// A bit for each name that is there, so that most questions for one that is not are answered
    /// without reading: a decision asks for a dozen names, few of which a request has.
    names: u64,
}

/// One `name=value` of a query, both as they arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair<'a> {
    raw_name: &'a str,
    raw_value: &'a str,
}

impl<'a> Pair<'a> {
    fn of(piece: &'a str) -> Self {
        let (raw_name, raw_value) = split_at_byte(piece, b'=').unwrap_or((piece, ""));
        Self {
            raw_name,
            raw_value,
        }
    }

    /// The name, decoded once.
    #[must_use]
    pub fn name(self) -> Cow<'a, str> {
        decode_component(self.raw_name)
    }

    /// Whether its name, decoded, is this one.
    ///
    /// A decision asks this a hundred times a request, nearly always of names that need no decoding.
    #[must_use]
    pub fn is_named(self, name: &str) -> bool {
        if self
            .raw_name
            .bytes()
            .any(|byte| byte == b'%' || byte == b'+')
        {
            self.name() == name
        } else {
            self.raw_name == name
        }
    }

    /// The value, decoded once; empty when there was no `=`.
    #[must_use]
    pub fn value(self) -> Cow<'a, str> {
        decode_component(self.raw_value)
    }
}

impl<'a> RawQuery<'a> {
    /// Wraps what stands after the `?` of a target.
    #[must_use]
    pub fn new(raw: &'a str) -> Self {
        let names = pieces(raw).fold(0, |names, piece| names | bit_of(Pair::of(piece).raw_name));
        Self { raw, names }
    }

    /// The bytes as they arrived.
    #[must_use]
    pub fn as_str(self) -> &'a str {
        self.raw
    }

    /// The parameters in their order, empty pieces (`a=1&&b=2`) left out.
    pub fn pairs(self) -> impl Iterator<Item = Pair<'a>> {
        pieces(self.raw)
            .filter(|piece| !piece.is_empty())
            .map(Pair::of)
    }

    /// The parameters of that name.
    fn named(self, name: &str) -> impl Iterator<Item = Pair<'a>> {
        let there = self.may_contain(name).then(|| self.pairs());
        there
            .into_iter()
            .flatten()
            .filter(move |pair| pair.is_named(name))
    }

    /// The first parameter of that name, decoded once.
    ///
    /// What a server makes of a repeated parameter is its own affair; a decision needs one answer
    /// that is always the same.
    #[must_use]
    pub fn first(self, name: &str) -> Option<Cow<'a, str>> {
        self.named(name).next().map(Pair::value)
    }

    /// The first parameter of that name, for values that are URIs: escapes are decoded, and a `+` stays
    /// one (RFC 3986, section 2.2; RFC 7033, section 4.1).
    #[must_use]
    pub fn first_escaped(self, name: &str) -> Option<Cow<'a, str>> {
        let pair = self.named(name).next()?;
        Some(decode_escapes(pair.raw_value))
    }

    /// The first parameter of that name that is not empty: `organization=` says nothing, also when
    /// another one follows it that does.
    #[must_use]
    pub fn first_non_empty(self, name: &str) -> Option<Cow<'a, str>> {
        self.named(name)
            .map(Pair::value)
            .find(|value| !value.is_empty())
    }

    /// The only parameter of that name, with its value as it arrived and decoded once; `None` also when there are two of
    /// them, between which there is no telling.
    #[must_use]
    pub fn only(self, name: &str) -> Option<(&'a str, Cow<'a, str>)> {
        let mut named = self.named(name);
        let pair = named.next()?;
        named
            .next()
            .is_none()
            .then(|| (pair.raw_value, pair.value()))
    }

    /// Whether a parameter of that name is there, empty or not.
    #[must_use]
    pub fn contains(self, name: &str) -> bool {
        self.named(name).next().is_some()
    }

    fn may_contain(self, name: &str) -> bool {
        self.names & bit_of(name) != 0
    }

    /// The same bytes without the parameters of one name, names compared decoded.
    #[must_use]
    pub fn without(self, name: &str) -> Cow<'a, str> {
        if !self.contains(name) {
            return Cow::Borrowed(self.raw);
        }
        let kept = |piece: &&str| piece.is_empty() || !Pair::of(piece).is_named(name);
        Cow::Owned(pieces(self.raw).filter(kept).collect::<Vec<_>>().join("&"))
    }

    /// The same parameters for a link on a page of ours: characters that RFC 3986 gives no query
    /// (section 3.4) are percent-encoded, everything else stays.
    #[must_use]
    pub fn for_link(self) -> String {
        encode_for_link(self.raw)
    }

    /// The same bytes, followed by those of another query.
    #[must_use]
    pub fn joined_with(self, other: RawQuery<'_>) -> String {
        let separator = if self.raw.is_empty() || other.raw.is_empty() {
            ""
        } else {
            "&"
        };
        format!("{}{separator}{}", self.raw, other.raw)
    }

    /// The same bytes, followed by the given parameters.
    #[must_use]
    pub fn followed_by(self, additions: &[(&str, &str)]) -> String {
        let longer: usize = additions
            .iter()
            .map(|(name, value)| name.len() + value.len() + 8)
            .sum();
        let mut query = String::with_capacity(self.raw.len() + longer);
        query.push_str(self.raw);
        push_parameters(&mut query, 0, additions);
        query
    }
}

/// Appends parameters to the query that begins at `start` of a text.
pub(crate) fn push_parameters(text: &mut String, start: usize, parameters: &[(&str, &str)]) {
    for (name, value) in parameters {
        if text.len() > start && !text.ends_with('&') {
            text.push('&');
        }
        push_component(text, name);
        text.push('=');
        push_component(text, value);
    }
}

/// What stands between the `&` of a query, empty pieces too.
///
/// `str::split` looks for its separator with a search that is made for long texts: with pieces of a
/// dozen bytes, most of the time of a decision went into starting it.
fn pieces(raw: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(raw);
    std::iter::from_fn(move || {
        let text = rest?;
        let (piece, behind) = match split_at_byte(text, b'&') {
            Some((piece, behind)) => (piece, Some(behind)),
            None => (text, None),
        };
        rest = behind;
        Some(piece)
    })
}

/// What stands before and behind the first byte of that kind, an ASCII one.
fn split_at_byte(text: &str, byte: u8) -> Option<(&str, &str)> {
    let place = text.bytes().position(|it| it == byte)?;
    let (before, from) = text.split_at_checked(place)?;
    Some((before, from.get(1..)?))
}

/// The bit of a name; all bits for one that is written with escapes and could be any.
fn bit_of(name: &str) -> u64 {
    let mut sum = 0_u32;
    for byte in name.bytes() {
        if byte == b'%' || byte == b'+' {
            return u64::MAX;
        }
        sum = sum.wrapping_mul(31).wrapping_add(u32::from(byte));
    }
    1 << (sum % 64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_plus_in_an_address_survives_one_decoding() {
        let query = RawQuery::new("login_hint=a%2Btag%40x.org&state=a+b");
        assert_eq!(query.first("login_hint").unwrap(), "a+tag@x.org");
        assert_eq!(query.first("state").unwrap(), "a b");
    }

    #[test]
    fn a_plus_in_a_uri_is_one() {
        let query = RawQuery::new("resource=acct%3Aa+b%20c@x.org");
        assert_eq!(query.first_escaped("resource").unwrap(), "acct:a+b c@x.org");
    }

    #[test]
    fn a_doubly_encoded_value_is_decoded_once() {
        assert_eq!(
            RawQuery::new("login_hint=a%2540x.org")
                .first("login_hint")
                .unwrap(),
            "a%40x.org"
        );
    }

    #[test]
    fn names_are_compared_decoded_and_the_first_counts() {
        let query = RawQuery::new("login%5Fhint=first&login_hint=second");
        assert_eq!(query.first("login_hint").unwrap(), "first");
    }

    #[test]
    fn empty_is_present_but_says_nothing() {
        let query = RawQuery::new("organization=&x");
        assert!(query.contains("organization"));
        assert!(query.contains("x"));
        assert_eq!(query.first_non_empty("organization"), None);
        let query = RawQuery::new("organization=&organization=org_x");
        assert_eq!(query.first_non_empty("organization").unwrap(), "org_x");
    }

    #[test]
    fn one_that_stands_twice_is_not_the_only_one() {
        let query = RawQuery::new("a=1&state=x%2By&b&b=2");
        let (raw, value) = query.only("state").unwrap();
        assert_eq!((raw, &*value), ("x%2By", "x+y"));
        assert_eq!(query.only("b"), None);
        assert_eq!(query.only("c"), None);
    }

    #[test]
    fn additions_follow_what_was_there() {
        assert_eq!(
            RawQuery::new("a=1&&b=%zz&").followed_by(&[("connection", "x y")]),
            "a=1&&b=%zz&connection=x%20y"
        );
        assert_eq!(
            RawQuery::new("").followed_by(&[("a", "1"), ("b", "2")]),
            "a=1&b=2"
        );
    }

    #[test]
    fn one_parameter_can_be_left_out() {
        let query = RawQuery::new("a=1&&login%5Fhint=x&b=%zz&login_hint=y&login_hint");
        assert_eq!(query.without("login_hint"), "a=1&&b=%zz");
        assert_eq!(query.without("c"), query.as_str());
    }

    #[test]
    fn a_link_holds_only_what_links_may() {
        let query = RawQuery::new("a={}|^`&b=%zz'[]\\&c=\u{fc}");
        assert_eq!(query.for_link(), "a=%7B%7D%7C%5E%60&b=%zz'[]%5C&c=%C3%BC");
    }

    proptest! {
        #[test]
        fn whatever_is_there_is_found(raw in "[a-c%26&=+]{0,24}") {
            let query = RawQuery::new(&raw);
            for pair in query.pairs() {
                // A name with a space or an odd byte is asked for decoded, which the bits of its
                // escapes must not hide.
                prop_assert!(query.contains(&pair.name()), "{raw} has {}", pair.name());
                prop_assert!(query.first(&pair.name()).is_some());
            }
        }

        #[test]
        fn what_came_in_goes_out_and_additions_are_read_back(raw in "[ -~]{0,200}", value in ".{0,40}") {
            let out = RawQuery::new(&raw).followed_by(&[("zz_added", &value)]);
            prop_assert!(out.starts_with(&raw));
            let added = RawQuery::new(&out).pairs().last().unwrap();
            prop_assert_eq!(added.name(), "zz_added");
            prop_assert_eq!(added.value(), value);
        }
    }
}
