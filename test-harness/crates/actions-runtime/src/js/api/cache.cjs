'use strict';

const MAX_KEY_BYTES = 64;
const MAX_VALUE_BYTES = 4096;
const MAX_TOTAL_BYTES = 8192;
const MAX_ENTRIES = 20;
const MAX_LIFETIME_MS = 24 * 60 * 60 * 1000;
// The documentation says 15 minutes, the type definitions once said 24 hours: the shorter one shows
// an Action that relies on the longer.
const DEFAULT_LIFETIME_MS = 15 * 60 * 1000;

/**
 * `api.cache`: text that outlives the execution, shared by all Actions of the trigger.
 *
 * @param records the entries as this execution found them, changed in place
 * @param post tells the main thread of a change, so that later executions see it
 */
function cacheApi({ records, post, clock }) {
  const failure = (code) => ({ type: 'error', code });
  return {
    get(key) {
      const record = records.get(key);
      return record === undefined || record.expires_at < clock ? undefined : { ...record };
    },
    set(key, value, options) {
      const keyBytes = Buffer.byteLength(key, 'utf8');
      const valueBytes = Buffer.byteLength(value, 'utf8');
      if (keyBytes > MAX_KEY_BYTES) return failure('CacheKeySizeExceeded');
      if (valueBytes > MAX_VALUE_BYTES) return failure('CacheValueSizeExceeded');
      forgetExpired(records, clock);
      // An entry that is about to be replaced counts as well, as in Auth0's own code.
      if (totalBytes(records) + keyBytes + valueBytes > MAX_TOTAL_BYTES) {
        return failure('CacheSizeExceeded');
      }
      // Which code belongs to the 21st entry is not documented; this one is about a number.
      if (!records.has(key) && records.size >= MAX_ENTRIES) return failure('MaxSideEffectsExceeded');
      const expiresAt = expiry(options, clock);
      if (!Number.isSafeInteger(expiresAt)) return failure('InvalidExpiry');
      if (expiresAt <= clock) return failure('ItemAlreadyExpired');
      const record = { value, expires_at: Math.min(expiresAt, clock + MAX_LIFETIME_MS) };
      records.set(key, record);
      post({ type: 'cache', key, record });
      return { type: 'success', record: { ...record } };
    },
    delete(key) {
      if (!records.delete(key)) return failure('CacheKeyDoesNotExist');
      post({ type: 'cache', key });
      return { type: 'success' };
    },
  };
}

/** The earlier of both options; `NaN` if one of them is no number. */
function expiry({ ttl, expires_at: expiresAt } = {}, clock) {
  if (ttl === undefined && expiresAt === undefined) return clock + DEFAULT_LIFETIME_MS;
  return Math.min(
    ttl === undefined ? Infinity : clock + floor(ttl),
    expiresAt === undefined ? Infinity : floor(expiresAt),
  );
}

function floor(value) {
  return Number.isFinite(value) ? Math.floor(value) : NaN;
}

function totalBytes(records) {
  let bytes = 0;
  for (const [key, { value }] of records) bytes += Buffer.byteLength(key) + Buffer.byteLength(value);
  return bytes;
}

function forgetExpired(records, clock) {
  for (const [key, record] of records) if (record.expires_at < clock) records.delete(key);
}

module.exports = { cacheApi };
