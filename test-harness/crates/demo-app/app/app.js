// Which view belongs to this address.

import { createSession, finishLogin, loadConfig, signOut, startLogin } from '/assets/session.js';
import { showLoading, showNotFound, showProblem, showProduct, showSignedIn, showSignedOut } from '/assets/views.js';

async function main() {
  const config = await loadConfig();
  showProduct(config);
  const query = new URLSearchParams(location.search);
  const session = await createSession(config);
  switch (location.pathname) {
    case '/':
      break;
    case '/login':
      showLoading('Taking you to your sign-in…');
      return startLogin(session, config, query);
    case '/callback':
      showLoading('Signing you in…');
      await finishLogin(session, config, query);
      // The code in the address is used up, and is nobody's business.
      history.replaceState(null, '', '/');
      break;
    default:
      return showNotFound();
  }
  const claims = await session.getIdTokenClaims();
  if (claims) showSignedIn(config, claims, () => signOut(session, config));
  else showSignedOut(config);
}

main().catch(async (error) => {
  console.info('Sign-in did not go through:', error.code ?? error.name);
  const config = await loadConfig().catch(() => null);
  showProblem(config, error);
});
