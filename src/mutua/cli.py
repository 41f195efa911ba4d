"""The command line: `mutua rules …` and `mutua assess` for who writes regulations, the rest for the archive."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from mutua.cli_archive import database_option
from mutua.cli_bank import bank
from mutua.cli_base import Command, Group, lang_option, run, say
from mutua.cli_contributions import contributions
from mutua.cli_covers import covers
from mutua.cli_declared import elsewhere, notice, society_notice
from mutua.cli_desk import COMMANDS as DESK
from mutua.cli_firms import firms
from mutua.cli_firms_office import COMMANDS as FIRM_OFFICE
from mutua.cli_firms_relatives import COMMANDS as FIRM_RELATIVES
from mutua.cli_four_eyes import four_eyes
from mutua.cli_mail import mail
from mutua.cli_members import members
from mutua.cli_pact import pact
from mutua.cli_papers import papers
from mutua.cli_rights import rights
from mutua.cli_sheet_options import SheetOptions, claims_options, members_options, year_options
from mutua.cli_society import society
from mutua.cli_users import serve, users

PATHS = click.Path(path_type=Path)
APPLY = click.option("--apply", is_flag=True, help="Importa davvero; altrimenti è soltanto una prova.")
ACCEPT = click.option(
    "--accept-good-rows", is_flag=True, help="Importa i nuclei (o le richieste) senza errori anche se altri ne hanno."
)


@click.group(cls=Group, invoke_without_command=False)
@click.version_option(None, "--version", package_name="mutua", message="mutua %(version)s", help="Mostra la versione.")
@lang_option
def cli() -> None:
    """Il motore dei regolamenti delle società di mutuo soccorso."""


@cli.group("rules", cls=Group)
@lang_option
def rules() -> None:
    """Legge, controlla, prova e racconta i regolamenti."""


@rules.command("check", cls=Command)
@click.argument("paths", nargs=-1, type=PATHS, metavar="[PERCORSO]…")
@click.option("--json", "as_json", is_flag=True, help="Per un programma.")
@lang_option
def check(paths: tuple[Path, ...], as_json: bool) -> int:
    """Cerca tutti gli errori, una riga ciascuno: file:riga:colonna."""
    from mutua.cli_rules import check_rulesets

    return check_rulesets(paths, as_json=as_json)


@rules.command("test", cls=Command)
@click.argument("paths", nargs=-1, type=PATHS, metavar="[PERCORSO]…")
@click.option("--numbers", is_flag=True, help="Cambia ogni numero di uno: quali nessun caso e nessuna frase nota?")
@click.option("--json", "as_json", is_flag=True, help="Per un programma.")
@lang_option
def test(paths: tuple[Path, ...], numbers: bool, as_json: bool) -> int:
    """Prova i casi e, per ogni fallito, mostra l'atteso accanto alla spiegazione."""
    if numbers:
        from mutua.cli_numbers import try_numbers

        return try_numbers(paths, as_json=as_json)
    from mutua.cli_cases import run_tests

    return run_tests(paths, as_json=as_json)


@rules.command("show", cls=Command)
@click.argument("code", required=False, metavar="[CODICE]")
@click.option(
    "--ruleset",
    "path",
    type=PATHS,
    metavar="PERCORSO",
    help="Dove cercare, invece dei regolamenti forniti con il programma.",
)
@lang_option
def show(code: str | None, path: Path | None) -> int:
    """Racconta una prestazione o un piano (società/piano); senza codice, tutto."""
    from mutua.cli_rules import show_rules

    return show_rules(code, path)


@rules.command("diff", cls=Command)
@click.argument("before", type=PATHS, metavar="PRIMA")
@click.argument("after", type=PATHS, metavar="DOPO")
@lang_option
def diff(before: Path, after: Path) -> int:
    """Che cosa cambia fra due versioni, in parole."""
    from mutua.cli_rules import diff_versions

    return diff_versions(before, after)


@rules.command("schema", cls=Command)
def schema() -> int:
    """Lo schema JSON delle versioni, per gli editor."""
    from mutua.cli_rules import print_schema

    return print_schema()


@cli.command("assess", cls=Command)
@click.argument("cases", type=PATHS, metavar="CASI.yaml")
@click.option("--ruleset", "path", type=PATHS, metavar="PERCORSO", help="Il piano, se non è quello in cui stanno.")
@click.option("--explain", is_flag=True, help="Con tutti i passi.")
@click.option("--json", "as_json", is_flag=True, help="Per un programma.")
@lang_option
def assess(cases: Path, path: Path | None, explain: bool, as_json: bool) -> int:
    """Decide le richieste di un file di casi."""
    from mutua.cli_cases import assess_cases

    return assess_cases(cases, path, explain=explain, as_json=as_json)


# ---------------------------------------------------------------- the archive


@cli.command("init", cls=Command)
@click.option("--name", default="", metavar="NOME", help="Il nome della società.")
@database_option
@lang_option
def init(name: str, database: str | None) -> int:
    """Prepara un archivio nuovo e vuoto."""
    from mutua.cli_archive_commands import init_archive

    return init_archive(database, name)


@cli.group("db", cls=Group)
@lang_option
def db() -> None:
    """Lo schema dell'archivio."""


@db.command("upgrade", cls=Command)
@database_option
@lang_option
def upgrade(database: str | None) -> int:
    """Porta l'archivio allo schema di questo programma."""
    from mutua.cli_archive_commands import upgrade_archive

    return upgrade_archive(database)


@db.command("version", cls=Command)
@database_option
@lang_option
def version(database: str | None) -> int:
    """Lo schema dell'archivio e quello di questo programma."""
    from mutua.cli_archive_commands import print_version

    return print_version(database)


@cli.command("decide", cls=Command)
@click.argument("claim", required=False, metavar="[DOMANDA]")
@click.option("--all", "everything", is_flag=True, help="Tutte le domande che aspettano.")
@click.option("--yes", is_flag=True, help="Decide senza chiedere conferma.")
@database_option
@lang_option
def decide(claim: str | None, everything: bool, yes: bool, database: str | None) -> int:
    """Decide una domanda, mostrando prima la proposta, o tutte quelle che aspettano."""
    from mutua.cli_decide import decide_all, decide_one

    if everything == (claim is not None):
        raise click.UsageError(say("Serve una domanda oppure --all.", "Name a request, or --all."))
    return decide_all(database) if claim is None else decide_one(database, claim, yes=yes)


@cli.command("explain", cls=Command)
@click.argument("claim", metavar="DOMANDA")
@database_option
@lang_option
def explain(claim: str, database: str | None) -> int:
    """Spiega la decisione in vigore di una domanda, rifatta da ciò che ne è conservato."""
    from mutua.cli_decide import explain_decision

    return explain_decision(database, claim)


for of_firms in (*FIRM_OFFICE, *FIRM_RELATIVES):
    firms.add_command(of_firms)
members.add_command(elsewhere)
members.add_command(notice)
society.add_command(society_notice)
for one in (*DESK, members, covers, contributions, bank, firms, pact, papers, rights, society, serve, users, four_eyes,
            mail):
    cli.add_command(one)


@cli.command("verify", cls=Command)
@click.option("--heads", type=PATHS, metavar="FILE", help="Confronta anche con i sigilli annotati in un file.")
@database_option
@lang_option
def verify(heads: Path | None, database: str | None) -> int:
    """Controlla l'archivio: tace se è tutto a posto, altrimenti dice che cosa non va."""
    from mutua.cli_archive_commands import verify_archive

    return verify_archive(database, heads)


@cli.command("replay", cls=Command)
@click.option("--json", "as_json", is_flag=True, help="Per un programma.")
@database_option
@lang_option
def replay(as_json: bool, database: str | None) -> int:
    """Rifà ogni decisione e la confronta con quella registrata."""
    from mutua.cli_archive_commands import replay_decisions

    return replay_decisions(database, as_json=as_json)


@cli.command("digest", cls=Command)
@database_option
@lang_option
def digest(database: str | None) -> int:
    """L'impronta di tutto ciò che è registrato."""
    from mutua.cli_archive_commands import print_digest

    return print_digest(database)


@cli.command("heads", cls=Command)
@click.argument("target", type=PATHS, metavar="FILE")
@database_option
@lang_option
def heads(target: Path, database: str | None) -> int:
    """Annota in un file i sigilli di tutte le catene, da conservare altrove."""
    from mutua.cli_archive_commands import write_heads

    return write_heads(database, target)


@cli.command("backup", cls=Command)
@click.argument("target", type=PATHS, metavar="FILE")
@database_option
@lang_option
def backup(target: Path, database: str | None) -> int:
    """Copia l'archivio in un file, anche mentre altri lavorano."""
    from mutua.cli_archive_commands import make_backup

    return make_backup(database, target)


@cli.command("restore", cls=Command)
@click.argument("source", type=PATHS, metavar="FILE")
@database_option
@lang_option
def restore(source: Path, database: str | None) -> int:
    """Rifà un archivio da una copia, in un posto vuoto, e lo controlla."""
    from mutua.cli_archive_commands import restore_backup

    return restore_backup(database, source)


@cli.group("ledger", cls=Group)
@lang_option
def ledger() -> None:
    """I libri contabili."""


@ledger.command("export", cls=Command)
@click.argument("target", type=PATHS, metavar="FILE.beancount")
@database_option
@lang_option
def export(target: Path, database: str | None) -> int:
    """Scrive i libri come giornale di Beancount."""
    from mutua.cli_archive_commands import export_ledger

    return export_ledger(database, target)


@cli.command("demo", cls=Command)
@click.option("--members", type=click.IntRange(1, 100_000), default=2000, metavar="N", help="Quante persone: 2000.")
@click.option("--seed", type=click.IntRange(0), default=1848, metavar="S", help="Lo stesso numero, la stessa società.")
@click.option("--database", metavar="URL", help="Dove farla: un file, o postgresql://…; altrimenti un file suo.")
@click.option("--no-serve", is_flag=True, help="Non apre le pagine alla fine.")
@lang_option
def demo(members: int, seed: int, database: str | None, no_serve: bool) -> int:
    """Fa una società inventata, ne decide tutte le domande, mostra che cosa ne viene e apre le pagine."""
    from mutua.cli_demo import run_demo

    return run_demo(members, seed, database, serve=not no_serve)


# ---------------------------------------------------------------- files in and out


@cli.group("import", cls=Group)
@lang_option
def import_group() -> None:
    """Porta nell'archivio soci, domande, documenti e contributi da un file CSV o XLSX."""


@import_group.command("members", cls=Command)
@click.argument("source", type=PATHS, metavar="FILE")
@APPLY
@ACCEPT
@members_options
@database_option
@lang_option
def import_members(source: Path, apply: bool, accept_good_rows: bool, database: str | None, **said: Any) -> int:
    """Soci, familiari e coperture, anche dal foglio della società com'è; con --apply li importa."""
    from mutua.cli_intake import import_members_file
    from mutua.cli_sheets import bring_members_file, is_own_sheet

    told = SheetOptions(**said)
    if is_own_sheet(source, told):
        return bring_members_file(database, source, told, apply=apply, accept_good_rows=accept_good_rows)
    return import_members_file(database, source, apply=apply, accept_good_rows=accept_good_rows)


@import_group.command("claims", cls=Command)
@click.argument("source", type=PATHS, metavar="FILE")
@APPLY
@ACCEPT
@claims_options
@database_option
@lang_option
def import_claims(source: Path, apply: bool, accept_good_rows: bool, database: str | None, **said: Any) -> int:
    """Richieste, anche dal foglio della società com'è: mostra quali entrerebbero; con --apply le riceve."""
    from mutua.cli_intake import import_claims_file
    from mutua.cli_sheets import bring_claims_file, is_own_sheet

    told = SheetOptions(**said)
    if is_own_sheet(source, told):
        return bring_claims_file(database, source, told, apply=apply, accept_good_rows=accept_good_rows)
    return import_claims_file(database, source, apply=apply, accept_good_rows=accept_good_rows)


@import_group.command("papers", cls=Command)
@click.argument("source", type=PATHS, metavar="FILE")
@APPLY
@ACCEPT
@database_option
@lang_option
def import_papers(source: Path, apply: bool, accept_good_rows: bool, database: str | None) -> int:
    """Documenti e risposte arrivati dopo, per domande che ci sono già; con --apply li registra."""
    from mutua.cli_intake import import_papers_file

    return import_papers_file(database, source, apply=apply, accept_good_rows=accept_good_rows)


@import_group.command("contributions", cls=Command)
@click.argument("source", type=PATHS, metavar="FILE")
@APPLY
@ACCEPT
@database_option
@lang_option
def import_contributions(source: Path, apply: bool, accept_good_rows: bool, database: str | None) -> int:
    """Contributi dovuti e pagati dai nuclei; con --apply li registra."""
    from mutua.cli_intake import import_contributions_file

    return import_contributions_file(database, source, apply=apply, accept_good_rows=accept_good_rows)


@cli.command("year", cls=Command)
@click.argument("source", type=PATHS, metavar="FILE")
@year_options
@database_option
@lang_option
def year(source: Path, database: str | None, **said: Any) -> int:
    """Il vostro anno: che cosa mostra la lista dei rimborsi già pagati, con nomi ed euro."""
    from mutua.cli_sheets import your_year

    return your_year(database, source, SheetOptions(**said))


@cli.command("export", cls=Command)
@click.argument("folder", type=PATHS, metavar="CARTELLA")
@click.option("--xlsx", is_flag=True, help="Una sola cartella di lavoro, invece di un CSV per tabella.")
@database_option
@lang_option
def export_everything(folder: Path, xlsx: bool, database: str | None) -> int:
    """Scrive tutto ciò che è registrato in tabelle leggibili."""
    from mutua.cli_intake import export_tables

    return export_tables(database, folder, as_workbook=xlsx)


def main() -> None:
    """The `mutua` command."""
    sys.exit(run(cli))
