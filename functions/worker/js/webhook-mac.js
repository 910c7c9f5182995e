// HMAC-SHA256 by the host's own cryptography, synchronously; `src/webhook_keys.rs` is the only caller.
//
// `node:crypto` and not `crypto.subtle`, whose promises a plain function cannot wait for.

const { Buffer } = process.getBuiltinModule("node:buffer");
const { createHmac, createSecretKey } = process.getBuiltinModule("node:crypto");

/** What arrives is a view into WebAssembly's memory, which is somebody else's a moment later. */
export const importSecret = (secret) => createSecretKey(Buffer.from(secret));

/** `body` is such a view, too; it is read before anything else happens. */
export const mac = (key, prefix, body) => createHmac("sha256", key).update(prefix).update(body).digest();
