//! A large tenant that looks like a real one.

mod names;

use std::fmt::Write;

use names::{Slug, slug};

const HEAD: &str = r##"#:schema ../../docs/tenant-file.schema.json
#
# A tenant made up by `vestibule example`. Every name in it is invented, and every domain is reserved (RFC 2606).

[tenant]
name = "Acme"
origin = "https://login.acme.example"
edge_origins = ["https://start.acme.example"]
brand = "acme"

[brands.acme]
name = "Acme"
accent = { light = "#0b57d0", dark = "#a8c7fa" }

[[clients]]
id = "acmeDemoApp0000000000000000000001"
name = "Acme"
login_url = "https://app.acme.example/login"
callback_urls = ["https://app.acme.example/callback"]
return_urls = ["https://app.acme.example/"]
organization_usage = "allow"
allowed_origins = ["https://app.acme.example"]

[[clients]]
id = "acmeMobile00000000000000000000002"
name = "Acme on the phone"
login_url = "https://app.acme.example/mobile"
callback_urls = ["example.acme.app://callback"]
organization_usage = "allow"

[[connections]]
name = "acme-accounts"
strategy = "auth0"
display_name = "Acme account"

[home_realm]
fallback = { connection = "acme-accounts" }
consumer_domains = ["gmail.com", "icloud.com", "outlook.com", "yahoo.com"]
conflict = "pick"
request_access_url = "https://acme.example/contact"
"##;

const STRATEGIES: [&str; 8] = [
    "oidc",
    "samlp",
    "waad",
    "okta",
    "oidc",
    "samlp",
    "waad",
    "google-apps",
];
const WAYS: [(&str, &str); 3] = [
    ("", ""),
    ("-contractors", " for contractors"),
    ("-admins", " for administrators"),
];
const COUNTRIES: [&str; 16] = [
    "de", "uk", "fr", "nl", "us", "jp", "se", "ch", "it", "es", "pl", "br", "au", "ca", "in", "at",
];

/// The text of a tenant file with so many organizations.
///
/// It is what a company of that size might have: most customers have one connection and a domain or two, some have twenty,
/// four on average; some domains cover subdomains, are internationalized, unverified or shared; a few customers have hosts,
/// networks, exact addresses, a brand, or a connection that is still pending. It compiles without errors, and with no other
/// warnings than `unverified-domain` and `no-usable-connection`.
///
/// The same numbers always give the same text. Another seed gives other names and sizes.
#[must_use]
pub fn generate(organizations: usize, seed: u64) -> String {
    let mut text = String::from(HEAD);
    for number in 0..organizations {
        // Writing to a string cannot fail.
        let _ = organization(&mut text, number, seed);
    }
    text
}

fn organization(text: &mut String, number: usize, seed: u64) -> std::fmt::Result {
    let slug = slug(number, seed);
    let mut chance = Chance::new(number, seed);
    let id = chance.id();
    let ways = match chance.below(20) {
        0 => 3,
        1..=3 => 2,
        _ => 1,
    };
    let pending = chance.one_in(100) && ways == 1;
    let branded = chance.one_in(20);
    if branded {
        let [_, red, green, blue, ..] = chance.next().to_be_bytes();
        let Slug { name, title, .. } = &slug;
        write!(
            text,
            "\n[brands.{name}]\nname = \"{title}\"\n\
             accent = {{ light = \"#{:02x}{:02x}{:02x}\", dark = \"#{:02x}{:02x}{:02x}\" }}\n",
            // As dark, and as light, that links can be read in them.
            red / 3,
            green / 3,
            blue / 3,
            160 + red / 3,
            160 + green / 3,
            160 + blue / 3
        )?;
    }
    connections(text, &slug, ways, pending, &mut chance)?;
    write!(
        text,
        "\n[[organizations]]\nid = \"org_{id}\"\nname = \"{}\"\ndisplay_name = \"{}\"\n",
        slug.name, slug.title
    )?;
    if branded {
        writeln!(text, "brand = \"{}\"", slug.name)?;
    }
    let names: Vec<_> = WAYS
        .iter()
        .take(ways)
        .map(|(suffix, _)| format!("\"{}{suffix}\"", slug.name))
        .collect();
    writeln!(text, "connections = [{}]", names.join(", "))?;
    domains(text, &slug, number, seed, &mut chance)?;
    extras(text, &slug, number, ways, &mut chance)
}

fn connections(
    text: &mut String,
    slug: &Slug,
    ways: usize,
    pending: bool,
    chance: &mut Chance,
) -> std::fmt::Result {
    for (suffix, whom) in WAYS.iter().take(ways) {
        let strategy = chance.pick(&STRATEGIES);
        write!(
            text,
            "\n[[connections]]\nname = \"{}{suffix}\"\nstrategy = \"{strategy}\"\ndisplay_name = \"{}{whom}\"\n",
            slug.name, slug.title
        )?;
        if pending {
            text.push_str("status = \"pending\"\n");
        }
    }
    Ok(())
}

fn domains(
    text: &mut String,
    slug: &Slug,
    number: usize,
    seed: u64,
    chance: &mut Chance,
) -> std::fmt::Result {
    // Four on average.
    let count = match chance.below(20) {
        0..=5 => 1,
        6..=10 => 2,
        11..=13 => 3,
        14..=16 => 4 + chance.below(3),
        _ => 7 + chance.below(14),
    };
    text.push_str("domains = [\n");
    for index in 0..count {
        let label = &slug.label;
        let name = match (
            index,
            index.checked_sub(1).and_then(|index| COUNTRIES.get(index)),
        ) {
            (0, _) => format!("{label}.example"),
            (_, Some(country)) => format!("{label}-{country}.example"),
            (_, None) => format!("{label}-{index}.example"),
        };
        let mut more = String::new();
        if !chance.one_in(50) {
            more += ", verified = true";
        }
        if chance.one_in(3) {
            more += ", subdomains = true";
        }
        writeln!(text, "    {{ name = \"{name}\"{more} }},")?;
    }
    // A domain of the customer before, as after an acquisition.
    if number > 0 && chance.one_in(500) {
        let before = self::slug(number - 1, seed).label;
        writeln!(
            text,
            "    {{ name = \"{before}.example\", verified = true }},"
        )?;
    }
    text.push_str("]\n");
    Ok(())
}

/// What few customers have.
fn extras(
    text: &mut String,
    slug: &Slug,
    number: usize,
    ways: usize,
    chance: &mut Chance,
) -> std::fmt::Result {
    if chance.one_in(5) {
        writeln!(text, "hosts = [\"{}.acme.example\"]", slug.name)?;
    }
    if chance.one_in(100) {
        // Ranges of documentation (RFC 3849) and private autonomous systems (RFC 6996), another one for each.
        let (high, low) = (number >> 8 & 0xffff, number & 0xff);
        let asn = 4_200_000_000 + number % 94_000_000;
        writeln!(
            text,
            "networks = [{{ cidr = \"2001:db8:{high:x}:{low:x}00::/56\" }}, {{ asn = {asn} }}]"
        )?;
    }
    if ways == 3 && chance.one_in(2) {
        writeln!(
            text,
            "addresses = [{{ address = \"it@{}.example\", connection = \"{}-admins\" }}]",
            slug.label, slug.name
        )?;
    }
    Ok(())
}

/// Numbers that look random and are the same every time: `SplitMix64`.
pub(crate) struct Chance {
    state: u64,
}

impl Chance {
    /// A sequence of its own for each organization, so that adding one changes no other.
    fn new(number: usize, seed: u64) -> Self {
        Self {
            state: mix(seed).wrapping_add(number as u64),
        }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.state)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).unwrap_or_default()
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        let index = self.below(list.len());
        list.get(index).copied().unwrap_or_default()
    }

    /// What follows `org_`. It differs from organization to organization, since the state does and mixing keeps that.
    fn id(&self) -> String {
        format!("{:016x}", mix(self.state))
    }
}

/// Maps numbers to numbers, one to one, without any likeness.
const fn mix(number: u64) -> u64 {
    let mut mixed = number;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
