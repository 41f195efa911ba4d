"""P2: what recording a line's evidence costs, how many bytes it takes, whether every line is told again from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bench.deciding import blocks_of, engine_work
from bench.measuring import Ratio, Tick, Work, side_by_side
from mutua.domain.case import Case
from mutua.rules.assess import assess
from mutua.rules.evidence import pack, regenerate, table_of
from mutua.rules.model import Ruleset


@dataclass(frozen=True, slots=True)
class Regenerated:
    """Lines told again from their bytes, those that came out otherwise, and the bytes."""

    lines: int
    different: int
    bytes: int

    @property
    def bytes_a_line(self) -> float:
        return self.bytes / self.lines


def told_again(cases: Sequence[Case], rules: Ruleset, tick: Tick) -> Regenerated:
    """Every line decided, kept, and told again with its explanation: compared with that of the first time."""
    table = table_of(rules)
    lines = different = size = 0
    for case in cases:
        tick()
        evidence = [pack(line, case, table) for line in assess(case, rules).lines]
        first = assess(case, rules, explain=True)
        again = regenerate(replace(case, pots={}), rules, evidence)
        lines += len(case.lines)
        different += sum(one != other for one, other in zip(first.lines, again.lines, strict=True))
        size += sum(map(len, evidence))
    return Regenerated(lines, different, size)


def cost(cases: Sequence[Case], rules: Ruleset, rounds: int, tick: Tick) -> Ratio:
    """Deciding and keeping, by deciding."""
    table = table_of(rules)

    def keeping(some: Sequence[Case]) -> Work:
        def run() -> None:
            for case in some:
                for line in assess(case, rules).lines:
                    pack(line, case, table)

        return run

    pairs = list(zip(blocks_of(cases, engine_work(rules)), blocks_of(cases, keeping), strict=True))
    return side_by_side(pairs, rounds, tick)
