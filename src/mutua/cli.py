"""The command line: `mutua rules …` for who writes and reads regulations, `mutua assess` to try them on cases."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mutua.cli_base import Command, Group, lang_option, run

PATHS = click.Path(path_type=Path)


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
    "--ruleset", "path", type=PATHS, metavar="PERCORSO",
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


@cli.command("demo", cls=Command)
@click.option("--members", type=click.IntRange(1, 100_000), default=2000, metavar="N", help="Quante persone: 2000.")
@click.option("--seed", type=click.IntRange(0), default=1848, metavar="S", help="Lo stesso numero, la stessa società.")
@click.option("--database", metavar="URL", help="Dove farla: un file, o postgresql://…; altrimenti un file suo.")
@click.option("--no-serve", is_flag=True, help="Non apre pagine (per ora non ce ne sono).")
@lang_option
def demo(members: int, seed: int, database: str | None, no_serve: bool) -> int:
    """Fa una società inventata, ne decide tutte le domande e mostra che cosa ne viene."""
    from mutua.cli_demo import run_demo

    return run_demo(members, seed, database)


def main() -> None:
    """The `mutua` command."""
    sys.exit(run(cli))
