// The Worker's entry: JavaScript and WebAssembly meet here, and nowhere else.
//
// A request crosses once into WebAssembly and once out, synchronously: one string in, one string
// out. The generated entry of workers-rs hands over a `Request` instead, whose every header is a
// crossing of its own; that costs half as much again per request.
//
// What WebAssembly lacks (a shard of the snapshot) it names, and is asked again when it is there.
// Nothing of a request stays in WebAssembly meanwhile, so when one request breaks the instance, the
// others go on with a fresh one.

import { enter, enterAndWait } from "./instance.js";

/** Bytes that a form of ours may have; the largest is far smaller. */
const LONGEST_BODY = 64 * 1024;
/** Pointer, manifest, domain shard, organization shard, and one to spare. */
const MOST_ROUNDS = 5;
/** Milliseconds for all rounds of one request. */
const PATIENCE = 1500;

/** Milliseconds between looks at the pointer to the current snapshot. */
const FRESH = 15_000;
/** The need for that pointer; see `src/supply.rs`. */
const CURRENT = "current";
/** First line of a reply that is no answer yet; see `src/reply.rs`. */
const NEED = "need\n";

export default {
  fetch(request, env, context) {
    keepFresh(env, context);
    const head = `${request.method} ${request.url}`;
    if (request.method === "GET" || request.method === "HEAD") return answer(head, "", env);
    return readText(request).then((body) => answer(head, body, env));
  },
};

function answer(head, body, env) {
  const reply = enter((wasm) => wasm.answer(head, body));
  if (reply === undefined) return failed();
  if (reply.startsWith(NEED)) return answerWhenThere(head, body, env, reply);
  return respond(reply);
}

async function answerWhenThere(head, body, env, reply) {
  let late;
  const deadline = new Promise((resolve) => (late = setTimeout(resolve, PATIENCE, "late")));
  let outcome;
  for (let round = 0; round < MOST_ROUNDS && outcome !== "late"; round++) {
    const needs = reply.slice(NEED.length);
    outcome = await Promise.race([enterAndWait((wasm) => wasm.supply(env, needs)), deadline]);
    reply = enter((wasm) => wasm.answer(head, body));
    if (reply === undefined || !reply.startsWith(NEED)) break;
  }
  clearTimeout(late);
  if (reply?.startsWith(NEED)) reply = enter((wasm) => wasm.answer_without(head, body));
  return reply === undefined ? failed() : respond(reply);
}

/** When to look at the pointer again. One request in a while does, without waiting for it. */
let refreshAt = 0;

function keepFresh(env, context) {
  const now = Date.now();
  if (now < refreshAt) return;
  // The first request after a start waits for the pointer anyway.
  const first = refreshAt === 0;
  refreshAt = now + FRESH;
  if (!first) context.waitUntil(enterAndWait((wasm) => wasm.supply(env, CURRENT)));
}

/** Reads at most `LONGEST_BODY` bytes; `null` when there are more. */
async function readText(request) {
  if (request.body === null) return "";
  if (Number(request.headers.get("content-length")) > LONGEST_BODY) return null;
  const decoder = new TextDecoder();
  let text = "";
  let length = 0;
  for await (const chunk of request.body) {
    length += chunk.byteLength;
    if (length > LONGEST_BODY) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
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
  const body = end + 2 === reply.length ? null : reply.slice(end + 2);
  // Status and headers of an answer are copied by the host in one go. Six headers as an array of
  // pairs, which it walks with the iteration protocol, took some 16 of 75
  // microseconds of a request (a prototype's figure).
  const response = new Response(body, kinds.get(kind) ?? learn(kind));
  while (line < end) {
    const colon = reply.indexOf(": ", line);
    const next = reply.indexOf("\n", colon);
    const name = reply.slice(line + 1, colon);
    // `set`, since a body brings a `content-type` of its own; only cookies may stand twice.
    const put = name === "set-cookie" ? "append" : "set";
    response.headers[put](name, reply.slice(colon + 2, next));
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

/** The last resort, when WebAssembly itself broke: no brand, no words to translate, no details. */
function failed() {
  return new Response("Something went wrong on our side. Please go back and try again.\n", {
    status: 500,
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    },
  });
}
