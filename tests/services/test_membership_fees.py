"""Members owe the society's admission and membership fees, with or without a cover; nobody owes them twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from mutua.domain.case import Cover, Dated
from mutua.domain.dues import Channel, Receipt
from mutua.domain.member_life import Event, LifeEvent, MemberKind
from mutua.domain.records import Identity
from mutua.services.charge_contributions import charge_year, plan_year
from mutua.services.contribution_notices import notices_of_year
from mutua.services.late_payers import late_on
from mutua.services.member_corrections import take_back
from mutua.services.member_endings import end_membership
from mutua.services.member_life import change_kind, register_applicant
from mutua.services.members_book import members_book
from mutua.services.membership_fees import FEES, Fees, memberships
from mutua.services.receive_money import receive
from mutua.services.statutes import SOCIETY_FOLDER
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.dues import read_charges, read_dues
from mutua.store.members import Life
from mutua.store.settings import write_setting
from services.dues_helpers import at, books, charging_society, received
from services.member_helpers import LAW, board, desk, member, refused, told
from services.societies import Society

FEES_CODE = f"mutua-di-prova/{FEES}"
HEAD = """\
titolo: Quote dei soci
società: Mutua di Prova
versione_secondo: inizio_anno
fonte: inventato
fatti:
  categoria_socio:
    tipo: scelta
    di: persona
    scelte: [ordinario, sostenitore, collettivo]
    chiede: "Di quale categoria è il socio?"
    detto: {ordinario: per l'ordinario, sostenitore: per il sostenitore, collettivo: per il collettivo}
  con_assistenze:
    tipo: sì/no
    di: persona
    chiede: "Il socio ha qualche assistenza?"
    detto: {sì: per chi ha un'assistenza, no: per chi non ne ha}
"""
VERSION = """\
in_vigore: dal 2026-01-01
approvato: {da: Assemblea, delibera: 2/2025, il: 2025-11-28}
fonte: inventato
anno: solare
contributi:
  articolo: art. 6
  voci:
    - {nome: ammissione, titolo: tassa di ammissione, misura: 25.00, per: una volta, articolo: art. 6}
    - nome: sociale
      titolo: quota sociale
      misura: {secondo: categoria_socio, ordinario: 12.00, sostenitore: 30.00, collettivo: 100.00}
      per: anno
      in_proporzione: sì
      quando: {con_assistenze: no}
      articolo: art. 7
  rate:
    - nome: in una volta
      parti: [{parte: 1/1, entro: 28 febbraio dell'anno di inizio_anno}]
"""
FEBRUARY = date(2027, 2, 28)


def society_with_fees(archive: Archive, folder: Path, version: str = VERSION) -> Society:
    """Anna and Bruno covered, Carla in a household without covers; the members' fees stand in a plan of the society."""
    made = charging_society(archive, folder)
    fees = folder / "rulesets" / FEES_CODE
    fees.mkdir(parents=True)
    (fees / "piano.yaml").write_text(HEAD, encoding="utf-8")
    (fees / "2026-01-01.yaml").write_text(version, encoding="utf-8")
    with archive.writer.begin() as connection:
        write_setting(connection, SOCIETY_FOLDER, "mutua-di-prova")
    made.household("N1", "Anna", "Bruno")
    made.household("N2", "Carla", covers=())
    return made


def fees_of(society: Society, name: str) -> list[tuple[str, int, str]]:
    home = society.households[society.people[name]]
    with society.archive.reader.begin() as connection:
        every = read_charges(connection, [home]).get(home, [])
    mine = [one for one in every if one.person_id == society.people[name] and one.plan_code == FEES_CODE]
    return [(one.item, one.amount_cents, one.article) for one in mine]


def test_members_without_any_cover_are_charged_once_and_pay_like_everybody(archive: Archive, tmp_path: Path) -> None:
    society = society_with_fees(archive, tmp_path)
    member(society, "Anna", date(2026, 1, 10))
    member(society, "Carla", date(2026, 3, 10), MemberKind.SUPPORTING)
    told(
        register_applicant(
            desk(society, date(2027, 6, 1)), "N9", Identity("Bocciofila Alpina", "", card_number="77"),
            on=date(2027, 4, 1), kind=MemberKind.GROUP,
        )
    )  # fmt: skip
    done = charge_year(at(society), plan_year(at(society, date(2026, 12, 1)), 2027))
    assert done.people == 3  # Anna and Bruno for the plan, Carla as a member; who only applied owes nothing
    assert fees_of(society, "Carla") == [("sociale", 3000, "art. 7")]
    assert fees_of(society, "Anna") == fees_of(society, "Bruno") == []  # the fee is for who has no assistance
    home = society.households[society.people["Carla"]]
    with archive.reader.begin() as connection:
        (part,) = read_dues(connection, [home])[home]
    assert (part.due.due_on, part.due.amount_cents) == (FEBRUARY, 3000)
    assert books(society)[f"income:{FEES_CODE}"] == -3000
    assert plan_year(at(society, date(2026, 12, 1)), 2027).new == []
    (notice,) = notices_of_year(at(society), 2027, households=[home])
    assert [(one.item, one.amount_cents) for one in notice.paper.lines] == [("quota sociale", 3000)]  # type: ignore[union-attr]  # a notice
    with archive.reader.begin() as connection:
        (late,) = late_on(connection, society.plans, date(2027, 4, 1), [home])
    assert (late.plan_code, late.open_cents, late.stops_on, late.covered) == (FEES_CODE, 3000, None, True)
    paid = received(receive(at(society), Receipt(Channel.CASH, date(2027, 4, 2), 3000, society.people["Carla"])))
    assert paid.on_account_cents == 0
    told_of = {one.household_id for one in notices_of_year(at(society), 2027)}
    assert home not in told_of, "who has paid needs no notice"
    assert society.households[society.people["Anna"]] in told_of
    assert verify(archive) == []


def test_the_admission_fee_is_owed_once_and_the_yearly_one_in_proportion(archive: Archive, tmp_path: Path) -> None:
    """Only because the plan says so (`in_proporzione`, `una volta`); who is admitted in October is charged alone."""
    society = society_with_fees(archive, tmp_path)
    member(society, "Carla", date(2027, 3, 10))
    charge_year(at(society), plan_year(at(society), 2027))
    charged = [("ammissione", 2500, "art. 6"), ("sociale", 1200 * 10 // 12, "art. 7")]
    assert fees_of(society, "Carla") == charged
    assert dues_of(society, "Carla") == [(date(2027, 6, 1), 3500)]  # by no day that is past
    assert plan_year(at(society), 2027).households == []
    assert charge_year(at(society), plan_year(at(society), 2028)).people == 3
    assert fees_of(society, "Carla") == [*charged, ("sociale", 1200, "art. 7")]
    told(end_membership(desk(society), society.people["Carla"], how=Event.WITHDRAWN, on=date(2027, 6, 1)))
    later = plan_year(at(society, date(2027, 7, 1)), 2028)
    (gone,) = later.adjusted  # 2028 is taken back, and only when somebody approves it
    assert [one.amount_cents for one in gone.adjustments.charges] == [-1200]
    assert plan_year(at(society, date(2027, 7, 1)), 2027).households == []  # whoever leaves pays the year
    assert verify(archive) == []


def test_a_plan_of_fees_that_cannot_be_read_is_told_and_without_one_nobody_owes(
    archive: Archive, tmp_path: Path
) -> None:
    society = society_with_fees(archive, tmp_path, VERSION.replace("per: anno", "per: secolo"))
    member(society, "Carla")
    (asked,) = plan_year(at(society), 2027).questions
    assert (asked.person_id, asked.code, asked.found) == (society.people["Carla"], "charge_plan_unknown", FEES_CODE)
    with archive.writer.begin() as connection:
        write_setting(connection, SOCIETY_FOLDER, "")
    assert plan_year(at(society), 2027).questions == []


def dues_of(society: Society, name: str) -> list[tuple[date, int]]:
    home = society.households[society.people[name]]
    with society.archive.reader.begin() as connection:
        told_ = read_dues(connection, [home]).get(home, [])
    return [(one.due.due_on, one.due.amount_cents) for one in told_ if one.due.plan_code == FEES_CODE]


# ---------------------------------------------------------------- when somebody is a member


def happened(event: Event, on: date, kind: MemberKind | None = None) -> LifeEvent:
    return LifeEvent(event, on, on, kind)


def test_memberships_run_from_the_admission_to_the_day_before_the_end() -> None:
    life = [
        happened(Event.APPLIED, date(2020, 1, 1), MemberKind.ORDINARY), happened(Event.ADMITTED, date(2020, 2, 1)),
        happened(Event.SUSPENDED, date(2021, 1, 1)), happened(Event.REINSTATED, date(2021, 6, 1)),
        happened(Event.EXCLUDED, date(2022, 3, 1)), happened(Event.APPEALED, date(2022, 4, 1)),
        happened(Event.APPEAL_UPHELD, date(2022, 9, 1)), happened(Event.WITHDRAWN, date(2023, 1, 1)),
        happened(Event.APPLIED, date(2024, 1, 1), MemberKind.SUPPORTING),
        happened(Event.READMITTED, date(2024, 5, 1)),
    ]  # fmt: skip
    first = date(2020, 2, 1)
    assert memberships(life) == [
        Cover("socio", first, date(2022, 2, 28), first),
        Cover("socio", date(2022, 9, 1), date(2022, 12, 31), first),  # an appeal upheld is no admission
        Cover("socio", date(2024, 5, 1), None, date(2024, 5, 1)),
    ]
    facts = Fees(FEES_CODE, {7: Life(life)}).facts(7, memberships(life), assisted=True)
    assert (facts["iscrizione"], facts["socio_riammesso"], facts["con_assistenze"]) == (date(2024, 5, 1), True, True)
    assert facts["categoria_socio"] == Dated(((date(2020, 1, 1), "ordinario"), (date(2024, 1, 1), "sostenitore")))
    assert memberships(life[:1]) == []  # who only applied


def test_who_is_no_longer_a_member_on_the_first_day_never_was() -> None:
    day = date(2026, 5, 1)
    life = [happened(Event.APPLIED, day), happened(Event.ADMITTED, day), happened(Event.WITHDRAWN, day)]
    assert memberships(life) == []


def test_another_kind_of_member_votes_and_pays_as_that_from_its_day(archive: Archive, tmp_path: Path) -> None:
    society = society_with_fees(archive, tmp_path)
    made = member(society, "Carla", date(2026, 3, 10))
    person, by = society.people["Carla"], board("7/2026", date(2026, 11, 20))
    statute = replace(LAW, votes={**LAW.votes, MemberKind.SUPPORTING: False})
    changed = told(
        change_kind(
            desk(society, statute=statute), person, MemberKind.SUPPORTING, by=by, effective_on=date(2027, 1, 1)
        )
    )  # fmt: skip
    assert (changed.member_number, changed.line) == (made.member_number, 2)
    again = change_kind(desk(society), person, MemberKind.SUPPORTING, by=board("2/2027", date(2027, 2, 1)))
    assert refused(again) == "life_same_kind"
    with archive.reader.begin() as connection:
        for day, kind, votes in (
            (date(2026, 12, 31), MemberKind.ORDINARY, 1), (date(2027, 1, 1), MemberKind.SUPPORTING, 0)
        ):  # fmt: skip
            shown, totals = members_book(connection, statute, day)
            assert (totals.members[kind], totals.votes, sum(one.vote for one in shown)) == (1, votes, votes)
    charge_year(at(society), plan_year(at(society), 2026))
    charge_year(at(society), plan_year(at(society), 2027))
    assert [cents for item, cents, _ in fees_of(society, "Carla") if item == "sociale"] == [1000, 3000]
    told(take_back(desk(society), person, motive="sbaglio"))
    assert verify(archive) == []
