//! Which organization and connection a login belongs to.
