//! Hosts, exact addresses and networks answer like a naive search does, however they are cut into shards.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use proptest::prelude::*;
use vestibule_tenant::NetworkFacts;
use vestibule_tenant_compiler::CompileOptions;

use crate::support::{TENANT, address, compile_text, host, resident, to};

/// A range of addresses: some of its bits, and how many count.
fn range() -> impl Strategy<Value = (IpAddr, u8)> {
    // Few bits vary, so that ranges lie within one another.
    let v4 = (0_u32..64, 0_u8..=32).prop_map(|(bits, length)| {
        let first = (bits << 26 | 0x0071_0000) & mask(length, 32);
        (IpAddr::from(Ipv4Addr::from_bits(first)), length)
    });
    let v6 = (0_u128..64, 0_u8..=128).prop_map(|(bits, length)| {
        let first = (bits << 122 | 0x0071 << 64) & mask128(length);
        (IpAddr::from(Ipv6Addr::from_bits(first)), length)
    });
    prop_oneof![v4, v6]
}

fn mask(length: u8, bits: u8) -> u32 {
    u32::MAX
        .checked_shl(u32::from(bits - length))
        .unwrap_or_default()
}

fn mask128(length: u8) -> u128 {
    u128::MAX
        .checked_shl(u32::from(128 - length))
        .unwrap_or_default()
}

fn asked() -> impl Strategy<Value = IpAddr> {
    prop_oneof![
        (0_u32..64, any::<bool>()).prop_map(|(bits, low)| IpAddr::from(Ipv4Addr::from_bits(
            bits << 26 | 0x0071_0000 | u32::from(low)
        ))),
        (0_u32..64).prop_map(|bits| IpAddr::from(
            Ipv4Addr::from_bits(bits << 26 | 0x0071_0000).to_ipv6_mapped()
        )),
        (0_u128..64).prop_map(|bits| IpAddr::from(Ipv6Addr::from_bits(bits << 122 | 0x0071 << 64))),
    ]
}

/// Whether a range has an address, bit by bit.
fn has((first, length): (IpAddr, u8), ip: IpAddr) -> bool {
    let ip = match ip {
        IpAddr::V6(v6) => v6.to_ipv4_mapped().map_or(ip, IpAddr::V4),
        IpAddr::V4(_) => ip,
    };
    let bits = |ip: IpAddr| match ip {
        IpAddr::V4(v4) => format!("{:032b}", v4.to_bits()),
        IpAddr::V6(v6) => format!("{:0128b}", v6.to_bits()),
    };
    first.is_ipv4() == ip.is_ipv4()
        && bits(ip).get(..length.into()) == bits(first).get(..length.into())
}

fn organization(number: u32) -> String {
    format!(
        "\n[[organizations]]\nid = \"org_{number}\"\nname = \"o{number}\"\ndisplay_name = \"O\"\n"
    )
}

fn local_part() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("a"),
        Just("A"),
        Just("ab"),
        Just("b.a"),
        Just("a+b"),
        Just("\u{e4}"),
        Just("\u{c4}")
    ]
    .prop_map(str::to_owned)
}

fn name() -> impl Strategy<Value = String> {
    let label = || prop_oneof![Just("a"), Just("b"), Just("a-b"), Just("ab")];
    (label(), label()).prop_map(|(one, other)| format!("{one}.{other}.example"))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn the_longest_range_wins(
        ranges in prop::collection::btree_map(range(), 0_u32..5, 0..25),
        asked in prop::collection::vec(asked(), 30),
    ) {
        let mut text = TENANT.to_owned();
        for owner in 0..5 {
            text += &organization(owner);
            text += "networks = [";
            for ((first, length), _) in ranges.iter().filter(|(_, number)| **number == owner) {
                let _ = write!(text, "{{ cidr = \"{first}/{length}\" }},");
            }
            text += "]\n";
        }
        let snapshot = resident(&compile_text(&text, &CompileOptions::default()).unwrap());
        let manifest = snapshot.manifest();
        prop_assert_eq!(manifest.has_networks(), !ranges.is_empty());
        for ip in asked {
            let expected = ranges
                .iter()
                .filter(|(range, _)| has(**range, ip))
                .max_by_key(|((_, length), _)| *length)
                .map(|((first, length), owner)| (format!("{first}/{length}"), format!("org_{owner}")));
            let found = manifest
                .network(&NetworkFacts { ip: Some(ip), asn: None, country: None })
                .map(|target| (target.rule.to_string(), target.organization.to_string()));
            prop_assert_eq!(found, expected, "{}", ip);
        }
    }

    #[test]
    fn hosts_and_addresses_are_found_as_a_whole(
        hosts in prop::collection::btree_map(name(), 0_u32..4, 0..12),
        addresses in prop::collection::btree_map((local_part(), name()), 0_u32..4, 0..20),
        shard_size in prop_oneof![Just(1_usize), Just(120), Just(100_000)],
        asked in prop::collection::vec((local_part(), name()), 40),
    ) {
        // Addresses that differ in the case of ASCII letters are one; the first in the file has it.
        let mut folded: BTreeMap<(String, String), u32> = BTreeMap::new();
        for ((local, domain), owner) in &addresses {
            folded.entry((local.to_ascii_lowercase(), domain.clone())).or_insert(*owner);
        }
        let mut text = TENANT.to_owned();
        for owner in 0..4 {
            text += &organization(owner);
            let own: Vec<_> = hosts.iter().filter(|(_, number)| **number == owner).map(|(host, _)| host).collect();
            let _ = write!(text, "hosts = {own:?}\naddresses = [");
            for ((local, domain), _) in folded.iter().filter(|(_, number)| **number == owner) {
                let _ = write!(text, "{{ address = \"{local}@{domain}\" }},");
            }
            text += "]\n";
        }
        let options = CompileOptions { shard_size, ..CompileOptions::default() };
        let snapshot = resident(&compile_text(&text, &options).unwrap());
        for (local, domain) in asked.iter().chain(addresses.keys()) {
            let owner = folded.get(&(local.to_ascii_lowercase(), domain.clone()));
            let found = address(&snapshot, &format!("{local}@{domain}"));
            let expected = owner.map(|owner| vec![to(&format!("org_{owner}"), &[])]);
            prop_assert_eq!(found.map(|route| route.targets().to_vec()), expected);
            let owner = hosts.get(domain).map(|owner| format!("org_{owner}"));
            prop_assert_eq!(host(&snapshot, domain), owner);
        }
    }
}
