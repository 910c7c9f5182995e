//! English.

use super::{
    ConnectionChooserTexts, Direction, GoingOnTexts, IdentifierTexts, Language, LayoutTexts,
    NoMatchTexts, NoticeTexts,
};

/// English.
pub static ENGLISH: Language = Language {
    tag: "en",
    direction: Direction::LeftToRight,
    layout: LayoutTexts {
        window: "{page} · {product}",
        reference: "Reference",
    },
    identifier: IdentifierTexts {
        heading: "Sign in with your work account",
        lead: "Enter your work email and we’ll take you to your company’s sign-in page.",
        lead_to: "Enter your work email to continue to {application}. \
                  We’ll take you to your company’s sign-in page.",
        label: "Work email",
        example: "name@company.com",
        submit: "Continue",
        other_way: "Use another way to sign in",
        window_problem: "Problem: {page}",
        empty: "Enter your work email.",
        not_an_address: "That doesn’t look like an email address. \
                         It has a name, an @ and a domain, like name@company.com.",
        too_long: "That is longer than an email address can be. Check what was pasted.",
    },
    connection_chooser: ConnectionChooserTexts {
        heading: "Choose how to sign in",
        lead: "{organization} has more than one way to sign in.",
        signing_in_as: "Signing in as",
        other_account: "Use another account",
    },
    going_on: GoingOnTexts {
        heading: "Taking you to {destination}",
        lead: "You’ll sign in there and come right back.",
        stuck: "Nothing happening?",
        go: "Continue to {destination}",
    },
    no_match: NoMatchTexts {
        heading: "We can’t tell where you sign in",
        lead: "This address doesn’t lead to a company’s sign-in page.",
        advice: "Check it for typing mistakes, and use the address your company gave you.",
        typed: "You entered",
        try_again: "Try another address",
        go_on: "Continue without it",
    },
    not_found: NoticeTexts {
        heading: "This page doesn’t exist",
        lead: "The address may be mistyped, or the link may be an old one. \
               Go back to the app and start signing in from there.",
        go_on: "Go to sign-in",
    },
    bad_request: NoticeTexts {
        heading: "This sign-in link doesn’t work",
        lead: "Something in it is missing or damaged. \
               Go back to the app and start signing in again.",
        go_on: "Start again",
    },
    unavailable: NoticeTexts {
        heading: "Sign-in is taking a break",
        lead: "It isn’t you, and nothing is lost. Please try again in a moment.",
        go_on: "Try again",
    },
};
