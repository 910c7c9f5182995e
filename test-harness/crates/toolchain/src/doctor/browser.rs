//! Chromium.

use super::Check;
use crate::toolbox::Chromium;
use crate::workspace::Workspace;

pub(super) fn check(workspace: &Workspace) -> Check {
    match Chromium::find(workspace) {
        Some(chromium) => Check::ok("chromium", chromium.version()),
        None => Check::absent(
            "chromium",
            "the next `cargo harness test` fetches Debian's; elsewhere install Chromium or Google Chrome",
        ),
    }
}
