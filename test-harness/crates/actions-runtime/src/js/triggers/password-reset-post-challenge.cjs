'use strict';
// `password-reset-post-challenge`, version 1: the trigger between the link in the email and the new password.
const { accessApi } = require('../api/access.cjs');
const { authenticationApi } = require('../api/authentication.cjs');
const { cacheApi } = require('../api/cache.cjs');
const { promptApi } = require('../api/prompt.cjs');
const { redirectApi } = require('../api/redirect.cjs');
const { resultUrlApi } = require('../api/result-url.cjs');
const { interruption } = require('../interruptions.cjs');

const handlers = { execute: 'onExecutePostChallenge', continue: 'onContinuePostChallenge' };

/** Unlike after a login, no call here returns `api`. */
function buildApi(event, recorder, cache) {
  const { challengeWith, challengeWithAny } = authenticationApi(undefined, recorder);
  const { encodeToken, sendUserTo, validateToken } = redirectApi(undefined, recorder, event);
  return {
    access: accessApi(undefined, recorder),
    authentication: { challengeWith, challengeWithAny },
    cache: cacheApi(cache),
    prompt: promptApi(recorder),
    redirect: { encodeToken, sendUserTo, validateToken },
    transaction: resultUrlApi(recorder),
  };
}

/** Nothing that can be called here shows in `event`. */
function reflect() {}

/** How the flow goes on after a handler. A denial outweighs everything. */
function decide(event, recorder, flow) {
  const [denial] = recorder.own('access.deny');
  if (denial !== undefined) {
    return { kind: 'denied', action: recorder.action, reason: String(denial.arguments[0] ?? '') };
  }
  return interruption(event, recorder, flow);
}

module.exports = { handlers, buildApi, reflect, decide };
