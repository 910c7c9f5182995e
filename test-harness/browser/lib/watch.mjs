// Writes down what a page does: navigations, complaints, requests.

/** What the browser says about a Content-Security-Policy that was violated. */
const VIOLATION = /Content Security Policy|Trusted ?Type/i;

/**
 * Watches a page from before its first navigation.
 *
 * `complaints` keeps console errors, uncaught errors, violations and failed requests of the origins that
 * `isOurs` accepts: a missing favicon of the mock tenant is nobody's fault here.
 */
export function watch(page, isOurs) {
  const start = performance.now();
  const at = () => Math.round(performance.now() - start);
  const record = { navigations: [], violations: [], complaints: [], requests: [] };
  const entries = new Map();

  page.on('request', (request) => {
    const url = request.url();
    if (url.startsWith('data:') || url.startsWith('blob:')) return;
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) {
      const entry = { at: at(), method: request.method(), url, status: null };
      entries.set(request, entry);
      record.navigations.push(entry);
    } else {
      record.requests.push({ from: page.url(), type: request.resourceType(), method: request.method(), url });
    }
  });
  page.on('response', (response) => {
    const entry = entries.get(response.request());
    if (!entry) {
      if (response.status() >= 400 && isOurs(response.url())) record.complaints.push(`${response.status()} ${response.url()}`);
      return;
    }
    const headers = response.headers();
    entry.status = response.status();
    if (headers.location) entry.location = headers.location;
    if (headers.refresh) entry.refresh = headers.refresh;
    if (headers['vestibule-decision']) entry.decision = headers['vestibule-decision'];
  });
  page.on('requestfailed', (request) => {
    const { errorText } = request.failure() ?? {};
    const entry = entries.get(request);
    if (entry) entry.failed = errorText;
    // A page that is left stops loading what it had not got yet: no fault of anybody's.
    else if (errorText !== 'net::ERR_ABORTED' && isOurs(request.url())) record.complaints.push(`${errorText} ${request.url()}`);
  });
  page.on('console', (message) => {
    const text = message.text();
    if (VIOLATION.test(text)) record.violations.push(text);
    // Failed loads are noted above, with the origin that they belong to.
    else if (message.type() === 'error' && !text.startsWith('Failed to load resource') && isOurs(page.url())) record.complaints.push(text);
  });
  page.on('pageerror', (error) => {
    if (isOurs(page.url())) record.complaints.push(String(error));
  });
  return record;
}

/** Whether this is the address of a logo at an origin: the one thing that pages of the edge load. */
export function isLogo(url, origin) {
  return url.startsWith(`${origin}/edge/assets/`);
}

/** The origin of an address, or the empty text for what has none. */
export function originOf(address) {
  return URL.canParse(address) ? new URL(address).origin : '';
}
