"""What is said about entering and logins: why somebody is not let in, why no login was made, the names of roles."""

from __future__ import annotations

from collections.abc import Mapping

from mutua.domain.access import Role

Sentences = Mapping[str, tuple[str, str]]

ACCESS_REFUSALS: Sentences = {
    "entry_wrong": (
        "Nome o password non vanno bene. Ricontrollate le maiuscole; se la password è andata persa, chi amministra ne "
        "dà un'altra.",
        "Name or password are wrong. Check the capitals; if the password is lost, the administrator gives another.",
    ),
    "entry_too_often": (
        "Troppi tentativi andati a vuoto: aspettate cinque minuti e riprovate.",
        "Too many attempts failed: wait five minutes and try again.",
    ),
    "entry_over": (
        "L'ingresso non è più valido: ricominciate dal nome e dalla password.",
        "This entry is over: begin again with name and password.",
    ),
    "entry_given_ended": (
        "Questa password per il primo ingresso valeva un'ora ed è scaduta: fatevene dare un'altra da chi amministra.",
        "This password for the first entry held for an hour and has ended: have the administrator give you another.",
    ),
    "entry_first": (
        "È il primo ingresso: prima si sceglie la propria password.",
        "This is the first entry: first choose a password of your own.",
    ),
    "code_wrong": (
        "Il codice non va bene: scrivete le sei cifre che l'applicazione mostra adesso. Ognuno vale una volta sola.",
        "The code is wrong: write the six figures the application shows now. Each counts once.",
    ),
    "password_short": (
        "La password è troppo corta: almeno {found} segni. Quattro parole scelte a caso vanno bene.",
        "The password is too short: at least {found} signs. Four words chosen by chance will do.",
    ),
    "password_long": (
        "La password è troppo lunga: al più {found} segni.", "The password is too long: at most {found} signs.",
    ),
    "password_plain": (
        "La password si indovina: contiene il nome, o pochissimi segni diversi. Scegliete quattro parole a caso.",
        "The password is easily guessed: it holds the name, or very few different signs. Choose four words by chance.",
    ),
    "not_there": ("Non c'è.", "It is not there."),
    "key_without_purpose": (
        "Scrivete a che cosa serve la chiave, in al più 80 segni: così la si riconosce quando va tolta.",
        "Write what the key is for, in at most 80 signs: so one knows it when it is to be taken back.",
    ),
    "key_days": (
        "Una chiave vale da 1 a 366 giorni: {found} non va bene.",
        "A key holds from 1 to 366 days: {found} will not do.",
    ),
    "key_too_many": (
        "Ci sono già {found} chiavi: toglietene una che non serve più.",
        "There are {found} keys already: take back one that is no longer needed.",
    ),
    "roles_apart": (
        "Chi entra come azienda o come socio non ha altri ruoli: dategli un accesso per ciascuno.",
        "Whoever enters as a firm or as a member has no other role: give them a login for each.",
    ),
    "login_and_firm": (
        "L'accesso di un'azienda ha il ruolo firm e dice quale azienda è (--firm); gli altri nessuna.",
        "The login of a firm has the role firm and says which firm it is (--firm); others say none.",
    ),
    "login_and_person": (
        "L'accesso di un socio ha il ruolo member e dice chi è: --member con la tessera o il codice fiscale.",
        "The login of a member has the role member and says who it is: --member with the card or the fiscal code.",
    ),
    "login_closed": (
        "L'accesso di questa persona è stato chiuso: lo riapre chi amministra, con una password nuova.",
        "This person's login was closed: the administrator opens it again, with a new password.",
    ),
    "login_of_child": (
        "Chi ha meno di 18 anni non entra con un accesso suo: datelo a chi lo rappresenta, che vede anche le sue cose. "
        "Qui: {found}.",
        "Whoever is under 18 has no login of their own: give one to who stands for them, who sees their matters too. "
        "Here: {found}.",
    ),
    "login_of_child_alone": (
        "Chi ha meno di 18 anni non entra con un accesso suo, e nel suo nucleo nessuno risulta rappresentarlo: chi lo "
        "fa va prima registrato nel nucleo, come titolare o come coniuge o convivente.",
        "Whoever is under 18 has no login of their own, and nobody of their household is on record as standing for "
        "them: whoever does is first recorded in the household, as its member, spouse or partner.",
    ),
    "key_unknown": ("Questa chiave non c'è più.", "That key is no longer there."),
    "own_family": (
        "È la scheda o la domanda di qualcuno della vostra famiglia: se ne occupa un collega.",
        "This is the sheet or the request of somebody of your family: a colleague handles it.",
    ),
    "login_unreadable": (
        "Il nome per entrare «{found}» non va bene: da 2 a 40 lettere minuscole, cifre, punti o trattini, e per prima "
        "una lettera. Per esempio: anna.rossi.",
        "The login “{found}” will not do: 2 to 40 small letters, digits, dots or hyphens, beginning with a letter. "
        "For instance: anna.rossi.",
    ),
    "login_taken": (
        "Il nome per entrare {found} c'è già: sceglietene un altro.",
        "The login {found} is taken: choose another.",
    ),
    "login_unknown": (
        "Nessuno entra con il nome {found}. L'elenco: mutua users list.",
        "Nobody enters as {found}. The list: mutua users list.",
    ),
    "user_is_oneself": (
        "Nessuno può chiudere il proprio accesso né cambiare i propri ruoli: lo fa un altro amministratore.",
        "Nobody closes their own login or changes their own roles: another administrator does it.",
    ),
    "last_admin": (
        "{found} è l'unico amministratore: prima date l'amministrazione a un'altra persona, poi toglietela a questa.",
        "{found} is the only administrator: give the role to somebody else first, then take it from this one.",
    ),
    "user_without_name": (
        "Manca il nome della persona (al più 100 segni): scrivete nome e cognome.",
        "The name of the person is missing (100 signs at most): write given name and surname.",
    ),
    "user_without_role": (
        "Manca il ruolo: almeno uno.", "The role is missing: at least one.",
    ),
}  # fmt: skip

ROLE_NAMES: Mapping[Role, tuple[str, str]] = {
    Role.CLERK: ("sportello", "counter"),
    Role.APPROVER: ("approvazione", "approval"),
    Role.AUDITOR: ("revisione", "audit"),
    Role.ADMIN: ("amministrazione", "administration"),
    Role.FIRM: ("azienda", "firm"),
    Role.MEMBER: ("socio", "member"),
}
