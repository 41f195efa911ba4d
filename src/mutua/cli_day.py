"""Days as a person writes them at the terminal: `31/01/2026` or `2026-01-31`, by the strict reader of files."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from mutua.cli_base import language


class DayType(click.ParamType):  # type: ignore[type-arg]  # it takes an argument only since click 8.4
    """A calendar day; anything else is a usage mistake that says how to write one."""

    name = "giorno"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        from mutua.domain.faults import Fault
        from mutua.domain.italian import italian_day
        from mutua.intake.mistakes import Mistake
        from mutua.wording.intake import mistake_sentence

        if isinstance(value, date):
            return value
        found = italian_day(str(value).strip())
        if isinstance(found, Fault):
            mistake = Mistake(found.code, found=found.found, suggestion=found.suggestion)
            self.fail(mistake_sentence(mistake, language()), param, ctx)
        return found


DAY = DayType()
