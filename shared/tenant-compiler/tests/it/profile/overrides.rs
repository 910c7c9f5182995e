//! What is different for some organizations and clients.

use vestibule_profile::{Budget, Kind, Presence};
use vestibule_tenant::ProfileOverride;

use super::{EVERYTHING, HEAD, snapshot};
use crate::support::{client_id, organization_id};

const OVERRIDES: &str = r#"
[[profile.overrides]]
organizations = ["org_globex", "org_initech"]
without = ["phone", "site"]
required = ["about"]
optional = ["terms"]
budget = { interval = 30 }
labels = { job_title = { en = "Role", de = "Rolle" } }

[[profile.overrides]]
clients = ["admin"]
required = ["job_title"]

[[profile.overrides]]
organizations = ["org_globex"]
clients = ["admin"]
budget = { fields_per_login = 1 }
"#;

#[test]
fn the_most_specific_override_applies_and_no_other() {
    let snapshot = snapshot(&format!("{HEAD}{EVERYTHING}{OVERRIDES}"));
    let profile = snapshot.manifest().profile().unwrap().unwrap();
    let budget = |organization: Option<&str>, client: Option<&str>| {
        let organization = organization.map(organization_id);
        let client = client.map(client_id);
        let over = profile.override_for(organization.as_ref(), client.as_ref());
        let over = over.unwrap();
        let budget = profile.policy(over.as_ref()).budget;
        (over.is_some(), budget.interval, budget.fields_per_login)
    };
    assert_eq!(budget(None, None), (false, 14, 2));
    assert_eq!(budget(None, Some("portal")), (false, 14, 2));
    assert_eq!(budget(None, Some("admin")), (true, 14, 2));
    assert_eq!(budget(Some("org_initech"), None), (true, 30, 2));
    assert_eq!(budget(Some("org_initech"), Some("admin")), (true, 30, 2));
    assert_eq!(budget(Some("org_globex"), Some("portal")), (true, 30, 2));
    assert_eq!(budget(Some("org_globex"), Some("admin")), (true, 14, 1));
    assert_eq!(budget(Some("org_unknown"), Some("portal")), (false, 14, 2));
}

#[test]
fn an_override_changes_what_it_says_and_nothing_else() {
    let snapshot = snapshot(&format!("{HEAD}{EVERYTHING}{OVERRIDES}"));
    let profile = snapshot.manifest().profile().unwrap().unwrap();
    let over = profile.override_for(Some(&organization_id("org_initech")), None);
    let over = over.unwrap();
    let budget = Budget {
        interval: 30,
        fields_per_login: 2,
        prompts_per_user: 4,
        back_off: 60,
        first_login: true,
    };
    assert_eq!(
        over.as_ref().and_then(ProfileOverride::budget),
        Some(budget)
    );
    let candidates = profile.candidates(over.as_ref()).unwrap();
    let usual = profile.candidates(None).unwrap();
    for (candidate, usual) in candidates.iter().zip(&usual) {
        let left_out = matches!(candidate.name, "phone" | "site");
        assert_eq!(candidate.left_out, left_out, "{}", candidate.name);
        let expected = match candidate.name {
            "about" => &Presence::Required,
            "terms" => &Presence::Optional,
            _ => &usual.presence,
        };
        assert_eq!(&candidate.presence, expected, "{}", candidate.name);
    }
    let labels = |language| {
        let texts = profile.texts(language, over.as_ref()).unwrap();
        (texts[0].label, texts[1].label)
    };
    assert_eq!(labels("de"), ("Rolle", "Über Sie"));
    assert_eq!(labels("ja"), ("Role", "About you"));
}

#[test]
fn a_consent_is_given_to_the_entity_of_the_organization() {
    let entities = "\n[[profile.overrides]]\norganizations = [\"org_globex\"]\nentities = { terms = \"Globex GmbH\" }\n";
    let snapshot = snapshot(&format!("{HEAD}{EVERYTHING}{entities}"));
    let profile = snapshot.manifest().profile().unwrap().unwrap();
    let entity = |organization: &str| {
        let over = profile.override_for(Some(&organization_id(organization)), None);
        let fields = profile.fields(over.unwrap().as_ref()).unwrap();
        fields.into_iter().find_map(|field| match field.kind {
            Kind::Consent(consent) => Some(consent.entity),
            _ => None,
        })
    };
    assert_eq!(entity("org_globex"), Some("Globex GmbH"));
    assert_ne!(entity("org_initech"), entity("org_globex"));
    for (field, code) in [("job_title", "incomplete-field"), ("gone", "unknown-field")] {
        let text = format!("{EVERYTHING}{}", entities.replace("terms", field));
        let found = super::findings(&text);
        let path = format!("profile.overrides[0].entities.{field}");
        let named = found
            .iter()
            .any(|it| it.code == code && it.place.field == path);
        assert!(named, "{found:?}");
    }
}
