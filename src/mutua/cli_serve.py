"""Serving the pages from the terminal, until somebody stops it."""

from __future__ import annotations

import errno
import logging
from typing import TYPE_CHECKING

import click

from mutua.cli_archive import opened
from mutua.cli_base import Stop, print_paragraph, say

if TYPE_CHECKING:
    from mutua.store.database import Archive
    from mutua.web.site import Site

THREADS = 8


def site_of(archive: Archive) -> Site:
    """The front of the archive's society, by the machine's clock."""
    from datetime import UTC, datetime

    from mutua.boot import vault_of
    from mutua.cli_decide import plan_book
    from mutua.cli_member_life import the_statute
    from mutua.services.load_demo import is_demo
    from mutua.services.new_archive import the_program
    from mutua.store.ids import Ids
    from mutua.store.settings import SOCIETY_NAME, read_setting
    from mutua.web.site import Site

    ids = Ids()
    with archive.reader.begin() as connection:
        statute, name = the_statute(connection), read_setting(connection, SOCIETY_NAME)
    return Site(
        archive, plan_book(), statute, lambda: datetime.now(UTC), the_program(archive, ids), name or "mutua",
        is_demo(archive), ids, vault_of(archive.file),
    )  # fmt: skip


def serve_pages(database: str | None, host: str, port: int) -> int:
    """Serves the pages; says where, and whether anybody may enter."""
    from waitress.server import create_server  # type: ignore[import-untyped]  # it has none

    from mutua.services.accounts import list_users
    from mutua.web.app import create_app
    from mutua.web.guards import LARGEST_WITH_FILES

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    with opened(database, unchanged=False) as archive:
        app = create_app(site_of(archive))
        if not list_users(archive):
            print_paragraph(
                say("Nessuno può ancora entrare: in un'altra finestra, mutua users add NOME --name … --role clerk.",
                    "Nobody may enter yet: in another window, mutua users add LOGIN --name … --role clerk.")
            )  # fmt: skip
        try:
            server = create_server(app, host=host, port=port, threads=THREADS, ident="", expose_tracebacks=False,
                                   max_request_body_size=LARGEST_WITH_FILES)
        except OSError as error:
            raise Stop(_why(error, host, port)) from None
        click.echo(say(f"Le pagine sono su http://{host}:{port}/ (per fermarle: Ctrl+C)",
                       f"The pages are at http://{host}:{port}/ (to stop them: Ctrl+C)"))  # fmt: skip
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
