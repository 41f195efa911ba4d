"""What is said about movements, mandates and debits: why a proposal is made, why nothing was done, what is amiss."""

from __future__ import annotations

from collections.abc import Mapping

from mutua.bank.match_values import Grade, Why
from mutua.domain.italian import written_money

# Why a movement may be somebody's money. {value} is what it was seen in; sums are in euro.
WHY: Mapping[str, tuple[str, str]] = {
    "reference": ("riferimento {value} nella causale", "reference {value} in the text"),
    "iban": ("il conto è noto e di nessun altro", "the account is known, and nobody else's"),
    "iban_shared": ("il conto è noto, ma non di uno solo", "the account is known, but not one payer's alone"),
    "name": ("nome: {value}", "name: {value}"),
    "surname": ("soltanto il cognome: {value}", "the surname alone: {value}"),
    "amount": ("importo uguale al dovuto", "the amount is what is owed"),
    "amount_of_day": ("importo uguale a quello di una scadenza", "the amount is that of one due day"),
    "household_sum": ("importo uguale alla somma di più scadenze", "the amount is the sum of several dues"),
    "amount_less": ("mancano {euro}", "{euro} are missing"),
    "amount_more": ("{euro} in più", "{euro} too much"),
    "nothing_owed": ("non deve nulla: resterebbe a credito", "nothing is owed: it would stay on account"),
    "statement": ("importo uguale al rendiconto dell'azienda", "the amount is the firm's statement"),
    "statements_sum": ("importo uguale alla somma dei rendiconti", "the amount is the sum of the firm's statements"),
    "statement_differs": (
        "differisce dal rendiconto di {euro}: un rendiconto si salda per intero",
        "it differs from the statement by {euro}: a statement is paid whole",
    ),
    "no_statement": ("nessun rendiconto aperto ha questo importo", "no open statement has this amount"),
    "several_payers": ("somma esatta di {value} nuclei o aziende", "exactly the sum of {value} payers"),
    "debit": ("addebito {value}", "debit {value}"),
    "debit_differs": ("differisce dall'addebito chiesto di {euro}", "it differs from the debit asked for by {euro}"),
    "debit_paid_before": ("il dovuto è già stato pagato in altro modo", "what it asks for was paid otherwise before"),
    "collection": ("incasso {value}", "collection {value}"),
    "collection_sum": ("somma dei suoi {value} addebiti", "the sum of its {value} debits"),
    "ambiguous": ("ma non è l'unica possibilità", "but it is not the only possibility"),
    "return_unknown": ("insoluto di un addebito sconosciuto: {value}", "the return of an unknown debit: {value}"),
    "return_too_early": (
        "insoluto di un addebito non ancora incassato: confermare prima l'incasso",
        "the return of a debit not collected yet: confirm the collection first",
    ),
    "return_twice": ("già tornato indietro una volta", "it went back once already"),
    "return_differs": ("differisce dall'addebito incassato di {euro}", "it differs from the collected debit by {euro}"),
}  # fmt: skip

GRADES: Mapping[Grade, tuple[str, str]] = {
    Grade.CERTAIN: ("certa", "certain"),
    Grade.LIKELY: ("probabile", "likely"),
    Grade.POSSIBLE: ("possibile", "possible"),
}

STATES: Mapping[str, tuple[str, str]] = {
    "open": ("in attesa", "waiting"),
    "confirmed": ("confermato", "confirmed"),
    "set_aside": ("messo da parte", "set aside"),
    "not_ours": ("uscita", "outgoing"),
}

# Why a service did nothing with a movement, a mandate or a debit.
BANK_REFUSALS: Mapping[str, tuple[str, str]] = {
    "bank_line_unknown": ("Il movimento {found} non c'è.", "There is no movement {found}."),
    "bank_line_taken": (
        "Il movimento {found} non è più in attesa: qualcuno lo ha già confermato o messo da parte.",
        "Movement {found} waits no more: somebody confirmed it, or set it aside.",
    ),
    "bank_line_waits": ("Il movimento {found} è già in attesa.", "Movement {found} is waiting already."),
    "bank_line_took_back": (
        "Il movimento {found} ha riaperto un dovuto: non si annulla; registrare il nuovo incasso quando arriva.",
        "Movement {found} opened a due again: it is not undone; record the new money when it comes.",
    ),
    "bank_line_without_proposal": (
        "Per il movimento {found} non c'è una proposta: ripartirlo con mutua bank split, o metterlo da parte.",
        "There is no proposal for movement {found}: share it out with mutua bank split, or set it aside.",
    ),
    "bank_line_ambiguous": (
        "Per il movimento {found} più proposte sono ugualmente sicure: sceglierne una con --choice.",
        "For movement {found} several proposals are equally sure: choose one with --choice.",
    ),
    "bank_line_not_usable": (
        "Del movimento {found} non si può fare questo: guardare mutua bank matches.",
        "This cannot be done with movement {found}: see mutua bank matches.",
    ),
    "bank_choice_unknown": ("Non c'è la proposta n. {found}.", "There is no proposal no. {found}."),
    "bank_split_sum": (
        "Le parti del movimento {found} non fanno il suo importo, o ne ripetono una.",
        "The parts of movement {found} do not sum to its amount, or repeat one.",
    ),
    "due_unknown": ("La scadenza {found} non c'è.", "There is no due {found}."),
    "statement_not_whole": (
        "Il rendiconto {found} si salda per intero, con tutte le sue righe, o per niente.",
        "Statement {found} is paid whole, with all its lines, or not at all.",
    ),
    "debit_not_waiting": (
        "L'addebito {found} è già stato incassato o respinto.",
        "Debit {found} was collected or refused already.",
    ),
    "debit_not_collected": (
        "L'addebito {found} non risulta incassato.",
        "Debit {found} is not known to be collected.",
    ),
    "debit_return_differs": (
        "Di quell'addebito ({found}) è rimasto un altro importo: guardarlo allo sportello.",
        "Another amount is left of that debit ({found}): look at it at the desk.",
    ),
}


def why_sentence(why: Why, language: str = "it") -> str:
    """A reason in words: «riferimento RF18… nella causale»."""
    text = WHY[why.code][language == "en"]
    if "{euro}" in text:
        return text.format(euro=f"{written_money(abs(int(why.value)))} €")
    return text.format(value=why.value)
