// A rival: the same callout as a team would answer it by hand, with its rules as plain functions.

import { Buffer } from "node:buffer";
import { createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import { twins } from "./twin.mjs";

const TOLERANCE = 300;
const rules = Object.entries(twins).map(([name, rule]) => [`https://acme.example/${name}`, rule]);
let key;

export default {
  async fetch(request, env) {
    key ??= createSecretKey(Buffer.from(env.CALLOUT_SECRET.slice("whsec_".length), "base64"));
    const { pathname } = new URL(request.url);
    if (request.method !== "POST" || pathname !== "/edge/callouts/post-login") return refused(404, "not-found");
    const id = request.headers.get("webhook-id");
    const timestamp = request.headers.get("webhook-timestamp");
    const signatures = request.headers.get("webhook-signature");
    if (!id || !timestamp || !signatures) return refused(401, "not-authenticated");
    const now = Number(timestamp);
    if (!(Math.abs(Date.now() / 1000 - now) <= TOLERANCE)) return refused(401, "not-authenticated");
    const body = await request.text();
    const mac = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest();
    if (!signatures.split(" ").some((signature) => isMac(signature, mac))) return refused(401, "not-authenticated");

    const { version, event } = JSON.parse(body);
    if (version !== 1) return refused(400, "unknown-version");
    const { organization, directory, sources } = event.user.app_metadata;
    const given = { event, now, organization, directory, sources };
    const claims = {};
    let enrichment = "full";
    for (const [name, rule] of rules) {
      const value = rule(given);
      if (value === undefined) enrichment = "partial";
      else if (value !== null) claims[name] = value;
    }
    const answer = JSON.stringify({
      version: 1,
      decision_id: id,
      enrichment,
      id_token: { claims },
      access_token: { claims },
    });
    console.log(
      JSON.stringify({
        event: "decision",
        function: "claims-enrichment",
        trigger: "post-login",
        client: event.client.client_id,
        organization: event.organization.id,
        end: "answered",
        enrichment,
        decision: id,
        status: 200,
      }),
    );
    return new Response(answer, { headers: { ...HEADERS, "vestibule-decision": id } });
  },
};

const HEADERS = {
  "content-type": "application/json; charset=utf-8",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=63072000; includeSubDomains",
};

function isMac(signature, mac) {
  if (!signature.startsWith("v1,")) return false;
  const given = Buffer.from(signature.slice(3), "base64");
  return given.length === mac.length && timingSafeEqual(given, mac);
}

function refused(status, code) {
  return new Response(JSON.stringify({ code }), { status, headers: HEADERS });
}
