"""What a society says takes two people: limits and switches from a day on, and what waits for the second person."""

from __future__ import annotations

from datetime import date

import click

from mutua.cli_archive import database_option, opened
from mutua.cli_base import Command, Group, lang_option, language, print_paragraph, say
from mutua.cli_day import DAY
from mutua.cli_decide import plan_book, refused
from mutua.cli_serve import now_of
from mutua.cli_values import MONEY
from mutua.domain.four_eyes import SWITCHES, Rule

LIMITS = {"decisions": Rule.DECISION_LIMIT, "payments": Rule.PAYMENT_LIMIT, "day": Rule.DAY_LIMIT}


@click.group("four-eyes", cls=Group)
@lang_option
def four_eyes() -> None:
    """Che cosa vale solo se lo guardano due persone: limiti, scelte, ciò che aspetta."""


@four_eyes.command("show", cls=Command)
@database_option
@lang_option
def show(database: str | None) -> int:
    """Le regole di oggi."""
    with opened(database) as archive:
        return _print(archive)


@four_eyes.command("set", cls=Command)
@click.option("--decision-limit", type=MONEY, metavar="EURO", help="Le decisioni sopra questo importo.")
@click.option("--payment-limit", type=MONEY, metavar="EURO",
              help="Le distinte di pagamento sopra questo importo; se no, tutte.")  # fmt: skip
@click.option("--day-limit", type=MONEY, metavar="EURO", help="Quanto una persona può approvare in un giorno.")
@click.option("--without", type=click.Choice(tuple(LIMITS)), multiple=True, help="Toglie un limite.")
@click.option("--staff/--no-staff", default=None, help="Le decisioni per chi lavora qui e la sua famiglia.")
@click.option("--accounts/--no-accounts", default=None, help="I cambi di IBAN.")
@click.option(
    "--rules/--no-rules", default=None,
    help="I regolamenti letti dai file: quelli di adesso valgono, i prossimi li approvano in due.",
)  # fmt: skip
@click.option("--from", "since", type=DAY, metavar="GIORNO", help="Da quando, da oggi in poi; se no, da oggi.")
@database_option
@lang_option
def change(
    decision_limit: int | None, payment_limit: int | None, day_limit: int | None, without: tuple[str, ...],
    staff: bool | None, accounts: bool | None, rules: bool | None, since: date | None, database: str | None,
) -> int:  # fmt: skip
    """Dice una o più regole; quelle non nominate restano. Resta scritto per sempre che cosa valeva, e da quando."""
    from mutua.rules.engine.calendar import day_in_rome
    from mutua.services.approve_rules import take_as_they_are, used_plans
    from mutua.services.four_eyes import change_rules
    from mutua.services.new_archive import the_program
    from mutua.store.ids import Ids
    from mutua.store.unit_of_work import UnitOfWork

    limits = {
        Rule.DECISION_LIMIT: decision_limit, Rule.PAYMENT_LIMIT: payment_limit, Rule.DAY_LIMIT: day_limit,
    }  # fmt: skip
    told: list[tuple[Rule, int | None]] = [(rule, cents) for rule, cents in limits.items() if cents is not None]
    told += [(LIMITS[one], None) for one in without]
    told += [
        (rule, int(on)) for rule, on in zip(SWITCHES, (staff, accounts, rules), strict=True) if on is not None
    ]  # fmt: skip
    if not told:
        raise click.UsageError(
            say("Dire che cosa cambia: --decision-limit, --staff, …", "Say what changes: --decision-limit, --staff, …")
        )
    with opened(database) as archive:
        now = now_of(archive)

        def also(unit: UnitOfWork) -> None:
            if rules:
                take_as_they_are(unit, used_plans(unit.connection, plan_book()))

        found = change_rules(
            archive, told, since=since or day_in_rome(now), actor_id=the_program(archive, Ids()), now=now, also=also
        )
        if found is not None:
            raise refused(found)
        return _print(archive)


@four_eyes.command("list", cls=Command)
@database_option
@lang_option
def list_all(database: str | None) -> int:
    """Ciò che aspetta un'altra persona: numeri, mai di chi è; e se nessuno può approvarlo."""
    from mutua.domain.italian import written_day
    from mutua.services.four_eyes import waiting
    from mutua.services.who_approves import who_approves
    from mutua.wording.four_eyes import ACTS, MATTERS, who_approves_sentence
    from mutua.wording.numbers import amount

    at = int(language() == "en")
    with opened(database) as archive, archive.reader.begin() as connection:
        found = waiting(connection)
        approvers = who_approves(connection, found)
    for one in found:
        subject = _named(one.subject, at) if one.person_id is None or one.subject != str(one.person_id) else ""
        told = [f"{one.id}. {MATTERS[one.matter][at]} {subject}".strip(), f"{ACTS[one.acts[-1].act][at]}",
                written_day(one.at[0].date()), *([amount(one.cents, language())] if one.cents else [])]  # fmt: skip
        print_paragraph(", ".join(told))
        who = approvers.get(one.id)
        if who is not None and who.stuck:
            print_paragraph("   " + who_approves_sentence(who.names, who.wanted, language()) + " "
                            + say("Un altro accesso: mutua users add LOGIN --name TESTO --role approver.",
                                  "Another login: mutua users add LOGIN --name TEXT --role approver."))  # fmt: skip
    if not found:
        click.echo(say("Niente aspetta un'altra persona.", "Nothing waits for another person."))
    return 0


def _named(subject: str, at: int) -> str:
    """A number or the code of a plan as it is; of what takes two people its words."""
    from mutua.wording.four_eyes import RULE_WORDS

    return RULE_WORDS[Rule(subject)][at] if subject in tuple(Rule) else subject


@four_eyes.command("propose-rules", cls=Command)
@click.argument("plan", metavar="SOCIETÀ/PIANO")
@database_option
@lang_option
def propose_plan(plan: str, database: str | None) -> int:
    """Propone un piano com'è adesso nei file: lo approvano due persone, nelle pagine."""
    from mutua.services.approve_rules import propose_rules
    from mutua.services.claim_life import Desktop
    from mutua.services.decide_claim import Refusal
    from mutua.services.new_archive import the_program
    from mutua.store.ids import Ids

    ids, plans = Ids(), plan_book()
    booked = plans.get(plan)
    if booked is None:
        raise refused(Refusal("plan_unknown", plan))
    with opened(database) as archive:
        at = Desktop(archive, plans, the_program(archive, ids), now_of(archive), ids)
        found = propose_rules(at, booked)
    if isinstance(found, Refusal):
        raise refused(found)
    click.echo(say("Proposto: ora lo approvano due persone, in «Da approvare».",
                   "Proposed: now two people approve it, under “To approve”."))  # fmt: skip
    return 0


def _print(archive) -> int:  # type: ignore[no-untyped-def]
    from mutua.rules.engine.calendar import day_in_rome
    from mutua.store.approvals import read_rules
    from mutua.wording.four_eyes import RULE_WORDS
    from mutua.wording.numbers import amount

    today, at = day_in_rome(now_of(archive)), int(language() == "en")
    with archive.reader.begin() as connection:
        rules = read_rules(connection)
    for rule in Rule:
        if rule in SWITCHES:
            shown = say("due persone", "two people") if rules.holds(rule, today) else say("una persona", "one person")
        else:
            value = rules.value(rule, today)
            none = {Rule.PAYMENT_LIMIT: say("nessuno: sempre due", "none: always two") if rules.people else "—"}
            shown = amount(value, language()) if value is not None else none.get(rule, say("nessuno", "none"))
        click.echo(f"{RULE_WORDS[rule][at]}: {shown}")
    return 0
