"""A fiscal code beside what a person told: where the two disagree. Doubts to look into, never a reason to refuse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from mutua.domain.faults import Fault
from mutua.domain.identifiers.fiscal_code import FiscalCode
from mutua.domain.identifiers.names import (
    birth_surname,
    given_name_letters,
    parts_of,
    surname_letters,
    two_letter_vowels,
)
from mutua.domain.italian import written_day

STATE_UNKNOWN = "fiscal_code_state_unknown"
# Where a name gives other letters, and where one part of it gives those of the code.
_SURNAME = ("fiscal_code_surname", "fiscal_code_surname_part")
_GIVEN_NAME = ("fiscal_code_given_name", "fiscal_code_given_name_part")


def doubts(
    code: FiscalCode, *, surname: str = "", given_name: str = "", born_on: date | None = None, sex: str = "",
    municipality_code: str = "",
) -> list[Fault]:  # fmt: skip
    """Where the code disagrees with what was told; "" and None tell nothing. A provisional code is itself a doubt."""
    if code.is_provisional:
        return [Fault("fiscal_code_provisional", code.text)]
    found = _of_names(code, surname, given_name)
    if born_on is not None:
        found += _of_birth(code, born_on)
    if sex and sex != code.sex:
        found.append(Fault("fiscal_code_sex", code.text, {"sex": code.sex}))
    if municipality_code and municipality_code != code.municipality_code:
        found.append(Fault("fiscal_code_birthplace", code.text, {"place": code.municipality_code}))
    if code.state_unknown:
        found.append(Fault(STATE_UNKNOWN, code.text, {"place": code.municipality_code}))
    return found


def _of_birth(code: FiscalCode, born_on: date) -> list[Fault]:
    """The century is the declared one: of another year only its two figures are told, as the code has no more."""
    wanted = f"{born_on.year % 100:02d}"
    if code.year_figures != wanted:
        told = {"year": code.year_figures, "wanted": wanted, "day": written_day(born_on)}
        return [Fault("fiscal_code_birth_year", code.text, told)]
    birth = code.birth_near(born_on)
    return [] if birth == born_on else [Fault("fiscal_code_birth", code.text, {"day": written_day(birth or born_on)})]


def _of_names(code: FiscalCode, surname: str, given_name: str) -> list[Fault]:
    ours = (code.surname_letters, code.given_name_letters)
    wrong = [
        *_of_one(code, birth_surname(surname), ours[0], surname_letters, _SURNAME),
        *_of_one(code, given_name, ours[1], given_name_letters, _GIVEN_NAME),
    ]
    if wrong and ours == (surname_letters(given_name), given_name_letters(surname)):
        return [Fault("fiscal_code_names_exchanged", code.text)]
    return wrong


def _of_one(
    code: FiscalCode, name: str, ours: str, letters_of: Callable[[str], str], faults: tuple[str, str]
) -> list[Fault]:
    """At most one doubt about a name; none where it has no letter of our alphabet."""
    wanted = letters_of(name)
    if not wanted or ours in (wanted, letters_of(two_letter_vowels(name))):
        return []
    part = next((part for part in parts_of(name) if letters_of(part) == ours), "")
    if part:
        return [Fault(faults[1], code.text, {"letters": ours, "part": part})]
    return [Fault(faults[0], code.text, {"letters": ours, "wanted": wanted})]
