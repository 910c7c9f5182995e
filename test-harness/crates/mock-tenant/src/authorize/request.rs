//! The authorization request: what it says, and which of it Auth0 refuses.

use url::Url;

use crate::config::ClientConfig;
use crate::error::OAuthError;
use crate::params::Params;
use crate::rule::Rule;
use crate::state::TenantState;

/// An authorization request. Fields hold what was sent; [`Self::check`] says whether it may be.
#[derive(Debug, Clone)]
pub(crate) struct AuthorizeRequest {
    pub(crate) redirect_uri: String,
    /// `code`, `token`, `id_token`, in the order sent; empty if absent.
    pub(crate) response_type: Vec<String>,
    pub(crate) response_mode: Option<String>,
    pub(crate) state: Option<String>,
    pub(crate) nonce: Option<String>,
    pub(crate) scope: Vec<String>,
    pub(crate) audience: Option<String>,
    pub(crate) prompt: Vec<String>,
    pub(crate) max_age: Option<String>,
    pub(crate) login_hint: Option<String>,
    /// `signup` shows the sign-up page first.
    pub(crate) screen_hint: Option<String>,
    /// A connection's name, not its identifier.
    pub(crate) connection: Option<String>,
    /// As sent: an identifier, or a name where the tenant allows names.
    pub(crate) organization: Option<String>,
    pub(crate) invitation: Option<String>,
    pub(crate) code_challenge: Option<String>,
    pub(crate) code_challenge_method: Option<String>,
    pub(crate) ui_locales: Vec<String>,
    pub(crate) acr_values: Vec<String>,
}

/// How a verifier becomes a challenge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PkceMethod {
    Plain,
    S256,
}

impl AuthorizeRequest {
    pub(crate) fn unchecked(params: &Params, redirect_uri: String) -> Self {
        let text = |name| params.get(name).map(str::to_owned);
        let list = |name| {
            params
                .get(name)
                .map(|value| value.split(' ').filter(|item| !item.is_empty()))
                .map(|items| items.map(str::to_owned).collect::<Vec<_>>())
                .unwrap_or_default()
        };
        Self {
            redirect_uri,
            response_type: list("response_type"),
            response_mode: text("response_mode"),
            // An empty `state` is echoed like any other.
            state: params.first("state").map(str::to_owned),
            nonce: text("nonce"),
            scope: list("scope"),
            audience: text("audience"),
            prompt: list("prompt"),
            max_age: text("max_age"),
            login_hint: text("login_hint"),
            screen_hint: text("screen_hint"),
            connection: text("connection"),
            organization: text("organization"),
            invitation: text("invitation"),
            code_challenge: text("code_challenge"),
            code_challenge_method: text("code_challenge_method"),
            ui_locales: list("ui_locales"),
            acr_values: list("acr_values"),
        }
    }

    /// Whether the answer carries this: `code`, `token` or `id_token`.
    pub(crate) fn answers_with(&self, what: &str) -> bool {
        self.response_type.iter().any(|kind| kind == what)
    }

    pub(crate) fn has_prompt(&self, what: &str) -> bool {
        self.prompt.iter().any(|prompt| prompt == what)
    }

    /// How the verifier will be compared. RFC 7636 section 4.3: `plain` when absent.
    pub(crate) fn pkce_method(&self) -> PkceMethod {
        match self.code_challenge_method.as_deref() {
            Some("S256") => PkceMethod::S256,
            _ => PkceMethod::Plain,
        }
    }

    pub(crate) fn max_age_seconds(&self) -> Option<i64> {
        self.max_age
            .as_deref()
            .and_then(|text| text.parse().ok())
            .filter(|age| *age >= 0)
    }

    /// Refuses what Auth0 refuses, apart from organizations and connections. A request that passes
    /// because rules are off ends up with values that the rest can work with.
    pub(crate) fn check(
        &mut self,
        state: &TenantState,
        client: &ClientConfig,
        params: &Params,
    ) -> Result<(), OAuthError> {
        let repeated = params.repeated();
        state.require(Rule::ParameterOnce, repeated.is_none(), || {
            OAuthError::invalid_request(format!(
                "Parameter {} was sent more than once",
                repeated.unwrap_or_default()
            ))
        })?;
        check_refused_parameters(state, client, params)?;
        self.check_response(state, client)?;
        self.check_pkce(state, client)?;
        self.check_prompt(state)?;
        let audience = self.audience.as_deref();
        let is_known = audience.is_none_or(|audience| is_audience(state, audience));
        state.require(Rule::AudienceKnown, is_known, || {
            OAuthError::access_denied(format!(
                "Service not found: {}",
                audience.unwrap_or_default()
            ))
        })
    }

    fn check_response(
        &mut self,
        state: &TenantState,
        client: &ClientConfig,
    ) -> Result<(), OAuthError> {
        let kinds = ["code", "token", "id_token"];
        let is_supported = !self.response_type.is_empty()
            && self
                .response_type
                .iter()
                .all(|kind| kinds.contains(&kind.as_str()));
        let missing = self.response_type.is_empty();
        state.require(Rule::ResponseTypeSupported, is_supported, || {
            if missing {
                OAuthError::invalid_request("Missing required parameter: response_type")
            } else {
                OAuthError::new(
                    "unsupported_response_type",
                    format!(
                        "Unsupported response type: {}",
                        self.response_type.join(" ")
                    ),
                )
            }
        })?;
        if !is_supported {
            self.response_type = vec!["code".to_owned()];
        }
        let front_channel = self.answers_with("token") || self.answers_with("id_token");
        let may = !front_channel || client.grant_types.iter().any(|grant| grant == "implicit");
        state.require(Rule::ImplicitGrantAllowed, may, || {
            OAuthError::new(
                "unauthorized_client",
                "Grant type 'implicit' not allowed for the client.",
            )
        })?;
        let nonce_due = self.answers_with("id_token") && self.nonce.is_none();
        state.require(Rule::NonceRequiredForImplicit, !nonce_due, || {
            OAuthError::invalid_request("Missing required parameter: nonce")
        })?;
        let mode_is_fine = match self.response_mode.as_deref() {
            None | Some("fragment" | "form_post" | "web_message") => true,
            Some("query") => !front_channel,
            Some(_) => false,
        };
        let sent = self.response_mode.clone().unwrap_or_default();
        state
            .require(Rule::ResponseModeSupported, mode_is_fine, || {
                OAuthError::invalid_request(format!("Unsupported response mode: {sent}"))
            })
            // The refused mode cannot carry its own refusal.
            .inspect_err(|_| self.response_mode = None)?;
        if self.response_mode.as_deref() == Some("web_message") {
            let origin = origin(&self.redirect_uri);
            let listed = client.web_origins.contains(&origin);
            state
                .require(Rule::WebMessageOriginAllowed, listed, || {
                    OAuthError::invalid_request(format!(
                        "The specified redirect_uri '{origin}' does not have a registered origin."
                    ))
                })
                .inspect_err(|_| self.response_mode = None)?;
        }
        Ok(())
    }

    fn check_pkce(&self, state: &TenantState, client: &ClientConfig) -> Result<(), OAuthError> {
        let challenge = self.code_challenge.as_deref();
        let due = client.is_public() && self.answers_with("code");
        state.require(
            Rule::PkceRequiredForPublicClients,
            !due || challenge.is_some(),
            || OAuthError::invalid_request("Missing required parameter: code_challenge"),
        )?;
        let method_is_fine = matches!(
            self.code_challenge_method.as_deref(),
            None | Some("S256" | "plain")
        );
        state.require(Rule::PkceMethodSupported, method_is_fine, || {
            OAuthError::invalid_request("code_challenge_method must be S256 or plain")
        })?;
        let well_formed = challenge.is_none_or(is_pkce_text);
        state.require(Rule::PkceChallengeWellFormed, well_formed, || {
            OAuthError::invalid_request("code_challenge must be 43 to 128 unreserved characters")
        })
    }

    fn check_prompt(&self, state: &TenantState) -> Result<(), OAuthError> {
        let known = ["none", "login", "consent", "select_account"];
        let unknown = self
            .prompt
            .iter()
            .find(|prompt| !known.contains(&prompt.as_str()));
        state.require(Rule::PromptValuesKnown, unknown.is_none(), || {
            OAuthError::invalid_request(format!(
                "Unsupported prompt value: {}",
                unknown.map(String::as_str).unwrap_or_default()
            ))
        })?;
        let alone = !self.has_prompt("none") || self.prompt.len() == 1;
        state.require(Rule::PromptNoneAlone, alone, || {
            OAuthError::invalid_request("prompt=none cannot be combined with other values")
        })?;
        let is_number = self.max_age.is_none() || self.max_age_seconds().is_some();
        state.require(Rule::MaxAgeWellFormed, is_number, || {
            OAuthError::invalid_request("max_age must be a number of seconds")
        })
    }
}

/// RFC 7636, sections 4.1 and 4.2: verifier and challenge have the same form.
pub(crate) fn is_pkce_text(text: &str) -> bool {
    (43..=128).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
}

/// Whether tokens can be issued for it: an API of the tenant, or `/userinfo` of one of its domains.
pub(crate) fn is_audience(state: &TenantState, audience: &str) -> bool {
    state.config.api(audience).is_some()
        || state
            .config
            .domains
            .iter()
            .any(|domain| audience == format!("{}/userinfo", domain.origin))
}

fn check_refused_parameters(
    state: &TenantState,
    client: &ClientConfig,
    params: &Params,
) -> Result<(), OAuthError> {
    let tenant = &state.config.tenant;
    let no_object = tenant.accept_request_objects || !params.has("request");
    state.require(Rule::RequestObjectRefused, no_object, || {
        OAuthError::new(
            "request_not_supported",
            "request parameter is not supported",
        )
    })?;
    let no_uri = tenant.accept_pushed_requests || !params.has("request_uri");
    state.require(Rule::RequestUriRefused, no_uri, || {
        OAuthError::new(
            "request_uri_not_supported",
            "request_uri parameter is not supported",
        )
    })?;
    let refused = ["screen_hint", "login_ticket", "invitation"]
        .into_iter()
        .find(|name| !client.is_first_party && params.has(name));
    state.require(Rule::ThirdPartyParametersRefused, refused.is_none(), || {
        OAuthError::invalid_request(format!(
            "parameter {} is not allowed for third-party clients",
            refused.unwrap_or_default()
        ))
    })
}

/// Scheme, host and port of a URL; empty if it has none.
pub(crate) fn origin(url: &str) -> String {
    Url::parse(url)
        .map(|url| url.origin())
        .ok()
        .filter(url::Origin::is_tuple)
        .map(|origin| origin.ascii_serialization())
        .unwrap_or_default()
}
