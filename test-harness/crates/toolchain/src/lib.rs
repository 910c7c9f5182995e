//! Pinned tools from the package registries, and the build of the Worker with them.
