//! A small business application that signs people in with the real `@auth0/auth0-spa-js`.
//!
//! It knows Vestibule the *initiate* way: "Sign in" links to `/edge/realm` on the edge's origin, which
//! sends the browser back to `/login` with `iss`, `login_hint`, `organization` and `connection`
//! (OpenID Connect Core 1.0, section 4, and Auth0's names for the last two). From there on it is an
//! ordinary Auth0 application: the SDK makes state, nonce and PKCE, and reads the answer at
//! `/callback`. All of that happens in the browser, in `app/`; the server hands out files.

mod config;
mod files;
mod server;

pub use config::{Account, Config};
pub use server::{DemoApp, StartError};
