"""Movements of the bank for programs: each with what it may be; confirmed, shared out, set aside, waiting again."""

from __future__ import annotations

from collections.abc import Sequence

from mutua.domain.identifiers.iban import masked
from mutua.services.bank_desk import (
    Ended,
    LineShown,
    ProposalShown,
    ShareShown,
    ShownLine,
    confirm_once,
    done_page,
    line_shown,
    shares_of,
    waiting_page,
)
from mutua.services.bank_split import MOST_PAYERS, payers_meant, payers_shown, split_once
from mutua.services.bank_work import Confirmed
from mutua.services.confirm_lines import set_aside, undo
from mutua.services.decide_claim import Refusal
from mutua.services.outgoing import debits_named
from mutua.services.outside_payers import outsider_told
from mutua.store.bank_lines import KeptLine
from mutua.web.api import answers_money as answers
from mutua.web.api.guards import Asked, Told
from mutua.web.site import Visit
from mutua.wording.bank import why_sentence


def certain(asked: Asked) -> answers.MovementsPage:
    return _waiting(asked, certain=True)


def look(asked: Asked) -> answers.MovementsPage:
    return _waiting(asked, certain=False)


def confirmed(asked: Asked) -> answers.MovementsPage:
    return _ended(asked, Ended.CONFIRMED)


def aside(asked: Asked) -> answers.MovementsPage:
    return _ended(asked, Ended.SET_ASIDE)


def outgoing(asked: Asked) -> answers.MovementsPage:
    return _ended(asked, Ended.NOT_OURS)


def _waiting(asked: Asked, *, certain: bool) -> answers.MovementsPage:
    visit = asked.visit
    with visit.site.archive.snapshot() as connection:
        found = waiting_page(connection, asked.page, visit.language, certain=certain)
    rows = [_movement(one.kept, visit, one.proposals) for one in found.lines]
    total = found.certain if certain else found.total - found.certain
    return answers.MovementsPage(rows=rows, total=total, page=found.number, pages=found.pages)


def _ended(asked: Asked, state: Ended) -> answers.MovementsPage:
    visit = asked.visit
    with visit.site.archive.snapshot() as connection:
        found = done_page(connection, state, asked.page, visit.language)
    rows = [
        _movement(kept, visit, became=became, debit=found.debits.get(kept.line_id, "")) for kept, became in found.lines
    ]
    return answers.MovementsPage(rows=rows, total=found.total, page=found.number, pages=found.pages)


def show(asked: Asked) -> answers.Movement | Told:
    return _shown(asked.visit)


def _shown(visit: Visit) -> answers.Movement | Told:
    with visit.site.archive.snapshot() as connection:
        found: LineShown | None = line_shown(connection, visit.subject, visit.language)
        became = shares_of(connection, [visit.subject], visit.language).get(visit.subject, ())
        debit = debits_named(connection, [visit.subject]).get(visit.subject, "")
    if found is None:
        return Told(404, "not_there")
    return _movement(found.kept, visit, found.proposals, became, debit)


def _movement(
    kept: KeptLine, visit: Visit, proposals: Sequence[ProposalShown] = (), became: Sequence[ShareShown] = (),
    debit: str = "",
) -> answers.Movement:  # fmt: skip
    line = kept.line
    return answers.Movement(
        id=str(kept.line_id), account=masked(kept.account), booked_on=line.booked_on, value_on=line.value_on,
        amount_cents=line.amount_cents, other_name=line.other_name,
        other_iban=masked(line.other_iban) if line.other_iban else "", text=line.text, returned=line.returned,
        return_reason=line.return_reason, state=kept.state, motive=kept.motive,
        proposals=[_proposal(one, visit) for one in proposals], became=[_share(one) for one in became], debit=debit,
    )  # fmt: skip


def _proposal(one: ProposalShown, visit: Visit) -> answers.MovementProposal:
    return answers.MovementProposal.model_validate({
        "stamp": one.stamp, "grade": one.grade.name.lower(), "usable": one.usable,
        "effect": "taken_back" if one.takes_back else "paid_back" if one.pays_back else "debit" if one.debits
        else "receipt",
        "reasons": [why_sentence(why, visit.language) for why in one.reasons],
        "shares": [_share(share) for share in one.shares],
    })  # fmt: skip


def _share(one: ShareShown) -> answers.MovementShare:
    return answers.MovementShare(
        name=one.name, paid_by="" if one.outsider is None else one.outsider.name,
        parts=[answers.MovementPart(due_on=part.due_on, cents=part.cents) for part in one.parts],
    )  # fmt: skip


def payers(asked: Asked) -> answers.Payers:
    """Households and firms that the words may mean, each with what is open."""
    visit = asked.visit
    with visit.site.archive.snapshot() as connection:
        meant = payers_meant(connection, asked.body.words, visit.language)[:MOST_PAYERS]
        found = payers_shown(connection, [what for what, _ in meant], visit.language)
    return answers.Payers(payers=[
        answers.PayerRow(what=one.what, name=one.name, owed=[
            answers.OwedRow(what=owed.what, due_on=owed.due_on, who=owed.who, reference=owed.reference,
                            open_cents=owed.open_cents)
            for owed in one.owed
        ])
        for one in found
    ])  # fmt: skip


# ---------------------------------------------------------------- what is done with one


def confirm(asked: Asked) -> answers.Movement | Told:
    body, visit = asked.body, asked.visit
    by = outsider_told(body.paid_by, body.regime)
    if isinstance(by, Refusal):
        return Told(422, by.code, by.found)
    return _done(visit, confirm_once(visit.at, ShownLine(visit.subject, body.stamp), by, asked.key))


def split(asked: Asked) -> answers.Movement | Told:
    body, visit = asked.body, asked.visit
    by = outsider_told(body.paid_by, body.regime)
    if isinstance(by, Refusal):
        return Told(422, by.code, by.found)
    parts = [(one.what, one.amount_cents) for one in body.parts]
    return _done(visit, split_once(visit.at, visit.subject, parts, by, asked.key))


def put_aside(asked: Asked) -> answers.Movement | Told:
    return _done(asked.visit, set_aside(asked.visit.at, asked.visit.subject, asked.body.motive))


def take_back(asked: Asked) -> answers.Movement | Told:
    return _done(asked.visit, undo(asked.visit.at, asked.visit.subject))


def _done(visit: Visit, found: Confirmed | Refusal) -> answers.Movement | Told:
    return Told(409, found.code, found.found) if isinstance(found, Refusal) else _shown(visit)
