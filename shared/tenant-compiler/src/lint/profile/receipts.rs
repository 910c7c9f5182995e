//! Consents of which nothing could be proved.

use crate::code::Code;
use crate::model::profile::{Kind, Profile};
use crate::report::Report;

pub(super) fn lint(profile: &Profile, report: &mut Report<'_>) {
    if !profile.receipt_keys.is_empty() {
        return;
    }
    let mut fields = profile.fields.iter().enumerate();
    let consent = fields.find(|(_, field)| matches!(field.kind, Kind::Consent { .. }));
    if let Some((index, _)) = consent {
        report.add(
            format!("profile.fields[{index}]"),
            Code::ConsentWithoutReceiptKey,
            "consents are recorded with a signed receipt alone, and no key is there for them",
            "make one with `vestibule keys consent`, and name its public half in `profile.receipt_keys`",
        );
    }
}
