//! What Auth0 takes as metadata.

use serde_json::{Map, Value};
use vestibule_rules::Value as RuleValue;
use vestibule_tenant::MetadataOf;

use crate::answer::{FailureReason, GivenField};

/// Octets of all fields of a user's metadata that one login sets, as JSON.
const MAX_USER: usize = 32_768;
/// Octets of all of a transaction's metadata, as JSON: Auth0's 16 KB, but for what the Action keeps there itself, and for numbers
/// that JavaScript writes in more octets than we do.
const MAX_TRANSACTION: usize = 16_384 - 1_024;
/// Octets of a text in a transaction's metadata.
const MAX_TRANSACTION_TEXT: usize = 8_192;
/// The largest whole number that JavaScript tells from its neighbours.
const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;

/// Checks that Auth0 takes a value as a field of metadata, besides fields `before` it; `stored` is what a transaction has
/// already.
///
/// # Errors
///
/// Why it does not.
pub(crate) fn check(
    of: MetadataOf,
    key: &str,
    value: &Value,
    before: &[GivenField<'_>],
    stored: Option<&RuleValue<'_>>,
) -> Result<(), FailureReason> {
    let mut all = match of {
        MetadataOf::Transaction => {
            check_scalar(value)?;
            match stored.map(RuleValue::to_json) {
                Some(Ok(Value::Object(fields))) => fields,
                // More than a result may hold, which is more than there is room for.
                Some(Err(_)) => return Err(FailureReason::NoRoomInMetadata),
                _ => Map::new(),
            }
        }
        MetadataOf::User | MetadataOf::App => {
            check_names(value)?;
            Map::new()
        }
    };
    let given = before.iter().map(|field| (field.key, &field.value));
    for (key, value) in given.chain([(key, value)]) {
        all.insert(key.to_owned(), value.clone());
    }
    let most = match of {
        MetadataOf::Transaction => MAX_TRANSACTION,
        MetadataOf::User | MetadataOf::App => MAX_USER,
    };
    if Value::Object(all).to_string().len() > most {
        return Err(FailureReason::NoRoomInMetadata);
    }
    Ok(())
}

/// Metadata of a transaction is flat. A whole number that JavaScript would round is no number that anybody meant.
fn check_scalar(value: &Value) -> Result<(), FailureReason> {
    let is_scalar = match value {
        Value::String(text) if text.len() > MAX_TRANSACTION_TEXT => {
            return Err(FailureReason::NoRoomInMetadata);
        }
        Value::Null | Value::Bool(_) | Value::String(_) => true,
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => whole.unsigned_abs() <= MAX_SAFE_INTEGER,
            // Beyond that every double is whole.
            #[expect(
                clippy::cast_precision_loss,
                reason = "the number is one that a double holds"
            )]
            (None, Some(number)) => number.abs() <= MAX_SAFE_INTEGER as f64,
            (None, None) => false,
        },
        Value::Array(_) | Value::Object(_) => false,
    };
    if is_scalar {
        Ok(())
    } else {
        Err(FailureReason::NotScalar)
    }
}

/// The names of maps in a user's metadata, which may come from an event. The depth of a value was checked before.
fn check_names(value: &Value) -> Result<(), FailureReason> {
    match value {
        Value::Array(items) => items.iter().try_for_each(check_names),
        Value::Object(fields) => fields.iter().try_for_each(|(name, value)| {
            if name.contains(['.', '$']) {
                return Err(FailureReason::WrongName);
            }
            check_names(value)
        }),
        _ => Ok(()),
    }
}
