//! Log lines: one JSON object each, never with personal data.

use serde::Serialize;
use serde_json::json;

/// Says that something happened outside a decision.
pub(crate) fn event(event: &str, detail: &str) {
    worker::console_log!("{}", json!({ "event": event, "detail": detail }));
}

/// What the log says about an answer, besides what every line says.
pub(crate) enum About {
    /// Nothing but what it was.
    Event(&'static str),
    /// How a decision of home realm came about.
    #[cfg(feature = "home-realm")]
    HomeRealm(vestibule_home_realm::Trace),
    /// Which page explained something.
    #[cfg(feature = "branded-pages")]
    BrandedPages(vestibule_branded_pages::Trace),
    /// How a step of asking in the middle of a login ended.
    #[cfg(feature = "progressive-profile")]
    Profile(vestibule_progressive_profile::Trace),
    /// How a callout was answered.
    #[cfg(feature = "claims-enrichment")]
    Callout(vestibule_claims_enrichment::Trace),
}

/// Written straight from what is at hand: collected as a `serde_json::Value` first, the line cost
/// thirty allocations.
#[derive(Serialize)]
struct Line<'a, T> {
    #[serde(flatten)]
    about: T,
    decision: &'a str,
    status: u16,
    snapshot: Option<String>,
}

#[derive(Serialize)]
struct Event {
    event: &'static str,
}

/// Writes the log line of an answer.
pub(crate) fn line(about: &About, decision: &str, status: u16, snapshot: Option<String>) -> String {
    match about {
        About::Event(event) => write(Event { event }, decision, status, snapshot),
        #[cfg(feature = "home-realm")]
        About::HomeRealm(trace) => write(home_realm(trace), decision, status, snapshot),
        #[cfg(feature = "branded-pages")]
        About::BrandedPages(trace) => write(branded_pages(trace), decision, status, snapshot),
        #[cfg(feature = "progressive-profile")]
        About::Profile(trace) => write(profile(trace), decision, status, snapshot),
        #[cfg(feature = "claims-enrichment")]
        About::Callout(trace) => write(callout(trace), decision, status, snapshot),
    }
}

fn write<T: Serialize>(about: T, decision: &str, status: u16, snapshot: Option<String>) -> String {
    // Texts and numbers alone cannot fail to be written.
    serde_json::to_string(&Line {
        about,
        decision,
        status,
        snapshot,
    })
    .unwrap_or_default()
}

#[cfg(feature = "home-realm")]
#[derive(Serialize)]
struct HomeRealm<'a> {
    event: &'static str,
    function: &'static str,
    way_in: Option<&'static str>,
    client: Option<&'a str>,
    signals: Signals<'a>,
    winner: Option<&'static str>,
    organization: Option<&'a str>,
    connection: Option<&'a str>,
    end: &'static str,
    fault: Option<&'a str>,
}

/// The signals as `signal:finding` or `signal:finding:rule`; those that the request does not carry are
/// left out.
#[cfg(feature = "home-realm")]
struct Signals<'a>(&'a [vestibule_home_realm::Considered]);

#[cfg(feature = "home-realm")]
impl Serialize for Signals<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use vestibule_home_realm::Finding;

        let carried = self.0.iter().filter(|it| it.finding != Finding::Absent);
        serializer.collect_seq(carried.map(|considered| {
            let mut text = String::with_capacity(48);
            text.push_str(considered.signal.name());
            text.push(':');
            text.push_str(considered.finding.name());
            if let Some(rule) = &considered.rule {
                text.push(':');
                text.push_str(rule);
            }
            text
        }))
    }
}

#[cfg(feature = "home-realm")]
fn home_realm(trace: &vestibule_home_realm::Trace) -> HomeRealm<'_> {
    use vestibule_home_realm::{WayIn, Winner};
    use vestibule_identity::{ClientId, ConnectionName, OrganizationId};

    HomeRealm {
        event: "decision",
        function: "home-realm",
        way_in: trace.way_in.map(WayIn::name),
        client: trace.client.as_ref().map(ClientId::as_str),
        signals: Signals(&trace.considered),
        winner: trace.winner.map(Winner::name),
        organization: trace.organization.as_ref().map(OrganizationId::as_str),
        connection: trace.connection.as_ref().map(ConnectionName::as_str),
        end: trace.end.name(),
        fault: trace.fault.as_deref(),
    }
}

#[cfg(feature = "branded-pages")]
#[derive(Serialize)]
struct BrandedPages<'a> {
    event: &'static str,
    function: &'static str,
    end: &'static str,
    topic: Option<&'static str>,
    client: Option<&'a str>,
    organization: Option<&'a str>,
    federated: bool,
    rule: Option<&'a str>,
    tracking: Option<&'a str>,
}

#[cfg(feature = "branded-pages")]
fn branded_pages(trace: &vestibule_branded_pages::Trace) -> BrandedPages<'_> {
    use vestibule_identity::{ClientId, OrganizationId};
    use vestibule_pages::Topic;

    BrandedPages {
        event: "decision",
        function: "branded-pages",
        end: trace.end.name(),
        topic: trace.topic.map(Topic::name),
        client: trace.client.as_ref().map(ClientId::as_str),
        organization: trace.organization.as_ref().map(OrganizationId::as_str),
        federated: trace.federated,
        rule: trace.rule.as_deref(),
        tracking: trace.tracking.as_deref(),
    }
}

#[cfg(feature = "progressive-profile")]
#[derive(Serialize)]
struct Profile<'a> {
    event: &'static str,
    function: &'static str,
    end: &'static str,
    why: Option<&'a str>,
    session: Option<&'a str>,
    client: Option<&'a str>,
    organization: Option<&'a str>,
    fields: &'a [String],
}

#[cfg(feature = "progressive-profile")]
fn profile(trace: &vestibule_progressive_profile::Trace) -> Profile<'_> {
    use vestibule_identity::{ClientId, OrganizationId};

    Profile {
        event: "decision",
        function: "progressive-profile",
        end: trace.end.name(),
        why: trace.why.as_deref(),
        session: trace.session.as_deref(),
        client: trace.client.as_ref().map(ClientId::as_str),
        organization: trace.organization.as_ref().map(OrganizationId::as_str),
        fields: &trace.fields,
    }
}

#[cfg(feature = "claims-enrichment")]
#[derive(Serialize)]
struct Callout<'a> {
    event: &'static str,
    function: &'static str,
    trigger: Option<&'static str>,
    client: Option<&'a str>,
    organization: Option<&'a str>,
    end: &'static str,
    refused: Option<String>,
    code: Option<&'a str>,
    rule: Option<&'a str>,
    lacking: &'a [String],
    octets: [usize; 2],
}

#[cfg(feature = "claims-enrichment")]
fn callout(trace: &vestibule_claims_enrichment::Trace) -> Callout<'_> {
    use vestibule_identity::{ClientId, OrganizationId};
    use vestibule_tenant::Trigger;

    Callout {
        event: "decision",
        function: "claims-enrichment",
        trigger: trace.trigger.map(Trigger::name),
        client: trace.client.as_ref().map(ClientId::as_str),
        organization: trace.organization.as_ref().map(OrganizationId::as_str),
        end: trace.end.name(),
        refused: trace.refused.map(|error| error.to_string()),
        code: trace.code.as_deref(),
        rule: trace.rule.as_deref(),
        lacking: &trace.lacking,
        octets: trace.octets,
    }
}
