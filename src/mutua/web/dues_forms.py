"""What is typed of contributions: the year, money at the counter, how a household pays."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from mutua.web.deeds import Sure
from mutua.web.forms import (
    Cents,
    CentsOrNone,
    Count,
    Day,
    DayOrNone,
    Form,
    Line,
    LineOrNone,
    PageQuery,
    ProvedAgain,
    Year,
)
from mutua.web.member_forms import Yes

Channel = Literal["transfer", "direct_debit", "cash", "card", "postal", "payroll"]
OutsideRegime = Literal["", "third_party", "employer", "payroll", "bonus", "fund"]
State = Literal["", "paid", "open", "late", "credit"]


YearOrNone = Annotated[Count, Field(ge=0, le=2999)]


class YearQuery(PageQuery):
    """Which year, only those who stand so."""

    anno: YearOrNone = 0
    stato: State = ""


class LateQuery(PageQuery):
    giorno: DayOrNone = None


class OfYear(Form):
    year: Year


class LookCharges(Form):
    """What charging the year would do; by which days it is paid, where the regulation states none."""

    year: Year
    plan: LineOrNone = ""
    first_due: DayOrNone = None
    second_due: DayOrNone = None
    third_due: DayOrNone = None

    @property
    def due_days(self) -> tuple[date, ...]:
        return tuple(day for day in (self.first_due, self.second_due, self.third_due) if day is not None)


class DoCharges(Form):
    """Exactly what was shown, by its mark; the adjustments only where somebody says so."""

    several: ClassVar[frozenset[str]] = frozenset()
    seen: Line
    adjustments: Yes = ""


class Receive(Sure):
    key: Line
    amount: Cents
    channel: Channel
    on: Day
    reference: LineOrNone = ""
    paid_by: LineOrNone = ""
    regime: OutsideRegime = ""
    meant: Yes = ""


class GiveBack(Sure):
    key: Line
    receipt: Count
    amount: CentsOrNone = None
    on: Day
    reference: LineOrNone = ""


class Settle(Sure):
    """Nothing to fill in."""


class Choose(Sure):
    plan: Line
    year: Year
    instalments: LineOrNone = ""
    channel: Literal["", "transfer", "direct_debit", "cash", "card", "postal", "payroll"] = ""


class ChargeHome(Sure):
    year: Year


class ReceiptOf(Form):
    receipt: Count


class DuesStep(Form):
    """Which step of a household's account, of which receipt."""

    passo: LineOrNone = ""
    ricevuta: Count = 0
    mandato: LineOrNone = ""


class AddMandate(Sure):
    """A mandate that was signed. `meant`: though one like it is there."""

    iban: Line
    holder: LineOrNone = ""
    signed_on: Day
    one_off: Yes = ""
    meant: Yes = ""


class EndMandate(Sure):
    mandate: Line
    on: Day


class DebitsQuery(PageQuery):
    """What would be asked of the bank: what is due until a day, collected on a day, told to who pays when; or a
    collection that was made."""

    entro: DayOrNone = None
    il: DayOrNone = None
    avvisati: DayOrNone = None
    formato: Literal["cbi", "iso", ""] = ""
    incasso: Count = 0


class CollectDebits(ProvedAgain):
    """What was shown, by its stamp."""

    due_until: Day
    collect_on: Day
    notified_on: Day
    form: Literal["cbi", "iso"]
    seen: Line


class CollectionFile(ProvedAgain):
    collection: Count


class PaperOf(Form):
    """A paper of a person, about a year."""

    kind: Literal["certificate", "statement", "card"]
    year: Year
