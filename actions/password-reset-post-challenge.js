'use strict';
// Vestibule at Auth0's password-reset-post-challenge trigger (version 1): says where the browser goes once the password
// is changed, to Vestibule's page in the brand of the organization. It asks nobody. Settings and deployment:
// docs/actions.md.

const PAGE = '/edge/notice/password-changed';
// What Auth0 documents for both is shorter.
const MAX_ID = 128;
const MAX_LANGUAGES = 8;

exports.onExecutePostChallenge = async (event, api) => {
  const base = parseUrl(event.secrets.VESTIBULE_URL);
  if (base === undefined) {
    // Whoever has just changed a password is not to be held up: Auth0 shows a page of its own.
    console.log(JSON.stringify({ vestibule: 'password-reset-post-challenge', failed: 'settings', goes_on: true }));
    return;
  }
  const page = `${base.origin}${base.pathname.replace(/\/+$/, '')}${PAGE}`;
  api.transaction.setResultUrl(page, { query: queryOf(event) });
};

/** What the page needs to know to look right. It says nothing about the person: addresses end up in logs. */
function queryOf({ client, organization, transaction }) {
  const query = {
    client_id: idOf(client?.client_id),
    organization: idOf(organization?.id),
    ui_locales: languagesOf(transaction),
  };
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}

function idOf(value) {
  return typeof value === 'string' && value.length <= MAX_ID && /^[\w.-]+$/.test(value) ? value : undefined;
}

/**
 * The languages that were asked for, or else the one that Auth0 chose. Both can come from an address that anybody
 * wrote, so what is no language tag stays out.
 */
function languagesOf(transaction) {
  const { locale, ui_locales: asked } = transaction ?? {};
  const isTag = (value) => typeof value === 'string' && /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}$/.test(value);
  const tags = Array.isArray(asked) ? asked.filter(isTag).slice(0, MAX_LANGUAGES) : [];
  if (tags.length > 0) return tags.join(' ');
  return isTag(locale) ? locale : undefined;
}

/** An address that may be told where a user is: https, or this machine. */
function parseUrl(text) {
  try {
    const url = new URL(text);
    const loopback = url.protocol === 'http:' && /^(localhost|.+\.localhost|127\.0\.0\.1)$/.test(url.hostname);
    return url.protocol === 'https:' || loopback ? url : undefined;
  } catch {
    return undefined;
  }
}
