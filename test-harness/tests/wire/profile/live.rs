//! The form as a person meets it: in Chromium, from the sign-in to the application.

use serde_json::{Value, json};
use vestibule_stand::Stand;

use super::trip::{log, request, tenant_with, user};
use crate::browser::drive;
use crate::support::at_worker;

const TWO_PAGES: &str = r#"
[profile]
budget = { interval = 0, first_login = true }

[[profile.fields]]
name = "job_title"
type = "text"
label = { en = "Job title", ar = "المسمى الوظيفي" }
max_length = 40

[[profile.fields]]
name = "phone"
type = "phone"
country = "DE"
label = { en = "Phone", ar = "الهاتف" }
step = 2
"#;

/// Signs somebody in who answers both pages, after getting one of them wrong and going back.
async fn answers(stand: &Stand, email: &str, more: Value) -> Value {
    let start = request(stand, &at_worker(stand, "/"), &[("login_hint", email)]);
    let mut input = json!({
        "start": start.as_str(),
        "answers": { "f.job_title": "Welder", "f.phone": "030 901820" },
        "wrong": "12",
    });
    let members = input.as_object_mut().unwrap();
    members.extend(more.as_object().unwrap().clone());
    drive("profile.mjs", stand, input).await
}

fn assert_clean(result: &Value) {
    for list in ["violations", "complaints", "axe", "referrers"] {
        assert_eq!(result[list], json!([]), "{list}: {result:#}");
    }
    assert_eq!(result["again"]["alerts"], 1, "{result:#}");
    assert_eq!(result["again"]["focused"], json!(["f.phone"]), "{result:#}");
    assert_eq!(result["again"]["invalid"], json!(["f.phone"]), "{result:#}");
    assert_eq!(result["kept"], json!(["Welder", "12"]), "{result:#}");
    assert_eq!(result["secondTab"], true, "{result:#}");
    // Where a browser has been holds neither a token nor what was typed.
    let history = result["history"].as_array().unwrap();
    assert!(
        history
            .iter()
            .any(|url| url.as_str().unwrap().contains("code="))
    );
    let history = result["history"].to_string();
    for text in ["session_token", "Welder", "901820"] {
        assert!(!history.contains(text), "{text}: {history}");
    }
    let navigations = result["navigations"].as_array().unwrap();
    let back = navigations
        .iter()
        .find(|it| it["url"].as_str().unwrap().contains("/continue?"));
    assert_eq!(back.unwrap()["method"], "POST");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_answers_in_chromium_with_and_without_scripts() {
    let stand = tenant_with("profile-live", TWO_PAGES).await;
    for (java_script, email) in [(true, "ana@globex.example"), (false, "bo@globex.example")] {
        let result = answers(&stand, email, json!({ "javaScript": java_script })).await;
        assert_clean(&result);
        assert_eq!(
            user(&stand, email)["user_metadata"],
            json!({ "job_title": "Welder", "phone": "+4930901820" })
        );
        let log = log(&stand);
        for text in ["session_token", "Welder", "901820", email] {
            assert!(!log.contains(text), "{text} is logged");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_who_reads_arabic_answers_from_right_to_left_on_a_phone() {
    let stand = tenant_with("profile-live-arabic", TWO_PAGES).await;
    let phone = json!({ "locale": "ar-EG", "viewport": { "width": 390, "height": 844 } });
    let result = answers(&stand, "ana@globex.example", phone).await;
    assert_clean(&result);
    for page in ["looks", "again"] {
        assert_eq!(result[page]["language"], "ar", "{result:#}");
        assert_eq!(result[page]["direction"], "rtl", "{result:#}");
    }
}
