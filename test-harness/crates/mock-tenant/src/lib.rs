//! A mock Auth0 tenant, as strict as Auth0 is, with a simulated identity provider.
//!
//! It exists so that Vestibule can be tested against something that refuses what Auth0 refuses.
//! A mock that lets everything through proves nothing, so each refusal is one named [`Rule`], each
//! rule can be switched off alone, and a test does that for every one of them.
//!
//! The shape inside: handlers are plain functions from the tenant's state and one request to a
//! reply (`reply::Reply`). They never await. Where the deployed Actions have to run, the handler
//! replies "run these"; one driver in `server` executes them and hands the result to the next plain
//! function. All time comes from the tenant's own [`Clock`], so that tests may turn it.
//!
//! Besides logins there are sign-ups, new passwords, second factors and tokens for machines, with the
//! Actions of each.
//!
//! Entry points: [`Config`] (usually read from `mock.toml`), [`MockTenant::start`], [`Control`].

mod authorize;
mod clock;
mod config;
mod control;
mod discovery;
mod error;
mod factor;
mod faults;
mod html;
mod idp;
mod incoming;
mod invitation;
mod keys;
mod logging;
mod login;
mod logout;
mod params;
mod pipeline;
mod random;
mod raw_target;
mod registration;
mod reply;
mod reset;
mod rule;
mod server;
mod session;
mod state;
mod token;
mod transaction;
mod userinfo;

pub use clock::Clock;
pub use config::{
    ActionConfig, ApiConfig, BrandingConfig, ClientConfig, ClientGrantConfig, ClientRefreshToken,
    Config, ConfigError, ConnectionConfig, DiscoveryMethod, DomainConfig, IdpConfig,
    OrganizationConfig, OrganizationConnectionConfig, OrganizationRequireBehavior,
    OrganizationUsage, Strategy, TenantConfig, TokenEndpointAuthMethod, UserConfig,
};
pub use control::{Control, ControlError, IdpScript, InvitationRequest, KeyInfo, TransactionInfo};
pub use factor::FactorType;
pub use faults::{Fault, FaultKind};
pub use invitation::Invitation;
pub use logging::{LogEvent, RawRequest};
pub use reset::ResetTicketInfo;
pub use rule::{Basis, Rule, Strictness};
pub use server::{KeyError, Listeners, MockTenant, StartError};
pub use state::User;
pub use vestibule_actions_runtime::{NodeOptions, Trigger};
