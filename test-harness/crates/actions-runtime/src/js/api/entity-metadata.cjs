'use strict';
// Metadata of a session and of a refresh token follow the same rules.

const MAX_ENTRIES = 25;
const MAX_CHARACTERS = 255;
const KEY = new RegExp(`^[a-zA-Z0-9_-]{1,${MAX_CHARACTERS}}$`);

/**
 * `metadata` with `key` set to `value`, or without it if `value` is `null`.
 *
 * Returns `undefined` if there is nothing to change; throws if Auth0 would not take the result.
 */
function withEntry(metadata, key, value) {
  if (typeof key !== 'string') throw new Error('Invalid metadata: Metadata key must be a string');
  if (value === null) return without(metadata, key);
  if (typeof value !== 'string') {
    throw new Error('Invalid metadata: Metadata value must be a string');
  }
  const changed = { ...metadata, [key]: value };
  const problem = findProblem(changed);
  if (problem !== undefined) throw new Error(`Invalid metadata: ${problem}`);
  return changed;
}

/** `metadata` without `key`, or `undefined` if it has none. */
function without(metadata, key) {
  if (!(key in metadata)) return undefined;
  const { [key]: _removed, ...rest } = metadata;
  return rest;
}

function findProblem(metadata) {
  const entries = Object.entries(metadata);
  if (entries.length > MAX_ENTRIES) return `Metadata must not contain more than ${MAX_ENTRIES} entries`;
  for (const [key, value] of entries) {
    if (key.length > MAX_CHARACTERS) {
      return `All metadata keys must be at most ${MAX_CHARACTERS} characters long`;
    }
    if (!KEY.test(key)) {
      return 'Metadata keys may only include letters, numbers, underscores, or hyphens';
    }
    if (value.length > MAX_CHARACTERS) {
      return `All metadata values must be at most ${MAX_CHARACTERS} characters long`;
    }
    if (value.includes('\0')) return 'Metadata values must not contain null bytes (\0)';
  }
  return undefined;
}

/** An instant for `setExpiresAt` and its like: milliseconds since the epoch. */
function checkInstant(name, instant) {
  if (!instant) throw new Error('Either inactivity or absolute expiration time must be provided');
  if (typeof instant !== 'number') throw new Error(`${name} must be number`);
  return instant;
}

function checkReason(reason) {
  if (typeof reason !== 'string') throw new Error('message must be string');
  return reason;
}

module.exports = { checkInstant, checkReason, without, withEntry };
