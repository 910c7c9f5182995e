//! `api.cache`.

use serde_json::{Value, json};

use crate::support::{CLOCK, evaluate, execution, on_execute, out, runtime, with_out};

#[tokio::test]
async fn what_is_cached_is_there_for_later_actions_and_executions() {
    let runtime = runtime().await;
    let set = execution([
        on_execute("api.cache.set('token', 'abc', { ttl: 1000 })"),
        on_execute(&with_out("out(api.cache.get('token'))")),
    ]);
    let record = json!({ "value": "abc", "expires_at": CLOCK + 1000 });
    assert_eq!(out(&runtime.execute(&set).await.unwrap()), record);

    let mut get = execution([on_execute(&with_out("out(api.cache.get('token') ?? null)"))]);
    get.clock = CLOCK + 1000;
    assert_eq!(out(&runtime.execute(&get).await.unwrap()), record);
    get.clock = CLOCK + 1001;
    assert_eq!(out(&runtime.execute(&get).await.unwrap()), Value::Null);
    get.clock = CLOCK;

    let delete = execution([on_execute(&with_out(
        "out([api.cache.delete('token'), api.cache.delete('token')])",
    ))]);
    assert_eq!(
        out(&runtime.execute(&delete).await.unwrap()),
        json!([{ "type": "success" }, { "type": "error", "code": "CacheKeyDoesNotExist" }])
    );
    assert_eq!(out(&runtime.execute(&get).await.unwrap()), Value::Null);
}

#[tokio::test]
async fn lifetimes() {
    let day = 24 * 60 * 60 * 1000;
    for (options, outcome) in [
        ("undefined", json!(CLOCK + 15 * 60 * 1000)),
        ("{}", json!(CLOCK + 15 * 60 * 1000)),
        ("{ ttl: 10.9 }", json!(CLOCK + 10)),
        ("{ expires_at: now + 20 }", json!(CLOCK + 20)),
        ("{ ttl: 30, expires_at: now + 20 }", json!(CLOCK + 20)),
        ("{ ttl: 10, expires_at: now + 20 }", json!(CLOCK + 10)),
        ("{ ttl: 2 * 24 * 60 * 60 * 1000 }", json!(CLOCK + day)),
        ("{ ttl: 0 }", json!("ItemAlreadyExpired")),
        ("{ expires_at: now - 1 }", json!("ItemAlreadyExpired")),
        ("{ ttl: 'soon' }", json!("InvalidExpiry")),
        ("{ ttl: Infinity }", json!("InvalidExpiry")),
        ("{ ttl: 1, expires_at: null }", json!("InvalidExpiry")),
    ] {
        let value = evaluate(&format!(
            "const now = {CLOCK}; const result = api.cache.set('k', 'v', {options});
             out(result.type === 'success' ? result.record.expires_at : result.code)"
        ))
        .await;
        assert_eq!(value, outcome, "{options}");
    }
}

/// Contracts D: key 64 B, value 4 kB, 8 kB in all, 20 entries.
#[tokio::test]
async fn sizes() {
    let codes = async |body: &str| {
        evaluate(&format!(
            "const set = (key, value) => {{ const r = api.cache.set(key, value); return r.code ?? r.type; }};
             out([{body}])"
        ))
        .await
    };
    assert_eq!(
        codes("set('é'.repeat(32), 'x'), set('é'.repeat(32) + 'k', 'x')").await,
        json!(["success", "CacheKeySizeExceeded"])
    );
    assert_eq!(
        codes("set('a', 'x'.repeat(4096)), set('a', 'x'.repeat(4097))").await,
        json!(["success", "CacheValueSizeExceeded"])
    );
    assert_eq!(
        codes("set('a', 'x'.repeat(4095)), set('b', 'x'.repeat(4096)), set('b', 'x'.repeat(4095)), set('c', '')")
            .await,
        json!(["success", "CacheSizeExceeded", "success", "CacheSizeExceeded"])
    );
    assert_eq!(
        codes(
            "...Array.from({ length: 21 }, (_, n) => set('k' + n, 'v')).slice(19), set('k0', 'w')"
        )
        .await,
        json!(["success", "MaxSideEffectsExceeded", "success"])
    );
}
