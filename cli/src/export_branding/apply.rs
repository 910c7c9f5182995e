//! Which call takes which file.

use std::fmt::Write as _;

use super::mail::KINDS;
use super::organizations::Looks;

/// The list's own name.
pub(super) const NAME: &str = "apply.md";
/// The folder of what organizations look like.
pub(super) const ORGANIZATIONS: &str = "organization-branding";

/// Writes the list.
pub(super) fn apply(looks: &Looks, warnings: &[String]) -> String {
    let mut text = String::from(
        "# Applying this branding\n\n\
         Written by `vestibule export-branding`. Change the tenant file and export again rather than changing files here.\n\n",
    );
    for warning in warnings {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "- Note: {warning}.");
    }
    if !warnings.is_empty() {
        text.push('\n');
    }
    text.push_str(
        "Publish the tenant file first: logos are loaded from the Worker, by addresses that change whenever a logo does.\n\n\
         ## With Auth0's Deploy CLI\n\n\
         This folder is laid out as the Deploy CLI reads it. Tell it to touch nothing else, and to delete nothing:\n\n\
         ```json\n{\n    \"AUTH0_ALLOW_DELETE\": false,\n    \
         \"AUTH0_INCLUDED_ONLY\": [\"branding\", \"themes\", \"emailTemplates\", \"tenant\"]\n}\n```\n\n\
         Organizations are not among it, since the Deploy CLI would remove their connections; apply them as below.\n\n\
         ## With the Management API\n\n\
         | file | call | scope |\n|---|---|---|\n\
         | `branding/branding.json` | `PATCH /api/v2/branding` | `update:branding` |\n\
         | `themes/theme.json` | `POST /api/v2/branding/themes`; where there is a theme, `PATCH /api/v2/branding/themes/{id}` with the id that `GET /api/v2/branding/themes/default` gives | `update:branding` |\n\
         | `branding/templates/universal_login.html` | `PUT /api/v2/branding/templates/universal-login`, as `text/html` | `update:branding` |\n\
         | `tenant.json` | `PATCH /api/v2/tenants/settings` | `update:tenant_settings` |\n",
    );
    if !looks.groups.is_empty() {
        let _ = writeln!(
            text,
            "| `{ORGANIZATIONS}/{{id}}.json` | `PATCH /api/v2/organizations/{{id}}` | `update:organizations` |"
        );
    }
    for kind in &KINDS {
        let _ = writeln!(
            text,
            "| `emails/{0}.json`, with `emails/{0}.html` as `body` | `PATCH /api/v2/email-templates/{0}` | `update:email_templates` |",
            kind.template
        );
    }
    text.push_str(
        "\nA mail's file and its body come together like this:\n\n\
         ```sh\njq --rawfile body emails/verify_email.html '.body = $body' emails/verify_email.json\n```\n\n\
         Where a tenant has no template of that name yet, it is made by `POST /api/v2/email-templates` (`create:email_templates`), with \
         `\"enabled\": true` if it is to be sent.\n\n\
         ## What Auth0 asks for\n\n\
         - The page template needs a custom domain, and is not shown on the tenant's own one.\n\
         - Templates of mails need a mail provider of your own. Which mails are sent, from whom, how long links work and where they \
         lead afterwards stays as it is.\n\
         - Pages of Auth0's speak the languages that the tenant has enabled (`enabled_locales`); mails speak six without it.\n",
    );
    text
}
