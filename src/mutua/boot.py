"""Starting up: what the environment says, read once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

RULESETS_VARIABLE = "MUTUA_RULESETS"
DATABASE_VARIABLE = "MUTUA_DATABASE_URL"
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


def database_address(environment: Mapping[str, str] = os.environ) -> str:
    """The address of the archive that MUTUA_DATABASE_URL names, else of `mutua.db` in the working folder."""
    return environment.get(DATABASE_VARIABLE) or DATABASE
