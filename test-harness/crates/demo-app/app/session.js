// The session of this application, kept by Auth0's own SDK.

import { createAuth0Client } from '/assets/auth0-spa-js.js';
import { errorPage } from '/assets/login-errors.js';
import { signOutPage } from '/assets/sign-out.js';

/** What the server tells the application. */
export async function loadConfig() {
  const response = await fetch('/config.json');
  if (!response.ok) throw new Error(`The configuration answered ${response.status}.`);
  return response.json();
}

/** The SDK's client. */
export function createSession(config) {
  return createAuth0Client({
    domain: config.tenantOrigin,
    clientId: config.clientId,
    // So that a reload stays signed in without a frame of the tenant, which browsers that block
    // third-party cookies would not let read its session.
    cacheLocation: 'localstorage',
    authorizationParams: {
      redirect_uri: `${location.origin}/callback`,
      ...(config.audience && { audience: config.audience }),
    },
  });
}

/** Where "Sign in" leads: Vestibule finds the organization and sends the browser to our `/login`. */
export function signInAddress(config, loginHint) {
  const address = new URL('/edge/realm', config.edgeOrigin);
  address.searchParams.set('client_id', config.clientId);
  if (loginHint) address.searchParams.set('login_hint', loginHint);
  return address.href;
}

/** A login that cannot go on, in words for the person in front of it. */
export class LoginProblem extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/**
 * Starts the transaction that a third party asked for (OpenID Connect Core 1.0, section 4): state,
 * nonce and PKCE are made here, by the SDK, so that nobody can hand us a login of theirs.
 */
export async function startLogin(session, config, query) {
  const issuer = `${config.tenantOrigin}/`;
  if (query.get('iss') !== issuer) {
    throw new LoginProblem('wrong_issuer', 'This sign-in was not started by our own sign-in page.');
  }
  const given = ['organization', 'connection', 'login_hint', 'invitation']
    .filter((name) => query.get(name))
    .map((name) => [name, query.get(name)]);
  const authorizationParams = Object.fromEntries(given);
  // Kept by the SDK until the answer comes, so that an error is explained in the organization's look.
  const appState = { organization: authorizationParams.organization };
  await session.loginWithRedirect({ authorizationParams, appState });
}

/**
 * Reads Auth0's answer in the address of the callback. Where Auth0 refuses, the browser goes on to Vestibule's error page,
 * and this never returns.
 */
export async function finishLogin(session, config, query) {
  // The SDK throws for an answer without its state, too, but in words for its developers.
  if (!query.has('state') || !(query.has('code') || query.has('error'))) {
    throw new LoginProblem('no_answer', 'There is no answer to a sign-in in this address.');
  }
  try {
    await session.handleRedirectCallback();
  } catch (error) {
    // The SDK gives Auth0's own error only where a login of this browser is under way.
    if (query.has('error') && error.error === query.get('error')) {
      location.replace(errorPage({ ...config, organization: error.appState?.organization }, error));
      return new Promise(() => {});
    }
    throw new LoginProblem(error.error ?? 'callback_failed', error.error_description ?? error.message);
  }
}

/** Forgets the session here, and leads to where Vestibule ends those of the tenant and the identity provider. */
export async function signOut(session, config) {
  const claims = await session.getIdTokenClaims();
  await session.logout({ openUrl: false });
  location.assign(signOutPage({ ...config, organization: claims?.org_id }));
}
