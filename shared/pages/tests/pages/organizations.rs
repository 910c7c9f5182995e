//! The pages about several organizations in every state, with ordinary values.

use vestibule_pages::{
    Accent, Color, Conflict, ConflictBetween, Frame, OrganizationChoice, OrganizationPicker,
};

use crate::samples::{Sample, link};

/// An organization whose color is as good as any.
fn organization<'a>(value: &'a str, label: &'a str, accent: u32) -> OrganizationChoice<'a> {
    let [_, red, green, blue] = accent.to_be_bytes();
    OrganizationChoice {
        value,
        label,
        detail: None,
        monogram: None,
        accent: Some(Accent::everywhere(Color::new(red, green, blue))),
    }
}

/// The picker, with few and with many to choose from.
pub(crate) fn pickers(frame: Frame<'_>) -> Vec<Sample> {
    let all = [
        organization("org_Ab1Cd2Ef3Gh4Ij5K", "Globex Corporation", 0x00d4_5500),
        organization("org_Bc2De3Fg4Hi5Jk6L", "Globex Energy", 0x00ff_d400),
        organization("org_Cd3Ef4Gh5Ij6Kl7M", "Hooli", 0x000b_1f3a),
        organization("org_De4Fg5Hi6Jk7Lm8N", "Initech", 0x0012_6782),
        organization("org_Ef5Gh6Ij7Kl8Mn9O", "Massive Dynamic", 0x006a_1b9a),
        organization("org_Fg6Hi7Jk8Lm9No0P", "Soylent", 0x002e_7d32),
        organization("org_Gh7Ij8Kl9Mn0Op1Q", "Stark Industries", 0x00b7_1c1c),
        organization("org_Hi8Jk9Lm0No1Pq2R", "Umbrella", 0x00c6_2828),
        organization(
            "org_Ij9Kl0Mn1Op2Qr3S",
            "Vehement Capital Partners",
            0x0045_5a64,
        ),
        organization("org_Jk0Lm1No2Pq3Rs4T", "Wayne Enterprises", 0x0021_2121),
        organization("org_Kl1Mn2Op3Qr4St5U", "Wonka", 0x007b_3f00),
        organization("org_Lm2No3Pq4Rs5Tu6V", "شركة النور", 0x0000_695c),
    ];
    let same_name = [
        OrganizationChoice {
            detail: Some("globex.acme.example"),
            ..all[0]
        },
        OrganizationChoice {
            detail: Some("globex-eu.acme.example"),
            monogram: Some("EU"),
            accent: None,
            ..all[0]
        },
    ];
    let picker = OrganizationPicker {
        frame,
        action: link("/edge/realm"),
        hidden: &[
            ("client_id", "acme-console"),
            ("email", "grace.hopper@globex.example"),
        ],
        typed: "grace.hopper@globex.example",
        choices: &all[..3],
        total: 3,
        query: None,
        other_account: link("/edge/realm?client_id=acme-console"),
    };
    let bare = OrganizationPicker {
        hidden: &[],
        typed: "",
        choices: &same_name,
        total: 2,
        ..picker
    };
    let many = OrganizationPicker {
        choices: &all,
        total: all.len(),
        ..picker
    };
    let found = OrganizationPicker {
        choices: &all[..2],
        query: Some("globex"),
        ..many
    };
    let none = OrganizationPicker {
        choices: &[],
        query: Some("hoolì"),
        ..many
    };
    let names = (0..OrganizationPicker::MOST_SHOWN)
        .map(|number| {
            (
                format!("org_{number:016x}"),
                format!("Branch office {number}"),
            )
        })
        .collect::<Vec<_>>();
    let most = names
        .iter()
        .zip((0..).step_by(0x0005_1eb7))
        .map(|((value, label), accent)| organization(value, label, accent & 0x00ff_ffff))
        .collect::<Vec<_>>();
    let most = OrganizationPicker {
        choices: &most,
        total: 1_200,
        ..many
    };
    vec![
        ("organization-picker", picker.render()),
        ("organization-picker-bare", bare.render()),
        ("organization-picker-many", many.render()),
        ("organization-picker-found", found.render()),
        ("organization-picker-none", none.render()),
        ("organization-picker-most", most.render()),
    ]
}

/// Where the policy lets nobody choose.
pub(crate) fn conflicts(frame: Frame<'_>) -> Vec<Sample> {
    let two = Conflict {
        frame: frame.with_reference("5f0c9a4e7d1b4c2f8e6a"),
        between: ConflictBetween::Two {
            one: "Globex Corporation",
            other: "Initech",
        },
        typed: "grace.hopper@initech.example",
        try_again: link("/edge/realm?client_id=acme-console"),
        other_way: Some(link(
            "https://tenant.acme.test:8443/authorize?client_id=acme-console",
        )),
    };
    let several = Conflict {
        frame,
        between: ConflictBetween::Several,
        other_way: None,
        ..two
    };
    let untyped = Conflict { typed: "", ..two };
    vec![
        ("conflict", two.render()),
        ("conflict-several", several.render()),
        ("conflict-untyped", untyped.render()),
    ]
}
