'use strict';
const vm = require('node:vm');
const { createRequire } = require('node:module');
const path = require('node:path');

/**
 * Runs the code of an Action as a CommonJS module and returns what it exports.
 *
 * `require` finds the modules of Node.js only: npm dependencies of Actions are not installed here.
 */
function loadAction(action, console) {
  const filename = path.join(__dirname, 'actions', `${encodeURIComponent(action.name)}.js`);
  const module = { exports: {} };
  const run = vm.compileFunction(
    action.code,
    ['module', 'exports', 'require', 'console', '__filename', '__dirname'],
    { filename, importModuleDynamically: vm.constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER },
  );
  const require = createRequire(filename);
  run(module, module.exports, require, console, filename, path.dirname(filename));
  return module.exports;
}

/**
 * The handler `name`, or `undefined` if the Action has none.
 *
 * As on Auth0 it has to be an `async` function: a plain function that returns a promise is refused.
 */
function findHandler(exports, name) {
  if (typeof exports !== 'object' || exports === null) {
    throw new Error('The Action must export an object.');
  }
  const handler = exports[name];
  if (handler === undefined) return undefined;
  if (handler?.constructor?.name !== 'AsyncFunction') throw new Error(wrongHandler(name));
  return handler;
}

function wrongHandler(name) {
  return (
    `Invalid function signature for the "${name}" handler. ` +
    `Use "exports.${name} = async function(event, api) { }" as the signature.`
  );
}

module.exports = { loadAction, findHandler, wrongHandler };
