//! The one crate that knows Cloudflare and JavaScript.
