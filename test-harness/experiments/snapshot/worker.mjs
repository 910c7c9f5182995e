// The reader in WebAssembly, fed from KV: a pointer, a manifest, shards on first use.
import { createHash } from "node:crypto";
import module from "reader.wasm";

const { exports: reader } = new WebAssembly.Instance(module, {});
const [ABSENT, FOUND, NOT_RESIDENT] = [0, 1, 2];
const encoder = new TextEncoder();

function passIn(bytes) {
  const start = reader.incoming(bytes.byteLength);
  new Uint8Array(reader.memory.buffer, start, bytes.byteLength).set(bytes);
}

function digestBuffer() {
  return new Uint8Array(reader.memory.buffer, reader.digest(), 32);
}

function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Fetches a part, lets the host compute its digest, and compares it with its name. */
async function fetchPart(kv, name) {
  const part = await kv.get(name, "arrayBuffer");
  if (part === null) throw new Error(`no part ${name}`);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", part));
  if (hex(digest) !== name) throw new Error(`damaged part ${name}`);
  return { part: new Uint8Array(part), digest };
}

async function swap(kv) {
  const { part, digest } = await fetchPart(kv, await kv.get("pointer"));
  passIn(part);
  digestBuffer().set(digest);
  if (reader.put_manifest() !== FOUND) throw new Error("manifest refused");
}

/** Loads a shard as one ArrayBuffer: simple, but each leaves its size in garbage on the host's side. */
async function loadWhole(kv, name, budget) {
  const { part, digest } = await fetchPart(kv, name);
  const start = reader.allocate(part.byteLength);
  new Uint8Array(reader.memory.buffer, start, part.byteLength).set(part);
  digestBuffer().set(digest);
  reader.put_shard(start, part.byteLength, budget);
}

/** Loads a shard piece by piece through one small buffer, straight into linear memory. */
async function loadPieces(kv, name, budget) {
  const stream = await kv.get(name, "stream");
  if (stream === null) throw new Error(`no part ${name}`);
  const pieces = stream.getReader({ mode: "byob" });
  let [start, length, filled] = [0, 0, 0];
  let buffer = new ArrayBuffer(16 * 1024);
  for (;;) {
    const { value, done } = await pieces.readAtLeast(12, new Uint8Array(buffer));
    if (value === undefined || value.byteLength === 0) break;
    if (length === 0) {
      // Every part says its length in its head.
      length = new DataView(value.buffer, value.byteOffset).getUint32(8, true);
      start = reader.allocate(length);
    }
    if (filled + value.byteLength > length) throw new Error(`too long ${name}`);
    new Uint8Array(reader.memory.buffer, start + filled, value.byteLength).set(value);
    filled += value.byteLength;
    buffer = value.buffer;
    if (done) break;
  }
  // In one go with the next calls, since linear memory can move at any wait.
  const digest = createHash("sha256").update(new Uint8Array(reader.memory.buffer, start, filled)).digest();
  if (digest.toString("hex") !== name) throw new Error(`damaged part ${name}`);
  digestBuffer().set(digest);
  reader.put_shard(start, length, budget);
}

let ready = false;

async function decide(kv, domain, budget, how) {
  if (!ready) {
    await swap(kv);
    ready = true;
  }
  const bytes = encoder.encode(domain);
  for (let loaded = 0; loaded < 8; loaded += 1) {
    passIn(bytes);
    const answer = reader.decide();
    if (answer !== NOT_RESIDENT) return { found: answer === FOUND, absent: answer === ABSENT, loaded };
    // Refused when a new version arrived meanwhile; asking again then names the shard of that version.
    await (how === "pieces" ? loadPieces : loadWhole)(kv, hex(digestBuffer()), budget);
  }
  throw new Error("shards come and go");
}

async function digestTimes(kv, name, how, times) {
  const part = await kv.get(name, "arrayBuffer");
  for (let turn = 0; turn < times; turn += 1) {
    if (how === "subtle") await crypto.subtle.digest("SHA-256", part);
    else if (how === "node") createHash("sha256").update(new Uint8Array(part)).digest();
  }
  return { bytes: part.byteLength };
}

export default {
  async fetch(request, env) {
    const { pathname, searchParams } = new URL(request.url);
    const kv = env.KV;
    switch (pathname) {
      case "/decide":
        return Response.json(
          await decide(kv, searchParams.get("domain"), Number(searchParams.get("budget")), searchParams.get("how")),
        );
      case "/swap":
        await swap(kv);
        return Response.json({});
      case "/many":
        passIn(new Uint8Array(await request.arrayBuffer()));
        return Response.json({ found: reader.decide_many(Number(searchParams.get("rounds"))) });
      case "/digest":
        return Response.json(
          await digestTimes(kv, searchParams.get("name"), searchParams.get("how"), Number(searchParams.get("times"))),
        );
      case "/memory":
        return Response.json({ linear: reader.memory.buffer.byteLength, resident: reader.resident_size() });
      default:
        return new Response(null, { status: 404 });
    }
  },
};
