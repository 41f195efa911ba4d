"""`mutua bank …`: the bank's statements, what each movement pays, mandates and debits."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from mutua.cli_archive import database_option
from mutua.cli_base import NUMBER, Command, Group, lang_option, say
from mutua.cli_contributions import outsider_options
from mutua.cli_day import DAY
from mutua.cli_pay import pay

PATHS = click.Path(path_type=Path)
LINE = click.argument("line", type=NUMBER, metavar="MOVIMENTO")
YES = click.option("--yes", is_flag=True, help="Senza chiedere conferma.")


@click.group("bank", cls=Group)
@lang_option
def bank() -> None:
    """La banca: estratti conto, che cosa paga ogni movimento, mandati e addebiti, pagamenti ai soci."""


bank.add_command(pay)


# ---------------------------------------------------------------- movements


@bank.command("import", cls=Command)
@click.argument("source", type=PATHS, metavar="FILE")
@click.option("--apply", is_flag=True, help="Importa davvero; altrimenti è soltanto una prova.")
@click.option("--account", default="", metavar="IBAN", help="Di quale conto è, se il file non lo dice.")
@click.option(
    "--column", "columns", multiple=True, metavar="COSA=TITOLO",
    help="Che cosa è una colonna, per esempio «data=Dt op.»; più volte. Con --apply resta ricordato.",
)  # fmt: skip
@database_option
@lang_option
def import_statement(source: Path, apply: bool, account: str, columns: tuple[str, ...], database: str | None) -> int:
    """Un estratto conto, camt.053 o tabella della banca: mostra che cosa entrerebbe; con --apply lo importa."""
    from mutua.cli_bank_lines import import_file

    said = dict(one.partition("=")[::2] for one in columns)
    if any(not name or not title for name, title in said.items()):
        raise click.UsageError(say("--column si scrive «data=Dt op.».", "--column is written «data=Dt op.»."))
    told = {name.strip().casefold(): title.strip() for name, title in said.items()}
    return import_file(database, source, account, told, apply=apply)


@bank.command("matches", cls=Command)
@click.option("--page", type=click.IntRange(1, 1_000_000), default=1, metavar="N", help="Quale pagina: la prima.")
@click.option("--json", "as_json", is_flag=True, help="Per un programma.")
@database_option
@lang_option
def matches(page: int, as_json: bool, database: str | None) -> int:
    """I movimenti in attesa, con le proposte e il motivo di ciascuna."""
    from mutua.cli_bank_lines import print_matches

    return print_matches(database, page, as_json=as_json)


@bank.command("lines", cls=Command)
@click.option(
    "--state", type=click.Choice(["open", "confirmed", "set_aside", "not_ours"]), default="confirmed",
    help="In attesa, confermati (se non si dice altro), messi da parte, uscite.",
)  # fmt: skip
@database_option
@lang_option
def lines(state: str, database: str | None) -> int:
    """I movimenti in uno stato, con i loro numeri."""
    from mutua.cli_bank_lines import print_lines

    return print_lines(database, state)


@bank.command("confirm", cls=Command)
@click.argument("numbers", nargs=-1, type=NUMBER, metavar="[MOVIMENTO]…")
@click.option("--all-certain", is_flag=True, help="Tutti quelli la cui proposta è certa.")
@click.option("--choice", type=NUMBER, metavar="N", help="Quale proposta, se sono più d'una.")
@outsider_options
@database_option
@lang_option
def confirm(
    numbers: tuple[int, ...], all_certain: bool, choice: int | None, paid_by: str, regime: str | None,
    database: str | None,
) -> int:  # fmt: skip
    """Conferma i movimenti come proposto."""
    from mutua.cli_bank_lines import confirm_certain, confirm_numbers

    outside = bool(paid_by or regime)
    if all_certain == bool(numbers) or ((choice is not None or outside) and len(numbers) != 1):
        raise click.UsageError(
            say("Servono dei movimenti (uno solo, con --choice o --paid-by) oppure --all-certain.",
                "Name movements (one alone, with --choice or --paid-by), or --all-certain.")
        )  # fmt: skip
    if all_certain:
        return confirm_certain(database)
    return confirm_numbers(database, numbers, choice, (paid_by, regime or ""))


@bank.command("split", cls=Command)
@LINE
@click.argument("parts", nargs=-1, required=True, metavar="SCADENZA=IMPORTO…")
@outsider_options
@database_option
@lang_option
def split(line: int, parts: tuple[str, ...], paid_by: str, regime: str | None, database: str | None) -> int:
    """Ripartisce un movimento: «12=50,00» per la scadenza 12, «nucleo:N1=3,00» in acconto per un nucleo."""
    from mutua.cli_bank_lines import split_line

    return split_line(database, line, parts, (paid_by, regime or ""))


@bank.command("set-aside", cls=Command)
@LINE
@click.option("--motive", required=True, metavar="TESTO", help="Perché non è un contributo.")
@database_option
@lang_option
def set_aside(line: int, motive: str, database: str | None) -> int:
    """Mette da parte un movimento che non è un contributo."""
    from mutua.cli_bank_lines import put_aside

    return put_aside(database, line, motive)


@bank.command("undo", cls=Command)
@LINE
@database_option
@lang_option
def undo(line: int, database: str | None) -> int:
    """Annulla ciò che si è fatto con un movimento: torna in attesa."""
    from mutua.cli_bank_lines import undo_line

    return undo_line(database, line)


# ---------------------------------------------------------------- mandates and debits


@bank.group("mandate", cls=Group)
@lang_option
def mandate() -> None:
    """I mandati di addebito (SDD)."""


@mandate.command("add", cls=Command)
@click.argument("person", metavar="PERSONA")
@click.option("--iban", required=True, metavar="IBAN", help="Il conto da addebitare.")
@click.option("--holder", default="", metavar="NOME", help="L'intestatario, se è un altro.")
@click.option("--signed-on", type=DAY, required=True, metavar="DATA", help="Quando è stato firmato.")
@click.option("--one-off", is_flag=True, help="Per un solo addebito.")
@click.option("--b2b", is_flag=True, help="Fra imprese (B2B).")
@click.option("--yes", is_flag=True, help="Anche se ce n'è già uno uguale.")
@database_option
@lang_option
def add_mandate(
    person: str, iban: str, holder: str, signed_on: date, one_off: bool, b2b: bool, yes: bool, database: str | None
) -> int:
    """Registra un mandato firmato, per i contributi del nucleo della persona (tessera o codice fiscale)."""
    from mutua.cli_bank_debits import record_mandate

    return record_mandate(database, person, iban, holder, signed_on, one_off=one_off, b2b=b2b, yes=yes)


@mandate.command("revoke", cls=Command)
@click.argument("reference", metavar="MANDATO")
@click.option("--on", type=DAY, metavar="DATA", help="Da quando; oggi, se non si dice.")
@database_option
@lang_option
def revoke_mandate(reference: str, on: date | None, database: str | None) -> int:
    """Registra che un mandato è revocato."""
    from mutua.cli_bank_debits import end_mandate

    return end_mandate(database, reference, on)


@mandate.command("list", cls=Command)
@click.option("--all", "everything", is_flag=True, help="Anche quelli finiti.")
@database_option
@lang_option
def list_mandates(everything: bool, database: str | None) -> int:
    """I mandati."""
    from mutua.cli_bank_debits import print_mandates

    return print_mandates(database, everything=everything)


@bank.command("creditor", cls=Command)
@click.option("--identifier", metavar="CODICE", help="Il codice identificativo del creditore (IT…ZZZ…).")
@click.option("--cuc", metavar="CODICE", help="Il codice CUC del contratto CBI.")
@click.option("--notice-days", type=click.IntRange(1, 60), metavar="N", help="Giorni di preavviso nei mandati: 14.")
@database_option
@lang_option
def creditor(identifier: str | None, cuc: str | None, notice_days: int | None, database: str | None) -> int:
    """Mostra o cambia i dati con cui la società incassa per addebito."""
    from mutua.cli_bank_debits import creditor_data

    return creditor_data(database, identifier, cuc, notice_days)


@bank.command("debit", cls=Command)
@click.argument("target", type=PATHS, metavar="FILE.xml")
@click.option("--due", type=DAY, required=True, metavar="DATA", help="Le scadenze fino a quel giorno.")
@click.option("--on", "collect_on", type=DAY, required=True, metavar="DATA", help="Il giorno dell'incasso.")
@click.option("--notified-on", type=DAY, metavar="DATA", help="Quando chi paga è stato avvisato.")
@click.option("--iso", is_flag=True, help="ISO 20022 (pain.008), invece del formato CBI.")
@click.option("--apply", is_flag=True, help="Registra e scrive il file; altrimenti mostra che cosa chiederebbe.")
@database_option
@lang_option
def debit(
    target: Path, due: date, collect_on: date, notified_on: date | None, iso: bool, apply: bool, database: str | None
) -> int:
    """Il file degli addebiti per la banca: ciò che è scaduto e ha un mandato."""
    from mutua.cli_bank_debits import make_collection

    return make_collection(database, target, due, collect_on, notified_on, iso=iso, apply=apply)


@bank.command("debit-again", cls=Command)
@click.argument("collection", type=NUMBER, metavar="INCASSO")
@click.argument("target", type=PATHS, metavar="FILE.xml")
@database_option
@lang_option
def debit_again(collection: int, target: Path, database: str | None) -> int:
    """Riscrive, uguale, il file di un incasso già registrato."""
    from mutua.cli_bank_debits import write_again

    return write_again(database, collection, target)


@bank.command("answer", cls=Command)
@click.argument("source", type=PATHS, metavar="FILE.xml")
@click.option("--apply", is_flag=True, help="Registra davvero; altrimenti è soltanto una prova.")
@database_option
@lang_option
def answer(source: Path, apply: bool, database: str | None) -> int:
    """La risposta della banca a un file di addebiti o di bonifici (pain.002): quali ha respinto."""
    from mutua.cli_bank_debits import take_answer

    return take_answer(database, source, apply=apply)


@bank.command("check", cls=Command)
@click.argument("source", type=PATHS, metavar="FILE.xml")
@click.option("--xsd", type=PATHS, required=True, metavar="FILE", help="Lo schema che ha dato la banca.")
@lang_option
def check(source: Path, xsd: Path) -> int:
    """Confronta un file con lo schema della banca."""
    from mutua.cli_bank_debits import check_by_schema

    return check_by_schema(source, xsd)
