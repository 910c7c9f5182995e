//! Mails in German, which addresses people as „Sie“.

use super::{Mail, MailTexts};

const ONCE: &str = "Der Link funktioniert nur einmal und nur für begrenzte Zeit.";
const CODE: &str = "Der Code funktioniert nur einmal und nur für begrenzte Zeit. Geben Sie ihn an \
                    niemanden weiter, auch nicht an uns.";

/// Mails in German.
pub(super) static GERMAN: MailTexts = MailTexts {
    tag: "de",
    copy: "Falls die Schaltfläche nicht funktioniert, kopieren Sie diese Adresse in Ihren Browser:",
    verify_email: Mail {
        subject: "Bestätigen Sie Ihre E-Mail-Adresse für {product}",
        heading: "Bestätigen Sie Ihre E-Mail-Adresse",
        lead: "Nur noch ein Schritt, dann ist Ihr Konto bei {product} bereit: Bestätigen Sie, dass diese Adresse Ihnen gehört.",
        fact: "",
        action: "Adresse bestätigen",
        note: ONCE,
        not_me: "Sie haben sich nicht registriert? Dann ignorieren Sie diese Nachricht einfach. Ohne Ihre Bestätigung passiert nichts.",
    },
    verify_email_by_code: Mail {
        subject: "Ihr Code zum Bestätigen Ihrer E-Mail-Adresse für {product}",
        heading: "Bestätigen Sie Ihre E-Mail-Adresse",
        lead: "Geben Sie diesen Code dort ein, wo {product} danach fragt. Er zeigt, dass diese Adresse Ihnen gehört.",
        fact: "",
        action: "",
        note: CODE,
        not_me: "Sie haben keinen Code angefordert? Dann ignorieren Sie diese Nachricht einfach. Ohne ihn passiert nichts.",
    },
    reset_email: Mail {
        subject: "Wählen Sie ein neues Passwort für {product}",
        heading: "Wählen Sie ein neues Passwort",
        lead: "Jemand möchte das Passwort Ihres Kontos bei {product} ändern. Wenn Sie das sind, geht es hier weiter.",
        fact: "",
        action: "Neues Passwort wählen",
        note: ONCE,
        not_me: "Das waren nicht Sie? Dann verwenden Sie den Link nicht: Ihr Passwort bleibt, wie \
                 es ist. Wenn es wieder vorkommt, sagen Sie der Person Bescheid, die Ihr Konto \
                 verwaltet.",
    },
    reset_email_by_code: Mail {
        subject: "Ihr Code für ein neues Passwort bei {product}",
        heading: "Wählen Sie ein neues Passwort",
        lead: "Jemand möchte das Passwort Ihres Kontos bei {product} ändern. \
               Wenn Sie das sind, geben Sie diesen Code dort ein, wo Sie danach gefragt werden.",
        fact: "",
        action: "",
        note: CODE,
        not_me: "Das waren nicht Sie? Dann verwenden Sie den Code nicht: Ihr Passwort bleibt, wie \
                 es ist. Wenn es wieder vorkommt, sagen Sie der Person Bescheid, die Ihr Konto \
                 verwaltet.",
    },
    welcome_email: Mail {
        subject: "Willkommen bei {product}",
        heading: "Ihr Konto ist bereit",
        lead: "Willkommen bei {product}. Ab jetzt können Sie sich mit dieser Adresse anmelden.",
        fact: "",
        action: "",
        note: "Beginnen Sie immer in der App, und setzen Sie Ihr Lesezeichen auf die App, nicht \
               auf eine Anmeldeseite.",
        not_me: "Sie haben sich nicht registriert? Dann hat jemand Ihre Adresse verwendet. Sagen \
                 Sie bitte dem Team von {product} Bescheid.",
    },
    blocked_account: Mail {
        subject: "Wir haben Anmeldungen für Ihr Konto bei {product} gesperrt",
        heading: "Zu viele Anmeldeversuche",
        lead: "Jemand hat für Ihr Konto bei {product} immer wieder falsche Passwörter eingegeben. \
               Deshalb kann sich von dort aus vorerst niemand anmelden.",
        fact: "Woher die Versuche kamen:",
        action: "Das war ich, Sperre aufheben",
        note: "Heben Sie die Sperre nur auf, wenn Sie wissen, woher die Versuche kamen.",
        not_me: "Das waren nicht Sie? Dann lassen Sie die Sperre bestehen, und wählen Sie ein neues Passwort, \
                 falls Sie Ihres noch anderswo verwenden.",
    },
    stolen_credentials: Mail {
        subject: "Ihr Passwort für {product} ist nicht mehr sicher",
        heading: "Wählen Sie ein neues Passwort",
        lead: "Das Passwort Ihres Kontos bei {product} steht auf einer Liste, die einer anderen Website gestohlen wurde. \
               Jemand anderes könnte es also kennen.",
        fact: "",
        action: "",
        note: "Öffnen Sie die App, beginnen Sie die Anmeldung, und fordern Sie dort ein neues Passwort an. \
               Wenn Sie das alte noch anderswo verwenden, ändern Sie es auch dort.",
        not_me: "Niemand bei {product} wird Sie je nach Ihrem Passwort fragen.",
    },
    enrollment_email: Mail {
        subject: "Richten Sie einen zweiten Schritt für {product} ein",
        heading: "Schützen Sie Ihr Konto mit einem zweiten Schritt",
        lead: "Zusätzlich zu Ihrem Passwort möchte {product} etwas sehen, das nur Sie haben, zum \
               Beispiel eine App auf Ihrem Telefon. Das Einrichten dauert eine Minute.",
        fact: "",
        action: "Jetzt einrichten",
        note: ONCE,
        not_me: "Das kommt für Sie unerwartet? Dann fragen Sie erst bei der Person nach, die Ihr \
                 Konto verwaltet.",
    },
    mfa_oob_code: Mail {
        subject: "Ihr Anmeldecode für {product}",
        heading: "Ihr Anmeldecode",
        lead: "Geben Sie ihn dort ein, wo Sie sich gerade bei {product} anmelden.",
        fact: "",
        action: "",
        note: CODE,
        not_me: "Sie melden sich gerade nicht an? Dann kennt vielleicht jemand Ihr Passwort. Wählen Sie ein neues.",
    },
    user_invitation: Mail {
        subject: "Einladung zu {organization}",
        heading: "Sie sind eingeladen",
        lead: "Nehmen Sie die Einladung an, dann können Sie sich über {organization} bei {product} \
               anmelden.",
        fact: "Wer Sie eingeladen hat:",
        action: "Einladung annehmen",
        note: "Die Einladung gilt nur für diese Adresse und nur für begrenzte Zeit.",
        not_me: "Sie wissen nicht, worum es geht? Dann ignorieren Sie diese Nachricht einfach. Ohne Ihre Zusage passiert nichts.",
    },
};
