//! Domains that look alike.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use unicode_security::skeleton;
use vestibule_identity::Domain;

use super::public_mail;
use crate::code::Code;
use crate::file::TenantFile;
use crate::report::Report;

/// A domain, where it is listed, and what it looks like.
pub(super) struct Look {
    /// The hash of the skeleton. Skeletons themselves would take as much memory again as all domains.
    hash: u64,
    owner: Owner,
}

impl Look {
    /// The look of the domain at this place of this organization.
    pub(super) fn of_organization(index: usize, place: usize, domain: &Domain) -> Self {
        Self {
            hash: hash(domain.as_str()),
            owner: Owner::Organization(index, place),
        }
    }
}

/// Who has a domain, in the order of the file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    /// A public mail provider, whether the file names it or not.
    Public(usize),
    /// An organization, and the place of the domain in its list.
    Organization(usize, usize),
}

/// Reports pairs of domains of different owners that have the same skeleton (UTS #39, section 4). Look-alikes of one owner are
/// what companies register to protect themselves.
pub(super) fn lint(file: &TenantFile, mut looks: Vec<Look>, report: &mut Report<'_>) {
    let public: Vec<Domain> = file
        .home_realm
        .consumer_domains
        .iter()
        .map(|name| Domain::parse(name))
        .chain(public_mail::providers().map(Domain::parse))
        .filter_map(Result::ok)
        .collect();
    looks.extend(public.iter().enumerate().map(|(index, domain)| Look {
        hash: hash(domain.as_str()),
        owner: Owner::Public(index),
    }));
    looks.sort_unstable_by_key(|look| (look.hash, look.owner));
    let name = |owner| match owner {
        Owner::Public(index) => public.get(index).cloned(),
        Owner::Organization(index, place) => {
            let listed = file.organizations.get(index)?.domains.get(place)?;
            Domain::parse(&listed.name).ok()
        }
    };
    for alike in looks.chunk_by(|one, next| one.hash == next.hash) {
        let [first, others @ ..] = alike else {
            continue;
        };
        for other in others {
            let Owner::Organization(index, place) = other.owner else {
                continue;
            };
            if matches!(first.owner, Owner::Organization(owner, _) if owner == index) {
                continue;
            }
            let (Some(one), Some(two)) = (name(first.owner), name(other.owner)) else {
                continue;
            };
            // The same domain twice is another finding; different skeletons of one hash are none.
            if one == two || skeleton_of(one.as_str()) != skeleton_of(two.as_str()) {
                continue;
            }
            let whose = match first.owner {
                Owner::Public(_) => "of a public mail provider".to_owned(),
                Owner::Organization(index, place) => {
                    report.refer(&format!("organizations[{index}].domains[{place}].name"))
                }
            };
            report.add(
                format!("organizations[{index}].domains[{place}].name"),
                Code::Homograph,
                format!("`{}` looks like `{}`, {whose}", shown(&two), shown(&one)),
                "make sure that it really is the domain of this organization, and not one that somebody registered to \
                 be taken for the other",
            );
        }
    }
}

/// The domain as people see it, beside its A-labels where the two differ.
fn shown(domain: &Domain) -> String {
    let (unicode, _) = idna::domain_to_unicode(domain.as_str());
    if unicode == domain.as_str() {
        unicode
    } else {
        format!("{unicode} ({domain})")
    }
}

fn skeleton_of(domain: &str) -> String {
    let (unicode, _) = idna::domain_to_unicode(domain);
    skeleton(&unicode).collect()
}

/// The hash of the skeleton, without building it for the domains that most are: those in ASCII.
fn hash(domain: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    if domain.contains("xn--") {
        skeleton_of(domain).as_bytes().hash(&mut hasher);
    } else {
        let mut octets = [0; 512];
        let mut length = 0;
        let looks = domain.bytes().flat_map(|octet| {
            let (first, second) = ascii_skeleton(octet);
            [Some(first), second]
        });
        for (place, octet) in octets.iter_mut().zip(looks.flatten()) {
            *place = octet;
            length += 1;
        }
        octets.get(..length).unwrap_or_default().hash(&mut hasher);
    }
    hasher.finish()
}

/// What an octet of an ASCII domain looks like; a test compares this with the tables of `unicode-security`.
const fn ascii_skeleton(octet: u8) -> (u8, Option<u8>) {
    match octet {
        b'0' => (b'O', None),
        b'1' => (b'l', None),
        b'm' => (b'r', Some(b'n')),
        other => (other, None),
    }
}

#[cfg(test)]
mod tests {
    use unicode_security::skeleton;

    use super::ascii_skeleton;

    #[test]
    fn ascii_is_as_in_the_tables() {
        for octet in (b'a'..=b'z').chain(b'0'..=b'9').chain([b'-', b'.']) {
            let (first, second) = ascii_skeleton(octet);
            let own: String = [Some(first), second]
                .into_iter()
                .flatten()
                .map(char::from)
                .collect();
            let table: String = skeleton(&char::from(octet).to_string()).collect();
            assert_eq!(own, table);
        }
    }
}
