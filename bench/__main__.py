"""Every measure in one run: `python -m bench`, or `--quick` for a first idea in less than a minute."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bench import charging, deciding, entering, growing, identifying, notices, recording, starting
from bench.measuring import Ratio
from bench.report import Row, show, write
from bench.workload import ruleset
from mutua.domain.case import Case
from mutua.rules.model import Ruleset


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many lines and rounds each measure runs on."""

    form: str
    equal: int  # lines on which the interpreter is proved equal, and evidence told again
    side_by_side: int
    rounds: int
    oracle: int
    openfisca_rounds: int
    short: int
    long: int
    pauses: int
    starts: int
    codes: int
    people: int
    entries: int  # with a wrong password, on each side
    papers: int  # in each round, on each side


WHOLE = Sizes("the whole form", 100_000, 20_000, 12, 2_000, 12, 100_000, 1_000_000, 5, 15, 20_000, 10_000, 100, 60)
QUICK = Sizes("the quick form", 4_000, 4_000, 4, 400, 3, 4_000, 20_000, 2, 4, 4_000, 3_000, 20, 15)
SMALLEST = Sizes("the smallest form", 300, 300, 1, 60, 1, 300, 900, 1, 1, 500, 60, 2, 2)

Bar = Callable[[str, int], Callable[[], None]]


def measure(sizes: Sizes, bar: Bar) -> list[Row]:
    """Every row of the table, in order."""
    rules = ruleset()
    cases = deciding.prepared(rules, sizes.equal)
    few = cases[: sum(1 for _ in cases) * sizes.side_by_side // sizes.equal]
    return [
        *_equal(cases, rules, bar),
        *_deciding(few, rules, sizes, bar),
        *_recording(cases, few, rules, sizes, bar),
        *_growing(rules, sizes, bar),
        *_identifying(sizes, bar),
        *_charging(sizes, bar),
        *_papers(sizes, bar),
        *_entering(sizes, bar),
        *_starting(sizes, bar),
    ]


def _equal(cases: Sequence[Case], rules: Ruleset, bar: Bar) -> list[Row]:
    unequal = list(deciding.unequal_lines(cases, rules, bar("P1a equal, line by line", len(cases))))
    lines = sum(len(case.lines) for case in cases)
    note = "outcome, cents, reason, draws, what a waiting line would get"
    return [
        Row(
            "P1a",
            "lines on which engine and interpreter differ",
            "0",
            f"{len(unequal)} of {lines:,}",
            not unequal,
            note,
        )
    ]


def _deciding(few: Sequence[Case], rules: Ruleset, sizes: Sizes, bar: Bar) -> list[Row]:
    peer = deciding.against_decimal(few, rules, sizes.rounds, bar("P1a Decimal interpreter", sizes.rounds + 1))
    small = few[: sizes.oracle]
    oracle = deciding.against_oracle(small, rules, 2, bar("P1a oracle of the tests", 3))
    ticks = bar("P1b OpenFisca", 2 * (sizes.openfisca_rounds + 1))
    fisca = deciding.against_openfisca(few, rules, sizes.openfisca_rounds, ticks)
    bare = "the interpreter gives only outcome, cents, one reason code and draws"
    service = "OpenFisca as a service: built and calculated, by the case built and assessed"
    return [
        _at_least("P1a", "time of the bare Decimal interpreter by the engine's", peer.ratio, 2.5, bare),
        _at_least(
            "P1a", "time of the oracle of the tests by the engine's", oracle.ratio, 2.5, "whole language and answer"
        ),
        _at_least("P1b", service, fisca.service, 100, micro(fisca.service)),
        _at_least("P1b", "OpenFisca `calculate` alone by `assess` alone", fisca.alone, 100, micro(fisca.alone)),
    ]


def _at_least(code: str, what: str, ratio: Ratio, goal: float, note: str) -> Row:
    decimals = 2 if goal < 10 else 0
    return Row(code, what, f"≥ {goal:g}", told(ratio, decimals), ratio.median >= goal, note)


def _recording(cases: Sequence[Case], few: Sequence[Case], rules: Ruleset, sizes: Sizes, bar: Bar) -> list[Row]:
    again = recording.told_again(cases, rules, bar("P2 told again", len(cases)))
    cost = recording.cost(few, rules, sizes.rounds, bar("P2 cost of recording", sizes.rounds + 1))
    percent = f"{(cost.median - 1) * 100:.0f} % ({(cost.low - 1) * 100:.0f}–{(cost.high - 1) * 100:.0f})"
    return [
        Row("P2", "lines told again otherwise", "0", f"{again.different} of {again.lines:,}", not again.different,
            "every step, reason, draw and ceiling"),
        Row("P2", "bytes a line", "≤ 16", f"{again.bytes_a_line:.1f}", again.bytes_a_line <= 16),
        Row("P2", "cost of recording, of deciding", "≤ 12 %", percent, cost.median <= 1.12),
    ]  # fmt: skip


def _growing(rules: Ruleset, sizes: Sizes, bar: Bar) -> list[Row]:
    households = (sizes.long + sizes.pauses * sizes.short) // 34 // growing.CHUNK + 2 * sizes.pauses
    ticks = bar("P3 a million lines" if sizes is WHOLE else "P3 more lines", households)
    grown = growing.growth(rules, sizes.short, sizes.long, sizes.pauses, ticks)
    note = f"{grown.long / 1000:.0f}k and {grown.short / 1000:.0f}k lines/s, recording included"
    what = f"speed at {grown.long_lines:,} lines by the speed at {grown.short_lines:,}"
    return [Row("P3", what, "≥ 0.9", f"{grown.ratio:.2f}", grown.ratio >= 0.9, note)]


def _entering(sizes: Sizes, bar: Bar) -> list[Row]:
    with TemporaryDirectory() as folder:
        found = entering.medians(Path(folder), sizes.entries, bar("S4 entering", sizes.entries + 1))
    note = f"{found.known:.1f} and {found.unknown:.1f} ms, by the clock"
    return [
        Row("S4", "a wrong password: a name that is there by one that is not, medians apart", "< 2 ms",
            f"{found.apart:.2f} ms", found.apart < 2, note)
    ]  # fmt: skip


def _identifying(sizes: Sizes, bar: Bar) -> list[Row]:
    codes = identifying.codes(sizes.codes)
    unequal = list(identifying.unequal(codes, bar("P8 codes, one by one", len(codes))))
    ratio = identifying.against_stdnum(codes, sizes.rounds, bar("P8 python-stdnum", sizes.rounds + 1))
    theirs, ours = (one / identifying.BLOCK * 1e6 for one in (ratio.second_seconds, ratio.first_seconds))
    note = f"{theirs:.1f} and {ours:.1f} µs a code; one in twenty is wrong, and ours says why"
    return [
        Row("P8", "codici fiscali judged otherwise than by python-stdnum", "0", f"{len(unequal)} of {len(codes):,}",
            not unequal, "its known mistakes apart"),
        _at_least("P8", "time of python-stdnum's check by the reading of a codice fiscale", ratio, 5, note),
    ]  # fmt: skip


def _charging(sizes: Sizes, bar: Bar) -> list[Row]:
    rounds = min(3, sizes.rounds)
    with TemporaryDirectory() as folder:
        found = charging.charging(
            lambda: charging.in_a_file(Path(folder)), Path(folder), sizes.people, rounds, bar("charging a year", rounds)
        )  # fmt: skip
    ours = found.ratio.second_seconds
    note = f"SQLite; {found.people:,} people in {ours:.1f} s, preview, seals and books included"
    what = "time of charging a year by the bare driver's for the same rows"
    return [Row("charging", what, "≤ 3", told(found.ratio), found.ratio.median <= 3, note)]


def _papers(sizes: Sizes, bar: Bar) -> list[Row]:
    rounds = sizes.starts
    printed = notices.printed(rounds, sizes.papers, bar("PDF notices", rounds + 1))
    issued = notices.issued(rounds, sizes.papers, bar("PDF certificates", rounds + 1))

    def row(what: str, ratio: Ratio) -> Row:
        note = f"{ratio.second_seconds / sizes.papers * 1000:.1f} ms a paper"
        return Row("PDF", what, "≤ 3", told(ratio), ratio.median <= 3, note)

    return [
        row("a notice printed, by the bare compiling of such a page", printed),
        row("a certificate read, printed, noted and written, by the same", issued),
    ]


def _starting(sizes: Sizes, bar: Bar) -> list[Row]:
    ratio = starting.start(sizes.starts, bar("P10 mutua --help", sizes.starts + 1))
    note = f"{ratio.second_seconds * 1000:.0f} ms and {ratio.first_seconds * 1000:.0f} ms"
    return [Row("P10", "`mutua --help` by `import click, rich`", "≤ 3", told(ratio), ratio.median <= 3, note)]


def told(ratio: Ratio, decimals: int = 2) -> str:
    return f"{ratio.median:.{decimals}f} ({ratio.low:.{decimals}f}–{ratio.high:.{decimals}f})"


def micro(ratio: Ratio) -> str:
    theirs, ours = (one / deciding.TEN * 1e6 for one in (ratio.second_seconds, ratio.first_seconds))
    return f"{theirs:.0f} µs and {ours:.1f} µs a case"


@click.command()
@click.option("--quick", is_flag=True, help="Small sizes: a first idea in less than a minute.")
@click.option("--write", "path", type=click.Path(path_type=Path), help="Puts the table in this Markdown file too.")
def main(quick: bool, path: Path | None) -> None:
    """Measures, as ratios within this one run; ends with a table."""
    console = Console()
    sizes = QUICK if quick else WHOLE
    columns = (TextColumn("{task.description:28}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:

        def bar(name: str, total: int) -> Callable[[], None]:
            task = progress.add_task(name, total=total)
            return lambda: progress.advance(task)

        rows = measure(sizes, bar)
    show(rows, console)
    if path is not None:
        write(rows, sizes.form, path)


if __name__ == "__main__":
    main()
