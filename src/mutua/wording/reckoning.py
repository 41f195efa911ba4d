"""The reckoning of a request in words: from what was decided to what is still to be paid, a row for each step."""

from __future__ import annotations

from typing import NamedTuple

from mutua.domain.italian import written_day
from mutua.domain.reckoning import InRun, Moved, Reckoning
from mutua.wording.bank import bank_reason
from mutua.wording.numbers import Language


class Row(NamedTuple):
    """`cents` is below nought where money went out; `last`: it says how things stand now."""

    said: str
    cents: int
    last: bool = False


def reckoning_rows(it: Reckoning, language: Language) -> list[Row]:
    """«Deciso (decisione 1 del 30/06/2026)», «Pagato il 10/07/2026», «Ancora da pagare». The rows before the last ones
    sum to them, what is to be recovered taken off."""
    rows = [Row(_decided(it, language), it.decided_cents)]
    rows += [Row(_moved(one, language), one.cents) for one in it.moved]
    rows.append(Row(_say(language, "Ancora da pagare", "Still to be paid"), it.owed_cents, last=True))
    for day, cents in it.deferred:
        on = written_day(day)
        rows.append(Row(_say(language, f"Da pagare dal {on}", f"To be paid from {on}"), cents, last=True))
    if it.recoverable_cents:
        told = _say(language, "Da recuperare dal socio", "To be recovered from the member")
        rows.append(Row(told, it.recoverable_cents, last=True))
    return rows


def in_run_sentence(run: InRun, language: Language) -> str:
    """«È nella distinta SCT-000002 del 10/07/2026: parte quando è rilasciata.»"""
    on = written_day(run.execute_on)
    return _say(language, f"È nella distinta {run.name} del {on}: parte quando ne viene fatto il file per la banca.",
                f"It stands in run {run.name} of {on}: it goes once the file for the bank is made.")  # fmt: skip


def _decided(it: Reckoning, language: Language) -> str:
    if it.decided_on is None:
        return _say(language, "Deciso: nessuna decisione è in vigore", "Decided: no decision is in force")
    on = written_day(it.decided_on)
    return _say(language, f"Deciso (decisione {it.sequence} del {on})", f"Decided (decision {it.sequence} of {on})")


def _moved(one: Moved, language: Language) -> str:
    on, why = written_day(one.on), bank_reason(one.reason, language)
    if one.cents > 0:
        return _say(language, f"Tornato indietro il {on}", f"Came back on {on}") + (f": {why}" if why else "")
    if one.under_way:
        return _say(language, f"Nel pagamento del {on}, non ancora sull'estratto della banca",
                    f"In the payment of {on}, not on the bank's statement yet")  # fmt: skip
    return _say(language, f"Pagato il {on}", f"Paid on {on}")


def _say(language: Language, italian: str, english: str) -> str:
    return english if language == "en" else italian
