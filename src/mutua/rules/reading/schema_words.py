"""The closed words of the language and what each stands for in the model."""

from __future__ import annotations

from collections.abc import Mapping

from mutua.rules.model import (
    ContributionPer,
    Counts,
    DayCount,
    FactKind,
    FactOf,
    HistoryKind,
    HistorySpan,
    Holder,
    PaperFault,
    Per,
    PerKind,
    Proration,
    RoundingMode,
    Scope,
    Unit,
)

FACT_KINDS: Mapping[str, FactKind] = {
    "sì/no": FactKind.YES_NO, "numero": FactKind.NUMBER, "decimale": FactKind.DECIMAL, "importo": FactKind.MONEY,
    "scelta": FactKind.CHOICE, "data": FactKind.DAY, "istante": FactKind.INSTANT, "serie": FactKind.SERIES,
    "testo": FactKind.TEXT,
}
FACT_OF: Mapping[str, FactOf] = {
    "riga": FactOf.LINE, "evento": FactOf.EVENT, "gruppo": FactOf.GROUP, "richiesta": FactOf.REQUEST,
    "persona": FactOf.PERSON, "nucleo": FactOf.HOUSEHOLD,
}
ANSWERERS: Mapping[str, bool] = {"chi chiede": False, "società": True}
HISTORY_KINDS: Mapping[str, HistoryKind] = {
    "ultimo_pagamento": HistoryKind.LAST_PAID_ON, "quante_volte": HistoryKind.HOW_MANY,
    "qualcosa_pagato": HistoryKind.ANY_PAID,
}
HISTORY_SPANS: Mapping[str, HistorySpan] = {
    "sempre": HistorySpan.EVER, "stesso_anno": HistorySpan.SAME_YEAR, "anno_prima": HistorySpan.YEAR_BEFORE,
}
HOLDERS: Mapping[str, Holder] = {
    "riga": Holder.LINE, "fattura": Holder.INVOICE, "evento": Holder.EVENT, "gruppo": Holder.GROUP,
    "persona": Holder.PERSON, "titolare": Holder.MEMBER, "nucleo": Holder.HOUSEHOLD, "azienda": Holder.FIRM,
    "società": Holder.SOCIETY, "dente": Holder.TOOTH,
}
COUNTS: Mapping[str, Counts] = {"rimborso": Counts.BENEFIT, "spesa": Counts.EXPENSE}
OCCURRENCES: Mapping[str, Scope] = {
    "riga": Scope.LINE, "fattura": Scope.INVOICE, "richiesta": Scope.REQUEST, "gruppo": Scope.GROUP,
}
ROUNDING_MODES: Mapping[str, RoundingMode] = {
    "mezzo in su": RoundingMode.HALF_UP, "per difetto": RoundingMode.DOWN, "per eccesso": RoundingMode.UP,
}
ROUNDING_PER: Mapping[str, bool] = {"riga": False, "ogni passo": True}
LEAP_BIRTHDAY: Mapping[str, bool] = {"1 marzo": True, "28 febbraio": False}
MONTH_END: Mapping[str, bool] = {"ultimo giorno": True, "giorno dopo": False}
DAY_ZERO: Mapping[str, bool] = {"0": True, "1": False}
JOINING_MONTH: Mapping[str, bool] = {"compreso": True, "escluso": False}
DAY_COUNTS: Mapping[str, DayCount] = {
    "tutti": DayCount.ALL, "estremi come uno": DayCount.ENDS_AS_ONE, "notti": DayCount.NIGHTS,
}
PAPER_FAULTS: Mapping[str, PaperFault] = {"sospende": PaperFault.SUSPEND, "respinge": PaperFault.REFUSE}
ARREARS: Mapping[str, bool] = {"respinge": False, "sospende": True}
CONTRIBUTION_PER: Mapping[str, ContributionPer] = {
    "anno": ContributionPer.YEAR, "mese": ContributionPer.MONTH, "una volta": ContributionPer.ONCE,
}
LEAVING_PAYS: Mapping[str, bool] = {"l'anno intero": False, "i mesi coperti": True}
# Whether everybody of the household must join, and whether relatives join all or none.
HOUSEHOLD: Mapping[str, tuple[bool, bool]] = {
    "intero": (True, False), "facoltativo": (False, False), "tutti o nessuno": (False, True),
}
SENIORITY: Mapping[str, bool] = {"mantenuta": True, "da capo": False}
STRADDLING: Mapping[str, str] = {"si divide": "split", "resta dove comincia": "stay", "si sommano": "sum"}
PRORATIONS: Mapping[str, Proration] = {
    "giorni del mese": Proration.DAYS_OF_MONTH, "trentesimi": Proration.THIRTIETHS,
}
YES_NO: Mapping[str, bool] = {"sì": True, "no": False}

PERS: Mapping[str, Per] = {
    "riga": Per(word="riga"), "visita": Per(word="visita"), "prestazione": Per(word="prestazione"),
    "fattura": Per(scope=Scope.INVOICE, word="fattura"), "richiesta": Per(scope=Scope.REQUEST, word="richiesta"),
    "gruppo": Per(scope=Scope.GROUP, word="gruppo"), "ciclo": Per(scope=Scope.GROUP, word="ciclo"),
    "piano di cura": Per(scope=Scope.GROUP, word="piano di cura"),
    "seduta": Per(PerKind.UNIT, word="seduta"), "atto": Per(PerKind.UNIT, word="atto"),
    "pezzo": Per(PerKind.UNIT, word="pezzo"), "dente": Per(PerKind.UNIT, word="dente"),
    "paio": Per(PerKind.UNIT, word="paio"), "chilometro": Per(PerKind.UNIT, word="chilometro"),
    "unità": Per(PerKind.UNIT, word="unità"), "giorno": Per(PerKind.DAY, word="giorno"),
    "ora": Per(PerKind.HOUR, word="ora"), "mese": Per(PerKind.MONTH, word="mese"),
}
# The unit a benefit must have for these words; the others ask for none.
PER_UNITS: Mapping[str, Unit] = {
    "seduta": Unit.SITTINGS, "atto": Unit.ACTS, "pezzo": Unit.PIECES, "dente": Unit.TEETH, "paio": Unit.PAIRS,
    "chilometro": Unit.KILOMETRES, "ora": Unit.HOURS, "giorno": Unit.DAYS,
}
UNIT_WORDS: Mapping[Unit, str] = {
    Unit.EURO: "euro", Unit.HOURS: "ore", Unit.DAYS: "giorni", Unit.MONTHS: "mesi", Unit.TIMES: "volte",
    Unit.ACTS: "atti", Unit.PIECES: "pezzi", Unit.SITTINGS: "sedute", Unit.TEETH: "denti", Unit.PAIRS: "paia",
    Unit.KILOMETRES: "chilometri",
}
STEPS = (
    "spesa", "importo", "più", "meno", "franchigia", "scoperto", "quota", "al_massimo", "scaglioni", "residuo",
)
BASES = ("spesa", "importo", "residuo")
