// The entry of the probe build, which is never deployed: the real entry, and beside it a Durable
// Object that lives in the same WebAssembly instance, to show that both survive a panic.

import { DurableObject } from "cloudflare:workers";
import entry from "./entry.js";
import { construct, enter, isCurrent } from "./instance.js";

export class Counter extends DurableObject {
  #inner;

  async fetch(request) {
    if (!this.#inner || !isCurrent(this.#inner.generation)) {
      this.#inner = construct("Counter", this.ctx, this.env);
    }
    const answer = enter(() => this.#inner.object.fetch(request));
    return answer === undefined ? new Response("broken\n", { status: 500 }) : await answer;
  }
}

export default {
  fetch(request, env, context) {
    const { pathname } = new URL(request.url);
    if (pathname !== "/edge/probe/count") return entry.fetch(request, env, context);
    const id = env.COUNTER.idFromName("probe");
    return env.COUNTER.get(id).fetch(request);
  },
};
