"""What the office does to a firm besides its people: roles, delegations, its plan, answers of who left it."""

from __future__ import annotations

import hashlib

from mutua.domain.firms import (
    Cadence,
    Category,
    EntryRule,
    ExitRule,
    FamilyRule,
    FirmPlan,
    LegalBasis,
    Rate,
    Role,
    Scope,
    Terms,
)
from mutua.domain.identifiers.vat_number import VatNumber, read_vat_number
from mutua.domain.mail_address import read_mail_address
from mutua.domain.months import months_after
from mutua.domain.pact import PlanEvent
from mutua.domain.written_names import LONGEST_OF_BODY, name_fault
from mutua.services.adhesion_requests import municipality_named
from mutua.services.decide_claim import Refusal
from mutua.services.enrolments import answer_offer, offers
from mutua.services.firm_plans import activate_plan, end_plan, offer_plan, plan_numbered, renew_plan, tell_plan
from mutua.services.firm_statements import issue_for_every_firm
from mutua.services.household_account import plan_title
from mutua.services.organisations import (
    Contact,
    add_organisation,
    delegate,
    organisation,
    organisation_named,
    public_name,
    revoke,
    set_role,
)
from mutua.services.plans_offered import plans_for_sheets
from mutua.web.clerk_firm_deed_forms import (
    OFFERED,
    Delegated,
    NewFirm,
    NoLongerDelegated,
    OfferAnswered,
    PlanQuery,
    PlanStep,
    PlanTerms,
    RoleTold,
    StatementsOfAll,
)
from mutua.web.clerk_firms import back_to, done, every, firm_shown
from mutua.web.forms import Refused, Wrong
from mutua.web.pages import problem, refused_sentence
from mutua.web.site import Answer, Go, Page, Visit
from mutua.wording.firms import word
from mutua.wording.intake import beside_field

# ---------------------------------------------------------------- a new one


def begin_new(visit: Visit) -> Answer:
    return _new(visit)


def _new(visit: Visit, why: Refusal | None = None, wrong: tuple[Wrong, ...] = ()) -> Page:
    roles = [(one.value, word(one.value, visit.language)) for one in Role]
    told = "" if why is None else refused_sentence(visit, why.code, why.found)
    status = 409 if why else 422 if wrong or visit.refused else 200
    chosen = visit.written.get("roles", "" if visit.written else Role.FIRM.value).splitlines()
    return Page("firm_new.html", {"roles": roles, "chosen": chosen, "why": told}, status, wrong)


def add(visit: Visit, form: NewFirm | Refused) -> Answer:
    """A new organisation, from today."""
    if isinstance(form, Refused):
        return _new(visit)
    contact, vat, wrong = _contact(visit, form)
    if wrong:
        return _new(visit, wrong=wrong)
    roles = tuple(Role(one) for one in dict.fromkeys(form.roles)) or (Role.FIRM,)
    made = add_organisation(visit.at, form.name, vat, roles, since=visit.today, contact=contact)
    if isinstance(made, Refusal):
        return _new(visit, made)
    with visit.site.archive.reader.begin() as connection:
        name = public_name(connection, made)
    return Go("firm", name, message="firm_added")


def _contact(visit: Visit, form: NewFirm) -> tuple[Contact, str, tuple[Wrong, ...]]:
    """What is known of it and its VAT number, with all that is wrong with what was said."""
    wrong = []
    fault = name_fault(form.name, most=LONGEST_OF_BODY)
    if fault is not None:
        wrong.append(Wrong("name", "not_taken", {"told": beside_field([fault], visit.language)}))
    vat = read_vat_number(form.vat) if form.vat else None
    if vat is not None and not isinstance(vat, VatNumber):
        wrong.append(Wrong("vat", "not_taken", {"told": beside_field(vat, visit.language)}))
    if not form.vat and not form.tax_code:
        wrong.append(Wrong("vat", "some_number"))
    seat = municipality_named(form.seat) if form.seat else ""
    if seat is None:
        wrong.append(Wrong("seat", "municipality_unknown"))
    for name in ("email", "pec"):
        written = getattr(form, name)
        if written and not isinstance(read_mail_address(written), str):
            wrong.append(Wrong(name, "not_an_email"))
    contact = Contact(
        form.tax_code.replace(" ", "").upper(), form.kind, "", seat or "", form.contact, form.email, form.pec,
        form.phone,
    )  # fmt: skip
    return contact, vat.text if isinstance(vat, VatNumber) else "", tuple(wrong)


# ---------------------------------------------------------------- roles and delegations


def role(visit: Visit, form: RoleTold | Refused) -> Answer:
    if isinstance(form, Refused):
        return firm_shown(visit, status=422)
    told = set_role(visit.at, visit.subject, Role(form.role), since=form.since or visit.today, until=form.until)
    return done(visit, told, "role_told")


def give_delegation(visit: Visit, form: Delegated | Refused) -> Answer:
    """A consultant acts for the firm; of the signed paper only the mark is kept."""
    if isinstance(form, Refused):
        return firm_shown(visit, status=422)
    other = _firm_named(visit, form.to)
    if other is None:
        return firm_shown(visit, wrong=(Wrong("to", "not_offered"),), status=422)
    mark = _mark_of_paper(visit)
    told = delegate(visit.at, visit.subject, other, Scope(form.scope), since=form.since, paper_sha256=mark)
    return done(visit, told, "delegation_given")


def end_delegation(visit: Visit, form: NoLongerDelegated | Refused) -> Answer:
    """The delegation holds no longer from the day on."""
    other = None if isinstance(form, Refused) else _firm_named(visit, form.to)
    if isinstance(form, Refused) or other is None:
        return firm_shown(visit, status=422)
    return done(visit, revoke(visit.at, visit.subject, other, on=form.on), "delegation_ended")


def _mark_of_paper(visit: Visit) -> str:
    """The SHA-256 of the paper that came along, "" where none did; the paper itself is not kept."""
    return hashlib.sha256(visit.files[0]).hexdigest() if visit.files else ""


def _firm_named(visit: Visit, public_id: str) -> int | None:
    with visit.site.archive.reader.begin() as connection:
        return organisation_named(connection, public_id)


# ---------------------------------------------------------------- the plan


def plan(visit: Visit, query: PlanQuery | Refused) -> Answer:
    """The form of what is agreed: first which plan, then its assistances with their prices."""
    asked = PlanQuery() if isinstance(query, Refused) else query
    renewed = None if asked.rinnova is None else _own_plan(visit, asked.rinnova)
    if asked.rinnova is not None and renewed is None:
        return problem(visit, "not_there")
    return _plan(visit, asked.piano, renewed)


def _own_plan(visit: Visit, number: int) -> FirmPlan | None:
    """The plan with the number, where it is this firm's."""
    with visit.site.archive.reader.begin() as connection:
        found = plan_numbered(connection, number)
    return found if found is not None and found.firm_id == visit.subject else None


def _plan(visit: Visit, code: str, renewed: FirmPlan | None, why: Refusal | None = None) -> Page:
    with visit.site.archive.reader.begin() as connection:
        one = organisation(connection, visit.subject)
        offered = plans_for_sheets(connection, visit.site.plans)
    plans = visit.site.plans
    chosen = renewed.plan_code if renewed is not None else code if plans.get(code) is not None else ""
    terms = renewed.terms[-1] if renewed is not None else Terms(visit.today, ())
    rates = {told.assistance: told.monthly_cents for told in terms.rates}
    return Page("firm_plan.html", {
        "one": one, "plan": chosen, "title": plan_title(plans, chosen) if chosen else "", "renewed": renewed,
        "terms": terms, "rates": rates, "assistances": _assistances(visit, chosen),
        "plans": offered, "first": months_after(visit.today, 1), "choices": _choices(visit.language),
        "why": "" if why is None else refused_sentence(visit, why.code, why.found),
    }, 409 if why else 422 if visit.refused else 200)  # fmt: skip


def _assistances(visit: Visit, code: str) -> list[tuple[str, str]]:
    """The assistances of a plan by name with their titles; a plan without any is one whole."""
    if not code:
        return []
    newest = visit.site.plans[code].plan.versions[-1]
    titles = {name: one.title for name, one in newest.assistances.items()}
    return [(name, titles.get(name, name)) for name in newest.covers] or [("", visit.say("Tutto il piano", "The plan"))]


def _choices(language: str) -> dict[str, list[tuple[str, str]]]:
    """The words of each choice in the form."""
    return {name: [(code, word(code, language)) for code in codes] for name, codes in OFFERED.items()}


def agree(visit: Visit, form: PlanTerms | Refused) -> Answer:
    """A plan offered (or only quoted), or new terms of one from the first of a month."""
    if isinstance(form, Refused):
        number = visit.written.get("renewed", "0")
        renewed = _own_plan(visit, int(number)) if number.isdecimal() and number.isascii() and number != "0" else None
        return _plan(visit, visit.written.get("plan", ""), renewed)
    renewed = _own_plan(visit, form.renewed) if form.renewed else None
    if form.renewed and renewed is None:
        return problem(visit, "not_there")
    mark = _mark_of_paper(visit)
    terms = _terms(form, mark)
    if renewed is not None:
        told: object = renew_plan(visit.at, renewed.plan_id, terms)
    else:
        told = offer_plan(visit.at, visit.subject, form.plan, terms, quote=form.quoted == "yes")
    if isinstance(told, Refusal):
        return _plan(visit, form.plan, renewed, told)
    return back_to(visit, "plan_renewed" if renewed else "plan_quoted" if form.quoted else "plan_offered")


def _terms(form: PlanTerms, mark: str) -> Terms:
    pairs = zip(form.assistance, form.rate, strict=False)
    return Terms(
        form.valid_from, tuple(Rate(name, cents) for name, cents in pairs if cents is not None),
        Category(form.category), LegalBasis(form.legal_basis), form.basis_on, mark, form.firm_share, form.fund_share,
        FamilyRule(form.family), EntryRule(form.entry_rule), ExitRule(form.exit_rule), Cadence(form.cadence),
        form.suspends_unpaid_leave == "yes", form.due_days, form.grace_days, form.restore_days, form.offer_days,
        form.seniority_days,
    )  # fmt: skip


def step(visit: Visit, form: PlanStep | Refused) -> Answer:
    """Signed, in force, over: the covers of everybody follow."""
    if isinstance(form, Refused):
        return firm_shown(visit, status=422)
    if _own_plan(visit, form.number) is None:
        return problem(visit, "not_there")
    at, event = visit.at, PlanEvent(form.step)
    if event is PlanEvent.ACTIVATED:
        told = activate_plan(at, form.number, starts_on=form.on)
    elif event is PlanEvent.ENDED:
        told = end_plan(at, form.number, last_day=form.on, motive=form.motive)
    else:
        told = tell_plan(at, form.number, event, on=form.on)
    return done(visit, told, f"plan_{event.value}")


# ---------------------------------------------------------------- who left; statements of all


def answered(visit: Visit, form: OfferAnswered | Refused) -> Answer:
    """Somebody who left goes on alone, or not."""
    if isinstance(form, Refused):
        return firm_shown(visit, status=422)
    with visit.site.archive.reader.begin() as connection:
        theirs = {one.enrolment_id for one in offers(connection, visit.subject)}
    if form.number not in theirs:
        return problem(visit, "not_there")
    accept = form.answer == "accept"
    told = answer_offer(visit.at, form.number, accept=accept, on=form.on)
    return done(visit, told, "offer_accepted" if accept else "offer_declined")


def issue_all(visit: Visit, form: StatementsOfAll | Refused) -> Answer:
    """The statements of a month of all firms, each once."""
    if isinstance(form, Refused):
        return every(visit)
    found = issue_for_every_firm(visit.at, form.month)
    return every(visit, issued=found)
