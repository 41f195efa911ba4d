"""One case on the straight road and on the general one, compared value by value."""

from __future__ import annotations

from mutua.domain.case import Case
from mutua.domain.decisions import Assessment
from mutua.rules.assess import assess
from mutua.rules.engine.compiled import compiled
from mutua.rules.engine.versions import rules_of
from mutua.rules.model import Plan, Ruleset
from mutua.rules.straight import roads


def on_the_general_road(case: Case, rules: Ruleset | Plan) -> Assessment:
    """With the steps every line goes there; without them the answer must be that of the straight road."""
    told = assess(case, rules, explain=True)
    return told._replace(lines=tuple(line._replace(steps=()) for line in told.lines))


def straight_lines(case: Case, rules: Ruleset | Plan) -> int:
    """How many lines of the case take the straight road by themselves."""
    if case.reserved or case.authorisation:
        return 0
    found = 0
    for line in case.lines:
        ruleset, day = rules_of(case, line, rules)
        if ruleset is not None:
            decide = roads.roads_of(compiled(ruleset)).get(line.benefit)
            found += decide is not None and decide(case, line, day, None, {}) is not None  # type: ignore[arg-type]
    return found


def same(case: Case, rules: Ruleset | Plan) -> int:
    """Proves both roads equal on the case, to the class of every value; how many lines went straight."""
    quick, slow = assess(case, rules), on_the_general_road(case, rules)
    assert quick == slow
    assert repr(quick) == repr(slow)
    return straight_lines(case, rules)
