'use strict';
const { Console } = require('node:console');
const { Writable } = require('node:stream');

// Auth0 keeps that much of the console output of one Action.
const KEPT_CHARACTERS = 256;

/** A console for one Action that hands each line to `post` until the allowance is used up. */
function captureConsole(action, post) {
  let left = KEPT_CHARACTERS;
  const stream = (name) =>
    new Writable({
      decodeStrings: false,
      write(chunk, _encoding, done) {
        const characters = [...String(chunk).replace(/\n$/, '')];
        const text = characters.slice(0, left).join('');
        if (left > 0) post({ type: 'log', line: { action, stream: name, text } });
        left -= Math.min(left, characters.length);
        done();
      },
    });
  return new Console({ stdout: stream('out'), stderr: stream('err'), colorMode: false });
}

module.exports = { captureConsole };
