//! New passwords: `POST /dbconnections/change_password`, the link that the email would have, and its page.

mod page;
mod request;
mod ticket;

pub(crate) use page::{finish, page};
pub(crate) use request::request;
pub use ticket::ResetTicketInfo;
pub(crate) use ticket::{ResetTicket, tickets};
