//! Arabic, to see pages from right to left. Not yet read by a second person, hence not shipped.

use vestibule_pages::{
    ConnectionChooserTexts, Direction, GoingOnTexts, IdentifierTexts, Language, LayoutTexts,
    NoMatchTexts, NoticeTexts,
};

/// A sample of a language that is written from right to left.
pub(crate) static ARABIC: Language = Language {
    tag: "ar",
    direction: Direction::RightToLeft,
    layout: LayoutTexts {
        window: "{page} · {product}",
        reference: "الرقم المرجعي",
    },
    identifier: IdentifierTexts {
        heading: "تسجيل الدخول بحساب العمل",
        lead: "أدخل بريدك الإلكتروني في العمل وسننقلك إلى صفحة تسجيل الدخول الخاصة بشركتك.",
        lead_to: "أدخل بريدك الإلكتروني في العمل للمتابعة إلى {application}. \
                  سننقلك إلى صفحة تسجيل الدخول الخاصة بشركتك.",
        label: "البريد الإلكتروني للعمل",
        example: "name@company.com",
        submit: "متابعة",
        other_way: "استخدام طريقة أخرى لتسجيل الدخول",
        window_problem: "مشكلة: {page}",
        empty: "أدخل بريدك الإلكتروني للعمل.",
        not_an_address: "لا يبدو هذا عنوان بريد إلكتروني. يتكوّن من اسم وعلامة @ ونطاق.",
        too_long: "هذا أطول من أي عنوان بريد إلكتروني. تحقق مما تم لصقه.",
    },
    connection_chooser: ConnectionChooserTexts {
        heading: "اختر طريقة تسجيل الدخول",
        lead: "لدى {organization} أكثر من طريقة لتسجيل الدخول.",
        signing_in_as: "تسجيل الدخول باسم",
        other_account: "استخدام حساب آخر",
    },
    going_on: GoingOnTexts {
        heading: "جارٍ نقلك إلى {destination}",
        lead: "ستسجّل الدخول هناك ثم تعود مباشرة.",
        stuck: "لا يحدث شيء؟",
        go: "المتابعة إلى {destination}",
    },
    no_match: NoMatchTexts {
        heading: "لا نعرف أين تسجّل الدخول",
        lead: "لا يقود هذا العنوان إلى صفحة تسجيل دخول لشركة.",
        advice: "تحقق من الأخطاء الإملائية واستخدم العنوان الذي أعطتك إياه شركتك.",
        typed: "لقد أدخلت",
        try_again: "تجربة عنوان آخر",
        go_on: "المتابعة بدونه",
    },
    not_found: NoticeTexts {
        heading: "هذه الصفحة غير موجودة",
        lead: "ربما كُتب العنوان خطأً أو أن الرابط قديم. عُد إلى التطبيق وابدأ من هناك.",
        go_on: "إلى تسجيل الدخول",
    },
    bad_request: NoticeTexts {
        heading: "رابط تسجيل الدخول هذا لا يعمل",
        lead: "جزء منه مفقود أو تالف. عُد إلى التطبيق وابدأ تسجيل الدخول من جديد.",
        go_on: "البدء من جديد",
    },
    unavailable: NoticeTexts {
        heading: "تسجيل الدخول متوقف مؤقتًا",
        lead: "المشكلة ليست من جهتك ولم يُفقد شيء. حاول مرة أخرى بعد قليل.",
        go_on: "إعادة المحاولة",
    },
};
