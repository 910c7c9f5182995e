//! `user.amr` and `user.acr`: how the identity provider says that somebody signed in.

use serde_json::{Value, json};

use crate::callouts::Callouts;
use crate::support::{Run, answer, runtime};

async fn sent(name: &str, values: &[(Value, Option<Value>)]) {
    let runtime = runtime().await;
    let callouts = Callouts::saying(&answer(json!({}))).await;
    for (value, expected) in values {
        let run = Run::login(&callouts).with(&format!("/user/{name}"), value.clone());
        run.on(&runtime).await;
        let user = &callouts.asked().pop().unwrap().event()["user"];
        assert_eq!(user.get(name), expected.as_ref(), "{value}");
    }
}

#[tokio::test]
async fn methods_are_a_list_of_texts_however_they_were_mapped() {
    let values = [
        (json!(["pwd", "otp"]), Some(json!(["pwd", "otp"]))),
        (
            json!(["pwd", 1, null, ["x"], "otp"]),
            Some(json!(["pwd", "otp"])),
        ),
        (json!([]), Some(json!([]))),
        (json!("mfa"), Some(json!(["mfa"]))),
        (json!(" pwd  otp "), Some(json!(["pwd", "otp"]))),
        (json!(""), Some(json!([]))),
        (json!(2), None),
        (json!({ "pwd": true }), None),
        (json!(null), None),
    ];
    sent("amr", &values).await;
}

#[tokio::test]
async fn the_class_is_a_text_or_not_there() {
    let values = [
        (
            json!("urn:mace:incommon:iap:silver"),
            Some(json!("urn:mace:incommon:iap:silver")),
        ),
        (json!("2 factors"), Some(json!("2 factors"))),
        (json!(2), None),
        (json!(["phr"]), None),
        (json!(null), None),
    ];
    sent("acr", &values).await;
}

/// Users can write `user_metadata`: what stands there says nothing about how they signed in.
#[tokio::test]
async fn nothing_is_taken_from_metadata() {
    let callouts = Callouts::saying(&answer(json!({}))).await;
    let mut run = Run::login(&callouts).with(
        "/user/user_metadata",
        json!({ "amr": ["mfa"], "acr": "phr" }),
    );
    let user = run.event["user"].as_object_mut().unwrap();
    user.remove("amr");
    user.remove("acr");
    run.run().await;
    let event = callouts.asked_once().event();
    assert_eq!(event["user"].get("amr"), None);
    assert_eq!(event["user"].get("acr"), None);
}
