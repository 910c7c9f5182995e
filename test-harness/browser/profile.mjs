// Answers the form for a profile in the middle of a login, the way a person does. README.md describes input and output.

import { runAxe } from './lib/axe.mjs';
import { contextOptions, launch } from './lib/browser.mjs';
import { drive } from './lib/stdio.mjs';
import { originOf, watch } from './lib/watch.mjs';

await drive(async (input) => {
  const browser = await launch(input);
  try {
    const context = await browser.newContext(contextOptions(input));
    const page = await context.newPage();
    page.setDefaultTimeout(input.timeoutMs ?? 15_000);
    return { ...(await trip(context, page, input)), chromium: browser.version() };
  } finally {
    await browser.close();
  }
});

async function trip(context, page, { origins, start, answers, wrong, javaScript = true }) {
  const seen = watch(page, (url) => originOf(url) === origins.edge);
  const referrers = [];
  page.on('request', async (request) => {
    const { referer } = await request.allHeaders().catch(() => ({}));
    // That somebody comes from us is no secret; from which page is.
    const tells = originOf(referer ?? '') === origins.edge && referer !== `${origins.edge}/`;
    if (tells && originOf(request.url()) !== origins.edge) referrers.push({ url: request.url(), referer });
  });
  const submit = () => go(page, 'button.primary');
  const [[first, firstAnswer], [second, secondAnswer]] = Object.entries(answers);
  const axe = [];
  // Where scripts are off, axe would wait for ever; the document is the same one.
  const examine = async () => {
    if (!javaScript) return;
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      axe.push(...(await runAxe(page)));
    }
  };

  await page.goto(start);
  await Promise.all([page.waitForURL((url) => url.pathname.startsWith('/edge/profile/')), page.locator('button[type=submit], form button').first().click()]);
  const form = page.url();
  await page.waitForLoadState('load');
  const looks = await look(page);
  await examine();
  await page.locator(`[name="${first}"]`).fill(firstAnswer);
  await submit();
  await page.locator(`[name="${second}"]`).fill(wrong);
  await submit();
  const again = await look(page);
  await examine();

  // Back, and forth again: what was typed is there.
  await go(page, 'button[name=go][value=back]');
  const kept = [await page.locator(`[name="${first}"]`).inputValue()];
  await submit();
  kept.push(await page.locator(`[name="${second}"]`).inputValue());

  // A second tab has the same form, and does the first one no harm.
  const tab = await context.newPage();
  await tab.goto(form);
  const secondTab = await tab.locator(`[name="${first}"]`).isVisible();
  await tab.close();

  await page.locator(`[name="${second}"]`).fill(secondAnswer);
  const atApp = page.waitForURL((url) => url.origin === origins.app && url.searchParams.has('code'), { waitUntil: 'load' });
  await page.locator('button.primary').click({ noWaitAfter: true });
  // With scripts the page presses its button by itself.
  if (!javaScript) await page.locator(`form[action^="${origins.tenant}/continue"] button`).click({ noWaitAfter: true });
  await atApp;
  // A session of now: on the way from site to site Chromium has replaced what an older one is attached to.
  const cdp = await context.newCDPSession(page);
  const { entries } = await cdp.send('Page.getNavigationHistory');
  return { looks, again, kept, secondTab, axe, referrers, history: entries.map(({ url }) => url), navigations: seen.navigations, violations: seen.violations, complaints: seen.complaints };
}

/** Presses a button that leads to another page of ours. */
async function go(page, button) {
  await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.locator(button).click()]);
}

/** What a page says, and where its focus is. Playwright looks from outside, so that it works where scripts are off. */
async function look(page) {
  return {
    heading: (await page.locator('h1').first().textContent()).trim(),
    language: await page.locator('html').getAttribute('lang'),
    direction: await page.locator('html').getAttribute('dir'),
    alerts: await page.locator('[role=alert]').count(),
    focused: await page.locator(':focus').evaluateAll((found) => found.map((element) => element.getAttribute('name') ?? element.className)),
    invalid: await page.locator('[aria-invalid=true]').evaluateAll((found) => found.map((element) => element.getAttribute('name'))),
  };
}
