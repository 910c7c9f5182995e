'use strict';
// Vestibule at Auth0's pre-user-registration trigger (version 2): asks whether this person may sign up and what the new
// user starts with; then does what the answer says. Settings and deployment: docs/actions.md.

// The same in every Action of Vestibule, from here to the line that says so. post-login.js is the source.
const crypto = require('node:crypto');

const TRIES = 2;
const TRY_MS = 1500;
const PAUSE_MS = 200;
const TOTAL_MS = 4000;
// What the Worker reads of a callout.
const MAX_EVENT_BYTES = 64 * 1024;
// Two tokens with 100 KB of claims each, and 96 KB of metadata and scopes: all that Auth0 takes.
const MAX_ANSWER_BYTES = 320 * 1024;
const MAX_LEVELS = 32;
// Standard Webhooks asks for 24 to 64.
const MIN_SECRET_BYTES = 24;
const UNAVAILABLE = 'vestibule_unavailable';

/** Says in one word why there is no answer that could be applied. */
class NoAnswer extends Error {
  /**
   * @param why goes to the log: a word of ours, nothing that came from elsewhere
   * @param again whether a second try may help
   * @param closed refuse whatever the policy says: the cause may be in the hands of whoever signs in
   */
  constructor(why, { again = false, closed = false } = {}) {
    super(why);
    Object.assign(this, { why, again, closed });
  }
}

/**
 * Asks Vestibule about `event` (the documented part of it) and returns the answer once `check` has passed it.
 *
 * Without one it returns `undefined` if the login may go on all the same, and calls `refuse` if it may not.
 */
async function consult(trigger, event, { secrets, policy, check, refuse }) {
  const started = Date.now();
  const line = { vestibule: trigger, id: `msg_${crypto.randomUUID()}`, tries: 0 };
  const say = (more) => console.log(JSON.stringify({ ...line, ...more, ms: Date.now() - started }));
  try {
    const { url, key } = readSettings(secrets, trigger);
    const body = encode({ version: 1, event });
    const timestamp = String(Math.floor(started / 1000));
    const mac = crypto.createHmac('sha256', key).update(`${line.id}.${timestamp}.${body}`);
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json',
      'webhook-id': line.id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${mac.digest('base64')}`,
    };
    const answer = decode(await post(url, headers, body, line), check);
    say({ decision: answer.decision_id });
    return answer;
  } catch (error) {
    const { why, closed } = error instanceof NoAnswer ? error : new NoAnswer('fault');
    const open = policy === 'open' && !closed;
    say({ failed: why, goes_on: open });
    if (!open) refuse();
    return undefined;
  }
}

function readSettings(secrets, trigger) {
  const base = parseUrl(secrets.VESTIBULE_URL);
  const key = readSecret(secrets.VESTIBULE_SECRET);
  if (base === undefined || key === undefined) throw new NoAnswer('settings');
  return { url: `${base.origin}${base.pathname.replace(/\/+$/, '')}/edge/callouts/${trigger}`, key };
}

/** An address that may be told about a user: https, or this machine. */
function parseUrl(text) {
  try {
    const url = new URL(text);
    const loopback = url.protocol === 'http:' && /^(localhost|.+\.localhost|127\.0\.0\.1)$/.test(url.hostname);
    return url.protocol === 'https:' || loopback ? url : undefined;
  } catch {
    return undefined;
  }
}

/** The octets of a secret: `whsec_` and base64, as Standard Webhooks writes it, or the text itself. */
function readSecret(text) {
  if (typeof text !== 'string') return undefined;
  const [, base64] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text.trim()) ?? [];
  const key = base64 === undefined ? Buffer.from(text) : Buffer.from(base64, 'base64');
  return key.length < MIN_SECRET_BYTES ? undefined : key;
}

/** Anything but `open` is closed, also a mistyped one. */
function policyOf(text) {
  return text === 'open' ? 'open' : 'closed';
}

/** What cannot be written, being nested too deep, say, is in the hands of whoever signs in. */
function written(value) {
  try {
    return JSON.stringify(value);
  } catch {
    throw new NoAnswer('event-unwritable', { closed: true });
  }
}

function encode(value) {
  // Half a surrogate pair is a text in JavaScript and an error in every other reader of JSON. Whoever chooses a name
  // must not be able to make the callout fail.
  const body = written(value).replace(
    /(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g,
    '$1\\ufffd',
  );
  if (Buffer.byteLength(body) > MAX_EVENT_BYTES) throw new NoAnswer('event-too-large', { closed: true });
  return body;
}

/** A repeat has the same id, time and octets, and so gets the same answer. */
async function post(url, headers, body, line) {
  const deadline = Date.now() + TOTAL_MS;
  for (;;) {
    line.tries += 1;
    try {
      return await tryOnce(url, headers, body, Math.min(TRY_MS, deadline - Date.now()));
    } catch (error) {
      const left = deadline - Date.now() - PAUSE_MS;
      if (!error.again || line.tries === TRIES || left <= 0) throw error;
    }
    await new Promise((done) => setTimeout(done, PAUSE_MS));
  }
}

async function tryOnce(url, headers, body, ms) {
  // Covers the body of the answer as well.
  const signal = AbortSignal.timeout(Math.max(ms, 1));
  try {
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
    const problem = problemOf(response);
    if (problem === undefined) return await readBody(response);
    await response.body?.cancel();
    throw problem;
  } catch (error) {
    if (error instanceof NoAnswer) throw error;
    // The error itself may quote the address and more.
    throw new NoAnswer(signal.aborted ? 'timeout' : 'unreachable', { again: true });
  }
}

function problemOf({ status, headers }) {
  if (status === 200) {
    const type = (headers.get('content-type') ?? '').split(';')[0].trim().toLowerCase();
    return type === 'application/json' ? undefined : new NoAnswer('not-json');
  }
  // The standard hides where a redirect leads behind status 0; Node.js does not.
  if (status === 0 || (status >= 300 && status < 400)) return new NoAnswer('redirected');
  // The event itself was refused, be it by a firewall that its texts provoked. An open policy is for the time when
  // nobody answers or the settings are wrong.
  const closed = status >= 400 && status < 500 && ![401, 404, 408, 429].includes(status);
  return new NoAnswer(`status-${status}`, { again: status >= 500 || status === 429, closed });
}

async function readBody(response) {
  const chunks = [];
  let bytes = 0;
  // Counted here and not in `content-length`, which says nothing of what is unpacked.
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) throw new NoAnswer('answer-too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function decode(octets, check) {
  let answer;
  try {
    answer = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(octets));
  } catch {
    throw new NoAnswer('not-json');
  }
  const known = members({
    version: (version) => version === 1,
    decision_id: (id) => isText(id, 128) && /^[\w.:-]+$/.test(id),
  });
  if (known(answer) && check(answer)) return answer;
  // What was meant to stop somebody and is not understood stops them.
  const stops = ['deny', 'challenge', 'enroll'].some((name) => Object.hasOwn(answer ?? {}, name));
  const revokes = Object.hasOwn(answer?.session ?? {}, 'revoke');
  throw new NoAnswer('wrong-shape', { closed: stops || revokes });
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text without control characters, which could break a log line or an address. */
function isText(value, most) {
  return typeof value === 'string' && value.length >= 1 && value.length <= most && !/\p{Cc}/u.test(value);
}

/** An object of which each of `tests` passes the member of that name, there or not. */
function members(tests) {
  return (value) => isObject(value) && Object.entries(tests).every(([name, test]) => test(value[name]));
}

function optional(test) {
  return (value) => value === undefined || test(value);
}

function isValues(value) {
  return isObject(value) && isShallow(value, MAX_LEVELS);
}

function isShallow(value, levels) {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => isShallow(inner, levels - 1));
}

/** `api` throws on `scope`; other reserved names Auth0 leaves out without a word. */
function isClaims(value) {
  return isValues(value) && !Object.hasOwn(value, 'scope') && !Object.hasOwn(value, '');
}

/** Auth0: 1 to 280 characters, no white space, at most 1,000. */
function isScopes(value) {
  return Array.isArray(value) && value.length <= 1000 && value.every((it) => isText(it, 280) && !/\s/.test(it));
}

function isCode(value) {
  return isText(value, 64) && /^\w[\w.-]*$/.test(value);
}

const SCALAR = 'text, number or truth value';
const ANY = 'whatever stands there';

/** The part of `value` that `shape` names. What is not there stays out. */
function pick(value, shape) {
  if (shape === ANY) return value;
  if (shape === SCALAR) return typeof value === 'object' && value !== null ? undefined : value;
  if (Array.isArray(shape)) {
    if (!Array.isArray(value)) return undefined;
    return value.map((item) => pick(item, shape[0])).filter((part) => part !== undefined);
  }
  if (!isObject(value)) return undefined;
  const parts = Object.entries(shape).map(([name, inner]) => [name, pick(value[name], inner)]);
  return Object.fromEntries(parts.filter(([, part]) => part !== undefined));
}

// docs/claims-rules.md lists what is sent; a test compares it with what arrives.
const CLIENT = { client_id: SCALAR, metadata: ANY, name: SCALAR };
const CONNECTION = { id: SCALAR, metadata: ANY, name: SCALAR, strategy: SCALAR };
const ORGANIZATION = { display_name: SCALAR, id: SCALAR, metadata: ANY, name: SCALAR };
const REQUEST = {
  asn: SCALAR,
  geoip: {
    cityName: SCALAR,
    continentCode: SCALAR,
    countryCode: SCALAR,
    countryCode3: SCALAR,
    countryName: SCALAR,
    subdivisionCode: SCALAR,
    subdivisionName: SCALAR,
    timeZone: SCALAR,
  },
  hostname: SCALAR,
  ip: SCALAR,
  language: SCALAR,
  method: SCALAR,
  user_agent: SCALAR,
};
const TRANSACTION = {
  acr_values: [SCALAR],
  locale: SCALAR,
  login_hint: SCALAR,
  metadata: ANY,
  prompt: [SCALAR],
  protocol: SCALAR,
  redirect_uri: SCALAR,
  requested_scopes: [SCALAR],
  response_mode: SCALAR,
  response_type: [SCALAR],
  ui_locales: [SCALAR],
};
const USER = {
  app_metadata: ANY,
  email: SCALAR,
  family_name: SCALAR,
  given_name: SCALAR,
  name: SCALAR,
  nickname: SCALAR,
  phone_number: SCALAR,
  picture: SCALAR,
  user_metadata: ANY,
  username: SCALAR,
};
// Until here it is the same in every Action of Vestibule.

const EVENT = {
  client: CLIENT,
  connection: CONNECTION,
  organization: ORGANIZATION,
  request: REQUEST,
  tenant: { id: SCALAR },
  transaction: TRANSACTION,
  user: USER,
};

exports.onExecutePreUserRegistration = async (event, api) => {
  const refuse = () => api.access.deny(UNAVAILABLE, 'Signing up is not possible just now. Please try again.');
  const answer = await consult('pre-user-registration', pick(event, EVENT), {
    secrets: event.secrets,
    policy: policyOf(event.secrets.VESTIBULE_WHEN_UNREACHABLE),
    check: isAnswer,
    refuse,
  });
  if (answer === undefined) return;
  try {
    apply(answer, api);
  } catch {
    // `api` says in its messages what it was given.
    console.log(JSON.stringify({ vestibule: 'pre-user-registration', failed: 'apply', goes_on: false }));
    refuse();
  }
};

const isAnswer = members({
  user_metadata: optional(isValues),
  app_metadata: optional(isValues),
  // The reason is for the tenant's log, the message for the person who wants to sign up.
  deny: optional(
    members({ reason: (reason) => isText(reason, 1000), user_message: (message) => isText(message, 1000) }),
  ),
});

function apply({ user_metadata, app_metadata, deny }, api) {
  if (deny !== undefined) {
    api.access.deny(deny.reason, deny.user_message);
    return;
  }
  for (const [name, value] of Object.entries(user_metadata ?? {})) api.user.setUserMetadata(name, value);
  for (const [name, value] of Object.entries(app_metadata ?? {})) api.user.setAppMetadata(name, value);
}
