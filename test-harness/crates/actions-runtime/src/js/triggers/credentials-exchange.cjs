'use strict';
// `credentials-exchange`, version 2: the trigger before a machine gets an access token (client credentials).
const { assertSettable } = require('../api/id-token.cjs');
const { cacheApi } = require('../api/cache.cjs');
const { targetScopesApi } = require('../api/target-scopes.cjs');

const handlers = { execute: 'onExecuteCredentialsExchange' };

function buildApi(event, recorder, cache) {
  const api = {};
  return Object.assign(api, {
    access: {
      /** Auth0 documents the codes invalid_scope, invalid_request and server_error, and checks none. */
      deny(code, reason) {
        recorder.record('access.deny', code, reason);
        return api;
      },
    },
    accessToken: {
      setCustomClaim(name, value) {
        // Whether Auth0 throws here, as it does after a login, is not said: take it that it does.
        assertSettable(name);
        recorder.record('accessToken.setCustomClaim', name, value);
        return api;
      },
    },
    cache: cacheApi(cache),
    transaction: targetScopesApi(recorder, event),
  });
}

/** What the next Action sees in `event`. */
function reflect(event, { call, arguments: [value] }) {
  const scopes = new Set(event.transaction?.target_scopes ?? event.accessToken?.scope ?? []);
  switch (call) {
    case 'transaction.addTargetScope':
      scopes.add(value);
      break;
    case 'transaction.removeTargetScope':
      scopes.delete(value);
      break;
    case 'transaction.setTargetScopes':
    case 'transaction.clearTargetScopes':
      scopes.clear();
      for (const scope of value ?? []) scopes.add(scope);
      break;
    default:
      return;
  }
  event.transaction.target_scopes = [...scopes];
}

/** There is nobody to ask, so a handler ends in a denial or in the next one. */
function decide(_event, recorder) {
  const [denial] = recorder.own('access.deny');
  if (denial === undefined) return undefined;
  return { kind: 'denied', action: recorder.action, reason: String(denial.arguments[1] ?? '') };
}

module.exports = { handlers, buildApi, reflect, decide };
