'use strict';
// How a flow with a browser is interrupted: by a redirect, a form or a factor.
const { FACTOR_CALLS } = require('./api/authentication.cjs');
const { canRedirect } = require('./api/redirect.cjs');

/**
 * The interruption that a handler asked for, or `undefined`.
 *
 * A redirect or a form comes before a factor that the same Action asks for (no source says what Auth0 does with both).
 */
function interruption(event, recorder, flow) {
  return (
    redirect(event, recorder, flow) ?? form(event, recorder, flow) ??
    factor(event, recorder, flow, recorder.action + 1)
  );
}

function redirect(event, recorder, flow) {
  const { action, strict } = recorder;
  // Of several calls in one handler the last one counts.
  const url = recorder.own('redirect.sendUserTo').at(-1)?.arguments[0];
  if (url === undefined) return undefined;
  if (!canRedirect(event)) return { kind: 'interaction-required', action };
  const failed = (message) => ({ kind: 'failed', action, message });
  const enforced = (rule) => strict[rule] === 'enforce';
  if (
    enforced('one_redirect_per_action') &&
    flow.redirects.some((earlier) => earlier.action === action)
  ) {
    return failed('An Action can redirect the user only once.');
  }
  const address = (href) => (enforced('redirect_ignores_query') ? href.split(/[?#]/)[0] : href);
  if (flow.redirects.some((earlier) => address(earlier.url) === address(url))) {
    return failed('The user can be redirected to the same URL only once.');
  }
  const redirects = [...flow.redirects, { action, url }];
  return { kind: 'suspended', action, url, carried: carry({ ...flow, redirects }, recorder, action) };
}

function form(event, recorder, flow) {
  const [command] = recorder.own('prompt.render');
  if (command === undefined) return undefined;
  const { action } = recorder;
  if (!canRedirect(event)) return { kind: 'interaction-required', action };
  const [prompt, options] = command.arguments;
  return { kind: 'rendering', action, prompt, options, carried: carry(flow, recorder, action) };
}

function factor(event, recorder, flow, next) {
  const command = recorder.own(...FACTOR_CALLS).at(-1);
  if (command === undefined) return undefined;
  const { action } = recorder;
  if (!canRedirect(event)) return { kind: 'interaction-required', action };
  return {
    kind: 'factor-required',
    action,
    request: { call: command.call.split('.')[1], arguments: command.arguments },
    carried: { ...carry(flow, recorder, next), next: { action: next, handler: 'execute' } },
  };
}

function carry(flow, recorder, action) {
  const { commands } = recorder;
  return { next: { action, handler: 'continue' }, commands: [...commands], redirects: flow.redirects };
}

module.exports = { interruption };
