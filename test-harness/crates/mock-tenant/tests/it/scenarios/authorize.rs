//! Authorization requests that are refused before anyone logs in.

use vestibule_mock_tenant::{Config, InvitationRequest};

use super::Outcome;
use crate::support::{App, Browser, Mode, Page, Tenant};

async fn ask(mode: Mode, client: &str, changes: &[(&str, &str)]) -> Outcome {
    Outcome::of(&page(mode, client, changes, |_| {}).await)
}

async fn page(
    mode: Mode,
    client: &str,
    changes: &[(&str, &str)],
    configure: impl FnOnce(&mut Config),
) -> Page {
    let tenant = Tenant::with(mode, configure).await;
    Browser::new()
        .visit(&App::new(&tenant, client).url(changes))
        .await
}

pub(super) async fn unknown_client(mode: Mode) -> Outcome {
    ask(mode, "nobody", &[]).await
}

pub(super) async fn no_redirect_uri(mode: Mode) -> Outcome {
    ask(mode, "spa", &[("redirect_uri", "")]).await
}

pub(super) async fn foreign_callback(mode: Mode) -> Outcome {
    ask(
        mode,
        "spa",
        &[("redirect_uri", "https://app.test/callback/")],
    )
    .await
}

pub(super) async fn odd_response_type(mode: Mode) -> Outcome {
    ask(mode, "spa", &[("response_type", "cookie")]).await
}

pub(super) async fn implicit_without_grant(mode: Mode) -> Outcome {
    ask(mode, "spa", &[("response_type", "id_token")]).await
}

pub(super) async fn odd_response_mode(mode: Mode) -> Outcome {
    ask(mode, "spa", &[("response_mode", "carrier_pigeon")]).await
}

pub(super) async fn web_message_to_a_stranger(mode: Mode) -> Outcome {
    // `require` has no Allowed Web Origins.
    ask(mode, "deny", &[("response_mode", "web_message")]).await
}

pub(super) async fn no_challenge(mode: Mode) -> Outcome {
    ask(
        mode,
        "spa",
        &[("code_challenge", ""), ("code_challenge_method", "")],
    )
    .await
}

pub(super) async fn odd_challenge_method(mode: Mode) -> Outcome {
    ask(mode, "spa", &[("code_challenge_method", "S512")]).await
}

pub(super) async fn short_challenge(mode: Mode) -> Outcome {
    ask(mode, "spa", &[("code_challenge", "too-short")]).await
}

pub(super) async fn implicit_without_nonce(mode: Mode) -> Outcome {
    ask(mode, "web", &[("response_type", "id_token"), ("nonce", "")]).await
}

pub(super) async fn unknown_audience(mode: Mode) -> Outcome {
    ask(mode, "spa", &[("audience", "https://nowhere.test/")]).await
}

pub(super) async fn odd_prompt(mode: Mode) -> Outcome {
    ask(mode, "spa", &[("prompt", "sing")]).await
}

pub(super) async fn odd_max_age(mode: Mode) -> Outcome {
    ask(mode, "spa", &[("max_age", "soon")]).await
}

pub(super) async fn request_object(mode: Mode) -> Outcome {
    ask(mode, "spa", &[("request", "eyJ")]).await
}

pub(super) async fn pushed_request(mode: Mode) -> Outcome {
    ask(
        mode,
        "spa",
        &[("request_uri", "urn:ietf:params:oauth:request_uri:1")],
    )
    .await
}

pub(super) async fn third_party_screen_hint(mode: Mode) -> Outcome {
    ask(mode, "third", &[("screen_hint", "signup")]).await
}

pub(super) async fn repeated_parameter(mode: Mode) -> Outcome {
    ask(
        mode,
        "spa",
        &[
            ("login_hint", "a@globex.test"),
            ("login_hint", "b@globex.test"),
        ],
    )
    .await
}

pub(super) async fn organization_by_name(mode: Mode) -> Outcome {
    ask(mode, "spa", &[("organization", "globex")]).await
}

pub(super) async fn unknown_organization(mode: Mode) -> Outcome {
    ask(mode, "spa", &[("organization", "org_unknown")]).await
}

pub(super) async fn organization_for_a_denying_client(mode: Mode) -> Outcome {
    ask(mode, "deny", &[("organization", "org_globex")]).await
}

pub(super) async fn missing_organization(mode: Mode) -> Outcome {
    ask(mode, "require", &[]).await
}

pub(super) async fn invitation_to_another_organization(mode: Mode) -> Outcome {
    let (tenant, ticket) = invited(mode).await;
    let changes = [
        ("invitation", ticket.as_str()),
        ("organization", "org_globex"),
    ];
    Outcome::of(
        &Browser::new()
            .visit(&App::new(&tenant, "spa").url(&changes))
            .await,
    )
}

pub(super) async fn expired_invitation(mode: Mode) -> Outcome {
    let (tenant, ticket) = invited(mode).await;
    tenant.control().advance_clock(604_800);
    let changes = [
        ("invitation", ticket.as_str()),
        ("organization", "org_initech"),
    ];
    Outcome::of(
        &Browser::new()
            .visit(&App::new(&tenant, "spa").url(&changes))
            .await,
    )
}

async fn invited(mode: Mode) -> (Tenant, String) {
    let tenant = Tenant::with(mode, |_| {}).await;
    let invitation = tenant
        .control()
        .invite(InvitationRequest {
            organization_id: "org_initech".to_owned(),
            client_id: "spa".to_owned(),
            email: "eve@mail.test".to_owned(),
            ttl_sec: 604_800,
        })
        .unwrap();
    (tenant, invitation.ticket)
}

pub(super) async fn no_connections(mode: Mode) -> Outcome {
    ask(mode, "lonely", &[]).await
}

pub(super) async fn connection_of_another_client(mode: Mode) -> Outcome {
    ask(mode, "spa", &[("connection", "hidden-oidc")]).await
}

pub(super) async fn connection_of_another_organization(mode: Mode) -> Outcome {
    ask(
        mode,
        "spa",
        &[
            ("connection", "initech-saml"),
            ("organization", "org_globex"),
        ],
    )
    .await
}
