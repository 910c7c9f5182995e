//! Japanese.

use super::japanese_explanations::JAPANESE_EXPLANATIONS;
use super::japanese_profile::JAPANESE_PROFILE;
use super::{
    ConflictTexts, ConnectionChooserTexts, CountTexts, CountedText, Direction, GoingOnTexts,
    Habits, IdentifierTexts, Language, LayoutTexts, NoMatchTexts, NoticeTexts,
    OrganizationPickerTexts, Plurals, SignOutTexts,
};

/// Japanese, in the polite form (です, ます).
pub static JAPANESE: Language = Language {
    tag: "ja",
    name: "日本語",
    direction: Direction::LeftToRight,
    habits: Habits {
        plurals: Plurals::Never,
        thousands: ",",
        grouped_from: 4,
        date: "{year}年{month}{day}日",
        months: [
            "1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月",
        ],
    },
    counts: CountTexts {
        in_seconds: CountedText {
            other: "{count}秒後に",
            ..CountedText::NONE
        },
    },
    explanations: JAPANESE_EXPLANATIONS,
    profile: JAPANESE_PROFILE,
    layout: LayoutTexts {
        window: "{page} · {product}",
        reference: "お問い合わせ番号",
        support: "サポート",
        privacy: "プライバシー",
        terms: "利用規約",
        status: "サービスの稼働状況",
        language: "言語",
    },
    identifier: IdentifierTexts {
        heading: "仕事用アカウントでログイン",
        lead: "仕事用のメールアドレスを入力してください。お勤め先のログインページへご案内します。",
        lead_to: "{application}に進むには、仕事用のメールアドレスを入力してください。\
                  お勤め先のログインページへご案内します。",
        label: "仕事用のメールアドレス",
        example: "name@company.co.jp",
        submit: "次へ",
        other_way: "別の方法でログインする",
        window_problem: "エラー: {page}",
        empty: "仕事用のメールアドレスを入力してください。",
        not_an_address: "メールアドレスではないようです。name@company.co.jp のように、\
                         名前、@、ドメインの順に入力してください。",
        too_long: "メールアドレスとしては長すぎます。貼り付けた内容をご確認ください。",
        suggestion: "{address} ではありませんか？",
        remembered_heading: "おかえりなさい",
        remembered_lead: "前回と同じ方法でログインするか、別のアカウントをお使いください。",
        remembered_lead_to: "前回と同じ方法で{application}に進むか、\
                             別のアカウントをお使いください。",
        remembered_go: "{organization}で続ける",
        forget: "この選択を消去する",
        other_account: "別のアカウントを使う",
        loop_stopped: "{destination}に何度か移動しましたが、ログインが完了しなかったため、\
                       移動を中止しました。別のアドレスを入力するか、\
                       お勤め先のIT部門にご相談ください。",
        provider_refused: "{destination}でログインできませんでした。\
                           もう一度試すか、別のアドレスを入力してください。",
        choose_other: "このブラウザーから前回の選択を消去しました。\
                       これから使うアドレスを入力してください。",
        conflict: "これは{organization}へのログインです。そちらでお使いのアドレスを入力してください。",
    },
    connection_chooser: ConnectionChooserTexts {
        heading: "ログイン方法を選んでください",
        lead: "{organization}には複数のログイン方法があります。",
        signing_in_as: "ログインするアカウント:",
        other_account: "別のアカウントを使う",
        loop_stopped: "{destination}に何度か移動しましたが、ログインが完了しなかったため、\
                       移動を中止しました。別の方法を選ぶか、\
                       お勤め先のIT部門にご相談ください。",
        provider_refused: "{destination}でログインできませんでした。\
                           もう一度試すか、別の方法を選んでください。",
    },
    organization_picker: OrganizationPickerTexts {
        heading: "組織を選んでください",
        lead: "このログインに当てはまる組織が複数あります。今回ご利用になる組織を選んでください。",
        signing_in_as: "ログインするアカウント:",
        other_account: "別のアカウントを使う",
        find: "組織を検索",
        submit: "検索",
        showing: CountedText {
            other: "{total}件中{shown}件を表示",
            ..CountedText::NONE
        },
        none: "「{query}」に一致する組織はありません。名前の一部だけで検索してみてください。",
        all: "すべて表示",
    },
    going_on: GoingOnTexts {
        heading: "{destination}に移動しています",
        lead: "移動先でログインすると、すぐに元の画面に戻ります。",
        stuck: "画面が変わりませんか？",
        go: "{destination}に進む",
    },
    sign_out: SignOutTexts {
        heading: "{application}からログアウトしますか？",
        lead: "同じログインを使うほかのアプリでも、もう一度ログインが必要になります。",
        provider: "ログインに使ったアカウントからもログアウトする",
        provider_of: "{organization}からもログアウトする",
        provider_detail: "この端末をほかの人も使う場合におすすめです。このアカウントを使うほかのサービスでも、もう一度ログインが必要になります。",
        forget: "このブラウザーに保存された組織を消去する",
        forget_detail: "次回は、仕事用のメールアドレスの入力が必要になります。",
        submit: "ログアウト",
        stay: "ログインしたままにする",
        moving: "ログアウトしています",
        moving_lead: "すぐに終わります。",
        stuck: "画面が変わりませんか？",
        finish: "ログアウトを完了する",
    },
    no_match: NoMatchTexts {
        heading: "ログイン先が見つかりません",
        lead: "このアドレスに対応する企業のログインページはありません。",
        advice: "入力に誤りがないか確認し、お勤め先から指定されたアドレスをお使いください。",
        typed: "入力した内容:",
        try_again: "別のアドレスを試す",
        go_on: "アドレスを使わずに進む",
        new_here: "初めてのご利用ですか？",
        request_access: "利用を申請する",
    },
    conflict: ConflictTexts {
        heading: "どの組織へのログインか分かりません",
        two: "このログインは{one}と{other}の両方を指していますが、\
              ログインできるのはどちらか一方だけです。",
        several: "このログインは複数の組織を指していますが、\
                  ログインできるのはそのうちの一つだけです。",
        advice: "ご利用になる組織のアドレスを使うか、その組織専用のリンクからやり直してください。",
        typed: "入力した内容:",
        try_again: "別のアカウントを使う",
        other_way: "別の方法でログインする",
    },
    not_found: NoticeTexts {
        heading: "このページは存在しません",
        lead: "URLが間違っているか、リンクが古い可能性があります。\
               アプリに戻り、そこからログインしてください。",
        go_on: "ログインに進む",
    },
    bad_request: NoticeTexts {
        heading: "このログイン用リンクは使えません",
        lead: "リンクの一部が欠けているか、壊れています。\
               アプリに戻り、もう一度ログインをやり直してください。",
        go_on: "最初からやり直す",
    },
    method_not_allowed: NoticeTexts {
        heading: "このページはこの方法では開けません",
        lead: "ログインの途中で表示されるページです。\
               アプリに戻り、もう一度ログインをやり直してください。",
        go_on: "最初からやり直す",
    },
    too_large: NoticeTexts {
        heading: "送信された内容が大きすぎます",
        lead: "ログインに必要な大きさを超えています。\
               アプリに戻り、もう一度ログインをやり直してください。",
        go_on: "最初からやり直す",
    },
    too_many: NoticeTexts {
        heading: "一度に多くのリクエストがありました",
        lead: "お使いのネットワークから、1分間に受け付けられる数を超えるリクエストがありました。\
               1分ほど待ってから、もう一度お試しください。",
        go_on: "もう一度試す",
    },
    failed: NoticeTexts {
        heading: "システムで問題が発生しました",
        lead: "お客様の操作に問題はなく、失われたデータもありません。\
               アプリに戻り、もう一度ログインをやり直してください。",
        go_on: "最初からやり直す",
    },
    unavailable: NoticeTexts {
        heading: "ただいまログインできません",
        lead: "お客様の操作に問題はなく、失われたデータもありません。\
               しばらくしてからもう一度お試しください。",
        go_on: "もう一度試す",
    },
    language_chosen: NoticeTexts {
        heading: "言語を設定しました",
        lead: "前のページに戻ってください。元の言語のまま表示される場合は、再読み込みしてください。",
        go_on: "ログインに進む",
    },
};
