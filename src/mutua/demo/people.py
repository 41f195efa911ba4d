"""Invented people in their households: who lives with whom, since when a member, and what happened since."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from mutua.demo.firms import Firm
from mutua.demo.names import Municipality
from mutua.domain.identifiers.fiscal_code import compute_fiscal_code
from mutua.domain.identifiers.iban import compute_italian_iban
from mutua.domain.identifiers.names import plain_letters
from mutua.domain.records import CoverTold, FactTold, Identity, PersonTold

HEAD, SPOUSE, PARTNER, CHILD, PARENT = "titolare", "coniuge", "convivente", "figlio", "genitore"
_NO_BANK, _NO_BRANCH = 99999, 99999  # codes of no bank
SOCIETY_ACCOUNT = compute_italian_iban(_NO_BANK, _NO_BRANCH, 999_999_999)  # no person has that number
SOCIETY_PHONE = "0121 000 000"  # nobody has it
SOCIETY_CUC = "0000000A"  # what the network of the banks would call the society


@dataclass(slots=True)
class Stay:
    """A person in a household, from a day to a day (None: still there)."""

    household_code: str
    kinship: str
    since: date
    until: date | None = None


@dataclass(slots=True)
class Home:
    """A household while it is being invented."""

    code: str
    municipality: Municipality
    address: str
    joined_on: date
    people: list[Someone] = field(default_factory=list)

    @property
    def head(self) -> Someone:
        return self.people[0]


@dataclass(slots=True)
class Someone:
    """A person while they are being invented. `need`: how often they ask, in thousandths of the mean."""

    number: int
    surname: str
    given_name: str
    sex: str
    born_on: date
    birthplace: str
    home: Home
    need: int
    stays: list[Stay] = field(default_factory=list)
    firm: Firm | None = None
    covers: list[CoverTold] = field(default_factory=list)
    facts: list[FactTold] = field(default_factory=list)
    code: str = ""
    died: bool = False

    @property
    def card_number(self) -> str:
        return f"{self.number:06d}"

    @property
    def left_on(self) -> date | None:
        return self.stays[-1].until

    def age_on(self, day: date) -> int:
        """Completed years; who is born on 29 February completes them on 1 March."""
        return day.year - self.born_on.year - ((day.month, day.day) < (self.born_on.month, self.born_on.day))

    def kinship_on(self, day: date) -> str:
        """What the person is in the household on the day; of a day outside, as on the first one."""
        for stay in self.stays:
            if stay.since <= day and (stay.until is None or day <= stay.until):
                return stay.kinship
        return self.stays[0].kinship

    def leaves(self, day: date) -> None:
        """The last day in the society: the covers end with it."""
        self.stays[-1].until = day

    def moves(self, household_code: str, kinship: str, since: date) -> None:
        """From the day on in another household, or as something else in the same."""
        self.stays[-1].until = since - timedelta(days=1)
        self.stays.append(Stay(household_code, kinship, since))

    def told(self) -> list[PersonTold]:
        """The person as a society is told: one row for each stay, the first with everything else."""
        first, *later = self.stays
        firm = self.firm
        dependent = first.kinship in (CHILD, PARENT)
        row = PersonTold(
            first.household_code, self._identity(), first.kinship, first.since, first.until, dependent,
            tuple(self.covers), tuple(self.facts), firm.vat_number if firm else "", firm.name if firm else "",
        )  # fmt: skip
        return [row, *(
            PersonTold(stay.household_code, row.identity, stay.kinship, stay.since, stay.until) for stay in later
        )]  # fmt: skip

    def find_code(self) -> str:
        """The fiscal code, computed once."""
        if not self.code:
            self.code = compute_fiscal_code(self.surname, self.given_name, self.born_on, self.sex, self.birthplace)
        return self.code

    def _identity(self) -> Identity:
        mail = f"{plain_letters(self.given_name)}.{plain_letters(self.surname)}.{self.number}@esempio.invalid".lower()
        return Identity(
            self.surname, self.given_name, self.find_code(), self.card_number, self.born_on, self.sex,
            f"{self.home.address} {self.number % 90 + 1}", self.home.municipality.postal, self.home.municipality.name,
            f"0121 000{self.number % 1000:03d}" if self.number % 3 else "", mail if self.number % 4 else "",
            compute_italian_iban(_NO_BANK, _NO_BRANCH, self.number),
        )  # fmt: skip
