"""A cover recorded by mistake is taken back where nothing leans on it; a household leaves though one left before."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from mutua.domain.cover_life import CoverReason
from mutua.domain.records import ContributionTold, CoverTold
from mutua.services.cover_changes import Changing, change
from mutua.services.cover_desk import Blocked
from mutua.services.cover_exempt import exempt
from mutua.services.cover_join import Joining, join
from mutua.services.cover_take_back import TakingBack, take_cover_back
from mutua.services.decide_claim import Refusal
from mutua.services.household_moves import Move, move_household
from mutua.services.register import register_contribution
from mutua.services.show_covers import show_covers
from mutua.store.database import Archive
from mutua.store.unit_of_work import unit_of_work
from services.cover_helpers import FAMILY, WIDE, at, covered_society, covers, refused, told
from services.dues_helpers import charged
from services.member_helpers import desk
from services.societies import JOINED, RememberedBook, Society

ASKED, NEXT = date(2026, 3, 10), date(2026, 4, 1)


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    made = covered_society(archive, tmp_path)
    made.household("N1", "Anna", "Bruno", "Carla", covers=[])
    return made


def never(society: Society, name: str) -> list[tuple[str | None, date | None]]:
    """The covers that a person's page tells as taken back."""
    with society.archive.reader.begin() as connection:
        shown = show_covers(connection, society.plans, society.people[name], date(2027, 6, 1))
    return [(one.from_assistance, one.from_since) for one in shown.never]


def leaning(society: Society, name: str, asked: TakingBack) -> dict[str, str]:
    found = take_cover_back(at(society), society.people[name], asked)
    assert isinstance(found, Blocked), found
    return {one.code: one.found for one in found.blocks}


def test_a_cover_recorded_by_mistake_never_was_and_the_one_before_goes_on(society: Society) -> None:
    bruno = society.people["Bruno"]
    assert refused(take_cover_back(at(society), bruno, TakingBack(WIDE))) == "no_cover_recorded"
    told(join(at(society), bruno, Joining(WIDE, ASKED, ("base",))))
    told(join(at(society), society.people["Anna"], Joining(WIDE, ASKED, ("base",))))
    found = told(take_cover_back(at(society), bruno, TakingBack(WIDE)))
    assert [(one.reason, one.effective_on, one.after) for one in found.changes] == [
        (CoverReason.TAKEN_BACK, NEXT, None)
    ]  # fmt: skip
    assert found.notices == (("covers_stay", "1"),)
    assert (covers(society, "Bruno"), never(society, "Bruno")) == ([], [("base", NEXT)])
    # recorded again it is there again; a change that was a mistake gives back the cover that it had ended
    told(join(at(society), bruno, Joining(WIDE, ASKED, ("base",))))
    assert never(society, "Bruno") == []
    first = ("larga", "base", NEXT, None, NEXT)
    told(change(at(society), bruno, Changing(WIDE, date(2027, 1, 10), WIDE, to_assistance="casa")))
    assert [one[1] for one in covers(society, "Bruno")] == ["base", "casa"]
    assert refused(take_cover_back(at(society), bruno, TakingBack(WIDE))) == "which_cover_recorded"
    assert leaning(society, "Bruno", TakingBack(WIDE, "base")) == {"leans_cover": f"{WIDE} casa 01/01/2027"}
    told(take_cover_back(at(society), bruno, TakingBack(WIDE, "casa")))
    assert (covers(society, "Bruno"), never(society, "Bruno")) == ([first], [("casa", date(2027, 1, 1))])
    told(take_cover_back(at(society), bruno, TakingBack(WIDE, "base", NEXT)))
    assert covers(society, "Bruno") == []
    _goes_on_after_a_move(society)


def _goes_on_after_a_move(society: Society) -> None:
    """A cover stays on the chain of the household in which it was told: told elsewhere it would be there twice."""
    society.household("N2", "Dora", "Elio", "Gina", covers=[CoverTold(WIDE, "base", JOINED)])
    gina = society.people["Gina"]
    out = Move("N20", "titolare", date(2026, 6, 1), "adult_child")
    moved = move_household(desk(society, date(2027, 6, 1)), gina, out)
    assert not isinstance(moved, Refusal), moved
    told(change(at(society), gina, Changing(WIDE, date(2027, 1, 10), WIDE, to_assistance="casa")))
    told(take_cover_back(at(society), gina, TakingBack(WIDE, "casa")))
    with society.archive.reader.begin() as connection:
        shown = show_covers(connection, society.plans, gina, date(2027, 6, 1))
    assert [(one.held.cover.assistance, one.held.cover.ends_on) for one in shown.covers] == [("base", None)]


def test_what_leans_on_a_cover_is_told_at_once(society: Society) -> None:
    """A decision, a charge and a contribution of a list; a charge that was taken back leans no more."""
    society.household("N2", "Dora")
    society.household("N3", "Elsa")
    asked = TakingBack(society.plan_code)
    decided = society.claim("Dora", "VIS", 30000)
    society.decide(decided)
    charged(society, "Dora", (date(2026, 1, 31), 12000))
    assert leaning(society, "Dora", asked) == {
        "leans_request": str(decided), "leans_charge": "2026 (120,00 €)", "leans_contribution": "31/01/2026",
    }  # fmt: skip
    home = society.households[society.people["Elsa"]]
    due = ContributionTold("N3", society.plan_code, date(2026, 5, 31), 30000, None)
    unit_of_work(
        society.archive, [home], lambda unit: register_contribution(unit, home, due), actor_id=society.actor_id,
        now=society.now,
    )  # fmt: skip
    waiting = society.claim("Elsa", "VIS", 30000)
    assert leaning(society, "Elsa", asked) == {"leans_contribution": "31/05/2026"}
    assert waiting
    assert len(covers(society, "Elsa")) == 1
    society.household("N4", "Gina", covers=[CoverTold(FAMILY, "base", JOINED)])
    society.decide(society.claim("Gina", "VIS", 30000, on=date(2026, 1, 5), plan_code=FAMILY))
    told(change(at(society), society.people["Gina"], Changing(FAMILY, date(2026, 1, 31), WIDE)))
    carried = f"visite ({FAMILY}, {WIDE})"
    assert leaning(society, "Gina", TakingBack(WIDE)) == {"leans_carried": carried}
    assert leaning(society, "Gina", TakingBack(FAMILY)) == {
        "leans_carried": carried, "leans_cover": f"{WIDE} base 01/01/2026",
    }  # fmt: skip


def test_a_household_leaves_after_one_of_it_left_alone(society: Society) -> None:
    """Elio asked in May, the others in September: he is told, and holds nobody back. Then nobody is left to leave."""
    society.household("N2", "Dora", "Elio", "Fede", covers=[CoverTold(WIDE, "base", JOINED)])
    dora, elio = society.people["Dora"], society.people["Elio"]
    end = date(2026, 12, 31)
    told(change(at(society), elio, Changing(WIDE, date(2026, 5, 10))))
    found = told(change(at(society), dora, Changing(WIDE, date(2026, 9, 20), household=True)))
    assert [(one.person_id == elio, one.effective_on) for one in found.changes] == [
        (False, date(2027, 1, 1)), (False, date(2027, 1, 1)),
    ]  # fmt: skip
    assert dict(found.notices)["left_before"] == "Rossi Elio (31/12/2026)"
    assert [covers(society, name)[0][3] for name in ("Dora", "Elio", "Fede")] == [end, end, end]
    again = change(at(society), dora, Changing(WIDE, date(2027, 3, 1), household=True))
    assert isinstance(again, Refusal)
    assert (again.code, again.found.count("31/12/2026")) == ("household_left", 3)
    # who left alone may be the one who asks for the others
    society.household("N3", "Gino", "Irma", covers=[CoverTold(WIDE, "base", JOINED)])
    told(change(at(society), society.people["Gino"], Changing(WIDE, date(2025, 5, 10))))
    found = told(change(at(society), society.people["Gino"], Changing(WIDE, date(2026, 9, 20), household=True)))
    assert [one.person_id for one in found.changes] == [society.people["Irma"]]
    assert dict(found.notices)["left_before"] == "Rossi Gino (31/12/2025)"
    # of a plan of whole households: who is covered elsewhere and left is covered until the last day, and holds nobody
    society.household("N4", "Lea", "Nino", covers=[CoverTold(FAMILY, "base", JOINED)])
    nino = society.people["Nino"]
    told(exempt(at(society), nino, FAMILY, since=date(2026, 1, 1), evidence="certificate"))
    told(change(at(society), nino, Changing(FAMILY, date(2026, 5, 10))))
    found = told(change(at(society), society.people["Lea"], Changing(FAMILY, date(2026, 9, 20), household=True)))
    assert [one.person_id for one in found.changes] == [society.people["Lea"]]
    assert dict(found.notices) == {"left_before": "Rossi Nino (31/12/2026)"}


def test_a_household_changes_plan_after_one_of_it_left_alone(society: Society, tmp_path: Path) -> None:
    """Who left stays as they are, and are told: they neither hold the others back nor are taken along."""
    slow = _changing_next_year(society, tmp_path / "rulesets")
    society.household("N2", "Dora", "Elio", "Fede", covers=[CoverTold(slow, "base", JOINED)])
    dora, fede = society.people["Dora"], society.people["Fede"]
    told(change(at(society), society.people["Elio"], Changing(slow, date(2024, 5, 10))))
    told(change(at(society), fede, Changing(slow, date(2026, 1, 5))))
    found = told(change(at(society), dora, Changing(slow, date(2026, 1, 10), WIDE, household=True)))
    assert [one.person_id for one in found.changes] == [dora]
    assert dict(found.notices)["left_before"] == "Rossi Elio (31/12/2024), Rossi Fede (31/12/2026)"
    assert [[one[0] for one in covers(society, name)] for name in ("Dora", "Elio", "Fede")] == [
        ["lenta", "larga"], ["lenta"], ["lenta"],
    ]  # fmt: skip
    # who left alone may be the one who asks for the others; who left with the asker comes along as the asker does
    society.household("N3", "Gino", "Irma", covers=[CoverTold(WIDE, "base", JOINED)])
    told(change(at(society), society.people["Gino"], Changing(WIDE, date(2024, 5, 10))))
    asked = Changing(WIDE, date(2026, 1, 10), society.plan_code, household=True)
    found = told(change(at(society), society.people["Gino"], asked))
    assert [one.person_id for one in found.changes] == [society.people["Irma"]]
    society.household("N4", "Lea", "Nino", covers=[CoverTold(slow, "base", JOINED)])
    told(change(at(society), society.people["Lea"], Changing(slow, date(2026, 1, 5), household=True)))
    found = told(change(at(society), society.people["Lea"], Changing(slow, date(2026, 1, 10), WIDE, household=True)))
    assert len(found.changes) == 2
    assert "left_before" not in dict(found.notices)


def _changing_next_year(society: Society, folder: Path) -> str:
    """The wide plan once more, but who changes it does so on the next 1 January."""
    shutil.copytree(folder / WIDE, folder / "mutua-di-prova/lenta")
    rules = folder / "mutua-di-prova/lenta/2020-01-01.yaml"
    text, window = rules.read_text("utf-8"), "gennaio dell'anno di richiesta\n  effetto: 1 gennaio dell'anno "
    assert window + "di richiesta" in text
    rules.write_text(text.replace(window + "di richiesta", window + "dopo richiesta"), "utf-8")
    society.plans = RememberedBook(folder)
    return "mutua-di-prova/lenta"
