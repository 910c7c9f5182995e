//! `vestibule publish`: a snapshot into Cloudflare KV, in an order in which no Worker ever reads half of it.
//!
//! Parts are named by their digests, so writing one never changes what anybody reads; only the
//! pointer does, and it is written when everything that it leads to is known to be there.
//! wrangler does the writing: it holds the account's credentials, and nothing here wants them.

mod bulk;
mod keys;
mod part;
mod plan;
mod progress;
mod receipt_keys;
mod roll_back;
mod upload;
mod wrangler;

use std::io::{self, Write};
use std::time::Duration;

use anyhow::{Error, bail};
use vestibule_tenant_compiler::compile;

use self::keys::Keys;
use self::part::parts;
use self::progress::Progress;
use self::wrangler::Wrangler;
use crate::arguments::PublishArguments;
use crate::check;
use crate::exit::Exit;

/// Publishes a tenant file, or goes back to what was published before.
///
/// # Errors
///
/// What kept it from being done, in one line. Mistakes in the tenant file are reported as `check`
/// does instead, and nothing is written.
pub(crate) fn publish(
    arguments: &PublishArguments,
    output: &mut impl Write,
) -> Result<Exit, Error> {
    let wrangler = Wrangler::new(&arguments.namespace);
    if let Some(wanted) = &arguments.rollback {
        if arguments.compile.is_said() {
            bail!(
                "--stage, --variable and --dangerous-loopback are about a tenant file, and --rollback reads none"
            );
        }
        roll_back::roll_back(&wrangler, wanted, arguments.json, output)?;
        return Ok(Exit::Fine);
    }
    let Some(file) = &arguments.file else {
        bail!("name the tenant file to publish");
    };
    let compiled = match compile(file, &arguments.compile.options()) {
        Ok(compiled) => compiled,
        Err(errors) => {
            check::report(file, None, errors.findings(), arguments.json, output)?;
            return Ok(Exit::Findings);
        }
    };
    let digest = compiled.manifest_digest;
    if !arguments.json {
        check::summarize(file, Some(digest), &compiled.findings, output)?;
    }
    let parts = parts(compiled)?;
    if let Some(folder) = &arguments.out {
        let present = match &arguments.present {
            Some(file) => keys::read_file(file)?,
            None => Keys::default(),
        };
        let plan = plan::plan(&wrangler, folder, digest, &parts, &present)?;
        if arguments.json {
            json(&plan, output)?;
        } else {
            plan.write(output)?;
        }
        return Ok(Exit::Fine);
    }
    let wait = Duration::from_secs(arguments.wait);
    if arguments.json {
        let uploaded = upload::upload(&wrangler, digest, &parts, wait, &mut io::sink())?;
        json(&uploaded, output)?;
    } else {
        upload::upload(&wrangler, digest, &parts, wait, &mut Progress(output))?;
    }
    Ok(Exit::Fine)
}

/// One line for programs.
fn json(value: &impl serde::Serialize, output: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut *output, value)?;
    writeln!(output)
}
