//! What is asked: a login, described as people know it or by its URL.

use std::net::IpAddr;

use clap::{Args, ValueEnum};
use serde::Deserialize;
use vestibule_http::RawQuery;
use vestibule_tenant::{Manifest, NetworkFacts};

use super::question_error::QuestionError;

/// A login to explain. Options of the command and fields of a batch's lines have the same names.
#[derive(Args, Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[command(next_help_heading = "The login")]
pub(crate) struct Question {
    /// The application: its client ID
    #[arg(long, value_name = "ID")]
    client: Option<String>,
    /// The whole request, as a URL or as a path with its query, instead of the options that describe one
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// How the login comes in: front-door (to `/authorize`, the default) or initiate (to `/edge/realm`)
    #[arg(long, value_enum, hide_possible_values = true)]
    way: Option<Way>,
    /// The parameter `login_hint`
    #[arg(long, value_name = "TEXT")]
    #[serde(alias = "login_hint")]
    login_hint: Option<String>,
    /// The parameter `domain_hint`
    #[arg(long, value_name = "DOMAIN")]
    #[serde(alias = "domain_hint")]
    domain_hint: Option<String>,
    /// The parameter `prompt`
    #[arg(long, value_name = "LIST")]
    prompt: Option<String>,
    /// The parameter `organization`
    #[arg(long, value_name = "ID")]
    organization: Option<String>,
    /// The parameter `connection`
    #[arg(long, value_name = "NAME")]
    connection: Option<String>,
    /// The parameter `invitation`
    #[arg(long, value_name = "TICKET")]
    invitation: Option<String>,
    /// Any other parameter; may be repeated
    #[arg(long, value_name = "NAME=VALUE")]
    parameter: Vec<String>,
    /// The host that the request comes in on [default: that of the first edge origin]
    #[arg(long, value_name = "HOST")]
    host: Option<String>,
    /// The visitor's address
    #[arg(long, value_name = "ADDRESS")]
    ip: Option<IpAddr>,
    /// The autonomous system that the address belongs to
    #[arg(long, value_name = "NUMBER")]
    asn: Option<u32>,
    /// The country of the address, in two letters
    #[arg(long, value_name = "XX")]
    country: Option<String>,
    /// What is typed on the page, should one be shown
    #[arg(long, value_name = "TEXT")]
    pub(super) typed: Option<String>,
    /// The organization that is picked, should several be offered
    #[arg(long, value_name = "ID")]
    #[serde(alias = "pick_organization")]
    pub(super) pick_organization: Option<String>,
    /// The connection that is picked, should several be offered
    #[arg(long, value_name = "NAME")]
    #[serde(alias = "pick_connection")]
    pub(super) pick_connection: Option<String>,
    /// Take the way that is offered because it was taken last time
    #[arg(long)]
    #[serde(alias = "pick_remembered")]
    pub(super) pick_remembered: bool,
    /// The organization that the browser remembers
    #[arg(long, value_name = "ID", help_heading = BROWSER)]
    #[serde(alias = "remembered_organization")]
    pub(super) remembered_organization: Option<String>,
    /// The connection that it remembers with it
    #[arg(long, value_name = "NAME", help_heading = BROWSER)]
    #[serde(alias = "remembered_connection")]
    pub(super) remembered_connection: Option<String>,
    /// Since when it remembers, in days [default: 0]
    #[arg(long, value_name = "DAYS", help_heading = BROWSER)]
    #[serde(alias = "remembered_days_ago")]
    pub(super) remembered_days_ago: Option<u16>,
    /// How often this very request has just sent it on already, as in a loop
    #[arg(long, value_name = "N", help_heading = BROWSER)]
    pub(super) hops: Option<u8>,
}

/// What the browser brings.
const BROWSER: &str = "The browser";

/// How a login comes in.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Way {
    /// The application links to `/edge/realm` and starts its login later
    Initiate,
    /// The application sends its authorization request to `/authorize`
    #[serde(alias = "front_door")]
    FrontDoor,
}

impl Question {
    /// Whether nothing was said at all.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether somebody answers a page, should one be shown.
    pub(super) fn answers_pages(&self) -> bool {
        self.typed.is_some()
            || self.pick_organization.is_some()
            || self.pick_connection.is_some()
            || self.pick_remembered
    }

    /// The URL of the request that begins the login.
    pub(super) fn link(&self, manifest: &Manifest) -> Result<String, QuestionError> {
        let Some(url) = &self.url else {
            let origin = self.origin(manifest)?;
            return Ok(format!("{origin}{}?{}", self.path(), self.query()?));
        };
        if let Some(part) = self.part_of_url() {
            return Err(QuestionError::UrlAndParts(part));
        }
        if url.starts_with("https://") || url.starts_with("http://") {
            return match self.host {
                Some(_) => Err(QuestionError::UrlAndParts("host")),
                None => Ok(url.clone()),
            };
        }
        if !url.starts_with('/') {
            return Err(QuestionError::RelativeUrl);
        }
        Ok(format!("{}{url}", self.origin(manifest)?))
    }

    /// Where on the network the visitor is.
    pub(super) fn network(&self) -> Result<NetworkFacts, QuestionError> {
        let country = self.country.as_deref().map(|country| {
            let upper = country.to_ascii_uppercase();
            let letters = <[u8; 2]>::try_from(upper.as_bytes()).ok();
            letters
                .filter(|letters| letters.iter().all(u8::is_ascii_uppercase))
                .ok_or(QuestionError::NotACountry)
        });
        Ok(NetworkFacts {
            ip: self.ip,
            asn: self.asn,
            country: country.transpose()?,
        })
    }

    fn origin(&self, manifest: &Manifest) -> Result<String, QuestionError> {
        let edge = manifest.edge_origins().next();
        match &self.host {
            None => edge.map(str::to_owned).ok_or(QuestionError::NoHost),
            Some(host) if host.is_empty() || host.contains(['/', '?', '#', '@', ' ']) => {
                Err(QuestionError::NotAHost)
            }
            Some(host) => {
                let scheme = edge
                    .and_then(|origin| origin.split_once("://"))
                    .map_or("https", |(scheme, _)| scheme);
                Ok(format!("{scheme}://{host}"))
            }
        }
    }

    fn path(&self) -> &'static str {
        match self.way {
            Some(Way::Initiate) => "/edge/realm",
            Some(Way::FrontDoor) | None => "/authorize",
        }
    }

    fn query(&self) -> Result<String, QuestionError> {
        let client = self.client.as_deref().ok_or(QuestionError::NoLogin)?;
        let named = self.named();
        let named = named
            .iter()
            .filter_map(|(name, value)| Some((*name, (*value)?)));
        let mut parameters: Vec<_> = std::iter::once(("client_id", client))
            .chain(named)
            .collect();
        for parameter in &self.parameter {
            let pair = parameter.split_once('=');
            parameters.push(pair.ok_or(QuestionError::NotAParameter)?);
        }
        Ok(RawQuery::new("").followed_by(&parameters))
    }

    /// The parameters that have an option of their own.
    fn named(&self) -> [(&'static str, Option<&str>); 6] {
        [
            ("prompt", self.prompt.as_deref()),
            ("organization", self.organization.as_deref()),
            ("connection", self.connection.as_deref()),
            ("invitation", self.invitation.as_deref()),
            ("domain_hint", self.domain_hint.as_deref()),
            ("login_hint", self.login_hint.as_deref()),
        ]
    }

    /// What was said beside a URL that the URL says itself.
    fn part_of_url(&self) -> Option<&'static str> {
        if self.client.is_some() {
            return Some("client");
        }
        if self.way.is_some() {
            return Some("way");
        }
        if !self.parameter.is_empty() {
            return Some("parameter");
        }
        self.named()
            .into_iter()
            .find_map(|(name, value)| value.map(|_| name))
    }
}
