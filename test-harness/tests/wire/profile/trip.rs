//! What the tests of the trip share: how far a login goes, and what stands where afterwards.

use serde_json::Value;
use url::Url;
use vestibule_stand::{Stand, StandOptions};
use vestibule_visitor::{Place, Seen, Visitor, claims_of};

use crate::support::{acme_and, at_worker, stand, write_mock};

/// Pages that a login shows at most before and after ours.
const MOST_PAGES: usize = 6;

/// A profile of one question that may be skipped.
pub(super) const OPTIONAL: &str = r#"
[profile]
budget = { interval = 0, first_login = true }

[[profile.fields]]
name = "job_title"
type = "text"
label = { en = "Job title", de = "Funktion" }
max_length = 40
"#;

/// The same with an answer that there has to be.
pub(super) const REQUIRED: &str = r#"
[profile]
budget = { interval = 0, first_login = true }

[[profile.fields]]
name = "job_title"
type = "text"
label = { en = "Job title", de = "Funktion" }
max_length = 40
required = true
"#;

/// The example tenant with a second domain, and with this profile.
pub(super) async fn tenant_with(folder: &str, profile: &str) -> Stand {
    let tenant_file = acme_and(folder, profile);
    let text = std::fs::read_to_string(&tenant_file).unwrap();
    let own = "\norigin = \"${tenant_origin}\"";
    assert!(text.contains(own));
    let both = format!("{own}\nother_origins = [\"${{other_tenant_origin}}\"]");
    std::fs::write(&tenant_file, text.replacen(own, &both, 1)).unwrap();
    write_mock(&tenant_file, "");
    stand(StandOptions::for_tests(tenant_file)).await
}

/// An authorization request to somebody: the Worker's front door, or the tenant at one of its domains.
pub(super) fn request(stand: &Stand, server: &Url, more: &[(&str, &str)]) -> Url {
    let application = stand.application().unwrap();
    let mut url = server.join("/authorize").unwrap();
    url.query_pairs_mut()
        .extend_pairs([
            ("client_id", application.client_id.as_str()),
            ("response_type", "code"),
            ("redirect_uri", application.callback.as_str()),
            ("state", "the-application's"),
            ("nonce", "once"),
            // That of a verifier which nobody needs here (RFC 7636, appendix B).
            (
                "code_challenge",
                "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
            ),
            ("code_challenge_method", "S256"),
        ])
        .extend_pairs(more);
    if more.iter().all(|(name, _)| *name != "scope") {
        url.query_pairs_mut().append_pair("scope", "openid email");
    }
    url
}

/// The request by which somebody of Globex signs in through the front door.
pub(super) fn sign_in(stand: &Stand, email: &str) -> Url {
    request(stand, &at_worker(stand, "/"), &[("login_hint", email)])
}

/// Goes through what comes before our page: until that, or until the application.
pub(super) async fn go(stand: &Stand, visitor: &mut Visitor, url: &Url, email: &str) -> Place {
    let at_app = at_app(stand);
    let mut place = visitor.open(url, &at_app).await.unwrap();
    for _ in 0..MOST_PAGES {
        let Place::Page(page) = &place else {
            return place;
        };
        let form = page.forms().into_iter().next();
        let Some(form) = form.filter(|_| !page.url.path().starts_with("/edge/")) else {
            return place;
        };
        let typed = ["username", "email"].into_iter().find(|it| form.has(it));
        let typed = typed.map(|name| (name, email));
        let form = form.filled(typed.as_slice());
        place = visitor.submit(&form, &at_app).await.unwrap();
    }
    panic!("nowhere: {:?}", visitor.steps())
}

/// Signs somebody in until our form asks.
pub(super) async fn at_form(stand: &Stand, visitor: &mut Visitor, email: &str) -> Seen {
    let url = sign_in(stand, email);
    form_of(go(stand, visitor, &url, email).await)
}

/// The form, if that is where somebody is.
pub(super) fn form_of(place: Place) -> Seen {
    match place {
        Place::Page(page) if page.form_with("carried").is_ok() => page,
        place => panic!("nobody asked: {place:?}"),
    }
}

/// Whether an address is the application's.
pub(super) fn at_app(stand: &Stand) -> impl Fn(&Url) -> bool + use<> {
    let callback = stand.application().unwrap().callback;
    move |url: &Url| url.path() == callback.path() && url.origin() == callback.origin()
}

/// The address with the token and `state` by which a browser came.
pub(super) fn arrival(visitor: &Visitor) -> Url {
    let mut steps = visitor.steps().iter().rev();
    let step = steps.find(|step| step.url.path() == "/edge/profile");
    step.unwrap().url.clone()
}

/// A parameter of an address.
pub(super) fn parameter(url: &Url, name: &str) -> Option<String> {
    let mut pairs = url.query_pairs();
    Some(pairs.find(|(known, _)| known == name)?.1.into_owned())
}

/// The fields of a form, these filled in.
pub(super) fn filled(page: &Seen, typed: &[(&str, &str)]) -> Vec<(String, String)> {
    page.form_with("carried").unwrap().filled(typed).fields
}

/// Sends the form with these filled in and stays at what comes back.
pub(super) async fn sent(visitor: &mut Visitor, page: &Seen, typed: &[(&str, &str)]) -> Seen {
    let form = page.form_with("carried").unwrap().filled(typed);
    match visitor.submit(&form, |_| false).await.unwrap() {
        Place::Page(page) => page,
        place @ Place::Application(_) => panic!("{place:?}"),
    }
}

/// The token that a page hands back.
pub(super) fn answer_token(page: &Seen) -> String {
    let form = page.form_with("session_token").unwrap();
    let mut fields = form.fields.into_iter();
    fields.find(|(name, _)| name == "session_token").unwrap().1
}

/// Its claims.
pub(super) fn handed_back(page: &Seen) -> Value {
    claims_of(&answer_token(page)).unwrap()
}

/// Goes back to the tenant with what a page hands back, as far as the application.
pub(super) async fn finish(stand: &Stand, visitor: &mut Visitor, page: &Seen) -> Url {
    let form = page.form_with("session_token").unwrap();
    match visitor.submit(&form, at_app(stand)).await.unwrap() {
        Place::Application(url) => url,
        Place::Page(page) => panic!("{}: {}", page.url, page.title()),
    }
}

/// Asserts that the application got a code.
pub(super) fn assert_signed_in(callback: &Url) {
    assert!(parameter(callback, "code").is_some(), "{callback}");
}

/// What the application heard instead of a code: `error` and its description.
pub(super) fn refused(callback: &Url) -> (String, String) {
    let said = |name| parameter(callback, name).unwrap_or_default();
    assert_eq!(said("code"), "");
    (said("error"), said("error_description"))
}

/// Asserts that the login was denied for what is missing in the profile.
pub(super) fn assert_incomplete(callback: &Url) {
    let (error, description) = refused(callback);
    assert_eq!(error, "access_denied");
    assert!(
        description.starts_with("[profile_incomplete] "),
        "{description}"
    );
}

/// A user as the tenant has them.
pub(super) fn user(stand: &Stand, email: &str) -> Value {
    let users = stand.tenant().control().users();
    let user = users.into_iter().find(|user| user.email == email);
    serde_json::to_value(user.unwrap()).unwrap()
}

/// A visitor who reads German.
pub(super) fn german(stand: &Stand) -> Visitor {
    Visitor::who_reads(&stand.trust(), "de-CH, de;q=0.9").unwrap()
}

/// Everything that the Worker has logged.
pub(super) fn log(stand: &Stand) -> String {
    stand.worker().unwrap().logs().text()
}
