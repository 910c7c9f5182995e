//! Sources: services of the tenant's own that rules read answers of.

use crate::SnapshotError;
use crate::read::Reader;

/// A source, by whose answers rules decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source<'a> {
    /// What rules read it as: `sources.{name}`.
    pub name: &'a str,
    /// Its address, with placeholders such as `{organization.id}` in it.
    pub url: &'a str,
    /// The name of the Worker's secret that is shown to it as a bearer token; `None`: it asks for none.
    pub secret: Option<&'a str>,
    /// Milliseconds that each try may take.
    pub timeout: u16,
    /// Seconds for which an answer is used without asking again.
    pub fresh: u32,
    /// Seconds for which an answer is kept for a time without another: the most that any rule allows.
    pub keep: u32,
}

impl<'a> Source<'a> {
    /// What an address may have filled in: each is an object of the event, a full stop, and a member of it.
    pub const PLACEHOLDERS: [&'static str; 4] = [
        "client.client_id",
        "connection.name",
        "organization.id",
        "user.user_id",
    ];

    /// Reads all sources, in the order of the tenant file.
    ///
    /// # Errors
    ///
    /// A [`SnapshotError`] if they are damaged.
    pub(crate) fn read_all(mut reader: Reader<'a>) -> Result<Vec<Self>, SnapshotError> {
        let count = reader.u16()?;
        let mut sources = Vec::new();
        for _ in 0..count {
            sources.push(Self::read(&mut reader)?);
        }
        if reader.is_at_end() {
            Ok(sources)
        } else {
            Err(SnapshotError::WrongLength)
        }
    }

    fn read(reader: &mut Reader<'a>) -> Result<Self, SnapshotError> {
        let name = reader.text()?;
        let url = reader.text()?;
        let secret = reader.text()?;
        Ok(Self {
            name,
            url,
            secret: (!secret.is_empty()).then_some(secret),
            timeout: reader.u16()?,
            fresh: reader.u32()?,
            keep: reader.u32()?,
        })
    }
}
