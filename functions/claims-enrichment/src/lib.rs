//! What tokens should say, who may not log in, and who has to show a second factor first.
//!
//! [`enrich`] is a plain function of an event of Auth0's, the published configuration and the time: it evaluates the tenant's
//! rules and says what each token and the user's metadata get, when the session ends, or that the login is denied. [`decide`]
//! answers the callouts of Actions with it, in the octets that [`wire`](wire()) writes; `vestibule eval` asks it as well.
//!
//! **Order.** Rules that deny come first, in the order of the file, and the first that does ends it: what tokens would have
//! said does not matter then, and rules for claims cannot use up the budget that a denial needs. Those that ask for a second
//! factor come next. Of the rules that give one claim, set one field or limit one end of the session, the first that applies
//! and has a value wins, so that later ones are its fallbacks.
//!
//! **Profiles.** Where rules neither deny nor ask for a factor, [`profile()`] says which fields of the tenant's profile the user is to be asked
//! for; the answer then leads to a form, or denies where something required is missing and cannot be asked for. What became of the form is
//! entered in the user's book when they come back, whatever rules say.
//!
//! **Failing.** A rule that cannot be evaluated is left out or denies the login, as its policy says. Nothing here fails
//! as a whole but for what is no rule's matter: an event that is none, a damaged snapshot.
//!
//! **What is deliberately absent.** There is no clock, no network and no memory of earlier answers: the same event, snapshot
//! and time give the same answer, to the octet.

mod answer;
mod book;
mod callout;
mod directory;
mod effects;
mod email;
mod enrich;
mod evaluate;
mod feed;
mod fetched;
mod inputs;
mod item;
mod json_object;
mod metadata;
mod notice;
mod profile;
mod progress;
mod size;
mod step_up;
mod trace;
mod verify;
mod wire;

pub use answer::{
    Answer, Denial, FACTOR_NOT_ENROLLED, Failure, FailureReason, GivenClaim, GivenField,
    GivenScope, Outcome, Part, RULE_FAILED, Redirect, Revocation, RuleReport, SessionEnd, StepUp,
    StepUpWay, TokenClaims,
};
pub use callout::{CALLOUTS, Context, Decision, decide};
pub use directory::{DirectoryKey, DirectoryKeyError, Entry, LARGEST_ENTRY, Part as DirectoryPart};
pub use enrich::{EnrichError, enrich};
pub use evaluate::{CALLOUT_BUDGET, RULE_BUDGET};
pub use feed::{FEEDS, Feed, FeedContext, MOST_CHANGES, read_feed};
pub use item::{DIRECTORY_FRESH, Held, Item, Items, Need, NoItems, SourceCall};
pub use json_object::JsonObject;
pub use profile::{PROFILE_INCOMPLETE, Profiling, profile};
pub use trace::{End, Trace};
pub use verify::verify;
pub use wire::wire;
