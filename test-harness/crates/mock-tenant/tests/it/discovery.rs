//! Metadata and keys.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use serde_json::{Value, json};
use sha1::{Digest as _, Sha1};
use x509_cert::Certificate;
use x509_cert::der::{Decode as _, Encode as _};

use crate::support::{App, Browser, Tenant, header};

#[tokio::test]
async fn the_document_is_that_of_the_domain_in_use() {
    let tenant = Tenant::start().await;
    for origin in [&tenant.origin, &tenant.custom] {
        let get = async |path: &str| Browser::new().get(&format!("{origin}{path}")).await;
        let page = get("/.well-known/openid-configuration").await;
        let document = page.json();
        assert_eq!(document["issuer"], format!("{origin}/"));
        assert_eq!(
            document["authorization_endpoint"],
            format!("{origin}/authorize")
        );
        assert_eq!(
            document["jwks_uri"],
            format!("{origin}/.well-known/jwks.json")
        );
        assert_eq!(document["request_uri_parameter_supported"], false);
        assert_eq!(
            document["response_modes_supported"],
            json!(["query", "fragment", "form_post"])
        );
        // Auth0's gaps are gaps here.
        for absent in ["grant_types_supported", "introspection_endpoint"] {
            assert_eq!(document.get(absent), None);
        }
        assert_eq!(page.headers["access-control-allow-origin"], "*");
        assert_eq!(
            get("/.well-known/oauth-authorization-server").await.json(),
            document
        );
    }
}

#[tokio::test]
async fn a_host_that_is_no_domain_of_the_tenant_is_nobody() {
    let tenant = Tenant::start().await;
    let url = tenant.origin.replace("tenant.", "nobody.");
    let page = Browser::new()
        .get(&format!("{url}/.well-known/openid-configuration"))
        .await;
    assert_eq!(page.status, 404);
}

async fn keys(tenant: &Tenant) -> Vec<Value> {
    let page = Browser::new()
        .get(&format!("{}/.well-known/jwks.json", tenant.origin))
        .await;
    page.json()["keys"].as_array().unwrap().clone()
}

#[tokio::test]
async fn two_keys_are_published_in_auth0s_shape() {
    let tenant = Tenant::start().await;
    let keys = keys(&tenant).await;
    assert_eq!(keys.len(), 2);
    for key in &keys {
        assert_eq!(key["kty"], "RSA");
        assert_eq!(key["use"], "sig");
        assert_eq!(key["alg"], "RS256");
        assert_eq!(key["e"], "AQAB");
        let certificate = STANDARD.decode(key["x5c"][0].as_str().unwrap()).unwrap();
        assert_eq!(
            key["x5t"],
            URL_SAFE_NO_PAD.encode(Sha1::digest(&certificate))
        );
        // The certificate is of this very key.
        let certificate = Certificate::from_der(&certificate).unwrap();
        let spki = certificate
            .tbs_certificate
            .subject_public_key_info
            .to_der()
            .unwrap();
        let modulus = URL_SAFE_NO_PAD.decode(key["n"].as_str().unwrap()).unwrap();
        assert!(spki.windows(modulus.len()).any(|window| window == modulus));
    }
    assert_ne!(keys[0]["kid"], keys[1]["kid"]);
}

#[tokio::test]
async fn the_published_key_verifies_the_token() {
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "spa");
    let page = Browser::new().log_in_as_dan(&app.url(&[])).await;
    let token = app.redeem(&page, &[]).await.json()["id_token"].clone();
    let kid = header(&token)["kid"].clone();
    let published = keys(&tenant).await;
    let key = published.iter().find(|key| key["kid"] == kid).unwrap();
    let decoding =
        DecodingKey::from_rsa_components(key["n"].as_str().unwrap(), key["e"].as_str().unwrap())
            .unwrap();
    let mut validation = Validation::new(Algorithm::RS256);
    validation.set_audience(&["spa"]);
    validation.validate_exp = false;
    decode::<Value>(token.as_str().unwrap(), &decoding, &validation).unwrap();
    let other = published.iter().find(|key| key["kid"] != kid).unwrap();
    let wrong = DecodingKey::from_rsa_components(
        other["n"].as_str().unwrap(),
        other["e"].as_str().unwrap(),
    )
    .unwrap();
    assert!(decode::<Value>(token.as_str().unwrap(), &wrong, &validation).is_err());
}

#[tokio::test]
async fn rotation_promotes_the_next_key_and_keeps_the_old_one() {
    let tenant = Tenant::start().await;
    let before = tenant.control().keys();
    tenant.control().rotate_keys().unwrap();
    let after = tenant.control().keys();
    let kid = |place: &str| {
        after
            .iter()
            .find(|key| key.place == place)
            .unwrap()
            .kid
            .clone()
    };
    assert_eq!(kid("current"), before[1].kid);
    assert_eq!(kid("previous"), before[0].kid);
    assert_eq!(keys(&tenant).await.len(), 3);
    let app = App::new(&tenant, "spa");
    let page = Browser::new().log_in_as_dan(&app.url(&[])).await;
    let token = app.redeem(&page, &[]).await.json()["id_token"].clone();
    assert_eq!(header(&token)["kid"], before[1].kid);
    // The current and the next key stay.
    assert!(tenant.control().revoke_key(&kid("current")).is_err());
    tenant.control().revoke_key(&before[0].kid).unwrap();
    assert_eq!(keys(&tenant).await.len(), 2);
}

#[tokio::test]
async fn a_tenant_can_leave_out_alg() {
    let tenant = Tenant::configured(|config| config.tenant.remove_alg_from_jwks = true).await;
    for key in keys(&tenant).await {
        assert_eq!(key.get("alg"), None);
        assert_eq!(key["kty"], "RSA");
    }
}
