"""Starting up: what the environment says, read once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mutua.store.vault import Vault

RULESETS_VARIABLE = "MUTUA_RULESETS"
DATABASE_VARIABLE = "MUTUA_DATABASE_URL"
FILES_VARIABLE = "MUTUA_FILES"
MASTER_KEY_VARIABLE = "MUTUA_MASTER_KEY"
DATABASE = "mutua.db"  # in the working folder, where nobody names another


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the rulesets lie (the folder that holds `parametri.yaml` and one for each society), and the archive."""

    rulesets: Path
    database: str


def settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """What MUTUA_RULESETS and MUTUA_DATABASE_URL name; without them the shipped rulesets and `mutua.db`."""
    from mutua.rules.library import shipped_path

    named = environment.get(RULESETS_VARIABLE)
    return Settings(rulesets=Path(named) if named else shipped_path(), database=database_address(environment))


def vault_of(archive_file: Path | None, environment: Mapping[str, str] = os.environ) -> Vault | None:
    """Where delivered files and their master key lie; None for an archive on a server whose folder nobody named.

    MUTUA_FILES names the folder: without it, a folder beside the archive's file. MUTUA_MASTER_KEY names the file of the
    key: without it, one in the folder `.mutua` of whoever runs the program, so that it is in no copy of the archive.
    """
    from mutua.store.vault import Vault

    folder = environment.get(FILES_VARIABLE)
    if not folder:
        if archive_file is None:
            return None
        folder = f"{archive_file}.allegati"
    key = environment.get(MASTER_KEY_VARIABLE) or Path.home() / ".mutua" / "master.key"
    return Vault(Path(folder), Path(key))


def database_address(environment: Mapping[str, str] = os.environ) -> str:
    """The address of the archive that MUTUA_DATABASE_URL names, else of `mutua.db` in the working folder."""
    return environment.get(DATABASE_VARIABLE) or DATABASE
