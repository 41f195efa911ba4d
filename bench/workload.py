"""The claims that the measures run on: families of about two, six lines a member a year, three years, invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from mutua.domain.case import Balance, Case, Cover, FactValue, Line
from mutua.domain.decisions import Assessment
from mutua.rules.assess import assess
from mutua.rules.bookkeeping import moved
from mutua.rules.library import load
from mutua.rules.model import Ruleset

PLAN = Path(__file__).parent / "plan"
CODES = ("E01", "E02", "E03", "E04", "E05")
BENEFITS = ("VISITA", "VISITA", "ESAME", "TICKET", "DENTI", "RICOVERO", "AIUTO", "LENTI", "FISIO")
BIRTHS, JOININGS, SERVICES = date(1935, 1, 1), date(2022, 6, 1), date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Household:
    """One family: the requests of its members in the order of arrival."""

    requests: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """Who asks: the facts of the person and of the household, the papers' holder ids, the cover."""

    facts: dict[str, FactValue]
    holders: dict[str, str]
    covers: tuple[Cover, ...]


def ruleset() -> Ruleset:
    """The plan of the measures, read from its files."""
    plans, problems = load(PLAN)
    if problems:
        raise SystemExit("\n".join(str(problem) for problem in problems))
    return plans[0].versions[0]


def households(lines: int, seed: int = 1) -> Iterator[Household]:
    """Families until about so many lines were made; the same for the same seed."""
    random = Random(seed)
    made = number = 0
    while made < lines:
        number += 1
        size = random.choices((1, 2, 3, 4, 5), (30, 35, 18, 12, 5))[0]
        requests: list[Case] = []
        for index in range(size):
            member = _member(random, number, index, size)
            requests += [_request(random, member) for _ in range(random.randrange(10, 22))]
        requests.sort(key=lambda case: (case.facts["richiesta"], case.lines[0].id))
        made += sum(len(case.lines) for case in requests)
        yield Household(tuple(requests))


def _member(random: Random, number: int, index: int, size: int) -> Member:
    return Member(
        facts={"nascita": BIRTHS + timedelta(days=random.randrange(30_000)), "componenti": size},
        holders={"person": f"{number}-{index}", "household": str(number)},
        covers=(Cover("", JOININGS + timedelta(days=random.randrange(900))),),
    )


def _request(random: Random, member: Member) -> Case:
    """One request: one line, or two lines of one invoice, with what belongs to the request told once."""
    service = SERVICES + timedelta(days=random.randrange(1096))
    invoice = service + timedelta(days=random.randrange(10))
    facts: dict[str, FactValue] = {
        **member.facts,
        "fattura": invoice,
        "richiesta": invoice + timedelta(days=random.randrange(100)),
        "causa": random.choice(("malattia", "malattia", "infortunio", "gravidanza")),
    }
    papers: dict[str, date | None] = {"fattura": invoice}
    if random.random() < 0.97:
        papers["prescrizione"] = service - timedelta(days=random.randrange(400))
    identity = f"{member.holders['person']}-{random.randrange(10**9)}"
    count = 2 if random.random() < 0.15 else 1
    lines = tuple(_line(random, f"{identity}-{place}", service) for place in range(count))
    return Case(lines=lines, facts=facts, papers=papers, holders=member.holders, covers=member.covers)


def _line(random: Random, identity: str, service: date) -> Line:
    benefit = random.choice(BENEFITS)
    facts: dict[str, FactValue] = {"servizio": service, "spesa": random.randrange(1_000, 40_000)}
    if benefit == "VISITA":
        facts["rete"] = random.random() < 0.5
    elif benefit == "DENTI":
        facts["codice"] = random.choice(CODES)
        facts["grado_cura"] = random.choice(("lieve", "grave"))
    elif benefit == "RICOVERO":
        facts["inizio"], facts["fine"] = service, service + timedelta(days=random.randrange(12))
    elif benefit == "AIUTO":
        facts["quantità"] = 60 * random.randrange(1, 16)
    elif benefit == "FISIO":
        facts["quantità"] = random.randrange(1, 11)
    elif benefit == "ESAME" and random.random() < 0.2:
        facts["altri_rimborsi"] = random.randrange(0, 8_000)
    return Line(identity, benefit, facts)


class Book:
    """The pots of one household while its requests are decided one after the other, changed in place."""

    def __init__(self) -> None:
        self.pots: dict[tuple[str, str], dict[date, Balance]] = {}

    def post(self, answer: Assessment) -> None:
        for line in answer.lines:
            for movement in line.movements:
                periods = self.pots.setdefault((movement.pot, movement.holder), {})
                periods[movement.period] = moved(periods.get(movement.period, _NONE), movement)


_NONE = Balance()


def with_books(families: Iterator[Household], rules: Ruleset) -> Iterator[Case]:
    """Every request with the pots as its household left them before: what is decided can be decided again."""
    for family in families:
        book = Book()
        for case in family.requests:
            ready = replace(case, pots={key: dict(periods) for key, periods in book.pots.items()})
            yield ready
            book.post(assess(ready, rules))
