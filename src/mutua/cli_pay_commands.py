"""Payment runs at the terminal: shown, prepared, approved, released with their file, dropped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mutua.cli_archive import opened
from mutua.cli_base import Stop, language, print_paragraph, say
from mutua.cli_claim_life import agreed, desktop, today_or
from mutua.cli_decide import claim_number, refused
from mutua.cli_files import refuse_existing, write_private
from mutua.cli_person import proved
from mutua.domain.italian import italian_money, written_day, written_money

if TYPE_CHECKING:
    from mutua.bank.reading import BankMistake
    from mutua.bank.status_report import Answers
    from mutua.services.claim_life import Desktop
    from mutua.services.payment_draft import Draft
    from mutua.services.show_payments import RunOpened
    from mutua.store.payment_runs import RunTold
    from mutua.store.vault import Vault


@contextmanager
def _at(database: str | None, user: str | None) -> Iterator[Desktop]:
    """The archive and who works with it: the login that proves itself, else the program."""
    with opened(database, unchanged=False) as archive:
        at = desktop(archive)
        yield at if user is None else replace(at, actor_id=proved(archive, user).actor_id)


def _vault(at: Desktop) -> Vault | None:
    from mutua.boot import vault_of

    return vault_of(at.archive.file)


def _mistakes(mistakes: Sequence[BankMistake]) -> int:
    from mutua.wording.bank_files import transfer_mistake_sentence

    for one in mistakes:
        click.echo(transfer_mistake_sentence(one, language()), err=True)
    click.echo(say("Non è stato fatto niente.", "Nothing was done."))
    return 1


# ---------------------------------------------------------------- looking


def print_draft(database: str | None, on: date | None) -> int:
    """What would be paid; 1 where it could not be sent so."""
    from mutua.services.payment_draft import draft
    from mutua.services.payment_runs import check_lines
    from mutua.services.show_payments import usual_day
    from mutua.wording.bank_files import transfer_mistake_sentence

    today = today_or(None)
    day = on or usual_day(today)
    with opened(database) as archive, archive.reader.begin() as connection:
        found = draft(connection, day)
        wrong = check_lines(connection, found.lines, day, today, cbi=True)
    for one in found.lines:
        click.echo(f"{one.number:>10}  {one.who} → {one.holder} {_masked(one.iban)}  {written_money(one.cents)} €")
    _print_left(found)
    for mistake in wrong:
        click.echo(transfer_mistake_sentence(mistake, language()), err=True)
    click.echo(
        say(f"Da pagare il {written_day(day)}: {len(found.lines)}, per {written_money(found.total_cents)} €.",
            f"To be paid on {written_day(day)}: {len(found.lines)}, {written_money(found.total_cents)} €.")
    )  # fmt: skip
    return 1 if wrong else 0


def _masked(iban: str) -> str:
    from mutua.domain.identifiers.iban import masked

    return masked(iban)


def _print_left(found: Draft) -> None:
    """How many are left out, by reason, with their numbers."""
    from mutua.wording.payments import LEFT_OUT

    count = Counter(one.why for one in found.left)
    for why, told in LEFT_OUT.items():
        if count[why]:
            numbers = ", ".join(one.number for one in found.left if one.why == why)
            click.echo(f"{say('fuori', 'left out')} ({count[why]}), {told[language() == 'en']}: {numbers}")
    if found.back:
        numbers = ", ".join(one.number for one in found.back)
        count_back = len(found.back)
        click.echo(say(f"fuori ({count_back}), tornate indietro, finché il conto non è guardato (--again): {numbers}",
                       f"left out ({count_back}), came back, until the account is looked at (--again): {numbers}"))
    if found.later:
        click.echo(say(f"con la prossima distinta: {found.later}", f"with the next run: {found.later}"))


def print_runs(database: str | None) -> int:
    from mutua.services.show_payments import bank_day
    from mutua.wording.payments import RUN_STATES, debited_words

    with opened(database) as archive:
        at, today = desktop(archive), today_or(None)
        shown = bank_day(archive, at.actor_id, today, today)
    for one in shown.runs:
        run, state = one.run, RUN_STATES[one.state][language() == "en"]
        if one.debited is not None:
            state = debited_words(one.debited.on, one.debited.gone, one.debited.of, language())
        click.echo(f"{run.run_id:>5}  {written_day(run.execute_on)}  {run.line_count:>5}  "
                   f"{written_money(run.total_cents):>14} €  {state}")  # fmt: skip
    for back in shown.back:
        whose = back.whose
        told = f"{whose.number} {whose.name}" if whose is not None else ""
        click.echo(f"{say('tornato indietro', 'came back')}: {told} {written_money(back.line.amount_cents)} €, "
                   f"{_reason(back.line.reason)}")  # fmt: skip
    click.echo(say(f"Distinte: {len(shown.runs)}.", f"Runs: {len(shown.runs)}."))
    return 0


def _reason(code: str) -> str:
    from mutua.wording.bank import RETURN_REASONS

    known = RETURN_REASONS[code][language() == "en"] if code in RETURN_REASONS else say("senza motivo", "no reason")
    return f"{known} ({code})" if code else known


def _opened_run(at: Desktop, run_id: int) -> RunOpened:
    from mutua.services.decide_claim import Refusal
    from mutua.services.show_payments import run_opened

    found = run_opened(at.archive, at.actor_id, run_id)
    if found is None:
        raise refused(Refusal("run_unknown", str(run_id)))
    return found


def print_run(database: str | None, run_id: int) -> int:
    with _at(database, None) as at:
        _print_run(_opened_run(at, run_id))
    return 0


def _print_run(found: RunOpened) -> None:
    from mutua.wording.payments import LINE_STATES, RUN_STATES, debited_words

    english = language() == "en"
    run, became = found.run, RUN_STATES[found.state][english]
    if found.debited is not None:
        became = debited_words(found.debited.on, found.debited.gone, found.debited.of, language())
    for one in found.lines:
        whose = f"{one.whose.number} {one.whose.name}" if one.whose is not None else say("di famiglia", "of the family")
        to = f" → {one.holder} {_masked(one.iban)}" if one.iban else ""
        state = LINE_STATES[one.state][english]
        reason = f" {_reason(one.line.reason)}" if one.line.event else ""
        click.echo(f"{one.line.end_to_end}  {whose}{to}  {written_money(one.line.amount_cents)} €  {state}{reason}")
    many = _transfers(run.line_count)
    print_paragraph(
        say(f"Distinta {run.run_id} del {written_day(run.execute_on)}: {many}, "
            f"{written_money(run.total_cents)} €; {became}. Preparata da {run.prepared_by}.",
            f"Run {run.run_id} of {written_day(run.execute_on)}: {many}, "
            f"{written_money(run.total_cents)} €; {became}. Prepared by {run.prepared_by}.")
    )  # fmt: skip
    for went in found.outgoing:
        number, on, name = went.kept.line_id, written_day(went.kept.line.booked_on), went.proposals[0].debits
        cents = written_money(went.kept.line.amount_cents)
        print_paragraph(
            say(f"Il movimento {number} del {on}, {cents} €, può essere {name}: mutua bank confirm {number}.",
                f"Movement {number} of {on}, {cents} €, may be {name}: mutua bank confirm {number}.")
        )  # fmt: skip


# ---------------------------------------------------------------- doing


def prepare_run(
    database: str | None, on: date | None, without: Sequence[str], user: str | None, *, iso: bool,
    again: Sequence[str] = (),
) -> int:  # fmt: skip
    from mutua.services.payment_runs import Wanted, prepare
    from mutua.services.show_payments import usual_day

    day = on or usual_day(today_or(None))
    with _at(database, user) as at:
        but = frozenset(claim_number(at.archive, one) for one in without)
        anew = frozenset(claim_number(at.archive, one) for one in again)
        made = prepare(at, Wanted(day, "iso" if iso else "cbi", but, again=anew))
        if isinstance(made, list):
            return _mistakes(made)
        _print_run(_opened_run(at, _run_or_stop(made).run_id))
    return 0


def _run_or_stop(found: object) -> RunTold:
    from mutua.services.decide_claim import Refusal
    from mutua.store.payment_runs import RunTold

    if isinstance(found, Refusal):
        raise refused(found)
    assert isinstance(found, RunTold)
    return found


def approve_one(database: str | None, run_id: int, user: str, *, yes: bool) -> int:
    """Approves exactly what was shown. 1 where nobody agreed."""
    from mutua.services.decide_claim import Refusal
    from mutua.services.payment_runs import approve_run

    with _at(database, user) as at:
        shown = _opened_run(at, run_id)
        _print_run(shown)
        if not (yes or agreed(say("Approvarla?", "Approve it?"))):
            return 1
        done = approve_run(at, run_id, seen=shown.seen)
        if isinstance(done, Refusal):
            raise refused(done)
        waits = done.state.value == "waiting"
    click.echo(say("Approvata: manca un'altra persona.", "Approved: it waits for another person.") if waits else
               say(f"Approvata. Per farne il file: mutua bank pay release {run_id} FILE.xml.",
                   f"Approved. To release it: mutua bank pay release {run_id} FILE.xml."))  # fmt: skip
    return 0


def release_one(database: str | None, run_id: int, target: Path, user: str | None) -> int:
    from mutua.services.payment_runs import Released, release

    refuse_existing(target)
    with _at(database, user) as at:
        done = release(at, _vault(at), run_id)
        if isinstance(done, list):
            return _mistakes(done)
        if not isinstance(done, Released):
            raise refused(done)
    write_private(target, done.content)
    run = done.run
    many = _transfers(run.line_count)
    print_paragraph(
        say(f"Distinta {run.run_id}: {many}, {written_money(run.total_cents)} €, "
            f"{'registrato come pagato' if run.line_count == 1 else 'registrati come pagati'} il "
            f"{written_day(run.execute_on)}. File: {target}.",
            f"Run {run.run_id}: {many}, {written_money(run.total_cents)} €, recorded as paid on "
            f"{written_day(run.execute_on)}. File: {target}.")
    )  # fmt: skip
    return 0


def _transfers(count: int) -> str:
    from mutua.wording.numbers import counted

    return counted(count, ("bonifico", "bonifici", "transfer", "transfers"), language())


def write_again(database: str | None, run_id: int, target: Path) -> int:
    """The file of a released run once more: where it was lost, or the machine stopped before it was written."""
    from mutua.services.decide_claim import Refusal
    from mutua.services.payment_runs import file_of

    refuse_existing(target)
    with _at(database, None) as at:
        found = file_of(at.archive, _vault(at), run_id)
        if isinstance(found, Refusal):
            raise refused(found)
    write_private(target, found)
    click.echo(say(f"File: {target}.", f"File: {target}."))
    return 0


def drop_one(database: str | None, run_id: int, user: str | None) -> int:
    from mutua.services.payment_runs import drop

    with _at(database, user) as at:
        _run_or_stop(drop(at, run_id))
    click.echo(say(f"Distinta {run_id} annullata.", f"Run {run_id} dropped."))
    return 0


def least(database: str | None, amount: str | None) -> int:
    from mutua.services.payment_draft import change_minimum, minimum

    with opened(database, unchanged=amount is None) as archive:
        if amount is not None:
            cents = italian_money(amount)
            if not isinstance(cents, int) or cents < 1:
                raise Stop(say("L'importo si scrive 5,00.", "An amount is written 5,00."))
            change_minimum(desktop(archive), cents)
        with archive.reader.begin() as connection:
            found = minimum(connection)
    told = written_money(found)
    click.echo(say(f"Un bonifico è almeno di {told} €.", f"A transfer is at least {told} €."))
    return 0


# ---------------------------------------------------------------- the bank's answer


def take_answer(database: str | None, answers: Answers, *, apply: bool) -> int:
    """What the bank refused of a run, shown or recorded; 1 where something of the answer cannot be recorded."""
    from mutua.services.debit_answers import AMOUNT_DIFFERS, UNKNOWN
    from mutua.services.payment_returns import effects_of_payments, take_payment_answers
    from mutua.wording.payments import ANSWERS

    with opened(database, unchanged=not apply) as archive:
        if apply:
            found = take_payment_answers(desktop(archive), answers)
        else:
            with archive.reader.begin() as connection:
                found = effects_of_payments(connection, answers)
    for one in found:
        reason = f" ({_reason(one.answer.reason)})" if one.answer.reason else ""
        click.echo(f"{one.answer.end_to_end}: {ANSWERS[one.code][language() == 'en']}{reason}")
    if not apply:
        click.echo(say("Prova: niente è stato scritto. Per registrare: --apply.",
                       "A trial: nothing was written. To record: --apply."))  # fmt: skip
    return 1 if any(one.code in (UNKNOWN, AMOUNT_DIFFERS) for one in found) else 0
