// Twenty rules in V8: the machine in WebAssembly against the JavaScript twins, in turns, after their outputs were compared.
//
//   node measure.mjs MODULE.wasm RULES_DIRECTORY program|cel

import { readFileSync, readdirSync } from "node:fs";
import { events } from "../../cases/rules/events.mjs";
import { twins } from "../../cases/rules/twin.mjs";

const [, , modulePath, directory, kind] = process.argv;
const { instance } = await WebAssembly.instantiate(readFileSync(modulePath), {});
const { memory, allocate, add, give, read_alone: read, keep, evaluate, answer, result } = instance.exports;
const encoder = new TextEncoder();
const decoder = new TextDecoder();
const names = JSON.parse(readFileSync(new URL("../../cases/rules/rules.json", import.meta.url))).map(({ name }) => name);

function handOver(bytes, take) {
  const start = allocate(bytes.length);
  new Uint8Array(memory.buffer, start, bytes.length).set(bytes);
  take(start, bytes.length);
}

function asked(text) {
  handOver(encoder.encode(text), give);
  const length = answer();
  return decoder.decode(new Uint8Array(memory.buffer, result(), length));
}

const byHand = Object.values(twins);
function answered(text) {
  const given = JSON.parse(text);
  return JSON.stringify(byHand.map((twin) => twin(given) ?? null));
}

for (const file of readdirSync(directory).filter((file) => file.endsWith(`.${kind}`)).sort()) {
  handOver(readFileSync(`${directory}/${file}`), add);
}
const texts = events(1000).map((given) => JSON.stringify(given));
const different = new Set();
for (const text of texts) {
  const ours = JSON.parse(asked(text));
  const twin = JSON.parse(answered(text));
  for (const [place, name] of names.entries()) {
    const plain = (value) => JSON.stringify(value, Object.keys(value ?? {}).sort());
    if (plain(ours[place]) !== plain(twin[place])) different.add(name);
  }
}
console.log(`outputs differ for: ${[...different].join(", ") || "none"} (1,000 events, ${Math.round(texts.join("").length / texts.length)} octets each)`);

// In turns, so that what else runs on the machine meets all alike.
const parsed = texts.map((text) => JSON.parse(text));
for (const text of texts) {
  handOver(encoder.encode(text), give);
  keep();
}
let sink = 0;
const ways = {
  "wasm: text in, text out": () => texts.forEach((text) => (sink += asked(text).length)),
  "twin: text in, text out": () => texts.forEach((text) => (sink += answered(text).length)),
  "wasm: JSON in alone": () => texts.forEach((text) => {
    handOver(encoder.encode(text), give);
    sink += read();
  }),
  "twin: rules alone": () => parsed.forEach((given) => byHand.forEach((twin) => (sink += twin(given) === null ? 1 : 0))),
  "wasm: rules alone": () => (sink += evaluate()),
};
const times = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
for (let round = 0; round < 25; round += 1) {
  for (const [name, way] of Object.entries(ways)) {
    const started = performance.now();
    way();
    if (round >= 5) times[name].push(((performance.now() - started) * 1000) / texts.length);
  }
}
for (const [name, rounds] of Object.entries(times)) {
  rounds.sort((left, right) => left - right);
  console.log(`${name}: ${rounds[rounds.length >> 1].toFixed(2)} µs per event (20 rules)`);
}
if (sink === 0) console.log(sink);
