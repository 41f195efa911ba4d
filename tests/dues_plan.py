"""An invented plan with every kind of contribution, written on disk: what the tests of charging run."""

from __future__ import annotations

from pathlib import Path

CODE = "mutua-di-prova/contributi"

HEAD = """\
titolo: Piano dei contributi
società: Mutua di Prova
versione_secondo: servizio
coperture: [base, denti]
fonte: inventato
fatti:
  classe:
    titolo: classe d'ingresso
    tipo: scelta
    scelte: [prima, seconda]
    di: persona
    chiede: "In quale classe è entrata la persona?"
"""

VERSION = """\
in_vigore: dal 2026-01-01
approvato: {da: Consiglio, delibera: 1/2025, il: 2025-11-28}
fonte: inventato
anno: solare
prestazioni:
  VIS:
    titolo: Visita specialistica
    articolo: art. 5
    copertura: base
    passi: [spesa, quota: 70%]
    consuma: nessuno
contributi:
  articolo: art. 10
  voci:
    - {nome: ammissione, titolo: tassa di ammissione, misura: 10.00, per: una volta, quando: {grado: titolare}}
    - {nome: associativa, titolo: quota associativa, misura: 20.00, per: anno, quando: {grado: titolare}}
    - nome: contributo
      titolo: contributo annuo
      misura: {secondo: grado, titolare: 240.00, altrimenti: 120.00}
      per: anno
      quando: {copertura: base}
      in_proporzione: sì
      articolo: art. 11
    - nome: denti
      titolo: contributo per i denti
      misura: {secondo: classe, prima: 60.00, seconda: 90.00}
      per: anno
      quando: {copertura: denti}
      quota_azienda: 50%
  rate:
    - nome: in una volta
      parti: [{parte: 1/1, entro: 31 gennaio dell'anno di inizio_anno}]
    - nome: in due rate
      quando: {componenti: almeno 4}
      parti:
        - {parte: 1/2, entro: 31 gennaio dell'anno di inizio_anno}
        - {parte: 1/2, entro: 30 giugno dell'anno di inizio_anno}
    - nome: in tre rate
      parti:
        - {parte: 1/3, entro: 31 gennaio dell'anno di inizio_anno}
        - {parte: 1/3, più: 2%, entro: 31 maggio dell'anno di inizio_anno}
        - {parte: 1/3, più: 3%, entro: 30 settembre dell'anno di inizio_anno}
  chi_esce: i mesi coperti
morosità:
  articolo: art. 12
  esito: respinge
  riprende:
    - {quando: {ritardo_mesi: almeno 4}, il: 60 giorni da pagamento}
    - altrimenti: 30 giorni da pagamento
"""


def dues_plan(root: Path, *, version: str = VERSION) -> Path:
    """Writes the plan under the root; the plan's folder."""
    folder = root / CODE
    folder.mkdir(parents=True)
    (folder / "piano.yaml").write_text(HEAD, encoding="utf-8")
    (folder / "2026-01-01.yaml").write_text(version, encoding="utf-8")
    return folder
