"""Prints how the ugly workbooks are read: `PYTHONPATH=tests python -m intake.ugly`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from intake.ugly.own.claims import CLAIMS
from intake.ugly.own.members import MEMBERS
from intake.ugly.reading import read_ugly
from intake.ugly.truth import score
from mutua.store.database import Archive
from mutua.store.migrate import upgrade

if __name__ == "__main__":
    print("| Workbook | Rows | Lost | Wrong merges | Problems named |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder, Archive(f"sqlite:///{Path(folder) / 'empty.db'}") as archive:
        upgrade(archive)
        for ugly in (*MEMBERS, *CLAIMS):
            with archive.reader.begin() as connection:
                found = score(ugly, read_ugly(connection, ugly))
            print(
                f"| {ugly.name} | {found.rows} | {found.lost} | {found.wrong_merges} "
                f"| {found.named} of {found.problems} |"
            )
