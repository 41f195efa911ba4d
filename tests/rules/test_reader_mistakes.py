"""Each mistake an author can make is said once, at its place, with what is expected."""

# ruff: noqa: E501 - a table of mistakes reads best with one mistake a line

from __future__ import annotations

import re
from pathlib import Path

import pytest
from reader_samples import PLAN, VERSION, read, ruleset_of, said, with_benefit, with_condition, with_pot, with_steps

from mutua.rules.reading.problem_sentences import TEXTS
from mutua.rules.reading.problems import Problem, sentence

RULES = Path(__file__).parents[2] / "src" / "mutua" / "rules"


def test_the_sample_has_no_mistakes() -> None:
    assert ruleset_of(VERSION).version == "prova/piano/2026-01-01"


def one(version: str, plan: str = PLAN) -> str:
    """The only mistake there is."""
    sentences = said(version, plan)
    assert len(sentences) == 1, sentences
    return sentences[0]


HEADER = [
    ("in_vigore: dal 2026-01-01", "in_vigore: 2026-01-01", "x.yaml:1:12", "«dal 2026-01-01»"),
    ("in_vigore: dal 2026-01-01", "in_vigore: dal 2026-02-30", "x.yaml:1:16", "una data che esiste"),
    ("in_vigore: dal 2026-01-01", "in_vigore: dal 2026-01-01 al 2025-12-31", "x.yaml:1:12", "non prima dell'inizio"),
    ("in_vigore: dal 2026-01-01\n", "", "x.yaml:1:1", "la chiave «in_vigore»"),
    ("delibera: 1/2026, ", "", "x.yaml:2:12", "la chiave «delibera»"),
    ("anno: solare", "anno: lunare", "x.yaml:3:7", "solare, scolastico"),
    ("anno: solare", "annno: solare", "x.yaml:3:1", "forse intendevi «anno»"),
    ("anno: solare\n", "", "x.yaml:17:49", "«anno: solare» (o altro) in testa"),
    ("anno: solare", "arrotondamento: {modo: in su}\nanno: solare", "x.yaml:3:24", "mezzo in su"),
    ("anno: solare", "arrotondamento: {a: 0}\nanno: solare", "x.yaml:3:21", "almeno 0.01"),
    ("anno: solare", "tempo: {primo_giorno: 2}\nanno: solare", "x.yaml:3:23", "0, 1"),
    ("anno: solare", "anno: solare\nanno: solare", "x.yaml:4:1", "ogni chiave una volta sola"),
    ("tipo: scelta, di: riga", "tipo: scielta, di: riga", "x.yaml:5:18", "forse intendevi «scelta»"),
    ("chiede: \"Quanti impianti?\"", "titolo: impianti", "x.yaml:7:3", "la chiave «chiede»"),
    ("scelte: [A, B], ", "", "x.yaml:5:3", "la chiave «scelte»"),
    ("scelte: [A, B]", "scelte: [A, A]", "x.yaml:5:48", "ogni nome una volta sola"),
    ("se_manca: no", "se_manca: 0", "x.yaml:9:70", "sì oppure no"),
    ("se_manca: no", "se_manca: no, risponde: sociata", "x.yaml:9:84", "forse intendevi «società»"),
    ("prova: prescrizione", "prova: prescrizzione", "x.yaml:10:76", "forse intendevi «prescrizione»"),
    ("  impianti: {tipo", "  età: {tipo", "x.yaml:7:3", "questo fatto esiste sempre"),
    ("  impianti: {tipo", "  Impianti: {tipo", "x.yaml:7:3", "un nome minuscolo"),
    ("  giovane: {quando", "  età: {quando", "x.yaml:13:3", "già un fatto"),
    (", articolo: art. 1}", "}", "x.yaml:13:3", "un «articolo» per questa condizione"),
    ("{titolo: prescrizione del medico}", "{titolo: p, note: x}", "x.yaml:16:29", "forse intendevi «nota»"),
    ("listino: {articolo: art. 4}", "listini: {articolo: art. 4}", "x.yaml:26:3", "il file tariffe/listini.csv"),
    ("listino: {articolo: art. 4}", "listino: {titolo: x}", "x.yaml:26:3", "un «articolo» per questo tariffario"),
    ("    articolo: art. 6\n", "", "x.yaml:31:3", "un «articolo» per questa prestazione"),
    ("    titolo: Visita\n", "", "x.yaml:31:3", "la chiave «titolo» in prestazione"),
    ("passi: [spesa, quota: 70%]", "pasi: [spesa, quota: 70%]", "x.yaml:34:5", "forse intendevi «passi»"),
    ("documenti: [fattura]", "documenti: [fatura]", "x.yaml:29:15", "forse intendevi «fattura»"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "place", "words"), HEADER)
def test_a_mistake_outside_benefits(old: str, new: str, place: str, words: str) -> None:
    assert VERSION.count(old) >= 1
    sentence_said = one(VERSION.replace(old, new))
    assert words in sentence_said
    assert sentence_said.startswith(f"{place}: ")


POTS = [
    ("{misura: 700, di: persona, ogni: anno, articolo: a}", "700 euro, 240 ore, 1 volta"),
    ("{misura: 700 euri, di: persona, ogni: anno, articolo: a}", "forse intendevi «700 euro»"),
    ("{misura: 700 euro, di: personna, ogni: anno, articolo: a}", "forse intendevi «persona»"),
    ("{misura: 700 euro, di: persona + persona, ogni: anno, articolo: a}", "ogni nome una volta sola"),
    ("{misura: 700 euro, di: persona, ogni: anni, articolo: a}", "un periodo: anno"),
    ("{misura: 700 euro, di: persona, ogni: anno}", "un «articolo» per questo plafond"),
    ("{misura: 700 euro, di: persona, articolo: a}", "la chiave «ogni»"),
    ("{misura: 700 euro, di: persona, ogni: di seguito, articolo: a}", "una misura in giorni"),
    ("{misura: 700 euro, di: persona, ogni: vita, primo_anno: {mese_di_iscrizione: compreso, arrotonda: mezzo in su},"
     " articolo: a}", "«primo_anno» soltanto con un periodo di anni"),
    ("{misura: 700 euro, conta: riga, di: persona, ogni: anno, articolo: a}", "per un plafond in euro: rimborso, spesa"),
    ("{misura: 7 volte, conta: spesa, di: persona, ogni: anno, articolo: a}", "per un plafond in volte: riga, fattura"),
    ("{misura: 7 ore, conta: spesa, di: persona, ogni: anno, articolo: a}", "nessun «conta» per un plafond in ore"),
    ("{misura: {secondo: componenti, da 1 a 2: 3 euro, da 4 a 5: 4 euro}, di: persona, ogni: anno, articolo: a}",
     "manca da 3 a 3"),
    ("{misura: {secondo: componenti, da 1 a 2: 3 euro, 2 o più: 4 euro}, di: persona, ogni: anno, articolo: a}",
     "la precedente arriva a 2"),
    ("{misura: {secondo: diottrie, fino a 4: 3 euro, da 4.02 a 5: 4 euro}, di: persona, ogni: anno, articolo: a}",
     "manca da 4.01 a 4.01"),
    ("{misura: {secondo: componenti, 1-2: 3 euro}, di: persona, ogni: anno, articolo: a}", "una fascia: 3, da 1 a 2"),
    ("{misura: {secondo: fascia, A: 3 euro, C: 4 euro}, di: persona, ogni: anno, articolo: a}", "scelte di fascia: A, B"),
    ("{misura: {secondo: componenti, 1: 3 euro, 2: 4 ore}, di: persona, ogni: anno, articolo: a}", "una misura in euro"),
    ("{misura: {secondo: componente, 1: 3 euro}, di: persona, ogni: anno, articolo: a}", "forse intendevi «componenti»"),
    ("{misura: {secondo: nascita, 1: 3 euro}, di: persona, ogni: anno, articolo: a}", "un fatto numerico, una scelta"),
    ("{misura: [{quando: {età: meno di 5}, vale: 3 euro}], di: persona, ogni: anno, articolo: a}", "un ultimo caso"),
    ("{misura: [{quando: {età: meno di 5}, vale: 3 euro}, {quando: {età: fino a 5}, vale: 4 euro},"
     " {altrimenti: 5 euro}], di: persona, ogni: anno, articolo: a}", "possono valere insieme"),
    ("{misura: [{quando: {età: 5}, vale: 3 euro}, {quando: {età: 5}, vale: 4 euro}, {altrimenti: 5 euro}],"
     " di: persona, ogni: anno, articolo: a}", "una situazione diversa"),
    ("{misura: {parametro: indennità}, di: persona, ogni: anno, articolo: a}", "una cifra di parametri.yaml"),
    ("{misura: {tariffa: listino}, di: persona, ogni: anno, articolo: a}", "la «colonna» del tariffario: rete, fuori"),
    ("{misura: {tariffa: listino, colonna: rette}, di: persona, ogni: anno, articolo: a}", "forse intendevi «rete»"),
    ("{misura: {fatto: impianti}, di: persona, ogni: anno, articolo: a}", "un fatto di tipo importo"),
    ("{misura: {valore: x}, di: persona, ogni: anno, articolo: a}", "un valore di «valori»"),
    ("{misura: {secondo: giorno, 1 o più: 3 euro}, di: persona, ogni: anno, articolo: a}", "soltanto accanto a «per: giorno»"),
    ("{misura: 7 euro, di: persona, ogni: vita, oltre: {anticipa: 2}, articolo: a}", "soltanto per plafond di rimborso"),
    ("{misura: 7 euro, di: persona, ogni: anno, oltre: {rinvia_entro: visitte}, articolo: a}", "forse intendevi «visite»"),
    ("{misura: 7 euro, di: persona, ogni: anno, oltre: {rinvia_entro: nuovo}, articolo: a}", "un altro plafond"),
    ("{misura: 7 euro, di: persona, ogni: anno, oltre: {anticipa: 0}, articolo: a}", "da 1 a 200"),
    ("{misura: 7 euro, di: persona, ogni: anno, continua: [a], da_capo: sì, articolo: a}", "non entrambi"),
    ("{misura: 7 euro, di: persona, ogni: 36 mesi dall'ultima fattura, data: richiesta, articolo: a}",
     "la data dell'ultima volta: fattura"),
    ("{misura: 7 euro, di: persona, ogni: [{quando: {grado: figlio}, vale: vita}, {altrimenti: anno}], articolo: a}",
     "periodi dello stesso genere"),
    ("{misura: {secondo: fascia, A: 70 euro, B: 70,00 euro}, di: persona, ogni: anno, articolo: a}", "i decimali si scrivono col punto"),
    ("{misura: 7 euro, di: persona, ogni: anno, da_capo: si, articolo: a}", "forse intendevi «sì»"),
]  # fmt: skip


@pytest.mark.parametrize(("pot", "words"), POTS)
def test_a_mistake_in_a_pot(pot: str, words: str) -> None:
    sentences = said(with_pot(pot))
    assert words in sentences[0], sentences
    assert sentences[0].startswith("x.yaml:18:")
    assert len(sentences) == 1, sentences


CONDITIONS = [
    ("etta: 3", "forse intendevi «età»"),
    ("età: grande", "un confronto: 3, almeno 3"),
    ("grado: [coniuge, filio]", "forse intendevi «figlio»"),
    ("grado: [coniuge, coniuge]", "ogni nome una volta sola"),
    ("rete: si", "forse intendevi «sì»"),
    ("fattura: dopo ricovera", "forse intendevi «ricovero»"),
    ("fattura: dopo impianti", "questo fatto non lo è"),
    ("fascia: A al richiesta", "non cambia col tempo"),
    ("non: {}", "vuota varrebbe sempre"),
    ("almeno_una: []", "vuota varrebbe sempre"),
    ("almeno: {quante: 3, tra: [{età: 1}, {rete: sì}]}", "un numero da 1 a 2"),
    ("giovane: 3", "sì oppure no"),
    ("spesa: almeno 10,00", "i decimali si scrivono col punto"),
    ("età: {da: 3}", "un confronto per «età»"),
    ("età: ''", "un valore per «età»"),
    ("prescrizione: vecchia", "un confronto di date"),
    ("ore_lavorate: almeno 600", "nei 12 mesi prima di"),
    ("motivo: vecchio", "una condizione con qualcosa dentro"),
    ("età: 3, motivo: Troppo Vecchio", "un nome minuscolo"),
]


@pytest.mark.parametrize(("check", "words"), CONDITIONS)
def test_a_mistake_in_a_condition(check: str, words: str) -> None:
    assert words in one(with_condition(check))


STEPS = [
    (["quota: 70%"], "un primo passo che dia una somma"),
    (["spesa", "spesa"], "soltanto per primo"),
    (["spesa", "quotta: 70%"], "forse intendevi «quota»"),
    (["spesa", "quota"], "un valore per il passo «quota»"),
    (["spesa", "quota: 0.7"], "una percentuale come 70%"),
    (["spesa", "quota: 70% per visita"], "una quota senza «per»"),
    (["spesa", "al_massimo: 60.00 per settimana"], "per che cosa si moltiplica"),
    (["spesa", "al_massimo: 60.00 per seduta"], "una prestazione con «unità: sedute» (questa ha: nessuna)"),
    (["spesa", "al_massimo: 60.00 per giorno"], "una prestazione con «conta» o «unità: giorni»"),
    (["spesa", "al_massimo: {misura: 60.00, per: riga, in_proporzione: trentesimi}"], "soltanto con «per: mese»"),
    (["spesa", "al_massimo: {secondo: fascia, A: 60.00, B: 50.00, per: riga}"], "questa chiave accanto a «misura»"),
    (["spesa", "al_massimo: {secondo: componenti, 1 o più: 60.00, per: riga}"], "questa chiave accanto a «misura»"),
    (["spesa", "meno: fascia"], "un fatto di tipo importo"),
    (["spesa", "franchigia: {plafond: visite}"], "un plafond con «conta: spesa»"),
    (["spesa", "franchigia: {plafond: visitte}"], "forse intendevi «visite»"),
    (["spesa", "scoperto: {quota: 20%, minimo: 100.00, massimo: 50.00}"], "un massimo non sotto il minimo"),
    (["spesa", "scoperto: {minimo: 100.00}"], "la chiave «quota» in scoperto"),
    (["spesa", "scaglioni: {a_cavallo: si divide, fasce: [{fino_a: visite, passi: [quota: 50%]}]}"], "almeno due strati"),
    (["spesa", "scaglioni: {a_cavallo: si divide, fasce: [{fino_a: visite, passi: [quota: 50%]},"
      " {fino_a: ospedale, passi: [quota: 50%]}]}"], "un plafond in euro (questo è in ore)"),
    (["spesa", "scaglioni: {a_cavallo: si divide, fasce: [{fino_a: visite, passi: [al_massimo: 5.00]},"
      " {fino_a: altro, passi: [quota: 50%]}]}"], "soltanto «quota» in uno strato che si divide"),
    (["spesa", "scaglioni: {a_cavallo: mai, fasce: []}"], "si divide, resta dove comincia"),
    (["spesa", "importo: 3.00"], "soltanto per primo"),
    (["importo: {misura: 3.00, anche_senza_spesa: forse}"], "sì oppure no"),
    (["spesa", "al_massimo: 60,00 per visita"], "i decimali si scrivono col punto"),
    (["spesa", "al_massimo: {misura: {secondo: giorno, 1 o più: 5.00}, per: riga}"], "soltanto accanto a «per: giorno»"),
]  # fmt: skip


@pytest.mark.parametrize(("steps", "words"), STEPS)
def test_a_mistake_in_the_steps(steps: list[str], words: str) -> None:
    version = with_steps(*steps)
    if "fino_a: altro" in str(steps):
        version = version.replace("plafond:\n", "plafond:\n  altro: {misura: 9 euro, di: persona, ogni: anno, articolo: a}\n")
    sentences = said(version)
    assert words in sentences[0], sentences


BENEFITS = [
    (["passi: [spesa]"], "«consuma» (un elenco di plafond, o nessuno)"),
    (["passi: [spesa]", "consuma: visite"], "un elenco di plafond, oppure nessuno"),
    (["passi: [spesa]", "consuma: []"], "un elenco di plafond, oppure nessuno"),
    (["passi: [spesa]", "consuma: [visitte]"], "forse intendevi «visite»"),
    (["passi: [spesa]", "consuma: [visite, visite]"], "ogni nome una volta sola"),
    (["passi: [spesa]", "consuma: [ospedale]"], "un plafond nell'unità della prestazione (nessuna)"),
    (["unità: sedute", "consuma: [ospedale]"], "un plafond nell'unità della prestazione (sedute)"),
    (["unità: ore", "consuma: [a_casa]"], "uno scambio soltanto dentro «in_ordine»"),
    (["unità: ore", "consuma: [in_ordine: [casa]]"], "almeno due plafond in ordine"),
    (["unità: ore", "consuma: [in_ordine: [casa, visite]]"], "plafond della stessa unità"),
    (["unità: ore", "consuma: [in_ordine: [casa, {scambio: a_cassa}]]"], "forse intendevi «a_casa»"),
    (["unità: euro"], "una di queste parole: ore"),
    (["unità: ora"], "forse intendevi «ore»"),
    (["area: x"], "«passi» (denaro) o «unità» (in natura)"),
    (["unità: ore", "conta: {giorni: tutti}"], "nessuna unità o «giorni»"),
    (["conta: {giorni: tuti}"], "forse intendevi «tutti»"),
    (["conta: {giorni: tutti, dal_giorno: 0}"], "un giorno da 1 in su"),
    (["conta: {giorni: tutti, dal_giorno: 5, al_giorno: 4}"], "non sotto il primo"),
    (["come: VISITTA"], "il codice di una prestazione"),
    (["come: VISITA", "consuma: nessuno"], "accanto a «come» soltanto"),
    (["come: NUOVA"], "NUOVA → NUOVA"),
    (["unità: ore", "copertura: dentti"], "forse intendevi «denti»"),
    (["unità: ore", "carenza: 60 gorni"], "forse intendevi «60 giorni»"),
    (["unità: ore", "carenza: {malattia: 60 giorni}"], "infortunio, gravidanza, preesistente"),
    (["unità: ore", "carenza: {mallattia: 60 giorni, altre: nessuna}"], "forse intendevi «malattia»"),
    (["unità: ore", "domanda: {articolo: x}"], "almeno uno tra entro, non_prima e preavviso"),
    (["unità: ore", "domanda: {entro: 60 giorni dalla fatura}"], "forse intendevi «fattura»"),
    (["unità: ore", "domanda: {preavviso: 24 ore prima di inizio}"], "forse intendevi «inizio_ore»"),
    (["unità: ore", "documenti: [prescrizione: {rispetto_a: impianti}]"], "questo fatto non lo è"),
    (["unità: ore", "documenti: [prescrizione: {non_più_vecchia_di: 24 ore}]"], "le ore stanno soltanto nel preavviso"),
    (["unità: ore", "documenti: [fattura, fattura]"], "ogni nome una volta sola"),
    (["calcolo: [{passi: [spesa], consuma: nessuno}]"], "«quando» o «altrimenti» in ogni riga"),
    (["calcolo: [{altrimenti: non spetta, passi: [spesa]}]"], "«non spetta» senza passi"),
    (["calcolo: [{altrimenti: forse}]"], "una di queste parole: non spetta, sì"),
    (["calcolo: [{quando: {rete: sì}, passi: [spesa], consuma: nessuno}]", "consuma: nessuno"], "non entrambi"),
    (["calcolo: [{altrimenti: non spetta}, {altrimenti: non spetta}]"], "un solo «altrimenti»"),
    (["calcolo: [{quando: {rete: sì}, passi: [spesa], consuma: nessuno},"
      " {quando: {età: 3}, passi: [spesa], consuma: nessuno}]"], "possono valere insieme"),
    (["unità: ore", "spetta: [{quantità: almeno 2}]"], "la cifra con le sue ore"),
    (["unità: ore", "versione_secondo: fascia"], "questo fatto non lo è"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "words"), BENEFITS)
def test_a_mistake_in_a_benefit(lines: list[str], words: str) -> None:
    assert words in one(with_benefit(*lines))


REST = [
    ("adesione: {decorrenza: richiesta}", "un «articolo» per l'adesione"),
    ("adesione: {articolo: a, decorrenza: domani}", "una data conosciuta"),
    ("adesione: {articolo: a, nucleo: mezzo, decorrenza: richiesta}", "intero, facoltativo, tutti o nessuno"),
    ("contributi: {voci: [{nome: q, misura: 10.00, per: anno}]}", "un «articolo» per questa voce"),
    ("contributi: {articolo: a, voci: [{nome: q, misura: 10.00, per: giorno}]}", "anno, mese, una volta"),
    ("contributi: {articolo: a, voci: [{nome: q, misura: 10.00, per: mese, in_proporzione: sì}]}", "con «per: anno»"),
    ("contributi: {articolo: a, voci: [], rate: [{nome: r, parti: [{parte: 1/3}, {parte: 1/3}]}]}", "insieme facciano 1"),
    ("contributi: {articolo: a, voci: [], rate: [{nome: r, parti: [{parte: 0.5}]}]}", "una frazione come 1/3"),
    ("morosità: {articolo: a, esito: respinge}", "la chiave «riprende»"),
    ("cambio_piano: {articolo: a, domanda: richiesta}", "la chiave «effetto»"),
    ("recesso: {articolo: a, effetto: richiesta, porta: {a: b}}", "in recesso:"),
    ("pagamenti: {articolo: a, sopra: 50.00, da: 0, a: 11}", "da 1 a 12"),
    ("procedura: {decisione: 30 giorni da completata}", "un «articolo» per la procedura"),
    ("date: {compie: {il: 65 anni da nascita}}", "un «articolo» per questa data"),
    ("date: {uno: {il: due}, due: {il: uno}}", "uno → due → uno"),
    ("date: {uno: {il: nessuno}}", "un termine che dia un giorno"),
    ("aree: {Denti: {spetta: [{rete: sì}]}}", "il nome dell'area di qualche prestazione"),
]


@pytest.mark.parametrize(("lines", "words"), REST)
def test_a_mistake_in_what_is_not_a_claim(lines: str, words: str) -> None:
    assert words in one(f"{lines}\n{VERSION}")


def test_all_mistakes_come_at_once_and_in_order() -> None:
    version = VERSION.replace("quota: 70%", "quota: 70").replace("240 ore", "240").replace("tipo: numero", "tipo: numeri")
    sentences = said(version)
    assert [text.split(":")[1] for text in sentences] == ["7", "20", "34"]


def test_an_unknown_pot_is_reported_once() -> None:
    assert len(said(with_benefit("passi: [spesa]", "consuma: [boh]").replace("[visite]", "[boh]"))) == 1


def test_a_fact_with_a_mistake_brings_no_others() -> None:
    version = with_condition("impianti: almeno 3").replace("tipo: numero", "tipo: numeri")
    assert "forse intendevi «numero»" in one(version)


def test_a_pot_with_a_mistake_brings_no_others() -> None:
    assert "700 euro, 240 ore" in one(VERSION.replace("misura: 700 euro", "misura: 700"))


def test_a_mistake_in_the_commons_is_reported_once_for_all_benefits() -> None:
    version = with_benefit("unità: ore").replace("documenti: [fattura]", "domanda: {entro: domani}")
    assert len(said(version)) == 1


def test_conditions_that_call_each_other_are_a_circle() -> None:
    version = VERSION.replace(
        "condizioni:\n", "condizioni:\n  uno: {quando: {due: sì}}\n  due: {quando: {uno: no}}\n"
    )
    assert "uno → due → uno" in one(version)


def test_a_warning_does_not_stop_the_ruleset() -> None:
    ruleset, problems = read(with_pot(
        "{misura: {secondo: fascia, A: 1 euro, B: 2 euro, altrimenti: 3 euro}, di: persona, ogni: anno, articolo: a}"
    ))
    assert [problem.code for problem in problems] == ["otherwise_never"]
    assert problems[0].warning
    assert ruleset is not None
    assert "avviso" in sentence(problems[0])


def test_every_code_has_its_sentence_in_both_languages() -> None:
    used = set()
    for path in RULES.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        used |= set(re.findall(r'\bFault\(\s*"([a-z_]+)"', text))
        used |= set(re.findall(r'\breport\(\s*[^"\n]*?,\s*"([a-z_]+)"', text))
        used |= set(re.findall(r'\bProblem\(\s*Place\([^"\n]*\), "([a-z_]+)"', text))
    used -= {"said_already"}
    assert len(used) > 100
    assert sorted(used - set(TEXTS)) == []
    assert all(italian and english for italian, english in TEXTS.values())


def test_every_sentence_can_be_said() -> None:
    from mutua.rules.model import Place

    for code in TEXTS:
        for language, word in (("it", "trovato «x»; atteso "), ("en", "found «x»; expected ")):
            assert word in sentence(Problem(Place("a", 1, 2), code, "x"), language)
