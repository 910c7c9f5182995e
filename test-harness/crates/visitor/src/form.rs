//! Forms as a page offers them.

use scraper::{ElementRef, Html, Selector};
use url::Url;

/// A form of a page: where it goes and what it holds before anybody types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Where it is sent to.
    pub action: Url,
    /// `true` for POST.
    pub posts: bool,
    /// Names and values as a browser would send them when nothing is touched, buttons left out.
    pub fields: Vec<(String, String)>,
    /// Names and values of its submit buttons that have a name.
    pub buttons: Vec<(String, String)>,
    /// The names of all controls that somebody could fill in or choose, also where nothing is chosen yet.
    pub controls: Vec<String>,
}

impl Form {
    /// All forms of a document in their order.
    pub(crate) fn all(document: &str, base: &Url) -> Vec<Self> {
        let document = Html::parse_document(document);
        select(document.root_element(), "form")
            .into_iter()
            .filter_map(|form| Self::read(form, base))
            .collect()
    }

    fn read(form: ElementRef<'_>, base: &Url) -> Option<Self> {
        let action = base.join(form.attr("action").unwrap_or("")).ok()?;
        let posts = form
            .attr("method")
            .is_some_and(|method| method.eq_ignore_ascii_case("post"));
        let mut fields = Vec::new();
        let mut buttons = Vec::new();
        for field in select(form, "input[name], button[name], textarea[name]") {
            let kind = field.attr("type").unwrap_or("text");
            let pair = (
                field.attr("name").unwrap_or("").to_owned(),
                field.attr("value").unwrap_or("").to_owned(),
            );
            let is_button = field.value().name() == "button" || kind == "submit";
            if is_button {
                buttons.push(pair);
            } else if !matches!(kind, "radio" | "checkbox") || field.attr("checked").is_some() {
                fields.push(pair);
            }
        }
        let mut controls = Vec::new();
        for control in select(form, "input[name], select[name], textarea[name]") {
            let is_hidden = matches!(control.attr("type"), Some("hidden" | "submit"));
            let name = control.attr("name").unwrap_or("").to_owned();
            // The buttons of a choice share a name.
            if !is_hidden && !controls.contains(&name) {
                controls.push(name);
            }
        }
        Some(Self {
            action,
            posts,
            fields,
            buttons,
            controls,
        })
    }

    /// The form with some fields filled in; a field that it does not have is added, as a test for
    /// what happens then.
    #[must_use]
    pub fn filled(mut self, values: &[(&str, &str)]) -> Self {
        for (name, value) in values {
            match self.fields.iter_mut().find(|(known, _)| known == name) {
                Some(field) => (*value).clone_into(&mut field.1),
                None => self.fields.push(((*name).to_owned(), (*value).to_owned())),
            }
        }
        self
    }

    /// Whether it has a field of that name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(known, _)| known == name)
    }
}

pub(crate) fn select<'a>(root: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    Selector::parse(selector).map_or_else(|_| Vec::new(), |parsed| root.select(&parsed).collect())
}
