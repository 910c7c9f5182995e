//! Whether a login can lead to a page.

/// How somebody signs in, as far as it says whether they can be led to a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// In a browser that can be led anywhere.
    Browser,
    /// In a browser, by an application that wants nothing to be asked (`prompt=none`).
    PromptNone,
    /// Not at all: a refresh token is exchanged.
    Refresh,
    /// In a browser, for an application on another device, which nothing leads back to.
    Device,
    /// Without a browser, as machines and scripts do.
    NoBrowser,
}

impl Flow {
    /// The flow of a transaction: its protocol, and whether its `prompt` has `none`.
    #[must_use]
    pub fn of(protocol: Option<&str>, prompt_none: bool) -> Self {
        match protocol.unwrap_or_default() {
            "oauth2-refresh-token" => Self::Refresh,
            // These lists are the same as in the Action, which has the last word and would not lead anybody away either.
            "oauth2-device-code" | "oidc-ciba" | "oidc-ciba-web-link" => Self::Device,
            "oauth2-resource-owner"
            | "oauth2-resource-owner-jwt-bearer"
            | "oauth2-password"
            | "oauth2-access-token"
            | "oauth2-token-exchange"
            | "oauth2-webauthn"
            | "wstrust-usernamemixed" => Self::NoBrowser,
            _ if prompt_none => Self::PromptNone,
            _ => Self::Browser,
        }
    }

    /// Whether the user can be led to a page and come back.
    #[must_use]
    pub const fn can_redirect(self) -> bool {
        matches!(self, Self::Browser)
    }
}
