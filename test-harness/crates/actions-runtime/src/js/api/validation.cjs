'use strict';

function validationApi(api, recorder) {
  return {
    /** Ends the login as a denial does, with a code of the tenant's own. */
    error(errorCode, errorMessage) {
      if (typeof errorCode !== 'string') throw new Error('errorCode must be string');
      if (typeof errorMessage !== 'string') throw new Error('errorMessage must be string');
      recorder.record('validation.error', errorCode, errorMessage);
      return api;
    },
  };
}

module.exports = { validationApi };
