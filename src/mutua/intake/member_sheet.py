"""A list of members as it comes from a society: each row a person, or one more cover of a person named above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from mutua.domain.asked import PlanAsked
from mutua.domain.identifiers.fiscal_code import FiscalCode, read_fiscal_code
from mutua.domain.identifiers.iban import masked, read_iban
from mutua.domain.identifiers.municipalities import read_postal_code
from mutua.domain.identifiers.person_beside_code import doubts
from mutua.domain.identifiers.vat_number import read_vat_number
from mutua.domain.italian import written_day
from mutua.domain.member_life import MemberKind
from mutua.domain.records import CoverTold, FactTold, Identity, PersonTold
from mutua.domain.written_names import LONGEST_NAME, name_fault
from mutua.intake.member_columns import ODD, ROWS_AT_ONCE, MemberColumns
from mutua.intake.mistakes import Mistake
from mutua.intake.municipalities import shipped_municipalities
from mutua.intake.sheet import Column, RowReader, open_sheet
from mutua.intake.tabular import Table

COLUMNS = (
    Column("household_code", "nucleo", required=True), Column("card_number", "tessera"),
    Column("surname", "cognome", required=True), Column("given_name", "nome", required=True),
    Column("fiscal_code", "codice fiscale"), Column("born_on", "nascita"), Column("sex", "sesso"),
    Column("kinship", "parentela", required=True), Column("fiscally_dependent", "a carico"),
    Column("effective_from", "dal"), Column("ends_on", "al"),
    Column("plan_code", "piano"), Column("assistance", "assistenza"), Column("cover_from", "decorrenza"),
    Column("cover_ends_on", "cessazione"), Column("joined_on", "anzianità dal"),
    Column("facts_from", "valori dal"), Column("member_since", "socio dal"), Column("member_kind", "categoria socio"),
    Column("firm_name", "azienda"), Column("firm_vat_number", "partita iva azienda"),
    Column("address", "indirizzo"), Column("postal_code", "cap"), Column("municipality", "comune"),
    Column("phone", "telefono"), Column("email", "email"), Column("iban", "iban"),
)  # fmt: skip
KINSHIPS = ("titolare", "coniuge", "convivente", "figlio", "genitore", "fratello", "altro")
MEMBER_KINDS: Mapping[str, MemberKind] = {
    "ordinario": MemberKind.ORDINARY, "sostenitore": MemberKind.SUPPORTING, "collettivo": MemberKind.GROUP,
}  # fmt: skip


@dataclass(slots=True)
class MemberTold:
    """A person as one or more rows tell them.

    Empty cells are "" and None, and say nothing; so do `fiscally_dependent` and `effective_from` (which is then the
    cover's first day) where nobody said them.
    """

    rows: list[int]
    told: PersonTold
    dependence_said: bool
    since_said: bool
    wrong: bool = False


@dataclass(slots=True)
class MemberSheet:
    """The people of a list, household by household in the order of the file, and every mistake."""

    households: dict[str, list[MemberTold]] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    row_count: int = 0
    usable: bool = True

    @property
    def people(self) -> list[MemberTold]:
        return [one for people in self.households.values() for one in people]


def read_members(table: Table, plans: Mapping[str, PlanAsked], *, today: date) -> MemberSheet:
    """The people of a table; `plans` are those that it names and that exist. Nobody is born after `today`."""
    from mutua.intake import claims_file  # each kind of file knows the other

    facts = sorted({name for plan in plans.values() for name in plan.person_facts})
    sheet = open_sheet(table, COLUMNS, facts, claims_file.COLUMNS, "file_of_requests")
    found = MemberSheet(mistakes=sheet.mistakes, row_count=len(table.rows), usable=sheet.usable)
    if sheet.usable:
        gathered = Gathered(found, today)
        columns = MemberColumns(sheet, plans, today, KINSHIPS, MEMBER_KINDS, LONGEST_NAME)
        for first in range(0, len(table.rows), ROWS_AT_ONCE):
            some = table.rows[first : first + ROWS_AT_ONCE]
            read = columns.read(some)
            if ODD not in read and gathered.place_all_new([row.number for row in some], read):
                continue
            for row, told in zip(some, read, strict=True):
                if told is ODD or not gathered.place_all_new([row.number], [told]):
                    _read_row(RowReader(sheet, row), plans, gathered)
        if sheet.facts:
            for people in found.households.values():
                _one_answer_each(people, found.mistakes)
    return found


def _one_answer_each(people: list[MemberTold], mistakes: list[Mistake]) -> None:
    """An answer about all of a household is the same on all its rows."""
    told: dict[tuple[str, date | None], tuple[int, FactTold]] = {}
    for one in people:
        for fact in one.told.facts:
            if fact.of_household:
                row, first = told.setdefault((fact.name, fact.effective_from), (one.rows[0], fact))
                if first.value != fact.value:
                    mistakes.append(Mistake("household_differs", one.rows[0], fact.name, values={"row": str(row)}))
                    one.wrong = True


@dataclass(slots=True)
class Gathered:
    """The people so far, by the numbers that tell one from another."""

    sheet: MemberSheet
    today: date
    by_card: dict[str, MemberTold] = field(default_factory=dict)
    by_code: dict[str, MemberTold] = field(default_factory=dict)
    # Codes without letters for digits: the code, and the row that tells it first; those of `place_all_new` left out.
    by_plain_code: dict[str, tuple[str, int]] = field(default_factory=dict)

    def place_all_new(self, rows: Sequence[int], told: Sequence[tuple[PersonTold, bool, bool]]) -> bool:
        """Adds people in whose rows nothing is odd; none where somebody was told before with one of the numbers."""
        cards = [one.identity.card_number for one, _, _ in told]
        codes = [one.identity.fiscal_code for one, _, _ in told]
        for numbers, known in ((cards, (self.by_card,)), (codes, (self.by_code, self.by_plain_code))):
            different = {*numbers} - {""}
            twice = len(different) != len(numbers) - numbers.count("")
            if twice or not all(one.keys().isdisjoint(different) for one in known):
                return False
        people = [MemberTold([row], *one) for row, one in zip(rows, told, strict=True)]
        self.by_card.update(zip(cards, people, strict=True))
        self.by_code.update(zip(codes, people, strict=True))
        self.by_card.pop("", None)
        self.by_code.pop("", None)
        households = self.sheet.households
        for person in people:
            code = person.told.household_code
            household = households.get(code)
            if household is None:
                households[code] = [person]
            else:
                household.append(person)
        return True

    def place(self, reader: RowReader, told: PersonTold, dependence_said: bool, since_said: bool) -> None:
        """Adds the row to the person it speaks of, or as a new one."""
        who, number = told.identity, reader.row.number
        pairs = ((self.by_card, who.card_number), (self.by_code, who.fiscal_code))
        known = {id(one): one for people, key in pairs if key and (one := people.get(key))}
        if len(known) > 1:
            reader.report("people_mixed", "fiscal_code", who.fiscal_code)
        person = next(iter(known.values()), None)
        if person is None:
            person = MemberTold([number], told, dependence_said, since_said, reader.wrong)
            self.sheet.households.setdefault(told.household_code, []).append(person)
        else:
            self._join(reader, person, MemberTold([number], told, dependence_said, since_said))
        for people, key in pairs:
            if key:
                people[key] = person

    def look_at_code(self, reader: RowReader, code: FiscalCode, who: Identity) -> None:
        """Warns, once for each code, where it disagrees with the person or is another's but for letters for digits."""
        if code.text in self.by_code:
            return
        told = doubts(code, surname=who.surname, given_name=who.given_name, born_on=who.born_on, sex=who.sex)
        reader.doubt("fiscal_code", told)
        plain = code.plain
        if plain in self.by_code and plain not in self.by_plain_code:
            self.by_plain_code[plain] = (plain, self.by_code[plain].rows[0])
        first, row = self.by_plain_code.setdefault(plain, (code.text, reader.row.number))
        if first != code.text:
            reader.report("fiscal_code_alike", "fiscal_code", code.text, values={"row": str(row)}, warning=True)

    def _join(self, reader: RowReader, person: MemberTold, more: MemberTold) -> None:
        first, before, told = str(person.rows[0]), person.told, more.told
        for column, old, new in _compared(before, told):
            if column == "effective_from" and not (person.since_said and more.since_said):
                continue
            if new and old and new != old:
                found, earlier = (masked(str(one)) if column == "iban" else _shown(one) for one in (new, old))
                reader.report("person_differs", column, found, values={"row": first, "before": earlier})
        if not reader.wrong and set(told.covers) <= set(before.covers) and set(told.facts) <= set(before.facts):
            reader.report("row_twice", values={"row": first})
        person.rows.append(reader.row.number)
        person.wrong = person.wrong or reader.wrong
        if not reader.wrong:
            person.told = _together(person, more)
            person.dependence_said = person.dependence_said or more.dependence_said
            person.since_said = person.since_said or more.since_said


def _compared(one: PersonTold, other: PersonTold) -> list[tuple[str, object, object]]:
    names = ("surname", "given_name", "fiscal_code", "card_number", "born_on", "sex", "address", "postal_code",
             "municipality", "phone", "email", "iban")  # fmt: skip
    pairs = [(name, getattr(one.identity, name), getattr(other.identity, name)) for name in names]
    more = ("household_code", "kinship", "effective_from", "ends_on", "firm_name", "firm_vat_number", "member_since")
    return pairs + [(name, getattr(one, name), getattr(other, name)) for name in more]


def _shown(value: object) -> str:
    return written_day(value) if isinstance(value, date) else str(value)


def _together(person: MemberTold, more: MemberTold) -> PersonTold:
    """Two rows of a person as one."""
    one, other = person.told, more.told
    who = {name: getattr(one.identity, name) or getattr(other.identity, name) for name in Identity._fields}
    if person.since_said == more.since_said:
        since = min(one.effective_from, other.effective_from)
    else:
        since = one.effective_from if person.since_said else other.effective_from
    return PersonTold(
        one.household_code, Identity(**who), one.kinship, since, one.ends_on or other.ends_on,
        one.fiscally_dependent or other.fiscally_dependent, tuple(dict.fromkeys((*one.covers, *other.covers))),
        tuple(dict.fromkeys((*one.facts, *other.facts))), one.firm_vat_number or other.firm_vat_number,
        one.firm_name or other.firm_name, one.member_since or other.member_since,
        one.member_kind or other.member_kind,
    )  # fmt: skip


# ---------------------------------------------------------------- one row


def _read_row(reader: RowReader, plans: Mapping[str, PlanAsked], gathered: Gathered) -> None:
    household = reader.text("household_code", required=True)
    who = _identity(reader, gathered)
    kinship = reader.choice("kinship", KINSHIPS)
    if not kinship and not reader.wrong:
        reader.report("cell_missing", "kinship")
    dependent = reader.yes_no("fiscally_dependent")
    cover = _cover(reader, plans)
    said = reader.day("effective_from")
    since = said or (cover.effective_from if cover else None)
    until = reader.day("ends_on")
    if since is None and not reader.wrong:
        reader.report("cell_missing", "effective_from")
    facts = _facts(reader, plans)
    firm_vat, firm = _firm(reader, who), reader.text("firm_name")
    _check_days(reader, who.born_on, since, until, cover)
    told = PersonTold(
        household, who, kinship, since or date.min, until, bool(dependent), (cover,) if cover else (), facts,
        firm_vat, firm, *_membership(reader, who, gathered.today),
    )  # fmt: skip
    gathered.place(reader, told, dependent is not None, said is not None)


def _membership(reader: RowReader, who: Identity, today: date) -> tuple[date | None, MemberKind | None]:
    """Since when the person has been a member, and of which kind; None where nobody says that they are one."""
    since, word = reader.day("member_since"), reader.choice("member_kind", tuple(MEMBER_KINDS))
    if since is not None and since > today:
        reader.report("day_in_future", "member_since", written_day(since))
    if since is not None and who.born_on is not None and since < who.born_on:
        reader.report("days_reversed", "member_since", written_day(since), values={"first": written_day(who.born_on)})
    if word and since is None and not reader.wrong:
        reader.report("cell_missing", "member_since")
    return since, MEMBER_KINDS.get(word)


def _firm(reader: RowReader, who: Identity) -> str:
    """The firm's VAT number, "" where there is none; it is not the person's own code."""
    number = reader.checked("firm_vat_number", read_vat_number)
    if number is None:
        return ""
    if number.text == who.fiscal_code:
        reader.report("fiscal_code_of_firm", "fiscal_code", who.fiscal_code)
    reader.doubt("firm_vat_number", number.doubts())
    return number.text


def _identity(reader: RowReader, gathered: Gathered) -> Identity:
    surname, given = reader.text("surname", required=True), reader.text("given_name", required=True)
    for key, name in (("surname", surname), ("given_name", given)):
        fault = name_fault(name) if name else None
        if fault is not None:
            reader.report(fault.code, key, fault.found, values=fault.values)
    code, account = reader.checked("fiscal_code", read_fiscal_code), reader.checked("iban", read_iban)
    who = Identity(
        surname, given, fiscal_code=code.text if code else "", card_number=reader.text("card_number"),
        born_on=reader.day("born_on"), sex=reader.choice("sex", ("F", "M")),
        address=reader.text("address"), postal_code=reader.checked("postal_code", read_postal_code) or "",
        municipality=reader.text("municipality"), phone=reader.text("phone"), email=reader.text("email"),
        iban=account.text if account else "",
    )  # fmt: skip
    if who.born_on is not None and who.born_on > gathered.today:
        reader.report("day_in_future", "born_on", written_day(who.born_on))
    if code:
        gathered.look_at_code(reader, code, who)
    if account:
        reader.doubt("iban", account.doubts())
    _compare_postal_code(reader, who)
    if not who.fiscal_code and not who.card_number and not reader.wrong:
        reader.report("person_without_number", "card_number")
    return who


def _compare_postal_code(reader: RowReader, who: Identity) -> None:
    """Warns where a municipality that we know usually has another postal code."""
    known = shipped_municipalities().called(who.municipality) if who.municipality and who.postal_code else None
    if known and known.postal_code not in ("", who.postal_code):
        values = {"municipality": known.name, "usual": known.postal_code}
        reader.report("postal_code_differs", "postal_code", who.postal_code, values=values, warning=True)


def _cover(reader: RowReader, plans: Mapping[str, PlanAsked]) -> CoverTold | None:
    code, assistance = reader.text("plan_code"), reader.text("assistance")
    since, until, joined = (reader.day(key) for key in ("cover_from", "cover_ends_on", "joined_on"))
    if not code:
        for key, said in (("assistance", assistance), ("cover_from", since), ("cover_ends_on", until)):
            if said:
                reader.report("cover_without_plan", key, _shown(said))
        return None
    plan = plans.get(code)
    if plan is None:
        reader.report("plan_unknown", "plan_code", code)
        return None
    named = _assistance(reader, plan, assistance)
    since = since or reader.day("effective_from")
    if since is None:
        if not reader.wrong:
            reader.report("cell_missing", "cover_from")
        return None
    return None if named is None else CoverTold(code, named, since, until, joined)


def _assistance(reader: RowReader, plan: PlanAsked, written: str) -> str | None:
    """The cover's name: the only one of the plan where none is written, "" in a plan that names none."""
    if not plan.covers:
        if written:
            reader.report("assistance_not_there", "assistance", written, values={"plan": plan.code})
        return ""
    if not written:
        if len(plan.covers) > 1:
            reader.report("choice_missing", "assistance", values={"known": ", ".join(plan.covers)})
        return plan.covers[0]
    return reader.choice("assistance", plan.covers) or None


def _facts(reader: RowReader, plans: Mapping[str, PlanAsked]) -> tuple[FactTold, ...]:
    since = reader.day("facts_from")
    code = reader.text("plan_code")
    found: list[FactTold] = []
    for name in reader.sheet.facts:
        asking = [plan.person_facts[name] for plan in plans.values() if name in plan.person_facts]
        own = plans[code].person_facts.get(name) if code in plans else None
        fact = own or asking[0]
        value = reader.answer(fact)
        if value is not None:
            found.append(FactTold(name, value, since, fact.of_household))
    return tuple(found)


def _check_days(
    reader: RowReader, born_on: date | None, since: date | None, until: date | None, cover: CoverTold | None
) -> None:
    """Days in the order in which lives go."""
    pairs = [("ends_on", since, until)]
    if cover is not None:
        pairs.append(("cover_ends_on", cover.effective_from, cover.ends_on))
        pairs.append(("cover_from", cover.joined_on, cover.effective_from))
        pairs.append(("joined_on", born_on, cover.joined_on))
        pairs.append(("cover_from", born_on, cover.effective_from))
    pairs.append(("effective_from", born_on, since))
    for column, first, second in pairs:
        if first is not None and second is not None and second < first:
            reader.report("days_reversed", column, _shown(second), values={"first": _shown(first)})
            return
