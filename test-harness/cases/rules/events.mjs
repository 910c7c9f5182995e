// Events for the rules of rules.json: as large as real ones, no two alike, and the same in every run.

export function events(count) {
  let state = 0x9e3779b9;
  const random = (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
  const pick = (options) => options[random(options.length)];
  const some = (options) => options.filter(() => random(2) === 0);
  const maybe = (name, value) => (random(4) === 0 ? {} : { [name]: value });
  const time = (before) => new Date((NOW - random(before)) * 1000).toISOString();
  return Array.from({ length: count }, (_, number) => {
    const domain = pick(["example.com", "Globex.example", "initech.example", "mail.example.org"]);
    const email = `${pick(["Ada", "grace", "Edsger.D", "barbara"])}.${number}@${domain}`;
    return {
      now: NOW + random(7 * 86_400),
      event: {
        phase: "start",
        authentication: {
          methods: some(["federated", "mfa", "pwd"]).map((name) => ({ name, timestamp: time(2_000) })),
        },
        authorization: { roles: some(["editor", "viewer", "auditor"]) },
        client: { client_id: "cIaFzJHvBKWkbEkwGZVsoqlN2vXyPjTr", name: "Dashboard", metadata: { tier: "internal" } },
        connection: { id: "con_Zw8lGf2bHq0XkTyV", name: "globex-saml", strategy: "samlp", metadata: { region: "eu" } },
        organization: {
          id: "org_9ybsU1dN2dKfDkBi",
          name: "globex",
          display_name: "Globex Corporation",
          metadata: { plan: "business", contract: "2026-1187", support: "gold" },
        },
        request: {
          ip: "203.0.113.42",
          asn: "64500",
          method: "GET",
          hostname: "login.vestibule.example",
          language: "en-GB",
          user_agent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
          geoip: {
            cityName: "Zürich",
            continentCode: "EU",
            countryName: "Switzerland",
            timeZone: "Europe/Zurich",
            ...maybe("countryCode", pick(["CH", "DE", "US", "FR"])),
          },
        },
        resource_server: { identifier: "https://api.vestibule.example/" },
        session: { id: "n7Yd2iT5mVKQ0bJ", authenticated_at: time(3_600), created_at: time(90_000) },
        stats: { logins_count: 1 + random(3) },
        tenant: { id: "vestibule-demo" },
        transaction: {
          acr_values: [],
          locale: "en",
          ui_locales: ["en", "de"],
          protocol: "oidc-basic-profile",
          redirect_uri: "https://app.vestibule.example/callback",
          response_mode: "query",
          response_type: ["code"],
          requested_scopes: ["openid", "profile", "email", ...some(["read:reports", "write:reports", "reports:export", "read:users"])],
          metadata: {},
        },
        user: {
          user_id: `samlp|globex-saml|${number}`,
          ...maybe("email", email),
          email_verified: random(4) !== 0,
          ...maybe("name", `Person ${number}`),
          ...maybe("given_name", "Ada"),
          ...maybe("family_name", "Lovelace"),
          nickname: `person-${number}`,
          picture: `https://images.vestibule.example/${number}/portrait-large.png`,
          created_at: time(3 * 365 * 86_400),
          updated_at: time(86_400),
          ...maybe("groups", some(["staff", "admins", "eu-admins", "finance", "leavers", "engineering", "on-call"])),
          app_metadata: { ...maybe("cost_center", pick([4711, "EMEA-7", 12])), onboarding: { step: 3, done: false } },
          user_metadata: { theme: "dark", notifications: { mail: true, push: false } },
          multifactor: [],
          enrolledFactors: some(["sms", "webauthn-roaming", "otp"]).map((type) => ({ type })),
          identities: [
            { connection: "globex-saml", provider: "samlp", user_id: `globex-saml|${number}`, isSocial: random(3) === 0 },
            ...(random(2) === 0 ? [{ connection: "google", provider: "google-oauth2", user_id: `1${number}`, isSocial: true }] : []),
          ],
        },
      },
      organization: {
        domains: ["example.com", "globex.example"],
        roles: { admins: "owner", finance: "billing", engineering: "developer", staff: "member" },
        metadata: { ...maybe("plan", pick(["team", "business"])), countries: "CH,DE,AT", assurance: pick(["high", "normal"]) },
      },
      directory: {
        organization: {
          seats: random(1_000),
          features: ["sso", "scim", "audit", "export"].map((name) => ({ name, enabled: random(2) === 0 })),
          suspended: some(["samlp|globex-saml|7", "samlp|globex-saml|8", `samlp|globex-saml|${number}`]),
        },
      },
      sources: {
        crm: {
          accounts: some([
            { owner: email, region: "emea", revenue: 120_000.5 },
            { owner: "other@example.com", region: "apac", revenue: 80_000 },
            { owner: email, region: "amer", revenue: 5 },
          ]),
        },
      },
    };
  });
}

const NOW = 1_795_000_000;
