// axe, run from outside of pages: their Content-Security-Policy neither sees nor stops it.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds wrong; `rules` are ids of single rules instead of WCAG 2.2 A and AA and best practices. */
export async function runAxe(page, rules) {
  await page.evaluate(await source);
  const runOnly = rules ? { type: 'rule', values: rules } : { type: 'tag', values: RULES };
  const { violations } = await page.evaluate((runOnly) => window.axe.run(document, { runOnly, resultTypes: ['violations'] }), runOnly);
  return violations.map(({ id, impact, help, nodes }) => ({ id, impact, help, nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })) }));
}
