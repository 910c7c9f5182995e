// Has Chromium judge what is typed into controls, by its own constraint validation. README.md describes input and output.

import { launch } from './lib/browser.mjs';
import { drive } from './lib/stdio.mjs';

await drive(async (input) => {
  const browser = await launch(input);
  try {
    const page = await browser.newPage();
    const judged = [];
    for (const { html, name, inputs } of input.cases) {
      await page.setContent(html);
      // `minlength` is held only against what a person typed, which takes a key of the browser's for each input.
      const counts = await page.evaluate((name) => document.getElementsByName(name)[0].minLength > 0, name);
      judged.push(counts ? await typeEach(page, name, inputs) : await page.evaluate(judge, { name, inputs }));
    }
    return { ok: true, chromium: browser.version(), judged };
  } finally {
    await browser.close();
  }
});

/** Types each input, and says of each what `judge` says. */
async function typeEach(page, name, inputs) {
  const judged = [];
  for (const input of inputs) {
    await page.evaluate((name) => {
      document.forms[0].reset();
      document.getElementsByName(name)[0].select();
      document.getElementsByName(name)[0].focus();
    }, name);
    if (input) await page.keyboard.insertText(input);
    judged.push(
      await page.evaluate((name) => {
        const [control] = document.getElementsByName(name);
        return { valid: control.checkValidity(), sent: new FormData(document.forms[0]).getAll(name) };
      }, name),
    );
  }
  return judged;
}

/** Puts each input into the control as a person does, and says whether it is valid and what would be sent. */
function judge({ name, inputs }) {
  const form = document.forms[0];
  const controls = [...form.elements].filter((element) => element.name === name);
  const [first] = controls;
  return inputs.map((input) => {
    form.reset();
    if (Array.isArray(input)) {
      for (const control of controls) {
        if (control.localName === 'select') control.value = input[0] ?? '';
        else control.checked = input.includes(control.value);
      }
    } else if (first.type === 'date') {
      first.value = input;
    } else {
      first.focus();
      first.select();
      if (input) document.execCommand('insertText', false, input);
    }
    const valid = controls.every((control) => control.checkValidity());
    return { valid, sent: new FormData(form).getAll(name) };
  });
}
