"""The fingerprints of the shipped rulesets. Run as a program it adds those of new versions, and touches no other line.

    python tests/house/fingerprints.py

A version in force is never edited: its line in `fingerprints.txt` is never rewritten by this program. Whoever must
correct a version that nobody has used yet takes its line out by hand, and says why in the commit.
"""

from __future__ import annotations

import sys
from pathlib import Path

LIST = Path(__file__).with_name("fingerprints.txt")


def fingerprints(rulesets: Path) -> dict[str, str]:
    """The fingerprint of every version under the folder on its first day, by the version's name."""
    from mutua.rules.fingerprint import fingerprint
    from mutua.rules.library import load

    plans, _ = load(rulesets)
    versions = [version for plan in plans for version in plan.versions]
    return {version.version: fingerprint(version, version.in_force_from) for version in versions}


def listed() -> dict[str, str]:
    """The fingerprints written down, by the version's name."""
    lines = LIST.read_text(encoding="utf-8").splitlines() if LIST.exists() else []
    return dict(line.rsplit(" ", 1) for line in lines if line.strip())  # type: ignore[misc]


def add_new(rulesets: Path) -> list[str]:
    """Writes down the versions that are not listed yet; says which."""
    known = listed()
    new = {version: mark for version, mark in fingerprints(rulesets).items() if version not in known}
    text = "".join(f"{version} {mark}\n" for version, mark in sorted({**known, **new}.items()))
    LIST.write_text(text, encoding="utf-8")
    return sorted(new)


if __name__ == "__main__":
    added = add_new(Path(__file__).resolve().parents[2] / "rulesets")
    sys.stdout.write("".join(f"added {version}\n" for version in added) or "nothing new\n")
