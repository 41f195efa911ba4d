"""Who joins and who leaves a firm: three fields, the mistake beside its field; then what it means for their cover."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from mutua.domain.faults import Fault
from mutua.domain.firms import Category
from mutua.domain.identifiers.fiscal_code import FiscalCode, read_fiscal_code
from mutua.domain.identifiers.person_beside_code import doubts
from mutua.domain.italian import as_a_name, written_day
from mutua.domain.months import first_of, last_of, months_after
from mutua.domain.staff_rows import StaffRow
from mutua.intake.mistakes import Mistake
from mutua.intake.staff_file import of_code, split_name
from mutua.services.decide_claim import Refusal
from mutua.services.firm_door import Done, Preview
from mutua.services.firm_papers_own import offer_letter
from mutua.store.firm_view import RosterRow
from mutua.web.door_forms import Joins, Leaves
from mutua.web.door_home import closed, why
from mutua.web.door_visit import FirmVisit
from mutua.web.forms import Refused, Wrong
from mutua.web.outside_names import WORKER
from mutua.web.pages import problem_of
from mutua.web.site import Answer, File, Go, Page
from mutua.wording.firm_door import CATEGORIES
from mutua.wording.intake import shown

# Beside which field of the page what is wrong with a row is told.
_JOIN_FIELDS = {"codice fiscale": "code", "data di assunzione": "start", "cognome": "name", "nome": "name",
                "data di nascita": "born"}  # fmt: skip
_LEAVE_FIELDS = {"codice fiscale": "who", "data di cessazione": "last"}


def join(visit: FirmVisit) -> Answer:
    return _join(visit)


def _join(visit: FirmVisit, told: Mapping[str, str] | None = None, cuts: tuple[tuple[str, str], ...] = (),
          refusal: Refusal | None = None, *, odd: bool = False, known: RosterRow | None = None) -> Page:  # fmt: skip
    if not visit.open_firm.view.may_enrol:
        return closed(visit, "people")
    english = visit.language == "en"
    if not cuts and visit.written.get("cut"):  # chosen before: it is not asked again
        cuts = _cuts(visit.written.get("name", ""))
    values = {
        "firm": visit.open_firm, "here": "month", "cuts": cuts, "why": "" if refusal is None else why(visit, refusal),
        "categories": [(code, names[english]) for code, names in CATEGORIES.items()],
        "example": months_after(visit.today, 1), "odd": odd or bool(visit.written.get("sure")),
        "known": _known(visit, known), "asks_birth": "born" in (told or {}) or bool(visit.written.get("born")),
    }  # fmt: skip
    wrong = bool(told or refusal or visit.refused)
    return Page("door_join.html", values, 422 if wrong else 200, wrong=as_told(told or {}))


def record_join(visit: FirmVisit, form: Joins | Refused) -> Answer:
    """Reads birth and sex from the code, cuts the name as the code says, and records; then the page of the person."""
    if isinstance(form, Refused):
        return _join(visit, _code_too(visit))
    code = read_fiscal_code(form.code)
    if not isinstance(code, FiscalCode):
        return _join(visit, {"code": told_of(visit, code)})
    name = _cut(form, code)
    if code.is_provisional and (name is None or form.born is None or form.born >= form.start):
        return _ask_of_provisional(visit, form, code)
    if name is None:
        cuts = _cuts(form.name)
        if not cuts:
            return _join(visit, {"name": visit.say("Scrivete cognome e nome.", "Write surname and given name.")})
        told = _told_of_name(visit, form.name, code)
        return _join(visit, told, (("", visit.say("Ho corretto qui sopra", "I mended it above")), *cuts))
    surname, given_name = map(as_a_name, name)
    row = StaffRow(1, 0, code.text, surname, given_name, form.start, None, Category(form.category), form.payroll,
                   born_on=form.born if code.is_provisional else None)  # fmt: skip
    seen = visit.door.look_at_row(visit.open_firm, row)
    if seen.plan.wrong:
        told, there = _told_already(visit, seen, code.text, "start")
        return _join(visit, told or told_beside(visit, seen, _JOIN_FIELDS), known=there)
    odd = told_beside(visit, seen, _JOIN_FIELDS, warnings=True)
    if odd and not form.sure:
        return _join(visit, _to_be_checked(visit, odd), odd=True)
    done = visit.door.record_row(visit.open_firm, row, seen)
    if not isinstance(done, Done):
        return _join(visit, refusal=done if isinstance(done, Refusal) else Refusal("list_otherwise"))
    return _to_person(visit, code.text, "door_joined" if done.list_id else "door_known_already")


def _ask_of_provisional(visit: FirmVisit, form: Joins, code: FiscalCode) -> Page:
    """What a code of eleven digits does not tell: the birth, and where the surname ends; and whether it is a firm's."""
    (doubt,) = doubts(code)
    told = {} if form.sure else _to_be_checked(visit, {"code": told_of(visit, [doubt])})
    if form.born is None:
        told["born"] = visit.say("Questo codice non dice quando è nato: scrivetelo.",
                                 "This code does not tell when they were born: write it.")  # fmt: skip
    elif form.born >= form.start:
        told["born"] = visit.say("Viene dopo il primo giorno di lavoro.", "It comes after the first day at work.")
    cuts = _cuts(form.name)
    if not form.cut:
        told["name"] = visit.say(
            "Questo codice non dice dove finisce il cognome: sceglietelo qui sotto.",
            "This code does not tell where the surname ends: choose it below.",
        ) if cuts else visit.say("Scrivete cognome e nome.", "Write surname and given name.")  # fmt: skip
    return _join(visit, told, (("", visit.say("Scegliete", "Choose")), *cuts) if cuts else (), odd=True)


def _told_of_name(visit: FirmVisit, name: str, code: FiscalCode) -> dict[str, str]:
    """Why the code does not cut the name: it may be cut in two ways, or the surname, the given name or both are not
    those of the code."""
    found = {of_code(code, *pair) for pair in ways(name)}
    if (True, True) in found:
        return {"name": visit.say(
            "Il codice fiscale non dice dove finisce il cognome: sceglietelo qui sotto.",
            "The fiscal code does not say where the surname ends: choose it below.",
        )}  # fmt: skip
    if (False, True) in found:
        return {"name": visit.say(
            "Il cognome non è quello di questo codice: correggetelo, o ricopiate il codice. Se sono giusti tutti e due "
            "(un cognome da sposata), scegliete qui sotto come si divide il nome.",
            "The surname is not that of this code: mend it, or copy the code again. If both are right (a married "
            "surname), choose below how the name is cut.",
        )}  # fmt: skip
    if (True, False) in found:
        return {"name": visit.say(
            "Il nome non è quello di questo codice: correggetelo, o ricopiate il codice. Se sono giusti tutti e due "
            "(un secondo nome), scegliete qui sotto come si divide il nome.",
            "The given name is not that of this code: mend it, or copy the code again. If both are right (a second "
            "name), choose below how the name is cut.",
        )}  # fmt: skip
    return {"code": visit.say(
        "Questo codice è di un altro nome: ricopiatelo, o correggete il nome. Se il codice è proprio il suo "
        "(un cognome da sposata, un secondo nome), scegliete qui sotto come si divide il nome.",
        "This code is of another name: copy it again, or mend the name. If it is theirs all the same (a "
        "married surname, a second name), choose below how the name is cut.",
    )}  # fmt: skip


def _code_too(visit: FirmVisit) -> dict[str, str]:
    """What is wrong with the code, told together with the other fields."""
    code = read_fiscal_code(visit.written.get("code", "").strip())
    return {"code": told_of(visit, code)} if visit.written.get("code", "").strip() and isinstance(code, list) else {}


def as_told(sentences: Mapping[str, str]) -> tuple[Wrong, ...]:
    """Mistakes in whole sentences, by field."""
    return tuple(Wrong(field, "not_taken", {"told": told}) for field, told in sentences.items())


def ways(name: str) -> list[tuple[str, str]]:
    """Every way in which a name can be cut into surname and given name, the surname first or last."""
    words = name.split()[:8]
    cuts = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return [*cuts, *[(given, surname) for surname, given in cuts]]


def _cuts(name: str) -> tuple[tuple[str, str], ...]:
    """Every way of cutting a name, to be chosen from."""
    return tuple((f"{at}", " | ".join(pair)) for at, pair in enumerate(ways(name)))


def _cut(form: Joins, code: FiscalCode) -> tuple[str, str] | None:
    chosen = ways(form.name)
    if form.cut.isascii() and form.cut.isdigit() and int(form.cut) < len(chosen):
        return chosen[int(form.cut)]
    return split_name(form.name, code)


def told_of(visit: FirmVisit, faults: list[Fault]) -> str:
    """Every fault of a code in one text."""
    told = [shown(Mistake(one.code, found=one.found, values=one.values, suggestion=one.suggestion), visit.language)
            for one in faults]  # fmt: skip
    return as_a_sentence("; ".join(dict.fromkeys(told)))


def as_a_sentence(told: str) -> str:
    return told[:1].upper() + told[1:]


def told_beside(
    visit: FirmVisit, seen: Preview, fields: Mapping[str, str], *, warnings: bool = False
) -> dict[str, str]:
    """What is wrong with a row, by the field of the page; `warnings`: what is odd about one of the fields instead."""
    found: dict[str, str] = {}
    for one in seen.mistakes:
        if one.warning is warnings and (one.column in fields or not warnings):
            found.setdefault(fields.get(one.column, ""), as_a_sentence(shown(one, visit.language)))
    return found


def _told_already(
    visit: FirmVisit, seen: Preview, code: str, field: str
) -> tuple[dict[str, str], RosterRow | None]:  # fmt: skip
    """Another day that was told of the same person, beside the field, and whom: there it is put right or taken back.
    Nothing where something else is wrong."""
    found = next((one for one in seen.mistakes if not one.warning), None)
    if found is None or found.code not in ("staff_still_here", "staff_overlaps", "staff_left_otherwise"):
        return {}, None
    if found.code == "staff_still_here":
        told = visit.say(
            "Avete già detto che lavora qui dal {hired}. Se è uscito e rientrato, dite prima l'uscita.",
            "You told us already: working here since {hired}. If they left and came back, tell the leave first.",
            **found.values,
        )  # fmt: skip
    elif found.code == "staff_overlaps":
        told = visit.say("Avete già detto che ha lavorato qui dal {hired} al {left}.",
                         "You told us already: worked here from {hired} to {left}.", **found.values)  # fmt: skip
    else:
        told = visit.say("Avete già detto che è uscito il {left}.", "You told us already: left on {left}.",
                         **found.values)  # fmt: skip
    mine = [one for one in visit.door.people(visit.open_firm) if one.fiscal_code == code]
    return {field: told}, max(mine, key=lambda one: (one.hired_on, one.enrolment_id))


def _known(visit: FirmVisit, one: RosterRow | None) -> tuple[str, str] | None:
    """How a page names somebody, and how it calls them."""
    return None if one is None else (visit.names.of(WORKER, one.enrolment_id), f"{one.surname} {one.given_name}")


def _to_be_checked(visit: FirmVisit, odd: Mapping[str, str]) -> dict[str, str]:
    """What is odd, and what to do about it."""
    do = visit.say("Controllate; se è giusto, mettete il segno qui sotto.", "Check it; if it is right, tick below.")
    return {field: f"{told}. {do}" for field, told in odd.items()}


def _to_person(visit: FirmVisit, code: str, message: str) -> Go:
    mine = [one for one in visit.door.people(visit.open_firm) if one.fiscal_code == code]
    newest = max(mine, key=lambda one: (one.hired_on, one.enrolment_id))
    return Go("door_worker", visit.names.of(WORKER, newest.enrolment_id), message=message)


# ---------------------------------------------------------------- who leaves


def leave(visit: FirmVisit) -> Answer:
    return _leave(visit)


def _leave(
    visit: FirmVisit, told: Mapping[str, str] | None = None, refusal: Refusal | None = None, *, odd: bool = False,
    known: RosterRow | None = None,
) -> Page:  # fmt: skip
    if not visit.open_firm.view.may_enrol:
        return closed(visit, "people")
    people = [one for one in visit.door.people(visit.open_firm) if one.left_on is None]
    values = {
        "firm": visit.open_firm, "here": "month", "why": "" if refusal is None else why(visit, refusal),
        "people": [(visit.names.of(WORKER, one.enrolment_id), name)
                   for one, name in zip(people, told_apart(people), strict=True)],
        "known": _known(visit, known), "example": last_of(visit.today), "odd": odd or bool(visit.written.get("sure")),
    }  # fmt: skip
    wrong = bool(told or refusal or visit.refused)
    return Page("door_leave.html", values, 422 if wrong else 200, wrong=as_told(told or {}))


def told_apart(people: Sequence[RosterRow]) -> list[str]:
    """The name of each, with the fiscal code and the first day of those who have it in common."""
    names = [f"{one.surname} {one.given_name}" for one in people]
    times = Counter(name.casefold() for name in names)
    return [
        name if times[name.casefold()] == 1 else f"{name} · {one.fiscal_code} · {written_day(one.hired_on)}"
        for one, name in zip(people, names, strict=True)
    ]


def record_leave(visit: FirmVisit, form: Leaves | Refused) -> Answer:
    """Somebody left with that day: recorded, then what happens to their cover."""
    if isinstance(form, Refused):
        return _leave(visit)
    rows = {visit.names.of(WORKER, one.enrolment_id): one for one in visit.door.people(visit.open_firm)}
    if form.who not in rows:
        return _leave(visit, {"who": visit.say("Scegliete una persona.", "Choose somebody.")})
    one = rows[form.who]
    if form.last < one.hired_on:
        return _leave(visit, {"last": visit.say(
            "Viene prima del primo giorno di lavoro, che è il {day}.", "It comes before the first day at work, {day}.",
            day=written_day(one.hired_on))})  # fmt: skip
    row = StaffRow(1, 0, one.fiscal_code, left_on=form.last)
    seen = visit.door.look_at_row(visit.open_firm, row)
    if seen.plan.wrong:
        told, there = _told_already(visit, seen, one.fiscal_code, "last")
        return _leave(visit, told or told_beside(visit, seen, _LEAVE_FIELDS), known=there)
    odd = told_beside(visit, seen, _LEAVE_FIELDS, warnings=True)
    if odd and not form.sure:
        return _leave(visit, _to_be_checked(visit, odd), odd=True)
    done = visit.door.record_row(visit.open_firm, row, seen)
    if not isinstance(done, Done):
        return _leave(visit, refusal=done if isinstance(done, Refusal) else Refusal("list_otherwise"))
    return Go("door_worker", form.who, message="door_left" if done.list_id else "door_known_already")


# ---------------------------------------------------------------- one person


def worker(visit: FirmVisit) -> Answer:
    """Somebody at the firm: since when, covered from when to when, the last month asked for, the letter."""
    assert visit.worker is not None
    row = visit.worker.row
    last_month = None if row.left_on is None or row.cover_until is None else first_of(row.cover_until)
    values = {
        "firm": visit.open_firm, "here": "", "one": visit.worker, "row": row, "last_month": last_month,
        "letter": row.offer_until is not None and row.offer_until >= visit.today, "today": visit.today,
    }  # fmt: skip
    return Page("door_worker.html", values)


def letter(visit: FirmVisit) -> Answer:
    """The letter on going on alone, to be handed over; only while the offer stands."""
    assert visit.worker is not None
    made = offer_letter(visit.door, visit.worker, visit.names.of(WORKER, visit.worker.row.enrolment_id))
    if isinstance(made, Refusal):
        return problem_of(visit, "not_there")
    return File(made, "application/pdf", "continuare.pdf", shown=True)
