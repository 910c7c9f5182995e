// Writes numbering plans and telephone numbers from libphonenumber's tables, which `shared/profile` is held against.
// Input: {}. Output: {ok, plans, numbers}: the text of `plans.txt`, and per country examples as people write them.

import { createRequire } from 'node:module';

import { drive } from './lib/stdio.mjs';

const require = createRequire(import.meta.url);
const metadata = require('libphonenumber-js/metadata.max.json');
const examples = require('libphonenumber-js/examples.mobile.json');
const { getExampleNumber } = require('libphonenumber-js/max');

/** What is dialled before a country's code, where `00` is not among what a country has. */
const ABROAD = { AU: '0011', CC: '0011', CX: '0011' };
/** What stands before a number within a country, where libphonenumber has the first digit of it alone. */
const TRUNKS = { BY: '80' };

await drive(async () => {
  const countries = Object.keys(metadata.countries).sort();
  const plans = countries.map((country) => {
    const [calling, abroad, , lengths, , trunk] = metadata.countries[country];
    const dialled = /^\d+$/.test(abroad) ? abroad : new RegExp(`^(?:${abroad})$`).test('00') ? '00' : (ABROAD[country] ?? '-');
    return `${country} ${calling} ${TRUNKS[country] ?? (trunk || '-')} ${dialled} ${ranges(lengths)}\n`;
  });
  const numbers = countries.map((country) => {
    const number = getExampleNumber(country, examples);
    return {
      country,
      e164: number.number,
      national: number.formatNational(),
      international: number.formatInternational(),
      uri: number.getURI(),
    };
  });
  return { ok: true, plans: plans.join(''), numbers };
});

/** `4,5,6,8` as `4-6,8`. */
function ranges(lengths) {
  const found = [];
  for (const length of lengths) {
    const last = found.at(-1);
    if (last && last[1] + 1 === length) last[1] = length;
    else found.push([length, length]);
  }
  return found.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join();
}
