//! Arabic.

use super::arabic_explanations::ARABIC_EXPLANATIONS;
use super::arabic_profile::ARABIC_PROFILE;
use super::{
    ConflictTexts, ConnectionChooserTexts, CountTexts, CountedText, Direction, GoingOnTexts,
    Habits, IdentifierTexts, Language, LayoutTexts, NoMatchTexts, NoticeTexts,
    OrganizationPickerTexts, Plurals, SignOutTexts,
};

/// Modern standard Arabic, worded with verbal nouns, so that no verb has to know whether it speaks to a
/// woman or a man.
pub static ARABIC: Language = Language {
    tag: "ar",
    name: "العربية",
    direction: Direction::RightToLeft,
    habits: Habits {
        plurals: Plurals::All,
        thousands: ",",
        grouped_from: 4,
        date: "{day} {month} {year}",
        months: vestibule_profile::months::ARABIC,
    },
    counts: CountTexts {
        in_seconds: CountedText {
            zero: "خلال {count} ثانية",
            one: "خلال ثانية واحدة",
            two: "خلال ثانيتين",
            few: "خلال {count} ثوانٍ",
            many: "خلال {count} ثانية",
            other: "خلال {count} ثانية",
        },
    },
    explanations: ARABIC_EXPLANATIONS,
    profile: ARABIC_PROFILE,
    layout: LayoutTexts {
        window: "{page} · {product}",
        reference: "الرقم المرجعي",
        support: "الحصول على المساعدة",
        privacy: "الخصوصية",
        terms: "الشروط",
        status: "حالة الخدمة",
        language: "اللغة",
    },
    identifier: IdentifierTexts {
        heading: "تسجيل الدخول بحساب العمل",
        lead: "يُرجى إدخال بريدك الإلكتروني للعمل، وسننقلك إلى صفحة تسجيل الدخول الخاصة بشركتك.",
        lead_to: "يُرجى إدخال بريدك الإلكتروني للعمل للمتابعة إلى {application}. \
                  سننقلك إلى صفحة تسجيل الدخول الخاصة بشركتك.",
        label: "البريد الإلكتروني للعمل",
        example: "name@company.com",
        submit: "متابعة",
        other_way: "استخدام طريقة أخرى لتسجيل الدخول",
        window_problem: "مشكلة: {page}",
        empty: "يُرجى إدخال بريدك الإلكتروني للعمل.",
        not_an_address: "لا يبدو هذا عنوان بريد إلكتروني. يتكوّن العنوان من اسم وعلامة @ ونطاق، \
                         مثل name@company.com.",
        too_long: "هذا أطول من أي عنوان بريد إلكتروني. يُرجى التحقق مما تم لصقه.",
        suggestion: "هل المقصود {address}؟",
        remembered_heading: "مرحبًا بعودتك",
        remembered_lead: "يمكنك تسجيل الدخول كما في المرة السابقة أو استخدام حساب آخر.",
        remembered_lead_to: "يمكنك المتابعة إلى {application} كما في المرة السابقة \
                             أو استخدام حساب آخر.",
        remembered_go: "المتابعة مع {organization}",
        forget: "حذف هذا الاختيار",
        other_account: "استخدام حساب آخر",
        loop_stopped: "تم نقلك إلى {destination} عدة مرات دون أن يكتمل تسجيل دخولك، لذلك توقفنا عن \
                       نقلك إلى هناك. يمكنك إدخال عنوان آخر أو طلب المساعدة من قسم تقنية المعلومات لديك.",
        provider_refused: "لم يكتمل تسجيل دخولك عبر {destination}. \
                           يمكنك إعادة المحاولة أو إدخال عنوان آخر.",
        choose_other: "تم حذف اختيارك الأخير من هذا المتصفح. \
                       يُرجى إدخال العنوان المراد استخدامه الآن.",
        conflict: "تسجيل الدخول هذا خاص بمؤسسة {organization}. يُرجى إدخال عنوانك لديها.",
    },
    connection_chooser: ConnectionChooserTexts {
        heading: "اختيار طريقة تسجيل الدخول",
        lead: "لدى {organization} أكثر من طريقة لتسجيل الدخول.",
        signing_in_as: "تسجيل الدخول باسم",
        other_account: "استخدام حساب آخر",
        loop_stopped: "تم نقلك إلى {destination} عدة مرات دون أن يكتمل تسجيل دخولك، لذلك توقفنا عن \
                       نقلك إلى هناك. يمكنك اختيار طريقة أخرى أو طلب المساعدة من قسم تقنية المعلومات لديك.",
        provider_refused: "لم يكتمل تسجيل دخولك عبر {destination}. \
                           يمكنك إعادة المحاولة أو اختيار طريقة أخرى.",
    },
    organization_picker: OrganizationPickerTexts {
        heading: "اختيار مؤسستك",
        lead: "ينطبق تسجيل الدخول هذا على أكثر من مؤسسة. يُرجى اختيار المؤسسة المقصودة.",
        signing_in_as: "تسجيل الدخول باسم",
        other_account: "استخدام حساب آخر",
        find: "البحث عن مؤسسة",
        submit: "بحث",
        showing: CountedText {
            zero: "المعروض: {shown} من {total} مؤسسة",
            one: "المعروض: {shown} من مؤسسة واحدة",
            two: "المعروض: {shown} من مؤسستين",
            few: "المعروض: {shown} من {total} مؤسسات",
            many: "المعروض: {shown} من {total} مؤسسة",
            other: "المعروض: {shown} من {total} مؤسسة",
        },
        none: "لا توجد مؤسسة تطابق «{query}». يمكنك تجربة جزء أقصر من الاسم.",
        all: "عرض الكل",
    },
    going_on: GoingOnTexts {
        heading: "جارٍ نقلك إلى {destination}",
        lead: "سيتم تسجيل دخولك هناك ثم إعادتك مباشرة.",
        stuck: "لا يحدث شيء؟",
        go: "المتابعة إلى {destination}",
    },
    sign_out: SignOutTexts {
        heading: "تسجيل الخروج من {application}؟",
        lead: "سيلزم أيضًا تسجيل الدخول من جديد في التطبيقات الأخرى التي تشترك في تسجيل الدخول \
               هذا.",
        provider: "تسجيل الخروج أيضًا من الحساب الذي استخدمته للدخول",
        provider_of: "تسجيل الخروج من {organization} أيضًا",
        provider_detail: "يُنصح بذلك إذا كان آخرون يستخدمون هذا الجهاز. وسيُطلب تسجيل الدخول من جديد \
                          في كل ما يُستخدم معه هذا الحساب.",
        forget: "نسيان مؤسستي في هذا المتصفح",
        forget_detail: "في المرة القادمة سنطلب بريدك الإلكتروني للعمل.",
        submit: "تسجيل الخروج",
        stay: "الاستمرار دون تسجيل الخروج",
        moving: "جارٍ تسجيل خروجك",
        moving_lead: "لن يستغرق هذا سوى لحظة.",
        stuck: "لا يحدث شيء؟",
        finish: "إتمام تسجيل الخروج",
    },
    no_match: NoMatchTexts {
        heading: "لا نعرف أين يتم تسجيل دخولك",
        lead: "لا يؤدي هذا العنوان إلى صفحة تسجيل دخول لأي شركة.",
        advice: "يُرجى التحقق من صحة الكتابة واستخدام العنوان الذي قدمته لك شركتك.",
        typed: "العنوان المُدخل:",
        try_again: "تجربة عنوان آخر",
        go_on: "المتابعة بدونه",
        new_here: "هل هذه زيارتك الأولى؟",
        request_access: "طلب إذن الوصول",
    },
    conflict: ConflictTexts {
        heading: "لا نعرف أي مؤسسة هي المقصودة",
        two: "يشير تسجيل الدخول هذا إلى {one} وإلى {other}، ولا يمكن أن يكون إلا لإحداهما.",
        several: "يشير تسجيل الدخول هذا إلى أكثر من مؤسسة، ولا يمكن أن يكون إلا لواحدة منها.",
        advice: "يمكنك استخدام عنوان تابع للمؤسسة المقصودة أو البدء من جديد من الرابط الخاص بها.",
        typed: "العنوان المُدخل:",
        try_again: "استخدام حساب آخر",
        other_way: "استخدام طريقة أخرى لتسجيل الدخول",
    },
    not_found: NoticeTexts {
        heading: "هذه الصفحة غير موجودة",
        lead: "ربما كُتب العنوان خطأً أو أصبح الرابط قديمًا. \
               يُرجى العودة إلى التطبيق وتسجيل الدخول من هناك.",
        go_on: "الانتقال إلى تسجيل الدخول",
    },
    bad_request: NoticeTexts {
        heading: "رابط تسجيل الدخول هذا لا يعمل",
        lead: "جزء منه مفقود أو تالف. يُرجى العودة إلى التطبيق وبدء تسجيل الدخول من جديد.",
        go_on: "البدء من جديد",
    },
    method_not_allowed: NoticeTexts {
        heading: "لا يمكن فتح هذه الصفحة بهذه الطريقة",
        lead: "إنها خطوة في منتصف تسجيل الدخول. \
               يُرجى العودة إلى التطبيق وبدء تسجيل الدخول من جديد.",
        go_on: "البدء من جديد",
    },
    too_large: NoticeTexts {
        heading: "هذا أكثر مما يمكننا استقباله",
        lead: "ما أُرسل أكبر مما يحتاج إليه أي تسجيل دخول. \
               يُرجى العودة إلى التطبيق وبدء تسجيل الدخول من جديد.",
        go_on: "البدء من جديد",
    },
    too_many: NoticeTexts {
        heading: "طلبات كثيرة دفعة واحدة",
        lead: "وصل من شبكتك عدد من الطلبات أكبر مما نجيب عنه في دقيقة. \
               يُرجى الانتظار دقيقة ثم إعادة المحاولة.",
        go_on: "إعادة المحاولة",
    },
    failed: NoticeTexts {
        heading: "حدث خطأ من جهتنا",
        lead: "المشكلة ليست من جهتك، ولم يُفقد شيء. \
               يُرجى العودة إلى التطبيق وبدء تسجيل الدخول من جديد.",
        go_on: "البدء من جديد",
    },
    unavailable: NoticeTexts {
        heading: "تسجيل الدخول متوقف مؤقتًا",
        lead: "المشكلة ليست من جهتك، ولم يُفقد شيء. يُرجى إعادة المحاولة بعد قليل.",
        go_on: "إعادة المحاولة",
    },
    language_chosen: NoticeTexts {
        heading: "تم ضبط لغتك",
        lead: "يُرجى الرجوع إلى الصفحة السابقة، وإعادة تحميلها إن ظلّت تظهر باللغة الأخرى.",
        go_on: "الانتقال إلى تسجيل الدخول",
    },
};
