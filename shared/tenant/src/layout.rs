//! How a snapshot is laid out in bytes: what its writer and its reader must agree on.
//!
//! All numbers are little-endian and unaligned. A *text* is a `u16` length and that many octets of UTF-8; *texts* are
//! a `u16` count and that many texts. Offsets count from the start of the structure that holds them.
//!
//! ```text
//! part        mark [4] version u8 kind u8 zero u16 length u32, then its content; `length` counts all of it
//! manifest    sections: head, brand, fallback, home realm, consumer domains, networks, clients, claims, domains,
//!             organizations, hosts, addresses, second factors, connections, assets, own texts, profile, each as start u32, end u32 (counted from the first octet of the
//!             manifest); then what they point at
//!   head          name text, stage text, mode u8, flags u8, canonical origin text, tenant origins texts, edge origins texts,
//!                 language text (its tag), languages texts (tags of those that are offered; none: all)
//!   brand         a brand
//!   fallback      kind u8 (0 Universal Login, 1 a connection follows, 2 page)
//!   home realm    signals, conflict policy u8, memory in days u16, hop limit u8, hop window in seconds u32, URL text,
//!                 hint policy
//!   consumer domains  texts
//!   networks      groups u16, ASNs u32, countries u16; per group prefix length u8, start u32, count u32; then the prefixes
//!                 of all groups (address [16], target u32), ASNs (number u32, target u32) and countries (letters [2],
//!                 target u32), each sorted; then the targets (organization id text, connection name text)
//!   clients       a table, keyed by client id
//!   claims        marker text (empty: none), octets for ID tokens u32, octets for access tokens u32, public mail domains as
//!                 length u32 and a table keyed by domain (length 0: none), rules u16, then the rules
//!   domains, organizations, hosts, addresses, second factors, connections  a directory each
//!   assets        count u32, then per asset digest [32], media type u8 (0 SVG, 1 PNG, 2 WOFF2), sorted by digest
//!   own texts     own texts
//!   profile       empty: nothing is asked for; else flags u8, budget, public keys of receipts texts (`x` of each), fields as length u32 and count u16 and pieces, overrides likewise,
//!                 keys as length u32 and a table keyed by organization id, a zero octet and client id, either of them empty for
//!                 all, of the place of an override u16; then languages u16, each as tag text and a piece: per field label text, hint
//!                 text, placeholder text, problem text, document text (each empty: none), options texts
//! shard       a table, keyed by domain, organization id, host, address or connection name
//! bundle      manifest digest [32] length u32, shard count u32, per shard digest [32] length u32, asset count u32,
//!             per asset digest [32] length u32; then the parts
//!
//! table       entries u32, slots u32, then per slot hash u32 and offset u32 (zero where the slot is empty), then records
//! record      key length u16, value length u32, key, value
//! rule        name text, trigger u8, flags u8, failure policy u8, moment u8, condition program (empty: none), effect u8, then
//!             what belongs to the effect:
//!   0 claim     tokens u8, priority u8, name text, value program
//!   1 denial    flags u8, code text, reason text, message text for the person (empty: the reason)
//!   2 scopes    added text, removed text, each with spaces between scopes
//!   3 metadata  of what u8 (0 user, 1 app, 2 transaction), key text, value program
//!   4 session   which limit u8 (0 the session as a whole, 1 without activity), value program
//!   5 step-up   greatest age in seconds u32 (0: any), factors text, with spaces between them
//! piece       length u32, then that many octets
//! budget      interval in days u16, fields per login u8, prompts per user u8, back-off in days u16, first login u8
//! field       name text, metadata u8 (0 user, 1 app), key text, presence u8 (2: scopes texts follow), stale after days u16 (0: never),
//!             priority u8, step u8, condition u8 (1: name text and answers texts follow), when program, prefill program (each empty:
//!             none), kind u8, then what belongs to the kind:
//!   0 text      flags u8, least length u16, greatest u16, prohibited text, purpose text, pattern text, automaton as length u32 and
//!               octets (`vestibule_profile::Pattern`; empty: none)
//!   2 phone     country [2] (zeros: none)
//!   4 number    decimals u8, least and greatest, each as u8 (1: there is one), digits i64, decimals u8
//!   5 date      future u8, first and last, each as u8 (1: there is one), days i32
//!   7 choice    several u8, least u8, greatest u8, values texts
//!   10 consent  version text, renewal u8 (1: there is one), seconds i64, entity text
//! override    budget u8 (1: a budget follows), fields left out u64, required u64, optional u64 (a bit for each field, the lowest for the
//!             first), entities as a piece: count u16, per entity place u16 and text; languages u16, each as tag text and a piece: count u16, per label place u16 and text
//! program     length u32, then that many octets, as `vestibule_rules::layout` describes them
//! factors     of a connection's identity provider: values of `amr` texts, values of `acr` texts
//! brand       name text, accent u8 (0 none, 1 two colours of three octets follow: on light, on dark), length u16 of what follows (0:
//!             nothing to say); flags u8; then, if the flags say so, product text, links (support text, privacy text, terms text, status text, each empty
//!             where there is none), logo on light and logo on dark (each digest [32], width u16,
//!             height u16), font (kind u8; of a file then digest [32], name text), background (u8: 1 on light, 2 on dark, 3 both; then three
//!             octets each); length u32 of own texts; these
//! own texts   language text (its tag), name text, text; until the end
//! look        of a connection's pages: presence u8 (0 none, 1 a brand follows), organization id text (empty: none)
//! connection  name text, strategy text, display name text, login hint template text (empty: the address as typed)
//! signals     count u8, then that many u8
//! hint policy ignored domains texts, respected domains texts; `*` stands for all
//! directory   count u32, then per shard digest [32], key offset u32, key length u16; then the keys
//! ```
//!
//! **Order.** Directories split the keys of a table into ranges; a shard holds the keys from its first key up to the
//! first key of the next. Keys are ordered by their octets *from the last to the first* ([`compare_keys`]), so that a
//! domain stands right before the domains under it, and one shard answers for a domain and for all domains above it:
//! entries that also cover subdomains are repeated in each shard whose range begins below them.
//!
//! Hosts, addresses and names of connections match as a whole. A connection that has no brand of its own, and of which no
//! organization with a brand can be told, has no look. An address is keyed by [`AddressKey`], so those of one domain
//! stand together. Their tables have no shard
//! when they are empty: a tenant without them pays no read for them.
//!
//! **Networks.** IPv4 prefixes are written as IPv4-mapped IPv6 ones (RFC 4291, section 2.5.5.2), 96 added to their length.
//! Groups stand from the longest prefix to the shortest, so the first that has an address is the most specific one.
//!
//! **Hash.** The hash of a key runs from its last octet to its first as well ([`KeyHash`]), so that one pass over a
//! domain gives the hashes of all domains above it.

use std::cmp::Ordering;

pub use crate::address_key::AddressKey;

/// The version of everything in this module. Readers refuse any other.
pub const VERSION: u8 = 7;

/// First octets of a manifest.
pub const MANIFEST_MARK: [u8; 4] = *b"VstM";
/// First octets of a shard.
pub const SHARD_MARK: [u8; 4] = *b"VstS";
/// First octets of a bundle.
pub const BUNDLE_MARK: [u8; 4] = *b"VstB";

/// The kind of a part that has no kinds.
pub const KIND_NONE: u8 = 0;
/// The kind of a shard of the domain table.
pub const KIND_DOMAINS: u8 = 1;
/// The kind of a shard of the organization table.
pub const KIND_ORGANIZATIONS: u8 = 2;
/// The kind of a shard of the table of vanity hosts.
pub const KIND_HOSTS: u8 = 3;
/// The kind of a shard of the table of exact addresses.
pub const KIND_ADDRESSES: u8 = 4;
/// The kind of a shard of the table of what shows a second factor, by connection.
pub const KIND_SECOND_FACTORS: u8 = 5;

/// The kind of a shard of the table of whose pages are shown to people of a connection.
pub const KIND_CONNECTIONS: u8 = 6;

/// Set in the flags of a domain record that also covers the domains under it.
pub const DOMAIN_COVERS_SUBDOMAINS: u8 = 1;

/// A target for people of a public mail provider.
pub const TARGET_CONSUMER: u8 = 0;
/// A target that is an organization: its id, and the names of the connections that match the domain (none: all).
pub const TARGET_ORGANIZATION: u8 = 1;
/// A target that is a connection outside all organizations.
pub const TARGET_CONNECTION: u8 = 2;
/// A target that keeps a domain for an organization that is switched off: it leads nowhere, and not to who else has the domain
/// above it.
pub const TARGET_NOBODY: u8 = 3;

/// Added to the kind of a target that is for the domain of the entry only, not for the domains under it, when another
/// target of the entry covers those.
pub const TARGET_EXACT_ONLY: u8 = 0x80;

/// Set in the flags of a client's default realm that names an organization; its id follows.
pub const DEFAULT_ORGANIZATION: u8 = 1;
/// Set in the flags of a client's default realm that names a connection; it follows.
pub const DEFAULT_CONNECTION: u8 = 2;

/// The bits of a brand's flags that say how round corners are.
pub const BRAND_CORNERS: u8 = 3;
/// Corners as pages have them by themselves.
pub const BRAND_CORNERS_SOFT: u8 = 0;
/// No round corners.
pub const BRAND_CORNERS_SHARP: u8 = 1;
/// Corners as round as they can be.
pub const BRAND_CORNERS_ROUND: u8 = 2;
/// Set in the flags of a brand that has links.
pub const BRAND_LINKS: u8 = 4;
/// Set in the flags of a brand that has a logo.
pub const BRAND_LOGO: u8 = 8;
/// Set besides [`BRAND_LOGO`] when there is another logo for dark pages.
pub const BRAND_LOGO_DARK: u8 = 16;

/// Set in the flags of a brand whose product has another name.
pub const BRAND_PRODUCT: u8 = 32;
/// Set in the flags of a brand that has a font.
pub const BRAND_FONT: u8 = 64;
/// Set in the flags of a brand that has a ground of its own.
pub const BRAND_BACKGROUND: u8 = 128;

/// The kind of a font that is open and lively.
pub const FONT_HUMANIST: u8 = 1;
/// The kind of a font from circles and straight lines.
pub const FONT_GEOMETRIC: u8 = 2;
/// The kind of a font with round ends.
pub const FONT_ROUNDED: u8 = 3;
/// The kind of a font with serifs.
pub const FONT_SERIF: u8 = 4;
/// The kind of a font with strong serifs.
pub const FONT_SLAB: u8 = 5;
/// The kind of a font of one weight in a file.
pub const FONT_FILE: u8 = 16;
/// The kind of a font of all weights in a file.
pub const FONT_FILE_VARIABLE: u8 = 17;

/// Set in what a background has when it has one for light pages.
pub const BACKGROUND_LIGHT: u8 = 1;
/// Set there when it has one for dark pages.
pub const BACKGROUND_DARK: u8 = 2;

/// The media type of an asset that is SVG.
pub const ASSET_SVG: u8 = 0;
/// The media type of an asset that is PNG.
pub const ASSET_PNG: u8 = 1;
/// The media type of an asset that is a font, WOFF2.
pub const ASSET_WOFF2: u8 = 2;

/// Set in the flags of the head when loopback and plain http are allowed.
pub const HEAD_DANGEROUS_LOOPBACK: u8 = 1;
/// Set in the flags of the head when the tenant answers `/oidc/logout`.
pub const HEAD_OIDC_LOGOUT: u8 = 2;

/// The trigger of rules that are evaluated after a login.
pub const TRIGGER_POST_LOGIN: u8 = 0;
/// The trigger of rules that are evaluated when an application gets a token for itself.
pub const TRIGGER_CREDENTIALS_EXCHANGE: u8 = 1;
/// The trigger of rules that are evaluated before somebody is signed up.
pub const TRIGGER_PRE_USER_REGISTRATION: u8 = 2;

/// Set in the flags of a rule that reads what the tenant file says about the organization.
pub const RULE_READS_ORGANIZATION: u8 = 1;
/// Set in the flags of a rule that reads anything of the input `email`.
pub const RULE_READS_EMAIL: u8 = 2;
/// Set in the flags of a rule that reads whose the domain of the address is, which takes shards.
pub const RULE_READS_EMAIL_ORGANIZATIONS: u8 = 4;

/// Set in a rule's parts of the directory when it reads what was entered about the user.
pub const DIRECTORY_USER: u8 = 1;
/// Set there when it reads what Auth0's event stream said about the user.
pub const DIRECTORY_STATUS: u8 = 2;
/// Set there when it reads what was entered about the organization.
pub const DIRECTORY_ORGANIZATION: u8 = 4;

/// The failure policy of a rule that may fail.
pub const FAILURE_OPTIONAL: u8 = 0;
/// The failure policy of a rule whose failure denies the login.
pub const FAILURE_REQUIRED: u8 = 1;

/// The moment of a rule that is evaluated at logins and refreshes alike.
pub const MOMENT_ALWAYS: u8 = 0;
/// The moment of a rule that is evaluated at logins only.
pub const MOMENT_LOGIN: u8 = 1;
/// The moment of a rule that is evaluated at refreshes only.
pub const MOMENT_REFRESH: u8 = 2;

/// The effect of a rule that gives a claim.
pub const EFFECT_CLAIM: u8 = 0;
/// The effect of a rule that denies the login.
pub const EFFECT_DENY: u8 = 1;
/// The effect of a rule that adds scopes to the access token, or takes some away.
pub const EFFECT_SCOPES: u8 = 2;
/// The effect of a rule that sets metadata.
pub const EFFECT_METADATA: u8 = 3;
/// The effect of a rule that limits the session.
pub const EFFECT_SESSION: u8 = 4;
/// The effect of a rule that asks for a second factor.
pub const EFFECT_STEP_UP: u8 = 5;

/// Set in the flags of a denial that ends the session as well.
pub const DENY_REVOKES_SESSION: u8 = 1;
/// Set in the flags of a denial that ends the session and keeps its refresh tokens.
pub const DENY_PRESERVES_REFRESH_TOKENS: u8 = 2;
/// Set in the flags of a denial whose reason is shown on a page first.
pub const DENY_SHOWS_NOTICE: u8 = 4;

/// Metadata of the user that the user may change.
pub const METADATA_USER: u8 = 0;
/// Metadata of the user that the tenant alone changes.
pub const METADATA_APP: u8 = 1;
/// Metadata of the transaction.
pub const METADATA_TRANSACTION: u8 = 2;

/// When the session ends, whatever happens in it.
pub const SESSION_EXPIRES_AT: u8 = 0;
/// When the session ends if nothing happens in it.
pub const SESSION_IDLE_EXPIRES_AT: u8 = 1;

/// Set in the tokens of a claim that the ID token gets.
pub const TOKEN_ID: u8 = 1;
/// Set in the tokens of a claim that the access token gets.
pub const TOKEN_ACCESS: u8 = 2;

/// Set in the flags of a profile of which a required field that is missing denies refreshes, too.
pub const PROFILE_REQUIRED_AT_REFRESH: u8 = 1;

/// The presence of a field that need not be answered.
pub const PRESENCE_OPTIONAL: u8 = 0;
/// The presence of a field that has to be.
pub const PRESENCE_REQUIRED: u8 = 1;
/// The presence of a field that has to be answered where one of some scopes is asked for.
pub const PRESENCE_SCOPES: u8 = 2;

/// The kind of a field that is a text.
pub const FIELD_TEXT: u8 = 0;
/// The kind of a field that is an email address.
pub const FIELD_EMAIL: u8 = 1;
/// The kind of a field that is a telephone number.
pub const FIELD_PHONE: u8 = 2;
/// The kind of a field that is the address of a page.
pub const FIELD_URL: u8 = 3;
/// The kind of a field that is a number.
pub const FIELD_NUMBER: u8 = 4;
/// The kind of a field that is a day.
pub const FIELD_DATE: u8 = 5;
/// The kind of a field that is yes or no.
pub const FIELD_BOOLEAN: u8 = 6;
/// The kind of a field that is one of several, or some of them.
pub const FIELD_CHOICE: u8 = 7;
/// The kind of a field that is a country.
pub const FIELD_COUNTRY: u8 = 8;
/// The kind of a field that is a time zone.
pub const FIELD_TIME_ZONE: u8 = 9;
/// The kind of a field that is an agreement to a text.
pub const FIELD_CONSENT: u8 = 10;

/// Set in the flags of a text that may have several lines.
pub const TEXT_MULTILINE: u8 = 1;
/// Set in the flags of a text that may mix scripts whose letters look alike.
pub const TEXT_MIXED_SCRIPTS: u8 = 2;

/// The key of an override of the profile; an empty id stands for all.
#[must_use]
pub fn profile_key(organization: &str, client: &str) -> Vec<u8> {
    [organization.as_bytes(), &[0], client.as_bytes()].concat()
}

/// In which slot of `slots` a search for `hash` begins; it goes on to the next, and from the last to the first.
///
/// Multiplication instead of a remainder, so that the number of slots need not be a power of two.
#[must_use]
pub const fn first_slot(hash: u32, slots: u32) -> u32 {
    // The product of two 32-bit numbers, shifted: less than `slots`, so nothing is cut off.
    ((hash as u64 * slots as u64) >> 32) as u32
}

/// The order of keys in a directory: by octets, from the last to the first.
#[must_use]
pub fn compare_keys(left: &[u8], right: &[u8]) -> Ordering {
    left.iter().rev().cmp(right.iter().rev())
}

/// The hash of a key, fed from the last octet to the first: FNV-1a, its bits mixed at the end as in `MurmurHash3`.
///
/// It is neither keyed nor cryptographic and need not be: all keys in a table are the operator's, so a visitor can make
/// no search longer than the operator's own entries do, and whatever is found is compared in full.
#[derive(Clone, Copy, Debug)]
pub struct KeyHash(u32);

impl KeyHash {
    /// The hash of nothing yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(0x811c_9dc5)
    }

    /// Takes in the octet that stands before those already taken in.
    pub const fn push_front(&mut self, octet: u8) {
        self.0 = (self.0 ^ octet as u32).wrapping_mul(0x0100_0193);
    }

    /// The hash of what was taken in so far.
    #[must_use]
    pub const fn finish(self) -> u32 {
        let mut hash = self.0;
        hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
        hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
        hash ^ (hash >> 16)
    }

    /// The hash of a whole key.
    #[must_use]
    pub fn of(key: &[u8]) -> u32 {
        let mut hash = Self::new();
        key.iter().rev().for_each(|octet| hash.push_front(*octet));
        hash.finish()
    }
}

impl Default for KeyHash {
    fn default() -> Self {
        Self::new()
    }
}
