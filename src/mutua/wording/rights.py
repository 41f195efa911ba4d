"""What is said about the rights of people over their data, and about papers: refusals, looks, kinds of paper."""

from __future__ import annotations

from collections.abc import Mapping

from mutua.domain.dues import Channel
from mutua.domain.kinds import Looked
from mutua.wording.numbers import Language

Sentences = Mapping[str, tuple[str, str]]

# Why nobody is erased, or no paper is printed.
RIGHTS_REFUSALS: Sentences = {
    "paper_year_not_begun": (
        "Il {found} non è ancora cominciato: non c'è nulla da attestare.",
        "The year {found} has not begun: there is nothing to certify.",
    ),
    "erased_already": (
        "È già stato cancellato. Se allora qualcuno leggeva l'archivio: mutua rights clean.",
        "Erased already. If somebody was reading the archive then: mutua rights clean.",
    ),
    "erase_member": (
        "È socio: prima finisce il rapporto (mutua members end).",
        "A member: first the membership ends (mutua members end).",
    ),
    "erase_applicant": (
        "Ha chiesto di diventare socio e la domanda non è chiusa: prima si decide, o la ritira.",
        "Has asked to become a member and the application is not closed: first it is decided, or taken back.",
    ),
    "erase_covered": (
        "Ha una copertura ancora aperta: prima va chiusa.", "A cover is still open: first it ends.",
    ),
    "erase_open_request": (
        "La domanda {found} aspetta, o di essa resta qualcosa da pagare, da rinviare o da recuperare.",
        "Request {found} waits, or something of it is still to be paid, put off or recovered.",
    ),
    "erase_open_due": (
        "Un contributo con scadenza {found} non è chiuso: va pagato, o tolto, prima.",
        "A contribution due on {found} is not settled: first it is paid, or taken back.",
    ),
    "erase_on_account": (
        "La ricevuta {found} ha del denaro in acconto: va usato, o restituito, prima.",
        "Receipt {found} has money on account: first it is used, or given back.",
    ),
    "no_adhesion_no_certificate": (
        "{found}: non aderisce al patto, e l'attestazione è di chi aderisce.",
        "{found}: not in the pact, and the certificate is for who is.",
    ),
    "no_member_no_card": (
        "{found}: non è socio, e la tessera è dei soci.", "{found}: no member, and cards are for members.",
    ),
    "decision_unreadable": (
        "Quello che la decisione della domanda {found} ha visto è stato cancellato, o non si legge più.",
        "What the decision of request {found} saw was erased, or cannot be read any more.",
    ),
    "letter_while_suspended": (
        "La domanda {found} aspetta documenti o risposte: non c'è ancora una decisione da comunicare.",
        "Request {found} waits for papers or answers: there is no decision to be told yet.",
    ),
    "nothing_missing": (
        "Alla domanda {found} non manca nulla.", "Request {found} lacks nothing.",
    ),
    "only_ours_missing": (
        "Alla domanda {found} manca solo quello che guarda l'ufficio: al socio non c'è nulla da chiedere.",
        "Request {found} lacks only what the office looks up: there is nothing to ask the member for.",
    ),
    "nothing_to_take": (
        "Per la domanda {found} non c'è più niente da fare: non si prende.",
        "Nothing is left to do about request {found}: it is not taken on.",
    ),
    "not_yours_to_leave": (
        "La domanda non è fra le vostre: non c'è niente da lasciare.",
        "The request is not among your own: there is nothing to leave.",
    ),
    "papers_asked_already": (
        "I documenti mancanti sono già stati chiesti il {found}. Una seconda volta li chiede un responsabile, "
        "scrivendo perché.",
        "The missing papers were asked for on {found} already. A second request is made by an approver, who writes "
        "why.",
    ),
    "paper_of_future_year": ("Il {found} deve ancora venire.", "{found} is still to come."),
    "not_asked_here": (
        "Il regolamento di questa domanda non conosce «{found}»: ricaricate la pagina.",
        "The rules of this request do not know “{found}”: reload the page.",
    ),
    "key_taken": (
        "Da questa pagina è già stato registrato qualcos'altro: ricaricatela.",
        "Something else was recorded from this page already: reload it.",
    ),
    "firm_unknown": ("Nessuna azienda ha la partita IVA {found}.", "No firm has the VAT number {found}."),
}  # fmt: skip

# What is wrong with papers and erasures.
RIGHTS_FINDINGS: Sentences = {
    "paper_kind_unknown": (
        "{place}: «{found}» non è un tipo di documento.", "{place}: “{found}” is no kind of paper.",
    ),
    "erased_still_there": (
        "La persona n. {found} è stata cancellata, ma in {place} c'è ancora: mutua rights erase-again.",
        "Person no. {found} was erased, but {place} still has them: mutua rights erase-again.",
    ),
}  # fmt: skip

# By which way money came in, as certificates say it.
MEANS: Mapping[Channel, tuple[str, str]] = {
    Channel.TRANSFER: ("bonifico", "bank transfer"), Channel.DIRECT_DEBIT: ("addebito diretto", "direct debit"),
    Channel.CASH: ("contanti", "cash"), Channel.CARD: ("carta di pagamento", "payment card"),
    Channel.POSTAL: ("bollettino postale", "postal slip"), Channel.PAYROLL: ("trattenuta in busta paga", "payroll"),
    Channel.OFFSET: ("compensazione", "offsetting"), Channel.LIST: ("detto da un elenco", "told by a list"),
}  # fmt: skip

LOOKED: Mapping[Looked, tuple[str, str]] = {
    Looked.SHEET: ("la scheda", "the sheet"),
    Looked.REQUEST: ("una domanda", "a request"),
    Looked.REQUESTS: ("l'elenco delle domande", "the list of requests"),
    Looked.ATTACHMENT: ("un allegato", "an attachment"),
    Looked.PAPER: ("un documento stampato", "a printed paper"),
    Looked.EXPORT: ("tutti i dati, per consegnarli", "all data, to hand them over"),
    Looked.ERASURE: ("la cancellazione", "the erasure"),
}

# Who looked, where clerks are not named.
ACTORS: Sentences = {
    "clerk": ("un operatore", "a clerk"), "approver": ("un responsabile", "an approver"),
    "system": ("il programma", "the program"),
}  # fmt: skip

_ACTING: Sentences = {
    "": ("{name}", "{name}"), "proxy": ("{name}, con delega di {of}", "{name}, by proxy of {of}"),
    "nameless": ("una persona che non è più nei nostri dati", "somebody who is no longer on record"),
}


def acting_words(name: str, proxy_of: str, language: Language) -> str:
    """«Laura Ribet, con delega di Francesca Gay»: a member who acted, and for whom. `name`: "" of who was erased."""
    english = language == "en"
    who = name or _ACTING["nameless"][english]
    return _ACTING["proxy" if proxy_of else ""][english].format(name=who, of=proxy_of)


def who_looked(by: str, member: tuple[str, str] | None, language: Language) -> str:
    """Who looked: a member, somebody of the house by name, or what they are where clerks are not named."""
    if member is not None:
        return acting_words(*member, language)
    return ACTORS[by][language == "en"] if by in ACTORS else by


# Kinds of paper, by the code under which the archive notes that they were issued.
PAPERS: Sentences = {
    "certificate": ("attestazione annuale", "yearly certificate"),
    "statement": ("estratto conto", "statement"),
    "card": ("tessera", "membership card"),
    "firm_list": ("elenco per la Certificazione Unica", "firm's year-end list"),
    "members_book": ("libro soci", "members' book"),
    "adhesion": ("attestazione di adesione al patto", "certificate of adhesion"),
    "firm_statement": ("estratto di un'azienda", "firm's statement"),
    "offer": ("offerta di continuare", "offer to go on"),
    "decision_letter": ("lettera con la decisione", "letter of decision"),
    "papers_asked": ("richiesta di documenti", "request for papers"),
    "appeal_letter": ("lettera: risposta al reclamo", "letter: answer to the objection"),
    "reversal_letter": ("lettera: decisione annullata", "letter: decision taken back"),
    "receipt": ("ricevuta", "receipt"),
    "payment_advice": ("avviso di pagamento", "payment advice"),
}

LEGGIMI = """\
I VOSTRI DATI

Questo pacchetto contiene tutto ciò che {society} conserva di una persona, al {day}.
Contiene anche notizie sulla salute: conservatelo con cura.

tabelle/        le stesse cose in tabelle, da aprire con un foglio di calcolo:
                chi siete, coperture, domande e loro righe, decisioni con i motivi, pagamenti,
                ciò che vi è stato addebitato, i versamenti per voi o da voi, i vostri mandati e movimenti
                bancari, i vostri rapporti con un'azienda iscritta, la vostra vita di soci, libro soci,
                allegati, documenti emessi, chi ha guardato i vostri dati. Di altri non è detto nulla:
                dove hanno pagato loro, o un movimento era anche per loro, c'è solo la parte che è vostra
spiegazioni/    perché ogni domanda è stata decisa come è stata decisa, passo per passo
allegati/       i documenti consegnati, come li avete consegnati
dati.json       ogni riga conservata che vi riguarda, per un programma

Importi in euro, date giorno/mese/anno. In dati.json gli importi sono centesimi e le date anno-mese-giorno.
Se qualcosa non è esatto potete chiedere di correggerlo; quando la legge non impone più di conservarlo, di cancellarlo.
"""


# Why the archive could not be written anew after somebody was erased, by the code of what stood against it.
_NOT_WIPED: Sentences = {
    "archive_busy": (
        "Qualcuno sta leggendo l'archivio: nei suoi file possono restare tracce, fino a mutua rights clean.",
        "Somebody is reading the archive: traces may stay in its files, until mutua rights clean.",
    ),
    "disk_full": (
        "Sul disco non c'è posto per riscrivere l'archivio: nei suoi file possono restare tracce. Liberate tanto "
        "spazio quanto ne occupa l'archivio, poi mutua rights clean.",
        "The disk has no room to write the archive anew: traces may stay in its files. Free as much space as the "
        "archive takes, then mutua rights clean.",
    ),
}
_NOT_WRITTEN = (
    "L'archivio non si è potuto riscrivere, per un guasto del disco o del database: nei suoi file possono restare "
    "tracce, fino a mutua rights clean.",
    "The archive could not be written anew, by a fault of the disk or the database: traces may stay in its files, "
    "until mutua rights clean.",
)


def not_wiped(why: str, language: str) -> str:
    """That traces of somebody erased may still be in the archive's files, why, and what to do."""
    return _NOT_WIPED.get(why, _NOT_WRITTEN)[language == "en"]


UNCERTAIN = "[U]"  # by which whoever writes the terms finds again what no lawyer has confirmed


def source_told(source: str, language: str) -> str:
    """Where a term stands, as people read it: what is not confirmed is said in words."""
    if UNCERTAIN not in source:
        return source
    plain = " ".join(source.replace(UNCERTAIN, " ").split())
    return f"{plain}, " + ("not yet checked" if language == "en" else "da verificare")
