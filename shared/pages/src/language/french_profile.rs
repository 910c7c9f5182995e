//! The page with questions, in French.

use super::{ProblemTexts, ProfileTexts};

/// The page with questions, in French.
pub(super) const FRENCH_PROFILE: ProfileTexts<'static> = ProfileTexts {
    heading: "Quelques informations avant de continuer",
    lead: "{product} en a besoin pour votre compte. Votre session s’ouvrira dès qu’elles seront \
           enregistrées.",
    signed_in_as: "Compte utilisé\u{a0}:",
    other_account: "Ce n’est pas vous\u{202f}?",
    step: "Étape {number} sur {count}",
    optional: "facultatif",
    choose: "Choisissez…",
    no_answer: "Sans réponse",
    yes: "Oui",
    no: "Non",
    likely: "Suggestion",
    limit: "{most} caractères au maximum.",
    document: "Lire d’abord le texte",
    submit: "Enregistrer et continuer",
    back: "Retour",
    skip: "Passer pour l’instant",
    summary: "Certaines réponses sont à revoir",
    not_saved: "Vos réponses n’ont pas pu être enregistrées. Elles sont toujours là\u{a0}: \
                réessayez dans un instant.",
    done: "Merci, c’est tout",
    handing_back: "Nous finalisons votre connexion. Si rien ne se passe, utilisez le bouton \
                   ci-dessous.",
    go_on: "Continuer",
    is_this_you: "Est-ce bien vous\u{202f}?",
    other_network: "Cette connexion a commencé sur un autre réseau. Vérifiez qu’il s’agit bien de la vôtre avant de continuer.",
    sent_by_another: "Quelqu’un vous a envoyé ce lien\u{202f}? Cette connexion est alors la sienne\u{a0}: commencez plutôt la vôtre.",
    it_is_me: "Oui, continuer",
    it_is_not_me: "Non, recommencer",
    problems: ProblemTexts {
        missing: "Remplissez ce champ pour continuer.",
        not_chosen: "Choisissez une réponse pour continuer.",
        too_short: "C’est trop court\u{a0}: {length} caractères sur {least} au minimum.",
        too_long: "C’est trop long\u{a0}: {length} caractères sur {most} au maximum.",
        other_form: "Ce n’est pas le format attendu ici.",
        prohibited: "Le caractère {character} ne peut pas être utilisé ici.",
        hidden: "Ce texte contient des caractères invisibles. Effacez-le et saisissez-le de nouveau.",
        mixed_scripts: "Un mot mélange des lettres d’alphabets différents qui se ressemblent. \
                        Saisissez-le de nouveau avec une seule disposition de clavier.",
        not_a_number: "Saisissez un nombre, comme {example}.",
        too_small: "Saisissez un nombre supérieur ou égal à {least}.",
        too_large: "Saisissez un nombre inférieur ou égal à {most}.",
        too_many_decimals: "Nombre maximal de décimales\u{a0}: {most}.",
        not_whole: "Saisissez un nombre entier.",
        not_a_day: "Saisissez une date avec le jour, le mois et l’année, comme {example}.",
        before: "La première date possible ici est le {day}.",
        after: "La dernière date possible ici est le {day}.",
        future: "Saisissez une date qui ne soit pas dans le futur.",
        not_a_phone: "Cela ne ressemble pas à un numéro de téléphone. \
                      Saisissez-le avec son indicatif et sans numéro de poste.",
        country_needed: "Commencez le numéro par + et l’indicatif du pays, comme +33 ou +32.",
        not_an_address: "Cela ne ressemble pas à une adresse web. Saisissez une adresse comme \
                         https://entreprise.fr.",
        not_an_option: "Choisissez l’une des réponses proposées.",
        too_few: "Choisissez-en davantage\u{a0}: {least} au minimum.",
        too_many: "Choisissez-en moins\u{a0}: {most} au maximum.",
        not_agreed: "Votre accord est nécessaire pour continuer.",
    },
};
