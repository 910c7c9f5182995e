//! What goes in and what comes out: requests, outcomes, redirects that cannot leave the allow-list, byte-exact queries.
