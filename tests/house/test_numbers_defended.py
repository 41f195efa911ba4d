"""Every shipped number is noticed by a case and said by a sentence, or `casi/numeri.yaml` says why not."""

from __future__ import annotations

import json

import pytest

from house.sources import ROOT
from mutua.cli import cli
from mutua.cli_base import run


def test_no_number_changes_unnoticed(capsys: pytest.CaptureFixture[str]) -> None:
    status = run(cli, ["rules", "test", "--numbers", "--json", str(ROOT / "rulesets")])
    captured = capsys.readouterr()
    assert captured.err == ""
    found = json.loads(captured.out)
    assert {key: found[key] for key in ("unnoticed", "unsaid", "stale")} == {"unnoticed": [], "unsaid": [], "stale": []}
    assert status == 0
    assert found["numbers"] > 500, "the search for numbers finds too few"
