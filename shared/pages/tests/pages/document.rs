//! Parses a page the way a browser does.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts, states,
};

use vestibule_pages::{ENGLISH, Frame, Language, Languages, Notice, NoticeKind, Reading};

use crate::samples;

/// A tag with its attributes' names and values.
pub(crate) type Shape<Value> = (String, Vec<(String, Value)>);

/// The start and end tags of a document with their attributes, texts left out, and parse errors.
#[derive(Debug, Default)]
pub(crate) struct Document {
    /// Each tag: `<name` or `/name`, and its attributes in order.
    pub(crate) tags: Vec<Shape<String>>,
    /// The contents of the style elements.
    pub(crate) styles: Vec<String>,
    /// What a conformance checker would complain about.
    pub(crate) errors: Vec<String>,
}

struct Sink(RefCell<Document>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut document = self.0.borrow_mut();
        match token {
            Token::TagToken(Tag {
                kind, name, attrs, ..
            }) => {
                let mark = if kind == TagKind::StartTag { '<' } else { '/' };
                let attributes = attrs
                    .into_iter()
                    .map(|attribute| {
                        (
                            attribute.name.local.to_string(),
                            attribute.value.to_string(),
                        )
                    })
                    .collect();
                document.tags.push((format!("{mark}{name}"), attributes));
                if kind == TagKind::StartTag && &*name == "style" {
                    document.styles.push(String::new());
                    return TokenSinkResult::RawData(states::RawKind::Rawtext);
                }
                if kind == TagKind::StartTag && &*name == "title" {
                    return TokenSinkResult::RawData(states::RawKind::Rcdata);
                }
            }
            Token::CharacterTokens(text)
                if document.tags.last().is_some_and(|(tag, _)| tag == "<style") =>
            {
                document.styles.last_mut().unwrap().push_str(&text);
            }
            Token::ParseError(error) => document.errors.push(error.into_owned()),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// Tokenizes a document; errors are those of the tokenizer and, from a second pass, of the tree
/// builder.
pub(crate) fn parse(body: &str) -> Document {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(body));
    let options = TokenizerOpts {
        exact_errors: true,
        ..Default::default()
    };
    let tokenizer = Tokenizer::new(Sink(RefCell::default()), options);
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let mut document = tokenizer.sink.0.into_inner();
    document.errors.extend(tree_errors(body));
    document
}

fn tree_errors(body: &str) -> Vec<String> {
    use html5ever::tendril::TendrilSink as _;
    let dom = html5ever::parse_document(
        markup5ever_rcdom::RcDom::default(),
        html5ever::ParseOpts::default(),
    )
    .one(body);
    let errors = dom.errors.borrow();
    errors.iter().map(ToString::to_string).collect()
}

#[test]
fn every_page_parses_without_errors() {
    for language in Language::all() {
        for (name, html) in samples::all(&samples::acme(), language) {
            let errors = parse(&html.body).errors;
            assert!(errors.is_empty(), "{name}, {}: {errors:?}", language.tag);
        }
    }
}

/// Tags with their attributes, texts and what is read out or shown of attributes left out, and which language a link to
/// another leads to.
fn structure(html: &str) -> Vec<Shape<String>> {
    let worded = |name: &str| ["placeholder", "lang", "dir"].contains(&name);
    let is_field = |attributes: &[(String, String)]| {
        attributes
            .iter()
            .any(|(name, value)| name == "id" && value == "email")
    };
    let mut tags = parse(html).tags;
    for (tag, attributes) in &mut tags {
        let is_field = is_field(attributes);
        if attributes.iter().any(|(name, _)| name == "hreflang") {
            attributes.retain(|(name, _)| name == "referrerpolicy");
        }
        attributes.retain(|(name, _)| {
            let is_placeholder = name == "placeholder" || (tag == "<optgroup" && name == "label");
            (is_field && name == "dir")
                || !(worded(name) && (is_field || tag == "<html") || is_placeholder)
        });
    }
    tags
}

#[test]
fn every_language_has_the_structure_of_english() {
    let brand = samples::acme();
    let english = samples::all(&brand, &ENGLISH);
    for language in Language::all() {
        for ((name, ours), (_, theirs)) in samples::all(&brand, language).iter().zip(&english) {
            let tag = language.tag;
            assert_eq!(
                structure(&ours.body),
                structure(&theirs.body),
                "{name}, {tag}"
            );
            assert_eq!(ours.status, theirs.status, "{name}, {tag}");
            let opening = format!(
                "<html lang=\"{tag}\" dir=\"{}\">",
                if tag == "ar" { "rtl" } else { "ltr" }
            );
            assert!(ours.body.contains(&opening), "{name}, {tag}");
        }
    }
}

#[test]
fn every_page_that_people_stay_on_offers_the_other_languages_in_their_own_words() {
    for language in Language::all() {
        for (name, html) in samples::all(&samples::acme(), language) {
            let place = format!("{name}, {}", language.tag);
            for other in Language::all() {
                let link = format!(
                    "<a href=\"/edge/language?to={0}\" hreflang=\"{0}\" lang=\"{0}\" dir=\"{1}\" \
                     referrerpolicy=\"same-origin\">{2}</a>",
                    other.tag,
                    if other.tag == "ar" { "rtl" } else { "ltr" },
                    other.name,
                );
                let is_offered = name != "going-on" && other.tag != language.tag;
                assert_eq!(html.body.contains(&link), is_offered, "{place}: {link}");
            }
        }
    }
}

#[test]
fn one_language_is_no_choice() {
    let brand = samples::acme();
    for reading in [
        Reading::from(&ENGLISH),
        Reading::from(&ENGLISH).among(Languages::of(["en"])),
    ] {
        let notice = Notice {
            kind: NoticeKind::NotFound,
            frame: Frame::new(&brand, reading),
            go_on: None,
        };
        assert!(!notice.render().body.contains("<footer"));
    }
}

#[test]
fn the_parser_notices_what_is_wrong() {
    for wrong in [
        "<p>no doctype",
        "<!doctype html><title>x</title><p></div>",
        "<!doctype html><p a=1 a=2>",
    ] {
        assert!(!parse(wrong).errors.is_empty(), "{wrong}");
    }
}
