use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};

use reqwest::{Client, Method, RequestBuilder, redirect};
use url::Url;

/// A browser without script: it keeps cookies per host, and submits forms.
#[derive(Clone)]
pub(crate) struct Browser {
    client: Client,
    cookies: BTreeMap<String, BTreeMap<String, String>>,
}

/// Where the browser stands: a page, or the address of the application that it was sent to.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) url: String,
    pub(crate) status: u16,
    pub(crate) location: Option<String>,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) body: String,
}

impl Browser {
    pub(crate) fn new() -> Self {
        let here = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let mut client = super::client().redirect(redirect::Policy::none());
        for host in [
            "tenant.localhost",
            "login.localhost",
            "idp.localhost",
            "nobody.localhost",
        ] {
            client = client.resolve(host, here);
        }
        Self {
            client: client.build().unwrap(),
            cookies: BTreeMap::new(),
        }
    }

    /// One request, no redirects followed.
    pub(crate) async fn send(
        &mut self,
        method: Method,
        url: &str,
        finish: impl FnOnce(RequestBuilder) -> RequestBuilder,
    ) -> Page {
        let parsed = Url::parse(url).unwrap();
        let jar = self
            .cookies
            .entry(parsed.host_str().unwrap().to_owned())
            .or_default();
        let mut request = self.client.request(method, parsed.clone());
        if !jar.is_empty() {
            let cookies: Vec<_> = jar
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            request = request.header("cookie", cookies.join("; "));
        }
        let response = finish(request).send().await.unwrap();
        for cookie in response.headers().get_all("set-cookie") {
            let cookie = cookie.to_str().unwrap();
            let (name, rest) = cookie.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if cookie.contains("Max-Age=0") {
                jar.remove(name);
            } else {
                jar.insert(name.to_owned(), value.to_owned());
            }
        }
        Page {
            url: url.to_owned(),
            status: response.status().as_u16(),
            location: response
                .headers()
                .get("location")
                .map(|location| parsed.join(location.to_str().unwrap()).unwrap().to_string()),
            headers: response.headers().clone(),
            body: response.text().await.unwrap_or_default(),
        }
    }

    pub(crate) async fn get(&mut self, url: &str) -> Page {
        self.send(Method::GET, url, |request| request).await
    }

    pub(crate) async fn post(&mut self, url: &str, fields: &[(&str, &str)]) -> Page {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        self.send(Method::POST, url, |request| {
            request
                .header("content-type", "application/x-www-form-urlencoded")
                .body(body)
        })
        .await
    }

    /// Goes there, and on until there is a page, or a host that is not part of the mock.
    pub(crate) async fn visit(&mut self, url: &str) -> Page {
        let page = self.get(url).await;
        self.follow(page).await
    }

    pub(crate) async fn follow(&mut self, mut page: Page) -> Page {
        for _ in 0..20 {
            let Some(location) = page.location.clone() else {
                return page;
            };
            if !Url::parse(&location)
                .unwrap()
                .host_str()
                .is_some_and(is_mock)
            {
                page.url = location;
                page.location = None;
                return page;
            }
            page = self.get(&location).await;
        }
        panic!("a redirect loop, now at {}", page.url);
    }

    /// Submits the first form, with these fields changed or added, and follows.
    pub(crate) async fn submit(&mut self, page: &Page, changes: &[(&str, &str)]) -> Page {
        self.submit_nth(page, 0, changes).await
    }

    pub(crate) async fn submit_nth(
        &mut self,
        page: &Page,
        nth: usize,
        changes: &[(&str, &str)],
    ) -> Page {
        let form = page.body.split("<form").nth(nth + 1).unwrap_or_else(|| {
            panic!(
                "no form {nth} on {} ({}): {}",
                page.url, page.status, page.body
            )
        });
        let action = attribute(form, "action").unwrap();
        let mut fields: Vec<(String, String)> = form
            .split("<input")
            .skip(1)
            .filter_map(|input| Some((attribute(input, "name")?, attribute(input, "value")?)))
            .filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name))
            .collect();
        fields.extend(
            changes
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let target = Url::parse(&page.url).unwrap().join(&action).unwrap();
        let next = self.post(target.as_str(), &fields).await;
        self.follow(next).await
    }

    /// Logs in from the identifier page with a database user.
    pub(crate) async fn log_in(&mut self, page: &Page, email: &str, password: &str) -> Page {
        let page = self.submit(page, &[("username", email)]).await;
        self.submit(&page, &[("password", password)]).await
    }

    pub(crate) async fn log_in_as_dan(&mut self, url: &str) -> Page {
        let page = self.visit(url).await;
        self.log_in(&page, "dan@mail.test", "correct horse").await
    }

    pub(crate) fn cookie(&self, host: &str, name: &str) -> Option<String> {
        self.cookies.get(host)?.get(name).cloned()
    }

    pub(crate) fn set_cookie(&mut self, host: &str, name: &str, value: &str) {
        let jar = self.cookies.entry(host.to_owned()).or_default();
        jar.insert(name.to_owned(), value.to_owned());
    }
}

impl Page {
    pub(crate) fn path(&self) -> String {
        Url::parse(&self.url).unwrap().path().to_owned()
    }

    /// A parameter of the address, from the query or the fragment.
    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        let url = Url::parse(&self.url).unwrap();
        let fragment = url.fragment().unwrap_or_default();
        url.query_pairs()
            .chain(url::form_urlencoded::parse(fragment.as_bytes()))
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }

    pub(crate) fn is_callback(&self) -> bool {
        self.url.starts_with("https://app.test/")
    }

    /// The error that came back, wherever it came back to.
    pub(crate) fn error(&self) -> Option<String> {
        if let Some(error) = self.parameter("error") {
            return Some(error);
        }
        if let Ok(json) = serde_json::from_str::<serde_json::Value>(&self.body)
            && let Some(error) = json.get("error")
        {
            return Some(error.as_str().unwrap().to_owned());
        }
        let code = self
            .body
            .split("<code>")
            .nth(1)
            .and_then(|rest| rest.split('<').next());
        (self.status >= 400)
            .then(|| code.map_or_else(|| format!("status {}", self.status), str::to_owned))
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|_| panic!("{} from {}: {}", self.status, self.url, self.body))
    }
}

fn is_mock(host: &str) -> bool {
    host.ends_with(".localhost")
}

fn attribute(html: &str, name: &str) -> Option<String> {
    let tag = html.split('>').next()?;
    let value = tag
        .split(&format!(" {name}=\""))
        .nth(1)?
        .split('"')
        .next()?;
    Some(
        value
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&"),
    )
}
