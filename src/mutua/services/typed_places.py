"""Where on the form a finding about a request being typed is told: the field it is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from mutua.intake.mistakes import Mistake
from mutua.services.check_claim import ClaimFinding
from mutua.services.typed_bills import Bill

_FIELDS = {
    "prestazione": "benefit", "servizio": "served", "inizio": "fact-inizio", "spesa": "amount", "fattura": "invoiced",
    "numero_fattura": "invoice", "struttura": "issuer", "richiesta": "received", "documenti": "papers",
}  # fmt: skip
_OF_THE_WHOLE = frozenset({"invoiced", "invoice", "issuer", "received", "papers"})


def at_field(finding: ClaimFinding, shown: Sequence[int], bills: Sequence[Bill]) -> tuple[str, Mistake]:
    """The finding at the field it is about; lines counted as the form counts them."""
    name = _FIELDS.get(finding.fact, f"fact-{finding.fact}" if finding.fact else "benefit")
    number = shown[finding.line - 1] if finding.line else shown[0]
    values = dict(finding.values)
    if finding.code in ("line_twice", "line_alike"):
        values = {key: str(shown[int(value) - 1]) for key, value in values.items()}
    if name not in _OF_THE_WHOLE:
        name = f"fact-{number}-{name.removeprefix('fact-')}" if name.startswith("fact-") else f"{name}-{number}"
    elif name in ("invoice", "invoiced", "issuer"):
        name = next(one for one in bills if number in one.lines).cell(name)
    return name, Mistake(finding.code, 0, "", finding.found, values, finding.suggestion, finding.warning)


def at_fields(
    findings: Iterable[ClaimFinding], shown: Sequence[int], bills: Sequence[Bill], wrong: Collection[str]
) -> Iterator[tuple[str, Mistake]]:
    """All findings at their fields. Lines are not alike as long as what one of them cost is still to be typed."""
    for finding in findings:
        if finding.code != "line_alike" or f"amount-{shown[finding.line - 1]}" not in wrong:
            yield at_field(finding, shown, bills)
