//! `vestibule preview`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::{TENANT, changed, vestibule};

/// All files of a folder and those below it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

/// What stands in an attribute of that name.
fn values<'a>(text: &'a str, attribute: &str) -> Vec<&'a str> {
    text.split(&format!(" {attribute}=\""))
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

#[test]
fn every_brand_has_every_page_and_every_link_leads_to_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("new/preview");
    let ran = vestibule(&["preview", TENANT, "--out", out.to_str().unwrap()]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    assert!(ran.out.ends_with("new/preview/index.html\n"), "{}", ran.out);

    let index = fs::read_to_string(out.join("index.html")).unwrap();
    for place in ["acme/en/index.html", "globex/en/index.html"] {
        assert!(values(&index, "href").contains(&place), "{index}");
    }
    let mut pages = 0;
    let all = files(&out);
    for file in all
        .iter()
        .filter(|file| file.extension().is_some_and(|it| it == "html"))
    {
        let text = fs::read_to_string(file).unwrap();
        assert!(!text.contains("<script"), "{}", file.display());
        assert!(!text.contains("/edge/assets/"), "{}", file.display());
        assert!(
            !text.contains("http-equiv=\"refresh\""),
            "{}",
            file.display()
        );
        let is_index = file.ends_with("index.html");
        pages += usize::from(!is_index);
        let mut local = values(&text, "src");
        local.extend(values(&text, "srcset"));
        if is_index {
            local.extend(values(&text, "href"));
        } else {
            assert_eq!(local.len(), 2, "{}", file.display());
        }
        for target in local {
            let target = file.parent().unwrap().join(target);
            assert!(target.is_file(), "{}: {}", file.display(), target.display());
        }
    }
    assert!(pages > 60, "{pages}");
    assert!(
        ran.out.starts_with(&format!("{pages} pages; ")),
        "{}",
        ran.out
    );
    let logos = all
        .iter()
        .filter(|file| file.parent().unwrap().ends_with("assets"));
    assert_eq!(logos.count(), 6);
    let logo = fs::read_to_string(
        all.iter()
            .find(|file| file.extension().is_some_and(|it| it == "svg"))
            .unwrap(),
    );
    assert!(logo.unwrap().starts_with("<svg "));
}

#[test]
fn one_brand_in_one_language_is_enough_for_a_look() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_str().unwrap();
    let ran = vestibule(&[
        "preview",
        TENANT,
        "--out",
        out,
        "--brand",
        "globex",
        "--language",
        "en",
    ]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(folder.path().join("globex/en/identifier.html").is_file());
    assert!(!folder.path().join("acme").exists());
}

#[test]
fn a_tenant_without_brands_is_shown_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("vestibule.toml");
    fs::write(
        &file,
        "[tenant]\nname = \"A & <b>\"\norigin = \"https://login.acme.example\"\n\
         edge_origins = [\"https://start.acme.example\"]\n",
    )
    .unwrap();
    let out = folder.path().join("out");
    let ran = vestibule(&[
        "preview",
        file.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
    ]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let index = fs::read_to_string(out.join("tenant/en/index.html")).unwrap();
    assert!(index.contains("<h1>A &amp; &lt;b&gt;</h1>"), "{index}");
}

#[test]
fn what_cannot_be_shown_is_said_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let out_text = out.to_str().unwrap();
    for (more, said) in [
        (["--brand", "acne"], "no brand of that name"),
        (["--language", "xx"], "not written in that language"),
    ] {
        let ran = vestibule(&[&["preview", TENANT, "--out", out_text], &more[..]].concat());
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains(said), "{}", ran.err);
    }
    let (_folder, wrong) = changed(|text| text.replace("#0b57d0", "blue"));
    let ran = vestibule(&["preview", &wrong, "--out", out_text]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("invalid-color"), "{}", ran.out);
    assert!(!out.exists());

    let in_the_way = folder.path().join("file");
    fs::write(&in_the_way, "").unwrap();
    let ran = vestibule(&["preview", TENANT, "--out", in_the_way.to_str().unwrap()]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("cannot be written"), "{}", ran.err);
}

#[test]
fn pages_are_in_the_words_of_their_brand_and_lead_to_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("preview");
    let ran = vestibule(&["preview", TENANT, "--out", out.to_str().unwrap()]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    let page = |place: &str| fs::read_to_string(out.join(place)).unwrap();
    let own = "Globex service desk";
    assert!(page("globex/en/identifier.html").contains(own));
    assert!(!page("acme/en/identifier.html").contains(own));
    assert!(page("globex/de/identifier.html").contains("Globex Service-Desk"));
    assert!(page("globex/fr/identifier.html").contains("Obtenir de l’aide"));
    let english = page("globex/en/no-match.html");
    assert!(values(&english, "href").contains(&"../ar/no-match.html"));
    assert!(!english.contains("/edge/language"));
}
