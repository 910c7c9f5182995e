'use strict';
const { checkInstant, checkReason, without, withEntry } = require('./entity-metadata.cjs');

const COOKIE_MODES = ['persistent', 'non-persistent'];

/** Unlike a refresh token, a session must exist for its metadata to be set. */
function sessionApi(recorder, event) {
  let metadata = event.session && { ...event.session.metadata };
  const change = (changed) => {
    if (changed === undefined) return;
    metadata = changed;
    event.session.metadata = { ...changed };
    recorder.record('session.setMetadata', changed);
  };
  return {
    revoke(reason, options) {
      recorder.record('session.revoke', checkReason(reason), options);
    },
    setExpiresAt(instant) {
      recorder.record('session.setExpiresAt', checkInstant('absolute', instant));
    },
    setIdleExpiresAt(instant) {
      recorder.record('session.setIdleExpiresAt', checkInstant('inactivity', instant));
    },
    setCookieMode(mode) {
      if (!mode) throw new Error('Cookie mode must be provided');
      if (!COOKIE_MODES.includes(mode)) {
        throw new Error(
          `Invalid cookie mode: ${mode}. Valid values are 'persistent' and 'non-persistent'.`,
        );
      }
      recorder.record('session.setCookieMode', mode);
      if (event.session) event.session.cookie = { ...event.session.cookie, mode };
    },
    setMetadata(key, value) {
      try {
        if (!event.session || metadata === undefined) {
          throw new Error('Cannot set metadata on a session that does not exist.');
        }
        change(withEntry(metadata, key, value));
      } catch (error) {
        throw new Error(`Failed to set session metadata: ${error.message}`);
      }
    },
    deleteMetadata(key) {
      if (event.session && metadata !== undefined) change(without(metadata, key));
    },
    evictMetadata() {
      if (event.session && metadata !== undefined) change({});
    },
  };
}

module.exports = { sessionApi };
