// Says what this host calls countries and which time zones it knows, as the Worker's host does.
// Input: {languages}. Output: {ok, countries: {language: {code: name}}, zones: [name]}.

import { drive } from './lib/stdio.mjs';

await drive(async ({ languages }) => {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const codes = letters.flatMap((one) => letters.map((other) => one + other));
  // A code that was replaced is answered with the name of what replaced it.
  const isOwn = (code) => new Intl.Locale(`und-${code}`).region === code;
  const namesIn = (language) => {
    const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    return Object.fromEntries(codes.filter(isOwn).flatMap((code) => (names.of(code) ? [[code, names.of(code)]] : [])));
  };
  const countries = Object.fromEntries(languages.map((language) => [language, namesIn(language)]));
  return { ok: true, countries, zones: Intl.supportedValuesOf('timeZone') };
});
