//! 400 to 499: JSON with two readings, or none (RFC 7515, section 4; RFC 8259; RFC 8725, sections 2.4 and 3.7).

use vestibule_claims::Algorithm;

use super::Cases;
use crate::native::forge::{by_issuer, header, id_claims, token};

pub(super) fn add(cases: &mut Cases) {
    const TWICE: &str = "Header(Json(DuplicateMember))";
    const MALFORMED: &str = "Header(Json(Malformed))";
    const NO_OBJECT: &str = "Header(Json(NotAnObject))";
    let headers: [(u16, &str, &[u8], &str); 27] = [
        (
            400,
            "alg twice, none first",
            br#"{"alg":"none","alg":"RS256","kid":"RS256"}"#,
            TWICE,
        ),
        (
            401,
            "alg twice, none last",
            br#"{"alg":"RS256","kid":"RS256","alg":"none"}"#,
            TWICE,
        ),
        (
            402,
            "alg twice, one escaped",
            br#"{"alg":"RS256","\u0061lg":"none","kid":"RS256"}"#,
            TWICE,
        ),
        (
            403,
            "alg twice, escaped first",
            br#"{"\u0061\u006c\u0067":"HS256","alg":"RS256","kid":"RS256"}"#,
            TWICE,
        ),
        (
            404,
            "alg twice, alike",
            br#"{"alg":"RS256","alg":"RS256","kid":"RS256"}"#,
            TWICE,
        ),
        (
            405,
            "kid twice",
            br#"{"alg":"RS256","kid":"x","kid":"RS256"}"#,
            TWICE,
        ),
        (
            406,
            "a member of a member twice",
            br#"{"alg":"RS256","kid":"RS256","x":{"a":1,"a":2}}"#,
            TWICE,
        ),
        (
            407,
            "a member of a list twice",
            br#"{"alg":"RS256","kid":"RS256","x":[[{"a":1,"\u0061":2}]]}"#,
            TWICE,
        ),
        (
            408,
            "an empty name twice",
            br#"{"alg":"RS256","kid":"RS256","":1,"":2}"#,
            TWICE,
        ),
        (
            409,
            "alg in capitals beside alg",
            br#"{"Alg":"none","alg":"RS256","kid":"nobody"}"#,
            "Unknown",
        ),
        (410, "a list", br#"["RS256"]"#, NO_OBJECT),
        (411, "a text", br#""RS256""#, NO_OBJECT),
        (412, "a number", b"1", NO_OBJECT),
        (413, "null", b"null", NO_OBJECT),
        (
            414,
            "not UTF-8",
            b"{\"alg\":\"RS256\",\"kid\":\"RS256\",\"x\":\"\xff\"}",
            MALFORMED,
        ),
        (
            415,
            "an overlong encoding",
            b"{\"alg\":\"RS256\",\"kid\":\"RS256\",\"x\":\"\xc1\xa1\"}",
            MALFORMED,
        ),
        (
            416,
            "UTF-16",
            b"{\x00\"\x00a\x00l\x00g\x00\"\x00:\x00\"\x00R\x00S\x002\x005\x006\x00\"\x00}\x00",
            MALFORMED,
        ),
        (
            417,
            "a byte order mark",
            b"\xef\xbb\xbf{\"alg\":\"RS256\",\"kid\":\"RS256\"}",
            MALFORMED,
        ),
        (
            418,
            "something behind",
            br#"{"alg":"RS256","kid":"RS256"}x"#,
            MALFORMED,
        ),
        (
            419,
            "two objects",
            br#"{"alg":"RS256","kid":"RS256"}{"alg":"none"}"#,
            MALFORMED,
        ),
        (
            420,
            "a zero byte behind",
            b"{\"alg\":\"RS256\",\"kid\":\"RS256\"}\0",
            MALFORMED,
        ),
        (
            421,
            "a comment",
            br#"{"alg":"RS256",/*"alg":"none",*/"kid":"RS256"}"#,
            MALFORMED,
        ),
        (
            422,
            "a comma too many",
            br#"{"alg":"RS256","kid":"RS256",}"#,
            MALFORMED,
        ),
        (423, "single quotes", br"{'alg':'RS256'}", MALFORMED),
        (424, "no quotes", br"{alg:RS256}", MALFORMED),
        (
            425,
            "half a surrogate pair",
            br#"{"alg":"RS256","kid":"RS256","x":"\ud800"}"#,
            MALFORMED,
        ),
        (
            426,
            "not closed",
            br#"{"alg":"RS256","kid":"RS256""#,
            MALFORMED,
        ),
    ];
    for (number, about, header, verdict) in headers {
        let about = format!("header: {about}");
        let token = token(header, id_claims().to_string(), by_issuer(Algorithm::RS256));
        cases.id(number, about, verdict, token);
    }
    for (number, depth) in [(427, 16), (428, 120), (429, 1500)] {
        let (open, close) = ("[".repeat(depth), "]".repeat(depth));
        let header = format!(r#"{{"alg":"RS256","kid":"RS256","x":{open}{close}}}"#);
        let token = token(header, id_claims().to_string(), by_issuer(Algorithm::RS256));
        let verdict = "Header(Json(TooDeep))";
        cases.id(number, format!("header: {depth} deep"), verdict, token);
    }
    payloads(cases);
}

fn payloads(cases: &mut Cases) {
    const TWICE: &str = "Json(DuplicateMember)";
    const MALFORMED: &str = "Json(Malformed)";
    let claims = id_claims().to_string();
    let inside = claims.trim_start_matches('{').trim_end_matches('}');
    let of = |more: &str| format!("{{{inside},{more}}}").into_bytes();
    let mut payloads: Vec<(u16, &str, Vec<u8>, &str)> = vec![
        (440, "sub twice", of(r#""sub":"auth0|2""#), TWICE),
        (
            441,
            "sub twice, one escaped",
            of(r#""\u0073ub":"auth0|2""#),
            TWICE,
        ),
        (442, "exp twice", of(r#""exp":9999999999"#), TWICE),
        (443, "aud twice", of(r#""aud":"other""#), TWICE),
        (
            444,
            "iss twice, alike",
            of(r#""iss":"https://login.acme.example/""#),
            TWICE,
        ),
        (
            445,
            "a member of a member twice",
            of(r#""x":{"a":1,"a":2}"#),
            TWICE,
        ),
        (
            446,
            "a member within a list twice",
            of(r#""x":[{"a":1},{"a":1,"b":2,"a":3}]"#),
            TWICE,
        ),
        (447, "a list", b"[]".to_vec(), "Json(NotAnObject)"),
        (448, "a text", br#""claims""#.to_vec(), "Json(NotAnObject)"),
        (449, "null", b"null".to_vec(), "Json(NotAnObject)"),
        (450, "nothing", Vec::new(), MALFORMED),
        (
            451,
            "not UTF-8",
            [&of("\"x\":\"")[..claims.len() + 5], b"\xff\"}"].concat(),
            MALFORMED,
        ),
        (
            452,
            "something behind",
            [claims.as_bytes(), b"x"].concat(),
            MALFORMED,
        ),
        (
            453,
            "two objects",
            [claims.as_bytes(), claims.as_bytes()].concat(),
            MALFORMED,
        ),
        (
            454,
            "a byte order mark",
            [b"\xef\xbb\xbf", claims.as_bytes()].concat(),
            MALFORMED,
        ),
        (
            455,
            "a number that no float holds",
            of(r#""x":1e999"#),
            MALFORMED,
        ),
        (456, "not a number", of(r#""x":NaN"#), MALFORMED),
        (457, "a zero in front", of(r#""x":01"#), MALFORMED),
        (
            458,
            "half a surrogate pair",
            of(r#""x":"\udc00""#),
            MALFORMED,
        ),
        (
            459,
            "a line feed within a text",
            of("\"x\":\"\n\""),
            MALFORMED,
        ),
        (460, "XML", b"<claims/>".to_vec(), MALFORMED),
    ];
    for (number, depth) in [(461, 16), (462, 120), (463, 2000)] {
        let nested = format!(r#""x":{}{}"#, "[".repeat(depth), "]".repeat(depth));
        payloads.push((number, "nested too deep", of(&nested), "Json(TooDeep)"));
    }
    let objects = format!(r#""x":{}1{}"#, r#"{"a":"#.repeat(200), "}".repeat(200));
    payloads.push((
        464,
        "objects nested too deep",
        of(&objects),
        "Json(TooDeep)",
    ));
    let good = "accepted auth0|1";
    payloads.push((
        465,
        "fifteen deep",
        of(r#""x":[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]"#),
        good,
    ));
    payloads.push((
        466,
        "a huge number that nobody reads",
        of(r#""x":123456789012345678901234567890"#),
        good,
    ));
    payloads.push((
        467,
        "__proto__",
        of(r#""__proto__":{"sub":"auth0|2"}"#),
        good,
    ));
    for (number, about, payload, verdict) in payloads {
        let about = format!("payload: {about}");
        let header = header(Algorithm::RS256).to_string();
        let token = token(header, payload, by_issuer(Algorithm::RS256));
        cases.id(number, about, verdict, token);
    }
}
