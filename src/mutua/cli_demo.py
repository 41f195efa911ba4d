"""The demonstration: an invented society in a fresh archive, its requests decided, what came of them in figures."""

from __future__ import annotations

import random
import shlex
import subprocess  # only to write a name as Windows reads it
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mutua.cli_archive import unopened
from mutua.cli_base import say
from mutua.cli_demo_tables import print_ceilings, print_figures, print_owed, print_sample, whole
from mutua.cli_progress import progress

if TYPE_CHECKING:
    from mutua.demo.society import DemoSociety
    from mutua.services.plan_book import PlanBook
    from mutua.store.database import Archive

_LAST = 12  # requests that are left to whoever opens the pages
_EVENING = 18  # the hour, in UTC, at which the day of the demonstration is decided


def default_address() -> str:
    """A file in the user's own folder for programs, made anew each time."""
    return str(Path(click.get_app_dir("mutua")) / "dimostrazione.db")


def run_demo(members: int, seed: int, database: str | None, *, serve: bool) -> int:
    """Makes the society, decides everything, tells what came of it; 0 only when the archive is in order.

    `serve`: at the end its pages are open until somebody stops them.
    """
    from mutua.cli_decide import plan_book
    from mutua.demo import LABEL

    address = database or default_address()
    if database is None:
        Path(address).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    click.secho(say(*LABEL).capitalize(), bold=True)
    with unopened(address) as archive:
        began = time.monotonic_ns()
        _build(archive, plan_book(), members, seed)
        told = _report(archive)
        sound = _prove(archive)
        seconds = (time.monotonic_ns() - began) // 1_000_000_000
        click.echo(say(f"Tempo: {seconds} secondi. Archivio: {archive.name}",
                       f"Time: {seconds} seconds. Archive: {archive.name}"))  # fmt: skip
        _look_further(archive.name, told)
        if not sound:
            return 1
        if serve:
            return _serve(archive)
    return 0


def _serve(archive: Archive) -> int:
    """Logins for the demonstration, then its pages at the first port that is free."""
    from mutua.cli_serve import (
        DEMO_PASSWORD,
        bound,
        give_demo_logins,
        posting_beside,
        serve_until_stopped,
        show_mails,
    )

    logins = give_demo_logins(archive)
    propose_something(archive, logins[0][0])
    server, port = bound(archive, "127.0.0.1", range(8000, 8020))
    click.secho(say(f"Le pagine sono su http://127.0.0.1:{port}/ (per fermarle: Ctrl+C)",
                    f"The pages are at http://127.0.0.1:{port}/ (to stop them: Ctrl+C)"), bold=True)  # fmt: skip
    for login, name, _, told in logins:
        click.echo(f"  {login:<10}{name}: {say(*told)}")
    click.echo(say(f"Per tutti la password è: {DEMO_PASSWORD}", f"The password of all is: {DEMO_PASSWORD}"))
    click.echo(say("Il codice di sei cifre lo mostra la pagina, soltanto in una dimostrazione.",
                   "The page shows the code of six figures, in a demonstration only."))  # fmt: skip
    show_mails(archive, f"http://127.0.0.1:{port}")
    with posting_beside(archive):
        return serve_until_stopped(server)


def propose_something(archive: Archive, clerk: str) -> None:
    """What the clerk of the demonstration proposed, so that there is something to approve; what was paid."""
    from mutua.boot import vault_of
    from mutua.cli_decide import plan_book
    from mutua.cli_serve import DEMO_LOGINS, demo_clock
    from mutua.services.claim_life import Desktop
    from mutua.services.demo_doors import demo_member
    from mutua.services.demo_help import leave_help
    from mutua.services.demo_left import leave_to_approve
    from mutua.services.demo_payments import ask_within_a_term, leave_payments
    from mutua.services.new_archive import the_program
    from mutua.store.ids import Ids

    ids = Ids()
    at = Desktop(archive, plan_book(), the_program(archive, ids), demo_clock(archive)(), ids)
    member = demo_member(archive, now=at.now)
    vault = vault_of(archive.file)
    leave_payments(at, vault, member, clerk=clerk, approver=DEMO_LOGINS[1][0])
    ask_within_a_term(at, vault)
    leave_help(at, member)
    leave_to_approve(at, clerk)


def _build(archive: Archive, plans: PlanBook, members: int, seed: int) -> None:
    """The society invented, loaded and decided, with a bar for each of the long parts."""
    from mutua.cli_decide import decided_sentence
    from mutua.cli_member_life import the_statute
    from mutua.demo import STARTS_ON, TODAY
    from mutua.demo.society import invent
    from mutua.services.claim_life import Desktop
    from mutua.services.decide_batch import decide_pending
    from mutua.services.demo_left import leave_for_pages
    from mutua.services.load_demo import fresh_archive, load_demo, receive_demo
    from mutua.store.ids import Ids

    society = invent(members, seed, TODAY)
    before, last = society.claims[:-_LAST], society.claims[-_LAST:]
    now = datetime(TODAY.year, TODAY.month, TODAY.day, _EVENING, tzinfo=UTC)
    ids = Ids(random.Random(seed))
    fresh_archive(archive)
    with progress(say("Carico persone, soci e domande", "Loading people, members and requests")) as told:
        loaded = load_demo(archive, replace(society, claims=before), now=now, ids=ids, plans=plans, told=told)
    click.echo(_size(society, loaded.people, loaded.households))
    first, today = f"{STARTS_ON:%d/%m/%Y}", f"{TODAY:%d/%m/%Y}"
    click.echo(say(f"Le domande vanno dal {first} al {today}, che nella dimostrazione è oggi.",
                   f"Requests run from {first} to {today}, which is today in the demonstration."))  # fmt: skip
    with progress(say("Decido le domande", "Deciding requests")) as told:
        result = decide_pending(
            archive, plans, actor_id=loaded.actor_id, now=now, ids=ids, told=told, clock=time.monotonic_ns
        )
    click.echo(decided_sentence(result))
    for code, count in (("parked", len(result.parked)), ("plan", len(result.without_plan))):
        if count:
            click.echo(say(*_LEFT[code]).format(count=whole(count)))
    receive_demo(archive, loaded.places, last, actor_id=loaded.actor_id, now=now, ids=ids)
    click.echo(say(f"Le ultime {len(last)} aspettano una decisione: la vostra.",
                   f"The last {len(last)} wait for a decision: yours."))  # fmt: skip
    with archive.reader.begin() as connection:
        statute = the_statute(connection)
    left = leave_for_pages(Desktop(archive, plans, loaded.actor_id, now, ids), loaded, society.claims, statute)
    listed = ", ".join(say(*_LEFT_FOR_PAGES[one]) for one in left)
    click.echo(say(f"Aspetta anche: {listed}.", f"What waits too: {listed}."))


def _look_further(archive_name: str, claim_id: int | None) -> None:
    """Two commands to look further into the archive that was made."""
    quoted = subprocess.list2cmdline([archive_name]) if sys.platform == "win32" else shlex.quote(archive_name)
    where = f"--database {quoted}"
    click.echo(say("Per guardare oltre:", "To look further:"))
    if claim_id is not None:
        click.echo(f"  mutua explain {claim_id} {where}")
    click.echo(f"  mutua verify {where}")


_LEFT_FOR_PAGES = {
    "authorisation": ("un'autorizzazione da dare", "an authorisation to give"),
    "objection": ("un reclamo", "an objection"),
    "applicant": ("chi chiede di diventare socio", "somebody who applies for membership"),
    "firm": ("una ditta che chiede di aderire", "a firm that applies"),
    "movements": ("movimenti della banca", "movements of the bank"),
}
_LEFT = {
    "parked": ("Nuclei messi da parte perché rovinati: {count}.", "Households set aside as damaged: {count}."),
    "plan": (
        "Domande senza il loro regolamento fra quelli forniti: {count}.",
        "Requests whose regulation is not among those at hand: {count}.",
    ),
}


def _size(society: DemoSociety, people: int, households: int) -> str:
    parts = [
        _counted(count, say(*words))
        for count, words in (
            (people, ("persona|persone", "person|people")), (households, ("nucleo|nuclei", "household|households")),
            (len(society.firms), ("azienda|aziende", "firm|firms")),
            (len(society.claims), ("domanda|domande", "request|requests")),
        )
    ]  # fmt: skip
    return say("{} in {}, {}, {}: tutto inventato.", "{} in {}, {}, {}: all invented.").format(*parts)


def _counted(count: int, words: str) -> str:
    """«1 persona», «2.000 persone»: the words are those for one and for several."""
    one, several = words.split("|")
    return f"{whole(count)} {one if count == 1 else several}"


def _report(archive: Archive) -> int | None:
    """The figures; the number of the request that was told step by step, None where there is none."""
    from mutua.demo import STARTS_ON, TODAY
    from mutua.services.benefit_figures import figures_by_benefit, owed_by_area
    from mutua.services.decision_samples import ceilings_reached, hours_exchanged, most_instructive
    from mutua.services.plan_book import plans_used

    since = TODAY.replace(year=TODAY.year - 1, month=TODAY.month + 1, day=1)
    with archive.reader.begin() as connection:
        plans = plans_used(connection)
        print_figures(figures_by_benefit(connection, since, TODAY), plans, since, TODAY)
        print_owed(owed_by_area(connection, TODAY), STARTS_ON, TODAY)
        print_ceilings(ceilings_reached(connection))
        told = most_instructive(connection)
        print_sample(say("Una decisione, passo per passo", "A decision, step by step"), told)
        print_sample(
            say("Ore di assistenza a casa, autorizzate e scambiate", "Hours of help at home, authorised and exchanged"),
            hours_exchanged(connection),
        )
    return told.claim_id if told is not None else None


def _prove(archive: Archive) -> bool:
    """Verifies and replays, a line each; True when both are silent."""
    from mutua.services.replay import replay
    from mutua.services.verify_archive import verify

    click.echo()
    findings = verify(archive)
    if findings:
        codes = ", ".join(sorted({one.code for one in findings}))
        click.echo(say(f"Verifica: {len(findings)} cose non vanno ({codes}).",
                       f"Verification: {len(findings)} things are wrong ({codes})."))  # fmt: skip
    else:
        click.echo(say("Verifica: storia, libri contabili e limiti sono in ordine.",
                       "Verification: history, books and limits are in order."))  # fmt: skip
    with progress(say("Rifaccio ogni decisione", "Deciding everything again")) as told:
        again = replay(archive, told)
    figures = (whole(again.decisions), whole(len(again.different)))
    click.echo(say("Riprova: {} decisioni rifatte da capo, {} diverse.",
                   "Replay: {} decisions made again, {} different.").format(*figures))  # fmt: skip
    return not findings and not again.different
