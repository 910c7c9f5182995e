//! The root `wrangler.toml`: what of it the local runs share, and the dry run of a deployment.

mod settings;

pub use settings::{WranglerSettings, WranglerSettingsError};
