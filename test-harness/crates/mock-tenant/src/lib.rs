//! A mock Auth0 tenant, as strict as Auth0 is, with a simulated identity provider and the Actions runtime.
