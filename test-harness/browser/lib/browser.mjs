// Starts the Chromium that is named in the input.

import { chromium } from 'playwright-core';

/**
 * @param {{chromium: string, hostResolverRules?: string, trustedKeySha256?: string}} input
 */
export function launch(input) {
  return chromium.launch({
    executablePath: input.chromium,
    args: [
      // Chromium refuses its sandbox to root, which containers run as.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(input.hostResolverRules ? [`--host-resolver-rules=${input.hostResolverRules}`] : []),
      // One key, not all errors: what else is wrong with a certificate still fails the test.
      ...(input.trustedKeySha256 ? [`--ignore-certificate-errors-spki-list=${input.trustedKeySha256}`] : []),
    ],
  });
}

/** The options of a browser context that both drivers take under the same names. */
export function contextOptions({ viewport, colorScheme, reducedMotion, forcedColors, locale, javaScript }) {
  return {
    viewport: viewport ?? { width: 1280, height: 800 },
    colorScheme: colorScheme ?? 'light',
    reducedMotion: reducedMotion ?? 'reduce',
    forcedColors: forcedColors ?? 'none',
    locale: locale ?? 'en-US',
    javaScriptEnabled: javaScript ?? true,
  };
}
