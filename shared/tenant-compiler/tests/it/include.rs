//! One tenant in several files.

use std::path::Path;

use tempfile::TempDir;
use vestibule_tenant_compiler::{CompileErrors, CompileOptions, Compiled, compile, load};

use crate::support::{TENANT, organization, resident, route, to};

const MAIN: &str = r#"
include = ["customers/*.toml", "more.toml", "customers/b.toml"]

[variables]
brand_name = "Globex"

[[organizations]]
id = "org_first"
name = "first"
display_name = "First"
domains = [{ name = "first.example", verified = true }]
"#;

const A: &str = r##"
[brands.globex]
name = "${brand_name}"
accent = { light = "#0f766e", dark = "#5eead4" }

[[connections]]
name = "globex-oidc"
strategy = "oidc"
display_name = "Globex"

[[organizations]]
id = "org_globex"
name = "globex"
display_name = "Globex"
brand = "globex"
domains = [{ name = "globex.example", verified = true }]
connections = ["globex-oidc"]
"##;

const B: &str = r#"
[[organizations]]
id = "org_initech"
name = "initech"
display_name = "Initech"
domains = [{ name = "initech.example", verified = true }]

[[organizations]]
id = "org_hooli"
name = "hooli"
display_name = "Hooli"
domains = [{ name = "hooli.example", verified = true }]
connections = ["globex-oidc"]
"#;

const MORE: &str = "[[clients]]\nid = \"app\"\nname = \"App\"\n";

#[expect(clippy::unwrap_used, reason = "a test without files cannot go on")]
fn folder(files: &[(&str, &str)]) -> TempDir {
    // A name that a pattern would have something to say about.
    let folder = tempfile::Builder::new()
        .prefix("tenant-[a]*-")
        .tempdir()
        .unwrap();
    std::fs::create_dir(folder.path().join("customers")).unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "it keeps the folder for as long as it is read"
)]
fn compile_folder(folder: TempDir) -> Result<Compiled, CompileErrors> {
    compile(
        &folder.path().join("vestibule.toml"),
        &CompileOptions::default(),
    )
}

/// The good files, with one of them replaced.
fn with(name: &str, text: &str) -> Result<Compiled, CompileErrors> {
    let main = format!("{MAIN}{TENANT}");
    let mut files = vec![
        ("vestibule.toml", main.as_str()),
        ("customers/a.toml", A),
        ("customers/b.toml", B),
        ("customers/.hidden.toml", "nonsense"),
        ("customers/notes.txt", "nonsense"),
        ("more.toml", MORE),
    ];
    files.retain(|(listed, _)| *listed != name);
    if !text.is_empty() {
        files.push((name, text));
    }
    compile_folder(folder(&files))
}

/// `file:line:column: code: field: problem`, the file without its folder.
#[expect(clippy::unwrap_used, reason = "only called for files that are wrong")]
fn findings(result: Result<Compiled, CompileErrors>) -> Vec<String> {
    let errors = result.unwrap_err();
    let short = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    errors
        .findings()
        .iter()
        .map(|finding| {
            let place = &finding.place;
            let position = place.position.map_or_else(
                || "-".to_owned(),
                |(line, column)| format!("{line}:{column}"),
            );
            format!(
                "{}:{position}: {}: {}: {}",
                short(&place.file),
                finding.code,
                place.field,
                finding.problem
            )
        })
        .collect()
}

#[test]
fn what_is_included_is_part_of_the_tenant() {
    let compiled = with("", "").unwrap();
    assert_eq!(compiled.findings, []);
    let snapshot = resident(&compiled);
    for (name, id) in [
        ("first.example", "org_first"),
        ("globex.example", "org_globex"),
        ("initech.example", "org_initech"),
        ("hooli.example", "org_hooli"),
    ] {
        assert_eq!(route(&snapshot, name).unwrap().targets(), [to(id, &[])]);
    }
    let globex = organization(&snapshot, "org_globex").unwrap();
    assert_eq!(globex.brand().unwrap().name, "Globex");
    assert_eq!(snapshot.manifest().clients().count(), 1);
}

#[test]
fn it_is_taken_in_by_the_order_of_the_list_and_of_names_each_file_once() {
    let main = format!("{MAIN}{TENANT}");
    let folder = folder(&[
        ("vestibule.toml", main.as_str()),
        ("customers/a.toml", A),
        ("customers/b.toml", B),
        ("more.toml", MORE),
    ]);
    let file = load(
        &folder.path().join("vestibule.toml"),
        &CompileOptions::default(),
    )
    .unwrap();
    let names: Vec<_> = file
        .organizations
        .iter()
        .map(|organization| organization.name.as_str())
        .collect();
    assert_eq!(names, ["first", "globex", "initech", "hooli"]);
}

#[test]
fn a_finding_names_the_file_and_its_own_lines_and_fields() {
    assert_eq!(
        findings(with(
            "customers/b.toml",
            &B.replace("hooli.example", "hooli")
        )),
        [
            "b.toml:12:21: invalid-domain: organizations[1].domains[0].name: `hooli` is not a domain: a domain has at \
             least two labels, as in `example.com`"
        ]
    );
    assert_eq!(
        findings(with("customers/b.toml", &B.replace("verified", "verfied"))).len(),
        1
    );
    assert_eq!(
        findings(with("customers/b.toml", "[tenant]\n")),
        [
            "b.toml:1:2: unexpected-shape: tenant: unknown field `tenant`, expected one of `brands`, `organizations`, \
             `connections`, `clients`"
        ]
    );
    assert!(
        findings(with("customers/a.toml", &A.replace("brand_name", "brand")))[0]
            .starts_with("a.toml:3:8: unknown-variable: : there is no variable `brand`")
    );
}

#[test]
fn a_finding_about_two_files_names_both() {
    let double = findings(with(
        "customers/b.toml",
        &B.replace("initech.example", "globex.example"),
    ));
    assert_eq!(double.len(), 1);
    assert!(
        double[0].starts_with("b.toml:6:21: shared-domain: organizations[0].domains[0].name: `globex.example` also belongs to organizations[0].domains[0].name of ")
            && double[0].contains("a.toml,"),
        "{double:?}"
    );
    let brand = findings(with("customers/b.toml", &format!("{A}{B}")));
    assert_eq!(
        brand,
        ["b.toml:1:1: duplicate-brand: : there is a brand `globex` already, in another file"]
    );
}

#[test]
fn mistakes_in_several_files_are_reported_in_one_go() {
    let result = with("customers/a.toml", "nonsense");
    assert_eq!(findings(result).len(), 1);
    let main = format!("include = [\"customers/*.toml\"]\n{TENANT}");
    let found = findings(compile_folder(folder(&[
        ("vestibule.toml", main.as_str()),
        ("customers/a.toml", "nonsense"),
        ("customers/b.toml", "[[organizations]]\nid = 7"),
    ])));
    let codes: Vec<_> = found
        .iter()
        .map(|line| line.split(": ").take(2).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(
        codes,
        ["a.toml:1:9 not-toml", "b.toml:2:6 unexpected-shape"]
    );
}

#[test]
fn an_include_that_leads_nowhere_or_around_is_refused() {
    for (pattern, code) in [
        ("organizations/*.toml", "nothing-included"),
        ("other.toml", "nothing-included"),
        ("*.toml", "include-cycle"),
        ("./vestibule.toml", "include-cycle"),
        ("../*.toml", "invalid-include"),
        ("/etc/*.toml", "invalid-include"),
        ("", "invalid-include"),
        ("a[", "invalid-include"),
    ] {
        let main = format!("include = [\"{pattern}\"]\n{TENANT}");
        let found = findings(compile_folder(folder(&[("vestibule.toml", main.as_str())])));
        assert_eq!(found.len(), 1, "{pattern}: {found:?}");
        assert!(
            found[0].starts_with(&format!("vestibule.toml:1:12: {code}: include[0]: ")),
            "{pattern}: {found:?}"
        );
    }
    let nested = findings(with("customers/a.toml", "include = [\"b.toml\"]"));
    assert!(
        nested[0].starts_with("a.toml:1:1: unexpected-shape: include: "),
        "{nested:?}"
    );
}
