//! Pictures that want more than to be looked at.

use super::{GOOD, served};

/// Around something that stands in a picture.
fn picture(content: &str) -> String {
    format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{content}</svg>"#)
}

#[test]
fn what_could_run_or_load_is_refused_by_name() {
    let deep = format!("{}{}", "<g>".repeat(40), "</g>".repeat(40));
    let many = "<g/>".repeat(2001);
    let huge = format!("<path d=\"{}\"/>", "M0 0".repeat(9000));
    for (content, named) in [
        ("<script>alert(1)</script>", "`script`"),
        ("<SCRIPT>alert(1)</SCRIPT>", "`SCRIPT`"),
        ("<svg:script>alert(1)</svg:script>", "`svg:script`"),
        ("<g onload=\"alert(1)\"/>", "`onload`"),
        ("<g ONLOAD=\"alert(1)\"/>", "`ONLOAD`"),
        ("<path d=\"M0 0\" onclick='x'/>", "`onclick`"),
        ("<a href=\"javascript:alert(1)\"><g/></a>", "`a`"),
        ("<a xlink:href=\"javascript:alert(1)\"/>", "`a`"),
        ("<image href=\"https://evil.example/x.png\"/>", "`image`"),
        ("<image href=\"data:image/png;base64,AAAA\"/>", "`image`"),
        ("<use href=\"#a\"/>", "`use`"),
        ("<use href=\"https://evil.example/x.svg#a\"/>", "`use`"),
        ("<foreignObject><p>x</p></foreignObject>", "`foreignObject`"),
        (
            "<animate attributeName=\"href\" to=\"javascript:x\"/>",
            "`animate`",
        ),
        ("<set attributeName=\"onload\" to=\"x\"/>", "`set`"),
        (
            "<animateTransform attributeName=\"transform\"/>",
            "`animateTransform`",
        ),
        (
            "<style>@import url(https://evil.example/x.css);</style>",
            "`style`",
        ),
        (
            "<style>*{fill:url(https://evil.example/)}</style>",
            "`style`",
        ),
        ("<g style=\"fill:url(https://evil.example/)\"/>", "`fill`"),
        ("<g style=\"background:red\"/>", "`background`"),
        ("<g style=\"behavior:url(x)\"/>", "`behavior`"),
        ("<g style=\"fill:r\\65 d\"/>", "`fill`"),
        ("<g style=\"fill:/**/red\"/>", "`fill`"),
        ("<g style=\"@import 'x'\"/>", "`style`"),
        ("<g fill=\"url(https://evil.example/#a)\"/>", "`fill`"),
        ("<g fill=\"url(//evil.example#a)\"/>", "`fill`"),
        ("<g fill=\"url(#a) red\"/>", "`fill`"),
        ("<g mask=\"url('x#a')\"/>", "`mask`"),
        ("<g filter=\"url(#a)\"/>", "`filter`"),
        (
            "<filter id=\"a\"><feImage href=\"x\"/></filter>",
            "`filter`",
        ),
        ("<pattern id=\"a\"/>", "`pattern`"),
        (
            "<linearGradient href=\"https://evil.example/#a\"/>",
            "`href`",
        ),
        ("<linearGradient xlink:href=\"x.svg#a\"/>", "`href`"),
        ("<g href=\"#a\"/>", "`href`"),
        ("<g xml:base=\"https://evil.example/\"/>", "`xml:base`"),
        ("<g id=\"a b\"/>", "`id`"),
        (
            "<mask id=\"a\"><g mask=\"url(#b)\"/></mask>",
            "within a mask",
        ),
        (
            "<clipPath id=\"a\"><g><g clip-path=\"url(#b)\"/></g></clipPath>",
            "within a mask",
        ),
        ("<text>Acme</text>", "`text`"),
        ("<iframe src=\"x\"/>", "`iframe`"),
        ("<handler>x</handler>", "`handler`"),
        ("<svg/>", "`svg`"),
        ("<title><script>x</script></title><script/>", "`script`"),
        ("<g fill=\"&#x75;rl(https://evil.example/)\"/>", "`fill`"),
        ("<g fill=\"&x;\"/>", "a reference"),
        ("<g fill=\"&#0;\"/>", "control character"),
        ("<g fill=\"&#x110000;\"/>", "a reference"),
        ("<g fill='a\" onload=\"x'/>", "`fill`"),
        ("<g transform=\"translate(1) url(x)\"/>", "`transform`"),
        ("<path d=\"M0 0\" d=\"M1 1\"/>", "twice"),
        ("<path d=M0/>", "without quotes"),
        ("<path hidden/>", "without a value"),
        ("<g fill=\"a<b\"/>", "`<`"),
        ("<![CDATA[<script>alert(1)</script>]]>", "CDATA"),
        ("<?xml-stylesheet href=\"x.css\"?>", "instruction"),
        ("text", "text"),
        ("<g></svg>", "ends nothing"),
        ("</svg><svg>", "`svg`"),
        ("<!-- no end", "comment"),
        (&deep, "too many"),
        (&many, "too many"),
        (&huge, "32 KB"),
    ] {
        let refused = served("logo.svg", picture(content).as_bytes());
        let Err(problem) = refused else {
            assert!(refused.is_err(), "{content} became {refused:?}");
            continue;
        };
        assert!(problem.contains(named), "{content}: {problem}");
    }
}

#[test]
fn whatever_is_no_plain_document_is_refused() {
    let bomb = "<!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
    let external = "<!DOCTYPE svg SYSTEM \"https://evil.example/x.dtd\">";
    let utf16: Vec<u8> = GOOD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin = [GOOD.as_bytes(), b"<!-- \xe9 -->"].concat();
    for (bytes, named) in [
        (format!("{bomb}{GOOD}").into_bytes(), "document type"),
        (format!("{external}{GOOD}").into_bytes(), "document type"),
        (format!("\u{feff}{GOOD}").into_bytes(), "neither"),
        (utf16, "a name"),
        (latin, "neither"),
        (b"".to_vec(), "neither"),
        (b"GIF89a".to_vec(), "neither"),
        (b"\x1f\x8b\x08".to_vec(), "neither"),
        (b"<!doctype html><p>".to_vec(), "document type"),
        (b"<html/>".to_vec(), "`html`"),
        (
            format!("<?xml version=\"1.0\" encoding=\"utf-7\"?>{GOOD}").into_bytes(),
            "declaration",
        ),
        (
            format!("<?xml version=\"1.1\"?>{GOOD}").into_bytes(),
            "declaration",
        ),
        (format!("{GOOD}{GOOD}").into_bytes(), "`svg`"),
        (format!("{GOOD}x").into_bytes(), "text"),
        (GOOD.replace("</svg>", "").into_bytes(), "the end"),
        (
            GOOD.replace("http://www.w3.org/2000/svg", "x").into_bytes(),
            "xmlns",
        ),
        (
            GOOD.replace("0 0 120 40", "0 0 120").into_bytes(),
            "viewBox",
        ),
        (
            GOOD.replace("0 0 120 40", "0 0 0 40").into_bytes(),
            "viewBox",
        ),
        (
            GOOD.replace("0 0 120 40", "0 0 NaN 40").into_bytes(),
            "viewBox",
        ),
        (
            GOOD.replace("0 0 120 40", "0 0 inf 40").into_bytes(),
            "viewBox",
        ),
        (
            GOOD.replace(" viewBox=\"0 0 120 40\"", "").into_bytes(),
            "viewBox",
        ),
        (
            GOOD.replace("<rect", "<g\0").into_bytes(),
            "not spelled like one",
        ),
    ] {
        let refused = served("logo.svg", &bytes);
        let Err(problem) = refused else {
            assert!(refused.is_err(), "{:?}", String::from_utf8_lossy(&bytes));
            continue;
        };
        assert!(problem.contains(named), "{problem}");
    }
}

#[test]
fn what_is_drawn_is_kept_and_what_is_not_seen_is_left_out() {
    let drawn = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone='no'?>
<!-- Drawn by ana@acme.example -->
<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\"
     width=\"24px\" height=\"12\" id=\"Layer_1\" xml:space=\"preserve\">
  <title>Acme &amp; <b/> Sons</title>
  <metadata><rdf:RDF>ana@acme.example</rdf:RDF></metadata>
  <defs>
    <linearGradient id=\"a\" x1=\"0%\"><stop offset='.5' style=\"stop-color: #FFF; stop-opacity:.5\"/></linearGradient>
    <linearGradient id=\"b\" xlink:href=\"#a\"/>
    <clipPath id=\"c\"><circle r=\"1e1\"/></clipPath>
  </defs>
  <g clip-path=\"url(#c)\" transform=\"translate(-1, .5) scale(2)\" class=\"cls-1\">
    <path d=\"M0 0h24v12z\" fill=\"url(#b)\" stroke='rgb(0, 0, 0)' fill-rule=\"evenodd\"></path>
  </g>
</svg>
";
    let expected = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 12\" id=\"Layer_1\"><defs>\
<linearGradient id=\"a\" x1=\"0%\"><stop offset=\".5\" stop-color=\"#FFF\" stop-opacity=\".5\"/></linearGradient>\
<linearGradient id=\"b\" href=\"#a\"/><clipPath id=\"c\"><circle r=\"1e1\"/></clipPath></defs>\
<g clip-path=\"url(#c)\" transform=\"translate(-1, .5) scale(2)\">\
<path d=\"M0 0h24v12z\" fill=\"url(#b)\" stroke=\"rgb(0, 0, 0)\" fill-rule=\"evenodd\"></path></g></svg>";
    let written = served("logo.svg", drawn.as_bytes()).unwrap();
    assert_eq!(String::from_utf8(written.clone()).unwrap(), expected);
    // What was written anew is written the same once more.
    assert_eq!(served("logo.svg", &written).unwrap(), written);
}

#[test]
fn a_fault_is_found_in_its_line() {
    let problem = served("logo.svg", picture("\n\n<g/>\n<script/>").as_bytes()).unwrap_err();
    assert!(problem.contains("in line 4"), "{problem}");
}
