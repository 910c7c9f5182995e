// A rival: what it takes at least to accept an answer. One HMAC, and the object that decides who is first; nothing of the form is
// checked, and what is answered was known before. `READS`: the form is read and its digest taken, and what happened is logged.

import { claim } from "./answer-once.js";

export { AnswerOnce } from "./answer-once.js";

const encoder = new TextEncoder();
const secret = encoder.encode("the way back of a measurement's answers");
const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
const hexadecimal = (octets) => Array.from(new Uint8Array(octets), (octet) => octet.toString(16).padStart(2, "0")).join("");
let turn = 0;

export default {
  async fetch(request, env) {
    const { url } = request;
    const session = url.slice(url.lastIndexOf("/") + 1);
    const now = Date.now();
    let digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    if (READS) digest = hexadecimal(await crypto.subtle.digest("SHA-256", encoder.encode(await request.text())));
    const claimed = await claim(env, session, digest, Math.floor(now / 1000) + 3600, now);
    if (!claimed.startsWith("granted")) return new Response(null, { status: 409 });
    await crypto.subtle.sign("HMAC", key, encoder.encode(session));
    if (READS) console.log(LINE);
    const { body, init } = PAGES[turn++ % PAGES.length];
    return new Response(body, init);
  },
};
