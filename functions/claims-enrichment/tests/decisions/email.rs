//! The input `email`.

use serde_json::{Value, json};
use vestibule_claims_enrichment::Outcome;
use vestibule_tenant::{Manifest, Snapshot, Trigger};

use crate::{answer, answer_at, compiled, needs, outcomes, rule, snapshot};

/// What rules see of an address.
fn seen(address: &Value) -> Value {
    let snapshot = snapshot(&rule("a", "claim = \"a\"\nvalue = 'email'"));
    let answer = answer(&snapshot, &json!({ "user": { "email": address } }));
    serde_json::from_str(&answer.id_token.claims[0].value).unwrap()
}

#[test]
fn an_address_belongs_to_whom_its_domain_or_itself_is_verified_property() {
    let of = |domain: &str, is_public: bool, organizations: &[&str]| json!({ "domain": domain, "is_public": is_public, "organizations": organizations });
    for (address, expected) in [
        (
            "ana@globex.example",
            of("globex.example", false, &["org_globex"]),
        ),
        (
            "Ana@GLOBEX.Example",
            of("globex.example", false, &["org_globex"]),
        ),
        // Globex has opted in to subdomains, Initech has not.
        (
            "ana@emea.globex.example",
            of("emea.globex.example", false, &["org_globex"]),
        ),
        (
            "ana@emea.initech.example",
            of("emea.initech.example", false, &[]),
        ),
        ("ana@notglobex.example", of("notglobex.example", false, &[])),
        (
            "ana@shared.example",
            of("shared.example", false, &["org_globex", "org_initech"]),
        ),
        // A domain that is only claimed is nobody's.
        ("ana@claimed.example", of("claimed.example", false, &[])),
        // An address of its own comes on top of its domain.
        (
            "both@globex.example",
            of("globex.example", false, &["org_initech", "org_globex"]),
        ),
        ("adviser@gmail.com", of("gmail.com", true, &["org_globex"])),
        ("sam@gmail.com", of("gmail.com", true, &[])),
        // The tenant's own list and the known providers.
        ("sam@mailboxes.example", of("mailboxes.example", true, &[])),
        ("sam@hotmail.com", of("hotmail.com", true, &[])),
        ("sam@sub.gmail.com", of("sub.gmail.com", false, &[])),
    ] {
        assert_eq!(seen(&json!(address)), expected, "{address}");
    }
    for none in [
        json!(null),
        json!(""),
        json!("ana"),
        json!("@globex.example"),
        json!(7),
        json!(["a@globex.example"]),
    ] {
        assert_eq!(seen(&none), json!({ "organizations": [] }), "{none}");
    }
}

#[test]
fn an_address_that_is_not_the_organizations_own_is_refused() {
    let snapshot = snapshot(&rule(
        "own-address",
        "when = 'has(organization.id) && !(organization.id in email.organizations)'\n\
         deny = { code = \"org-mismatch\", reason = \"Not your company's address.\" }",
    ));
    let outcome = |organization: &str, email: &Value| {
        let event = json!({ "organization": { "id": organization }, "user": { "email": email } });
        let answer = answer(&snapshot, &event);
        outcomes(&answer)[0]
    };
    assert_eq!(
        outcome("org_globex", &json!("ana@globex.example")),
        Outcome::DoesNotApply
    );
    for (organization, email) in [
        ("org_globex", json!("ana@initech.example")),
        ("org_initech", json!("ana@globex.example")),
        ("org_globex", json!("ana@claimed.example")),
        ("org_globex", json!(null)),
        ("org_globex", json!("no address")),
    ] {
        assert_eq!(outcome(organization, &email), Outcome::Denied, "{email}");
    }
    // Without an organization, or with one that nobody knows, the rule is silent.
    assert_eq!(
        outcome("org_unknown", &json!("ana@initech.example")),
        Outcome::DoesNotApply
    );
    let alone = json!({ "user": { "email": "sam@gmail.com" } });
    assert_eq!(
        outcomes(&answer(&snapshot, &alone)),
        [Outcome::DoesNotApply]
    );
}

#[test]
fn a_sign_up_of_a_customers_address_is_refused() {
    let snapshot = snapshot(&rule(
        "sign-up",
        "trigger = \"pre-user-registration\"\nwhen = 'email.is_public || email.organizations != []'\n\
         deny = { code = \"no\", reason = \"No.\" }",
    ));
    let outcome = |email: Value| {
        let event = json!({ "user": { "email": email } });
        let answer = answer_at(Trigger::PreUserRegistration, &snapshot, &event);
        (
            outcomes(&answer)[0] == Outcome::Denied,
            answer.denial.is_some(),
        )
    };
    for (email, denied) in [
        ("ana@globex.example", true),
        ("sam@gmail.com", true),
        ("sam@elsewhere.example", false),
    ] {
        assert_eq!(outcome(json!(email)), (denied, denied), "{email}");
    }
    // What is no address cannot be judged, and does not get by.
    assert_eq!(outcome(json!("no address")), (false, true));
}

#[test]
fn shards_are_asked_for_only_by_rules_that_read_the_owners() {
    let manifest_only = |value: &str| {
        let rules = rule("a", &format!("claim = \"a\"\nvalue = '{value}'"));
        let compiled = compiled(&rules);
        Snapshot::new(Manifest::from_bytes(compiled.manifest, compiled.manifest_digest).unwrap())
    };
    let event = json!({ "user": { "email": "ana@globex.example" } });
    for (value, shards) in [
        ("event.user.email", 0),
        ("email.domain", 0),
        ("email.is_public", 0),
        ("email.organizations", 2),
        ("email", 2),
        ("dyn(email).organizations", 2),
    ] {
        assert_eq!(needs(&manifest_only(value), &event), shards, "{value}");
    }
    // The list of providers is there for those who read it.
    let size = |value: &str| manifest_only(value).manifest().size();
    assert!(size("email.is_public") > size("email.domain") + 5_000);
}
