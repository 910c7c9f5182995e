//! What all identifiers that are one piece of text have in common.

/// Gives a newtype over `Box<str>` the accessors and conversions that every identifier has.
///
/// A macro instead of a generic `Identifier<Kind>`: error messages and docs then name the type people know.
macro_rules! text_identifier {
    ($name:ident, $error:ident) => {
        impl $name {
            /// The identifier as text, exactly as it is compared and sent.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<&str> for $name {
            type Error = $error;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                Self::parse(text)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }
    };
}

pub(crate) use text_identifier;
