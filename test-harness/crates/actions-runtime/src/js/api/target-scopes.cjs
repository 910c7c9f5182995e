'use strict';
const { checkScope, MAX_SCOPES } = require('./access-token.cjs');

/**
 * The scopes that a machine is going to get, before Auth0 takes away what the client grant does not have.
 *
 * Early access (actions/reference/credentials-exchange). Seen at once in `event.transaction.target_scopes`.
 */
function targetScopesApi(recorder, event) {
  const scopes = new Set(event.transaction.target_scopes ?? event.accessToken?.scope ?? []);
  const change = (call, ...values) => {
    recorder.record(call, ...values);
    event.transaction.target_scopes = [...scopes];
  };
  return {
    addTargetScope(scope) {
      const checked = checkScope(scope);
      if (!scopes.has(checked) && scopes.size >= MAX_SCOPES) {
        throw new Error(`The number of scopes exceeds the allowed maximum of ${MAX_SCOPES}.`);
      }
      scopes.add(checked);
      change('transaction.addTargetScope', checked);
    },
    removeTargetScope(scope) {
      const checked = checkScope(scope);
      scopes.delete(checked);
      change('transaction.removeTargetScope', checked);
    },
    setTargetScopes(list) {
      if (!Array.isArray(list)) throw new TypeError('The value for scopes must be an array.');
      const checked = new Set(list.map(checkScope));
      if (checked.size > MAX_SCOPES) {
        throw new Error(`The number of scopes exceeds the allowed maximum of ${MAX_SCOPES}.`);
      }
      scopes.clear();
      for (const scope of checked) scopes.add(scope);
      change('transaction.setTargetScopes', [...checked]);
    },
    clearTargetScopes() {
      scopes.clear();
      change('transaction.clearTargetScopes');
    },
  };
}

module.exports = { targetScopesApi };
