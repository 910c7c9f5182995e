//! Mails in Spanish, with *tú*, as pages have it.

use super::{Mail, MailTexts};

const ONCE: &str = "El enlace sirve una sola vez y por tiempo limitado.";
const CODE: &str = "El código sirve una sola vez y por tiempo limitado. No lo compartas con nadie, \
                    ni siquiera con nosotros.";

/// Mails in Spanish.
pub(super) static SPANISH: MailTexts = MailTexts {
    tag: "es",
    copy: "Si el botón no funciona, copia esta dirección en tu navegador:",
    verify_email: Mail {
        subject: "Confirma tu correo electrónico para {product}",
        heading: "Confirma tu correo electrónico",
        lead: "Un paso más y tu cuenta de {product} estará lista: confirma que esta dirección es tuya.",
        fact: "",
        action: "Confirmar esta dirección",
        note: ONCE,
        not_me: "¿No creaste ninguna cuenta? Puedes ignorar este mensaje. Si no confirmas, no \
                 sucederá nada.",
    },
    verify_email_by_code: Mail {
        subject: "Tu código para confirmar tu correo electrónico en {product}",
        heading: "Confirma tu correo electrónico",
        lead: "Escribe este código donde {product} te lo pida. Así sabremos que esta dirección es \
               tuya.",
        fact: "",
        action: "",
        note: CODE,
        not_me: "¿No pediste ningún código? Puedes ignorar este mensaje. Sin el código no sucederá \
                 nada.",
    },
    reset_email: Mail {
        subject: "Elige una contraseña nueva para {product}",
        heading: "Elige una contraseña nueva",
        lead: "Alguien pidió cambiar la contraseña de tu cuenta de {product}. Si fuiste tú, \
               continúa aquí.",
        fact: "",
        action: "Elegir una contraseña nueva",
        note: ONCE,
        not_me: "¿No fuiste tú? No uses el enlace: tu contraseña seguirá igual. Si vuelve a pasar, \
                 avisa a quien administra tu cuenta.",
    },
    reset_email_by_code: Mail {
        subject: "Tu código para una contraseña nueva de {product}",
        heading: "Elige una contraseña nueva",
        lead: "Alguien pidió cambiar la contraseña de tu cuenta de {product}. Si fuiste tú, \
               escribe este código donde te lo pidan.",
        fact: "",
        action: "",
        note: CODE,
        not_me: "¿No fuiste tú? No uses el código: tu contraseña seguirá igual. Si vuelve a pasar, \
                 avisa a quien administra tu cuenta.",
    },
    welcome_email: Mail {
        subject: "Te damos la bienvenida a {product}",
        heading: "Tu cuenta está lista",
        lead: "Te damos la bienvenida a {product}. A partir de ahora puedes iniciar sesión con esta dirección.",
        fact: "",
        action: "",
        note: "Empieza siempre por la aplicación y guárdala en favoritos, en vez de una página de inicio de sesión.",
        not_me: "¿No creaste ninguna cuenta? Entonces alguien usó tu dirección. Avisa al equipo de {product}.",
    },
    blocked_account: Mail {
        subject: "Bloqueamos los inicios de sesión en tu cuenta de {product}",
        heading: "Demasiados intentos de inicio de sesión",
        lead: "Alguien escribió una y otra vez contraseñas incorrectas para tu cuenta de {product}, \
               así que por ahora nadie puede iniciar sesión en ella desde ese lugar.",
        fact: "De dónde venían los intentos:",
        action: "Fui yo, desbloquear",
        note: "Desbloquea solo si sabes de dónde venían los intentos.",
        not_me: "¿No fuiste tú? Deja el bloqueo como está y elige una contraseña nueva si usas la \
                 tuya en otro sitio.",
    },
    stolen_credentials: Mail {
        subject: "Tu contraseña de {product} ya no es segura",
        heading: "Elige una contraseña nueva",
        lead: "La contraseña de tu cuenta de {product} está en una lista robada de otro sitio web, \
               así que otra persona podría conocerla.",
        fact: "",
        action: "",
        note: "Abre la aplicación, empieza a iniciar sesión y pide ahí una contraseña nueva. \
               Si usas la anterior en otro sitio, cámbiala ahí también.",
        not_me: "Nadie de {product} te pedirá nunca tu contraseña.",
    },
    enrollment_email: Mail {
        subject: "Configura un segundo paso para {product}",
        heading: "Protege tu cuenta con un segundo paso",
        lead: "Además de tu contraseña, {product} te pide algo que solo tú tienes, como una \
               aplicación en tu teléfono. Configurarlo lleva un minuto.",
        fact: "",
        action: "Configurarlo",
        note: ONCE,
        not_me: "¿No lo esperabas? Antes de seguir, pregunta a quien administra tu cuenta.",
    },
    mfa_oob_code: Mail {
        subject: "Tu código de inicio de sesión de {product}",
        heading: "Tu código de inicio de sesión",
        lead: "Escríbelo donde estás iniciando sesión en {product}.",
        fact: "",
        action: "",
        note: CODE,
        not_me: "¿No estás iniciando sesión ahora? Puede que alguien conozca tu contraseña. Elige una nueva.",
    },
    user_invitation: Mail {
        subject: "Invitación a {organization}",
        heading: "Tienes una invitación",
        lead: "Acepta la invitación y podrás iniciar sesión en {product} con {organization}.",
        fact: "Quién te invita:",
        action: "Aceptar la invitación",
        note: "La invitación es solo para esta dirección y por tiempo limitado.",
        not_me: "¿No sabes de qué se trata? Puedes ignorar este mensaje. Si no aceptas, no \
                 sucederá nada.",
    },
};
