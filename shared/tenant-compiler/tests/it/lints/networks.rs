//! Networks within networks.

use super::organizations;

#[test]
fn networks_within_networks() {
    let wide = "networks = [{ cidr = \"203.0.113.0/24\" }]";
    organizations(
        wide,
        "networks = [{ cidr = \"203.0.113.64/26\" }]",
        &["overlapping-networks organizations[1].networks[0].cidr"],
    );
    organizations(
        "networks = [{ cidr = \"2001:db8:1::/48\" }]",
        "networks = [{ cidr = \"2001:db8::/32\" }]",
        &["overlapping-networks organizations[0].networks[0].cidr"],
    );
    organizations(
        "networks = [{ cidr = \"203.0.113.0/24\" }, { cidr = \"203.0.113.0/25\" }]",
        "",
        &["redundant-network organizations[0].networks[1].cidr"],
    );
    organizations(
        "networks = [{ cidr = \"203.0.113.0/24\" }, { cidr = \"203.0.112.0/25\" }, { cidr = \"::/0\" }]",
        "networks = [{ cidr = \"203.0.114.0/24\" }]",
        &[],
    );
    organizations(
        wide,
        wide,
        &["!duplicate-network organizations[1].networks[0].cidr"],
    );
    for bad in [
        "cidr = \"203.0.113.1/24\"",
        "cidr = \"203.0.113.0\"",
        "cidr = \"203.0.113.0/33\"",
        "cidr = \"globex\"",
    ] {
        organizations(
            &format!("networks = [{{ {bad} }}]"),
            "",
            &["!invalid-network organizations[0].networks[0].cidr"],
        );
    }
    organizations(
        "networks = [{ asn = 0 }, { country = \"de\" }, { country = \"DEU\" }, {}, { asn = 1, country = \"DE\" }]",
        "",
        &[
            "!invalid-network organizations[0].networks[0].asn",
            "!invalid-network organizations[0].networks[1].country",
            "!invalid-network organizations[0].networks[2].country",
            "!invalid-network organizations[0].networks[3]",
            "!invalid-network organizations[0].networks[4]",
        ],
    );
}
