'use strict';

const MAX_USER_ID_CHARACTERS = 128;
const FACTOR_CALLS = ['challengeWith', 'challengeWithAny', 'enrollWith', 'enrollWithAny'].map(
  (name) => `authentication.${name}`,
);

function authenticationApi(api, recorder) {
  return {
    challengeWith: (factor, options) =>
      recorder.record('authentication.challengeWith', factor, options),
    challengeWithAny: (factors) => recorder.record('authentication.challengeWithAny', factors),
    enrollWith: (factor, options) => recorder.record('authentication.enrollWith', factor, options),
    enrollWithAny: (factors) => recorder.record('authentication.enrollWithAny', factors),
    /** Only a user who comes back can have completed a method of the tenant's own. */
    recordMethod(providerUrl) {
      if (recorder.phase !== 'continue') {
        throw new Error('recordMethod can only be called in onContinuePostLogin.');
      }
      if (!['http:', 'https:'].includes(new URL(providerUrl).protocol)) {
        throw new Error('The provider_url must be an http or https URL.');
      }
      recorder.record('authentication.recordMethod', providerUrl);
      return api;
    },
    setPrimaryUser(userId) {
      if (recorder.ofFlow('authentication.setPrimaryUser').length > 0) {
        throw new Error('The primary user can only be altered once per transaction');
      }
      if (typeof userId !== 'string' || userId.length === 0) {
        throw new Error('The provided primary_user_id must be a non-empty string');
      }
      if (userId.length > MAX_USER_ID_CHARACTERS) {
        throw new Error('The provided primary_user_id exceeds the maximum length.');
      }
      recorder.record('authentication.setPrimaryUser', userId);
    },
  };
}

module.exports = { authenticationApi, FACTOR_CALLS };
