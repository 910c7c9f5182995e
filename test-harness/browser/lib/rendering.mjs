// What a page comes to in a browser, and what is wrong with it under conditions that few developers see.

import { runAxe } from './axe.mjs';

/** How a page came out, and what must not be on any. */
export async function state(page) {
  return page.evaluate(() => ({
    title: document.title,
    language: document.documentElement.lang,
    direction: getComputedStyle(document.querySelector('main') ?? document.body).direction,
    heading: document.querySelector('h1')?.innerText.trim() ?? '',
    moving: document.getAnimations().length,
  }));
}

/** What people read, and what they can send. */
export function content(page) {
  return page.evaluate(() => ({
    text: document.body.innerText.replace(/\s+/g, ' ').trim(),
    forms: [...document.forms].map((form) => form.outerHTML),
  }));
}

/** What of the page stands beyond the window's edge, or within a box that cuts it off; what is only read out stands nowhere. */
export function overflowing(page) {
  return page.evaluate(() => {
    const wide = document.scrollingElement.scrollWidth > window.innerWidth ? [`the page, ${document.scrollingElement.scrollWidth} of ${window.innerWidth}`] : [];
    const name = (element) => `${element.localName}.${element.className} “${element.textContent.trim().slice(0, 40)}”`;
    const cut = [...document.querySelectorAll('main *, .brand *, .links *')].filter((element) => {
      if (!element.checkVisibility() || element.matches('input, svg, svg *, .progress, .hidden, .hidden *')) return false;
      const { left, right, width } = element.getBoundingClientRect();
      const inside = element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== 'visible';
      return width > 0 && (left < -1 || right > window.innerWidth + 1 || inside);
    });
    return [...wide, ...cut.map(name)];
  });
}

/** On a phone of 320 CSS pixels, which is 400 % on a desk (WCAG 2.2, 1.4.10). */
export async function reflow(page) {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const wrong = await overflowing(page);
  await page.setViewportSize(size);
  return wrong.map((what) => `at 320 px: ${what}`);
}

/** With letters of twice the size, as the browser's settings have it (WCAG 2.2, 1.4.4). */
export async function largeText(page, cdp) {
  await cdp.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
  const size = await page.evaluate(() => parseFloat(getComputedStyle(document.querySelector('main')).fontSize));
  const wrong = await overflowing(page);
  await cdp.send('Page.setFontSizes', { fontSizes: { standard: 16, fixed: 13 } });
  if (size < 32) wrong.push(`text of ${size} px stays as small as it was`);
  return wrong.map((what) => `at 200 % text: ${what}`);
}

/**
 * On paper: black on white, on one sheet where it is no long list or form, with nothing cut off. Browsers print in light colors whatever the
 * screen has.
 */
export async function print(page, { colorScheme }) {
  await page.emulateMedia({ media: 'print', colorScheme: 'light' });
  const wrong = await page.evaluate(() => {
    const { color, backgroundColor } = getComputedStyle(document.documentElement);
    const wrong = [];
    if (color !== 'rgb(0, 0, 0)' || backgroundColor !== 'rgb(255, 255, 255)') wrong.push(`${color} on ${backgroundColor}`);
    if (!document.querySelector('h1')?.checkVisibility()) wrong.push('no heading');
    return wrong;
  });
  const contrast = await runAxe(page, ['color-contrast']);
  wrong.push(...contrast.flatMap(({ nodes }) => nodes.map(({ html, failureSummary }) => `${html}: ${failureSummary}`)));
  wrong.push(...(await overflowing(page)));
  const sheets = String(await page.pdf({ format: 'A4' })).split('/Type /Page\n').length - 1;
  const { choices, questions } = await page.evaluate(() => ({
    choices: document.querySelectorAll('.choice').length,
    questions: document.querySelectorAll('form :is(.field, .group)').length,
  }));
  if (sheets !== 1 && choices < 6 && questions < 2) wrong.push(`${sheets} sheets`);
  await page.emulateMedia({ media: 'screen', colorScheme });
  return wrong.map((what) => `in print: ${what}`);
}

/** With a palette of the system's: what can be pressed or filled in has a border, or is underlined as a link is. */
export async function forcedColors(page) {
  await page.emulateMedia({ forcedColors: 'active' });
  const wrong = await page.evaluate(() => {
    const bordered = (style) => parseFloat(style.borderTopWidth) >= 1 && style.borderTopStyle !== 'none' && style.borderTopColor !== style.backgroundColor;
    // The browser draws these itself, in colors of the palette.
    const isNative = (element, { appearance }) => ['checkbox', 'radio'].includes(element.type) && appearance === 'auto';
    const pressable = document.querySelectorAll('a[href], button, input:not([type=hidden])');
    return [...pressable]
      .filter((element) => {
        const style = getComputedStyle(element);
        return element.checkVisibility() && !isNative(element, style) && !bordered(style) && !style.textDecorationLine.includes('underline');
      })
      .map((element) => `${element.localName}.${element.className} has no border`);
  });
  await page.emulateMedia({ forcedColors: 'none' });
  return wrong.map((what) => `in forced colors: ${what}`);
}
