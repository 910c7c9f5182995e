//! The plain case.

use serde_json::json;
use vestibule_actions_runtime::End;

use crate::support::{execution, on_execute, runtime};

#[tokio::test]
async fn an_action_sets_a_claim() {
    let action = on_execute(
        "api.idToken.setCustomClaim('https://example.com/seat', event.user.user_metadata.seat);",
    );
    let result = runtime().await.execute(&execution([action])).await.unwrap();
    assert_eq!(result.end, End::Completed);
    assert_eq!(
        json!(result.id_token_claims),
        json!({ "https://example.com/seat": "window" })
    );
}
