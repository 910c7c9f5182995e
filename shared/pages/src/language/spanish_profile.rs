//! The page with questions, in Spanish.

use super::{ProblemTexts, ProfileTexts};

/// The page with questions, in Spanish.
pub(super) const SPANISH_PROFILE: ProfileTexts<'static> = ProfileTexts {
    heading: "Unos datos antes de continuar",
    lead: "{product} los necesita para tu cuenta. En cuanto se guarden, se iniciará tu sesión.",
    signed_in_as: "Sesión iniciada como",
    other_account: "¿No eres tú?",
    step: "Paso {number} de {count}",
    optional: "opcional",
    choose: "Elige…",
    no_answer: "Sin respuesta",
    yes: "Sí",
    no: "No",
    likely: "Sugerencia",
    limit: "{most} caracteres como máximo.",
    document: "Leer antes el texto",
    submit: "Guardar y continuar",
    back: "Atrás",
    skip: "Omitir por ahora",
    summary: "Hay respuestas que conviene revisar",
    not_saved: "No se pudieron guardar tus respuestas. Siguen aquí: vuelve a intentarlo en un momento.",
    done: "Gracias, eso es todo",
    handing_back: "Estamos terminando de iniciar tu sesión. Si no pasa nada, usa el botón de \
                   abajo.",
    go_on: "Continuar",
    is_this_you: "¿Eres tú?",
    other_network: "Este inicio de sesión empezó en otra red. Comprueba que es el tuyo antes de continuar.",
    sent_by_another: "¿Alguien te ha enviado este enlace? Entonces es su inicio de sesión, y es mejor que empieces el tuyo.",
    it_is_me: "Sí, continuar",
    it_is_not_me: "No, empezar de nuevo",
    problems: ProblemTexts {
        missing: "Completa este campo para continuar.",
        not_chosen: "Elige una respuesta para continuar.",
        too_short: "Es demasiado corto: {length} de al menos {least} caracteres.",
        too_long: "Es demasiado largo: {length} de {most} caracteres como máximo.",
        other_form: "No tiene el formato que se espera aquí.",
        prohibited: "El carácter {character} no se puede usar aquí.",
        hidden: "Este texto contiene caracteres invisibles. Bórralo y escríbelo de nuevo.",
        mixed_scripts: "Una palabra mezcla letras de distintos alfabetos que parecen iguales. \
                        Escríbela de nuevo con una sola distribución de teclado.",
        not_a_number: "Escribe un número, como {example}.",
        too_small: "Escribe {least} o un número mayor.",
        too_large: "Escribe {most} o un número menor.",
        too_many_decimals: "Decimales permitidos aquí: {most}.",
        not_whole: "Escribe un número entero.",
        not_a_day: "Escribe una fecha con día, mes y año, como {example}.",
        before: "La primera fecha posible aquí es el {day}.",
        after: "La última fecha posible aquí es el {day}.",
        future: "Escribe una fecha que no esté en el futuro.",
        not_a_phone: "Eso no parece un número de teléfono. \
                      Escríbelo con el prefijo y sin extensión.",
        country_needed: "Empieza el número con + y el código del país, como +34 o +52.",
        not_an_address: "Eso no parece una dirección web. Escribe una dirección como \
                         https://empresa.com.",
        not_an_option: "Elige una de las respuestas que se ofrecen.",
        too_few: "Elige más: al menos {least}.",
        too_many: "Elige menos: {most} como máximo.",
        not_agreed: "Hace falta tu consentimiento para continuar.",
    },
};
