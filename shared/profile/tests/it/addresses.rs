//! Addresses of mail and of the web.

use vestibule_profile::{Kind, Problem};

use crate::support::{read, text};

#[test]
fn mail_is_what_html_says_it_is() {
    for sent in [
        "a@b",
        "a.b+c@example.com",
        "!#$%&'*+/=?^_`{|}~-@x.y",
        "a@1.2",
        "..@b",
    ] {
        assert_eq!(read(&Kind::Email, sent, "en"), text(sent), "{sent}");
    }
    assert_eq!(
        read(&Kind::Email, " a@b.example\n", "en"),
        text("a@b.example")
    );
    let long_label = format!("a@{}", "b".repeat(64));
    for sent in [
        "a",
        "@b",
        "a@",
        "a@b@c",
        "a b@c",
        "a@-b",
        "a@b-",
        "a@b..c",
        "a@.b",
        "a@b.",
        "ü@b",
        "a@ü",
        "\"a\"@b",
        "a@[127.0.0.1]",
        "a@b\u{200b}",
        &long_label,
    ] {
        assert_eq!(
            read(&Kind::Email, sent, "en"),
            Err(Problem::NotAnEmail),
            "{sent}"
        );
    }
    let long = format!("{}@b", "a".repeat(253));
    let problem = Problem::TooLong {
        length: 255,
        most: 254,
    };
    assert_eq!(read(&Kind::Email, &long, "en"), Err(problem));
}

#[test]
fn addresses_of_the_web_are_absolute() {
    for (sent, kept) in [
        ("https://acme.com", "https://acme.com"),
        ("HTTPS://acme.com/A?b=c#d", "https://acme.com/A?b=c#d"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("www.acme.com/about", "https://www.acme.com/about"),
        ("acme.com", "https://acme.com"),
        ("https://[2001:db8::1]:8443/", "https://[2001:db8::1]:8443/"),
        ("https://127.0.0.1/", "https://127.0.0.1/"),
        ("https://bücher.example/ü", "https://bücher.example/ü"),
        ("https://acme.com./", "https://acme.com./"),
        (" https://acme.com?q ", "https://acme.com?q"),
    ] {
        assert_eq!(read(&Kind::Url, sent, "en"), text(kept), "{sent}");
    }
    for sent in [
        "acme",
        "javascript:alert(1)",
        "javascript://acme.com/%0aalert(1)",
        "mailto:a@b.example",
        "ftp://acme.com",
        "//acme.com",
        "https://",
        "https:///acme.com",
        "https:acme.com",
        "https://user:pass@acme.com",
        "https://user@acme.com",
        "https://a b.com",
        "https://acme.com/a b",
        "https://acme.com\\evil",
        "https://acme.com/\\evil",
        "https://acme.com/<script>",
        "https://acme.com/\u{202e}x",
        "https://256.1.1.1",
        "https://1.2.3",
        "https://0x7f.1",
        "https://acme..com",
        "https://acme.com:99999",
        "https://acme.com:+80",
        "https://acme.com:",
        "https://[::1",
        "https://[x]",
    ] {
        assert_eq!(
            read(&Kind::Url, sent, "en"),
            Err(Problem::NotAnAddress),
            "{sent}"
        );
    }
}
