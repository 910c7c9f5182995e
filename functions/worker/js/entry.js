// The Worker's entry: JavaScript and WebAssembly meet here, and nowhere else.
//
// A request crosses once into WebAssembly and once out, synchronously: one string in, one string
// out. The generated entry of workers-rs hands over a `Request` instead, whose every header is a
// crossing of its own; that costs half as much again per request.
//
// What WebAssembly lacks (a shard of the snapshot) it names, and is asked again when it is there.
// Nothing of a request stays in WebAssembly meanwhile, so when one request breaks the instance, the
// others go on with a fresh one.

import { claim } from "./answer-once.js";
import { enter, enterAndWait, once } from "./instance.js";

export { AnswerOnce } from "./answer-once.js";

/** Bytes that a callout may have; every form of ours is far smaller. */
const LONGEST_BODY = 64 * 1024;
/** How much more is taken and dropped. Whoever still sends when the answer comes may meet a closed connection instead of it. */
const LONGEST_DROPPED = 1024 * 1024;
/** Pointer, allowance, domain shard, organization shard, and both again when a version is found incomplete. */
const MOST_ROUNDS = 6;
/** Milliseconds for all rounds of one request. */
const PATIENCE = 1500;
/** The same for callouts: an Action waits for a second and a half. */
const CALLOUT_PATIENCE = 1200;

/** Milliseconds between looks at the pointer to the current snapshot. */
const FRESH = 15_000;
/** The need for that pointer; see `src/supply.rs`. */
const CURRENT = "current";
/** The need for being counted; see `src/answer.rs`. */
const ALLOWANCE = "allowance";
/** What the need for a claim begins with; its session, digest and end follow. See `src/profile.rs`. */
const CLAIM = "claim ";
/** What became of a claim that nobody has decided in time; see `Claimed` in `src/profile.rs`. */
const UNDECIDED = "unavailable";
/** First line of a reply that is no answer yet; see `src/reply.rs`. */
const NEED = "need\n";
/** Needs that headers of the request meet, so that nobody has to wait; see `src/answer.rs`. */
const OF_HEADERS = {
  "accept-language": (asked, header) => (asked.languages = header("accept-language") || "*"),
  "audience": (asked, header) => (asked.audience = isForPeople(header) ? "page" : "program"),
  "if-none-match": (asked, header) => (asked.etags = header("if-none-match") || "-"),
};
/** What a body begins with that only names its octets; see `src/assets.rs`. */
const ASSET = "asset/";
/** The body of a reply whose page is to be fetched; see `src/reply.rs`. */
const PAGE = "page/";

export default {
  fetch(request, env, context) {
    const now = Date.now();
    keepFresh(env, context, now);
    unlock(env);
    // Each is a call into the host, so they are read once.
    const { method, url } = request;
    const asked = { request, method, url, body: "", env, context, now };
    // What is a page in any case is asked for once, with its languages.
    if (isExplanation(asked)) meetByHeader(asked, "accept-language");
    if (isProfile(asked)) {
      meetByHeader(asked, "accept-language");
      unlockPages(env);
    }
    if (method === "GET" || method === "HEAD") return answer(asked);
    const goOn = isHook(asked) ? feed : answer;
    return readText(request).then((body) => goOn({ ...asked, body }));
  },
};

/** Hands over the secrets, once for every instance. */
function unlock({ REALM_KEY, REALM_KEY_PREVIOUS }) {
  if (REALM_KEY) once("unlocked", (wasm) => wasm.unlock(REALM_KEY, REALM_KEY_PREVIOUS));
}

/** Whether requests to this address are signed (Standard Webhooks). */
const isCallout = ({ method, url }) => method === "POST" && url.includes("/edge/callouts/");

/** Whether they are, or show a token. */
const isHook = ({ method, url }) => method === "POST" && url.includes("/edge/hooks/");

/** Whether somebody chose a language, and is to be led back to where that was. */
const isChoice = ({ url }) => url.includes("/edge/language");
/** Whether the answer is a page of `functions/branded-pages` in any case, or somebody wrote one's address into a query. */
const isExplanation = ({ url }) => url.includes("/edge/error") || url.includes("/edge/notice/");

/** Whether it is a step of asking in the middle of a login. */
const isProfile = ({ url }) => url.includes("/edge/profile");

/** Whether it arrives there with the token that says from where the login came. */
const isArrival = ({ url }) => url.includes("/edge/profile?");

/** Hands over the secrets that the Action shares with our pages, and the key of receipts. Logins do not pay for asking. */
function unlockPages({ PAGE_SECRET, PAGE_SECRET_PREVIOUS, RETURN_SECRET, RECEIPT_KEY }) {
  if (PAGE_SECRET && RETURN_SECRET) {
    once("pages", (wasm) => wasm.unlock_pages?.(PAGE_SECRET, PAGE_SECRET_PREVIOUS, RETURN_SECRET));
  }
  if (RECEIPT_KEY) once("receipts", (wasm) => wasm.unlock_receipts?.(RECEIPT_KEY));
}

/** Hands over the secrets that callouts are signed with. Logins do not pay for asking. */
function unlockCallouts({ CALLOUT_SECRET, CALLOUT_SECRET_PREVIOUS }) {
  if (CALLOUT_SECRET) {
    once("callouts", (wasm) => wasm.unlock_callouts?.(CALLOUT_SECRET, CALLOUT_SECRET_PREVIOUS));
  }
}

/** What decisions can depend on besides the head line; see `wants` in `src/answer.rs`. */
const NETWORK = 1;
const COOKIES = 2;

/** See `src/head.rs`. */
function headOf(asked) {
  const { request, method, url, allowance = "", languages = "", audience = "", etags = "", broken = "", claimed = "" } = asked;
  const head = `${method} ${url}`;
  const wants = enter((wasm) => wasm.wants());
  const hasBody = method !== "GET" && method !== "HEAD";
  const more = audience || etags || broken;
  if (!wants && !hasBody && !allowance && !languages && !more) return head;
  const { headers } = request;
  const header = (name) => headers.get(name) ?? "";
  const { asn, country } = (wants & NETWORK && request.cf) || {};
  const ip = wants & NETWORK || isArrival(asked) ? header("cf-connecting-ip") : "";
  const purpose = wants & COOKIES ? header("sec-purpose") : "";
  const cookies = wants & COOKIES || languages ? header("cookie") : "";
  const visitor = `${ip}\n${asn ?? ""}\n${country ?? ""}\n${purpose}\n${cookies}`;
  if (!hasBody && !allowance && !languages && !more) return `${head}\n${visitor}`;
  // Every header that is read is a call into the host. Whoever signs is no page.
  if (isCallout(asked) || isHook(asked)) {
    unlockCallouts(asked.env);
    // Callouts lead nobody to a form that could not be shown.
    unlockPages(asked.env);
    const signed = `${header("webhook-id")}\n${header("webhook-timestamp")}\n${header("webhook-signature")}`;
    const authorization = isHook(asked) ? header("authorization") : "";
    return `${head}\n${visitor}\n\n\n${allowance}\n${languages}\n${signed}\n${authorization}`;
  }
  const origin = hasBody ? header("origin") : "";
  const type = hasBody ? header("content-type") : "";
  const referer = languages && isChoice(asked) ? header("referer") : "";
  const site = hasBody && isProfile(asked) ? header("sec-fetch-site") : "";
  const page = `${head}\n${visitor}\n${origin}\n${type}\n${allowance}\n${languages}`;
  if (!more && !referer && !isProfile(asked)) return page;
  return `${page}\n\n\n\n\n${audience}\n${etags}\n${broken}\n${referer}\n${site}\n${claimed}`;
}

/** Whether a browser is to show the answer to somebody (Fetch Metadata; where it says nothing, what it accepts). */
function isForPeople(header) {
  const destination = header("sec-fetch-dest");
  return destination ? destination === "document" : header("accept").includes("text/html");
}

function answer(asked) {
  // The kill switch: every login passes on to the tenant as it came.
  if (asked.env.KILL_SWITCH === "on") {
    const reply = ask(asked, "answer_without");
    return reply === undefined ? failed(asked) : respond(reply);
  }
  const reply = ask(asked);
  if (reply === undefined) return failed(asked);
  if (reply.startsWith(NEED)) return answerWhenThere(asked, reply);
  return respond(reply);
}

/** Takes what a feed of the directory says. A build without that function answers as for every unknown address. */
async function feed(asked) {
  const { body, env, now } = asked;
  const reply = await enterAndWait((wasm) => (wasm.feed ? wasm.feed(env, headOf(asked), bytesOf(body), now) : ask(asked)));
  return reply === undefined ? failed(asked) : respond(reply);
}

/** Asks `answer`; or `answer_at_last`, for the last time; or `answer_without`. See `src/answer.rs`. */
function ask(asked, how = "answer") {
  let reply = askOnce(asked, how);
  // Each is asked for once; a redirect pays for none.
  while (reply?.startsWith(NEED) && meetByHeader(asked, reply.slice(NEED.length))) reply = askOnce(asked, how);
  return reply;
}

function meetByHeader(asked, need) {
  const meet = OF_HEADERS[need];
  meet?.(asked, (name) => asked.request.headers.get(name) ?? "");
  return meet !== undefined;
}

// The head is put together anew each time: what a snapshot wants to know is known when it is there.
function askOnce(asked, how) {
  const { body, env, now } = asked;
  const head = headOf(asked);
  return enter((wasm) => wasm[how](head, bytesOf(body), env.TENANT_ORIGIN ?? "", now));
}

async function answerWhenThere(asked, reply) {
  const { env, context, now } = asked;
  const patience = isCallout(asked) || isHook(asked) ? CALLOUT_PATIENCE : PATIENCE;
  let late;
  const deadline = new Promise((resolve) => (late = setTimeout(resolve, patience, "late")));
  let outcome;
  for (let round = 0; round < MOST_ROUNDS && outcome !== "late"; round++) {
    const needs = reply.slice(NEED.length);
    const supplied = supply(asked, needs);
    // What comes too late for this request is still there for the next.
    context.waitUntil(supplied);
    outcome = await Promise.race([supplied, deadline]);
    if (outcome === "late") enter((wasm) => wasm.give_up?.(needs, now));
    reply = ask(asked);
    if (reply === undefined || !reply.startsWith(NEED)) break;
  }
  clearTimeout(late);
  if (reply?.startsWith(NEED)) {
    // Who has not said yet who answers first is as good as out of order.
    asked.claimed ||= UNDECIDED;
    reply = ask(asked, "answer_at_last");
  }
  return reply === undefined ? failed(asked) : respond(reply);
}

function supply(asked, needs) {
  const { env, now } = asked;
  if (needs === ALLOWANCE) return count(asked);
  if (needs.startsWith(CLAIM)) return makeClaim(asked, needs.slice(CLAIM.length));
  return enterAndWait((wasm) => wasm.supply(env, needs, now));
}

async function makeClaim(asked, needs) {
  const [session, digest, until] = needs.split(" ");
  asked.claimed = await claim(asked.env, session, digest, until, asked.now);
}

/**
 * Counts a request, and notes whether it is one too many for its network: an IPv4 address, or the first half of an
 * IPv6 one. Where nobody counts, or counting fails or takes too long, every request is granted.
 */
async function count(asked) {
  asked.allowance = "granted";
  const { RATE_LIMIT } = asked.env;
  if (!RATE_LIMIT) return;
  const ip = asked.request.headers.get("cf-connecting-ip") ?? "";
  const key = ip.includes(":") ? ip.split("::")[0].split(":").slice(0, 4).join(":") : ip;
  try {
    const { success } = await RATE_LIMIT.limit({ key });
    if (!success) asked.allowance = "refused";
  } catch {
    console.error(JSON.stringify({ event: "rate-limit-failed" }));
  }
}

/** When to look at the pointer again. One request in a while does, without waiting for it. */
let refreshAt = 0;

function keepFresh(env, context, now) {
  if (now < refreshAt) return;
  // The first request after a start waits for the pointer anyway.
  const first = refreshAt === 0;
  refreshAt = now + FRESH;
  if (!first) context.waitUntil(enterAndWait((wasm) => wasm.supply(env, CURRENT, now)));
}

/**
 * Reads at most `LONGEST_BODY` bytes; `null` when there are more.
 *
 * As a text, although WebAssembly takes bytes: an `ArrayBuffer` for each request is memory of the host's, and so many of
 * them made the collector cost more than the two conversions. What is not UTF-8, or begins with a byte order mark, fits no
 * signature any more.
 */
async function readText(request) {
  const announced = request.headers.get("content-length");
  if (Number(announced) > LONGEST_BODY) return drop(request.body);
  // In one go where the length is known: a stream that is read by pieces costs some 30 microseconds more.
  if (announced !== null) return request.text();
  if (request.body === null) return "";
  const decoder = new TextDecoder();
  let text = "";
  let length = 0;
  for await (const chunk of request.body) {
    length += chunk.byteLength;
    if (length <= LONGEST_BODY) text += decoder.decode(chunk, { stream: true });
    else if (length > LONGEST_BODY + LONGEST_DROPPED) return null;
  }
  return length > LONGEST_BODY ? null : text + decoder.decode();
}

async function drop(body) {
  let length = 0;
  for await (const chunk of body) {
    length += chunk.byteLength;
    if (length > LONGEST_DROPPED) break;
  }
  return null;
}

const encoder = new TextEncoder();
/** Room for a text of `LONGEST_BODY` bytes that are no UTF-8: each becomes a character of three. */
const room = new Uint8Array(3 * LONGEST_BODY);

const nothing = new Uint8Array(0);

/** A body as bytes, to be used before anything else happens. */
function bytesOf(body) {
  if (body === null) return null;
  return body === "" ? nothing : room.subarray(0, encoder.encodeInto(body, room).written);
}

/** Answers without a body, by what all answers of their kind begin with. There are a dozen kinds. */
const kinds = new Map();

/** Status, fixed header lines, log line, other header lines, body: see `src/reply.rs`. */
function respond(reply) {
  const kind = reply.slice(0, reply.indexOf("\n\n"));
  const log = kind.length + 2;
  let line = reply.indexOf("\n", log);
  const end = reply.indexOf("\n\n", line);
  console.log(reply.slice(log, line));
  const text = end + 2 === reply.length ? null : reply.slice(end + 2);
  const body = text === PAGE ? enter((wasm) => wasm.page()) : text?.startsWith(ASSET) ? enter((wasm) => wasm.asset(text)) : text;
  // Status and headers of an answer are copied by the host in one go. Six headers as an array of
  // pairs, which it walks with the iteration protocol, took some 16 of 75
  // microseconds of a request (a prototype's figure).
  const response = new Response(body, kinds.get(kind) ?? learn(kind));
  while (line < end) {
    const colon = reply.indexOf(": ", line);
    const next = reply.indexOf("\n", colon);
    const name = reply.slice(line + 1, colon);
    const value = reply.slice(colon + 2, next);
    // A body brings a content type of its own, which ours replaces; cookies stand beside each other.
    if (name === "set-cookie") response.headers.append(name, value);
    else response.headers.set(name, value);
    line = next;
  }
  return response;
}

function learn(kind) {
  const [status, ...lines] = kind.split("\n");
  const headers = lines.map((line) => line.split(": "));
  const answer = new Response(null, { status: Number(status), headers });
  kinds.set(kind, answer);
  return answer;
}

/**
 * Answers a request over which an instance broke: a fresh one says so, in the look of the tenant and the visitor's
 * language. Who signs is a program that does not wait, and whatever broke twice is answered from here.
 */
function failed(asked) {
  if (asked.broken || isCallout(asked) || isHook(asked)) return lastResort();
  return answer({ ...asked, body: "", broken: "broken" });
}

/** When WebAssembly itself is of no use: no brand, no words to translate, no details. */
function lastResort() {
  return new Response("Something went wrong on our side. Please go back and try again.\n", {
    status: 500,
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "strict-transport-security": "max-age=63072000; includeSubDomains",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    },
  });
}
