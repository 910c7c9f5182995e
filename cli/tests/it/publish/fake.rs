//! A wrangler that keeps a namespace in a folder, notes what it was told, and fails when it should.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use crate::run::Ran;
use crate::{TENANT, vestibule};

const SCRIPT: &str = r#"#!/bin/sh
here=$(dirname "$0")
echo "$*" >> "$here/told"
if [ -f "$here/fails-at" ]; then
  case "$*" in *"$(cat "$here/fails-at")"*) echo "a banner"; printf 'no such \033[31maccount\n' >&2; exit 3 ;; esac
fi
case "$*" in
  "kv bulk put "*)
    [ -f "$here/forgets" ] && exit 0
    [ -f "$here/lists-late" ] && mv "$here/lists-late" "$here/is-late"
    grep '^{' "$4" | while IFS= read -r pair; do
      key=$(printf %s "$pair" | sed 's/^{"key":"\([^"]*\)".*/\1/')
      mkdir -p "$here/kv/$(dirname "$key")"
      printf %s "$pair" | sed 's/.*"value":"\([^"]*\)".*/\1/' | base64 -d > "$here/kv/$key"
    done ;;
  "kv key list "*)
    if [ -f "$here/is-late" ]; then rm "$here/is-late"; echo '[]'; exit 0; fi
    (cd "$here/kv" && find . -type f | sed 's/^..//' | sort) |
      sed -e 's/.*/{"name":"&"},/' -e '1s/^/[/' -e '$s/,$/]/' > "$here/list"
    [ -s "$here/list" ] && cat "$here/list" || echo '[]' ;;
  "kv key get "*) cat "$here/kv/$4" ;;
  "kv key put "*) printf %s "$5" > "$here/kv/$4" ;;
  *) exit 9 ;;
esac
"#;

pub(crate) struct Fake(tempfile::TempDir);

impl Fake {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("kv")).unwrap();
        let script = folder.path().join("wrangler");
        fs::write(&script, SCRIPT).unwrap();
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
        Self(folder)
    }

    /// Runs `vestibule publish` with this wrangler.
    pub(crate) fn publish(&self, arguments: &[&str]) -> Ran {
        let wrangler = self.path("wrangler");
        let wrangler = ["publish", "--wrangler", wrangler.to_str().unwrap()];
        vestibule(&[&wrangler, arguments].concat())
    }

    /// Publishes the example, and says its digest.
    pub(crate) fn with_example(&self) -> String {
        let ran = self.publish(&[TENANT]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        fs::remove_file(self.path("told")).unwrap();
        self.pointer().unwrap()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The value of the pointer.
    pub(crate) fn pointer(&self) -> Option<String> {
        fs::read_to_string(self.path("kv/current")).ok()
    }

    /// The keys that begin with `text`.
    pub(crate) fn keys(&self, text: &str) -> Vec<String> {
        let files = fs::read_dir(self.path("kv").join(text)).unwrap();
        files
            .map(|file| format!("{text}/{}", file.unwrap().file_name().to_str().unwrap()))
            .collect()
    }

    /// How many parts there are, of whatever kind and version.
    pub(crate) fn parts(&self) -> usize {
        let kinds = ["asset", "manifest", "shard"];
        kinds.iter().map(|kind| self.keys(kind).len()).sum()
    }

    /// The commands that it was given, each up to the namespace, and that each named the namespace.
    pub(crate) fn told(&self, namespace: &str) -> Vec<String> {
        let told = fs::read_to_string(self.path("told")).unwrap_or_default();
        told.lines()
            .map(|line| {
                assert!(line.ends_with(namespace), "{line}");
                line.trim_end_matches(namespace).trim().to_owned()
            })
            .collect()
    }

    /// From now on commands that hold this text fail.
    pub(crate) fn fails_at(&self, text: &str) {
        fs::write(self.path("fails-at"), text).unwrap();
    }

    /// From now on everything that is written is lost.
    pub(crate) fn forgets(&self) {
        fs::write(self.path("forgets"), "").unwrap();
    }

    /// The next thing that is written is not listed at once.
    pub(crate) fn lists_late(&self) {
        fs::write(self.path("lists-late"), "").unwrap();
    }

    /// From now on it works.
    pub(crate) fn works(&self) {
        for name in ["fails-at", "forgets"] {
            let _ = fs::remove_file(self.path(name));
        }
    }
}
