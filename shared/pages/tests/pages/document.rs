//! Parses a page the way a browser does.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts, states,
};

use vestibule_pages::ENGLISH;

use crate::{arabic, samples};

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
    for language in [&ENGLISH, &arabic::ARABIC] {
        for (name, html) in samples::all(&samples::acme(), language) {
            let errors = parse(&html.body).errors;
            assert!(errors.is_empty(), "{name}: {errors:?}");
        }
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
