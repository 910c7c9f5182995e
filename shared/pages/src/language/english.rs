//! English.

use super::english_explanations::ENGLISH_EXPLANATIONS;
use super::english_profile::ENGLISH_PROFILE;
use super::{
    ConflictTexts, ConnectionChooserTexts, CountTexts, CountedText, Direction, GoingOnTexts,
    Habits, IdentifierTexts, Language, LayoutTexts, NoMatchTexts, NoticeTexts,
    OrganizationPickerTexts, Plurals, SignOutTexts,
};

/// English.
pub static ENGLISH: Language = Language {
    tag: "en",
    name: "English",
    direction: Direction::LeftToRight,
    habits: Habits {
        plurals: Plurals::One,
        thousands: ",",
        grouped_from: 4,
        date: "{month} {day}, {year}",
        months: vestibule_profile::months::ENGLISH,
    },
    counts: CountTexts {
        in_seconds: CountedText {
            one: "in {count} second",
            other: "in {count} seconds",
            ..CountedText::NONE
        },
    },
    explanations: ENGLISH_EXPLANATIONS,
    profile: ENGLISH_PROFILE,
    layout: LayoutTexts {
        window: "{page} · {product}",
        reference: "Reference",
        support: "Get help",
        privacy: "Privacy",
        terms: "Terms",
        status: "System status",
        language: "Language",
    },
    identifier: IdentifierTexts {
        heading: "Sign in with your work account",
        lead: "Enter your work email and we’ll take you to where your company signs in.",
        lead_to: "Enter your work email to continue to {application}. \
                  We’ll take you to where your company signs in.",
        label: "Work email",
        example: "name@company.com",
        submit: "Continue",
        other_way: "Use another way to sign in",
        window_problem: "Problem: {page}",
        empty: "Enter your work email.",
        not_an_address: "That doesn’t look like an email address. \
                         It has a name, an @ and a domain, like name@company.com.",
        too_long: "That is longer than an email address can be. Check what was pasted.",
        suggestion: "Did you mean {address}?",
        remembered_heading: "Welcome back",
        remembered_lead: "Sign in the way you did last time, or use another account.",
        remembered_lead_to: "Continue to {application} the way you did last time, \
                             or use another account.",
        remembered_go: "Continue with {organization}",
        forget: "Forget this choice",
        other_account: "Use another account",
        loop_stopped: "You’ve been to {destination} several times without getting signed in, \
                       so we’ve stopped taking you there. Enter another address, \
                       or ask your IT team to look into it.",
        provider_refused: "{destination} didn’t sign you in. \
                           You can try again, or enter another address.",
        choose_other: "This browser has forgotten your last choice. Enter the address you want to \
                       use now.",
        conflict: "This sign-in is for {organization}. Enter the address you use there.",
    },
    connection_chooser: ConnectionChooserTexts {
        heading: "Choose how to sign in",
        lead: "{organization} has more than one way to sign in.",
        signing_in_as: "Signing in as",
        other_account: "Use another account",
        loop_stopped: "You’ve been to {destination} several times without getting signed in, \
                       so we’ve stopped taking you there. Choose another way, \
                       or ask your IT team to look into it.",
        provider_refused: "{destination} didn’t sign you in. \
                           You can try again, or choose another way.",
    },
    organization_picker: OrganizationPickerTexts {
        heading: "Choose your organization",
        lead: "This sign-in fits more than one. Choose the one you’re here for.",
        signing_in_as: "Signing in as",
        other_account: "Use another account",
        find: "Find an organization",
        submit: "Search",
        showing: CountedText {
            one: "Showing {shown} of {total} organization",
            other: "Showing {shown} of {total} organizations",
            ..CountedText::NONE
        },
        none: "None of them matches “{query}”. Try a shorter part of the name.",
        all: "Show all",
    },
    going_on: GoingOnTexts {
        heading: "Taking you to {destination}",
        lead: "You’ll sign in there and come right back.",
        stuck: "Nothing happening?",
        go: "Continue to {destination}",
    },
    sign_out: SignOutTexts {
        heading: "Sign out of {application}?",
        lead: "Other apps that share this sign-in will ask you to sign in again, too.",
        provider: "Sign out of the account I signed in with, too",
        provider_of: "Sign out of {organization}, too",
        provider_detail: "A good idea on a device that other people use. Everything else you use \
                          this account for will ask you to sign in again, too.",
        forget: "Forget my organization in this browser",
        forget_detail: "Next time, we’ll ask for your work email.",
        submit: "Sign out",
        stay: "Stay signed in",
        moving: "Signing you out",
        moving_lead: "This only takes a moment.",
        stuck: "Nothing happening?",
        finish: "Finish signing out",
    },
    no_match: NoMatchTexts {
        heading: "We can’t tell where you sign in",
        lead: "This address doesn’t lead to a company’s sign-in page.",
        advice: "Check it for typing mistakes, and use the address your company gave you.",
        typed: "You entered",
        try_again: "Try another address",
        go_on: "Continue without it",
        new_here: "New here?",
        request_access: "Ask for access",
    },
    conflict: ConflictTexts {
        heading: "We can’t tell which organization you mean",
        two: "This sign-in points to {one} and to {other}. It can only be for one of them.",
        several: "This sign-in points to more than one organization. \
                  It can only be for one of them.",
        advice: "Use an address of the organization you’re here for, \
                 or start again from its own link.",
        typed: "You entered",
        try_again: "Use another account",
        other_way: "Use another way to sign in",
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
    method_not_allowed: NoticeTexts {
        heading: "This page can’t be opened like that",
        lead: "It is a step in the middle of signing in. \
               Go back to the app and start signing in again.",
        go_on: "Start again",
    },
    too_large: NoticeTexts {
        heading: "That’s more than we can take",
        lead: "What was sent is larger than any sign-in needs. \
               Go back to the app and start signing in again.",
        go_on: "Start again",
    },
    too_many: NoticeTexts {
        heading: "Too many requests at once",
        lead: "More requests came from your network than we answer in a minute. \
               Wait a minute, then try again.",
        go_on: "Try again",
    },
    failed: NoticeTexts {
        heading: "Something went wrong on our side",
        lead: "It isn’t you, and nothing is lost. \
               Go back to the app and start signing in again.",
        go_on: "Start again",
    },
    unavailable: NoticeTexts {
        heading: "Sign-in is taking a break",
        lead: "It isn’t you, and nothing is lost. Please try again in a moment.",
        go_on: "Try again",
    },
    language_chosen: NoticeTexts {
        heading: "Your language is set",
        lead: "Go back to the page you came from. If it still shows in the other language, reload it.",
        go_on: "Go to sign-in",
    },
};
