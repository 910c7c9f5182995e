//! Rules and events that want to take too long, too much memory or too deep a stack.

use serde_json::{Value as Json, json};
use vestibule_rules::layout::{MAX_ELEMENTS, MAX_TEXT};
use vestibule_rules::{
    Budget, Document, Inputs, JsonError, MAX_DOCUMENT_DEPTH, Program, ProgramError, Reason,
};
use vestibule_rules_compiler::{Code, MAX_SOURCE, ResultType, compile};

use crate::support::{anything, compiled, evaluated, evaluated_within};

#[track_caller]
fn refused_as(source: &str, code: Code) {
    let found = compile(source, &anything(), ResultType::Any).unwrap_err();
    assert_eq!(found[0].code, code, "{}", found[0]);
}

#[test]
fn what_is_nested_too_deep_is_refused() {
    for (open, close) in [
        ("(", ")"),
        ("[", "]"),
        ("{1:", "}"),
        ("size(", ")"),
        ("[1].map(x,", ")"),
        ("true ? 1 : (", ")"),
    ] {
        for depth in [40, 90, 200, 600] {
            let source = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            let code = if source.len() > MAX_SOURCE {
                Code::TooLarge
            } else {
                code_of(&source)
            };
            assert_eq!(code, Code::TooLarge, "{open} {depth}");
        }
    }
    // Never closed.
    refused_as(&"(".repeat(MAX_SOURCE), Code::TooLarge);
}

fn code_of(source: &str) -> Code {
    compile(source, &anything(), ResultType::Any).unwrap_err()[0].code
}

#[test]
fn what_is_long_but_flat_is_compiled_or_refused() {
    for unit in [
        " + 1",
        ".a",
        "[0]",
        " && true",
        " || false",
        " == 1",
        " ? 1 : 2",
    ] {
        let head = "event.a";
        let source = format!(
            "{head}{}",
            unit.repeat((MAX_SOURCE - head.len()) / unit.len())
        );
        // Whatever comes of it: no overflow of a stack, here or at the edge.
        if let Ok(rule) = compile(&source, &anything(), ResultType::Any) {
            let program = Program::from_bytes(&rule.program).unwrap();
            let event = Document::parse(r#"{"a":1}"#).unwrap();
            let inputs = Inputs::new().with("event", &event);
            let _ = program.evaluate(&inputs, &mut Budget::new(100_000));
        }
    }
    for sign in ["!", "-"] {
        let source = format!("{}event.a", sign.repeat(MAX_SOURCE - 7));
        let _ = compile(&source, &anything(), ResultType::Any);
    }
    refused_as(&" ".repeat(MAX_SOURCE + 1), Code::TooLarge);
    refused_as(&format!("[{}]", "1,".repeat(300)), Code::TooLarge);
    assert!(
        compile(
            &format!("[{}]", "1,".repeat(200)),
            &anything(),
            ResultType::Any
        )
        .is_ok()
    );
}

#[test]
fn loops_within_loops_end_with_the_budget() {
    let event = json!({"list": (0..1_000).collect::<Vec<_>>()});
    for source in [
        "event.list.all(a, event.list.all(b, event.list.all(c, a + b + c >= 0)))",
        "event.list.map(a, event.list.map(b, event.list)).size()",
        "event.list.filter(a, event.list == event.list).size()",
        "event.list.map(a, event.list + event.list).size()",
    ] {
        let result = evaluated_within(source, &event, 100_000);
        assert_eq!(result, Err(Reason::BudgetSpent), "{source}");
    }
}

#[test]
fn texts_and_lists_do_not_outgrow_their_limits() {
    let event =
        json!({"text": "a".repeat(MAX_TEXT), "list": (0..MAX_ELEMENTS).collect::<Vec<_>>()});
    for source in [
        "event.text + 'a'",
        "[event.text, event.text].join()",
        "event.text.split('')",
        "event.list + [1]",
        // A limit cannot be caught.
        "event.text + 'a' == '' || true",
        "true && [event.list + [1]].size() > 0",
    ] {
        assert_eq!(evaluated(source, &event), Err(Reason::TooLarge), "{source}");
    }
    // What is given may be larger; it is only read.
    assert_eq!(evaluated("event.text.size()", &event), Ok(json!(MAX_TEXT)));
}

#[test]
fn doubling_costs_what_it_takes_and_is_not_written_out() {
    let doubled = format!("[[1, 1]]{}", ".map(x, [x, x])".repeat(20));
    let rule = compiled(&doubled, &anything());
    let program = Program::from_bytes(&rule.program).unwrap();
    let value = program
        .evaluate(&Inputs::new(), &mut Budget::new(10_000))
        .unwrap();
    // A few hundred octets of memory that would be two million numbers.
    assert_eq!(value.to_json(), Err(JsonError::TooLarge));
    let compared = format!("{doubled} == {doubled}");
    assert_eq!(evaluated(&compared, &json!({})), Err(Reason::BudgetSpent));
    let deep = format!("[[1]]{}", ".map(x, [x])".repeat(40));
    assert_eq!(evaluated(&deep, &json!({})), Err(Reason::TooLarge));
}

#[test]
fn a_text_that_stands_in_a_result_many_times_is_not_written_out() {
    let event = json!({
        "list": (0..4_000).collect::<Vec<_>>(),
        "text": "a".repeat(60_000),
        "named": {"n".repeat(60_000): 1},
    })
    .to_string();
    let event = Document::parse(&event).unwrap();
    for source in [
        "event.list.map(x, event.text)",
        "event.list.map(x, event.named)",
        "event.list.map(x, {event.text: x})",
        "event.list.map(x, timestamp('2026-11-24T09:30:00Z'))",
    ] {
        let rule = compiled(source, &anything());
        let program = Program::from_bytes(&rule.program).unwrap();
        let inputs = Inputs::new().with("event", &event);
        let value = program.evaluate(&inputs, &mut Budget::new(10_000_000));
        let value = value.unwrap();
        assert_eq!(value.to_json(), Err(JsonError::TooLarge), "{source}");
        let mut written = "before".to_owned();
        assert_eq!(
            value.write_json(&mut written),
            Err(JsonError::TooLarge),
            "{source}"
        );
        assert_eq!(written, "before");
    }
    // One of the greatest length is.
    let event = json!({"text": "a".repeat(MAX_TEXT)});
    assert_eq!(evaluated("event.text", &event), Ok(event["text"].clone()));
}

#[test]
fn whatever_reads_a_long_text_costs_its_length() {
    let list = (0..100).collect::<Vec<_>>();
    for text in ["0".repeat(60_000), "1ns".repeat(20_000)] {
        let event = json!({"list": list, "text": text});
        for function in [
            "int",
            "uint",
            "double",
            "string",
            "bool",
            "timestamp",
            "duration",
        ] {
            let source = format!(
                "event.list.all(a, event.list.exists(b, dyn({function}(event.text)) != dyn(1)))"
            );
            let result = evaluated_within(&source, &event, 100_000);
            assert_eq!(result, Err(Reason::BudgetSpent), "{source}");
        }
    }
}

#[test]
fn exponents_of_any_size_are_read_or_refused() {
    for exponent in ["2147483647", "-2147483647", "-2147483648", "99999999999"] {
        let event = json!({"text": format!("1e{exponent}")});
        let result = evaluated("double(event.text)", &event);
        assert_eq!(result, Err(Reason::NotConvertible), "{exponent}");
    }
    assert_eq!(
        evaluated("double('0e-2147483648')", &json!({})),
        Ok(json!(0.0))
    );
}

#[test]
fn a_spent_budget_cannot_be_caught_either() {
    let event = json!({"list": (0..1_000).collect::<Vec<_>>()});
    let result = evaluated_within("event.list.all(x, x >= 0) || true", &event, 100);
    assert_eq!(result, Err(Reason::BudgetSpent));
}

#[test]
fn deep_events_are_read_and_compared() {
    // As deep as the reader of JSON lets in.
    let levels = usize::from(MAX_DOCUMENT_DEPTH) - 1;
    let deep = format!("{}1{}", "[".repeat(levels), "]".repeat(levels));
    let event = json!({"deep": serde_json::from_str::<Json>(&deep).unwrap()});
    assert_eq!(
        evaluated("event.deep == event.deep", &event),
        Ok(json!(true))
    );
    assert_eq!(
        evaluated("[[event.deep]] == [[event.deep]]", &event),
        Ok(json!(true))
    );
}

#[test]
fn texts_of_all_kinds_are_only_texts() {
    let event =
        json!({"text": "\u{0}\u{202e}'\"\\\u{1f468}\u{200d}\u{1f469}", "__proto__": {"a": 1}});
    assert_eq!(
        evaluated("event.text + event.text.trim()", &event).map(drop),
        Ok(())
    );
    assert_eq!(
        evaluated("has(event.constructor) || has(event.toString)", &event),
        Ok(json!(false))
    );
    assert_eq!(evaluated("event.__proto__.a", &event), Ok(json!(1)));
    // Searching is linear: this is the worst case of the obvious way.
    let event = json!({"text": "a".repeat(60_000), "part": format!("{}b", "a".repeat(30_000))});
    assert_eq!(
        evaluated("event.text.contains(event.part)", &event),
        Ok(json!(false))
    );
}

#[test]
fn the_same_rule_gives_the_same_bytes_and_results() {
    let source = "event.m.map(k, k + string(event.m[k])).join(',')";
    let event = json!({"m": {"b": 1, "a": 2, "c": 3}});
    let first = compiled(source, &anything());
    for _ in 0..20 {
        assert_eq!(compiled(source, &anything()), first);
        assert_eq!(evaluated(source, &event), Ok(json!("a2,b1,c3")));
    }
}

#[test]
fn a_program_announces_the_stack_that_it_takes() {
    let full = format!("[{}1]", "1,".repeat(255));
    let program = compiled(&full, &anything()).program;
    assert_eq!(program[10..12], 256_u16.to_le_bytes());
    for announced in [255, 257, 300, u16::MAX] {
        let mut bytes = program.clone();
        bytes[10..12].copy_from_slice(&announced.to_le_bytes());
        let refused = Program::from_bytes(&bytes).err();
        assert_eq!(refused, Some(ProgramError::WrongStack), "{announced}");
    }
}

#[test]
fn values_do_not_show_themselves() {
    let event = r#"{"user": {"email": "ada@example.com"}, "list": ["ada", 1815]}"#;
    let event = Document::parse(event).unwrap();
    let inputs = Inputs::new().with("event", &event);
    assert_eq!(format!("{inputs:?}"), "{\"event\"}");
    for source in [
        "event",
        "event.user.email",
        "event.user.email + 'x'",
        "event.list",
        "event.list[1]",
        "event.list.map(x, x)",
        "{event.user.email: 1815}",
    ] {
        let rule = compiled(source, &anything());
        let program = Program::from_bytes(&rule.program).unwrap();
        let value = program.evaluate(&inputs, &mut Budget::new(1_000));
        let shown = format!("{value:?}");
        assert!(
            !shown.contains("ada") && !shown.contains("1815"),
            "{source}: {shown}"
        );
    }
}
