//! Whether what a brand asks for can be read.

use vestibule_pages::{Background, Color};

use crate::code::Code;
use crate::report::Report;

/// Says which grounds nothing can be read on, and which accents links cannot have.
pub(super) fn check(
    field: &str,
    accent: Option<[[u8; 3]; 2]>,
    background: [Option<[u8; 3]>; 2],
    report: &mut Report<'_>,
) {
    let [light, dark] = background.map(|ground| ground.map(color));
    let mut is_readable = true;
    for (name, ground) in [("light", (light, None)), ("dark", (None, dark))] {
        if let Err(unreadable) = Background::new(ground.0, ground.1) {
            is_readable = false;
            let (wanted, scheme) = if unreadable.is_dark {
                ("darker", "dark")
            } else {
                ("lighter", "light")
            };
            report.add(
                format!("{field}.background.{name}"),
                Code::UnreadableBackground,
                format!("nothing can be read on it: {unreadable}"),
                format!("choose a {wanted} colour: it is the ground of {scheme} pages"),
            );
        }
    }
    let (Some(accent), true) = (accent, is_readable) else {
        return;
    };
    let Ok(background) = Background::new(light, dark) else {
        return;
    };
    for (name, accent, is_dark) in [("light", accent[0], false), ("dark", accent[1], true)] {
        let accent = color(accent);
        let shown = background.link_color(accent, is_dark);
        if shown != accent {
            let contrast = (background.contrast(accent, is_dark) * 10.0).floor() / 10.0;
            report.add(
                format!("{field}.accent.{name}"),
                Code::BentColor,
                format!(
                    "links are shown in `{shown}`: the accent itself has a contrast of {contrast:.1} to 1 on pages, where WCAG 2.2 AA wants 4.5"
                ),
                "nothing needs to be done: buttons keep the colour; name another one to have both alike",
            );
        }
    }
}

const fn color([red, green, blue]: [u8; 3]) -> Color {
    Color::new(red, green, blue)
}
