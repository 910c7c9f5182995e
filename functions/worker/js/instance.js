// The WebAssembly instance: calls into it, and what happens when one goes wrong.

import * as wasm from "vestibule-wasm";
import snapshot from "./snapshot.bin";

// workers-rs keeps this object: panic hooks set `criticalError`, every fresh instance counts
// `instanceId` up. Going by it, and not by a flag of our own, covers panics in tasks too, which no
// call of ours surrounds.
const state = wasm.__worker_init_state();

/** The instance that knows the snapshot; another one has to be told again. */
let introduced = 0;
/** Requests that wait for something the broken instance was fetching. */
const waiting = new Set();

function introduce() {
  introduced = state.instanceId;
  wasm.install(new Uint8Array(snapshot));
  for (const wake of waiting) wake();
  waiting.clear();
}
introduce();

/** Makes sure that the instance behind `wasm` is one that works. */
function renew() {
  if (state.criticalError) {
    wasm.__wbg_reset_state();
    state.criticalError = false;
  }
  if (state.instanceId !== introduced) introduce();
}

// Rust reports its own failures as values, so whatever comes out as an exception left memory in an
// unknown state. Only the kind is logged: a message could quote what somebody typed.
function condemn(error) {
  state.criticalError = true;
  console.error(JSON.stringify({ event: "critical", kind: error?.constructor?.name ?? "unknown" }));
}

/** Calls into WebAssembly; `undefined` when that broke it. The next call gets a fresh instance. */
export function enter(call) {
  try {
    renew();
    return call(wasm);
  } catch (error) {
    condemn(error);
    return undefined;
  }
}

/** What was told to the instance that is there now. */
const told = new Map();

/** Calls into WebAssembly once for every instance. */
export function once(name, call) {
  if (told.get(name) === state.instanceId && !state.criticalError) return;
  enter(call);
  told.set(name, state.instanceId);
}

/**
 * Calls an asynchronous function there. Resolves too when another request breaks the instance,
 * since a future in a broken instance never would: the caller just asks again.
 */
export async function enterAndWait(call) {
  let wake;
  try {
    renew();
    const reset = new Promise((resolve) => waiting.add((wake = resolve)));
    return await Promise.race([call(wasm), reset]);
  } catch (error) {
    condemn(error);
    return undefined;
  } finally {
    waiting.delete(wake);
  }
}

/** A class of the current instance, for objects that outlive one: see `probe.js`. */
export function construct(name, ...args) {
  renew();
  return { generation: state.instanceId, object: new wasm[name](...args) };
}

/** Whether an object came from the instance that is there now. */
export function isCurrent(generation) {
  renew();
  return generation === state.instanceId;
}
