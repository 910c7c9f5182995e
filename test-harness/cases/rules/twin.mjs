// The rules of rules.json by hand in JavaScript, as somebody would write them into an Action.
//
// Each takes what a rule reads and gives its result, or `undefined` where the rule has none because something it reads is
// missing. A test compares both on a thousand events, so that a benchmark compares the same work.

const domainOf = (event) => event.user.email?.toLowerCase().split("@")[1];

export const twins = {
  plan: ({ organization }) => organization.metadata.plan,
  is_admin: ({ event }) => event.user.groups?.some((group) => group === "admins" || group.endsWith("-admins")),
  roles: ({ event, organization }) =>
    event.user.groups?.filter((group) => Object.hasOwn(organization.roles, group)).map((group) => organization.roles[group]),
  email_domain: ({ event }) => domainOf(event),
  domain_matches: ({ event, organization }) => {
    if (!event.user.email_verified) return false;
    const domain = domainOf(event);
    return domain === undefined ? undefined : organization.domains.includes(domain);
  },
  scopes: ({ event }) =>
    event.transaction.requested_scopes.filter(
      (scope) => scope.startsWith("read:") || event.authorization.roles.some((role) => role === "editor"),
    ),
  step_up: ({ event, now }) =>
    event.transaction.requested_scopes.includes("reports:export") &&
    !event.authentication.methods.some(
      (method) => method.name === "mfa" && now * 1000 - Date.parse(method.timestamp) < 15 * 60 * 1000,
    ),
  country_denied: ({ event, organization }) => {
    if (event.request.geoip.countryCode === undefined) return false;
    return !organization.metadata.countries?.split(",").includes(event.request.geoip.countryCode);
  },
  days_known: ({ event, now }) =>
    Math.trunc(Math.trunc((now * 1000 - Date.parse(event.user.created_at)) / 3_600_000) / 24),
  first_login: ({ event }) => event.stats.logins_count === 1,
  entitlements: ({ directory }) => ({
    seats: directory.organization.seats,
    features: directory.organization.features.filter((feature) => feature.enabled).map((feature) => feature.name),
  }),
  tier: ({ directory }) => (directory.organization.seats > 500 ? "enterprise" : directory.organization.seats > 50 ? "business" : "team"),
  display_name: ({ event: { user } }) =>
    user.name ?? (user.given_name !== undefined && user.family_name !== undefined
      ? `${user.given_name} ${user.family_name}`
      : user.email),
  cost_center: ({ event }) => String(event.user.app_metadata.cost_center ?? "none"),
  office_hours: ({ now }) => {
    const time = new Date(now * 1000);
    return [1, 2, 3, 4, 5].includes(time.getUTCDay()) && time.getUTCHours() >= 7 && time.getUTCHours() < 19;
  },
  session_length: ({ organization }) => (organization.metadata.assurance === "high" ? "28800s" : "86400s"),
  suspended: ({ event, directory }) =>
    directory.organization.suspended.includes(event.user.user_id) || event.user.groups?.every((group) => group === "leavers"),
  strong_factor: ({ event }) =>
    event.user.enrolledFactors.length > 0 && event.user.enrolledFactors.some((factor) => factor.type !== "sms"),
  upstream: ({ event }) => event.user.identities.filter((identity) => !identity.isSocial)[0]?.connection,
  region: ({ event, sources }) => {
    const own = sources.crm.accounts.filter((account) => account.owner === event.user.email);
    if (event.user.email === undefined && sources.crm.accounts.length > 0) return undefined;
    return own.length === 1 ? own[0].region : null;
  },
};
