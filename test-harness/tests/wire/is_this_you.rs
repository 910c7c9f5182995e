//! Whoever opens the address of somebody's form on another network.

use url::Url;
use vestibule_stand::Stand;
use vestibule_visitor::{Place, Seen, Visitor, log_in};

use crate::support::{acme, front_door, log_of, person};

const ANA: &str = "ana@globex.example";
/// The mock tenant, and with it the token, has everybody on this machine.
const ELSEWHERE: &str = "198.51.100.9";

/// The address, with its token, to which the second login of somebody leads.
async fn arrival(stand: &Stand) -> Url {
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let application = stand.application().unwrap();
    for _ in 0..2 {
        let way = front_door(stand, Some(ANA));
        log_in(&mut visitor, &application, &way, &person(ANA))
            .await
            .unwrap();
    }
    let mut steps = visitor.steps().iter();
    let arrived = steps.find(|step| step.url.path() == "/edge/profile");
    arrived.unwrap().url.clone()
}

async fn opened(visitor: &mut Visitor, url: &Url) -> Seen {
    match visitor.open(url, |_| false).await.unwrap() {
        Place::Page(page) => page,
        place @ Place::Application(_) => panic!("{place:?}"),
    }
}

fn end_of(stand: &Stand, page: &Seen) -> String {
    let line = log_of(stand, page.header("vestibule-decision").unwrap());
    let logged = line.to_string();
    for personal in [ELSEWHERE, "127.0.0.1", "ana@", "a•••"] {
        assert!(!logged.contains(personal), "{logged}");
    }
    line["end"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_from_another_network_is_asked_and_reads_nothing_of_the_user() {
    let stand = acme().await;
    let url = arrival(&stand).await;
    let mut near = Visitor::from_address(&stand.trust(), "127.0.0.77").unwrap();
    let page = opened(&mut near, &url).await;
    assert_eq!(page.text_of(".account bdi"), ANA);
    assert_eq!(end_of(&stand, &page), "shown");

    let mut far = Visitor::from_address(&stand.trust(), ELSEWHERE).unwrap();
    let page = opened(&mut far, &url).await;
    assert_eq!((page.status, page.url.query()), (200, None));
    assert_eq!(page.text_of("h1"), "Is this you?");
    assert_eq!(page.text_of(".account bdi"), "a•••@globex.example");
    assert!(!page.body.contains("ana@"));
    assert!(page.form_with("carried").is_err());
    assert_eq!(end_of(&stand, &page), "asked-who");
    assert_eq!(page.header("cache-control"), Some("no-store"));
    let restart = page.link_to("/edge/realm?").unwrap();

    let [form] = page.forms().try_into().unwrap();
    let [(name, value)] = form.buttons.clone().try_into().unwrap();
    let form = form.filled(&[(&name, &value)]);
    let Place::Page(asked) = far.submit(&form, |_| false).await.unwrap() else {
        panic!("no page")
    };
    assert_eq!(asked.url, page.url);
    assert_eq!(
        asked.texts_of(".field > label > bdi"),
        ["Your role at Globex"]
    );
    assert_eq!(asked.text_of(".account bdi"), "a•••@globex.example");
    assert!(!asked.body.contains("ana@"));

    // A login of one's own begins at an empty field.
    let page = opened(&mut far, &restart).await;
    assert_eq!(page.status, 200);
    assert!(!page.body.contains("globex.example"), "{}", page.body);
}
