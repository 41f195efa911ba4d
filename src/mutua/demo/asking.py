"""A request while it is being invented: what was done, when it arrived, with which papers and which flaw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from mutua.demo.dice import THOUSAND, Dice
from mutua.demo.firms import Providers
from mutua.demo.people import Someone
from mutua.domain.case import FactValue
from mutua.domain.records import ClaimTold, CoverTold, LineTold
from mutua.store.ids import Ids

CHANNEL = "demo"
_HALF = THOUSAND // 2
_DELAYS = (((1, 10), 430), ((11, 30), 400), ((31, 55), 170))  # days from the invoice to the request
Papers = dict[str, date | None]


@dataclass(slots=True)
class Draft:
    """A request of one line, or of several that share papers. `spoilable`: a flaw may still happen to it.

    `answers` are facts that may be forgotten, `dated` the paper that may be too old, `wrong` the benefit that may be
    asked for by mistake.
    """

    public_id: str
    who: Someone
    cover: CoverTold
    benefit: str
    served_on: date
    received_at: datetime
    facts: dict[str, FactValue]
    papers: Papers
    provider: str = ""
    answers: tuple[str, ...] = ()
    dated: str = ""
    wrong: str = ""
    others: list[LineTold] = field(default_factory=list)
    authorises: bool = False
    authorised_by: str = ""
    expires_on: date | None = None
    spoilable: bool = True
    flaw: str = ""

    def told(self) -> ClaimTold:
        """The request as it arrives. `person_id` is the number on the person's card until people are in an archive."""
        line = LineTold(self.benefit, self.facts, {}, self.provider)
        return ClaimTold(
            self.public_id, self.who.number, self.cover.plan_code, self.received_at, (line, *self.others), {},
            self.papers, CHANNEL, self.authorises, self.authorised_by, self.expires_on,
        )  # fmt: skip


class Asking:
    """Where requests are gathered; what arrives after today is not there yet."""

    def __init__(self, dice: Dice, ids: Ids, providers: Providers, today: date) -> None:
        self.dice = dice
        self.ids = ids
        self.providers = providers
        self.today = today
        self.drafts: list[Draft] = []
        self._invoices = 0
        self._groups = 0
        self._turns: dict[str, int] = {}

    def in_turn(self, flaw: str, per_thousand: int) -> bool:
        """True so many times of a thousand, evenly: a small society too has every flaw."""
        due = self._turns.get(flaw, _HALF) + per_thousand
        self._turns[flaw] = due % THOUSAND
        return due >= THOUSAND

    def invoice(self) -> str:
        """The number of a new invoice, never given twice."""
        self._invoices += 1
        return f"F/{self._invoices}"

    def group(self, what: str) -> str:
        """The name of a new treatment plan, cycle or event."""
        self._groups += 1
        return f"{what} {self._groups}"

    def instant(self, day: date, hour: int | None = None) -> datetime:
        """A moment of a day in opening hours."""
        chosen = hour if hour is not None else self.dice.between(7, 15)
        return datetime(day.year, day.month, day.day, chosen, self.dice.between(0, 59), tzinfo=UTC)

    def arrival(self, invoiced_on: date) -> datetime:
        """When the request for an invoice arrives; on Sundays the counter is closed."""
        low, high = self.dice.weighed(_DELAYS)
        day = invoiced_on + timedelta(days=self.dice.between(low, high))
        return self.instant(day + timedelta(days=1) if day.weekday() == 6 else day)

    def expense(
        self, who: Someone, cover: CoverTold, benefit: str, day: date, cents: int, papers: Sequence[str],
        providers: Sequence[str], **facts: FactValue,
    ) -> Draft:  # fmt: skip
        """A request for something paid: an invoice of the day or soon after, with the papers named, dated as it is."""
        invoiced_on = day + timedelta(days=self.dice.between(1, 9) if self.dice.chance(150) else 0)
        own: dict[str, FactValue] = {
            "servizio": day, "spesa": cents, "fattura": invoiced_on, "numero_fattura": self.invoice(), **facts,
        }  # fmt: skip
        return Draft(
            self.ids.public(), who, cover, benefit, day, self.arrival(invoiced_on), own,
            dict.fromkeys(papers, min(day, invoiced_on)), self.dice.one_of(providers),
        )  # fmt: skip

    def add(self, draft: Draft) -> None:
        """The request, if it has arrived by today and the person is there."""
        if draft.received_at.date() <= self.today:
            self.drafts.append(draft)

    def again(self, draft: Draft) -> Draft:
        """The same invoice, sent once more weeks later as if it were new."""
        later = draft.received_at + timedelta(days=self.dice.between(9, 40))
        return replace(
            draft, public_id=self.ids.public(), received_at=later, facts=dict(draft.facts), papers=dict(draft.papers),
            spoilable=False, flaw="duplicate_invoice",
        )  # fmt: skip
