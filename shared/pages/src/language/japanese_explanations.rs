//! What became of a login, in Japanese.

use super::{AskTexts, ExplanationTexts, TopicTexts, WayTexts};

/// What became of a login, in Japanese.
pub(crate) const JAPANESE_EXPLANATIONS: ExplanationTexts<'static> = ExplanationTexts {
    denied: TopicTexts {
        heading: "このアカウントではご利用になれません",
        lead: "ログインはできましたが、このアカウントには利用が許可されていません。別のアカウントをお持ちの場合は、そちらをお使いください。",
    },
    blocked: TopicTexts {
        heading: "このアカウントはブロックされています",
        lead: "ブロックが解除されるまで、このアカウントではログインできません。別のアカウントをお持ちの場合は、そちらをお使いください。",
    },
    not_a_member: TopicTexts {
        heading: "このアカウントはその組織に属していません",
        lead: "ログインはできましたが、お使いのアカウントは目的の組織のものではありません。その組織から付与されたアカウントをお使いください。",
    },
    cancelled: TopicTexts {
        heading: "ログインを中止しました",
        lead: "何も変更されていません。いつでもやり直せます。",
    },
    not_checked: TopicTexts {
        heading: "利用権限を確認できませんでした",
        lead: "ログインの前に確認を行うサービスから応答がありませんでした。お客様のアカウントの問題ではありません。少し待ってから、もう一度お試しください。",
    },
    step_lost: TopicTexts {
        heading: "ログインが途中で途切れました",
        lead: "途中の手順が正しく完了しませんでした。時間がかかりすぎたか、2つのタブで開かれていた可能性があります。1つのタブで最初からやり直してください。",
    },
    profile_incomplete: TopicTexts {
        heading: "まだ入力していただく項目があります",
        lead: "ご利用の前に、アプリに必要な情報をもう少しお知らせいただく必要があります。もう一度ログインすると、入力画面が表示されます。",
    },
    sign_in_needed: TopicTexts {
        heading: "現在ログインしていません",
        lead: "アプリが自動でログインを試みましたが、できませんでした。続けるにはログインしてください。",
    },
    interaction_needed: TopicTexts {
        heading: "ご自身での操作が必要です",
        lead: "ログインには、自動では行えない手順があります。ログインして、画面の案内に従ってください。",
    },
    consent_needed: TopicTexts {
        heading: "アプリが許可を求めています",
        lead: "続けるには、アプリが求めている内容への同意が必要です。ログインして内容をご確認ください。",
    },
    second_factor_needed: TopicTexts {
        heading: "追加の本人確認が必要です",
        lead: "このログインには、二つ以上の本人確認が必要です。スマートフォンやセキュリティキーを用意して、もう一度ログインしてください。",
    },
    email_unverified: TopicTexts {
        heading: "先にメールアドレスを確認してください",
        lead: "アカウントの作成時に、リンク付きのメールをお送りしました。\
              リンクを開いてから、もう一度ログインしてください。\
              迷惑メールに入っている場合もあります。",
    },
    organization_needed: TopicTexts {
        heading: "ご利用の組織がまだ分かりません",
        lead: "このアプリには、所属する組織を通じてログインします。仕事用のメールアドレスで最初からやり直すと、組織をお探しします。",
    },
    organization_unknown: TopicTexts {
        heading: "その組織が見つかりません",
        lead: "お使いのリンクの組織は、ここではログインできません。仕事用のメールアドレスで最初からやり直すと、組織をお探しします。",
    },
    connection_unavailable: TopicTexts {
        heading: "お勤め先のログイン方法が利用できません",
        lead: "お勤め先のログイン方法は、このアプリでは無効になっています。別のアカウントをお持ちの場合は、そちらをお使いいただけます。",
    },
    app_misconfigured: TopicTexts {
        heading: "このアプリではログインが正しく設定されていません",
        lead: "アプリからの要求が登録内容と合っていないため、この画面では解決できません。アプリの提供元であれば修正できます。",
    },
    link_broken: TopicTexts {
        heading: "このログイン用リンクは使えません",
        lead: "ログインページのブックマークか、一部が欠けたリンクの可能性があります。アプリからやり直し、ブックマークにはアプリを登録してください。",
    },
    link_expired: TopicTexts {
        heading: "このリンクは期限切れです",
        lead: "このようなリンクは一定期間内に一度だけ使えます。リンクを受け取る手続きをした画面に戻り、新しいリンクを受け取ってください。",
    },
    invitation_expired: TopicTexts {
        heading: "この招待は無効になっています",
        lead: "すでに使われたか、期限が切れたか、別のメールアドレス宛ての招待です。以前に承諾した場合は、そのままログインしてください。",
    },
    invitation_broken: TopicTexts {
        heading: "この招待リンクは途中で切れています",
        lead: "リンクの一部が失われています。メールからもう一度開くか、全体をコピーしてください。それでも開けない場合は、新しい招待を依頼してください。",
    },
    server_trouble: TopicTexts {
        heading: "システムで問題が発生しました",
        lead: "お客様の操作に問題はなく、失われたデータもありません。少し待ってから、もう一度お試しください。",
    },
    busy: TopicTexts {
        heading: "ログインが大変混み合っています",
        lead: "現在、受け付けられる数を超えています。1分ほど待ってから、もう一度お試しください。",
    },
    unknown: TopicTexts {
        heading: "ログインできませんでした",
        lead: "理由は分かりませんが、最初からやり直すとうまくいくことがよくあります。",
    },
    email_verified: TopicTexts {
        heading: "メールアドレスを確認しました",
        lead: "ありがとうございます。ここでの操作は以上です。続けるにはログインしてください。",
    },
    email_not_verified: TopicTexts {
        heading: "メールアドレスを確認できませんでした",
        lead: "リンクがすでに使われたか、古くなっています。確認済みの場合は、そのままログインしてください。まだの場合は、新しいリンクを受け取ってください。",
    },
    password_changed: TopicTexts {
        heading: "パスワードを変更しました",
        lead: "今後は新しいパスワードをお使いください。変更に心当たりがない場合は、すぐにお勤め先のIT部門にご連絡ください。",
    },
    signed_out: TopicTexts {
        heading: "ログアウトしました",
        lead: "この端末をほかの人も使う場合は、ブラウザーも閉じてください。",
    },
    sign_out_broken: TopicTexts {
        heading: "このログアウト用リンクは使えません",
        lead: "リンクの一部が欠けているか壊れているため、まだログインしたままの可能性があります。アプリに戻ってログアウトしてください。この端末をほかの人も使う場合は、ブラウザーも閉じてください。",
    },
    session_expired: TopicTexts {
        heading: "ログインから時間が経ちました",
        lead: "アカウントの安全のため、ログアウトしました。続けるには、もう一度ログインしてください。",
    },
    maintenance: TopicTexts {
        heading: "ただいまメンテナンス中です",
        lead: "現在ログインできません。アカウントとデータは安全です。しばらくしてからもう一度お試しください。",
    },
    ways: WayTexts {
        start_again: "最初からやり直す",
        try_again: "もう一度試す",
        sign_in: "ログインする",
        other_account: "別のアカウントを使う",
        find_organization: "自分の組織を探す",
        application: "{application}に進む",
        back: "{application}に戻る",
    },
    ask: AskTexts {
        it_team: "何度も起こる場合は、お勤め先のIT部門にご相談ください。その際、下に表示されている内容をお伝えください。",
        administrator: "利用できるはずだと思われる場合は、組織でアカウントを管理している方にお尋ねください。その際、下に表示されている内容をお伝えください。",
        application: "何度も起こる場合は、アプリの提供元にお知らせください。その際、下に表示されている内容をお伝えください。",
    },
    from_application: "続けるには、元のアプリにお戻りください。",
    invitation_to: "{organization}への招待は無効になっています",
    onward: "{when}{application}へ移動します。",
    stay: "このページにとどまる",
    tracking: "トラッキングID",
};
