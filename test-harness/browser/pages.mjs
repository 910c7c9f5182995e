// Looks at pages in Chromium: axe, keyboard, overflow, requests, violations, pictures; each page under every
// combination asked for. README.md describes input and output.

import { runAxe } from './lib/axe.mjs';
import { contextOptions, launch } from './lib/browser.mjs';
import { Screen } from './lib/screen.mjs';
import { drive } from './lib/stdio.mjs';
import { isLogo, originOf, watch } from './lib/watch.mjs';

/** Pages looked at side by side: as many as a small machine has cores. */
const LANES = 2;

await drive(async (input) => {
  const browser = await launch(input);
  try {
    const pages = input.pages.map((page) => (typeof page === 'string' ? { url: page } : page));
    const work = pages.flatMap((page) => combinations(input).map((look) => ({ page, look })));
    const results = new Array(work.length);
    let next = 0;
    const lane = async () => {
      while (next < work.length) {
        const index = next++;
        const { page, look } = work[index];
        results[index] = await examine(browser, page, look, input);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    return { ok: results.every(({ ok }) => ok), chromium: browser.version(), results };
  } finally {
    await browser.close();
  }
});

/** Every combination of what is asked for. */
function combinations(input) {
  const lists = {
    viewport: input.viewports ?? [{ width: 390, height: 844 }, { width: 1280, height: 800 }],
    colorScheme: input.colorSchemes ?? ['light', 'dark'],
    forcedColors: input.forcedColors ?? ['none'],
    javaScript: input.javaScript ?? [true],
  };
  return Object.entries(lists).reduce(
    (looks, [name, values]) => looks.flatMap((look) => values.map((value) => ({ ...look, [name]: value }))),
    [{}],
  );
}

async function examine(browser, { name, url, actions = [], locale }, look, input) {
  const context = await browser.newContext(contextOptions({ ...look, locale, reducedMotion: 'reduce' }));
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(input.timeoutMs ?? 15_000);
    const seen = watch(page, () => true);
    const first = await page.goto(url, { waitUntil: 'load' });
    for (const action of actions) await act(page, action);
    const status = seen.navigations.at(-1)?.status ?? first?.status() ?? null;
    if (input.screenshots) {
      const label = [name ?? slug(url), look.viewport.width, look.colorScheme, look.forcedColors === 'active' && 'forced', look.javaScript === false && 'scriptless'];
      const screen = new Screen(page, `${input.screenshots}/${label.filter(Boolean).join('-')}`);
      await screen.follow();
      await screen.take('page');
    }
    // Where scripts are off, axe would wait for ever; the document is the same one.
    const violations = look.javaScript === false ? [] : await runAxe(page);
    const stops = await tabThrough(page);
    const layout = await page.evaluate(() => ({
      title: document.title,
      language: document.documentElement.lang,
      direction: getComputedStyle(document.querySelector('main')).direction,
      heading: document.querySelector('h1')?.textContent.trim() ?? null,
      overflows: document.scrollingElement.scrollWidth > window.innerWidth,
    }));
    // A page of the edge may load its logo and nothing else: it carries everything.
    const mayLoad = (address) => input.mayLoad?.includes(originOf(address)) || isLogo(address, originOf(url));
    const requests = seen.requests.map((request) => request.url).filter((address) => !mayLoad(address));
    const unmarked = stops.filter(({ marked }) => !marked);
    const ok =
      violations.length === 0 && seen.violations.length === 0 && seen.complaints.length === 0 && !layout.overflows && unmarked.length === 0 && layout.heading !== null && requests.length === 0;
    return { ok, name: name ?? null, url, ...look, status, ...layout, axe: violations, policyViolations: seen.violations, complaints: seen.complaints, requests, tabStops: stops };
  } finally {
    await context.close();
  }
}

/**
 * One thing that a person does: `{fill: [label, text]}`, `{click: name}`, `{press: key}`, `{open: true}` for what is folded, `{reload: true}`,
 * `{back: true}`; or waits for: `{arrive: origin}`, `{arriveAt: path}`.
 */
async function act(page, action) {
  if (action.arrive) await page.waitForURL((url) => url.origin === action.arrive, { waitUntil: 'load' });
  if (action.arriveAt) await page.waitForURL((url) => url.pathname === action.arriveAt, { waitUntil: 'load' });
  if (action.back) await page.goBack({ waitUntil: 'load' });
  if (action.reload) await page.reload({ waitUntil: 'load' });
  if (action.fill) await page.getByLabel(action.fill[0]).fill(action.fill[1]);
  if (action.open) await page.locator('summary').click();
  if (action.press) await page.keyboard.press(action.press);
  if (action.click) {
    const target = page.getByRole('button', { name: action.click }).or(page.getByRole('link', { name: action.click }));
    const before = originOf(page.url());
    await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), target.first().click()]);
    if (originOf(page.url()) !== before && !action.leaves) throw new Error(`${action.click} led to ${page.url()}`);
  }
}

/** The places that the Tab key stops at, in order, and whether one sees which has the focus. */
async function tabThrough(page) {
  // From the beginning: leaving a focused field would start behind it.
  await page.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
  });
  const stops = [];
  for (let count = 0; count < 40; count += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      if (window.firstStop === element) return null;
      window.firstStop ??= element;
      const style = getComputedStyle(element);
      return {
        tag: element.localName,
        name: (element.labels?.[0] ?? element).textContent.replace(/\s+/g, ' ').trim(),
        marked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
      };
    });
    if (!stop) break;
    stops.push(stop);
  }
  return stops;
}

function slug(url) {
  return new URL(url).pathname.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'index';
}
