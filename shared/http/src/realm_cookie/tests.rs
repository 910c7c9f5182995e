use proptest::prelude::*;

use super::*;

const NOW: UnixSeconds = UnixSeconds(1_795_000_000);
const DAY: Duration = Duration::from_hours(24);
const MINUTE: Duration = Duration::from_mins(1);
const NONCE: Nonce = [9; 24];

fn keys(seed: char) -> Keys {
    Keys::parse(&format!("{seed}{}", "BA".repeat(21)), None).unwrap()
}

fn organization(text: &str) -> OrganizationId {
    OrganizationId::parse(text).unwrap()
}

fn connection(text: &str) -> ConnectionName {
    ConnectionName::parse(text).unwrap()
}

fn client(text: &str) -> ClientId {
    ClientId::parse(text).unwrap()
}

/// What a browser sends back after a `Set-Cookie` line.
fn returned(line: &str) -> &str {
    line.split(';').next().unwrap()
}

fn full() -> RealmCookie {
    let mut cookie = RealmCookie::default();
    cookie.remember(
        Some(organization(&format!("org_{}", "a".repeat(46)))),
        Some(connection(&"a".repeat(128))),
        UnixSeconds(i64::MIN),
    );
    for number in 0..20 {
        let client = client(&format!("{number}{}", "c".repeat(200)));
        for _ in 0..300 {
            cookie.count_hop(&client, None, UnixSeconds(i64::MAX), DAY);
        }
    }
    cookie
}

#[test]
fn a_realm_is_remembered_until_it_is_too_old_or_forgotten() {
    let mut cookie = RealmCookie::default();
    assert!(cookie.is_empty());
    assert_eq!(cookie.remembered(NOW, DAY), None);
    cookie.remember(Some(organization("org_a")), None, NOW);
    let realm = RememberedRealm {
        organization: Some(organization("org_a")),
        connection: None,
        at: NOW,
    };
    for (later, there) in [
        (0, true),
        (86_399, true),
        (86_400, false),
        (i64::MAX, false),
        // Another machine's clock may be behind, but not by much.
        (-299, true),
        (-300, false),
        (i64::MIN, false),
    ] {
        let expected = there.then_some(&realm);
        assert_eq!(cookie.remembered(NOW.plus(later), DAY), expected, "{later}");
    }
    assert_eq!(cookie.remembered(NOW, Duration::ZERO), None);
    assert_eq!(cookie.remembered(NOW.plus(-1), Duration::ZERO), None);
    assert_eq!(cookie.remembered(NOW, Duration::MAX), Some(&realm));
    cookie.remember(None, Some(connection("globex")), NOW);
    let realm = cookie.remembered(NOW, DAY).unwrap();
    assert_eq!(realm.organization, None);
    assert_eq!(realm.connection, Some(connection("globex")));
    cookie.count_hop(&client("app"), None, NOW, MINUTE);
    cookie.forget();
    assert_eq!(cookie.remembered(NOW, DAY), None);
    assert_eq!(cookie.hops(&client("app"), None, NOW, MINUTE), 1);
    assert!(!cookie.is_empty());
    cookie.reset_hops();
    assert!(cookie.is_empty());
}

#[test]
fn no_organization_and_no_connection_is_no_realm() {
    let mut cookie = RealmCookie::default();
    cookie.remember(Some(organization("org_a")), None, NOW);
    cookie.remember(None, None, NOW);
    assert!(cookie.is_empty());
}

#[test]
fn hops_are_counted_by_client_and_connection_within_a_window() {
    let mut cookie = RealmCookie::default();
    let (app, shop) = (client("app"), client("shop"));
    let (globex, initech) = (connection("globex"), connection("initech"));
    for (client, connection, later, count) in [
        (&app, Some(&globex), 0, 1),
        (&app, Some(&globex), 59, 2),
        (&app, Some(&initech), 59, 1),
        (&shop, Some(&globex), 59, 1),
        (&app, None, 59, 1),
        // The clock of the next machine is behind.
        (&app, Some(&globex), -10, 3),
        // The window began with the first hop, not with the last.
        (&app, Some(&globex), 60, 1),
        (&app, Some(&initech), 60, 2),
        (&app, Some(&globex), 119, 2),
        (&app, Some(&globex), 120, 1),
    ] {
        let now = NOW.plus(later);
        assert_eq!(
            cookie.count_hop(client, connection, now, MINUTE),
            count,
            "{later}"
        );
        assert_eq!(cookie.hops(client, connection, now, MINUTE), count);
    }
    let later = NOW.plus(180);
    assert_eq!(cookie.hops(&app, Some(&globex), later, MINUTE), 0);
    cookie.count_hop(&shop, None, later, MINUTE);
    assert_eq!(cookie.hops.len(), 1, "windows that are over are dropped");
}

#[test]
fn a_count_stays_at_its_highest() {
    let mut cookie = RealmCookie::default();
    for _ in 0..254 {
        cookie.count_hop(&client("app"), None, NOW, MINUTE);
    }
    for _ in 0..3 {
        assert_eq!(cookie.count_hop(&client("app"), None, NOW, MINUTE), 255);
    }
}

#[test]
fn beyond_eight_the_one_counted_longest_ago_is_dropped() {
    let mut cookie = RealmCookie::default();
    let apps: Vec<ClientId> = (0..9)
        .map(|number| client(&format!("app{number}")))
        .collect();
    for app in &apps[..8] {
        cookie.count_hop(app, None, NOW, MINUTE);
    }
    cookie.count_hop(&apps[0], None, NOW, MINUTE);
    cookie.count_hop(&apps[8], None, NOW, MINUTE);
    let counts: Vec<u8> = apps
        .iter()
        .map(|app| cookie.hops(app, None, NOW, MINUTE))
        .collect();
    assert_eq!(counts, [2, 0, 1, 1, 1, 1, 1, 1, 1]);
}

#[test]
fn tags_are_those_of_the_published_hash() {
    let tag = |client: &str, connection: Option<&str>| {
        let connection = connection.map(self::connection);
        tag_of(&self::client(client), connection.as_ref())
    };
    assert_eq!(tag("foo", Some("bar")), TAG_FOO_BAR);
    assert_ne!(tag("foo", Some("bar")), tag("foob", Some("ar")));
    assert_ne!(tag("foo", None), tag("foo", Some("bar")));
}

#[test]
fn a_cookie_goes_out_and_comes_back() {
    let (keys, other) = (keys('A'), keys('B'));
    let mut cookie = RealmCookie::default();
    cookie.remember(Some(organization("org_a")), Some(connection("globex")), NOW);
    cookie.count_hop(&client("app"), Some(&connection("globex")), NOW, MINUTE);
    let line = cookie.write(&keys, NONCE, b"acme/live", DAY);
    assert!(line.starts_with("__Host-vestibule-realm="));
    assert!(line.ends_with("; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=86400"));
    let header = format!("theme=dark; {}; _ga=1", returned(&line));
    let read = |header: &str, keys, context: &str| {
        RealmCookie::read(header, keys, context.as_bytes()).unwrap()
    };
    assert_eq!(read(&header, &keys, "acme/live"), cookie);
    for (header, keys, context) in [
        (&*header, &other, "acme/live"),
        (&header, &keys, "acme/test"),
        ("", &keys, "acme/live"),
        ("__Host-vestibule-realm=", &keys, "acme/live"),
        ("__Host-vestibule-realm=org_a", &keys, "acme/live"),
        (&header.replace("__Host-", ""), &keys, "acme/live"),
        (&header.replace("; _ga", "A; _ga"), &keys, "acme/live"),
    ] {
        assert!(read(header, keys, context).is_empty(), "{header} {context}");
    }
    let long = format!("{header}; x={}", "x".repeat(40_000));
    let refused = RealmCookie::read(&long, &keys, b"acme/live");
    assert_eq!(refused, Err(CookiesTooLong));
}

/// The same key may seal something else one day: only this purpose is read.
#[test]
fn a_value_for_another_purpose_is_no_realm_cookie() {
    let keys = keys('A');
    let content = full().encode();
    for (purpose, is_read) in [("realm cookie", true), ("notice", false)] {
        let text = sealed::seal(&keys, purpose, NONCE, &content, b"");
        let header = format!("__Host-vestibule-realm={text}");
        let cookie = RealmCookie::read(&header, &keys, b"").unwrap();
        assert_eq!(!cookie.is_empty(), is_read, "{purpose}");
    }
}

#[test]
fn the_longest_line_fits_into_a_kibibyte() {
    let (keys, full) = (keys('A'), full());
    assert_eq!(full.hops.len(), MAX_HOPS);
    let line = full.write(&keys, NONCE, b"acme/live", Duration::MAX);
    assert!(line.len() <= 1024, "{}", line.len());
    let text = returned(&line).split_once('=').unwrap().1;
    assert!(text.len() <= MAX_TEXT_LENGTH, "{}", text.len());
    let read = RealmCookie::read(returned(&line), &keys, b"acme/live");
    assert_eq!(read, Ok(full));
}

#[test]
fn nothing_to_keep_clears_the_cookie() {
    let line = RealmCookie::default().write(&keys('A'), NONCE, b"", DAY);
    assert_eq!(line, RealmCookie::COOKIE.clear());
}

#[test]
fn bytes_that_are_no_content_are_refused() {
    let hop = |tag: u8, count: u8| [&[tag; 8][..], &[count], &[0; 8]].concat();
    let realm = |flags: u8, texts: &[u8]| [&[1, flags][..], &[0; 8], texts, &[0]].concat();
    assert_eq!(
        RealmCookie::decode(&[1, 0, 0]),
        Some(RealmCookie::default())
    );
    assert!(RealmCookie::decode(&realm(1, b"\x05org_a")).is_some());
    assert!(RealmCookie::decode(&[&[1, 0, 1][..], &hop(1, 1)].concat()).is_some());
    for bytes in [
        vec![],
        vec![0, 0, 0],
        vec![2, 0, 0],
        vec![1, 0],
        vec![1, 0, 0, 0],
        vec![1, 4, 0],
        realm(0, b""),
        realm(4, b""),
        realm(1, b""),
        realm(1, b"\x05org_"),
        realm(1, b"\x05org-a"),
        realm(1, b"\xffo"),
        realm(1, b"\x05org_\xff"),
        realm(2, b"\x00"),
        realm(3, b"\x05org_a"),
        vec![1, 0, 1],
        [&[1, 0, 1][..], &hop(1, 0)].concat(),
        [&[1, 0, 2][..], &hop(1, 1)].concat(),
        [&[1, 0, 2][..], &hop(1, 1), &hop(1, 2)].concat(),
        [
            &[1, 0, 9][..],
            &(1..=9).flat_map(|tag| hop(tag, 1)).collect::<Vec<u8>>(),
        ]
        .concat(),
    ] {
        assert_eq!(RealmCookie::decode(&bytes), None, "{bytes:?}");
    }
}

fn contents() -> impl Strategy<Value = RealmCookie> {
    let ids = prop::option::of("org_[A-Za-z0-9]{1,46}");
    let names = prop::option::of("[A-Za-z0-9]([A-Za-z0-9-]{0,126}[A-Za-z0-9])?");
    let hops = prop::collection::vec(("[!-~]{1,40}", any::<bool>(), 0..100_i64), 0..12);
    (ids, names, any::<i64>(), hops).prop_map(|(id, name, at, hops)| {
        let mut cookie = RealmCookie::default();
        let name = name.map(|name| connection(&name));
        cookie.remember(
            id.map(|id| organization(&id)),
            name.clone(),
            UnixSeconds(at),
        );
        for (app, has_connection, later) in hops {
            let to = name.as_ref().filter(|_| has_connection);
            cookie.count_hop(&client(&app), to, NOW.plus(later), MINUTE);
        }
        cookie
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read(cookie in contents(), nonce: Nonce) {
        prop_assert_eq!(RealmCookie::decode(&cookie.encode()), Some(cookie.clone()));
        let keys = keys('A');
        let line = cookie.write(&keys, nonce, b"c", DAY);
        prop_assert!(line.len() <= 1024);
        prop_assert_eq!(RealmCookie::read(returned(&line), &keys, b"c"), Ok(cookie));
    }

    /// No bytes make decoding panic, and whatever it accepts has no second encoding.
    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
        for bytes in [bytes.clone(), [&[1][..], &bytes].concat(), [&[1, 0][..], &bytes].concat()] {
            if let Some(cookie) = RealmCookie::decode(&bytes) {
                prop_assert_eq!(cookie.encode(), bytes);
            }
        }
    }

    /// The same close to real contents, where refusals lie next to what is accepted.
    #[test]
    fn damaged_bytes_are_read_or_refused(
        cookie in contents(), place: prop::sample::Index, byte: u8, length: prop::sample::Index,
    ) {
        let whole = cookie.encode();
        prop_assert_eq!(RealmCookie::decode(&whole[..length.index(whole.len())]), None);
        let mut damaged = whole;
        let at = place.index(damaged.len());
        damaged[at] = byte;
        if let Some(cookie) = RealmCookie::decode(&damaged) {
            prop_assert_eq!(cookie.encode(), damaged);
        }
    }
}

/// FNV-1a of `foo\0bar`, from another implementation.
const TAG_FOO_BAR: Tag = [0x8a, 0x5f, 0x40, 0xd8, 0x24, 0x38, 0x88, 0xaa];
