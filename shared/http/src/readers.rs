//! Who may read an answer from another origin.

/// Whose scripts may read an answer (Fetch, section 3.3, the CORS protocol). It protects nothing from
/// programs that are no browsers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Readers {
    /// Those of our own origin.
    #[default]
    Nobody,
    /// Those of one other origin, which the configuration allows.
    Origin(String),
    /// All: the answer is public. Never with cookies.
    Anybody,
}

impl Readers {
    /// The header lines that say so, names in lower case.
    pub fn headers(&self) -> impl Iterator<Item = (&'static str, String)> {
        let (allowed, varies) = match self {
            Self::Nobody => (None, false),
            Self::Origin(origin) => (Some(origin.clone()), true),
            Self::Anybody => (Some("*".to_owned()), false),
        };
        let allowed = allowed.map(|origin| ("access-control-allow-origin", origin));
        let varies = varies.then(|| ("vary", "origin".to_owned()));
        allowed.into_iter().chain(varies)
    }
}
