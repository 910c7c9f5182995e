//! `${name}` in strings, and which value wins.

use std::collections::BTreeMap;

use vestibule_tenant_compiler::{CompileOptions, load};

use crate::support::{compile_text, file_with, resident};

const FILE: &str = "\
[variables]
tenant = \"https://login.acme.example\"
edge = \"https://start.acme.example\"
name = \"Acme\"

[stages.staging.variables]
tenant = \"https://login.staging.acme.example\"
name = \"Acme ${tenant}\"

[tenant]
name = \"${name} and ${name}\"
origin = \"${tenant}\"
edge_origins = [\"${edge}\"]
";

fn options(stage: Option<&str>, variables: &[(&str, &str)]) -> CompileOptions {
    CompileOptions {
        stage: stage.map(ToOwned::to_owned),
        variables: variables
            .iter()
            .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
            .collect(),
        ..CompileOptions::default()
    }
}

#[test]
fn options_win_over_the_stage_and_the_stage_over_the_file() {
    let edge = [("edge", "https://option.example")];
    for (options, name, tenant, edge) in [
        (
            options(None, &[]),
            "Acme and Acme",
            "https://login.acme.example",
            "https://start.acme.example",
        ),
        (
            options(Some("staging"), &[]),
            // A value is put in as it is.
            "Acme ${tenant} and Acme ${tenant}",
            "https://login.staging.acme.example",
            "https://start.acme.example",
        ),
        (
            options(Some("staging"), &edge),
            "Acme ${tenant} and Acme ${tenant}",
            "https://login.staging.acme.example",
            "https://option.example",
        ),
    ] {
        let compiled = compile_text(FILE, &options).unwrap();
        let snapshot = resident(&compiled);
        let manifest = snapshot.manifest();
        assert_eq!(manifest.name(), name);
        assert_eq!(manifest.tenant_origin(), tenant);
        assert_eq!(manifest.edge_origins().next(), Some(edge));
        assert_eq!(manifest.stage(), options.stage.unwrap_or_default());
    }
}

#[test]
fn the_loaded_file_has_its_variables_replaced() {
    let file = load(
        file_with(FILE).path(),
        &options(None, &[("name", "Globex")]),
    )
    .unwrap();
    assert_eq!(file.tenant.name, "Globex and Globex");
    // What defines variables is left as it is.
    let staging = BTreeMap::from([
        (
            "tenant".to_owned(),
            "https://login.staging.acme.example".to_owned(),
        ),
        ("name".to_owned(), "Acme ${tenant}".to_owned()),
    ]);
    assert_eq!(file.stages["staging"].variables, staging);
}

#[test]
fn mistakes_are_named_with_what_is_known() {
    for (text, options, expected) in [
        (
            FILE.replace("${edge}", "${egde}"),
            options(None, &[]),
            ":13:17: error[unknown-variable]: there is no variable `egde`\n  \
             help: give it a value in [variables]; known are: `edge`, `name`, `tenant`",
        ),
        (
            FILE.replace("${edge}", "${edge"),
            options(None, &[]),
            ":13:17: error[unknown-variable]: `${edge` has a `${` without a `}`\n  \
             help: write a variable as `${name}`",
        ),
        (
            FILE.to_owned(),
            options(Some("production"), &[]),
            "error[unknown-stage]: stages: there is no stage `production`\n  \
             help: add a section [stages.production]; known are: `staging`",
        ),
    ] {
        let error = compile_text(&text, &options).unwrap_err().to_string();
        assert!(error.ends_with(expected), "{error}");
    }
}
