//! One scenario per rule: what somebody does that the rule forbids.

pub(crate) mod actions;
mod authorize;
pub(crate) mod databases;
mod endpoints;
pub(crate) mod factors;
mod sessions;
pub(crate) mod token;

use std::pin::Pin;

use vestibule_mock_tenant::Rule;

use crate::support::{Mode, Page};

/// What became of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Refused, with this OAuth error or a word of our own where there is none.
    Refused(String),
    /// It worked.
    LetThrough,
}

pub(crate) type Scenario = fn(Mode) -> Pin<Box<dyn Future<Output = Outcome> + Send>>;

impl Outcome {
    fn of(page: &Page) -> Self {
        page.error().map_or(Self::LetThrough, Self::Refused)
    }

    /// Where a refusal shows as something that does not happen.
    fn when(let_through: bool, otherwise: &str) -> Self {
        if let_through {
            Self::LetThrough
        } else {
            Self::Refused(otherwise.to_owned())
        }
    }
}

/// Rule, expected refusal, scenario.
macro_rules! table {
    ($($rule:ident, $expected:literal, $scenario:path;)+) => {
        pub(crate) const SCENARIOS: &[(Rule, &str, Scenario)] =
            &[$((Rule::$rule, $expected, |mode| Box::pin($scenario(mode))),)+];
    };
}

table! {
    ClientKnown, "invalid_request", authorize::unknown_client;
    RedirectUriRequired, "invalid_request", authorize::no_redirect_uri;
    CallbackAllowed, "unauthorized_client", authorize::foreign_callback;
    ResponseTypeSupported, "unsupported_response_type", authorize::odd_response_type;
    ImplicitGrantAllowed, "unauthorized_client", authorize::implicit_without_grant;
    ResponseModeSupported, "invalid_request", authorize::odd_response_mode;
    WebMessageOriginAllowed, "invalid_request", authorize::web_message_to_a_stranger;
    PkceRequiredForPublicClients, "invalid_request", authorize::no_challenge;
    PkceMethodSupported, "invalid_request", authorize::odd_challenge_method;
    PkceChallengeWellFormed, "invalid_request", authorize::short_challenge;
    NonceRequiredForImplicit, "invalid_request", authorize::implicit_without_nonce;
    AudienceKnown, "access_denied", authorize::unknown_audience;
    PromptValuesKnown, "invalid_request", authorize::odd_prompt;
    PromptNoneAlone, "invalid_request", sessions::prompt_none_and_login;
    MaxAgeWellFormed, "invalid_request", authorize::odd_max_age;
    RequestObjectRefused, "request_not_supported", authorize::request_object;
    RequestUriRefused, "request_uri_not_supported", authorize::pushed_request;
    ThirdPartyParametersRefused, "invalid_request", authorize::third_party_screen_hint;
    ParameterOnce, "invalid_request", authorize::repeated_parameter;
    OrganizationNamesOff, "invalid_request", authorize::organization_by_name;
    OrganizationExists, "invalid_request", authorize::unknown_organization;
    OrganizationUsageDeny, "invalid_request", authorize::organization_for_a_denying_client;
    OrganizationRequired, "invalid_request", authorize::missing_organization;
    InvitationMatchesOrganization, "invalid_request", authorize::invitation_to_another_organization;
    InvitationLive, "invalid_request", authorize::expired_invitation;
    InvitationEmailMatches, "access_denied", sessions::invitation_for_someone_else;
    OrganizationMembership, "access_denied", sessions::outsider;
    ConnectionsEnabled, "invalid_request", authorize::no_connections;
    ConnectionEnabledForClient, "invalid_request", authorize::connection_of_another_client;
    ConnectionEnabledForOrganization, "invalid_request", authorize::connection_of_another_organization;
    PasswordCorrect, "status 400", sessions::wrong_password;
    UserNotBlocked, "unauthorized", sessions::blocked_user;
    CallbackStateKnown, "invalid_request", sessions::callback_with_a_wrong_state;
    SessionPerDomain, "login_required", sessions::session_of_the_other_domain;
    SessionLifetime, "login_required", sessions::idle_session;
    PromptLoginForces, "asked", sessions::prompt_login;
    MaxAgeForces, "asked", sessions::max_age;
    PromptNoneNeedsSession, "login_required", sessions::prompt_none;
    ConsentRequired, "asked", sessions::third_party_login;
    ContinueStateKnown, "invalid_request", actions::wrong_continue_state;
    ContinueOnce, "invalid_request", actions::continue_twice;
    ContinueOnOwnDomain, "invalid_request", actions::continue_on_the_other_domain;
    RedirectOnceIgnoresQuery, "access_denied", actions::same_address_other_query;
    OneRedirectPerAction, "access_denied", actions::redirect_again;
    RedirectUrlWithoutState, "access_denied", actions::url_with_state;
    SessionTokenIssuer, "access_denied", actions::other_issuer;
    SessionTokenLifetime, "access_denied", actions::half_a_minute;
    SessionTokenType, "access_denied", actions::no_type;
    ChallengedFactorEnrolled, "access_denied", factors::challenge_without_enrollment;
    EnrolledFactorNew, "access_denied", factors::enrollment_of_what_is_there;
    FactorCodeCorrect, "status 400", factors::wrong_code;
    SignupEnabled, "status 400", databases::sign_up_where_it_is_off;
    SignupEmailUnused, "status 400", databases::sign_up_twice;
    DatabaseEnabledForClient, "invalid_request", databases::reset_in_another_database;
    ResetClientRequired, "invalid_request", databases::reset_without_client;
    ResetTicketLive, "status 400", databases::reset_twice;
    ClientSecretCorrect, "access_denied", token::wrong_secret;
    ClientAuthMethod, "access_denied", token::wrong_method;
    GrantTypeAllowed, "unauthorized_client", token::grant_type_not_enabled;
    CodeOnce, "invalid_grant", token::code_twice;
    CodeLifetime, "invalid_grant", token::old_code;
    CodeBoundToClient, "invalid_grant", token::code_of_another_client;
    CodeRedirectUriMatches, "invalid_grant", token::other_redirect_uri;
    PkceVerifierMatches, "invalid_grant", token::wrong_verifier;
    CodeOnOwnDomain, "invalid_grant", token::code_on_the_other_domain;
    RefreshTokenReuse, "invalid_grant", token::rotated_refresh_token;
    RefreshTokenLifetime, "invalid_grant", token::old_refresh_token;
    RefreshTokenBoundToClient, "invalid_grant", token::refresh_token_of_another_client;
    OfflineAccessAllowed, "no refresh token", token::offline_access_for_an_online_api;
    ClientGrantRequired, "access_denied", token::no_client_grant;
    ClientGrantOrganization, "access_denied", token::organization_beyond_the_client_grant;
    ClientGrantScope, "access_denied", token::scope_beyond_the_client_grant;
    CorsOriginAllowed, "unreadable", endpoints::foreign_origin;
    UserinfoTokenLive, "status 401", endpoints::expired_access_token;
    LogoutReturnToAllowed, "invalid_request", endpoints::foreign_return_to;
    LogoutClientKnown, "invalid_request", endpoints::logout_of_an_unknown_client;
    IdTokenHintGenuine, "invalid_request", endpoints::foreign_id_token_hint;
    LogoutHintsAgree, "invalid_request", endpoints::hint_of_another_application;
    PostLogoutRedirectListed, "invalid_request", endpoints::post_logout_redirect_with_another_query;
}
