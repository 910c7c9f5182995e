//! Mails in English.

use super::{Mail, MailTexts};

const ONCE: &str = "The link works once, and only for a while.";
const CODE: &str =
    "The code works once, and only for a while. Don’t share it with anyone, not even with us.";

/// Mails in English.
pub(super) static ENGLISH: MailTexts = MailTexts {
    tag: "en",
    copy: "If the button doesn’t work, copy this address into your browser:",
    verify_email: Mail {
        subject: "Confirm your email address for {product}",
        heading: "Confirm your email address",
        lead: "One more step and your {product} account is ready: confirm that this address is \
               yours.",
        fact: "",
        action: "Confirm this address",
        note: ONCE,
        not_me: "Didn’t sign up? Then you can ignore this message. Nothing happens unless you confirm.",
    },
    verify_email_by_code: Mail {
        subject: "Your code to confirm your email address for {product}",
        heading: "Confirm your email address",
        lead: "Enter this code where {product} asks for it. It shows that this address is yours.",
        fact: "",
        action: "",
        note: CODE,
        not_me: "Didn’t ask for a code? Then you can ignore this message. Nothing happens without it.",
    },
    reset_email: Mail {
        subject: "Choose a new password for {product}",
        heading: "Choose a new password",
        lead: "Someone asked to change the password of your {product} account. If that was you, \
               carry on here.",
        fact: "",
        action: "Choose a new password",
        note: ONCE,
        not_me: "Not you? Then don’t use the link: your password stays as it is. If it happens \
                 again, tell whoever manages your account.",
    },
    reset_email_by_code: Mail {
        subject: "Your code to choose a new {product} password",
        heading: "Choose a new password",
        lead: "Someone asked to change the password of your {product} account. If that was you, \
               enter this code where you’re asked for it.",
        fact: "",
        action: "",
        note: CODE,
        not_me: "Not you? Then don’t use the code: your password stays as it is. If it happens \
                 again, tell whoever manages your account.",
    },
    welcome_email: Mail {
        subject: "Welcome to {product}",
        heading: "Your account is ready",
        lead: "Welcome to {product}. From now on you can sign in with this address.",
        fact: "",
        action: "",
        note: "Always start at the app, and bookmark that rather than a sign-in page.",
        not_me: "Didn’t sign up? Then someone used your address. Tell the people at {product} about it.",
    },
    blocked_account: Mail {
        subject: "We’ve stopped sign-ins to your {product} account",
        heading: "Too many attempts to sign in",
        lead: "Someone tried wrong passwords for your {product} account again and again, so nobody \
               can sign in to it from there for now.",
        fact: "Where the attempts came from:",
        action: "It was me, let me sign in",
        note: "Use this only if you know where the attempts came from.",
        not_me: "Not you? Then leave it blocked, and choose a new password if you use yours \
                 anywhere else.",
    },
    stolen_credentials: Mail {
        subject: "Your {product} password isn’t safe anymore",
        heading: "Choose a new password",
        lead: "The password of your {product} account is on a list that was stolen from another \
               website, so someone else may know it.",
        fact: "",
        action: "",
        note: "Go to the app, start signing in and ask for a new password there. \
               If you use the old one anywhere else, change it there, too.",
        not_me: "Nobody at {product} will ever ask you for your password.",
    },
    enrollment_email: Mail {
        subject: "Set up a second step for {product}",
        heading: "Protect your account with a second step",
        lead: "Besides your password, {product} would like to see something that only you have, \
               such as an app on your phone. Setting it up takes a minute.",
        fact: "",
        action: "Set it up",
        note: ONCE,
        not_me: "You weren’t expecting this? Then ask whoever manages your account before you go on.",
    },
    mfa_oob_code: Mail {
        subject: "Your sign-in code for {product}",
        heading: "Your sign-in code",
        lead: "Enter it where you’re signing in to {product}.",
        fact: "",
        action: "",
        note: CODE,
        not_me: "Not signing in just now? Then someone may know your password. Choose a new one.",
    },
    user_invitation: Mail {
        subject: "You’re invited to join {organization}",
        heading: "You’re invited",
        lead: "Accept the invitation, and you can sign in to {product} with {organization}.",
        fact: "Who invited you:",
        action: "Accept the invitation",
        note: "The invitation is for this address only, and only for a while.",
        not_me: "Don’t know what this is about? Then you can ignore this message. Nothing happens unless you accept.",
    },
};
