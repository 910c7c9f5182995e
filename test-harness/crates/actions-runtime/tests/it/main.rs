//! Small Actions on the real Node.js child.

mod support;

mod plain;
