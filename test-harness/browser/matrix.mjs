// Documents under every look asked for, with all that is wrong with them. README.md describes input and output.

import { readFile } from 'node:fs/promises';

import { runAxe } from './lib/axe.mjs';
import { contextOptions, launch } from './lib/browser.mjs';
import { serve } from './lib/documents.mjs';
import { walk } from './lib/keyboard.mjs';
import { content, forcedColors, largeText, overflowing, print, reflow, state } from './lib/rendering.mjs';
import { drive } from './lib/stdio.mjs';
import { isLogo, originOf, watch } from './lib/watch.mjs';

/** Pages looked at side by side: as many as a small machine has cores. */
const LANES = 2;

await drive(async (input) => {
  const documents = JSON.parse(await readFile(input.documents, 'utf8'));
  const origin = await serve(documents);
  const browser = await launch(input);
  const wrong = [];
  // What is looked at alike is looked at in a row, so that a window is opened once.
  const work = input.work.toSorted((one, other) => key(one.look).localeCompare(key(other.look)));
  let next = 0;
  let stops = 0;
  const lane = async () => {
    let open;
    while (next < work.length) {
      const { document: number, look, checks } = work[next++];
      const document = documents[number];
      if (open?.key !== key(look)) {
        await open?.close();
        open = await openWindow(browser, look, origin);
      }
      const found = await examine(open, document, look, checks, origin);
      stops += found.stops;
      const where = `${document.name}, ${document.language}, ${look.viewport.width} px, ${look.colorScheme}`;
      wrong.push(...found.wrong.map((what) => `${where}: ${what}`));
    }
    await open?.close();
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  await browser.close();
  return { ok: wrong.length === 0, chromium: browser.version(), looks: work.length, stops, wrong };
});

/** What windows are told apart by. */
function key(look) {
  return JSON.stringify(look);
}

/** A window with scripts, and beside it one without. */
async function openWindow(browser, look, origin) {
  const windows = [];
  const tab = async (javaScript) => {
    const context = await browser.newContext(contextOptions({ ...look, javaScript }));
    windows.push(context);
    // A link that leads elsewhere, or a page that goes on by itself, gets no further.
    await context.route((url) => url.origin !== origin, (route) => route.fulfill({ status: 204 }));
    const page = await context.newPage();
    return { page, cdp: await context.newCDPSession(page) };
  };
  const scripted = await tab(true);
  let scriptless;
  return {
    key: key(look),
    scripted,
    scriptless: async () => (scriptless ??= await tab(false)),
    close: () => Promise.all(windows.map((context) => context.close())),
  };
}

/** Everything that is wrong with a document in a window. */
async function examine(open, document, look, checks, origin) {
  const { page, cdp } = open.scripted;
  const seen = watch(page, () => true);
  await page.goto(origin + document.path, { waitUntil: 'load' });
  const is = await state(page);
  const wrong = [];
  if (is.language !== document.language) wrong.push(`its language is ${is.language}`);
  if (is.direction !== document.direction) wrong.push(`it runs ${is.direction}`);
  if (!is.title || !is.heading) wrong.push('it has no title or no heading');
  if (is.moving) wrong.push(`${is.moving} animations although motion is to be reduced`);
  wrong.push(...(await overflowing(page)).map((what) => `beyond the edge: ${what}`));
  let stops = 0;
  if (checks.includes('scriptless')) {
    const other = (await open.scriptless()).page;
    await other.goto(origin + document.path, { waitUntil: 'load' });
    if (JSON.stringify(await content(other)) !== JSON.stringify(await content(page))) wrong.push('it is another without scripts');
  }
  if (checks.includes('axe')) wrong.push(...(await runAxe(page)).map((violation) => `axe: ${JSON.stringify(violation)}`));
  if (checks.includes('reflow')) wrong.push(...(await reflow(page)));
  if (checks.includes('large-text')) wrong.push(...(await largeText(page, cdp)));
  if (checks.includes('keyboard')) {
    const walked = await walk(page, cdp, seen, { enter: checks.includes('enter') });
    stops = walked.stops;
    wrong.push(...walked.wrong);
  }
  if (checks.includes('forced-colors')) wrong.push(...(await forcedColors(page)));
  if (checks.includes('print')) wrong.push(...(await print(page, look)));
  const loaded = seen.requests.map(({ url }) => url).filter((url) => !isLogo(url, originOf(page.url())));
  wrong.push(...loaded.map((url) => `it loads ${url}`));
  wrong.push(...seen.violations, ...seen.complaints.filter((what) => !isOwnStatus(what, document, origin)));
  page.removeAllListeners();
  return { wrong, stops };
}

/** A page about an error has the status of one. */
function isOwnStatus(complaint, { status, path }, origin) {
  return complaint === `${status} ${origin}${path}`;
}
