"""The commands for members: apply, admit, refuse, suspend, end, readmit, show; households; the members' book."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from mutua.cli_archive import database_option
from mutua.cli_base import Command, F, Group, lang_option, say
from mutua.cli_day import DAY

KINDS = ("ordinary", "supporting", "group")
BODIES = ("board", "assembly")
SUSPENSIONS = ("arrears", "disciplinary")
REASONS = ("arrears", "body_dissolved", "serious_breach", "false_statements", "harm_to_society")
ENDS = ("withdrawal", "lapse", "exclusion", "death")
KINSHIPS = ("titolare", "coniuge", "convivente", "figlio", "genitore", "fratello", "altro")
MOVES = ("separation", "adult_child", "marriage", "other")
EVIDENCE = ("declaration", "certificate", "unknown")

PERSON = click.argument("person", metavar="PERSONA")
ON = click.option("--on", type=DAY, metavar="GIORNO", help="Il giorno; altrimenti oggi.")
COMMUNICATED = click.option(
    "--communicated", type=DAY, metavar="GIORNO", help="Quando è stata comunicata; altrimenti il giorno della delibera."
)
MOTIVE = click.option(
    "--motive", default="", metavar="MOTIVO",
    help="Perché; resta per sempre nella storia: niente nomi né notizie di salute.",
)  # fmt: skip


def by_resolution(body: str, *, required: bool = True) -> Callable[[F], F]:
    """`--resolution`, `--decided-on` and `--body`: which resolution decides."""

    def options(command: F) -> F:
        for one in (
            click.option("--body", type=click.Choice(BODIES), default=body, help=f"L'organo che delibera: {body}."),
            click.option("--decided-on", type=DAY, required=required, metavar="GIORNO", help="La data della delibera."),
            click.option("--resolution", required=required, metavar="NUMERO", help="Il numero della delibera."),
        ):
            command = one(command)
        return command

    return options


@click.group("members", cls=Group)
@lang_option
def members() -> None:
    """I soci: come entrano, dove sono, come escono; i nuclei; il libro soci."""


@members.command("apply", cls=Command)
@PERSON
@click.option("--kind", type=click.Choice(KINDS), default="ordinary", help="La categoria; altrimenti ordinary.")
@click.option("--new-household", metavar="NUCLEO", help="La persona non c'è ancora: il codice del suo nuovo nucleo.")
@click.option("--surname", default="", metavar="COGNOME", help="Con --new-household; di un ente, il nome.")
@click.option("--given-name", default="", metavar="NOME", help="Con --new-household.")
@click.option("--born-on", type=DAY, metavar="GIORNO", help="Con --new-household.")
@ON
@database_option
@lang_option
def apply(
    person: str, kind: str, new_household: str | None, surname: str, given_name: str, born_on: date | None,
    on: date | None, database: str | None,
) -> int:  # fmt: skip
    """Registra la domanda di ammissione; con --new-household anche la persona (PERSONA ne è il numero)."""
    from mutua.cli_member_life import apply_for_membership

    who = (surname, given_name, born_on)
    return apply_for_membership(database, person, kind, on, new_household, who)


@members.command("take-back", cls=Command)
@PERSON
@ON
@database_option
@lang_option
def take_back(person: str, on: date | None, database: str | None) -> int:
    """La persona ritira la domanda prima della decisione."""
    from mutua.cli_member_life import take_application_back

    return take_application_back(database, person, on)


@members.command("admit", cls=Command)
@PERSON
@by_resolution("board")
@COMMUNICATED
@database_option
@lang_option
def admit(
    person: str, resolution: str, decided_on: date, body: str, communicated: date | None, database: str | None
) -> int:
    """La domanda è accolta: la persona entra nel libro soci col suo numero."""
    from mutua.cli_member_life import decide

    return decide(database, person, True, (body, resolution, decided_on), communicated, "")


@members.command("refuse", cls=Command)
@PERSON
@by_resolution("board")
@COMMUNICATED
@MOTIVE
@database_option
@lang_option
def refuse(
    person: str, resolution: str, decided_on: date, body: str, communicated: date | None, motive: str,
    database: str | None,
) -> int:  # fmt: skip
    """La domanda è rifiutata, con il perché: comincia il termine per ricorrere."""
    from mutua.cli_member_life import decide

    return decide(database, person, False, (body, resolution, decided_on), communicated, motive)


@members.command("appeal", cls=Command)
@PERSON
@ON
@database_option
@lang_option
def appeal(person: str, on: date | None, database: str | None) -> int:
    """Chi è stato rifiutato o escluso ricorre all'assemblea."""
    from mutua.cli_member_life import file_appeal

    return file_appeal(database, person, on)


@members.command("uphold", cls=Command)
@PERSON
@by_resolution("assembly")
@MOTIVE
@database_option
@lang_option
def uphold(person: str, resolution: str, decided_on: date, body: str, motive: str, database: str | None) -> int:
    """Il ricorso è accolto: la persona è socia da quel giorno."""
    from mutua.cli_member_life import decide_on_appeal

    return decide_on_appeal(database, person, True, (body, resolution, decided_on), motive)


@members.command("reject", cls=Command)
@PERSON
@by_resolution("assembly")
@MOTIVE
@database_option
@lang_option
def reject(person: str, resolution: str, decided_on: date, body: str, motive: str, database: str | None) -> int:
    """Il ricorso è respinto."""
    from mutua.cli_member_life import decide_on_appeal

    return decide_on_appeal(database, person, False, (body, resolution, decided_on), motive)


@members.command("suspend", cls=Command)
@PERSON
@click.option("--reason", type=click.Choice(SUSPENSIONS), required=True, help=f"Uno fra {', '.join(SUSPENSIONS)}.")
@ON
@MOTIVE
@database_option
@lang_option
def suspend(person: str, reason: str, on: date | None, motive: str, database: str | None) -> int:
    """Sospende un socio, per un motivo che lo statuto ammette."""
    from mutua.cli_member_life import suspend_member

    return suspend_member(database, person, on, reason, motive)


@members.command("change-kind", cls=Command)
@PERSON
@click.option("--kind", type=click.Choice(KINDS), required=True, help="Come che cosa continua.")
@click.option("--from", "since", type=DAY, metavar="GIORNO", help="Da quando; altrimenti dal giorno della delibera.")
@by_resolution("board")
@database_option
@lang_option
def change_kind(
    person: str, kind: str, since: date | None, resolution: str, decided_on: date, body: str, database: str | None
) -> int:
    """Un socio cambia categoria, con lo stesso numero: ordinario, sostenitore, collettivo."""
    from mutua.cli_member_life import change_kind_of

    return change_kind_of(database, person, kind, (body, resolution, decided_on), since)


@members.command("reinstate", cls=Command)
@PERSON
@ON
@MOTIVE
@database_option
@lang_option
def reinstate(person: str, on: date | None, motive: str, database: str | None) -> int:
    """La sospensione finisce."""
    from mutua.cli_member_life import reinstate_member

    return reinstate_member(database, person, on, motive)


@members.command("end", cls=Command)
@PERSON
@click.option("--how", type=click.Choice(ENDS), required=True, help=f"Uno fra {', '.join(ENDS)}.")
@ON
@by_resolution("board", required=False)
@COMMUNICATED
@click.option("--reason", type=click.Choice(REASONS), default=None, help="Il motivo di decadenza o esclusione.")
@MOTIVE
@click.option("--yes", is_flag=True, help="Senza chiedere conferma.")
@database_option
@lang_option
def end(
    person: str, how: str, on: date | None, resolution: str | None, decided_on: date | None, body: str,
    communicated: date | None, reason: str | None, motive: str, yes: bool, database: str | None,
) -> int:  # fmt: skip
    """Recesso (chiesto il giorno), decadenza, esclusione o morte: chiude anche le coperture, ciascuna a suo tempo."""
    from mutua.cli_member_life import end_member

    by = (body, resolution, decided_on) if resolution and decided_on else None
    return end_member(database, person, how, on, by, communicated, reason or "", motive, yes=yes)


@members.command("undo", cls=Command)
@PERSON
@click.option("--motive", required=True, metavar="MOTIVO", help="Perché era sbagliato; resta per sempre nella storia.")
@click.option("--yes", is_flag=True, help="Senza chiedere conferma.")
@database_option
@lang_option
def undo(person: str, motive: str, yes: bool, database: str | None) -> int:
    """L'ultima cosa registrata di un socio era un errore: la annulla, con ciò che aveva chiuso."""
    from mutua.cli_member_life import undo_last

    return undo_last(database, person, motive, yes=yes)


@members.command("readmit", cls=Command)
@PERSON
@click.option("--asked-on", type=DAY, required=True, metavar="GIORNO", help="Quando ha chiesto di rientrare.")
@by_resolution("board")
@database_option
@lang_option
def readmit(
    person: str, asked_on: date, resolution: str, decided_on: date, body: str, database: str | None
) -> int:
    """Chi è stato socio rientra, con il numero che lo statuto dice."""
    from mutua.cli_member_life import readmit_member

    return readmit_member(database, person, asked_on, (body, resolution, decided_on))


@members.command("late", cls=Command)
@ON
@click.option(
    "--after", "days", type=click.IntRange(0, 3650), metavar="GIORNI",
    help="Dopo quanti giorni di ritardo si sospende; altrimenti ciò che dice lo statuto.",
)  # fmt: skip
@click.option("--without", multiple=True, metavar="PERSONA", help="Questa persona no; si può ripetere.")
@by_resolution("board", required=False)
@MOTIVE
@click.option("--dry-run", is_flag=True, help="Mostra soltanto chi.")
@click.option("--yes", is_flag=True, help="Senza chiedere conferma.")
@database_option
@lang_option
def late(
    on: date | None, days: int | None, without: tuple[str, ...], resolution: str | None, decided_on: date | None,
    body: str, motive: str, dry_run: bool, yes: bool, database: str | None,
) -> int:  # fmt: skip
    """Chi si sospende per morosità e chi, pagato tutto, torna: l'elenco, poi tutti insieme."""
    from mutua.cli_members_late import suspend_and_reinstate

    if bool(resolution) != bool(decided_on):
        raise click.UsageError(say("Della delibera servono --resolution e --decided-on.",
                                   "Of the resolution both --resolution and --decided-on are needed."))  # fmt: skip
    by = (body, resolution, decided_on) if resolution and decided_on else None
    return suspend_and_reinstate(database, on, days, without, by, motive, dry_run=dry_run, yes=yes)


# ---------------------------------------------------------------- looking


@members.command("show", cls=Command)
@PERSON
@ON
@database_option
@lang_option
def show(person: str, on: date | None, database: str | None) -> int:
    """Dov'è una persona oggi, o in un giorno, e tutto ciò che è accaduto."""
    from mutua.cli_member_show import print_member

    return print_member(database, person, on)


@members.command("book", cls=Command)
@ON
@click.option("--csv", "csv", type=click.Path(path_type=Path), metavar="FILE", help="In un file CSV.")
@click.option("--xlsx", "xlsx", type=click.Path(path_type=Path), metavar="FILE", help="In una cartella di lavoro.")
@database_option
@lang_option
def book(on: date | None, csv: Path | None, xlsx: Path | None, database: str | None) -> int:
    """Il libro soci com'era in un giorno: righe numerate, con le delibere."""
    from mutua.cli_member_show import print_book

    return print_book(database, on, csv, xlsx)


@members.command("statute", cls=Command)
@click.option("--set", "society", metavar="CARTELLA", help="Da ora vale lo statuto di questa cartella dei regolamenti.")
@database_option
@lang_option
def statute(society: str | None, database: str | None) -> int:
    """Che cosa dice lo statuto dei soci: termini, motivi, voto, numero di chi rientra."""
    from mutua.cli_member_show import print_statute

    return print_statute(database, society)


# ---------------------------------------------------------------- households


@members.command("move", cls=Command)
@PERSON
@click.option("--to", "to", required=True, metavar="NUCLEO", help="Il nucleo in cui entra; se non c'è, comincia.")
@click.option("--kinship", type=click.Choice(KINSHIPS), required=True, help="Che cosa vi è.")
@click.option("--motive", type=click.Choice(MOVES), required=True, help=f"Uno fra {', '.join(MOVES)}.")
@click.option("--dependent", is_flag=True, help="Vi è fiscalmente a carico.")
@click.option("--cohabiting/--not-cohabiting", default=None, help="Se convive con il nucleo; altrimenti non si dice.")
@click.option("--evidence", type=click.Choice(EVIDENCE), default="unknown", help="Da che cosa si sa che convive.")
@ON
@database_option
@lang_option
def move(
    person: str, to: str, kinship: str, motive: str, dependent: bool, cohabiting: bool | None, evidence: str,
    on: date | None, database: str | None,
) -> int:  # fmt: skip
    """Separazione, figlio che va a stare per conto suo, chi prende il posto del titolare."""
    from mutua.cli_member_life import move_person

    return move_person(database, person, to, kinship, motive, on, dependent, (cohabiting, evidence))


@members.command("newborn", cls=Command)
@click.argument("household", metavar="NUCLEO")
@click.option("--surname", required=True, metavar="COGNOME", help="Il cognome.")
@click.option("--given-name", required=True, metavar="NOME", help="Il nome.")
@click.option("--born-on", type=DAY, required=True, metavar="GIORNO", help="Il giorno di nascita.")
@click.option("--card", default="", metavar="TESSERA", help="La tessera.")
@click.option("--fiscal-code", default="", metavar="CODICE", help="Il codice fiscale, quando c'è.")
@click.option("--asked-on", type=DAY, metavar="GIORNO", help="Quando è stato chiesto; altrimenti oggi.")
@database_option
@lang_option
def newborn(
    household: str, surname: str, given_name: str, born_on: date, card: str, fiscal_code: str, asked_on: date | None,
    database: str | None,
) -> int:  # fmt: skip
    """Un neonato entra nel nucleo, coperto da quando i piani del titolare dicono."""
    from mutua.cli_member_life import add_newborn

    return add_newborn(database, household, (surname, given_name, born_on), card, fiscal_code, asked_on)


@members.command("cohabiting", cls=Command)
@PERSON
@click.option("--yes/--no", "cohabiting", required=True, help="Convive con il suo nucleo, o no.")
@click.option("--evidence", type=click.Choice(EVIDENCE), default="declaration", help="Da che cosa si sa.")
@ON
@database_option
@lang_option
def cohabiting(person: str, cohabiting: bool, evidence: str, on: date | None, database: str | None) -> int:
    """Chi convive con il nucleo, a parte da chi è fiscalmente a carico."""
    from mutua.cli_member_life import say_cohabiting

    return say_cohabiting(database, person, cohabiting, evidence, on)
