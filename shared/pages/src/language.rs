//! The words on the pages, apart from their markup.

mod arabic;
mod arabic_explanations;
mod arabic_profile;
mod choose;
mod english;
mod english_explanations;
mod english_profile;
mod explanations;
mod french;
mod french_explanations;
mod french_profile;
mod german;
mod german_explanations;
mod german_profile;
mod japanese;
mod japanese_explanations;
mod japanese_profile;
mod keys;
mod languages;
mod numbers;
mod plural;
mod profile;
mod spanish;
mod spanish_explanations;
mod spanish_profile;

pub use arabic::ARABIC;
pub use choose::Wishes;
pub use english::ENGLISH;
pub use english_explanations::ENGLISH_EXPLANATIONS;
pub use explanations::{AskTexts, ExplanationTexts, TopicTexts, WayTexts};
pub use french::FRENCH;
pub use german::GERMAN;
pub use japanese::JAPANESE;
pub use languages::Languages;
pub use numbers::{Date, Habits};
pub use plural::{CountedText, PluralCategory, Plurals};
pub use profile::{ProblemTexts, ProfileTexts};
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

/// A language: its tag, its direction and all texts, page by page: as we word them ([`Language`]), or as a tenant words some of them.
///
/// A further language is one more file with one more value of this type; the compiler misses no text.
/// Braces name what is put in (`{product}`); no text holds markup.
#[derive(Clone, Copy, Debug)]
#[expect(
    missing_docs,
    reason = "the fields are the pages, and are named after them"
)]
pub struct Wording<'t> {
    /// The tag of RFC 5646, for the `lang` attribute.
    pub tag: &'static str,
    /// What it calls itself.
    pub name: &'static str,
    /// Which way it is written.
    pub direction: Direction,
    /// How it writes numbers and dates.
    pub habits: Habits,
    pub counts: CountTexts<'t>,
    /// What became of a login: thirty topics, which stand in files of their own.
    pub explanations: ExplanationTexts<'t>,
    /// The page with questions, in a file of its own.
    pub profile: ProfileTexts<'t>,
    pub layout: LayoutTexts<'t>,
    pub identifier: IdentifierTexts<'t>,
    pub connection_chooser: ConnectionChooserTexts<'t>,
    pub organization_picker: OrganizationPickerTexts<'t>,
    pub going_on: GoingOnTexts<'t>,
    pub sign_out: SignOutTexts<'t>,
    pub no_match: NoMatchTexts<'t>,
    pub conflict: ConflictTexts<'t>,
    pub not_found: NoticeTexts<'t>,
    pub bad_request: NoticeTexts<'t>,
    pub method_not_allowed: NoticeTexts<'t>,
    pub too_large: NoticeTexts<'t>,
    pub too_many: NoticeTexts<'t>,
    pub failed: NoticeTexts<'t>,
    pub unavailable: NoticeTexts<'t>,
    pub language_chosen: NoticeTexts<'t>,
}

/// A language as we word it.
pub type Language = Wording<'static>;

/// What several pages say with a number.
#[derive(Clone, Copy, Debug)]
pub struct CountTexts<'t> {
    /// When something happens by itself, in `{count}` seconds.
    pub in_seconds: CountedText<'t>,
}

/// What every page says.
#[derive(Clone, Copy, Debug)]
pub struct LayoutTexts<'t> {
    /// The window title: `{page}` and `{product}`.
    pub window: &'t str,
    /// Before the code that support can look up.
    pub reference: &'t str,
    /// The link to wherever people get help.
    pub support: &'t str,
    /// The link to how personal data are treated.
    pub privacy: &'t str,
    /// The link to what people agree to.
    pub terms: &'t str,
    /// The link to whether everything works just now.
    pub status: &'t str,
    /// Read out before the page's own language, where others can be chosen.
    pub language: &'t str,
}

/// The texts of [`Identifier`](crate::Identifier).
#[derive(Clone, Copy, Debug)]
pub struct IdentifierTexts<'t> {
    /// The heading.
    pub heading: &'t str,
    /// What happens next, when the application is not known.
    pub lead: &'t str,
    /// The same with `{application}`.
    pub lead_to: &'t str,
    /// The field's label.
    pub label: &'t str,
    /// An example in the empty field.
    pub example: &'t str,
    /// The button.
    pub submit: &'t str,
    /// The link to whatever else the tenant offers.
    pub other_way: &'t str,
    /// Before the heading in the window title when there is a problem: `{page}`.
    pub window_problem: &'t str,
    /// Nothing was typed.
    pub empty: &'t str,
    /// No email address.
    pub not_an_address: &'t str,
    /// Longer than any address is.
    pub too_long: &'t str,
    /// The button that takes another address than the one typed, with `{address}`.
    pub suggestion: &'t str,
    /// The heading when the last choice is remembered.
    pub remembered_heading: &'t str,
    /// What there is to do then, when the application is not known.
    pub remembered_lead: &'t str,
    /// The same with `{application}`.
    pub remembered_lead_to: &'t str,
    /// The button that goes on as last time, with `{organization}`.
    pub remembered_go: &'t str,
    /// The link that forgets the last choice.
    pub forget: &'t str,
    /// The heading over the field when the last choice stands above it.
    pub other_account: &'t str,
    /// The visitor came back from `{destination}` too often.
    pub loop_stopped: &'t str,
    /// `{destination}` answered with an error.
    pub provider_refused: &'t str,
    /// The visitor asked to be forgotten.
    pub choose_other: &'t str,
    /// The sign-in is for `{organization}`, and the address leads elsewhere.
    pub conflict: &'t str,
}

/// The texts of [`ConnectionChooser`](crate::ConnectionChooser).
#[derive(Clone, Copy, Debug)]
pub struct ConnectionChooserTexts<'t> {
    /// The heading.
    pub heading: &'t str,
    /// What there is to choose, with `{organization}`.
    pub lead: &'t str,
    /// Read out before the typed address.
    pub signing_in_as: &'t str,
    /// The link back to the field.
    pub other_account: &'t str,
    /// The visitor came back from `{destination}` too often.
    pub loop_stopped: &'t str,
    /// `{destination}` answered with an error.
    pub provider_refused: &'t str,
}

/// The texts of [`OrganizationPicker`](crate::OrganizationPicker).
#[derive(Clone, Copy, Debug)]
pub struct OrganizationPickerTexts<'t> {
    /// The heading.
    pub heading: &'t str,
    /// Why there is something to choose.
    pub lead: &'t str,
    /// Read out before the typed address.
    pub signing_in_as: &'t str,
    /// The link back to the field.
    pub other_account: &'t str,
    /// The label of the search field.
    pub find: &'t str,
    /// The button that searches.
    pub submit: &'t str,
    /// How much of the list is there: `{shown}` and `{total}`, which is the number that counts.
    pub showing: CountedText<'t>,
    /// Nothing was found for `{query}`.
    pub none: &'t str,
    /// The button that ends the search.
    pub all: &'t str,
}

/// The texts of [`GoingOn`](crate::GoingOn).
#[derive(Clone, Copy, Debug)]
pub struct GoingOnTexts<'t> {
    /// The heading, with `{destination}`.
    pub heading: &'t str,
    /// That nothing needs to be done.
    pub lead: &'t str,
    /// Before the link, for browsers that stay where they are.
    pub stuck: &'t str,
    /// The link, with `{destination}`.
    pub go: &'t str,
}

/// The texts of [`SignOut`](crate::SignOut) and [`SigningOut`](crate::SigningOut).
#[derive(Clone, Copy, Debug)]
pub struct SignOutTexts<'t> {
    /// The heading, with `{application}`.
    pub heading: &'t str,
    /// What signing out does.
    pub lead: &'t str,
    /// The choice to sign out at the identity provider as well.
    pub provider: &'t str,
    /// The same with the `{organization}` whose it is.
    pub provider_of: &'t str,
    /// When to choose it.
    pub provider_detail: &'t str,
    /// The choice to have this browser forget the organization.
    pub forget: &'t str,
    /// What comes of it.
    pub forget_detail: &'t str,
    /// The button.
    pub submit: &'t str,
    /// The link back.
    pub stay: &'t str,
    /// The heading while it happens.
    pub moving: &'t str,
    /// That nothing needs to be done.
    pub moving_lead: &'t str,
    /// Before the link, for browsers that stay where they are.
    pub stuck: &'t str,
    /// That link.
    pub finish: &'t str,
}

/// The texts of [`NoMatch`](crate::NoMatch).
#[derive(Clone, Copy, Debug)]
pub struct NoMatchTexts<'t> {
    /// The heading.
    pub heading: &'t str,
    /// What was looked for.
    pub lead: &'t str,
    /// What may help.
    pub advice: &'t str,
    /// Read out before the typed address.
    pub typed: &'t str,
    /// Back to the field.
    pub try_again: &'t str,
    /// On, without an organization.
    pub go_on: &'t str,
    /// Before the link to wherever access is asked for.
    pub new_here: &'t str,
    /// That link.
    pub request_access: &'t str,
}

/// The texts of [`Conflict`](crate::Conflict).
#[derive(Clone, Copy, Debug)]
pub struct ConflictTexts<'t> {
    /// The heading.
    pub heading: &'t str,
    /// What is wrong, with `{one}` and `{other}`.
    pub two: &'t str,
    /// What is wrong, when no name may be named.
    pub several: &'t str,
    /// What may help.
    pub advice: &'t str,
    /// Read out before the typed address.
    pub typed: &'t str,
    /// Back to the field.
    pub try_again: &'t str,
    /// On to whatever else the tenant offers.
    pub other_way: &'t str,
}

/// The texts of a page that only says something.
#[derive(Clone, Copy, Debug)]
pub struct NoticeTexts<'t> {
    /// The heading.
    pub heading: &'t str,
    /// What happened, and what to do now.
    pub lead: &'t str,
    /// The way on, where there is one.
    pub go_on: &'t str,
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
