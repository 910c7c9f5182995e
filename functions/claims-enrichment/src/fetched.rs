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
    /// By which a rule says that it reads this.
    bit: u8,
    value: &'a JsonObject,
    age: i64,
    /// Seconds of age that no rule minds.
    fresh: u32,
}

/// What a rule reads of all that can be fetched, and how old it may be. Rules that are alike in this see the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Want {
    directory: u8,
    sources: u8,
    stale_ok: u32,
}

/// `directory` and `sources` as some rules see them; `None` where a part that they read cannot be had.
#[derive(Debug)]
pub(crate) struct View {
    pub(crate) want: Want,
    directory: Option<String>,
    sources: Option<String>,
}

impl Want {
    pub(crate) const fn of(rule: &ClaimsRule<'_>) -> Self {
        Self {
            directory: rule.reads_directory,
            sources: rule.reads_sources,
            stale_ok: rule.stale_ok,
        }
    }
}

impl View {
    /// The inputs, read. Objects that are kept can be read, and so can an object of them.
    pub(crate) fn documents(&self) -> (Want, [Option<Document<'_>>; 2]) {
        let read = [
            read(self.directory.as_deref()),
            read(self.sources.as_deref()),
        ];
        (self.want, read)
    }
}

fn read(text: Option<&str>) -> Option<Document<'_>> {
    Document::parse(text?).ok()
}

impl<'a> Fetched<'a> {
    /// Looks for all that these rules read; what has to be fetched first is added to `lacks`.
    ///
    /// An entry about nobody, or the answer to a question that the event lacks something for, cannot be had either.
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
                let piece = piece((part.name(), bit), item, DIRECTORY_FRESH, items, lacks);
                fetched.directory.extend(piece);
            }
        }
        let asked = rules.iter().fold(0, |asked, it| asked | it.reads_sources);
        for (index, source) in sources.iter().enumerate() {
            let bit = u32::try_from(index)
                .ok()
                .and_then(|index| 1_u8.checked_shl(index));
            let bit = bit.unwrap_or(0) & asked;
            if let Some(call) = SourceCall::of(source, event).filter(|_| bit != 0) {
                let item = Item::Source(call);
                let piece = piece((source.name, bit), item, source.fresh, items, lacks);
                fetched.sources.extend(piece);
            }
        }
        fetched
    }

    /// What these rules see, as far as they read any of it.
    ///
    /// A rule sees nothing of an input of which a part that it reads cannot be had: whatever it asks, be it with `has()`, then
    /// fails, and its policy says what that means. Otherwise an outage would look like an entry that says nothing.
    pub(crate) fn views(&self, rules: &[ClaimsRule<'_>]) -> Vec<View> {
        let mut views: Vec<View> = Vec::new();
        for want in rules.iter().map(Want::of) {
            let reads = want.directory | want.sources != 0;
            if reads && !views.iter().any(|view| view.want == want) {
                views.push(View {
                    want,
                    directory: young(&self.directory, want.directory, want.stale_ok),
                    sources: young(&self.sources, want.sources, want.stale_ok),
                });
            }
        }
        views
    }
}

fn piece<'a>(
    (name, bit): (&'a str, u8),
    item: Item,
    fresh: u32,
    items: &'a dyn Items,
    lacks: &mut Vec<Need>,
) -> Option<Piece<'a>> {
    match items.held(&item, fresh) {
        Held::Known { value, age } => Some(Piece {
            name,
            bit,
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

/// An object, as JSON, of the pieces that are wanted, if each of them is there and fresh, or no older than this.
fn young(pieces: &[Piece<'_>], wanted: u8, stale_ok: u32) -> Option<String> {
    let is_young = |piece: &&Piece<'_>| {
        piece.bit & wanted != 0 && piece.age <= i64::from(piece.fresh.max(stale_ok))
    };
    let mut json = String::from("{");
    let mut found = 0;
    for piece in pieces.iter().filter(is_young) {
        found |= piece.bit;
        json.push_str(if json.len() > 1 { "," } else { "" });
        write_json_text(piece.name, &mut json);
        json.push(':');
        json.push_str(piece.value.as_str());
    }
    json.push('}');
    (found == wanted).then_some(json)
}
