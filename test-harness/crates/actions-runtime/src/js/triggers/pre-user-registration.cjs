'use strict';
// `pre-user-registration`, version 2: the trigger before a user of a database or passwordless connection is made.
const { cacheApi } = require('../api/cache.cjs');
const { validationApi } = require('../api/validation.cjs');

const handlers = { execute: 'onExecutePreUserRegistration' };

function buildApi(_event, recorder, cache) {
  const api = {};
  // Unlike after a login, what is stored already (nothing) need not be an object.
  const set = (call) => (name, value) => {
    recorder.record(call, name, value);
    return api;
  };
  return Object.assign(api, {
    access: {
      /** The reason is for the tenant's log, the message for the person. */
      deny(reason, userMessage) {
        recorder.record('access.deny', reason, userMessage);
        return api;
      },
    },
    cache: cacheApi(cache),
    user: {
      setAppMetadata: set('user.setAppMetadata'),
      setUserMetadata: set('user.setUserMetadata'),
    },
    validation: validationApi(api, recorder),
  });
}

/** What the next Action sees in `event`. */
function reflect(event, { call, arguments: [name, value] }) {
  const member = { 'user.setAppMetadata': 'app_metadata', 'user.setUserMetadata': 'user_metadata' }[call];
  if (member === undefined) return;
  event.user[member] = { ...event.user[member], [name]: structuredClone(value) };
  if (value === undefined || value === null) delete event.user[member][name];
}

/** A sign-up cannot be interrupted: a handler ends in a denial or in the next one. */
function decide(_event, recorder) {
  const [denial] = recorder.own('access.deny', 'validation.error');
  if (denial === undefined) return undefined;
  return { kind: 'denied', action: recorder.action, reason: String(denial.arguments[1] ?? '') };
}

module.exports = { handlers, buildApi, reflect, decide };
