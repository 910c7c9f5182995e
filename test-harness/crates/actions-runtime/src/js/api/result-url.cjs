'use strict';

function resultUrlApi(recorder) {
  return {
    /** Where the browser goes when the password is reset. Throws where `new URL` does. */
    setResultUrl(baseUrl, options) {
      const url = new URL(baseUrl);
      // `set`, not `append`: a parameter that the URL has already is replaced.
      for (const [name, value] of Object.entries(options?.query ?? {})) {
        url.searchParams.set(name, value);
      }
      recorder.record('transaction.setResultUrl', url.href);
    },
  };
}

module.exports = { resultUrlApi };
