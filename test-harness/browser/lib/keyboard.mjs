// A page with the Tab and the Enter key alone.

/** What can be reached with the Tab key, as long as it can be seen. */
const REACHABLE = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]';

/** Day, month, year, and the button for a calendar: in a field for a day, Chromium stops at each. */
const MOST_PARTS = 4;

/**
 * Goes through a page with the Tab key, and says what is wrong: what is not reached in the order of the document, where focus cannot
 * be seen, what holds it for ever. Focus is seen when the picture around an element is another without it; one element of each
 * kind is looked at, of the others the computed outline. With `enter`, one of each kind is pressed, and has to ask for what it
 * stands for.
 */
export async function walk(page, cdp, seen, { enter }) {
  const expected = await begin(page);
  const wrong = [];
  const kinds = new Set();
  for (let turn = 0; turn <= expected.length; turn += 1) {
    await page.keyboard.press('Tab');
    let stop = await look(page);
    for (let part = 1; part < MOST_PARTS && stop.index === turn - 1 && expected[stop.index]?.isInParts; part += 1) {
      await page.keyboard.press('Tab');
      stop = await look(page);
    }
    // Behind the last one is the browser, or, where it shows nothing of its own, the first one again.
    if (turn === expected.length && stop.index <= 0) break;
    if (stop.index !== turn) {
      wrong.push(`Tab ${turn + 1} comes to ${stop.index === -1 ? 'nothing' : expected[stop.index]?.label}, not to ${expected[turn]?.label ?? 'the end'}`);
      break;
    }
    const { kind, label, leads, fragment } = expected[turn];
    if (!stop.outlined) wrong.push(`the focus on ${label} is not outlined`);
    if (kinds.has(kind)) continue;
    kinds.add(kind);
    if (!(await isPainted(page, cdp, stop.box))) wrong.push(`the focus on ${label} is not painted`);
    if (enter && fragment) wrong.push(...(await jump(page, turn, fragment, label)));
    else if (enter && leads) wrong.push(...(await press(page, seen, turn, leads, label)));
  }
  return { stops: expected.length, wrong };
}

/** Notes what is to be reached, and puts the focus before all of it: leaving a focused field would start behind it. */
function begin(page) {
  return page.evaluate((reachable) => {
    const candidates = [...document.querySelectorAll(reachable)].filter((element) => element.checkVisibility() && !element.disabled && element.tabIndex >= 0);
    // A group of radio buttons is one stop: the chosen one, else the first. From there the arrow keys go on.
    const isOfGroup = (radio) => ({ type, name, form }) => type === 'radio' && name === radio.name && form === radio.form;
    window.stops = candidates.filter((element) => {
      if (element.type !== 'radio') return true;
      const group = candidates.filter(isOfGroup(element));
      return element === (group.find(({ checked }) => checked) ?? group[0]);
    });
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
    window.scrollTo(0, 0);
    return window.stops.map((element) => {
      // In the other two, Enter opens a list or begins a line.
      const sends = element.matches('input, button');
      const form = element.form;
      const address = form ? form.getAttribute('action') ?? location.href : element.href;
      return {
        kind: `${element.localName}.${element.className}.${element.type ?? ''}.${element.parentElement.className}`,
        label: `${element.localName} “${(element.labels?.[0] ?? element).textContent.replace(/\s+/g, ' ').trim()}”`,
        isInParts: element.type === 'date',
        fragment: element.getAttribute('href')?.match(/^#(.+)/)?.[1] ?? null,
        leads: (!form || sends) && /^(https?:|\/)/.test(address ?? '') ? { url: new URL(address, location.href).href, method: form ? form.method.toUpperCase() : 'GET' } : null,
      };
    });
  }, REACHABLE);
}

function look(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    const index = window.stops.indexOf(element);
    if (index === -1) return { index };
    const style = getComputedStyle(element);
    const { x, y, width, height } = element.getBoundingClientRect();
    element.style.caretColor = 'transparent';
    return { index, outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2, box: { x: x + scrollX - 8, y: y + scrollY - 8, width: width + 16, height: height + 16 } };
  });
}

/** Whether what is around the focused element looks different without the focus. It has it again at the end. */
async function isPainted(page, cdp, box) {
  const clip = { ...box, scale: 1 };
  const picture = async () => (await cdp.send('Page.captureScreenshot', { format: 'png', clip, captureBeyondViewport: true })).data;
  const focused = await picture();
  await page.evaluate(() => {
    window.left = document.activeElement;
    window.left.blur();
  });
  const left = await picture();
  await page.evaluate(() => window.left.focus());
  return focused !== left;
}

/** Follows a link within the page, which has to bring the focus along, and comes back. */
async function jump(page, turn, fragment, label) {
  await page.keyboard.press('Enter');
  const focused = await page.evaluate(() => document.activeElement.id);
  await page.evaluate((turn) => window.stops[turn].focus(), turn);
  return focused === fragment ? [] : [`Enter on ${label} brings the focus to “${focused}”, not to “${fragment}”`];
}

async function press(page, seen, turn, { url, method }, label) {
  const before = seen.navigations.length;
  // The server answers 204, and the page stays.
  await page.keyboard.press('Enter');
  const strip = (address) => address.split(/[?#]/)[0];
  const isIt = (navigation) => navigation.method === method && (method === 'GET' ? strip(navigation.url) === strip(url) : navigation.url === url);
  for (let patience = 0; patience < 100; patience += 1) {
    if (seen.navigations.slice(before).some(isIt)) return [];
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return [`Enter on ${label} does not ask for ${method} ${strip(url)}`];
}
