// How Chromium holds a form's redirect chain against `form-action`, and what a page that goes on by
// itself does to the history. The answers, and what follows from them, are in
// docs/decisions/0004-forms-csp-and-redirect-chains.md.
//
//   node test-harness/browser/experiments/form-chains.mjs [path of Chromium]
//
// Prints a table, and exits with 1 where Chromium no longer does what the decision rests on. Needs
// `npm ci --ignore-scripts` and `openssl` (for a certificate that lives as long as the run).

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const executablePath = process.argv[2] ?? '/usr/bin/chromium';

/** What the browser asked for, in order; emptied before each case. */
let requests = [];

function page(response, { title, policy, referrer, refresh, cache = 'no-store', status = 200, body = '', meta = '' }) {
  response.statusCode = status;
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.setHeader('cache-control', cache);
  if (policy) response.setHeader('content-security-policy', policy);
  if (referrer) response.setHeader('referrer-policy', referrer);
  if (refresh) response.setHeader('refresh', refresh);
  response.end(`<!doctype html><html lang="en"><head>${meta}<title>${title}</title></head><body bgcolor="${title === 'Going on' ? 'green' : 'white'}"><h1>${title}</h1>${body}</body></html>`);
}

function redirect(response, status, location) {
  response.writeHead(status, { location, 'cache-control': 'no-store' });
  response.end();
}

/** The page that goes on by itself, to the tenant. */
function goOn(response, query, target) {
  const how = query.get('answer');
  const instruction = `0; url=${target}`;
  page(response, {
    title: 'Going on',
    policy: "default-src 'none'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
    referrer: query.get('then-referrer'),
    refresh: how.includes('header') ? instruction : undefined,
    meta: how.includes('meta') ? `<meta http-equiv="refresh" content="${instruction}">` : '',
    body: `<a href="${target}">Go on</a>`,
  });
}

/** One handler for all parties; the Host header says who is asked. */
function handle(request, response) {
  const scheme = request.socket.encrypted ? 'https' : 'http';
  const url = new URL(request.url, `${scheme}://${request.headers.host}`);
  const [party, ...rest] = url.host.split('.');
  const at = (other, path) => `${scheme}://${[other, ...rest].join('.')}${path}`;
  const query = url.searchParams;
  if (url.pathname === '/favicon.ico') return page(response, { title: 'None', status: 404 });
  requests.push({
    party,
    method: request.method,
    path: url.pathname,
    origin: request.headers.origin,
    referer: request.headers.referer,
  });
  request.resume();
  switch (`${party}${url.pathname}`) {
    case 'edge/form': {
      const formAction = query.get('form-action')?.replaceAll('TENANT', at('tenant', '')).replaceAll('IDP', at('idp', ''));
      return page(response, {
        title: 'Form',
        policy: `default-src 'none'${formAction ? `; form-action ${formAction}` : ''}`,
        referrer: query.get('referrer'),
        cache: query.get('cache') ?? undefined,
        body: `<form method="post" action="${query.get('action') === 'continue' ? at('tenant', '/continue') : '/post'}?${query.toString().replaceAll('&', '&amp;')}"><input name="email" autocomplete="username"><button>Go</button></form>`,
      });
    }
    case 'edge/post': {
      const answer = query.get('answer');
      if (answer === '303 away') return redirect(response, 303, at('tenant', '/authorize'));
      if (answer === '307 away') return redirect(response, 307, at('tenant', '/authorize'));
      if (answer.startsWith('303 own')) return redirect(response, 303, `/going?${query}`);
      return goOn(response, query, at('tenant', '/authorize'));
    }
    case 'edge/going':
      return goOn(response, query, at('tenant', '/authorize'));
    case 'tenant/authorize':
      return void setTimeout(() => redirect(response, 302, at('idp', '/login')), slowTenant);
    case 'tenant/continue':
      return query.get('custom') ? redirect(response, 302, 'com.acme.app://callback?code=x') : redirect(response, 302, at('idp', '/login'));
    case 'idp/login':
      return page(response, { title: 'Arrived' });
    default:
      return page(response, { title: 'Not found', status: 404 });
  }
}

/** How long the tenant takes to answer, in milliseconds. */
let slowTenant = 0;

function certificate() {
  const folder = mkdtempSync(join(tmpdir(), 'form-chains-'));
  try {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1', '-subj', '/CN=acme.test', '-addext', 'subjectAltName=DNS:*.acme.test', '-keyout', key, '-out', cert], { stdio: 'pipe' });
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const listen = (server) => new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)));

const plain = http.createServer(handle);
const tls = https.createServer(certificate(), handle);
const [plainPort, tlsPort] = [await listen(plain), await listen(tls)];
const origins = {
  'https, .test': `https://edge.acme.test:${tlsPort}`,
  'http, .localhost': `http://edge.localhost:${plainPort}`,
};

const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--ignore-certificate-errors', '--host-resolver-rules=MAP *.test 127.0.0.1'],
});

/** Opens the form, submits it, and tells where that ended. */
async function submit(origin, parameters, then) {
  requests = [];
  slowTenant = parameters.slow ?? 0;
  const context = await browser.newContext({ ignoreHTTPSErrors: true, javaScriptEnabled: !parameters.scriptless });
  const tab = await context.newPage();
  const violations = [];
  tab.on('console', (message) => {
    if (/form-action/.test(message.text())) violations.push(message.text());
  });
  try {
    await tab.goto(`${origin}/form?${new URLSearchParams(parameters)}`);
    await tab.getByRole('textbox').fill('grace@globex.example');
    await tab.getByRole('button').click({ noWaitAfter: true });
    const deadline = Date.now() + 2500;
    while (Date.now() < deadline && violations.length === 0 && (await tab.title().catch(() => '')) !== 'Arrived') {
      if (parameters.custom && requests.some(({ path }) => path === '/continue') && Date.now() > deadline - 1500) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const arrived = (await tab.title()) === 'Arrived';
    const seen = requests.slice(1).map(({ party, method, path }) => `${method} ${party}${path}`);
    const outcome = violations.length > 0 ? 'blocked' : arrived || parameters.custom ? 'passes' : 'stuck';
    return { outcome, seen, extra: await then?.(tab), requests: [...requests] };
  } finally {
    await context.close();
  }
}

const own = "'self'";
/** Form action, what the POST answers, expectation. */
const chains = [
  [own, '303 away', 'blocked'],
  [`${own} TENANT`, '303 away', 'blocked'],
  [`${own} TENANT IDP`, '303 away', 'passes'],
  ['https:', '303 away', { 'https, .test': 'passes', 'http, .localhost': 'blocked' }],
  ['', '303 away', 'passes'],
  [own, '307 away', 'blocked'],
  [own, '303 own page, meta', 'passes'],
  [own, '303 own page, header', 'passes'],
  [own, '200, meta', 'passes'],
  [own, '200, header', 'passes'],
  [own, '200, meta and header', 'passes'],
];
const continues = [
  [own, '', 'blocked'],
  ['TENANT', '', 'blocked'],
  ['https:', '', { 'https, .test': 'passes', 'http, .localhost': 'blocked' }],
  ['http:', '', 'passes'],
  ['https:', 'custom', 'blocked'],
  ['https: http: com.acme.app:', 'custom', 'passes'],
];

let changed = 0;
const verdict = (actual, expected) => {
  if (actual === expected) return actual;
  changed += 1;
  return `${actual} (was ${expected})`;
};

console.log(`Chromium ${browser.version()}, ${process.platform}\n`);
console.log('| page with the form | form-action | POST answered by | outcome | requests after the form |');
console.log('|---|---|---|---|---|');
for (const [name, origin] of Object.entries(origins)) {
  for (const [formAction, answer, expected] of chains) {
    const { outcome, seen } = await submit(origin, { 'form-action': formAction, answer });
    const text = verdict(outcome, expected[name] ?? expected);
    console.log(`| ${name} | ${formAction || '(absent)'} | ${answer} | **${text}** | ${seen.join(', ')} |`);
  }
  for (const [formAction, custom, expected] of continues) {
    const { outcome, seen } = await submit(origin, { 'form-action': formAction, action: 'continue', ...(custom && { custom }) });
    const text = verdict(outcome, expected[name] ?? expected);
    console.log(`| ${name} | ${formAction} | tenant's /continue, 302 to ${custom ? 'com.acme.app://' : 'https or http callback'} | **${text}** | ${seen.join(', ')} |`);
  }
}

const origin = origins['https, .test'];
const goings = ['303 own page, meta', '303 own page, header', '200, meta', '200, header', '200, meta and header'];

console.log('\n| POST answered by | on the screen while the tenant takes 800 ms | requests to the tenant | Back shows | requests on Back | Forward shows | without JavaScript |');
console.log('|---|---|---|---|---|---|---|');
for (const answer of goings) {
  const { outcome: scriptless } = await submit(origin, { 'form-action': own, answer, scriptless: true });
  const { extra } = await submit(origin, { 'form-action': own, answer, slow: 800 }, async (tab) => {
    const toTenant = requests.filter(({ party }) => party === 'tenant').length;
    const before = requests.length;
    await tab.goBack().catch(() => {});
    await tab.waitForTimeout(400);
    const back = await tab.title();
    const onBack = requests.slice(before).map(({ party, method, path }) => `${method} ${party}${path}`);
    await tab.goForward().catch(() => {});
    await tab.waitForTimeout(400);
    return { toTenant, back, onBack, forward: await tab.title() };
  });
  const shown = await whilePending(answer);
  console.log(`| ${answer} | "${verdict(shown, 'Going on')}" | ${verdict(extra.toTenant, 1)} | "${verdict(extra.back, 'Form')}" | ${extra.onBack.join(', ') || 'none'} | "${verdict(extra.forward, 'Arrived')}" | ${verdict(scriptless, 'passes')} |`);
}

/** Whose color is on the screen, 600 ms into a slow answer. */
async function whilePending(answer) {
  slowTenant = 800;
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const tab = await context.newPage();
  await tab.goto(`${origin}/form?${new URLSearchParams({ 'form-action': own, answer })}`);
  // Frames as the browser shows them: whatever asks the page itself waits for the navigation under way.
  const session = await context.newCDPSession(tab);
  let frame;
  session.on('Page.screencastFrame', ({ data, sessionId }) => {
    frame = data;
    session.send('Page.screencastFrameAck', { sessionId }).catch(() => {});
  });
  await session.send('Page.startScreencast', { format: 'png' });
  await session.send('Runtime.evaluate', { expression: "document.querySelector('form').requestSubmit()" });
  await new Promise((resolve) => setTimeout(resolve, 600));
  const shown = frame;
  await context.close();
  const viewer = await browser.newPage();
  const color = await viewer.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = document.createElement('canvas').getContext('2d');
    canvas.drawImage(image, 0, 0);
    return [...canvas.getImageData(100, 100, 1, 1).data].slice(0, 3).join();
  }, shown);
  await viewer.close();
  return { '0,128,0': 'Going on', '255,255,255': 'Form' }[color] ?? color;
}

console.log('\n| Cache-Control of the form | in the field after Back | requests on Back |');
console.log('|---|---|---|');
for (const cache of ['no-store', 'no-cache', 'private, no-cache', 'private, max-age=600']) {
  const { extra } = await submit(origin, { 'form-action': own, answer: '200, meta', cache }, async (tab) => {
    const before = requests.length;
    await tab.goBack().catch(() => {});
    await tab.waitForTimeout(400);
    return { value: await tab.getByRole('textbox').inputValue(), onBack: requests.slice(before).map(({ path }) => path) };
  });
  console.log(`| ${cache} | "${extra.value}" | ${extra.onBack.join(', ') || 'none'} |`);
}

console.log('\n| Referrer-Policy of the form | of the page that goes on | Origin of the POST | Referer at the tenant |');
console.log('|---|---|---|---|');
const policies = [
  ['no-referrer', 'no-referrer', 'null', 'none'],
  ['same-origin', 'no-referrer', 'own', 'none'],
  ['same-origin', 'same-origin', 'own', 'none'],
  ['strict-origin', '', 'own', 'own'],
];
for (const [referrer, then, posted, seen] of policies) {
  const { requests } = await submit(origin, { 'form-action': own, answer: '200, meta', referrer, 'then-referrer': then });
  const named = (value) => (value === undefined ? 'none' : value.startsWith(origin) ? 'own' : value);
  const post = requests.find(({ method }) => method === 'POST');
  const tenant = requests.find(({ party }) => party === 'tenant');
  console.log(`| ${referrer} | ${then || '(absent)'} | ${verdict(named(post.origin), posted)} | ${verdict(named(tenant.referer), seen)} |`);
}

await browser.close();
plain.close();
tls.close();
if (changed > 0) {
  console.error(`\n${changed} answers differ from those that the decision rests on.`);
  process.exitCode = 1;
}
