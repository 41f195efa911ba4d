"""What letters about a request say besides its explanation: how it is paid, how to object and until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mutua.domain.decisions import Assessment
from mutua.rules.model import NoTerm, Ruleset
from mutua.wording.grammar import Noun, fused, the
from mutua.wording.numbers import amount, calendar_date


def _day(day: date) -> str:
    return the(Noun(calendar_date(day, "it")))


def total_sentence(cents: int) -> str:
    """The sum of several lines."""
    return f"In tutto: {amount(cents, 'it')}."


def money_sentences(
    cents: int, pay_by: date | None, authorisation: bool, expires_on: date | None, answer: Assessment,
    sent: Sequence[tuple[int, date, bool]] = (),
) -> tuple[str, ...]:  # fmt: skip
    """How the money comes, or how an authorisation is used; nothing where nothing was granted.

    `cents`: what is still to be paid. `sent`: what went out, with its day, and whether it is still on its way.
    """
    if authorisation:
        if not any(line.granted_cents or line.quantity_granted for line in answer.lines):
            return ()
        until = f" entro {_day(expires_on)}" if expires_on is not None else ""
        return (f"È un'autorizzazione: la usi{until}, mostrando questa lettera a chi presta il servizio.",)
    told = tuple(
        f"Riceverà {amount(paid, 'it')} con il pagamento {fused('di', Noun(calendar_date(day, 'it')))}." if on_its_way
        else f"Le abbiamo pagato {amount(paid, 'it')} {_day(day)}."
        for paid, day, on_its_way in sent
    )  # fmt: skip
    if not cents:
        return told
    by = f" entro {_day(pay_by)}" if pay_by is not None else ""
    return (*told, f"Riceverà {'altri ' if told else ''}{amount(cents, 'it')} con bonifico{by}.")


def objection_sentences(appeal_by: date | None, rules: Ruleset | None) -> tuple[str, ...]:
    """How to object, and until when where the rules set a day."""
    procedure = rules.procedure if rules is not None else None
    said = "Ci scriva, o passi da noi, dicendo che cosa non torna: riguardiamo la domanda con quello che ci porta."
    if procedure is None or isinstance(procedure.appeal, NoTerm) or appeal_by is None:
        return (said,)
    article = f" ({procedure.article})" if procedure.article else ""
    return (f"Può fare reclamo per iscritto entro {_day(appeal_by)}{article}.", said)


def taken_back_sentences(decided_on: date, taken_back_on: date) -> tuple[str, ...]:
    """That a decision no longer stands."""
    decided, ended = (Noun(calendar_date(one, "it")) for one in (decided_on, taken_back_on))
    return (f"Abbiamo annullato la decisione {fused('di', decided)}: non vale più {fused('da', ended)}.",)


def appeal_rejected_sentences(filed_on: date, decided_on: date, added_on: Sequence[date] = ()) -> tuple[str, ...]:
    """That a decision stays as it is. `added_on`: when more was said of the objection."""
    filed, decided = (Noun(calendar_date(one, "it")) for one in (filed_on, decided_on))
    days = " e ".join(_day(one) for one in dict.fromkeys(added_on))
    more = f" e quello che ha aggiunto {days}" if days else ""
    return (
        f"Abbiamo riguardato la domanda dopo il suo reclamo {fused('di', filed)}{more}, con chi non l'aveva decisa.",
        f"La decisione {fused('di', decided)} resta com'è.",
    )


def appeal_late_sentences(until: date | None) -> tuple[str, ...]:
    """That the objection came too late; nothing where it did not."""
    return () if until is None else (f"Il reclamo andava mandato entro {_day(until)}.",)


def appeal_upheld_sentence(filed_on: date, decided_on: date) -> str:
    """That a decision comes of an objection."""
    filed, decided = (Noun(calendar_date(one, "it")) for one in (filed_on, decided_on))
    return (f"Abbiamo accolto il suo reclamo {fused('di', filed)}: questa decisione prende il posto di quella "
            f"{fused('di', decided)}.")  # fmt: skip


def rules_sentence(rulesets: Sequence[Ruleset]) -> str:
    """By which rules it was decided."""
    since = sorted({one.in_force_from for one in rulesets})
    days = " e ".join(f"dal {calendar_date(one, 'it')}" for one in since)
    return f"Decisa con il regolamento in vigore {days}. Il conto è conservato passo per passo: si può rifare sempre."
