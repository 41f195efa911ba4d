"""Payments to members for programs: what waits, the runs; a run prepared or dropped, never released."""

from __future__ import annotations

from mutua.domain.identifiers.iban import masked
from mutua.services.decide_claim import Refusal
from mutua.services.payment_draft import LeftOut, Payable
from mutua.services.payment_runs import Wanted, drop, prepare, run_name
from mutua.services.payments_waiting import AT_ONCE
from mutua.services.show_payments import (
    LineShown,
    RunShown,
    approvals_of,
    bank_day,
    numbers_of,
    run_opened,
    runs_page,
    usual_day,
)
from mutua.store.payment_runs import RunTold
from mutua.web.api import answers_money as answers
from mutua.web.api.answers import FieldWrong
from mutua.web.api.guards import Asked, Told
from mutua.web.site import Visit
from mutua.wording.bank_files import transfer_mistake_sentence
from mutua.wording.payments import LEFT_OUT


def waiting(asked: Asked) -> answers.WaitingToPay:
    visit = asked.visit
    on = asked.day or usual_day(visit.today)
    found = bank_day(visit.site.archive, visit.account.actor_id, on, visit.today, asked.page)
    page = found.waiting
    return answers.WaitingToPay(
        day=on, stamp=page.stamp, rows=[_payable(one) for one in page.lines],
        left=[_left_out(one, visit) for one in found.left], back=[_payable(one) for one in page.back],
        amiss=[transfer_mistake_sentence(one, visit.language) for one in found.mistakes], total=page.total,
        cents=page.cents, in_run=page.in_run, of_family=page.of_family, page=page.number, pages=page.pages,
    )  # fmt: skip


def _payable(one: Payable) -> answers.PayableRow:
    return answers.PayableRow(
        claim=one.public_id, number=one.number, who=one.who, holder=one.holder, iban=masked(one.iban), cents=one.cents,
        decided_on=one.decided_on,
    )  # fmt: skip


def _left_out(one: LeftOut, visit: Visit) -> answers.LeftOutRow:
    return answers.LeftOutRow(
        claim=one.public_id, number=one.number, who=one.who, cents=one.cents, why=one.why,
        detail=LEFT_OUT[one.why][visit.language == "en"],
    )  # fmt: skip


def runs(asked: Asked) -> answers.RunsPage:
    rows, total = runs_page(asked.visit.site.archive, asked.page)
    return answers.RunsPage(
        rows=[_run(one) for one in rows], total=total, page=asked.page, pages=max(1, -(-total // AT_ONCE))
    )


def _run(one: RunShown) -> answers.RunRow:
    run = one.run
    return answers.RunRow(
        id=run.public_id, file=run_name(run.run_id), state=one.state, form=run.form, execute_on=run.execute_on,
        requests=run.line_count, cents=run.total_cents, prepared_at=run.prepared_at, prepared_by=run.prepared_by,
        ended_on=run.ended_on, ended_by=run.ended_by, debited_on=None if one.debited is None else one.debited.on,
    )  # fmt: skip


def show_run(asked: Asked) -> answers.Run | Told:
    return _shown(asked.visit, asked.visit.subject, asked.page)


def _shown(visit: Visit, run_id: int, number: int = 1) -> answers.Run | Told:
    found = run_opened(visit.site.archive, visit.account.actor_id, run_id, number, whole=False)
    if found is None:
        return Told(404, "not_there")
    return answers.Run(
        run=_run(RunShown(found.run, found.state, found.debited)), lines=[_line(one) for one in found.lines],
        approved_by=[name for name, _ in approvals_of(visit.site.archive, run_id)], page=found.number,
        pages=found.pages,
    )  # fmt: skip


def _line(one: LineShown) -> answers.RunLine:
    whose = one.whose
    return answers.RunLine(
        end_to_end=one.line.end_to_end, claim=whose.public_id if whose else "", number=whose.number if whose else "",
        who=whose.name if whose else "", holder=one.holder, iban=masked(one.iban) if one.iban else "",
        cents=one.line.amount_cents, state=one.state, on=one.line.event_on, reason=one.line.reason,
    )  # fmt: skip


def prepare_run(asked: Asked) -> answers.Run | Told:
    """A run of what was read, once for its key; all that is wrong with its file instead."""
    visit, body = asked.visit, asked.body
    archive = visit.site.archive
    wanted = Wanted(body.day, body.form, numbers_of(archive, body.but), body.seen, body.page,
                    numbers_of(archive, body.again))  # fmt: skip
    done = prepare(visit.at, wanted, asked.key)
    if isinstance(done, RunTold):
        return _shown(visit, done.run_id)
    if isinstance(done, Refusal):
        return Told(409, done.code, done.found)
    wrong = [
        FieldWrong(field="", code=one.code, detail=transfer_mistake_sentence(one, visit.language)) for one in done
    ]
    return Told(422, "run_wrong", errors=tuple(wrong))


def drop_run(asked: Asked) -> answers.Run | Told:
    done = drop(asked.visit.at, asked.visit.subject)
    return Told(409, done.code, done.found) if isinstance(done, Refusal) else _shown(asked.visit, asked.visit.subject)
