//! Carries out commands the way Auth0's server does at the end of a trigger.

use serde_json::{Map, Value};

use crate::claims::{DropReason, Dropped, DroppedFrom, Token, admit};
use crate::command::Command;
use crate::execution::{Execution, Trigger};
use crate::node::Report;
use crate::result::{End, ExecutionResult};

/// User and app metadata: 32 kB each per session (customize/actions/limitations).
const MAX_METADATA_BYTES: usize = 32 * 1024;

/// Turns the report of the JavaScript side into what the tenant is to do.
pub(crate) fn fold(execution: &Execution, report: Report) -> ExecutionResult {
    let Report {
        end,
        commands,
        resumed_at,
        transaction_metadata,
        logs,
    } = report;
    let mut result = ExecutionResult {
        end,
        id_token_claims: Map::new(),
        access_token_claims: Map::new(),
        scopes_added: Vec::new(),
        scopes_removed: Vec::new(),
        target_scopes: None,
        user_metadata: Map::new(),
        app_metadata: Map::new(),
        transaction_metadata,
        primary_user: None,
        result_url: None,
        dropped: Vec::new(),
        commands,
        logs,
    };
    let carried_out = match result.end {
        End::Failed { .. } | End::TimedOut | End::InteractionRequired { .. } => {
            result.commands.clear();
            result.transaction_metadata.clear();
            return result;
        }
        End::Completed => fold_metadata(&mut result, resumed_at)
            .and_then(|()| fold_tokens(&mut result, execution)),
        // No user is made, so there is nowhere to write to.
        End::Denied { .. } if execution.trigger == Trigger::PreUserRegistration => Ok(()),
        End::Denied { .. }
        | End::Suspended { .. }
        | End::Rendering { .. }
        | End::FactorRequired { .. } => fold_metadata(&mut result, resumed_at),
    };
    match carried_out {
        Ok(()) => result,
        Err(message) => {
            let failed = Report::without_effect(End::Failed {
                action: None,
                message,
            });
            fold(
                execution,
                Report {
                    logs: result.logs,
                    ..failed
                },
            )
        }
    }
}

/// Metadata written since the flow was last suspended: before a redirect it is written too
/// (manage-users/user-accounts/metadata/manage-user-metadata).
fn fold_metadata(result: &mut ExecutionResult, resumed_at: usize) -> Result<(), String> {
    let changed_primary_user: Vec<usize> = result
        .commands
        .iter()
        .filter(|command| command.call == "authentication.setPrimaryUser")
        .map(|command| command.action)
        .collect();
    for command in result.commands.iter().skip(resumed_at) {
        let target = match command.call.as_str() {
            "user.setUserMetadata" if changed_primary_user.contains(&command.action) => {
                result.dropped.push(Dropped {
                    from: DroppedFrom::UserMetadata,
                    name: command.text(0).unwrap_or_default().to_owned(),
                    reason: DropReason::PrimaryUserChanged,
                });
                continue;
            }
            "user.setUserMetadata" => &mut result.user_metadata,
            "user.setAppMetadata" => &mut result.app_metadata,
            _ => continue,
        };
        set(target, command);
    }
    for (name, metadata) in [
        ("user_metadata", &result.user_metadata),
        ("app_metadata", &result.app_metadata),
    ] {
        let bytes = serde_json::to_vec(metadata).map_or(usize::MAX, |json| json.len());
        if bytes > MAX_METADATA_BYTES {
            return Err(format!(
                "The changes of {name} take {bytes} bytes and exceed the limit of {MAX_METADATA_BYTES} bytes."
            ));
        }
    }
    Ok(())
}

fn fold_tokens(result: &mut ExecutionResult, execution: &Execution) -> Result<(), String> {
    let mut id_token = Map::new();
    let mut access_token = Map::new();
    let mut scopes: Vec<(&str, bool)> = Vec::new();
    for command in &result.commands {
        match command.call.as_str() {
            "idToken.setCustomClaim" => set(&mut id_token, command),
            "accessToken.setCustomClaim" => set(&mut access_token, command),
            call @ ("accessToken.addScope" | "accessToken.removeScope") => {
                let Some(scope) = command.text(0) else {
                    continue;
                };
                scopes.retain(|(known, _)| *known != scope);
                scopes.push((scope, call == "accessToken.addScope"));
            }
            "authentication.setPrimaryUser" => {
                result.primary_user = command.text(0).map(str::to_owned);
            }
            "transaction.setResultUrl" => result.result_url = command.text(0).map(str::to_owned),
            _ => {}
        }
    }
    result.scopes_added = names(&scopes, true);
    result.scopes_removed = names(&scopes, false);
    result.target_scopes = target_scopes(execution, &result.commands);

    let access = Token::Access {
        audience: execution.access_token.audience,
        requested_scopes: &execution.access_token.requested_scopes,
    };
    let too_large = |token, bytes| {
        format!("The custom claims of the {token} token take {bytes} bytes and exceed 100 KB.")
    };
    result.id_token_claims = admit(Token::Id, id_token, &mut result.dropped)
        .map_err(|error| too_large("ID", error.bytes))?;
    result.access_token_claims = admit(access, access_token, &mut result.dropped)
        .map_err(|error| too_large("access", error.bytes))?;
    Ok(())
}

/// The target scopes after all changes, which begin with those of the token that was asked for.
fn target_scopes(execution: &Execution, commands: &[Command]) -> Option<Vec<String>> {
    let texts = |value: Option<&Value>| -> Vec<String> {
        let list = value.and_then(Value::as_array).into_iter().flatten();
        list.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let mut scopes = texts(execution.event.pointer("/accessToken/scope"));
    let mut changed = false;
    for command in commands {
        match (command.call.as_str(), command.text(0)) {
            ("transaction.addTargetScope", Some(scope)) => {
                if !scopes.iter().any(|known| known == scope) {
                    scopes.push(scope.to_owned());
                }
            }
            ("transaction.removeTargetScope", Some(scope)) => scopes.retain(|known| known != scope),
            ("transaction.setTargetScopes", _) => scopes = texts(command.arguments.first()),
            ("transaction.clearTargetScopes", _) => scopes.clear(),
            _ => continue,
        }
        changed = true;
    }
    changed.then_some(scopes)
}

/// The last call with a name wins. A call without a value (`undefined`) takes the name back.
fn set(target: &mut Map<String, Value>, command: &Command) {
    let Some(name) = command.text(0) else { return };
    match command.arguments.get(1) {
        Some(value) => target.insert(name.to_owned(), value.clone()),
        None => target.remove(name),
    };
}

fn names(scopes: &[(&str, bool)], added: bool) -> Vec<String> {
    scopes
        .iter()
        .filter(|(_, add)| *add == added)
        .map(|(scope, _)| (*scope).to_owned())
        .collect()
}
