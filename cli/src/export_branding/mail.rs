//! Templates of mails.

use std::fmt::Write as _;

use serde_json::{Value, json};
use vestibule_pages::{Direction, Language};
use vestibule_tenant::Corners;

use super::liquid::{address, assign, by_organization, fill, literal};
use super::look::Look;
use super::mail_texts::{ALL, Mail, MailTexts};
use super::organizations::Looks;

const TEMPLATE: &str = include_str!("mail.liquid");

/// One of Auth0's templates.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    /// Auth0's name of it.
    pub(super) template: &'static str,
    pub(super) texts: for<'t> fn(&'t MailTexts) -> &'t Mail,
    /// What it is there for.
    gives: Gives,
    /// What Auth0 knows besides, as tags that give `known` a value.
    fact: &'static str,
}

/// What a mail brings.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gives {
    /// An address, in a variable of this name.
    Link(&'static str),
    /// A code, in `code`.
    Code,
    /// Nothing but words.
    Words,
}

/// The templates that are written: all that Auth0 sends by itself today. `change_password` and `password_reset` are those of
/// Classic Login, which has been followed by `reset_email`.
pub(super) const KINDS: [Kind; 10] = [
    kind("verify_email", |it| &it.verify_email, Gives::Link("url")),
    kind(
        "verify_email_by_code",
        |it| &it.verify_email_by_code,
        Gives::Code,
    ),
    kind("reset_email", |it| &it.reset_email, Gives::Link("url")),
    kind(
        "reset_email_by_code",
        |it| &it.reset_email_by_code,
        Gives::Code,
    ),
    kind("welcome_email", |it| &it.welcome_email, Gives::Words),
    Kind {
        fact: "{%- if user.source_ip -%}{%- assign known = user.source_ip -%}\
               {%- if user.city -%}{%- assign known = known | append: \", \" | append: user.city -%}{%- endif -%}\
               {%- if user.country -%}{%- assign known = known | append: \", \" | append: user.country -%}{%- endif -%}\
               {%- endif -%}",
        ..kind(
            "blocked_account",
            |it| &it.blocked_account,
            Gives::Link("url"),
        )
    },
    kind(
        "stolen_credentials",
        |it| &it.stolen_credentials,
        Gives::Words,
    ),
    kind(
        "enrollment_email",
        |it| &it.enrollment_email,
        Gives::Link("link"),
    ),
    kind("mfa_oob_code", |it| &it.mfa_oob_code, Gives::Code),
    Kind {
        fact: "{%- if inviter.name -%}{%- assign known = inviter.name -%}{%- endif -%}",
        ..kind(
            "user_invitation",
            |it| &it.user_invitation,
            Gives::Link("url"),
        )
    },
];

const fn kind(
    template: &'static str,
    texts: for<'t> fn(&'t MailTexts) -> &'t Mail,
    gives: Gives,
) -> Kind {
    Kind {
        template,
        texts,
        gives,
        fact: "",
    }
}

/// Writes the body of a mail.
///
/// Whom a mail is to is nowhere in it: names are what people typed at sign-up, and whoever signs somebody else up would have
/// their words in a mail of ours. An inviter's name is shown, since it is why one believes an invitation, and escaped.
pub(super) fn body(kind: &Kind, looks: &Looks, default: &Language) -> String {
    let mut texts = ORGANIZATION_NAME.to_owned();
    texts += &choose(default, |language, mails| {
        let mail = (kind.texts)(mails);
        let (direction, align) = match language.direction {
            Direction::LeftToRight => ("ltr", "left"),
            Direction::RightToLeft => ("rtl", "right"),
        };
        let mut assigned = assign("direction", &literal(direction));
        assigned += &assign("align", &literal(align));
        for (name, text) in [
            ("heading", mail.heading),
            ("lead", mail.lead),
            ("fact", mail.fact),
            ("action", mail.action),
            ("note", mail.note),
            ("not_me", mail.not_me),
            ("copy", mails.copy),
            ("support_text", language.layout.support),
            ("privacy_text", language.layout.privacy),
            ("terms_text", language.layout.terms),
        ] {
            assigned += &assign(name, &own(text, language.direction));
        }
        assigned
    });
    let content = content(kind);
    fill(
        TEMPLATE,
        &[
            ("look", look(looks).trim_end()),
            ("choose", language(default).trim_end()),
            ("texts", texts.trim_end()),
            ("body", &content),
        ],
    )
}

/// Writes what stands beside the body: the Deploy CLI reads it as it is, and calls to the API put the body in.
///
/// Of the sender, of where links lead afterwards, of how long they work and of whether the mail is sent at all nothing is said,
/// so that all of it stays as it is.
pub(super) fn settings(kind: &Kind, looks: &Looks, default: &Language) -> Value {
    json!({
        "template": kind.template,
        "body": format!("./{}.html", kind.template),
        "subject": subject(kind, looks, default),
        "syntax": "liquid",
    })
}

/// A subject is text, so that nothing is escaped in it; it has one line, whatever is put in.
///
/// It names an organization by what Auth0 calls it: with a list of organizations it would become longer than any subject should be.
fn subject(kind: &Kind, looks: &Looks, default: &Language) -> String {
    const NAMES: &str = "\
{%- if organization.display_name -%}{%- assign organization_name = organization.display_name | strip_newlines -%}\
{%- if organization.branding -%}{%- assign product = organization_name -%}{%- endif -%}{%- endif -%}";
    let choice = choose(default, |language, mails| {
        let subject = (kind.texts)(mails).subject;
        let (before, after) = match language.direction {
            Direction::LeftToRight => ("", ""),
            // As in the body.
            Direction::RightToLeft => ("\u{2068}", "\u{2069}"),
        };
        subject
            .replace("{product}", &format!("{before}{{{{ product }}}}{after}"))
            .replace(
                "{organization}",
                &format!("{before}{{{{ organization_name }}}}{after}"),
            )
    });
    let product = literal(&looks.tenant.product);
    [
        &assign("product", &product),
        &assign("organization_name", &product),
        NAMES,
        &language(default),
        &choice,
    ]
    .map(|part: &str| part.replace('\n', ""))
    .concat()
}

/// The name of the organization, which an invitation is to.
const ORGANIZATION_NAME: &str = "\
{%- assign organization_name = product -%}
{%- if organization.display_name -%}{%- assign organization_name = organization.display_name -%}{%- endif -%}
";

/// How many organizations mails know only by what Auth0 knows of them.
pub(super) fn left_out(looks: &Looks) -> usize {
    by_organization(looks, of_brand).1
}

/// What a mail reads of the tenant's brand, of an organization that only Auth0 knows, and of those of the tenant file.
fn look(looks: &Looks) -> String {
    const OTHERS: &str = "\
{%- if organization.branding -%}
{%- if organization.display_name -%}{%- assign product = organization.display_name -%}{%- assign logo = \"\" -%}{%- endif -%}
{%- if organization.branding.colors.primary -%}
{%- comment -%}Nothing but six hexadecimal digits gets into a style.{%- endcomment -%}
{%- assign wanted = organization.branding.colors.primary | downcase -%}
{%- assign start = wanted | slice: 0, 1 -%}
{%- assign length = wanted | size -%}
{%- assign rest = wanted | remove: \"0\" | remove: \"1\" | remove: \"2\" | remove: \"3\" | remove: \"4\" | remove: \"5\" | remove: \"6\" | remove: \"7\" | remove: \"8\" | remove: \"9\" | remove: \"a\" | remove: \"b\" | remove: \"c\" | remove: \"d\" | remove: \"e\" | remove: \"f\" -%}
{%- if start == \"#\" and rest == \"#\" and length == 7 -%}{%- assign primary = wanted -%}{%- endif -%}
{%- endif -%}
{%- endif -%}
";
    let (organizations, _) = by_organization(looks, of_brand);
    [&of_brand(&looks.tenant), OTHERS, &organizations].concat()
}

fn of_brand(look: &Look) -> String {
    let logo = look.logo_for_mails();
    let size =
        |size: Option<u16>| format!("\"{}\"", size.map_or(String::new(), |it| it.to_string()));
    // Half the height of a button, as pages have it, would make a pill of a card.
    let (rounding, button) = match look.corners {
        Corners::Sharp => ("0", "0"),
        Corners::Soft => ("12px", "10px"),
        Corners::Round => ("20px", "26px"),
    };
    let [support, privacy, terms, _] = &look.links;
    let link = |link: &Option<String>| address(link.as_deref().unwrap_or_default());
    [
        assign("product", &literal(&look.product)),
        assign("primary", &literal(&look.shades.readable.to_string())),
        assign("rounding", &literal(rounding)),
        assign("button", &literal(button)),
        assign("logo", &address(logo.map_or("", |logo| &logo.url))),
        assign("width", &size(logo.map(|logo| logo.width))),
        assign("height", &size(logo.map(|logo| logo.height))),
        assign("support", &link(support)),
        assign("privacy", &link(privacy)),
        assign("terms", &link(terms)),
    ]
    .concat()
}

/// Gives `language` a value: what somebody chose and an Action noted, else what the request asked for, else the tenant's own.
/// It is compared with the tags of ours and never shown, so that it can hold what it will.
fn language(default: &Language) -> String {
    let tags: Vec<String> = ALL.iter().map(|it| format!("\"{}\"", it.tag)).collect();
    let tags = tags.join(" or ");
    let mut chosen = assign("language", &literal(default.tag));
    for source in ["request_language", "user.user_metadata.lang"] {
        // Writing to a string cannot fail.
        let _ = writeln!(
            chosen,
            "{{%- if {source} -%}}{{%- assign wanted = {source} | slice: 0, 2 | downcase -%}}\
             {{%- case wanted -%}}{{%- when {tags} -%}}{{%- assign language = wanted -%}}{{%- endcase -%}}{{%- endif -%}}",
        );
    }
    chosen
}

/// A choice by language.
fn choose(default: &Language, of: impl Fn(&Language, &MailTexts) -> String) -> String {
    let mut choice = String::from("{%- case language -%}\n");
    for mails in ALL {
        let language = Language::look_up(mails.tag).unwrap_or(default);
        let _ = write!(
            choice,
            "{{%- when \"{}\" -%}}\n{}",
            mails.tag,
            of(language, mails)
        );
    }
    choice + "{%- endcase -%}\n"
}

/// A text of ours, whose names in braces are replaced when the mail is rendered; tests hold it to what a literal may hold.
///
/// Where people read from right to left, names are isolated (Unicode Standard Annex 9, 2.3), so that one that ends with a
/// parenthesis keeps it.
fn own(text: &str, direction: Direction) -> String {
    let mut text = text.to_owned();
    let mut filters = String::new();
    for (name, variable) in [
        ("{product}", "product"),
        ("{organization}", "organization_name"),
    ] {
        if text.contains(name) {
            let _ = write!(filters, " | replace: \"{name}\", {variable}");
            if direction == Direction::RightToLeft {
                text = text.replace(name, &format!("\u{2068}{name}\u{2069}"));
            }
        }
    }
    format!("\"{text}\"{filters}")
}

/// What stands between the lead and the note.
fn content(kind: &Kind) -> String {
    let mut content = String::new();
    if !kind.fact.is_empty() {
        let _ = write!(
            content,
            "{{%- assign known = \"\" -%}}{}\n{{%- if known != \"\" %}}\n\
             <p class=\"ink\" style=\"margin:14px 0 0;font-size:16px;line-height:25px;color:#14171c\">\
             {{{{ fact | escape }}}} <strong><bdi>{{{{ known | escape }}}}</bdi></strong></p>\n{{%- endif %}}",
            kind.fact
        );
    }
    match kind.gives {
        Gives::Words => {}
        Gives::Code => content.push_str(
            "<p class=\"code\" dir=\"ltr\" style=\"margin:24px 0 0;padding:16px;border:1px solid #7f858f;\
             border-radius:{{ button | escape }};background:#f6f6f4;font-family:ui-monospace,'SF Mono',Menlo,Consolas,monospace;\
             font-size:32px;line-height:40px;font-weight:700;letter-spacing:6px;text-align:center;color:#14171c\">{{ code | escape }}</p>",
        ),
        Gives::Link(url) => {
            let _ = write!(
                content,
                "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"margin:26px 0 0\"><tr>\
                 <td style=\"mso-padding-alt:14px 26px;border-radius:{{{{ button | escape }}}};background:{{{{ primary | escape }}}}\">\
                 <a href=\"{{{{ {url} | escape }}}}\" style=\"display:inline-block;padding:14px 26px;font-size:16px;line-height:22px;\
                 font-weight:600;color:#ffffff;text-decoration:none;border-radius:{{{{ button | escape }}}}\">{{{{ action | escape }}}}</a>\
                 </td></tr></table>\n\
                 <p class=\"quiet\" style=\"margin:20px 0 0;font-size:13px;line-height:20px;color:#565c67\">{{{{ copy | escape }}}}<br>\
                 <span dir=\"ltr\" style=\"word-break:break-all\">{{{{ {url} | escape }}}}</span></p>",
            );
        }
    }
    content
}
