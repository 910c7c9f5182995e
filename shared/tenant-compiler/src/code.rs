//! Every kind of finding there is.

use crate::Severity;

/// A kind of finding.
///
/// `docs/findings/` has a page for each, named by its code; a test keeps the two alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its stable name, which findings carry.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it means, in one line.
    pub title: &'static str,
}

/// Defines the codes, so that none can be reported that is not listed.
macro_rules! codes {
    ($($name:ident = $code:literal, $severity:ident, $title:literal;)*) => {
        /// A kind of finding, as checks name it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Code {
            $($name,)*
        }

        impl Code {
            pub(crate) const fn rule(self) -> Rule {
                match self {
                    $(Self::$name => Rule {
                        code: $code,
                        severity: Severity::$severity,
                        title: $title,
                    },)*
                }
            }
        }

        /// Every kind of finding, in the order in which the index of the documentation lists them.
        pub const RULES: &[Rule] = &[$(Code::$name.rule(),)*];
    };
}

codes! {
    UnreadableFile = "unreadable-file", Error, "A file cannot be read";
    NotToml = "not-toml", Error, "A file is not TOML";
    UnexpectedShape = "unexpected-shape", Error, "A field is unknown, missing or of another type";
    UnknownVariable = "unknown-variable", Error, "A variable has no value";
    UnknownStage = "unknown-stage", Error, "The file has no such stage";
    InvalidInclude = "invalid-include", Error, "What is included is not named by a relative path";
    NothingIncluded = "nothing-included", Error, "No file matches what is to be included";
    IncludeCycle = "include-cycle", Error, "A file includes itself";
    DuplicateBrand = "duplicate-brand", Error, "Two files have a brand of the same name";
    SecretInFile = "secret-in-file", Error, "A value looks like a secret";
    TooLarge = "too-large", Error, "Something does not fit into the snapshot";

    EmptyName = "empty-name", Error, "A name is empty";
    UnusableName = "unusable-name", Error, "A name is too long or has control characters";
    InvalidColor = "invalid-color", Error, "A color is not written as `#rrggbb`";
    InvalidLogo = "invalid-logo", Error, "A logo is no picture that can be shown safely";
    InvalidFont = "invalid-font", Error, "A font cannot be served";
    UnreadableBackground = "unreadable-background", Error, "Nothing can be read on the ground of pages";
    BentColor = "bent-color", Warning, "Links are not shown in the accent, which could not be read";
    InvalidContact = "invalid-contact", Error, "A link of a brand leads nowhere that people can go";
    UnknownBrand = "unknown-brand", Error, "There is no brand of that name";
    InvalidOrganizationId = "invalid-organization-id", Error, "An organization's id is not one of Auth0's";
    InvalidOrganizationName = "invalid-organization-name", Error, "An organization's name is not one that Auth0 accepts";
    DuplicateOrganization = "duplicate-organization", Error, "Two organizations have the same id or name";
    UnknownOrganization = "unknown-organization", Error, "There is no organization with that id";
    InvalidClientId = "invalid-client-id", Error, "A client's id is not one of Auth0's";
    DuplicateClient = "duplicate-client", Error, "Two clients have the same id";
    InvalidConnectionName = "invalid-connection-name", Error, "A connection's name is not one that Auth0 accepts";
    DuplicateConnection = "duplicate-connection", Error, "A connection is listed twice";
    UnknownConnection = "unknown-connection", Error, "There is no connection of that name";
    ForeignConnection = "foreign-connection", Error, "The organization does not have that connection";
    UnavailableConnection = "unavailable-connection", Error, "The fallback is a connection that is not in use";
    NoUsableConnection = "no-usable-connection", Warning, "None of an organization's connections is in use";
    InvalidStrategy = "invalid-strategy", Error, "A connection's strategy is not written as Auth0 does";
    InvalidLoginHint = "invalid-login-hint", Error, "The template of a login hint cannot be filled in";
    EmptyList = "empty-list", Error, "A list that must name something is empty";
    UnknownText = "unknown-text", Error, "Pages have no text of that name";
    UnusableText = "unusable-text", Error, "A text cannot stand where it is to stand";
    DuplicateLanguage = "duplicate-language", Error, "A language is listed twice";
    UnofferedLanguage = "unoffered-language", Error, "The tenant's own language is not among those that its pages are offered in";

    InvalidDomain = "invalid-domain", Error, "A domain is not spelled like one";
    DuplicateDomain = "duplicate-domain", Error, "A domain leads to two places";
    SharedDomain = "shared-domain", Error, "A domain belongs to two organizations and no conflict policy is written down";
    UnverifiedDomain = "unverified-domain", Warning, "A domain is not verified, so it never routes";
    IdleDomainAlias = "idle-domain-alias", Warning, "A connection's domain alias does nothing";
    ShadowedDomain = "shadowed-domain", Warning, "A domain of one organization lies under one that another covers";
    RedundantDomain = "redundant-domain", Warning, "A domain is covered by another of the same organization";
    PublicSuffix = "public-suffix", Error, "Anybody can register a name under an organization's domain";
    PublicMailDomain = "public-mail-domain", Error, "Everybody can have an address at an organization's domain";
    Homograph = "homograph", Warning, "Domains of two owners look alike";
    InvalidAddress = "invalid-address", Error, "An email address is not spelled like one";
    DuplicateAddress = "duplicate-address", Error, "An organization lists an address twice";
    SharedAddress = "shared-address", Error, "An address belongs to two organizations and no conflict policy is written down";
    RedundantAddress = "redundant-address", Warning, "An address leads where its domain leads";
    InvalidHost = "invalid-host", Error, "A vanity host is not the name of a host";
    DuplicateHost = "duplicate-host", Error, "A vanity host belongs to two organizations";
    ForeignHost = "foreign-host", Error, "A vanity host is not a custom domain of the tenant";
    IdleHost = "idle-host", Warning, "A vanity host is the one that everybody comes in on";
    InvalidNetwork = "invalid-network", Error, "A network is not spelled like one";
    DuplicateNetwork = "duplicate-network", Error, "A network leads to two places";
    OverlappingNetworks = "overlapping-networks", Warning, "A network lies within one that leads elsewhere";
    RedundantNetwork = "redundant-network", Warning, "A network lies within one that leads to the same place";

    InvalidUrl = "invalid-url", Error, "A URL is not spelled like one";
    NotHttps = "not-https", Error, "A URL is not https";
    Loopback = "loopback", Error, "A URL leads to this machine";
    UnusualHost = "unusual-host", Error, "An origin has a host that no redirect can name";
    EdgeIsTenant = "edge-is-tenant", Error, "The Worker has an origin of the tenant";
    ModeNotServed = "mode-not-served", Error, "The Worker does not serve the tenant's custom domain";
    NotAnOrigin = "not-an-origin", Error, "An origin has something behind its host";
    CredentialsInUrl = "credentials-in-url", Error, "A URL has a user name or password in it";
    NoEdgeOrigin = "no-edge-origin", Error, "The Worker has no origin";
    UnusableLoginUrl = "unusable-login-url", Error, "No login can start at a client's login URL";
    LoginUrlLoop = "login-url-loop", Error, "A client's login URL leads back to the Worker or the tenant";

    OrganizationRefused = "organization-refused", Error, "Auth0 refuses an organization for a client whose default realm names one";
    OrganizationRequired = "organization-required", Warning, "Auth0 refuses logins without an organization that a client would get";
    ConnectionNotEnabled = "connection-not-enabled", Error, "A client's default realm is a connection that is not enabled for it";
    FallbackNotEnabled = "fallback-not-enabled", Warning, "The fallback is a connection that is not enabled for a client";
    UnreachableConnection = "unreachable-connection", Warning, "Nobody can be sent to a connection";

    AmbiguousMembership = "ambiguous-membership", Warning, "Two organizations share a connection that is to make members of people";
    NoMembership = "no-membership", Warning, "People are led to an organization that they cannot become members of";

    TooManyConnections = "too-many-connections", Warning, "An organization has more connections than Auth0 allows";
    TooManyDomains = "too-many-domains", Warning, "An organization has more domains than Auth0 allows";
    TooManyDomainAliases = "too-many-domain-aliases", Warning, "A connection has more domain aliases than Auth0 allows";
    TooManyCustomDomains = "too-many-custom-domains", Warning, "The tenant has more custom domains than Auth0 allows";

    InvalidNamespace = "invalid-namespace", Error, "The namespace of claims is not an https URL that ends in a slash";
    UnusableClaimName = "unusable-claim-name", Error, "Auth0 would never let a claim of this name into a token";
    ClaimNeedsScope = "claim-needs-scope", Warning, "Auth0 lets a claim into access tokens only when a scope was requested";
    IncompleteRule = "incomplete-rule", Error, "A rule does not say what it does, or says two things";
    UnusableToken = "unusable-token", Error, "A rule is for a token that its trigger does not make";
    DuplicateRule = "duplicate-rule", Error, "Two rules have the same name";
    InvalidRule = "invalid-rule", Error, "A rule's condition or value cannot be compiled";
    StepUpAtLogin = "step-up-at-login", Warning, "A second factor for what is asked for is asked for at logins only";
    InvalidSource = "invalid-source", Error, "A source cannot be asked";
    DuplicateSource = "duplicate-source", Error, "Two sources have the same name";
    TooManySources = "too-many-sources", Error, "There are more sources than a login can wait for";
    UnknownSource = "unknown-source", Error, "A rule reads a source that there is not";
    InvalidDenial = "invalid-denial", Error, "The code or the reason of a denial cannot be sent";
    UnusableEffect = "unusable-effect", Error, "A rule asks for what its trigger cannot do";
    InvalidScope = "invalid-scope", Error, "A scope cannot stand in a token";
    TooManyScopes = "too-many-scopes", Error, "Rules change more scopes than Auth0 takes";
    InvalidMetadataKey = "invalid-metadata-key", Error, "Auth0 takes no field of metadata of this name";
    InvalidFactor = "invalid-factor", Error, "A second factor is not one that Auth0 can ask for";
    InvalidDuration = "invalid-duration", Error, "A length of time is not spelled like one";
    UnmappedSecondFactor = "unmapped-second-factor", Warning, "Nothing says how a connection shows a second factor that rules ask for";
    TooManyRules = "too-many-rules", Error, "There are more rules than a login can wait for";

    InvalidField = "invalid-field", Error, "A field of the profile has a name that none can have";
    DuplicateField = "duplicate-field", Error, "Two fields of the profile have the same name or the same place";
    TooManyFields = "too-many-fields", Error, "There are more fields than a profile can have";
    IncompleteField = "incomplete-field", Error, "A field lacks something, or says something that its type has no use for";
    UnusableStore = "unusable-store", Error, "Auth0 would drop an answer, or something else lives where it is stored";
    SharedStore = "shared-store", Warning, "A rule writes where an answer is stored";
    AnswersTooLarge = "answers-too-large", Warning, "Answers may become larger than the metadata that Auth0 takes";
    InvalidPattern = "invalid-pattern", Error, "A pattern is none, or would mean something else in a browser";
    InvalidOptions = "invalid-options", Error, "The options of a choice cannot be told apart, or are too many";
    UnknownField = "unknown-field", Error, "There is no field of that name";
    LaterField = "later-field", Error, "Whether a field is shown hangs on one that comes later";
    FieldCycle = "field-cycle", Error, "Whether a field is shown hangs on itself";
    ImpossibleAnswer = "impossible-answer", Error, "Whether a field is shown hangs on an answer that nobody can give";
    UnaskableField = "unaskable-field", Warning, "A required field is for logins alone that cannot lead to a page";
    MissingText = "missing-text", Warning, "A text of the profile is missing in a language that others are in";
    ConsentWithoutDocument = "consent-without-document", Warning, "Nobody can read what a consent is about";
    InvalidReceiptKey = "invalid-receipt-key", Error, "A key of consent receipts is none";
    ConsentWithoutReceiptKey = "consent-without-receipt-key", Warning, "Consents cannot be recorded without a key for their receipts";
    IdleBudget = "idle-budget", Warning, "A budget never asks for what it is for";
    UnknownClient = "unknown-client", Error, "There is no client with that id";
    DuplicateOverride = "duplicate-override", Error, "Two overrides are for the same logins";
    TooManyOverrides = "too-many-overrides", Error, "Overrides name more organizations and clients than stay in memory";

    UnreadSignal = "unread-signal", Warning, "Something is configured for a signal that is switched off";
    IdleHint = "idle-hint", Warning, "An exception in a hint policy is the exception to nothing";
    DuplicateSignal = "duplicate-signal", Error, "A signal is listed twice";
    OutOfRange = "out-of-range", Error, "A number is too large or too small";
    EmptyDefaultRealm = "empty-default-realm", Error, "A default realm names nothing";
}
