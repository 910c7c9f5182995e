//! Going from page to page.

use std::sync::Arc;

use reqwest::header::{ACCEPT_LANGUAGE, HeaderMap, HeaderName, HeaderValue, LOCATION};
use scraper::{ElementRef, Html};
use serde_json::Value;
use url::Url;

use crate::cookies::Cookies;
use crate::error::VisitError;
use crate::form::{Form, select};
use crate::trust::Trust;

/// Hops that a login may take; a browser stops at 20.
const MOST_REDIRECTS: usize = 20;

/// One step: a request and what came back.
#[derive(Clone, Debug)]
pub struct Visit {
    /// The method.
    pub method: &'static str,
    /// The address.
    pub url: Url,
    /// The status of the answer.
    pub status: u16,
    /// Where the answer sent the browser, if it did.
    pub location: Option<String>,
    /// The page's title, if it was a page.
    pub title: Option<String>,
    /// The page's language, if it says one.
    pub language: Option<String>,
    /// Whose look the page bears: the name that stands at its top, or in place of its logo.
    pub brand: Option<String>,
    /// The id under which Vestibule logged its decision, if it took one.
    pub decision: Option<String>,
}

/// A page or other final answer.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The address it came from.
    pub url: Url,
    /// Its status.
    pub status: u16,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: String,
}

impl Seen {
    /// A header's value, when it is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The forms in their order.
    #[must_use]
    pub fn forms(&self) -> Vec<Form> {
        Form::all(&self.body, &self.url)
    }

    /// The first form that has a field of that name.
    ///
    /// # Errors
    /// [`VisitError::NoForm`] when there is none.
    pub fn form_with(&self, field: &str) -> Result<Form, VisitError> {
        self.forms()
            .into_iter()
            .find(|form| form.has(field))
            .ok_or_else(|| self.without_form())
    }

    /// The document's title; empty when it has none.
    #[must_use]
    pub fn title(&self) -> String {
        self.text_of("title")
    }

    /// The language that the document says it is in (RFC 5646); `None` when it says none.
    #[must_use]
    pub fn language(&self) -> Option<String> {
        let document = Html::parse_document(&self.body);
        document.root_element().attr("lang").map(str::to_owned)
    }

    /// An attribute of the first element that a CSS selector finds.
    #[must_use]
    pub fn attribute_of(&self, selector: &str, name: &str) -> Option<String> {
        let document = Html::parse_document(&self.body);
        let found = select(document.root_element(), selector);
        found.first()?.attr(name).map(str::to_owned)
    }

    /// The text of the first element that a CSS selector finds.
    #[must_use]
    pub fn text_of(&self, selector: &str) -> String {
        let document = Html::parse_document(&self.body);
        select(document.root_element(), selector)
            .first()
            .map_or_else(String::new, |element| text_of(*element))
    }

    /// The texts of all elements that a CSS selector finds, in their order.
    #[must_use]
    pub fn texts_of(&self, selector: &str) -> Vec<String> {
        let document = Html::parse_document(&self.body);
        let found = select(document.root_element(), selector);
        found.into_iter().map(text_of).collect()
    }

    /// Where the first link leads whose address begins like this.
    #[must_use]
    pub fn link_to(&self, start: &str) -> Option<Url> {
        let document = Html::parse_document(&self.body);
        select(document.root_element(), "a")
            .iter()
            .filter_map(|link| link.attr("href"))
            .find(|address| address.starts_with(start))
            .and_then(|address| self.url.join(address).ok())
    }

    pub(crate) fn without_form(&self) -> VisitError {
        VisitError::NoForm {
            url: self.url.clone(),
            status: self.status,
            title: self.title(),
        }
    }

    /// Where the answer goes on to: a `Location`, or a `Refresh` without delay.
    fn next(&self) -> Option<Url> {
        let target = match self.header(LOCATION.as_str()) {
            Some(location) => location,
            None => self.header("refresh")?.strip_prefix("0; url=")?,
        };
        self.url.join(target).ok()
    }
}

/// Where a visitor ends up.
#[derive(Clone, Debug)]
pub enum Place {
    /// At something that stays: a page, an error, an answer to a program.
    Page(Seen),
    /// At an address of the application, which was not asked for.
    Application(Url),
}

/// A visitor with a memory: cookies and the steps so far.
#[derive(Debug)]
pub struct Visitor {
    client: reqwest::Client,
    steps: Vec<Visit>,
}

impl Visitor {
    /// A visitor that has never been anywhere.
    ///
    /// # Errors
    /// When the authority's certificate is not one.
    pub fn new(trust: &Trust) -> Result<Self, reqwest::Error> {
        Self::reading(trust, HeaderMap::new())
    }

    /// One whose browser says that its owner reads these languages, as `Accept-Language` has it (RFC 9110, section 12.5.4).
    ///
    /// # Errors
    /// When the authority's certificate is not one.
    pub fn who_reads(trust: &Trust, languages: &'static str) -> Result<Self, reqwest::Error> {
        let languages = HeaderValue::from_static(languages);
        Self::reading(trust, HeaderMap::from_iter([(ACCEPT_LANGUAGE, languages)]))
    }

    /// One who comes from this address of the network, as Cloudflare tells its Workers.
    ///
    /// # Errors
    /// When the authority's certificate is not one.
    pub fn from_address(trust: &Trust, address: &'static str) -> Result<Self, reqwest::Error> {
        let name = HeaderName::from_static("cf-connecting-ip");
        let address = HeaderValue::from_static(address);
        Self::reading(trust, HeaderMap::from_iter([(name, address)]))
    }

    fn reading(trust: &Trust, headers: HeaderMap) -> Result<Self, reqwest::Error> {
        Ok(Self {
            client: trust
                .client()?
                .cookie_provider(Arc::new(Cookies::default()))
                .default_headers(headers)
                .build()?,
            steps: Vec::new(),
        })
    }

    /// The steps so far.
    #[must_use]
    pub fn steps(&self) -> &[Visit] {
        &self.steps
    }

    /// Asks for one address and follows nothing.
    ///
    /// # Errors
    /// [`VisitError::NoAnswer`].
    pub async fn look(&mut self, url: &Url) -> Result<Seen, VisitError> {
        let request = self.client.get(url.clone());
        self.send("GET", url, request).await
    }

    /// Opens an address and goes where it leads, until a page stays or `stop` says so (the address
    /// is then not asked for: it belongs to the application).
    ///
    /// # Errors
    /// As [`VisitError`] says.
    pub async fn open(
        &mut self,
        url: &Url,
        stop: impl Fn(&Url) -> bool,
    ) -> Result<Place, VisitError> {
        if stop(url) {
            return Ok(Place::Application(url.clone()));
        }
        let mut seen = self.look(url).await?;
        for _ in 0..MOST_REDIRECTS {
            match seen.next() {
                None => return Ok(Place::Page(seen)),
                Some(next) if stop(&next) => return Ok(Place::Application(next)),
                Some(next) => seen = self.look(&next).await?,
            }
        }
        Err(VisitError::TooManyRedirects(MOST_REDIRECTS, seen.url))
    }

    /// Sends a form and goes where that leads, as [`Self::open`] does.
    ///
    /// # Errors
    /// As [`VisitError`] says.
    pub async fn submit(
        &mut self,
        form: &Form,
        stop: impl Fn(&Url) -> bool,
    ) -> Result<Place, VisitError> {
        let mut url = form.action.clone();
        let mut body = url::form_urlencoded::Serializer::new(String::new());
        let body = body.extend_pairs(&form.fields).finish();
        if !form.posts {
            url.set_query(Some(&body));
            return self.open(&url, stop).await;
        }
        let request = self
            .client
            .post(url.clone())
            .header("content-type", "application/x-www-form-urlencoded")
            .header("origin", url.origin().ascii_serialization())
            .body(body);
        let seen = self.send("POST", &url, request).await?;
        match seen.next() {
            None => Ok(Place::Page(seen)),
            Some(next) => self.open(&next, stop).await,
        }
    }

    /// Sends a form and follows nothing, without noting it as a step: for many at once.
    ///
    /// # Errors
    /// [`VisitError::NoAnswer`].
    pub async fn post_once(
        &self,
        action: &Url,
        fields: &[(String, String)],
    ) -> Result<Seen, VisitError> {
        let origin = action.origin().ascii_serialization();
        let lines = [("origin", origin.as_str())];
        self.ask_with(reqwest::Method::POST, action, &lines, fields)
            .await
    }

    /// Asks with a method and header lines of one's own and follows nothing, without noting it as a step: for what no browser would do
    /// by itself. A `cookie` among the lines takes the place of the visitor's own.
    ///
    /// # Errors
    /// [`VisitError::NoAnswer`].
    pub async fn ask_with(
        &self,
        method: reqwest::Method,
        url: &Url,
        lines: &[(&str, &str)],
        fields: &[(String, String)],
    ) -> Result<Seen, VisitError> {
        let is_post = method == reqwest::Method::POST;
        let mut request = self.client.request(method, url.clone());
        for (name, value) in lines {
            request = request.header(*name, *value);
        }
        if is_post {
            let mut body = url::form_urlencoded::Serializer::new(String::new());
            request = request
                .header("content-type", "application/x-www-form-urlencoded")
                .body(body.extend_pairs(fields).finish());
        }
        let no_answer = |source| VisitError::NoAnswer {
            url: url.clone(),
            source,
        };
        let response = request.send().await.map_err(no_answer)?;
        Ok(Seen {
            url: url.clone(),
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: response.text().await.map_err(no_answer)?,
        })
    }

    /// The client behind it, with its cookies, for calls that are no visits.
    pub(crate) fn client(&self) -> &reqwest::Client {
        &self.client
    }

    /// A call of the application's own, noted like the rest.
    pub(crate) async fn call(
        &mut self,
        method: &'static str,
        url: &Url,
        request: reqwest::RequestBuilder,
    ) -> Result<Value, VisitError> {
        let seen = self.send(method, url, request).await?;
        serde_json::from_str(&seen.body).map_err(|error| {
            VisitError::Mismatch(format!(
                "{url} answered {} with no JSON: {error}",
                seen.status
            ))
        })
    }

    async fn send(
        &mut self,
        method: &'static str,
        url: &Url,
        request: reqwest::RequestBuilder,
    ) -> Result<Seen, VisitError> {
        let no_answer = |source| VisitError::NoAnswer {
            url: url.clone(),
            source,
        };
        let response = request.send().await.map_err(no_answer)?;
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let body = response.text().await.map_err(no_answer)?;
        let seen = Seen {
            url: url.clone(),
            status,
            headers,
            body,
        };
        let not_empty = |text: String| (!text.is_empty()).then_some(text);
        let logo = seen.attribute_of(".brand .logo", "alt");
        self.steps.push(Visit {
            method,
            url: url.clone(),
            status,
            location: seen.next().map(String::from),
            title: not_empty(seen.title()),
            language: seen.language(),
            brand: logo.or_else(|| not_empty(seen.text_of(".brand .product"))),
            decision: seen.header("vestibule-decision").map(str::to_owned),
        });
        Ok(seen)
    }
}

fn text_of(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().trim().to_owned()
}
