//! The snapshot of a tenant: bounds-checked lookups over bytes, no parser.
