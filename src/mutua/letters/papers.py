"""The papers of a society as values: to whom, about what, with which figures; nothing about how they look.

Amounts are whole cents, days are dates. Every text is plain: it is printed as it stands, whatever signs are in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from mutua.letters.addressing import Addressee as Addressee
from mutua.letters.addressing import Letterhead as Letterhead
from mutua.letters.advice_papers import PaymentAdvice
from mutua.letters.pact_papers import AdhesionApplication, CompanyRegulation, FirmQuote
from mutua.letters.request_papers import DecisionLetter, PapersAskedLetter, RequestNews


@dataclass(frozen=True, slots=True)
class ContributionLine:
    """What is asked for one person: «Contributo base», with what it is for («da marzo, 10 dodicesimi») beside it."""

    person: str
    item: str
    amount_cents: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Instalment:
    """What is to be paid by a day, surcharge included in `amount_cents`, and the reference to pay it with."""

    due_on: date
    amount_cents: int
    reference: str
    surcharge_cents: int = 0


@dataclass(frozen=True, slots=True)
class NoticeLetter:
    """The contributions of a household for a year: for whom, how much, by when, how to pay, what happens otherwise.

    `channel`: transfer, direct_debit or payroll. `on_account_cents`: money of theirs that the society has already.
    `late` and `notes`: whole sentences of the regulation, each with its article.
    """

    head: Letterhead
    to: Addressee
    household: str
    year: int
    issued_on: date
    lines: tuple[ContributionLine, ...]
    instalments: tuple[Instalment, ...]
    channel: str = "transfer"
    on_account_cents: int = 0
    late: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReminderLetter:
    """What of a year's contributions is still open on a day. `sequence`: the first reminder, the second, …"""

    head: Letterhead
    to: Addressee
    household: str
    year: int
    issued_on: date
    sequence: int
    open: tuple[Instalment, ...]
    paid_cents: int = 0
    late: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CertifiedPayment:
    """A contribution paid for the person's own position. `means`: how, in words; `payer`: who paid it."""

    paid_on: date
    item: str
    payer: str
    means: str
    traceable: bool
    amount_cents: int


@dataclass(frozen=True, slots=True)
class RefundLine:
    """What was refunded in the year for a request: the year of the expense, the day of the last payment.

    `family`: that of the benefit, never what ailed. `spent_cents`: None where the benefit is not a part of an expense
    (an allowance). `before_cents`: what earlier years had refunded of it.
    """

    spent_year: int
    paid_on: date
    family: str
    spent_cents: int | None
    refunded_cents: int
    before_cents: int = 0


@dataclass(frozen=True, slots=True)
class SharedCeiling:
    """What employer and worker pay in a year and does not count as pay, up to a ceiling: what the person declared, on a
    day, as paid elsewhere. `source`: the article."""

    limit_cents: int
    elsewhere_cents: int
    declared_on: date
    source: str


@dataclass(frozen=True, slots=True)
class YearCertificate:
    """What a person paid for himself in a year and what came back to him, for the tax return.

    `by_employer_cents`: what employers paid under art. 51, which the employer tells; `by_others_cents`: what somebody
    outside paid for him. Neither is among the payments.
    `notes`: sentences on the use of the paper, each with its source.
    """

    head: Letterhead
    to: Addressee
    person: str
    fiscal_code: str
    card_number: str
    year: int
    issued_on: date
    payments: tuple[CertifiedPayment, ...]
    refunds: tuple[RefundLine, ...]
    by_employer_cents: int = 0
    notes: tuple[str, ...] = ()
    by_others_cents: int = 0
    ceiling: SharedCeiling | None = None


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A movement of the household's account: owed (`due_cents`) or received (`paid_cents`)."""

    on: date
    what: str
    due_cents: int
    paid_cents: int


@dataclass(frozen=True, slots=True)
class HouseholdStatement:
    """All that a household owed and paid in a year, with what was open before."""

    head: Letterhead
    to: Addressee
    household: str
    year: int
    issued_on: date
    before_cents: int
    lines: tuple[StatementLine, ...]


@dataclass(frozen=True, slots=True)
class ReceiptPart:
    """What money paid: the contribution and its day, or (no day) what stays on account."""

    what: str
    due_on: date | None
    amount_cents: int


@dataclass(frozen=True, slots=True)
class ReceiptLetter:
    """That the society received money (or, `returned_of`, gave that of a receipt back), from whom, by which means.

    `parts`: what it paid; they sum to the amount.
    """

    head: Letterhead
    to: Addressee
    household: str
    number: int
    issued_on: date
    received_on: date
    amount_cents: int
    means: str
    payer: str
    parts: tuple[ReceiptPart, ...]
    returned_of: int | None = None


@dataclass(frozen=True, slots=True)
class MembershipCard:
    """A member's card, to be cut out of its sheet. `valid_until`: None where the card has no end."""

    head: Letterhead
    to: Addressee
    person: str
    card_number: str
    issued_on: date
    kind: str = ""
    member_number: int | None = None
    member_since: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class FirmYearLine:
    """What was paid for a person through a firm in a year: by the firm, by the worker, from a bonus. Amounts only."""

    person: str
    fiscal_code: str
    firm_cents: int
    worker_cents: int
    bonus_cents: int = 0


@dataclass(frozen=True, slots=True)
class FirmYearList:
    """The contributions of a firm's people in a year, for the yearly tax certificate that the firm issues.

    `open_cents`: what was asked for the year and had not come in on `issued_on`; it is in no line. Negative: owed back.
    """

    head: Letterhead
    to: Addressee
    firm: str
    vat_number: str
    year: int
    issued_on: date
    lines: tuple[FirmYearLine, ...]
    open_cents: int = 0


@dataclass(frozen=True, slots=True)
class BookPageLine:
    """A line of the members' book as it is printed."""

    page: int
    line: int
    member_number: int
    person: str
    born_on: date | None
    fiscal_code: str
    kind: str
    event: str
    effective_on: date | None
    reason: str
    resolution: str


@dataclass(frozen=True, slots=True)
class BookOfMembers:
    """The members' book as of a day (`as_of`), page by page; `closing`: how many members and votes there are."""

    head: Letterhead
    issued_on: date
    as_of: date
    lines: tuple[BookPageLine, ...]
    closing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AdhesionCertificate:
    """That an organisation is in the territorial pact: since when, and by whose resolution.

    `body`, `themes`: in words. `text_version`: of the pact, as it was signed last. Texts are "" where nobody said.
    """

    head: Letterhead
    to: Addressee
    organisation: str
    vat_number: str
    seat: str
    issued_on: date
    since: date
    body: str
    resolution: str
    resolved_on: date
    text_version: str = ""
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FirmStatementLine:
    """What a firm's statement asks for somebody, an assistance and a month; the name is the one that the firm supplied.

    `people`: for how many, where relatives of the person are covered with them. An adjustment is of a month before.
    """

    person: str
    assistance: str
    month: date
    adjustment: bool
    firm_cents: int
    worker_cents: int
    fund_cents: int
    people: int = 1

    @property
    def total_cents(self) -> int:
        return self.firm_cents + self.worker_cents + self.fund_cents


@dataclass(frozen=True, slots=True)
class FirmStatement:
    """The statement of a firm for a period: names and shares, total, by when and with which reference it is paid.

    `stated_on`: the day it was issued on; `paid_on`: the day it was settled on, None while it is not.
    """

    head: Letterhead
    to: Addressee
    firm: str
    vat_number: str
    number: int
    first_day: date
    last_day: date
    stated_on: date
    issued_on: date
    due_on: date
    reference: str
    paid_on: date | None
    lines: tuple[FirmStatementLine, ...]

    @property
    def total_cents(self) -> int:
        return sum(one.total_cents for one in self.lines)


@dataclass(frozen=True, slots=True)
class OfferLetter:
    """To who left a firm: they may go on alone, until when they say so, from when it holds, what it costs.

    `prices`: what for and how much a year; empty where the regulation cannot say it yet. `number`: how the enrolment is
    called outside, to answer by (decision 0013); "" where it has no such name yet.
    """

    head: Letterhead
    to: Addressee
    person: str
    firm: str
    number: str
    issued_on: date
    cover_until: date
    answer_by: date
    covers: tuple[str, ...]
    prices: tuple[ContributionLine, ...] = ()


Paper: TypeAlias = (
    NoticeLetter | ReminderLetter | YearCertificate | HouseholdStatement | MembershipCard | FirmYearList | BookOfMembers
    | AdhesionCertificate | FirmStatement | OfferLetter
    | DecisionLetter | PapersAskedLetter | RequestNews | ReceiptLetter | PaymentAdvice
    | FirmQuote | CompanyRegulation | AdhesionApplication
)
