// Asks a source; `src/sources.rs` is the only caller.

/** Bytes of an answer. It is read while somebody waits, and kept in memory for a while. */
const LARGEST = 64 * 1024;
/** Milliseconds before the second try. */
const PAUSE = 50;

/**
 * Resolves to `=` and the text of an answer, to `-` where the source knows nothing of what was asked about, and else to a
 * word for the log: nothing of an address or an answer.
 */
export async function askSource(url, token, timeout) {
  const first = await tryOnce(url, token, timeout);
  if (!first.again) return first.outcome;
  await new Promise((done) => setTimeout(done, PAUSE));
  return (await tryOnce(url, token, timeout)).outcome;
}

async function tryOnce(url, token, timeout) {
  // Covers the body as well.
  const signal = AbortSignal.timeout(timeout);
  const headers = { accept: "application/json" };
  if (token) headers.authorization = `Bearer ${token}`;
  try {
    const response = await fetch(url, { headers, redirect: "manual", signal });
    if (response.status === 200) return await read(response);
    await response.body?.cancel();
    if (response.status === 204 || response.status === 404) return { outcome: "-" };
    return { outcome: `status-${response.status}`, again: response.status >= 500 || response.status === 429 };
  } catch {
    return { outcome: signal.aborted ? "timeout" : "unreachable", again: true };
  }
}

async function read(response) {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let text = "=";
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength;
    if (length > LARGEST) return { outcome: "too-large" };
    text += decoder.decode(chunk, { stream: true });
  }
  return { outcome: text + decoder.decode() };
}
