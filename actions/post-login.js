'use strict';
// Vestibule at Auth0's post-login trigger (version 3): asks what this user's tokens should say, whether the login may
// go on, and whether the user has something to do first; then does what the answer says. Settings and deployment:
// docs/actions.md.

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
  authentication: { methods: [{ name: SCALAR, timestamp: SCALAR, type: SCALAR }] },
  authorization: { roles: [SCALAR] },
  client: CLIENT,
  connection: CONNECTION,
  organization: ORGANIZATION,
  refresh_token: { created_at: SCALAR },
  request: REQUEST,
  resource_server: { identifier: SCALAR },
  session: { authenticated_at: SCALAR, created_at: SCALAR, id: SCALAR },
  stats: { logins_count: SCALAR },
  tenant: { id: SCALAR },
  transaction: TRANSACTION,
  user: {
    ...USER,
    created_at: SCALAR,
    email_verified: SCALAR,
    enrolledFactors: [{ type: SCALAR }],
    identities: [{ connection: SCALAR, isSocial: SCALAR, provider: SCALAR, user_id: SCALAR }],
    last_password_reset: SCALAR,
    multifactor: [SCALAR],
    phone_verified: SCALAR,
    updated_at: SCALAR,
    user_id: SCALAR,
  },
};

// Not Auth0's: what became of the form for a profile, when somebody comes back from it.
const PROFILE = { answered: [SCALAR], consents: ANY, skipped: SCALAR };

const REFRESH = 'oauth2-refresh-token';
// Nobody sits at a browser that could be asked for something.
const WITHOUT_BROWSER = [
  REFRESH,
  'oauth2-resource-owner',
  'oauth2-resource-owner-jwt-bearer',
  'oauth2-password',
  'oauth2-access-token',
  'oauth2-token-exchange',
  'wstrust-usernamemixed',
];
// The visitor is at a browser and the application on another device, which nothing leads back to.
const WITHOUT_REDIRECT = [
  ...WITHOUT_BROWSER,
  'oauth2-device-code',
  'oauth2-webauthn',
  'oidc-ciba',
  'oidc-ciba-web-link',
];

// Long enough to look at a page; the page has its own session from then on.
const REDIRECT_SECONDS = 300;
const MAX_PAYLOAD_BYTES = 4096;
const MAX_TRANSACTION_BYTES = 16 * 1024;
const MAX_RETURNED = 16;
// HS256 takes no less (RFC 7518, section 3.2).
const MIN_PAGE_SECRET_BYTES = 32;
// What a profile can have at most.
const MAX_FIELDS = 64;
const MAX_CHOICES = 200;
// Twice what the form takes: composing a text may lengthen it.
const MAX_ANSWER_LENGTH = 4096;
// What Auth0 writes to a user's metadata in one login.
const MAX_ANSWERS_BYTES = 32 * 1024;
// What we keep in the transaction ourselves.
const OURS = 'vestibule_';
const TXN = `${OURS}txn`;
// What the number of a trip to the form for a profile begins with.
const TO_PROFILE = 'profile.';
const DENIAL = `${OURS}denial`;
const RETURNED = `${OURS}return_`;
// The member of `app_metadata` in which the callout notes what was asked. No answer goes there.
const BOOK = 'vestibule';
// The one in which the latest receipts of consents are kept. Rules do not read it, and it would take a callout's room.
const RECEIPTS = 'vestibule_consents';
const RECEIPT_TYPE = 'consent-receipt+jwt';
const MAX_RECEIPTS = 16;
const MAX_RECEIPT_LENGTH = 4096;
// Half of what Auth0 writes to a user's metadata in one login.
const MAX_RECEIPTS_BYTES = 16 * 1024;
// What the payload of the way to the form for a profile calls it, and the form what it sends back.
const PROFILE_FORM = 'profile';
const PROFILE_ANSWER = 'profile-answer';
// Who a token is about and how long it lives is for Auth0 to say; `state` and `txn` tie it to this login.
const NOT_IN_PAYLOAD = ['sub', 'iss', 'exp', 'iat', 'ip', 'state', 'txn'];

exports.onExecutePostLogin = async (event, api) => {
  await login(event, api, { phase: 'start', metadata: event.transaction?.metadata });
};

exports.onContinuePostLogin = async (event, api) => {
  const { [DENIAL]: denial, ...told } = { ...event.transaction?.metadata };
  if (denial !== undefined) {
    // Whoever was denied has read why. What still holds is asked once more; without an answer it does.
    api.transaction.setMetadata(DENIAL, null);
    await login(event, api, { phase: 'continue', metadata: told, denial: String(denial) });
    return;
  }
  const returned = hasNoAnswer(event) ? { told: {} } : readReturn(event, api);
  if (returned === undefined) {
    console.log(JSON.stringify({ vestibule: 'post-login', failed: 'return-token', goes_on: false }));
    deny(api, 'vestibule_return_invalid', 'The way back from the last page could not be verified.');
    return;
  }
  // Good for one return.
  api.transaction.setMetadata(TXN, null);
  const { [TXN]: _used, ...metadata } = { ...event.transaction.metadata, ...returned.told };
  for (const [name, value] of Object.entries(returned.told)) api.transaction.setMetadata(name, value);
  await login(event, api, { phase: 'continue', metadata, answers: returned.answers });
};

/**
 * `denial` is what the login was denied with before its owner read why, as the application is to hear it; `answers` is
 * what its owner answered on the form for a profile.
 */
async function login(event, api, { phase, metadata, denial, answers }) {
  const { secrets } = event;
  const refuse = () =>
    denial === undefined
      ? deny(api, UNAVAILABLE, 'The login could not be checked just now. Please try again.')
      : api.access.deny(denial);
  // First, so that nobody answers twice, whatever becomes of this login. What the callout sets then comes later.
  if (answers !== undefined && !attempt(() => applyAnswers(answers, event, api), refuse)) return;
  const told = { ...pick(event, EVENT), phase };
  if (isObject(told.user?.app_metadata)) {
    const { [RECEIPTS]: _receipts, ...others } = told.user.app_metadata;
    told.user = { ...told.user, app_metadata: others };
  }
  const { acr } = event.user ?? {};
  const own = {
    acr: typeof acr === 'string' ? acr : undefined,
    amr: methodsOf(event.user),
    groups: groupsOf(event.user, secrets.VESTIBULE_GROUPS_ATTRIBUTE),
  };
  for (const [name, value] of Object.entries(own)) {
    if (value !== undefined) told.user = { ...told.user, [name]: value };
  }
  if (metadata !== undefined) told.transaction = { ...told.transaction, metadata };
  if (answers !== undefined) {
    // Auth0's event is the one from before the form.
    for (const [name, values] of Object.entries(answers.written)) {
      told.user = { ...told.user, [name]: { ...told.user?.[name], ...values } };
    }
    told.profile = answers.profile;
  }
  const whenUnreachable = secrets.VESTIBULE_WHEN_UNREACHABLE;
  const refreshes = event.transaction?.protocol === REFRESH;
  const answer = await consult('post-login', told, {
    secrets,
    policy:
      denial === undefined
        ? policyOf((refreshes && secrets.VESTIBULE_WHEN_UNREACHABLE_AT_REFRESH) || whenUnreachable)
        : 'closed',
    check: (it) => isAnswer(it) && fitsTransaction(metadata, it.transaction_metadata),
    refuse,
  });
  if (answer !== undefined) attempt(() => apply(answer, event, api, phase), refuse);
}

/** Does something to the login, and refuses it if `api` does not take that. */
function attempt(work, refuse) {
  try {
    work();
    return true;
  } catch {
    // `api` says in its messages what it was given.
    console.log(JSON.stringify({ vestibule: 'post-login', failed: 'apply', goes_on: false }));
    refuse();
    return false;
  }
}

const isStop = members({ code: isCode, reason: (reason) => isText(reason, 1000) });
const isAddress = (url) => isText(url, 2048);
const isDenial = (value) => isStop(value) && optional(isAddress)(value.notice);
const isInstant = (value) => Number.isSafeInteger(value) && value > 0;
const isFactor = members({
  type: (type) => isText(type, 40) && /^[a-z][a-z-]*$/.test(type),
  options: optional(isValues),
});
const isFactors = members({
  factors: (list) => Array.isArray(list) && list.length >= 1 && list.length <= 10 && list.every(isFactor),
});
const isTransactionMetadata = (value) =>
  isObject(value) &&
  Object.entries(value).every(
    ([name, it]) =>
      isText(name, 64) &&
      !name.startsWith(OURS) &&
      (it === null || ['string', 'boolean'].includes(typeof it) || isSafe(it)) &&
      Buffer.byteLength(String(it)) <= 8192,
  );
const isPayload = (value) =>
  isValues(value) &&
  !NOT_IN_PAYLOAD.some((name) => Object.hasOwn(value, name)) &&
  Buffer.byteLength(JSON.stringify(value)) <= MAX_PAYLOAD_BYTES;
const isFields = members({
  id_token: optional(members({ claims: optional(isClaims) })),
  access_token: optional(
    members({ claims: optional(isClaims), add_scopes: optional(isScopes), remove_scopes: optional(isScopes) }),
  ),
  user_metadata: optional(isValues),
  app_metadata: optional(isValues),
  transaction_metadata: optional(isTransactionMetadata),
  session: optional(
    members({ expires_at: optional(isInstant), idle_expires_at: optional(isInstant), revoke: optional(isRevocation) }),
  ),
  deny: optional(isDenial),
  challenge: optional(isFactors),
  enroll: optional(isFactors),
  redirect: optional(members({ url: isAddress, payload: optional(isPayload) })),
});

const isFieldName = (name) => typeof name === 'string' && /^[a-z][a-z0-9_]{0,39}$/.test(name);
const isAnswered = (value) => typeof value === 'string' && value.length <= MAX_ANSWER_LENGTH;
const isValue = (value) =>
  isAnswered(value) ||
  typeof value === 'boolean' ||
  isSafe(value) ||
  (Array.isArray(value) && value.length <= MAX_CHOICES && value.every(isAnswered));
const isAnswers = (value) =>
  isObject(value) &&
  Object.entries(value).length <= MAX_FIELDS &&
  // Auth0 takes no `.` and no `$` there.
  Object.entries(value).every(([name, it]) => isText(name, 255) && !/[.$]|^__proto__$/.test(name) && isValue(it));
const isConsents = (value) =>
  isObject(value) && Object.entries(value).every(([name, version]) => isFieldName(name) && isText(version, 255));
const isReceipts = (value) =>
  Array.isArray(value) && value.length <= MAX_RECEIPTS && value.every((it) => readReceipt(it) !== undefined);
const isProfileAnswer = members({
  user_metadata: optional(isAnswers),
  app_metadata: optional((it) => isAnswers(it) && ![BOOK, RECEIPTS].some((name) => Object.hasOwn(it, name))),
  profile: members({
    answered: (list) => Array.isArray(list) && list.length <= MAX_FIELDS && list.every(isFieldName),
    consents: optional(isConsents),
    receipts: optional(isReceipts),
    skipped: optional((why) => ['user', 'unavailable', 'not-asked'].includes(why)),
  }),
});

function isAnswer(answer) {
  return isFields(answer) && (answer.challenge === undefined || answer.enroll === undefined);
}

function isRevocation(value) {
  return isStop(value) && optional((keeps) => typeof keeps === 'boolean')(value.preserve_refresh_tokens);
}

function isSafe(value) {
  return typeof value === 'number' && (Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value));
}

/** Auth0 takes 16 KB in all. Some room stays for what we keep there ourselves. */
function fitsTransaction(before, after) {
  if (after === undefined) return true;
  return Buffer.byteLength(JSON.stringify({ ...before, ...after })) <= MAX_TRANSACTION_BYTES - 256;
}

/** One interruption: a denial, or a factor, or a redirect. */
function apply(answer, event, api, phase) {
  const { authentication } = api;
  const revoke = answer.session?.revoke;
  const stop = answer.deny ?? revoke;
  if (stop !== undefined) {
    if (revoke === undefined && phase === 'start' && showNotice(answer, event, api)) return;
    // Claims of a login that does not happen would be for nobody; metadata is kept.
    applyMetadata(answer, api);
    deny(api, stop.code, stop.reason);
    if (revoke !== undefined) {
      const options = { preserveRefreshTokens: revoke.preserve_refresh_tokens ?? false };
      api.session?.revoke(`[${revoke.code}] ${revoke.reason}`, options);
    }
    return;
  }
  const factors = (answer.challenge ?? answer.enroll)?.factors;
  if (factors !== undefined) {
    if (WITHOUT_BROWSER.includes(event.transaction?.protocol)) {
      deny(api, 'interaction_required', 'This needs a second factor. Please sign in again.');
      return;
    }
    // The next Action follows when the factor is there, so this is the last chance for all the rest. With prompt=none
    // Auth0 itself answers interaction_required, which applications know what to do with.
    applyAll(answer, api);
    const [first, ...others] = factors;
    if (answer.challenge !== undefined) {
      if (others.length === 0) authentication.challengeWith(first);
      else authentication.challengeWithAny(factors);
    } else if (others.length === 0) authentication.enrollWith(first);
    else authentication.enrollWithAny(factors);
    return;
  }
  // An Action redirects once. A redirect never guards anything: `prompt=none` would pass it by later.
  if (answer.redirect !== undefined && phase === 'start' && canRedirect(event, api)) {
    redirect(answer, event, api);
    return;
  }
  applyAll(answer, api);
}

function applyAll(answer, api) {
  applyMetadata(answer, api);
  for (const [name, value] of Object.entries(answer.id_token?.claims ?? {})) api.idToken.setCustomClaim(name, value);
  const token = answer.access_token ?? {};
  for (const [name, value] of Object.entries(token.claims ?? {})) api.accessToken.setCustomClaim(name, value);
  for (const scope of token.add_scopes ?? []) api.accessToken.addScope(scope);
  for (const scope of token.remove_scopes ?? []) api.accessToken.removeScope(scope);
  // Not on every plan.
  const { expires_at, idle_expires_at } = answer.session ?? {};
  if (expires_at !== undefined) api.session?.setExpiresAt(expires_at);
  if (idle_expires_at !== undefined) api.session?.setIdleExpiresAt(idle_expires_at);
}

function applyMetadata(answer, api) {
  for (const [name, value] of Object.entries(answer.user_metadata ?? {})) api.user.setUserMetadata(name, value);
  for (const [name, value] of Object.entries(answer.app_metadata ?? {})) api.user.setAppMetadata(name, value);
  for (const [name, value] of Object.entries(answer.transaction_metadata ?? {})) {
    api.transaction.setMetadata(name, value);
  }
}

/**
 * Sends the browser to the page that says why, if there is one and somebody to read it. The denial follows on the way
 * back; whoever does not come back is not logged in either.
 *
 * The page gets no token: it says nothing that is about a person, and there is nothing for it to say to us.
 */
function showNotice({ deny: { code, reason, notice }, transaction_metadata }, event, api) {
  const target = notice === undefined ? undefined : pageOf(notice, event.secrets);
  if (target === undefined || !canRedirect(event, api)) return false;
  applyMetadata({ transaction_metadata }, api);
  api.transaction.setMetadata(DENIAL, said(code, reason));
  api.redirect.sendUserTo(target.href);
  return true;
}

function deny(api, code, reason) {
  api.access.deny(said(code, reason));
}

/** Only the reason reaches the application, so the code stands in it. */
function said(code, reason) {
  return `[${code}] ${reason}`;
}

function canRedirect(event, api) {
  const { prompt, protocol } = event.transaction ?? {};
  return api.redirect.canRedirect() && !prompt?.includes('none') && !WITHOUT_REDIRECT.includes(protocol);
}

/**
 * Sends the browser to a page of Vestibule.
 *
 * Of the answer only what is for the transaction is applied: Vestibule is asked again when the user comes back, and a
 * claim that was set now could not be taken back then.
 */
function redirect({ redirect: { url, payload }, transaction_metadata }, event, api) {
  const { secrets } = event;
  const target = pageOf(url, secrets);
  if (target === undefined) throw new Error('foreign target');
  const secret = pageSecret(secrets.VESTIBULE_PAGE_SECRET);
  const returnSecret = pageSecret(secrets.VESTIBULE_RETURN_SECRET);
  // One secret for both ways would let what goes out be played back.
  if (secret === undefined || returnSecret === undefined || secret === returnSecret) {
    throw new Error('secrets for pages');
  }
  const random = crypto.randomBytes(16).toString('base64url');
  const txn = payload?.page === PROFILE_FORM ? `${TO_PROFILE}${random}` : random;
  applyMetadata({ transaction_metadata }, api);
  api.transaction.setMetadata(TXN, txn);
  const token = api.redirect.encodeToken({
    secret,
    expiresInSeconds: REDIRECT_SECONDS,
    payload: { ...payload, txn },
  });
  api.redirect.sendUserTo(target.href, { query: { session_token: token } });
}

/** An address of Vestibule's pages to which Auth0 can add its `state`: two of them would be one too many. */
function pageOf(url, secrets) {
  const target = parseUrl(url);
  const origins = [parseUrl(secrets.VESTIBULE_URL).origin, ...(secrets.VESTIBULE_PAGE_ORIGINS ?? '').split(/\s+/)];
  return target !== undefined && origins.includes(target.origin) && !target.searchParams.has('state')
    ? target
    : undefined;
}

/** A secret as the Worker takes it: without the white space that a terminal may have added. */
function pageSecret(text) {
  const secret = typeof text === 'string' ? text.trim() : '';
  return Buffer.byteLength(secret) < MIN_PAGE_SECRET_BYTES ? undefined : secret;
}

/**
 * Whether somebody comes back from the form for a profile with nothing at all. Then they have answered nothing, and
 * Vestibule says whether that will do. From any other page nobody comes back like that.
 */
function hasNoAnswer({ transaction, request }) {
  const { query, body } = request ?? {};
  const txn = transaction?.metadata?.[TXN];
  return typeof txn === 'string' && txn.startsWith(TO_PROFILE) && !body?.session_token && !query?.session_token;
}

/**
 * What the page says, or `undefined` if it was not our page that says it, or not about this login: `told` as metadata
 * of the transaction; `answers`, if it was the form for a profile.
 */
function readReturn(event, api) {
  const expected = event.transaction?.metadata?.[TXN];
  const secret = pageSecret(event.secrets.VESTIBULE_RETURN_SECRET);
  if (typeof expected !== 'string' || secret === undefined) return undefined;
  try {
    const payload = api.redirect.validateToken({ secret, tokenParameterName: 'session_token' });
    if (payload.txn !== expected) return undefined;
    if (payload.page === PROFILE_ANSWER) {
      const answers = readAnswers(payload, event);
      return answers && { told: {}, answers };
    }
    const said = Object.entries(payload).filter(
      ([name, value]) =>
        !NOT_IN_PAYLOAD.includes(name) &&
        /^[a-z][a-z0-9_]{0,39}$/.test(name) &&
        (isText(value, 255) || typeof value === 'boolean' || isSafe(value)),
    );
    return {
      told: Object.fromEntries(said.slice(0, MAX_RETURNED).map(([name, value]) => [`${RETURNED}${name}`, value])),
    };
  } catch {
    return undefined;
  }
}

/**
 * What somebody answered on the form: `written` to which metadata, `receipts` of what they agreed to, and `profile`,
 * what became of the form. All of it, or `undefined`: half of what somebody answered is not what they answered.
 */
function readAnswers(payload, event) {
  if (!isProfileAnswer(payload)) return undefined;
  const { receipts = [] } = payload.profile;
  if (!receipts.every((it) => readReceipt(it).sub === event.user?.user_id)) return undefined;
  const { user_metadata, app_metadata } = payload;
  const written = pick({ user_metadata, app_metadata }, { user_metadata: ANY, app_metadata: ANY });
  if (Buffer.byteLength(JSON.stringify(written)) > MAX_ANSWERS_BYTES) return undefined;
  return { written, receipts, profile: pick(payload.profile, PROFILE) };
}

/**
 * What a receipt says, or `undefined` if it is none. Whoever is to prove something verifies who signed it; here it came
 * in a token of ours, or from metadata that only the tenant writes.
 */
function readReceipt(text) {
  if (typeof text !== 'string' || text.length > MAX_RECEIPT_LENGTH) return undefined;
  const [, head, body] = /^([\w-]+)\.([\w-]+)\.[\w-]{86}$/.exec(text) ?? [];
  try {
    const [header, says] = [head, body].map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()));
    const fits = header.typ === RECEIPT_TYPE && isFieldName(says.field) && typeof says.given === 'boolean';
    return fits && isText(says.sub, 512) && isSafe(says.iat) ? says : undefined;
  } catch {
    return undefined;
  }
}

function applyAnswers({ written, receipts }, event, api) {
  applyMetadata(written, api);
  if (receipts.length === 0) return;
  api.user.setAppMetadata(RECEIPTS, keptReceipts(event.user.app_metadata?.[RECEIPTS], receipts));
}

/**
 * The latest receipts, the newest last: of each field and organization the last consent, and a refusal that came after
 * it. What is dropped is gone from here: docs/consent-receipts.md says how to export receipts.
 */
function keptReceipts(before, receipts) {
  const replaces = (newer, older) =>
    newer.field === older.field && newer.org_id === older.org_id && (newer.given || !older.given);
  const kept = (Array.isArray(before) ? before : []).filter((it) => {
    const older = readReceipt(it);
    return older !== undefined && !receipts.some((newer) => replaces(readReceipt(newer), older));
  });
  const all = [...kept, ...receipts].slice(-MAX_RECEIPTS);
  while (all.length > receipts.length && Buffer.byteLength(JSON.stringify(all)) > MAX_RECEIPTS_BYTES) all.shift();
  return all;
}

/**
 * Groups that the identity provider sent, from the attribute of the user with that name, or with `app_metadata.` before
 * it from there. Not from `user_metadata`, which users can write.
 */
function groupsOf(user, attribute) {
  if (!isText(attribute, 255)) return undefined;
  const [, inner] = /^app_metadata\.(.+)$/.exec(attribute) ?? [];
  const from = inner === undefined ? user : user?.app_metadata;
  const name = inner ?? attribute;
  if (!isObject(from) || !Object.hasOwn(from, name) || from[name] === user.user_metadata) return undefined;
  const value = from[name];
  const groups = Array.isArray(value) ? value : [value];
  return groups.filter((group) => typeof group === 'string');
}

/**
 * How the identity provider says that the user signed in (RFC 8176): a list, or a text with spaces between, which is
 * what attributes of SAML become.
 */
function methodsOf(user) {
  const value = user?.amr;
  if (typeof value === 'string') return value.split(/\s+/).filter((method) => method !== '');
  return Array.isArray(value) ? value.filter((method) => typeof method === 'string') : undefined;
}
