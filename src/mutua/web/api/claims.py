"""Requests for programs: estimated, received, shown, decided, completed, withdrawn; by the road of the counter."""

from __future__ import annotations

import hashlib
from base64 import b32encode

from mutua.services.claim_drafts import Elsewhere, Writing, Written
from mutua.services.claim_file import claim_file
from mutua.services.claim_life import withdraw as take_away
from mutua.services.claim_missing import PaperCame, tell_paper_later
from mutua.services.decide_claim import Changed, Refusal, propose
from mutua.services.decide_claim import decide as decide_claim
from mutua.services.explain_claim import Explained, LineTold, awaited_by, explain_claim, lines_told
from mutua.services.keep_claim import Kept, keep_claim
from mutua.services.show_new_claim import NewClaimShown, show_new_claim
from mutua.services.typed_claim import ClaimTyped, Typed, understand
from mutua.web.api import answers
from mutua.web.api.bodies import ClaimSent
from mutua.web.api.guards import Asked, Told
from mutua.web.api.typed import asked_blindly, cells_of, field_of, with_answers
from mutua.web.site import Visit
from mutua.wording.new_claim import typed_mistake

_NONE = ""  # no draft of this name is there


# ---------------------------------------------------------------- a new request


def estimate_it(asked: Asked) -> answers.Estimate | Told:
    """What would come back, with what is to be mended or looked at first. An invoice that was not told is supposed."""
    shown = _shown(asked.visit, asked.body, supposing=True)
    result = shown.result
    if result is not None and result.refusal is not None:
        return _refused(result.refusal)
    said = result.lines if result is not None else ()
    lines = [answers.LineEstimated(sentence=one.sentence, steps=list(one.steps)) for one in said]
    errors, warnings = _wrong(asked.visit, shown)
    errors += _unknown_facts(asked.visit, asked.body)
    cents = None if result is None else result.granted_cents
    return answers.Estimate(granted_cents=cents, lines=lines, errors=errors, warnings=warnings, seen=shown.typed.odd)


def receive(asked: Asked) -> answers.Received | Told:
    """Once for each key; told again it is the same request. What is wrong or was not looked at is told, all at once."""
    visit, body = asked.visit, asked.body
    unknown = _unknown_facts(visit, body)
    if unknown:  # an answer is never dropped in silence
        return Told(422, "claim_wrong", errors=(*_wrong(visit, _shown(visit, body))[0], *unknown))
    typed = _typed(visit, body)
    name = _name_of_key(visit, asked.key)
    writing = Writing(name, 0, visit.account.id, visit.subject)
    done = keep_claim(visit.at, writing, typed, Written(typed.cells, name), ticked=body.seen, drafted=False)
    if isinstance(done, Kept):
        return answers.Received(id=done.public_id)
    if isinstance(done, Elsewhere):
        return Told(409, "key_used")
    if isinstance(done, Refusal):
        return _refused(done)
    errors, warnings = _wrong(visit, _shown(visit, body))
    return Told(422, "claim_wrong" if errors else "claim_to_look_at", errors=tuple(errors or warnings))


def _typed(visit: Visit, sent: ClaimSent) -> Typed:
    """The cells that the counter's form would have, answers included."""
    cells = with_answers(cells_of(sent), sent, _understood(visit, sent))
    return Typed(visit.subject, cells, frozenset(), visit.now, visit.language)


def _understood(visit: Visit, sent: ClaimSent) -> ClaimTyped:
    """What the benefits ask for, questions of some cases only included."""
    blind = Typed(visit.subject, asked_blindly(cells_of(sent), sent.lines), frozenset(), visit.now, visit.language)
    with visit.site.archive.reader.begin() as connection:
        return understand(connection, visit.site.plans, blind, _NONE, looking=False)


def _unknown_facts(visit: Visit, sent: ClaimSent) -> list[answers.FieldWrong]:
    """The answers that no question of the benefit is for, each with those that there are."""
    found = []
    for at, (line, typed) in enumerate(zip(sent.lines, _understood(visit, sent).lines, strict=True)):
        known = [one.name for one in typed.asked.questions] if typed.asked is not None else list(line.facts)
        there = ", ".join(known) or visit.say("nessuno", "none")
        found += [
            answers.FieldWrong(field=f"lines.{at}.facts.{name}", code="fact_unknown", detail=visit.say(
                "La prestazione non chiede «{name}». Chiede: {there}.",
                "The benefit does not ask for “{name}”. It asks for: {there}.", name=name, there=there))
            for name in line.facts if name not in known
        ]  # fmt: skip
    return found


def _shown(visit: Visit, sent: ClaimSent, *, supposing: bool = False) -> NewClaimShown:
    return show_new_claim(
        visit.site.archive, visit.site.plans, _typed(visit, sent), draft=_NONE, account_id=visit.account.id,
        supposing=supposing,
    )  # fmt: skip


def _wrong(visit: Visit, shown: NewClaimShown) -> tuple[list[answers.FieldWrong], list[answers.FieldWrong]]:
    """What must be mended, and what must be looked at."""
    typed, lang = shown.typed, visit.language
    errors = [
        answers.FieldWrong(field=field_of(name), code=one.code, detail=typed_mistake(one, lang))
        for name, one in typed.mistakes.items()
    ]
    if not typed.plans:
        errors.append(answers.FieldWrong(field="plan", code="no_cover", detail=visit.say(
            "Questa persona non ha e non ha mai avuto una copertura.", "This person has and ever had no cover.")))
    warnings = [
        answers.FieldWrong(field=field_of(name), code=one.code, detail=typed_mistake(one, lang))
        for name, one in typed.warnings
    ]
    warnings += [
        answers.FieldWrong(field=f"lines.{one.line - 1}", code="copy", detail=visit.say(
            "Sembra la stessa fattura della domanda {n}.", "It looks like the same invoice as request {n}.",
            n=one.reference or one.claim_id))
        for one in typed.copies
    ]  # fmt: skip
    return errors, warnings


def _name_of_key(visit: Visit, key: str) -> str:
    """A name for the effect that only this login and this key have."""
    digest = hashlib.sha256(f"{visit.account.public_id}\0{visit.named}\0{key}".encode()).digest()
    return b32encode(digest).decode().lower().rstrip("=")[:26]


# ---------------------------------------------------------------- a request that is there


def show(asked: Asked) -> answers.Claim:
    return _claim(asked.visit)


def _claim(visit: Visit) -> answers.Claim:
    archive, lang = visit.site.archive, visit.language
    file = claim_file(archive, visit.site.plans, visit.subject, visit.today)
    found = explain_claim(archive, visit.subject, lang) if file.sequence else None
    explained = found if isinstance(found, Explained) else None
    awaited = awaited_by(archive, visit.subject, lang) if explained and not file.waits else None
    return answers.Claim(
        id=file.public_id, number=file.claim_id, reference=file.reference, person=file.person_public_id,
        plan=file.plan_code, received_on=file.received_on, authorisation=file.authorisation, waits=file.waits,
        states=list(file.states),
        lines=[
            answers.AskedLine(
                number=one.number, benefit=one.benefit, title=one.title, service_on=one.service_on,
                expense_cents=one.expense_cents, invoice_number=one.invoice_number, invoiced_on=one.invoiced_on,
                provider=one.provider,
            )
            for one in file.lines
        ],
        papers=[
            answers.PaperHere(
                title=one.title, line=one.line, dated_on=one.dated_on, came_on=one.came_on, with_file=bool(one.sha256)
            )
            for one in file.papers
        ],
        awaited=list(awaited or []), decision=None if explained is None else _decided(explained),
        history=[
            answers.Happened(code=one.code, at=one.at, on=one.on, by=one.by, cents=one.cents, motive=one.motive)
            for one in file.history
        ],
    )  # fmt: skip


def _decided(one: Explained) -> answers.Decided:
    return answers.Decided(
        sequence=one.sequence, kind=one.kind, decided_on=one.decided_on, granted_cents=one.granted_cents,
        sentences=list(one.sentences), lines=_lines(one.parts),
    )  # fmt: skip


def _lines(lines: tuple[LineTold, ...]) -> list[answers.LineAnswered]:
    return [
        answers.LineAnswered(
            benefit=one.benefit, outcome=one.outcome.value, granted_cents=one.granted_cents,
            sentences=one.told.sentences,
        )
        for one in lines
    ]  # fmt: skip


def proposal(asked: Asked) -> answers.Proposed | Told:
    visit = asked.visit
    found = propose(visit.site.archive, visit.site.plans, visit.subject)
    if isinstance(found, Refusal):
        return _refused(found)
    draft = found.draft
    versions = {one.version: one for one in draft.booked.plan.versions}
    lines = lines_told(draft.answer, versions, visit.language, draft.case, visit.today)
    return answers.Proposed(stamp=found.stamp, granted_cents=draft.answer.granted_cents, lines=_lines(lines))


def decide(asked: Asked) -> answers.Decided | Told:
    visit, at = asked.visit, asked.visit.at
    done = decide_claim(
        at.archive, at.plans, visit.subject, seen=asked.body.stamp, actor_id=at.actor_id, now=at.now, ids=at.ids
    )
    if isinstance(done, Changed):
        return Told(409, "proposal_changed")
    if isinstance(done, Refusal):
        return _refused(done)
    found = explain_claim(at.archive, visit.subject, visit.language)
    assert isinstance(found, Explained)
    return _decided(found)


def complete(asked: Asked) -> answers.Claim | Told:
    visit, body = asked.visit, asked.body
    if body.dated_on is not None and body.dated_on > visit.today:
        return Told(422, "body_wrong", errors=(answers.FieldWrong(
            field="dated_on", code="in_future",
            detail=visit.say("Questo giorno deve ancora venire.", "This day is still to come."),
        ),))  # fmt: skip
    file = claim_file(visit.site.archive, visit.site.plans, visit.subject, visit.today)
    done = tell_paper_later(
        visit.at, file, PaperCame(body.paper, body.dated_on, body.line), vault=visit.site.vault, key=asked.key
    )
    return _refused(done) if isinstance(done, Refusal) else _claim(visit)


def withdraw(asked: Asked) -> answers.Claim | Told:
    done = take_away(asked.visit.at, asked.visit.subject, asked.body.motive)
    return _refused(done) if isinstance(done, Refusal) else _claim(asked.visit)


def _refused(refusal: Refusal) -> Told:
    return Told(409, refusal.code, refusal.found)
