// Runs the reader on bare workerd, with a KV service of its own, and prints what it costs.
//
//   node measure.mjs whole|pieces WORKERD SNAPSHOT [OTHER]
//
// Shards are read as whole ArrayBuffers, or in pieces through one small buffer.
// WORKERD is the binary itself (node_modules/@cloudflare/workerd-linux-64/bin/workerd), SNAPSHOT a directory that `snapshot-experiment compile` wrote, OTHER another one to swap to.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const [how, ...paths] = process.argv.slice(2);
const [workerd, snapshot, other] = paths.map((path) => resolve(path));
const here = import.meta.dirname;
const BUDGET = 16 * 1024 * 1024;
const DECISIONS = 2_000;
const PARALLEL = 8;

/** KV as workerd sees it: `GET /{key}` at a service. */
async function startKv() {
  const kv = { directory: snapshot, reads: 0, bytes: 0 };
  const server = createServer((request, response) => {
    const key = decodeURIComponent(request.url.slice(1).split("?")[0]);
    try {
      // After a swap the parts of the version before are still there.
      const places = [kv.directory, snapshot].map((directory) => join(directory, key));
      const value = readFileSync(places.find((place) => existsSync(place)));
      kv.reads += 1;
      kv.bytes += value.length;
      response.end(value);
    } catch {
      response.writeHead(404).end();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return Object.assign(kv, { server, port: server.address().port });
}

/** Starts workerd with one Worker; gives its address and its memory. */
async function startWorker(script, kvPort) {
  const folder = mkdtempSync(join(tmpdir(), "snapshot-experiment-"));
  const embed = (name, path) => {
    writeFileSync(join(folder, name), readFileSync(join(here, path)));
    return `embed "${name}"`;
  };
  const modules = [`(name = "worker", esModule = ${embed("worker.mjs", script)})`];
  const bindings = [`(name = "KV", kvNamespace = "kv")`];
  if (script === "worker.mjs") {
    const wasm = "target/wasm32-unknown-unknown/release/snapshot_experiment.wasm";
    modules.push(`(name = "reader.wasm", wasm = ${embed("reader.wasm", wasm)})`);
  }
  const services = [
    `(name = "main", worker = (modules = [${modules}], bindings = [${bindings}],
      compatibilityDate = "2026-11-01"))`,
    `(name = "kv", external = (address = "127.0.0.1:${kvPort}", http = ()))`,
  ];
  writeFileSync(
    join(folder, "config.capnp"),
    `using Workerd = import "/workerd/workerd.capnp";
     const config :Workerd.Config = (services = [${services}],
       sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")]);`,
  );
  const child = spawn(workerd, ["serve", "config.capnp", "--control-fd=3"], {
    cwd: folder,
    stdio: ["ignore", "inherit", "inherit", "pipe"],
  });
  const ended = once(child, "exit").then(() => {
    throw new Error("workerd ended at once; is WORKERD the binary itself, not npm's wrapper?");
  });
  const [line] = await Promise.race([once(child.stdio[3], "data"), ended]);
  ended.catch(() => {});
  const { port } = JSON.parse(line.toString().split("\n")[0]);
  const status = (field) => {
    const text = readFileSync(`/proc/${child.pid}/status`, "utf8");
    return Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(text)[1]) / 1024;
  };
  return {
    async get(path, body) {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, body ? { method: "POST", body } : {});
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return response;
    },
    rss: () => status("VmRSS"),
    async stop() {
      child.kill();
      await once(child, "exit");
      rmSync(folder, { recursive: true });
    },
  };
}

function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

/** Domains of the generated tenant: those of its shards, read out of their records. */
function someDomains(count) {
  const domains = new Set();
  for (const name of readdirSync(snapshot)) {
    if (name === "pointer") continue;
    const bytes = readFileSync(join(snapshot, name));
    if (bytes.toString("latin1", 0, 4) !== "VstS" || bytes[5] !== 1) continue;
    // A table: entries, slots, then the slots, then the records.
    let offset = 12 + 8 + bytes.readUInt32LE(16) * 8;
    while (offset < bytes.length) {
      const keyLength = bytes.readUInt16LE(offset);
      const valueLength = bytes.readUInt32LE(offset + 2);
      domains.add(bytes.toString("latin1", offset + 6, offset + 6 + keyLength));
      offset += 6 + keyLength + valueLength;
    }
  }
  const all = [...domains];
  // A fixed sequence (xorshift), so that every run asks for the same.
  let state = 2_463_534_242;
  return Array.from({ length: count }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return all[(state >>> 0) % all.length];
  });
}

async function askAll(worker, paths) {
  const queue = paths.values();
  const run = async () => {
    for (const path of queue) {
      const answer = await (await worker.get(path)).json();
      if (!answer.found) throw new Error(`${path} is not found`);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, run));
}

function decideAll(worker, domains) {
  return askAll(worker, domains.map((domain) => `/decide?how=${how}&budget=${BUDGET}&domain=${domain}`));
}

const kv = await startKv();
const domains = someDomains(DECISIONS);

// workerd's memory grows with every request, whatever the Worker does, so a bare Worker is asked as often as the reader.
const bare = await startWorker("bare.mjs", kv.port);
const start = bare.rss();
const bareMemory = [];
for (let phase = 0; phase < 2; phase += 1) {
  await askAll(bare, domains.map((domain) => `/?domain=${domain}`));
  bareMemory.push(bare.rss());
}
const list = bareMemory.map((memory) => memory.toFixed(1)).join(" and ");
console.log(`bare Worker                        ${start.toFixed(1)} MB at start, ${list} MB after each ${DECISIONS} requests`);
await bare.stop();
const above = (worker, phase) => `${(worker.rss() - bareMemory[phase]).toFixed(1)} MB above the bare one`;

// The same Worker reads as many shards as the reader will in the first phase, and drops them.
const names = readdirSync(snapshot).filter((name) => name !== "pointer");
const dropping = await startWorker("bare.mjs", kv.port);
const two = (turn) => `/?read=${names[turn % names.length]}&read=${names[(turn * 7) % names.length]}`;
await askAll(dropping, domains.map((_, turn) => two(turn)));
console.log(`two shards read and dropped        ${above(dropping, 0)}`);
await dropping.stop();

// A first request, each time in a new process.
const firsts = [];
for (const domain of domains.slice(0, 9)) {
  const worker = await startWorker("worker.mjs", kv.port);
  const start = performance.now();
  await (await worker.get(`/decide?how=${how}&budget=${BUDGET}&domain=${domain}`)).json();
  firsts.push(performance.now() - start);
  await worker.stop();
}
console.log(`first request after start          ${median(firsts).toFixed(1)} ms (manifest and two shards from KV)`);

const worker = await startWorker("worker.mjs", kv.port);
kv.reads = kv.bytes = 0;
await decideAll(worker, domains);
const { linear, resident } = await (await worker.get("/memory")).json();
console.log(
  `${DECISIONS} decisions, uniform         ${above(worker, 0)}; linear memory ${(linear / 2 ** 20).toFixed(1)} MB, ` +
    `resident shards ${(resident / 2 ** 20).toFixed(1)} MB, ${kv.reads} reads of ${(kv.bytes / kv.reads / 1024).toFixed(0)} KB`,
);
if (other) {
  kv.directory = other;
  await Promise.all([worker.get("/swap").then((r) => r.text()), decideAll(worker, domains)]);
  const after = await (await worker.get("/memory")).json();
  console.log(
    `swap under load, ${DECISIONS} decisions  ${above(worker, 1)}; linear memory ${(after.linear / 2 ** 20).toFixed(1)} MB`,
  );
  kv.directory = snapshot;
  await (await worker.get("/swap")).text();
}

// What a read costs, one request at a time.
const cold = [];
const warm = [];
for (const domain of someDomains(3_000).slice(2_000)) {
  for (const times of [cold, warm]) {
    const start = performance.now();
    const { loaded } = await (await worker.get(`/decide?how=${how}&budget=${BUDGET}&domain=${domain}`)).json();
    if (loaded === (times === cold ? 2 : 0)) times.push(performance.now() - start);
  }
}
console.log(`request with two shards to load    ${median(cold).toFixed(2)} ms; with none ${median(warm).toFixed(2)} ms`);

// Lookups inside WebAssembly: a set that fits the budget, so that all is resident.
const few = domains.slice(0, 40);
await decideAll(worker, few);
const timed = async (path, body) => {
  const start = performance.now();
  await (await worker.get(path, body)).text();
  return performance.now() - start;
};
const text = few.join("\n");
const lookups = [];
for (let turn = 0; turn < 5; turn += 1) {
  const none = await timed("/many?rounds=0", text);
  lookups.push(((await timed("/many?rounds=5000", text)) - none) / (5000 * few.length));
}
const all = await (await worker.get("/many?rounds=1", text)).json();
console.log(
  `parse, route, organization in wasm ${(median(lookups) * 1e6).toFixed(0)} ns (${all.found} of ${few.length} resident)`,
);

const pointer = readFileSync(join(snapshot, "pointer"), "utf8");
for (const [what, name] of [["manifest", pointer], ["shard", names.find((each) => each !== pointer)]]) {
  for (const how of ["subtle", "node"]) {
    const times = [];
    let bytes;
    for (let turn = 0; turn < 5; turn += 1) {
      const none = await timed(`/digest?name=${name}&how=${how}&times=0`);
      times.push(((await timed(`/digest?name=${name}&how=${how}&times=500`)) - none) / 500);
      ({ bytes } = await (await worker.get(`/digest?name=${name}&how=${how}&times=0`)).json());
    }
    console.log(`SHA-256 of the ${what}, ${how.padEnd(6)}`.padEnd(35) + `${median(times).toFixed(3)} ms for ${(bytes / 1024).toFixed(0)} KB`);
  }
}

await worker.stop();
kv.server.close();
