//! The words on the pages, apart from their markup.

mod arabic;
mod arabic_explanations;
mod choose;
mod english;
mod english_explanations;
mod explanations;
mod french;
mod french_explanations;
mod german;
mod german_explanations;
mod japanese;
mod japanese_explanations;
mod spanish;
mod spanish_explanations;

pub use arabic::ARABIC;
pub use choose::Wishes;
pub use english::ENGLISH;
pub use english_explanations::ENGLISH_EXPLANATIONS;
pub use explanations::{AskTexts, ExplanationTexts, TopicTexts, WayTexts};
pub use french::FRENCH;
pub use german::GERMAN;
pub use japanese::JAPANESE;
pub use spanish::SPANISH;

/// Which way a language is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From left to right.
    LeftToRight,
    /// From right to left.
    RightToLeft,
}

impl Direction {
    /// The value of the `dir` attribute.
    pub(crate) const fn attribute(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

/// A language: its tag, its direction and all texts, page by page.
///
/// A further language is one more file with one more value of this type; the compiler misses no text.
/// Braces name what is put in (`{product}`); no text holds markup.
#[derive(Clone, Copy, Debug)]
#[expect(
    missing_docs,
    reason = "the fields are the pages, and are named after them"
)]
pub struct Language {
    /// The tag of RFC 5646, for the `lang` attribute.
    pub tag: &'static str,
    /// Which way it is written.
    pub direction: Direction,
    /// What became of a login: thirty topics, which stand in a file of their own.
    pub explanations: &'static ExplanationTexts,
    pub layout: LayoutTexts,
    pub identifier: IdentifierTexts,
    pub connection_chooser: ConnectionChooserTexts,
    pub organization_picker: OrganizationPickerTexts,
    pub going_on: GoingOnTexts,
    pub no_match: NoMatchTexts,
    pub conflict: ConflictTexts,
    pub not_found: NoticeTexts,
    pub bad_request: NoticeTexts,
    pub method_not_allowed: NoticeTexts,
    pub too_large: NoticeTexts,
    pub too_many: NoticeTexts,
    pub failed: NoticeTexts,
    pub unavailable: NoticeTexts,
}

/// What every page says.
#[derive(Clone, Copy, Debug)]
pub struct LayoutTexts {
    /// The window title: `{page}` and `{product}`.
    pub window: &'static str,
    /// Before the code that support can look up.
    pub reference: &'static str,
    /// The link to wherever people get help.
    pub support: &'static str,
    /// The link to how personal data are treated.
    pub privacy: &'static str,
    /// The link to what people agree to.
    pub terms: &'static str,
    /// The link to whether everything works just now.
    pub status: &'static str,
}

/// The texts of [`Identifier`](crate::Identifier).
#[derive(Clone, Copy, Debug)]
pub struct IdentifierTexts {
    /// The heading.
    pub heading: &'static str,
    /// What happens next, when the application is not known.
    pub lead: &'static str,
    /// The same with `{application}`.
    pub lead_to: &'static str,
    /// The field's label.
    pub label: &'static str,
    /// An example in the empty field.
    pub example: &'static str,
    /// The button.
    pub submit: &'static str,
    /// The link to whatever else the tenant offers.
    pub other_way: &'static str,
    /// Before the heading in the window title when there is a problem: `{page}`.
    pub window_problem: &'static str,
    /// Nothing was typed.
    pub empty: &'static str,
    /// No email address.
    pub not_an_address: &'static str,
    /// Longer than any address is.
    pub too_long: &'static str,
    /// The button that takes another address than the one typed, with `{address}`.
    pub suggestion: &'static str,
    /// The heading when the last choice is remembered.
    pub remembered_heading: &'static str,
    /// What there is to do then, when the application is not known.
    pub remembered_lead: &'static str,
    /// The same with `{application}`.
    pub remembered_lead_to: &'static str,
    /// The button that goes on as last time, with `{organization}`.
    pub remembered_go: &'static str,
    /// The link that forgets the last choice.
    pub forget: &'static str,
    /// The heading over the field when the last choice stands above it.
    pub other_account: &'static str,
    /// The visitor came back from `{destination}` too often.
    pub loop_stopped: &'static str,
    /// `{destination}` answered with an error.
    pub provider_refused: &'static str,
    /// The visitor asked to be forgotten.
    pub choose_other: &'static str,
    /// The sign-in is for `{organization}`, and the address leads elsewhere.
    pub conflict: &'static str,
}

/// The texts of [`ConnectionChooser`](crate::ConnectionChooser).
#[derive(Clone, Copy, Debug)]
pub struct ConnectionChooserTexts {
    /// The heading.
    pub heading: &'static str,
    /// What there is to choose, with `{organization}`.
    pub lead: &'static str,
    /// Read out before the typed address.
    pub signing_in_as: &'static str,
    /// The link back to the field.
    pub other_account: &'static str,
    /// The visitor came back from `{destination}` too often.
    pub loop_stopped: &'static str,
    /// `{destination}` answered with an error.
    pub provider_refused: &'static str,
}

/// The texts of [`OrganizationPicker`](crate::OrganizationPicker).
#[derive(Clone, Copy, Debug)]
pub struct OrganizationPickerTexts {
    /// The heading.
    pub heading: &'static str,
    /// Why there is something to choose.
    pub lead: &'static str,
    /// Read out before the typed address.
    pub signing_in_as: &'static str,
    /// The link back to the field.
    pub other_account: &'static str,
    /// The label of the search field.
    pub find: &'static str,
    /// The button that searches.
    pub submit: &'static str,
    /// How much of the list is there: `{shown}` and `{total}`. Worded so that no number needs a
    /// plural.
    pub showing: &'static str,
    /// Nothing was found for `{query}`.
    pub none: &'static str,
    /// The button that ends the search.
    pub all: &'static str,
}

/// The texts of [`GoingOn`](crate::GoingOn).
#[derive(Clone, Copy, Debug)]
pub struct GoingOnTexts {
    /// The heading, with `{destination}`.
    pub heading: &'static str,
    /// That nothing needs to be done.
    pub lead: &'static str,
    /// Before the link, for browsers that stay where they are.
    pub stuck: &'static str,
    /// The link, with `{destination}`.
    pub go: &'static str,
}

/// The texts of [`NoMatch`](crate::NoMatch).
#[derive(Clone, Copy, Debug)]
pub struct NoMatchTexts {
    /// The heading.
    pub heading: &'static str,
    /// What was looked for.
    pub lead: &'static str,
    /// What may help.
    pub advice: &'static str,
    /// Read out before the typed address.
    pub typed: &'static str,
    /// Back to the field.
    pub try_again: &'static str,
    /// On, without an organization.
    pub go_on: &'static str,
    /// Before the link to wherever access is asked for.
    pub new_here: &'static str,
    /// That link.
    pub request_access: &'static str,
}

/// The texts of [`Conflict`](crate::Conflict).
#[derive(Clone, Copy, Debug)]
pub struct ConflictTexts {
    /// The heading.
    pub heading: &'static str,
    /// What is wrong, with `{one}` and `{other}`.
    pub two: &'static str,
    /// What is wrong, when no name may be named.
    pub several: &'static str,
    /// What may help.
    pub advice: &'static str,
    /// Read out before the typed address.
    pub typed: &'static str,
    /// Back to the field.
    pub try_again: &'static str,
    /// On to whatever else the tenant offers.
    pub other_way: &'static str,
}

/// The texts of a page that only says something.
#[derive(Clone, Copy, Debug)]
pub struct NoticeTexts {
    /// The heading.
    pub heading: &'static str,
    /// What happened, and what to do now.
    pub lead: &'static str,
    /// The way on, where there is one.
    pub go_on: &'static str,
}

/// Puts values where a text names them in braces.
///
/// One pass: a value that itself holds braces is not looked at again. A name without a value stays as
/// it is, which a test over all texts rules out.
///
/// A value of the other direction of writing is isolated, so that a name that ends with a parenthesis
/// keeps it, and one that holds an override turns nothing around but itself.
pub(crate) fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let value = after.split_once('}').and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((*value, after))
        });
        if let Some((value, after)) = value {
            if is_from_right_to_left(text) || is_from_right_to_left(value) {
                // FIRST STRONG ISOLATE and its end (Unicode Standard Annex 9, 2.3): `bdi`, where there
                // may be no markup.
                filled.push('\u{2068}');
                filled.push_str(value);
                filled.push('\u{2069}');
            } else {
                filled.push_str(value);
            }
            rest = after;
        } else {
            filled.push('{');
            rest = after;
        }
    }
    filled.push_str(rest);
    filled
}

/// Whether a text holds letters that are written from right to left, or controls that make others so:
/// the blocks that Unicode keeps for such scripts, and the bidirectional formatting characters.
fn is_from_right_to_left(text: &str) -> bool {
    text.chars().any(|character| {
        matches!(
            character,
            '\u{590}'..='\u{8ff}'
                | '\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}'
                | '\u{fb1d}'..='\u{fdff}'
                | '\u{fe70}'..='\u{fefe}'
                | '\u{10800}'..='\u{10fff}'
                | '\u{1e800}'..='\u{1efff}'
        )
    })
}

/// What stands before and after the place of one value, for a value that gets markup of its own.
pub(crate) fn around<'t>(text: &'t str, name: &str) -> (&'t str, &'t str) {
    text.split_once('{')
        .and_then(|(before, rest)| {
            let after = rest.strip_prefix(name)?.strip_prefix('}')?;
            Some((before, after))
        })
        .unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn isolates_what_is_written_the_other_way() {
        let name = |value| fill("To {name} now", &[("name", value)]);
        assert_eq!(name("Globex (EU)"), "To Globex (EU) now");
        assert_eq!(name("Übung ’ 株"), "To Übung ’ 株 now");
        assert_eq!(name("النور"), "To \u{2068}النور\u{2069} now");
        assert_eq!(name("a\u{202e}b"), "To \u{2068}a\u{202e}b\u{2069} now");
        assert_eq!(
            fill("إلى {name}", &[("name", "Globex (EU)")]),
            "إلى \u{2068}Globex (EU)\u{2069}"
        );
    }

    #[test]
    fn finds_what_is_around_a_value() {
        assert_eq!(around("Is it {a}?", "a"), ("Is it ", "?"));
        assert_eq!(around("{a}", "a"), ("", ""));
        assert_eq!(around("Is it {b}?", "a"), ("Is it {b}?", ""));
    }

    #[test]
    fn fills_in_one_pass() {
        assert_eq!(
            fill("{a} and {b}", &[("a", "{b}"), ("b", "x")]),
            "{b} and x"
        );
        assert_eq!(fill("{a", &[("a", "x")]), "{a");
        assert_eq!(fill("{c} {a}", &[("a", "x")]), "{c} x");
        assert_eq!(fill("none", &[]), "none");
    }
}
