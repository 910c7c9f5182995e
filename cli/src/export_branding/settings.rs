//! What Auth0 takes as JSON.

use serde_json::{Value, json};
use vestibule_tenant::Corners;

use super::look::Look;

// The roles of our pages in their light scheme; a test compares them with the style sheet. Auth0's widget has one scheme only.
const SURFACE: &str = "#ffffff";
const RAISED: &str = "#f6f6f4";
const INK: &str = "#14171c";
const QUIET: &str = "#565c67";
const LINE: &str = "#dfe0e3";
const OUTLINE: &str = "#7f858f";
const WRONG: &str = "#b3261e";
/// Our pages have no color for what went well; this one has a contrast of 6.5 on the surface.
const RIGHT: &str = "#1e6b3a";

/// The body of `PATCH /api/v2/branding`.
pub(super) fn branding(look: &Look) -> Value {
    with_logo(
        json!({"colors": {"primary": look.shades.readable.to_string(), "page_background": SURFACE}}),
        look,
    )
}

/// The body of `PATCH /api/v2/organizations/{id}`.
pub(super) fn organization(look: &Look) -> Value {
    json!({"branding": branding(look)})
}

/// Without a logo, nothing is said of it: an empty address is refused, and null is not documented for organizations.
fn with_logo(mut branding: Value, look: &Look) -> Value {
    if let (Some(fields), Some(logo)) = (branding.as_object_mut(), &look.logo) {
        fields.insert("logo_url".to_owned(), logo.url.clone().into());
    }
    branding
}

/// The body of `PATCH /api/v2/tenants/settings`: where errors lead, and whom to ask.
pub(super) fn tenant(look: &Look, origin: &str) -> Value {
    let mut settings = json!({
        "error_page": {"html": "", "show_log_link": false, "url": format!("{origin}/edge/error")},
    });
    let [support, ..] = &look.links;
    if let (Some(fields), Some(support)) = (settings.as_object_mut(), support) {
        if let Some(address) = support.strip_prefix("mailto:") {
            fields.insert("support_email".to_owned(), address.into());
        } else if support.starts_with("https:") {
            fields.insert("support_url".to_owned(), support.clone().into());
        }
    }
    settings
}

/// The body of `POST /api/v2/branding/themes`, and of `PATCH /api/v2/branding/themes/{id}`: how the widget looks that all pages
/// of Universal Login have.
///
/// All fields must be there, but for three colors that are optional. A tenant has one theme; organizations change its primary
/// color, its logo and the background of the page.
pub(super) fn theme(look: &Look) -> Value {
    let primary = look.shades.readable.to_string();
    // 1 to 10 pixels, which "sharp" and "pill" do not read.
    let (style, radius, widget_radius) = match look.corners {
        Corners::Sharp => ("sharp", 1, 0),
        Corners::Soft => ("rounded", 10, 16),
        Corners::Round => ("pill", 10, 24),
    };
    let text = |bold: bool, size: f64| json!({"bold": bold, "size": size});
    json!({
        "displayName": "Vestibule",
        "borders": {
            "button_border_radius": radius,
            "button_border_weight": 1,
            "buttons_style": style,
            "input_border_radius": radius,
            "input_border_weight": 1,
            "inputs_style": style,
            "show_widget_shadow": false,
            "widget_border_weight": 0,
            "widget_corner_radius": widget_radius,
        },
        "colors": {
            "base_focus_color": look.shades.edge.to_string(),
            "base_hover_color": INK,
            "body_text": INK,
            "captcha_widget_theme": "light",
            "error": WRONG,
            "header": INK,
            "icons": QUIET,
            "input_background": SURFACE,
            "input_border": OUTLINE,
            "input_filled_text": INK,
            "input_labels_placeholders": QUIET,
            "links_focused_components": primary,
            "primary_button": primary,
            "primary_button_label": SURFACE,
            "read_only_background": RAISED,
            "secondary_button_border": OUTLINE,
            "secondary_button_label": INK,
            "success": RIGHT,
            "widget_background": SURFACE,
            "widget_border": LINE,
        },
        "fonts": {
            // Pages use what the system has; a font of Auth0's would come from elsewhere.
            "font_url": "",
            "reference_text_size": 16,
            "title": text(true, 150.0),
            "subtitle": text(false, 100.0),
            "body_text": text(false, 100.0),
            "buttons_text": text(true, 106.25),
            "input_labels": text(false, 100.0),
            "links": text(true, 100.0),
            "links_style": "underlined",
        },
        "page_background": {
            "background_color": SURFACE,
            "background_image_url": "",
            "page_layout": "center",
        },
        "widget": {
            // Not left: Auth0 does not say that it means right where people read from there.
            "header_text_alignment": "center",
            "logo_height": look.logo.as_ref().map_or(40, |logo| logo.height.clamp(1, 100)),
            "logo_position": if look.logo.is_some() { "center" } else { "none" },
            "logo_url": look.logo.as_ref().map_or("", |logo| logo.url.as_str()),
            "social_buttons_layout": "bottom",
        },
    })
}

#[cfg(test)]
mod tests {
    use vestibule_pages::{Brand, Color};

    use super::*;

    #[test]
    fn has_the_colors_of_the_style_sheet() {
        let brand = Brand::default();
        let [sheet, _] = brand.style_sheets();
        let (light, _) = sheet
            .split_once("@media (prefers-color-scheme: dark)")
            .unwrap();
        for (role, value) in [
            ("surface", SURFACE),
            ("raised", RAISED),
            ("ink", INK),
            ("quiet", QUIET),
            ("line", LINE),
            ("outline", OUTLINE),
            ("wrong", WRONG),
        ] {
            assert!(light.contains(&format!("--{role}: {value};")), "{role}");
        }
        let right = Color::parse(RIGHT).unwrap();
        assert!(right.contrast(Color::WHITE) >= 4.5);
    }
}
