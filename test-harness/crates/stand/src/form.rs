//! What the form in the middle of a login has to work with, and what it has not.

use vestibule_toolchain::{
    Binding, DurableObject, DurableObjectStorage, Service, WorkerService, WranglerSettings,
};

use crate::stand::{PAGE_SECRET, RETURN_SECRET};

/// The class that decides who answers first, as `functions/worker/js/answer-once.js` exports it.
const ANSWER_ONCE: &str = "AnswerOnce";
const ANSWERS: &str = "ANSWERS";

/// The Worker whose Durable Objects are out of order, and their class.
const BROKEN: &str = "broken-answers";
const BROKEN_CLASS: &str = "Broken";
const BROKEN_SCRIPT: &str = r#"
export class Broken {
  constructor(state, env) {
    this.env = env;
  }

  async fetch() {
    if (this.env.HANGS) await scheduler.wait(60_000);
    throw new Error("out of order");
  }
}
export default { fetch: () => new Response(null, { status: 404 }) };
"#;

/// What decides who answers first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answers {
    /// The Worker's own Durable Objects.
    #[default]
    Deciding,
    /// Nothing: the binding is missing.
    Unbound,
    /// Durable Objects that fail.
    Failing,
    /// Durable Objects that do not answer within anybody's patience.
    Hanging,
}

/// The form's secrets, as the Worker has them, and what decides who answers first. Actions have [`PAGE_SECRET`] and [`RETURN_SECRET`] in
/// any case.
#[derive(Clone, Debug)]
pub struct FormOptions {
    /// `PAGE_SECRET`; `None`: the deployment has none.
    pub page_secret: Option<String>,
    /// `PAGE_SECRET_PREVIOUS`.
    pub previous_page_secret: Option<String>,
    /// `RETURN_SECRET`; `None`: the deployment has none.
    pub return_secret: Option<String>,
    /// What decides who answers first.
    pub answers: Answers,
}

impl Default for FormOptions {
    fn default() -> Self {
        Self {
            page_secret: Some(PAGE_SECRET.to_owned()),
            previous_page_secret: None,
            return_secret: Some(RETURN_SECRET.to_owned()),
            answers: Answers::default(),
        }
    }
}

impl FormOptions {
    /// Gives it to the Worker.
    pub(crate) fn bind(&self, mut worker: WorkerService) -> WorkerService {
        for (name, secret) in [
            ("PAGE_SECRET", &self.page_secret),
            ("PAGE_SECRET_PREVIOUS", &self.previous_page_secret),
            ("RETURN_SECRET", &self.return_secret),
        ] {
            if let Some(secret) = secret {
                worker = worker.with_binding(name, Binding::Text(secret.clone()));
            }
        }
        let (storage, class) = in_memory(ANSWER_ONCE);
        worker.storage = storage;
        worker.durable_objects = vec![class];
        match self.answers {
            Answers::Unbound => worker,
            Answers::Deciding => {
                let own = Binding::DurableObjectNamespace(ANSWER_ONCE.to_owned());
                worker.with_binding(ANSWERS, own)
            }
            Answers::Failing | Answers::Hanging => worker.with_binding(
                ANSWERS,
                Binding::DurableObjectNamespaceOf {
                    service: BROKEN.to_owned(),
                    class_name: BROKEN_CLASS.to_owned(),
                },
            ),
        }
    }

    /// The Worker whose Durable Objects are out of order, where they are asked.
    pub(crate) fn service(&self, settings: &WranglerSettings) -> Option<Service> {
        let hangs = match self.answers {
            Answers::Deciding | Answers::Unbound => return None,
            Answers::Failing => false,
            Answers::Hanging => true,
        };
        let mut broken = WorkerService::from_script(BROKEN, BROKEN_SCRIPT, settings)
            .with_binding("HANGS", Binding::Json(hangs.to_string()));
        let (storage, class) = in_memory(BROKEN_CLASS);
        broken.storage = storage;
        broken.durable_objects = vec![class];
        Some(Service::Worker(broken))
    }
}

fn in_memory(class: &str) -> (DurableObjectStorage, DurableObject) {
    let class = DurableObject {
        class_name: class.to_owned(),
        unique_key: class.to_owned(),
        sql: true,
    };
    (DurableObjectStorage::InMemory, class)
}
