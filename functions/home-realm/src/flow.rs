//! What the identifier page has to remember between being shown and being answered.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use thiserror::Error;

/// How a login came to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayIn {
    /// The application linked to the identifier page; its own SDK starts the transaction later.
    Initiate,
    /// The application sent its authorization request to us.
    FrontDoor,
}

/// The state of a flow, carried by the form itself.
///
/// It travels in a hidden field and not in a cookie, so that two tabs never meet. It says nothing
/// that the address of the page did not say: whoever forges it could as well have followed a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FlowState {
    /// How the login came to us.
    pub(crate) way_in: WayIn,
    /// The query it came with, byte for byte.
    pub(crate) query: String,
}

/// Why a field holds no [`FlowState`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the form's state is damaged")]
pub(crate) struct FlowError;

impl FlowState {
    /// The name of the hidden field.
    pub(crate) const FIELD: &'static str = "flow";

    /// Writes it down for the hidden field.
    pub(crate) fn encode(&self) -> String {
        let way_in = match self.way_in {
            WayIn::Initiate => 'i',
            WayIn::FrontDoor => 'f',
        };
        format!("{way_in}{}", URL_SAFE_NO_PAD.encode(&self.query))
    }

    /// Reads what [`Self::encode`] wrote.
    ///
    /// # Errors
    /// [`FlowError`] for anything else.
    pub(crate) fn decode(field: &str) -> Result<Self, FlowError> {
        let (way_in, query) = field.split_at_checked(1).ok_or(FlowError)?;
        let way_in = match way_in {
            "i" => WayIn::Initiate,
            "f" => WayIn::FrontDoor,
            _ => return Err(FlowError),
        };
        let query = URL_SAFE_NO_PAD.decode(query).map_err(|_| FlowError)?;
        Ok(Self {
            way_in,
            query: String::from_utf8(query).map_err(|_| FlowError)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn damage_is_noticed() {
        for field in ["", "x", "iä", "i!", "iA", "i_w", "fgg=="] {
            assert_eq!(FlowState::decode(field), Err(FlowError), "{field:?}");
        }
    }

    proptest! {
        #[test]
        fn a_query_survives_byte_for_byte(query in ".{0,300}", front_door: bool) {
            let way_in = if front_door { WayIn::FrontDoor } else { WayIn::Initiate };
            let state = FlowState { way_in, query };
            prop_assert_eq!(FlowState::decode(&state.encode()), Ok(state));
        }

        #[test]
        fn nothing_panics(field in ".{0,60}") {
            let _ = FlowState::decode(&field);
        }
    }
}
