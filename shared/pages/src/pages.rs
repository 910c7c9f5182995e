//! The pages themselves, one file each.

pub(crate) mod conflict;
pub(crate) mod connection_chooser;
pub(crate) mod explanation;
pub(crate) mod going_on;
pub(crate) mod handing_back;
pub(crate) mod identifier;
pub(crate) mod is_this_you;
pub(crate) mod no_match;
pub(crate) mod notice;
pub(crate) mod organization_picker;
pub(crate) mod profile_form;
pub(crate) mod sign_out;
pub(crate) mod signing_out;
