//! A tenant with many brands, generated for measurements.

use std::fmt::Write as _;

use crate::large_tenant::LargeTenant;

/// Organizations, each with a brand of its own.
pub const ORGANIZATIONS: usize = 512;

/// What browsers say of the languages that their owners read, and the language of the page.
pub const READERS: [(&str, &str); 6] = [
    ("en-US,en;q=0.9", "en"),
    ("de-CH,de;q=0.9,en;q=0.7", "de"),
    ("fr-FR,fr;q=0.9,en-US;q=0.8", "fr"),
    ("es-MX,es;q=0.9", "es"),
    ("ja,en-US;q=0.9,en;q=0.8", "ja"),
    ("ar-EG,ar;q=0.9,en;q=0.7", "ar"),
];

/// The tenant file.
///
/// The brands differ in everything that a page shows of them, but for logos: those are requests of their own.
#[must_use]
pub fn tenant() -> String {
    let mut text = format!(
        "[tenant]\nname = \"Acme\"\norigin = \"{}\"\n\
         edge_origins = [\"https://start.acme.example\"]\n\
         [[clients]]\nid = \"{}\"\nname = \"Acme Console\"\norganization_usage = \"allow\"\n\
         login_url = \"https://app.acme.example/login\"\n\
         callback_urls = [\"https://app.acme.example/callback\"]\n",
        LargeTenant::ORIGIN,
        LargeTenant::CLIENT,
    );
    for number in 0..ORGANIZATIONS {
        let organization = organization(number);
        let corners = ["sharp", "soft", "round"];
        let corners = corners.get(number % corners.len()).unwrap_or(&"soft");
        // Writing to a `String` cannot fail.
        let _ = write!(
            text,
            "[brands.brand-{number}]\nname = \"{}\"\n\
             accent = {{ light = \"#{:06x}\", dark = \"#{:06x}\" }}\nradius = \"{corners}\"\n\
             links = {{ support = \"https://customer-{number}.example/help\", \
             privacy = \"https://customer-{number}.example/privacy\" }}\n\
             [[organizations]]\nid = \"{organization}\"\nname = \"customer-{number}\"\n\
             display_name = \"Customer {number}\"\nbrand = \"brand-{number}\"\n",
            name(number),
            number * 32_749 % 0x0100_0000,
            number * 65_521 % 0x0100_0000,
        );
    }
    text
}

/// The id of an organization. They are as different from each other as ids of Auth0's are.
#[must_use]
pub fn organization(number: usize) -> String {
    format!(
        "org_{:016x}",
        (number as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    )
}

/// What the brand of an organization is called.
#[must_use]
pub fn name(number: usize) -> String {
    format!("Customer {number:03}")
}
