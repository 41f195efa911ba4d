"""Numbers that change nothing: a step without effect, a ceiling that another always reaches first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Union

from mutua.rules.model import (
    Add,
    AtMost,
    BandTable,
    Benefit,
    ChoiceTable,
    Coinsurance,
    Constant,
    Counts,
    Deductible,
    DeductiblePot,
    Expense,
    Flat,
    InOrder,
    Layer,
    Layers,
    Lost,
    MoneyStep,
    Number,
    Per,
    PerKind,
    Pot,
    PotDraw,
    Residue,
    Row,
    Ruleset,
    Scope,
    Share,
    Subtract,
    Unit,
    Value,
    ValueCases,
)
from mutua.rules.reading.problems import Problem

_WORDS: dict[type, str] = {
    Expense: "spesa", Residue: "residuo", Flat: "importo", Add: "più", Subtract: "meno", Deductible: "franchigia",
    DeductiblePot: "franchigia", Coinsurance: "scoperto", Share: "quota", AtMost: "al_massimo", Layers: "scaglioni",
}  # fmt: skip


def unfelt(version: Ruleset, before: Ruleset | None) -> list[Problem]:
    """Steps without effect and ceilings that can never bite. `before`: the version before, if any."""
    found: list[Problem] = []
    for benefit in version.benefits.values():
        for row in benefit.rows:
            found += _steps(version, benefit, row)
    return found + list(_pots(version, before))


# ---------------------------------------------------------------- sizes


def _least(value: Value) -> Number | None:
    """The smallest figure the value can be; None where that is not known."""
    return _bound(value, min)


def _most(value: Value) -> Number | None:
    return _bound(value, max)


def _bound(value: Value, choose: Callable[[list[Number]], Number]) -> Number | None:
    if isinstance(value, Constant):
        return value.amount
    if isinstance(value, ValueCases):
        inner = [*(one for _, one in value.cases), value.otherwise]
    elif isinstance(value, BandTable):
        inner = [*(band.value for band in value.bands), *([value.otherwise] if value.otherwise else [])]
    elif isinstance(value, ChoiceTable):
        inner = [*(one for _, one in value.entries), *([value.otherwise] if value.otherwise else [])]
    else:
        return None
    figures = [_bound(one, choose) for one in inner]
    known = [figure for figure in figures if figure is not None]
    return choose(known) if known and len(known) == len(figures) else None


def _never_above(small: Value, large: Value) -> bool:
    """Whether the first value is proved never larger than the second."""
    if small == large:
        return True
    most, least = _most(small), _least(large)
    if most is not None and least is not None and most <= least:
        return True
    if isinstance(small, ValueCases) and isinstance(large, ValueCases):
        pairs = list(zip(small.cases, large.cases, strict=False))
        same = len(small.cases) == len(large.cases) and all(one[0] == other[0] for one, other in pairs)
        inner = [*((one[1], other[1]) for one, other in pairs), (small.otherwise, large.otherwise)]
        return same and all(_never_above(one, other) for one, other in inner)
    if isinstance(small, BandTable) and isinstance(large, BandTable):
        bounds = [[(band.low, band.high) for band in table.bands] for table in (small, large)]
        same = (small.fact, small.read_on, small.otherwise) == (large.fact, large.read_on, large.otherwise)
        joined = zip(small.bands, large.bands, strict=False)
        return same and bounds[0] == bounds[1] and all(_never_above(one.value, other.value) for one, other in joined)
    return False


# ---------------------------------------------------------------- steps


@dataclass(slots=True)
class _Known:
    """What is known of the amount while the steps go: at most so much, times what."""

    most: Union[Number, None] = None
    per: Per = field(default_factory=Per)

    def within(self, step: AtMost) -> bool:
        least = _least(step.amount)
        return self.most is not None and least is not None and _same(self.per, step.per) and self.most <= least

    def lower(self, amount: Value, per: Per) -> None:
        most = _most(amount)
        if most is not None and (self.most is None or not _same(self.per, per) or most < self.most):
            self.most, self.per = most, per


def _same(one: Per, other: Per) -> bool:
    return (one.kind, one.scope, one.fact, one.proration) == (other.kind, other.scope, other.fact, other.proration)


def _steps(version: Ruleset, benefit: Benefit, row: Row) -> Iterator[Problem]:
    known, nothing_left = _Known(), False
    for step in row.steps:
        word = _WORDS[type(step)]
        if nothing_left:
            yield Problem(row.place, "step_never_runs", word, {"benefit": benefit.code}, warning=True)
            return
        if _no_effect(step) or (isinstance(step, AtMost) and known.within(step)):
            yield Problem(row.place, "step_without_effect", word, {"benefit": benefit.code}, warning=True)
        elif _to_nothing(step):
            nothing_left = True
            if step is row.steps[-1]:
                yield Problem(row.place, "step_pays_nothing", word, {"benefit": benefit.code}, warning=True)
        _learn(known, step)
    last = row.steps[-1] if row.steps else None
    if isinstance(last, AtMost) and (pot := _tighter(version, row, last)) is not None:
        yield Problem(
            row.place, "at_most_never_bites", "al_massimo", {"benefit": benefit.code, "pot": pot.name}, warning=True
        )


def _no_effect(step: MoneyStep) -> bool:
    if isinstance(step, (Add, Deductible)) or (isinstance(step, Subtract) and step.amount is not None):
        return step.amount is not None and _most(step.amount) == 0
    if isinstance(step, Coinsurance):
        return _most(step.share) == 0 and (step.minimum is None or _most(step.minimum) == 0)
    return False


def _to_nothing(step: MoneyStep) -> bool:
    if isinstance(step, Share):
        return _most(step.share) == 0
    return isinstance(step, (AtMost, Flat)) and _most(step.amount) == 0


def _learn(known: _Known, step: MoneyStep) -> None:
    if isinstance(step, Flat):
        known.most = None
        known.lower(step.amount, step.per)
    elif isinstance(step, AtMost):
        known.lower(step.amount, step.per)
    elif isinstance(step, Share) and known.most is not None:
        share = _most(step.share)
        known.most = None if share is None else known.most * share
    elif isinstance(step, (Add, Layers, Expense, Residue)):
        known.most = None


def _tighter(version: Ruleset, row: Row, step: AtMost) -> Pot | None:
    """A pot that always pays less than the last `al_massimo` of a line lets through."""
    if step.per.kind is not PerKind.ONCE or step.per.scope is not Scope.LINE:
        return None
    least = _least(step.amount)
    for draw in row.consumes:
        pot = version.pots.get(draw.pot) if isinstance(draw, PotDraw) and draw.when is None else None
        if pot is None or pot.unit is not Unit.EURO or pot.counts is not Counts.BENEFIT or pot.overflow != Lost():
            continue
        most = _most(pot.size)
        if most is not None and least is not None and most <= least:
            return pot
    return None


# ---------------------------------------------------------------- pots


def _pots(version: Ruleset, before: Ruleset | None) -> Iterator[Problem]:
    """Pots that another of the same kind, always drawn with them and never larger, makes useless."""
    rows = [row for benefit in version.benefits.values() for row in benefit.rows]
    useless: set[str] = set()
    for name, pot in version.pots.items():
        drawing = [row for row in rows if _draws(row, name) is not None]
        if not drawing or _used_inside(rows, name):
            continue
        for other in version.pots.values():
            if other.name == name or other.name in useless or not _alike(pot, other, before):
                continue
            if all(_with(row, name, other.name) for row in drawing) and _never_above(other.size, pot.size):
                useless.add(name)
                yield Problem(pot.place, "pot_never_bites", name, {"other": other.name}, warning=True)
                break


def _draws(row: Row, name: str) -> PotDraw | None:
    return next((one for one in row.consumes if isinstance(one, PotDraw) and one.pot == name), None)


def _with(row: Row, name: str, other: str) -> bool:
    """Whether the row draws on the other pot whenever it draws on this one."""
    own, beside = _draws(row, name), _draws(row, other)
    return own is not None and beside is not None and beside.when in (None, own.when)


def _used_inside(rows: list[Row], name: str) -> bool:
    """Whether some row uses the pot otherwise: in order with others, as a deductible, as a layer."""
    for row in rows:
        for draw in row.consumes:
            if isinstance(draw, InOrder) and any(isinstance(one, PotDraw) and one.pot == name for one in draw.draws):
                return True
        for step in row.steps:
            inner = step.layers if isinstance(step, Layers) else (step,)
            if any(isinstance(one, (DeductiblePot, Layer)) and one.pot == name for one in inner):
                return True
            if name in (getattr(step, "others", ()) or getattr(step, "pots", ())):
                return True
    return False


def _alike(pot: Pot, other: Pot, before: Ruleset | None) -> bool:
    """Same unit, holder, period and way of counting, nothing carried over, the same past."""
    same = all(
        getattr(pot, what) == getattr(other, what)
        for what in ("unit", "period", "counts", "occurrence", "day", "overflow", "first_year", "anew")
    )
    past = before is None or (pot.name in before.pots) == (other.name in before.pots)
    carried = pot.continues or other.continues or pot.overflow != Lost()
    return same and past and not carried and set(pot.holders) == set(other.holders)
