"""The contributions of one household, from a person's sheet: owed and paid, money at the counter, papers."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from mutua.domain.dues import OUTSIDE_REGIMES, Allocation, Channel, Receipt, Regime
from mutua.domain.identifiers.iban import masked
from mutua.domain.italian import written_day
from mutua.services.charge_contributions import charge_year, plan_year
from mutua.services.charge_shown import charge_shown
from mutua.services.claim_life import Desktop
from mutua.services.counter_money import Already, give_back_once, receive_once
from mutua.services.debits_shown import debits_of_home
from mutua.services.decide_claim import Refusal
from mutua.services.household_account import Account, account_of, plan_title
from mutua.services.issue_papers import Printed, print_and_note
from mutua.services.notices_printed import PrintedNotices, print_notices, print_reminders
from mutua.services.outside_payers import outsider_told
from mutua.services.payment_choices import choose, nobody_signed, ways_of_paying
from mutua.services.plans_offered import plans_offered
from mutua.services.receipt_paper import receipt_papers
from mutua.services.receive_money import Received, home_on, use_on_account
from mutua.services.show_member import show_member
from mutua.store.dues import dues_numbered
from mutua.web import dues_forms as forms
from mutua.web.clerk_dues import nowhere_to_pay_told
from mutua.web.clerk_member import name_of, standing_of, stopped
from mutua.web.deeds import Ask, Deed, Done, Outcome, Shown, Stop, Sure, deed_page, in_two_steps, pair_of
from mutua.web.forms import Refused
from mutua.web.mandate_deeds import MANDATE_DEEDS
from mutua.web.pages import problem, refused_sentence
from mutua.web.site import Answer, File, Go, Page, Visit
from mutua.wording.bank import debit_said
from mutua.wording.counter import counter_question, cover_when_late
from mutua.wording.dues import CHANNELS, REGIMES, outsider_said, unsigned_debit_sentence
from mutua.wording.numbers import amount

F = TypeVar("F", bound=Sure)
PDF = "application/pdf"
_NO_WAY = ("offset", "list")  # nobody brings money by these
_CHANNELS = tuple((code, told) for code, told in CHANNELS.items() if code not in _NO_WAY)
_KEY = Ask("key", ("", ""), "hidden")
_ON = Ask("on", ("Giorno", "Day"), "day", value="today")
_REFERENCE = Ask(
    "reference", ("Riferimento", "Reference"), required=False,
    hint=("Della banca o del POS; mai un nome.", "Of the bank or the terminal; never a name."),
)  # fmt: skip
_OUTSIDE = (
    Ask("paid_by", ("Chi ha pagato, se non è del nucleo", "Who paid, if not of the household"), required=False,
        hint=("Solo per chi non è in archivio: una zia, un datore di lavoro, una fondazione.",
              "Only for somebody who is not in the archive: an aunt, an employer, a foundation.")),
    Ask("regime", ("Come conta per il fisco", "How it counts for the tax"), "choice", required=False,
        options=tuple((one.value, REGIMES[one]) for one in OUTSIDE_REGIMES if one is not Regime.THIRD_PARTY),
        empty=REGIMES[Regime.THIRD_PARTY],
        hint=("Di chi non è in archivio; altrimenti lasciate così.", "Of who is not in the archive.")),
)  # fmt: skip
_DEEDS = (
    Deed("receive_money", ("Incasso", "Money received"),
         ("Paga le scadenze aperte del nucleo, le più vecchie prima; il resto resta in acconto.",
          "It pays the open dues of the household, the oldest first; the rest stays on account."),
         (_KEY, Ask("amount", ("Quanto, in euro", "How much, in euro"), "money"),
          Ask("channel", ("Come", "How"), "choice", value="cash", options=_CHANNELS), _ON, _REFERENCE, *_OUTSIDE,
          Ask("meant", ("Il giorno è proprio quello, anche se è molto indietro", "It is that day, though long ago"),
              "tick", required=False)),
         to="dues"),
    Deed("give_back_money", ("Denaro tornato indietro", "Money that went back"),
         ("Ciò che la ricevuta aveva pagato è di nuovo aperto.", "What the receipt had paid is open again."),
         (_KEY, Ask("receipt", ("Numero della ricevuta", "Number of the receipt")),
          Ask("amount", ("Solo una parte di ciò che è in acconto", "Only a part of what is on account"), "money",
              required=False, hint=("Vuoto: tutta la ricevuta.", "Empty: all of the receipt.")), _ON, _REFERENCE),
         grave=True, to="dues"),
    Deed("settle_money", ("Paga con l'acconto", "Pay with what is on account"),
         ("Il denaro in acconto paga le scadenze aperte; ciò che è dovuto indietro va in acconto.",
          "Money on account pays open dues; what is owed back goes on account."), (), to="dues"),
    Deed("choose_payment", ("Come paga", "How they pay"), ("Da un anno in poi.", "From a year on."),
         (Ask("plan", ("Piano", "Plan"), "choice"), Ask("year", ("Da quale anno", "From which year")),
          Ask("instalments", ("Rate", "Instalments"), required=False),
          Ask("channel", ("Via", "Channel"), "choice", required=False, options=_CHANNELS,
              empty=("non detto", "not said"))), to="dues"),
    Deed("charge_home", ("Addebita il nucleo", "Charge the household"),
         ("Chi si è aggiunto dopo l'addebito dell'anno, e le rettifiche di ciò che è cambiato.",
          "Who came after the year was charged, and adjustments of what changed."),
         (Ask("year", ("Anno", "Year")),), to="dues"),
    *MANDATE_DEEDS,
)  # fmt: skip
DEEDS = {one.name: one for one in _DEEDS}


def _home(visit: Visit) -> int | None:
    with visit.site.archive.reader.begin() as connection:
        return home_on(connection, visit.subject, visit.today)


def show(visit: Visit) -> Answer:
    return account_page(visit)


def account_page(visit: Visit, status: int = 200, why: str = "") -> Page:
    """The household's account; without a household there is none."""
    with visit.site.archive.snapshot() as connection:
        member = show_member(connection, visit.site.statute, visit.subject, visit.today)
        home = home_on(connection, visit.subject, visit.today)
        account = None if home is None else account_of(connection, visit.site.plans, home, visit.today)
        debits = None if home is None else debits_of_home(connection, home)
    english = visit.language == "en"
    return Page("account.html", {
        "name": name_of(member.who, visit), "standing": standing_of(visit, member), "account": account,
        "why": why, "pair": pair_of(visit), "deeds": _offered(account), "year": visit.today.year,
        "debits": debits, "masked": masked, "new_mandate": DEEDS["add_mandate"],
        "debit_state": lambda one: debit_said(one.event, one.reason, visit.language),
        "channels": {code: told[english] for code, told in CHANNELS.items()},
        "outsider": lambda one: outsider_said(one, visit.language),
        "plan_title": lambda code: plan_title(visit.site.plans, code),
        "cover": lambda one: cover_when_late(one.stops_on, one.resumes_on, one.paid_on, waits=one.waits,
                                             language=visit.language),
    }, status)  # fmt: skip


def _offered(account: Account | None) -> list[Deed]:
    names = ["receive_money", "charge_home", "choose_payment"]
    if account is not None and account.may_settle:
        names.insert(1, "settle_money")
    return [] if account is None else [DEEDS[name] for name in names]


def step(visit: Visit, query: forms.DuesStep | Refused) -> Answer:
    """The form of a step; a receipt's number and a fresh key in it."""
    if isinstance(query, Refused) or query.passo not in DEEDS or _home(visit) is None:
        return problem(visit, "not_there")
    head, deed = _deed(visit, query.passo)
    values = {"key": secrets.token_hex(16), "receipt": str(query.ricevuta or ""), "year": str(visit.today.year),
              "mandate": query.mandato}  # fmt: skip
    asks = tuple(one._replace(value=values.get(one.name, one.value)) for one in deed.asks)
    return deed_page(visit, replace(deed, asks=asks), head)


def _deed(visit: Visit, name: str) -> tuple[str, Deed]:
    with visit.site.archive.snapshot() as connection:
        who = show_member(connection, visit.site.statute, visit.subject, visit.today).who
        plans = plans_offered(connection, visit.site.plans) if name == "choose_payment" else []
    deed = DEEDS[name]
    if plans:
        ways = dict.fromkeys(way for code, _ in plans for way in ways_of_paying(visit.site.plans, code,
                                                                                visit.today.year))  # fmt: skip
        changed: dict[str, dict[str, Any]] = {
            "plan": {"options": tuple((code, (title, title)) for code, title in plans)},
            "instalments": {"kind": "choice", "options": tuple((way, (way, way)) for way in ways),
                            "empty": ("quello del regolamento", "that of the rules")},
        }  # fmt: skip
        deed = replace(deed, asks=tuple(one._replace(**changed.get(one.name, {})) for one in deed.asks))
    return name_of(who, visit), deed


def account_step(
    visit: Visit, name: str, form: F | Refused, attempt: Callable[[Deed, Desktop, int, F], Outcome]
) -> Answer:
    """A step of the household's account, tried first."""
    home = _home(visit)
    if home is None:
        return problem(visit, "not_there")
    head, deed = _deed(visit, name)
    then = Go("dues", visit.named, message="recorded")
    return in_two_steps(visit, deed, form, lambda at, told: attempt(deed, at, home, told), then, head)


# ---------------------------------------------------------------- money


def receive(visit: Visit, form: forms.Receive | Refused) -> Answer:
    def attempt(deed: Deed, at: Desktop, home: int, told: forms.Receive) -> Outcome:
        by = outsider_told(told.paid_by, told.regime)
        if isinstance(by, Refusal):
            return stopped(visit, by, deed)
        payer = visit.subject if by is None else None
        money = Receipt(
            Channel(told.channel), told.on, told.amount, payer, reference=told.reference, outsider=by
        )  # fmt: skip
        found = receive_once(at, money, key=told.key, household_id=home, meant=bool(told.meant))
        return _of_money(visit, deed, found, visit.say("Entrano", "Received"))

    return account_step(visit, "receive_money", form, attempt)


def give_back(visit: Visit, form: forms.GiveBack | Refused) -> Answer:
    def attempt(deed: Deed, at: Desktop, home: int, told: forms.GiveBack) -> Outcome:
        found = give_back_once(at, told.receipt, key=told.key, household_id=home, on=told.on, cents=told.amount,
                               reference=told.reference)  # fmt: skip
        return _of_money(visit, deed, found, visit.say("Tornano indietro", "Gone back"))

    return account_step(visit, "give_back_money", form, attempt)


def _of_money(visit: Visit, deed: Deed, found: Received | Already | Refusal, what: str) -> Outcome:
    if isinstance(found, Already):
        return Done()
    if isinstance(found, Refusal):
        return stopped(visit, found, deed)
    one = found.receipt
    by = CHANNELS[one.channel][visit.language == "en"]
    if one.outsider is not None:
        by += visit.say(", da ", ", from ") + outsider_said(one.outsider, visit.language)
    first = f"{what} {amount(one.amount_cents, visit.language)}, {by}, {written_day(one.received_on)}."
    return Shown((first, *_parts(visit, found.allocations)))


def _parts(visit: Visit, parts: Sequence[Allocation]) -> tuple[str, ...]:
    """«Mutua base, scadenza 31/01/2027: 240,00 €»"""
    with visit.site.archive.reader.begin() as connection:
        ids = [one.due_id for one in parts if one.due_id is not None]
        dues = {one.due.due_id: one.due for one in dues_numbered(connection, ids)}
    lines = []
    for part in parts:
        cents = amount(part.amount_cents, visit.language)
        if part.due_id is None:
            lines.append(visit.say("In acconto: {cents}.", "On account: {cents}.", cents=cents))
        else:
            due = dues[part.due_id]
            lines.append(visit.say("{plan}, scadenza {day}: {cents}.", "{plan}, due {day}: {cents}.", cents=cents,
                                   plan=plan_title(visit.site.plans, due.plan_code), day=written_day(due.due_on)))
    return tuple(lines)  # fmt: skip


def settle(visit: Visit, form: forms.Settle | Refused) -> Answer:
    def attempt(deed: Deed, at: Desktop, home: int, told: forms.Settle) -> Outcome:
        moved = use_on_account(at, household_id=home)
        if not moved:
            return Stop((visit.say("Nulla da spostare.", "Nothing to move."),))
        return Shown(_parts(visit, moved))

    return account_step(visit, "settle_money", form, attempt)


# ---------------------------------------------------------------- how they pay, what they owe


def choose_payment(visit: Visit, form: forms.Choose | Refused) -> Answer:
    def attempt(deed: Deed, at: Desktop, home: int, told: forms.Choose) -> Outcome:
        found = choose(at, home, told.plan, told.year, told.instalments, told.channel)
        if isinstance(found, Refusal):
            return stopped(visit, found, deed)
        by = CHANNELS[found.channel][visit.language == "en"] if found.channel else visit.say("non detto", "not said")
        return Shown((visit.say(
            "Dal {year}, {plan}: rate «{way}», via {by}.", "From {year}, {plan}: instalments “{way}”, by {by}.",
            year=str(found.year), plan=plan_title(visit.site.plans, found.plan_code), by=by,
            way=found.instalments or visit.say("del regolamento", "of the rules")),),
            _unsigned(visit, home, told.channel))  # fmt: skip

    return account_step(visit, "choose_payment", form, attempt)


def _unsigned(visit: Visit, home: int, channel: str) -> tuple[str, ...]:
    """What to do where a debit was chosen and nobody signed for it."""
    with visit.site.archive.reader.begin() as connection:
        if not nobody_signed(connection, home, channel):
            return ()
    where = visit.say("«Nuovo mandato SDD», in questa pagina", "“New SDD mandate”, on this page")
    return (unsigned_debit_sentence(visit.language, where),)


def charge(visit: Visit, form: forms.ChargeHome | Refused) -> Answer:
    """One household's year: what is new, and what adjusts what was charged before."""

    def attempt(deed: Deed, at: Desktop, home: int, told: forms.ChargeHome) -> Outcome:
        plan = plan_year(at, told.year, households=[home])
        with visit.site.archive.reader.begin() as connection:
            shown = charge_shown(connection, visit.site.plans, plan, visit.language)
        if shown.not_charged:
            return Stop(tuple(f"{one.name}: {counter_question(one.code, one.found, visit.language)}"
                              for one in shown.not_charged))  # fmt: skip
        if not plan.households:
            return Stop((visit.say("È già tutto addebitato, e nulla è cambiato.",
                                   "All is charged already, and nothing changed."),))  # fmt: skip
        charge_year(at, plan, approved=plan.fingerprint)
        lines = [
            visit.say("{plan}: {n} persone, {cents}.", "{plan}: {n} people, {cents}.", n=one.people,
                      plan=plan_title(visit.site.plans, one.plan_code), cents=amount(one.cents, visit.language))
            for one in shown.sums
        ]  # fmt: skip
        lines += [
            visit.say("Rettifica, {name}, {title}: {cents}.", "Adjustment, {name}, {title}: {cents}.", name=one.name,
                      title=one.title, cents=amount(one.cents, visit.language))
            for one in shown.adjusted
        ]  # fmt: skip
        return Shown(tuple(lines))

    return account_step(visit, "charge_home", form, attempt)


# ---------------------------------------------------------------- papers


def notice(visit: Visit, form: forms.OfYear | Refused) -> Answer:
    """The notice of the household for the year, though it had one."""
    home = _home(visit)
    if isinstance(form, Refused) or home is None:
        return account_page(visit, 422)
    why = nowhere_to_pay_told(visit)
    if why:
        return account_page(visit, 409, why)
    return _paper(visit, print_notices(visit.at, form.year, [home]), f"avviso-{form.year}")


def reminder(visit: Visit, form: forms.OfYear | Refused) -> Answer:
    home = _home(visit)
    if isinstance(form, Refused) or home is None:
        return account_page(visit, 422)
    why = nowhere_to_pay_told(visit)
    if why:
        return account_page(visit, 409, why)
    return _paper(visit, print_reminders(visit.at, form.year, visit.today, [home]), f"sollecito-{form.year}")


def _paper(visit: Visit, found: PrintedNotices | None, name: str) -> Answer:
    if found is None:
        return account_page(visit, 409, visit.say("Per quest'anno non c'è nulla da scrivere.",
                                                  "There is nothing to write for this year."))  # fmt: skip
    return File(found.pdf, PDF, f"{name}-{found.mark}.pdf", shown=True)


def receipt(visit: Visit, form: forms.ReceiptOf | Refused) -> Answer:
    """The receipt as a paper; of another household it is not there."""
    home = _home(visit)
    if isinstance(form, Refused) or home is None:
        return account_page(visit, 422)
    with visit.site.archive.reader.begin() as connection:
        wanted = receipt_papers(connection, visit.site.plans, home, [form.receipt])
    printed = print_and_note(visit.at, wanted) if wanted else []
    if not printed or not isinstance(printed[0], Printed):
        return account_page(visit, 409, refused_sentence(visit, "receipt_unknown", str(form.receipt)))
    return File(printed[0].pdf, PDF, f"{printed[0].wanted.file}.pdf", shown=True)
