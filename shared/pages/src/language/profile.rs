//! What the texts of the page with questions are.

/// The texts of [`ProfileForm`](crate::ProfileForm) and [`HandingBack`](crate::HandingBack), and of [`IsThisYou`](crate::IsThisYou).
#[derive(Clone, Copy, Debug)]
pub struct ProfileTexts<'t> {
    /// The heading.
    pub heading: &'t str,
    /// Who asks, and what happens then, where the tenant says nothing of its own: `{product}`.
    pub lead: &'t str,
    /// Before the account.
    pub signed_in_as: &'t str,
    /// The link for whoever has another account.
    pub other_account: &'t str,
    /// Which page of how many: `{number}` and `{count}`.
    pub step: &'t str,
    /// What marks a question that need not be answered.
    pub optional: &'t str,
    /// The first line of a list that opens, before anything is chosen.
    pub choose: &'t str,
    /// The choice of those who choose none.
    pub no_answer: &'t str,
    /// Yes.
    pub yes: &'t str,
    /// No.
    pub no: &'t str,
    /// Over what is probably chosen of a long list.
    pub likely: &'t str,
    /// How long a text may be: `{most}` characters.
    pub limit: &'t str,
    /// The link to what is agreed to.
    pub document: &'t str,
    /// The button.
    pub submit: &'t str,
    /// The button to the page before.
    pub back: &'t str,
    /// The button for another time.
    pub skip: &'t str,
    /// Over the list of what is wrong.
    pub summary: &'t str,
    /// That the answers could not be kept.
    pub not_saved: &'t str,
    /// The heading of the page that goes back to signing in.
    pub done: &'t str,
    /// What happens there.
    pub handing_back: &'t str,
    /// The button there.
    pub go_on: &'t str,
    /// The heading of the page for whoever comes from another network: a question.
    pub is_this_you: &'t str,
    /// Why it is asked.
    pub other_network: &'t str,
    /// What to do if somebody else sent the link.
    pub sent_by_another: &'t str,
    /// The button that goes on.
    pub it_is_me: &'t str,
    /// The link to a login of one's own.
    pub it_is_not_me: &'t str,
    /// What is wrong with an answer.
    pub problems: ProblemTexts<'t>,
}

/// What is said of answers that do not do. Worded so that no number needs a plural.
#[derive(Clone, Copy, Debug)]
pub struct ProblemTexts<'t> {
    /// Nothing was written.
    pub missing: &'t str,
    /// Nothing was chosen.
    pub not_chosen: &'t str,
    /// Too short: `{length}` characters, `{least}` are needed.
    pub too_short: &'t str,
    /// Too long: `{length}` characters, `{most}` are allowed.
    pub too_long: &'t str,
    /// Not of the form that the tenant asks for.
    pub other_form: &'t str,
    /// A `{character}` that may not stand there.
    pub prohibited: &'t str,
    /// Characters that cannot be seen.
    pub hidden: &'t str,
    /// Letters of several scripts in a word.
    pub mixed_scripts: &'t str,
    /// No number; one is like `{example}`.
    pub not_a_number: &'t str,
    /// A number below `{least}`.
    pub too_small: &'t str,
    /// A number above `{most}`.
    pub too_large: &'t str,
    /// More than `{most}` decimals.
    pub too_many_decimals: &'t str,
    /// Decimals where there may be none.
    pub not_whole: &'t str,
    /// No day; one is like `{example}`.
    pub not_a_day: &'t str,
    /// A day before `{day}`.
    pub before: &'t str,
    /// A day after `{day}`.
    pub after: &'t str,
    /// A day that is to come.
    pub future: &'t str,
    /// No telephone number.
    pub not_a_phone: &'t str,
    /// A telephone number that does not say its country.
    pub country_needed: &'t str,
    /// No address of the web.
    pub not_an_address: &'t str,
    /// Nothing that was offered.
    pub not_an_option: &'t str,
    /// Fewer than `{least}`.
    pub too_few: &'t str,
    /// More than `{most}`.
    pub too_many: &'t str,
    /// Not agreed to.
    pub not_agreed: &'t str,
}
