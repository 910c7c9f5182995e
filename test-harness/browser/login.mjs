// Logs in through the demo app in Chromium, the way a person does: looks at what is on the screen and does
// the next thing. README.md describes input and output.

import { contextOptions, launch } from './lib/browser.mjs';
import { Screen } from './lib/screen.mjs';
import { drive } from './lib/stdio.mjs';
import { isLogo, originOf, watch } from './lib/watch.mjs';

/** How long the page that goes on is held on the screen when pictures are taken, in milliseconds. */
const HOLD = 700;

await drive(async (input) => {
  const browser = await launch(input);
  try {
    const context = await browser.newContext(contextOptions(input));
    const page = await context.newPage();
    const result = await login(page, input);
    return { ...result, chromium: browser.version() };
  } finally {
    await browser.close();
  }
});

async function login(page, input) {
  const { app, edge } = input.origins;
  const parties = new Map(Object.entries(input.origins).map(([party, origin]) => [origin, party]));
  const ours = (url) => [app, edge].includes(originOf(url));
  const seen = watch(page, ours);
  const screen = new Screen(page, input.screenshots);
  await screen.follow();
  if (input.screenshots) {
    await page.route(`${app}/login?*`, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, HOLD));
      await screen.takeFrame('going-on');
      await route.continue();
    });
  }

  page.setDefaultTimeout(input.timeoutMs ?? 20_000);
  await page.goto(input.start ?? `${app}/`);
  const { steps, outcome, detail } = await walk(page, input, parties, screen);
  const claims = outcome === 'signed-in' ? await readClaims(page) : null;
  const foreign = [...seen.navigations, ...seen.requests].filter(({ url }) => !parties.has(originOf(url)));
  // Pages of the edge carry everything they need, but for a logo.
  const loadedByEdge = seen.requests.filter(({ from, url }) => originOf(from) === edge && !isLogo(url, edge));
  const clean = [seen.violations, seen.complaints, foreign, loadedByEdge].every((list) => list.length === 0);
  return {
    ok: outcome === 'signed-in' && clean,
    outcome,
    detail,
    claims,
    steps,
    navigations: seen.navigations.map((entry) => ({ party: parties.get(originOf(entry.url)) ?? null, ...entry })),
    violations: seen.violations,
    complaints: seen.complaints,
    foreignRequests: foreign.map(({ url }) => url),
    loadedByEdge: loadedByEdge.map(({ url }) => url),
  };
}

/** Does what each page asks for until there is nothing more to do. */
async function walk(page, input, parties, screen) {
  const deadline = performance.now() + (input.timeoutMs ?? 20_000);
  const started = performance.now();
  const steps = [];
  const done = new Set();
  while (performance.now() < deadline) {
    const looked = await look(page);
    const party = parties.get(originOf(looked.url));
    const next = party && decide(party, looked, input, done);
    if (!next) {
      await new Promise((resolve) => setTimeout(resolve, 15));
      continue;
    }
    const step = { at: Math.round(performance.now() - started), party, step: next.step, url: looked.url, title: looked.title };
    steps.push(step);
    await screen.take(next.step);
    if (next.outcome) return { steps, outcome: next.outcome, detail: next.detail ?? null };
    done.add(next.step);
    await next.act(page);
  }
  const looked = await look(page);
  return { steps, outcome: 'timeout', detail: `${looked.url}: ${looked.heading ?? looked.text ?? ''}` };
}

/** What is on the screen; nothing while the browser is between two pages. */
async function look(page) {
  const nothing = { url: page.url(), title: '' };
  // A page that is about to be left never answers: look again at what comes after it.
  const late = new Promise((resolve) => setTimeout(resolve, 1000, nothing));
  const answer = page
    .evaluate(() => {
      const text = (selector) => document.querySelector(selector)?.textContent.trim();
      return {
        url: location.href,
        title: document.title,
        ready: document.readyState !== 'loading',
        view: document.querySelector('main')?.dataset.view,
        heading: text('h1'),
        alert: text('[role=alert], .problem'),
        problem: text('[data-problem=description]'),
        code: text('[data-problem=code]'),
        email: document.querySelector('input[name=email], input[name=username]')?.value,
        password: document.querySelector('input[type=password]') !== null,
        choices: [...document.querySelectorAll('button[name=connection]')].map((button) => button.value),
        buttons: [...document.querySelectorAll('button')].map((button) => button.textContent.trim()),
        refreshes: document.querySelector('meta[http-equiv=refresh]') !== null,
      };
    })
    .catch(() => nothing);
  return Promise.race([answer, late]);
}

/** The next thing to do on a page of a party, or the end; nothing if it is still on its way. */
function decide(party, looked, input, done) {
  if (!looked.ready) return null;
  switch (party) {
    case 'app':
      return onApp(looked, input, done);
    case 'edge':
      return onEdge(looked, input, done);
    case 'tenant':
      return onTenant(looked, input, done);
    case 'idp':
      return onProvider(looked, input, done);
    default:
      return null;
  }
}

function onApp(looked, input, done) {
  switch (looked.view) {
    case 'signed-in':
      return { step: 'signed-in', outcome: 'signed-in' };
    case 'problem':
      return { step: 'problem', outcome: 'problem', detail: `${looked.code}: ${looked.problem}` };
    case 'not-found':
      return { step: 'not-found', outcome: 'problem', detail: looked.heading };
    case 'signed-out':
      if (done.has('app')) return null;
      return { step: 'app', act: (page) => page.getByRole('link', { name: 'Sign in', exact: true }).click({ noWaitAfter: true }) };
    default:
      return null;
  }
}

function onEdge(looked, input, done) {
  if (looked.refreshes) return null;
  if (looked.choices.length > 0) {
    if (!input.connection) return { step: 'chooser', outcome: 'chooser', detail: looked.choices.join(' ') };
    if (done.has('chooser')) return null;
    return { step: 'chooser', act: (page) => page.locator(`button[name=connection][value=${JSON.stringify(input.connection)}]`).click({ noWaitAfter: true }) };
  }
  if (looked.email !== undefined) {
    if (!done.has('identifier')) {
      return {
        step: 'identifier',
        act: async (page) => {
          if (looked.email !== input.email) await page.getByRole('textbox', { name: /email/i }).fill(input.email);
          await page.getByRole('button', { name: 'Continue' }).click({ noWaitAfter: true });
        },
      };
    }
    // The same page again says what is wrong; without a problem it is the one just submitted.
    return looked.alert ? { step: 'identifier-again', outcome: 'refused', detail: looked.alert } : null;
  }
  return { step: 'edge-page', outcome: 'edge-page', detail: looked.heading };
}

function onTenant(looked, input, done) {
  if (looked.password && input.password && !done.has('password')) {
    return {
      step: 'password',
      act: async (page) => {
        await page.locator('input[type=password]').fill(input.password);
        await page.getByRole('button', { name: /continue|log in|sign in/i }).first().click({ noWaitAfter: true });
      },
    };
  }
  if (looked.email !== undefined && !looked.password && input.password && !done.has('universal-login')) {
    return {
      step: 'universal-login',
      act: async (page) => {
        await page.getByRole('textbox', { name: /email/i }).fill(input.email);
        await page.getByRole('button', { name: /continue/i }).first().click({ noWaitAfter: true });
      },
    };
  }
  if (done.has('password') && !looked.alert && looked.password) return null;
  if (done.has('universal-login') && !looked.alert && !looked.password) return null;
  return looked.heading ? { step: 'tenant-page', outcome: 'tenant-page', detail: [looked.heading, looked.alert].filter(Boolean).join(': ') } : null;
}

function onProvider(looked, input, done) {
  if (done.has('provider')) return looked.alert ? { step: 'provider-again', outcome: 'provider-refused', detail: looked.alert } : null;
  if (!looked.buttons?.some((name) => /sign in/i.test(name))) {
    return looked.alert ? { step: 'provider', outcome: 'provider-refused', detail: looked.alert } : null;
  }
  return {
    step: 'provider',
    act: async (page) => {
      const typed = input.providerEmail ?? (looked.email || input.email);
      if (looked.email !== undefined && looked.email !== typed) await page.getByRole('textbox', { name: /email/i }).fill(typed);
      await page.getByRole('button', { name: /sign in/i }).first().click({ noWaitAfter: true });
    },
  };
}

/** The ID token's claims as the app shows them. */
function readClaims(page) {
  return page.locator('[data-claim]').evaluateAll((cells) =>
    Object.fromEntries(cells.map((cell) => [cell.dataset.claim, JSON.parse(cell.dataset.value)])),
  );
}
