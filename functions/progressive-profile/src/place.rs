//! Whose form it is.

use vestibule_http::Step;
use vestibule_identity::{ClientId, OrganizationId};
use vestibule_pages::{Brand, Spoken, Wishes};
use vestibule_profile::ask::Ask;
use vestibule_tenant::{Client, Lookup, Manifest, Organization};

use crate::decide::{Context, Need};

/// What is known of client and organization.
#[derive(Clone, Debug)]
pub(crate) struct Place<'a> {
    manifest: Option<&'a Manifest>,
    pub(crate) client: Option<Client<'a>>,
    pub(crate) organization: Option<Organization<'a>>,
}

impl<'a> Place<'a> {
    /// Finds out, or says which shard to fetch first.
    pub(crate) fn find(context: Context<'a>, ask: Option<&Ask>) -> Step<Self, Need> {
        let mut place = Self {
            manifest: context.manifest(),
            client: None,
            organization: None,
        };
        let Some(snapshot) = context.snapshot else {
            return Step::Done(place);
        };
        let client = ask.and_then(|ask| ClientId::parse(ask.client.as_deref()?).ok());
        place.client = client.and_then(|id| snapshot.manifest().client(&id));
        let found = match ask {
            Some(ask) => {
                let id = ask.organization.as_deref();
                let id = id.and_then(|id| OrganizationId::parse(id).ok());
                id.map(|id| snapshot.organization(&id))
            }
            // Whoever came in on an organization's own host is theirs, even where nothing else is known.
            None => Some(snapshot.organization_at(context.host)),
        };
        match found {
            Some(Ok(Lookup::Found(found))) => place.organization = Some(found),
            Some(Ok(Lookup::NotResident(shard))) if !context.at_last => {
                return Step::Need(vec![Need::Shard(shard)]);
            }
            Some(Ok(Lookup::NotResident(_) | Lookup::Absent) | Err(_)) | None => {}
        }
        Step::Done(place)
    }

    /// The look of the page: the organization's, the client's, the tenant's, or the built-in one.
    pub(crate) fn brand(&self) -> Brand {
        let own = self.organization.as_ref().and_then(Organization::brand);
        own.or_else(|| self.client.as_ref().and_then(Client::brand))
            .or_else(|| self.manifest.map(Manifest::brand))
            .map_or_else(Brand::default, Brand::from)
    }
}

/// The language of the page: what the application asked for, what was chosen in this browser, what the browser says, the tenant's;
/// in the words of the organization, if it has any.
pub(crate) fn language<'a>(
    context: Context<'a>,
    ask: Option<&Ask>,
    place: &Place<'a>,
) -> Spoken<'a> {
    let wishes = Wishes {
        asked: &ask.map(|ask| ask.languages.join(" ")).unwrap_or_default(),
        remembered: context.remembered_language,
        accepted: context.accept_language,
    };
    let brand = place.organization.as_ref().and_then(Organization::brand);
    Spoken::choose(&wishes, context.manifest(), brand)
}
