// Grades answers as MDN's HTTP Observatory does. README.md describes input and output, and what is not judged.

import { registerHooks } from 'node:module';

import { AxiosHeaders } from 'axios';
import { CookieJar } from 'tough-cookie';

import { drive } from './lib/stdio.mjs';

// The parts of the package that reach out: its list of preloaded hosts, on which those of a stand are not, and its HTTP client.
const APART = new Map([
  ['/analyzer/hsts.js', 'export const isHstsPreloaded = () => null;'],
  ['/retriever/session.js', 'export class Session {}'],
]);
registerHooks({
  load(url, context, next) {
    const [, source] = [...APART].find(([end]) => url.endsWith(`/mdn-http-observatory/src${end}`)) ?? [];
    return source === undefined ? next(url, context) : { format: 'module', source, shortCircuit: true };
  },
});

const PACKAGE = '@mdn/mdn-http-observatory/src';
const { ALGORITHM_VERSION, ALL_TESTS } = await import(`${PACKAGE}/constants.js`);
const { MINIMUM_SCORE_FOR_EXTRA_CREDIT } = await import(`${PACKAGE}/grader/charts.js`);
const { getGradeForScore, getScoreDescription, getScoreModifier } = await import(`${PACKAGE}/grader/grader.js`);
const { Requests } = await import(`${PACKAGE}/types.js`);

await drive(async ({ answers }) => {
  const graded = answers.map((answer) => ({ name: answer.name, ...grade(answer) }));
  return { ok: graded.every(({ grade }) => grade === 'A+'), algorithm: ALGORITHM_VERSION, graded };
});

/** As `scan` of the package does with what it fetched, whatever the status: it refuses to grade errors. */
function grade(answer) {
  const requests = requestsOf(answer);
  const results = ALL_TESTS.map((test) => test(requests));
  const modifiers = results.map(({ result }) => getScoreModifier(result));
  const sum = (values) => values.reduce((one, other) => one + other, 0);
  const lost = 100 + sum(modifiers.filter((modifier) => modifier < 0));
  const score = lost >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? 100 + sum(modifiers) : lost;
  const tests = results.map((result) => ({
    test: result.constructor.name,
    pass: result.pass,
    modifier: getScoreModifier(result.result),
    description: getScoreDescription(result.result),
  }));
  return { ...getGradeForScore(score), tests };
}

function requestsOf({ url, status, headers, body, preflight }) {
  const { hostname } = new URL(url);
  const requests = new Requests(hostname);
  const response = (status, headers) => ({ status, headers: new AxiosHeaders(grouped(headers)), verified: true, httpEquiv: new Map(), request: { headers: {} } });
  const answer = response(status, headers);
  // There is no plain HTTP: where the Worker is deployed, the platform leads it to HTTPS before us.
  requests.responses.auto = answer;
  requests.responses.https = answer;
  requests.responses.cors = response(preflight.status, preflight.headers);
  requests.responses.cors.request.headers = preflight.request;
  requests.resources.path = body;
  const jar = new CookieJar();
  for (const cookie of [answer.headers['set-cookie'] ?? []].flat()) jar.setCookieSync(cookie, url);
  requests.session = { jar, url: new URL(url) };
  return requests;
}

/** Pairs as an object, with a list where a name stands several times. */
function grouped(pairs) {
  const headers = {};
  for (const [name, value] of pairs) headers[name] = name in headers ? [headers[name], value].flat() : value;
  return headers;
}
