//! Pages against the example tenant, shard by shard as the Worker would take them.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

mod brand;
mod docs;
mod error_page;
mod hostile;
mod logout;
mod notice_page;
mod shape;
mod stage;

pub(crate) use stage::Stage;

pub(crate) const CLIENT: &str = "acmeDemoApp0000000000000000000001";
pub(crate) const GLOBEX: &str = "org_globexGLOBEX0001";
