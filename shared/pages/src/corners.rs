//! How round things are.

/// How round the corners of buttons and fields are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Corners {
    /// Not at all.
    Sharp,
    /// A little.
    #[default]
    Soft,
    /// As round as a button is high.
    Round,
}

impl Corners {
    /// The role as custom property; the style sheet has the one of soft corners by itself.
    pub(crate) const fn declarations(self) -> &'static str {
        match self {
            Self::Sharp => ":root{--round:0px}",
            Self::Soft => "",
            // Half the height of a button and of a field.
            Self::Round => ":root{--round:1.625rem}",
        }
    }
}
