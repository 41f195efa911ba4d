"""What is wrong with a file or a request that comes in, in a sentence that says what to do; Italian and English."""

from __future__ import annotations

from collections.abc import Mapping

from mutua.domain.elision import elided
from mutua.domain.faults import Fault
from mutua.intake.mistakes import Mistake
from mutua.wording.identifiers import IDENTIFIERS
from mutua.wording.intake_files import CELLS, COLUMNS, FILES
from mutua.wording.intake_matters import CLAIMS, CONTRIBUTIONS, LATER, MEMBERS
from mutua.wording.intake_sheets import SHEETS
from mutua.wording.staff import STAFF

# code -> (Italian, English): what is wrong and what to do.
TEXTS: Mapping[str, tuple[str, str]] = {
    **FILES, **COLUMNS, **CELLS, **IDENTIFIERS, **MEMBERS, **CLAIMS, **LATER, **CONTRIBUTIONS,
    **SHEETS, **STAFF,
}  # fmt: skip

LONGEST_SHOWN = 60


def mistake_sentence(mistake: Mistake, language: str = "it", who: str = "") -> str:
    """One line: «riga 14, colonna «codice fiscale»: trovato «…»; che cosa fare; forse intendevi «…»». `who`: of whom
    the row is, «riga 14 (Rossi Anna)»."""
    english = language == "en"
    found = mistake.found if len(mistake.found) <= LONGEST_SHOWN else mistake.found[: LONGEST_SHOWN - 1] + "…"
    told = TEXTS[mistake.code][english]
    said = told.format_map({**mistake.values, "found": found})
    said = said if english else elided(said)
    parts = [said if not found or "{found}" in told else f"{'found' if english else 'trovato'} «{found}»; {said}"]
    if mistake.suggestion:
        title = f" ({mistake.values['title']})" if mistake.values.get("title") else ""
        parts.append(f"{'perhaps' if english else 'forse intendevi'} «{mistake.suggestion}»{title}")
    where = place(mistake, language, who)
    return f"{where}: {'; '.join(parts)}" if where else "; ".join(parts)


def beside_field(faults: list[Fault], language: str = "it") -> str:
    """The first thing that is wrong with what was written in a field, as a sentence."""
    one = faults[0]
    told = mistake_sentence(Mistake(one.code, found=one.found, values=one.values, suggestion=one.suggestion), language)
    return told[:1].upper() + told[1:] + "."


def place(mistake: Mistake, language: str = "it", who: str = "") -> str:
    """«riga 14, colonna «nascita»», "" for the whole file; `who`: of whom the row is."""
    row, column = ("row", "column") if language == "en" else ("riga", "colonna")
    parts = [f"{row} {mistake.row} ({who})" if who else f"{row} {mistake.row}"] if mistake.row else []
    if mistake.column:
        parts.append(f"{column} «{mistake.column}»")
    return ", ".join(parts)


def shown(mistake: Mistake, language: str = "it") -> str:
    """What to do about it, without its place."""
    return mistake_sentence(Mistake(mistake.code, found=mistake.found, values=mistake.values,
                                    suggestion=mistake.suggestion), language)  # fmt: skip
