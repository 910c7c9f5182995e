//! The page with questions, in German.

use super::{ProblemTexts, ProfileTexts};

/// The page with questions, in German.
pub(super) const GERMAN_PROFILE: ProfileTexts<'static> = ProfileTexts {
    heading: "Noch ein paar Angaben",
    lead: "{product} braucht sie für Ihr Konto. Sobald sie gespeichert sind, sind Sie angemeldet.",
    signed_in_as: "Angemeldet als",
    other_account: "Nicht Sie?",
    step: "Schritt {number} von {count}",
    optional: "freiwillig",
    choose: "Bitte wählen …",
    no_answer: "Keine Angabe",
    yes: "Ja",
    no: "Nein",
    likely: "Vorschlag",
    limit: "Höchstens {most} Zeichen.",
    document: "Zuerst lesen",
    submit: "Speichern und weiter",
    back: "Zurück",
    skip: "Vorerst überspringen",
    summary: "Bitte sehen Sie sich einige Angaben noch einmal an",
    not_saved: "Ihre Angaben ließen sich gerade nicht speichern. Sie stehen noch hier: \
                Bitte versuchen Sie es gleich noch einmal.",
    done: "Danke, das war alles",
    handing_back: "Ihre Anmeldung wird jetzt abgeschlossen. Falls nichts passiert, verwenden Sie \
                   die Schaltfläche unten.",
    go_on: "Weiter",
    is_this_you: "Sind Sie das?",
    other_network: "Diese Anmeldung wurde in einem anderen Netzwerk begonnen. Bitte prüfen Sie, ob es Ihre ist, bevor Sie weitermachen.",
    sent_by_another: "Hat Ihnen jemand diesen Link geschickt? Dann ist es dessen Anmeldung, und Sie beginnen besser eine eigene.",
    it_is_me: "Ja, weiter",
    it_is_not_me: "Nein, neu beginnen",
    problems: ProblemTexts {
        missing: "Füllen Sie dieses Feld aus, um fortzufahren.",
        not_chosen: "Wählen Sie eine Antwort aus, um fortzufahren.",
        too_short: "Das ist zu kurz: {length} von mindestens {least} Zeichen.",
        too_long: "Das ist zu lang: {length} von höchstens {most} Zeichen.",
        other_form: "Das hat nicht das Format, das hier erwartet wird.",
        prohibited: "Das Zeichen {character} ist hier nicht möglich.",
        hidden: "Darin stehen unsichtbare Zeichen. Leeren Sie das Feld, und tippen Sie die Angabe neu.",
        mixed_scripts: "Ein Wort mischt Buchstaben verschiedener Schriften, die gleich aussehen. \
                        Tippen Sie es neu, mit nur einer Tastaturbelegung.",
        not_a_number: "Geben Sie eine Zahl ein, zum Beispiel {example}.",
        too_small: "Geben Sie mindestens {least} ein.",
        too_large: "Geben Sie höchstens {most} ein.",
        too_many_decimals: "Erlaubte Nachkommastellen: {most}.",
        not_whole: "Geben Sie eine ganze Zahl ein.",
        not_a_day: "Geben Sie ein Datum mit Tag, Monat und Jahr ein, zum Beispiel {example}.",
        before: "Das früheste Datum, das hier passt, ist der {day}.",
        after: "Das späteste Datum, das hier passt, ist der {day}.",
        future: "Geben Sie ein Datum ein, das nicht in der Zukunft liegt.",
        not_a_phone: "Das sieht nicht nach einer Telefonnummer aus. Geben Sie sie mit Vorwahl und \
                      ohne Nebenstelle ein.",
        country_needed: "Beginnen Sie die Nummer mit + und der Landesvorwahl, zum Beispiel +49 oder +41.",
        not_an_address: "Das sieht nicht nach einer Webadresse aus. Geben Sie eine Adresse wie \
                         https://firma.de ein.",
        not_an_option: "Wählen Sie eine der angebotenen Antworten.",
        too_few: "Wählen Sie mehr davon aus: mindestens {least}.",
        too_many: "Wählen Sie weniger davon aus: höchstens {most}.",
        not_agreed: "Um fortzufahren, ist Ihre Zustimmung nötig.",
    },
};
