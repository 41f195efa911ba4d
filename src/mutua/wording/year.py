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
        ("{day}, ma è coperto dal {first} ({article})", "{day}, but covered from {first} ({article})"),
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
    "nobody_of_ours": (
        ("Pagati a chi non risulta socio", "Paid to nobody of the members"),
        ("«{number}» non è nell'archivio", "«{number}» is not in the archive"),
    ),
}  # fmt: skip


def finding_title(kind: str, language: str = "it") -> str:
    return YEAR[kind][0][language == "en"]


def finding_sentence(kind: str, values: Mapping[str, str], language: str = "it") -> str:
    """What is said of one finding, without row, name and euros."""
    return YEAR[kind][1][language == "en"].format_map(values)
