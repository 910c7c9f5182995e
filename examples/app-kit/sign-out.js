// Leads somebody who signs out of the application to where the other sessions end: Auth0's, and that of their company's
// identity provider. No dependencies; docs/sign-out.md says what happens there.

/**
 * Where to send the browser after the application has ended its own session.
 *
 * @param {{edgeOrigin: string, clientId: string, organization?: string}} login the Worker's origin, the client, and the
 *   id of the organization that the login was for, if there was one
 * @param {{returnTo?: string, federated?: boolean, state?: string, idToken?: string}} [wishes] where to come out, one of
 *   the Allowed Logout URLs; whether to suggest signing out at the identity provider, too; what comes back behind
 *   `returnTo`; the ID token of the session, for tenants with `oidc_logout`
 * @returns {string} the address
 */
export function signOutPage({ edgeOrigin, clientId, organization }, { returnTo, federated, state, idToken } = {}) {
  const page = new URL('/edge/logout', edgeOrigin);
  const parameters = {
    client_id: clientId,
    organization,
    return_to: returnTo,
    federated: federated ? '1' : undefined,
    state,
    id_token_hint: idToken,
  };
  for (const [name, value] of Object.entries(parameters)) {
    if (value) page.searchParams.set(name, value);
  }
  return page.href;
}
