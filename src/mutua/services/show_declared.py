"""What somebody declared and was told, in words: for the clerk's page of the person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from mutua.rules.model import ParameterFigure
from mutua.services.declare import notice_of
from mutua.services.tax_ceiling import YearUsed, ceiling_used
from mutua.wording.declared import given_sentence, notice_sentence, used_sentence
from mutua.wording.numbers import Language


class DeclaredShown(NamedTuple):
    """`notice`: whether the society's notice was got; `got`: which, one by one; `years`: how much of the tax ceiling is
    used, and whether it is passed. The society may have written no notice (`notice` "")."""

    notice: str
    got: tuple[str, ...]
    lacking: bool
    years: tuple[tuple[str, bool], ...]


def show_declared(
    connection: Connection, ceilings: Iterable[ParameterFigure], person_id: int, today: date, language: Language
) -> DeclaredShown:
    """Of this year and the last one, and of every year of which they declared something, where anything counts."""
    one = notice_of(connection, person_id, today)
    used = ceiling_used(connection, ceilings, person_id, (today.year, today.year - 1))
    return DeclaredShown(
        "" if one.now is None else notice_sentence(one.now.version, bool(one.given), one.got is not None, language),
        tuple(given_sentence(each.version, each.given_on, each.how, language) for each in one.given),
        one.now is not None and not one.given,
        tuple((year_sentence(each, language), (each.left_cents or 0) < 0) for each in used
              if each.asked_cents or each.elsewhere is not None),
    )  # fmt: skip


def year_sentence(one: YearUsed, language: Language) -> str:
    """How much of the ceiling of a year is used, with its article."""
    told = None if one.elsewhere is None else (one.elsewhere.cents, one.elsewhere.declared_on)
    source = "" if one.ceiling is None else one.ceiling.source
    return used_sentence(one.year, one.asked_cents, told, one.left_cents, source, language)
