'use strict';

/**
 * Writes down what one handler of one Action asks for, and lets `api` ask what was asked before.
 *
 * A command is `{action, call, arguments}`; it is all that leaves an Action. What later Actions see
 * of it in `event` is up to the trigger (`reflect`).
 */
class Recorder {
  /**
   * @param commands the commands of the flow so far, extended in place
   * @param phase `execute`, or `continue` after a suspension
   * @param reflect called with each new command
   */
  constructor({ action, phase, commands, clock, strict, executedRules, reflect }) {
    Object.assign(this, { action, phase, clock, strict, executedRules });
    this.commands = commands;
    this.before = commands.length;
    this.reflect = reflect;
    this.abortMessage = undefined;
    this.closed = false;
  }

  /** Notes a call. Values are copied as JSON: what an Action does to them later has no effect. */
  record(call, ...values) {
    // The handler has ended; a promise that nobody awaited has not. Auth0 has moved on.
    if (this.closed) return;
    while (values.length > 0 && !isJson(values.at(-1))) values.pop();
    const command = { action: this.action, call, arguments: JSON.parse(JSON.stringify(values)) };
    this.commands.push(command);
    this.reflect(command);
  }

  /** Lets the flow fail when the handler has ended; the handler itself goes on. */
  abort(message) {
    this.abortMessage ??= message;
  }

  /** The commands of this handler that are one of `calls`. */
  own(...calls) {
    return this.commands.slice(this.before).filter(({ call }) => calls.includes(call));
  }

  /** The commands of the whole flow that are one of `calls`. */
  ofFlow(...calls) {
    return this.commands.filter(({ call }) => calls.includes(call));
  }
}

function isJson(value) {
  return !['undefined', 'function', 'symbol'].includes(typeof value);
}

module.exports = { Recorder };
