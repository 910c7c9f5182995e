//! Hostile identifiers.
