'use strict';
const { encodeSessionToken, verifySessionToken } = require('../session-token.cjs');

const DEFAULT_LIFETIME_SECONDS = 15 * 60;
const DEFAULT_PARAMETER = 'session_token';
const PROTOCOLS_WITHOUT_BROWSER = [
  'oauth2-resource-owner',
  'oauth2-refresh-token',
  'oauth2-password',
  'oauth2-webauthn',
];

function redirectApi(api, recorder, event) {
  return {
    encodeToken({ secret, expiresInSeconds, payload }) {
      const iat = Math.floor(recorder.clock / 1000);
      return encodeSessionToken(secret, {
        // The host alone, not the issuer of ID tokens. The order of the members has no meaning; this
        // one makes the published test vector come out to the letter.
        iss: event.request.hostname,
        iat,
        exp: iat + (expiresInSeconds ?? DEFAULT_LIFETIME_SECONDS),
        sub: event.user.user_id,
        ip: event.request.ip,
        // Last, so that an Action can overwrite each of the above, meant or not.
        ...payload,
      });
    },
    sendUserTo(baseUrl, options) {
      if (recorder.own('prompt.render').length > 0) {
        recorder.abort('Redirect and render commands cannot be used in the same action.');
        return api;
      }
      const url = new URL(baseUrl);
      // `set`, not `append`: a parameter that the URL has already is replaced.
      for (const [name, value] of Object.entries(options?.query ?? {})) {
        url.searchParams.set(name, value);
      }
      recorder.record('redirect.sendUserTo', url.href);
      return api;
    },
    canRedirect: () => canRedirect(event),
    validateToken({ secret, tokenParameterName }) {
      const name = tokenParameterName || DEFAULT_PARAMETER;
      // The body wins over the query, for the token and for the state.
      const parameters = { ...event.request?.query, ...event.request?.body };
      const token = parameters[name];
      if (!token) {
        throw new Error(
          `There is no parameter called '${name}' available in either the POST body or query string.`,
        );
      }
      const { payload, reason } = verifySessionToken(String(token), {
        secret,
        issuer: event.request.hostname,
        state: parameters.state,
        sub: event.user.user_id,
        now: Math.floor(recorder.clock / 1000),
        strict: recorder.strict,
      });
      if (reason !== undefined) throw new Error(`The session token is invalid: ${reason}`);
      return payload;
    },
  };
}

/** Whether there is a browser that could be sent somewhere. */
function canRedirect(event) {
  if (event.request?.query?.prompt === 'none') return false;
  return !PROTOCOLS_WITHOUT_BROWSER.includes(event.transaction?.protocol);
}

module.exports = { canRedirect, redirectApi };
