use std::path::Path;

use tokio::net::TcpListener;
use vestibule_mock_tenant::{Config, Control, Listeners, MockTenant, Rule, Strictness};

/// A tenant on ports of its own.
pub(crate) struct Tenant {
    pub(crate) running: MockTenant,
    /// The canonical domain's origin.
    pub(crate) origin: String,
    /// A custom domain's origin.
    pub(crate) custom: String,
    pub(crate) idp: String,
    pub(crate) control_origin: String,
}

/// How strict the tenant is.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Mode {
    pub(crate) disabled: Option<Rule>,
    pub(crate) strictness: Strictness,
}

impl Tenant {
    pub(crate) async fn start() -> Self {
        Self::with(Mode::default(), |_| {}).await
    }

    pub(crate) async fn configured(change: impl FnOnce(&mut Config)) -> Self {
        Self::with(Mode::default(), change).await
    }

    pub(crate) async fn with(mode: Mode, change: impl FnOnce(&mut Config)) -> Self {
        let bind = async || TcpListener::bind("127.0.0.1:0").await.unwrap();
        let listeners = Listeners {
            tenant: bind().await,
            idp: bind().await,
            control: bind().await,
        };
        let port = |listener: &TcpListener| listener.local_addr().unwrap().port();
        let tenant_port = port(&listeners.tenant);
        let origin = format!("http://tenant.localhost:{tenant_port}");
        let custom = format!("http://login.localhost:{tenant_port}");
        let idp = format!("http://idp.localhost:{}", port(&listeners.idp));
        let control_origin = format!("http://127.0.0.1:{}", port(&listeners.control));
        let text = MOCK_TOML
            .replace("{tenant}", &origin)
            .replace("{custom}", &custom)
            .replace("{idp}", &idp);
        let mut config = Config::from_toml(&text).unwrap();
        config.tenant.strictness = mode.strictness;
        config.tenant.disabled_rules.extend(mode.disabled);
        change(&mut config);
        let running = MockTenant::start(config, listeners, Path::new("node"))
            .await
            .unwrap();
        Self {
            running,
            origin,
            custom,
            idp,
            control_origin,
        }
    }

    pub(crate) fn control(&self) -> &Control {
        self.running.control()
    }
}

const MOCK_TOML: &str = include_str!("mock.toml");
