'use strict';

function multifactorApi(api, recorder) {
  return {
    /** Takes effect when all Actions have run. */
    enable(provider, options) {
      const { allowRememberBrowser, providerOptions } = options ?? {};
      recorder.record('multifactor.enable', provider, { allowRememberBrowser, providerOptions });
      return api;
    },
  };
}

module.exports = { multifactorApi };
