"""What the pages of a member say of themselves: covered or not, in words that say «tu»; why nothing was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from mutua.domain.elision import elided
from mutua.domain.identifiers.fiscal_code import FiscalCode, read_fiscal_code
from mutua.domain.newborns import Clock
from mutua.domain.person_sheet import CoverApart, CoverToday
from mutua.domain.records import Identity
from mutua.wording.grammar import listed
from mutua.wording.numbers import Language, amount, calendar_date
from mutua.wording.person_sheet import Whole, late_sentence

Sentences = Mapping[str, tuple[str, str]]
Light = Literal["good", "wait", "bad"]
FEW = 4  # benefits that are named one by one

MEMBER_DOOR_REFUSALS: Sentences = {
    "proxy_to_oneself": ("Una delega si dà a un'altra persona.", "A proxy is given to somebody else."),
    "proxy_unknown_person": (
        "Questa persona non è fra quelle che la società conosce: passate allo sportello.",
        "This person is not among those the society knows: come to the counter.",
    ),
    "proxy_of_child": (
        "Una delega si dà da adulti ad adulti: per chi è minorenne bastano i genitori.",
        "A proxy is given by adults to adults: for a minor the parents are enough.",
    ),
    "not_waited_for": (
        "La domanda non aspetta questo: se avete altro da dire, telefonate o passate allo sportello.",
        "The request does not wait for this: if there is more to tell, call or come to the counter.",
    ),
    "proxy_over": ("L'ultimo giorno della delega è già passato.", "The last day of the proxy is over already."),
    "proxy_there": ("Questa delega c'è già.", "This proxy is there already."),
    "birth_not_yours": (
        "Da qui lo dice il titolare del nucleo, o il coniuge o convivente: chiama o passa allo sportello.",
        "From here the head of the household tells it, or the partner: call or come to the counter.",
    ),
    "birth_known": ("{found} è già nel nucleo.", "{found} is of the household already."),
    "birth_too_many": (
        "Ci sono già cinque nascite che aspettano l'ufficio: chiama.", "Five births wait for the office already: call."
    ),
    "birth_gone": (
        "Qualcuno l'ha già registrata o messa da parte.", "Somebody recorded it already, or set it aside."
    ),
    "birth_not_recorded": (
        "{found} non è ancora nel nucleo: prima si registra, poi si chiude; oppure scrivete perché non si fa.",
        "{found} is not of the household yet: record the child first; or write why it is not done.",
    ),
    "proxy_unknown": ("Questa delega non c'è, o è già finita.", "There is no such proxy, or it is over."),
}


class Covered(NamedTuple):
    """The first thing a member wants to know: the sentence, what to know besides, and what to do; `owed`: what the
    household is late with."""

    light: Light
    sentence: str
    more: tuple[str, ...] = ()
    to_do: str = ""
    owed: str = ""


class About(NamedTuple):
    """Of whom a sentence speaks: by name where it is not whoever reads it; `feminine` None: it is not known."""

    name: str = ""
    feminine: bool | None = None


def about(who: Identity, *, reader: bool) -> About:
    """Feminine or masculine as the fiscal code tells it, else as the society knows it."""
    code = read_fiscal_code(who.fiscal_code) if who.fiscal_code else None
    sex = code.sex if isinstance(code, FiscalCode) and not code.is_provisional else who.sex
    return About("" if reader else who.given_name or who.surname, {"F": True, "M": False}.get(sex))


def covered(whole: Whole, of: About, owed_cents: int = 0, language: Language = "it") -> Covered:
    """«Sei coperta fino al 31 dicembre 2026.», and the plain truth where it is not so."""
    say = _Say(language, of)
    if not whole.covers:
        return _not_covered(whole, say)
    stopped = [one for one in whole.covers if one.stops_on is not None]
    running = [one for one in whole.covers if one.stops_on is None]
    pay = _pay(stopped, owed_cents, say)
    if stopped and not running:
        return _stopped(stopped, pay, say)
    more = tuple(told for one in running for told in _waits(one, say))
    ends = {one.until for one in running}
    until = next(iter(ends)) if len(ends) == 1 else None
    if stopped:
        names = listed([one.plan for one in stopped], say("e", "and"))
        first = say("{You are covered} in parte: «{names}» è ferma dal {day}, perché manca un contributo.",
                    "{You are covered} in part: “{names}” is on hold since {day}, for a contribution is missing.",
                    names=names, day=min(_stops(one) for one in stopped))  # fmt: skip
        return Covered("wait", first, more, owed=pay)
    if until is not None:
        first = say("{You are covered} fino al {day}.", "{You are covered} until {day}.", day=until)
    elif len(ends) > 1:
        first = say("{You are covered}.", "{You are covered}.")
        more = (*(_until(one, say) for one in running), *more)
    else:
        first = say("{You are covered}, senza scadenza.", "{You are covered}, with no end date.")
    late = late_sentence(owed_cents, language) if owed_cents else ""
    return Covered("wait" if more or late else "good", first, (*more, *_begins(whole.later, say)), owed=late)


def _begins(later: CoverApart | None, say: "_Say") -> tuple[str, ...]:
    """The cover that comes next, of whoever has one already."""
    if later is None:
        return ()
    names = [say("«{plan}»", "“{plan}”", plan=one) for one in (later.plan, *later.beside)]
    return (say("Dal {day}: {plans}.", "From {day}: {plans}.", day=later.since,
                plans=listed(names, say("e", "and"))),)  # fmt: skip


def _stops(one: CoverToday) -> date:
    assert one.stops_on is not None
    return one.stops_on


def _not_covered(whole: Whole, say: "_Say") -> Covered:
    call = say("Chiama o passa in sede: ti diciamo come fare.", "Call or come by: we tell you how.")
    if whole.later is not None:
        return Covered("wait", say("{You are not yet covered}: la copertura comincia il {day}.",
                                   "{You are not yet covered}: the cover begins on {day}.", day=whole.later.since),
                       (*_waits(whole.later, say), *_asked_still(whole.ended, say)))  # fmt: skip
    if whole.ended is not None and whole.ended.until is not None:
        return Covered("bad", say("{You are no longer covered}: la copertura è finita il {day}.",
                                  "{You are no longer covered}: the cover ended on {day}.", day=whole.ended.until),
                       _asked_still(whole.ended, say), call)  # fmt: skip
    return Covered("bad", say("{You are not covered}: non risulta nessuna copertura.",
                              "{You are not covered}: no cover is on record."), to_do=call)


def _asked_still(ended: CoverApart | None, say: "_Say") -> tuple[str, ...]:
    """What may still be asked for of a cover that ended."""
    if ended is None or ended.until is None or not ended.asked_still:
        return ()
    if ended.ask_by is None:
        return (say("Per le spese fatte fino al {until} si può ancora chiedere il rimborso.",
                    "A refund may still be asked for of what was spent until {until}.", until=ended.until),)
    return (say("Per le spese fatte fino al {until} si può ancora chiedere il rimborso, al più tardi entro il {day}.",
                "A refund may still be asked for of what was spent until {until}, by {day} at the latest.",
                until=ended.until, day=ended.ask_by),)  # fmt: skip


def _stopped(stopped: list[CoverToday], pay: str, say: "_Say") -> Covered:
    since = min(_stops(one) for one in stopped)
    if all(one.put_off for one in stopped):
        return Covered("wait", say("{You are covered}, ma i rimborsi per le spese dal {day} aspettano il contributo.",
                                   "{You are covered}, but refunds of expenses from {day} wait for the contribution.",
                                   day=since), owed=pay)  # fmt: skip
    resumes = {one.resumes_on for one in stopped}
    back = next(iter(resumes)) if len(resumes) == 1 else None
    if back is not None:
        return Covered("bad", say("{The cover} è ferma dal {since}: riprende il {day}.",
                                  "{The cover} is on hold since {since}: it resumes on {day}.", since=since, day=back))
    return Covered("bad", say("{The cover} è ferma dal {since}, perché manca un contributo.",
                              "{The cover} is on hold since {since}, for a contribution is missing.", since=since),
                   owed=pay)  # fmt: skip


def _pay(stopped: list[CoverToday], owed_cents: int, say: "_Say") -> str:
    if not stopped or not owed_cents:
        return ""
    return say("Restano da pagare {cents}: dopo il pagamento la copertura riprende.",
               "{cents} is still to be paid: after that the cover resumes.",
               cents=amount(owed_cents, say.language))  # fmt: skip


def _waits(one: CoverToday | CoverApart, say: "_Say") -> list[str]:
    """From when what still waits is due."""
    told = []
    for first, benefits in one.waits:
        titles = listed(benefits, say("e", "and")) if len(benefits) <= FEW else say(
            "{count} prestazioni", "{count} benefits", count=len(benefits)
        )
        if first is not None:
            told.append(say("Non ancora: {titles}. Da quando: {day}.", "Not yet: {titles}. From when: {day}.",
                            titles=titles, day=first))  # fmt: skip
    return told


def _until(one: CoverToday, say: "_Say") -> str:
    if one.until is None:
        return say("«{plan}»: senza scadenza.", "“{plan}”: with no end date.", plan=one.plan)
    return say("«{plan}»: fino al {day}.", "“{plan}”: until {day}.", plan=one.plan, day=one.until)


def rules_of_day(year: int, in_force_from: date, language: Language = "it") -> str:
    """By which rules an expense of a year that has none of its own yet is tried."""
    since = calendar_date(in_force_from, language)
    if language == "en":
        return f"There are no rules of {year} yet: this goes by those in force since {since}, and may change."
    return elided(f"Le regole del {year} non ci sono ancora: qui valgono quelle in vigore dal {since}, e può cambiare.")


def cover_of_day(
    covers: Sequence[tuple[date, date | None]], day: date, today: date, language: Language = "it"
) -> str:
    """When the cover began or begins of whoever has none on the day; or when it ends; "" between two covers."""
    first, ends = min(since for since, _ in covers), [until for _, until in covers]
    last = max((until for until in ends if until is not None), default=None) if None not in ends else None
    if day < first:
        told = ("La copertura comincia il", "The cover begins on") if first > today else (
            "La copertura è cominciata il", "The cover began on")  # fmt: skip
        return elided(f"{told[language == 'en']} {calendar_date(first, language)}.")
    if last is None or day <= last:
        return ""
    told = ("La copertura finisce il", "The cover ends on") if last >= today else (
        "La copertura è finita il", "The cover ended on")  # fmt: skip
    return elided(f"{told[language == 'en']} {calendar_date(last, language)}.")


_PHRASES = {
    "You are covered": (("Sei coperta", "Sei coperto", "Hai la copertura"), "You are covered",
                        ("{name} è coperta", "{name} è coperto", "{name} ha la copertura"), "{name} is covered"),
    "You are not yet covered": (
        ("Non sei ancora coperta", "Non sei ancora coperto", "Non hai ancora la copertura"), "You are not yet covered",
        ("{name} non è ancora coperta", "{name} non è ancora coperto", "{name} non ha ancora la copertura"),
        "{name} is not yet covered"),
    "You are no longer covered": (
        ("Non sei più coperta", "Non sei più coperto", "Non hai più la copertura"), "You are no longer covered",
        ("{name} non è più coperta", "{name} non è più coperto", "{name} non ha più la copertura"),
        "{name} is no longer covered"),
    "You are not covered": (
        ("Non sei coperta", "Non sei coperto", "Non hai una copertura"), "You are not covered",
        ("{name} non è coperta", "{name} non è coperto", "{name} non ha una copertura"), "{name} is not covered"),
    "The cover": (("La copertura",) * 3, "The cover", ("La copertura di {name}",) * 3, "The cover of {name}"),
}  # fmt: skip


class _Say:
    """One of two sentences, with days written out, about whom they speak of."""

    def __init__(self, language: Language, of: About) -> None:
        self.language: Language = language
        self._of = of

    def __call__(self, italian: str, english: str, **values: object) -> str:
        said = {
            name: calendar_date(value, self.language) if isinstance(value, date) else value
            for name, value in values.items()
        }
        told = (english if self.language == "en" else italian).format(**said, **self._phrases())
        return told if self.language == "en" else elided(told)

    def _phrases(self) -> dict[str, str]:
        at = {True: 0, False: 1, None: 2}[self._of.feminine]
        found = {}
        for key, (you, you_english, other, other_english) in _PHRASES.items():
            if self.language == "en":
                found[key] = other_english.format(name=self._of.name) if self._of.name else you_english
            else:
                found[key] = other[at].format(name=self._of.name) if self._of.name else you[at]
        return found


def newborn_sentence(clock: Clock, born_on: date, language: Language) -> str:
    """From when a plan covers a child told of today, and until when telling it still brings that."""
    english = language == "en"
    first, by = calendar_date(clock.starts_on, language) if clock.starts_on else "", ""
    if clock.by is not None:
        by = calendar_date(clock.by, language)
    if not first:
        return ("Call, or come to the counter: here the rules ask for something more." if english else
                "Per questo chiama o passa allo sportello: il regolamento chiede qualcosa in più.")  # fmt: skip
    if clock.starts_on == born_on and not clock.on_telling:
        if english:
            return f"Covered from birth, if you tell it by {by}." if by else "Covered from birth."
        return elided(f"Ha la copertura dalla nascita, se lo dici entro il {by}." if by else
                      "Ha la copertura dalla nascita.")  # fmt: skip
    if clock.on_telling:
        if english:
            return f"Covered from the day you tell it{f', if that is by {by}' if by else ''}."
        if not by:
            return "Ha la copertura dal giorno in cui lo dici: prima è, meglio è."
        return elided(f"Ha la copertura dal giorno in cui lo dici, se lo dici entro il {by}: prima è, meglio è.")
    if english:
        return f"Covered from {first}, if you tell it by {by}." if by else f"Covered from {first}."
    return elided(f"Ha la copertura dal {first}, se lo dici entro il {by}." if by else f"Ha la copertura dal {first}.")


def newborn_told_sentence(clock: Clock, language: Language) -> str:
    """To the office, of a child that was told already: from when the plan covers the child."""
    english = language == "en"
    if clock.starts_on is None:
        return ("The rules ask for something more: recording the child tells what." if english else
                "Il regolamento chiede qualcosa in più: si vede registrando.")  # fmt: skip
    first = calendar_date(clock.starts_on, language)
    return f"The cover begins on {first}." if english else elided(f"La copertura comincia il {first}.")
