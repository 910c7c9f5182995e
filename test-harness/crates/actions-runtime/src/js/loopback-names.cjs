'use strict';
const dns = require('node:dns');

/**
 * Lets `fetch` of Actions find the harness: names below `.test` and `.localhost` are this machine.
 *
 * Both are reserved (RFC 6761, 6.2 and 6.3), so no name of the world is hidden. Whether the
 * system's resolver knows `.localhost` differs from machine to machine, and `.test` it never does.
 */
function resolveReservedNamesToLoopback() {
  const lookup = dns.lookup;
  dns.lookup = function (hostname, options, callback) {
    const done = typeof options === 'function' ? options : callback;
    if (!/\.(test|localhost)\.?$/i.test(hostname)) return lookup.apply(this, arguments);
    const all = typeof options === 'object' && options !== null && options.all;
    if (all) process.nextTick(done, null, [{ address: '127.0.0.1', family: 4 }]);
    else process.nextTick(done, null, '127.0.0.1', 4);
  };
}

module.exports = { resolveReservedNamesToLoopback };
