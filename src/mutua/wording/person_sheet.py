"""The sheet of a person in words: covered or not, who they are to the society, and what to read to the member."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from mutua.domain.elision import elided
from mutua.domain.member_life import Event, Standing, State
from mutua.domain.payment_text import HOLDER_DECEASED
from mutua.domain.person_sheet import CoverApart, CoverToday, RequestNow
from mutua.rules.pots_left import PotLeft
from mutua.wording.awaited import theirs
from mutua.wording.bank import RETURN_REASONS, return_task
from mutua.wording.grammar import listed
from mutua.wording.member_life import KINDS, STATES
from mutua.wording.numbers import Language, amount, calendar_date
from mutua.wording.pots_left import left_sentence
from mutua.wording.roles import role
from mutua.wording.voice import Voice

Light = Literal["good", "wait", "bad"]
MAIN_POTS = 4  # are read where nobody asks for one


class Answer(NamedTuple):
    """The first thing a call asks: `light` beside the words, the words, and a sentence for each cover."""

    light: Light
    headline: str
    details: tuple[str, ...]


class Whole(NamedTuple):
    """What is known of the covers of somebody: those of today, the next one, the one that ended last."""

    covers: tuple[CoverToday, ...]
    later: CoverApart | None = None
    ended: CoverApart | None = None
    died_on: date | None = None
    erased_on: date | None = None


def covered_today(whole: Whole, language: Language = "it") -> Answer:
    """«Sì, oggi la copertura c'è.», and why not where it is not so."""
    say = _Say(language)
    if whole.erased_on is not None:
        return Answer("bad", say("I dati di questa persona sono stati cancellati il {day}.",
                                 "The data of this person were erased on {day}.", day=whole.erased_on),
                      (say("Restano le decisioni e gli importi, senza nome.",
                           "Decisions and amounts stay, without a name."),))
    if whole.died_on is not None:
        return Answer("bad", say("La persona è morta il {day}.", "The person died on {day}.", day=whole.died_on),
                      tuple(_apart(whole, say)))
    if not whole.covers:
        return Answer("bad", say("No, oggi non c'è copertura.", "No, there is no cover today."),
                      tuple(_apart(whole, say)) or
                      (say("Non risulta nessuna copertura.", "No cover is on record."),))
    stopped = [one for one in whole.covers if one.stops_on is not None]
    details = tuple(" ".join(_cover(one, say)) for one in whole.covers)
    if len(stopped) == len(whole.covers):
        if all(one.put_off for one in stopped):
            return Answer("wait", say("Sì, ma i rimborsi aspettano i contributi.",
                                      "Yes, but reimbursements wait for contributions."), details)
        return Answer("bad", say("No, la copertura è sospesa per morosità.", "No, the cover is suspended for arrears."),
                      details)
    if stopped:
        return Answer("wait", say("In parte: una copertura è sospesa.", "In part: one cover is suspended."), details)
    if any(first is not None for one in whole.covers for first, _ in one.waits):
        return Answer("wait", say("Sì, con carenze ancora in corso.", "Yes, with waiting periods still running."),
                      details)
    return Answer("good", say("Sì, oggi la copertura c'è.", "Yes, there is cover today."), details)


def _cover(one: CoverToday, say: "_Say") -> list[str]:
    """«Piano famiglia, base: dal 1° gennaio 2024, senza scadenza.» and what stands in its way."""
    name = _named(one.plan, one.assistance)
    if one.until is None:
        told = [say("{name}: dal {since}, senza scadenza.", "{name}: since {since}, open.", name=name, since=one.since)]
    else:
        told = [say("{name}: dal {since} al {until}.", "{name}: from {since} to {until}.", name=name, since=one.since,
                    until=one.until)]  # fmt: skip
    if not one.known:
        told.append(say("Il suo regolamento non è fra quelli di oggi: i plafond non si sanno.",
                        "Its rules are not among those of today: its ceilings are not known."))
    if one.stops_on is not None:
        told.append(_stopped(one, say))
    for first, benefits in one.waits:
        titles = listed(benefits, say("e", "and")) if len(benefits) <= 4 else say(
            "{count} prestazioni", "{count} benefits", count=len(benefits)
        )
        told.append(
            say("In carenza, secondo il caso: {titles}.", "Waiting, depending on the case: {titles}.", titles=titles)
            if first is None else
            say("In carenza fino al {last}: {titles}.", "Waiting until {last}: {titles}.", titles=titles,
                last=date.fromordinal(first.toordinal() - 1))
        )  # fmt: skip
    return told


def _stopped(one: CoverToday, say: "_Say") -> str:
    if one.put_off:
        return say("Contributi non pagati: le domande per prestazioni dal {since} aspettano il pagamento.",
                   "Unpaid contributions: requests for services from {since} wait for the payment.", since=one.stops_on)
    if one.resumes_on is not None:
        return say("Sospesa per morosità dal {since}: riprende il {day}.",
                   "Suspended for arrears since {since}: it resumes on {day}.", since=one.stops_on, day=one.resumes_on)
    return say("Sospesa per morosità dal {since}: riprende dopo il pagamento.",
               "Suspended for arrears since {since}: it resumes after payment.", since=one.stops_on)


def _apart(whole: Whole, say: "_Say") -> list[str]:
    """The cover that begins, and the one that ended last."""
    told = []
    if whole.later is not None and whole.died_on is None:
        told.append(say("{name}: comincia il {day}.", "{name}: it begins on {day}.", day=whole.later.since,
                        name=_named(whole.later.plan, whole.later.assistance)))  # fmt: skip
    if whole.ended is not None:
        told.append(say("{name}: finita il {day}.", "{name}: it ended on {day}.", day=whole.ended.until,
                        name=_named(whole.ended.plan, whole.ended.assistance)))  # fmt: skip
    return told


def _named(plan: str, assistance: str) -> str:
    return f"{plan}, {assistance}" if assistance and assistance.lower() not in plan.lower() else plan


# ---------------------------------------------------------------- who they are to the society


def standing_sentence(
    standing: Standing, language: Language = "it", *, number: int | None = None, vote: bool = False,
    beneficiary: bool = False, event: Event | None = None, due_on: date | None = None,
) -> str:  # fmt: skip
    """«Socio ordinario n. 12 dal 1° febbraio 2026, con voto.» `due_on`: by when the application is to be decided."""
    say = _Say(language)
    state = STATES[standing.state][language == "en"]
    if standing.kind is not None and standing.is_member:
        kind = KINDS[standing.kind][language == "en"]
        state = say("{state} {kind}", "{kind} {state}", state=state, kind=kind)
    if number is not None:
        state += say(" (n. {number})", " (no. {number})", number=number)
    if standing.since is not None:
        state += say(" dal {day}", " since {day}", day=standing.since)
    parts = [state]
    if standing.is_member:
        parts.append(say("con voto", "with a vote") if vote else say("senza voto", "without a vote"))
    if beneficiary:
        named = say("familiare assistito nel nucleo di un socio", "beneficiary in a member's household")
        parts = [named] if standing.state is State.OUTSIDER else [*parts, named]
    if due_on is not None and event in (Event.APPLIED, Event.APPEALED):
        parts.append(say("da decidere entro il {day}", "to be decided by {day}", day=due_on))
    told = ", ".join(parts)
    return f"{told[:1].upper()}{told[1:]}."


# ---------------------------------------------------------------- to be read to the member


def to_read(
    whole: Whole, plans: Sequence[tuple[Voice, Sequence[PotLeft]]], last: RequestNow | None, language: Language = "it",
    *, owed_cents: int = 0,
) -> list[str]:  # fmt: skip
    """What to say on the phone: covered or not, what is late (`owed_cents`), what is left, how the last request stands.

    Waits that depend on the case are left out: nobody can answer with them.
    """
    certain = (one._replace(waits=tuple(wait for wait in one.waits if wait[0] is not None)) for one in whole.covers)
    answer = covered_today(whole._replace(covers=tuple(certain)), language)
    if whole.erased_on is not None or whole.died_on is not None:
        return [answer.headline]
    said = [answer.headline, *answer.details]
    if owed_cents:
        running = bool(whole.covers) and all(one.stops_on is None for one in whole.covers)
        said.append(late_sentence(owed_cents, language, running=running))
    if whole.covers:
        said += [left_sentence(voice, pot) for voice, pot in main_pots(plans)]
    if last is not None:
        said.append(request_sentence(last, language))
    return said


def late_sentence(cents: int, language: Language = "it", *, running: bool = True) -> str:
    """«C'è un contributo in ritardo: 10,00 €.», and what to do where no cover stopped yet (`running`)."""
    say = _Say(language)
    late = say("C'è un contributo in ritardo: {cents}.", "A contribution is late: {cents}.",
               cents=amount(cents, language))  # fmt: skip
    then = say(" Pagandolo subito la copertura non si ferma.", " Paid at once, the cover does not stop.")
    return late + then if running else late


def main_pots(plans: Sequence[tuple[Voice, Sequence[PotLeft]]]) -> list[tuple[Voice, PotLeft]]:
    """The pots worth saying where nobody asks for one: limits that are known, the most used first, then the widest."""
    worth = [
        (voice, one) for voice, pots in plans for one in pots
        if one.left is not None and not one.each and not one.exchange and role(voice, one.name) == "limit"
    ]  # fmt: skip
    worth.sort(key=lambda pair: (pair[1].used + pair[1].reserved == 0, pair[1].percent_left, -len(pair[1].benefits)))
    return worth[:MAIN_POTS]


def request_sentence(one: RequestNow, language: Language = "it") -> str:
    """«La domanda 123 del 4 maggio 2026 è pagata: 126,00 € il 12 giugno 2026.»"""
    say = _Say(language)
    name = say("La domanda {number} del {day}", "Request {number} of {day}", number=one.number, day=one.received_on)
    if "withdrawn" in one.states:
        return say("{name} è stata ritirata.", "{name} was withdrawn.", name=name)
    if {"waiting", "parked"} & set(one.states):
        if wanted := theirs(one.awaited):
            return say("{name} è arrivata, ma aspettiamo {missing}: prima non possiamo decidere.",
                       "{name} arrived, but we wait for {missing}: we cannot decide before.",
                       name=name, missing=listed(wanted, say("e", "and")))  # fmt: skip
        if one.by is not None and "waiting" in one.states:
            return say("{name} aspetta la decisione, al più tardi il {day}.",
                       "{name} waits for the decision, by {day} at the latest.", name=name, day=one.by)
        return say("{name} aspetta la decisione.", "{name} waits for the decision.", name=name)
    if "suspended" in one.states:
        wanted = theirs(one.awaited)
        if one.awaited and not wanted:
            return say("{name} non è ancora decisa: la stiamo guardando noi.",
                       "{name} is not decided yet: we are looking at it.", name=name)  # fmt: skip
        missing = listed(wanted, say("e", "and"))
        return say("{name} è ferma: aspettiamo {missing}.", "{name} is on hold: we wait for {missing}.", name=name,
                   missing=missing or say("quello che manca", "what is missing"))  # fmt: skip
    return _settled(one, name, say)


def _settled(one: RequestNow, name: str, say: "_Say") -> str:
    if "to-pay" in one.states:
        return _to_pay(one, name, say)
    if "paid" in one.states and one.paid_on is not None and one.on_its_way:
        return say("{name} è approvata: {cents}, con il pagamento del {day}.",
                   "{name} is approved: {cents}, with the payment of {day}.", name=name,
                   cents=amount(one.paid_cents, say.language), day=one.paid_on)  # fmt: skip
    if "paid" in one.states and one.paid_on is not None:
        return say("{name} è pagata: {cents} il {day}.", "{name} is paid: {cents} on {day}.", name=name,
                   cents=amount(one.paid_cents, say.language), day=one.paid_on)  # fmt: skip
    if "refused" in one.states:
        return say("{name} è stata respinta: il perché è nella decisione.",
                   "{name} was refused: the decision says why.", name=name)  # fmt: skip
    if "reversed" in one.states:
        return say("{name} è stata annullata.", "{name} was reversed.", name=name)
    if "deferred" in one.states:
        return say("{name} è approvata, ma si paga più avanti.", "{name} is approved, but paid later.", name=name)
    if "to-bring" in one.states and one.awaited:
        return say("{name} è approvata: {granted}. Aspettiamo ancora {missing}.",
                   "{name} is approved: {granted}. We still wait for {missing}.", name=name,
                   granted=one.in_kind or say("l'aiuto chiesto", "the help asked for"),
                   missing=listed(one.awaited, say("e", "and")))  # fmt: skip
    if {"authorised", "granted"} & set(one.states) and one.in_kind and one.decided_on is not None:
        return say("{name} è approvata il {day}: {granted}.", "{name} was approved on {day}: {granted}.", name=name,
                   day=one.decided_on, granted=one.in_kind)  # fmt: skip
    if {"authorised", "granted"} & set(one.states):
        return say("{name} è approvata.", "{name} is approved.", name=name)
    return say("{name} è decisa.", "{name} is decided.", name=name)


def _to_pay(one: RequestNow, name: str, say: "_Say") -> str:
    """What is owed, and when it is paid or why not yet."""
    cents = amount(one.owed_cents, say.language)
    if one.back_on is not None and one.back_reason == HOLDER_DECEASED:
        return say("{name} è approvata: {cents}, ma la banca dice che l'intestatario del conto è deceduto: si "
                   "rimanda soltanto su un altro conto, o agli eredi.",
                   "{name} is approved: {cents}, but the bank says that the holder of the account died: it is sent "
                   "to another account alone, or to the heirs.", name=name, cents=cents)  # fmt: skip
    if one.back_on is not None:
        return say("{name} è approvata: {cents}, ma il bonifico è tornato indietro il {day}{why}: serve l'IBAN "
                   "giusto.",
                   "{name} is approved: {cents}, but the transfer came back on {day}{why}: the right IBAN is "
                   "needed.",
                   name=name, cents=cents, day=one.back_on, why=_why_back(one, say.language))  # fmt: skip
    if "appealed" in one.states:  # a run leaves it out until somebody answers
        return say("{name} è approvata: {cents}. C'è un reclamo: si paga dopo la risposta.",
                   "{name} is approved: {cents}. There is an objection: it is paid after the answer.",
                   name=name, cents=cents)  # fmt: skip
    if one.pays_on is not None:
        return say("{name} è approvata: {cents}, con il pagamento del {day}.",
                   "{name} is approved: {cents}, with the payment of {day}.", name=name, cents=cents,
                   day=one.pays_on)  # fmt: skip
    if one.by is not None:
        return say("{name} è approvata: {cents}, che paghiamo entro il {day}.",
                   "{name} is approved: {cents}, which we pay by {day}.", name=name, cents=cents, day=one.by)
    return say("{name} è approvata: {cents}, con il prossimo pagamento.",
               "{name} is approved: {cents}, with the next payment.", name=name, cents=cents)


def _why_back(one: RequestNow, language: Language) -> str:
    """«, conto chiuso»"""
    known = RETURN_REASONS.get(one.back_reason)
    return f", {known[language == 'en']}" if known is not None else ""


def task_sentence(one: RequestNow, language: Language = "it") -> str:
    """What somebody still has to do about a request that is open."""
    say = _Say(language)
    told = []
    if "waiting" in one.states:
        told.append(say("da decidere entro il {day}", "to be decided by {day}", day=one.by) if one.by is not None else
                    say("da decidere", "to be decided"))  # fmt: skip
    if "parked" in one.states:
        told.append(say("messa da parte: da guardare", "set aside: to be looked at"))
    if "suspended" in one.states:
        missing = listed(one.awaited, say("e", "and"))
        told.append(say("aspettiamo {missing}", "we wait for {missing}",
                        missing=missing or say("quello che manca", "what is missing")))  # fmt: skip
    if "to-bring" in one.states:
        told.append(say("autorizzata, aspettiamo ancora {missing}", "authorised, we still wait for {missing}",
                        missing=listed(one.awaited, say("e", "and"))))  # fmt: skip
    if "to-pay" in one.states:
        cents = amount(one.owed_cents, language)
        if one.back_on is not None:
            told.append(say("il bonifico è tornato indietro il {day}{why}: {task}",
                            "the transfer came back on {day}{why}: {task}", day=one.back_on,
                            why=_why_back(one, language), task=return_task(one.back_reason, language)))  # fmt: skip
        told.append(say("da pagare {cents}, entro il {day}", "to pay {cents}, by {day}", cents=cents, day=one.by)
                    if one.by is not None else say("da pagare {cents}", "to pay {cents}", cents=cents))  # fmt: skip
    if "to-recover" in one.states:
        told.append(say("da recuperare dal socio", "to be recovered from the member"))
    return "; ".join(told)


_KINSHIPS: dict[str, tuple[str, str]] = {
    "titolare": ("titolare", "member"), "coniuge": ("coniuge", "spouse"), "convivente": ("convivente", "partner"),
    "figlio": ("figlio/a", "child"), "genitore": ("genitore", "parent"), "fratello": ("fratello/sorella", "sibling"),
    "altro": ("altro familiare", "other relative"),
}  # fmt: skip


def kinship_word(kinship: str, language: Language = "it") -> str:
    """How somebody of a household is related to its member."""
    return _KINSHIPS.get(kinship, (kinship, kinship))[language == "en"]


def kinship_words(language: Language = "it") -> dict[str, str]:
    """Each kinship with its word."""
    return {kinship: kinship_word(kinship, language) for kinship in _KINSHIPS}


_MARKS: dict[str, tuple[str, str]] = {"left": ("non più socio", "no longer a member"), "dead": ("deceduto", "dead")}


def mark_word(mark: str, language: Language = "it") -> str:
    """What a list says beside the name of who left or died; "" of anybody else."""
    return _MARKS[mark][language == "en"] if mark in _MARKS else ""


class _Say:
    """One of two sentences, with days written out; Italian articles before a figure as they are read."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language

    def __call__(self, italian: str, english: str, **values: object) -> str:
        told = english if self.language == "en" else italian
        said = {
            name: calendar_date(value, self.language) if isinstance(value, date) else value
            for name, value in values.items()
        }
        told = told.format(**said)
        return told if self.language == "en" else elided(told)
