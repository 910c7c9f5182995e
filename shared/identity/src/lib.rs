//! Identifiers of the domain, parsed once: email addresses, domains, organizations, connections, clients.
