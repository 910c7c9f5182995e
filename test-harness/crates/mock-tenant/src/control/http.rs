//! The control interface over HTTP: JSON in, JSON out.
//!
//! | method and path | what it does |
//! |---|---|
//! | `GET /health` | answers once the tenant runs |
//! | `POST /faults`, `DELETE /faults` | adds a [`Fault`], such as `{"path": "/oauth/*", "fault": {"kind": "latency", "milliseconds": 300}, "times": 1}`; removes all |
//! | `GET /keys`, `POST /keys/rotate`, `DELETE /keys/{kid}` | keys |
//! | `GET /clock`, `POST /clock` | `{"set": s}` or `{"advance": s}` |
//! | `GET /logs`, `GET /transactions` | what happened |
//! | `GET /raw-requests`, `DELETE /raw-requests` | `/authorize` on the wire |
//! | `GET /users`, `PUT /users`, `GET|DELETE /users/{id}` | users |
//! | `POST /invitations` | an [`InvitationRequest`] |
//! | `GET /reset-tickets` | links for new passwords, as the emails would have them |
//! | `DELETE /sessions` | ends all sessions |
//! | `PUT /strictness` | `"strict"` or `"lenient"` |
//! | `GET /rules`, `PUT /rules/{name}` | `true` or `false` |
//! | `PUT /idp/{connection}` | an [`IdpScript`] |

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post, put};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Control, ControlError, IdpScript, InvitationRequest, unknown};
use crate::faults::Fault;
use crate::invitation::Invitation;
use crate::rule::{Rule, Strictness};
use crate::state::User;

pub(crate) fn router(control: Control) -> Router {
    Router::new()
        .route("/health", get(async || Json(json!({"ok": true}))))
        .route("/faults", post(add_fault).delete(clear_faults))
        .route(
            "/keys",
            get(async |State(control): Tenant| Json(control.keys())),
        )
        .route("/keys/rotate", post(rotate_keys))
        .route("/keys/{kid}", delete(revoke_key))
        .route("/clock", get(clock).post(move_clock))
        .route(
            "/logs",
            get(async |State(control): Tenant| Json(control.logs())),
        )
        .route(
            "/transactions",
            get(async |State(control): Tenant| Json(control.transactions())),
        )
        .route(
            "/raw-requests",
            get(raw_requests).delete(clear_raw_requests),
        )
        .route(
            "/users",
            get(async |State(control): Tenant| Json(control.users())).put(put_user),
        )
        .route("/users/{id}", get(user).delete(delete_user))
        .route("/invitations", post(invite))
        .route(
            "/reset-tickets",
            get(async |State(control): Tenant| Json(control.reset_tickets())),
        )
        .route("/sessions", delete(clear_sessions))
        .route("/strictness", put(set_strictness))
        .route(
            "/rules",
            get(async |State(control): Tenant| Json(control.rules())),
        )
        .route("/rules/{name}", put(set_rule))
        .route("/idp/{connection}", put(script_idp))
        .with_state(control)
}

type Tenant = State<Control>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
enum ClockMove {
    Set(i64),
    Advance(i64),
}

async fn add_fault(State(control): Tenant, Json(fault): Json<Fault>) -> StatusCode {
    control.add_fault(fault);
    StatusCode::NO_CONTENT
}

async fn clear_faults(State(control): Tenant) -> StatusCode {
    control.clear_faults();
    StatusCode::NO_CONTENT
}

async fn rotate_keys(State(control): Tenant) -> Result<StatusCode, ControlError> {
    // Making a key keeps a core busy for a while.
    tokio::task::spawn_blocking(move || control.rotate_keys())
        .await
        .map_err(|error| ControlError::Key(error.to_string()))??;
    Ok(StatusCode::NO_CONTENT)
}

async fn revoke_key(
    State(control): Tenant,
    Path(kid): Path<String>,
) -> Result<StatusCode, ControlError> {
    control.revoke_key(&kid)?;
    Ok(StatusCode::NO_CONTENT)
}

async fn clock(State(control): Tenant) -> Json<Value> {
    Json(json!({"now": control.clock().now()}))
}

async fn move_clock(State(control): Tenant, Json(by): Json<ClockMove>) -> StatusCode {
    match by {
        ClockMove::Set(seconds) => control.set_clock(seconds),
        ClockMove::Advance(seconds) => control.advance_clock(seconds),
    }
    StatusCode::NO_CONTENT
}

async fn raw_requests(State(control): Tenant) -> Response {
    Json(control.raw_requests()).into_response()
}

async fn clear_raw_requests(State(control): Tenant) -> StatusCode {
    control.clear_raw_requests();
    StatusCode::NO_CONTENT
}

async fn put_user(
    State(control): Tenant,
    Json(user): Json<User>,
) -> Result<StatusCode, ControlError> {
    control.put_user(user)?;
    Ok(StatusCode::NO_CONTENT)
}

async fn user(
    State(control): Tenant,
    Path(user_id): Path<String>,
) -> Result<Json<User>, ControlError> {
    control.user(&user_id).map(Json)
}

async fn delete_user(
    State(control): Tenant,
    Path(user_id): Path<String>,
) -> Result<StatusCode, ControlError> {
    control.delete_user(&user_id)?;
    Ok(StatusCode::NO_CONTENT)
}

async fn invite(
    State(control): Tenant,
    Json(request): Json<InvitationRequest>,
) -> Result<Json<Invitation>, ControlError> {
    control.invite(request).map(Json)
}

async fn clear_sessions(State(control): Tenant) -> StatusCode {
    control.clear_sessions();
    StatusCode::NO_CONTENT
}

async fn set_strictness(State(control): Tenant, Json(strictness): Json<Strictness>) -> StatusCode {
    control.set_strictness(strictness);
    StatusCode::NO_CONTENT
}

async fn set_rule(
    State(control): Tenant,
    Path(name): Path<String>,
    Json(enabled): Json<bool>,
) -> Result<StatusCode, ControlError> {
    let rule = Rule::from_name(&name).ok_or_else(|| unknown("rule", &name))?;
    control.set_rule(rule, enabled);
    Ok(StatusCode::NO_CONTENT)
}

async fn script_idp(
    State(control): Tenant,
    Path(connection): Path<String>,
    Json(script): Json<IdpScript>,
) -> Result<StatusCode, ControlError> {
    control.script_idp(&connection, script)?;
    Ok(StatusCode::NO_CONTENT)
}

impl IntoResponse for ControlError {
    fn into_response(self) -> Response {
        let status = match self {
            Self::Unknown { .. } => StatusCode::NOT_FOUND,
            Self::KeyInUse(_) | Self::NoLoginUri(_) => StatusCode::CONFLICT,
            Self::Key(_) => StatusCode::INTERNAL_SERVER_ERROR,
        };
        (status, Json(json!({"error": self.to_string()}))).into_response()
    }
}
