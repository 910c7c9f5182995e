//! German.

use super::german_explanations::GERMAN_EXPLANATIONS;
use super::german_profile::GERMAN_PROFILE;
use super::{
    ConflictTexts, ConnectionChooserTexts, CountTexts, CountedText, Direction, GoingOnTexts,
    Habits, IdentifierTexts, Language, LayoutTexts, NoMatchTexts, NoticeTexts,
    OrganizationPickerTexts, Plurals, SignOutTexts,
};

/// German, with *Sie*, as companies address people whom they do not know.
pub static GERMAN: Language = Language {
    tag: "de",
    name: "Deutsch",
    direction: Direction::LeftToRight,
    habits: Habits {
        plurals: Plurals::One,
        thousands: ".",
        grouped_from: 4,
        date: "{day}. {month} {year}",
        months: vestibule_profile::months::GERMAN,
    },
    counts: CountTexts {
        in_seconds: CountedText {
            one: "in {count} Sekunde",
            other: "in {count} Sekunden",
            ..CountedText::NONE
        },
    },
    explanations: GERMAN_EXPLANATIONS,
    profile: GERMAN_PROFILE,
    layout: LayoutTexts {
        window: "{page} · {product}",
        reference: "Referenz",
        support: "Hilfe",
        privacy: "Datenschutz",
        terms: "Nutzungsbedingungen",
        status: "Systemstatus",
        language: "Sprache",
    },
    identifier: IdentifierTexts {
        heading: "Mit Ihrem Arbeitskonto anmelden",
        lead: "Geben Sie Ihre geschäftliche E-Mail-Adresse ein. \
               Wir leiten Sie zur Anmeldung Ihres Unternehmens weiter.",
        lead_to: "Geben Sie Ihre geschäftliche E-Mail-Adresse ein, um zu {application} zu gelangen. \
                  Wir leiten Sie zur Anmeldung Ihres Unternehmens weiter.",
        label: "Geschäftliche E-Mail-Adresse",
        example: "name@firma.de",
        submit: "Weiter",
        other_way: "Auf andere Weise anmelden",
        window_problem: "Fehler: {page}",
        empty: "Geben Sie Ihre geschäftliche E-Mail-Adresse ein.",
        not_an_address: "Das sieht nicht nach einer E-Mail-Adresse aus. Dazu gehören ein Name, \
                         ein @ und eine Domain, wie in name@firma.de.",
        too_long: "Das ist länger, als eine E-Mail-Adresse sein kann. \
                   Prüfen Sie, was eingefügt wurde.",
        suggestion: "Meinten Sie {address}?",
        remembered_heading: "Willkommen zurück",
        remembered_lead: "Melden Sie sich an wie beim letzten Mal, \
                          oder verwenden Sie ein anderes Konto.",
        remembered_lead_to: "Melden Sie sich bei {application} an wie beim letzten Mal, \
                             oder verwenden Sie ein anderes Konto.",
        remembered_go: "Weiter mit {organization}",
        forget: "Diese Auswahl löschen",
        other_account: "Anderes Konto verwenden",
        loop_stopped: "Sie waren mehrmals bei {destination}, ohne dass die Anmeldung gelungen ist. \
                       Deshalb leiten wir Sie nicht mehr dorthin weiter. Geben Sie eine andere \
                       Adresse ein, oder wenden Sie sich an Ihre IT-Abteilung.",
        provider_refused: "Die Anmeldung bei {destination} hat nicht geklappt. \
                           Sie können es noch einmal versuchen oder eine andere Adresse eingeben.",
        choose_other: "Ihre letzte Auswahl ist in diesem Browser gelöscht. \
                       Geben Sie die Adresse ein, die Sie jetzt verwenden möchten.",
        conflict: "Diese Anmeldung ist für {organization}. \
                   Geben Sie die Adresse ein, die Sie dort verwenden.",
    },
    connection_chooser: ConnectionChooserTexts {
        heading: "Wie möchten Sie sich anmelden?",
        lead: "Bei {organization} gibt es mehrere Möglichkeiten, sich anzumelden.",
        signing_in_as: "Anmeldung als",
        other_account: "Anderes Konto verwenden",
        loop_stopped: "Sie waren mehrmals bei {destination}, ohne dass die Anmeldung gelungen ist. \
                       Deshalb leiten wir Sie nicht mehr dorthin weiter. Wählen Sie eine andere \
                       Möglichkeit, oder wenden Sie sich an Ihre IT-Abteilung.",
        provider_refused: "Die Anmeldung bei {destination} hat nicht geklappt. \
                           Sie können es noch einmal versuchen oder eine andere Möglichkeit wählen.",
    },
    organization_picker: OrganizationPickerTexts {
        heading: "Wählen Sie Ihre Organisation",
        lead: "Diese Anmeldung passt zu mehreren Organisationen. \
               Wählen Sie die, um die es Ihnen geht.",
        signing_in_as: "Anmeldung als",
        other_account: "Anderes Konto verwenden",
        find: "Organisation suchen",
        submit: "Suchen",
        showing: CountedText {
            one: "Angezeigt: {shown} von {total} Organisation",
            other: "Angezeigt: {shown} von {total} Organisationen",
            ..CountedText::NONE
        },
        none: "Keine davon passt zu „{query}“. \
               Versuchen Sie es mit einem kürzeren Teil des Namens.",
        all: "Alle anzeigen",
    },
    going_on: GoingOnTexts {
        heading: "Wir leiten Sie zu {destination} weiter",
        lead: "Dort melden Sie sich an und kommen gleich wieder zurück.",
        stuck: "Es passiert nichts?",
        go: "Weiter zu {destination}",
    },
    sign_out: SignOutTexts {
        heading: "Bei {application} abmelden?",
        lead: "Auch bei anderen Apps, die diese Anmeldung mitbenutzen, müssen Sie sich danach neu \
               anmelden.",
        provider: "Mich auch von dem Konto abmelden, mit dem ich mich angemeldet habe",
        provider_of: "Auch bei {organization} abmelden",
        provider_detail: "Sinnvoll, wenn auch andere dieses Gerät benutzen. Überall sonst, wo Sie \
                          dieses Konto verwenden, müssen Sie sich dann ebenfalls neu anmelden.",
        forget: "Meine Organisation in diesem Browser vergessen",
        forget_detail: "Beim nächsten Mal fragen wir nach Ihrer geschäftlichen E-Mail-Adresse.",
        submit: "Abmelden",
        stay: "Angemeldet bleiben",
        moving: "Sie werden abgemeldet",
        moving_lead: "Das dauert nur einen Moment.",
        stuck: "Es passiert nichts?",
        finish: "Abmeldung abschließen",
    },
    no_match: NoMatchTexts {
        heading: "Wir wissen nicht, wo Sie sich anmelden",
        lead: "Diese Adresse führt zu keiner Anmeldeseite eines Unternehmens.",
        advice: "Prüfen Sie sie auf Tippfehler, und verwenden Sie die Adresse, \
                 die Sie von Ihrem Unternehmen bekommen haben.",
        typed: "Ihre Eingabe:",
        try_again: "Andere Adresse eingeben",
        go_on: "Ohne Adresse fortfahren",
        new_here: "Neu hier?",
        request_access: "Zugang anfragen",
    },
    conflict: ConflictTexts {
        heading: "Wir wissen nicht, welche Organisation Sie meinen",
        two: "Diese Anmeldung verweist auf {one} und auf {other}, \
              kann aber nur für eine der beiden gelten.",
        several: "Diese Anmeldung verweist auf mehrere Organisationen, \
                  kann aber nur für eine davon gelten.",
        advice: "Verwenden Sie eine Adresse der Organisation, um die es Ihnen geht, \
                 oder beginnen Sie noch einmal über deren eigenen Link.",
        typed: "Ihre Eingabe:",
        try_again: "Anderes Konto verwenden",
        other_way: "Auf andere Weise anmelden",
    },
    not_found: NoticeTexts {
        heading: "Diese Seite gibt es nicht",
        lead: "Vielleicht ist die Adresse falsch geschrieben oder der Link veraltet. \
               Gehen Sie zurück zur App, und melden Sie sich von dort aus an.",
        go_on: "Zur Anmeldung",
    },
    bad_request: NoticeTexts {
        heading: "Dieser Anmeldelink funktioniert nicht",
        lead: "Etwas darin fehlt oder ist beschädigt. \
               Gehen Sie zurück zur App, und beginnen Sie die Anmeldung noch einmal.",
        go_on: "Noch einmal beginnen",
    },
    method_not_allowed: NoticeTexts {
        heading: "So lässt sich diese Seite nicht öffnen",
        lead: "Sie ist ein Schritt mitten in der Anmeldung. \
               Gehen Sie zurück zur App, und beginnen Sie die Anmeldung noch einmal.",
        go_on: "Noch einmal beginnen",
    },
    too_large: NoticeTexts {
        heading: "Das ist mehr, als wir annehmen können",
        lead: "Was gesendet wurde, ist größer, als es für eine Anmeldung nötig ist. \
               Gehen Sie zurück zur App, und beginnen Sie die Anmeldung noch einmal.",
        go_on: "Noch einmal beginnen",
    },
    too_many: NoticeTexts {
        heading: "Zu viele Anfragen auf einmal",
        lead: "Aus Ihrem Netzwerk kamen mehr Anfragen, als wir in einer Minute beantworten. Warten \
               Sie eine Minute, und versuchen Sie es dann noch einmal.",
        go_on: "Noch einmal versuchen",
    },
    failed: NoticeTexts {
        heading: "Bei uns ist etwas schiefgegangen",
        lead: "Es liegt nicht an Ihnen, und nichts ist verloren. \
               Gehen Sie zurück zur App, und beginnen Sie die Anmeldung noch einmal.",
        go_on: "Noch einmal beginnen",
    },
    unavailable: NoticeTexts {
        heading: "Die Anmeldung macht gerade Pause",
        lead: "Es liegt nicht an Ihnen, und nichts ist verloren. \
               Bitte versuchen Sie es gleich noch einmal.",
        go_on: "Noch einmal versuchen",
    },
    language_chosen: NoticeTexts {
        heading: "Ihre Sprache ist eingestellt",
        lead: "Gehen Sie zur vorigen Seite zurück. Falls sie noch in der anderen Sprache erscheint, laden Sie sie neu.",
        go_on: "Zur Anmeldung",
    },
};
