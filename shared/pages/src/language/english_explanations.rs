//! What became of a login, in English.

use super::{AskTexts, ExplanationTexts, TopicTexts, WayTexts};

/// What became of a login, in English.
pub const ENGLISH_EXPLANATIONS: ExplanationTexts<'static> = ExplanationTexts {
    denied: TopicTexts {
        heading: "You don’t have access with this account",
        lead: "Your sign-in itself worked, but this account isn’t allowed in here. \
               If you have another one, use that.",
    },
    blocked: TopicTexts {
        heading: "This account is blocked",
        lead: "It can’t be used to sign in until someone unblocks it. \
               If you have another one, use that.",
    },
    not_a_member: TopicTexts {
        heading: "This account isn’t in that organization",
        lead: "You signed in, but the account you used doesn’t belong to the organization you’re here for. \
               Use the account that it gave you.",
    },
    cancelled: TopicTexts {
        heading: "You stopped signing in",
        lead: "Nothing was changed. You can pick it up again whenever you like.",
    },
    not_checked: TopicTexts {
        heading: "We couldn’t check your access",
        lead: "A service that we check with before letting anyone in didn’t answer. The problem \
               isn’t your account. Wait a moment, then try again.",
    },
    step_lost: TopicTexts {
        heading: "Your sign-in lost its way",
        lead: "A step along the way didn’t finish as it should, perhaps because it took too long \
               or was open in two tabs. Start again, in one tab.",
    },
    profile_incomplete: TopicTexts {
        heading: "Something is still missing",
        lead: "The app has to know a little more about you before it can let you in. \
              Sign in again, and we’ll ask you for it.",
    },
    sign_in_needed: TopicTexts {
        heading: "You’re not signed in anymore",
        lead: "The app tried to sign you in without asking, and that wasn’t possible. Sign in to go on.",
    },
    interaction_needed: TopicTexts {
        heading: "There’s a step that needs you",
        lead: "Signing in takes something that can’t be done in the background. \
               Sign in and follow what the page asks.",
    },
    consent_needed: TopicTexts {
        heading: "The app needs your permission",
        lead: "It can only go on if you agree. Sign in to see what it asks for.",
    },
    second_factor_needed: TopicTexts {
        heading: "A second step is needed",
        lead: "This sign-in takes more than one proof that it’s you. \
               Sign in again and have your phone or security key at hand.",
    },
    email_unverified: TopicTexts {
        heading: "Confirm your email address first",
        lead: "We sent you a message with a link when the account was made. \
               Open that link, then sign in again. It may be among your junk mail.",
    },
    organization_needed: TopicTexts {
        heading: "We don’t know your organization yet",
        lead: "This app signs people in through their organization. \
               Start again with your work email and we’ll find yours.",
    },
    organization_unknown: TopicTexts {
        heading: "We can’t find that organization",
        lead: "The link you used names an organization that can’t sign in here. \
               Start again with your work email and we’ll find yours.",
    },
    connection_unavailable: TopicTexts {
        heading: "Your company’s sign-in isn’t available",
        lead: "The way your company signs in is switched off for this app. \
               You can use another account, if you have one.",
    },
    app_misconfigured: TopicTexts {
        heading: "This app isn’t set up to sign you in",
        lead: "What it asked for doesn’t fit how it’s registered, so nothing you do here will \
               help. The people behind the app can fix it.",
    },
    link_broken: TopicTexts {
        heading: "This sign-in link doesn’t work",
        lead: "It may be a bookmark of a sign-in page, or part of it got lost. \
               Start again from the app, and bookmark the app instead.",
    },
    link_expired: TopicTexts {
        heading: "This link has expired",
        lead: "Links like this work once, and only for a while. Go back to where you asked for it and get a new one.",
    },
    invitation_expired: TopicTexts {
        heading: "This invitation doesn’t work anymore",
        lead: "It was used already, has expired, or was meant for another email address. \
               If you’ve accepted it before, just sign in.",
    },
    invitation_broken: TopicTexts {
        heading: "This invitation link isn’t complete",
        lead: "Part of it got lost on the way. Open it once more from the email, or copy all of \
              it. If that doesn’t help, ask for a new invitation.",
    },
    server_trouble: TopicTexts {
        heading: "Something went wrong on our side",
        lead: "It isn’t you, and nothing is lost. Wait a moment, then try again.",
    },
    busy: TopicTexts {
        heading: "Sign-in is very busy",
        lead: "There are more people signing in than we can take right now. \
               Wait a minute, then try again.",
    },
    unknown: TopicTexts {
        heading: "Your sign-in didn’t go through",
        lead: "We can’t tell you why, but starting again often helps.",
    },
    email_verified: TopicTexts {
        heading: "Your email address is confirmed",
        lead: "Thank you. There’s nothing else to do here; sign in to go on.",
    },
    email_not_verified: TopicTexts {
        heading: "We couldn’t confirm your email address",
        lead: "The link was used before, or it’s too old. If you’ve confirmed your address \
              already, just sign in; if not, ask for a new link.",
    },
    password_changed: TopicTexts {
        heading: "Your password has been changed",
        lead: "Use the new one from now on. If it wasn’t you who changed it, tell your IT team right away.",
    },
    signed_out: TopicTexts {
        heading: "You’re signed out",
        lead: "If other people use this device, close the browser as well.",
    },
    sign_out_broken: TopicTexts {
        heading: "This sign-out link doesn’t work",
        lead: "Something in it is missing or damaged, so you may still be signed in. Go back to \
              the app and sign out there. If other people use this device, close the browser as \
              well.",
    },
    session_expired: TopicTexts {
        heading: "It’s been a while",
        lead: "We signed you out to keep your account safe. Sign in again to pick up where you \
               left off.",
    },
    maintenance: TopicTexts {
        heading: "We’re doing some maintenance",
        lead: "You can’t sign in for the moment. Your account and your data are safe; try again a little later.",
    },
    ways: WayTexts {
        start_again: "Start again",
        try_again: "Try again",
        sign_in: "Sign in",
        other_account: "Use another account",
        find_organization: "Find my organization",
        application: "Go to {application}",
        back: "Back to {application}",
    },
    ask: AskTexts {
        it_team: "If this keeps happening, ask your IT team. Give them the details below.",
        administrator: "If you think you should have access, ask whoever manages accounts at your \
                        organization. Give them the details below.",
        application: "If this keeps happening, tell the people behind the app. Give them the \
                      details below.",
    },
    from_application: "To continue, go back to the app you came from.",
    invitation_to: "Your invitation to {organization} doesn’t work anymore",
    onward: "We’ll take you to {application} {when}.",
    stay: "Stay on this page",
    tracking: "Tracking ID",
};
