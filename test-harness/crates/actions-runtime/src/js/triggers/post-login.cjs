'use strict';
// `post-login`, version 3: the trigger after a login, before tokens are made.
const { accessApi } = require('../api/access.cjs');
const { accessTokenApi } = require('../api/access-token.cjs');
const { authenticationApi, FACTOR_CALLS } = require('../api/authentication.cjs');
const { cacheApi } = require('../api/cache.cjs');
const { idTokenApi } = require('../api/id-token.cjs');
const { multifactorApi } = require('../api/multifactor.cjs');
const { promptApi } = require('../api/prompt.cjs');
const { canRedirect, redirectApi } = require('../api/redirect.cjs');
const { refreshTokenApi } = require('../api/refresh-token.cjs');
const { rulesApi } = require('../api/rules.cjs');
const { samlResponseApi } = require('../api/saml-response.cjs');
const { sessionApi } = require('../api/session.cjs');
const { transactionApi } = require('../api/transaction.cjs');
const { userApi } = require('../api/user.cjs');
const { validationApi } = require('../api/validation.cjs');

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

/**
 * How the flow goes on after a handler. A denial outweighs everything; a redirect or a form comes
 * before a factor that the same Action asks for (no source says what Auth0 does with both).
 */
function decide(event, recorder, flow) {
  const { action } = recorder;
  return (
    denial(recorder) ?? redirect(event, recorder, flow) ?? form(event, recorder, flow) ??
    factor(event, recorder, flow, action + 1)
  );
}

function denial(recorder) {
  const { action } = recorder;
  const [first] = recorder.own(
    'access.deny', 'session.revoke', 'refreshToken.revoke', 'validation.error');
  if (first === undefined) return undefined;
  const reason = first.call === 'validation.error' ? first.arguments[1] : first.arguments[0];
  return { kind: 'denied', action, reason: String(reason ?? '') };
}

function redirect(event, recorder, flow) {
  const { action, strict } = recorder;
  // Of several calls in one handler the last one counts.
  const url = recorder.own('redirect.sendUserTo').at(-1)?.arguments[0];
  if (url === undefined) return undefined;
  if (!canRedirect(event)) return { kind: 'interaction-required', action };
  const failed = (message) => ({ kind: 'failed', action, message });
  const enforced = (rule) => strict[rule] === 'enforce';
  if (
    enforced('one_redirect_per_action') &&
    flow.redirects.some((earlier) => earlier.action === action)
  ) {
    return failed('An Action can redirect the user only once.');
  }
  const address = (href) => (enforced('redirect_ignores_query') ? href.split(/[?#]/)[0] : href);
  if (flow.redirects.some((earlier) => address(earlier.url) === address(url))) {
    return failed('The user can be redirected to the same URL only once.');
  }
  const redirects = [...flow.redirects, { action, url }];
  return { kind: 'suspended', action, url, carried: carry({ ...flow, redirects }, recorder, action) };
}

function form(event, recorder, flow) {
  const [command] = recorder.own('prompt.render');
  if (command === undefined) return undefined;
  const { action } = recorder;
  if (!canRedirect(event)) return { kind: 'interaction-required', action };
  const [prompt, options] = command.arguments;
  return { kind: 'rendering', action, prompt, options, carried: carry(flow, recorder, action) };
}

function factor(event, recorder, flow, next) {
  const command = recorder.own(...FACTOR_CALLS).at(-1);
  if (command === undefined) return undefined;
  const { action } = recorder;
  if (!canRedirect(event)) return { kind: 'interaction-required', action };
  return {
    kind: 'factor-required',
    action,
    request: { call: command.call.split('.')[1], arguments: command.arguments },
    carried: { ...carry(flow, recorder, next), next: { action: next, handler: 'execute' } },
  };
}

function carry(flow, recorder, action) {
  const { commands } = recorder;
  return { next: { action, handler: 'continue' }, commands: [...commands], redirects: flow.redirects };
}

module.exports = { handlers, buildApi, reflect, decide };
