//! Writes a configuration as Cap'n Proto text.
//!
//! The text form was chosen over the binary one because workerd reads it directly and a person can
//! read it when a test fails; it needs no Cap'n Proto library.

use std::path::Path;

use super::config::{
    Binding, DurableObject, DurableObjectStorage, ExternalService, Module, ModuleBody,
    NetworkService, Service, Socket, WorkerService, WorkerdConfig,
};

/// The whole file. Files are embedded by absolute path: start workerd with `--import-path /`.
pub(super) fn render(config: &WorkerdConfig) -> String {
    let mut services: Vec<String> = config.services.iter().map(service).collect();
    services.extend(config.services.iter().filter_map(storage_service));
    let sockets = config.sockets.iter().map(socket);
    format!(
        "using Workerd = import \"/workerd/workerd.capnp\";\n\n\
         const config :Workerd.Config = (\n  services = [\n    {}\n  ],\n  sockets = [\n    {}\n  ],\n);\n",
        services.join(",\n    "),
        sockets.collect::<Vec<_>>().join(",\n    "),
    )
}

fn service(service: &Service) -> String {
    match service {
        Service::Worker(it) => format!("(name = {}, worker = {})", text(&it.name), worker(it)),
        Service::External(it) => external(it),
        Service::Network(it) => network(it),
    }
}

fn worker(worker: &WorkerService) -> String {
    let mut fields = vec![
        field("modules", &list(worker.modules.iter().map(module))),
        field("compatibilityDate", &text(&worker.compatibility_date)),
        field("compatibilityFlags", &texts(&worker.compatibility_flags)),
        field(
            "bindings",
            &list(
                worker
                    .bindings
                    .iter()
                    .map(|(name, value)| binding(name, value)),
            ),
        ),
        field(
            "durableObjectNamespaces",
            &list(worker.durable_objects.iter().map(durable_object)),
        ),
    ];
    if let Some(outbound) = &worker.global_outbound {
        fields.push(field("globalOutbound", &text(outbound)));
    }
    match &worker.storage {
        DurableObjectStorage::None => {}
        DurableObjectStorage::InMemory => {
            fields.push(field("durableObjectStorage", "(inMemory = void)"));
        }
        DurableObjectStorage::LocalDisk(_) => fields.push(field(
            "durableObjectStorage",
            &format!("(localDisk = {})", text(&storage_name(worker))),
        )),
    }
    format!("(\n      {}\n    )", fields.join(",\n      "))
}

fn module(module: &Module) -> String {
    let body = match &module.body {
        ModuleBody::EsModule(file) => format!("esModule = {}", embed(file)),
        ModuleBody::EsModuleText(script) => format!("esModule = {}", text(script)),
        ModuleBody::Wasm(file) => format!("wasm = {}", embed(file)),
        ModuleBody::Data(file) => format!("data = {}", embed(file)),
    };
    format!("(name = {}, {body})", text(&module.name))
}

fn binding(name: &str, binding: &Binding) -> String {
    let value = match binding {
        Binding::Text(value) => format!("text = {}", text(value)),
        Binding::Json(value) => format!("json = {}", text(value)),
        Binding::Service {
            service,
            entrypoint: None,
        } => format!("service = {}", text(service)),
        Binding::Service {
            service,
            entrypoint: Some(entrypoint),
        } => format!(
            "service = (name = {}, entrypoint = {})",
            text(service),
            text(entrypoint)
        ),
        Binding::KvNamespace(service) => format!("kvNamespace = {}", text(service)),
        Binding::DurableObjectNamespace(class) => {
            format!("durableObjectNamespace = (className = {})", text(class))
        }
        Binding::DurableObjectNamespaceOf {
            service,
            class_name,
        } => format!(
            "durableObjectNamespace = (className = {}, serviceName = {})",
            text(class_name),
            text(service)
        ),
    };
    format!("(name = {}, {value})", text(name))
}

fn durable_object(class: &DurableObject) -> String {
    format!(
        "(className = {}, uniqueKey = {}, enableSql = {})",
        text(&class.class_name),
        text(&class.unique_key),
        class.sql
    )
}

/// The disk service that a Worker with [`DurableObjectStorage::LocalDisk`] needs.
fn storage_service(service: &Service) -> Option<String> {
    let Service::Worker(worker) = service else {
        return None;
    };
    let DurableObjectStorage::LocalDisk(folder) = &worker.storage else {
        return None;
    };
    Some(format!(
        "(name = {}, disk = (path = {}, writable = true))",
        text(&storage_name(worker)),
        text(&folder.to_string_lossy())
    ))
}

fn storage_name(worker: &WorkerService) -> String {
    format!("{} storage", worker.name)
}

fn external(external: &ExternalService) -> String {
    format!(
        "(name = {}, external = (address = {}, http = {}))",
        text(&external.name),
        text(&external.address),
        http(external.forwarded_proto_header.as_deref())
    )
}

fn network(network: &NetworkService) -> String {
    let tls = if network.trusted_certificates.is_empty() {
        "(trustBrowserCas = true)".to_owned()
    } else {
        format!(
            "(trustedCertificates = {})",
            texts(&network.trusted_certificates)
        )
    };
    format!(
        "(name = {}, network = (allow = {}, tlsOptions = {tls}))",
        text(&network.name),
        texts(&network.allow)
    )
}

fn socket(socket: &Socket) -> String {
    format!(
        "(name = {}, address = {}, http = {}, service = {})",
        text(&socket.name),
        text(&format!("127.0.0.1:{}", socket.port)),
        http(socket.forwarded_proto_header.as_deref()),
        text(&socket.service)
    )
}

fn http(forwarded_proto_header: Option<&str>) -> String {
    match forwarded_proto_header {
        Some(header) => format!("(forwardedProtoHeader = {})", text(header)),
        None => "()".to_owned(),
    }
}

fn field(name: &str, value: &str) -> String {
    format!("{name} = {value}")
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

fn texts(values: &[String]) -> String {
    list(values.iter().map(|value| text(value)))
}

fn embed(file: &Path) -> String {
    format!("embed {}", text(&file.to_string_lossy()))
}

/// A string literal. Everything but control characters, quotes and backslashes stands for itself.
fn text(value: &str) -> String {
    use std::fmt::Write as _;
    let mut literal = String::with_capacity(value.len() + 2);
    literal.push('"');
    for character in value.chars() {
        match character {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            '\0'..='\x1f' | '\x7f' => {
                // Writing to a `String` cannot fail.
                let _ = write!(literal, "\\x{:02x}", u32::from(character));
            }
            _ => literal.push(character),
        }
    }
    literal.push('"');
    literal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_escape_what_would_end_them() {
        assert_eq!(text("a\"b\\c\nd\u{1}é"), r#""a\"b\\c\nd\x01é""#);
    }
}
