"""What is not a claim: joining, contributions, arrears, changes of plan, payments, the clocks of a request."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from mutua.rules.model.benefits import Requirement
from mutua.rules.model.conditions import Condition
from mutua.rules.model.terms import Duration, NoTerm, Term
from mutua.rules.model.values import Value
from mutua.rules.model.vocabulary import ADDED_SINCE_KEPT


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
    # who leaves during the year pays of what is prorated the months covered, the last one whole; else to the year's end
    leaving_prorated: bool = field(default=False, metadata=ADDED_SINCE_KEPT)


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
class SeniorRule:
    """Who reaches an age goes on under another plan of the society: never without a cover.

    `starts`: first day under that plan; anchors as of joining (nascita, a computed date). `carries` and
    `keeps_seniority` as of a change of plan.
    """

    to_plan: str  # society/plan
    starts: Term
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
