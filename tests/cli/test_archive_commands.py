"""The commands of the archive as a person and as a program use them, on both databases."""

from __future__ import annotations

import json
import re
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import pytest
from beancount import loader
from sqlalchemy import Text, Update, literal, text

from archives import Ready
from cli.conftest import Mutua
from mutua import cli_decide
from mutua.cli import cli
from mutua.cli_decide import print_totals
from mutua.domain.decisions import Outcome
from mutua.services.benefit_figures import BenefitFigures
from mutua.services.decide_claim import Proposal
from mutua.services.digest import digest
from mutua.services.plan_book import PlanBook
from mutua.store.base import metadata
from mutua.store.database import Archive
from mutua.store.guards import guard_statements
from mutua.store.migrate import newest_version
from mutua.store.tables import decision_line, facts_seen
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from services.societies import Society, small_society
from services.test_digest import busy_society
from services.test_put_off import PUTS_OFF


@pytest.fixture
def made(archive: Archive, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Society:
    """A society with pending requests, named by the environment."""
    monkeypatch.setenv("MUTUA_DATABASE_URL", url)
    monkeypatch.setenv("MUTUA_RULESETS", str(tmp_path / "rulesets"))
    return busy_society(archive, tmp_path)


def answers(monkeypatch: pytest.MonkeyPatch, *told: str) -> None:
    """What the person types, one after the other."""
    typed = iter(told)
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda prompt: next(typed))


def without_guards(archive: Archive, *statements: object) -> None:
    """What somebody with the database in their hands does: guards away, change, guards back."""
    with archive.writer.begin() as connection:
        for statement in statements:
            table = statement.table.name  # type: ignore[attr-defined]  # an update or a delete
            on = f" ON {table}" if archive.dialect == "postgresql" else ""
            for event in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER IF EXISTS guard_{table}_{event}{on}"))
            connection.execute(statement)  # type: ignore[call-overload]  # as above
            for told in guard_statements(archive.dialect, [statement.table]):  # type: ignore[attr-defined]  # as above
                if "truncate" not in told:
                    connection.exec_driver_sql(told)


def text_update(table: str, column: str, value: str) -> Update:
    """An update that passes by what the program thinks of the column."""
    changed = metadata.tables[table]
    return changed.update().values({changed.c[column]: literal(value, Text)})


def at_this_hour(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The clock of the command, to be set. (freezegun's days are of another type, which a regulation refuses.)"""

    class Clock(datetime):
        told = datetime(2026, 6, 1, tzinfo=UTC)

        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]  # always UTC
            return cls.told

    monkeypatch.setattr(cli_decide, "datetime", Clock)
    return Clock


LESS = decision_line.update().where(decision_line.c.granted_cents > 0).values(granted_cents=1)


# ---------------------------------------------------------------- init


def test_init_makes_an_archive_where_there_is_none(mutua: Mutua, tmp_path: Path) -> None:
    ran = mutua("init", "--name", "Mutua di Prova", "--database", tmp_path / "nuovo.db")
    assert (ran.status, ran.err) == (0, "")
    assert "Archivio pronto" in ran.out
    assert stat.S_IMODE((tmp_path / "nuovo.db").stat().st_mode) == 0o600
    assert mutua("verify", "--database", tmp_path / "nuovo.db").status == 0
    again = mutua("init", "--database", tmp_path / "nuovo.db")
    assert again.status == 2
    assert "c'è già un archivio" in again.err


def test_init_fills_an_empty_database_of_a_server(mutua: Mutua, ready: Ready) -> None:
    url = ready.empty_database()
    assert mutua("init", "--name", "Mutua di Prova", "--database", url).status == 0
    assert mutua("db", "version", "--database", url).out.startswith(f"Schema dell'archivio: {newest_version()}")
    assert mutua("init", "--database", url).status == 2


def test_without_a_name_the_archive_is_the_file_of_the_folder(
    mutua: Mutua, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MUTUA_DATABASE_URL", raising=False)
    assert mutua("init").status == 0
    assert (tmp_path / "mutua.db").exists()
    assert mutua("digest").status == 0


def test_an_archive_up_to_date_stays_as_it_is(mutua: Mutua, made: Society) -> None:
    assert "è già allo schema" in mutua("db", "upgrade").out
    assert "already" in mutua("db", "upgrade", "--lang", "en").out


# ---------------------------------------------------------------- decide


def test_a_request_is_shown_confirmed_and_decided(mutua: Mutua, made: Society, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, "sì")
    ran = mutua("decide", "1")
    assert ran.status == 0, ran.err
    assert "le rimborsiamo 350,00 € su 500,00 €" in ran.out
    assert "Registrata la decisione 1 della domanda 1." in ran.out
    again = mutua("decide", "1")
    assert (again.status, again.err.strip()) == (1, "La domanda 1 non aspetta una decisione.")


@pytest.mark.parametrize("answer", ["n", "", "forse"])
def test_who_does_not_say_yes_decides_nothing(
    mutua: Mutua, made: Society, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    before = digest(made.archive)
    answers(monkeypatch, answer)
    ran = mutua("decide", "1")
    assert ran.status == 1
    assert "Non è stato deciso nulla." in ran.out
    assert digest(made.archive) == before


def test_a_proposal_that_changed_meanwhile_is_shown_again(
    mutua: Mutua, made: Society, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the clerk reads, another request of the same person draws on the ceiling."""
    asked: list[str] = []

    def type_yes(prompt: str) -> str:
        if not asked:
            made.decide(2)
        asked.append(prompt)
        return "s"

    monkeypatch.setattr("click.termui.visible_prompt_func", type_yes)
    ran = mutua("decide", "1")
    assert ran.status == 0
    assert len(asked) == 2
    assert "Nel frattempo qualcosa è cambiato" in ran.out
    assert "le rimborsiamo 330,00 € su 500,00 €" in ran.out  # 400.00 a year less the 70.00 of the other


def test_with_yes_a_proposal_that_changed_meanwhile_is_left(
    mutua: Mutua, made: Society, monkeypatch: pytest.MonkeyPatch
) -> None:

    show = cli_decide.print_proposal

    def meanwhile(proposal: Proposal) -> None:
        show(proposal)
        made.decide(2)

    monkeypatch.setattr(cli_decide, "print_proposal", meanwhile)
    ran = mutua("decide", "1", "--yes")
    assert ran.status == 1
    assert ran.out.rstrip().endswith("non è stato deciso nulla.")


@pytest.mark.parametrize(("width", "told"), [("80", "VIS"), ("140", "VIS Visita specialistica")])
def test_everything_that_waits_is_decided_and_told_by_benefit(
    mutua: Mutua, made: Society, monkeypatch: pytest.MonkeyPatch, width: str, told: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    ran = mutua("decide", "--all")
    assert (ran.status, ran.err) == (0, "")
    assert "Domande decise: 5." in ran.out
    table = [line.split("  ")[0].strip() for line in ran.out.splitlines()]
    assert told in table
    [hours] = [line for line in ran.out.splitlines() if line.strip().startswith("OSPEDALE")]
    assert hours.replace("\xa0", " ").split()[-4:] == ["10", "ore", "10", "ore"]
    assert ran.out.splitlines()[-2].split() == ["in", "tutto", "6", "3", "1", "2", "790,00", "€", "435,00", "€"]
    assert mutua("decide", "--all").out == "Domande decise: 0.\n"
    assert mutua("verify").status == 0


def test_what_was_put_off_begins_to_be_owed_with_the_batch_of_the_new_year(
    mutua: Mutua, archive: Archive, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUTUA_DATABASE_URL", url)
    monkeypatch.setenv("MUTUA_RULESETS", str(tmp_path / "rulesets"))
    society = small_society(archive, tmp_path, version=PUTS_OFF)
    society.household("N1", "Anna")
    society.decide(society.claim("Anna", "PROTESI", 80000))
    now = at_this_hour(monkeypatch)
    now.told = datetime(2026, 12, 31, 22, 59, tzinfo=UTC)  # in Rome one minute to midnight
    assert mutua("decide", "--all").out == "Domande decise: 0.\n"
    now.told = datetime(2026, 12, 31, 23, 0, tzinfo=UTC)
    told = "Importi rinviati che ora sono dovuti: 300,00 €, domande: 1.\nDomande decise: 0.\n"
    assert mutua("decide", "--all").out == told
    assert mutua("decide", "--all").out == "Domande decise: 0.\n"


def test_a_request_of_a_plan_that_is_not_there_is_told(
    mutua: Mutua, made: Society, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "vuota").mkdir()
    monkeypatch.setenv("MUTUA_RULESETS", str(tmp_path / "vuota"))
    ran = mutua("decide", "--all")
    assert ran.status == 1
    assert "non è fra i regolamenti: 5 (1, 2, 3, 4, 5)" in ran.out
    one = mutua("decide", "1")
    assert one.status == 1
    assert "mutua rules check" in one.err


@pytest.mark.parametrize("name", ["999", "niente", "-1", "9" * 30, "１"])
def test_a_request_that_is_not_there_is_one_message(mutua: Mutua, made: Society, name: str) -> None:
    for command in (["decide", "--yes", "--", name], ["explain", "--", name]):
        ran = mutua(*command)
        assert (ran.status, ran.err.strip()) == (1, f"La domanda {name} non c'è.")


@pytest.mark.parametrize("arguments", [["decide"], ["decide", "1", "--all"]])
def test_decide_wants_a_request_or_all(mutua: Mutua, arguments: list[str]) -> None:
    ran = mutua(*arguments)
    assert ran.status == 2
    assert "--all" in ran.err


# ---------------------------------------------------------------- proof


@pytest.fixture
def decided(mutua: Mutua, made: Society) -> Society:
    assert mutua("decide", "--all").status == 0
    return made


def test_when_all_is_well_verify_is_silent(mutua: Mutua, decided: Society) -> None:
    ran = mutua("verify")
    assert (ran.status, ran.out, ran.err) == (0, "", "")


@pytest.mark.tampered
def test_verify_says_where_history_was_changed(mutua: Mutua, decided: Society) -> None:
    without_guards(decided.archive, LESS)
    ran = mutua("verify")
    assert ran.status == 1
    assert "non è più quella che fu sigillata" in ran.out
    assert "no longer the one that was sealed" in mutua("verify", "--lang", "en").out


@pytest.mark.tampered
def test_verify_goes_on_after_rows_that_cannot_be_read(mutua: Mutua, decided: Society) -> None:
    without_guards(decided.archive, text_update("movement", "period", "2026-99-99"))
    ran = mutua("verify")
    assert ran.status == 1
    assert "Il controllo «ceilings» ha trovato righe" in ran.out
    assert "non è più quella che fu sigillata" in ran.out


@pytest.mark.tampered
def test_a_table_that_is_gone_is_told_by_its_name(mutua: Mutua, decided: Society) -> None:
    with decided.archive.writer.begin() as connection:
        connection.execute(text("DROP TABLE pending_claim"))
    ran = mutua("verify")
    assert (ran.status, "Manca la tabella pending_claim: il controllo «" in ran.out) == (1, True)
    assert "Error" not in ran.out


def test_heads_noted_outside_tell_an_archive_taken_back_in_time(mutua: Mutua, made: Society, tmp_path: Path) -> None:
    """Somebody puts an older copy in the place of the archive: in itself it is all right."""
    mutua("backup", tmp_path / "vecchia.mutua")
    made.decide(1)
    mutua("heads", tmp_path / "sigilli.json")
    assert mutua("restore", tmp_path / "vecchia.mutua", "--database", tmp_path / "r.db").status == 0
    assert mutua("verify", "--database", tmp_path / "r.db").status == 0
    ran = mutua("verify", "--heads", tmp_path / "sigilli.json", "--database", tmp_path / "r.db")
    assert ran.status == 1
    assert "annotata fuori dall'archivio, qui non c'è più" in ran.out


def test_history_goes_on_through_the_heads_noted_outside(mutua: Mutua, decided: Society, tmp_path: Path) -> None:
    ran = mutua("heads", tmp_path / "sigilli.json")
    assert ran.status == 0
    assert mutua("verify", "--heads", tmp_path / "sigilli.json").status == 0
    told = json.loads((tmp_path / "sigilli.json").read_text("utf-8"))
    assert list(told) == ["ends", "form", "noted_at", "root", "society"]
    made = decided.claim("Anna", "VIS", 10000)  # history that goes on still goes through the ends noted
    decided.decide(made)
    assert mutua("verify", "--heads", tmp_path / "sigilli.json").status == 0


def test_heads_that_are_missing_or_of_another_archive_are_no_alarm(
    mutua: Mutua, decided: Society, tmp_path: Path
) -> None:
    file = tmp_path / "sigilli.json"
    ran = mutua("verify", "--heads", file)
    assert (ran.status, ran.err.split(".json")[1]) == (2, " non c'è. Non è stato cambiato nulla.\n")
    mutua("heads", file)
    mutua("init", "--name", "Altra Mutua", "--database", tmp_path / "altra.db")
    ran = mutua("verify", "--heads", file, "--database", tmp_path / "altra.db")
    assert (ran.status, ran.out) == (2, "")
    assert "sono di un altro archivio" in ran.err
    mutua("heads", tmp_path / "altri.json", "--database", tmp_path / "altra.db")
    ran = mutua("verify", "--heads", tmp_path / "altri.json")
    assert ran.status == 2
    assert "altri.json (Altra Mutua) sono di un altro archivio" in ran.err


@pytest.mark.parametrize("command", [["heads"], ["ledger", "export"]])
def test_no_file_that_is_there_is_written_over(
    mutua: Mutua, decided: Society, tmp_path: Path, command: list[str]
) -> None:
    (tmp_path / "mio.txt").write_text("mio", "utf-8")
    ran = mutua(*command, tmp_path / "mio.txt")
    assert (ran.status, (tmp_path / "mio.txt").read_text("utf-8")) == (2, "mio")
    assert "c'è già: scegliete un altro nome" in ran.err


@pytest.mark.parametrize(
    ("found", "instead"),
    [('"root":"', '"root":"0'), ("mutua heads 1", "mutua heads 2"), ('"ends":[', '"ends":[[1,2,"00"],'), ("}", "} ")],
)
def test_a_file_of_heads_that_was_changed_is_refused(
    mutua: Mutua, decided: Society, tmp_path: Path, found: str, instead: str
) -> None:
    file = tmp_path / "sigilli.json"
    mutua("heads", file)
    file.write_text(file.read_text("utf-8").replace(found, instead, 1), "utf-8")
    ran = mutua("verify", "--heads", file)
    assert ran.status == 2
    assert "o è stato cambiato" in ran.err


def test_every_decision_comes_out_again(mutua: Mutua, decided: Society) -> None:
    ran = mutua("replay", "--json")
    assert (ran.status, json.loads(ran.out)) == (0, {"decisions": 5, "different": 0, "erased": 0, "overridden": 0})
    assert mutua("replay").out == "Decisioni rifatte: 5; diverse: 0; con i fatti cancellati: 0.\n"


@pytest.mark.tampered
def test_replay_tells_the_first_differences(mutua: Mutua, decided: Society) -> None:
    without_guards(decided.archive, LESS)
    ran = mutua("replay")
    assert ran.status == 1
    assert "domanda 1, decisione 1, 1.granted_cents: registrato «1», rifatto «35000»" in ran.out
    assert json.loads(mutua("replay", "--json").out)["different"] >= 3


def test_a_decision_is_explained_from_its_own_record(
    mutua: Mutua, decided: Society, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No regulation is needed: the one it was decided by is kept with it."""
    monkeypatch.setenv("MUTUA_RULESETS", str(tmp_path / "niente"))
    ran = mutua("explain", "1")
    assert (ran.status, ran.err) == (0, "")
    assert "le rimborsiamo 350,00 € su 500,00 €" in ran.out
    assert "we pay you" in mutua("explain", "1", "--lang", "en").out


@pytest.mark.tampered
def test_an_explanation_that_differs_from_the_record_is_said(mutua: Mutua, decided: Society) -> None:
    without_guards(decided.archive, LESS)
    ran = mutua("explain", "1")
    assert ran.status == 1
    assert "Attenzione" in ran.out


def test_an_erased_decision_is_said(mutua: Mutua, decided: Society) -> None:
    from mutua.store.decisions import decision_in_force
    from mutua.store.tables import erasure

    def erase(unit: UnitOfWork) -> None:
        record = decision_in_force(unit.connection, 1)
        assert record is not None
        unit.lock([record.chain_id])
        unit.entry(record.chain_id, "erasure").add(erasure, 1, record.chain_id, record.position, "richiesta")
        gone = (facts_seen.c.chain_id == record.chain_id) & (facts_seen.c.position == record.position)
        unit.connection.execute(facts_seen.delete().where(gone))

    unit_of_work(decided.archive, [], erase, actor_id=decided.actor_id, now=decided.now)
    ran = mutua("explain", "1")
    assert ran.status == 0
    assert "sono stati cancellati: resta l'importo riconosciuto, 350,00 €" in ran.out
    assert json.loads(mutua("replay", "--json").out) == {"decisions": 4, "different": 0, "erased": 1, "overridden": 0}
    assert mutua("verify").status == 0


def test_a_request_not_decided_yet_is_not_explained(mutua: Mutua, made: Society) -> None:
    ran = mutua("explain", "1")
    assert ran.status == 1
    assert "non c'è una decisione in vigore" in ran.err


def test_the_digest_is_printed_alone(mutua: Mutua, decided: Society) -> None:
    assert mutua("digest").out == digest(decided.archive) + "\n"


# ---------------------------------------------------------------- copies and books


@pytest.fixture
def other(ready: Ready, dialect: str, tmp_path: Path) -> str:
    """An empty place of the other kind."""
    return ready.empty_database() if dialect == "sqlite" else str(tmp_path / "altro.db")


def test_a_backup_is_made_and_restored_elsewhere(mutua: Mutua, decided: Society, other: str, tmp_path: Path) -> None:
    ran = mutua("backup", tmp_path / "copia.mutua")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == f"Copia fatta: {tmp_path / 'copia.mutua'}. Impronta dell'archivio: {digest(decided.archive)}.\n"
    restored = mutua("restore", tmp_path / "copia.mutua", "--database", other)
    assert restored.status == 0
    assert "Chi è stato cancellato dopo quel giorno qui c'è di nuovo" in restored.out
    assert re.search(r"com'era (il |l')\d{1,2}°? [a-z]+ \d{4} alle \d\d:\d\d\.", restored.out)
    assert mutua("digest", "--database", other).out == mutua("digest").out
    again = mutua("restore", tmp_path / "copia.mutua", "--database", other)
    assert again.status == 2
    assert "c'è già un archivio" in again.err


def test_the_books_are_written_for_beancount(mutua: Mutua, decided: Society, tmp_path: Path) -> None:
    ran = mutua("ledger", "export", tmp_path / "libri.beancount")
    assert ran.status == 0
    assert loader.load_file(str(tmp_path / "libri.beancount"))[1] == []


def test_the_table_of_what_was_decided_reads_at_80_columns(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    many = dict.fromkeys(Outcome, 1234)
    totals = [BenefitFigures("a/b", code, many, 123456789, 123456789) for code in ("VISITE-SPECIALISTICHE", "A")]
    with click.Context(cli):
        print_totals(totals, PlanBook(lambda code: None))
    told = capsys.readouterr().out.replace("\xa0", " ")
    assert max(len(line) for line in told.splitlines()) <= 80
    assert "…" not in told
    for word in ("prestazione", "righe", "pag.", "rid.", "resp.", "sosp.", "rinv.", "chiesti", "riconosciuti",
                 "1.234.567,89 €", "2.469.135,78 €"):  # fmt: skip
        assert word in told


# ---------------------------------------------------------------- words


COMMANDS = [
    ["init"], ["db"], ["db", "upgrade"], ["db", "version"], ["decide"], ["explain"], ["verify"], ["replay"], ["digest"],
    ["heads"], ["backup"], ["restore"], ["ledger"], ["ledger", "export"], ["claims"], ["claim"], ["readjudicate"],
    ["parked"], ["import", "papers"], ["import", "contributions"],
    *[["claim", name] for name in ("paper", "answer", "attach", "withdraw", "reverse", "pay", "returned", "release",
                                   "release-expired")],
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_each_command_has_its_help_in_italian(mutua: Mutua, command: list[str]) -> None:
    ran = mutua(*command, "--help")
    assert ran.status == 0
    assert ran.out.startswith("Uso: mutua")
    assert "Options" not in ran.out
