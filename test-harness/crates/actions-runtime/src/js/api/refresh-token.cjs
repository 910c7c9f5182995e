'use strict';
const { checkInstant, checkReason, without, withEntry } = require('./entity-metadata.cjs');

/**
 * Metadata may be set before the refresh token exists: it is kept for the one that will be made.
 * Without one in `event`, each Action starts from nothing and the last to set any wins.
 */
function refreshTokenApi(recorder, event) {
  let metadata = { ...event.refresh_token?.metadata };
  const refuseOnline = (method) => {
    if (event.refresh_token?.access === 'online') {
      throw new Error(`Cannot call ${method} on an online refresh token.`);
    }
  };
  const change = (changed) => {
    if (changed === undefined) return;
    metadata = changed;
    if (event.refresh_token) event.refresh_token.metadata = { ...changed };
    recorder.record('refreshToken.setMetadata', changed);
  };
  return {
    revoke(reason) {
      // Documented for this protocol alone. What Auth0 does elsewhere is not said: fail visibly.
      if (event.transaction?.protocol !== 'oauth2-refresh-token') {
        throw new Error('A refresh token can only be revoked while it is exchanged.');
      }
      recorder.record('refreshToken.revoke', checkReason(reason));
    },
    setExpiresAt(instant) {
      refuseOnline('setExpiresAt');
      recorder.record('refreshToken.setExpiresAt', checkInstant('absolute', instant));
    },
    setIdleExpiresAt(instant) {
      refuseOnline('setIdleExpiresAt');
      recorder.record('refreshToken.setIdleExpiresAt', checkInstant('inactivity', instant));
    },
    setMetadata(key, value) {
      try {
        refuseOnline('setMetadata');
        change(withEntry(metadata, key, value));
      } catch (error) {
        throw new Error(`Failed to set refresh token metadata: ${error.message}`);
      }
    },
    deleteMetadata(key) {
      refuseOnline('deleteMetadata');
      change(without(metadata, key));
    },
    evictMetadata() {
      refuseOnline('evictMetadata');
      if (Object.keys(metadata).length > 0) change({});
    },
  };
}

module.exports = { refreshTokenApi };
