//! The shape of a document: its tags with their attributes, as a browser reads them.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts, states,
};

/// Each tag, and its attributes with their values.
pub(crate) type Shape = Vec<(String, Vec<(String, String)>)>;

struct Sink(RefCell<(Shape, Vec<String>)>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut seen = self.0.borrow_mut();
        match token {
            Token::TagToken(Tag {
                kind, name, attrs, ..
            }) => {
                let mark = if kind == TagKind::StartTag { '<' } else { '/' };
                let attributes = attrs
                    .iter()
                    .map(|it| (it.name.local.to_string(), it.value.to_string()))
                    .collect();
                seen.0.push((format!("{mark}{name}"), attributes));
                match (kind, &*name) {
                    (TagKind::StartTag, "style") => {
                        return TokenSinkResult::RawData(states::RawKind::Rawtext);
                    }
                    (TagKind::StartTag, "title") => {
                        return TokenSinkResult::RawData(states::RawKind::Rcdata);
                    }
                    _ => {}
                }
            }
            Token::ParseError(error) => seen.1.push(error.into_owned()),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// The shape of a document, which has to parse without errors.
pub(crate) fn shape(body: &str) -> Shape {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(body));
    let options = TokenizerOpts {
        exact_errors: true,
        ..Default::default()
    };
    let tokenizer = Tokenizer::new(Sink(RefCell::default()), options);
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let (shape, errors) = tokenizer.sink.0.into_inner();
    assert!(errors.is_empty(), "{errors:?}");
    shape
}
