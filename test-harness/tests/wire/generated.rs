//! A tenant file made up at test time, so that nothing in the Worker can have been written for one.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use vestibule_stand::{Stand, StandOptions};

use crate::support::{front_door, initiate, person, prepared, sign_in, stand};

/// One organization of a generated tenant.
#[derive(Clone, Debug)]
pub(crate) struct Customer {
    pub(crate) organization: String,
    pub(crate) domain: String,
    pub(crate) connection: String,
}

/// A name that no source file can hold: derived from the time and the process.
pub(crate) fn name(seed: &str, number: usize) -> String {
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    let input = format!("{seed}{number}{}{}", now.as_nanos(), std::process::id());
    let text = URL_SAFE_NO_PAD.encode(Sha256::digest(input)).to_lowercase();
    text.chars()
        .filter(char::is_ascii_alphanumeric)
        .take(16)
        .collect()
}

pub(crate) fn customers() -> Vec<Customer> {
    (0..5)
        .map(|number| Customer {
            organization: format!("org_{}", name("organization", number)),
            domain: format!("d{}.example", name("domain", number)),
            connection: format!("c{}", name("connection", number)),
        })
        .collect()
}

pub(crate) fn write(folder: &Path, client: &str, customers: &[Customer]) -> PathBuf {
    std::fs::create_dir_all(folder).unwrap();
    let mut text = format!(
        "[variables]\ntenant_origin = \"https://t.example\"\napp_origin = \"https://a.example\"\n\
         edge_origin = \"https://e.example\"\n\n[tenant]\nname = \"Generated\"\n\
         origin = \"${{tenant_origin}}\"\nedge_origins = [\"${{edge_origin}}\"]\n\n\
         [[clients]]\nid = \"{client}\"\nname = \"Generated app\"\n\
         login_url = \"${{app_origin}}/login\"\ncallback_urls = [\"${{app_origin}}/callback\"]\n\
         organization_usage = \"allow\"\n"
    );
    for Customer {
        organization,
        domain,
        connection,
    } in customers
    {
        let _ = write!(
            text,
            "\n[[connections]]\nname = \"{connection}\"\nstrategy = \"oidc\"\n\
             display_name = \"{connection}\"\n\n[[organizations]]\nid = \"{organization}\"\n\
             name = \"{connection}\"\ndisplay_name = \"{connection}\"\n\
             domains = [{{ name = \"{domain}\", verified = true }}]\n\
             connections = [\"{connection}\"]\n"
        );
    }
    let file = folder.join("vestibule.toml");
    std::fs::write(&file, text).unwrap();
    file
}

async fn organization_of(stand: &Stand, domain: &str) -> String {
    let email = format!("someone@{domain}");
    let login = sign_in(stand, &initiate(stand), &person(&email))
        .await
        .unwrap();
    let by_hint = sign_in(stand, &front_door(stand, Some(&email)), &person(&email))
        .await
        .unwrap();
    assert_eq!(
        login.tokens.id_token["org_id"],
        by_hint.tokens.id_token["org_id"]
    );
    login.tokens.id_token["org_id"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn swapping_two_domains_swaps_their_organizations() {
    let mut customers = customers();
    let client = name("client", 0);
    let folder = prepared().workspace.target().join("harness").join(&client);

    let before = stand(StandOptions::for_tests(write(&folder, &client, &customers))).await;
    for customer in &customers {
        assert_eq!(
            organization_of(&before, &customer.domain).await,
            customer.organization
        );
    }
    drop(before);

    let first = customers[0].domain.clone();
    customers[0].domain = std::mem::replace(&mut customers[1].domain, first);
    let after = stand(StandOptions::for_tests(write(&folder, &client, &customers))).await;
    for customer in &customers {
        assert_eq!(
            organization_of(&after, &customer.domain).await,
            customer.organization
        );
    }
    std::fs::remove_dir_all(folder).unwrap();
}
