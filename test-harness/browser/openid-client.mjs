// Signs in with `openid-client`, a certified OpenID Connect library, through Vestibule's front door.
//
// Reads JSON from standard input: edge, issuer, clientId, callback, email. Writes JSON:
// claims, firstRedirectFrom. The library does the application's part; a dozen lines here do the
// browser's: cookies, redirects, the identity provider's form.

import dns from "node:dns";
import { text } from "node:stream/consumers";

import * as oidc from "openid-client";

// Names under `.test` exist on this machine only.
dns.lookup = (hostname, options, callback) => {
  const found = callback ?? options;
  if (options?.all) found(null, [{ address: "127.0.0.1", family: 4 }]);
  else found(null, "127.0.0.1", 4);
};

const input = JSON.parse(await text(process.stdin));

// The one line that the front door asks of an application: its authorization endpoint is ours,
// everything else stays the tenant's.
const discovered = await oidc.discovery(new URL(input.issuer), input.clientId, undefined, oidc.None());
const server = {
  ...discovered.serverMetadata(),
  authorization_endpoint: new URL("/authorize", input.edge).href,
};
const configuration = new oidc.Configuration(server, input.clientId, undefined, oidc.None());

const verifier = oidc.randomPKCECodeVerifier();
const state = oidc.randomState();
const nonce = oidc.randomNonce();
const start = oidc.buildAuthorizationUrl(configuration, {
  redirect_uri: input.callback,
  scope: "openid profile email",
  code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
  code_challenge_method: "S256",
  login_hint: input.email,
  state,
  nonce,
});

const callback = await browse(start);
const tokens = await oidc.authorizationCodeGrant(configuration, callback, {
  pkceCodeVerifier: verifier,
  expectedState: state,
  expectedNonce: nonce,
  idTokenExpected: true,
});
console.log(JSON.stringify({ claims: tokens.claims(), firstRedirectFrom: start.hostname }));

/** Follows redirects and answers the identity provider, until the application's callback. */
async function browse(url) {
  const jars = new Map();
  let request = { url, options: {} };
  for (let step = 0; step < 20; step++) {
    const jar = jars.get(request.url.host) ?? new Map();
    jars.set(request.url.host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { ...request.options.headers, ...(cookie ? { cookie } : {}) };
    const response = await fetch(request.url, { ...request.options, headers, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) {
      const [name, ...value] = line.split(";")[0].split("=");
      jar.set(name, value.join("="));
    }
    const location = response.headers.get("location");
    if (location) {
      const next = new URL(location, request.url);
      if (next.href.startsWith(input.callback)) return next;
      request = { url: next, options: {} };
      continue;
    }
    request = answer(await response.text(), request.url, response.status);
  }
  throw new Error("the login did not come to an end");
}

/** The identity provider shows one form; its fields are filled in already but for the address. */
function answer(page, url, status) {
  const form = /<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/.exec(page);
  if (!form) throw new Error(`no form at ${url.host}${url.pathname} (${status})`);
  const unescape = (value) => value.replaceAll("&amp;", "&").replaceAll("&quot;", '"');
  const body = new URLSearchParams();
  for (const [field] of form[2].matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(field)?.[1];
    if (name) body.set(name, unescape(/value="([^"]*)"/.exec(field)?.[1] ?? ""));
  }
  if (body.has("email")) body.set("email", input.email);
  return { url: new URL(unescape(form[1]), url), options: { method: "POST", body } };
}
