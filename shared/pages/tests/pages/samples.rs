//! Every page in every state, with ordinary values.

use vestibule_pages::{
    Accent, Brand, Choice, ChooserNote, Color, ConnectionChooser, Frame, GoOn, GoingOn, Html,
    Identifier, IdentifierNote, IdentifierProblem, Language, Languages, Link, NoMatch, Notice,
    NoticeKind, Reading, Remembered, SignOut, SigningOut,
};

use crate::{explanations, organizations, profiles};

/// A brand whose accent needs white text.
pub(crate) fn acme() -> Brand {
    Brand::new(
        "Acme",
        Accent::everywhere(Color::new(0x1f, 0x5c, 0x4d)),
        Some("A"),
    )
}

/// An address that the tests know to be one.
pub(crate) fn link(address: &str) -> Link<'_> {
    Link::parse(address).unwrap_or_else(|error| panic!("{address}: {error}"))
}

/// A name for files and snapshots, and the page.
pub(crate) type Sample = (&'static str, Html);

/// Every page in every state, with all languages to choose.
pub(crate) fn all(brand: &Brand, language: &Language) -> Vec<Sample> {
    all_of(brand, Reading::from(language).among(Languages::ALL))
}

/// Every page in every state.
pub(crate) fn all_of(brand: &Brand, reading: Reading<'_>) -> Vec<Sample> {
    let frame = Frame::new(brand, reading);
    [
        identifiers(frame),
        identifiers_again(frame),
        choosers(frame),
        organizations::pickers(frame),
        organizations::conflicts(frame),
        moving(frame),
        signing_out(frame),
        notices(frame),
        explanations::explanations(frame),
        profiles::profiles(frame),
    ]
    .concat()
}

/// The first page, with what it may have besides.
fn identifier(frame: Frame<'_>) -> Identifier<'_> {
    Identifier {
        frame,
        action: link("/edge/realm"),
        hidden: &[("client_id", "acme-console"), ("state", "a+b/c=%26&d")],
        application: Some("Acme Console"),
        typed: "",
        problem: None,
        other_way: Some(link("/edge/realm/other?client_id=acme-console&state=a")),
        note: None,
        suggestion: None,
        remembered: None,
    }
}

fn identifiers(frame: Frame<'_>) -> Vec<Sample> {
    let fresh = identifier(frame);
    let wrong = |typed, problem| {
        Identifier {
            typed,
            problem: Some(problem),
            ..fresh
        }
        .render()
    };
    let bare = Identifier {
        application: None,
        other_way: None,
        hidden: &[],
        ..fresh
    };
    let prefilled = Identifier {
        typed: "grace.hopper@globex.example",
        ..fresh
    };
    let long = format!("{}@globex.example", "a".repeat(300));
    vec![
        ("identifier", fresh.render()),
        ("identifier-bare", bare.render()),
        ("identifier-prefilled", prefilled.render()),
        ("identifier-empty", wrong("", IdentifierProblem::Empty)),
        (
            "identifier-not-an-address",
            wrong("grace.hopper", IdentifierProblem::NotAnAddress),
        ),
        (
            "identifier-too-long",
            wrong(&long, IdentifierProblem::TooLong),
        ),
    ]
}

/// For those who come once more.
fn identifiers_again(frame: Frame<'_>) -> Vec<Sample> {
    let fresh = identifier(frame);
    let noted = |note, typed| {
        Identifier {
            note: Some(note),
            typed,
            ..fresh
        }
        .render()
    };
    let typed = "grace.hopper@globex.example";
    let destination = "Globex Corporation";
    let remembered = Remembered {
        organization: destination,
        go_on: GoOn::Button {
            name: "remembered",
            value: "1",
        },
        forget: Some(link("/edge/realm/forget?client_id=acme-console")),
    };
    let suggesting = Identifier {
        typed: "ana@gmial.com",
        suggestion: Some("ana@gmail.com"),
        ..fresh
    };
    let back = Identifier {
        remembered: Some(remembered),
        ..fresh
    };
    let back_bare = Identifier {
        application: None,
        other_way: None,
        remembered: Some(Remembered {
            go_on: GoOn::Link(link("/edge/realm?client_id=acme-console&remembered=1")),
            forget: None,
            ..remembered
        }),
        ..fresh
    };
    let everything = Identifier {
        typed: "grace hopper",
        problem: Some(IdentifierProblem::NotAnAddress),
        note: Some(IdentifierNote::ProviderRefused { destination }),
        suggestion: Some("grace.hopper@globex.example"),
        ..back
    };
    vec![
        (
            "identifier-loop-stopped",
            noted(IdentifierNote::LoopStopped { destination }, typed),
        ),
        (
            "identifier-provider-refused",
            noted(IdentifierNote::ProviderRefused { destination }, typed),
        ),
        (
            "identifier-choose-other",
            noted(IdentifierNote::ChooseOther, ""),
        ),
        (
            "identifier-conflict",
            noted(
                IdentifierNote::Conflict {
                    organization: "Initech",
                },
                typed,
            ),
        ),
        ("identifier-suggestion", suggesting.render()),
        ("identifier-remembered", back.render()),
        ("identifier-remembered-bare", back_bare.render()),
        ("identifier-everything", everything.render()),
    ]
}

fn choosers(frame: Frame<'_>) -> Vec<Sample> {
    let choice = |value, label, detail| Choice {
        value,
        label,
        detail,
    };
    let two = [
        choice("initech-staff", "Staff", Some("login.initech.example")),
        choice(
            "initech-partners",
            "Contractors and partners",
            Some("partners.initech.example"),
        ),
    ];
    let three = [
        choice("okta", "Okta", None),
        choice("entra", "Microsoft Entra ID", None),
        choice("saml", "Legacy SAML", None),
    ];
    let chooser = ConnectionChooser {
        frame,
        action: link("/edge/realm"),
        hidden: &[("client_id", "acme-console"), ("state", "a+b/c=%26&d")],
        organization: "Initech",
        typed: "grace.hopper@initech.example",
        choices: &two,
        other_account: link("/edge/realm?client_id=acme-console"),
        note: None,
    };
    let noted = |note| {
        ConnectionChooser {
            note: Some(note),
            ..chooser
        }
        .render()
    };
    let bare = ConnectionChooser {
        choices: &three,
        hidden: &[],
        ..chooser
    };
    vec![
        ("connection-chooser", chooser.render()),
        ("connection-chooser-bare", bare.render()),
        (
            "connection-chooser-provider-refused",
            noted(ChooserNote::ProviderRefused {
                destination: "Contractors and partners",
            }),
        ),
        (
            "connection-chooser-loop-stopped",
            noted(ChooserNote::LoopStopped {
                destination: "Staff",
            }),
        ),
    ]
}

fn moving(frame: Frame<'_>) -> Vec<Sample> {
    let target = "https://app.acme.test:8443/login?iss=https%3A%2F%2Ftenant.acme.test%3A8443%2F\
                  &login_hint=grace%2Bx%40globex.example&organization=org_1&connection=globex";
    let no_match = NoMatch {
        frame,
        typed: "grace@hooli.example",
        try_again: link("/edge/realm?client_id=acme-console"),
        go_on: Some(link(
            "https://tenant.acme.test:8443/authorize?client_id=acme-console",
        )),
        request_access: Some(link("https://www.acme.test/access")),
    };
    vec![
        (
            "going-on",
            GoingOn {
                frame,
                destination: "Globex",
                target: link(target),
            }
            .render(),
        ),
        ("no-match", no_match.render()),
        (
            "no-match-bare",
            NoMatch {
                go_on: None,
                request_access: None,
                ..no_match
            }
            .render(),
        ),
    ]
}

fn signing_out(frame: Frame<'_>) -> Vec<Sample> {
    let asking = SignOut {
        frame,
        action: link("/edge/logout"),
        hidden: &[("client_id", "acme-console"), ("id_token_hint", "e.e.e")],
        application: "Acme Console",
        organization: Some("Globex Corporation"),
        federated: false,
        remembers: true,
        stay: Some(link("/edge/start/acme-console")),
    };
    let bare = SignOut {
        organization: None,
        federated: true,
        remembers: false,
        stay: None,
        ..asking
    };
    let moving = SigningOut {
        frame,
        target: link("https://tenant.acme.test:8443/oidc/logout?id_token_hint=e.e.e"),
        link: link("https://tenant.acme.test:8443/v2/logout?client_id=acme-console"),
    };
    vec![
        ("sign-out", asking.render()),
        ("sign-out-bare", bare.render()),
        ("signing-out", moving.render()),
    ]
}

fn notices(frame: Frame<'_>) -> Vec<Sample> {
    let traced = frame.with_reference("5f0c9a4e7d1b4c2f8e6a");
    let home = Some(link("/edge/start/acme-console"));
    let kinds = [
        ("not-found", "not-found-bare", NoticeKind::NotFound),
        ("bad-request", "bad-request-bare", NoticeKind::BadRequest),
        (
            "method-not-allowed",
            "method-not-allowed-bare",
            NoticeKind::MethodNotAllowed,
        ),
        ("too-large", "too-large-bare", NoticeKind::TooLarge),
        ("too-many", "too-many-bare", NoticeKind::TooMany),
        ("failed", "failed-bare", NoticeKind::Failed),
        ("unavailable", "unavailable-bare", NoticeKind::Unavailable),
        (
            "language-chosen",
            "language-chosen-bare",
            NoticeKind::LanguageChosen,
        ),
    ];
    let samples = kinds.into_iter().map(|(name, bare, kind)| {
        let notice = |frame, go_on| Notice { kind, frame, go_on }.render();
        [(name, notice(traced, home)), (bare, notice(frame, None))]
    });
    samples.flatten().collect()
}
