//! Pages to look through the others from, in the same design and without a script.

use std::fmt::Write as _;

use vestibule_pages::{Brand, Direction, Language};

use super::looks::Look;

/// What one index of pages is about.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub(super) look: &'a Look,
    pub(super) language: &'a Language,
    /// The folder, from where the gallery is.
    pub(super) place: String,
}

/// What the indexes need besides the style of the pages: small views of whole pages, 1280 by 800 and 390 by 800 pixels.
const STYLE: &str = "\
body{padding:clamp(1.5rem,4vw,4rem);max-inline-size:96rem;margin-inline:auto}\
.views{display:grid;grid-template-columns:repeat(auto-fill,minmax(21.75rem,1fr));gap:2.5rem 2rem;margin-block-start:2.5rem;list-style:none;padding:0}\
.views a{display:grid;grid-template-columns:16rem 4.875rem;gap:.5rem .875rem;font-weight:550;text-decoration:none}\
.views span{grid-column:1/-1}\
.view{overflow:hidden;block-size:10rem;border:1px solid var(--line);border-radius:.375rem;background:var(--surface)}\
.views a:hover .view{border-color:var(--edge)}\
iframe{display:block;inline-size:1280px;block-size:800px;border:0;transform:scale(.2);transform-origin:0 0;pointer-events:none}\
iframe.phone{inline-size:390px}\
.brands{display:grid;margin-block-start:2.5rem;padding:0;list-style:none}\
.brands h2{margin-block-start:1.5rem}.aside{margin-block:0 1rem}\
.brands a{display:inline-block;padding-block:.25rem;margin-inline-end:1.25rem}";

/// The index of the pages of a brand in a language.
pub(super) fn of_pages(look: &Look, language: &Language, names: &[&str]) -> String {
    let product = escape(look.brand.product());
    let mut content = format!(
        "<p class=\"aside\"><a href=\"../../index.html\">All brands</a></p><h1>{product}</h1>\
         <p class=\"lead\">{} pages in <code>{}</code>{}, on a desk and on a phone. \
         They are light or dark as this browser is.</p><ul class=\"views\">",
        names.len(),
        language.tag,
        match language.direction {
            Direction::LeftToRight => "",
            Direction::RightToLeft => ", from right to left",
        },
    );
    for name in names {
        // Writing to a string cannot fail.
        let _ = write!(
            content,
            "<li><a href=\"{name}.html\">{}<span>{name}</span></a></li>",
            ["desk", "phone"].map(|class| format!(
                "<div class=\"view\"><iframe class=\"{class}\" src=\"{name}.html\" loading=\"lazy\" \
                 tabindex=\"-1\" aria-hidden=\"true\" title=\"{name}\"></iframe></div>"
            )).concat()
        );
    }
    content.push_str("</ul>");
    document(
        &look.brand,
        &format!("{product} · {}", language.tag),
        &content,
    )
}

/// The index of everything.
pub(super) fn of_all(entries: &[Entry<'_>]) -> String {
    let mut content = String::from(
        "<h1>Pages</h1><p class=\"lead\">Every page in every state, with made-up values, as people will see it. \
         Nothing here leads to a login.</p><ul class=\"brands\">",
    );
    let mut rest = entries;
    while let Some(first) = rest.first() {
        let is_same = |entry: &&Entry<'_>| entry.look.folder == first.look.folder;
        let count = rest.iter().take_while(is_same).count();
        let (of_brand, others) = rest.split_at(count);
        let _ = write!(
            content,
            "<li><h2>{}</h2>",
            escape(first.look.brand.product())
        );
        for entry in of_brand {
            let _ = write!(
                content,
                "<a href=\"{}/index.html\">{}</a>",
                entry.place, entry.language.tag
            );
        }
        content.push_str("</li>");
        rest = others;
    }
    content.push_str("</ul>");
    document(&Brand::default(), "Pages", &content)
}

fn document(brand: &Brand, title: &str, content: &str) -> String {
    let [common, own] = brand.style_sheets();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <title>{title}</title>\n<style>{common}{own}{STYLE}</style>\n</head>\n<body>\n{content}\n</body>\n</html>\n"
    )
}

fn escape(text: &str) -> String {
    text.chars()
        .fold(String::with_capacity(text.len()), |mut escaped, it| {
            match it {
                '&' => escaped.push_str("&amp;"),
                '<' => escaped.push_str("&lt;"),
                '>' => escaped.push_str("&gt;"),
                '"' => escaped.push_str("&quot;"),
                _ => escaped.push(it),
            }
            escaped
        })
}
