//! `api.prompt.render`, and what does not go together.

use serde_json::json;
use vestibule_actions_runtime::End;

use crate::support::{execution, failure, on_both, resumed, run, runtime};

#[tokio::test]
async fn a_form_suspends_and_the_same_action_goes_on() {
    let runtime = runtime().await;
    let first = execution([on_both(
        "api.prompt.render('ap_form', { fields: { company: 'Globex' }, vars: { a: 1 } })",
        "api.idToken.setCustomClaim('company', event.prompt.fields.company)",
    )]);
    let result = runtime.execute(&first).await.unwrap();
    let End::Rendering {
        action: 0,
        prompt,
        options,
        carried,
    } = result.end
    else {
        panic!("{:?}", result.end)
    };
    assert_eq!(prompt, "ap_form");
    assert_eq!(
        options,
        json!({ "fields": { "company": "Globex" }, "vars": { "a": 1 } })
    );
    let request = first.event["request"].clone();
    let mut second = resumed(&first, carried, request);
    second.event["prompt"] = json!({ "id": "ap_form", "fields": { "company": "Hammock" } });
    let result = runtime.execute(&second).await.unwrap();
    assert_eq!(
        json!(result.id_token_claims),
        json!({ "company": "Hammock" })
    );
}

/// Contracts B: together they abort the login; the handler itself runs to its end.
#[tokio::test]
async fn a_redirect_and_a_form_do_not_go_together() {
    let redirect = "api.redirect.sendUserTo('https://a.test/');";
    let render = "api.prompt.render('ap_form');";
    for body in [
        format!("{redirect} {render}"),
        format!("{render} {redirect}"),
    ] {
        let result = run(&format!("{body} console.log('to the end')")).await;
        assert_eq!(
            failure(&result),
            "Redirect and render commands cannot be used in the same action."
        );
        assert_eq!(result.logs[0].text, "to the end");
    }
    let result = run(&format!("{render} {render}")).await;
    assert_eq!(
        failure(&result),
        "Only 1 render command per action is allowed."
    );
}

/// Contracts A: 24 KiB.
#[tokio::test]
async fn options_of_a_form_have_a_limit() {
    let render =
        |bytes: usize| format!("api.prompt.render('f', {{ vars: {{ a: 'x'.repeat({bytes}) }} }})");
    let frame = r#"{"vars":{"a":""}}"#.len();
    let result = run(&render(24 * 1024 - frame)).await;
    assert!(matches!(result.end, End::Rendering { .. }));
    let result = run(&render(24 * 1024 - frame + 1)).await;
    assert!(failure(&result).contains("exceeds the limit of 24576 bytes"));
    assert_eq!(
        failure(&run("api.prompt.render(1)").await),
        "promptId must be string"
    );
}
