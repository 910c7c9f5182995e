//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Everything a developer does with Vestibule. Tools are installed into `target/` on first use.
#[derive(Debug, Parser)]
#[command(
    name = "cargo harness",
    bin_name = "cargo harness",
    disable_help_subcommand = true
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show a whole B2B login: Worker, Auth0 tenant, identity provider and app on this machine
    Demo(DemoOptions),
    /// Run all parties for a tenant file, without the demo, until stopped
    Serve(ServeOptions),
    /// Run the whole suite
    Test(TestOptions),
    /// Measure, side by side in one run
    Bench(BenchOptions),
    /// Compare the tools on this machine with the lock files
    Doctor,
    /// Build the Worker into functions/worker/build, as `wrangler deploy` uploads it
    Build(BuildOptions),
}

/// Options of `demo`.
#[derive(Args, Debug)]
pub struct DemoOptions {
    /// Sign people in without a browser, print the timeline, the tokens and what a denied one is told, and stop
    #[arg(long)]
    pub once: bool,
    /// Who signs in with --once
    #[arg(long, value_name = "EMAIL", default_value = "ana@globex.example")]
    pub email: String,
}

/// Options of `serve`.
#[derive(Args, Debug)]
pub struct ServeOptions {
    /// The tenant file; a mock.toml beside it adds the mock tenant's users, secrets and Actions
    #[arg(
        long,
        value_name = "FILE",
        default_value = "examples/acme/vestibule.toml"
    )]
    pub config: PathBuf,
    /// The Worker's port [default: a free one]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub worker_port: u16,
    /// The tenant's port [default: a free one]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub tenant_port: u16,
    /// Start without any snapshot
    #[arg(long)]
    pub without_snapshot: bool,
}

/// Options of `test`.
#[derive(Args, Debug)]
pub struct TestOptions {
    /// Run in full what the everyday suite runs a sample of, and the checks that take long to set up
    #[arg(long)]
    pub all: bool,
}

/// Options of `bench`.
#[derive(Args, Debug)]
pub struct BenchOptions {
    /// Callouts of Actions instead of logins
    #[arg(long)]
    pub callouts: bool,
    /// Error pages in many brands and languages instead of logins
    #[arg(long, conflicts_with = "callouts")]
    pub pages: bool,
    /// Asking in the middle of a login: the form, its answers, and whether any token is answered twice
    #[arg(long, conflicts_with_all = ["callouts", "pages"])]
    pub profile: bool,
    /// How many tokens are answered fifty times at once
    #[arg(long, requires = "profile", default_value_t = 10_000)]
    pub tokens: usize,
    /// Rounds; medians are taken over them
    #[arg(long, default_value_t = 7)]
    pub rounds: usize,
    /// Requests of each Worker in each round
    #[arg(long, default_value_t = 20_000)]
    pub requests: usize,
}

/// Options of `build`.
#[derive(Args, Debug)]
pub struct BuildOptions {
    /// The tenant file to ship beside the Worker; without one, the snapshot that is there stays
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Ship no snapshot: the Worker reads KV only
    #[arg(long, conflicts_with = "config")]
    pub without_snapshot: bool,
    /// The stage whose variables apply
    #[arg(long, value_name = "NAME", requires = "config")]
    pub stage: Option<String>,
}
