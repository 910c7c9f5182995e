'use strict';

const MAX_OPTIONS_BYTES = 24 * 1024;

function promptApi(recorder) {
  return {
    render(promptId, promptOptions) {
      if (recorder.own('redirect.sendUserTo').length > 0) {
        recorder.abort('Redirect and render commands cannot be used in the same action.');
        return;
      }
      if (recorder.own('prompt.render').length > 0) {
        recorder.abort('Only 1 render command per action is allowed.');
        return;
      }
      if (typeof promptId !== 'string') throw new Error('promptId must be string');
      const options = promptOptions || {};
      if (Buffer.byteLength(JSON.stringify(options)) > MAX_OPTIONS_BYTES) {
        throw new Error(
          `The total size of the prompt options exceeds the limit of ${MAX_OPTIONS_BYTES} bytes.`,
        );
      }
      recorder.record('prompt.render', promptId, options);
    },
  };
}

module.exports = { promptApi };
