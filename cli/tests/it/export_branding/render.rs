//! Templates as Auth0 renders them, and what comes of it as a browser reads it.

use std::collections::BTreeMap;

use liquid::model::Value;
use liquid::{Object, ParserBuilder, object};
use scraper::{Html, Node};

/// Renders a template.
pub(super) fn render(template: &str, values: &Object) -> String {
    let parser = ParserBuilder::with_stdlib().build().unwrap();
    let template = parser.parse(template).unwrap();
    template.render(values).unwrap()
}

/// Every tag of a document with the names of its attributes, in order.
pub(super) fn shape(html: &str) -> Vec<String> {
    let document = Html::parse_document(html);
    let mut shape = Vec::new();
    for node in document.tree.nodes() {
        if let Node::Element(element) = node.value() {
            let mut names: Vec<&str> = element.attrs().map(|(name, _)| name).collect();
            names.sort_unstable();
            shape.push(format!("<{} {}>", element.name(), names.join(" ")));
        }
    }
    shape
}

/// All text of a document, style sheets apart, with one space between words.
pub(super) fn text(html: &str) -> String {
    let document = Html::parse_document(html);
    let mut text = String::new();
    for node in document.tree.nodes() {
        let is_style = node.parent().is_some_and(
            |parent| matches!(parent.value(), Node::Element(element) if element.name() == "style"),
        );
        if let (Node::Text(piece), false) = (node.value(), is_style) {
            text.push(' ');
            text.push_str(piece);
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The attributes of the first element that a selector finds.
pub(super) fn attributes(html: &str, selector: &str) -> BTreeMap<String, String> {
    let document = Html::parse_document(html);
    let selector = scraper::Selector::parse(selector).unwrap();
    let element = document.select(&selector).next().unwrap();
    element
        .value()
        .attrs()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// An organization, as Auth0 gives it to templates.
pub(super) fn organization(id: &str, name: &str, logo: &str, primary: &str) -> Value {
    Value::Object(object!({
        "id": id,
        "name": "some-name",
        "display_name": name,
        "metadata": {},
        "branding": {
            "logo_url": logo,
            "colors": {"primary": primary, "page_background": "#ffffff"},
        },
    }))
}

/// Texts that would break out of where they are put.
pub(super) const HOSTILE: [&str; 5] = [
    "\"><script>alert(1)</script>",
    "' onmouseover='alert(1)' x='",
    "</style></title><img src=x onerror=alert(1)>",
    "{{ 6 | times: 7 }}{% assign product = 1 %}",
    "https://evil.example/\"><svg onload=alert(1)>",
];
