//! A login under way: what every step of it needs at hand.

use std::borrow::Cow;

use vestibule_http::{Origin, RawQuery, RealmCookie, RedirectRefused, SafeRedirect};
use vestibule_tenant::{Client, Snapshot};

use crate::additions::{self, Additions};
use crate::decide::Context;
use crate::flow::{FlowState, WayIn, place};
use crate::realm::Realm;
use crate::trace::{End, Trace};

/// A login of a known client, as it came in.
#[derive(Clone, Debug)]
pub(crate) struct Login<'a> {
    pub(crate) context: Context<'a>,
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) client: Client<'a>,
    pub(crate) way_in: WayIn,
    pub(crate) query: RawQuery<'a>,
    /// What the browser keeps for us; empty too when there are no keys to read it with.
    pub(crate) kept: RealmCookie,
}

impl<'a> Login<'a> {
    /// The host that the request came in on.
    pub(crate) fn host(&self) -> &'a str {
        self.context.host
    }

    /// What the form has to carry.
    pub(crate) fn flow(&self) -> FlowState {
        FlowState {
            way_in: self.way_in,
            query: self.query.as_str().to_owned(),
            said: None,
        }
    }

    /// The same, written into a hidden field.
    pub(crate) fn flow_field(&self) -> String {
        self.flow().encode(self.context.memory, place::FORM)
    }

    /// Whether somebody asked for the way that ignores all signals: for administrators whose own
    /// connection is broken.
    pub(crate) fn breaks_glass(&self) -> bool {
        self.way_in == WayIn::Initiate && self.query.first_non_empty("break_glass").is_some()
    }

    /// A trace of this login.
    pub(crate) fn trace(&self, end: End) -> Trace {
        Trace {
            way_in: Some(self.way_in),
            client: Some(self.client.id().clone()),
            ..Trace::ended(end)
        }
    }

    /// Where the login goes on: to the tenant's `/authorize`, or to the application's login URL
    /// (OpenID Connect Core 1.0, section 4).
    ///
    /// `typed` is the address from our own form. It takes the place of a `login_hint` that came
    /// with the request, and of nothing else; everything else stays byte for byte.
    pub(crate) fn target(
        &self,
        realm: Option<&Realm<'_>>,
        typed: Option<&str>,
    ) -> Result<SafeRedirect, RedirectRefused> {
        let mut more: Additions = Additions::new();
        if let Some(realm) = realm {
            more.extend(additions::of_realm(realm, &self.client));
        }
        if let Some(typed) = typed {
            more.push(("login_hint", typed.to_owned()));
        }
        match self.way_in {
            WayIn::FrontDoor => {
                let unhinted = typed.map(|_| self.query.without("login_hint"));
                let query = match &unhinted {
                    Some(Cow::Owned(query)) => RawQuery::new(query),
                    Some(Cow::Borrowed(_)) | None => self.query,
                };
                let more = additions::not_in(query, more);
                let roomy = additions::make_room(query, &more);
                let query = roomy.as_deref().map_or(query, RawQuery::new);
                let tenant = tenant_origin(self.snapshot)?;
                let more = additions::borrowed(&more);
                Ok(SafeRedirect::on_origin(tenant, "/authorize", query, &more))
            }
            WayIn::Initiate | WayIn::Resolve | WayIn::Discovery => self.start(more),
        }
    }

    /// The application's login URL with `iss` and the given parameters (OpenID Connect Core 1.0,
    /// section 4).
    pub(crate) fn start(&self, mut more: Additions) -> Result<SafeRedirect, RedirectRefused> {
        let issuer = format!("{}/", tenant_origin(self.snapshot)?);
        more.insert(0, ("iss", issuer));
        let url = self.client.login_url().ok_or(RedirectRefused)?;
        SafeRedirect::to_configured(url, &additions::borrowed(&more))
    }
}

/// The tenant's origin. The compiler lets no other through, so a refusal means a damaged snapshot.
fn tenant_origin(snapshot: &Snapshot) -> Result<Origin<'_>, RedirectRefused> {
    Origin::parse(snapshot.manifest().tenant_origin()).map_err(|_| RedirectRefused)
}
