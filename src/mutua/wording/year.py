"""«Il vostro anno» in words: what each kind of finding is called, and what is said of one."""

from __future__ import annotations

from collections.abc import Mapping

# kind -> title (Italian, English), sentence (Italian, English)
YEAR: Mapping[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "paid_twice": (
        ("Fatture pagate due volte", "Invoices paid twice"),
        ("come la riga {row} ({other})", "as row {row} ({other})"),
    ),
    "above_ceiling": (
        ("Rimborsi oltre il massimale", "Refunds above a ceiling"),
        ("{pot} {year}: pagati {total} su {size} ({article})", "{pot} {year}: {total} paid of {size} ({article})"),
    ),
    "before_joining": (
        ("Pagati prima dell'iscrizione", "Paid before joining"),
        ("{day}, ma è coperto dal {joined}", "{day}, but covered from {joined}"),
    ),
    "after_leaving": (
        ("Pagati dopo l'uscita", "Paid after leaving"),
        ("{day}, ma era coperto fino al {left}", "{day}, but covered until {left}"),
    ),
    "waiting_ignored": (
        ("Carenze non rispettate", "Waiting periods ignored"),
        ("{day}, ma per la carenza spetta dal {first} ({article})", "{day}, but the wait ends on {first} ({article})"),
    ),
    "code_wrong": (("Codici fiscali sbagliati", "Wrong tax codes"), ("«{code}»", "«{code}»")),
    "code_shared": (
        ("Codici fiscali usati per due persone", "Tax codes of two people"),
        ("«{code}» è anche di {other} (riga {row})", "«{code}» is also {other}'s (row {row})"),
    ),
    "code_of_another": (
        ("Codici fiscali di un altro socio", "Tax codes of another member"),
        ("«{code}» nell'archivio è di {other}", "«{code}» is {other}'s in the archive"),
    ),
    "card_of_another": (
        ("Tessere di un'altra persona", "Cards of somebody else"),
        ("la tessera {card} è di {other}, la riga dice {said}", "card {card} is {other}'s, the row says {said}"),
    ),
    "nobody_of_ours": (
        ("Pagati a chi non risulta socio", "Paid to nobody of the members"),
        ("«{number}» non è nell'archivio", "«{number}» is not in the archive"),
    ),
}  # fmt: skip

# The same of somebody who has no cover in the archive: since when they are in their household, or until when.
_UNCOVERED: Mapping[str, tuple[str, str]] = {
    "before_joining": ("{day}, ma è iscritto dal {joined} (nell'archivio non ha una copertura)",
                       "{day}, but enrolled from {joined} (no cover in the archive)"),
    "after_leaving": ("{day}, ma era iscritto fino al {left} (nell'archivio non ha una copertura)",
                      "{day}, but enrolled until {left} (no cover in the archive)"),
}  # fmt: skip

# What the findings do not say, so that nobody takes silence for order.
NOT_LOOKED_AT: Mapping[str, tuple[str, str]] = {
    "archive_empty": ("L'archivio è vuoto: portate dentro i soci per vedere iscrizioni, uscite e massimali.",
                      "The archive is empty: bring in the members to see joining, leaving, ceilings."),
    "expense_alone": ("La lista non dice quanto fu rimborsato: gli euro sono quelli spesi.",
                      "The list does not say what was refunded: the euros are those spent."),
    "by_name": ("Pagamenti attribuiti dal solo nome, da controllare: {count}.",
                "Payments attributed by name alone, to be checked: {count}."),
    "word_taken": ("«{word}» è stata letta come {taken}.", "«{word}» was taken for {taken}."),
    "words_unknown": ("Prestazioni che il piano non ha con questo nome, non guardate: {words}.",
                      "Benefits that the plan does not call so, not looked at: {words}."),
    "not_whole": ("Massimali guardati solo in parte, per dati che mancano: {words}.",
                  "Ceilings looked at only in part, for want of facts: {words}."),
    "no_plan": ("Massimali e carenze non sono stati guardati: scegliete il piano, fra le colonne.",
                "Ceilings and waits were not looked at: choose the plan, among the columns."),
}  # fmt: skip
_AT_THE_TERMINAL: Mapping[str, tuple[str, str]] = {
    "no_plan": ("Massimali e carenze non sono stati guardati: indicate il piano con --plan società/piano.",
                "Ceilings and waits were not looked at: name the plan with --plan society/plan."),
}  # fmt: skip


def finding_title(kind: str, language: str = "it") -> str:
    return YEAR[kind][0][language == "en"]


def finding_sentence(kind: str, values: Mapping[str, str], language: str = "it") -> str:
    """What is said of one finding, without row, name and euros."""
    told = _UNCOVERED[kind] if "uncovered" in values else YEAR[kind][1]
    return told[language == "en"].format_map(values)


def not_looked_at_sentence(
    code: str, values: Mapping[str, str], language: str = "it", *, at_terminal: bool = False
) -> str:
    """What could not be looked at, in a sentence that says what to do on a page or at the terminal."""
    told = _AT_THE_TERMINAL.get(code, NOT_LOOKED_AT[code]) if at_terminal else NOT_LOOKED_AT[code]
    return told[language == "en"].format_map(values)
