"""The life of a member at the counter: where somebody stands, what happened, the steps that may follow; households."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeVar

from mutua.domain.italian import written_day
from mutua.domain.member_life import ENDINGS, Event, MemberKind
from mutua.domain.records import Identity
from mutua.services import member_life as life
from mutua.services.admissions import steps_open
from mutua.services.claim_life import Desktop
from mutua.services.correct_person import PARTS, Corrected, correct_person, mark_of
from mutua.services.decide_claim import Refusal
from mutua.services.household_moves import Move, Moved, declare_cohabitation, move_household, register_newborn
from mutua.services.member_corrections import take_back
from mutua.services.member_desk import MembersDesk, Told
from mutua.services.member_endings import end_membership
from mutua.services.newcomers import Newcomer, WrongPart, read_person, with_alike
from mutua.services.show_declared import DeclaredShown, show_declared
from mutua.services.show_member import InHousehold, MemberShown, show_member
from mutua.store.members import ResolutionTold
from mutua.web import member_forms as forms
from mutua.web.deeds import BACK, Deed, Outcome, Shown, Stop, Sure, deed_page, in_two_steps, pair_of
from mutua.web.forms import Refused, Wrong
from mutua.web.member_deeds import DEEDS, OF_HOUSEHOLD, OF_WORD, field_of, filled, offered
from mutua.web.pages import problem
from mutua.web.site import Answer, Go, Page, Visit
from mutua.wording.counter import PERSON_PARTS, counter_notice, counter_refusal, fault_sentence
from mutua.wording.member_life import BODIES, EVENTS, KINDS, REASONS, event_sentence
from mutua.wording.person_sheet import kinship_word, standing_sentence

F = TypeVar("F", bound=Sure)


def shown_member(visit: Visit) -> tuple[MemberShown, frozenset[Event]]:
    with visit.site.archive.snapshot() as connection:
        member = show_member(connection, visit.site.statute, visit.subject, visit.today)
        return member, steps_open(connection, visit.subject, dead=member.died_on is not None)


def name_of(who: Identity, visit: Visit) -> str:
    return f"{who.surname} {who.given_name}".strip() or visit.say("Persona cancellata", "Erased person")


def standing_of(visit: Visit, member: MemberShown) -> str:
    newest = member.happened[-1] if member.happened else None
    return standing_sentence(
        member.standing, visit.language, number=member.member_number, vote=member.vote,
        beneficiary=member.beneficiary, event=newest.event if newest else None,
        due_on=newest.due_on if newest else None,
    )  # fmt: skip


def home_of(visit: Visit, member: MemberShown) -> InHousehold | None:
    """The household the person is in today."""
    return next((one for one in member.places if one.effective_from <= visit.today
                 and (one.ends_on is None or one.ends_on >= visit.today)), None)  # fmt: skip


def show(visit: Visit) -> Answer:
    """The whole life of a member, and what may follow."""
    member, steps = shown_member(visit)
    erased = not (member.who.surname or member.who.given_name)
    lang = visit.language == "en"
    home = home_of(visit, member)
    household = [DEEDS[name] for name in OF_HOUSEHOLD if home is not None and member.died_on is None]
    return Page("member.html", {
        "member": member, "name": name_of(member.who, visit), "standing": standing_of(visit, member),
        "steps": [] if erased else offered(steps), "household": [] if erased else household,
        "details": DEEDS["correct_person"], "declared": _declared(visit),
        "word": [] if erased or member.died_on is not None else [DEEDS[name] for name in OF_WORD],
        "erased": erased, "pair": pair_of(visit),
        "events": {code: told[lang] for code, told in EVENTS.items()},
        "kinds": {code: told[lang] for code, told in KINDS.items()},
        "reasons": {code: told[lang] for code, told in REASONS.items()},
        "bodies": {code: told[lang] for code, told in BODIES.items()},
        "kinship": lambda word: kinship_word(word, visit.language),
    })  # fmt: skip


def _declared(visit: Visit) -> DeclaredShown:
    with visit.site.archive.reader.begin() as connection:
        return show_declared(connection, visit.site.law.ceilings, visit.subject, visit.today, visit.language)


def step(visit: Visit, query: forms.StepQuery | Refused) -> Answer:
    """The form of a step."""
    if isinstance(query, Refused) or query.passo not in DEEDS:
        return problem(visit, "not_there")
    head, deed = deed_of(visit, query.passo)
    return deed_page(visit, deed, head)


def deed_of(visit: Visit, name: str) -> tuple[str, Deed]:
    """The head of the page of a step, and the step with what is known of the person in it."""
    member, _ = shown_member(visit)
    head = f"{name_of(member.who, visit)}: {standing_of(visit, member)}"
    return head, filled(DEEDS[name], visit.site.statute, member.who)


# ---------------------------------------------------------------- what comes of a step


def stopped(visit: Visit, refusal: Refusal, deed: Deed) -> Stop:
    """A refusal beside its field, or above the form."""
    told, field = counter_refusal(refusal.code, refusal.found, visit.language), field_of(refusal.code, deed)
    return Stop((), (Wrong(field, "not_taken", {"told": told}),)) if field else Stop((told,))


def misread(visit: Visit, wrong: list[WrongPart]) -> Stop:
    return Stop((), tuple(Wrong(one.part, "not_taken", {"told": fault_sentence(one.fault, visit.language)})
                          for one in wrong))  # fmt: skip


def of_told(visit: Visit, deed: Deed, found: Told | Refusal) -> Outcome:
    if isinstance(found, Refusal):
        return stopped(visit, found, deed)
    event = found.event
    if event.event in ENDINGS:
        last = written_day(event.effective_on - timedelta(days=1))
        said = visit.say("{what}: l'ultimo giorno è il {day}", "{what}: the last day is {day}", day=last,
                         what=EVENTS[event.event][visit.language == "en"])  # fmt: skip
        if found.line is not None:
            said += visit.say("; libro soci: riga {line}", "; members' book: line {line}", line=found.line)
        if event.due_on is not None:
            said += visit.say("; può ricorrere fino al {day}", "; may appeal until {day}",
                              day=written_day(event.due_on))  # fmt: skip
    else:
        said = event_sentence(event, visit.language, number=found.member_number, line=found.line)
    return _shown(visit, (f"{said[:1].upper()}{said[1:]}.",), found.notices)


def _shown(visit: Visit, lines: tuple[str, ...], notices: tuple[tuple[str, str], ...]) -> Shown:
    look = tuple(counter_notice(code, about, visit.language) for code, about in notices)
    return Shown(lines, look, proxies=any(code.startswith("proxy_") for code, _ in notices))


def of_moved(visit: Visit, deed: Deed, found: Moved | Refusal, line: str) -> Outcome:
    if isinstance(found, Refusal):
        return stopped(visit, found, deed)
    covers = visit.say("Coperture: {plans}.", "Covers: {plans}.", plans=", ".join(found.covers) or "–")
    return _shown(visit, (line, covers), found.notices)


def _step(
    visit: Visit, name: str, form: F | Refused, do: Callable[[MembersDesk, F], Told | Refusal]
) -> Answer:
    """A step that is an event of a life."""
    head, deed = deed_of(visit, name)

    def attempt(at: Desktop, told: F) -> Outcome:
        return of_told(visit, deed, do(MembersDesk(at, visit.site.statute), told))

    return in_two_steps(visit, deed, form, attempt, _back(visit), head)


def _back(visit: Visit, route: str = "member") -> Go:
    return Go(route, visit.named, message="recorded")


def _by(form: forms.ByResolution) -> ResolutionTold:
    return ResolutionTold(form.body, form.reference, form.decided_on)


# ---------------------------------------------------------------- coming in


def apply(visit: Visit, form: forms.Apply | Refused) -> Answer:
    return _step(visit, "apply_member", form, lambda desk, told: life.register_member(
        desk, visit.subject, on=told.on, kind=MemberKind(told.kind)))  # fmt: skip


def withdraw_application(visit: Visit, form: forms.On | Refused) -> Answer:
    return _step(visit, "withdraw_application", form, lambda desk, told: life.withdraw_application(
        desk, visit.subject, on=told.on))  # fmt: skip


def admit(visit: Visit, form: forms.Admit | Refused) -> Answer:
    return _step(visit, "admit_member", form, lambda desk, told: life.decide_application(
        desk, visit.subject, admit=True, by=_by(told), communicated_on=told.communicated_on))  # fmt: skip


def refuse(visit: Visit, form: forms.WithMotive | Refused) -> Answer:
    return _step(visit, "refuse_member", form, lambda desk, told: life.decide_application(
        desk, visit.subject, admit=False, by=_by(told), communicated_on=told.communicated_on,
        motive=told.motive))  # fmt: skip


def appeal(visit: Visit, form: forms.On | Refused) -> Answer:
    return _step(visit, "appeal_member", form, lambda desk, told: life.appeal(desk, visit.subject, on=told.on))


def uphold(visit: Visit, form: forms.OnAppeal | Refused) -> Answer:
    return _step(visit, "uphold_appeal", form, lambda desk, told: life.decide_appeal(
        desk, visit.subject, uphold=True, by=_by(told), motive=told.motive))  # fmt: skip


def reject(visit: Visit, form: forms.OnAppeal | Refused) -> Answer:
    return _step(visit, "reject_appeal", form, lambda desk, told: life.decide_appeal(
        desk, visit.subject, uphold=False, by=_by(told), motive=told.motive))  # fmt: skip


def readmit(visit: Visit, form: forms.Readmit | Refused) -> Answer:
    return _step(visit, "readmit_member", form, lambda desk, told: life.readmit(
        desk, visit.subject, asked_on=told.asked_on, by=_by(told)))  # fmt: skip


# ---------------------------------------------------------------- suspended, gone, taken back


def suspend(visit: Visit, form: forms.Suspend | Refused) -> Answer:
    return _step(visit, "suspend_member", form, lambda desk, told: life.suspend(
        desk, visit.subject, on=told.on, reason=told.reason, motive=told.motive))  # fmt: skip


def reinstate(visit: Visit, form: forms.Reinstate | Refused) -> Answer:
    return _step(visit, "reinstate_member", form, lambda desk, told: life.reinstate(
        desk, visit.subject, on=told.on, motive=told.motive))  # fmt: skip


def end_withdrawal(visit: Visit, form: forms.On | Refused) -> Answer:
    return _step(visit, "end_withdrawal", form, lambda desk, told: end_membership(
        desk, visit.subject, Event.WITHDRAWN, on=told.on))  # fmt: skip


def end_lapse(visit: Visit, form: forms.SentAway | Refused) -> Answer:
    return _step(visit, "end_lapse", form, _sent_away(visit, Event.LAPSED))


def end_exclusion(visit: Visit, form: forms.SentAway | Refused) -> Answer:
    return _step(visit, "end_exclusion", form, _sent_away(visit, Event.EXCLUDED))


def _sent_away(visit: Visit, how: Event) -> Callable[[MembersDesk, forms.SentAway], Told | Refusal]:
    return lambda desk, told: end_membership(
        desk, visit.subject, how, on=told.decided_on, by=_by(told), reason=told.reason, motive=told.motive,
        communicated_on=told.communicated_on,
    )  # fmt: skip


def end_death(visit: Visit, form: forms.On | Refused) -> Answer:
    return _step(visit, "end_death", form, lambda desk, told: end_membership(
        desk, visit.subject, Event.DIED, on=told.on))  # fmt: skip


def undo(visit: Visit, form: forms.TakeBack | Refused) -> Answer:
    return _step(visit, "undo_member", form, lambda desk, told: take_back(desk, visit.subject, motive=told.motive))


# ---------------------------------------------------------------- households


def move(visit: Visit, form: forms.MoveHome | Refused) -> Answer:
    head, deed = deed_of(visit, "move_household")

    def attempt(at: Desktop, told: forms.MoveHome) -> Outcome:
        living = {"yes": True, "no": False}.get(told.cohabiting)
        wanted = Move(told.household, told.kinship, told.on, told.motive, bool(told.dependent), living, told.evidence)
        line = visit.say("Entra nel nucleo {home} dal {day} ({kinship}).",
                         "Comes into household {home} on {day} ({kinship}).", home=told.household,
                         day=written_day(told.on), kinship=kinship_word(told.kinship, visit.language))  # fmt: skip
        return of_moved(visit, deed, move_household(MembersDesk(at, visit.site.statute), visit.subject, wanted), line)

    return in_two_steps(visit, deed, form, attempt, _back(visit), head)


def cohabiting(visit: Visit, form: forms.Cohabiting | Refused) -> Answer:
    head, deed = deed_of(visit, "say_cohabiting")

    def attempt(at: Desktop, told: forms.Cohabiting) -> Outcome:
        found = declare_cohabitation(
            MembersDesk(at, visit.site.statute), visit.subject, cohabiting=told.cohabiting == "yes", on=told.on,
            evidence=told.evidence,
        )  # fmt: skip
        if isinstance(found, Refusal):
            return stopped(visit, found, deed)
        day = written_day(told.on)
        return Shown((
            visit.say("Dal {day} convive con il suo nucleo.", "From {day} lives with the household.", day=day)
            if told.cohabiting == "yes" else
            visit.say("Dal {day} non convive con il suo nucleo.", "From {day} does not live with it.", day=day),
        ))  # fmt: skip

    return in_two_steps(visit, deed, form, attempt, _back(visit), head)


def newborn(visit: Visit, form: forms.Newborn | Refused) -> Answer:
    """A child born into the person's household."""
    head, deed = deed_of(visit, "add_newborn")
    member, _ = shown_member(visit)
    home = home_of(visit, member)

    def attempt(at: Desktop, told: forms.Newborn) -> Outcome:
        read = read_person(
            Identity(told.surname, told.given_name, told.fiscal_code, told.card_number, told.born_on), visit.today
        )
        if isinstance(read, list):
            return misread(visit, read)
        found = register_newborn(
            MembersDesk(at, visit.site.statute), home.code if home is not None else "", read.who,
            asked_on=told.asked_on,
        )  # fmt: skip
        line = visit.say("{name} è del nucleo {home} dalla nascita, il {day}.",
                         "{name} is of household {home} from birth, on {day}.", home=home.code if home else "",
                         name=name_of(read.who, visit), day=written_day(told.born_on))  # fmt: skip
        return _with_doubts(visit, of_moved(visit, deed, found, line), read)

    return in_two_steps(visit, deed, form, attempt, _back(visit), head)


# ---------------------------------------------------------------- details


def identity_of(form: forms.Details) -> Identity:
    return Identity(
        form.surname, form.given_name, form.fiscal_code, form.card_number, form.born_on, form.sex, form.address,
        form.postal_code, form.municipality, form.phone, form.email,
    )  # fmt: skip


def correct(visit: Visit, form: forms.Corrected | Refused) -> Answer:
    head, deed = deed_of(visit, "correct_person")
    if not isinstance(form, Refused) and form.sure != BACK:
        who = shown_member(visit)[0].who
        if form.seen != mark_of(who):  # the page comes back for what there is now: the next press counts for that
            asks = tuple(one._replace(kind="stamp") if one.name == "seen" else one for one in deed.asks)
            why = (counter_refusal("details_changed", "", visit.language), *_beside(visit, who, identity_of(form)))
            return deed_page(visit, replace(deed, asks=asks), head, status=409, why=why)

    def attempt(at: Desktop, told: forms.Corrected) -> Outcome:
        read = read_person(identity_of(told), visit.today)
        if isinstance(read, list):
            return misread(visit, read)
        found = correct_person(at, visit.subject, read.who, seen=told.seen)
        if isinstance(found, Refusal):
            return stopped(visit, found, deed)
        return _with_doubts(visit, Shown(tuple(_changed(visit, found, part) for part in found.parts)), read)

    return in_two_steps(visit, deed, form, attempt, _back(visit, "person"), head)


def _beside(visit: Visit, now: Identity, typed: Identity) -> list[str]:
    """Where what was typed is not what there is now: «telefono: adesso è 0121 9, qui sotto 0121 1»."""
    told = []
    for part in PARTS:
        there, here = (_written(getattr(one, part) or "") for one in (now, typed))
        if there != here:
            name = PERSON_PARTS[part][visit.language == "en"]
            told.append(visit.say("{name}: adesso è {there}, qui sotto è {here}", "{name}: now {there}, below {here}",
                                  name=name, there=there or "–", here=here or "–"))  # fmt: skip
    last = visit.say("Sistemate i campi e premete di nuovo: vale quello che sta qui sotto.",
                     "Mend the fields and press again: what stands below counts.")  # fmt: skip
    return [*told, last]


def _changed(visit: Visit, found: Corrected, part: str) -> str:
    """«telefono: 0121 1 → 0121 2»"""
    before, after = (_written(getattr(one, part)) for one in (found.before, found.after))
    return f"{PERSON_PARTS[part][visit.language == 'en']}: {before or '–'} → {after or '–'}"


def _written(value: Any) -> str:
    return written_day(value) if hasattr(value, "isoformat") else str(value)


def _with_doubts(visit: Visit, found: Outcome, read: Newcomer) -> Outcome:
    if not isinstance(found, Shown):
        return found
    told = tuple(fault_sentence(one, visit.language) for one in read.doubts)
    return found._replace(look=(*told, *found.look))


def look_alike(visit: Visit, read: Newcomer) -> tuple[tuple[str, str], ...]:
    """Who of the archive may be the same person, with what tells them apart."""
    with visit.site.archive.reader.begin() as connection:
        found = with_alike(connection, read).alike
    return tuple(
        (one.public_id, " ".join(told for told in (one.surname, one.given_name, one.card_number) if told))
        for one in found
    )


def read_in_words(visit: Visit, read: Newcomer) -> tuple[str, ...]:
    """What was read from the fiscal code."""
    values: Mapping[str, str] = {part: _written(getattr(read.who, part)) for part in read.read}
    told = [f"{PERSON_PARTS[part][visit.language == 'en']} {value}" for part, value in values.items()]
    if not told:
        return ()
    return (visit.say("Letto dal codice fiscale: {told}.", "Read from the fiscal code: {told}.",
                      told=", ".join(told)),)  # fmt: skip
