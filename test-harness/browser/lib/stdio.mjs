// JSON in, JSON out: how the tests written in Rust speak to the drivers.

/** The JSON on standard input. */
export async function readInput() {
  let text = '';
  for await (const chunk of process.stdin) text += chunk;
  return JSON.parse(text);
}

/**
 * Runs a driver: one line of JSON on standard output, also when it fails (then the exit code is 2).
 *
 * A driver that takes longer than `deadlineMs` of its input has failed: a browser that hangs must not hang
 * the tests.
 */
export async function drive(driver) {
  let timer;
  try {
    const input = await readInput();
    const deadline = input.deadlineMs ?? 120_000;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no result after ${deadline} ms`)), deadline);
    });
    await report(await Promise.race([driver(input), late]));
  } catch (error) {
    await report({ ok: false, error: error.stack ?? String(error) });
    process.exitCode = 2;
  }
  clearTimeout(timer);
  // Playwright ends its browser when this process ends.
  process.exit();
}

/** Resolves when all of it has been written: ending the process would cut off the rest. */
function report(result) {
  return new Promise((resolve) => process.stdout.write(`${JSON.stringify(result)}\n`, resolve));
}
