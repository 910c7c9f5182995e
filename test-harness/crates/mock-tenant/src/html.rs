//! The tenant's own pages: plain HTML that works without script.

use std::fmt::Write as _;

/// Text made safe for HTML, in content and in quoted attributes.
pub(crate) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

/// JSON made safe to stand inside a `<script>` element.
pub(crate) fn script_json(value: &serde_json::Value) -> String {
    // `<` alone would do for `</script>` and `<!--`; the two separators ended lines before ES2019.
    value
        .to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

/// A whole page around `body`, which is HTML already.
pub(crate) fn page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <link rel=\"icon\" href=\"data:,\"><title>{title}</title><style>{STYLE}</style></head>\
         <body><main><h1>{title}</h1>{body}</main></body></html>",
        title = escape(title),
    )
}

/// A form that posts `fields` (name and value, both plain text) with one button.
pub(crate) fn form(action: &str, fields: &[(&str, &str)], inside: &str, button: &str) -> String {
    let mut html = format!("<form method=\"post\" action=\"{}\">", escape(action));
    for (name, value) in fields {
        // Writing to a String cannot fail.
        let _ = write!(
            html,
            "<input type=\"hidden\" name=\"{}\" value=\"{}\">",
            escape(name),
            escape(value)
        );
    }
    html.push_str(inside);
    let _ = write!(
        html,
        "<button type=\"submit\">{}</button></form>",
        escape(button)
    );
    html
}

/// A labelled input; `value` is plain text.
pub(crate) fn input(kind: &str, name: &str, label: &str, value: &str) -> String {
    format!(
        "<label for=\"{name}\">{label}</label>\
         <input id=\"{name}\" type=\"{kind}\" name=\"{name}\" value=\"{value}\" required>",
        name = escape(name),
        kind = escape(kind),
        label = escape(label),
        value = escape(value),
    )
}

/// A message on a page, announced to screen readers; empty when there is none.
pub(crate) fn alert(message: Option<&str>) -> String {
    message
        .map(|message| format!("<p role=\"alert\" class=\"alert\">{}</p>", escape(message)))
        .unwrap_or_default()
}

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;background:#f4f5f7;color:#1a1d21;margin:0}\
main{max-width:24rem;margin:10vh auto;padding:2rem;background:#fff;border:1px solid #d8dce2;border-radius:6px}\
h1{font-size:1.25rem;margin:0 0 1rem}label{display:block;margin:.75rem 0 .25rem}\
input{box-sizing:border-box;width:100%;padding:.5rem;font:inherit;border:1px solid #858c97;border-radius:4px}\
button{width:100%;margin-top:1rem;padding:.6rem;font:inherit;color:#fff;background:#2b4ea2;border:0;border-radius:4px}\
.alert{color:#a3121b}";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_does_not_survive() {
        assert_eq!(
            escape("<a href='x' id=\"y\">&"),
            "&lt;a href=&#39;x&#39; id=&quot;y&quot;&gt;&amp;"
        );
        let field = input("text", "email", "Email", "\"><script>");
        assert!(!field.contains("<script>"), "{field}");
    }

    #[test]
    fn json_in_a_script_cannot_end_it() {
        let json = script_json(&serde_json::json!({"state": "</script><!--\u{2028}"}));
        assert!(!json.contains('<') && !json.contains('\u{2028}'), "{json}");
        let back: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(back["state"], "</script><!--\u{2028}");
    }
}
