"""A request typed at the counter: what may be asked for, read strictly; kept once, also by two clicks at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import func, insert, select

from mutua.domain.access import Role
from mutua.domain.asked import FactAsked, Question
from mutua.domain.case import Cover
from mutua.domain.kinds import FactKind
from mutua.intake.mistakes import Mistake
from mutua.intake.typed_cells import answer_to, benefit_meant, cents_of, day_of, text_of
from mutua.services.claim_drafts import Elsewhere, Saved, Writing, Written, save_draft
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.keep_claim import Kept, keep_claim
from mutua.services.plan_book import book_of
from mutua.services.request_letters import ask_for_papers, letters_wanted
from mutua.services.typed_claim import Typed, understand
from mutua.services.typed_plans import PlanOffered, plan_meant, plans_offered
from mutua.store.accounts import write_account
from mutua.store.database import Archive
from mutua.store.people import People
from mutua.store.tables import actor, claim, claim_draft
from services.societies import NOW, Society, small_society
from small_plan import plan_folder

PLAN = "mutua-di-prova/prova"
TITLES = {"VIS": "Visita specialistica", "CONTROLLO": "Visita di controllo", "CICLO": "Ciclo di cure"}
CELLS = {
    "plan": PLAN, "lines": "1", "benefit-1": "VIS", "served-1": "04/05/2026", "amount-1": "60,00", "invoice": "12/A",
    "invoiced": "04/05/2026", "issuer": "Studio Bianchi", "received": "01/06/2026",
}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("VIS", "VIS"), ("vis", "VIS"), ("visita spec", "VIS"), ("spec vis", "VIS"), ("Visita di controllo", "CONTROLLO"),
     ("cic", "CICLO"), ("visita", ["VIS", "CONTROLLO"]), ("dentista", []), ("c", [])],
)  # fmt: skip
def test_a_few_letters_mean_a_benefit_where_they_mean_no_other(typed: str, meant: object) -> None:
    assert benefit_meant(typed, TITLES) == meant


def test_cells_are_read_as_files_are() -> None:
    assert (cents_of("1.234,56"), cents_of(""), day_of("04/05/2026")) == (123_456, None, date(2026, 5, 4))
    assert text_of("  Caffe\u0300 \u00a0") == "Caffè"
    texts = [text_of("a\u200bb"), text_of("x" * 161), text_of("a\nb")]
    for found in (cents_of("12.50"), cents_of("9" * 500), day_of("31/02/2026"), *texts):
        assert isinstance(found, Mistake)
    hours = Question(FactAsked("quantità", FactKind.NUMBER), "Quantità", hours=True)
    assert (answer_to(hours, "1,5"), answer_to(hours, "")) == (90, None)
    assert isinstance(answer_to(hours, "0,33"), Mistake)


def test_plans_are_offered_of_the_covers_of_today_and_of_the_service_day(tmp_path: Path) -> None:
    plan_folder(tmp_path)
    plans, today = book_of(tmp_path), NOW.date()
    over = (PLAN, Cover("base", date(2024, 1, 1), date(2025, 12, 31)))
    other = (PLAN, Cover("estesa", date(2026, 1, 1)))

    def offered(*covers: tuple[str, Cover], days: frozenset[date] = frozenset()) -> list[set[str]]:
        found = plans_offered(plans, People(covers={1: list(covers)}), 1, today, {today, *days})
        return [set(one.benefits) for one in found]

    every = {"VIS", "OSPEDALE", "CASA", "CICLO", "CONTROLLO"}
    assert offered() == []
    assert offered(over) == [every], "nothing holds: what there was is offered, the rules say the rest"
    assert offered(over, other) == [every - {"VIS"}], "a visit wants the base cover, which is over"
    assert offered(over, other, days=frozenset({date(2025, 5, 4)})) == [every]
    assert offered(("non/cè", Cover("base", date(2024, 1, 1)))) == []


def test_a_benefit_that_only_another_plan_has_means_that_plan() -> None:
    offered = [
        PlanOffered("a", "A", {"VIS": "Visita"}), PlanOffered("b", "B", {"TIC": "Ticket", "VIS": "Visita"}),
        PlanOffered("c", "C", {"DEN": "Denti", "DET": "Dettagli"}), PlanOffered("d", "D", {"DEN": "Denti"}),
    ]  # fmt: skip
    for said, chosen, meant in (
        ("ticket", "a", "b"), ("visita", "a", "a"), ("visita", "b", "b"), ("denti", "a", "a"), ("denti", "c", "c"),
        ("de", "c", "c"), ("nulla", "a", "a"), ("  ", "a", "a"),
    ):  # fmt: skip
        assert plan_meant(said, offered, chosen) == meant, (said, chosen)


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    made = small_society(archive, tmp_path)
    made.household("N1", "Anna")
    return made


def test_what_only_the_society_knows_is_taken_from_no_member(society: Society, tmp_path: Path) -> None:
    head = next(tmp_path.rglob("piano.yaml"))
    version = next(one for one in head.parent.glob("*.yaml") if "CICLO:" in one.read_text(encoding="utf-8"))
    asked = '  prezzo: {tipo: importo, di: riga, chiede: "Quale prezzo?", risponde: società}\n'
    head.write_text(head.read_text(encoding="utf-8") + asked, encoding="utf-8")
    wanted = "articolo: art. 7\n    spetta: [{prezzo: almeno 1.00, motivo: senza_prezzo}]\n"
    text = version.read_text(encoding="utf-8").replace("articolo: art. 7\n", wanted)
    version.write_text(text, encoding="utf-8")
    plans, cells = book_of(tmp_path / "rulesets"), {**CELLS, "benefit-1": "CICLO", "fact-1-prezzo": "9.999,00"}

    # Nor does a letter ask the member for it.
    society.plans = plans
    lacking = society.claim("Anna", "CICLO", 8_500, gruppo="x")
    society.decide(lacking)
    at = Desktop(society.archive, plans, society.actor_id, society.now, society.ids)
    assert ask_for_papers(at, lacking) == Refusal("only_ours_missing", str(lacking))
    assert letters_wanted(at, society.now.date(), asking=True) == []

    def told(channel: str) -> object:
        typed = Typed(society.people["Anna"], cells, frozenset(), NOW, channel=channel)
        with society.archive.reader.begin() as connection:
            found = understand(connection, plans, typed, "a" * 26)
        assert found.told is not None, found.mistakes
        return found.told.lines[0].facts.get("prezzo")

    assert (told(""), told("web")) == (999_900, None)


def writing_of(society: Society) -> tuple[Desktop, Writing]:
    with society.archive.writer.begin() as connection:
        told = {"public_id": society.ids.public(), "kind": "clerk", "name": "Prova"}
        actor_id = connection.execute(insert(actor).values(**told).returning(actor.c.id)).scalar_one()
        account_id = write_account(
            connection, public_id=society.ids.public(), actor_id=actor_id, login="prova", password_hash="none",
            secret="A" * 16, at=NOW, roles=[Role.CLERK],
        )  # fmt: skip
    at = Desktop(society.archive, society.plans, actor_id, NOW, society.ids)
    return at, Writing(society.ids.public(), 0, account_id, society.people["Anna"])


def test_of_two_windows_at_once_one_saves_and_of_two_clicks_one_counts(society: Society) -> None:
    at, writing = writing_of(society)
    assert save_draft(at, writing, Written(CELLS, "a" * 16)) == Saved(1, ())
    barrier = Barrier(2)

    def window(mark: str) -> object:
        barrier.wait()
        return save_draft(at, writing._replace(version=1), Written({**CELLS, "invoice": mark}, mark * 16))

    def click(_: int) -> object:
        barrier.wait()
        typed = Typed(writing.person_id, CELLS, frozenset(), NOW)
        return keep_claim(at, writing._replace(version=2), typed, Written(CELLS, "d" * 16), ticked="")

    with ThreadPoolExecutor(2) as two:
        kinds = sorted(type(one).__name__ for one in two.map(window, ("b", "c")))
        assert kinds == [Elsewhere.__name__, Saved.__name__]
        one, other = two.map(click, range(2))
    assert isinstance(one, Kept)
    assert one == other
    with society.archive.reader.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(claim)) == 1
        assert connection.scalar(select(func.count()).select_from(claim_draft)) == 0
    typed = Typed(writing.person_id, {**CELLS, "invoice": "13"}, frozenset(), NOW)
    again = keep_claim(at, writing._replace(version=2), typed, Written(typed.cells, "e" * 16), ticked="")
    assert again == Elsewhere(gone=True), "what was registered is not registered otherwise"
