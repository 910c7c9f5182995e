//! Spanish.

use super::spanish_explanations::SPANISH_EXPLANATIONS;
use super::spanish_profile::SPANISH_PROFILE;
use super::{
    ConflictTexts, ConnectionChooserTexts, CountTexts, CountedText, Direction, GoingOnTexts,
    Habits, IdentifierTexts, Language, LayoutTexts, NoMatchTexts, NoticeTexts,
    OrganizationPickerTexts, Plurals, SignOutTexts,
};

/// Spanish that is at home in Spain and in the Americas, with *tú*: the tone of the English texts is
/// that of a colleague, and *usted* would sound like an authority. No *vosotros*, no *vos*.
pub static SPANISH: Language = Language {
    tag: "es",
    name: "Español",
    direction: Direction::LeftToRight,
    habits: Habits {
        plurals: Plurals::OneOrMillions,
        thousands: ".",
        grouped_from: 5,
        date: "{day} de {month} de {year}",
        months: vestibule_profile::months::SPANISH,
    },
    counts: CountTexts {
        in_seconds: CountedText {
            one: "dentro de {count} segundo",
            other: "dentro de {count} segundos",
            ..CountedText::NONE
        },
    },
    explanations: SPANISH_EXPLANATIONS,
    profile: SPANISH_PROFILE,
    layout: LayoutTexts {
        window: "{page} · {product}",
        reference: "Referencia",
        support: "Obtener ayuda",
        privacy: "Privacidad",
        terms: "Términos",
        status: "Estado del servicio",
        language: "Idioma",
    },
    identifier: IdentifierTexts {
        heading: "Inicia sesión con tu cuenta de trabajo",
        lead: "Escribe tu correo de trabajo y te llevaremos a la página \
               de inicio de sesión de tu empresa.",
        lead_to: "Escribe tu correo de trabajo para continuar a {application}. \
                  Te llevaremos a la página de inicio de sesión de tu empresa.",
        label: "Correo de trabajo",
        example: "nombre@empresa.com",
        submit: "Continuar",
        other_way: "Iniciar sesión de otra manera",
        window_problem: "Problema: {page}",
        empty: "Escribe tu correo de trabajo.",
        not_an_address: "Eso no parece una dirección de correo. Debe llevar un nombre, \
                         una @ y un dominio, como nombre@empresa.com.",
        too_long: "Es más largo de lo que puede ser una dirección de correo. \
                   Revisa el texto pegado.",
        suggestion: "¿Quisiste decir {address}?",
        remembered_heading: "Hola de nuevo",
        remembered_lead: "Inicia sesión como la última vez o usa otra cuenta.",
        remembered_lead_to: "Continúa a {application} como la última vez o usa otra cuenta.",
        remembered_go: "Continuar con {organization}",
        forget: "Borrar esta elección",
        other_account: "Usar otra cuenta",
        loop_stopped: "Pasaste varias veces por {destination} sin que se iniciara la sesión, \
                       así que dejamos de llevarte allí. Escribe otra dirección \
                       o pide al equipo de TI de tu empresa que lo revise.",
        provider_refused: "No se pudo iniciar sesión con {destination}. \
                           Puedes volver a intentarlo o escribir otra dirección.",
        choose_other: "Borramos tu última elección de este navegador. \
                       Escribe la dirección que quieres usar ahora.",
        conflict: "Este inicio de sesión es para {organization}. \
                   Escribe la dirección que usas allí.",
    },
    connection_chooser: ConnectionChooserTexts {
        heading: "Elige cómo iniciar sesión",
        lead: "{organization} tiene más de una manera de iniciar sesión.",
        signing_in_as: "Inicias sesión como",
        other_account: "Usar otra cuenta",
        loop_stopped: "Pasaste varias veces por {destination} sin que se iniciara la sesión, \
                       así que dejamos de llevarte allí. Elige otra manera \
                       o pide al equipo de TI de tu empresa que lo revise.",
        provider_refused: "No se pudo iniciar sesión con {destination}. \
                           Puedes volver a intentarlo o elegir otra manera.",
    },
    organization_picker: OrganizationPickerTexts {
        heading: "Elige tu organización",
        lead: "Este inicio de sesión corresponde a más de una. Elige la que buscas.",
        signing_in_as: "Inicias sesión como",
        other_account: "Usar otra cuenta",
        find: "Buscar una organización",
        submit: "Buscar",
        showing: CountedText {
            one: "Se muestra {shown} de {total} organización",
            other: "Se muestran {shown} de {total} organizaciones",
            ..CountedText::NONE
        },
        none: "Ninguna coincide con «{query}». Prueba con una parte más corta del nombre.",
        all: "Mostrar todas",
    },
    going_on: GoingOnTexts {
        heading: "Te llevamos a {destination}",
        lead: "Iniciarás sesión allí y volverás enseguida.",
        stuck: "¿No pasa nada?",
        go: "Continuar a {destination}",
    },
    sign_out: SignOutTexts {
        heading: "¿Cerrar sesión en {application}?",
        lead: "Las demás aplicaciones que comparten este inicio de sesión también te pedirán que \
               vuelvas a iniciar sesión.",
        provider: "Cerrar también la sesión de la cuenta que usé",
        provider_of: "Cerrar también la sesión en {organization}",
        provider_detail: "Conviene si otras personas usan este dispositivo. Todo lo demás que uses \
                          con esta cuenta también volverá a pedirte que inicies sesión.",
        forget: "Olvidar mi organización en este navegador",
        forget_detail: "La próxima vez te pediremos tu correo de trabajo.",
        submit: "Cerrar sesión",
        stay: "Seguir con la sesión abierta",
        moving: "Cerrando tu sesión",
        moving_lead: "Es solo un momento.",
        stuck: "¿No pasa nada?",
        finish: "Terminar de cerrar sesión",
    },
    no_match: NoMatchTexts {
        heading: "No sabemos dónde inicias sesión",
        lead: "Esta dirección no lleva a la página de inicio de sesión de ninguna empresa.",
        advice: "Revisa que esté bien escrita y usa la dirección que te dio tu empresa.",
        typed: "Escribiste",
        try_again: "Probar con otra dirección",
        go_on: "Continuar sin ella",
        new_here: "¿Es tu primera vez aquí?",
        request_access: "Solicitar acceso",
    },
    conflict: ConflictTexts {
        heading: "No sabemos a qué organización te refieres",
        two: "Este inicio de sesión apunta a {one} y a {other}. \
              Solo puede ser para una de las dos.",
        several: "Este inicio de sesión apunta a más de una organización. \
                  Solo puede ser para una de ellas.",
        advice: "Usa una dirección de la organización que buscas \
                 o empieza de nuevo desde su propio enlace.",
        typed: "Escribiste",
        try_again: "Usar otra cuenta",
        other_way: "Iniciar sesión de otra manera",
    },
    not_found: NoticeTexts {
        heading: "Esta página no existe",
        lead: "Puede que la dirección esté mal escrita o que el enlace sea antiguo. \
               Vuelve a la aplicación e inicia sesión desde allí.",
        go_on: "Ir al inicio de sesión",
    },
    bad_request: NoticeTexts {
        heading: "Este enlace de inicio de sesión no funciona",
        lead: "Le falta algo o está dañado. \
               Vuelve a la aplicación e inicia sesión de nuevo.",
        go_on: "Empezar de nuevo",
    },
    method_not_allowed: NoticeTexts {
        heading: "Esta página no se puede abrir así",
        lead: "Es un paso intermedio del inicio de sesión. \
               Vuelve a la aplicación e inicia sesión de nuevo.",
        go_on: "Empezar de nuevo",
    },
    too_large: NoticeTexts {
        heading: "Es más de lo que podemos recibir",
        lead: "Lo que se envió es más grande de lo que necesita un inicio de sesión. \
               Vuelve a la aplicación e inicia sesión de nuevo.",
        go_on: "Empezar de nuevo",
    },
    too_many: NoticeTexts {
        heading: "Demasiadas solicitudes a la vez",
        lead: "Desde tu red llegaron más de las que respondemos en un minuto. \
               Espera un minuto y vuelve a intentarlo.",
        go_on: "Volver a intentarlo",
    },
    failed: NoticeTexts {
        heading: "Algo falló de nuestro lado",
        lead: "No es culpa tuya y no se perdió nada. \
               Vuelve a la aplicación e inicia sesión de nuevo.",
        go_on: "Empezar de nuevo",
    },
    unavailable: NoticeTexts {
        heading: "El inicio de sesión está en pausa",
        lead: "No es culpa tuya y no se perdió nada. Vuelve a intentarlo en un momento.",
        go_on: "Volver a intentarlo",
    },
    language_chosen: NoticeTexts {
        heading: "Tu idioma está configurado",
        lead: "Vuelve a la página anterior. Si todavía aparece en el otro idioma, actualízala.",
        go_on: "Ir al inicio de sesión",
    },
};
