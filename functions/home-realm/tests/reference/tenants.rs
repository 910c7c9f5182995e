//! Random tenants, as files that the compiler takes.

use std::fmt::Write as _;

use crate::dice::Dice;

/// Domains that organizations may have: some under others, one with letters outside ASCII.
pub(crate) const DOMAINS: [&str; 12] = [
    "ruby.example",
    "lab.ruby.example",
    "deep.lab.ruby.example",
    "notruby.example",
    "jade.example",
    "müller-werke.example",
    "büro.müller-werke.example",
    "straße.example",
    "strasse.example",
    "opal.co.example",
    "onyx.example",
    "xn--bcher-kva.example",
];
const ALIASES: [&str; 3] = ["topaz.example", "quartz.example", "agate.example"];
pub(crate) const HOSTS: [&str; 5] = [
    "one.acme.example",
    "two.acme.example",
    "three.acme.example",
    "vier-größen.acme.example",
    "login.ruby.example",
];
const RANGES: [&str; 10] = [
    "10.0.0.0/8",
    "10.1.0.0/16",
    "10.1.2.0/24",
    "10.1.2.128/25",
    "10.1.2.130/32",
    "0.0.0.0/0",
    "2001:db8::/32",
    "2001:db8:1::/48",
    "2001:db8:1::7/128",
    "::/0",
];
pub(crate) const SYSTEMS: [u32; 3] = [64496, 64497, 4_200_000_000];
pub(crate) const COUNTRIES: [&str; 3] = ["DE", "FR", "BR"];
pub(crate) const ADDRESSES: [&str; 5] = [
    "Boss@ruby.example",
    "adviser@public-mailboxes.example",
    "x@jade.example",
    "köchin@büro.müller-werke.example",
    "a+b@elsewhere.example",
];
const SIGNALS: [&str; 6] = [
    "hostname",
    "domain-hint",
    "login-hint",
    "remembered",
    "network",
    "client-default",
];
const TEMPLATES: [&str; 5] = [
    "{email}",
    "{local}",
    "{local}@corp.{domain}",
    "RUBY\\\\{local}",
    "{domain}/{email}",
];
const POLICIES: [&str; 3] = ["pick", "first", "block"];

/// One organization before it is written down.
struct Draft {
    id: String,
    connections: Vec<String>,
}

pub(crate) fn client_id(index: usize) -> String {
    format!("client{index:026}")
}

pub(crate) fn organization_id(index: usize) -> String {
    format!("org_generated{index:07}")
}

/// Writes a tenant file.
pub(crate) fn tenant(dice: &mut Dice) -> String {
    let mut text = "[tenant]\nname = \"Generated\"\norigin = \"https://login.acme.example\"\n\
                    edge_origins = [\"https://start.acme.example\"]\n\n"
        .to_owned();
    let names: Vec<String> = (0..3 + dice.below(6))
        .map(|it| format!("connection-{it}"))
        .collect();
    // The first ones may stand outside of all organizations.
    let stray = dice.below(3);
    let drafts: Vec<Draft> = (0..=dice.below(6))
        .map(|index| Draft {
            id: organization_id(index),
            connections: dice.some(&names[stray..], 3),
        })
        .collect();
    let used = |name: &String| drafts.iter().any(|draft| draft.connections.contains(name));

    let mut owned: Vec<Vec<&str>> = Vec::new();
    let mut taken: Vec<&str> = Vec::new();
    for _ in &drafts {
        let own = dice.some(&DOMAINS, 4);
        // A domain is shared now and then, and not most of the time.
        let own: Vec<&str> = own
            .into_iter()
            .filter(|name| !taken.contains(name) || dice.percent(40))
            .collect();
        taken.extend(&own);
        owned.push(own);
    }

    let mut ready = Vec::new();
    let mut aliases = ALIASES.to_vec();
    for name in &names {
        let _ = write!(
            text,
            "[[connections]]\nname = \"{name}\"\nstrategy = \"oidc\"\ndisplay_name = \"{name}\"\n"
        );
        if !used(name) {
            if let Some(alias) = aliases.pop() {
                let _ = writeln!(text, "domain_aliases = [\"{alias}\"]");
            }
        } else if dice.percent(30) {
            let at_home = drafts
                .iter()
                .position(|draft| draft.connections.contains(name));
            if let Some(own) = at_home
                .and_then(|at| owned.get(at))
                .filter(|own| !own.is_empty())
            {
                let _ = writeln!(text, "domain_aliases = [\"{}\"]", dice.pick(own));
            }
        }
        match dice.below(12) {
            0 => text += "enabled = false\n",
            1 => text += "status = \"pending\"\n",
            _ => ready.push(name.clone()),
        }
        if dice.percent(30) {
            let _ = writeln!(text, "login_hint = \"{}\"", dice.one(&TEMPLATES));
        }
        text.push('\n');
    }

    let mut addresses = ADDRESSES.to_vec();
    let mut hosts = HOSTS.to_vec();
    let mut networks: Vec<String> = RANGES
        .iter()
        .map(|range| format!("cidr = \"{range}\""))
        .chain(SYSTEMS.map(|number| format!("asn = {number}")))
        .chain(COUNTRIES.map(|country| format!("country = \"{country}\"")))
        .collect();
    for (draft, own) in drafts.iter().zip(&owned) {
        write_organization(
            &mut text,
            dice,
            draft,
            own,
            &mut addresses,
            &mut hosts,
            &mut networks,
        );
    }
    for index in 0..=dice.below(3) {
        write_client(&mut text, dice, index, &names, &drafts);
    }
    let fallback = match dice.below(4) {
        0 => "\"page\"".to_owned(),
        1 | 2 if !ready.is_empty() => format!("{{ connection = \"{}\" }}", dice.pick(&ready)),
        _ => "\"universal-login\"".to_owned(),
    };
    let _ = writeln!(
        text,
        "[home_realm]\nfallback = {fallback}\nconflict = \"{}\"\n\
         consumer_domains = [\"public-mailboxes.example\"]",
        dice.one(&POLICIES)
    );
    if dice.percent(20) {
        let _ = writeln!(text, "signals = {:?}", dice.some(&SIGNALS, 6));
    }
    if dice.percent(20) {
        let _ = writeln!(text, "{}", hints(dice));
    }
    text
}

fn write_organization<'a>(
    text: &mut String,
    dice: &mut Dice,
    draft: &Draft,
    own: &[&str],
    addresses: &mut Vec<&'a str>,
    hosts: &mut Vec<&'a str>,
    networks: &mut Vec<String>,
) {
    let id = &draft.id;
    let name = id.trim_start_matches("org_");
    let _ = write!(
        text,
        "[[organizations]]\nid = \"{id}\"\nname = \"{name}\"\ndisplay_name = \"{name}\"\n\
         connections = {:?}\n",
        draft.connections
    );
    let domains: Vec<String> = own
        .iter()
        .map(|name| {
            let mut entry = format!("{{ name = \"{name}\"");
            if dice.percent(85) {
                entry += ", verified = true";
            }
            if dice.percent(40) {
                entry += ", subdomains = true";
            }
            if dice.percent(30) {
                let _ = write!(
                    entry,
                    ", connections = {:?}",
                    dice.some(&draft.connections, 2)
                );
            }
            entry + " }"
        })
        .collect();
    let _ = writeln!(text, "domains = [{}]", domains.join(", "));
    let narrowed = |dice: &mut Dice| {
        if dice.percent(50) {
            format!(", connection = \"{}\"", dice.pick(&draft.connections))
        } else {
            String::new()
        }
    };
    if dice.percent(40) && !addresses.is_empty() {
        let address = addresses.remove(dice.below(addresses.len()));
        // The same address in two organizations is a conflict like a shared domain.
        if dice.percent(20) {
            addresses.push(address);
        }
        let narrowed = narrowed(dice);
        let _ = writeln!(
            text,
            "addresses = [{{ address = \"{address}\"{narrowed} }}]"
        );
    }
    if dice.percent(50) && !hosts.is_empty() {
        let _ = writeln!(
            text,
            "hosts = [\"{}\"]",
            hosts.remove(dice.below(hosts.len()))
        );
    }
    if dice.percent(50) {
        let mut mine = Vec::new();
        for _ in 0..=dice.below(3) {
            if !networks.is_empty() {
                let network = networks.remove(dice.below(networks.len()));
                mine.push(format!("{{ {network}{} }}", narrowed(dice)));
            }
        }
        let _ = writeln!(text, "networks = [{}]", mine.join(", "));
    }
    if dice.percent(8) {
        text.push_str("enabled = false\n");
    }
    text.push('\n');
}

fn write_client(
    text: &mut String,
    dice: &mut Dice,
    index: usize,
    names: &[String],
    drafts: &[Draft],
) {
    let usage = dice.one(&["deny", "allow", "allow", "require"]);
    let _ = write!(
        text,
        "[[clients]]\nid = \"{}\"\nname = \"Application {index}\"\norganization_usage = \"{usage}\"\n",
        client_id(index)
    );
    if dice.percent(20) {
        let behavior = dice.one(&["no_prompt", "pre_login_prompt", "post_login_prompt"]);
        let _ = writeln!(text, "organization_require_behavior = \"{behavior}\"");
    }
    match dice.below(10) {
        0 => {}
        1 => text.push_str("login_url = \"https://app.acme.example/login?from=edge\"\n"),
        _ => text.push_str("login_url = \"https://app.acme.example/login\"\n"),
    }
    if dice.percent(25) {
        let _ = writeln!(text, "connections = {:?}", dice.some(names, names.len()));
    }
    if dice.percent(25) {
        let _ = writeln!(text, "signals = {:?}", dice.some(&SIGNALS, 6));
    }
    if dice.percent(30) {
        let _ = writeln!(text, "conflict = \"{}\"", dice.one(&POLICIES));
    }
    if dice.percent(20) {
        let _ = writeln!(text, "{}", hints(dice));
    }
    if dice.percent(25) {
        let draft = &drafts[dice.below(drafts.len())];
        let connection = dice.pick(&draft.connections);
        let _ = match dice.below(3) {
            0 => writeln!(
                text,
                "default_realm = {{ organization = \"{}\" }}",
                draft.id
            ),
            1 => writeln!(text, "default_realm = {{ connection = \"{connection}\" }}"),
            _ => writeln!(
                text,
                "default_realm = {{ organization = \"{}\", connection = \"{connection}\" }}",
                draft.id
            ),
        };
    }
    text.push('\n');
}

fn hints(dice: &mut Dice) -> String {
    let mut ignore: Vec<String> = dice
        .some(&DOMAINS, 4)
        .iter()
        .map(|it| (*it).to_owned())
        .collect();
    if dice.percent(40) {
        ignore.push("*".to_owned());
    }
    let respect = dice.some(&DOMAINS, 3);
    format!("hints = {{ ignore = {ignore:?}, respect = {respect:?} }}")
}
