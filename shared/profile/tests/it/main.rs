//! Tests of answers and controls, from outside.

mod addresses;
mod choices;
mod days;
mod hostile;
mod numbers;
mod places;
mod ranges;
mod support;
mod telephones;
mod texts;
