//! French.

use super::french_explanations::FRENCH_EXPLANATIONS;
use super::french_profile::FRENCH_PROFILE;
use super::{
    ConflictTexts, ConnectionChooserTexts, CountTexts, CountedText, Direction, GoingOnTexts,
    Habits, IdentifierTexts, Language, LayoutTexts, NoMatchTexts, NoticeTexts,
    OrganizationPickerTexts, Plurals, SignOutTexts,
};

/// French, with *vous*, and worded so that no participle has to know whom it speaks of.
///
/// A space before `:` and within `« »` does not break (U+00A0); before `?` it is narrow as well (U+202F).
pub static FRENCH: Language = Language {
    tag: "fr",
    name: "Français",
    direction: Direction::LeftToRight,
    habits: Habits {
        plurals: Plurals::NoneOrOne,
        thousands: "\u{202f}",
        grouped_from: 4,
        date: "{day} {month} {year}",
        months: vestibule_profile::months::FRENCH,
    },
    counts: CountTexts {
        in_seconds: CountedText {
            one: "dans {count} seconde",
            other: "dans {count} secondes",
            ..CountedText::NONE
        },
    },
    explanations: FRENCH_EXPLANATIONS,
    profile: FRENCH_PROFILE,
    layout: LayoutTexts {
        window: "{page} · {product}",
        reference: "Référence",
        support: "Obtenir de l’aide",
        privacy: "Confidentialité",
        terms: "Conditions d’utilisation",
        status: "État du service",
        language: "Langue",
    },
    identifier: IdentifierTexts {
        heading: "Connectez-vous avec votre compte professionnel",
        lead: "Saisissez votre adresse e-mail professionnelle. \
               Nous vous dirigerons vers la page de connexion de votre entreprise.",
        lead_to: "Saisissez votre adresse e-mail professionnelle pour accéder à {application}. \
                  Nous vous dirigerons vers la page de connexion de votre entreprise.",
        label: "Adresse e-mail professionnelle",
        example: "nom@entreprise.fr",
        submit: "Continuer",
        other_way: "Se connecter autrement",
        window_problem: "Problème\u{a0}: {page}",
        empty: "Saisissez votre adresse e-mail professionnelle.",
        not_an_address: "Cela ne ressemble pas à une adresse e-mail. Elle comporte un nom, \
                         un @ et un domaine, comme dans nom@entreprise.fr.",
        too_long: "C’est plus long que ne peut l’être une adresse e-mail. \
                   Vérifiez le texte collé.",
        suggestion: "Vouliez-vous dire {address}\u{202f}?",
        remembered_heading: "Bon retour parmi nous",
        remembered_lead: "Connectez-vous comme la dernière fois, ou utilisez un autre compte.",
        remembered_lead_to: "Accédez à {application} comme la dernière fois, \
                             ou utilisez un autre compte.",
        remembered_go: "Continuer avec {organization}",
        forget: "Effacer ce choix",
        other_account: "Utiliser un autre compte",
        loop_stopped: "Plusieurs passages par {destination} n’ont pas permis de vous connecter\u{a0}: \
                       nous avons donc cessé de vous y envoyer. Saisissez une autre adresse, \
                       ou parlez-en à votre service informatique.",
        provider_refused: "La connexion avec {destination} n’a pas abouti. \
                           Vous pouvez réessayer, ou saisir une autre adresse.",
        choose_other: "Votre dernier choix est effacé de ce navigateur. \
                       Saisissez l’adresse que vous voulez utiliser maintenant.",
        conflict: "Cette connexion concerne {organization}. \
                   Saisissez l’adresse que vous y utilisez.",
    },
    connection_chooser: ConnectionChooserTexts {
        heading: "Choisissez comment vous connecter",
        lead: "{organization} propose plusieurs moyens de se connecter.",
        signing_in_as: "Connexion en tant que",
        other_account: "Utiliser un autre compte",
        loop_stopped: "Plusieurs passages par {destination} n’ont pas permis de vous connecter\u{a0}: \
                       nous avons donc cessé de vous y envoyer. Choisissez un autre moyen, \
                       ou parlez-en à votre service informatique.",
        provider_refused: "La connexion avec {destination} n’a pas abouti. \
                           Vous pouvez réessayer, ou choisir un autre moyen.",
    },
    organization_picker: OrganizationPickerTexts {
        heading: "Choisissez votre organisation",
        lead: "Cette connexion correspond à plusieurs organisations. Choisissez celle à laquelle \
               vous voulez accéder.",
        signing_in_as: "Connexion en tant que",
        other_account: "Utiliser un autre compte",
        find: "Rechercher une organisation",
        submit: "Rechercher",
        showing: CountedText {
            one: "Affichage\u{a0}: {shown} sur {total} organisation",
            other: "Affichage\u{a0}: {shown} sur {total} organisations",
            ..CountedText::NONE
        },
        none: "Aucune ne correspond à «\u{a0}{query}\u{a0}». \
               Essayez une partie plus courte du nom.",
        all: "Tout afficher",
    },
    going_on: GoingOnTexts {
        heading: "Nous vous dirigeons vers {destination}",
        lead: "Vous vous y connecterez, puis vous reviendrez aussitôt.",
        stuck: "Rien ne se passe\u{202f}?",
        go: "Continuer vers {destination}",
    },
    sign_out: SignOutTexts {
        heading: "Se déconnecter de {application}\u{202f}?",
        lead: "Les autres applications qui partagent cette connexion vous demanderont aussi de \
            vous reconnecter.",
        provider: "Me déconnecter aussi du compte que j’ai utilisé",
        provider_of: "Me déconnecter aussi de {organization}",
        provider_detail: "Conseillé si d’autres personnes utilisent cet appareil. Tout ce que vous \
            utilisez avec ce compte vous demandera de vous reconnecter.",
        forget: "Oublier mon organisation dans ce navigateur",
        forget_detail: "La prochaine fois, nous vous demanderons votre adresse e-mail \
            professionnelle.",
        submit: "Se déconnecter",
        stay: "Garder ma session ouverte",
        moving: "Déconnexion en cours",
        moving_lead: "Cela ne prend qu’un instant.",
        stuck: "Rien ne se passe\u{202f}?",
        finish: "Terminer la déconnexion",
    },
    no_match: NoMatchTexts {
        heading: "Nous ne savons pas où vous vous connectez",
        lead: "Cette adresse ne mène à aucune page de connexion d’entreprise.",
        advice: "Vérifiez qu’il n’y a pas de faute de frappe, \
                 et utilisez l’adresse que votre entreprise vous a donnée.",
        typed: "Vous avez saisi",
        try_again: "Essayer une autre adresse",
        go_on: "Continuer sans adresse",
        new_here: "Première visite\u{202f}?",
        request_access: "Demander un accès",
    },
    conflict: ConflictTexts {
        heading: "Nous ne savons pas de quelle organisation il s’agit",
        two: "Cette connexion renvoie à la fois à {one} et à {other}. \
              Elle ne peut concerner que l’une des deux.",
        several: "Cette connexion renvoie à plusieurs organisations. \
                  Elle ne peut concerner que l’une d’elles.",
        advice: "Utilisez une adresse de l’organisation à laquelle vous voulez accéder, ou \
                 recommencez à partir de son propre lien.",
        typed: "Vous avez saisi",
        try_again: "Utiliser un autre compte",
        other_way: "Se connecter autrement",
    },
    not_found: NoticeTexts {
        heading: "Cette page n’existe pas",
        lead: "L’adresse est peut-être mal écrite, ou le lien trop ancien. \
               Retournez dans l’application et connectez-vous à partir de là.",
        go_on: "Aller à la connexion",
    },
    bad_request: NoticeTexts {
        heading: "Ce lien de connexion ne fonctionne pas",
        lead: "Il est incomplet ou endommagé. Retournez dans l’application et recommencez la \
               connexion.",
        go_on: "Recommencer",
    },
    method_not_allowed: NoticeTexts {
        heading: "Cette page ne peut pas être ouverte ainsi",
        lead: "C’est une étape au milieu de la connexion. \
               Retournez dans l’application et recommencez la connexion.",
        go_on: "Recommencer",
    },
    too_large: NoticeTexts {
        heading: "C’est plus que nous ne pouvons recevoir",
        lead: "Ce qui a été envoyé dépasse ce qu’il faut pour se connecter. \
               Retournez dans l’application et recommencez la connexion.",
        go_on: "Recommencer",
    },
    too_many: NoticeTexts {
        heading: "Trop de demandes à la fois",
        lead: "Votre réseau en a envoyé plus que nous n’en traitons en une minute. \
               Attendez une minute, puis réessayez.",
        go_on: "Réessayer",
    },
    failed: NoticeTexts {
        heading: "Un problème est survenu de notre côté",
        lead: "Vous n’y êtes pour rien, et rien n’est perdu. \
               Retournez dans l’application et recommencez la connexion.",
        go_on: "Recommencer",
    },
    unavailable: NoticeTexts {
        heading: "La connexion est momentanément indisponible",
        lead: "Vous n’y êtes pour rien, et rien n’est perdu. Réessayez dans un instant.",
        go_on: "Réessayer",
    },
    language_chosen: NoticeTexts {
        heading: "Votre langue est enregistrée",
        lead: "Revenez à la page précédente. Si elle s’affiche encore dans l’autre langue, actualisez-la.",
        go_on: "Aller à la connexion",
    },
};
