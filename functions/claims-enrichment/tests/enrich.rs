//! What rules come to: from a tenant file through the snapshot to an answer.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

use std::fmt::Write as _;
use std::io::Write as _;

use serde_json::{Value, json};
use vestibule_claims_enrichment::{
    Answer, EnrichError, Failure, FailureReason, Held, Item, Items, JsonObject, Need, NoItems,
    Outcome, Part, RULE_FAILED,
};
use vestibule_http::Step;
use vestibule_identity::UnixSeconds;
use vestibule_rules::{Document, Reason, Value as RuleValue};
use vestibule_tenant::{Bundle, Manifest, ShardId, Snapshot, Trigger};
use vestibule_tenant_compiler::{CompileOptions, Compiled, compile, sha256};

const NOW: UnixSeconds = UnixSeconds(1_795_512_600);

const TENANT: &str = r#"
[tenant]
name = "Acme"
origin = "https://login.acme.example"
edge_origins = ["https://start.acme.example"]

[[organizations]]
id = "org_globex"
name = "globex"
display_name = "Globex"
metadata = { plan = "pro", roles = { Admins = "admin" } }

[claims]
namespace = "https://a.example/"
"#;

fn compiled(rules: &str) -> Compiled {
    let mut file = tempfile::NamedTempFile::with_suffix(".toml").unwrap();
    write!(file, "{TENANT}{rules}").unwrap();
    compile(file.path(), &CompileOptions::default()).unwrap()
}

fn snapshot(rules: &str) -> Snapshot {
    let bundle = compiled(rules).bundle().unwrap();
    Bundle::from_bytes(&bundle)
        .unwrap()
        .snapshot(sha256)
        .unwrap()
}

/// As a callout is answered: from the event as it is written.
fn enrich<'a>(
    trigger: Trigger,
    event: &Value,
    snapshot: &'a Snapshot,
    items: &dyn Items,
    now: UnixSeconds,
) -> Result<Step<Answer<'a>, Need>, EnrichError> {
    let text = event.to_string();
    let event = Document::parse(&text).unwrap();
    vestibule_claims_enrichment::enrich(
        trigger,
        &RuleValue::from(&event),
        snapshot,
        (items, false),
        now,
    )
}

fn answer<'a>(snapshot: &'a Snapshot, event: &Value) -> Answer<'a> {
    match enrich(Trigger::PostLogin, event, snapshot, &NoItems, NOW).unwrap() {
        Step::Done(answer) => answer,
        Step::Need(shards) => panic!("everything is resident, {shards:?} too"),
    }
}

/// A rule for one claim with further lines.
fn rule(name: &str, claim: &str, value: &str, more: &str) -> String {
    format!(
        "[[claims.rules]]\nname = \"{name}\"\nclaim = \"{claim}\"\nvalue = '''{value}'''\n{more}\n"
    )
}

fn denying(name: &str, when: &str, more: &str) -> String {
    format!(
        "[[claims.rules]]\nname = \"{name}\"\nwhen = '''{when}'''\ndeny = {{ code = \"{name}\", reason = \"No.\" }}\n{more}\n"
    )
}

fn outcomes<'a>(answer: &Answer<'a>) -> Vec<Outcome<'a>> {
    answer.rules.iter().map(|report| report.outcome).collect()
}

fn failure(part: Part, reason: Reason) -> impl Fn(&Outcome<'_>) -> bool {
    move |outcome| {
        matches!(outcome, Outcome::Failed(Failure { part: failed, reason: FailureReason::Evaluate(error) })
            if *failed == part && error.reason == reason)
    }
}

#[test]
fn claims_go_to_the_tokens_that_they_are_for() {
    let snapshot = snapshot(
        &[
            rule("a", "plan", "organization.metadata.plan", ""),
            rule(
                "b",
                "groups",
                "event.user.groups.map(g, organization.metadata.roles[g])",
                "tokens = [\"access\"]",
            ),
            rule("c", "at", "now", "tokens = [\"id\"]"),
            rule("d", "nothing", "null", ""),
            rule("e", "never", "1", "when = 'false'"),
            rule("f", "urn:acme:y", "{1: [true, 2.5]}", "tokens = [\"id\"]"),
        ]
        .concat(),
    );
    let event = json!({ "organization": { "id": "org_globex" }, "user": { "groups": ["Admins"] } });
    let answer = answer(&snapshot, &event);
    assert_eq!(
        Value::Object(answer.id_token.to_object()),
        json!({ "https://a.example/plan": "pro", "https://a.example/at": "2026-11-24T09:30:00Z", "urn:acme:y": { "1": [true, 2.5] } })
    );
    assert_eq!(
        Value::Object(answer.access_token.to_object()),
        json!({ "https://a.example/plan": "pro", "https://a.example/groups": ["admin"] })
    );
    assert_eq!(
        outcomes(&answer),
        [
            Outcome::Gave,
            Outcome::Gave,
            Outcome::Gave,
            Outcome::Empty,
            Outcome::DoesNotApply,
            Outcome::Gave
        ]
    );
    assert!(answer.is_full() && answer.denial.is_none());
    for token in [&answer.id_token, &answer.access_token] {
        assert_eq!(
            token.octets,
            Value::Object(token.to_object()).to_string().len()
        );
    }
}

#[test]
fn of_two_rules_for_a_claim_the_first_that_has_a_value_wins_in_each_token() {
    let snapshot = snapshot(
        &[
            rule("absent", "a", "event.user.name", ""),
            rule("null", "a", "null", ""),
            rule("id", "a", "1", "tokens = [\"id\"]"),
            rule("both", "a", "2", ""),
            rule("late", "a", "3", ""),
        ]
        .concat(),
    );
    let answer = answer(&snapshot, &json!({ "user": {} }));
    assert_eq!(&*answer.id_token.claims[0].value, "1");
    assert_eq!(&*answer.access_token.claims[0].value, "2");
    let outcomes = outcomes(&answer);
    assert!(failure(Part::Value, Reason::NoSuchField)(&outcomes[0]));
    assert_eq!(
        outcomes[1..],
        [
            Outcome::Empty,
            Outcome::Gave,
            Outcome::Gave,
            Outcome::Superseded { by: "id" }
        ]
    );
}

#[test]
fn denials_come_first_and_end_it() {
    let snapshot = snapshot(
        &[
            rule("claim", "a", "1", ""),
            denying("no", "false", ""),
            denying("first", "event.user.email == 'a@b.example'", ""),
            denying("second", "true", ""),
        ]
        .concat(),
    );
    let answer = answer(&snapshot, &json!({ "user": { "email": "a@b.example" } }));
    let denial = answer.denial.unwrap();
    assert_eq!(
        (denial.rule, denial.code, denial.reason),
        ("first", "first", "No.")
    );
    assert_eq!(
        outcomes(&answer),
        [
            Outcome::NotReached,
            Outcome::DoesNotApply,
            Outcome::Denied,
            Outcome::NotReached
        ]
    );
    assert!(answer.id_token.claims.is_empty() && answer.access_token.claims.is_empty());
}

#[test]
fn a_rule_that_fails_does_what_its_policy_says() {
    let absent = json!({ "user": {} });
    // The value or the condition; left out.
    let both = rule("a", "a", "event.user.name", "")
        + &rule("b", "b", "1", "when = 'event.user.email_verified'");
    let lenient = snapshot(&both);
    let answered = answer(&lenient, &absent);
    assert!(answered.denial.is_none() && !answered.is_full());
    assert!(failure(Part::Value, Reason::NoSuchField)(
        &outcomes(&answered)[0]
    ));
    assert!(failure(Part::Condition, Reason::NoSuchField)(
        &outcomes(&answered)[1]
    ));
    // Required: denied, with a code of its own. A denial is required unless it says otherwise.
    for (rules, denied) in [
        (
            rule("a", "a", "event.user.name", "failure = \"required\""),
            true,
        ),
        (denying("a", "event.user.email_verified", ""), true),
        (
            denying("a", "event.user.email_verified", "failure = \"optional\""),
            false,
        ),
        // Null is a value, not a failure.
        (rule("a", "a", "null", "failure = \"required\""), false),
    ] {
        let snapshot = snapshot(&rules);
        let answer = answer(&snapshot, &absent);
        let code = answer.denial.map(|denial| (denial.rule, denial.code));
        assert_eq!(code, denied.then_some(("a", RULE_FAILED)), "{rules}");
    }
}

#[test]
fn a_rule_over_its_cost_fails_alone_and_all_together_are_bounded() {
    let costly = "event.user.groups.all(a, event.user.groups.all(b, a == a))";
    let groups: Vec<_> = (0..300).map(|number| format!("g{number}")).collect();
    let event = json!({ "user": { "groups": groups } });
    let mut rules = String::new();
    for number in 0..12 {
        rules += &rule(&format!("r{number}"), &format!("c{number}"), costly, "");
    }
    rules += &rule("cheap", "cheap", "1", "");
    let exhausted = snapshot(&rules);
    let answered = answer(&exhausted, &event);
    assert!(
        outcomes(&answered)
            .iter()
            .all(failure(Part::Value, Reason::BudgetSpent))
    );
    assert_eq!(answered.denial, None);

    let rules = rule("costly", "a", costly, "")
        + &rule("cheap", "b", "1", "")
        + &denying("no", "event.user.groups == []", "");
    let alone = snapshot(&rules);
    let answered = answer(&alone, &event);
    assert_eq!(
        outcomes(&answered)[1..],
        [Outcome::Gave, Outcome::DoesNotApply]
    );
}

#[test]
fn what_has_no_room_is_left_out_by_priority_and_said() {
    let text = "x".repeat(150);
    let value = format!("\"{text}\"");
    let rules = |required: &str| {
        let mut rules = "budget = { id = 700, access = 100_000 }\n".to_owned();
        for (name, more) in [
            ("low", "priority = 1"),
            ("first", ""),
            ("second", ""),
            ("high", "priority = 90"),
            ("required", required),
        ] {
            rules += &rule(name, name, &value, more);
        }
        rules
    };
    let event = json!({});
    let lenient = snapshot(&rules("priority = 0\nfailure = \"required\""));
    let answered = answer(&lenient, &event);
    let names = |claims: &[vestibule_claims_enrichment::GivenClaim<'_>]| -> Vec<String> {
        claims.iter().map(|claim| claim.rule.to_owned()).collect()
    };
    assert_eq!(
        names(&answered.id_token.claims),
        ["first", "high", "required"]
    );
    assert_eq!(names(&answered.id_token.omitted), ["low", "second"]);
    let marker = answered.id_token.marker.clone().unwrap();
    assert_eq!(
        marker,
        (
            "https://a.example/omitted",
            r#"["https://a.example/low","https://a.example/second"]"#.to_owned()
        )
    );
    assert!(answered.id_token.octets <= 700);
    assert_eq!(
        answered.id_token.octets,
        Value::Object(answered.id_token.to_object())
            .to_string()
            .len()
    );
    // The access token has room for all of them.
    assert_eq!(answered.access_token.claims.len(), 5);
    assert_eq!(answered.access_token.marker, None);
    assert_eq!(outcomes(&answered)[0], Outcome::Omitted);
    assert!(!answered.is_full());
    // The same, to the octet.
    assert_eq!(answered, answer(&lenient, &event));

    // Five times as much as there is room for, and must not be left out.
    let mut strict = "budget = { id = 512 }\n".to_owned();
    for name in ["a", "b", "c", "d"] {
        strict += &rule(name, name, &value, "failure = \"required\"");
    }
    let strict = snapshot(&strict);
    let answered = answer(&strict, &event);
    assert_eq!(answered.denial.unwrap().code, RULE_FAILED);
    assert!(answered.id_token.claims.is_empty());
    assert!(outcomes(&answered).iter().any(|outcome| matches!(
        outcome,
        Outcome::Failed(Failure {
            reason: FailureReason::NoRoom,
            ..
        })
    )));
}

#[test]
fn two_hundred_claims_are_shed_to_any_budget() {
    for budget in [512, 700, 2_000, 20_000] {
        let mut rules = format!("budget = {{ id = {budget}, access = 100_000 }}\n");
        for number in 0..200 {
            let _ = write!(
                rules,
                "{}",
                rule(
                    &format!("r{number}"),
                    &format!("a-long-name-of-a-claim-{number}"),
                    "[1, 2, 3]",
                    ""
                )
            );
        }
        let snapshot = snapshot(&rules);
        let answer = answer(&snapshot, &json!({}));
        let token = &answer.id_token;
        assert!(token.octets <= budget, "{} of {budget}", token.octets);
        assert_eq!(token.claims.len() + token.omitted.len(), 200);
        assert!(!token.claims.is_empty());
        assert_eq!(
            token.octets,
            Value::Object(token.to_object()).to_string().len()
        );
        // All are alike, so the first stay.
        assert_eq!(token.claims[0].rule, "r0");
    }
}

#[test]
fn the_organization_is_asked_for_only_by_rules_that_read_it() {
    let event = json!({ "organization": { "id": "org_globex" } });
    let manifest_only = |rules: &str| {
        let compiled = compiled(rules);
        let shard: ShardId = compiled.shards.first().unwrap().0;
        let manifest = Manifest::from_bytes(compiled.manifest, compiled.manifest_digest).unwrap();
        (Snapshot::new(manifest), shard)
    };
    let (reads, shard) = manifest_only(&rule("a", "a", "organization.name", ""));
    let asked = enrich(Trigger::PostLogin, &event, &reads, &NoItems, NOW).unwrap();
    assert!(matches!(asked, Step::Need(needed) if needed == [Need::Shard(shard)]));
    // Not for an event without one, nor for one whose id is none.
    for event in [
        json!({}),
        json!({ "organization": {} }),
        json!({ "organization": { "id": "globex" } }),
        json!({ "organization": { "id": 7 } }),
        json!({ "organization": [] }),
    ] {
        let answer = answer(&reads, &event);
        assert!(failure(Part::Value, Reason::NoSuchField)(
            &outcomes(&answer)[0]
        ));
    }
    let (reads_event, _) = manifest_only(&rule("a", "a", "event.organization.id", ""));
    assert_eq!(answer(&reads_event, &event).id_token.claims.len(), 1);
    // An organization that the file does not know is like none.
    let whole = snapshot(&rule("a", "a", "has(organization.metadata)", ""));
    let unknown = json!({ "organization": { "id": "org_unknown" } });
    assert_eq!(&*answer(&whole, &unknown).id_token.claims[0].value, "false");
    assert_eq!(&*answer(&whole, &event).id_token.claims[0].value, "true");
}

#[test]
fn what_is_no_event_and_a_tenant_without_rules() {
    let none = snapshot("");
    for event in [json!(null), json!([]), json!("a"), json!(1), json!(true)] {
        let refused = enrich(Trigger::PostLogin, &event, &none, &NoItems, NOW);
        assert_eq!(refused.unwrap_err(), EnrichError::NotAnEvent);
    }
    let answered = answer(&none, &json!({}));
    assert!(answered.is_full() && answered.rules.is_empty());
    assert_eq!(
        (
            answered.id_token.octets,
            answered.id_token.to_object().len()
        ),
        (2, 0)
    );
}

#[test]
fn damaged_programs_fail_their_rule_and_nothing_panics() {
    let compiled = compiled(
        &(rule(
            "a",
            "a",
            "organization.metadata.plan",
            "when = 'event.user.email_verified'",
        ) + &denying("b", "event.user.email == 'x'", "")),
    );
    let event = json!({
        "organization": { "id": "org_globex" },
        "user": { "email_verified": true, "email": "y" },
    });
    let mut answers = 0;
    let mut bytes = compiled.manifest.clone();
    for index in 12..bytes.len() {
        let before = bytes[index];
        for value in [before ^ 1, before ^ 0x80, 0, 0xff] {
            bytes[index] = value;
            let Ok(manifest) = Manifest::from_bytes(bytes.clone(), compiled.manifest_digest) else {
                continue;
            };
            let mut snapshot = Snapshot::new(manifest);
            for (id, shard) in &compiled.shards {
                let shard = vestibule_tenant::Shard::from_bytes(shard.clone(), *id).unwrap();
                // A directory that was damaged does not list it any more.
                let _ = snapshot.insert(shard);
            }
            if let Ok(Step::Done(_)) = enrich(Trigger::PostLogin, &event, &snapshot, &NoItems, NOW)
            {
                answers += 1;
            }
        }
        bytes[index] = before;
    }
    assert!(answers > 0);
}

/// What was fetched: these parts of the directory, and nothing else.
struct Entries(Vec<(&'static str, JsonObject)>);

impl Items for Entries {
    fn held(&self, item: &Item, _: u32) -> Held<'_> {
        let Item::Directory(key) = item else {
            return Held::Unavailable;
        };
        let mut entries = self.0.iter();
        let found = entries.find(|(part, _)| *part == key.part().name());
        found.map_or(Held::Unavailable, |(_, value)| Held::Known {
            value,
            age: 0,
        })
    }
}

fn with_entries<'a>(snapshot: &'a Snapshot, entries: &[(&'static str, &str)]) -> Answer<'a> {
    let entries = entries.iter();
    let entries = entries.map(|(part, text)| (*part, JsonObject::parse(text).unwrap()));
    let event = json!({ "user": { "user_id": "auth0|1" }, "organization": { "id": "org_globex" } });
    match enrich(
        Trigger::PostLogin,
        &event,
        snapshot,
        &Entries(entries.collect()),
        NOW,
    )
    .unwrap()
    {
        Step::Done(answer) => answer,
        Step::Need(needs) => panic!("{needs:?}"),
    }
}

#[test]
fn an_outage_does_not_look_like_an_entry_that_says_nothing() {
    for when in [
        "has(directory.status.blocked) && directory.status.blocked",
        "has(directory.status) && has(directory.status.blocked) && directory.status.blocked",
        "has(directory.user) && has(directory.status.blocked) && directory.status.blocked",
        "dyn(directory).exists(part, part == 'status')",
    ] {
        let snapshot = snapshot(&denying("left", when, ""));
        let down = with_entries(&snapshot, &[("user", "{}")]);
        let denial = down.denial.map(|denial| denial.code);
        assert_eq!(denial, Some(RULE_FAILED), "{when}");
        let up = with_entries(
            &snapshot,
            &[("status", "{}"), ("user", "{}"), ("organization", "{}")],
        );
        assert!(
            up.denial.is_none_or(|denial| denial.code == "left"),
            "{when}"
        );
    }
    // One that reads another part has it all the same.
    let snapshot = snapshot(&rule("a", "a", "directory.user.x", ""));
    let answer = with_entries(&snapshot, &[("user", "{\"x\":1}")]);
    assert_eq!(&*answer.id_token.claims[0].value, "1");
}

#[test]
fn at_last_rules_that_read_what_is_not_there_do_as_their_policy_says() {
    let rules = rule("plan", "plan", "organization.metadata.plan", "")
        + &rule("free", "free", "1", "")
        + &denying("stranger", "!has(organization.id)", "");
    let compiled = compiled(&rules);
    let manifest =
        Manifest::from_bytes(compiled.manifest.clone(), compiled.manifest_digest).unwrap();
    let bare = Snapshot::new(manifest);
    let event = json!({ "organization": { "id": "org_globex" } }).to_string();
    let document = Document::parse(&event).unwrap();
    let event = RuleValue::from(&document);
    let ask = |is_last| {
        let items = (&NoItems as &dyn Items, is_last);
        vestibule_claims_enrichment::enrich(Trigger::PostLogin, &event, &bare, items, NOW).unwrap()
    };
    assert!(matches!(ask(false), Step::Need(_)));
    let Step::Done(answer) = ask(true) else {
        panic!("there is an answer at last");
    };
    let denial = answer.denial.map(|denial| (denial.rule, denial.code));
    assert_eq!(denial, Some(("stranger", RULE_FAILED)));
}

#[test]
fn what_a_required_rule_would_give_is_not_left_out_since_an_optional_one_gave_it() {
    let budget = "[claims.budget]\nid = 512\naccess = 512\n";
    let long = rule("name", "must", "event.user.name", "");
    let must = rule("must", "must", "event.user.name", "failure = \"required\"");
    let idle = rule(
        "must",
        "must",
        "event.user.name",
        "failure = \"required\"\nwhen = 'false'",
    );
    let event = json!({ "user": { "name": "x".repeat(5_000) } });
    for (second, denied) in [(&must, true), (&idle, false)] {
        let snapshot = snapshot(&(budget.to_owned() + &long + second));
        let answer = answer(&snapshot, &event);
        assert_eq!(answer.denial.is_some(), denied);
    }
}
