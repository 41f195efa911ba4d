"""Files that leave the archive by the terminal: never over another one, and for nobody else to read."""

from __future__ import annotations

from pathlib import Path

from mutua.cli_base import Stop, say


def refuse_existing(target: Path) -> None:
    """Before anything is recorded: the name is free, and its folder is there."""
    if target.exists():
        raise Stop(say(f"{target} c'è già: scegliere un altro nome.", f"{target} is there: choose another name."))
    if not target.parent.is_dir():
        raise Stop(say(f"La cartella {target.parent} non c'è.", f"There is no folder {target.parent}."))


def write_private(target: Path, content: bytes) -> None:
    """The file, which nobody else may read: it holds names and accounts. Refuses to take another file's place."""
    from mutua.store.vault import write_whole

    if target.exists():
        raise FileExistsError(target)
    write_whole(target, content)
