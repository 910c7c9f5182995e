'use strict';
// The token that goes out with a redirect and the one that comes back to /continue.
const crypto = require('node:crypto');

const HEADER = { alg: 'HS256', typ: 'JWT' };
const MIN_LIFETIME_SECONDS = 60;

function encodeSessionToken(secret, payload) {
  const signed = `${encode(HEADER)}.${encode(payload)}`;
  return `${signed}.${sign(secret, signed)}`;
}

/**
 * What Auth0's server checks in `validateToken`: returns `{payload}` or `{reason}`.
 *
 * The reasons are those that tenants were seen to give. Which comes first when several apply is not
 * known; here nothing of an unsigned token is believed.
 */
function verifySessionToken(token, { secret, issuer, state, sub, now, strict }) {
  const enforced = (rule) => strict[rule] === 'enforce';
  const [header, payload, signature, ...more] = token.split('.');
  const { alg, typ } = decode(header) ?? {};
  const signed = `${header}.${payload}`;
  if (more.length > 0 || alg !== 'HS256' || !sameText(signature, sign(secret, signed))) {
    return { reason: 'Failed signature validation' };
  }
  if (typ === undefined ? enforced('session_token_type') : String(typ).toUpperCase() !== 'JWT') {
    return { reason: 'Unexpected token payload type' };
  }
  const claims = decode(payload);
  if (
    claims === undefined ||
    !Number.isFinite(claims.iat) ||
    !Number.isFinite(claims.exp) ||
    typeof claims.sub !== 'string' ||
    typeof claims.iss !== 'string' ||
    (enforced('session_token_issuer') && claims.iss !== issuer) ||
    (enforced('session_token_lifetime') && claims.exp - claims.iat < MIN_LIFETIME_SECONDS)
  ) {
    return { reason: 'Missing or invalid standard claims' };
  }
  if (typeof claims.state !== 'string' || claims.state !== state) {
    return { reason: 'State in the token does not match the /continue state.' };
  }
  if (claims.sub !== sub) return { reason: 'The sub claim does not match the user_id.' };
  if (claims.exp <= now) return { reason: 'Token has expired.' };
  return { payload: claims };
}

function encode(value) {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** The JSON object in `part`, or `undefined`. */
function decode(part) {
  try {
    const value = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function sign(secret, text) {
  return crypto.createHmac('sha256', secret).update(text).digest('base64url');
}

function sameText(left, right) {
  const [a, b] = [Buffer.from(left ?? ''), Buffer.from(right)];
  return a.length === b.length && crypto.timingSafeEqual(a, b);
}

module.exports = { encodeSessionToken, verifySessionToken };
