"""What a clerk does with requests from the terminal: the list, and each thing that may happen to one of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select

from cli.conftest import Mutua
from mutua.domain.asked import PlanAsked
from mutua.rules.case_content import decode_facts
from mutua.services.appeals import AppealTold, file_appeal
from mutua.services.claim_life import Desktop, Done
from mutua.services.claim_states import STATES
from mutua.services.list_claims import AT_ONCE
from mutua.services.verify_archive import verify
from mutua.store.claims import read_claims
from mutua.store.database import Archive
from mutua.store.ledger import balances_of_claim
from mutua.store.tables import actor, attachment, entry, parked_household
from mutua.wording.claim_states import STATES as WORDS
from services.societies import Society, small_society

DAY = date(2026, 5, 4)
PDF = b"%PDF-1.4 inventato"


@pytest.fixture
def made(archive: Archive, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Society:
    monkeypatch.setenv("MUTUA_DATABASE_URL", url)
    monkeypatch.setenv("MUTUA_RULESETS", str(tmp_path / "rulesets"))
    monkeypatch.setenv("MUTUA_FILES", str(tmp_path / "allegati"))
    monkeypatch.setenv("MUTUA_MASTER_KEY", str(tmp_path / "chiave" / "master.key"))
    monkeypatch.setenv("COLUMNS", "140")
    society = small_society(archive, tmp_path)
    society.household("N1", "Anna", "Bruno")
    return society


def accounts(made: Society, claim: int) -> dict[str, int]:
    with made.archive.reader.begin() as connection:
        return balances_of_claim(connection, claim)


def listed(mutua: Mutua, *arguments: object) -> list[int]:
    """The numbers of the requests of a list, as a program reads them."""
    ran = mutua("claims", "--json", *arguments)
    assert ran.status == 0, ran.err
    return [one["claim"] for one in json.loads(ran.out)["claims"]]


# ---------------------------------------------------------------- the list


def one_of_each(made: Society, mutua: Mutua) -> dict[str, int]:
    """A request in each state."""
    made.household("N2", "Dora")
    found = {"waiting": made.claim("Bruno", "CASA", quantità=60)}
    for state, name, spesa, papers in (
        ("withdrawn", "Anna", 1000, None), ("suspended", "Anna", 2000, {}), ("refused", "Bruno", 3000, None),
        ("to-pay", "Anna", 4000, None), ("paid", "Anna", 5000, None), ("reversed", "Anna", 6000, None),
        ("to-recover", "Anna", 7000, None),
    ):  # fmt: skip
        found[state] = made.claim(name, "VIS", spesa, papers=papers)
        if state != "withdrawn":
            made.decide(found[state])
    found["granted"] = made.claim("Anna", "OSPEDALE", quantità=120)
    found["authorised"] = made.claim("Anna", "CASA", quantità=60, authorises=True)
    made.decide(found["granted"])
    made.decide(found["authorised"])
    found["appealed"] = made.claim("Anna", "OSPEDALE", quantità=60)
    made.decide(found["appealed"])
    at = Desktop(made.archive, made.plans, made.actor_id, made.now, made.ids)
    assert isinstance(file_appeal(at, found["appealed"], AppealTold(made.now.date(), "post", "Non è giusto.")), Done)
    found["parked"] = made.claim("Dora", "VIS", 1000)
    with made.archive.writer.begin() as connection:
        parked = {"household_id": made.households[made.people["Dora"]], "parked_at": made.now, "cause": "DamagedChain"}
        connection.execute(insert(parked_household).values(**parked))
    assert mutua("claim", "withdraw", found["withdrawn"], "--motive", "rinuncia", "--yes").status == 0
    for state in ("paid", "to-recover"):
        assert mutua("claim", "pay", found[state], "--reference", "b1", "--yes").status == 0
    for state in ("reversed", "to-recover"):
        assert mutua("claim", "reverse", found[state], "--motive", "errore", "--yes").status == 0
    return found


def test_each_state_finds_its_requests_and_no_others(made: Society, mutua: Mutua) -> None:
    each = one_of_each(made, mutua)
    for state, claim in each.items():
        others = [each["to-recover"]] if state == "reversed" else []  # it is reversed, and to be recovered
        if state in ("paid", "granted"):  # what is objected to is something else too
            others = [each["to-recover" if state == "paid" else "appealed"]]
        assert sorted(listed(mutua, "--state", state)) == sorted([claim, *others]), state
    assert set(each) | {"deferred", "to-bring"} == set(STATES) == set(WORDS)
    assert len(listed(mutua)) == len(each)


def test_the_list_is_by_person_and_by_days(made: Society, mutua: Mutua) -> None:
    first = made.claim("Anna", "VIS", 1000, on=date(2026, 5, 4))  # received a week later
    second = made.claim("Anna", "VIS", 2000, on=date(2026, 5, 5))
    other = made.claim("Bruno", "VIS", 3000, on=date(2026, 5, 6))
    assert listed(mutua, "--member", "N1-0") == [second, first]
    assert listed(mutua, "--from", "12/05/2026") == [other, second]
    assert listed(mutua, "--to", "2026-05-12") == [second, first]
    assert listed(mutua, "--from", "12/05/2026", "--to", "12/05/2026") == [second]
    unknown = mutua("claims", "--member", "N9-9")
    assert (unknown.status, unknown.err.strip()) == (1, "Nessuno ha la tessera o il codice fiscale N9-9.")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--from", "31/02/2026"], "il giorno non esiste"),
        (["--from", "02/01/2026", "--to", "01/01/2026"], "--to viene prima di --from"),
        (["--state", "boh"], "scegliere fra waiting"),
        (["--page", "0"], "--page"),
    ],
)  # fmt: skip
def test_a_list_that_cannot_be_is_a_usage_mistake(made: Society, mutua: Mutua, arguments: list[str], said: str) -> None:
    ran = mutua("claims", *arguments)
    assert (ran.status, said in ran.err) == (2, True)


def test_an_empty_list_says_why(made: Society, mutua: Mutua) -> None:
    assert mutua("claims").out.startswith("Nell'archivio non ci sono ancora domande.")
    made.claim("Anna", "VIS", 1000)
    assert mutua("claims", "--state", "paid").out == "Nessuna domanda così.\n"
    assert mutua("claims", "--page", "3").out == "C'è una pagina sola.\n"
    assert mutua("claims", "--page", "3", "--lang", "en").out == "There is one page only.\n"


def test_a_long_list_has_pages(made: Society, mutua: Mutua) -> None:
    claims = [made.claim("Anna", "VIS", 1000 + at) for at in range(AT_ONCE + 1)]
    ran = mutua("claims")
    assert f"Pagina 1 di 2; domande: {AT_ONCE + 1}. La prossima: --page 2." in ran.out
    assert listed(mutua) + listed(mutua, "--page", 2) == claims[::-1]
    assert mutua("claims", "--page", 3).out == "Le pagine sono 2: la 3 non c'è.\n"


@pytest.mark.parametrize("columns", [80, 140])
def test_the_list_fits_the_terminal(
    made: Society, mutua: Mutua, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    claim = made.claim("Anna", "VIS", 10000)
    made.decide(claim)
    out = mutua("claims").out
    assert max(map(len, out.splitlines())) <= columns
    assert "Rossi Anna" in out
    assert "da pagare" in out
    assert out.count("70,00 €") == (1 if columns == 80 else 2)  # to be paid; granted too where there is room
    assert ("VIS" in out) == (columns == 140)


def test_a_long_name_is_folded_and_not_cut(made: Society, mutua: Mutua, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    made.household("N3", "Maria Immacolata Concetta Addolorata Assunta Annunziata Serafina Filomena")
    made.claim("Maria Immacolata Concetta Addolorata Assunta Annunziata Serafina Filomena", "VIS", 1000)
    out = mutua("claims").out
    assert max(map(len, out.splitlines())) <= 80
    assert "Filomena" in out


# ---------------------------------------------------------------- papers, answers, files


def suspended(made: Society) -> int:
    claim = made.claim("Anna", "VIS", 10000, papers={"fattura": DAY})
    assert made.decide(claim).draft.answer.suspended
    return claim


def test_a_paper_that_came_later_lets_the_request_be_decided_anew(made: Society, mutua: Mutua) -> None:
    claim = suspended(made)
    ran = mutua("claim", "paper", claim, "prescrizione del medico", "--dated", "01/05/2026")
    told = f"Registrato. Non resta nulla da pagare. Aspetta una decisione: mutua decide {claim}.\n"
    assert (ran.status, ran.out, ran.err) == (0, told, "")
    again = mutua("claim", "paper", claim, "prescrizione", "--dated", "2026-05-01")
    assert "C'era già: non è cambiato nulla." in again.out
    assert mutua("decide", claim, "--yes").status == 0
    assert accounts(made, claim) == {"cost:generale": 7000, "payable:generale": -7000}


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["paper", "1", "ricetta"], 1, "il piano conosce questi documenti: fattura, prescrizione"),
        (["paper", "1", "fattura, prescrizione"], 2, "Un documento alla volta."),
        (["paper", "1", "fattura", "--line", "2"], 1, "righe della pratica: 1"),
        (["paper", " ", "fattura"], 2, "Scrivere il numero della domanda."),
        (["paper", "9", "fattura"], 1, "La domanda 9 non c'è."),
        (["answer", "1", "bah=sì"], 1, "Il piano non chiede «bah»."),
        (["answer", "1", "componenti=3"], 1, "si dice della persona o del nucleo: mutua import members"),
        (["answer", "1", "bah"], 2, "nome=risposta"),
    ],
)  # fmt: skip
def test_what_cannot_be_recorded_is_told_and_changes_nothing(
    made: Society, mutua: Mutua, arguments: list[str], status: int, said: str
) -> None:
    claim = suspended(made)
    assert claim == 1
    ran = mutua("claim", *arguments)
    assert (ran.status, said in ran.err) == (status, True), ran.err
    with made.archive.reader.begin() as connection:
        [record] = read_claims(connection, [claim])
    assert (record.papers, record.answers, record.pending) == ({"fattura": DAY}, [], False)


def test_what_is_told_at_the_terminal_names_no_column_of_a_file(made: Society, mutua: Mutua) -> None:
    claim = suspended(made)
    assert mutua("claim", "paper", claim, "fattura", "--line", "9").err == "trovato «9»; righe della pratica: 1\n"
    assert mutua("claim", "reverse", claim, "--motive", "errore", "--yes").status == 0
    ran = mutua("claim", "paper", claim, "fattura", "--line", "9")
    assert ran.err == "la decisione della pratica è stata annullata: serve una pratica nuova\n"


def test_a_plan_without_papers_takes_none(
    made: Society, mutua: Mutua, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mutua.services.asked.asked_of", lambda booked: PlanAsked(booked.code))
    claim, source = made.claim("Anna", "VIS", 10000), tmp_path / "a.pdf"
    source.write_bytes(PDF)
    for command in (["attach", claim, "fattura", source], ["paper", claim, "fattura"]):
        ran = mutua("claim", *command)
        assert (ran.status, ran.err.startswith("Il piano di questa domanda non chiede documenti")) == (1, True)


def test_articles_before_a_day_are_read_as_one_says_them(made: Society, mutua: Mutua) -> None:
    claim = made.claim("Anna", "VIS", 10000, on=date(2026, 5, 11), numero_fattura="7")
    made.decide(claim)
    ran = mutua("claim", "pay", claim, "--on", "08/06/2026", "--reference", "b", "--yes")
    assert "fattura 7 dell'11 maggio 2026." in ran.out
    assert f"della domanda {claim} l'8 giugno 2026." in ran.out


def test_an_answer_is_read_as_strictly_as_a_file(made: Society, mutua: Mutua) -> None:
    claim = suspended(made)
    wrong = mutua("claim", "answer", claim, "rete=forse", "preventivo=1.200")
    assert wrong.status == 1
    assert "colonna «rete»: trovato «forse»; scrivere sì o no" in wrong.err
    assert "«preventivo»: trovato «1.200»; importo ambiguo" in wrong.err  # all at once
    ran = mutua("claim", "answer", claim, "rete=sì", "preventivo=1.200,00")
    assert (ran.status, ran.err) == (0, "")
    with made.archive.reader.begin() as connection:
        [record] = read_claims(connection, [claim])
    [told] = record.lines[0].answers
    assert decode_facts(told) == {"rete": True, "preventivo": 120000}


def test_a_file_is_kept_encrypted_and_its_name_nowhere(made: Society, mutua: Mutua, tmp_path: Path) -> None:
    claim, other = suspended(made), made.claim("Bruno", "VIS", 2000)
    (tmp_path / "diagnosi di Anna.pdf").write_bytes(PDF)
    ran = mutua("claim", "attach", claim, "prescrizione", tmp_path / "diagnosi di Anna.pdf", "--dated", "01/05/2026")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("File conservato, cifrato.")
    assert "diagnosi" not in ran.out
    with made.archive.reader.begin() as connection:
        [record] = read_claims(connection, [claim])
        assert connection.scalar(select(func.count()).select_from(attachment)) == 1
    assert (record.papers["prescrizione"], record.pending) == (date(2026, 5, 1), True)
    assert not [path for path in (tmp_path / "allegati").rglob("*") if path.is_file() and PDF in path.read_bytes()]
    twice = mutua("claim", "attach", other, "fattura", tmp_path / "diagnosi di Anna.pdf")
    assert f"lo stesso file è già stato consegnato per la domanda {claim}." in twice.out


def test_a_file_that_is_no_paper_is_refused(made: Society, mutua: Mutua, tmp_path: Path) -> None:
    claim = suspended(made)
    (tmp_path / "foglio.txt").write_bytes(b"ciao")
    ran = mutua("claim", "attach", claim, "prescrizione", tmp_path / "foglio.txt")
    assert ran.status == 1
    assert ran.err.strip() == "Il file non è ciò che dice di essere (txt): servono PDF, JPEG, PNG o HEIC."
    assert mutua("claim", "attach", claim, "prescrizione", tmp_path / "niente.pdf").status == 1


def test_a_request_that_was_withdrawn_or_reversed_takes_nothing_more(
    made: Society, mutua: Mutua, tmp_path: Path
) -> None:
    withdrawn, reversed_ = made.claim("Anna", "VIS", 1000), made.claim("Anna", "VIS", 2000)
    made.decide(reversed_)
    mutua("claim", "withdraw", withdrawn, "--motive", "rinuncia", "--yes")
    mutua("claim", "reverse", reversed_, "--motive", "errore", "--yes")
    (tmp_path / "a.pdf").write_bytes(PDF)
    for claim in (withdrawn, reversed_):
        for arguments in (["paper", claim, "fattura"], ["attach", claim, "fattura", tmp_path / "a.pdf"]):
            assert mutua("claim", *arguments).status == 1
    assert listed(mutua, "--state", "waiting") == []


# ---------------------------------------------------------------- withdrawal, reversal, money


def test_a_payment_is_recorded_comes_back_and_is_recorded_again(made: Society, mutua: Mutua) -> None:
    claim = made.claim("Anna", "VIS", 10000)
    assert mutua("claim", "pay", claim, "--reference", "b1", "--yes").err.strip() == (
        f"Per la domanda {claim} non c'è nulla da pagare."
    )
    made.decide(claim)
    paid = mutua("claim", "pay", claim, "--on", "01/06/2026", "--reference", "b1", "--yes")
    assert f"Pagati 70,00 € della domanda {claim} il 1° giugno 2026. Non resta nulla da pagare." in paid.out
    assert mutua("claim", "pay", claim, "--reference", "b1", "--yes").status == 1
    back = mutua("claim", "returned", claim, "--reference", "b1", "--yes")
    assert "È tornato indietro il pagamento di 70,00 €. Restano da pagare 70,00 €." in back.out
    assert mutua("claim", "returned", claim, "--reference", "b1", "--yes").status == 1
    told = " ".join(mutua("explain", claim).out.split())
    assert ": 70,00 €; pagato il 01/06/2026: −70,00 €; tornato indietro il " in told
    assert told.endswith(": 70,00 €; ancora da pagare: 70,00 €.")
    assert "€70.00 of request" in mutua("claim", "pay", claim, "--reference", "b2", "--yes", "--lang", "en").out
    reversed_ = mutua("claim", "reverse", claim, "--motive", "errore", "--yes")
    assert "che riconosceva 70,00 €" in reversed_.out
    assert "Da recuperare dal socio: 70,00 €." in reversed_.out


def test_a_payment_of_tomorrow_is_a_usage_mistake(made: Society, mutua: Mutua) -> None:
    claim = made.claim("Anna", "VIS", 10000)
    made.decide(claim)
    ran = mutua("claim", "pay", claim, "--on", "01/01/2199", "--reference", "b1", "--yes")
    assert (ran.status, "--on è un giorno futuro." in ran.err) == (2, True)
    assert accounts(made, claim)["payable:generale"] == -7000


@pytest.mark.parametrize("blank", ["", "  "])
@pytest.mark.parametrize(
    ("command", "option"),
    [("pay", "--reference"), ("returned", "--reference"), ("reverse", "--motive"), ("withdraw", "--motive")],
)
def test_a_reference_or_a_motive_says_something(
    made: Society, mutua: Mutua, command: str, option: str, blank: str
) -> None:
    claim = made.claim("Anna", "VIS", 10000)
    made.decide(claim)
    ran = mutua("claim", command, claim, option, blank, "--yes")
    assert (ran.status, f"{option} è vuoto: scriverlo." in ran.err) == (2, True)
    assert accounts(made, claim)["payable:generale"] == -7000


def test_a_payment_is_never_before_its_request_or_its_decision(made: Society, mutua: Mutua) -> None:
    claim = made.claim("Anna", "VIS", 10000)  # arrived on 11 May, decided on 1 June
    made.decide(claim)
    early = mutua("claim", "pay", claim, "--on", "10/05/2026", "--reference", "b1", "--yes")
    assert (early.status, "la domanda è arrivata: 10/05/2026 < 11/05/2026." in early.err) == (1, True)
    early = mutua("claim", "pay", claim, "--on", "31/05/2026", "--reference", "b1", "--yes")
    assert (early.status, "decisione che lo riconosce: 31/05/2026 < 01/06/2026." in early.err) == (1, True)
    assert mutua("claim", "pay", claim, "--on", "02/06/2026", "--reference", "b1", "--yes").status == 0
    early = mutua("claim", "returned", claim, "--on", "01/06/2026", "--reference", "b1", "--yes")
    assert (early.status, "prima del pagamento: 01/06/2026 < 02/06/2026." in early.err) == (1, True)


def test_a_reference_used_before_is_said_and_may_be_used(made: Society, mutua: Mutua) -> None:
    first, second = (made.claim("Anna", "VIS", cents) for cents in (10000, 5000))
    made.decide(first)
    made.decide(second)
    assert "Attenzione" not in mutua("claim", "pay", first, "--reference", "b1", "--yes").out
    again = mutua("claim", "pay", second, "--reference", "b1", "--yes")
    assert (again.status, f"b1 è già di un pagamento (domanda {first})" in again.out) == (0, True)


@pytest.mark.parametrize(
    ("command", "prepare"),
    [
        (["pay", "1", "--reference", "b1"], True), (["reverse", "1", "--motive", "errore"], True),
        (["withdraw", "1", "--motive", "rinuncia"], False), (["returned", "1", "--reference", "b1"], True),
    ],
)  # fmt: skip
def test_who_does_not_say_yes_changes_nothing(
    made: Society, mutua: Mutua, monkeypatch: pytest.MonkeyPatch, command: list[str], prepare: bool
) -> None:
    assert made.claim("Anna", "VIS", 10000) == 1
    if prepare:
        made.decide(1)
    if command[0] == "returned":
        assert mutua("claim", "pay", "1", "--reference", "b1", "--yes").status == 0
    with made.archive.reader.begin() as connection:
        before = connection.scalar(select(func.count()).select_from(entry))
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda prompt: "")
    ran = mutua("claim", *command)
    assert (ran.status, ran.out.splitlines()[-1]) == (1, "Non è stato cambiato nulla.")
    assert "Rossi Anna, tessera N1-0" in ran.out  # whose request it is stands above the question
    with made.archive.reader.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(entry)) == before


def test_a_request_is_named_by_the_number_of_the_office_too(made: Society, mutua: Mutua) -> None:
    claim = made.claim("Anna", "VIS", 10000, public_id="pubblico")
    assert mutua("claim", "paper", "pubblico", "fattura", "--dated", "04/05/2026").status == 0
    assert mutua("claim", "withdraw", "pubblico", "--motive", "rinuncia", "--yes").status == 0
    assert listed(mutua, "--state", "withdrawn") == [claim]


def test_who_did_it_is_the_program(made: Society, mutua: Mutua) -> None:
    claim = made.claim("Anna", "VIS", 10000)
    mutua("claim", "withdraw", claim, "--motive", "rinuncia", "--yes")
    with made.archive.reader.begin() as connection:
        query = select(actor.c.kind).join(entry, entry.c.actor_id == actor.c.id).where(entry.c.kind == "withdrawal")
        assert connection.scalars(query).all() == ["system"]


# ---------------------------------------------------------------- authorisations


def authorised(made: Society, expires_on: date | None = None) -> int:
    claim = made.claim("Anna", "CASA", public_id="aut", quantità=10 * 60, authorises=True, expires_on=expires_on)
    made.decide(claim)
    return claim


def test_what_an_authorisation_sets_aside_is_told_and_given_back(made: Society, mutua: Mutua) -> None:
    claim = authorised(made)
    made.decide(made.claim("Anna", "CASA", authorised_by="aut", quantità=4 * 60))
    ran = mutua("claim", "release", claim, "--yes")
    assert ran.status == 0, ran.err
    assert "Tiene ancora da parte: ore a casa, 6 ore." in ran.out
    assert "l'autorizzazione non tiene più nulla da parte" in ran.out
    assert "non è cambiato nulla" in mutua("claim", "release", claim, "--yes").out
    assert mutua("claim", "release", claim + 1, "--yes").status == 1


def test_expired_authorisations_are_given_back_once(made: Society, mutua: Mutua) -> None:
    claim = authorised(made, date(2026, 5, 31))
    assert "Nessuna autorizzazione" in mutua("claim", "release-expired", "--on", "31/05/2026").out
    ran = mutua("claim", "release-expired", "--on", "01/06/2026")
    assert f"Autorizzazione {claim}: restituito ore a casa, 10 ore." in ran.out
    assert "Autorizzazioni scadute e restituite: 1." in ran.out
    assert "Nessuna autorizzazione" in mutua("claim", "release-expired", "--on", "01/06/2026").out
    assert mutua("claim", "release-expired", "--on", "01/01/2199").status == 2


# ---------------------------------------------------------------- everything says so in both languages


COMMANDS: list[Callable[[int], list[object]]] = [
    lambda claim: ["claims"],
    lambda claim: ["claim", "paper", claim, "fattura"],
    lambda claim: ["claim", "pay", claim, "--reference", "b", "--yes"],
    lambda claim: ["claim", "returned", claim, "--reference", "b"],
    lambda claim: ["claim", "reverse", claim, "--motive", "x", "--yes"],
    lambda claim: ["claim", "release-expired"],
    lambda claim: ["readjudicate", "--all"],
    lambda claim: ["parked"],
]


def test_the_other_language_leaves_no_italian_behind(made: Society, mutua: Mutua) -> None:
    claim = made.claim("Anna", "VIS", 10000)
    made.decide(claim)
    for command in COMMANDS:
        told = mutua(*command(claim), "--lang", "en").out.lower()
        for word in (" domanda", "pagare", "nessun", "decisione", "restano", " di "):
            assert word not in told, (command(claim), word, told)
    assert verify(made.archive) == []
