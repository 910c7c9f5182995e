'use strict';
// A worker thread: waits for one execution, runs it, reports.
const { parentPort } = require('node:worker_threads');
const { resolveReservedNamesToLoopback } = require('./loopback-names.cjs');
const { runPipeline } = require('./pipeline.cjs');

const TRIGGERS = {
  'credentials-exchange': require('./triggers/credentials-exchange.cjs'),
  'password-reset-post-challenge': require('./triggers/password-reset-post-challenge.cjs'),
  'post-login': require('./triggers/post-login.cjs'),
  'pre-user-registration': require('./triggers/pre-user-registration.cjs'),
};

resolveReservedNamesToLoopback();
// `on`, not `once`: while somebody listens the thread stays, also when all that an Action waits for
// never comes.
parentPort.on('message', async (job) => {
  const post = (message) => parentPort.postMessage(message);
  post({ type: 'started' });
  post({ type: 'report', report: await runPipeline(TRIGGERS[job.trigger], job, post) });
});
