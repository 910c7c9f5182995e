//! Who takes part, and under which name.

use url::Url;

/// How the parties speak to each other and to the visitor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// `http://*.localhost`, a port each: browsers find these names by themselves and trust them
    /// as they trust https. For people.
    Loopback,
    /// `https://*.test` behind one port, with a certificate authority made for the occasion. For
    /// tests, which must see what happens on the internet.
    Tls,
}

/// Where to listen; 0 lets the system choose.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ports {
    /// The Worker's port.
    pub worker: u16,
    /// The tenant's port.
    pub tenant: u16,
}

/// The addresses that a visitor uses; each ends with a slash.
#[derive(Clone, Debug)]
pub struct Addresses {
    /// The Worker.
    pub worker: Url,
    /// The tenant.
    pub tenant: Url,
    /// The same tenant at another custom domain, if the tenant file has it among its `other_origins`.
    pub other_tenant: Url,
    /// The simulated identity providers.
    pub idp: Url,
    /// The application.
    pub app: Url,
    /// The control interface of the mock tenant.
    pub control: Url,
}

/// The host names under a transport: worker, tenant, identity providers, application, the tenant's other domain.
///
/// All but the identity providers share a site, as a company's own hosts do: silent login in a frame
/// needs the tenant's cookie there, which browsers give to the same site only.
pub(crate) fn hosts(transport: Transport) -> [&'static str; 5] {
    match transport {
        Transport::Loopback => [
            "start.acme.localhost",
            "login.acme.localhost",
            "idp.localhost",
            "app.acme.localhost",
            "accounts.acme.localhost",
        ],
        Transport::Tls => [
            "start.acme.test",
            "login.acme.test",
            "idp.test",
            "app.acme.test",
            "accounts.acme.test",
        ],
    }
}

/// The origin of an address, as configurations write it: no trailing slash.
pub(crate) fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}
