//! `demo --once`: what happens to people, told without a browser.

use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use vestibule_stand::Stand;
use vestibule_toolchain::LogLine;
use vestibule_visitor::{
    Application, Login, Person, Tokens, Visit, VisitError, Visitor, Way, log_in, log_in_and_answer,
};

use super::{COLLEAGUE, PASSWORD, STRANGER, UNCONFIRMED, profile, timeline};
use crate::say;

/// Asking for this makes the example tenant ask for a second factor.
const GUARDED_SCOPE: &str = "reports:export";

/// Somebody of a customer with a look of its own, and what their browser says of the languages they read.
const OTHER: &str = "jo@müller-maschinenbau.example";
const OTHER_LANGUAGES: &str = "de-DE,de;q=0.9,en;q=0.5";

/// For a log line that was written already, and has to come through a pipe.
const PATIENCE: Duration = Duration::from_secs(2);

/// One person signs in, is asked something the next time and nothing after that, and goes on to something that needs a second factor;
/// two others are denied: one is told why by the application, the other before it.
pub(super) async fn tell(stand: &Stand, email: &str) -> Result<()> {
    let application = stand
        .application()
        .context("the tenant file has no client with a login URL")?;
    let mut visitor = Visitor::new(&stand.trust())?;
    let mark = logged(stand);
    let login = sign_in(stand, &mut visitor, &application, email).await?;
    say::line("\nOne login, from the first click to the token:\n");
    say::line(&timeline::draw(
        &login.steps,
        &application,
        stand.addresses(),
    ));
    say_callout(stand, mark);
    say::line("ID token, its signature, issuer, audience, expiry and nonce checked:");
    say::line(&serde_json::to_string_pretty(&login.tokens.id_token)?);
    say_access_token(&application, &login.tokens)?;
    two_looks(stand, &application, &login).await?;
    profile::tell(stand, &mut visitor, &application, email).await?;
    step_up(stand, &mut visitor, &application, email).await?;
    denial(stand, &application).await?;
    notice(stand, &application).await
}

/// Somebody of another customer signs in, whose browser says another language: the pages that each of the two have seen.
async fn two_looks(stand: &Stand, application: &Application, first: &Login) -> Result<()> {
    let mut visitor = Visitor::who_reads(&stand.trust(), OTHER_LANGUAGES)?;
    let second = sign_in(stand, &mut visitor, application, OTHER).await?;
    say::line(&format!(
        "\n{OTHER} is of another customer and reads German; what both saw of the Worker:\n"
    ));
    for login in [first, &second] {
        say::line(&timeline::looks(&login.steps, stand.addresses()));
    }
    Ok(())
}

async fn step_up(
    stand: &Stand,
    visitor: &mut Visitor,
    application: &Application,
    email: &str,
) -> Result<()> {
    let asking = Application {
        scope: format!("{} {GUARDED_SCOPE}", application.scope),
        ..application.clone()
    };
    let login = sign_in(stand, visitor, &asking, email).await?;
    let is_factor = |step: &Visit| step.url.path().starts_with("/u/mfa-");
    if !login.steps.iter().any(is_factor) {
        return Ok(());
    }
    say::line(&format!(
        "\nThe same person asks for {GUARDED_SCOPE}, which takes a second factor:\n"
    ));
    say::line(&timeline::brief(&login.steps, stand.addresses()));
    let amr = login.tokens.id_token.get("amr").unwrap_or(&Value::Null);
    let access_token = login.tokens.access_token_claims();
    let scope = access_token.as_ref().and_then(|claims| claims.get("scope"));
    say::line(&format!("  ID token      amr    {amr}"));
    say::line(&format!(
        "  access token  scope  {}",
        scope.unwrap_or(&Value::Null)
    ));
    Ok(())
}

async fn denial(stand: &Stand, application: &Application) -> Result<()> {
    let mut visitor = Visitor::new(&stand.trust())?;
    let mark = logged(stand);
    let (error, description) = match sign_in(stand, &mut visitor, application, UNCONFIRMED).await {
        Err(VisitError::Refused { error, description }) => (error, description),
        Err(other) => return Err(other.into()),
        Ok(_) => bail!("{UNCONFIRMED} was let in"),
    };
    say::line(&format!(
        "\n{UNCONFIRMED} has not confirmed that address, and a rule denies:\n"
    ));
    say::line(&timeline::brief(visitor.steps(), stand.addresses()));
    say_callout(stand, mark);
    say::line(
        "  At its callback the application gets a code that stays the same, and a reason for people:",
    );
    say::line(&format!("    error              {error}"));
    say::line(&format!("    error_description  {description}"));
    explanation(stand, &mut visitor, application, &[&error, &description]).await
}

/// What the person reads when the application hands the error over.
async fn explanation(
    stand: &Stand,
    visitor: &mut Visitor,
    application: &Application,
    [error, description]: &[&str; 2],
) -> Result<()> {
    let mut page = stand.addresses().worker.join("/edge/error")?;
    page.query_pairs_mut().extend_pairs([
        ("client_id", application.client_id.as_str()),
        ("error", error),
        ("error_description", description),
    ]);
    let page = visitor.look(&page).await?;
    say::line("  It hands both over to /edge/error, where the person reads:");
    say::line(&format!("    {}", page.text_of("h1")));
    say::line(&format!("    {}", page.text_of(".lead")));
    Ok(())
}

/// Somebody goes to a company whose identity provider knows them by an address of another one.
async fn notice(stand: &Stand, application: &Application) -> Result<()> {
    let mut visitor = Visitor::new(&stand.trust())?;
    let way = Way::FrontDoor {
        edge: stand.addresses().worker.clone(),
        login_hint: Some(COLLEAGUE.to_owned()),
    };
    let stranger = person(STRANGER);
    let description = match log_in(&mut visitor, application, &way, &stranger).await {
        Err(VisitError::Refused { description, .. }) => description,
        Err(other) => return Err(other.into()),
        Ok(_) => bail!("{STRANGER} was let in"),
    };
    say::line(&format!(
        "\n{STRANGER} comes as a colleague of {COLLEAGUE}, and a rule denies with a notice:\n"
    ));
    say::line(&timeline::brief(visitor.steps(), stand.addresses()));
    let is_notice = |step: &&Visit| step.url.path().starts_with("/edge/notice/");
    let notice = visitor.steps().iter().find(is_notice);
    let url = notice.context("no notice was shown")?.url.clone();
    let page = visitor.look(&url).await?;
    say::line("  Before the application hears of it, the person reads:");
    say::line(&format!("    {}", page.text_of("h1")));
    say::line(&format!("    {}", page.text_of(".lead")));
    say::line("  and goes back to the application, whose callback gets:");
    say::line(&format!("    error_description  {description}"));
    Ok(())
}

fn person(email: &str) -> Person {
    Person {
        email: email.to_owned(),
        password: PASSWORD.to_owned(),
        connection: None,
    }
}

/// How many lines the Worker has logged so far.
fn logged(stand: &Stand) -> usize {
    stand.worker().map_or(0, |worker| worker.logs().mark())
}

/// The callout that no browser sees: what the Worker has logged about it since then.
fn say_callout(stand: &Stand, mark: usize) {
    let is_callout = |line: &LogLine| line.text.contains("\"function\":\"claims-enrichment\"");
    let line = stand
        .worker()
        .and_then(|worker| worker.logs().wait_for(mark, PATIENCE, is_callout));
    let decided: Option<Value> = line.and_then(|line| serde_json::from_str(&line.text).ok());
    if let Some(decided) = decided {
        say::line(&timeline::callout(&decided));
    }
}

async fn sign_in(
    stand: &Stand,
    visitor: &mut Visitor,
    application: &Application,
    email: &str,
) -> Result<Login, VisitError> {
    let way = way(stand, visitor, email);
    log_in(visitor, application, &way, &person(email)).await
}

/// Somebody signs in who answers what is asked in the middle of the login: names of controls, and what is typed or chosen there.
pub(super) async fn sign_in_and_answer(
    stand: &Stand,
    visitor: &mut Visitor,
    application: &Application,
    email: &str,
    answers: &[(&str, &str)],
) -> Result<Login, VisitError> {
    let way = way(stand, visitor, email);
    log_in_and_answer(visitor, application, &way, &person(email), answers).await
}

/// Where there was one login already, the application knows whom it asks for.
fn way(stand: &Stand, visitor: &Visitor, email: &str) -> Way {
    let edge = stand.addresses().worker.clone();
    if visitor.steps().is_empty() {
        Way::Initiate { edge }
    } else {
        Way::FrontDoor {
            edge,
            login_hint: Some(email.to_owned()),
        }
    }
}

fn say_access_token(application: &Application, tokens: &Tokens) -> Result<()> {
    let (Some(audience), Some(claims)) = (&application.audience, tokens.access_token_claims())
    else {
        return Ok(());
    };
    say::line(&format!("\nAccess token, as {audience} reads it:"));
    say::line(&serde_json::to_string_pretty(&claims)?);
    Ok(())
}
