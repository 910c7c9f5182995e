// Hands a login that failed over to Vestibule's error page, which says what happened and what to do, in the look of the
// organization that the login was for. No dependencies; docs/for-applications.md, "When a login fails", says when to use it.

/**
 * Where Vestibule explains an error.
 *
 * @param {{edgeOrigin: string, clientId: string, organization?: string}} login the Worker's origin, the client, and the
 *   id of the organization that the login was for, if the application asked for one
 * @param {{error?: string, error_description?: string}} failure what Auth0 said: an error of its SDK, or
 *   `Object.fromEntries(query)` of the callback's address
 * @returns {string} the address of the page
 */
export function errorPage({ edgeOrigin, clientId, organization }, failure) {
  const page = new URL('/edge/error', edgeOrigin);
  const parameters = {
    error: failure.error,
    error_description: failure.error_description,
    client_id: clientId,
    organization,
  };
  for (const [name, value] of Object.entries(parameters)) {
    // Descriptions are looked at, not shown; what is longer than this would only make the address too long.
    if (value) page.searchParams.set(name, String(value).slice(0, 1000));
  }
  return page.href;
}

/** What a silent login answers where somebody has to sign in for once: nothing has failed, so start a visible login. */
const NEEDS_SOMEBODY = new Set([
  'login_required',
  'consent_required',
  'interaction_required',
  'account_selection_required',
  'mfa_required',
  'missing_refresh_token',
  'invalid_grant',
]);

/**
 * Whether a silent login only says that somebody has to sign in.
 *
 * @param {{error?: string}} failure what the SDK threw
 * @returns {boolean}
 */
export function needsSignIn(failure) {
  return NEEDS_SOMEBODY.has(failure.error);
}
