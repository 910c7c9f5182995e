// A rival: the same decision as a good team would write it in JavaScript.
//
// It re-encodes the parameters (`URL` knows no other way), which Vestibule never does.

import { Hono } from "hono";
import { parse } from "tldts";
import table from "./domains.bin";

/** Domain to [organization, connection]. */
const domains = new Map(JSON.parse(new TextDecoder().decode(table)));
const TENANT = "https://login.acme.example";
const EXPLICIT = ["connection", "organization", "invitation", "request", "request_uri"];

const app = new Hono();

app.use(async (context, next) => {
  context.set("decision", crypto.randomUUID());
  await next();
  context.header("vestibule-decision", context.get("decision"));
  context.header("strict-transport-security", "max-age=63072000; includeSubDomains");
  context.header("cache-control", "no-store");
  context.header("x-content-type-options", "nosniff");
  context.header("referrer-policy", "no-referrer");
});

app.get("/authorize", (context) => {
  const url = new URL(context.req.url);
  const target = new URL("/authorize", TENANT);
  target.search = url.search;
  const query = url.searchParams;
  const explicit = EXPLICIT.some((name) => query.get(name));
  const found = explicit ? undefined : place(query.get("login_hint") ?? "");
  if (found) {
    target.searchParams.append("organization", found.organization);
    target.searchParams.append("connection", found.connection);
  }
  console.log(
    JSON.stringify({
      event: "decision",
      decision: context.get("decision"),
      client: query.get("client_id"),
      winner: found ? "login_hint" : "fallback",
      ...found,
      status: 302,
    }),
  );
  return context.redirect(target.toString(), 302);
});

/** The entry of the domain itself, or that of its registrable domain. */
function place(hint) {
  const at = hint.lastIndexOf("@");
  if (at < 1) return undefined;
  const { hostname, domain } = parse(hint.slice(at + 1).toLowerCase());
  const matched = domains.has(hostname) ? hostname : domain;
  const entry = domains.get(matched);
  return entry && { domain: matched, organization: entry[0], connection: entry[1] };
}

export default app;
