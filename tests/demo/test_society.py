"""The invented society: the same for the same seed, right check figures, labelled, shaped like the sources."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from datetime import date

import pytest
from dateutil.relativedelta import relativedelta
from stdnum import iban
from stdnum.it import codicefiscale, iva

from mutua.demo import STARTS_ON, TODAY
from mutua.demo.enrolments import HOURS, PLANS
from mutua.demo.flaws import FLAWS
from mutua.demo.names import MEN, MUNICIPALITIES, STREETS, SURNAMES, WOMEN
from mutua.demo.society import DemoSociety, invent
from mutua.domain.identifiers.fiscal_code import FiscalCode, compute_fiscal_code, read_fiscal_code
from mutua.domain.identifiers.iban import Iban, read_iban
from mutua.domain.identifiers.person_beside_code import doubts
from mutua.domain.identifiers.signs import check_letter
from mutua.domain.identifiers.vat_number import VatNumber, read_vat_number
from mutua.domain.member_life import Event, LifeEvent, MemberKind, why_not
from mutua.domain.records import PersonTold
from mutua.intake.municipalities import shipped_municipalities


@pytest.fixture(scope="module")
def society() -> DemoSociety:
    return invent()


def digest(society: DemoSociety) -> str:
    """Every value of the society in one mark."""
    told = hashlib.sha256()
    for several in (society.people, society.contributions, society.claims, society.firms, society.flaws.items()):
        for one in several:
            told.update(repr(one).encode())
    told.update(repr(society.memberships).encode())
    return told.hexdigest()


def persons(society: DemoSociety) -> list[PersonTold]:
    """The first row of each person."""
    return list({row.identity.card_number: row for row in reversed(society.people)}.values())


# ---------------------------------------------------------------- the same for the same seed


def test_the_same_seed_gives_the_same_society_and_another_seed_another() -> None:
    assert digest(invent(300, 7)) == digest(invent(300, 7))
    assert digest(invent(300, 7)) != digest(invent(300, 8))


@pytest.mark.parametrize("members", [1, 2, 7, 300])
def test_there_are_as_many_people_as_were_asked_for(members: int) -> None:
    made = invent(members)
    assert len(persons(made)) == members
    assert {claim.person_id for claim in made.claims} <= {int(one.identity.card_number) for one in persons(made)}


def test_lives_of_members_follow_the_table_and_nothing_has_happened_after_today(society: DemoSociety) -> None:
    lives: dict[str, list[LifeEvent]] = {}
    for told in society.memberships.lives:
        assert why_not(lives.setdefault(told.card_number, []), told.event) == ""
        assert told.event.happened_on <= TODAY
        assert bool(told.resolution) == (told.event.event in (Event.ADMITTED, Event.SUSPENDED))
        lives[told.card_number].append(told.event)
    happened = Counter(told.event.event for told in society.memberships.lives)
    wanted = {Event.CARRIED_OVER, Event.APPLIED, Event.ADMITTED, Event.WITHDRAWN, Event.SUSPENDED, Event.DIED}
    assert wanted == set(happened)
    kinds = Counter(events[0].kind for events in lives.values())
    assert kinds[MemberKind.ORDINARY] > kinds[MemberKind.SUPPORTING] > 0


def _years(born: date, on: date) -> int:
    return relativedelta(on, born).years


def test_nobody_enters_or_begins_before_their_age(society: DemoSociety) -> None:
    """A head of a household, a spouse and a member are of age; seniority is of no year before work or birth."""
    born = {one.identity.card_number: one.identity.born_on for one in society.people}
    for told in society.memberships.lives:
        assert _years(born[told.card_number], told.event.happened_on) >= 18, told
    for one in society.people:
        if one.kinship in ("titolare", "coniuge", "convivente"):
            assert _years(one.identity.born_on, one.effective_from) >= 18, one
        for cover in one.covers:
            since = cover.joined_on or cover.effective_from
            assert since >= one.identity.born_on, one
            assert one.kinship != "titolare" or _years(one.identity.born_on, since) >= 16, one


def test_the_day_that_is_today_is_an_argument() -> None:
    made = invent(300, today=date(2025, 12, 31))
    assert max(claim.received_at.date() for claim in made.claims) <= date(2025, 12, 31)
    assert all(one.due_on <= date(2025, 12, 31) for one in made.contributions)


# ---------------------------------------------------------------- check figures


def test_every_fiscal_code_is_right(society: DemoSociety) -> None:
    for one in persons(society):
        who = one.identity
        assert codicefiscale.validate(who.fiscal_code) == who.fiscal_code
        assert codicefiscale.get_gender(who.fiscal_code) == who.sex
        assert who.born_on is not None
        assert codicefiscale.get_birth_date(who.fiscal_code, who.born_on.year) == who.born_on
    codes = [one.identity.fiscal_code for one in persons(society)]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize(
    ("surname", "name", "born_on", "sex", "place", "code"),
    [
        ("Rossi", "Mario", date(1985, 12, 10), "M", "A562", "RSSMRA85T10A562S"),  # the example everybody prints
        ("Fè", "Ada", date(2001, 1, 31), "F", "F931", "FEXDAA01A71F931"),
        ("D'Angelo", "Niccolò", date(1940, 8, 3), "M", "G674", "DNGNCL40M03G674"),  # N, (C), C, L
        ("Coïsson", "Aïcha", date(1999, 2, 28), "F", "L277", "CSSCHA99B68L277"),
    ],
)
def test_a_fiscal_code_is_made_of_consonants_then_vowels(
    surname: str, name: str, born_on: date, sex: str, place: str, code: str
) -> None:
    assert compute_fiscal_code(surname, name, born_on, sex, place).startswith(code)


def test_every_vat_number_and_account_is_right(society: DemoSociety) -> None:
    assert all(iva.validate(firm.vat_number) == firm.vat_number for firm in society.firms)
    assert all(iban.validate(one.identity.iban) == one.identity.iban for one in persons(society))
    assert all(one.identity.iban[4] == check_letter(one.identity.iban[5:]) for one in persons(society))
    assert check_letter("0542811101000000123456") == "X"  # IT60X0542811101000000123456, the example of the standard


# ---------------------------------------------------------------- nobody is meant, and it says so


def test_names_come_from_the_lists_and_everything_says_that_it_is_invented(society: DemoSociety) -> None:
    for row in society.people:
        who = row.identity
        assert who.given_name in (WOMEN if who.sex == "F" else MEN)
        assert who.surname in SURNAMES or any(
            who.surname == f"{first} {second}" for first in SURNAMES for second in SURNAMES
        )
        assert who.address.rsplit(" ", 1)[0] in STREETS
        assert not who.email or who.email.endswith("@esempio.invalid")
        assert who.iban[5:10] == "99999"  # a bank that does not exist
        assert not row.firm_name or row.firm_name.endswith("(ditta inventata)")
    providers = {line.provider for claim in society.claims for line in claim.lines if line.provider}
    assert all(name.endswith(("(inventato)", "(inventata)")) for name in providers)
    assert {claim.channel for claim in society.claims} == {"demo"}


def test_our_own_reading_finds_nothing_wrong_or_doubtful(society: DemoSociety) -> None:
    for row in persons(society):
        who, code = row.identity, read_fiscal_code(row.identity.fiscal_code)
        assert isinstance(code, FiscalCode)
        names = {"surname": who.surname, "given_name": who.given_name}
        assert doubts(code, born_on=who.born_on, sex=who.sex, **names) == []
        account = read_iban(who.iban)
        assert isinstance(account, Iban)
        assert account.doubts() == []
    for firm in society.firms:
        number = read_vat_number(firm.vat_number)
        assert isinstance(number, VatNumber)
        assert number.doubts() == []


def test_the_municipalities_are_those_of_the_table() -> None:
    for one in MUNICIPALITIES:
        known = shipped_municipalities().with_code(one.cadastral)
        assert known is not None
        assert (known.name, known.postal_code) == (one.name, one.postal)


def test_the_municipality_of_none_is_a_municipality(society: DemoSociety) -> None:
    here = Counter(one.identity.municipality for one in persons(society))
    assert here["None"] > 50
    assert set(here) <= {one.name for one in MUNICIPALITIES}


# ---------------------------------------------------------------- the shape of the sources


def test_households_have_about_two_people_and_ask_less_than_three_times_a_year(society: DemoSociety) -> None:
    homes = {row.household_code for row in persons(society)}
    assert 20 * len(homes) <= 10 * 2000 <= 25 * len(homes)
    assert 25 * 2000 * 15 <= 100 * len(society.claims) <= 30 * 2000 * 15  # 2.5 to 3 a head, a year and a half
    assert len(society.firms) == 40


def test_lives_go_on(society: DemoSociety) -> None:
    rows = society.people
    assert any(row.identity.born_on is not None and row.identity.born_on >= STARTS_ON for row in rows), "births"
    assert sum(row.kinship == "genitore" and age(row) >= 80 for row in rows) > 3, "old mothers"
    assert sum(homes > 1 for homes in Counter(row.identity.card_number for row in rows).values()) > 10, "they move"
    assert sum(row.ends_on is not None for row in rows) > 20, "some leave, some die"
    covers = [cover for row in rows for cover in row.covers]
    assert any(cover.joined_on is not None and cover.joined_on < cover.effective_from for cover in covers)
    assert {cover.plan_code for cover in covers} == set(PLANS)
    assert all(cover.ends_on is None or cover.effective_from <= cover.ends_on for cover in covers)


def age(row: PersonTold) -> int:
    assert row.identity.born_on is not None
    return TODAY.year - row.identity.born_on.year


def test_some_pay_late_and_some_not_at_all(society: DemoSociety) -> None:
    owed = society.contributions
    late = sum(one.paid_on is not None and one.paid_on > one.due_on for one in owed)
    unpaid = sum(one.paid_on is None for one in owed)
    assert 20 * late <= 3 * len(owed)
    assert late > 50
    assert 20 * unpaid <= 2 * len(owed)
    assert unpaid > 50


def test_every_flaw_is_there(society: DemoSociety) -> None:
    assert set(society.flaws) == set(FLAWS)
    assert set(invent(300).flaws) == set(FLAWS)
    repeated = Counter(invoices(society))
    assert sum(times > 1 for times in repeated.values()) > 40, "the same invoice sent twice"


def invoices(society: DemoSociety) -> Iterable[tuple[str, object]]:
    for claim in society.claims:
        number = claim.lines[0].facts.get("numero_fattura")
        if number is not None:
            yield claim.lines[0].provider, number


def test_hours_are_authorised_and_then_used(society: DemoSociety) -> None:
    asked = {claim.public_id: claim for claim in society.claims if claim.authorises}
    used = [claim for claim in society.claims if claim.authorised_by]
    assert len(asked) > 20
    assert all(claim.plan_code == HOURS for claim in asked.values())
    assert len({claim.authorised_by for claim in used}) > 20
    assert all(asked[claim.authorised_by].received_at < claim.received_at for claim in used)


def test_requests_come_in_order_and_treatment_plans_in_several(society: DemoSociety) -> None:
    days = [claim.received_at for claim in society.claims]
    assert days == sorted(days)
    groups = Counter(claim.lines[0].facts.get("gruppo") for claim in society.claims)
    assert sum(times > 1 for group, times in groups.items() if group) > 20
    assert len({claim.public_id for claim in society.claims}) == len(society.claims)
