"""What is told beside a proposal at the terminal: possible copies, and requests that came earlier and still wait."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mutua.cli_base import language, print_paragraph, say

if TYPE_CHECKING:
    from mutua.services.beside import Copy
    from mutua.store.database import Archive

_MOST = 20  # numbers told one by one


def print_beside(archive: Archive, claim_id: int) -> None:
    """A line for each thing to know before deciding; deciding stays possible."""
    from mutua.services.beside import beside
    from mutua.wording.beside import copy_sentence, earlier_sentence

    found = beside(archive, claim_id)
    for copy in found.copies:
        told = (copy.claim_id, copy.line, copy.other_claim_id, copy.other_line)
        print_paragraph(copy_sentence(*told, same_person=copy.same_person, language=language()))
    if found.earlier:
        print_paragraph(earlier_sentence([(one.claim_id, one.received_on) for one in found.earlier], language()))


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
