"""Mandates and debits at the terminal: what was signed, the file for the bank, what the bank answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mutua.cli_archive import opened
from mutua.cli_base import Stop, language, print_paragraph, say
from mutua.cli_claim_life import desktop, today_or
from mutua.cli_decide import refused
from mutua.cli_files import refuse_existing, write_private
from mutua.domain.italian import written_day, written_money

if TYPE_CHECKING:
    from mutua.bank.reading import BankMistake
    from mutua.domain.faults import Fault
    from mutua.services.collect_debits import CollectionPlan
    from mutua.services.debit_answers import Effect
    from mutua.store.debits import Mandate


# ---------------------------------------------------------------- mandates


def record_mandate(
    database: str | None, person: str, iban: str, holder: str, signed_on: date, *, one_off: bool, b2b: bool,
    yes: bool,
) -> int:  # fmt: skip
    from mutua.domain.identifiers.iban import Iban, read_iban
    from mutua.services.decide_claim import Refusal
    from mutua.services.mandates import add_mandate
    from mutua.services.member_desk import person_numbered

    read = read_iban(iban)
    if not isinstance(read, Iban):
        raise Stop(_faults(read))
    with opened(database) as archive:
        with archive.reader.begin() as connection:
            person_id = person_numbered(connection, person)
        if isinstance(person_id, Refusal):
            raise refused(person_id)
        made = add_mandate(
            desktop(archive), person_id, read, signed_on=signed_on, holder=holder, one_off=one_off, b2b=b2b, meant=yes
        )
        if isinstance(made, Refusal):
            raise refused(made)
    click.echo(say(f"Mandato {made.reference} registrato.", f"Mandate {made.reference} recorded."))
    return 0


def _faults(faults: Sequence[Fault]) -> str:
    from mutua.wording.identifiers import IDENTIFIERS

    english = language() == "en"
    return "\n".join(IDENTIFIERS[one.code][english].format_map({**one.values, "found": one.found}) for one in faults)


def end_mandate(database: str | None, reference: str, on: date | None) -> int:
    from mutua.services.decide_claim import Refusal
    from mutua.services.mandates import revoke_mandate

    with opened(database) as archive:
        found = revoke_mandate(desktop(archive), reference.strip().upper(), today_or(on))
        if isinstance(found, Refusal):
            raise refused(found)
    click.echo(say(f"Mandato {found.reference} finito.", f"Mandate {found.reference} is over."))
    return 0


def print_mandates(database: str | None, *, everything: bool) -> int:
    from mutua.bank.match_values import PayerKey, PayerKind
    from mutua.services.bank_names import payer_names
    from mutua.store.debits import read_mandates

    with opened(database, unchanged=True) as archive, archive.reader.begin() as connection:
        found = read_mandates(connection, live=not everything)
        keys = {one.household_id: PayerKey(PayerKind.HOUSEHOLD, one.household_id) for one in found}
        names = payer_names(connection, keys.values(), language())
    for one in found:
        click.echo(_mandate_text(one, names[keys[one.household_id]]))
    click.echo(say(f"Mandati: {len(found)}.", f"Mandates: {len(found)}."))
    return 0


def _mandate_text(one: Mandate, who: str) -> str:
    from mutua.domain.identifiers.iban import masked

    signed = f"{say('firmato il', 'signed on')} {written_day(one.signed_on)}"
    parts = [one.reference, who, masked(one.iban), one.scheme, signed]
    if one.kind == "one_off":
        parts.append(say("un solo addebito", "one debit"))
    if one.ended_on is not None:
        parts.append(say(f"finito il {written_day(one.ended_on)}", f"over since {written_day(one.ended_on)}"))
    return "  ".join(parts)


# ---------------------------------------------------------------- collecting


def creditor_data(database: str | None, identifier: str | None, cuc: str | None, notice_days: int | None) -> int:
    from mutua.domain.identifiers.creditor_identifier import CreditorIdentifier, read_creditor_identifier
    from mutua.services.collect_debits import CUC, IDENTIFIER, NOTICE_DAYS, change_creditor, creditor

    told = {}
    if identifier is not None:
        read = read_creditor_identifier(identifier)
        if not isinstance(read, CreditorIdentifier):
            raise Stop(_faults(read))
        told[IDENTIFIER] = read.text
    if cuc is not None:
        told[CUC] = cuc.strip().upper()
    if notice_days is not None:
        told[NOTICE_DAYS] = str(notice_days)
    with opened(database, unchanged=not told) as archive:
        if told:
            change_creditor(desktop(archive), told)
        with archive.reader.begin() as connection:
            who, days = creditor(connection)
    rows = (
        (say("nome", "name"), who.name), ("IBAN", who.iban),
        (say("codice creditore", "creditor identifier"), who.identifier), ("CUC", who.cuc),
        (say("giorni di preavviso", "days of notice"), str(days)),
    )  # fmt: skip
    for title, value in rows:
        click.echo(f"{title}: {value or '—'}")
    return 0


def make_collection(
    database: str | None, target: Path, due: date, collect_on: date, notified_on: date | None, *, iso: bool, apply: bool
) -> int:
    """Shows what the bank would be asked for, or records it and writes the file; 1 where something is wrong."""
    from mutua.services.collect_debits import Collected, Wanted, collect, plan_collection
    from mutua.wording.numbers import counted

    wanted = Wanted(due, collect_on, notified_on, "iso" if iso else "cbi")
    if apply:
        refuse_existing(target)
    with opened(database, unchanged=not apply) as archive:
        if not apply:
            with archive.reader.begin() as connection:
                plan = plan_collection(connection, wanted, datetime.now(UTC))
            _print_plan(plan)
            return 1 if plan.mistakes else 0
        done = collect(desktop(archive), wanted)
    if not isinstance(done, Collected):
        _print_mistakes(done)
        click.echo(say("Non è stato chiesto niente.", "Nothing was asked for."))
        return 1
    write_private(target, done.content)
    told = done.told
    many = counted(told.debit_count, ("addebito", "addebiti", "debit", "debits"), language())
    print_paragraph(
        say(f"Incasso {told.collection_id}: {many}, per {written_money(told.total_cents)} €, il "
            f"{written_day(told.collect_on)}. File: {target}.",
            f"Collection {told.collection_id}: {many}, {written_money(told.total_cents)} €, on "
            f"{written_day(told.collect_on)}. File: {target}.")
    )  # fmt: skip
    return 0


def _print_plan(plan: CollectionPlan) -> None:
    """What a file would ask for, and how many households with a mandate it leaves out, by reason."""
    from mutua.wording.bank import LEFT

    _print_mistakes(plan.mistakes)
    count, euro = len(plan.debits), written_money(plan.collection.total_cents)
    click.echo(say(f"Addebiti: {count}, per {euro} €.", f"Debits: {count}, {euro} €."))
    for code, words in LEFT.items():
        left = sum(one == code for _, one in plan.left)
        if left:
            told = words[language() == "en"]
            click.echo(say(f"Nuclei con un mandato, {told}: {left}.", f"Households with a mandate, {told}: {left}."))
    click.echo(say("Prova: per registrarli e scrivere il file, --apply.",
                   "A trial: to record them and write the file, --apply."))  # fmt: skip


def _print_mistakes(mistakes: Sequence[BankMistake]) -> None:
    from mutua.wording.bank_files import debit_mistake_sentence

    for one in mistakes:
        click.echo(debit_mistake_sentence(one, language()), err=True)


def write_again(database: str | None, collection_id: int, target: Path) -> int:
    """The file of a collection once more: where it was lost, or the machine stopped before it was written."""
    from mutua.services.collect_debits import file_again
    from mutua.services.decide_claim import Refusal

    refuse_existing(target)
    with opened(database, unchanged=True) as archive, archive.reader.begin() as connection:
        found = file_again(connection, collection_id)
    if isinstance(found, Refusal):
        raise refused(found)
    write_private(target, found)
    click.echo(say(f"File: {target}.", f"File: {target}."))
    return 0


# ---------------------------------------------------------------- the bank's answer, its schema


def take_answer(database: str | None, source: Path, *, apply: bool) -> int:
    """Shows what the bank refused, or records it; 1 where something of the answer cannot be recorded."""
    from mutua.bank.status_report import read_status_report
    from mutua.bank.xml_reading import MOST_BYTES
    from mutua.services.debit_answers import AMOUNT_DIFFERS, COLLECTED_BEFORE, UNKNOWN, effects_of, take_answers
    from mutua.services.payment_returns import about_payments
    from mutua.wording.bank_files import bank_mistake_sentence

    with source.open("rb") as stream:
        answers = read_status_report(stream.read(MOST_BYTES + 1))
    if answers.mistakes:
        for one in answers.mistakes:
            click.echo(bank_mistake_sentence(one, language()), err=True)
        return 1
    if about_payments(answers):
        from mutua.cli_pay_commands import take_answer as take_payment_answer

        return take_payment_answer(database, answers, apply=apply)
    with opened(database, unchanged=not apply) as archive:
        if apply:
            found = take_answers(desktop(archive), answers)
        else:
            with archive.reader.begin() as connection:
                found = effects_of(connection, answers)
    for effect in found:
        click.echo(_effect_text(effect))
    if not apply:
        click.echo(say("Prova: niente è stato scritto. Per registrare: --apply.",
                       "A trial: nothing was written. To record: --apply."))  # fmt: skip
    return 1 if any(one.code in (UNKNOWN, AMOUNT_DIFFERS, COLLECTED_BEFORE) for one in found) else 0


def _effect_text(effect: Effect) -> str:
    """«SDD-000001-00002: respinto (AC04, conto chiuso)»"""
    from mutua.wording.bank import ANSWERS, RETURN_REASONS

    english = language() == "en"
    reason = effect.answer.reason
    known = RETURN_REASONS[reason][english] if reason in RETURN_REASONS else ""
    words = ", ".join(part for part in (reason, known) if part)
    return f"{effect.answer.end_to_end}: {ANSWERS[effect.code][english]}{f' ({words})' if words else ''}"


def check_by_schema(source: Path, xsd: Path) -> int:
    """Silent and 0 where the file is right by the bank's schema."""
    from mutua.bank.schema_check import SchemaUnusableError, faults_by_schema, validator_is_there

    if not validator_is_there():
        raise Stop(say("Per gli schemi serve un pacchetto che manca: pip install 'mutua[schemas]'.",
                       "Schemas need a package that is missing: pip install 'mutua[schemas]'."))  # fmt: skip
    for path in (source, xsd):
        with path.open("rb"):
            pass  # a file that cannot be opened is told as such
    try:
        found = list(faults_by_schema(source, xsd))
    except SchemaUnusableError as fault:
        told = say(f"Lo schema {xsd} non si può usare: {fault}", f"The schema {xsd} cannot be used: {fault}")
        raise Stop(told) from None
    for one in found:
        click.echo(f"{one.place}: {one.reason}", err=True)
    return 1 if found else 0
