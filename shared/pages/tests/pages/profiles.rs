//! The page with questions in every state, and the one behind it, with ordinary values.

use vestibule_pages::{
    Frame, HandingBack, Html, IsThisYou, ListEntry, ListGroup, ProfileField, ProfileForm,
    ProfileStep,
};
use vestibule_profile::{
    Choices, Consent, Control, DateRange, Field, FieldTexts, Host, Kind, Length, Number,
    NumberRange, Presence, Problem, Setting, Several, Store, StoreKind, Text,
};

use crate::samples::{Sample, link};

/// No question here is answered.
struct Nobody;

impl Host for Nobody {
    fn composed(&self, text: &str) -> String {
        text.to_owned()
    }

    fn knows_time_zone(&self, _: &str) -> bool {
        false
    }
}

/// A question with what it says.
struct Question<'a> {
    field: Field<'a>,
    texts: FieldTexts<'a>,
    required: bool,
    given: Vec<&'a str>,
    problem: Option<Problem>,
    list: &'a [ListGroup<'a>],
}

fn question<'a>(name: &'a str, kind: Kind<'a>, label: &'a str) -> Question<'a> {
    let store = Store {
        kind: StoreKind::User,
        key: name,
    };
    Question {
        field: Field {
            name,
            kind,
            store,
            presence: Presence::Optional,
            stale_after: None,
            only_if: None,
            when: None,
        },
        texts: FieldTexts {
            label,
            ..FieldTexts::default()
        },
        required: true,
        given: Vec::new(),
        problem: None,
        list: &[],
    }
}

impl<'a> Question<'a> {
    fn hint(mut self, hint: &'a str) -> Self {
        self.texts.hint = Some(hint);
        self
    }

    fn options(mut self, options: &[&'a str]) -> Self {
        self.texts.options = options.to_vec();
        self
    }

    fn given(mut self, given: &'a str) -> Self {
        self.given.push(given);
        self
    }

    fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    fn wrong(mut self, problem: Problem) -> Self {
        self.problem = Some(problem);
        self
    }
}

fn text(max: u16, purpose: &'static str) -> Kind<'static> {
    Kind::Text(Text {
        multiline: purpose.is_empty(),
        length: Length { min: 0, max },
        pattern: None,
        prohibited: "",
        allows_mixed_scripts: false,
        purpose,
    })
}

const fn number(digits: i64) -> Number {
    Number {
        digits,
        decimals: 0,
    }
}

fn employees() -> Kind<'static> {
    Kind::Number(NumberRange {
        min: Some(number(1)),
        max: Some(number(500_000)),
        decimals: 0,
    })
}

fn since() -> Kind<'static> {
    Kind::Date(DateRange {
        min: Some(0),
        max: None,
        allows_future: false,
    })
}

fn choices(values: &[&'static str], several: Option<Several>) -> Kind<'static> {
    Kind::Choice(Choices {
        values: values.to_vec(),
        several,
    })
}

fn consent() -> Kind<'static> {
    Kind::Consent(Consent {
        version: "2026-11",
        renew_from: None,
        entity: "Acme Inc.",
    })
}

/// A text in the language of the page, as a tenant's file has it.
fn of_language<'a>(frame: Frame<'_>, texts: [&'a str; 6]) -> &'a str {
    let tags = ["en", "de", "fr", "es", "ja", "ar"];
    let index = tags.iter().position(|tag| *tag == frame.language.tag);
    index
        .and_then(|index| texts.get(index))
        .copied()
        .unwrap_or("")
}

fn render(
    frame: Frame<'_>,
    questions: &[Question<'_>],
    change: impl FnOnce(&mut ProfileForm<'_>),
) -> Html {
    let controls = questions.iter().map(|question| {
        let setting = Setting {
            language: frame.language.tag,
            required: question.required,
            today: 20_781,
            host: &Nobody,
        };
        Control::of(&question.field, &setting)
    });
    let controls = controls.collect::<Vec<_>>();
    let fields = questions.iter().zip(&controls);
    let fields = fields.map(|(question, control)| ProfileField {
        field: &question.field,
        texts: &question.texts,
        control,
        required: question.required,
        given: &question.given,
        problem: question.problem,
        list: question.list,
    });
    let fields = fields.collect::<Vec<_>>();
    let mut form = ProfileForm {
        frame,
        action: link("/edge/profile/mFq3vTz0Jw"),
        hidden: &[("answers", "v1.AbC-dEf_0")],
        account: "grace.hopper@globex.example",
        other_account: link("/edge/logout?client_id=acme-console"),
        purpose: None,
        step: None,
        fields: &fields,
        goes_back: false,
        may_skip: false,
        is_not_saved: false,
    };
    change(&mut form);
    form.render()
}

/// What companies ask first.
fn first<'a>(frame: Frame<'_>) -> [Question<'a>; 2] {
    let title = of_language(
        frame,
        [
            "Job title",
            "Funktion",
            "Fonction",
            "Puesto",
            "役職",
            "المسمى الوظيفي",
        ],
    );
    let phone = of_language(
        frame,
        [
            "Work phone",
            "Telefon (geschäftlich)",
            "Téléphone professionnel",
            "Teléfono del trabajo",
            "勤務先の電話番号",
            "هاتف العمل",
        ],
    );
    let hint = of_language(
        frame,
        [
            "Only used when a delivery to your company needs you.",
            "Nur für Rückfragen zu Lieferungen an Ihr Unternehmen.",
            "Uniquement pour les questions de livraison à votre entreprise.",
            "Solo para preguntas sobre entregas a tu empresa.",
            "お勤め先への配送に関するご連絡にのみ使用します。",
            "للاستفسار عن الشحنات إلى الشركة فقط.",
        ],
    );
    let mut phone = question(
        "phone",
        Kind::Phone {
            country: Some(*b"DE"),
        },
        phone,
    )
    .hint(hint);
    phone.texts.placeholder = Some("030 901820");
    [
        question("job_title", text(80, "organization-title"), title),
        phone.optional(),
    ]
}

/// The page with questions.
pub(crate) fn profiles(frame: Frame<'_>) -> Vec<Sample> {
    let plain = first(frame);
    let [title, phone] = first(frame);
    let skippable = [title.optional(), phone];
    let [title, phone] = first(frame);
    let wrong = [
        title.wrong(Problem::Missing),
        phone.given("030 12 ext. 4").wrong(Problem::NotAPhone),
    ];
    let [title, phone] = first(frame);
    let kept = [title.given("Rear Admiral"), phone.given("+4930901820")];
    let step = |number| Some(ProfileStep { number, count: 2 });
    vec![
        ("profile", render(frame, &plain, |_| {})),
        (
            "profile-skippable",
            render(frame, &skippable, |form| form.may_skip = true),
        ),
        ("profile-wrong", render(frame, &wrong, |_| {})),
        (
            "profile-not-saved",
            render(frame, &kept, |form| {
                form.is_not_saved = true;
                form.may_skip = true;
            }),
        ),
        (
            "profile-step",
            render(frame, &plain, |form| {
                form.step = step(1);
                form.purpose =
                    Some("Acme delivers to your sites. Who should drivers ask for, and where?");
            }),
        ),
        (
            "profile-everything",
            render(frame, &everything(), |form| {
                form.step = step(2);
                form.goes_back = true;
            }),
        ),
        (
            "profile-everything-wrong",
            render(frame, &everything_wrong(), |form| {
                form.step = step(2);
                form.goes_back = true;
            }),
        ),
        ("is-this-you", is_this_you(frame, "a•••@globex.example")),
        ("handing-back", handing_back(frame)),
    ]
}

const fn entry(value: &'static str, label: &'static str) -> ListEntry<'static> {
    ListEntry { value, label }
}

const COUNTRIES: &[ListGroup<'static>] = &[
    ListGroup {
        label: None,
        entries: &[entry("DE", "Germany")],
    },
    ListGroup {
        label: Some("F"),
        entries: &[entry("FI", "Finland"), entry("FR", "France")],
    },
    ListGroup {
        label: Some("G"),
        entries: &[entry("GE", "Georgia"), entry("DE", "Germany")],
    },
];

const ZONES: &[ListGroup<'static>] = &[
    ListGroup {
        label: Some("America"),
        entries: &[entry(
            "America/Argentina/Buenos_Aires",
            "Argentina/Buenos Aires",
        )],
    },
    ListGroup {
        label: Some("Europe"),
        entries: &[
            entry("Europe/Berlin", "Berlin"),
            entry("Europe/Paris", "Paris"),
        ],
    },
];

const TEAMS: [&str; 8] = [
    "it", "legal", "sales", "support", "people", "finance", "labs", "other",
];

/// A question of every kind.
fn everything() -> Vec<Question<'static>> {
    let country = Question {
        list: COUNTRIES,
        ..question("country", Kind::Country, "Country").given("DE")
    };
    let zone = Question {
        list: ZONES,
        ..question("time_zone", Kind::TimeZone, "Time zone").optional()
    };
    let mut agreement = question(
        "terms",
        consent(),
        "I agree to the terms of service of Acme Inc.",
    )
    .hint("Version of November 2026.");
    agreement.texts.document = Some("https://www.acme.example/terms");
    let topics = Some(Several { min: 1, max: 2 });
    vec![
        question("full_name", text(120, "name"), "Full name").given("Grace Hopper"),
        question("mail", Kind::Email, "Email for invoices").optional(),
        question("site", Kind::Url, "Company website").optional(),
        question("employees", employees(), "Employees").hint("A rough number is enough."),
        question("since", since(), "Customer since").given("2019-03-01"),
        question("remote", Kind::Boolean, "Do you work remotely?").given("true"),
        question("size", choices(&["s", "m", "l"], None), "Size of your team")
            .options(&["Up to 10", "11 to 50", "More than 50"])
            .optional(),
        question(
            "topics",
            choices(&["news", "labs", "events"], topics),
            "What may we write about?",
        )
        .options(&[
            "Product news",
            "Experiments in our labs that may never become a product",
            "Events",
        ])
        .hint("One or two of them.")
        .given("news"),
        question("team", choices(&TEAMS, None), "Team").options(&[
            "IT",
            "Legal",
            "Sales",
            "Support",
            "People",
            "Finance",
            "Labs",
            "Another one",
        ]),
        country,
        zone,
        question("about", text(500, ""), "What do you want to do with Acme?")
            .hint("It helps us to show you the right things first.")
            .given("Route deliveries.\nAnd then some <more>."),
        agreement,
    ]
}

/// The same with something wrong everywhere.
fn everything_wrong() -> Vec<Question<'static>> {
    let problems = [
        Problem::MixedScripts,
        Problem::NotAnEmail,
        Problem::NotAnAddress,
        Problem::TooLarge(number(500_000)),
        Problem::Before(0),
        Problem::Missing,
        Problem::NotAnOption,
        Problem::TooMany { count: 3, most: 2 },
        Problem::Missing,
        Problem::NotAnOption,
        Problem::NotAnOption,
        Problem::TooLong {
            length: 512,
            most: 500,
        },
        Problem::NotAgreed,
    ];
    let questions = everything().into_iter().zip(problems);
    questions
        .map(|(question, problem)| question.wrong(problem))
        .collect()
}

fn is_this_you(frame: Frame<'_>, account: &str) -> Html {
    IsThisYou {
        frame,
        action: link("/edge/profile/9Zk2mB0cVx3yQ7LrTs1n"),
        account,
        start_again: link("/edge/realm?client_id=acme-console&other_account=1"),
    }
    .render()
}

fn handing_back(frame: Frame<'_>) -> Html {
    HandingBack {
        frame,
        target: link("https://tenant.acme.test:8443/continue?state=hKFo2SBa%2B%2F%3D"),
        token: "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhdXRoMHwxIn0.c2ln",
        schemes: &["com.acme.app:"],
        is_loopback: false,
    }
    .render()
}

/// The page with one text wherever a text goes.
#[allow(
    dead_code,
    clippy::allow_attributes,
    reason = "only tests have hostile values"
)]
pub(crate) fn of_profiles(frame: Frame<'_>, text_: &str) -> Vec<Html> {
    let values = ["a", text_];
    let entries = [ListEntry {
        value: text_,
        label: text_,
    }];
    let list = [ListGroup {
        label: Some(text_),
        entries: &entries,
    }];
    let kinds = [
        text(80, "name"),
        text(80, ""),
        Kind::Country,
        Kind::Choice(Choices {
            values: values.to_vec(),
            several: Some(Several { min: 0, max: 2 }),
        }),
        Kind::Boolean,
        Kind::Consent(Consent {
            version: text_,
            renew_from: None,
            entity: text_,
        }),
    ];
    let names = ["one", "two", "three", "four", "five", "six"];
    let questions = names.into_iter().zip(kinds).map(|(name, kind)| {
        let mut question = question(name, kind, text_)
            .hint(text_)
            .given(text_)
            .options(&[text_, text_])
            .wrong(Problem::OtherForm);
        question.texts.placeholder = Some(text_);
        question.texts.problem = Some(text_);
        question.texts.document = Some("https://www.acme.example/terms");
        question.list = &list;
        question
    });
    let questions = questions.collect::<Vec<_>>();
    let form = render(frame, &questions, |_| {});
    let hidden = HandingBack {
        frame,
        target: link("https://tenant.acme.test/continue?state=a"),
        token: text_,
        schemes: &[],
        is_loopback: false,
    };
    vec![form, hidden.render(), is_this_you(frame, text_)]
}
