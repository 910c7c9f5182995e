//! The pages people see: layout, brands, forms.
//!
//! Pure rendering: a page is a value, [`Html`] what comes of it. Pages need no script and load
//! nothing but a logo and a font, and nothing from elsewhere (one, [`HandingBack`], has a line of script that presses its button); their style sheets stand in them and are named by hash in the
//! Content-Security-Policy that comes with them. Templates are checked when this crate is compiled,
//! and escape whatever is put in.
//!
//! ```
//! use vestibule_pages::{Accent, Brand, Color, ENGLISH, Frame, Identifier, Link};
//!
//! let accent = Accent::everywhere(Color::parse("#2f6f4f")?);
//! let brand = Brand::new("Acme", accent, Some("A"));
//! let html = Identifier {
//!     frame: Frame::new(&brand, &ENGLISH),
//!     action: Link::parse("/edge/realm")?,
//!     hidden: &[("client_id", "console")],
//!     application: Some("Acme Console"),
//!     typed: "",
//!     problem: None,
//!     note: None,
//!     suggestion: None,
//!     remembered: None,
//!     other_way: None,
//! }
//! .render();
//! assert_eq!(html.status, 200);
//! for (name, value) in html.headers() {
//!     println!("{name}: {value}");
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod brand;
mod color;
mod corners;
mod derived;
mod font;
mod frame;
mod heading;
mod html;
mod language;
mod link;
mod links;
mod logo;
mod marks;
mod of_tenant;
mod pages;
mod palette;
mod shades;
mod spoken;
mod surfaces;
mod topic;
mod tracking_id;

pub use brand::{Accent, Brand, Dress};
pub use color::{Color, ColorError};
pub use corners::Corners;
pub use font::{Font, FontFile, Stack};
pub use frame::Frame;
pub use html::Html;
pub use language::{
    ARABIC, ConflictTexts, ConnectionChooserTexts, CountTexts, CountedText, Date, Direction,
    ENGLISH, FRENCH, GERMAN, GoingOnTexts, Habits, IdentifierTexts, JAPANESE, Language,
    LayoutTexts, NoMatchTexts, NoticeTexts, OrganizationPickerTexts, PluralCategory, Plurals,
    SPANISH, SignOutTexts, Wishes,
};
pub use language::{AskTexts, ENGLISH_EXPLANATIONS, ExplanationTexts, TopicTexts, WayTexts};
pub use language::{Languages, Wording};
pub use language::{ProblemTexts, ProfileTexts};
pub use link::{Link, LinkError};
pub use links::{Contact, Links};
pub use logo::{Image, Logo};
pub use pages::conflict::{Conflict, ConflictBetween};
pub use pages::connection_chooser::{Choice, ChooserNote, ConnectionChooser};
pub use pages::explanation::{Explanation, Onward, OwnWords, WayOn};
pub use pages::going_on::GoingOn;
pub use pages::handing_back::HandingBack;
pub use pages::identifier::{GoOn, Identifier, IdentifierNote, IdentifierProblem, Remembered};
pub use pages::is_this_you::IsThisYou;
pub use pages::no_match::NoMatch;
pub use pages::notice::{Notice, NoticeKind};
pub use pages::organization_picker::{OrganizationChoice, OrganizationPicker};
pub use pages::profile_form::{ListEntry, ListGroup, ProfileField, ProfileForm, ProfileStep};
pub use pages::sign_out::SignOut;
pub use pages::signing_out::SigningOut;
pub use shades::Shades;
pub use spoken::{Reading, Spoken};
pub use surfaces::{Background, Unreadable};
pub use topic::{Ask, Topic, Way};
pub use tracking_id::{TrackingId, TrackingIdError};
