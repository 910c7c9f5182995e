//! Requests as one string: what `js/entry.js` puts together.

#[cfg(feature = "home-realm")]
use vestibule_tenant::NetworkFacts;

/// The head of a request: the method, a space and the absolute URL; then, as far as somebody asks
/// for them ([`crate::wants()`]), a line each for the visitor's address, autonomous system and country,
/// for `Sec-Purpose`, and for `Cookie`; then, for methods that bring a body or ask about one, `Origin`
/// and `Content-Type`; then whether the request keeps within the limit, and `Accept-Language`, each once somebody asks, with
/// `Cookie` above as soon as the latter is there; then, for paths whose requests are signed, `webhook-id`, `webhook-timestamp`,
/// `webhook-signature` and `Authorization`; then, once somebody asks, what is to be done with the answer, and `If-None-Match`; whether an
/// instance broke over the request; for the path at which a language is chosen, `Referer`; and, for forms in the middle of a login,
/// `Sec-Fetch-Site` and what became of a claim.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Head<'a> {
    pub(crate) method: &'a str,
    pub(crate) url: &'a str,
    lines: [&'a str; LINES],
}

/// How many lines there can be behind the first.
const LINES: usize = 19;

impl<'a> Head<'a> {
    pub(crate) fn parse(head: &'a str) -> Self {
        // Neither a URL nor a header's value can hold a line feed.
        let (line, more) = head.split_once('\n').unwrap_or((head, ""));
        let (method, url) = line.split_once(' ').unwrap_or((line, ""));
        // Found once: nearly every line is looked at, and `Cookie`, which they stand behind, can be long.
        let mut lines = [""; LINES];
        for (place, line) in lines.iter_mut().zip(more.split('\n')) {
            *place = line;
        }
        Self { method, url, lines }
    }

    /// The `Accept-Language` header, `*` where there is none; `None` when nobody has read it.
    pub(crate) fn accept_language(&self) -> Option<&'a str> {
        Some(self.line(8)).filter(|header| !header.is_empty())
    }

    /// Whether a browser is to show the answer to somebody; `None` when nobody has found out.
    pub(crate) fn is_for_people(&self) -> Option<bool> {
        match self.line(13) {
            "" => None,
            wanted => Some(wanted == "page"),
        }
    }

    /// The `If-None-Match` header, `-` where there is none; `None` when nobody has read it.
    pub(crate) fn if_none_match(&self) -> Option<&'a str> {
        Some(self.line(14)).filter(|header| !header.is_empty())
    }

    /// Whether an instance broke over this request, so that it is not to be tried again.
    pub(crate) fn has_broken(&self) -> bool {
        self.line(15) == "broken"
    }

    /// The page on which a language was chosen: the `Referer` header; empty when there is none, or nobody asked.
    pub(crate) fn referer(&self) -> &'a str {
        self.line(16)
    }

    /// From where a form was sent, as the browser says (`Sec-Fetch-Site`).
    #[cfg(feature = "progressive-profile")]
    pub(crate) fn fetch_site(&self) -> &'a str {
        self.line(17)
    }

    /// What became of a claim, as `js/answer-once.js` says it; empty when none was made.
    #[cfg(feature = "progressive-profile")]
    pub(crate) fn claimed(&self) -> &'a str {
        self.line(18)
    }

    /// The address that the visitor comes from; empty where the platform does not say, or nobody asked.
    #[cfg(feature = "progressive-profile")]
    pub(crate) fn address(&self) -> &'a str {
        self.line(0)
    }

    /// The visitor's country; empty where the platform does not say, or nobody asked.
    #[cfg(feature = "progressive-profile")]
    pub(crate) fn country(&self) -> &'a str {
        self.line(2)
    }

    fn line(&self, number: usize) -> &'a str {
        self.lines.get(number).copied().unwrap_or("")
    }

    /// Whether a browser asked ahead of its user (Fetch, `Sec-Purpose`).
    #[cfg(feature = "home-realm")]
    pub(crate) fn is_prefetch(&self) -> bool {
        self.line(3).contains("prefetch")
    }

    /// The `Origin` header of a request that brings a body.
    #[cfg(any(
        feature = "branded-pages",
        feature = "home-realm",
        feature = "progressive-profile"
    ))]
    pub(crate) fn origin(&self) -> Option<&'a str> {
        Some(self.line(5)).filter(|origin| !origin.is_empty())
    }

    /// The `Cookie` header; empty when there is none, or nobody asked.
    pub(crate) fn cookies(&self) -> &'a str {
        self.line(4)
    }

    /// The page whose script asks, and whether it sent JSON.
    #[cfg(feature = "home-realm")]
    pub(crate) fn caller(&self) -> vestibule_home_realm::Caller<'a> {
        let media_type = self.line(6).split(';').next().unwrap_or("").trim();
        vestibule_home_realm::Caller {
            origin: self.origin(),
            is_json: media_type.eq_ignore_ascii_case("application/json"),
            is_limited: self.line(7) == "refused",
        }
    }

    /// What the request says about who signed it.
    #[cfg(feature = "claims-enrichment")]
    pub(crate) fn signed(&self, body: &'a str) -> vestibule_http::webhook::SignedRequest<'a> {
        vestibule_http::webhook::SignedRequest {
            id: self.line(9),
            timestamp: self.line(10),
            signature: self.line(11),
            body,
        }
    }

    /// The token that the request shows.
    #[cfg(feature = "claims-enrichment")]
    pub(crate) fn authorization(&self) -> &'a str {
        self.line(12)
    }

    /// Whether it is known if the request keeps within the limit.
    #[cfg(feature = "home-realm")]
    pub(crate) fn was_counted(&self) -> bool {
        !self.line(7).is_empty()
    }

    /// Where on the network the visitor is. What the platform does not say, or says oddly, is not
    /// known.
    #[cfg(feature = "home-realm")]
    pub(crate) fn network(&self) -> NetworkFacts {
        NetworkFacts {
            ip: self.line(0).parse().ok(),
            asn: self.line(1).parse().ok(),
            country: self.line(2).as_bytes().try_into().ok(),
        }
    }
}

#[cfg(all(test, feature = "home-realm"))]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_or_odd_is_not_known() {
        let facts = |network: &str| Head::parse(&format!("GET https://a/{network}")).network();
        assert_eq!(facts(""), NetworkFacts::default());
        assert_eq!(facts("\nx\n-1\nDEU"), NetworkFacts::default());
        let all = facts("\n2001:db8::1\n64496\nDE");
        assert_eq!(all.ip, "2001:db8::1".parse().ok());
        assert_eq!((all.asn, all.country), (Some(64496), Some(*b"DE")));
        let head = Head::parse("GET https://a/\n\n\n\nprefetch;prerender\na=b; c=d");
        assert!(head.is_prefetch());
        assert_eq!(head.cookies(), "a=b; c=d");
        assert!(!head.was_counted() && head.caller().origin.is_none());
        let json = "POST https://a/\n\n\n\n\n\nhttps://b\nApplication/JSON; charset=utf-8\nrefused";
        let head = Head::parse(json);
        let caller = head.caller();
        assert_eq!(caller.origin, Some("https://b"));
        assert!(caller.is_json && caller.is_limited && head.was_counted());
        assert_eq!(head.accept_language(), None);
        let page = Head::parse("GET https://a/\n\n\n\n\n\n\n\n\nde, en;q=0.5");
        assert_eq!(page.accept_language(), Some("de, en;q=0.5"));
        assert_eq!((page.is_for_people(), page.if_none_match()), (None, None));
        let last = Head::parse("GET https://a/\n\n\n\n\n\n\n\n\n*\n\n\n\n\npage\n\"a\"\nbroken");
        assert_eq!(last.is_for_people(), Some(true));
        assert_eq!(last.if_none_match(), Some("\"a\""));
        assert!(last.has_broken() && !page.has_broken());
    }
}
