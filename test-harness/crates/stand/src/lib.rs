//! All parties of a login.
