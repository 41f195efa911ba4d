"""A plan kept as bytes decides, explains and is told apart as it did; nothing else passes for a plan."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mutua.rules import model
from mutua.rules.assess import assess
from mutua.rules.content import ContentError
from mutua.rules.evidence import pack, table_of
from mutua.rules.facts import BUILTIN, marked_by_its_words, unmarked
from mutua.rules.fingerprint import fingerprint
from mutua.rules.model import (
    Approval,
    Assistance,
    Benefit,
    Check,
    Coinsurance,
    Constant,
    Contributions,
    Counts,
    Expense,
    Fact,
    FactKind,
    FactOf,
    FixedDay,
    Holder,
    OneOf,
    Parameter,
    ParameterFigure,
    Per,
    Place,
    Plan,
    PlanHead,
    Pot,
    PotDraw,
    Requirement,
    Row,
    Ruleset,
    SeniorRule,
    Tariff,
    TariffRow,
    Test,
    Unit,
    Years,
)
from mutua.rules.plan_content import added, declared, decode_plan, encode_plan, plan_digest
from mutua.wording.describe import keyed_sentences, ruleset_sentences
from mutua.wording.explain import explain
from mutua.wording.nomenclatore import printed
from oracle.gen_rules import make_ruleset
from oracle.generator import generated
from rules.shipped_requests import shipped_requests, shipped_sources

GOLDEN = Path(__file__).parent / "golden" / "plan_1.txt"
CLASSES = Path(__file__).parent / "golden" / "plan_1_classes.txt"
ADDED = Path(__file__).parent / "golden" / "plan_1_added.txt"
SEEDS = 120
NEW_YEAR = date(2026, 1, 1)
HEAD = PlanHead(code="prova/piano", title="Così «è»", society="Prova", version_by="servizio")
POTS = {
    name: Pot(
        name=name, title=name, unit=Unit.EURO, holders=(Holder.PERSON,), period=Years(), size=Constant(50_000),
        counts=Counts.BENEFIT, key="visite", continues=("vecchio",), place=Place("regole.yaml", 3, 1),
    )
    for name in ("visite", "area")
}  # fmt: skip
RULES = Ruleset(
    plan=HEAD, in_force_from=NEW_YEAR, in_force_to=date(2026, 12, 31), approval=Approval("assemblea", "1/2026", None),
    facts={"servizio": BUILTIN["servizio"], "rete": BUILTIN["rete"]}, papers={}, conditions={}, pots=POTS, exchanges={},
    tariffs={"denti": Tariff("denti", ("a", "b"), (TariffRow("E01", "Corona", NEW_YEAR, None, (9, None)),), "art. 9")},
    parameters={"inps": Parameter("inps", "INPS", (ParameterFigure(NEW_YEAR, date.max, 100, "circolare"),))},
    benefits={
        "VISITA": Benefit(
            code="VISITA", title="Visita", article="art. 1",
            requires=(Requirement(Test("rete", OneOf((True, 1, "1", NEW_YEAR))), "rete"),),
            rows=(
                Row(
                    steps=(Expense(), Coinsurance(Constant(Fraction(1, 3)), Constant(1), None, Per())),
                    consumes=(PotDraw("visite"),),
                ),
            ),
        )
    },
    assistances={"base": Assistance("base", "Base")}, file="regole.yaml",
)  # fmt: skip
SMALL = Plan(HEAD, (RULES, replace(RULES, in_force_from=date(2027, 1, 1), in_force_to=None)))


@cache
def kept(plan_index: int) -> tuple[Plan, bytes, Plan]:
    """A shipped plan, its bytes, and what comes back of them."""
    plan = shipped_sources()[plan_index].plan
    data = encode_plan(plan)
    return plan, data, decode_plan(data)


every_plan = pytest.mark.parametrize(
    "index", range(len(shipped_sources())), ids=[source.folder.name for source in shipped_sources()]
)


@every_plan
def test_a_shipped_plan_comes_back(index: int) -> None:
    plan, data, again = kept(index)
    assert again == plan
    assert encode_plan(again) == data
    assert _orders(again) == _orders(plan)


def _orders(plan: Plan) -> list[Any]:
    """The names of every map of the versions, in their order: `evidence` tells a pot by its number."""
    maps = ("facts", "papers", "conditions", "pots", "exchanges", "benefits", "tariffs", "parameters", "assistances")
    return [list(getattr(version, one)) for version in plan.versions for one in maps]


@every_plan
def test_its_fingerprints_are_those_of_the_files(index: int) -> None:
    plan, _, again = kept(index)
    for version, found in zip(plan.versions, again.versions, strict=True):
        for day in (None, *_days(version)):
            assert fingerprint(found, day) == fingerprint(version, day)


def _days(version: Ruleset) -> set[date]:
    """The first day, and each on which an outside figure or a price begins or ends, with the days beside it."""
    rows = [row for tariff in version.tariffs.values() for row in tariff.rows]
    figures = [one for parameter in version.parameters.values() for one in parameter.figures]
    turning = {one.since for one in (*rows, *figures)} | {one.until for one in (*rows, *figures) if one.until}
    turning = {version.in_force_from, *sorted(turning)[:4]}
    return {day + timedelta(days=apart) for day in turning for apart in (-1, 0, 1) if date.min < day < date.max}


@every_plan
def test_its_sentences_are_those_of_the_files(index: int) -> None:
    plan, _, again = kept(index)
    for version, found in zip(plan.versions, again.versions, strict=True):
        for language in ("it", "en"):
            assert printed(found, language) == printed(version, language)
            assert keyed_sentences(found, language) == keyed_sentences(version, language)
            assert ruleset_sentences(found, language) == ruleset_sentences(version, language)


@every_plan
def test_every_request_is_decided_and_explained_as_before(index: int) -> None:
    plan, _, again = kept(index)
    for case, _ in [pair for pair in shipped_requests() if pair[1] is plan]:
        before, after = assess(case, plan, explain=True), assess(case, again, explain=True)
        assert after == before
        for old, new in zip(before.lines, after.lines, strict=True):
            assert repr(new) == repr(old)
            for one, two in zip(plan.versions, again.versions, strict=True):
                if one.version == old.version:
                    assert explain(new, two) == explain(old, one)
                    assert pack(new, case, table_of(two)) == pack(old, case, table_of(one))


def test_the_requests_are_those_of_the_shipped_plans() -> None:
    plans = {source.plan.head.code for source in shipped_sources()}
    assert {plan.head.code for _, plan in shipped_requests()} <= plans
    assert len(shipped_requests()) > 100


def test_every_generated_plan_comes_back() -> None:
    for seed in range(SEEDS):
        ruleset = replace(make_ruleset(seed), approval=Approval("", "", None))
        plan = Plan(ruleset.plan, (ruleset,))
        assert decode_plan(encode_plan(plan)) == plan


def test_every_generated_request_is_decided_as_before() -> None:
    for seed in range(40):
        ruleset = replace(make_ruleset(seed), approval=Approval("", "", None))
        (again,) = decode_plan(encode_plan(Plan(ruleset.plan, (ruleset,)))).versions
        for case, _, _ in generated(seed):
            assert assess(case, again, explain=True) == assess(case, ruleset, explain=True)


# ---------------------------------------------------------------- the bytes


def test_the_bytes_of_format_1_are_these_for_good() -> None:
    assert encode_plan(SMALL) == GOLDEN.read_bytes()
    assert decode_plan(GOLDEN.read_bytes()) == SMALL


# Classes that came after plans were kept: they stand only in fields that did.
NEWER = {"SeniorRule"}


def classes(*, newer: bool = False) -> str:
    """Every class that format 1 can make, with its fields and their types; every closed list with its choices.

    `newer`: what came after plans were kept, written only where it says something.
    """
    told = []
    for name in sorted(model.__all__):
        one = getattr(model, name)
        if hasattr(one, "__dataclass_fields__") and name != "Place":
            later = declared(one).keys() if name in NEWER else added(one).keys()
            fields = [(field, kind) for field, kind in sorted(declared(one).items()) if (field in later) is newer]
            if fields or not (newer or name in NEWER):
                told += [name, *(f"    {field}: {kind}" for field, kind in fields)]
        elif newer:
            continue
        elif hasattr(one, "__members__"):
            told += [name, *(f"    = {choice.value}" for choice in one)]
    return "\n".join(told).replace("mutua.rules.model.", "") + "\n"


def test_the_model_is_still_that_of_format_1() -> None:
    """When it fails the model has changed: docs/decisions/0007-canonical-bytes.md says what to do."""
    assert classes() == CLASSES.read_text(encoding="utf-8")


def test_what_came_after_plans_were_kept_only_grows() -> None:
    """A field written only where it says something is never changed: old plans that use it must be read."""
    assert classes(newer=True) == ADDED.read_text(encoding="utf-8")


def test_what_who_leaves_pays_is_kept_and_changes_no_older_plan() -> None:
    rule = Contributions((), (), "art. 5")
    older, newer = (
        Plan(HEAD, (replace(RULES, contributions=replace(rule, leaving_prorated=prorated)),))
        for prorated in (False, True)
    )
    assert decode_plan(encode_plan(newer)) == newer
    assert b"leaving_prorated" in encode_plan(newer)
    assert b"leaving_prorated" not in encode_plan(older)
    told = encode_plan(older).replace(b'"note":""', b'"leaving_prorated":false,"note":""', 1)
    with pytest.raises(ContentError):  # nothing is written of a field that says nothing
        decode_plan(told)


def test_a_field_that_came_later_is_kept_and_changes_no_older_plan() -> None:
    rule = SeniorRule("prova/anziani", FixedDay(NEW_YEAR), (("visite", "visite"),), False, "art. 8")
    newer = Plan(HEAD, (replace(RULES, senior=rule),))
    data = encode_plan(newer)
    assert decode_plan(data) == newer
    assert b"senior" in data
    assert b"senior" not in encode_plan(SMALL)
    written = data.replace(b'"senior":', b'"seniors":')
    with pytest.raises(ContentError):
        decode_plan(written)
    told = encode_plan(SMALL).replace(b'"rounding":', b'"senior":null,"rounding":', 1)
    with pytest.raises(ContentError):  # nothing is written of a field that says nothing
        decode_plan(told)


def test_who_answers_a_question_is_kept_and_changes_no_fingerprint() -> None:
    """The mark is of the form, not of the answer: versions in force may be given it."""
    asked = Fact("prezzo", FactKind.MONEY, FactOf.LINE, "prezzo", "Quale prezzo?")
    read = replace(RULES, facts={"prezzo": asked}, plan=replace(HEAD, version_by="prezzo"))
    older, newer = (
        Plan(HEAD, (replace(read, facts={"prezzo": replace(asked, of_society=marked)}),)) for marked in (False, True)
    )
    assert decode_plan(encode_plan(newer)) == newer
    assert b"of_society" in encode_plan(newer)
    assert b"of_society" not in encode_plan(older)
    assert fingerprint(newer.versions[0], NEW_YEAR) == fingerprint(older.versions[0], NEW_YEAR)


def test_a_plan_kept_before_anybody_said_who_answers_is_read_by_its_words() -> None:
    listed = Fact("prezzo", FactKind.MONEY, FactOf.LINE, "prezzo", "Quanto dà il tariffario?")
    other = replace(listed, name="altro", question="Quanto costa?")
    plan = Plan(HEAD, (replace(RULES, facts={"prezzo": listed, "altro": other}),))
    marks = {name: one.of_society for name, one in marked_by_its_words(plan).versions[0].facts.items()}
    assert marks == {"prezzo": True, "altro": False}
    said = Plan(HEAD, (replace(RULES, facts={"prezzo": listed, "altro": replace(other, of_society=True)}),))
    assert marked_by_its_words(said) == said, "whoever says it of one says it of all"
    assert unmarked(marked_by_its_words(plan)) == plan


def test_every_value_of_the_model_can_be_named() -> None:
    """A class that `model` does not name could not be kept."""
    inside = {
        name
        for module in vars(model).values()
        if isinstance(module, ModuleType)
        for name, one in vars(module).items()
        if isinstance(one, type) and one.__module__.startswith("mutua.rules.model") and not name.startswith("_")
    }
    assert inside <= set(model.__all__)


def test_the_digest_is_of_the_bytes() -> None:
    assert plan_digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert plan_digest(encode_plan(SMALL)) != plan_digest(encode_plan(Plan(HEAD, SMALL.versions[:1])))


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_the_bytes_depend_on_no_machine(seed: str) -> None:
    code = (
        "from mutua.rules.library import load_shipped\n"
        "from mutua.rules.plan_content import encode_plan, plan_digest\n"
        "plan = next(one for one in load_shipped()[0] if one.head.code == 'fondo-est/occhiali')\n"
        "print(plan_digest(encode_plan(plan)))"
    )
    around = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": "C", "PYTHONUTF8": "0", "TZ": "Asia/Tokyo"}
    told = subprocess.run([sys.executable, "-c", code], env=around, capture_output=True, text=True, check=True)
    (plan,) = [one.plan for one in shipped_sources() if one.plan.head.code == "fondo-est/occhiali"]
    assert told.stdout.strip() == plan_digest(encode_plan(plan))


def test_places_are_not_kept() -> None:
    moved = replace(RULES, file="altro.yaml", pots={name: replace(pot, place=Place("x")) for name, pot in POTS.items()})
    assert encode_plan(Plan(HEAD, (moved,))) == encode_plan(Plan(HEAD, (RULES,)))
    (back,) = decode_plan(encode_plan(Plan(HEAD, (moved,)))).versions
    assert (back.file, back.pots["visite"].place) == ("", model.NOWHERE)


def test_the_order_of_pots_is_kept() -> None:
    turned = replace(RULES, pots=dict(reversed(POTS.items())))
    assert encode_plan(Plan(HEAD, (turned,))) != encode_plan(Plan(HEAD, (RULES,)))


CHECKS: dict[str, Any] = {
    "yes": True, "one": 1, "the text 1": "1", "the text true": "true", "a day": NEW_YEAR, "its text": "2026-01-01",
}  # fmt: skip


def test_alike_values_are_kept_apart() -> None:
    def with_check(check: Check) -> bytes:
        benefit = replace(RULES.benefits["VISITA"], requires=(Requirement(Test("rete", check)),))
        return encode_plan(Plan(HEAD, (replace(RULES, benefits={"VISITA": benefit}),)))

    written = [with_check(OneOf((value,))) for value in CHECKS.values()]
    assert len(set(written)) == len(CHECKS)
    for data, value in zip(written, CHECKS.values(), strict=True):
        check: Any = decode_plan(data).versions[0].benefits["VISITA"].requires[0].condition
        assert (type(check.check.values[0]), check.check.values[0]) == (type(value), value)
    shares = [replace(RULES, pots={"visite": replace(POTS["visite"], size=Constant(one))}) for one in (1, Fraction(1))]
    assert len({encode_plan(Plan(HEAD, (one,))) for one in shares}) == 2


# ---------------------------------------------------------------- what is refused


def refused_or_itself(changed: bytes) -> None:
    try:
        found = decode_plan(changed)
    except ContentError:
        return
    assert encode_plan(found) == changed
    assert plan_digest(changed) != plan_digest(encode_plan(SMALL)) or changed == encode_plan(SMALL)


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_a_changed_byte_is_refused_or_has_another_digest(data: st.DataObject) -> None:
    whole = encode_plan(SMALL)
    place = data.draw(st.integers(0, len(whole) - 1))
    refused_or_itself(whole[:place] + bytes([data.draw(st.integers(0, 255))]) + whole[place + 1 :])


def test_a_changed_value_is_refused_or_has_another_digest() -> None:
    """Any value of the tree in the place of any other."""
    random = Random(1)
    head, _, text = encode_plan(SMALL).partition(b"\n")
    for _ in range(600):
        tree = json.loads(text)
        places = [(whole, key) for whole in _inside(tree) for key in _keys(whole)]
        whole, key = random.choice(places)
        other, name = random.choice(places)
        whole[key] = random.choice((other[name], None, 0, -1, "", [], {}, ["t"], ["m"], ["d", "x"], ["q", "1/0"], True))
        try:
            changed = json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        except ValueError:
            continue  # a value inside itself
        refused_or_itself(head + b"\n" + changed.encode("utf-8"))


def _keys(whole: Any) -> list[Any]:
    return list(whole) if type(whole) is dict else list(range(len(whole)))


def _inside(tree: Any) -> list[Any]:
    if type(tree) not in (dict, list):
        return []
    return [tree, *(deep for one in (tree.values() if type(tree) is dict else tree) for deep in _inside(one))]


WHOLE = encode_plan(SMALL).decode("utf-8")
WRONG = {
    "nothing": "",
    "another format": WHOLE.replace("mutua plan 1", "mutua plan 2"),
    "no head": WHOLE.partition("\n")[2],
    "no plan": 'mutua plan 1\n{"":"Expense","article":""}',
    "a number": "mutua plan 1\n1",
    "something after": WHOLE + "\n",
    "a space": WHOLE.replace('":"Plan"', '": "Plan"', 1),
    "an unknown class": WHOLE.replace('"":"PotDraw"', '"":"PotDrawn"'),
    "a class outside the model": WHOLE.replace('"":"PotDraw"', '"":"Path"'),
    "a place": WHOLE.replace('{"":"Expense","article":""}', '{"":"Place","cell":"","column":0,"file":"","line":0}'),
    "a class that is none": WHOLE.replace('"":"PotDraw"', '"":null'),
    "an unknown field": WHOLE.replace('"":"PotDraw"', '"":"PotDraw","a":1'),
    "a missing field": WHOLE.replace(',"pot":"visite"', ""),
    "a field of another type": WHOLE.replace('"pot":"visite"', '"pot":1'),
    "another class": WHOLE.replace('{"":"Expense","article":""}', '{"":"PotDraw","pot":"visite","when":null}'),
    "yes for a number": WHOLE.replace('"count":1', '"count":true'),
    "an unknown choice": WHOLE.replace('"Unit","euro"', '"Unit","lire"'),
    "an unknown list of choices": WHOLE.replace('"Unit","euro"', '"Coin","euro"'),
    "a list of no letter": WHOLE.replace('["t",["e","Holder"', '["u",["e","Holder"'),
    "a fraction not in lowest terms": WHOLE.replace('"1/3"', '"2/6"'),
    "a fraction of nothing": WHOLE.replace('"1/3"', '"1/0"'),
    "a day that is none": WHOLE.replace("2026-12-31", "2026-12-32"),
    "a float": WHOLE.replace("50000", "50000.0"),
    "an accent apart": WHOLE.replace("Così", "Cosi\u0300"),
    "a key twice": WHOLE.replace('"pot":"visite"', '"pot":"visite","pot":"visite"'),
    "very deep": "mutua plan 1\n" + '["t",' * 300 + "null" + "]" * 300,
    "too deep": "mutua plan 1\n" + "[" * 100_000,
}


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG.keys())
def test_what_is_no_plan_is_refused(text: str) -> None:
    assert text != WHOLE
    with pytest.raises(ContentError, match="wanted"):
        decode_plan(text.encode("utf-8"))


@pytest.mark.parametrize(
    "rules",
    [
        replace(RULES, approval=None),  # type: ignore[arg-type]
        replace(RULES, note="e\u0300"),
        replace(RULES, covers=["base"]),  # type: ignore[arg-type]
        replace(RULES, in_force_from=0.5),  # type: ignore[arg-type]
    ],
    ids=["no approval", "an accent apart", "a list", "a float"],
)
def test_what_would_not_come_back_is_not_written(rules: Ruleset) -> None:
    with pytest.raises(ContentError, match="wanted"):
        encode_plan(Plan(HEAD, (rules,)))
    with pytest.raises(ContentError, match="wanted"):
        encode_plan(rules)  # type: ignore[arg-type]
