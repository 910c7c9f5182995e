//! Where receipts of consents are made out.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use vestibule_identity::UnixSeconds;
use vestibule_receipts::{Receipt, ReceiptKey};

use crate::consent::Statement;
use crate::decide::Context;
use crate::opened::Opened;

/// Octets of a receipt's id.
const ID: usize = 16;

/// What receipts are signed with, and in whose name.
pub(crate) struct Desk<'a> {
    key: &'a ReceiptKey,
    issuer: &'a str,
}

impl<'a> Desk<'a> {
    /// Opens the desk. It signs with no key that is not published: whoever is to verify a receipt would never find it, and nobody would
    /// be kept from dropping it.
    ///
    /// # Errors
    /// Why nothing can be signed, for the log.
    pub(crate) fn open(context: Context<'a>) -> Result<Self, &'static str> {
        let key = context.receipt_key.ok_or("no receipt key")?;
        let manifest = context.manifest().ok_or("no configuration")?;
        let profile = manifest.profile().ok().flatten().ok_or("no profile")?;
        let mut published = profile.receipt_keys().map_err(|_| "a damaged profile")?;
        if !published.any(|x| x == key.public().x()) {
            return Err("the receipt key is not published");
        }
        let issuer = manifest.edge_origins().next().ok_or("no origin")?;
        Ok(Self { key, issuer })
    }

    /// The name of the key.
    pub(crate) fn key_id(&self) -> &'a str {
        self.key.public().id()
    }

    /// Makes out a receipt for each statement. It is a function of session, statement and time: a repeat gets the same octets.
    ///
    /// # Errors
    /// That nothing was signed, for the log.
    pub(crate) fn sign(
        &self,
        opened: &Opened,
        statements: &[Statement<'_>],
        at: UnixSeconds,
    ) -> Result<Vec<String>, &'static str> {
        let receipts = statements.iter().map(|statement| {
            let shown = statement.shown;
            let receipt = Receipt {
                issuer: self.issuer.to_owned(),
                subject: opened.session.subject.clone(),
                issued: at,
                id: id_of(opened, &shown.field),
                organization: opened.ask.organization.clone(),
                client: opened.ask.client.clone(),
                field: shown.field.clone(),
                version: shown.version.clone(),
                language: shown.language.clone(),
                entity: statement.entity.to_owned(),
                text: shown.text.clone(),
                document: shown.document.clone(),
                given: statement.given,
            };
            receipt.sign(self.key)
        });
        let receipts: Option<_> = receipts.collect();
        receipts.ok_or("nothing was signed")
    }
}

/// A session is answered once, so that a receipt is told from all others by session and field.
fn id_of(opened: &Opened, field: &str) -> String {
    let named = format!("receipt\n{}\n{field}", opened.session.id());
    let digest: Vec<u8> = Sha256::digest(named).into_iter().take(ID).collect();
    URL_SAFE_NO_PAD.encode(digest)
}
