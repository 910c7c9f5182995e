//! `demo --once`: somebody is asked in the middle of a login, and not again.

use anyhow::{Context as _, Result};
use serde_json::Value;
use url::Url;
use vestibule_stand::{Addresses, Stand};
use vestibule_visitor::{Application, Login, Visit, Visitor};

use super::once::sign_in_and_answer;
use super::timeline;
use crate::say;

/// What a person says where the example tenant asks for it: names of controls, and what is typed or chosen there.
const ANSWERS: [(&str, &str); 4] = [
    ("f.job_title", "Head of logistics"),
    ("f.department", "operations"),
    ("f.phone", "+49 30 901820"),
    ("f.time_zone", "Europe/Berlin"),
];

/// What is asked on the page: labels of fields, of choices and of consents, and none of options.
const QUESTIONS: &str = ".field > label > bdi, legend > bdi, .option > span > bdi";

/// The second login of somebody asks for what is missing, and its token says it; the third asks for nothing.
pub(super) async fn tell(
    stand: &Stand,
    visitor: &mut Visitor,
    application: &Application,
    email: &str,
) -> Result<()> {
    let addresses = stand.addresses();
    let second = sign_in_and_answer(stand, visitor, application, email, &ANSWERS).await?;
    let Some(form) = form_of(&second, addresses) else {
        return Ok(());
    };
    say::line(
        "\nThe same person signs in a second time, and is asked for what no directory says:\n",
    );
    say::line(&timeline::brief(&second.steps, addresses));
    // Looking at a form uses nothing up, also after it was answered.
    let page = visitor.look(&form).await?;
    say::line("  On a page in the look of their company they read, and answer:");
    say::line(&format!("    {}", page.text_of("h1")));
    for label in page.texts_of(QUESTIONS) {
        say::line(&format!("    · {label}"));
    }
    say::line("  Before the token is issued, Auth0 has it, and a rule puts it into the token:");
    let id_token = &second.tokens.id_token;
    let user = id_token.get("sub").and_then(Value::as_str);
    let user = user_metadata(visitor, addresses, user.unwrap_or_default()).await?;
    say::line(&format!("    user_metadata  {user}"));
    let said = |name: &str| {
        let answers = user.as_object()?;
        let (_, field) = name.rsplit_once('/')?;
        answers.contains_key(field).then_some(())
    };
    for (name, value) in id_token.as_object().into_iter().flatten() {
        if said(name).is_some() {
            say::line(&format!("    ID token       {name}: {value}"));
        }
    }
    let third = sign_in_and_answer(stand, visitor, application, email, &ANSWERS).await?;
    say::line("\nA third time, and nothing is asked:\n");
    say::line(timeline::brief(&third.steps, addresses).trim_end());
    Ok(())
}

/// Where the form was that a login showed, if it showed one.
fn form_of(login: &Login, addresses: &Addresses) -> Option<Url> {
    let is_form = |step: &&Visit| {
        step.url.origin() == addresses.worker.origin()
            && step.url.path().starts_with("/edge/profile/")
    };
    Some(login.steps.iter().find(is_form)?.url.clone())
}

/// What Auth0 has of a user that the user may change.
async fn user_metadata(visitor: &mut Visitor, addresses: &Addresses, id: &str) -> Result<Value> {
    let users = visitor.look(&addresses.control.join("/users")?).await?;
    let users: Vec<Value> = serde_json::from_str(&users.body)?;
    let is_theirs = |user: &&Value| user.get("user_id").and_then(Value::as_str) == Some(id);
    let user = users.iter().find(is_theirs).context("the user is gone")?;
    Ok(user.get("user_metadata").cloned().unwrap_or_default())
}
