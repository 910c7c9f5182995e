//! Mails in French, with *vous*, and worded so that no participle has to know whom it speaks of.

use super::{Mail, MailTexts};

const ONCE: &str = "Le lien ne sert qu’une fois, et pour un temps limité.";
const CODE: &str = "Le code ne sert qu’une fois, et pour un temps limité. Ne le communiquez à \
                    personne, pas même à nous.";

/// Mails in French. A space before `:` does not break (U+00A0); before `?` it is narrow as well (U+202F).
pub(super) static FRENCH: MailTexts = MailTexts {
    tag: "fr",
    copy: "Si le bouton ne fonctionne pas, copiez cette adresse dans votre navigateur :",
    verify_email: Mail {
        subject: "Confirmez votre adresse e-mail pour {product}",
        heading: "Confirmez votre adresse e-mail",
        lead: "Encore une étape, et votre compte {product} est prêt : confirmez que cette adresse est bien la vôtre.",
        fact: "",
        action: "Confirmer cette adresse",
        note: ONCE,
        not_me: "Vous n’avez pas créé de compte ? Ignorez ce message. Rien ne se passe sans votre confirmation.",
    },
    verify_email_by_code: Mail {
        subject: "Votre code pour confirmer votre adresse e-mail pour {product}",
        heading: "Confirmez votre adresse e-mail",
        lead: "Saisissez ce code là où {product} vous le demande. Il montre que cette adresse est bien la vôtre.",
        fact: "",
        action: "",
        note: CODE,
        not_me: "Vous n’avez pas demandé de code ? Ignorez ce message. Rien ne se passe sans ce code.",
    },
    reset_email: Mail {
        subject: "Choisissez un nouveau mot de passe pour {product}",
        heading: "Choisissez un nouveau mot de passe",
        lead: "Quelqu’un a demandé à changer le mot de passe de votre compte {product}. Si c’est vous, continuez ici.",
        fact: "",
        action: "Choisir un nouveau mot de passe",
        note: ONCE,
        not_me: "Ce n’était pas vous ? N’utilisez pas le lien : votre mot de passe reste inchangé. \
                 Si cela se reproduit, prévenez la personne qui gère votre compte.",
    },
    reset_email_by_code: Mail {
        subject: "Votre code pour un nouveau mot de passe {product}",
        heading: "Choisissez un nouveau mot de passe",
        lead: "Quelqu’un a demandé à changer le mot de passe de votre compte {product}. \
               Si c’est vous, saisissez ce code là où il vous est demandé.",
        fact: "",
        action: "",
        note: CODE,
        not_me: "Ce n’était pas vous ? N’utilisez pas le code : votre mot de passe reste inchangé. \
                 Si cela se reproduit, prévenez la personne qui gère votre compte.",
    },
    welcome_email: Mail {
        subject: "Bienvenue chez {product}",
        heading: "Votre compte est prêt",
        lead: "Bienvenue chez {product}. Vous pouvez désormais vous connecter avec cette adresse.",
        fact: "",
        action: "",
        note: "Commencez toujours par l’application, et ajoutez-la à vos favoris plutôt qu’une \
               page de connexion.",
        not_me: "Vous n’avez pas créé de compte ? Quelqu’un a alors utilisé votre adresse. Signalez-le à l’équipe de {product}.",
    },
    blocked_account: Mail {
        subject: "Les connexions à votre compte {product} sont bloquées",
        heading: "Trop de tentatives de connexion",
        lead: "Quelqu’un a saisi à plusieurs reprises un mauvais mot de passe pour votre compte {product}. \
               Pour l’instant, personne ne peut donc s’y connecter depuis cet endroit.",
        fact: "D’où venaient les tentatives :",
        action: "C’était moi, débloquer",
        note: "Ne débloquez que si vous savez d’où venaient les tentatives.",
        not_me: "Ce n’était pas vous ? Laissez le blocage en place, et choisissez un nouveau mot de passe \
                 si vous utilisez le vôtre ailleurs.",
    },
    stolen_credentials: Mail {
        subject: "Votre mot de passe {product} n’est plus sûr",
        heading: "Choisissez un nouveau mot de passe",
        lead: "Le mot de passe de votre compte {product} figure dans une liste volée à un autre site. \
               Quelqu’un d’autre peut donc le connaître.",
        fact: "",
        action: "",
        note: "Ouvrez l’application, commencez à vous connecter et demandez-y un nouveau mot de passe. \
               Si vous utilisez l’ancien ailleurs, changez-le là aussi.",
        not_me: "Personne chez {product} ne vous demandera jamais votre mot de passe.",
    },
    enrollment_email: Mail {
        subject: "Configurez une deuxième étape pour {product}",
        heading: "Protégez votre compte par une deuxième étape",
        lead: "En plus de votre mot de passe, {product} vous demande quelque chose que personne \
               d’autre n’a, par exemple une application sur votre téléphone. La configuration \
               prend une minute.",
        fact: "",
        action: "Configurer",
        note: ONCE,
        not_me: "Vous ne vous y attendiez pas ? Avant de continuer, renseignez-vous auprès de la \
                 personne qui gère votre compte.",
    },
    mfa_oob_code: Mail {
        subject: "Votre code de connexion {product}",
        heading: "Votre code de connexion",
        lead: "Saisissez-le là où vous vous connectez à {product}.",
        fact: "",
        action: "",
        note: CODE,
        not_me: "Vous n’êtes pas en train de vous connecter ? Quelqu’un connaît peut-être votre mot de passe. Choisissez-en un nouveau.",
    },
    user_invitation: Mail {
        subject: "Invitation à rejoindre {organization}",
        heading: "Vous avez reçu une invitation",
        lead: "Acceptez l’invitation, et vous pourrez vous connecter à {product} avec \
               {organization}.",
        fact: "Qui vous invite :",
        action: "Accepter l’invitation",
        note: "L’invitation est réservée à cette adresse, et valable pour un temps limité.",
        not_me: "Vous ne savez pas de quoi il s’agit ? Ignorez ce message. Rien ne se passe sans votre accord.",
    },
};
