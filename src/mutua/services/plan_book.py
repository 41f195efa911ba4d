"""The regulations a society decides by, with what the archive must know of each: facts, pots, who holds them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from sqlalchemy import Connection, bindparam, select

from mutua.domain.case import Case
from mutua.rules.facts import DERIVED, marked_by_its_words, unmarked
from mutua.rules.model import Carry, DurationUnit, FactHolder, FactOf, Holder, Notice, Plan, PotDraw, Ruleset, Unit
from mutua.rules.plan_content import decode_plan, encode_plan, plan_digest
from mutua.rules.reading.reader_mentions import Mentions
from mutua.store.bulk import insert_unless_there
from mutua.store.ceilings import SOCIETY
from mutua.store.tables import cover, rules_snapshot

_WIDER = (Holder.FIRM, Holder.SOCIETY)
_PARTS = ((Holder.PERSON, "person"), (Holder.MEMBER, "member"), (Holder.FIRM, "firm"), (Holder.SOCIETY, ""))


@dataclass
class BookedPlan:
    """A plan as the archive uses it. `content` is its canonical bytes, by which old decisions are decided again."""

    plan: Plan
    content: bytes
    digest: str

    @property
    def code(self) -> str:
        return self.plan.head.code

    def known_as(self, digest: str) -> bool:
        """Whether the digest is of this content, or of it before anybody wrote who answers its questions."""
        return digest == self.digest or (bool(digest) and digest == self._unmarked)

    @cached_property
    def _unmarked(self) -> str:
        return plan_digest(encode_plan(unmarked(self.plan)))

    @cached_property
    def by_version(self) -> Mapping[str, Ruleset]:
        return {one.version: one for one in self.plan.versions}

    @cached_property
    def facts_read(self) -> frozenset[str]:
        """The facts that some version of the plan looks at."""
        found = Mentions()
        found.add(self.plan.versions)
        found.facts.add(self.plan.head.version_by)
        notices = [one for one in inside(self.plan.versions) if isinstance(one, Notice)]
        if any(one.duration.unit is DurationUnit.HOURS for one in notices):
            found.facts.add("richiesta_ore")  # a notice in hours is counted from the hour of the request
        waiting = set(found.facts)
        while waiting:
            name = waiting.pop()
            before = set(found.facts)
            found.facts.update(DERIVED.get(name, ()))
            for version in self.plan.versions:
                fact = version.facts.get(name)
                if fact is not None:
                    found.add((fact.read_on, fact.term, fact.history))
            waiting |= found.facts - before
        return frozenset(found.facts)

    @cached_property
    def holders(self) -> Mapping[str, tuple[Holder | FactHolder, ...]]:
        """Who holds each pot and exchange, by the name of its counter."""
        found: dict[str, tuple[Holder | FactHolder, ...]] = {}
        for version in self.plan.versions:
            found.update({pot.counter: pot.holders for pot in version.pots.values()})
            found.update({name: version.pots[one.source].holders for name, one in version.exchanges.items()})
        return found

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        """What each pot and exchange counts, by the name of its counter."""
        found: dict[str, Unit] = {}
        for version in self.plan.versions:
            found.update({pot.counter: pot.unit for pot in version.pots.values()})
            found.update({name: one.unit for name, one in version.exchanges.items()})
        return found

    def unit_of(self, benefit: str) -> Unit | None:
        """What a benefit is counted in, as its newest version says; None for one that is paid in euros alone."""
        units = (one.benefits[benefit].unit for one in reversed(self.plan.versions) if benefit in one.benefits)
        return next(units, None)

    @cached_property
    def shared_benefits(self) -> frozenset[str]:
        """The benefits that may draw on a pot held by a firm or by the whole society."""
        return frozenset(
            code
            for version in self.plan.versions
            for code, benefit in version.benefits.items()
            if any(_is_shared(name, version) for name in pots_of(benefit, version))
        )

    @cached_property
    def group_facts(self) -> frozenset[str]:
        """The facts that belong to a treatment plan as a whole."""
        return frozenset(
            name
            for version in self.plan.versions
            for name, fact in version.facts.items()
            if fact.of is FactOf.GROUP and name != "gruppo" and name not in DERIVED
        )

    @cached_property
    def asks_history(self) -> bool:
        """Whether some version asks what was paid before."""
        return any(fact.history is not None for version in self.plan.versions for fact in version.facts.values())

    @cached_property
    def _owners(self) -> Mapping[str, str]:
        """By pot, the part in the case whose balance it is; "" of the society; those of the household left out."""
        found: dict[str, str] = {}
        for pot, holders in self.holders.items():
            for holder, part in _PARTS:
                if holder in holders:
                    found[pot] = part
                    break
        return found

    def owner_of(self, pot: str, case: Case, household_id: int) -> int:
        """Whose balance a pot of the plan is: a person's, a firm's, the society's, else the household's."""
        part = self._owners.get(pot)
        if part is None:
            return household_id
        return int(case.holders[part]) if part else SOCIETY

    def snapshot_id(self, connection: Connection) -> int:
        """The number of this plan's content in the archive; kept there the first time it is used."""
        query = select(rules_snapshot.c.id).where(rules_snapshot.c.digest == self.digest)
        known = connection.scalar(query)
        if known is None:
            kept = {"plan_code": self.code, "digest": self.digest, "content": self.content}
            insert_unless_there(connection, rules_snapshot, **kept)  # two may use it for the first time at once
            known = connection.execute(query).scalar_one()
        return int(known)


def pots_of(benefit: object, version: Ruleset) -> set[str]:
    """The pots that a benefit's text names, those of its exchanges included."""
    names: set[str] = set()
    for one in inside(benefit):
        if isinstance(one, PotDraw):
            names.add(one.pot)
        exchange = getattr(one, "exchange", None)
        if isinstance(exchange, str) and exchange in version.exchanges:
            names.add(version.exchanges[exchange].source)
        several = getattr(one, "pots", None)
        if isinstance(several, tuple):
            names.update(name for name in several if isinstance(name, str))
        single = getattr(one, "pot", None)
        if isinstance(single, str):
            names.add(single)
    for name in list(names & version.pots.keys()):
        overflow = version.pots[name].overflow
        if isinstance(overflow, Carry):
            names.add(overflow.within)
    return names & version.pots.keys()


def inside(value: object) -> Iterable[object]:
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, (tuple, list)):
        for one in value:
            yield from inside(one)
    elif is_dataclass(value) and not isinstance(value, type):
        yield value
        for one in fields(value):
            yield from inside(getattr(value, one.name))


def _is_shared(name: str, version: Ruleset) -> bool:
    return any(holder in _WIDER for holder in version.pots[name].holders)


class PlanBook:
    """The plans of a society, read when first asked for. `read` gives the plan with a code, or None; `there` says
    whether one is there at all, with mistakes or without (else: whether it can be read)."""

    def __init__(
        self, read: Callable[[str], Plan | None], there: Callable[[str], bool] | None = None,
        codes: Callable[[], tuple[str, ...]] = tuple,
    ) -> None:  # fmt: skip
        self._read, self._there = read, there
        self.codes = codes  # of every plan that may be there
        self._known: dict[str, BookedPlan | None] = {}

    def __getitem__(self, code: str) -> BookedPlan:
        found = self.get(code)
        if found is None:
            raise KeyError(code)
        return found

    def get(self, code: str) -> BookedPlan | None:
        """The plan with the code (`society/plan`), None where there is none, whatever the text is."""
        if code not in self._known:
            if self._there is not None and not self._there(code):
                return None
            plan = self._read(code)
            self._known[code] = None if plan is None else booked(plan)
        return self._known[code]

    def has(self, code: str) -> bool:
        """Whether there is a plan with the code, readable or not."""
        return self.get(code) is not None if self._there is None else self._there(code)


def booked(plan: Plan) -> BookedPlan:
    content = encode_plan(plan)
    return BookedPlan(plan, content, plan_digest(content))


def book_of(folder: Path) -> PlanBook:
    """The plans in a folder of rulesets; one with mistakes is refused as if it were not there."""
    from mutua.rules.library import is_plan_code, load

    def there(code: str) -> bool:
        return is_plan_code(code) and (folder / code).is_dir()

    def read(code: str) -> Plan | None:
        plans, problems = load(folder / code)
        return plans[0] if plans and not any(not one.warning for one in problems) else None

    def codes() -> tuple[str, ...]:
        return tuple(sorted(f"{path.parent.parent.name}/{path.parent.name}" for path in folder.glob("*/*/piano.yaml")))

    return PlanBook(read, there, codes)


def plans_covered(connection: Connection) -> list[str]:
    """The codes of the plans that anybody has or had a cover of."""
    return sorted(connection.scalars(select(cover.c.plan_code).distinct()))


def plans_used(connection: Connection) -> dict[str, Plan]:
    """The newest content of each plan that decisions were made by, by code, as the archive keeps it."""
    query = select(rules_snapshot.c.plan_code, rules_snapshot.c.content).order_by(rules_snapshot.c.id)
    newest = {code: bytes(content) for code, content in connection.execute(query)}
    return {code: decode_plan(content) for code, content in newest.items()}


def units_used(connection: Connection) -> dict[tuple[str, str], Unit]:
    """What the pots and exchanges count of all plans that decisions were made by, by plan and counter."""
    query = select(rules_snapshot.c.plan_code, rules_snapshot.c.content).order_by(rules_snapshot.c.id)
    return {
        (code, counter): unit
        for code, content in connection.execute(query)
        for counter, unit in BookedPlan(decode_plan(bytes(content)), b"", "").units.items()
    }


_CONTENT = select(rules_snapshot.c.content).where(rules_snapshot.c.id == bindparam("wanted"))


class Snapshots:
    """The plans that old decisions were decided by, read from the archive and kept by number."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[int, BookedPlan] = {}

    def __getitem__(self, snapshot_id: int) -> BookedPlan:
        if snapshot_id not in self._known:
            content = self._connection.execute(_CONTENT, {"wanted": snapshot_id}).scalar_one()
            self._known[snapshot_id] = _as_kept(bytes(content))
        return self._known[snapshot_id]


@lru_cache(maxsize=32)
def _as_kept(content: bytes) -> BookedPlan:
    """The plan of its canonical bytes, which never change; remembered, since reading one takes a while."""
    return BookedPlan(marked_by_its_words(decode_plan(content)), content, plan_digest(content))
