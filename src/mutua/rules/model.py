"""A regulation once read and checked: every number typed, every name known, every condition closed.

The reader builds these values from YAML or tables; the engine, the sentences and the tests' oracle read them.
Money is integer cents, hours integer minutes, decimals integer hundredths, other quantities integers, shares
exact fractions. Nothing here computes anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Union

# ---------------------------------------------------------------- vocabulary


class Unit(StrEnum):
    """What a quantity or a pot counts. Euro are cents, hours are minutes, the others are whole."""

    EURO = "euro"
    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"
    TIMES = "times"
    ACTS = "acts"
    PIECES = "pieces"
    SITTINGS = "sittings"
    TEETH = "teeth"
    PAIRS = "pairs"
    KILOMETRES = "kilometres"


class DurationUnit(StrEnum):
    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"


class FactKind(StrEnum):
    YES_NO = "yes_no"
    NUMBER = "number"
    DECIMAL = "decimal"  # integer hundredths
    CHOICE = "choice"
    DAY = "day"
    INSTANT = "instant"
    MONEY = "money"
    SERIES = "series"  # figures by day, summed in a window
    TEXT = "text"  # names and ids: never compared by order


class FactOf(StrEnum):
    """Whose the fact is; facts of the person and the household may change with time."""

    LINE = "line"
    EVENT = "event"
    GROUP = "group"
    REQUEST = "request"
    PERSON = "person"
    HOUSEHOLD = "household"


class Holder(StrEnum):
    """Who holds a pot. Several together make a pair (person + tooth, relative + event)."""

    LINE = "line"
    INVOICE = "invoice"
    EVENT = "event"
    GROUP = "group"
    PERSON = "person"
    MEMBER = "member"
    HOUSEHOLD = "household"
    FIRM = "firm"
    SOCIETY = "society"
    TOOTH = "tooth"


class Scope(StrEnum):
    """What a money step looks at: the line alone, or the sum over invoice, request or group."""

    LINE = "line"
    INVOICE = "invoice"
    REQUEST = "request"
    GROUP = "group"


class RoundingMode(StrEnum):
    HALF_UP = "half_up"
    DOWN = "down"
    UP = "up"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is written: file, line and column (or the cell of a table)."""

    file: str
    line: int = 0
    column: int = 0
    cell: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.cell}" if self.cell else f"{self.file}:{self.line}:{self.column}"


NOWHERE = Place("")


# ---------------------------------------------------------------- time


@dataclass(frozen=True, slots=True)
class Duration:
    count: int
    unit: DurationUnit


@dataclass(frozen=True, slots=True)
class FactDay:
    """Read on the day that a date fact names."""

    fact: str


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """Read on a day and month of the year of the service."""

    month: int
    day: int


ReadDay = Union[FactDay, CalendarDay]


# Terms: days computed from anchors. An anchor is the name of a date fact (or, for notice, of an instant).


@dataclass(frozen=True, slots=True)
class FixedDay:
    day: date


@dataclass(frozen=True, slots=True)
class AnchorDay:
    """The day of the anchor itself."""

    anchor: str


@dataclass(frozen=True, slots=True)
class After:
    """`duration` after the anchor (before, where `before`); one more day where `exceeding` ("oltre 60 giorni")."""

    duration: Duration
    anchor: str
    before: bool = False
    exceeding: bool = False


@dataclass(frozen=True, slots=True)
class DayOfYear:
    """Day and month of the anchor's year plus `years_after`. 29 February falls back to 28 in common years."""

    month: int
    day: int
    years_after: int
    anchor: str


class CalendarSpan(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class EndOf:
    """Last day of the anchor's month, quarter, half-year or year, or of the `after`-th following one."""

    span: CalendarSpan
    after: int
    anchor: str


@dataclass(frozen=True, slots=True)
class FirstOfMonth:
    """First day of the nth month after the anchor's month (0 = the first day of that very month)."""

    nth: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Anniversary:
    """The first day `every` years (or months), or a multiple of it, from the anchor that is not before the day `after`.

    Counted from the anchor: a three-year term that ends again every three years, the renewal of a membership.
    """

    every: Duration
    anchor: str
    after: str


@dataclass(frozen=True, slots=True)
class Earliest:
    terms: tuple["Term", ...]


@dataclass(frozen=True, slots=True)
class Latest:
    terms: tuple["Term", ...]


@dataclass(frozen=True, slots=True)
class NoTerm:
    """No term at all: nothing to wait for, no last day."""


@dataclass(frozen=True, slots=True)
class TermCases:
    """The term of the one case that holds, else `otherwise`. Cases exclude each other; their order means nothing."""

    cases: tuple[tuple["Condition", "Term"], ...]
    otherwise: "Term"


Term = Union[
    FixedDay, AnchorDay, After, DayOfYear, EndOf, FirstOfMonth, Anniversary, Earliest, Latest, NoTerm, TermCases
]


# ---------------------------------------------------------------- conditions (three-valued)

# What a fact's value is compared with: int for numbers, cents, hundredths and minutes; bool; str for choices; date.
Comparable = Union[int, bool, str, date]


@dataclass(frozen=True, slots=True)
class OneOf:
    """The value is one of these (one alone = equal to it)."""

    values: tuple[Comparable, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """Numbers or dates between two bounds, both included; None = no bound on that side."""

    low: Union[int, date, None]
    high: Union[int, date, None]


@dataclass(frozen=True, slots=True)
class Present:
    """The fact is answered, or the paper was delivered (`absent` where not). Never unanswered."""

    absent: bool = False


class DayOrder(StrEnum):
    BEFORE = "before"
    NOT_AFTER = "not_after"
    AFTER = "after"
    NOT_BEFORE = "not_before"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Against:
    """A day compared with the day that another date fact names."""

    order: DayOrder
    anchor: str


@dataclass(frozen=True, slots=True)
class Season:
    """Day and month between two days of the year, both included; may straddle New Year."""

    from_month: int
    from_day: int
    to_month: int
    to_day: int


@dataclass(frozen=True, slots=True)
class Window:
    """Within a duration after (or before) the anchor: day 0 to the last day, both included."""

    duration: Duration
    anchor: str
    before: bool = False


@dataclass(frozen=True, slots=True)
class SumInWindow:
    """A series summed over the duration before the anchor (the anchor's day excluded), between two bounds included."""

    low: int | None
    high: int | None
    duration: Duration
    anchor: str


Check = Union[OneOf, Between, Present, Against, Season, Window, SumInWindow]


@dataclass(frozen=True, slots=True)
class Test:
    """One fact, one check. `read_on` says on which day a fact that changes with time is read."""

    __test__ = False  # not a pytest class

    fact: str
    check: Check
    read_on: ReadDay | None = None


@dataclass(frozen=True, slots=True)
class All:
    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least so many of the conditions hold."""

    conditions: tuple["Condition", ...]
    at_least: int = 1


@dataclass(frozen=True, slots=True)
class Not:
    condition: "Condition"


@dataclass(frozen=True, slots=True)
class Named:
    """A condition of `condizioni`, by name; `condition` is its body."""

    name: str
    condition: "Condition"


Condition = Union[Test, All, AnyOf, Not, Named]


# ---------------------------------------------------------------- values

# The place decides what a constant is: int (cents, minutes, counts) or Fraction (a share).
Number = Union[int, Fraction]


@dataclass(frozen=True, slots=True)
class Constant:
    amount: Number


@dataclass(frozen=True, slots=True)
class Band:
    """From `low` to `high`, both included, in the fact's smallest step; None = open."""

    low: int | None
    high: int | None
    value: "Value"


@dataclass(frozen=True, slots=True)
class BandTable:
    """The value of the band the fact falls in. Bands neither overlap nor leave gaps inside; outside them `otherwise`
    (None = a value outside the bands cannot occur or has nothing: the line is refused as not foreseen)."""

    fact: str
    bands: tuple[Band, ...]
    otherwise: "Value | None" = None
    read_on: ReadDay | None = None


@dataclass(frozen=True, slots=True)
class ChoiceTable:
    """The value written for the fact's choice (or yes/no), `otherwise` for the choices not written."""

    fact: str
    entries: tuple[tuple[Union[str, bool], "Value"], ...]
    otherwise: "Value | None" = None
    read_on: ReadDay | None = None


@dataclass(frozen=True, slots=True)
class MarginalTable:
    """Each unit pays its own band: the 1st to the 15th day so much, the 16th and after so much.

    Only in a step that multiplies by units (days, hours, sittings…). Bands start at 1; a unit beyond them pays 0.
    For hours a band counts whole hours and a part of an hour pays in proportion.
    """

    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """A dated outside figure in force on the version's date, times a share, rounded half up to the cent."""

    name: str
    share: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class TariffPrice:
    """The price of the line's code in a column of a price list, in force on the version's date."""

    tariff: str
    column: str


@dataclass(frozen=True, slots=True)
class FactAmount:
    """The figure a fact declares, times a share."""

    fact: str
    share: Fraction = Fraction(1)
    read_on: ReadDay | None = None


@dataclass(frozen=True, slots=True)
class ValueCases:
    """The value of the one case that holds, else `otherwise`. Cases exclude each other; their order means nothing."""

    cases: tuple[tuple[Condition, "Value"], ...]
    otherwise: "Value"


Value = Union[
    Constant, BandTable, ChoiceTable, MarginalTable, ParameterValue, TariffPrice, FactAmount, ValueCases
]


# ---------------------------------------------------------------- pots


@dataclass(frozen=True, slots=True)
class Lifetime:
    """One period for ever."""


@dataclass(frozen=True, slots=True)
class EachDay:
    """Every day is a period."""


@dataclass(frozen=True, slots=True)
class EachMonth:
    """Every calendar month is a period."""


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive days: the size bounds the length of an unbroken run of days drawn from the pot."""


@dataclass(frozen=True, slots=True)
class Years:
    """Blocks of `count` years that start on a day and month; `anchor_year` fixes which years start a block."""

    month: int = 1
    day: int = 1
    count: int = 1
    anchor_year: int | None = None


@dataclass(frozen=True, slots=True)
class JoiningYears:
    """Blocks of `count` years counted from the day the seniority of the cover starts, or from another date fact."""

    count: int = 1
    anchor: str = "iscrizione"


@dataclass(frozen=True, slots=True)
class Rolling:
    """What was drawn less than `duration` away (before or after) counts: the distance between two draws.

    A draw on day m counts for a draw on day d when d < m + duration and m < d + duration.
    """

    duration: Duration


@dataclass(frozen=True, slots=True)
class FromFirstUse:
    """A period opens with the first draw and lasts `duration`; the next draw after it opens another."""

    duration: Duration


Period = Union[Lifetime, EachDay, EachMonth, Run, Years, JoiningYears, Rolling, FromFirstUse]


@dataclass(frozen=True, slots=True)
class PeriodCases:
    """Another period for one user of the pot, on the same counter.

    All branches are of one kind (all rolling, or all blocks) so that they count the same draws.
    """

    cases: tuple[tuple[Condition, Period], ...]
    otherwise: Period


class Counts(StrEnum):
    """What a pot counts."""

    BENEFIT = "benefit"  # cents granted
    EXPENSE = "expense"  # cents of expense admitted (in `consuma`), or absorbed (a deductible)
    QUANTITY = "quantity"  # units of the benefit
    OCCURRENCES = "occurrences"


@dataclass(frozen=True, slots=True)
class Lost:
    """What exceeds the pot is lost."""


@dataclass(frozen=True, slots=True)
class Carry:
    """What exceeds the pot is due in its following periods, while the block pot `within` lasts."""

    within: str


@dataclass(frozen=True, slots=True)
class Advance:
    """What exceeds the pot may be drawn now from its `periods` following periods, if the condition holds."""

    periods: int
    when: Condition | None = None


Overflow = Union[Lost, Carry, Advance]


@dataclass(frozen=True, slots=True)
class FirstYear:
    """In the period in which the cover began the size is × months left / 12.

    `joining_month_counts`: the month of joining counts among them. `rounding` is applied to the pot's unit.
    """

    joining_month_counts: bool
    rounding: RoundingMode


@dataclass(frozen=True, slots=True)
class Pot:
    """A ceiling, a deductible or a budget: unit, holder, period, size and what it counts."""

    name: str
    title: str
    unit: Unit
    holders: tuple[Holder, ...]
    period: Union[Period, PeriodCases]
    size: Value
    counts: Counts
    occurrence: Scope = Scope.LINE
    day: str = "servizio"  # the date fact that picks the period
    overflow: Overflow = Lost()
    first_year: FirstYear | None = None
    continues: tuple[str, ...] = ()  # pots of the version before whose use counts in this one
    anew: bool = False  # nothing of the version before counts
    key: str = ""  # the counter's name in the archive, across versions; set by the library, "" = name
    article: str = ""
    note: str = ""
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def counter(self) -> str:
        return self.key or self.name


@dataclass(frozen=True, slots=True)
class Exchange:
    """Pot `source` gives `ratio` of its units for each unit drawn by the exchange, `cap` at most (in `unit`).

    `ratio` is in smallest units of both. The cap is counted by holder and period of the source pot, under the
    exchange's own name.
    """

    name: str
    title: str
    source: str
    unit: Unit
    ratio: Fraction
    cap: Value | None
    when: Condition | None
    article: str
    note: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class PotDraw:
    pot: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class ExchangeDraw:
    exchange: str


@dataclass(frozen=True, slots=True)
class InOrder:
    """Draw on the first, what is left on the second, and so on. Pots of one unit and kind of counting."""

    draws: tuple[Union[PotDraw, ExchangeDraw], ...]


Draw = Union[PotDraw, InOrder]


# ---------------------------------------------------------------- money steps


class PerKind(StrEnum):
    """By what a measure is multiplied: once, or the line's units, days, hours, months, or a numeric fact."""

    ONCE = "once"
    UNIT = "unit"
    DAY = "day"
    HOUR = "hour"
    MONTH = "month"
    FACT = "fact"


class Proration(StrEnum):
    DAYS_OF_MONTH = "days_of_month"  # days of help / days of that month
    THIRTIETHS = "thirtieths"  # days of help / 30, at most 1 a month


@dataclass(frozen=True, slots=True)
class Per:
    """`word` is what the file says (visita, seduta, giorno…): sentences repeat it."""

    kind: PerKind = PerKind.ONCE
    scope: Scope = Scope.LINE
    fact: str = ""
    word: str = ""
    proration: Proration | None = None


@dataclass(frozen=True, slots=True)
class Expense:
    """The expense; cut in proportion when a pot cut the quantity."""

    article: str = ""


@dataclass(frozen=True, slots=True)
class Flat:
    """A flat sum or a tariff. Never above the expense, unless `even_without_expense`."""

    amount: Value
    per: Per
    even_without_expense: bool = False
    article: str = ""


@dataclass(frozen=True, slots=True)
class Add:
    amount: Value
    per: Per
    article: str = ""


@dataclass(frozen=True, slots=True)
class Subtract:
    """Minus a money fact (other payers), never below zero."""

    fact: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class Deductible:
    """A fixed sum left to the member."""

    amount: Value
    per: Per
    article: str = ""


@dataclass(frozen=True, slots=True)
class DeductiblePot:
    """A deductible consumed across claims: the pot absorbs what it still has to absorb.

    With `others` (the family's beside the person's) it absorbs no more than the least of them, and all count it.
    """

    pot: str
    article: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coinsurance:
    """The member keeps the larger of a share and a minimum (and at most `maximum`), never more than the amount.

    With `pots` the member keeps no more than what is left in each, and all count what is kept: the most that stays
    with somebody in a year.
    """

    share: Value
    minimum: Value | None
    maximum: Value | None
    per: Per
    article: str = ""
    pots: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """The part the society pays."""

    share: Value
    article: str = ""


@dataclass(frozen=True, slots=True)
class AtMost:
    amount: Value
    per: Per
    article: str = ""


@dataclass(frozen=True, slots=True)
class Layer:
    """Paid by its own steps until its pot is used up."""

    pot: str
    steps: tuple["MoneyStep", ...]
    article: str = ""


@dataclass(frozen=True, slots=True)
class Layers:
    """After layer one is used up, layer two has its own steps.

    `split`: an expense that crosses the boundary is divided exactly (only shares may stand in the layers);
    otherwise the line stays in the first layer that is still open.
    """

    split: bool
    layers: tuple[Layer, ...]
    article: str = ""


@dataclass(frozen=True, slots=True)
class Residue:
    """What the cover before left of the expense."""

    article: str = ""


MoneyStep = Union[
    Expense, Flat, Add, Subtract, Deductible, DeductiblePot, Coinsurance, Share, AtMost, Layers, Residue
]


# ---------------------------------------------------------------- benefits


@dataclass(frozen=True, slots=True)
class Requirement:
    """A condition that must hold (`spetta`) or must not (`escluso`); `reason` is the author's code for it."""

    condition: Condition
    reason: str = ""
    article: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Notice:
    """To be asked at least `duration` before the anchor (an instant for hours)."""

    duration: Duration
    anchor: str


@dataclass(frozen=True, slots=True)
class NoticeCases:
    """The notice of the one case that holds (None = none asked), else `otherwise`. Cases exclude each other."""

    cases: tuple[tuple[Condition, "Notice | None"], ...]
    otherwise: "Notice | None"


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a request may arrive: not after `by`, not before `not_before`, with at least the notice.

    """

    by: Term = NoTerm()
    not_before: Term = NoTerm()
    notice: Union[Notice, NoticeCases, None] = None
    article: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """First covered day, from the day the seniority of the cover starts (fact `iscrizione`); NoTerm = at once."""

    first_day: Term
    article: str = ""


class PaperFault(StrEnum):
    SUSPEND = "suspend"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class PaperRule:
    """A paper that must come with the request.

    `not_older_than`: not dated earlier than this before `relative_to`. `not_after`: not dated after that day; `not_before`: not before.
    `valid_until`: the term (usually anchored on the paper itself) that `relative_to` must not pass.
    """

    paper: str
    when: Condition | None = None
    not_older_than: Duration | None = None
    relative_to: str = "fattura"
    not_after: str = ""
    not_before: str = ""
    valid_until: Term = NoTerm()
    missing: PaperFault = PaperFault.SUSPEND
    stale: PaperFault = PaperFault.REFUSE
    article: str = ""


class DayCount(StrEnum):
    ALL = "all"  # first and last day both count
    ENDS_AS_ONE = "ends_as_one"  # first and last day count as one
    NIGHTS = "nights"


@dataclass(frozen=True, slots=True)
class Counting:
    """How days are counted from `inizio` to `fine` and which of them are paid.

    `only_if` is the trigger (all or nothing); `first`/`last` cut a window of day numbers (1 = first counted day).
    `excluded_use_limits`: days before `first` also draw on the pots of days, though they are not paid.
    `day_by_day`: each day draws in the period of its own date (a stay across two years), else all on the pot's day.
    """

    days: DayCount
    only_if: Condition | None = None
    first: int = 1
    last: int | None = None
    excluded_use_limits: bool = False
    day_by_day: bool = False
    article: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A situation of a benefit: when it holds, how the money is computed, which pots are drawn.

    Rows of a benefit exclude each other; `otherwise` is the row of all other situations; `not_due` pays nothing.
    No steps and a unit = in kind.
    """

    steps: tuple[MoneyStep, ...] = ()
    consumes: tuple[Draw, ...] = ()
    when: Condition | None = None
    otherwise: bool = False
    not_due: bool = False
    article: str = ""
    note: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Benefit:
    """What the plan promises, with commons of the plan and of its area already merged in."""

    code: str
    title: str
    article: str
    area: str = ""
    note: str = ""
    cover: str = ""  # the assistance that must be in force; "" = any cover of the plan
    version_by: str = ""  # its own date that picks the version; "" = the plan's
    tops_up: tuple[str, ...] = ()  # benefits of the cover before whose residue this one assesses
    unit: Unit | None = None
    counting: Counting | None = None
    requires: tuple[Requirement, ...] = ()
    excludes: tuple[Requirement, ...] = ()
    deadline: Deadline = Deadline()
    waiting: Waiting = Waiting(NoTerm())
    papers: tuple[PaperRule, ...] = ()
    rows: tuple[Row, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


# ---------------------------------------------------------------- what is not a claim


@dataclass(frozen=True, slots=True)
class Joining:
    """Who may join and what the household must do. Conditions are read on the day of the application."""

    requires: tuple[Requirement, ...]
    whole_household: bool  # everybody of the household must join
    exempt: Condition | None  # who of the household need not join
    starts: Term  # first day of cover; anchors: richiesta (the application), nascita…
    article: str
    note: str = ""
    relatives_together: bool = False  # relatives join all or none


class ContributionPer(StrEnum):
    YEAR = "year"
    MONTH = "month"
    ONCE = "once"


class Payer(StrEnum):
    MEMBER = "member"
    FIRM = "firm"
    FUND = "fund"


@dataclass(frozen=True, slots=True)
class ContributionItem:
    """A fee or a contribution of one person; `share_of_firm` is what the firm pays of it."""

    name: str
    title: str
    amount: Value
    per: ContributionPer
    when: Condition | None = None
    prorated: bool = False  # × months left in the year (the joining month counted) / 12
    share_of_firm: Fraction = Fraction(0)
    discount: Value | None = None  # a share taken off
    article: str = ""


@dataclass(frozen=True, slots=True)
class Instalment:
    part: Fraction
    surcharge: Fraction = Fraction(0)
    due: Term = NoTerm()  # anchors: inizio_anno (first day of the year charged), iscrizione


@dataclass(frozen=True, slots=True)
class InstalmentPlan:
    """A way to pay: parts sum to one; each part is cut to cents by largest remainder, then its surcharge rounded."""

    name: str
    parts: tuple[Instalment, ...]
    when: Condition | None = None
    article: str = ""


@dataclass(frozen=True, slots=True)
class Contributions:
    items: tuple[ContributionItem, ...]
    plans: tuple[InstalmentPlan, ...]
    article: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ArrearsRule:
    """What happens to services between the day after the due date (plus grace) and the reinstatement.

    `suspends`: they wait for the payment (suspended), else they are lost (refused). `resumes`: first covered day
    again; anchors `pagamento` and `scadenza`, facts `ritardo_giorni`, `ritardo_mesi` (completed months, clamped).
    """

    resumes: Term
    suspends: bool
    grace: Duration | None
    article: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChangeRule:
    """Change of plan, or leaving: until when it may be asked, from when it takes effect, what is carried over.

    Anchors: richiesta (the day it is asked), iscrizione. `after`: first day on which it may take effect at all.
    `carries`: pots whose use goes on in the new plan under another name (old name, new name).
    """

    ask_by: Term
    effective: Term
    after: Term
    carries: tuple[tuple[str, str], ...] = ()
    keeps_seniority: bool = True
    article: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PaymentRule:
    """From `from_month` to `to_month` a transfer is made only when the sum due is above `threshold` cents."""

    threshold: int
    from_month: int
    to_month: int
    article: str
    note: str = ""


# ---------------------------------------------------------------- the whole


class HistoryKind(StrEnum):
    LAST_PAID_ON = "last_paid_on"
    HOW_MANY = "how_many"
    ANY_PAID = "any_paid"


class HistorySpan(StrEnum):
    EVER = "ever"
    SAME_YEAR = "same_year"
    YEAR_BEFORE = "year_before"


@dataclass(frozen=True, slots=True)
class HistoryQuestion:
    """A closed question about the past: of these benefits, last paid on / how many / any paid, in which span.

    Years are calendar years of the service date. Only lines paid before the one at hand count.
    """

    kind: HistoryKind
    benefits: tuple[str, ...]
    span: HistorySpan = HistorySpan.EVER
    when: Condition | None = None  # only past lines of which this holds


@dataclass(frozen=True, slots=True)
class Fact:
    """A typed fact: built in, or declared by a plan, with the question a form asks for it and the paper that proves it.

    `default` is what is taken when nobody answered; None = the request is suspended with the question.
    `phrases` say each choice (or yes/no) in a sentence; under "" the phrase for a figure, with {} for it and
    under "1" the phrase for one.
    """

    name: str
    kind: FactKind
    of: FactOf
    title: str = ""
    question: str = ""
    proof: str = ""
    choices: tuple[str, ...] = ()
    default: Comparable | None = None
    read_on: ReadDay | None = None
    phrases: Mapping[str, str] = field(default_factory=dict)
    history: HistoryQuestion | None = None
    term: Term | None = None  # a computed date: the day of a term, usable wherever a date fact is
    builtin: bool = False
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that benefits ask for, by name; it is also a date fact of that name."""

    name: str
    title: str
    note: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class NamedCondition:
    name: str
    condition: Condition
    phrase: str = ""
    article: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class TariffRow:
    """Prices of a code from a day to a day (inclusive, None = still in force); one per column, None = no price."""

    code: str
    title: str
    since: date
    until: date | None
    prices: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Tariff:
    name: str
    columns: tuple[str, ...]
    rows: tuple[TariffRow, ...]
    article: str
    title: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class ParameterFigure:
    since: date
    until: date | None
    cents: int
    source: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A dated outside figure (an INPS allowance), in cents."""

    name: str
    title: str
    figures: tuple[ParameterFigure, ...]
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Rounding:
    """Once per line after the money steps, or after each step; to `to_cents` (1 = the cent)."""

    mode: RoundingMode = RoundingMode.HALF_UP
    each_step: bool = False
    to_cents: int = 1


@dataclass(frozen=True, slots=True)
class TimeRules:
    """The three conventions a ruleset may override.

    `leap_birthday_in_march`: who is born on 29 February completes years on 1 March in common years (else 28 February).
    `clamp_months`: a term in months or years falls back to the last day of the month (else rolls to the first of the
    next). `day_zero`: the anchor is day 0 and the nth day is included (else the anchor is day 1).
    """

    leap_birthday_in_march: bool = True
    clamp_months: bool = True
    day_zero: bool = True


@dataclass(frozen=True, slots=True)
class Approval:
    body: str
    resolution: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Assistance:
    """One of the covers a plan offers, by the name that benefits ask for."""

    name: str
    title: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class Procedure:
    """The clocks of a request. Anchors: richiesta, integrazione_chiesta (papers asked for), completata, decisa.

    `completion`: last day to complete it, then it lapses. `decision`, `payment`: promised days. `appeal`: last day to
    object.
    """

    completion: Term = NoTerm()
    decision: Term = NoTerm()
    payment: Term = NoTerm()
    appeal: Term = NoTerm()
    article: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlanHead:
    """What stands outside the versions: title, society, and the date fact that picks the version."""

    code: str  # society folder / plan folder
    title: str
    society: str
    version_by: str
    source: str = ""
    note: str = ""
    tops_up: str = ""  # code of the plan whose residue this one assesses


@dataclass(frozen=True, slots=True)
class Ruleset:
    """One version of a plan's regulation."""

    plan: PlanHead
    in_force_from: date
    in_force_to: date | None
    approval: Approval
    facts: Mapping[str, Fact]  # built-in and declared
    papers: Mapping[str, Paper]
    conditions: Mapping[str, NamedCondition]
    pots: Mapping[str, Pot]
    exchanges: Mapping[str, Exchange]
    benefits: Mapping[str, Benefit]
    tariffs: Mapping[str, Tariff]
    parameters: Mapping[str, Parameter]
    rounding: Rounding = Rounding()
    time: TimeRules = TimeRules()
    joining: Joining | None = None
    contributions: Contributions | None = None
    arrears: ArrearsRule | None = None
    plan_change: ChangeRule | None = None
    leaving: ChangeRule | None = None
    payments: PaymentRule | None = None
    procedure: Procedure | None = None
    covers: tuple[str, ...] = ()  # the assistances of the plan
    assistances: Mapping[str, Assistance] = field(default_factory=dict)  # their titles, where the plan gives them
    source: str = ""
    note: str = ""
    file: str = field(default="", compare=False)

    @property
    def version(self) -> str:
        return f"{self.plan.code}/{self.in_force_from.isoformat()}"


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan with all its versions, oldest first."""

    head: PlanHead
    versions: tuple[Ruleset, ...]
