//! A large tenant that looks like a real one.

use std::fmt::Write;

const FIRST: [&str; 32] = [
    "acorn", "alpine", "amber", "apex", "atlas", "aurora", "bay", "beacon", "birch", "blue",
    "bright", "cedar", "clear", "cobalt", "coral", "crest", "delta", "east", "elm", "ever",
    "falcon", "fjord", "forge", "granite", "harbor", "helios", "iron", "juniper", "kestrel",
    "lumen", "maple", "nord",
];
const SECOND: [&str; 24] = [
    "bank", "bridge", "care", "cloud", "data", "field", "foods", "freight", "gate", "gear",
    "health", "labs", "leaf", "line", "logic", "media", "metal", "mind", "pharma", "point",
    "power", "soft", "stone", "works",
];
const THIRD: [&str; 10] = [
    "group",
    "systems",
    "holding",
    "partners",
    "global",
    "industries",
    "team",
    "tech",
    "sa",
    "ag",
];
const TOP: [&str; 16] = [
    "com", "com", "com", "com", "com", "de", "co.uk", "com", "org", "io", "fr", "nl", "net", "eu",
    "com.au", "co.jp",
];

/// How many domains each organization has.
pub(crate) const DOMAINS: usize = 4;

/// The text of a tenant file.
pub(crate) fn tenant_file(organizations: usize) -> String {
    let mut text = String::from(
        "[tenant]\nname = \"Acme\"\norigin = \"https://login.acme.example\"\n\
         edge_origins = [\"https://start.acme.example\"]\n\n\
         [[clients]]\nid = \"app\"\nname = \"App\"\nlogin_url = \"https://app.acme.example/login\"\n\
         organization_usage = \"allow\"\n\n",
    );
    for number in 0..organizations {
        let name = name(number);
        let _ = write!(
            text,
            "[[connections]]\nname = \"{name}\"\nstrategy = \"oidc\"\ndisplay_name = \"{name}\"\n\n\
             [[organizations]]\nid = \"org_{:016x}\"\nname = \"o{number}-{}\"\n\
             display_name = \"{name} Inc.\"\nconnections = [\"{name}\"]\ndomains = [\n",
            mix(number as u64),
            pick(&FIRST, number),
        );
        for domain in domains(number) {
            let subdomains = domain.len().is_multiple_of(3);
            let _ = writeln!(
                text,
                "    {{ name = \"{domain}\", verified = true, subdomains = {subdomains} }},"
            );
        }
        text.push_str("]\n\n");
    }
    text
}

/// The domains of one organization.
pub(crate) fn domains(number: usize) -> [String; DOMAINS] {
    let name = name(number);
    let top =
        |turn: usize| TOP[(mix((number * DOMAINS + turn) as u64) % TOP.len() as u64) as usize];
    [
        format!("{name}.{}", top(0)),
        format!("{name}-mail.{}", top(1)),
        format!("corp.{name}-intern.{}", top(2)),
        format!("{}{number}.{}", pick(&THIRD, number), top(3)),
    ]
}

fn name(number: usize) -> String {
    let (first, second, third) = (
        pick(&FIRST, number),
        pick(&SECOND, number / 32),
        pick(&THIRD, number / 768),
    );
    // The number keeps names apart once all words are used up.
    format!("{first}{second}-{third}{}", number / 7680)
}

fn pick(words: &[&'static str], number: usize) -> &'static str {
    words[number % words.len()]
}

/// The finalizer of `SplitMix64`: scatters numbers without randomness.
pub(crate) fn mix(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
