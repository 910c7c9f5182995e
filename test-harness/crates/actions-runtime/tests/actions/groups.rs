//! `user.groups`, from the attribute that the settings name.

use serde_json::{Value, json};

use crate::callouts::Callouts;
use crate::support::{Run, answer, runtime};

#[tokio::test]
async fn groups_come_from_the_attribute_that_is_named() {
    let runtime = runtime().await;
    let callouts = Callouts::saying(&answer(json!({}))).await;
    let run = Run::login(&callouts)
        .with("/user/groups", json!(["of the provider"]))
        .with("/user/one", json!("single"))
        .with("/user/mixed", json!(["a", 1, null, { "b": 1 }, "c"]))
        .with("/user/number", json!(7))
        .with("/user/app_metadata/teams", json!(["core"]))
        .with(
            "/user/user_metadata/groups",
            json!(["admins by own choice"]),
        );
    for (attribute, groups) in [
        (None, None),
        (Some(""), None),
        (Some("missing"), None),
        (Some("toString"), None),
        (Some("__proto__"), None),
        (Some("groups"), Some(json!(["of the provider"]))),
        (
            Some("https://globex.test/groups"),
            Some(json!(["admins~", "staff~"])),
        ),
        (Some("one"), Some(json!(["single"]))),
        (Some("mixed"), Some(json!(["a", "c"]))),
        (Some("number"), Some(json!([]))),
        (Some("app_metadata.teams"), Some(json!(["core"]))),
        (Some("app_metadata.missing"), None),
        (Some("user_metadata"), None),
        (Some("user_metadata.groups"), None),
    ] {
        let mut run = run.clone();
        if let Some(attribute) = attribute {
            run = run.secret("VESTIBULE_GROUPS_ATTRIBUTE", attribute);
        }
        run.on(&runtime).await;
        let sent = callouts.asked().pop().unwrap().event();
        assert_eq!(
            sent["user"].get("groups").cloned().unwrap_or(Value::Null),
            groups.unwrap_or(Value::Null),
            "{attribute:?}"
        );
    }
}
