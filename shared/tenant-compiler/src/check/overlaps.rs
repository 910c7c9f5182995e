//! Networks within networks.

use std::collections::BTreeMap;
use std::net::IpAddr;

use crate::code::Code;
use crate::model::{Network, NetworkTarget};
use crate::report::Report;

/// Reports every range that lies within another. Ranges are ordered by their first address, the longer ranges first, so
/// those around the one at hand are a stack.
pub(super) fn check(owners: &BTreeMap<Network, (String, NetworkTarget)>, report: &mut Report<'_>) {
    let mut around: Vec<(IpAddr, u8, &String, &NetworkTarget)> = Vec::new();
    for (network, (field, target)) in owners {
        let Network::Prefix(first, length) = network else {
            continue;
        };
        around.retain(|(outer, outer_length, ..)| contains(*outer, *outer_length, *first));
        if let Some((outer, outer_length, other, outer_target)) = around.last() {
            let range = format!("{outer}/{outer_length}, {}", report.refer(other));
            if *outer_target == target {
                report.add(
                    field,
                    Code::RedundantNetwork,
                    format!("it lies within {range}, which leads to the same place"),
                    "remove it",
                );
            } else {
                report.add(
                    field,
                    Code::OverlappingNetworks,
                    format!(
                        "it lies within {range}, which leads elsewhere; the longer prefix wins"
                    ),
                    "make sure that it is an exception on purpose",
                );
            }
        }
        around.push((*first, *length, field, target));
    }
}

fn contains(outer: IpAddr, length: u8, inner: IpAddr) -> bool {
    let (outer, inner, rest) = match (outer, inner) {
        (IpAddr::V4(outer), IpAddr::V4(inner)) => (
            u128::from(outer.to_bits()),
            u128::from(inner.to_bits()),
            32 - u32::from(length),
        ),
        (IpAddr::V6(outer), IpAddr::V6(inner)) => {
            (outer.to_bits(), inner.to_bits(), 128 - u32::from(length))
        }
        _ => return false,
    };
    outer.checked_shr(rest) == inner.checked_shr(rest)
}
