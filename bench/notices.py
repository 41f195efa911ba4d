"""Papers through mutua by the bare compiling of such pages: notices printed, certificates issued from an archive.

Typst remembers what it has laid out: no page is ever compiled twice, the two sides get pages of their own, alike.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from datetime import time as clock
from functools import partial
from pathlib import Path

import typst

from bench.measuring import Ratio, Work, of_pairs, quiet_memory, seconds
from mutua.letters.fill import STANDARDS, TEMPLATES, Press, filled
from mutua.letters.papers import Addressee, ContributionLine, Instalment, Letterhead, NoticeLetter

HEAD = Letterhead(
    "Società di Mutuo Soccorso di prova", "via Roma 1", "10064", "Pinerolo", "85001230018", ("REA TO-1234567",),
    "0121 000000", "posta@prova.example", "prova.example", "IT60X0542811101000000123456", "Banca di prova",
)  # fmt: skip


def notice(number: int) -> NoticeLetter:
    """A notice as most are: three people, two items each, two instalments; each with figures of its own."""
    lines = tuple(
        ContributionLine(f"Rossi Persona {number}-{one}", item, 1000 + number * 7 + one)
        for one in range(3) for item in ("Quota associativa", "Mutua base, adulto")
    )  # fmt: skip
    asked = sum(one.amount_cents for one in lines)
    return NoticeLetter(
        HEAD, Addressee(f"Rossi Anna {number}", f"via Prova {number}", "10064", "Pinerolo"), f"N{number:05d}", 2026,
        date(2026, 1, 8), lines,
        (Instalment(date(2026, 1, 31), asked // 2, f"RF18{number:010d}"),
         Instalment(date(2026, 6, 30), asked - asked // 2, f"RF19{number:010d}")),
        late=("Chi paga dopo la scadenza perde la copertura dal giorno successivo (art. 12).",),
    )  # fmt: skip


def bare(compiler: typst.Compiler, pages: Sequence[tuple[Path, dict[str, str]]]) -> int:
    """Pages that are filled already, compiled and nothing else; how many bytes."""
    at = datetime.combine(date(2026, 1, 8), clock(12), UTC)
    return sum(
        len(compiler.compile(input=page, sys_inputs=inputs, pdf_standards=list(STANDARDS), timestamp=at) or b"")
        for page, inputs in pages
    )


def printed(rounds: int, each: int, tick: Callable[[], None]) -> Ratio:
    """A notice from its value to its PDF, by the bare compiling of such a page."""
    press, compiler = Press(), typst.Compiler(root=TEMPLATES, ignore_system_fonts=True)
    pairs: list[tuple[float, float]] = []
    with quiet_memory():
        for number in range(rounds + 1):
            first = number * 2 * each
            pages = [filled(notice(first + each + one)) for one in range(each)]
            papers = [notice(first + one) for one in range(each)]
            works: list[tuple[int, Work]] = [
                (0, partial(bare, compiler, pages)),
                (1, partial(_print_all, press, papers)),
            ]
            took = {side: seconds(work) for side, work in (works if number % 2 else works[::-1])}
            if number:
                pairs.append((took[0], took[1]))
            tick()
    return of_pairs(pairs)


def _print_all(press: Press, papers: Sequence[NoticeLetter]) -> None:
    for paper in papers:
        press.print(paper)


def issued(rounds: int, each: int, tick: Callable[[], None]) -> Ratio:
    """Certificates read from an archive, printed, noted in history and written, by the bare compiling of such pages."""
    from bench.books import fill, plan_book
    from mutua.rules.paper_notes import CertificateLaw
    from mutua.services import papers_wanted
    from mutua.services.claim_life import Desktop
    from mutua.services.issue_papers import issue
    from mutua.store.database import Archive
    from mutua.store.ids import Ids

    compiler = typst.Compiler(root=TEMPLATES, ignore_system_fonts=True)
    pairs: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory() as folder, Archive(str(Path(folder) / "notices.db")) as archive:
        actor_id = fill(archive, 34 * each * (rounds + 1))
        at = Desktop(archive, plan_book(), actor_id, datetime(2027, 2, 1, 9, tzinfo=UTC), Ids())
        with archive.reader.begin() as connection:
            people = _people(connection, 2 * each * (rounds + 1))
            wanted = papers_wanted.certificates(connection, at.plans, CertificateLaw(), 2026, people)
        for number in range(rounds + 1):
            some = wanted[number * 2 * each : (number + 1) * 2 * each]
            with archive.reader.begin() as connection:
                made = [one.make(connection, date(2026, 1, 8)) for one in some[each:]]
            pages = [filled(one) for one in made]  # type: ignore[arg-type]  # nobody is refused
            began = time.perf_counter()
            bare(compiler, pages)
            between = time.perf_counter()
            list(issue(at, some[:each], Path(folder) / "out"))
            if number:
                pairs.append((between - began, time.perf_counter() - between))
            tick()
    return of_pairs(pairs)


def _people(connection: object, count: int) -> list[int]:
    from sqlalchemy import Connection, select

    from mutua.store.tables import identity

    assert isinstance(connection, Connection)
    return list(connection.scalars(select(identity.c.person_id).order_by(identity.c.person_id).limit(count)))


def main() -> None:
    """Both measures at a small size: `python -m bench.notices`."""
    measures = {"notice printed": printed(8, 40, lambda: None), "certificate issued": issued(5, 40, lambda: None)}
    for name, ratio in measures.items():
        told = f"{ratio.median:.2f} ({ratio.low:.2f}–{ratio.high:.2f})"
        milliseconds = f"{ratio.second_seconds / 40 * 1000:.1f} and {ratio.first_seconds / 40 * 1000:.1f} ms"
        print(f"{name} by a bare compile: {told}; {milliseconds} each")


if __name__ == "__main__":
    main()
