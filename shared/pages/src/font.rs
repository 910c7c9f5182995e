//! What pages are set in.

/// What pages are set in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Font {
    /// One that people have on their machines.
    Stack(Stack),
    /// One of our own origin.
    File(FontFile),
}

/// Fonts of one character of which most machines have one. None takes a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Stack {
    /// What the machine itself is set in.
    #[default]
    System,
    /// Open and lively, as if from a pen.
    Humanist,
    /// From circles and straight lines.
    Geometric,
    /// With round ends.
    Rounded,
    /// With serifs, as in books.
    Serif,
    /// With strong serifs, as on typewriters.
    Slab,
}

/// A font of our own origin: WOFF2.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FontFile {
    name: String,
    address: String,
    is_variable: bool,
}

/// What characters are set in that a font has not.
const FALLBACK: &str = "system-ui,-apple-system,\"Segoe UI\",Roboto,\"Noto Sans\",sans-serif";

impl Default for Font {
    fn default() -> Self {
        Self::Stack(Stack::System)
    }
}

impl Font {
    /// A rule for the style sheet of a brand; empty where pages are set as they are by themselves.
    pub(crate) fn rule(&self) -> String {
        match self {
            Self::Stack(Stack::System) => String::new(),
            Self::Stack(stack) => format!(":root{{--face:{}}}", stack.families()),
            Self::File(file) => {
                let FontFile {
                    name,
                    address,
                    is_variable,
                } = file;
                let weights = if *is_variable {
                    "font-weight:1 1000;"
                } else {
                    ""
                };
                format!(
                    "@font-face{{font-family:\"{name}\";src:url(\"{address}\") format(\"woff2\");{weights}font-display:swap}}\
                     :root{{--face:\"{name}\",{FALLBACK}}}"
                )
            }
        }
    }

    /// Whether a page set in it loads a file.
    pub(crate) const fn is_loaded(&self) -> bool {
        matches!(self, Self::File(_))
    }
}

impl Stack {
    /// Families, the best first (after modernfontstacks.com, CC0).
    const fn families(self) -> &'static str {
        match self {
            Self::System => FALLBACK,
            Self::Humanist => {
                "Seravek,\"Gill Sans Nova\",Ubuntu,Calibri,\"DejaVu Sans\",source-sans-pro,sans-serif"
            }
            Self::Geometric => "Avenir,Montserrat,Corbel,\"URW Gothic\",source-sans-pro,sans-serif",
            Self::Rounded => {
                "ui-rounded,\"Hiragino Maru Gothic ProN\",Quicksand,Comfortaa,Manjari,\"Arial Rounded MT Bold\",Calibri,source-sans-pro,sans-serif"
            }
            Self::Serif => {
                "Charter,\"Bitstream Charter\",\"Sitka Text\",Cambria,\"Noto Serif\",serif"
            }
            Self::Slab => {
                "Rockwell,\"Rockwell Nova\",\"Roboto Slab\",\"DejaVu Serif\",\"Sitka Small\",serif"
            }
        }
    }
}

impl FontFile {
    /// The font that is served under this name of a file. The name of the font is of letters, digits, spaces and hyphens, that
    /// of the file of letters and digits; other characters are left out. A variable font has all weights, another has one, and
    /// browsers draw the others after it.
    #[must_use]
    pub fn new(name: &str, file: &str, is_variable: bool) -> Self {
        let plain = |letter: &char| letter.is_ascii_alphanumeric() || [' ', '-'].contains(letter);
        let mut address = crate::Image::FOLDER.to_owned();
        address.extend(file.chars().filter(char::is_ascii_alphanumeric));
        Self {
            name: name.chars().filter(plain).collect(),
            address,
            is_variable,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_out_of_its_quotes() {
        let font = Font::File(FontFile::new("A\"}</style> b-1", "a1\")x", false));
        assert_eq!(
            font.rule(),
            format!(
                "@font-face{{font-family:\"Astyle b-1\";src:url(\"/edge/assets/a1x\") format(\"woff2\");font-display:swap}}\
                 :root{{--face:\"Astyle b-1\",{FALLBACK}}}"
            )
        );
        let variable = Font::File(FontFile::new("A", "a1", true)).rule();
        assert!(variable.contains("font-weight:1 1000;"), "{variable}");
    }

    #[test]
    fn what_the_machine_has_takes_no_request() {
        assert_eq!(Font::default().rule(), "");
        for stack in [
            Stack::Humanist,
            Stack::Geometric,
            Stack::Rounded,
            Stack::Serif,
            Stack::Slab,
        ] {
            let font = Font::Stack(stack);
            assert!(!font.is_loaded() && !font.rule().contains("url("));
            assert!(font.rule().ends_with("serif}"), "{}", font.rule());
        }
    }
}
