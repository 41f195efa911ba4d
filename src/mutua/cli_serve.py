"""Serving the pages from the terminal, until somebody stops it."""

from __future__ import annotations

import errno
import gc
import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from mutua.cli_archive import opened
from mutua.cli_base import Stop, print_paragraph, say
from mutua.domain.access import Role

if TYPE_CHECKING:
    from mutua.store.database import Archive
    from mutua.web.site import Site

DemoLogin = tuple[str, str, tuple[Role, ...], tuple[str, str]]
THREADS = 8
MINUTE = 60.0
COLLECTED_AFTER = (5_000, 10, 10)  # objects that are more than before, and how many collections of the younger ones
MOST_CONNECTIONS = 1_200  # at once; most of them wait, and take no thread
SERVED = {"ident": None, "expose_tracebacks": False, "channel_timeout": 60, "asyncore_use_poll": True}
_OTHER_FILES = 300  # that the program may have open beside them
DEMO_PASSWORD = "valle monte fiume prato"
DEMO_LOGINS: tuple[DemoLogin, ...] = (
    ("anna", "Anna Bertot", (Role.CLERK,), ("sta allo sportello", "is at the counter")),
    ("bruno", "Bruno Comba", (Role.CLERK, Role.APPROVER), ("approva", "approves")),
    ("carla", "Carla Davit", (Role.AUDITOR,), ("legge soltanto", "only reads")),
    ("dario", "Dario Ferrero", (Role.ADMIN,), ("dà gli accessi", "gives logins")),
)
DEMO_FIRM_LOGINS: tuple[DemoLogin, ...] = (
    ("elsa", "Elsa Gay", (Role.FIRM,), ("entra per un'azienda", "enters for a firm")),
    ("fabio", "Fabio Vinçon", (Role.FIRM,), ("è il consulente delle aziende", "is the consultant of the firms")),
)
DEMO_MEMBER: DemoLogin = ("maria", "Maria, socia", (Role.MEMBER,), ("entra come socia", "enters as a member"))


def site_of(archive: Archive) -> Site:
    """The front of the archive's society, by the machine's clock; a demonstration's by its own day."""
    from mutua.boot import vault_of
    from mutua.cli_decide import plan_book
    from mutua.cli_member_life import the_statute
    from mutua.cli_papers_commands import certificate_law, the_affiliates, the_pact
    from mutua.demo import LABEL
    from mutua.services.load_demo import is_demo
    from mutua.services.new_archive import the_program
    from mutua.services.outside_key import outside_key
    from mutua.store.ids import Ids
    from mutua.store.settings import SOCIETY_NAME, read_setting
    from mutua.web.outside_names import OutsideNames
    from mutua.web.site import Site

    ids, demo = Ids(), is_demo(archive)
    with archive.reader.begin() as connection:
        statute, name = the_statute(connection), read_setting(connection, SOCIETY_NAME)
        law, (pact, tax_notes) = certificate_law(connection), the_pact(connection)
        near = the_affiliates(connection)
    clock = demo_clock(archive) if demo else lambda: datetime.now(UTC)
    shown = name.removesuffix(f" ({LABEL[0]})") or "mutua"
    vault = vault_of(archive.file)
    program = the_program(archive, ids)
    return Site(archive, plan_book(), statute, clock, program, shown, demo, ids, vault, law=law, pact=pact,
                tax_notes=tax_notes, near=near, names=OutsideNames(outside_key(archive)))


def demo_clock(archive: Archive) -> Callable[[], datetime]:
    """The clock of a demonstration: the evening of its day when its pages were opened first, and on from there."""
    from mutua.demo import TODAY
    from mutua.services.load_demo import opened_first

    began = opened_first(archive, datetime.now(UTC))
    evening = datetime(TODAY.year, TODAY.month, TODAY.day, 18, 30, tzinfo=UTC)
    return lambda: evening + (datetime.now(UTC) - began)


def now_of(archive: Archive) -> datetime:
    """This moment, as the pages of the archive count it: a demonstration has its own day."""
    from mutua.services.load_demo import is_demo

    return demo_clock(archive)() if is_demo(archive) else datetime.now(UTC)


def give_demo_logins(archive: Archive) -> tuple[DemoLogin, ...]:
    """The logins of a demonstration that everybody may use; gives those there are."""
    from mutua.services.accounts import Given, known_user
    from mutua.services.demo_doors import demo_doors, demo_member
    from mutua.store.ids import Ids

    now, ids = demo_clock(archive)(), Ids()
    for login, name, roles, _ in DEMO_LOGINS:
        known_user(archive, Given(login, DEMO_PASSWORD), name, roles, now=now, ids=ids)
    given = [*DEMO_LOGINS]
    member = demo_member(archive, now=now)
    if member is not None:
        login, name, roles, _ = DEMO_MEMBER
        known_user(archive, Given(login, DEMO_PASSWORD), name, roles, now=now, ids=ids, person_id=member)
        given.append(DEMO_MEMBER)
    doors = demo_doors(archive, now=now, ids=ids)
    if doors is None:
        return tuple(given)
    for (login, name, roles, _), firm in zip(DEMO_FIRM_LOGINS, doors, strict=True):
        known_user(archive, Given(login, DEMO_PASSWORD), name, roles, now=now, ids=ids, firm=firm)
    return (*given, *DEMO_FIRM_LOGINS)


def serve_pages(database: str | None, host: str, port: int, *, behind: str | None = None) -> int:
    """Serves the pages; says where, and whether anybody may enter. `behind`: the proxy that says who asks."""
    from mutua.services.accounts import list_users
    from mutua.web.held import sweep

    sweep()
    with opened(database, unchanged=False) as archive:
        server, _ = bound(archive, host, [port], behind=behind)
        if not list_users(archive):
            print_paragraph(
                say("Nessuno può ancora entrare: in un'altra finestra, mutua users add NOME --name … --role clerk.",
                    "Nobody may enter yet: in another window, mutua users add LOGIN --name … --role clerk.")
            )  # fmt: skip
        click.echo(say(f"Le pagine sono su http://{host}:{port}/ (per fermarle: Ctrl+C)",
                       f"The pages are at http://{host}:{port}/ (to stop them: Ctrl+C)"))  # fmt: skip
        with posting_beside(archive):
            return serve_until_stopped(server)


def show_mails(archive: Archive, address: str) -> None:
    """The mails of a demonstration are shown where it was started."""
    from mutua.services.mail_settings import change_mail_settings

    told = {"way": "console", "sender": "avvisi@esempio.invalid", "public_address": address}
    with archive.writer.begin() as connection:
        change_mail_settings(connection, told, demo=True)


@contextmanager
def posting_beside(archive: Archive) -> Iterator[None]:
    """Once a minute what waits is sent, as long as the pages are open and the society set its mail up."""
    over = threading.Event()
    thread = threading.Thread(target=_post, args=(archive, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(MINUTE)


def _post(archive: Archive, over: threading.Event) -> None:
    from sqlalchemy.exc import DBAPIError

    from mutua.cli_mail_commands import post_waiting, sending
    from mutua.store.database import ArchiveProblem

    while not over.wait(MINUTE):
        try:
            went = post_waiting(sending(archive))
        except (ArchiveProblem, DBAPIError):
            continue  # the archive is busy, or away: in a minute again
        if went.problem and went.problem != "not_set_up":
            logging.getLogger("mutua.mail").warning("no mail went: %s", went.problem)


def bound(archive: Archive, host: str, ports: Iterable[int], *, behind: str | None = None) -> tuple[Any, int]:
    """A server of the archive's pages at the first of the ports that is free, and that port.

    `behind`: the address of the one proxy that is believed when it says who asks and how (`X-Forwarded-For`, `-Proto`);
    None: nobody is believed.
    """
    from waitress.server import create_server  # type: ignore[import-untyped]  # it has none

    from mutua.web.app import create_app
    from mutua.web.guards import LARGEST_READ

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    site = site_of(archive)
    app = create_app(site)
    threading.Thread(target=read_plans, args=(site,), daemon=True).start()
    last: OSError | None = None
    for port in ports:
        try:
            made = create_server(
                app, host=host, port=port, threads=THREADS, max_request_body_size=LARGEST_READ,
                connection_limit=connections(), **SERVED, **_believed(behind),
            )  # fmt: skip
            return made, port
        except OSError as error:
            last = error
            if error.errno != errno.EADDRINUSE:
                break
    assert last is not None
    raise Stop(_why(last, host, port)) from None


def _believed(behind: str | None) -> dict[str, Any]:
    """What the server takes from whoever is in front of it."""
    if behind is None:
        return {"clear_untrusted_proxy_headers": True}
    return {"trusted_proxy": behind, "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
            "trusted_proxy_count": 1, "clear_untrusted_proxy_headers": True}  # fmt: skip


def connections() -> int:
    """How many connections are taken at once: ours, or what the machine lets one program have open."""
    try:
        import resource
    except ImportError:  # Windows counts otherwise
        return 100
    wanted = MOST_CONNECTIONS + _OTHER_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return MOST_CONNECTIONS if soft == resource.RLIM_INFINITY else max(50, min(MOST_CONNECTIONS, soft - _OTHER_FILES))


def read_plans(site: Site) -> None:
    """The rules that members have covers of are read while nobody waits yet, so that the first page is not slow."""
    from mutua.services.plan_book import plans_covered

    with site.archive.reader.begin() as connection:
        codes = plans_covered(connection)
    for code in codes:
        site.plans.get(code)
    leave_alone()


def leave_alone() -> None:
    """What is there by now stays as long as pages are served. Python's collector would go through all of it now and
    then, in the middle of a page, for as long as ten pages take. What pages leave behind it may look for less often.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTED_AFTER)


def serve_until_stopped(server: Any) -> int:
    try:
        server.run()
    except KeyboardInterrupt:
        server.close()
    return 0


def _why(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return say(f"La porta {port} è già occupata: sceglierne un'altra con --port.",
                   f"Port {port} is taken: choose another with --port.")  # fmt: skip
    if error.errno == errno.EACCES:
        return say(f"La porta {port} è riservata: sceglierne una da 1024 in su con --port.",
                   f"Port {port} is reserved: choose one from 1024 on with --port.")  # fmt: skip
    return say(f"Non si può ascoltare su {host}: {error.strerror or 'indirizzo sconosciuto'}.",
               f"Cannot listen on {host}: {error.strerror or 'unknown address'}.")  # fmt: skip
