"""What comes later for a request, at the terminal: a paper, answers, a delivered file. It then waits to be decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mutua.cli_archive import opened
from mutua.cli_base import Stop, language, print_paragraph, say
from mutua.cli_claim_life import desktop, print_heading_and_left
from mutua.cli_decide import claim_number, refused

if TYPE_CHECKING:
    from mutua.domain.asked import PlanAsked
    from mutua.services.claim_life import Desktop
    from mutua.services.import_later import LaterPlan


def add_paper(database: str | None, name: str, paper: str, dated: date | None, line: int | None) -> int:
    """Records a paper; 1 where the plan knows no such paper or the request takes none."""
    with opened(database) as archive:
        at = desktop(archive)
        claim_id = claim_number(archive, name)
        expect_papers(at, claim_id)
        return _record(at, claim_id, ["documenti"], [_paper_cell(paper, dated)], line)


def add_answers(database: str | None, name: str, answers: Sequence[str], line: int | None) -> int:
    """Records answers given as `name=answer`; 1 where the plan asks no such thing or one cannot be read."""
    pairs = [one.partition("=") for one in answers]
    if not all(separator and key.strip() and value.strip() for key, separator, value in pairs):
        raise click.UsageError(say("Le risposte si scrivono nome=risposta.", "Answers are written name=answer."))
    with opened(database) as archive:
        at = desktop(archive)
        claim_id = claim_number(archive, name)
        names = [key.strip() for key, _, _ in pairs]
        expect_asked(at, claim_id, names)
        return _record(at, claim_id, names, [value.strip() for _, _, value in pairs], line)


def expect_asked(at: Desktop, claim_id: int, names: Sequence[str]) -> None:
    """Stops where the plan asks no such thing of a request; says what it asks, and where else an answer goes."""
    from mutua.domain.faults import suggest
    from mutua.intake.sheet import plain_header

    asked = _asked(at, claim_id)
    known = {plain_header(name) for name in asked.claim_facts}
    wrong = [name for name in names if plain_header(name) not in known]
    told = []
    for name in wrong:
        meant = suggest(name, asked.claim_facts)
        if plain_header(name) in {plain_header(one) for one in asked.person_facts}:
            told.append(say(f"«{name}» si dice della persona o del nucleo: mutua import members.",
                            f"“{name}” is told of the person or the household: mutua import members."))  # fmt: skip
        else:
            perhaps = say(f" Forse intendevi «{meant}».", f" Perhaps “{meant}”.") if meant else ""
            told.append(say(f"Il piano non chiede «{name}».", f"The plan does not ask “{name}”.") + perhaps)
    if wrong:
        every = ", ".join(sorted(asked.claim_facts))
        told.append(say(f"Di una domanda il piano chiede: {every}.", f"Of a request the plan asks: {every}."))
        raise Stop("\n".join(told))


def expect_papers(at: Desktop, claim_id: int) -> None:
    """Stops where the plan of a request knows no paper at all."""
    if not _asked(at, claim_id).papers:
        raise Stop(say("Il piano di questa domanda non chiede documenti: non c'è nulla da registrare.",
                       "The plan of this request asks for no papers: there is nothing to record."))  # fmt: skip


def _asked(at: Desktop, claim_id: int) -> PlanAsked:
    """What the plan of a request asks. Stops where the regulations do not have it."""
    from mutua.services.asked import asked_of
    from mutua.services.decide_claim import Refusal
    from mutua.store.claims import read_claims

    with at.archive.reader.begin() as connection:
        [record] = read_claims(connection, [claim_id])
    booked = at.plans.get(record.plan_code)
    if booked is None:
        raise refused(Refusal("plan_unknown", record.plan_code))
    return asked_of(booked)


def attach_file(
    database: str | None, name: str, paper: str, source: Path, dated: date | None, line: int | None
) -> int:
    """Records a paper with its file; the file's own name is kept nowhere."""
    from mutua.boot import vault_of
    from mutua.services.papers import MOST_BYTES, Attached, Delivered, attach, media_type_of
    from mutua.store.database import ArchiveProblem

    with source.open("rb") as stream:
        content = stream.read(MOST_BYTES + 1)
    ending = source.suffix.lstrip(".").lower() or "?"
    kind = media_type_of(content) or ending
    with opened(database) as archive:
        at = desktop(archive)
        claim_id = claim_number(archive, name)
        expect_papers(at, claim_id)
        vault = vault_of(archive.file)
        if vault is None:
            raise ArchiveProblem("files_folder_unknown")
        plan = _preview(at, claim_id, ["documenti"], [_paper_cell(paper, dated)], line)
        written, day = next(iter(plan.later[0].papers.items())) if plan.later else (paper, dated)
        done = attach(at, vault, claim_id, written, Delivered(content, kind), dated_on=day, line=line or 0)
        if not isinstance(done, Attached):
            raise refused(done)
        print_heading_and_left(at, claim_id, say("File conservato, cifrato.", "File kept, encrypted."))
    others = [str(one) for one in done.also_in if one != claim_id]
    if others:
        told = ", ".join(others)
        print_paragraph(
            say(f"Attenzione: lo stesso file è già stato consegnato per la domanda {told}.",
                f"Beware: the same file was delivered for request {told} before.")
        )  # fmt: skip
    return 0


def _paper_cell(paper: str, dated: date | None) -> str:
    """The paper as a cell of a list writes it."""
    from mutua.domain.italian import written_day

    if "," in paper:
        raise click.UsageError(say("Un documento alla volta.", "One paper at a time."))
    return paper if dated is None else f"{paper} {written_day(dated)}"


def _preview(
    at: Desktop, claim_id: int, names: Sequence[str], cells: Sequence[str], line: int | None
) -> LaterPlan:
    """What would be recorded, read as strictly as a row of a list. Stops with every mistake."""
    from mutua.rules.engine.calendar import day_in_rome
    from mutua.services.import_later import one_row, preview, without_place
    from mutua.store.claims import read_claims
    from mutua.wording.intake import mistake_sentence

    with at.archive.reader.begin() as connection:
        [record] = read_claims(connection, [claim_id])
        table = one_row(
            ["pratica", "riga", *names], [record.public_id, "" if line is None else str(line), *cells]
        )
        plan = preview(connection, at.plans, table, today=day_in_rome(at.now))
    told = [(one.warning, mistake_sentence(one, language())) for one in without_place(plan)]
    if not plan.right:
        raise Stop("\n".join(sentence for warning, sentence in told if not warning))
    for _, sentence in told:
        click.echo(say("avviso: ", "notice: ") + sentence)
    return plan


def _record(at: Desktop, claim_id: int, names: Sequence[str], cells: Sequence[str], line: int | None) -> int:
    from mutua.services.import_later import apply

    plan = _preview(at, claim_id, names, cells, line)
    if not plan.later:
        told = say("C'era già: non è cambiato nulla.", "It was there already: nothing changed.")
    else:
        if apply(at, plan).changed_meanwhile:
            raise Stop(say("La domanda è cambiata nel frattempo: riprovate.", "It changed meanwhile: try again."))
        told = say("Registrato.", "Recorded.")
    print_heading_and_left(at, claim_id, told)
    return 0
