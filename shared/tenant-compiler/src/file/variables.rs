//! `${name}` in the strings of a tenant file.

use std::borrow::Cow;
use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::secrets;
use crate::CompileOptions;
use crate::code::Code;
use crate::finding::Draft;

/// What each variable stands for.
pub(super) type Values = BTreeMap<String, String>;

/// Sections that define variables and therefore use none.
const DEFINITIONS: [&str; 2] = ["variables", "stages"];

/// Collects the values: those of the file, over them those of the stage, over them those of the options.
///
/// It looks at the raw table, before its shape is checked; whatever has the wrong shape is reported later.
pub(super) fn values_of(
    table: &DeTable<'_>,
    options: &CompileOptions,
) -> Result<Values, Vec<Draft>> {
    let mut values = Values::new();
    collect(table.get("variables"), &mut values);
    if let Some(name) = &options.stage {
        let stages = table
            .get("stages")
            .and_then(|stages| stages.get_ref().as_table());
        let Some(stage) = stages.and_then(|stages| stages.get(name.as_str())) else {
            return Err(vec![unknown_stage(name, stages)]);
        };
        collect(stage.get_ref().get("variables"), &mut values);
    }
    values.extend(options.variables.clone());
    Ok(values)
}

/// Replaces every `${name}` in every string outside the sections that define variables.
///
/// Secrets are looked for on the way: in a large file, walking through all of it once more is what would take time.
pub(super) fn replace_variables(
    file: usize,
    table: &mut DeTable<'_>,
    values: &Values,
) -> Result<(), Vec<Draft>> {
    let mut errors = Vec::new();
    for (key, value) in table.iter_mut() {
        if DEFINITIONS.contains(&key.get_ref().as_ref()) {
            look_in(file, key.get_ref(), value, &mut errors);
        } else {
            replace_in(file, value, values, &mut errors);
        }
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors)
    }
}

fn collect(section: Option<&Spanned<DeValue<'_>>>, values: &mut Values) {
    for (key, value) in section
        .and_then(|section| section.get_ref().as_table())
        .into_iter()
        .flatten()
    {
        if let Some(value) = value.get_ref().as_str() {
            values.insert(key.get_ref().to_string(), value.to_owned());
        }
    }
}

fn replace_in(
    file: usize,
    value: &mut Spanned<DeValue<'_>>,
    values: &Values,
    errors: &mut Vec<Draft>,
) {
    let span = value.span();
    match value.get_mut() {
        DeValue::String(text) => {
            secrets::look(file, None, text, span.clone(), errors);
            if text.contains("${") {
                match replaced(text, values) {
                    Ok(replaced) => *text = Cow::Owned(replaced),
                    Err((problem, help)) => {
                        errors
                            .push(Draft::new(Code::UnknownVariable, problem, help).at(file, span));
                    }
                }
            }
        }
        DeValue::Array(items) => items
            .iter_mut()
            .for_each(|item| replace_in(file, item, values, errors)),
        DeValue::Table(table) => {
            table
                .iter_mut()
                .for_each(|(_, value)| replace_in(file, value, values, errors));
        }
        _ => {}
    }
}

/// Looks for secrets where variables are defined.
fn look_in(file: usize, key: &str, value: &Spanned<DeValue<'_>>, errors: &mut Vec<Draft>) {
    match value.get_ref() {
        DeValue::String(text) => secrets::look(file, Some(key), text, value.span(), errors),
        DeValue::Table(table) => table
            .iter()
            .for_each(|(key, value)| look_in(file, key.get_ref(), value, errors)),
        _ => {}
    }
}

/// The text with its variables replaced, or the problem and the help. What is put in is not looked at again.
fn replaced(text: &str, values: &Values) -> Result<String, (String, String)> {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        let Some((name, after)) = after.split_once('}') else {
            return Err((
                format!("`{text}` has a `${{` without a `}}`"),
                "write a variable as `${name}`".to_owned(),
            ));
        };
        let Some(value) = values.get(name) else {
            let known = values
                .keys()
                .map(|name| format!("`{name}`"))
                .collect::<Vec<_>>();
            return Err((
                format!("there is no variable `{name}`"),
                format!(
                    "give it a value in [variables]; known are: {}",
                    list(&known)
                ),
            ));
        };
        result.push_str(before);
        result.push_str(value);
        rest = after;
    }
    result.push_str(rest);
    Ok(result)
}

fn unknown_stage(name: &str, stages: Option<&DeTable<'_>>) -> Draft {
    let known: Vec<_> = stages
        .into_iter()
        .flat_map(|stages| stages.keys().map(|key| format!("`{}`", key.get_ref())))
        .collect();
    Draft::new(
        Code::UnknownStage,
        format!("there is no stage `{name}`"),
        format!("add a section [stages.{name}]; known are: {}", list(&known)),
    )
    .on("stages")
}

fn list(names: &[String]) -> String {
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(", ")
    }
}
