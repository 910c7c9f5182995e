//! Second factors.

use vestibule_mock_tenant::FactorType;

use super::Outcome;
use super::actions::action;
use crate::support::{App, Browser, Mode, Page, Tenant};

/// A login of somebody who has enrolled these, with an Action that asks for a factor like this.
pub(crate) async fn asked(
    mode: Mode,
    enrolled: &[FactorType],
    call: &str,
) -> (Tenant, Browser, Page) {
    let code = format!(
        "exports.onExecutePostLogin = async (event, api) => {{ api.authentication.{call}; }};"
    );
    let tenant = Tenant::with(mode, |config| {
        config.actions = vec![action(&code)];
        config.users[0].enrolled_factors = enrolled.to_vec();
    })
    .await;
    let mut browser = Browser::new();
    let page = browser
        .log_in_as_dan(&App::new(&tenant, "spa").url(&[]))
        .await;
    (tenant, browser, page)
}

/// What the simulated authenticator shows.
pub(crate) fn shown(page: &Page) -> String {
    let rest = page.body.split("<output>").nth(1).unwrap();
    rest.split('<').next().unwrap().to_owned()
}

/// Whether there is a page that asks for a factor, or no error at the least.
fn reached(page: &Page, path: &str) -> Outcome {
    match page.error() {
        Some(error) => Outcome::Refused(error),
        None => Outcome::when(page.path() == path, "elsewhere"),
    }
}

pub(super) async fn challenge_without_enrollment(mode: Mode) -> Outcome {
    let (_tenant, _browser, page) = asked(mode, &[], "challengeWith({ type: 'otp' })").await;
    reached(&page, "/u/mfa-otp-challenge")
}

pub(super) async fn enrollment_of_what_is_there(mode: Mode) -> Outcome {
    let enrolled = [FactorType::Otp];
    let (_tenant, _browser, page) = asked(mode, &enrolled, "enrollWith({ type: 'otp' })").await;
    reached(&page, "/u/mfa-otp-enrollment")
}

pub(super) async fn wrong_code(mode: Mode) -> Outcome {
    let enrolled = [FactorType::Otp];
    let (_tenant, mut browser, page) =
        asked(mode, &enrolled, "challengeWith({ type: 'otp' })").await;
    let wrong = if shown(&page) == "000000" {
        "000001"
    } else {
        "000000"
    };
    let page = browser.submit(&page, &[("code", wrong)]).await;
    match page.error() {
        Some(error) => Outcome::Refused(error),
        None => Outcome::when(page.is_callback(), "elsewhere"),
    }
}
