"""A small invented plan with its cases, written on disk: what the tests of case files and of the command line run."""

from __future__ import annotations

from pathlib import Path

HEAD = """\
titolo: Piano di prova
società: Mutua di Prova
versione_secondo: servizio
coperture: [base]
fonte: inventato
fatti:
  visite_prima:
    storia: {domanda: quante_volte, prestazioni: [VIS], nel: stesso_anno}
  ultima_visita:
    storia: {domanda: ultimo_pagamento, prestazioni: [VIS]}
"""

VERSION = """\
in_vigore: dal 2026-01-01
approvato: {da: Consiglio, delibera: 1/2025, il: 2025-11-28}
fonte: inventato
anno: solare
documenti:
  fattura: fattura
  prescrizione: prescrizione del medico
plafond:
  visite: {titolo: visite, misura: 400 euro, di: persona, ogni: anno, articolo: art. 2}
  ospedale: {titolo: ore in ospedale, misura: 240 ore, di: nucleo, ogni: anno, articolo: art. 3}
  casa: {titolo: ore a casa, misura: 12 ore, di: nucleo, ogni: anno, articolo: art. 3}
scambi:
  in_casa: {da: ospedale, unità: ore, rapporto: 5 per 1, al_massimo: 48 ore, quando: {autorizzata: sì}, articolo: art. 4}
prestazioni:
  VIS:
    titolo: Visita specialistica
    articolo: art. 5
    copertura: base
    spetta: [{grado: titolare, motivo: solo_titolare, articolo: art. 1}]
    domanda: {entro: 60 giorni dalla fattura, articolo: art. 6}
    carenza: 30 giorni
    documenti: [fattura, prescrizione]
    passi: [spesa, quota: 70%]
    consuma: [visite]
  OSPEDALE:
    titolo: Assistenza in ospedale
    articolo: art. 3
    unità: ore
    consuma: [ospedale]
  CASA:
    titolo: Assistenza a casa
    articolo: art. 3
    unità: ore
    consuma: [{in_ordine: [casa, {scambio: in_casa}]}]
  CICLO:
    titolo: Ciclo di cure
    articolo: art. 7
    passi: [spesa, franchigia: 50.00 per gruppo, al_massimo: 1000.00 per gruppo]
    consuma: nessuno
  CONTROLLO:
    titolo: Visita di controllo
    articolo: art. 8
    spetta: [{visite_prima: almeno 1, motivo: senza_visita}]
    passi: [spesa, al_massimo: 30.00]
adesione:
  articolo: art. 9
  chi: [{età: meno di 75, motivo: età}]
  nucleo: facoltativo
  decorrenza: primo giorno del mese dopo richiesta
contributi:
  articolo: art. 10
  voci: [{nome: contributo, titolo: contributo, misura: 300.00, per: anno}]
  rate:
    - nome: in tre rate
      articolo: art. 10
      parti:
        - {parte: 1/3, entro: 31 gennaio dell'anno di inizio_anno}
        - {parte: 1/3, più: 2%, entro: 31 maggio dell'anno di inizio_anno}
        - {parte: 1/3, più: 3%, entro: 30 settembre dell'anno di inizio_anno}
morosità: {articolo: art. 11, esito: respinge, tolleranza: 1 giorno, riprende: 30 giorni da pagamento}
recesso: {articolo: art. 12, domanda: 30 settembre dell'anno di richiesta, effetto: 1 gennaio dell'anno dopo richiesta}
procedura: {completamento: 30 giorni da integrazione_chiesta, articolo: art. 14}
pagamenti: {articolo: art. 13, sopra: 50.00, da: 1, a: 11}
"""

ALWAYS = "sempre: {iscrizione: 2020-01-01, grado: titolare, richiesta: 2026-03-20, fattura: 2026-03-10, servizio: 2026-03-10}"

CASES = f"""\
{ALWAYS}
casi:
  - nome: il massimale si esaurisce
    articolo: art. 2
    richieste:
      - {{prestazione: VIS, spesa: 500.00, atteso: {{importo: 350.00, esito: pagata, resta: {{visite: 50 euro}}}}}}
      - {{prestazione: VIS, spesa: 100.00, atteso: {{importo: 50.00, esito: ridotta}}}}
      - {{prestazione: VIS, spesa: 100.00, atteso: {{importo: 0.00, esito: respinta, motivo: pot_exhausted}}}}
"""


def plan_folder(root: Path, *, version: str = VERSION, cases: str = CASES, head: str = HEAD) -> Path:
    """Writes the plan under the root; the plan's folder."""
    folder = root / "mutua-di-prova" / "prova"
    (folder / "casi").mkdir(parents=True)
    (folder / "piano.yaml").write_text(head, encoding="utf-8")
    (folder / "2026-01-01.yaml").write_text(version, encoding="utf-8")
    (folder / "casi" / "casi.yaml").write_text(cases, encoding="utf-8")
    return folder
