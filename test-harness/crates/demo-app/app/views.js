// What is on the page. Everything is built from text nodes: no markup ever comes from data.

import { signInAddress } from '/assets/session.js';

const main = document.querySelector('main');
const slot = (name) => document.querySelector(`[data-slot=${name}]`);

/** An element with properties, attributes (those with a dash) and children. */
function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined) continue;
    if (key.includes('-')) made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...children.flat().filter((child) => child !== undefined && child !== null));
  return made;
}

function show(view, title, ...children) {
  main.dataset.view = view;
  main.replaceChildren(...children.filter(Boolean));
  document.title = [title, slot('product').textContent].filter(Boolean).join(' · ');
}

export function showProduct(config) {
  slot('product').textContent = config.name;
}

export function showLoading(text) {
  show('loading', '', element('p', { className: 'wait' }, text));
}

export function showNotFound() {
  show(
    'not-found',
    'Not found',
    element('section', { className: 'hero' }, element('h1', {}, 'There is nothing here.'), element('p', { className: 'lead' }, element('a', { href: '/' }, 'To the first page'))),
  );
}

export function showSignedOut(config) {
  const signIn = (className) => element('a', { className, href: signInAddress(config) }, 'Sign in');
  const accounts = config.accounts.map(({ email, shows }) =>
    element('li', {}, element('a', { href: signInAddress(config, email) }, email), element('span', {}, shows)),
  );
  show(
    'signed-out',
    '',
    element(
      'section',
      { className: 'hero' },
      element('p', { className: 'eyebrow' }, 'For teams that run on other people’s machines'),
      element('h1', {}, 'Every system you depend on, on one calm page.'),
      element('p', { className: 'lead' }, `${config.name} watches what your company runs, tells the right person when it matters, and stays quiet otherwise.`),
      element('p', {}, signIn('button')),
    ),
    accounts.length > 0 &&
      element('section', { className: 'card' }, element('h2', {}, 'Accounts to try'), element('ul', { className: 'accounts' }, accounts)),
  );
}

export function showProblem(config, error) {
  const signIn = config && element('p', {}, element('a', { className: 'button', href: signInAddress(config) }, 'Try again'));
  show(
    'problem',
    'Sign-in did not go through',
    element(
      'section',
      { className: 'hero', role: 'alert' },
      element('p', { className: 'eyebrow' }, 'Not signed in'),
      element('h1', {}, 'Your sign-in did not go through.'),
      element('p', { className: 'lead', 'data-problem': 'description' }, error.message || 'Nothing more is known.'),
      element('p', { className: 'code' }, 'Code ', element('code', { 'data-problem': 'code' }, error.code ?? error.name)),
      signIn,
    ),
  );
}

export function showSignedIn(config, claims, onSignOut) {
  const { __raw: raw, ...plain } = claims;
  const organization = plain.org_name ?? plain.org_id;
  slot('account').replaceChildren(
    organization ? element('span', { className: 'chip' }, organization) : '',
    element('span', { className: 'face', 'aria-hidden': 'true' }, initials(nameOf(plain) ?? plain.email)),
    element('button', { className: 'quiet', onclick: onSignOut }, 'Sign out'),
  );
  show(
    'signed-in',
    '',
    element(
      'section',
      { className: 'hero small' },
      element('p', { className: 'eyebrow' }, organization ? `Signed in through ${organization}` : 'Signed in'),
      element('h1', {}, `Hello, ${whatToCall(plain)}.`),
    ),
    element('section', { className: 'card facts' }, element('h2', {}, 'You'), facts(plain)),
    element('section', { className: 'card token' }, element('h2', {}, 'ID token'), claimList(plain)),
  );
}

/** The name, if it is one: Auth0 puts the email address there for a user who has none. */
function nameOf(claims) {
  return claims.name?.includes('@') ? undefined : claims.name;
}

/** How a person would be addressed; nobody is called by an email address while there is anything else. */
function whatToCall(claims) {
  return claims.given_name ?? nameOf(claims) ?? claims.nickname ?? claims.email ?? claims.name ?? 'there';
}

function facts(claims) {
  const rows = [
    ['Name', nameOf(claims)],
    ['Email', claims.email],
    ['Organization', claims.org_name ?? claims.org_id ?? 'none'],
  ];
  return element('dl', {}, rows.filter(([, value]) => value).map(([term, value]) => element('div', {}, element('dt', {}, term), element('dd', {}, String(value)))));
}

const TIMES = new Set(['iat', 'exp', 'nbf', 'auth_time', 'updated_at']);

function claimList(claims) {
  const rows = Object.entries(claims).map(([name, value]) => {
    const json = JSON.stringify(value);
    const time = TIMES.has(name) && typeof value === 'number' ? new Date(value * 1000).toLocaleString() : undefined;
    return element(
      'div',
      {},
      element('dt', {}, name),
      element('dd', { 'data-claim': name, 'data-value': json }, typeof value === 'string' ? value : json, time && element('small', {}, time)),
    );
  });
  return element('dl', { className: 'claims' }, rows);
}

function initials(name) {
  const words = (name ?? '?').split(/[\s@.]+/).filter(Boolean);
  return words.slice(0, 2).map((word) => [...word][0].toUpperCase()).join('');
}
