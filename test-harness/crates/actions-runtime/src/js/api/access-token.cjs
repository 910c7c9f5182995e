'use strict';
const { assertSettable } = require('./id-token.cjs');

const MAX_SCOPE_CHARACTERS = 280;
const MAX_SCOPES = 1000;

function accessTokenApi(api, recorder) {
  return {
    setCustomClaim(name, value) {
      assertSettable(name);
      recorder.record('accessToken.setCustomClaim', name, value);
      return api;
    },
    // Unlike most, these two return nothing: they cannot be chained.
    addScope(scope) {
      const checked = checkScope(scope);
      const added = addedScopes(recorder).add(checked);
      if (added.size > MAX_SCOPES) {
        throw new Error(`The number of scopes exceeds the allowed maximum of ${MAX_SCOPES}.`);
      }
      recorder.record('accessToken.addScope', checked);
    },
    removeScope(scope) {
      recorder.record('accessToken.removeScope', checkScope(scope));
    },
  };
}

function checkScope(scope) {
  if (typeof scope !== 'string') throw new TypeError('The value for the scope must be a string.');
  const trimmed = scope.trim();
  if (trimmed.length === 0) throw new Error('The value for the scope is required.');
  if (trimmed.length > MAX_SCOPE_CHARACTERS) {
    throw new Error(
      `The value for the scope exceeds the allowed maximum of ${MAX_SCOPE_CHARACTERS} characters.`,
    );
  }
  if (/\s/.test(trimmed)) throw new Error('The value for the scope must not have whitespace.');
  return trimmed;
}

/** Scopes whose last mention in this flow was an addition. */
function addedScopes(recorder) {
  const added = new Set();
  const calls = recorder.ofFlow('accessToken.addScope', 'accessToken.removeScope');
  for (const { call, arguments: [scope] } of calls) {
    if (call === 'accessToken.addScope') added.add(scope);
    else added.delete(scope);
  }
  return added;
}

module.exports = { accessTokenApi, checkScope, MAX_SCOPES };
