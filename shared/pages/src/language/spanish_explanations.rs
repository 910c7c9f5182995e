//! What became of a login, in Spanish.

use super::{AskTexts, ExplanationTexts, TopicTexts, WayTexts};

/// What became of a login, in Spanish.
pub(crate) const SPANISH_EXPLANATIONS: ExplanationTexts<'static> = ExplanationTexts {
    denied: TopicTexts {
        heading: "No tienes acceso con esta cuenta",
        lead: "El inicio de sesión funcionó, pero esta cuenta no está autorizada aquí. Si \
              tienes otra, úsala.",
    },
    blocked: TopicTexts {
        heading: "Esta cuenta está bloqueada",
        lead: "No se puede iniciar sesión con ella hasta que alguien la desbloquee. Si \
              tienes otra, úsala.",
    },
    not_a_member: TopicTexts {
        heading: "Esta cuenta no pertenece a esa organización",
        lead: "Iniciaste sesión, pero con una cuenta que no es de la organización que \
              buscas. Usa la cuenta que te dio esa organización.",
    },
    cancelled: TopicTexts {
        heading: "Interrumpiste el inicio de sesión",
        lead: "No se cambió nada. Puedes retomarlo cuando quieras.",
    },
    not_checked: TopicTexts {
        heading: "No pudimos comprobar tu acceso",
        lead: "Un servicio que consultamos antes de cada inicio de sesión no respondió. El \
               problema no está en tu cuenta. Espera un momento y vuelve a intentarlo.",
    },
    step_lost: TopicTexts {
        heading: "Tu inicio de sesión se perdió por el camino",
        lead: "Un paso intermedio no terminó como debía, quizá porque tardó demasiado o estaba \
               abierto en dos pestañas. Empieza de nuevo, en una sola pestaña.",
    },
    profile_incomplete: TopicTexts {
        heading: "Todavía faltan datos",
        lead: "La aplicación necesita saber algo más de ti antes de dejarte entrar. \
              Inicia sesión de nuevo y te lo preguntaremos.",
    },
    sign_in_needed: TopicTexts {
        heading: "Tu sesión ya no está abierta",
        lead: "La aplicación intentó iniciar tu sesión sin preguntarte y no fue posible. \
              Inicia sesión para continuar.",
    },
    interaction_needed: TopicTexts {
        heading: "Hay un paso que te necesita",
        lead: "Para iniciar sesión hace falta algo que no se puede hacer en segundo plano. \
              Inicia sesión y sigue lo que te pida la página.",
    },
    consent_needed: TopicTexts {
        heading: "La aplicación necesita tu permiso",
        lead: "La aplicación solo puede continuar si aceptas. Inicia sesión para ver qué pide.",
    },
    second_factor_needed: TopicTexts {
        heading: "Hace falta un segundo paso",
        lead: "Este inicio de sesión pide más de una prueba de tu identidad. Inicia sesión \
              de nuevo y ten a mano tu teléfono o tu llave de seguridad.",
    },
    email_unverified: TopicTexts {
        heading: "Primero confirma tu correo",
        lead: "Cuando se creó la cuenta, te enviamos un mensaje con un enlace. Abre ese enlace e \
               inicia sesión de nuevo. Puede que el mensaje esté en el correo no deseado.",
    },
    organization_needed: TopicTexts {
        heading: "Todavía no conocemos tu organización",
        lead: "En esta aplicación se inicia sesión a través de la organización. Empieza de \
              nuevo con tu correo de trabajo y encontraremos tu organización.",
    },
    organization_unknown: TopicTexts {
        heading: "No encontramos esa organización",
        lead: "El enlace que usaste nombra una organización que no puede iniciar sesión \
              aquí. Empieza de nuevo con tu correo de trabajo y encontraremos tu organización.",
    },
    connection_unavailable: TopicTexts {
        heading: "El inicio de sesión de tu empresa no está disponible",
        lead: "La manera en que tu empresa inicia sesión está desactivada para esta \
              aplicación. Puedes usar otra cuenta, si la tienes.",
    },
    app_misconfigured: TopicTexts {
        heading: "Esta aplicación no está preparada para iniciar tu sesión",
        lead: "Lo que pidió no coincide con su registro, así que nada de lo que hagas aquí \
              servirá. Sus responsables pueden arreglarlo.",
    },
    link_broken: TopicTexts {
        heading: "Este enlace de inicio de sesión no funciona",
        lead: "Puede que sea un favorito de una página de inicio de sesión o que se haya perdido \
               una parte. Empieza de nuevo desde la aplicación y guarda la aplicación en \
               favoritos.",
    },
    link_expired: TopicTexts {
        heading: "Este enlace caducó",
        lead: "Estos enlaces funcionan una sola vez y por tiempo limitado. Vuelve a donde lo \
               pediste y pide uno nuevo.",
    },
    invitation_expired: TopicTexts {
        heading: "Esta invitación ya no es válida",
        lead: "Ya se usó, caducó o era para otra dirección de correo. Si ya la aceptaste, \
              simplemente inicia sesión.",
    },
    invitation_broken: TopicTexts {
        heading: "Este enlace de invitación está incompleto",
        lead: "Una parte se perdió por el camino. Ábrelo otra vez desde el correo o cópialo \
              entero. Si no funciona, pide una invitación nueva.",
    },
    server_trouble: TopicTexts {
        heading: "Algo falló de nuestro lado",
        lead: "No es culpa tuya y no se perdió nada. Espera un momento y vuelve a intentarlo.",
    },
    busy: TopicTexts {
        heading: "Hay mucha gente iniciando sesión",
        lead: "Es más de la que podemos atender ahora mismo. Espera un minuto y vuelve a \
              intentarlo.",
    },
    unknown: TopicTexts {
        heading: "No se pudo iniciar tu sesión",
        lead: "No podemos decirte por qué, pero empezar de nuevo suele ayudar.",
    },
    email_verified: TopicTexts {
        heading: "Tu correo está confirmado",
        lead: "Gracias. No hay nada más que hacer aquí. Inicia sesión para continuar.",
    },
    email_not_verified: TopicTexts {
        heading: "No pudimos confirmar tu correo",
        lead: "El enlace ya se usó o es demasiado antiguo. Si ya confirmaste tu dirección, \
              simplemente inicia sesión; si no, pide un enlace nuevo.",
    },
    password_changed: TopicTexts {
        heading: "Se cambió tu contraseña",
        lead: "Usa la nueva a partir de ahora. Si no fuiste tú, avisa de inmediato al equipo \
              de TI de tu empresa.",
    },
    signed_out: TopicTexts {
        heading: "Cerraste la sesión",
        lead: "Si otras personas usan este dispositivo, cierra también el navegador.",
    },
    sign_out_broken: TopicTexts {
        heading: "Este enlace para cerrar sesión no funciona",
        lead: "Le falta algo o está dañado, así que puede que tu sesión siga abierta. Vuelve a la \
              aplicación y cierra sesión allí. Si otras personas usan este dispositivo, cierra \
              también el navegador.",
    },
    session_expired: TopicTexts {
        heading: "Ha pasado un rato",
        lead: "Cerramos tu sesión para proteger tu cuenta. Inicia sesión de nuevo para seguir \
               donde lo dejaste.",
    },
    maintenance: TopicTexts {
        heading: "Estamos haciendo tareas de mantenimiento",
        lead: "Por el momento no puedes iniciar sesión. Tu cuenta y tus datos están a salvo. \
              Vuelve a intentarlo un poco más tarde.",
    },
    ways: WayTexts {
        start_again: "Empezar de nuevo",
        try_again: "Volver a intentarlo",
        sign_in: "Iniciar sesión",
        other_account: "Usar otra cuenta",
        find_organization: "Buscar mi organización",
        application: "Ir a {application}",
        back: "Volver a {application}",
    },
    ask: AskTexts {
        it_team: "Si sigue pasando, pregunta al equipo de TI de tu empresa. Comparte lo que \
                  aparece abajo.",
        administrator: "Si crees que deberías tener acceso, pregunta a quien administra las cuentas \
                        en tu organización. Comparte lo que aparece abajo.",
        application: "Si sigue pasando, avisa a los responsables de la aplicación. Comparte lo que \
                      aparece abajo.",
    },
    from_application: "Para continuar, vuelve a la aplicación de la que vienes.",
    invitation_to: "Tu invitación a {organization} ya no es válida",
    onward: "Te llevaremos a {application} {when}.",
    stay: "Quedarme en esta página",
    tracking: "ID de seguimiento",
};
