'use strict';

function userApi(api, recorder, event) {
  return {
    // The two messages differ by a full stop on Auth0 too.
    setAppMetadata(name, value) {
      if (!isObject(event.user.app_metadata)) {
        throw new Error('Unexpected app_metadata format. Must be a valid JSON object');
      }
      recorder.record('user.setAppMetadata', name, value);
      return api;
    },
    setUserMetadata(name, value) {
      if (!isObject(event.user.user_metadata)) {
        throw new Error('Unexpected user_metadata format. Must be a valid JSON object.');
      }
      recorder.record('user.setUserMetadata', name, value);
      return api;
    },
  };
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

module.exports = { userApi };
