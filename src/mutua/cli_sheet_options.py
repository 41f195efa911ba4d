"""The options by which a society's own sheet is read: what its columns mean, what is said once for all its rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])
_PATHS: Any = click.Path(path_type=Path)


@dataclass(frozen=True, slots=True)
class SheetOptions:
    """What was said at the terminal about a sheet."""

    mapping: Path | None = None
    yes: bool = False
    report: Path | None = None
    aside: Path | None = None
    plan: str | None = None
    assistance: str | None = None
    since: str | None = None
    since_column: str | None = None
    answers: Path | None = None
    accept_proposals: bool = False

    @property
    def said(self) -> bool:
        """Whether anything but a yes was said: then the sheet is the society's own, whatever its header."""
        return self != SheetOptions(yes=self.yes)


_MAPPING = (
    click.option("--mapping", type=_PATHS, metavar="FILE",
                 help="Che cosa vuol dire ogni colonna, in un CSV; se il file non c'è, vi scrive la proposta."),
    click.option("--yes", "-y", is_flag=True, help="Accetta la corrispondenza mostrata, senza chiedere."),
)  # fmt: skip
_PLAN = (
    click.option("--plan", metavar="PIANO", help="Il piano (società/piano) delle righe che non lo dicono."),
)  # fmt: skip
_OUT = (
    click.option("--report", type=_PATHS, metavar="FILE.xlsx", help="Scrive i problemi, riga per riga, in un file."),
    click.option("--aside", type=_PATHS, metavar="FILE.xlsx",
                 help="Scrive le righe da sistemare, da correggere e importare di nuovo."),
)  # fmt: skip
_MEMBERS = (
    click.option("--assistance", metavar="NOME", help="L'assistenza delle righe che non la dicono."),
    click.option("--since", metavar="GIORNO", help="Da quando, per le righe che non lo dicono: 31/01/2026."),
    click.option("--since-column", metavar="TITOLO",
                 help="La colonna del giorno da cui una persona è nel suo nucleo; «socio dal»: anche nel libro soci."),
    click.option("--answers", type=_PATHS, metavar="FILE.xlsx",
                 help="Il rapporto con i sì e i no scritti nel foglio «da confermare»."),
    click.option("--accept-proposals", is_flag=True, help="Conferma tutti i nuclei e le parentele proposti."),
)  # fmt: skip


def members_options(command: F) -> F:
    return _with(command, (*_MAPPING, *_PLAN, *_MEMBERS, *_OUT))


def claims_options(command: F) -> F:
    return _with(command, (*_MAPPING, *_PLAN, *_OUT))


def year_options(command: F) -> F:
    return _with(command, (*_MAPPING, *_PLAN, _OUT[0]))


def _with(command: F, options: tuple[Callable[[F], F], ...]) -> F:
    for option in reversed(options):
        command = option(command)
    return command
