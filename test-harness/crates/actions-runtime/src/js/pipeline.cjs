'use strict';
const { captureConsole } = require('./capture-console.cjs');
const { findHandler, loadAction, wrongHandler } = require('./load-action.cjs');
const { Recorder } = require('./recorder.cjs');

/**
 * Runs the Actions of a trigger one after the other, from the start or from a suspension.
 *
 * A trigger is a file below `triggers/` with
 * - `handlers`: names of the exports, `{execute, continue?}`;
 * - `buildApi(event, recorder, cache)`: the second argument of a handler;
 * - `reflect(event, command, resumed)`: what later Actions see of a command in `event`;
 * - `decide(event, recorder, flow)`: how the flow goes on after a handler, `undefined` for "next".
 *
 * What is carried over a suspension is `{next, commands, redirects}` and nothing else: the rest
 * follows from the commands.
 */
async function runPipeline(trigger, job, post) {
  const flow = job.resume ?? { next: { action: 0, handler: 'execute' }, commands: [], redirects: [] };
  const { commands } = flow;
  const resumedAt = commands.length;
  const pipelineEvent = job.event;
  for (const command of commands) trigger.reflect(pipelineEvent, command, true);
  const cache = { records: job.cache, post, clock: job.clock };
  const report = (end) => ({
    end,
    commands,
    resumedAt,
    transactionMetadata: pipelineEvent.transaction?.metadata ?? {},
  });

  for (let index = flow.next.action; index < job.actions.length; index++) {
    const action = job.actions[index];
    const phase = index === flow.next.action ? flow.next.handler : 'execute';
    // Each Action gets a copy of its own: what it writes into `event` stays with it. What it says
    // through `api`, later Actions do see.
    const event = structuredClone(pipelineEvent);
    event.secrets = { ...action.secrets };
    event.configuration = {};
    const recorder = new Recorder({
      ...job,
      action: index,
      phase,
      commands,
      reflect: (command) => trigger.reflect(pipelineEvent, command, false),
    });
    try {
      const console = captureConsole(index, post);
      const name = trigger.handlers[phase];
      const handler = findHandler(loadAction(action, console), name);
      if (handler === undefined) throw new Error(wrongHandler(name));
      await handler(event, trigger.buildApi(event, recorder, cache));
    } catch (error) {
      return report({ kind: 'failed', action: index, message: messageOf(error) });
    } finally {
      recorder.closed = true;
    }
    if (recorder.abortMessage !== undefined) {
      return report({ kind: 'failed', action: index, message: recorder.abortMessage });
    }
    const end = trigger.decide(pipelineEvent, recorder, flow);
    if (end !== undefined) return report(end);
  }
  return report({ kind: 'completed' });
}

function messageOf(error) {
  if (error === undefined || error === null) return 'Unknown error';
  return String(error instanceof Error ? error.message : error);
}

module.exports = { runPipeline };
