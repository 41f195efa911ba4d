"""Starting up: what the environment says, read once, and where the rulesets lie."""

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
    """The folder named by MUTUA_RULESETS; else the one of the checkout; else the one that was installed."""
    named = environment.get(RULESETS_VARIABLE)
    return Settings(rulesets=Path(named) if named else shipped_rulesets())


def shipped_rulesets() -> Path:
    """The rulesets that come with the package: beside the sources in a checkout, inside the package elsewhere."""
    package = Path(__file__).resolve().parent
    checkout = package.parent.parent / "rulesets"
    return checkout if package.parent.name == "src" and checkout.is_dir() else package / "_rulesets"
