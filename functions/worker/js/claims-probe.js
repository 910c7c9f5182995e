// The entry of the claims probe, which is never deployed: cases of tokens in, verdicts out.

import * as wasm from "vestibule-wasm";

export default {
  async fetch(request) {
    const { pathname, searchParams } = new URL(request.url);
    const batch = await request.text();
    if (pathname === "/verify") {
      return new Response(String(wasm.verify_claims(batch, Number(searchParams.get("rounds")))));
    }
    return new Response(wasm.judge_claims(batch));
  },
};
