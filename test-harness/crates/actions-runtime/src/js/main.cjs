'use strict';
// The Node.js child: reads executions from standard input, runs each in a worker thread, writes a
// report of each to standard output.
//
// Why a worker thread for each execution:
// - An Action with an endless loop must be stopped when the budget is used up. `vm`'s `timeout`
//   ends when the first synchronous stretch does, and a loop after an `await` would then stall this
//   thread and with it every other execution. A thread can be terminated whatever it does.
// - Executions cannot see each other's globals, timers or modules.
// - A process for each execution would do as well, but costs five times the start-up.
// This thread runs no code of an Action, so that its timer (the watchdog) always fires.
const { Worker } = require('node:worker_threads');
const path = require('node:path');
const readline = require('node:readline');

// More than Auth0 grants; it stops an Action that fills the memory before the machine suffers.
const MEMORY_MB = 256;
// A thread that does not even start is stopped too.
const START_MS = 30_000;

/** `api.cache` of each trigger: a map of key to `{value, expires_at}`. */
const caches = new Map();
let spare = startWorker();

const input = readline.createInterface({ input: process.stdin, crlfDelay: Infinity });
input.on('line', (line) => execute(JSON.parse(line)));
// Whoever started us is gone.
input.on('close', () => process.exit(0));
process.stdout.write(`${JSON.stringify({ node: process.version })}\n`);

function startWorker() {
  const worker = new Worker(path.join(__dirname, 'worker.cjs'), {
    // An Action sees neither our environment nor our standard streams: output that it writes past
    // `console` would land between the reports.
    env: {},
    argv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  worker.stdout.resume();
  worker.stderr.resume();
  // A spare thread waits for work without keeping the process alive.
  worker.unref();
  // Replaced below when it gets work; until then nobody is there to hear of a fault.
  worker.on('error', () => {});
  return worker;
}

function execute(request) {
  // The next thread starts while this one works: a login does not wait for it.
  const worker = spare;
  spare = startWorker();
  worker.ref();

  const logs = [];
  let watchdog = setTimeout(() => end({ end: { kind: 'timed-out' } }), START_MS);

  worker.on('message', (message) => {
    if (message.type === 'started') {
      // The budget is the Action's: what it takes to start a thread does not count.
      clearTimeout(watchdog);
      watchdog = setTimeout(() => end({ end: { kind: 'timed-out' } }), request.budgetMs);
    } else if (message.type === 'log') {
      logs.push(message.line);
    } else if (message.type === 'cache') {
      changeCache(request.trigger, message);
    } else if (message.type === 'report') {
      end(message.report);
    }
  });
  // An exception outside the handler's promise (a timer, a forgotten `await`), or no more memory.
  worker.on('error', (error) => fail(String(error?.message ?? error)));
  worker.on('exit', () => fail('The Action ended its process.'));

  worker.postMessage({ ...request, cache: caches.get(request.trigger) ?? new Map() });

  function fail(message) {
    end({ end: { kind: 'failed', action: null, message } });
  }

  function end(report) {
    if (watchdog === undefined) return;
    clearTimeout(watchdog);
    watchdog = undefined;
    answer(request.id, { commands: [], resumedAt: 0, transactionMetadata: {}, ...report, logs });
    worker.terminate();
  }
}

function changeCache(trigger, { key, record }) {
  if (!caches.has(trigger)) caches.set(trigger, new Map());
  if (record === undefined) caches.get(trigger).delete(key);
  else caches.get(trigger).set(key, record);
}

function answer(id, report) {
  // Half a surrogate pair is legal in JavaScript and nowhere else.
  const json = JSON.stringify(report).replace(
    /(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g,
    '$1\\ufffd',
  );
  // The line break before it ends whatever an Action wrote to this stream with `fs.writeSync`.
  process.stdout.write(`\nreport ${id} ${json}\n`);
}
