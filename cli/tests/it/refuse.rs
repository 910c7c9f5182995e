//! What is refused, and where words go.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::{CLIENT, TENANT, explain, vestibule};

/// Command lines, and what the answer to each holds.
const REFUSED: [(&[&str], &str); 19] = [
    (&["explain", "--client", CLIENT], "--config vestibule.toml"),
    (&["explain", "--config", TENANT], "say which login"),
    (
        &["explain", "--config", TENANT, "--typed", "x"],
        "say which login",
    ),
    (
        &[
            "explain",
            "--config",
            TENANT,
            "--url",
            "/authorize",
            "--client",
            "x",
        ],
        "leave out `client`",
    ),
    (
        &[
            "explain",
            "--config",
            TENANT,
            "--url",
            "/authorize",
            "--login-hint",
            "x",
        ],
        "leave out `login_hint`",
    ),
    (
        &["explain", "--config", TENANT, "--url", "authorize"],
        "must begin with",
    ),
    (
        &["explain", "--config", TENANT, "--url", "/login"],
        "/authorize and /edge/realm",
    ),
    (
        &[
            "explain",
            "--config",
            TENANT,
            "--client",
            "x",
            "--host",
            "https://a",
        ],
        "a host alone",
    ),
    (
        &[
            "explain",
            "--config",
            TENANT,
            "--client",
            "x",
            "--country",
            "DEU",
        ],
        "two letters",
    ),
    (
        &[
            "explain",
            "--config",
            TENANT,
            "--client",
            "x",
            "--parameter",
            "y",
        ],
        "NAME=VALUE",
    ),
    (
        &["explain", "--config", "nowhere.toml", "--client", "x"],
        "run `vestibule check nowhere.toml`",
    ),
    (
        &["explain", "--config", TENANT, "--file", "nowhere.jsonl"],
        "name a file",
    ),
    (
        &[
            "explain", "--config", TENANT, "--file", "-", "--client", "x",
        ],
        "one thing at a time",
    ),
    (
        &[
            "explain",
            "--config",
            TENANT,
            "--file",
            "-",
            "--login-hint",
            "x",
        ],
        "one thing at a time",
    ),
    (
        &["explain", "--stage", "staging", "--log-line", "{}"],
        "name it with --config",
    ),
    (
        &[
            "explain",
            "--config",
            TENANT,
            "--client",
            "x",
            "--remembered-connection",
            "c",
        ],
        "`remembered_organization` is missing",
    ),
    (
        &[
            "explain",
            "--config",
            TENANT,
            "--client",
            "x",
            "--remembered-days-ago",
            "3",
        ],
        "`remembered_organization` is missing",
    ),
    (
        &[
            "explain",
            "--config",
            TENANT,
            "--client",
            "x",
            "--remembered-organization",
            "Globex",
        ],
        "must be an organization's id",
    ),
    (
        &[
            "explain",
            "--config",
            TENANT,
            "--client",
            "x",
            "--remembered-organization",
            "org_globexGLOBEX0001",
            "--remembered-connection",
            "a b",
        ],
        "must be the name of a connection",
    ),
];

#[test]
fn what_cannot_be_asked_is_said_in_one_line() {
    for (asked, what_to_do) in REFUSED {
        let ran = vestibule(asked);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{asked:?}");
        assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
        assert!(
            ran.err.starts_with("error: ") && ran.err.contains(what_to_do),
            "{}",
            ran.err
        );
    }
}

#[test]
fn what_was_typed_goes_to_the_output_and_nowhere_else() {
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for more in [&["--json"][..], &[]] {
        let output = Command::new(env!("CARGO_BIN_EXE_vestibule"))
            .args([
                "explain",
                "--client",
                CLIENT,
                "--typed",
                "canary@globex.example",
            ])
            .arg("--config")
            .arg(root.join(TENANT))
            .args(more)
            .current_dir(folder.path())
            .env("HOME", folder.path())
            .env("TMPDIR", folder.path())
            .output()
            .unwrap();
        assert!(String::from_utf8_lossy(&output.stdout).contains("canary"));
        assert_eq!(output.stderr, b"");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_wrong_command_line_is_refused_without_repeating_what_was_typed() {
    for (asked, said) in [
        (&["canary@globex.example"][..], "unexpected argument"),
        (&["--ip", "canary@globex.example"], "--ip"),
        (&["--way", "canary"], "initiate"),
        (&["--login-hnt", "canary@globex.example"], "--login-hint"),
        (&["--login-hnt=canary@globex.example"], "--login-hint"),
        (&["--asn=canary"], "--asn"),
    ] {
        let ran = explain(asked);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{asked:?}");
        assert!(ran.err.contains(said), "{}", ran.err);
        assert!(!ran.err.contains("canary"), "{}", ran.err);
    }
}

#[test]
fn a_tenant_file_cannot_steer_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("vestibule.toml");
    let tenant = "[tenant]\nname = \"T\"\norigin = \"\\u001b[31m\"\nedge_origins = []\n";
    fs::write(&file, tenant).unwrap();
    let ran = vestibule(&["check", file.to_str().unwrap()]);
    assert_eq!(ran.code, 1);
    assert!(!ran.out.contains('\u{1b}'), "{:?}", ran.out);
}

#[test]
fn what_a_request_brings_cannot_steer_a_terminal() {
    let ran = explain(&[
        "--client",
        CLIENT,
        "--typed",
        "\u{1b}[31mred@globex.example",
    ]);
    assert!(!ran.out.contains('\u{1b}'), "{:?}", ran.out);
}
