//! What rules read that was fetched: the inputs `directory` and `sources`.

use vestibule_rules::{Document, Value, write_json_text};
use vestibule_tenant::{ClaimsRule, Source, layout};

use crate::directory::{DirectoryKey, Part};
use crate::inputs::find_text;
use crate::item::{DIRECTORY_FRESH, Held, Item, Items, Need, SourceCall};
use crate::json_object::JsonObject;

/// The parts of the directory: how the snapshot marks them, and whose id leads to an entry.
const PARTS: [(Part, u8, [&str; 2]); 3] = [
    (Part::User, layout::DIRECTORY_USER, ["user", "user_id"]),
    (Part::Status, layout::DIRECTORY_STATUS, ["user", "user_id"]),
    (
        Part::Organization,
        layout::DIRECTORY_ORGANIZATION,
        ["organization", "id"],
    ),
];

/// What was fetched for a callout, as far as rules read it and it can be had.
#[derive(Debug, Default)]
pub(crate) struct Fetched<'a> {
    directory: Vec<Piece<'a>>,
    sources: Vec<Piece<'a>>,
}

#[derive(Debug)]
struct Piece<'a> {
    name: &'a str,
    value: &'a JsonObject,
    age: i64,
    /// Seconds of age that no rule minds.
    fresh: u32,
}

/// `directory` and `sources`, for rules that allow the same age.
#[derive(Debug)]
pub(crate) struct View {
    pub(crate) stale_ok: u32,
    directory: String,
    sources: String,
}

impl View {
    /// What it holds, read, behind the age. Objects that are kept can be read, and so can an object of them.
    pub(crate) fn documents(&self) -> (u32, [Document<'_>; 2]) {
        let read = |text| Document::parse(text).unwrap_or_default();
        (self.stale_ok, [read(&self.directory), read(&self.sources)])
    }
}

impl<'a> Fetched<'a> {
    /// Looks for all that these rules read; what has to be fetched first is added to `lacks`.
    ///
    /// An entry about nobody, or the answer to a question that the event lacks something for, is not there: rules that read it
    /// fail, as for any field that is not there.
    pub(crate) fn find(
        event: &Value<'_>,
        rules: &[ClaimsRule<'_>],
        sources: &[Source<'a>],
        items: &'a dyn Items,
        lacks: &mut Vec<Need>,
    ) -> Self {
        let mut fetched = Self::default();
        let parts = rules.iter().fold(0, |parts, it| parts | it.reads_directory);
        for (part, bit, path) in PARTS {
            let id = find_text(event, &path);
            let key = id.and_then(|id| DirectoryKey::new(part, id).ok());
            if let Some(key) = key.filter(|_| parts & bit != 0) {
                let item = Item::Directory(key);
                let piece = piece(part.name(), item, DIRECTORY_FRESH, items, lacks);
                fetched.directory.extend(piece);
            }
        }
        let asked = rules.iter().fold(0, |asked, it| asked | it.reads_sources);
        for (index, source) in sources.iter().enumerate() {
            let bit = 1_u8.checked_shl(u32::try_from(index).unwrap_or(u32::MAX));
            let is_asked = asked & bit.unwrap_or(0) != 0;
            if let Some(call) = SourceCall::of(source, event).filter(|_| is_asked) {
                let item = Item::Source(call);
                let piece = piece(source.name, item, source.fresh, items, lacks);
                fetched.sources.extend(piece);
            }
        }
        fetched
    }

    /// What rules see that read any of it: a view for each age that one of them allows.
    pub(crate) fn views(&self, rules: &[ClaimsRule<'_>]) -> Vec<View> {
        let mut views: Vec<View> = Vec::new();
        for rule in rules {
            let reads = rule.reads_directory | rule.reads_sources != 0;
            if reads && !views.iter().any(|view| view.stale_ok == rule.stale_ok) {
                views.push(View {
                    stale_ok: rule.stale_ok,
                    directory: young(&self.directory, rule.stale_ok),
                    sources: young(&self.sources, rule.stale_ok),
                });
            }
        }
        views
    }
}

fn piece<'a>(
    name: &'a str,
    item: Item,
    fresh: u32,
    items: &'a dyn Items,
    lacks: &mut Vec<Need>,
) -> Option<Piece<'a>> {
    match items.held(&item, fresh) {
        Held::Known { value, age } => Some(Piece {
            name,
            value,
            age,
            fresh,
        }),
        Held::Unavailable => None,
        Held::Wanted => {
            lacks.push(Need::Item(item));
            None
        }
    }
}

/// An object of the pieces that are fresh, or no older than this, as JSON.
fn young(pieces: &[Piece<'_>], stale_ok: u32) -> String {
    let fits = |piece: &&Piece<'_>| piece.age <= i64::from(piece.fresh.max(stale_ok));
    let mut json = String::from("{");
    for piece in pieces.iter().filter(fits) {
        json.push_str(if json.len() > 1 { "," } else { "" });
        write_json_text(piece.name, &mut json);
        json.push(':');
        json.push_str(piece.value.as_str());
    }
    json.push('}');
    json
}
