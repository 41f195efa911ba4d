"""The commands for covers: join, exempt, change, leave, take back, senior, carry, show, check."""

from __future__ import annotations

from datetime import date

import click

from mutua.cli_archive import database_option
from mutua.cli_base import Command, Group, lang_option
from mutua.cli_day import DAY

EVIDENCE = ("declaration", "certificate", "unknown")
REASONS = ("request", "employer")
ENDS = ("request", "employment_ended")

MEMBER = click.option("--member", required=True, metavar="PERSONA", help="La tessera o il codice fiscale.")
PLAN = click.option("--plan", required=True, metavar="PIANO", help="Il piano, come società/piano.")
ON = click.option("--on", type=DAY, metavar="GIORNO", help="Il giorno in cui è chiesto; altrimenti oggi.")
HOUSEHOLD = click.option("--household", is_flag=True, help="Con le altre persone del nucleo.")
ANSWERS = click.option(
    "--answer", "answers", multiple=True, metavar="NOME=VALORE",
    help="La risposta a ciò che il regolamento chiede; di un'altra persona del nucleo TESSERA:NOME=VALORE.",
)  # fmt: skip


@click.group("covers", cls=Group)
@lang_option
def covers() -> None:
    """Le coperture: chi aderisce, chi è esonerato, chi cambia, chi esce, e perché."""


@covers.command("join", cls=Command)
@MEMBER
@PLAN
@click.option("--assistance", "assistances", multiple=True, metavar="NOME", help="La copertura, se il piano ne ha più.")
@HOUSEHOLD
@click.option(
    "--continues", is_flag=True, help="Continua senza interruzione, con l'anzianità che ha."
)
@ANSWERS
@ON
@database_option
@lang_option
def join(
    member: str, plan: str, assistances: tuple[str, ...], household: bool, continues: bool, answers: tuple[str, ...],
    on: date | None, database: str | None,
) -> int:  # fmt: skip
    """Aderisce a un piano, da quando il regolamento dice; se non può, dice tutto ciò che manca."""
    from mutua.cli_cover_life import join_plan

    return join_plan(database, member, plan, assistances, answers, on, household=household, continues=continues)


@covers.command("exempt", cls=Command)
@MEMBER
@PLAN
@click.option("--evidence", type=click.Choice(EVIDENCE), default=None, help="Da che cosa si sa.")
@click.option("--from", "since", type=DAY, metavar="GIORNO", help="Dal giorno; altrimenti da oggi.")
@click.option("--until", type=DAY, metavar="GIORNO", help="Fino al giorno.")
@click.option("--take-back", is_flag=True, help="L'esonero finisce con --until; senza, non c'è mai stato.")
@database_option
@lang_option
def exempt(
    member: str, plan: str, evidence: str | None, since: date | None, until: date | None, take_back: bool,
    database: str | None,
) -> int:  # fmt: skip
    """Una persona del nucleo non deve aderire, dove il regolamento lo ammette."""
    from mutua.cli_cover_life import exempt_person

    return exempt_person(database, member, plan, evidence or "unknown", (since, until), take_back=take_back)


@covers.command("change", cls=Command)
@MEMBER
@click.option("--from", "before", required=True, metavar="PIANO", help="Il piano che lascia.")
@click.option("--to", "after", required=True, metavar="PIANO", help="Il piano in cui entra, anche lo stesso.")
@click.option("--from-assistance", metavar="NOME", help="La copertura che lascia, se sono più d'una.")
@click.option("--assistance", metavar="NOME", help="La copertura in cui entra, se il piano ne ha più.")
@click.option("--reason", type=click.Choice(REASONS), default="request", help="Perché; altrimenti a domanda.")
@click.option(
    "--effective", type=DAY, metavar="GIORNO", help="Con employer: quando comincia il nuovo lavoro."
)
@HOUSEHOLD
@ANSWERS
@ON
@database_option
@lang_option
def change(
    member: str, before: str, after: str, from_assistance: str | None, assistance: str | None, reason: str,
    effective: date | None, household: bool, answers: tuple[str, ...], on: date | None, database: str | None,
) -> int:  # fmt: skip
    """Passa a un altro piano o a un'altra copertura, quando il regolamento lo permette."""
    from mutua.cli_cover_life import change_plan

    names = (before, from_assistance, after, assistance)
    return change_plan(database, member, names, reason, effective, answers, on, household=household)


@covers.command("leave", cls=Command)
@MEMBER
@PLAN
@click.option("--assistance", metavar="NOME", help="Soltanto questa copertura.")
@click.option("--reason", type=click.Choice(ENDS), default="request", help="Perché; altrimenti a domanda.")
@HOUSEHOLD
@ANSWERS
@ON
@database_option
@lang_option
def leave(
    member: str, plan: str, assistance: str | None, reason: str, household: bool, answers: tuple[str, ...],
    on: date | None, database: str | None,
) -> int:  # fmt: skip
    """Esce da un piano, quando il regolamento lascia uscire."""
    from mutua.cli_cover_life import change_plan

    names = (plan, assistance, None, None)
    return change_plan(database, member, names, reason, None, answers, on, household=household)


@covers.command("take-back", cls=Command)
@MEMBER
@PLAN
@click.option("--assistance", metavar="NOME", help="La copertura, se sono più d'una.")
@click.option("--from", "since", type=DAY, metavar="GIORNO", help="Il suo primo giorno, se sono più d'una.")
@database_option
@lang_option
def take_back(member: str, plan: str, assistance: str | None, since: date | None, database: str | None) -> int:
    """Una copertura registrata per errore non c'è mai stata; se qualcosa vi poggia, dice che cosa."""
    from mutua.cli_cover_life import take_cover_back

    return take_cover_back(database, member, plan, assistance, since)


@covers.command("senior", cls=Command)
@click.option("--move", "member", metavar="PERSONA", help="Registra il passaggio di questa persona.")
@click.option("--plan", metavar="PIANO", help="Con --move, se i piani sono più d'uno.")
@click.option("--on", type=DAY, metavar="GIORNO", help="Chi deve passare entro il giorno; altrimenti oggi.")
@database_option
@lang_option
def senior(member: str | None, plan: str | None, on: date | None, database: str | None) -> int:
    """Chi ha raggiunto l'età in cui il regolamento passa a un altro piano; con --move, il passaggio."""
    from mutua.cli_cover_show import move_senior, print_seniors

    return print_seniors(database, on) if member is None else move_senior(database, member, plan, on)


@covers.command("carry", cls=Command)
@MEMBER
@database_option
@lang_option
def carry(member: str, database: str | None) -> int:
    """Porta nel nuovo piano l'uso dei plafond registrato dopo il cambio."""
    from mutua.cli_cover_life import carry_again

    return carry_again(database, member)


@covers.command("show", cls=Command)
@MEMBER
@click.option("--on", type=DAY, metavar="GIORNO", help="Come in quel giorno; altrimenti oggi.")
@database_option
@lang_option
def show(member: str, on: date | None, database: str | None) -> int:
    """Le coperture di una persona: inizio, carenze, anzianità, mesi del primo anno, perché."""
    from mutua.cli_cover_show import print_covers

    return print_covers(database, member, on)


@covers.command("check", cls=Command)
@click.option("--on", type=DAY, metavar="GIORNO", help="Come in quel giorno; altrimenti oggi.")
@database_option
@lang_option
def check(on: date | None, database: str | None) -> int:
    """Chi manca del suo nucleo e di chi resta da portare l'uso dei plafond; esce con 1 se c'è qualcuno."""
    from mutua.cli_cover_show import print_owed

    return print_owed(database, on)
