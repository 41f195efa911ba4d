"""Numbers nobody defends, at the terminal: which numbers no case notices, and which no sentence says."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mutua.cli_base import print_json, say
from mutua.cli_sources import Source, case_files, excuses_file, print_problems, read, stop_at_mistakes

if TYPE_CHECKING:
    from mutua.rules.cases.casefile import Excuse
    from mutua.rules.cases.numbers import Bench, Notice, Number
    from mutua.rules.cases.prices import Price

CHUNK = 8


@dataclass(frozen=True, slots=True)
class Tried:
    """A number changed by one: whether a case and a sentence noticed. `version` is "" for a price of a list."""

    plan: str
    version: str
    number: Number | Price
    by_case: bool
    by_sentence: bool
    refused: bool


@dataclass(frozen=True, slots=True)
class Job:
    """One number to try, told so that another process can find it."""

    folder: str
    code: str
    files: tuple[str, ...]
    version: int
    since: str
    number: Number | Price


def try_numbers(paths: tuple[Path, ...], *, as_json: bool) -> int:
    """Change each number by one in turn; 0 when every number that nobody notices is explained in `numeri.yaml`."""
    reading = read(paths, whole_plans=True)
    print_problems(reading.mistakes, err=True)
    ready = [source for source in reading.sources if _all_pass(source, case_files(source, paths))]
    explained = {source.name: _excuses(source) for source in ready}
    untried = [one for source in ready for one in _too_long(source)]
    tried = list(_run([job for source in ready for job in _jobs(source, case_files(source, paths))]))
    unnoticed = [one for one in tried if not one.by_case and not _explained(one, explained, said=False)]
    unsaid = [one for one in tried if not one.by_sentence and not _explained(one, explained, said=True)]
    stale = [excuse for name, excuses in explained.items() for excuse in _stale(name, excuses, tried)]
    if as_json:
        print_json(
            {
                "numbers": len(tried),
                "refused": sum(one.refused for one in tried),
                "unnoticed": [_as_json(one) for one in unnoticed],
                "unsaid": [_as_json(one) for one in unsaid],
                "untried": [{"plan": plan, "tariff": name, "rows": rows} for plan, name, rows in untried],
                "stale": [{"number": excuse.number, "place": str(excuse.place)} for excuse in stale],
            }
        )
    else:
        _print(tried, unnoticed, unsaid, stale)
        _print_untried(untried)
    skipped = len(ready) < len(reading.sources)
    return 1 if unnoticed or unsaid or stale or skipped or reading.mistakes else 0


def _excuses(source: Source) -> tuple[Excuse, ...]:
    from mutua.rules.cases.casefile_reader import read_excuses

    excuses, problems = read_excuses(excuses_file(source))
    stop_at_mistakes(problems)
    return excuses


def _all_pass(source: Source, files: Iterable[Path]) -> bool:
    """A case that fails already notices every change: all must pass first."""
    from mutua.cli_cases import run_plan

    run = run_plan(source, files)
    print_problems(() if source.mistaken else run.mistakes, err=True)
    if not (run.failed or run.mistakes):
        return True
    if source.mistaken:
        message = say(
            f"{source.name}: saltato, prima vanno corretti gli errori dei suoi file (mutua rules check).",
            f"{source.name}: skipped, the mistakes of its files must be mended first (mutua rules check).",
        )
    elif run.mistakes:
        message = say(
            f"{source.name}: saltato, prima vanno corretti gli errori dei file di casi (mutua rules test).",
            f"{source.name}: skipped, the mistakes of its case files must be mended first (mutua rules test).",
        )
    else:
        message = say(
            f"{source.name}: saltato, prima i casi devono riuscire tutti (mutua rules test).",
            f"{source.name}: skipped, all its cases must pass first (mutua rules test).",
        )
    click.echo(message, err=True)
    return False


# ---------------------------------------------------------------- trying


def _jobs(source: Source, files: Iterable[Path]) -> Iterator[Job]:
    from mutua.rules.cases.numbers import numbers_of
    from mutua.rules.cases.prices import prices_of

    names = tuple(str(path) for path in files)
    for index, tree in enumerate(_bench(str(source.folder), source.name, names).drafts.trees):
        for number in numbers_of(tree):
            since = source.plan.versions[index].in_force_from.isoformat()
            yield Job(str(source.folder), source.name, names, index, since, number)
    for price in prices_of(source.plan):
        yield Job(str(source.folder), source.name, names, -1, "", price)


def _too_long(source: Source) -> Iterator[tuple[str, str, int]]:
    from mutua.rules.cases.prices import untried

    for name, rows in untried(source.plan):
        yield source.name, name, rows


@lru_cache(maxsize=4)
def _bench(folder: str, code: str, files: tuple[str, ...]) -> Bench:
    """The drafts and the cases of a plan, read once in each process."""
    from mutua.rules.cases.casefile_reader import read_cases
    from mutua.rules.cases.numbers import Bench
    from mutua.rules.reading.drafts import read_drafts
    from mutua.wording.describe import keyed_sentences

    drafts = read_drafts(Path(folder), code)
    assert drafts is not None, "the plan was read without a mistake a moment ago"
    cases = [read_cases(Path(file), drafts.plan)[0] for file in files]
    return Bench(drafts, (one for one in cases if one is not None), keyed_sentences)


def _try(job: Job) -> frozenset[Notice]:
    from mutua.rules.cases.prices import Price

    bench = _bench(job.folder, job.code, job.files)
    if isinstance(job.number, Price):
        return bench.notices_price(job.number)
    return bench.notices(job.version, job.number)


def _run(jobs: list[Job]) -> Iterator[Tried]:
    from mutua.rules.cases.numbers import Notice

    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        found = pool.map(_try, jobs, chunksize=CHUNK)
        for job, noticed in zip(jobs, _with_progress(found, len(jobs)), strict=True):
            yield Tried(
                plan=job.code,
                version=job.since,
                number=job.number,
                by_case=Notice.CASE in noticed,
                by_sentence=Notice.SENTENCE in noticed,
                refused=Notice.READER in noticed,
            )


def _with_progress(found: Iterator[frozenset[Notice]], total: int) -> Iterator[frozenset[Notice]]:
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    yield from track(
        found, say("Provo i numeri", "Trying numbers"), total=total, console=console, disable=not console.is_terminal
    )


# ---------------------------------------------------------------- telling


def _explained(one: Tried, excuses: Mapping[str, tuple[Excuse, ...]], *, said: bool) -> bool:
    return any(_about(excuse, one) and (excuse.unsaid or not said) for excuse in excuses[one.plan])


def _about(excuse: Excuse, one: Tried) -> bool:
    """An excuse names a number in every version, or in one: `2026-01-01: plafond.visite.misura`."""
    return excuse.number in (one.number.name, f"{one.version}: {one.number.name}")


def _stale(plan: str, excuses: Iterable[Excuse], tried: Iterable[Tried]) -> Iterator[Excuse]:
    """Excuses of numbers that are not there, or that a case does notice."""
    of_plan = [one for one in tried if one.plan == plan]
    for excuse in excuses:
        about = [one for one in of_plan if _about(excuse, one)]
        if all(one.by_case and (one.by_sentence or not excuse.unsaid) for one in about):
            yield excuse


def _as_json(one: Tried) -> dict[str, str]:
    return {
        "plan": one.plan, "version": one.version, "number": one.number.name, "place": str(one.number.place),
        "written": one.number.written, "changed": one.number.changed,
    }  # fmt: skip


def _print(tried: list[Tried], unnoticed: list[Tried], unsaid: list[Tried], stale: list[Excuse]) -> None:
    _print_list(say("Numeri che nessun caso nota", "Numbers that no case notices"), unnoticed)
    _print_list(say("Numeri che nessuna frase dice", "Numbers that no sentence says"), unsaid)
    if stale:
        click.echo(say("Spiegazioni che non servono (più):", "Explanations that are not needed (any more):"))
        for excuse in stale:
            click.echo(f"  {excuse.place}: {excuse.number}")
    if not tried:
        click.echo(say("Nessun numero provato.", "No number tried."))
        return
    click.echo(
        say(
            f"{len(tried)} numeri provati: {len(unnoticed)} senza caso, {len(unsaid)} senza frase.",
            f"{len(tried)} numbers tried: {len(unnoticed)} without a case, {len(unsaid)} without a sentence.",
        )
    )


def _print_untried(untried: list[tuple[str, str, int]]) -> None:
    from mutua.rules.cases.prices import MOST_ROWS

    for plan, name, rows in untried:
        click.echo(
            say(
                f"{plan}: i prezzi di «{name}» non sono stati provati: ha {rows} righe, si prova fino a {MOST_ROWS}.",
                f"{plan}: the prices of “{name}” were not tried: it has {rows} rows, up to {MOST_ROWS} are tried.",
            )
        )


def _print_list(title: str, rows: list[Tried]) -> None:
    if not rows:
        return
    click.echo(f"{title}:")
    for one in rows:
        number = one.number
        of = f"{one.version}: " if one.version else ""
        click.echo(f"  {number.place}: {of}{number.name}  {number.written} → {number.changed}")
    click.echo()
