//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::explain::Question;

/// Check a tenant file, publish it, and ask where logins are led and why.
#[derive(Debug, Parser)]
#[command(name = "vestibule", version, disable_help_subcommand = true)]
pub(crate) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Report every mistake in a tenant file
    Check(CheckArguments),
    /// Publish a tenant file's snapshot to Cloudflare KV, or go back to an earlier one
    #[command(after_help = PUBLISH_EXAMPLES)]
    Publish(Box<PublishArguments>),
    /// Show where a login is led, and every signal that was weighed on the way
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(Box<ExplainArguments>),
    /// Run the rules for claims on an event: what tokens say, whether the login is denied, and by which rule
    #[command(after_help = EVAL_EXAMPLES)]
    Eval(Box<EvalArguments>),
    /// Show every page in every state, for every brand and language, in a folder to look through
    #[command(after_help = PREVIEW_EXAMPLES)]
    Preview(PreviewArguments),
    /// Write the brands as Auth0 takes them, so that its own pages and mails look like ours
    #[command(after_help = EXPORT_BRANDING_EXAMPLES)]
    ExportBranding(ExportBrandingArguments),
    /// Make a key
    #[command(subcommand)]
    Keys(KeysCommand),
    /// Say what receipts of consents prove
    #[command(subcommand)]
    Receipt(ReceiptCommand),
    /// Write a large tenant file that looks like a real one
    Example(ExampleArguments),
}

/// The keys that can be made.
#[derive(Debug, Subcommand)]
pub(crate) enum KeysCommand {
    /// Make a key that receipts of consents are signed with
    Consent(ConsentKeyArguments),
}

/// Options of `keys consent`.
#[derive(Args, Debug)]
pub(crate) struct ConsentKeyArguments {
    /// Write the private half to a new file instead of showing it
    #[arg(short, long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// What can be done with receipts.
#[derive(Debug, Subcommand)]
pub(crate) enum ReceiptCommand {
    /// Verify receipts, and say what they prove
    Verify(VerifyArguments),
}

/// Options of `receipt verify`.
#[derive(Args, Debug)]
pub(crate) struct VerifyArguments {
    /// A receipt, or a JSON list of them; `-` is the standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The public keys, as /edge/profile/keys has them
    #[arg(long, value_name = "FILE")]
    pub(crate) keys: PathBuf,
    /// The text that is to have been shown: the label, and the hint on the next line
    #[arg(long, value_name = "FILE")]
    pub(crate) text: Option<PathBuf>,
}

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  vestibule explain --config vestibule.toml --client ID --login-hint ana@globex.example
  vestibule explain --config vestibule.toml --client ID --typed ana@globex.example
  vestibule explain --config vestibule.toml --url '/authorize?client_id=ID&prompt=login'
  vestibule explain --config vestibule.toml --file questions.jsonl > answers.jsonl
  vestibule explain --config vestibule.toml --profile --event login.json
  wrangler tail --format pretty | vestibule explain --log -";

const EVAL_EXAMPLES: &str = "\
Examples:
  vestibule eval --config vestibule.toml --event login.json
  vestibule eval --config vestibule.toml --event login.json --now 2026-11-24T09:30:00Z --json
  vestibule eval --config vestibule.toml --cases rules-tests";

const PUBLISH_EXAMPLES: &str = "\
Examples:
  vestibule publish vestibule.toml
  vestibule publish vestibule.toml --stage staging -- --env staging
  vestibule publish vestibule.toml --out snapshot
  vestibule publish --rollback 4be0c7a91d23";

const PREVIEW_EXAMPLES: &str = "\
Examples:
  vestibule preview vestibule.toml --out preview
  vestibule preview vestibule.toml --out preview --brand globex --language ar";

const EXPORT_BRANDING_EXAMPLES: &str = "\
Examples:
  vestibule export-branding vestibule.toml --out branding
  vestibule export-branding vestibule.toml --out branding --stage staging --replace";

/// Options of `export-branding`.
#[derive(Args, Debug)]
pub(crate) struct ExportBrandingArguments {
    /// The tenant file
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) compile: CompileArguments,
    /// The folder to write to
    #[arg(short, long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Replace files that are there with something else in them
    #[arg(long)]
    pub(crate) replace: bool,
}

/// Options of `preview`.
#[derive(Args, Debug)]
pub(crate) struct PreviewArguments {
    /// The tenant file
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) compile: CompileArguments,
    /// The folder to write to; what is there under the same names is replaced
    #[arg(short, long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Only this brand; may be repeated
    #[arg(long, value_name = "NAME")]
    pub(crate) brand: Vec<String>,
    /// Only this language; may be repeated
    #[arg(long, value_name = "TAG")]
    pub(crate) language: Vec<String>,
}

/// Options of `check`.
#[derive(Args, Debug)]
pub(crate) struct CheckArguments {
    /// The tenant file
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) compile: CompileArguments,
    /// Let warnings fail, too
    #[arg(long)]
    pub(crate) strict: bool,
    /// Write one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `explain`.
#[derive(Args, Debug)]
pub(crate) struct ExplainArguments {
    /// The tenant file to decide by
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) compile: CompileArguments,
    /// Write JSON, one object a line; with --file always
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) question: Question,
    /// Answer a file of questions: one JSON object a line, with the names of the options; `-` is the standard input
    #[arg(
        long,
        value_name = "FILE",
        requires = "config",
        help_heading = "Many at once"
    )]
    pub(crate) file: Option<PathBuf>,
    /// Show what a login asks its user for by the tenant's profile, and why not the rest
    #[arg(
        long,
        requires = "config",
        requires = "event",
        conflicts_with_all = ["file", "log", "log_line"],
        help_heading = "The profile"
    )]
    pub(crate) profile: bool,
    /// The event of the login, in JSON, as Auth0 hands it to an Action; `-` is the standard input
    #[arg(
        long,
        value_name = "FILE",
        requires = "profile",
        help_heading = "The profile"
    )]
    pub(crate) event: Option<PathBuf>,
    /// When the login is, as in 2026-11-24T09:30:00Z [default: now]
    #[arg(
        long,
        value_name = "TIME",
        requires = "profile",
        help_heading = "The profile"
    )]
    pub(crate) now: Option<String>,
    /// Read a log line of the Worker instead
    #[arg(
        long,
        value_name = "LINE",
        conflicts_with = "file",
        help_heading = "From the log"
    )]
    pub(crate) log_line: Option<String>,
    /// Read log lines of the Worker from a file; `-` is the standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["file", "log_line"], help_heading = "From the log")]
    pub(crate) log: Option<PathBuf>,
}

/// Options of `eval`.
#[derive(Args, Debug)]
pub(crate) struct EvalArguments {
    /// The tenant file whose rules are run
    #[arg(long, value_name = "FILE")]
    pub(crate) config: PathBuf,
    #[command(flatten)]
    pub(crate) compile: CompileArguments,
    /// The event, as an Action gets it, in JSON; `-` is the standard input
    #[arg(long, value_name = "FILE", required_unless_present = "cases")]
    pub(crate) event: Option<PathBuf>,
    /// The trigger that the event is of
    #[arg(long, value_name = "TRIGGER", default_value = "post-login")]
    pub(crate) trigger: TriggerName,
    /// The time that rules read as `now`, as in 2026-11-24T09:30:00Z [default: the current one]
    #[arg(long, value_name = "TIME")]
    pub(crate) now: Option<String>,
    /// What rules read of the directory and of sources, in JSON; what is not there cannot be had
    #[arg(long, value_name = "FILE")]
    pub(crate) fetched: Option<PathBuf>,
    /// Run the files of a folder as tests, each an event with what is expected
    #[arg(long, value_name = "DIR", conflicts_with_all = ["event", "fetched", "trigger", "now"])]
    pub(crate) cases: Option<PathBuf>,
    /// Write JSON, one object; with --cases one for each case, a line each
    #[arg(long)]
    pub(crate) json: bool,
}

/// A trigger of Auth0's.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    serde::Deserialize,
    serde::Serialize,
    clap::ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum TriggerName {
    /// After somebody has logged in, and at every refresh
    #[default]
    PostLogin,
    /// When an application gets a token for itself
    CredentialsExchange,
    /// Before somebody is signed up
    PreUserRegistration,
}

/// Options of `publish`.
#[derive(Args, Debug)]
pub(crate) struct PublishArguments {
    /// The tenant file
    #[arg(
        value_name = "FILE",
        required_unless_present = "rollback",
        conflicts_with = "rollback"
    )]
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) compile: CompileArguments,
    /// Write one JSON object
    #[arg(long)]
    pub(crate) json: bool,
    /// Run nothing: write the files for `wrangler kv bulk put` into a folder, and say what to run
    #[arg(long, value_name = "DIR", conflicts_with = "rollback")]
    pub(crate) out: Option<PathBuf>,
    /// With --out: leave out what is there, by a list that `wrangler kv key list` printed
    #[arg(long, value_name = "FILE", requires = "out")]
    pub(crate) present: Option<PathBuf>,
    /// Go back to a version that is published, by its digest or the twelve digits that logs show
    #[arg(long, value_name = "DIGEST")]
    pub(crate) rollback: Option<String>,
    /// How long to wait until what was written is listed
    #[arg(long, value_name = "SECONDS", default_value_t = 90)]
    pub(crate) wait: u64,
    #[command(flatten)]
    pub(crate) namespace: NamespaceArguments,
}

/// Which namespace, and who writes to it.
#[derive(Args, Debug)]
#[command(next_help_heading = "The namespace")]
pub(crate) struct NamespaceArguments {
    /// The binding of the namespace in the configuration of wrangler; the Worker knows only this one
    #[arg(long, value_name = "NAME", default_value = "SNAPSHOT")]
    pub(crate) binding: String,
    /// The namespace's own id, instead of a binding
    #[arg(long, value_name = "ID", conflicts_with = "binding")]
    pub(crate) namespace_id: Option<String>,
    /// The namespace of `wrangler dev` on this machine, instead of the one at Cloudflare
    #[arg(long)]
    pub(crate) local: bool,
    /// Where wrangler keeps what is local
    #[arg(long, value_name = "DIR", requires = "local")]
    pub(crate) persist_to: Option<PathBuf>,
    /// The wrangler to run [default: the one of the project, through npx]
    #[arg(long, value_name = "PATH")]
    pub(crate) wrangler: Option<PathBuf>,
    /// What else wrangler is told, such as --env or --config
    #[arg(value_name = "OPTIONS OF WRANGLER", last = true)]
    pub(crate) more: Vec<OsString>,
}

/// Options of `example`.
#[derive(Args, Debug)]
pub(crate) struct ExampleArguments {
    /// How many organizations it has
    #[arg(long, value_name = "N")]
    pub(crate) organizations: usize,
    /// Another seed gives other names and sizes; the same one always the same file
    #[arg(long, value_name = "S", default_value_t = 0)]
    pub(crate) seed: u64,
    /// Where to write it [default: the standard output]
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// How a tenant file is compiled.
#[derive(Args, Debug)]
pub(crate) struct CompileArguments {
    /// The stage whose variables apply
    #[arg(long, value_name = "NAME")]
    pub(crate) stage: Option<String>,
    /// A variable's value, which wins over those in the file; may be repeated
    #[arg(long = "variable", value_name = "NAME=VALUE", value_parser = variable)]
    pub(crate) variables: Vec<(String, String)>,
    /// Allow plain http and hosts on this machine, for a demonstration
    #[arg(long)]
    pub(crate) dangerous_loopback: bool,
}

fn variable(text: &str) -> Result<(String, String), &'static str> {
    text.split_once('=')
        .filter(|(name, _)| !name.is_empty())
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .ok_or("write it as NAME=VALUE")
}

impl CompileArguments {
    /// Whether any of them was said.
    pub(crate) fn is_said(&self) -> bool {
        self.stage.is_some() || !self.variables.is_empty() || self.dangerous_loopback
    }

    /// The compiler's options.
    pub(crate) fn options(&self) -> vestibule_tenant_compiler::CompileOptions {
        vestibule_tenant_compiler::CompileOptions {
            stage: self.stage.clone(),
            variables: self.variables.iter().cloned().collect(),
            dangerous_loopback: self.dangerous_loopback,
            ..vestibule_tenant_compiler::CompileOptions::default()
        }
    }
}
