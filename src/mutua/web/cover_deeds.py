"""The steps of covers as data: what each is called, what it means, which fields it has."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from mutua.domain.italian import written_day
from mutua.services.covers_page import CoverOf, CoversPage
from mutua.web.deeds import Ask, Deed

_ON = Ask("on", ("Chiesto il", "Asked on"), "day", value="today")
_PLAN = Ask("plan", ("Piano", "Plan"), "choice")
_COVER = Ask("cover", ("Copertura", "Cover"), "choice", required=False, empty=("l'unica del piano", "the only one"),
             hint=("Solo se il piano ne ha più d'una.", "Only where the plan has several."))  # fmt: skip
_HELD = Ask("held", ("Quale copertura", "Which cover"), "choice")
_HOUSEHOLD = Ask("household", ("Tutto il nucleo insieme", "The whole household together"), "tick", required=False)

_DEEDS = (
    Deed("join_plan", ("Adesione a un piano", "Joining a plan"),
         ("Da quando il regolamento dice; se qualcosa manca, è detto tutto insieme.",
          "From when the rules say; all that is missing is told at once."),
         (_PLAN, _COVER, _HOUSEHOLD,
          Ask("continues", ("Continua senza interruzione, con l'anzianità che ha", "Goes on without a gap"), "tick",
              required=False), _ON), to="covers"),
    Deed("change_plan", ("Cambio di piano", "Change of plan"),
         ("Quando il regolamento del piano che lascia lo permette.", "When the rules of the plan left allow it."),
         (_HELD._replace(label=("Lascia", "Leaves")), _PLAN._replace(label=("Entra in", "Joins")), _COVER,
          Ask("reason", ("Perché", "Why"), "choice", value="request", options=(
              ("request", ("a domanda", "asked for")), ("employer", ("cambio di datore di lavoro",
                                                                     "another employer")))),
          Ask("effective_on", ("Il nuovo lavoro comincia il", "The new employment begins on"), "day", required=False,
              hint=("Solo per un cambio di datore di lavoro.", "For a change of employer alone.")),
          _HOUSEHOLD, _ON), to="covers"),
    Deed("leave_plan", ("Uscita da un piano", "Leaving a plan"),
         ("Quando il regolamento lascia uscire.", "When the rules let go."),
         (_HELD, Ask("reason", ("Perché", "Why"), "choice", value="request", options=(
             ("request", ("a domanda", "asked for")), ("employment_ended", ("fine del lavoro", "employment ended")))),
          _HOUSEHOLD, _ON), grave=True, to="covers"),
    Deed("exempt_person", ("Esonero", "Exemption"),
         ("Non deve aderire con il nucleo, dove il regolamento lo ammette.",
          "Need not join with the household, where the rules know of it."),
         (_PLAN, Ask("evidence", ("Da che cosa si sa", "How one knows"), "choice", value="declaration", options=(
             ("declaration", ("dichiarazione", "declaration")), ("certificate", ("certificato", "certificate")),
             ("unknown", ("non detto", "not said")))),
          Ask("on", ("Dal", "From"), "day", value="today"),
          Ask("until", ("Fino al", "Until"), "day", required=False)), to="covers"),
    Deed("end_exemption", ("Fine dell'esonero", "End of the exemption"),
         ("Senza un giorno era un errore, e non c'è mai stato.", "Without a day it was a mistake, and never was."),
         (_PLAN, Ask("until", ("Ultimo giorno", "Last day"), "day", required=False)), to="covers"),
    Deed("move_senior", ("Passaggio per età", "Moving at an age"),
         ("Chi ha raggiunto l'età del regolamento continua in un altro piano, senza un giorno di vuoto.",
          "Who reached the age of the rules goes on in another plan, without a day between."), (_PLAN, _ON),
         to="covers"),
    Deed("carry_use", ("Porta l'uso dei plafond", "Carry the use of ceilings"),
         ("Porta nel nuovo piano ciò che fu registrato dopo il cambio.",
          "Carries to the new plan what was recorded after the change."), (), to="covers"),
    Deed("take_cover_back", ("Annulla una copertura", "Take a cover back"),
         ("Registrata per errore: non c'è mai stata. Se qualcosa vi poggia, è detto che cosa.",
          "Recorded by mistake: it never was. What leans on it is told."), (_HELD,), grave=True, to="covers"),
)  # fmt: skip
DEEDS = MappingProxyType({one.name: one for one in _DEEDS})


def offered(found: CoversPage) -> list[Deed]:
    """What makes sense for somebody with these covers and exemptions."""
    if found.member.died_on is not None or not found.member.places:
        return [DEEDS["take_cover_back"]] if found.covers else []
    names = ["join_plan"]
    if found.open:
        names += ["change_plan", "leave_plan", "move_senior"]
    names.append("exempt_person")
    names += ["end_exemption"] if found.shown.exemptions else []
    names += ["carry_use", "take_cover_back"] if found.covers else []
    return [DEEDS[name] for name in names]


def filled(deed: Deed, found: CoversPage) -> Deed:
    """The deed with the plans and covers there are to choose from."""
    plans = found.plans
    if deed.name == "move_senior":
        plans = tuple(dict.fromkeys((one.shown.held.plan_code, one.title) for one in found.open))
    elif deed.name == "end_exemption":
        titles = dict(found.plans)
        codes = dict.fromkeys(one.plan_code for one in found.shown.exemptions)
        plans = tuple((code, titles.get(code, code)) for code in codes)
    covers = found.covers if deed.name == "take_cover_back" else found.open
    options = {
        "plan": tuple((code, (title, title)) for code, title in plans),
        "cover": tuple((name, (name, name)) for name in found.assistances),
        "held": tuple((_value(one), (_named(one, "dal"), _named(one, "from"))) for one in covers),
    }
    return replace(deed, asks=tuple(one._replace(options=options.get(one.name, one.options)) for one in deed.asks))


def _value(one: CoverOf) -> str:
    held = one.shown.held
    return f"{held.plan_code}|{held.cover.assistance}|{held.cover.effective_from.isoformat()}"


def _named(one: CoverOf, since: str) -> str:
    held = one.shown.held
    name = f"{one.title}, {held.cover.assistance}" if held.cover.assistance else one.title
    return f"{name}, {since} {written_day(held.cover.effective_from)}"
