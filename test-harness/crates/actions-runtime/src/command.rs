//! What an Action asked for through `api`.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One call on `api` that has an effect, in the order in which Actions made them.
///
/// A call that `api` refused (it threw) leaves no command.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Command {
    /// Index of the Action, in the order of the trigger's bindings.
    pub action: usize,
    /// The path below `api`, such as `idToken.setCustomClaim`.
    pub call: String,
    /// The arguments as JSON saw them at the time of the call.
    pub arguments: Vec<Value>,
}

impl Command {
    /// The argument at `index` if it is text.
    pub(crate) fn text(&self, index: usize) -> Option<&str> {
        self.arguments.get(index).and_then(Value::as_str)
    }
}
