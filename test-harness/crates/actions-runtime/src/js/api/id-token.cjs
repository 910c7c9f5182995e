'use strict';

// Other reserved names are accepted here and left out when the token is made.
const UNSETTABLE = ['scope'];

function assertSettable(name) {
  if (UNSETTABLE.includes(name)) throw new Error(`The "${name}" claim cannot be set.`);
}

function idTokenApi(api, recorder) {
  return {
    setCustomClaim(name, value) {
      assertSettable(name);
      recorder.record('idToken.setCustomClaim', name, value);
      return api;
    },
  };
}

module.exports = { assertSettable, idTokenApi };
