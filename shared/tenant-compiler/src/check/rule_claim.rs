//! Rules that give a claim: what it is called, which tokens get it, how long it stays.

use vestibule_claims::{ClaimName, ClaimNameError};
use vestibule_rules_compiler::ResultType;

use super::rules::Check;
use crate::code::Code;
use crate::file::{Token, Trigger};
use crate::model::Effect;
use crate::write::MARKER;

const MAX_PRIORITY: u8 = 100;
const DEFAULT_PRIORITY: u8 = 50;

impl Check<'_, '_> {
    pub(super) fn claim(&mut self, claim: &str, namespace: Option<&str>) -> Option<Effect> {
        let rule = self.rule;
        let priority = rule.priority.unwrap_or(DEFAULT_PRIORITY);
        if priority > MAX_PRIORITY {
            self.add(
                ".priority",
                Code::OutOfRange,
                format!("{priority} is not from 0 to {MAX_PRIORITY}"),
                "give what must stay longest the highest number",
            );
        }
        let tokens = self.tokens();
        let name = self.name(claim, namespace);
        let value = self.compile("value", rule.value.as_deref(), ResultType::Any);
        let ((id_token, access_token), name, value) = (tokens?, name?, value?);
        if let Some(scope) = name.access_token_scope().filter(|_| access_token) {
            self.add(
                ".claim",
                Code::ClaimNeedsScope,
                format!(
                    "Auth0 drops `{name}` from an access token for which the scope `{scope}` was not requested"
                ),
                "let the rule be for the ID token alone, or give the claim a name in your namespace",
            );
        }
        Some(Effect::Claim {
            name,
            id_token,
            access_token,
            priority,
            value,
        })
    }

    /// Whether the ID token and the access token get the claim.
    fn tokens(&mut self) -> Option<(bool, bool)> {
        let made: &[Token] = match self.rule.trigger {
            Trigger::PostLogin => &[Token::Id, Token::Access],
            Trigger::CredentialsExchange => &[Token::Access],
            Trigger::PreUserRegistration => {
                self.add(
                    ".claim",
                    Code::UnusableToken,
                    "nobody gets a token before they are signed up".to_owned(),
                    "deny here, or give the claim in a rule of `post-login`",
                );
                return None;
            }
        };
        let Some(tokens) = &self.rule.tokens else {
            return Some((made.contains(&Token::Id), true));
        };
        if tokens.is_empty() {
            self.add(
                ".tokens",
                Code::EmptyList,
                "the rule is for no token".to_owned(),
                "name `\"id\"`, `\"access\"` or both, or leave `tokens` out",
            );
        }
        if let Some(index) = tokens.iter().position(|token| !made.contains(token)) {
            self.add(
                &format!(".tokens[{index}]"),
                Code::UnusableToken,
                "`credentials-exchange` makes no ID token: there is nobody it could be about"
                    .to_owned(),
                "write `tokens = [\"access\"]`, or leave it out",
            );
            return None;
        }
        Some((tokens.contains(&Token::Id), tokens.contains(&Token::Access)))
    }

    fn name(&mut self, claim: &str, namespace: Option<&str>) -> Option<ClaimName> {
        let is_whole = claim.contains("://")
            || claim
                .get(..4)
                .is_some_and(|start| start.eq_ignore_ascii_case("urn:"));
        let name = match namespace {
            Some(namespace) if self.rule.namespaced && !is_whole && !claim.is_empty() => {
                format!("{namespace}{claim}")
            }
            _ => claim.to_owned(),
        };
        if namespace.is_some_and(|namespace| name.strip_prefix(namespace) == Some(MARKER)) {
            self.add(
                ".claim",
                Code::UnusableClaimName,
                format!("`{name}` is the claim that says what was left out of a token"),
                "call the claim something else",
            );
            return None;
        }
        match ClaimName::parse(&name) {
            Ok(name) => Some(name),
            Err(error) => {
                let help = match error {
                    ClaimNameError::Restricted => {
                        "give it a name in a namespace of yours: `namespace = \"https://…/\"` under [claims]"
                    }
                    ClaimNameError::ForbiddenNamespace => "use a domain of your own as namespace",
                    _ => {
                        "write a URL such as `https://acme.example/plan`, or a name in the namespace"
                    }
                };
                self.add(
                    ".claim",
                    Code::UnusableClaimName,
                    format!("no token would ever hold the claim `{name}`: {error}"),
                    help,
                );
                None
            }
        }
    }
}
