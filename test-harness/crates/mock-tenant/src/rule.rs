//! The strictness rules: everything the tenant refuses, one name each.

use serde::{Deserialize, Serialize};

/// How sure we are that Auth0 behaves as a [`Rule`] says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Auth0's documentation, its own code or its observed answers say so.
    Documented,
    /// No source settles it. The strict mode takes the stricter reading, the lenient mode lets it
    /// through.
    Unsettled,
}

/// Which reading the tenant takes where no source settles Auth0's behaviour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strictness {
    /// Every rule holds. The default, and what tests run in.
    #[default]
    Strict,
    /// Rules whose [`Rule::basis`] is [`Basis::Unsettled`] do not hold.
    Lenient,
}

macro_rules! rules {
    ($($(#[doc = $doc:literal])+ $name:ident, $basis:ident, $section:literal;)+) => {
        /// Something that Auth0 refuses.
        ///
        /// Each variant's documentation ends with the page of Auth0's documentation (a path below
        /// `https://auth0.com/docs/`) or the specification that it follows; [`Rule::section`]
        /// returns it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Rule {
            $($(#[doc = $doc])+ #[doc = ""] #[doc = concat!("Follows: ", $section, ".")] $name,)+
        }

        impl Rule {
            /// Every rule, in the order in which a login meets them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The name used in `mock.toml` and on the control interface.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)+ }
            }

            /// The page of Auth0's documentation, or the specification, that the rule follows.
            #[must_use]
            pub const fn section(self) -> &'static str {
                match self { $(Self::$name => $section,)+ }
            }

            /// Whether a source settles that Auth0 behaves so.
            #[must_use]
            pub const fn basis(self) -> Basis {
                match self { $(Self::$name => Basis::$basis,)+ }
            }

            /// The rule of that name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|rule| rule.name() == name)
            }
        }
    };
}

rules! {
    // The authorization request.

    /// `client_id` names an application of the tenant.
    ClientKnown, Documented, "customize/login-pages/custom-error-pages";
    /// `redirect_uri` is sent.
    RedirectUriRequired, Documented, "api/authentication/authorization-code-flow/authorize-application";
    /// `redirect_uri` equals an entry of the Allowed Callback URLs, byte for byte.
    CallbackAllowed, Documented, "get-started/applications/application-settings";
    /// `response_type` is sent and known.
    ResponseTypeSupported, Documented, "get-started/authentication-and-authorization-flow";
    /// A `response_type` that answers with tokens needs the implicit grant.
    ImplicitGrantAllowed, Documented, "get-started/applications/application-grant-types";
    /// `response_mode` is known, and is not `query` where tokens would end in a query.
    ResponseModeSupported, Documented, "get-started/authentication-and-authorization-flow";
    /// The origin that receives a `web_message` answer is an Allowed Web Origin.
    WebMessageOriginAllowed, Documented, "get-started/applications/application-settings";
    /// An application without a secret sends `code_challenge` with a code request.
    PkceRequiredForPublicClients, Documented, "get-started/authentication-and-authorization-flow/authorization-code-flow-with-pkce";
    /// `code_challenge_method` is `S256` or `plain`.
    PkceMethodSupported, Documented, "api/authentication/authorization-code-flow-with-pkce/authorize-with-pkce";
    /// `code_challenge` has the form of RFC 7636, section 4.2: 43 to 128 unreserved characters.
    PkceChallengeWellFormed, Unsettled, "RFC 7636 section 4.2";
    /// An ID token in the front channel needs a `nonce`.
    NonceRequiredForImplicit, Documented, "api/authentication/implicit-flow/authorize";
    /// `audience` names an API of the tenant.
    AudienceKnown, Documented, "get-started/apis/api-settings";
    /// `prompt` holds known values only.
    PromptValuesKnown, Documented, "api/authentication/authorization-code-flow/authorize-application";
    /// `prompt=none` stands alone.
    PromptNoneAlone, Unsettled, "OpenID Connect Core 1.0 section 3.1.2.1";
    /// `max_age` is a number of seconds.
    MaxAgeWellFormed, Unsettled, "OpenID Connect Core 1.0 section 3.1.2.1";
    /// Request objects (`request`) are refused unless the tenant accepts them.
    RequestObjectRefused, Documented, "get-started/authentication-and-authorization-flow/authorization-code-flow/authorization-code-flow-with-jar";
    /// Pushed requests (`request_uri`) are refused unless the tenant accepts them.
    RequestUriRefused, Documented, "get-started/authentication-and-authorization-flow/authorization-code-flow/authorization-code-flow-with-par";
    /// A third-party application may not send `screen_hint`, `login_ticket` or `invitation`.
    ThirdPartyParametersRefused, Documented, "get-started/applications/third-party-applications";
    /// A parameter is not repeated.
    ParameterOnce, Unsettled, "RFC 6749 section 3.1";

    // Organizations.

    /// `organization` is an identifier; names need the tenant's flag.
    OrganizationNamesOff, Documented, "manage-users/organizations/configure-organizations/use-org-name-authentication-api";
    /// `organization` names an organization of the tenant.
    OrganizationExists, Documented, "manage-users/organizations";
    /// An application whose `organization_usage` is `deny` sends no `organization`.
    OrganizationUsageDeny, Documented, "manage-users/organizations/configure-organizations/define-organization-behavior";
    /// An application that requires an organization and prompts for none sends one.
    OrganizationRequired, Documented, "manage-users/organizations/configure-organizations/define-organization-behavior";
    /// `invitation` comes with the `organization` of its ticket.
    InvitationMatchesOrganization, Documented, "manage-users/organizations/configure-organizations/invite-members";
    /// `invitation` is a ticket that exists, has not expired and was not used.
    InvitationLive, Documented, "manage-users/organizations/configure-organizations/invite-members";
    /// The person who accepts an invitation has the invited address.
    InvitationEmailMatches, Documented, "manage-users/organizations/configure-organizations/invite-members";
    /// The user is a member of the organization, or is made one at login.
    OrganizationMembership, Documented, "manage-users/organizations/configure-organizations/grant-just-in-time-membership";

    // Connections.

    /// The application has at least one connection.
    ConnectionsEnabled, Documented, "authenticate/identity-providers";
    /// `connection` names a connection that is enabled for the application.
    ConnectionEnabledForClient, Documented, "authenticate/identity-providers";
    /// `connection` is enabled for the organization too.
    ConnectionEnabledForOrganization, Documented, "manage-users/organizations/configure-organizations/enable-connections";
    /// A database login needs the right password.
    PasswordCorrect, Documented, "authenticate/database-connections";
    /// A blocked user does not get in.
    UserNotBlocked, Documented, "manage-users/user-accounts/block-and-unblock-users";
    /// The identity provider's answer carries the `state` of a login under way.
    CallbackStateKnown, Documented, "authenticate/protocols/oauth";

    // Sessions and prompts.

    /// A session counts on the domain on which it began, and nowhere else.
    SessionPerDomain, Documented, "customize/custom-domains/configure-features-to-use-custom-domains";
    /// A session ends when it is idle for too long or too old.
    SessionLifetime, Documented, "manage-users/sessions/session-lifetime-limits";
    /// `prompt=login` asks again, session or not.
    PromptLoginForces, Documented, "authenticate/login/max-age-reauthentication";
    /// `max_age` asks again when the last authentication is older.
    MaxAgeForces, Documented, "authenticate/login/max-age-reauthentication";
    /// `prompt=none` without a session is `login_required`.
    PromptNoneNeedsSession, Documented, "authenticate/login/configure-silent-authentication";
    /// A third-party application needs the user's consent.
    ConsentRequired, Documented, "get-started/applications/third-party-applications/user-consent-and-third-party-applications";

    // Actions.

    /// `/continue` carries the `state` of a suspended login.
    ContinueStateKnown, Documented, "customize/actions/redirect-with-actions";
    /// A suspended login is resumed once.
    ContinueOnce, Unsettled, "customize/actions/redirect-with-actions";
    /// A login is resumed on the domain on which it began.
    ContinueOnOwnDomain, Documented, "customize/rules/redirect-users";
    /// Whether a URL was visited is asked without its query.
    RedirectOnceIgnoresQuery, Unsettled, "support.auth0.com: Limit on How Many Times a User can be Redirected using Actions";
    /// An Action redirects once in a login.
    OneRedirectPerAction, Unsettled, "support.auth0.com: Limit on How Many Times a User can be Redirected using Actions";
    /// The URL an Action redirects to has no `state` of its own.
    RedirectUrlWithoutState, Unsettled, "customize/actions/redirect-with-actions";
    /// `validateToken` wants `iss` to equal `event.request.hostname`.
    SessionTokenIssuer, Unsettled, "customize/actions/redirect-with-actions";

    /// `validateToken` wants `exp` to be a minute or more after `iat`.
    SessionTokenLifetime, Unsettled, "community.auth0.com/t/118530";
    /// `validateToken` wants `typ` to be `JWT`.
    SessionTokenType, Unsettled, "customize/actions/redirect-with-actions";

    // Second factors.

    /// Of the factors that an Action challenges with, the user has enrolled one.
    ChallengedFactorEnrolled, Documented, "actions/reference/post-login/post-login-api-object";
    /// Of the factors that an Action enrolls, the user lacks one.
    EnrolledFactorNew, Documented, "actions/reference/post-login/post-login-api-object";
    /// The code is the one that the authenticator shows.
    FactorCodeCorrect, Documented, "secure/multi-factor-authentication";

    // Sign-up and password reset.

    /// The database lets people sign up.
    SignupEnabled, Documented, "authenticate/database-connections";
    /// Nobody in the database has the address.
    SignupEmailUnused, Documented, "api/authentication/signup/create-a-new-user";
    /// An application asks for a new password in a database that is enabled for it, or signs up there.
    DatabaseEnabledForClient, Documented, "api/authentication/change-password/change-password";
    /// With an Action at the reset, whoever asks for one names an application.
    ResetClientRequired, Documented, "api/authentication/change-password/change-password";
    /// A link for a new password works once, and for five days.
    ResetTicketLive, Documented, "customize/email/email-templates/customize-email-templates";

    // The token endpoint.

    /// The token request comes from an application of the tenant, with its secret.
    ClientSecretCorrect, Documented, "get-started/applications/credentials";
    /// The application authenticates by the method it is set to.
    ClientAuthMethod, Documented, "get-started/applications/credentials";
    /// The grant type is enabled for the application.
    GrantTypeAllowed, Documented, "get-started/applications/application-grant-types";
    /// A code is redeemed once.
    CodeOnce, Documented, "RFC 6749 section 4.1.2";
    /// A code expires.
    CodeLifetime, Documented, "RFC 6749 section 4.1.2";
    /// A code is redeemed by the application that it was issued to.
    CodeBoundToClient, Documented, "RFC 6749 section 4.1.3";
    /// A code is redeemed with the `redirect_uri` of its request.
    CodeRedirectUriMatches, Documented, "api/authentication/authorization-code-flow/get-token";
    /// `code_verifier` matches the challenge.
    PkceVerifierMatches, Documented, "api/authentication/authorization-code-flow-with-pkce/get-token-pkce";
    /// A code is redeemed on the domain that issued it.
    CodeOnOwnDomain, Unsettled, "customize/custom-domains/configure-features-to-use-custom-domains";
    /// A rotated refresh token is dead, and takes its family along.
    RefreshTokenReuse, Documented, "secure/tokens/refresh-tokens/refresh-token-rotation";
    /// A refresh token expires.
    RefreshTokenLifetime, Documented, "secure/tokens/refresh-tokens/configure-refresh-token-expiration";
    /// A refresh token is used by the application that it was issued to.
    RefreshTokenBoundToClient, Documented, "RFC 6749 section 6";
    /// `offline_access` gives a refresh token only where the API allows it.
    OfflineAccessAllowed, Documented, "get-started/apis/api-settings";
    /// A machine-to-machine application needs a client grant for the API.
    ClientGrantRequired, Documented, "get-started/applications/application-access-to-apis-client-grants";
    /// A machine-to-machine application names an organization where its client grant wants or allows one,
    /// and one of those that the grant is for.
    ClientGrantOrganization, Documented, "manage-users/organizations/organizations-for-m2m-applications/configure-your-application-for-m2m-access";
    /// A machine-to-machine application gets no scope beyond its client grant.
    ClientGrantScope, Documented, "get-started/applications/application-access-to-apis-client-grants";

    // The other endpoints.

    /// A browser on another origin reads an answer only if that is an Allowed Web Origin.
    CorsOriginAllowed, Documented, "get-started/applications/set-up-cors";
    /// `/userinfo` wants a live access token that was issued here with `openid`.
    UserinfoTokenLive, Documented, "api/authentication/user-profile/get-user-info";
    /// `/v2/logout` returns only to listed URLs: the application's, or the tenant's.
    LogoutReturnToAllowed, Documented, "authenticate/login/logout/redirect-users-after-logout";
    /// `/v2/logout` with a `client_id` wants one that exists.
    LogoutClientKnown, Documented, "api/authentication/logout/auth-0-logout";
    /// `/oidc/logout` believes an `id_token_hint` that this domain signed.
    IdTokenHintGenuine, Documented, "authenticate/login/logout/log-users-out-of-auth0";
    /// `/oidc/logout` wants `client_id` and `logout_hint` to be `aud` and `sid` of the `id_token_hint`.
    LogoutHintsAgree, Documented, "authenticate/login/logout/log-users-out-of-auth0";
    /// `/oidc/logout` returns only to URLs that are listed as they are, query included.
    PostLogoutRedirectListed, Documented, "authenticate/login/logout/redirect-users-after-logout";
}
