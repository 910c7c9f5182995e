//! Serves the application alone, to look at it:
//! `cargo run -p vestibule-demo-app --example serve -- 127.0.0.1:4100 http://tenant.localhost:4101 http://edge.localhost:4102`.

use std::error::Error;
use std::path::Path;

use tokio::net::TcpListener;
use vestibule_demo_app::{Account, Config, DemoApp};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = |what: &'static str| arguments.next().ok_or(what);
    let listener = TcpListener::bind(next("an address to listen on")?).await?;
    let config = Config {
        name: "Acme Console".to_owned(),
        client_id: "acme-console".to_owned(),
        tenant_origin: next("the tenant's origin")?,
        edge_origin: next("the edge's origin")?,
        audience: None,
        accounts: [
            ("grace@globex.example", "one identity provider"),
            ("grace@initech.example", "a choice of two"),
            ("grace@hooli.example", "no organization"),
        ]
        .map(|(email, shows)| Account {
            email: email.to_owned(),
            shows: shows.to_owned(),
        })
        .to_vec(),
    };
    let app = DemoApp::start(
        config,
        listener,
        Path::new("node_modules/@auth0/auth0-spa-js/dist"),
    )
    .await?;
    tokio::signal::ctrl_c().await?;
    app.stop().await;
    Ok(())
}
