// Signatures by the host's own cryptography, synchronously; `src/host_crypto.rs` is the only caller.
//
// `node:crypto` and not `crypto.subtle`, whose promises a plain function cannot wait for. What is thrown means that a
// key or a signature is not one: there is nothing else to be learned from it, and a message could quote a key.

const { Buffer } = process.getBuiltinModule("node:buffer");
const {
  constants,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  privateDecrypt,
  publicEncrypt,
  sign: signWith,
  timingSafeEqual,
  verify: verifyWith,
} = process.getBuiltinModule("node:crypto");

const padding = constants.RSA_NO_PADDING;

function attempt(operation) {
  try {
    return operation();
  } catch {
    return undefined;
  }
}

/** What arrives is a view into WebAssembly's memory, which is somebody else's a moment later. */
const text = (bytes) => Buffer.from(bytes).toString("base64url");

export function importRsa(modulus, exponent) {
  const key = { kty: "RSA", n: text(modulus), e: text(exponent) };
  return attempt(() => createPublicKey({ key, format: "jwk" }));
}

/** Refuses a point that is not on the curve. */
export function importCurve(crv, x, y) {
  const key = { kty: "EC", crv, x: text(x), y: text(y) };
  return attempt(() => createPublicKey({ key, format: "jwk" }));
}

export function importEd25519(x) {
  if (!isOnEd25519(x)) return undefined;
  const key = { kty: "OKP", crv: "Ed25519", x: text(x) };
  return attempt(() => createPublicKey({ key, format: "jwk" }));
}

export function importSecret(secret) {
  return attempt(() => createSecretKey(Buffer.from(secret)));
}

/**
 * `type` is `pkcs1` or `pkcs8`. The latter holds keys of any kind and curve, and `sign` takes whichever it is given: so the key
 * has to be of `kind` and, where there are several, on `curve`.
 */
export function importPrivate(type, der, kind, curve) {
  const key = attempt(() => createPrivateKey({ key: Buffer.from(der), format: "der", type }));
  const isOnCurve = () => curve === undefined || key.asymmetricKeyDetails.namedCurve === curve;
  return attempt(() => key.asymmetricKeyType === kind && isOnCurve()) ? key : undefined;
}

/** Bits of an RSA key's modulus. */
export function modulusBits(key) {
  return attempt(() => key.asymmetricKeyDetails.modulusLength) ?? 0;
}

/** RSA with PKCS #1 v1.5, ECDSA in DER, Ed25519 (with no hash of ours). */
export function verify(hash, key, message, signature) {
  return attempt(() => verifyWith(hash ?? null, message, key, signature)) === true;
}

export function sign(hash, key, message) {
  return attempt(() => signWith(hash ?? null, message, key));
}

/** The public operation of RSA, by itself: a signature without the padding undone. */
export function openRsa(key, signature) {
  return attempt(() => publicEncrypt({ key, padding }, signature));
}

/** The private operation of RSA, by itself. */
export function closeRsa(key, encoded) {
  return attempt(() => privateDecrypt({ key, padding }, encoded));
}

export function verifyHmac(hash, key, message, tag) {
  const computed = signHmac(hash, key, message);
  return attempt(() => timingSafeEqual(computed, tag)) === true;
}

export function signHmac(hash, key, message) {
  return attempt(() => createHmac(hash, key).update(message).digest());
}

const PRIME = 2n ** 255n - 19n;
const D = 37095705934669439343138083508754565189542113879843219016388785533085940283555n;

/**
 * Whether some point of the curve has this number (RFC 8032, section 5.1.3). The host takes any 32 bytes for a key, and
 * lets no signature pass later; whoever configured it should hear of it now, as with every other kind of key.
 */
function isOnEd25519(bytes) {
  const octets = Uint8Array.from(bytes).reverse();
  octets[0] &= 0x7f;
  const y = BigInt(`0x${Buffer.from(octets).toString("hex")}`);
  const u = (y * y + PRIME - 1n) % PRIME;
  const v = (D * y * y + 1n) % PRIME;
  // u/v is a square when u·v is.
  const root = power((u * v) % PRIME, (PRIME - 1n) / 2n);
  return y < PRIME && root <= 1n;
}

function power(base, exponent) {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % PRIME;
    if (bit === "1") result = (result * base) % PRIME;
  }
  return result;
}
