"""What happens to a request besides its decision, at the terminal: each command says what it did and what is left."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from mutua.cli_archive import opened
from mutua.cli_base import language, print_paragraph, say
from mutua.cli_decide import YES, claim_number, plan_book, print_heading, refused

if TYPE_CHECKING:
    from mutua.services.claim_left import ClaimLeft
    from mutua.services.claim_life import Desktop, Done
    from mutua.services.decide_claim import Refusal
    from mutua.services.plan_book import PlanBook
    from mutua.store.database import Archive


def desktop(archive: Archive) -> Desktop:
    """Who does something now, with which regulations."""
    from mutua.services.claim_life import Desktop
    from mutua.services.new_archive import the_program
    from mutua.store.ids import Ids

    ids = Ids()
    return Desktop(archive, plan_book(), the_program(archive, ids), datetime.now(UTC), ids)


def done_or_stop(found: Done | Refusal) -> Done:
    from mutua.services.decide_claim import Refusal

    if isinstance(found, Refusal):
        raise refused(found)
    return found


def print_heading_and_left(at: Desktop, claim_id: int, told: str) -> None:
    """What was done, and what is left of the request now."""
    from mutua.services.claim_left import claim_left

    left = claim_left(at.archive, at.plans, claim_id, today_or(None))
    print_paragraph(f"{told} {left_sentence(left, claim_id)}")


def money_sentence(archive: Archive, plans: PlanBook, claim_id: int) -> list[str]:
    """«Deciso (decisione 1 del 30/06/2026): 70,00 €; pagato il 10/07/2026: −70,00 €; ancora da pagare: 0,00 €.»

    Nothing where no money was decided or moved.
    """
    from mutua.services.claim_file import claim_file
    from mutua.services.claim_left import claim_left
    from mutua.services.claim_reckoning import reckoning
    from mutua.wording.numbers import amount
    from mutua.wording.reckoning import in_run_sentence, reckoning_rows

    lang, day = language(), today_or(None)
    file, left = claim_file(archive, plans, claim_id, day), claim_left(archive, plans, claim_id, day)
    with archive.reader.begin() as connection:
        money = reckoning(connection, file, left)
    if money is None:
        return []
    rows = [f"{one.said}: {amount(one.cents, lang)}" for one in reckoning_rows(money, lang)]
    told = "; ".join([rows[0], *(one[0].lower() + one[1:] for one in rows[1:])])
    return [f"{told}.", *([in_run_sentence(money.run, lang)] if money.run else [])]


def left_sentence(left: ClaimLeft, claim_id: int) -> str:
    """«Restano da pagare 70,00 €.», «Aspetta una decisione: mutua decide 12.»"""
    from mutua.wording.numbers import amount, calendar_date

    lang = language()
    parts = [say("Non resta nulla da pagare.", "Nothing is left to be paid.")]
    if left.owed_cents:
        figure = amount(left.owed_cents, lang)
        parts = [say(f"Restano da pagare {figure}.", f"Still to be paid: {figure}.")]
    for day, cents in left.deferred:
        figure, on = amount(cents, lang), calendar_date(day, lang)
        parts.append(say(f"Dal {on}: altri {figure}.", f"From {on}: another {figure}."))
    if left.recoverable_cents:
        figure = amount(left.recoverable_cents, lang)
        parts.append(say(f"Da recuperare dal socio: {figure}.", f"To be recovered from the member: {figure}."))
    if left.set_aside:
        figure = set_aside_in_words(left)
        parts.append(say(f"Ancora da parte: {figure}.", f"Still set aside: {figure}."))
    if left.waits:
        parts.append(
            say(
                f"Aspetta una decisione: mutua decide {claim_id}.",
                f"It waits for a decision: mutua decide {claim_id}.",
            )
        )
    return " ".join(parts)


def agreed(question: str) -> bool:
    """Whether the person says yes; anything else is no, and is said."""
    answer = click.prompt(f"{question} {say('[s/N]', '[y/N]')}", default="", show_default=False)
    if str(answer).strip().casefold() in YES:
        return True
    click.echo(say("Non è stato cambiato nulla.", "Nothing was changed."))
    return False


def today_or(on: date | None) -> date:
    """The day that was said, else today in Italy. What has not happened yet is not recorded."""
    from mutua.rules.engine.calendar import day_in_rome

    today = day_in_rome(datetime.now(UTC))
    if on is not None and on > today:
        raise click.UsageError(say("--on è un giorno futuro.", "--on is a day in the future."))
    return on or today


# ---------------------------------------------------------------- withdrawal, reversal


def withdraw_claim(database: str | None, name: str, motive: str, *, yes: bool) -> int:
    from mutua.services.claim_life import withdraw

    with opened(database) as archive:
        at = desktop(archive)
        claim_id = claim_number(archive, name)
        print_heading(archive, claim_id)
        if not (yes or agreed(say("Ritirarla?", "Withdraw it?"))):
            return 1
        done_or_stop(withdraw(at, claim_id, motive))
        click.echo(say(f"Domanda {claim_id} ritirata.", f"Request {claim_id} withdrawn."))
    return 0


def reverse_claim(database: str | None, name: str, motive: str, *, yes: bool) -> int:
    from mutua.services.claim_life import reverse
    from mutua.wording.numbers import amount

    with opened(database) as archive:
        at = desktop(archive)
        claim_id = claim_number(archive, name)
        print_heading(archive, claim_id)
        if not (yes or agreed(say("Annullare la decisione?", "Take the decision back?"))):
            return 1
        figure = amount(done_or_stop(reverse(at, claim_id, motive)).cents, language())
        told = say(
            f"Annullata la decisione della domanda {claim_id}, che riconosceva {figure}; i limiti tornano liberi.",
            f"The decision of request {claim_id}, which granted {figure}, was taken back; the ceilings are free again.",
        )
        print_heading_and_left(at, claim_id, told)
    return 0


# ---------------------------------------------------------------- money


def pay_claim(database: str | None, name: str, on: date | None, reference: str, *, yes: bool) -> int:
    from mutua.services.claim_left import claim_left
    from mutua.services.claim_life import pay
    from mutua.wording.numbers import amount, calendar_date

    lang, day = language(), today_or(on)
    with opened(database) as archive:
        at = desktop(archive)
        claim_id = claim_number(archive, name)
        print_heading(archive, claim_id)
        owed = claim_left(archive, at.plans, claim_id, day).owed_cents
        if owed > 0:
            warn_of_same_reference(archive, reference)
        if owed > 0 and not yes:
            figure = amount(owed, lang)
            if not agreed(say(f"Registrare il pagamento di {figure}?", f"Record a payment of {figure}?")):
                return 1
        paid = amount(done_or_stop(pay(at, claim_id, on=day, reference=reference)).cents, lang)
        told = say(
            f"Pagati {paid} della domanda {claim_id} il {calendar_date(day, lang)}.",
            f"{paid} of request {claim_id} paid on {calendar_date(day, lang)}.",
        )
        print_heading_and_left(at, claim_id, told)
    return 0


def warn_of_same_reference(archive: Archive, reference: str) -> None:
    """Says which requests have a payment of that name already: perhaps it is the same one."""
    from mutua.services.claim_life import claims_paid_as

    with archive.reader.begin() as connection:
        others = ", ".join(map(str, claims_paid_as(connection, reference)[:10]))
    if others:
        print_paragraph(
            say(f"Attenzione: il riferimento {reference} è già di un pagamento (domanda {others}).",
                f"Beware: the reference {reference} is of a payment already (request {others}).")
        )  # fmt: skip


def payment_returned(database: str | None, name: str, on: date | None, reference: str, *, yes: bool) -> int:
    from mutua.services.claim_life import cents_out, returned
    from mutua.wording.numbers import amount

    day = today_or(on)
    with opened(database) as archive:
        at = desktop(archive)
        claim_id = claim_number(archive, name)
        print_heading(archive, claim_id)
        with archive.reader.begin() as connection:
            out = cents_out(connection, claim_id)
        if out and not yes:
            figure = amount(out, language())
            if not agreed(say(f"È tornato indietro il pagamento di {figure}?", f"Did {figure} come back?")):
                return 1
        cents = done_or_stop(returned(at, claim_id, on=day, reference=reference)).cents
        figure = amount(cents, language())
        told = say(f"È tornato indietro il pagamento di {figure}.", f"The payment of {figure} came back.")
        print_heading_and_left(at, claim_id, told)
    return 0


# ---------------------------------------------------------------- authorisations


def release_claim(database: str | None, name: str, *, yes: bool) -> int:
    from mutua.services.claim_left import claim_left
    from mutua.services.claim_life import release

    with opened(database) as archive:
        at = desktop(archive)
        claim_id = claim_number(archive, name)
        print_heading(archive, claim_id)
        before = claim_left(archive, at.plans, claim_id, today_or(None))
        if before.set_aside:
            told = set_aside_in_words(before)
            print_paragraph(say(f"Tiene ancora da parte: {told}.", f"It still sets aside: {told}."))
            if not (yes or agreed(say("Restituirlo ai limiti?", "Give it back to the ceilings?"))):
                return 1
        done_or_stop(release(at, claim_id))
    print_paragraph(
        say("Restituito: l'autorizzazione non tiene più nulla da parte.",
            "Given back: the authorisation sets nothing aside any more.")
        if before.set_aside else
        say("L'autorizzazione non teneva più nulla da parte: non è cambiato nulla.",
            "The authorisation set nothing aside any more: nothing changed.")
    )  # fmt: skip
    return 0


def set_aside_in_words(left: ClaimLeft) -> str:
    """«ore in ospedale, 12 ore»."""
    from mutua.wording.numbers import exact_quantity

    return "; ".join(
        f"{one.title}, {one.amount if one.unit is None else exact_quantity(one.amount, one.unit, language())}"
        for one in left.set_aside
    )


def release_all_expired(database: str | None, on: date | None) -> int:
    """Gives back what expired authorisations still set aside; a line for each, and how many there were."""
    from mutua.services.calendar_work import expired_authorisations, release_expired
    from mutua.services.claim_left import claim_left

    day = today_or(on)
    with opened(database, unchanged=False) as archive:
        at = desktop(archive)
        with archive.reader.begin() as connection:
            expired = expired_authorisations(connection, day)
        before = {claim_id: claim_left(archive, at.plans, claim_id, day) for claim_id in expired}
        given_back = [claim_id for claim_id in release_expired(at, day) if before[claim_id].set_aside]
    for claim_id in given_back:
        told = set_aside_in_words(before[claim_id])
        print_paragraph(
            say(f"Autorizzazione {claim_id}: restituito {told}.", f"Authorisation {claim_id}: given back {told}.")
        )
    count = len(given_back)
    click.echo(
        say(f"Autorizzazioni scadute e restituite: {count}.", f"Expired authorisations given back: {count}.")
        if count else say("Nessuna autorizzazione scaduta tiene qualcosa da parte.",
                          "No expired authorisation sets anything aside.")
    )  # fmt: skip
    return 0
