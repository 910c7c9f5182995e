//! Arabic, to see pages from right to left. Not yet read by a second person, hence not shipped.

use vestibule_pages::{
    ConflictTexts, ConnectionChooserTexts, Direction, GoingOnTexts, IdentifierTexts, Language,
    LayoutTexts, NoMatchTexts, NoticeTexts, OrganizationPickerTexts,
};

/// A sample of a language that is written from right to left.
pub(crate) static ARABIC: Language = Language {
    tag: "ar",
    direction: Direction::RightToLeft,
    layout: LayoutTexts {
        window: "{page} · {product}",
        reference: "الرقم المرجعي",
        support: "الحصول على المساعدة",
        privacy: "الخصوصية",
        terms: "الشروط",
        status: "حالة الخدمة",
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
        suggestion: "هل تقصد {address}؟",
        remembered_heading: "مرحبًا بعودتك",
        remembered_lead: "سجّل الدخول كما في المرة السابقة، أو استخدم حسابًا آخر.",
        remembered_lead_to: "تابع إلى {application} كما في المرة السابقة، أو استخدم حسابًا آخر.",
        remembered_go: "المتابعة مع {organization}",
        forget: "نسيان هذا الاختيار",
        other_account: "استخدام حساب آخر",
        loop_stopped: "انتقلت إلى {destination} عدة مرات دون أن يكتمل تسجيل دخولك، لذلك توقفنا عن \
                       نقلك إلى هناك. أدخل عنوانًا آخر أو اطلب من قسم تقنية المعلومات لديك النظر في الأمر.",
        provider_refused: "لم يكتمل تسجيل دخولك عبر {destination}. \
                           يمكنك إعادة المحاولة أو إدخال عنوان آخر.",
        choose_other: "تم نسيان اختيارك الأخير في هذا المتصفح. أدخل العنوان الذي تريد استخدامه الآن.",
        conflict: "تسجيل الدخول هذا مخصص لـ {organization}. أدخل العنوان الذي تستخدمه هناك.",
    },
    connection_chooser: ConnectionChooserTexts {
        heading: "اختر طريقة تسجيل الدخول",
        lead: "لدى {organization} أكثر من طريقة لتسجيل الدخول.",
        signing_in_as: "تسجيل الدخول باسم",
        other_account: "استخدام حساب آخر",
        loop_stopped: "انتقلت إلى {destination} عدة مرات دون أن يكتمل تسجيل دخولك، لذلك توقفنا عن \
                       نقلك إلى هناك. اختر طريقة أخرى أو اطلب من قسم تقنية المعلومات لديك النظر في الأمر.",
        provider_refused: "لم يكتمل تسجيل دخولك عبر {destination}. \
                           يمكنك إعادة المحاولة أو اختيار طريقة أخرى.",
    },
    organization_picker: OrganizationPickerTexts {
        heading: "اختر مؤسستك",
        lead: "ينطبق تسجيل الدخول هذا على أكثر من مؤسسة. اختر المؤسسة التي تقصدها.",
        signing_in_as: "تسجيل الدخول باسم",
        other_account: "استخدام حساب آخر",
        find: "البحث عن مؤسسة",
        submit: "بحث",
        showing: "المعروض: {shown} من {total}",
        none: "لا توجد مؤسسة تطابق «{query}». جرّب جزءًا أقصر من الاسم.",
        all: "عرض الكل",
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
        new_here: "جديد هنا؟",
        request_access: "طلب إذن الوصول",
    },
    conflict: ConflictTexts {
        heading: "لا نعرف أي مؤسسة تقصد",
        two: "يشير تسجيل الدخول هذا إلى {one} وإلى {other}، ولا يمكن أن يكون إلا لإحداهما.",
        several: "يشير تسجيل الدخول هذا إلى أكثر من مؤسسة، ولا يمكن أن يكون إلا لإحداها.",
        advice: "استخدم عنوانًا تابعًا للمؤسسة التي تقصدها، أو ابدأ من جديد من الرابط الخاص بها.",
        typed: "لقد أدخلت",
        try_again: "استخدام حساب آخر",
        other_way: "استخدام طريقة أخرى لتسجيل الدخول",
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
    method_not_allowed: NoticeTexts {
        heading: "لا يمكن فتح هذه الصفحة بهذه الطريقة",
        lead: "إنها خطوة في منتصف تسجيل الدخول. عُد إلى التطبيق وابدأ تسجيل الدخول من جديد.",
        go_on: "البدء من جديد",
    },
    too_large: NoticeTexts {
        heading: "هذا أكثر مما يمكننا قبوله",
        lead: "ما أُرسل أكبر مما يحتاجه أي تسجيل دخول. عُد إلى التطبيق وابدأ تسجيل الدخول من جديد.",
        go_on: "البدء من جديد",
    },
    unavailable: NoticeTexts {
        heading: "تسجيل الدخول متوقف مؤقتًا",
        lead: "المشكلة ليست من جهتك ولم يُفقد شيء. حاول مرة أخرى بعد قليل.",
        go_on: "إعادة المحاولة",
    },
};
