"""The commands for firms: organisations, roles, delegations, plans, people, staff lists, statements, offers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from mutua.cli_archive import database_option
from mutua.cli_base import NUMBER, Command, Group, lang_option
from mutua.cli_day import DAY
from mutua.cli_values import MONEY, MONTH, PERCENT, RATE

ROLES = ("adherent", "firm", "provider", "intermediary", "referrer", "facility")
SCOPES = ("enrol", "statements", "both")
CATEGORIES = ("employee", "executive", "director", "family_collaborator", "other")
BASES = ("contract", "agreement", "company_regulation", "voluntary")
ENTRIES = ("same_day", "first_of_next_month")
EXITS = ("end_of_month", "end_of_paid_period")
CADENCES = ("monthly", "quarterly", "yearly")
FAMILIES = ("none", "optional", "whole_household")
ABSENCES = ("parental", "unpaid", "other", "own_cover")
MODES = ("movements", "full", "correction")
FILE = click.Path(path_type=Path)
DAYS = click.IntRange(0, 3650)

FIRM = click.argument("firm", metavar="AZIENDA")
WORKER = click.argument("worker", metavar="CODICE-FISCALE")
FIRM_OPTION = click.option("--firm", metavar="AZIENDA", help="L'azienda: partita IVA, codice fiscale o nome.")
ON = click.option("--on", type=DAY, metavar="GIORNO", help="Il giorno; altrimenti oggi.")
SINCE = click.option("--since", type=DAY, metavar="GIORNO", help="Da quando; altrimenti da oggi.")


@click.group("firms", cls=Group)
@lang_option
def firms() -> None:
    """Le aziende: ruoli, deleghe, piani, persone, elenchi del personale, estratti mensili."""


@firms.command("add", cls=Command)
@click.argument("name", metavar="NOME")
@click.option("--vat", "vat_number", default="", metavar="PARTITA-IVA", help="La partita IVA.")
@click.option("--tax-code", default="", metavar="CODICE", help="Il codice fiscale, se è un altro.")
@click.option("--role", "roles", multiple=True, type=click.Choice(ROLES), help="Un ruolo; si può ripetere.")
@click.option("--kind", default="", metavar="TIPO", help="Micro impresa, cooperativa, ente pubblico…")
@click.option("--size", "size_class", default="", metavar="CLASSE", help="La classe dimensionale.")
@click.option("--municipality", default="", metavar="COMUNE", help="La sede.")
@click.option("--contact", default="", metavar="NOME", help="Il referente.")
@click.option("--email", default="", metavar="EMAIL", help="L'indirizzo email.")
@click.option("--pec", default="", metavar="PEC", help="La PEC.")
@click.option("--phone", default="", metavar="TELEFONO", help="Il telefono.")
@click.option("--iban", default="", metavar="IBAN", help="L'IBAN.")
@click.option("--sdi", "sdi_code", default="", metavar="CODICE", help="Il codice destinatario.")
@SINCE
@database_option
@lang_option
def add(
    name: str, vat_number: str, roles: tuple[str, ...], since: date | None, database: str | None, **contact: str
) -> int:
    """Aggiunge un'organizzazione, con uno o più ruoli."""
    from mutua.cli_firms_work import add_firm

    return add_firm(database, name, vat_number, roles or ("firm",), since, contact)


@firms.command("list", cls=Command)
@click.option("--role", type=click.Choice(ROLES), help="Solo chi ha questo ruolo.")
@database_option
@lang_option
def list_firms(role: str | None, database: str | None) -> int:
    """Le organizzazioni, coi loro ruoli."""
    from mutua.cli_firms_show import print_firms

    return print_firms(database, role)


@firms.command("show", cls=Command)
@FIRM
@ON
@database_option
@lang_option
def show(firm: str, on: date | None, database: str | None) -> int:
    """Un'organizzazione: ruoli, deleghe, piani, quante persone, come sta coi pagamenti."""
    from mutua.cli_firms_show import print_firm

    return print_firm(database, firm, on)


@firms.command("role", cls=Command)
@FIRM
@click.argument("role", type=click.Choice(ROLES), metavar="RUOLO")
@SINCE
@click.option("--until", type=DAY, metavar="GIORNO", help="Il ruolo finisce con questo giorno.")
@database_option
@lang_option
def role(firm: str, role: str, since: date | None, until: date | None, database: str | None) -> int:
    """Dà un ruolo a un'organizzazione, o con --until lo toglie."""
    from mutua.cli_firms_work import give_role

    return give_role(database, firm, role, since, until)


@firms.command("delegate", cls=Command)
@FIRM
@click.option("--to", "to", required=True, metavar="INTERMEDIARIO", help="Chi riceve la delega.")
@click.option("--scope", type=click.Choice(SCOPES), default="both", help="Per che cosa; altrimenti tutto.")
@click.option("--paper", type=FILE, metavar="FILE", help="La delega firmata: se ne conserva l'impronta.")
@click.option("--revoke", is_flag=True, help="La delega finisce da quel giorno.")
@SINCE
@database_option
@lang_option
def delegate(
    firm: str, to: str, scope: str, paper: Path | None, revoke: bool, since: date | None, database: str | None
) -> int:
    """Un'azienda delega un consulente, o gli toglie la delega."""
    from mutua.cli_firms_work import delegate_firm

    return delegate_firm(database, firm, to, scope, paper, since, revoke=revoke)


# ---------------------------------------------------------------- plans


@firms.group("plan", cls=Group)
@lang_option
def plan() -> None:
    """Il piano di un'azienda: offerto, firmato, in vigore, rinnovato, chiuso."""


def _days(name: str, default: int, told: str) -> Any:
    return click.option(name, type=DAYS, metavar="GIORNI", default=default, help=told)


def terms_options(command: Any) -> Any:
    """What a firm and the society agree."""
    for one in (
        _days("--seniority-days", 365, "Chi rientra entro tanti giorni ha l'anzianità."),
        _days("--offer-days", 60, "Quanti giorni ha chi esce per continuare da solo."),
        _days("--restore-days", 0, "Dopo quanti giorni dal pagamento riprende."),
        _days("--grace-days", 30, "La tolleranza sui pagamenti."),
        _days("--due-days", 30, "Entro quanti giorni si paga un estratto."),
        click.option("--suspends-unpaid-leave", is_flag=True, help="L'aspettativa non retribuita sospende."),
        click.option("--family", type=click.Choice(FAMILIES), default="none", help="I familiari."),
        click.option("--cadence", type=click.Choice(CADENCES), default="monthly", help="Ogni quanto si paga."),
        click.option("--exit", "exit_rule", type=click.Choice(EXITS), default="end_of_month", help="Fin quando copre."),
        click.option("--entry", "entry_rule", type=click.Choice(ENTRIES), default=ENTRIES[1], help="Da quando copre."),
        click.option("--fund", "fund_share", type=PERCENT, default="0", metavar="%", help="Quota del fondo, in più."),
        click.option("--firm-share", type=PERCENT, default="100", metavar="%", help="Quanto paga l'azienda."),
        click.option("--basis-file", type=FILE, metavar="FILE", help="Il documento: ne resta l'impronta."),
        click.option("--basis-on", type=DAY, metavar="GIORNO", help="La sua data."),
        click.option("--basis", "legal_basis", type=click.Choice(BASES), default="company_regulation", help="La base."),
        click.option("--category", type=click.Choice(CATEGORIES), default="employee", help="Chi copre."),
        click.option("--rate", "rates", type=RATE, multiple=True, required=True, metavar="ASSISTENZA=EURO",
                     help="Quanto costa al mese un'assistenza, a persona; si può ripetere. =12,34 per un piano senza."),
        click.option("--from", "valid_from", type=DAY, required=True, metavar="GIORNO", help="Da quando valgono."),
    ):  # fmt: skip
        command = one(command)
    return command


@plan.command("offer", cls=Command)
@FIRM
@click.option("--plan", "plan_code", required=True, metavar="PIANO", help="Il piano sanitario, come società/piano.")
@click.option("--quote", is_flag=True, help="È solo un preventivo.")
@terms_options
@database_option
@lang_option
def offer_plan(firm: str, plan_code: str, quote: bool, database: str | None, **told: Any) -> int:
    """Offre un piano a un'azienda, con le sue condizioni."""
    from mutua.cli_firms_work import offer

    return offer(database, firm, plan_code, told, quote=quote)


@plan.command("sign", cls=Command)
@click.argument("plan_id", type=NUMBER, metavar="PIANO-AZIENDALE")
@ON
@database_option
@lang_option
def sign_plan(plan_id: int, on: date | None, database: str | None) -> int:
    """L'azienda ha firmato."""
    from mutua.cli_firms_work import step_of_plan

    return step_of_plan(database, plan_id, "signed", on)


@plan.command("activate", cls=Command)
@click.argument("plan_id", type=NUMBER, metavar="PIANO-AZIENDALE")
@click.option("--from", "starts_on", type=DAY, required=True, metavar="GIORNO", help="Il primo giorno coperto.")
@database_option
@lang_option
def activate_plan(plan_id: int, starts_on: date, database: str | None) -> int:
    """Il piano entra in vigore: copre chi è in elenco."""
    from mutua.cli_firms_work import activate

    return activate(database, plan_id, starts_on)


@plan.command("renew", cls=Command)
@click.argument("plan_id", type=NUMBER, metavar="PIANO-AZIENDALE")
@terms_options
@database_option
@lang_option
def renew_plan(plan_id: int, database: str | None, **told: Any) -> int:
    """Nuove condizioni da un giorno: solo qui cambia il prezzo."""
    from mutua.cli_firms_work import renew

    return renew(database, plan_id, told)


@plan.command("end", cls=Command)
@click.argument("plan_id", type=NUMBER, metavar="PIANO-AZIENDALE")
@click.option("--on", "last_day", type=DAY, required=True, metavar="GIORNO", help="L'ultimo giorno coperto.")
@click.option("--motive", default="", metavar="MOTIVO", help="Perché; niente nomi né notizie di salute.")
@click.option("--yes", is_flag=True, help="Senza chiedere conferma.")
@database_option
@lang_option
def end_plan(plan_id: int, last_day: date, motive: str, yes: bool, database: str | None) -> int:
    """Il piano non copre più nessuno dopo quel giorno."""
    from mutua.cli_firms_work import end

    return end(database, plan_id, last_day, motive, yes=yes)


# ---------------------------------------------------------------- people


@firms.command("enrol", cls=Command)
@FIRM
@WORKER
@click.option("--surname", default="", metavar="COGNOME", help="Il cognome.")
@click.option("--given-name", default="", metavar="NOME", help="Il nome.")
@click.option("--on", "hired_on", type=DAY, required=True, metavar="GIORNO", help="Il primo giorno di lavoro.")
@click.option("--until", "left_on", type=DAY, metavar="GIORNO", help="L'ultimo, se è a termine.")
@click.option("--category", type=click.Choice(CATEGORIES), help="Altrimenti employee.")
@database_option
@lang_option
def enrol(
    firm: str, worker: str, surname: str, given_name: str, hired_on: date, left_on: date | None, category: str | None,
    database: str | None,
) -> int:  # fmt: skip
    """Iscrive una persona da tre dati: codice fiscale, nome, primo giorno."""
    from mutua.cli_staff_list import enrol_worker

    return enrol_worker(database, firm, worker, (surname, given_name), hired_on, left_on, category)


@firms.command("leave", cls=Command)
@FIRM
@WORKER
@click.option("--on", "left_on", type=DAY, required=True, metavar="GIORNO", help="L'ultimo giorno di lavoro.")
@database_option
@lang_option
def leave(firm: str, worker: str, left_on: date, database: str | None) -> int:
    """Una persona è uscita: dice fino a quando è coperta e fino a quando può continuare da sola."""
    from mutua.cli_staff_list import worker_leaves

    return worker_leaves(database, firm, worker, left_on)


@firms.command("absence", cls=Command)
@FIRM
@WORKER
@click.option("--kind", type=click.Choice(ABSENCES), required=True, help="Di che assenza si tratta.")
@click.option("--from", "since", type=DAY, required=True, metavar="GIORNO", help="Il primo giorno.")
@click.option("--to", "until", type=DAY, metavar="GIORNO", help="L'ultimo, se si sa.")
@click.option("--void", is_flag=True, help="Era un errore: non c'è stata.")
@database_option
@lang_option
def absence(
    firm: str, worker: str, kind: str, since: date, until: date | None, void: bool, database: str | None
) -> int:
    """Congedo parentale o aspettativa; own_cover: i giorni lasciati a una copertura sua (si chiude con --to)."""
    from mutua.cli_staff_list import worker_absent

    return worker_absent(database, firm, worker, kind, since, until, void=void)


@firms.command("roster", cls=Command)
@FIRM
@ON
@database_option
@lang_option
def roster(firm: str, on: date | None, database: str | None) -> int:
    """Le persone dell'azienda, come l'azienda le vede; con --on solo chi c'era quel giorno."""
    from mutua.cli_firms_show import print_roster

    return print_roster(database, firm, on)


@firms.command("staff-list", cls=Command)
@click.argument("source", type=FILE, metavar="FILE")
@FIRM_OPTION
@click.option("--intermediary", metavar="CONSULENTE", help="L'elenco è di più aziende che hanno dato delega.")
@click.option("--mode", type=click.Choice(MODES), required=True, help="movements, full o correction: mai indovinato.")
@click.option("--on", type=DAY, metavar="GIORNO", help="Di un elenco completo: di che giorno è; altrimenti oggi.")
@click.option("--map", "mapping", multiple=True, metavar="TITOLO=SIGNIFICATO", help="Che cosa vuol dire una colonna.")
@click.option("--apply", "fingerprint", metavar="IMPRONTA", help="Registra esattamente il piano con questa impronta.")
@click.option("--confirm-endings", default="", metavar="CODICE", help="Il codice dei nomi che verrebbero chiusi.")
@click.option("--good-rows", is_flag=True, help="Le sole righe giuste, se alcune sono sbagliate.")
@click.option("--wrong-rows", type=FILE, metavar="FILE.csv", help="Scrive le sole righe sbagliate, col perché.")
@database_option
@lang_option
def staff_list(
    source: Path, firm: str | None, intermediary: str | None, mode: str, on: date | None, mapping: tuple[str, ...],
    fingerprint: str | None, confirm_endings: str, good_rows: bool, wrong_rows: Path | None, database: str | None,
) -> int:  # fmt: skip
    """Mostra che cosa cambierebbe un elenco del personale; con --apply lo registra, tutto o niente."""
    from mutua.cli_staff_list import bring_staff_list

    return bring_staff_list(
        database, source, (firm, intermediary), mode, on, mapping, fingerprint, confirm_endings, wrong_rows,
        good_rows=good_rows,
    )  # fmt: skip


@firms.command("undo-list", cls=Command)
@click.argument("list_id", type=NUMBER, metavar="ELENCO")
@click.option("--firm", metavar="AZIENDA", help="Di un elenco di più aziende solo la parte di questa.")
@click.option("--yes", is_flag=True, help="Senza chiedere conferma.")
@database_option
@lang_option
def undo(list_id: int, firm: str | None, yes: bool, database: str | None) -> int:
    """Annulla un elenco registrato, o la parte di un'azienda: tutto torna com'era prima."""
    from mutua.cli_staff_list import take_list_back

    return take_list_back(database, list_id, firm=firm, yes=yes)


# ---------------------------------------------------------------- statements, offers


@firms.command("statement", cls=Command)
@click.option("--firm", required=True, metavar="AZIENDA", help="L'azienda.")
@click.option("--month", type=MONTH, required=True, metavar="MESE", help="Il mese, come 2026-08 o 08/2026.")
@click.option("--csv", "csv", type=FILE, metavar="FILE.csv", help="Le righe, per le paghe.")
@database_option
@lang_option
def statement(firm: str, month: date, csv: Path | None, database: str | None) -> int:
    """Emette l'estratto di un mese (una volta sola: ripetuto mostra lo stesso)."""
    from mutua.cli_firms_money import issue

    return issue(database, firm, month, csv)


@firms.command("statements", cls=Command)
@FIRM
@database_option
@lang_option
def statements(firm: str, database: str | None) -> int:
    """Gli estratti di un'azienda, dal più recente, con ciò che è stato pagato."""
    from mutua.cli_firms_money import print_statements

    return print_statements(database, firm)


@firms.command("pay", cls=Command)
@click.argument("statement_id", type=NUMBER, metavar="ESTRATTO")
@click.option("--amount", "cents", type=MONEY, required=True, metavar="EURO", help="Quanto è arrivato.")
@ON
@click.option("--reference", default="", metavar="RIFERIMENTO", help="Il riferimento della banca; mai un nome.")
@database_option
@lang_option
def pay(statement_id: int, cents: int, on: date | None, reference: str, database: str | None) -> int:
    """Il pagamento di un'azienda per un estratto; la quota per il fondo va nel suo libro."""
    from mutua.cli_firms_money import pay

    return pay(database, statement_id, cents, on, reference)


@firms.command("offers", cls=Command)
@FIRM_OPTION
@ON
@database_option
@lang_option
def offers(firm: str | None, on: date | None, database: str | None) -> int:
    """Chi è uscito e può continuare da solo, fino a quando, e che cosa ha risposto."""
    from mutua.cli_firms_money import print_offers

    return print_offers(database, firm, on)


@firms.command("answer-offer", cls=Command)
@click.argument("enrolment_id", type=NUMBER, metavar="ISCRIZIONE")
@click.option("--accept/--decline", "accept", required=True, help="Continua da sola, o no.")
@ON
@database_option
@lang_option
def answer(enrolment_id: int, accept: bool, on: date | None, database: str | None) -> int:
    """Chi è uscito risponde all'offerta: se continua, senza nuova carenza e con la sua anzianità."""
    from mutua.cli_firms_money import answer_the_offer

    return answer_the_offer(database, enrolment_id, on, accept=accept)
