//! What became of a login, in French.

use super::{AskTexts, ExplanationTexts, TopicTexts, WayTexts};

/// What became of a login, in French.
pub(crate) const FRENCH_EXPLANATIONS: ExplanationTexts<'static> = ExplanationTexts {
    denied: TopicTexts {
        heading: "Ce compte ne vous donne pas accès",
        lead: "La connexion elle-même a fonctionné, mais ce compte n’est pas autorisé ici. \
              Si vous en avez un autre, utilisez-le.",
    },
    blocked: TopicTexts {
        heading: "Ce compte est bloqué",
        lead: "Il ne permet plus de se connecter tant que personne ne l’a débloqué. Si vous \
              en avez un autre, utilisez-le.",
    },
    not_a_member: TopicTexts {
        heading: "Ce compte ne fait pas partie de cette organisation",
        lead: "La connexion a fonctionné, mais avec un compte qui n’appartient pas à \
               l’organisation à laquelle vous voulez accéder. Utilisez le compte qu’elle vous a \
               donné.",
    },
    cancelled: TopicTexts {
        heading: "Vous avez interrompu la connexion",
        lead: "Rien n’a été modifié. Vous pouvez reprendre quand vous voulez.",
    },
    not_checked: TopicTexts {
        heading: "Nous n’avons pas pu vérifier votre accès",
        lead: "Un service que nous consultons avant chaque connexion n’a pas répondu. Votre \
              compte n’est pas en cause. Attendez un instant, puis réessayez.",
    },
    step_lost: TopicTexts {
        heading: "Votre connexion s’est perdue en chemin",
        lead: "Une étape intermédiaire ne s’est pas terminée comme prévu, peut-être parce qu’elle \
               a duré trop longtemps ou qu’elle était ouverte dans deux onglets. Recommencez, dans \
               un seul onglet.",
    },
    profile_incomplete: TopicTexts {
        heading: "Il manque encore des informations",
        lead: "L’application a besoin de quelques informations de plus sur vous avant de vous \
               laisser entrer. Connectez-vous de nouveau\u{a0}: nous vous les demanderons.",
    },
    sign_in_needed: TopicTexts {
        heading: "Votre session n’est plus ouverte",
        lead: "L’application a essayé de vous connecter sans rien demander, et ce n’était \
              pas possible. Connectez-vous pour continuer.",
    },
    interaction_needed: TopicTexts {
        heading: "Une étape a besoin de vous",
        lead: "La connexion exige quelque chose qui ne peut pas se faire en arrière-plan. \
              Connectez-vous et suivez les indications de la page.",
    },
    consent_needed: TopicTexts {
        heading: "L’application a besoin de votre accord",
        lead: "Elle ne peut continuer qu’avec votre accord. Connectez-vous pour voir ce qu’elle \
               demande.",
    },
    second_factor_needed: TopicTexts {
        heading: "Une deuxième étape est nécessaire",
        lead: "Cette connexion demande plus d’une preuve de votre identité. \
              Reconnectez-vous, votre téléphone ou votre clé de sécurité à portée de main.",
    },
    email_unverified: TopicTexts {
        heading: "Confirmez d’abord votre adresse e-mail",
        lead: "À la création du compte, nous vous avons envoyé un message avec un lien. \
              Ouvrez ce lien, puis reconnectez-vous. Le message est peut-être parmi vos \
              courriers indésirables.",
    },
    organization_needed: TopicTexts {
        heading: "Nous ne connaissons pas encore votre organisation",
        lead: "Dans cette application, on se connecte par son organisation. Recommencez avec \
              votre adresse e-mail professionnelle et nous trouverons votre organisation.",
    },
    organization_unknown: TopicTexts {
        heading: "Cette organisation est introuvable",
        lead: "Le lien utilisé désigne une organisation qui ne peut pas se connecter ici. \
              Recommencez avec votre adresse e-mail professionnelle et nous trouverons \
              votre organisation.",
    },
    connection_unavailable: TopicTexts {
        heading: "La connexion de votre entreprise n’est pas disponible",
        lead: "Le moyen de connexion de votre entreprise est désactivé pour cette \
              application. Vous pouvez utiliser un autre compte, si vous en avez un.",
    },
    app_misconfigured: TopicTexts {
        heading: "Cette application n’est pas configurée pour vous connecter",
        lead: "Ce qu’elle a demandé ne correspond pas à son enregistrement, et vous ne \
              pouvez rien y faire ici. Ses responsables peuvent y remédier.",
    },
    link_broken: TopicTexts {
        heading: "Ce lien de connexion ne fonctionne pas",
        lead: "C’est peut-être un favori vers une page de connexion, ou une partie du lien \
              s’est perdue. Recommencez à partir de l’application, et mettez plutôt \
              celle-ci dans vos favoris.",
    },
    link_expired: TopicTexts {
        heading: "Ce lien a expiré",
        lead: "Les liens de ce genre ne fonctionnent qu’une fois, et pour un temps limité. \
              Retournez là où vous l’avez demandé et demandez-en un nouveau.",
    },
    invitation_expired: TopicTexts {
        heading: "Cette invitation n’est plus valable",
        lead: "Elle a déjà servi, a expiré ou était destinée à une autre adresse e-mail. Si \
              vous l’avez déjà acceptée, connectez-vous simplement.",
    },
    invitation_broken: TopicTexts {
        heading: "Ce lien d’invitation est incomplet",
        lead: "Une partie s’est perdue en route. Ouvrez-le de nouveau depuis l’e-mail ou copiez-le \
              en entier. Si cela ne suffit pas, demandez une nouvelle invitation.",
    },
    server_trouble: TopicTexts {
        heading: "Un problème est survenu de notre côté",
        lead: "Vous n’y êtes pour rien, et rien n’est perdu. Attendez un instant, puis \
              réessayez.",
    },
    busy: TopicTexts {
        heading: "Les connexions sont très nombreuses",
        lead: "Il y en a plus que nous ne pouvons en traiter pour le moment. Attendez une \
              minute, puis réessayez.",
    },
    unknown: TopicTexts {
        heading: "Votre connexion n’a pas abouti",
        lead: "Nous ne pouvons pas vous dire pourquoi, mais recommencer suffit souvent.",
    },
    email_verified: TopicTexts {
        heading: "Votre adresse e-mail est confirmée",
        lead: "Merci. Il n’y a rien d’autre à faire ici. Connectez-vous pour continuer.",
    },
    email_not_verified: TopicTexts {
        heading: "Nous n’avons pas pu confirmer votre adresse e-mail",
        lead: "Le lien a déjà servi ou il est trop ancien. Si vous avez déjà confirmé votre \
              adresse, connectez-vous simplement. Sinon, demandez un nouveau lien.",
    },
    password_changed: TopicTexts {
        heading: "Votre mot de passe a été modifié",
        lead: "Utilisez désormais le nouveau. Si vous n’êtes pas à l’origine de ce \
              changement, prévenez tout de suite votre service informatique.",
    },
    signed_out: TopicTexts {
        heading: "Votre session est fermée",
        lead: "Si d’autres personnes utilisent cet appareil, fermez aussi le navigateur.",
    },
    sign_out_broken: TopicTexts {
        heading: "Ce lien de déconnexion ne fonctionne pas",
        lead: "Il est incomplet ou endommagé\u{a0}: votre session est peut-être encore ouverte. \
               Retournez dans l’application pour vous déconnecter. Si d’autres personnes utilisent \
               cet appareil, fermez aussi le navigateur.",
    },
    session_expired: TopicTexts {
        heading: "Cela fait un moment",
        lead: "Nous avons fermé votre session pour protéger votre compte. Reconnectez-vous \
              pour reprendre là où vous en étiez.",
    },
    maintenance: TopicTexts {
        heading: "Une maintenance est en cours",
        lead: "Vous ne pouvez pas vous connecter pour le moment. Votre compte et vos données \
              sont en sécurité. Réessayez un peu plus tard.",
    },
    ways: WayTexts {
        start_again: "Recommencer",
        try_again: "Réessayer",
        sign_in: "Se connecter",
        other_account: "Utiliser un autre compte",
        find_organization: "Trouver mon organisation",
        application: "Accéder à {application}",
        back: "Revenir à {application}",
    },
    ask: AskTexts {
        it_team: "Si cela se reproduit, parlez-en à votre service informatique. Transmettez-lui \
                  ce qui figure ci-dessous.",
        administrator: "Si vous pensez que vous devriez avoir accès, adressez-vous à la personne \
                        qui gère les comptes dans votre organisation. Transmettez-lui ce qui \
                        figure ci-dessous.",
        application: "Si cela se reproduit, prévenez les responsables de l’application. \
                      Transmettez-leur ce qui figure ci-dessous.",
    },
    from_application: "Pour continuer, retournez dans l’application d’où vous venez.",
    invitation_to: "Votre invitation à rejoindre {organization} n’est plus valable",
    onward: "Nous vous dirigerons vers {application} {when}.",
    stay: "Rester sur cette page",
    tracking: "Identifiant de suivi",
};
