'use strict';

function accessApi(api, recorder) {
  return {
    /** The Action goes on; when it has ended, the login ends. */
    deny(reason) {
      recorder.record('access.deny', reason);
      return api;
    },
  };
}

module.exports = { accessApi };
