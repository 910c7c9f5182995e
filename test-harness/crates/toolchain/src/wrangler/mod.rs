//! The root `wrangler.toml`: what of it the local runs share, and the dry run of a deployment.

mod dry_run;
mod settings;

pub use dry_run::{DryRun, DryRunError, wrangler_dry_run};
pub use settings::{WranglerSettings, WranglerSettingsError};
