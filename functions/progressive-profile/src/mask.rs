//! An account, so that its owner knows it again and nobody else learns it.

/// What hides letters. Always as many, so that the number of letters is hidden too.
const HIDDEN: &str = "•••";

/// Hides most of what somebody knows their account by: of an email address what comes before the `@` but for its first letter, of a
/// telephone number all but the last two digits, of anything else all but the first letter. What has one or two letters is hidden
/// whole.
///
/// The domain of an address stays: the page bears the look of the company anyway.
pub(crate) fn masked(account: &str) -> String {
    if let Some((local, domain)) = account.rsplit_once('@') {
        return format!("{}{HIDDEN}@{domain}", first(local));
    }
    let is_number = |it: char| it.is_ascii_digit() || "+ -()/.".contains(it);
    if !account.is_empty() && account.chars().all(is_number) {
        let mut digits = account.chars().filter(char::is_ascii_digit).rev();
        let (last, before) = (digits.next(), digits.next());
        // Of four digits, two would tell too much.
        let known = digits.nth(2).and_then(|_| before.zip(last));
        return known.map_or_else(
            || HIDDEN.to_owned(),
            |(before, last)| format!("{HIDDEN}{before}{last}"),
        );
    }
    format!("{}{HIDDEN}", first(account))
}

/// The first letter, with the marks that stand on it left out; empty for what is too short to hide the rest of.
fn first(text: &str) -> String {
    let is_long = text.chars().nth(2).is_some();
    text.chars().take(usize::from(is_long)).collect()
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn its_owner_knows_it_again_and_nobody_else_learns_it() {
        for (account, shown) in [
            ("ana@globex.example", "a•••@globex.example"),
            ("jo@globex.example", "•••@globex.example"),
            ("@globex.example", "•••@globex.example"),
            ("\"a@b\"@globex.example", "\"•••@globex.example"),
            ("+49 30 901820", "•••20"),
            ("1234", "•••"),
            ("Ana Oliveira", "A•••"),
            ("李", "•••"),
            ("علي حسن", "ع•••"),
            ("", "•••"),
        ] {
            assert_eq!(masked(account), shown, "{account}");
        }
    }
}
