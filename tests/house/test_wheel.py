"""What people install: the wheel carries the rulesets, and no test."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from house.sources import ROOT


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    out = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps",
         "--no-build-isolation", "--wheel-dir", str(out), str(ROOT)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    (wheel,) = out.glob("mutua-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_the_wheel_carries_every_ruleset(names: list[str]) -> None:
    shipped = {path.relative_to(ROOT / "rulesets") for path in (ROOT / "rulesets").rglob("*") if path.is_file()}
    assert shipped
    assert {f"mutua/_rulesets/{path.as_posix()}" for path in shipped} <= set(names)


def test_the_wheel_carries_the_table_of_municipalities(names: list[str]) -> None:
    assert "mutua/intake/data/municipalities.csv" in names


def test_the_wheel_carries_the_package_and_nothing_else(names: list[str]) -> None:
    package = ROOT / "src" / "mutua"
    sources = {path.relative_to(package.parent).as_posix() for path in package.rglob("*.py")}
    assert sources <= set(names)
    tops = {Path(name).parts[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"mutua"}


def test_the_wheel_carries_the_pages(names: list[str]) -> None:
    web = ROOT / "src" / "mutua" / "web"
    files = [path for folder in ("templates", "static") for path in sorted((web / folder).iterdir())]
    assert {"base.html", "mutua.css", "mutua.js"} <= {path.name for path in files}
    assert {f"mutua/web/{path.parent.name}/{path.name}" for path in files} <= set(names)


def test_the_wheel_carries_the_templates_of_the_papers(names: list[str]) -> None:
    templates = sorted(path.name for path in (ROOT / "src" / "mutua" / "letters" / "templates").iterdir())
    assert "letter.typ" in templates
    assert {f"mutua/letters/templates/{name}" for name in templates} <= set(names)
