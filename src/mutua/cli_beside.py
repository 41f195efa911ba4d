"""What is told beside a proposal at the terminal: possible copies, and requests that came earlier and still wait."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mutua.cli_base import language, print_paragraph, say

if TYPE_CHECKING:
    from mutua.services.beside import Copy, Earlier
    from mutua.store.database import Archive

_MOST = 20  # numbers told one by one


def print_beside(archive: Archive, claim_id: int) -> None:
    """A line for each thing to know before deciding; deciding stays possible."""
    from mutua.services.beside import beside

    found = beside(archive, claim_id)
    for copy in found.copies:
        print_paragraph(copy_sentence(copy))
    if found.earlier:
        print_paragraph(earlier_sentence(found.earlier))


def copy_sentence(copy: Copy) -> str:
    """«Attenzione: la riga 1 sembra un doppione della domanda 11 …»."""
    whose = "" if copy.same_person else say(" di un'altra persona del nucleo", " of somebody else of the household")
    return say(
        f"Attenzione: la riga {copy.line} è un possibile doppione della domanda {copy.other_claim_id}{whose} "
        f"(riga {copy.other_line}): guardate le due fatture prima di decidere.",
        f"Beware: line {copy.line} is possibly a copy of request {copy.other_claim_id}{whose} "
        f"(line {copy.other_line}): look at both invoices before deciding.",
    )


def earlier_sentence(earlier: Sequence[Earlier]) -> str:
    """Which requests come before this one to the ceilings."""
    from mutua.wording.numbers import calendar_date

    lang = language()
    days = [(one.claim_id, calendar_date(one.received_on, lang)) for one in earlier]
    if len(days) == 1:
        [(number, day)] = days
        return say(
            f"Prima di questa aspetta la domanda {number}, arrivata il {day}: "
            "decidendola adesso passa avanti ai limiti.",
            f"Request {number}, received on {day}, waits before this one: deciding now lets it pass to the limits.",
        )
    told = ", ".join(say(f"{number} (arrivata il {day})", f"{number} (received on {day})") for number, day in days)
    return say(
        f"Prima di questa aspettano le domande {told}: decidendola adesso passa avanti ai limiti.",
        f"Requests {told} wait before this one: deciding now lets it pass to the limits.",
    )


def print_copies(copies: Sequence[Copy]) -> None:
    """How many of the decided requests look like copies, and of which; nothing where none does."""
    pairs = dict.fromkeys((one.claim_id, one.other_claim_id) for one in copies)
    if not pairs:
        return
    numbers = [say(f"{one} (come la {other})", f"{one} (like {other})") for one, other in pairs]
    told = ", ".join(numbers[:_MOST]) + (", …" if len(numbers) > _MOST else "")
    count = len({one for one, _ in pairs})
    print_paragraph(
        say(
            f"Domande decise che sembrano doppioni: {count}: {told}. Guardate le fatture prima di pagare.",
            f"Decided requests that look like copies: {count}: {told}. Look at the invoices before paying.",
        )
    )
