//! What is said when code of ours panics.

use std::panic;

/// Replaces the panic hook of workers-rs, which logs the message: a message can quote what somebody
/// typed. The place is enough to find the fault.
pub(crate) fn report_places_only() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map_or_else(
            || "unknown".to_owned(),
            |location| format!("{}:{}", location.file(), location.line()),
        );
        worker::console_error!("{{\"event\":\"panic\",\"at\":\"{place}\"}}");
    }));
}
