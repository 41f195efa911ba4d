"""The facts every regulation may speak of without declaring them, with the question that asks for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from mutua.rules.model import CalendarDay, Fact, FactKind, FactOf, Plan, Ruleset

_FIRST_OF_YEAR = CalendarDay(1, 1)
K, OF = FactKind, FactOf


def _fact(
    name: str, kind: FactKind, of: FactOf, title: str, question: str = "", **more: object
) -> tuple[str, Fact]:
    return name, Fact(name=name, kind=kind, of=of, title=title, question=question, builtin=True, **more)  # type: ignore[arg-type]


BUILTIN: Mapping[str, Fact] = MappingProxyType(
    dict(
        [
            # of the line
            _fact("prestazione", K.CHOICE, OF.LINE, "prestazione", "Quale prestazione si chiede?"),
            _fact("codice", K.TEXT, OF.LINE, "codice della prestazione", "Qual è il codice della prestazione?"),
            _fact("spesa", K.MONEY, OF.LINE, "spesa", "Quanto è stato speso?"),
            _fact("altri_rimborsi", K.MONEY, OF.LINE, "altri rimborsi", "Quanto hanno rimborsato altri?", default=0),
            _fact("quantità", K.NUMBER, OF.LINE, "quantità", "Quante unità (ore, sedute, pezzi…)?"),
            _fact("servizio", K.DAY, OF.LINE, "data della prestazione", "In che giorno è stata resa la prestazione?"),
            _fact("inizio", K.DAY, OF.LINE, "primo giorno", "Qual è il primo giorno?"),
            _fact("fine", K.DAY, OF.LINE, "ultimo giorno", "Qual è l'ultimo giorno?"),
            _fact("inizio_ore", K.INSTANT, OF.LINE, "inizio", "Quando comincia, giorno e ora?"),
            _fact("fine_ore", K.INSTANT, OF.LINE, "fine", "Quando finisce, giorno e ora?"),
            _fact(
                "regime", K.CHOICE, OF.LINE, "regime", "È un ticket del servizio sanitario o una spesa privata?",
                choices=("privato", "ticket"),
                phrases={"privato": "in regime privato", "ticket": "per i ticket del servizio sanitario"},
            ),
            _fact(
                "rete", K.YES_NO, OF.LINE, "struttura convenzionata", "La struttura è convenzionata?",
                phrases={"sì": "nelle strutture convenzionate", "no": "fuori convenzione"},
            ),
            _fact(
                "causa", K.CHOICE, OF.LINE, "causa", "Qual è la causa: malattia, infortunio, gravidanza…?",
                choices=("malattia", "infortunio", "gravidanza", "preesistente"),
                phrases={
                    "malattia": "per malattia", "infortunio": "per infortunio", "gravidanza": "per gravidanza",
                    "preesistente": "per malattia preesistente",
                },
            ),
            _fact("dente", K.TEXT, OF.LINE, "dente", "Di quale dente si tratta?"),
            _fact("fattura", K.DAY, OF.LINE, "data della fattura", "Che data ha la fattura?"),
            _fact("numero_fattura", K.TEXT, OF.LINE, "numero della fattura", "Che numero ha la fattura?"),
            _fact("preventivo", K.MONEY, OF.LINE, "preventivo", "A quanto ammonta il preventivo?"),
            _fact(
                "autorizzata", K.YES_NO, OF.LINE, "autorizzazione", "La mutua ha autorizzato la prestazione?",
                default=False, phrases={"sì": "con autorizzazione", "no": "senza autorizzazione"},
            ),
            # of the request
            _fact("richiesta", K.DAY, OF.REQUEST, "data della domanda", "Quando è arrivata la domanda?"),
            _fact("richiesta_ore", K.INSTANT, OF.REQUEST, "ora della domanda", "A che ora è arrivata la domanda?"),
            # of the event
            _fact("evento", K.TEXT, OF.EVENT, "evento", "A quale evento si riferisce?"),
            _fact("evento_del", K.DAY, OF.EVENT, "data dell'evento", "Quando è avvenuto l'evento?"),
            _fact("ricovero", K.DAY, OF.EVENT, "data del ricovero", "Quando è avvenuto il ricovero?"),
            _fact("dimissione", K.DAY, OF.EVENT, "data della dimissione", "Quando è avvenuta la dimissione?"),
            # of the group
            _fact("gruppo", K.TEXT, OF.GROUP, "piano di cura", "A quale piano di cura o ciclo appartiene?"),
            # of the person, the cover and the household
            _fact("nascita", K.DAY, OF.PERSON, "data di nascita", "Quando è nata la persona?"),
            _fact(
                "grado", K.CHOICE, OF.PERSON, "grado di parentela", "Che rapporto ha con il titolare?",
                choices=("titolare", "coniuge", "convivente", "figlio", "genitore", "fratello", "altro"),
                phrases={
                    "titolare": "per il titolare", "coniuge": "per il coniuge", "convivente": "per il convivente",
                    "figlio": "per i figli", "genitore": "per i genitori", "fratello": "per i fratelli",
                    "altro": "per altri familiari",
                },
            ),
            _fact("iscrizione", K.DAY, OF.PERSON, "data d'iscrizione", "Da quando decorre l'iscrizione?"),
            _fact("decorrenza", K.DAY, OF.PERSON, "decorrenza della copertura", "Da quando decorre la copertura?"),
            _fact(
                "componenti", K.NUMBER, OF.HOUSEHOLD, "componenti del nucleo", "Quante persone ha il nucleo?",
                read_on=_FIRST_OF_YEAR, phrases={"": "per i nuclei di {} persone", "1": "per chi è solo"},
            ),
            _fact(
                "familiari_a_carico", K.NUMBER, OF.HOUSEHOLD, "familiari a carico",
                "Quanti familiari sono a carico?", read_on=_FIRST_OF_YEAR,
                phrases={"": "con {} familiari a carico", "1": "con un familiare a carico"},
            ),
            _fact("copertura", K.CHOICE, OF.PERSON, "copertura", "Di quale copertura si tratta?"),
            # derived
            _fact("età", K.NUMBER, OF.PERSON, "età", phrases={"": "a {} anni", "1": "a un anno"}),
            _fact(
                "anni_di_iscrizione", K.NUMBER, OF.PERSON, "anni d'iscrizione",
                phrases={"": "con {} anni d'iscrizione", "1": "con un anno d'iscrizione"},
            ),
            _fact(
                "mesi_di_iscrizione", K.NUMBER, OF.PERSON, "mesi d'iscrizione",
                phrases={"": "con {} mesi d'iscrizione", "1": "con un mese d'iscrizione"},
            ),
            _fact("giorni", K.NUMBER, OF.LINE, "giorni", phrases={"": "per {} giorni", "1": "per un giorno"}),
            _fact("notti", K.NUMBER, OF.LINE, "notti", phrases={"": "per {} notti", "1": "per una notte"}),
            _fact("quantità_del_gruppo", K.NUMBER, OF.GROUP, "quantità in tutto il piano di cura"),
            _fact("spesa_del_gruppo", K.MONEY, OF.GROUP, "spesa di tutto il piano di cura"),
            _fact("prima_fattura_del_gruppo", K.DAY, OF.GROUP, "prima fattura del piano di cura"),
            _fact("ultima_fattura_del_gruppo", K.DAY, OF.GROUP, "ultima fattura del piano di cura"),
            _fact("residuo", K.MONEY, OF.LINE, "spesa rimasta", "Quanto ha lasciato la copertura precedente?"),
            _fact("pagato_prima", K.MONEY, OF.LINE, "già rimborsato", "Quanto ha pagato la copertura precedente?"),
            # outside claims
            _fact("ritardo_giorni", K.NUMBER, OF.PERSON, "giorni di ritardo",
                  phrases={"": "con {} giorni di ritardo", "1": "con un giorno di ritardo"}),
            _fact("ritardo_mesi", K.NUMBER, OF.PERSON, "mesi di ritardo",
                  phrases={"": "con {} mesi di ritardo", "1": "con un mese di ritardo"}),
            _fact("scadenza", K.DAY, OF.PERSON, "scadenza del contributo", "Quando scadeva il contributo?"),
            _fact("pagamento", K.DAY, OF.PERSON, "pagamento", "Quando è stato pagato il contributo?"),
            _fact("integrazione_chiesta", K.DAY, OF.REQUEST, "richiesta di documenti",
                  "Quando sono stati chiesti i documenti mancanti?"),
            _fact("completata", K.DAY, OF.REQUEST, "pratica completa", "Quando è stata completata la pratica?"),
            _fact("decisa", K.DAY, OF.REQUEST, "decisione", "Quando è stata decisa la pratica?"),
            _fact("inizio_anno", K.DAY, OF.PERSON, "primo giorno dell'anno", "Quale anno si calcola?"),
        ]
    )
)

_OWN_LISTS = ("tariffario", "tabella del fondo", "secondo la sua tabella")


def of_a_price_list(fact: Fact) -> bool:
    """Whether the answer seems to be a sum of the society's own price list, by the words of its question."""
    said = f"{fact.title} {fact.question}".casefold()
    return fact.kind is FactKind.MONEY and any(one in said for one in _OWN_LISTS)


def marked_by_its_words(plan: Plan) -> Plan:
    """A plan kept before rulesets could say who answers (`risponde`): its price lists are the society's to look up.

    A plan that marks any question is left as it is.
    """
    if any(fact.of_society for version in plan.versions for fact in version.facts.values()):
        return plan
    return replace(plan, versions=tuple(_marked(one) for one in plan.versions))


def unmarked(plan: Plan) -> Plan:
    """The plan as it would be if nobody had written who answers its questions."""
    return replace(plan, versions=tuple(
        replace(one, facts={name: replace(fact, of_society=False) for name, fact in one.facts.items()})
        for one in plan.versions
    ))  # fmt: skip


def _marked(version: Ruleset) -> Ruleset:
    found = {name: replace(one, of_society=True) for name, one in version.facts.items() if of_a_price_list(one)}
    return replace(version, facts={**version.facts, **found}) if found else version


# Facts computed from others, with the facts they need: an answer is asked for those.
DERIVED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "età": ("nascita",),
        "anni_di_iscrizione": ("iscrizione",),
        "mesi_di_iscrizione": ("iscrizione",),
        "giorni": ("inizio", "fine"),
        "notti": ("inizio", "fine"),
        "quantità_del_gruppo": ("quantità",),
        "spesa_del_gruppo": ("spesa",),
        "prima_fattura_del_gruppo": ("fattura",),
        "ultima_fattura_del_gruppo": ("fattura",),
    }
)
