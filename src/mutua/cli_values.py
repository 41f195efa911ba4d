"""Amounts, percentages, months and rates as a person writes them at the terminal, by the strict readers of files."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import click

from mutua.cli_base import language, say


class MoneyType(click.ParamType):  # type: ignore[type-arg]  # it takes an argument only since click 8.4
    """Euro cents of `1.300,00` or `45`."""

    name = "euro"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        from mutua.domain.faults import Fault
        from mutua.domain.italian import italian_money
        from mutua.intake.mistakes import Mistake
        from mutua.wording.intake import mistake_sentence

        if isinstance(value, int):
            return value
        found = italian_money(str(value).strip())
        if isinstance(found, Fault):
            mistake = Mistake(found.code, found=found.found, suggestion=found.suggestion)
            self.fail(mistake_sentence(mistake, language()), param, ctx)
        return found


class PercentType(click.ParamType):  # type: ignore[type-arg]  # the same
    """Hundredths of a percent of `70` or `2,5`."""

    name = "percentuale"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        from mutua.domain.faults import Fault
        from mutua.domain.firms import WHOLE_SHARE
        from mutua.domain.italian import italian_decimal

        if isinstance(value, int):
            return value
        found = italian_decimal(str(value).strip().removesuffix("%").strip())
        if isinstance(found, Fault) or found > WHOLE_SHARE:
            self.fail(say(f"«{value}» non è una percentuale: 2,5", f"«{value}» is no percentage: 2,5"), param, ctx)
        return found


class MonthType(click.ParamType):  # type: ignore[type-arg]  # the same
    """The first day of a month, `2026-08` or `08/2026`."""

    name = "mese"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        match = re.fullmatch(r"([0-9]{4})-([0-9]{2})|([0-9]{1,2})/([0-9]{4})", str(value).strip())
        year, month = (int(match[1] or match[4]), int(match[2] or match[3])) if match else (0, 0)
        if not (1850 <= year <= 2200 and 1 <= month <= 12):
            self.fail(say(f"«{value}» non è un mese: 2026-08", f"«{value}» is no month: 2026-08"), param, ctx)
        return date(year, month, 1)


class RateType(click.ParamType):  # type: ignore[type-arg]  # the same
    """An assistance and what it costs a month: `base=10,00`; a plan without assistances has `=10,00`."""

    name = "assistenza=euro"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, int]:
        if isinstance(value, tuple):
            return value
        assistance, sign, cents = str(value).rpartition("=")
        if not sign:
            how = say("scrivere assistenza=euro, come base=10,00", "write assistance=euro, as base=10,00")
            self.fail(how, param, ctx)
        return assistance.strip(), MONEY.convert(cents, param, ctx)


MONEY, PERCENT, MONTH, RATE = MoneyType(), PercentType(), MonthType(), RateType()
