'use strict';

const MAX_KEY_CHARACTERS = 64;
const MAX_VALUE_BYTES = 8 * 1024;
const MAX_TOTAL_BYTES = 16 * 1024;

function transactionApi(recorder, event) {
  return {
    /** Seen at once in `event.transaction.metadata`, and by later Actions, across a redirect too. */
    setMetadata(key, value) {
      if (typeof key !== 'string') throw new Error('Transaction metadata key must be a string.');
      if (key.length > MAX_KEY_CHARACTERS) {
        throw new Error(`Transaction metadata keys are limited to ${MAX_KEY_CHARACTERS} characters.`);
      }
      const metadata = { ...event.transaction?.metadata };
      if (value === null) delete metadata[key];
      else metadata[key] = checkValue(value);
      if (Buffer.byteLength(JSON.stringify(metadata)) > MAX_TOTAL_BYTES) {
        throw new Error(`Transaction metadata is limited to ${MAX_TOTAL_BYTES} bytes in total.`);
      }
      recorder.record('transaction.setMetadata', key, value);
      event.transaction ??= {};
      event.transaction.metadata = metadata;
    },
  };
}

function checkValue(value) {
  if (!['string', 'number', 'boolean'].includes(typeof value)) {
    throw new Error('Transaction metadata values must be a string, a number or a boolean.');
  }
  // Integers that JavaScript cannot hold exactly are refused, and what is no number at all.
  if (typeof value === 'number') {
    const unsafe = Number.isInteger(value) ? !Number.isSafeInteger(value) : !Number.isFinite(value);
    if (unsafe) throw new Error('Transaction metadata numbers must be safe.');
  }
  if (Buffer.byteLength(String(value)) > MAX_VALUE_BYTES) {
    throw new Error(`Transaction metadata values are limited to ${MAX_VALUE_BYTES} bytes.`);
  }
  return value;
}

module.exports = { transactionApi };
