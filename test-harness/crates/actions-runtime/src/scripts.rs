//! The JavaScript half, on disk for Node.js.

use std::path::PathBuf;
use std::{fs, io};

use tempfile::TempDir;

macro_rules! script {
    ($path:literal) => {
        ($path, include_str!(concat!("js/", $path)))
    };
}

/// Every file below `src/js`.
///
/// They travel inside the binary and are written to a private folder at start. To run them from the
/// source folder would tie the binary to the checkout that built it, and a `package.json` above it
/// (with `"type": "module"`, say) would change what the files mean; `node --eval` takes one script
/// and cannot be given workers of several files. `.cjs` says what they are whatever lies above.
const FILES: &[(&str, &str)] = &[
    script!("main.cjs"),
    script!("worker.cjs"),
    script!("pipeline.cjs"),
    script!("interruptions.cjs"),
    script!("recorder.cjs"),
    script!("load-action.cjs"),
    script!("capture-console.cjs"),
    script!("loopback-names.cjs"),
    script!("session-token.cjs"),
    script!("triggers/credentials-exchange.cjs"),
    script!("triggers/password-reset-post-challenge.cjs"),
    script!("triggers/post-login.cjs"),
    script!("triggers/pre-user-registration.cjs"),
    script!("api/access.cjs"),
    script!("api/access-token.cjs"),
    script!("api/authentication.cjs"),
    script!("api/cache.cjs"),
    script!("api/id-token.cjs"),
    script!("api/entity-metadata.cjs"),
    script!("api/multifactor.cjs"),
    script!("api/prompt.cjs"),
    script!("api/redirect.cjs"),
    script!("api/refresh-token.cjs"),
    script!("api/result-url.cjs"),
    script!("api/rules.cjs"),
    script!("api/saml-response.cjs"),
    script!("api/session.cjs"),
    script!("api/target-scopes.cjs"),
    script!("api/transaction.cjs"),
    script!("api/user.cjs"),
    script!("api/validation.cjs"),
];

/// The files in a folder that is removed when this is dropped.
///
/// They must stay: Node.js reads them again for every worker that it starts.
#[derive(Debug)]
pub(crate) struct Scripts {
    folder: TempDir,
}

impl Scripts {
    /// Writes the files to a fresh folder that only this user can enter.
    pub(crate) fn write() -> io::Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("vestibule-actions-")
            .tempdir()?;
        for (path, text) in FILES {
            let path = folder.path().join(path);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::write(path, text)?;
        }
        Ok(Self { folder })
    }

    /// The file that Node.js is started with.
    pub(crate) fn main(&self) -> PathBuf {
        self.folder.path().join("main.cjs")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    fn list(folder: &Path, below: &str, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{below}{}", entry.file_name().to_str().unwrap());
            if entry.file_type().unwrap().is_dir() {
                list(&entry.path(), &format!("{name}/"), found);
            } else {
                found.insert(name);
            }
        }
    }

    #[test]
    fn every_script_travels_in_the_binary() {
        let mut found = BTreeSet::new();
        list(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src/js"),
            "",
            &mut found,
        );
        assert_eq!(
            found,
            FILES.iter().map(|(path, _)| (*path).to_owned()).collect()
        );
    }
}
