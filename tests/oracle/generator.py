"""Generated rulesets with the requests of a household each: what the engine and the oracle are asked alike."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from mutua.domain.case import Case
from mutua.domain.decisions import Assessment
from mutua.rules.model import Ruleset

from .gen_cases import sequence
from .gen_rules import make_ruleset
from .interpreter import assess


def generated(seed: int) -> Iterator[tuple[Case, Ruleset, Assessment]]:
    """The requests of one seed in order, with what the oracle says of each; the pots are carried forward."""
    ruleset = make_ruleset(seed)
    for case, maker in sequence(seed, ruleset):
        answer = assess(case, ruleset)
        yield case, ruleset, answer
        maker.learn(case, answer)


def cases(seeds: Iterator[int] | range) -> Iterator[tuple[Case, Ruleset, Assessment]]:
    """The requests of many seeds. Those that several tests go through are made once in a process."""
    for seed in seeds:
        yield from _made(seed) if seed < 500 else generated(seed)


@cache
def _made(seed: int) -> tuple[tuple[Case, Ruleset, Assessment], ...]:
    return tuple(generated(seed))
