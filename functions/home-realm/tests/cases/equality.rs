//! Answers tell nobody apart.
