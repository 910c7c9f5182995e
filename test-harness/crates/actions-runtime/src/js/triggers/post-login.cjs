'use strict';
// `post-login`, version 3: the trigger after a login, before tokens are made.
const { accessApi } = require('../api/access.cjs');
const { accessTokenApi } = require('../api/access-token.cjs');
const { authenticationApi } = require('../api/authentication.cjs');
const { cacheApi } = require('../api/cache.cjs');
const { idTokenApi } = require('../api/id-token.cjs');
const { multifactorApi } = require('../api/multifactor.cjs');
const { promptApi } = require('../api/prompt.cjs');
const { redirectApi } = require('../api/redirect.cjs');
const { refreshTokenApi } = require('../api/refresh-token.cjs');
const { rulesApi } = require('../api/rules.cjs');
const { samlResponseApi } = require('../api/saml-response.cjs');
const { sessionApi } = require('../api/session.cjs');
const { transactionApi } = require('../api/transaction.cjs');
const { userApi } = require('../api/user.cjs');
const { validationApi } = require('../api/validation.cjs');
const { interruption } = require('../interruptions.cjs');

const handlers = { execute: 'onExecutePostLogin', continue: 'onContinuePostLogin' };

function buildApi(event, recorder, cache) {
  const api = {};
  return Object.assign(api, {
    access: accessApi(api, recorder),
    accessToken: accessTokenApi(api, recorder),
    authentication: authenticationApi(api, recorder),
    cache: cacheApi(cache),
    idToken: idTokenApi(api, recorder),
    multifactor: multifactorApi(api, recorder),
    prompt: promptApi(recorder),
    redirect: redirectApi(api, recorder, event),
    refreshToken: refreshTokenApi(recorder, event),
    rules: rulesApi(recorder),
    samlResponse: samlResponseApi(api, recorder),
    session: sessionApi(recorder, event),
    transaction: transactionApi(recorder, event),
    user: userApi(api, recorder, event),
    validation: validationApi(api, recorder),
  });
}

/**
 * What the next Action sees in `event`.
 *
 * After a suspension the caller's event has the user as stored: metadata was written before the
 * browser was sent away, and may have been changed since, so it is not put back here.
 */
function reflect(event, { call, arguments: [name, value] }, resumed) {
  switch (call) {
    case 'transaction.setMetadata':
      event.transaction ??= {};
      setOrDelete((event.transaction.metadata ??= {}), name, value);
      break;
    case 'user.setUserMetadata':
      if (!resumed) setOrDelete((event.user.user_metadata ??= {}), name, value);
      break;
    case 'user.setAppMetadata':
      if (!resumed) setOrDelete((event.user.app_metadata ??= {}), name, value);
      break;
    // These carry all metadata that there is from now on.
    case 'session.setMetadata':
      if (event.session) event.session.metadata = structuredClone(name);
      break;
    case 'session.setCookieMode':
      if (event.session) event.session.cookie = { ...event.session.cookie, mode: name };
      break;
    case 'refreshToken.setMetadata':
      // None is made up: a later Action takes its presence for a refresh in progress.
      if (event.refresh_token) event.refresh_token.metadata = structuredClone(name);
      break;
  }
}

function setOrDelete(object, name, value) {
  if (value === undefined || value === null) delete object[name];
  else object[name] = structuredClone(value);
}

/** How the flow goes on after a handler. A denial outweighs everything. */
function decide(event, recorder, flow) {
  return denial(recorder) ?? interruption(event, recorder, flow);
}

function denial(recorder) {
  const { action } = recorder;
  const [first] = recorder.own(
    'access.deny', 'session.revoke', 'refreshToken.revoke', 'validation.error');
  if (first === undefined) return undefined;
  const reason = first.call === 'validation.error' ? first.arguments[1] : first.arguments[0];
  return { kind: 'denied', action, reason: String(reason ?? '') };
}

module.exports = { handlers, buildApi, reflect, decide };
