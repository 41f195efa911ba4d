"""Starting up: what the environment says, read once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

RULESETS_VARIABLE = "MUTUA_RULESETS"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the rulesets lie: the folder that holds `parametri.yaml` and a folder for each society."""

    rulesets: Path


def settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The folder named by MUTUA_RULESETS, else the rulesets that come with the package."""
    from mutua.rules.library import shipped_path

    named = environment.get(RULESETS_VARIABLE)
    return Settings(rulesets=Path(named) if named else shipped_path())
