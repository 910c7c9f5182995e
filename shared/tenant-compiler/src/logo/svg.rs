//! SVG: shapes, paths and gradients, written anew.

use std::fmt::Write as _;

use super::Fault;
use super::markup::{Markup, Piece};
use super::value::Kind;

const NAMESPACE: &str = "http://www.w3.org/2000/svg";

/// How deep elements may stand in each other, and how many there may be.
const MOST_DEPTH: usize = 24;
const MOST_ELEMENTS: usize = 2000;

/// Elements that draw, or that others draw with. `use` and `pattern` are not among them: with a few of them, each in the next,
/// a small file keeps a browser busy for hours.
const ELEMENTS: [&str; 15] = [
    "svg",
    "g",
    "defs",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "mask",
];

/// Elements that are left out with all that is in them, as nothing that they say is seen.
const LEFT_OUT: [&str; 3] = ["title", "desc", "metadata"];

/// Attributes that are left out, as nothing that they say is seen.
const UNSEEN: [&str; 8] = [
    "version",
    "baseProfile",
    "class",
    "role",
    "enable-background",
    "xml:space",
    "focusable",
    "data-name",
];

/// Takes an SVG apart and writes it anew. Gives its width and height, too.
pub(super) fn read(bytes: &[u8]) -> Result<(String, (f64, f64)), Fault> {
    let text = std::str::from_utf8(bytes).map_err(|_| Fault::Neither)?;
    if !text.trim_ascii_start().starts_with('<') {
        return Err(Fault::Neither);
    }
    let fault = |line, what: &str| Fault::Svg {
        line,
        what: what.to_owned(),
    };
    let mut markup = Markup::new(text).map_err(|what| fault(1, what))?;
    let mut writer = Writer::default();
    loop {
        let piece = markup.next();
        let line = markup.line();
        let piece = piece.map_err(|what| fault(line, what))?;
        if piece == Piece::End {
            break;
        }
        writer
            .take(piece)
            .map_err(|what| Fault::Svg { line, what })?;
    }
    match writer.size.filter(|_| writer.open.is_empty()) {
        Some(size) => Ok((writer.text, size)),
        None => Err(fault(markup.line(), "the end of the picture is missing")),
    }
}

#[derive(Debug, Default)]
struct Writer<'a> {
    text: String,
    open: Vec<&'a str>,
    /// How many of the innermost elements are left out.
    left_out: usize,
    elements: usize,
    size: Option<(f64, f64)>,
}

impl<'a> Writer<'a> {
    fn take(&mut self, piece: Piece<'a>) -> Result<(), String> {
        match piece {
            Piece::Open {
                name,
                attributes,
                closed,
            } => self.open(name, &attributes, closed),
            Piece::Close(name) => self.close(name),
            Piece::Text if self.left_out > 0 => Ok(()),
            Piece::Text => Err("text between elements".to_owned()),
            Piece::End => Ok(()),
        }
    }

    fn open(
        &mut self,
        name: &'a str,
        attributes: &[(&str, String)],
        closed: bool,
    ) -> Result<(), String> {
        self.elements += 1;
        if self.elements > MOST_ELEMENTS || self.open.len() >= MOST_DEPTH {
            return Err("too many elements".to_owned());
        }
        let is_root = self.open.is_empty();
        if is_root != (name == "svg") || (is_root && self.size.is_some()) {
            return Err(format!("an element `{name}` where there is none"));
        }
        if self.left_out > 0 || LEFT_OUT.contains(&name) {
            if !closed {
                self.left_out += 1;
                self.open.push(name);
            }
            return Ok(());
        }
        if !ELEMENTS.contains(&name) {
            return Err(format!("an element `{name}`"));
        }
        self.text.push('<');
        self.text.push_str(name);
        if is_root {
            self.root(attributes)?;
        }
        for (attribute, value) in attributes {
            self.attribute(name, attribute, value)?;
        }
        if closed {
            self.text.push_str("/>");
        } else {
            self.text.push('>');
            self.open.push(name);
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), String> {
        if self.open.pop() != Some(name) {
            return Err(format!("an end of `{name}` that ends nothing"));
        }
        if self.left_out > 0 {
            self.left_out -= 1;
        } else {
            self.text.push_str("</");
            self.text.push_str(name);
            self.text.push('>');
        }
        Ok(())
    }

    /// Writes what the outermost element has of its own: where it is measured from, and how large it is.
    fn root(&mut self, attributes: &[(&str, String)]) -> Result<(), String> {
        let find = |name: &str| {
            let (_, value) = attributes.iter().find(|(known, _)| *known == name)?;
            Some(value.trim_ascii())
        };
        if find("xmlns") != Some(NAMESPACE) {
            return Err(format!("an `svg` without `xmlns=\"{NAMESPACE}\"`"));
        }
        let length =
            |name| find(name).and_then(|value| number(value.strip_suffix("px").unwrap_or(value)));
        let area = match find("viewBox") {
            Some(area) => {
                let numbers: Option<Vec<f64>> = area
                    .split([' ', ',', '\t', '\r', '\n'])
                    .filter(|word| !word.is_empty())
                    .map(number)
                    .collect();
                numbers.and_then(|numbers| <[f64; 4]>::try_from(numbers).ok())
            }
            None => length("width")
                .zip(length("height"))
                .map(|(width, height)| [0.0, 0.0, width, height]),
        };
        let Some([left, top, width, height]) =
            area.filter(|[_, _, width, height]| *width > 0.0 && *height > 0.0)
        else {
            return Err("an `svg` without a `viewBox` of four numbers".to_owned());
        };
        self.size = Some((width, height));
        // Writing to a string cannot fail.
        let _ = write!(
            self.text,
            " xmlns=\"{NAMESPACE}\" viewBox=\"{left} {top} {width} {height}\""
        );
        Ok(())
    }

    fn attribute(&mut self, element: &str, name: &str, value: &str) -> Result<(), String> {
        let is_root = self.open.is_empty();
        let of_root = ["xmlns", "viewBox", "width", "height", "x", "y"];
        // Prefixes without names that bear them say nothing.
        let is_unseen =
            UNSEEN.contains(&name) || name.starts_with("xmlns:") || name.starts_with("aria-");
        if is_unseen || (is_root && of_root.contains(&name)) {
            return Ok(());
        }
        if name == "style" {
            return self.style(value);
        }
        let name = if name == "xlink:href" { "href" } else { name };
        let kind = match name {
            "href" if element.ends_with("Gradient") => Some(Kind::Href),
            _ => geometry(name).or_else(|| presentation(name)),
        };
        self.write(name, value.trim_ascii(), kind)
    }

    /// Declarations become attributes, which may say the same.
    fn style(&mut self, declarations: &str) -> Result<(), String> {
        for declaration in declarations.split(';') {
            if declaration.trim_ascii().is_empty() {
                continue;
            }
            let (name, value) = declaration
                .split_once(':')
                .ok_or_else(|| "a `style` that is none".to_owned())?;
            let name = name.trim_ascii();
            // How colours are mixed, which none of the elements here does.
            if !["isolation", "mix-blend-mode", "enable-background"].contains(&name) {
                self.write(name, value.trim_ascii(), presentation(name))?;
            }
        }
        Ok(())
    }

    fn write(&mut self, name: &str, value: &str, kind: Option<Kind>) -> Result<(), String> {
        let Some(kind) = kind else {
            return Err(format!("an attribute `{name}`"));
        };
        if !kind.takes(value) {
            return Err(format!("a value of `{name}` that it cannot have here"));
        }
        // Masks in masks take twice as long with each, so that a small file could keep a browser busy for hours.
        let within = self
            .open
            .iter()
            .any(|open| ["mask", "clipPath"].contains(open));
        if kind == Kind::Part && within {
            return Err(format!("`{name}` within a mask"));
        }
        // None of the kinds takes anything that would have to be escaped.
        let _ = write!(self.text, " {name}=\"{value}\"");
        Ok(())
    }
}

fn number(text: &str) -> Option<f64> {
    text.parse::<f64>()
        .ok()
        .filter(|number| number.is_finite() && number.abs() < 1e6)
}

fn geometry(name: &str) -> Option<Kind> {
    Some(match name {
        "x" | "y" | "x1" | "y1" | "x2" | "y2" | "cx" | "cy" | "r" | "rx" | "ry" | "fx" | "fy"
        | "fr" | "width" | "height" | "points" | "offset" | "pathLength" => Kind::Numbers,
        "d" => Kind::Outline,
        "transform" | "gradientTransform" => Kind::Transform,
        "id" => Kind::Id,
        "gradientUnits"
        | "clipPathUnits"
        | "maskUnits"
        | "maskContentUnits"
        | "spreadMethod"
        | "preserveAspectRatio" => Kind::Word,
        _ => return None,
    })
}

/// What may also stand in a `style`.
fn presentation(name: &str) -> Option<Kind> {
    Some(match name {
        "fill" | "stroke" | "stop-color" | "color" => Kind::Paint,
        "clip-path" | "mask" => Kind::Part,
        "opacity" | "fill-opacity" | "stroke-opacity" | "stop-opacity" | "stroke-width"
        | "stroke-miterlimit" | "stroke-dashoffset" => Kind::Numbers,
        "fill-rule"
        | "clip-rule"
        | "stroke-linecap"
        | "stroke-linejoin"
        | "stroke-dasharray"
        | "display"
        | "visibility"
        | "overflow"
        | "shape-rendering"
        | "mask-type"
        | "vector-effect"
        | "color-interpolation"
        | "paint-order" => Kind::Word,
        _ => return None,
    })
}
