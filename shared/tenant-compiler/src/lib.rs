//! From `vestibule.toml` to a snapshot; native only.
