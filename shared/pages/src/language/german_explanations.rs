//! What became of a login, in German.

use super::{AskTexts, ExplanationTexts, TopicTexts, WayTexts};

/// What became of a login, in German.
pub(crate) const GERMAN_EXPLANATIONS: ExplanationTexts<'static> = ExplanationTexts {
    denied: TopicTexts {
        heading: "Mit diesem Konto haben Sie keinen Zugang",
        lead: "Die Anmeldung selbst hat geklappt, aber dieses Konto ist hier nicht \
              zugelassen. Wenn Sie ein anderes haben, verwenden Sie das.",
    },
    blocked: TopicTexts {
        heading: "Dieses Konto ist gesperrt",
        lead: "Damit können Sie sich erst wieder anmelden, wenn jemand es entsperrt. Wenn Sie ein \
               anderes haben, verwenden Sie das.",
    },
    not_a_member: TopicTexts {
        heading: "Dieses Konto gehört nicht zu dieser Organisation",
        lead: "Sie haben sich angemeldet, aber mit einem Konto, das nicht zu der \
              Organisation gehört, um die es Ihnen geht. Verwenden Sie das Konto, das Sie \
              von ihr bekommen haben.",
    },
    cancelled: TopicTexts {
        heading: "Sie haben die Anmeldung abgebrochen",
        lead: "Es wurde nichts geändert. Sie können jederzeit wieder beginnen.",
    },
    not_checked: TopicTexts {
        heading: "Wir konnten Ihren Zugang nicht prüfen",
        lead: "Ein Dienst, den wir vor jeder Anmeldung abfragen, hat nicht geantwortet. An Ihrem \
               Konto liegt es nicht. Warten Sie einen Moment, und versuchen Sie es dann noch \
               einmal.",
    },
    step_lost: TopicTexts {
        heading: "Ihre Anmeldung ist unterwegs verloren gegangen",
        lead: "Ein Zwischenschritt wurde nicht richtig abgeschlossen, vielleicht weil er zu lange \
               dauerte oder in zwei Tabs offen war. Beginnen Sie noch einmal, in einem einzigen \
               Tab.",
    },
    profile_incomplete: TopicTexts {
        heading: "Es fehlen noch Angaben",
        lead: "Die App muss noch etwas über Sie wissen, bevor sie Sie hereinlassen \
              kann. Melden Sie sich noch einmal an, dann fragen wir Sie danach.",
    },
    sign_in_needed: TopicTexts {
        heading: "Sie sind nicht mehr angemeldet",
        lead: "Die App wollte Sie ohne Rückfrage anmelden, und das war nicht möglich. Melden \
              Sie sich an, um weiterzumachen.",
    },
    interaction_needed: TopicTexts {
        heading: "Für einen Schritt werden Sie gebraucht",
        lead: "Zur Anmeldung gehört etwas, das nicht im Hintergrund geht. Melden Sie sich \
              an, und folgen Sie den Angaben auf der Seite.",
    },
    consent_needed: TopicTexts {
        heading: "Die App braucht Ihre Zustimmung",
        lead: "Es geht erst weiter, wenn Sie zustimmen. Melden Sie sich an, um zu sehen, worum die \
               App bittet.",
    },
    second_factor_needed: TopicTexts {
        heading: "Ein zweiter Schritt ist nötig",
        lead: "Für diese Anmeldung reicht ein einziger Nachweis nicht. Melden Sie sich noch \
              einmal an, und halten Sie Ihr Telefon oder Ihren Sicherheitsschlüssel bereit.",
    },
    email_unverified: TopicTexts {
        heading: "Bestätigen Sie zuerst Ihre E-Mail-Adresse",
        lead: "Als das Konto angelegt wurde, haben wir Ihnen eine Nachricht mit einem Link \
               geschickt. Öffnen Sie diesen Link, und melden Sie sich dann noch einmal an. \
               Vielleicht liegt die Nachricht im Spam-Ordner.",
    },
    organization_needed: TopicTexts {
        heading: "Wir kennen Ihre Organisation noch nicht",
        lead: "Bei dieser App melden sich alle über ihre Organisation an. Beginnen Sie noch einmal \
               mit Ihrer geschäftlichen E-Mail-Adresse, dann finden wir Ihre Organisation.",
    },
    organization_unknown: TopicTexts {
        heading: "Wir können diese Organisation nicht finden",
        lead: "Der Link, den Sie verwendet haben, nennt eine Organisation, die sich hier \
              nicht anmelden kann. Beginnen Sie noch einmal mit Ihrer geschäftlichen \
              E-Mail-Adresse, dann finden wir Ihre Organisation.",
    },
    connection_unavailable: TopicTexts {
        heading: "Die Anmeldung Ihres Unternehmens ist nicht verfügbar",
        lead: "Die Art, wie Ihr Unternehmen sich anmeldet, ist für diese App abgeschaltet. \
              Sie können ein anderes Konto verwenden, wenn Sie eines haben.",
    },
    app_misconfigured: TopicTexts {
        heading: "Diese App ist für Ihre Anmeldung nicht richtig eingerichtet",
        lead: "Was sie verlangt hat, passt nicht dazu, wie sie registriert ist. Hier können \
              Sie daran nichts ändern, aber der Anbieter der App kann es beheben.",
    },
    link_broken: TopicTexts {
        heading: "Dieser Anmeldelink funktioniert nicht",
        lead: "Vielleicht ist er ein Lesezeichen auf eine Anmeldeseite, oder ein Teil davon \
              ging verloren. Beginnen Sie noch einmal in der App, und setzen Sie das \
              Lesezeichen auf die App.",
    },
    link_expired: TopicTexts {
        heading: "Dieser Link ist abgelaufen",
        lead: "Solche Links funktionieren nur einmal und nur für begrenzte Zeit. Gehen Sie dorthin \
               zurück, wo Sie ihn angefordert haben, und lassen Sie sich einen neuen geben.",
    },
    invitation_expired: TopicTexts {
        heading: "Diese Einladung gilt nicht mehr",
        lead: "Sie wurde schon verwendet, ist abgelaufen oder war für eine andere \
              E-Mail-Adresse bestimmt. Wenn Sie sie schon angenommen haben, melden Sie sich \
              einfach an.",
    },
    invitation_broken: TopicTexts {
        heading: "Dieser Einladungslink ist unvollständig",
        lead: "Ein Teil davon ist unterwegs verloren gegangen. Öffnen Sie ihn noch einmal aus der \
              E-Mail oder kopieren Sie ihn ganz. Wenn das nicht hilft, bitten Sie um eine neue \
              Einladung.",
    },
    server_trouble: TopicTexts {
        heading: "Bei uns ist etwas schiefgegangen",
        lead: "Es liegt nicht an Ihnen, und nichts ist verloren. Warten Sie einen Moment, \
              und versuchen Sie es dann noch einmal.",
    },
    busy: TopicTexts {
        heading: "Gerade melden sich sehr viele an",
        lead: "Es sind mehr, als wir im Moment annehmen können. Warten Sie eine Minute, und \
              versuchen Sie es dann noch einmal.",
    },
    unknown: TopicTexts {
        heading: "Ihre Anmeldung hat nicht geklappt",
        lead: "Wir können Ihnen nicht sagen, warum, aber oft hilft es, noch einmal zu \
              beginnen.",
    },
    email_verified: TopicTexts {
        heading: "Ihre E-Mail-Adresse ist bestätigt",
        lead: "Vielen Dank. Hier ist nichts weiter zu tun. Melden Sie sich an, um \
              weiterzumachen.",
    },
    email_not_verified: TopicTexts {
        heading: "Wir konnten Ihre E-Mail-Adresse nicht bestätigen",
        lead: "Der Link wurde schon verwendet oder ist zu alt. Wenn Sie Ihre Adresse bereits \
              bestätigt haben, melden Sie sich einfach an. Wenn nicht, lassen Sie sich einen \
              neuen Link geben.",
    },
    password_changed: TopicTexts {
        heading: "Ihr Passwort wurde geändert",
        lead: "Verwenden Sie ab jetzt das neue. Wenn nicht Sie es geändert haben, sagen Sie \
              sofort Ihrer IT-Abteilung Bescheid.",
    },
    signed_out: TopicTexts {
        heading: "Sie sind abgemeldet",
        lead: "Wenn auch andere dieses Gerät benutzen, schließen Sie außerdem den Browser.",
    },
    sign_out_broken: TopicTexts {
        heading: "Dieser Link zum Abmelden funktioniert nicht",
        lead: "Etwas darin fehlt oder ist beschädigt. Möglicherweise sind Sie deshalb noch \
               angemeldet. Gehen Sie zurück zur App, und melden Sie sich dort ab. Wenn auch andere \
               dieses Gerät benutzen, schließen Sie außerdem den Browser.",
    },
    session_expired: TopicTexts {
        heading: "Es ist eine Weile her",
        lead: "Wir haben Sie abgemeldet, damit Ihr Konto sicher bleibt. Melden Sie sich noch \
               einmal an, um dort weiterzumachen, wo Sie aufgehört haben.",
    },
    maintenance: TopicTexts {
        heading: "Wir führen gerade Wartungsarbeiten durch",
        lead: "Im Moment können Sie sich nicht anmelden. Ihr Konto und Ihre Daten sind \
              sicher. Versuchen Sie es etwas später noch einmal.",
    },
    ways: WayTexts {
        start_again: "Noch einmal beginnen",
        try_again: "Noch einmal versuchen",
        sign_in: "Anmelden",
        other_account: "Anderes Konto verwenden",
        find_organization: "Meine Organisation finden",
        application: "Zu {application}",
        back: "Zurück zu {application}",
    },
    ask: AskTexts {
        it_team: "Wenn das öfter vorkommt, wenden Sie sich an Ihre IT-Abteilung. Geben Sie ihr \
                  weiter, was unten steht.",
        administrator: "Wenn Sie meinen, dass Sie Zugang haben sollten, fragen Sie die Person, die in \
                        Ihrer Organisation die Konten verwaltet. Geben Sie ihr weiter, was unten \
                        steht.",
        application: "Wenn das öfter vorkommt, wenden Sie sich an den Anbieter der App. Geben \
                      Sie ihm weiter, was unten steht.",
    },
    from_application: "Um weiterzumachen, gehen Sie zurück zu der App, aus der Sie gekommen sind.",
    invitation_to: "Ihre Einladung zu {organization} gilt nicht mehr",
    onward: "Wir bringen Sie {when} zu {application}.",
    stay: "Auf dieser Seite bleiben",
    tracking: "Tracking-ID",
};
