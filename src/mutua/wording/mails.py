"""The words of mails. They say that something is to be seen, and where; never what, never about whose health.

Always Italian: nobody says in which language they read their post.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from mutua.domain.elision import elided
from mutua.domain.italian import written_day
from mutua.domain.mails import FirmMailKind, MailKind
from mutua.wording.numbers import MONTHS, amount


class Words(NamedTuple):
    subject: str
    body: str


class Sender(NamedTuple):
    """Who writes: the society, its phone ("" where it has none), the address of its pages."""

    name: str
    phone: str
    address: str


def _whole(sender: Sender, subject: str, *parts: str) -> Words:
    """A mail with its greeting and its end; parts that are empty fall away."""
    end = f"{sender.name}\n{_phone(sender)}".strip()
    told = ["Buongiorno,", *[elided(one) for one in parts if one], end, _NOTE]
    return Words(subject, "\n\n".join(told) + "\n")


_NOTE = "Questo avviso parte da solo: non serve rispondere. Per non riceverne più basta dircelo."


def _phone(sender: Sender) -> str:
    return f"Telefono: {sender.phone}" if sender.phone else ""


def _call(sender: Sender) -> str:
    """For a firm, who is many."""
    return f"telefonateci subito al {sender.phone}" if sender.phone else "diteccelo subito"


def _call_you(sender: Sender) -> str:
    """For a person, whom the pages call «tu»."""
    return f"telefonaci subito al {sender.phone}" if sender.phone else "diccelo subito"


def to_person(kind: MailKind, sender: Sender, *, link: str = "") -> Words:
    """A mail to a person, who is called «tu» as on the pages it leads to; `link`: what opens the door once."""
    door = f"{sender.address}/entra"
    if kind is MailKind.NEWS:
        ask = f"Se preferisci, chiedi per telefono: {sender.phone}." if sender.phone else ""
        return _whole(sender, "C'è una novità sulla tua richiesta",
                      f"c'è una novità. Per leggerla entra nella tua area:\n{door}", ask)  # fmt: skip
    if kind is MailKind.ENTRY:
        return _whole(
            sender, "Il collegamento per entrare",
            f"per entrare nella tua area apri questo collegamento. Vale una volta sola, per un'ora:\n{link}",
            f"Se non l'hai chiesto tu, non aprirlo e {_call_you(sender)}.",
        )  # fmt: skip
    if kind is MailKind.ACCOUNT:
        return _whole(sender, "È cambiato un tuo dato",
                      "è cambiato il conto su cui ti paghiamo.",
                      f"Se non l'hai chiesto tu, {_call_you(sender)}.")  # fmt: skip
    if kind is MailKind.ADDRESS:
        return _whole(sender, "È cambiato un tuo dato",
                      "da ora non scriviamo più a questo indirizzo di posta elettronica.",
                      f"Se non l'hai chiesto tu, {_call_you(sender)}.")  # fmt: skip
    return _whole(sender, "Il tuo accesso",
                  f"è stato preparato un accesso a tuo nome, o rinnovato quello che c'era:\n{door}",
                  f"Se non ne sai nulla, {_call_you(sender)}.")  # fmt: skip


class StatementTold(NamedTuple):
    number: int
    cents: int
    due_on: date


class ListShort(NamedTuple):
    on: date
    joined: int
    left: int
    changed: int


def to_consultant(sender: Sender, month: date, waiting: int) -> Words:
    """The month's question to a consultant: of how many of their firms nothing was said yet; which, the page says."""
    told = "una delle aziende" if waiting == 1 else f"{waiting} aziende"
    return _whole(
        sender, f"{MONTHS['it'][month.month - 1].capitalize()} {month.year}: è cambiato qualcosa?",
        f"di {told} che vi hanno delegato non sappiamo ancora se questo mese è entrato o uscito qualcuno.",
        "Entrate: le trovate in un elenco, e se non è cambiato nulla basta un pulsante per tutte.\n"
        f"{sender.address}/entra",
    )  # fmt: skip


def to_firm(
    kind: FirmMailKind, sender: Sender, *, month: date | None = None, link: str = "",
    statement: StatementTold | None = None, told: ListShort | None = None,
) -> Words:  # fmt: skip
    """A mail to a firm, with what its kind needs."""
    door = f"{sender.address}/entra"
    if kind is FirmMailKind.MONTH and month is not None:
        return _whole(
            sender, f"{MONTHS['it'][month.month - 1].capitalize()} {month.year}: è cambiato qualcosa?",
            "questo mese è entrato o uscito qualcuno?",
            f"Se non è cambiato nulla, ditelo con questo collegamento (vale una volta sola, fino a fine mese):\n{link}",
            f"Se è cambiato qualcosa, entrate e ditecelo:\n{door}",
        )  # fmt: skip
    if kind is FirmMailKind.STATEMENT and statement is not None:
        return _whole(
            sender, f"Estratto n. {statement.number}",
            f"è pronto l'estratto n. {statement.number}: {amount(statement.cents, 'it')}, da versare entro il "
            f"{written_day(statement.due_on)}.",
            f"Lo trovate qui, con la causale da copiare:\n{door}",
        )  # fmt: skip
    if kind is FirmMailKind.LIST and told is not None:
        return _whole(
            sender, "Abbiamo registrato ciò che ci avete detto",
            f"il {written_day(told.on)} abbiamo registrato: entrate {told.joined}, uscite {told.left}, altri "
            f"cambiamenti {told.changed}.",
            f"Se qualcosa non torna, potete correggere o annullare da qui:\n{door}",
        )  # fmt: skip
    return _whole(sender, "Il vostro accesso",
                  f"è stato preparato un accesso per la vostra azienda, o rinnovato quello che c'era:\n{door}",
                  f"Se non ne sapete nulla, {_call(sender)}.")  # fmt: skip


def trial(sender: Sender) -> Words:
    """The mail by which one sees whether the settings are right."""
    return _whole(sender, "Prova della posta", "se leggete queste righe, la posta della società funziona.")


# What each kind is called in the house: Italian, English.
KINDS: Mapping[str, tuple[str, str]] = {
    MailKind.NEWS: ("una novità", "news"),
    MailKind.ENTRY: ("collegamento per entrare", "link to sign in"),
    MailKind.ACCOUNT: ("conto cambiato", "account changed"),
    MailKind.ADDRESS: ("indirizzo cambiato", "address changed"),
    MailKind.LOGIN: ("accesso preparato", "login made"),
    FirmMailKind.MONTH: ("domanda del mese", "the month's question"),
    FirmMailKind.STATEMENT: ("estratto pronto", "statement ready"),
    FirmMailKind.LIST: ("elenco registrato", "list recorded"),
}

STATES: Mapping[str, tuple[str, str]] = {
    "waiting": ("aspetta", "waits"), "sent": ("partita", "went"), "given_up": ("non andata", "given up"),
}  # fmt: skip

# Why a mail, or no mail at all, went: Italian, English.
FAILURES: Mapping[str, tuple[str, str]] = {
    "no_address": ("manca un indirizzo che si possa usare", "there is no address that can be used"),
    "address_refused": ("l'indirizzo non esiste o non riceve", "the address is not there or takes nothing"),
    "not_wanted": ("non vuole più avvisi per posta elettronica", "wants no notices by mail any more"),
    "too_late": ("non serviva più: era passato troppo tempo", "of no use any more: too much time went by"),
    "answered": ("non serviva più: l'azienda aveva già risposto", "of no use any more: the firm had answered"),
    "no_login": ("l'accesso è stato chiuso", "the login was closed"),
    "gone": ("ciò di cui avvisava non c'è più", "what it told of is not there any more"),
    "not_set_up": ("la posta non è ancora impostata: mutua mail setup", "mail is not set up yet: mutua mail setup"),
    "no_password": ("manca la password della posta, o il suo file si legge da altri",
                    "the password of the post office is missing, or others may read its file"),
    "unreachable": ("il servizio di posta non risponde", "the post office does not answer"),
    "tls_failed": ("il servizio di posta non cifra, o il suo certificato non è valido",
                   "the post office has no cipher, or its certificate is not valid"),
    "login_refused": ("il servizio di posta non accetta utente e password",
                      "the post office does not take user and password"),
    "sender_refused": ("il servizio di posta non accetta il nostro indirizzo", "the post office refuses our address"),
    "refused": ("il servizio di posta non l'ha accettata", "the post office did not take it"),
    "not_now": ("il servizio di posta dice di riprovare più tardi", "the post office says to try again later"),
    "cut_off": ("il collegamento con il servizio di posta è caduto", "the line to the post office broke"),
}  # fmt: skip

_FAULTS: Mapping[str, tuple[str, str]] = {
    "mail_too_long": ("l'indirizzo ha più di {most} segni", "the address has more than {most} signs"),
    "mail_hidden": ("nell'indirizzo c'è uno spazio o un segno che non si vede: riscriverlo a mano",
                    "there is a blank or a sign nobody sees in the address: type it again"),
    "mail_without_at": ("«{found}» non è un indirizzo di posta: serve nome@dominio, come anna@esempio.it",
                        "«{found}» is no mail address: it needs name@domain, like anna@esempio.it"),
    "mail_local": ("prima della chiocciola di «{found}» c'è un segno che la posta non accetta",
                   "before the @ of «{found}» stands a sign that mail does not take"),
    "mail_domain": ("dopo la chiocciola di «{found}» serve un dominio, come esempio.it",
                    "after the @ of «{found}» a domain is needed, like esempio.it"),
    "mail_console": ("«{found}» non si può: la posta va con smtp; solo una dimostrazione la mostra a schermo",
                     "«{found}» cannot be: mail goes by smtp; only a demonstration shows it on the screen"),
    "mail_host": ("«{found}» non è il nome di un servizio di posta, come smtp.esempio.it",
                  "«{found}» is no name of a post office, like smtp.esempio.it"),
    "mail_port": ("«{found}» non è una porta: un numero da 1 a 65535", "«{found}» is no port: a number, 1 to 65535"),
    "mail_tls": ("la cifratura è starttls, tls o none, non «{found}»",
                 "the cipher is starttls, tls or none, not «{found}»"),
    "mail_plain": ("senza cifratura si scrive solo a un servizio di questa macchina, non a {found}",
                   "without a cipher one writes only to a post office of this machine, not to {found}"),
    "public_address": ("«{found}» non è l'indirizzo delle pagine, come https://mutua.esempio.it",
                       "«{found}» is no address of the pages, like https://mutua.esempio.it"),
    "public_address_plain": ("le pagine fuori da questa macchina vogliono https://, non «{found}»",
                             "pages outside this machine need https://, not «{found}»"),
    "mail_no_password": ("manca la password della posta: MUTUA_MAIL_PASSWORD, o un file con --password-file",
                         "the password is missing: MUTUA_MAIL_PASSWORD, or a file by --password-file"),
    "mail_password_open": ("{found} si legge da altri: chmod 600", "others may read {found}: chmod 600"),
    "mail_password_unreadable": ("{found} non si legge", "{found} cannot be read"),
}  # fmt: skip


def mail_fault(code: str, found: str, values: Mapping[str, str], lang: str) -> str:
    """What is wrong with an address or a setting of mail."""
    told = _FAULTS[code][lang == "en"].format_map({**values, "found": found})
    return told if lang == "en" else elided(told)
