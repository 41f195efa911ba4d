"""`mutua four-eyes`: what takes two people; a plan whose files changed decides nothing until two approved it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.conftest import Mutua
from mutua.domain.access import Role
from mutua.domain.four_eyes import Rule
from mutua.services.approve_rules import (
    RulesShown,
    approve_rules,
    live_rules,
    plans_to_propose,
    take_as_they_are,
    used_plans,
)
from mutua.services.claim_life import Desktop
from mutua.services.decide_batch import decide_pending
from mutua.services.decide_claim import Refusal, decide, propose
from mutua.services.four_eyes import change_rules
from mutua.services.plan_book import book_of
from mutua.services.verify_archive import verify
from mutua.store.accounts import change_account, find_account
from mutua.store.approvals import Proposal, open_proposals
from mutua.store.database import Archive
from mutua.store.tables import account
from services.login_helpers import login
from services.societies import NOW, small_society


def test_rules_are_told_from_a_day_on_and_shown(mutua: Mutua, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUTUA_DATABASE_URL", str(tmp_path / "mutua.db"))
    assert mutua("init", "--name", "Prova").status == 0
    shown = mutua("four-eyes", "show").out
    assert "cambi di IBAN: una persona" in shown, "nobody has a login: there is nobody to be second"
    assert mutua("users", "add", "anna", "--name", "Anna Prova", "--role", "clerk").status == 0
    assert "cambi di IBAN: due persone" in mutua("four-eyes", "show").out
    told = mutua("four-eyes", "set", "--decision-limit", "1.500,00", "--no-accounts")
    assert told.status == 0, told.err
    assert "servono due persone: 1.500,00" in told.out
    assert "cambi di IBAN: una persona" in told.out
    assert mutua("four-eyes", "set", "--without", "decisions", "--from", "2020-01-01").status == 1, "never of the past"
    assert "servono due persone: nessuno" in mutua("four-eyes", "set", "--without", "decisions").out
    assert mutua("users", "add", "capo", "--name", "Capo Prova", "--role", "admin").status == 0
    only = mutua("users", "disable", "capo")
    assert (only.status, "capo è l'unico amministratore" in only.err) == (1, True), only.err
    assert mutua("four-eyes", "set").status == 2
    assert "Niente aspetta" in mutua("four-eyes", "list").out
    assert mutua("verify").status == 0


def test_a_plan_that_changed_decides_nothing_until_two_people_approve_it(
    mutua: Mutua, archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    society = small_society(archive, tmp_path)
    society.household("N1", "Anna")
    head = next(one for one in tmp_path.rglob("piano.yaml"))
    folder = head.parent.parent.parent
    asking = head.read_text(encoding="utf-8") + '  sala: {tipo: testo, di: riga, chiede: "Quale sala?"}\n'
    head.write_text(asking, encoding="utf-8")
    society.plans = book_of(folder)
    monkeypatch.setenv("MUTUA_RULESETS", str(folder))
    monkeypatch.setenv("MUTUA_DATABASE_URL", archive.url.render_as_string(hide_password=False))
    actors = {name: login(society, name, Role.CLERK, Role.APPROVER) for name in ("anna", "bruno")}
    assert change_rules(
        archive, [(Rule.RULES, 1)], since=NOW.date(), actor_id=society.actor_id, now=NOW,
        also=lambda unit: take_as_they_are(unit, used_plans(unit.connection, society.plans)),
    ) is None  # fmt: skip
    first = society.claim("Anna", "VIS", 1000)
    society.decide(first)
    version = next(one for one in sorted(folder.rglob("*.yaml")) if "70%" in one.read_text(encoding="utf-8"))
    head.write_text(asking.replace("sala?\"}", "sala?\", risponde: società}"), encoding="utf-8")
    marked, told = book_of(folder), {"actor_id": society.actor_id, "now": NOW, "ids": society.ids}
    assert plans_to_propose(archive, marked, NOW.date()) == [], "who answers a question is no other rule"
    society.claim("Anna", "VIS", 1000)
    assert decide_pending(archive, marked, **told).closed == []  # type: ignore[arg-type]
    kept = version.read_text(encoding="utf-8")
    version.write_text(kept.replace("70%", "90%", 1), encoding="utf-8")
    plans = book_of(folder)
    second = society.claim("Anna", "VIS", 1000)
    found = propose(archive, plans, second)
    assert not isinstance(found, Refusal)
    assert decide(archive, plans, second, seen=found.stamp, **told) == Refusal("rules_not_approved", society.plan_code)  # type: ignore[arg-type]
    assert decide_pending(archive, plans, **told).closed == [second]  # type: ignore[arg-type]
    assert plans_to_propose(archive, plans, NOW.date()) == [society.plan_code]
    asked = mutua("four-eyes", "propose-rules", society.plan_code)
    assert asked.status == 0, asked.err
    assert "Nessun altro" not in mutua("four-eyes", "list").out
    for closed, stuck in ((NOW, True), (None, False)):
        with archive.writer.begin() as connection:
            found_account = find_account(connection, account.c.actor_id == actors["bruno"])
            assert found_account is not None
            change_account(connection, found_account.id, disabled_at=closed)
        said = " ".join(mutua("four-eyes", "list").out.split())
        assert ("La può approvare anna, ma servono due persone: un altro responsabile non c'è. Un altro accesso: "
                "mutua users add LOGIN --name TESTO --role approver." in said) is stuck  # fmt: skip
    assert plans_to_propose(archive, plans, NOW.date()) == []
    for name in actors:
        with archive.reader.begin() as connection:
            (one,) = open_proposals(connection)
        at = Desktop(archive, plans, actors[name], NOW, society.ids)
        live = live_rules(at, one)
        assert isinstance(live.told, RulesShown)
        assert live.told.before is not None
        assert live.told.before != live.told.after
        assert isinstance(approve_rules(at, one, seen=live.digest), Proposal)
    assert not isinstance(decide(archive, plans, second, seen=found.stamp, **told), Refusal)  # type: ignore[arg-type]
    third = society.claim("Anna", "VIS", 1000)
    assert decide_pending(archive, society.plans, **told).closed == [third], "the old content decides no more"  # type: ignore[arg-type]
    assert verify(archive) == []
