"""What people declare and are told, at the terminal: paid elsewhere in a year, the notice on their data."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mutua.cli_archive import database_option
from mutua.cli_base import Command, lang_option, language, print_paragraph, say
from mutua.cli_day import DAY
from mutua.cli_values import MONEY

if TYPE_CHECKING:
    from mutua.services.claim_life import Desktop

_PERSON = click.argument("person", metavar="PERSONA")
_ON = click.option("--on", type=DAY, metavar="GIORNO", help="Il giorno; altrimenti oggi.")


@click.command("elsewhere", cls=Command)
@_PERSON
@click.option("--year", type=click.IntRange(1900, 2200), metavar="ANNO", help="L'anno; altrimenti questo.")
@click.option("--amount", type=MONEY, metavar="EURO", help="Quanto è versato altrove nell'anno; 0: nulla.")
@_ON
@database_option
@lang_option
def elsewhere(person: str, year: int | None, amount: int | None, on: date | None, database: str | None) -> int:
    """Contributi versati altrove, dichiarati dalla persona: contano nel suo tetto fiscale. Senza --amount lo mostra."""
    from mutua.cli_archive import opened
    from mutua.cli_claim_life import desktop, today_or
    from mutua.cli_decide import refused
    from mutua.cli_papers_commands import certificate_law
    from mutua.cli_rights_commands import the_person
    from mutua.services.decide_claim import Refusal
    from mutua.services.declare import ON_PAPER, declare_elsewhere
    from mutua.services.show_declared import year_sentence
    from mutua.services.tax_ceiling import ceiling_used

    told = today_or(on)
    with opened(database) as archive:
        person_id = the_person(archive, person)
        if amount is not None:
            done = declare_elsewhere(desktop(archive), person_id, year or told.year, amount, ON_PAPER, on=told)
            if isinstance(done, Refusal):
                raise refused(done)
        with archive.reader.begin() as connection:
            found = ceiling_used(connection, certificate_law(connection).ceilings, person_id, [year or told.year])
    for one in found:
        print_paragraph(f"{person}: {year_sentence(one, language())}")
    return 0


@click.command("notice", cls=Command)
@_PERSON
@click.option("--take-back", is_flag=True, help="Era un errore: non l'ha ricevuta.")
@click.option("--show", is_flag=True, help="Mostra soltanto che cosa ha ricevuto.")
@_ON
@database_option
@lang_option
def notice(person: str, take_back: bool, show: bool, on: date | None, database: str | None) -> int:
    """La persona ha ricevuto su carta l'informativa sulla privacy che valeva quel giorno. Non è un consenso."""
    from mutua.cli_archive import opened
    from mutua.cli_claim_life import desktop, today_or
    from mutua.cli_decide import refused
    from mutua.cli_rights_commands import the_person
    from mutua.services.decide_claim import Refusal
    from mutua.services.declare import ON_PAPER, give_notice, take_notice_back
    from mutua.store.declared import read_given
    from mutua.wording.declared import given_sentence

    with opened(database) as archive:
        person_id = the_person(archive, person)
        if not show:
            at: Desktop = desktop(archive)
            told = today_or(on)
            done = take_notice_back(at, person_id) if take_back else give_notice(at, person_id, ON_PAPER, on=told)
            if isinstance(done, Refusal):
                raise refused(done)
        with archive.reader.begin() as connection:
            given = read_given(connection, [person_id]).get(person_id, [])
    nothing = say("nessuna informativa ricevuta", "no notice got")
    words = [given_sentence(one.version, one.given_on, one.how, language()) for one in given]
    print_paragraph(f"{person}: {'; '.join(words) or nothing}.")
    return 0


@click.command("notice", cls=Command)
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path),
                metavar="[FILE.txt]")
@click.option("--from", "since", type=DAY, metavar="GIORNO", help="Da quando si consegna; altrimenti da oggi.")
@database_option
@lang_option
def society_notice(file: Path | None, since: date | None, database: str | None) -> int:
    """L'informativa sulla privacy della società (art. 13 del GDPR): la scrive da un file, o mostra quella di oggi."""
    from mutua.cli_archive import opened
    from mutua.cli_claim_life import desktop, today_or
    from mutua.cli_decide import refused
    from mutua.domain.italian import written_day
    from mutua.services.decide_claim import Refusal
    from mutua.services.declare import notice_on, write_notice

    with opened(database) as archive:
        if file is not None:
            done = write_notice(desktop(archive), _text(file), since=since or today_or(None))
            if isinstance(done, Refusal):
                raise refused(done)
            day = written_day(done.effective_from)
            print_paragraph(say(f"Informativa n. {done.version}, dal {day}.",
                                f"Notice no. {done.version}, from {day}."))  # fmt: skip
            return 0
        with archive.reader.begin() as connection:
            found = notice_on(connection, today_or(None))
    if found is None:
        print_paragraph(say("La società non ha ancora scritto un'informativa.",
                            "The society has written no notice yet."))  # fmt: skip
        return 1
    day = written_day(found.effective_from)
    click.echo(say(f"Informativa n. {found.version}, dal {day}", f"Notice no. {found.version}, from {day}"))
    click.echo()
    click.echo(found.words)
    return 0


def _text(file: Path) -> str:
    """What stands in the file, as UTF-8 or as Windows writes it; never more than some pages."""
    from mutua.services.declare import LONGEST

    content = file.read_bytes()[: 4 * LONGEST + 8]
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
