//! A tenant with many domains, generated for measurements.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context as _, Result};

/// Email domains of an organization; one connection serves all of them.
const DOMAINS_EACH: usize = 4;

/// A tenant with that many domains, the same one every time.
///
/// A quarter as many organizations, each with a connection of its own and four verified domains,
/// and the client of [`LargeTenant::CLIENT`].
#[derive(Clone, Copy, Debug)]
pub struct LargeTenant {
    /// How many domains; a multiple of four.
    pub domains: usize,
}

/// Where an address of a domain belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The organization's id.
    pub organization: String,
    /// The connection's name.
    pub connection: String,
}

impl LargeTenant {
    /// The application that people log in to.
    pub const CLIENT: &'static str = "acmeDemoApp0000000000000000000001";
    /// The tenant's origin.
    pub const ORIGIN: &'static str = "https://login.acme.example";

    /// The name of a domain. Lengths and first letters vary, as they do among customers.
    #[must_use]
    pub fn domain(number: usize) -> String {
        const WORDS: [&str; 8] = [
            "aurora",
            "big",
            "copper",
            "dynamics-of",
            "elm",
            "foundry",
            "global-logistics",
            "hyp",
        ];
        let word = WORDS.get(number * 5 % WORDS.len()).copied().unwrap_or("x");
        format!("{word}-{:x}.example", number * 7919)
    }

    /// The organization and connection of a domain.
    #[must_use]
    pub fn owner(number: usize) -> Owner {
        let customer = number / DOMAINS_EACH;
        Owner {
            organization: format!("org_{customer:016}"),
            connection: format!("customer-{customer}"),
        }
    }

    /// The tenant file.
    #[must_use]
    pub fn text(self) -> String {
        let mut text = format!(
            "[tenant]\nname = \"Acme\"\norigin = \"{}\"\n\
             edge_origins = [\"https://start.acme.example\"]\n\
             [[clients]]\nid = \"{}\"\nname = \"Acme\"\norganization_usage = \"allow\"\n\
             login_url = \"https://app.acme.example/login\"\n\
             callback_urls = [\"https://app.acme.example/callback\"]\n",
            Self::ORIGIN,
            Self::CLIENT,
        );
        for customer in 0..self.domains / DOMAINS_EACH {
            let first = customer * DOMAINS_EACH;
            let Owner {
                organization,
                connection,
            } = Self::owner(first);
            // Writing to a `String` cannot fail.
            let _ = write!(
                text,
                "[[connections]]\nname = \"{connection}\"\nstrategy = \"oidc\"\n\
                 display_name = \"Customer {customer}\"\n\
                 [[organizations]]\nid = \"{organization}\"\nname = \"customer-{customer}\"\n\
                 display_name = \"Customer {customer}\"\nconnections = [\"{connection}\"]\n\
                 domains = ["
            );
            for number in first..first + DOMAINS_EACH {
                let name = Self::domain(number);
                let _ = write!(text, "{{ name = \"{name}\", verified = true }}, ");
            }
            text.push_str("]\n");
        }
        text
    }

    /// The compiled snapshot in one piece, in a folder where it stays until the compiler changes.
    ///
    /// # Errors
    /// When the tenant file does not compile or a file cannot be written.
    pub fn bundle(self, folder: &Path) -> Result<PathBuf> {
        std::fs::create_dir_all(folder)?;
        let bundle = folder.join(format!("snapshot-{}.bin", self.domains));
        // The compiler is part of this program: a snapshot that is younger was made by it.
        if modified(&bundle) > modified(&std::env::current_exe()?) {
            return Ok(bundle);
        }
        let file = folder.join(format!("tenant-{}.toml", self.domains));
        std::fs::write(&file, self.text())?;
        let bytes = vestibule_stand::bundle_of(&file, None)?;
        std::fs::write(&bundle, bytes).with_context(|| bundle.display().to_string())?;
        Ok(bundle)
    }
}

fn modified(path: &Path) -> Option<SystemTime> {
    path.metadata().and_then(|it| it.modified()).ok()
}

/// Numbers that jump about evenly and are the same in every run (`SplitMix64`).
#[derive(Clone, Debug)]
pub struct Draw(u64);

impl Draw {
    /// Starts at a number of the caller's choice.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        #[expect(clippy::cast_possible_truncation, reason = "the remainder fits")]
        let number = (mixed % limit.max(1) as u64) as usize;
        number
    }
}
