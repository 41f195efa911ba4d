"""The sums of a decision as the clerk says them: «Resta a lei il maggiore fra il 30 % (54,00 €) e 60,00 €»."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from mutua.domain.decisions import Step
from mutua.rules.model import Counts, Unit
from mutua.wording.below import deductible_titles, the_deductible
from mutua.wording.grammar import Noun, capital, sentence, the
from mutua.wording.numbers import amount, decimal, exact_quantity, share
from mutua.wording.reference import rounded
from mutua.wording.voice import Voice

# code -> (Italian, English). The braces are filled by the function of the code.
STEPS: Mapping[str, tuple[str, str]] = {
    "expense": ("Spesa ammessa: {after}", "Admitted expense: {after}"),
    "flat": ("Somma prevista: {measure}{bounded}", "Sum foreseen: {measure}{bounded}"),
    "add": ("Più {measure}: {after}", "Plus {measure}: {after}"),
    "subtract": ("Si toglie {taken}: {after}", "Less {taken}: {after}"),
    "deductible": ("{stays}: {left}", "{stays}: {left}"),
    "deductible_pot": (
        "{pot} {absorb} {absorbed}: {remains}",
        "{pot} absorbs {absorbed}: {remains}",
    ),
    "coinsurance": ("Resta a lei {kept}: {left}", "{kept} stays with you: {left}"),
    "share": ("{share} di {before}: {after}", "{share} of {before}: {after}"),
    "at_most": ("{most}", "{most}"),
    "layer": (
        "Nel limite {pot}, che aveva ancora {left}, entrano {expense} di spesa: {paid}{counts}",
        "The limit {pot}, which had {left} left, takes in {expense} of expense: {paid}{counts}",
    ),
    "layers": ("In tutto: {after}", "In all: {after}"),
    "residue": ("La copertura precedente ha lasciato {after}", "The cover before left {after}"),
    "rounding": ("Si arrotonda {how}: {after}", "Rounded {how}: {after}"),
    "group_share": (
        "Il conto è fatto su {scope}: {total_before} diventano {total_after}; a questa voce tocca {after}",
        "The sum is made on {scope}: {total_before} become {total_after}; this item gets {after}",
    ),
    "already_computed": (
        "In tutto per {whole}: {total}; {already} sono già stati calcolati nelle richieste precedenti, {rest}",
        "In all for {whole}: {total}; {already} was already worked out in earlier requests, {rest}",
    ),
    "quantity": ("Quantità riconosciuta: {granted} su {asked}", "Quantity granted: {granted} of {asked}"),
}

_SCOPES = {
    "line": ("questa voce", "this item"), "invoice": ("tutta la fattura", "the whole invoice"),
    "request": ("tutta la domanda", "the whole request"),
    "group": ("tutto il piano di cura", "the whole treatment plan"),
}
_WHOLES = {
    "invoice": ("la fattura", "the invoice"), "request": ("la domanda", "the request"),
    "group": ("il piano di cura", "the treatment plan"),
}
_PLURALS = {
    "giorno": ("giorni", "days"), "ora": ("ore", "hours"), "mese": ("mesi", "months"), "seduta": ("sedute", "sittings"),
    "atto": ("atti", "acts"), "pezzo": ("pezzi", "pieces"), "dente": ("denti", "teeth"), "paio": ("paia", "pairs"),
    "chilometro": ("chilometri", "kilometres"),
}

Words = dict[str, str]


def is_idle(step: Step) -> bool:
    """A step that changes nothing and says nothing new: all of a sum, a whole quantity, one line alone in its key."""
    values = step.values
    match step.code:
        case "share":
            return values.get("share") == 1 or not step.before
        case "subtract":
            return not values.get("cents") and not _product(step)
        case "layer":
            return not values.get("left")
        case "add":
            return step.after == step.before
        case "deductible_pot":
            return not values.get("absorbed")
        case "already_computed":
            return not values.get("already_cents")
        case "at_most":
            return step.after == step.before == _product(step)
        case "quantity":
            return values.get("asked") == values.get("granted")
        case "group_share":
            return values.get("total_before") == step.before
    return False


def step_sentence(voice: Voice, step: Step, known: str = "") -> str:
    """The sentence of a step with its numbers, and its article where it is not the one already known.

    A step that takes money away always names its article: each cent that is not paid has one beside it.
    """
    words = {"before": amount(step.before, voice.language), "after": amount(step.after, voice.language)}
    words["left"] = (
        voice.say("rimangono ", "there remains ") + words["after"]
        if step.after
        else voice.say("non rimane nulla", "nothing remains")
    )
    filler = _FILLERS.get(step.code)
    if filler is not None:
        words.update(filler(voice, step))
    template = voice.say(*STEPS.get(step.code, ("{before}: {after}", "{before}: {after}")))
    cut = step.after < step.before and step.code != "rounding"
    named = cut or "price" in step.values  # a list is named with its article
    cite = voice.article(step.article or (known if named else "")) if named or step.article != known else ""
    return sentence(capital(template.format_map(words)) + cite)


def _figure(voice: Voice, step: Step, name: str) -> str:
    value = step.values.get(name)
    return amount(value, voice.language) if isinstance(value, int | Fraction) else "—"


def _exact(step: Step, name: str) -> Fraction | None:
    value = step.values.get(name)
    return Fraction(value) if isinstance(value, int | Fraction) else None


def _product(step: Step) -> Fraction | None:
    unit, count = _exact(step, "unit_cents"), _exact(step, "count")
    return None if unit is None else unit * (1 if count is None else count)


def _measure(voice: Voice, step: Step) -> str:
    """«13,00 € × 5 giorni = 65,00 €», or the sum alone when it counts once."""
    unit, count = _exact(step, "unit_cents"), _exact(step, "count")
    if unit is None:
        gained = abs(step.after - step.before) if step.code != "flat" else step.after
        return amount(gained, voice.language)
    if count is None or count == 1:
        return amount(unit, voice.language)
    word = str(step.values.get("per") or "")
    many = _PLURALS.get(word)
    noun = f" {voice.say(*many)}" if many else ""
    return (
        f"{amount(unit, voice.language)} × {decimal(count, voice.language)}{noun} = "
        f"{amount(unit * count, voice.language)}"
    )


def _rounding(voice: Voice, step: Step) -> Words:
    return {"how": ", ".join(rounded(voice, voice.ruleset.rounding))}


def _flat(voice: Voice, step: Step) -> Words:
    unit, count = _exact(step, "unit_cents"), _exact(step, "count")
    price = str(step.values.get("price") or "")
    bounded = f", {price}" if price else ""
    if unit is not None and count is not None and step.after < unit * count:
        spent = amount(step.after, voice.language)
        bounded += voice.say(f", ma non più della spesa: {spent}", f", but not more than the expense: {spent}")
    return {"measure": _measure(voice, step), "bounded": bounded}


def _measured(voice: Voice, step: Step) -> Words:
    return {"measure": _measure(voice, step)}


def _at_most(voice: Voice, step: Step) -> Words:
    most = _measure(voice, step) if _exact(step, "unit_cents") is not None else amount(step.after, voice.language)
    if step.after < step.before:
        before = amount(step.before, voice.language)
        return {"most": voice.say(f"Al massimo {most}, invece di {before}", f"At most {most}, instead of {before}")}
    return {"most": voice.say(f"Il massimo di {most} non è superato", f"The maximum of {most} is not exceeded")}


def _subtract(voice: Voice, step: Step) -> Words:
    fact = str(step.values.get("fact", ""))
    if not fact:
        return {"taken": _measure(voice, step)}
    return {"taken": f"{_figure(voice, step, 'cents')} ({voice.title(fact)})"}


def _deductible(voice: Voice, step: Step) -> Words:
    """The sum that stays; where its ceiling is nearer, only what that still leaves."""
    kept, due = _exact(step, "kept"), _product(step)
    most = ""
    if kept == 0 and due:
        return {"stays": voice.say("Il massimo a suo carico è già raggiunto",
                                   "The most that stays with you is reached")}
    if kept is not None and due is not None and kept < min(due, step.before):
        worth = amount(kept, voice.language)
        most = voice.say(f", ma solo quanto manca al massimo a suo carico, cioè {worth}",
                         f", but only what is left of the most that stays with you, that is {worth}")
    measure = _measure(voice, step)
    return {"stays": voice.say(f"Restano a lei {measure}{most}", f"{measure} stay with you{most}")}


def _deductible_pot(voice: Voice, step: Step) -> Words:
    """«La franchigia «annua», di cui mancavano 500 €», or several of which the least is told."""
    value = step.values.get("pots")
    names = value if isinstance(value, tuple) else (str(step.values.get("pot", "")),)
    left, after = _figure(voice, step, "left"), amount(step.after, voice.language)
    if len(names) > 1:
        titles = deductible_titles(voice, names)
        pot = voice.say(f"Le franchigie {titles}, di cui mancavano {left} alla più vicina,",
                        f"Each of the deductibles {titles}, of which the nearest had {left} to go,")
    else:
        named = capital(the_deductible(voice, names[0]))
        pot = voice.say(f"{named}, di cui mancavano {left},", f"{named}, of which {left} was left,")
    remains = voice.say(f"rimangono {after}", f"there remains {after}") if step.after else voice.say(
        "non rimane nulla", "nothing remains")
    absorb = "assorbono" if len(names) > 1 else "assorbe"
    return {"pot": pot, "absorb": absorb, "absorbed": _figure(voice, step, "absorbed"), "remains": remains}


def _coinsurance(voice: Voice, step: Step) -> Words:
    """The larger of share and minimum, at most the maximum, never more than the amount: each with its figure."""
    part, by_share = _exact(step, "share"), _exact(step, "share_cents") or Fraction(0)
    minimum, maximum, kept = (_exact(step, name) for name in ("minimum_cents", "maximum_cents", "kept"))
    rate = share(part, voice.language) if part is not None else ""
    figure = the(Noun(rate)) if voice.italian and rate else rate
    shown = f"{figure} ({amount(by_share, voice.language)})"
    if minimum:
        low = amount(minimum, voice.language)
        said = voice.say(f"il maggiore fra {shown} e {low}", f"the larger of {shown} and {low}")
    else:
        said = shown
    if maximum is not None and max(by_share, minimum or Fraction(0)) > maximum:
        top = amount(maximum, voice.language)
        said += voice.say(f", ma non più di {top}", f", but not more than {top}")
    due = kept if kept is not None else step.before - step.after
    wanted = min(max(by_share, minimum or Fraction(0)), step.before, *([maximum] if maximum is not None else []))
    if due < wanted:
        worth = amount(due, voice.language)
        return {"kept": said + voice.say(f", ma solo quanto manca al massimo a suo carico, cioè {worth}",
                                         f", but only what is left of the most that stays with you, that is {worth}")}
    if due == step.before < max(by_share, minimum or Fraction(0)):
        everything = amount(due, voice.language)
        return {"kept": said + voice.say(f", cioè l'intera somma di {everything}", f", that is the whole {everything}")}
    worth = amount(due, voice.language)
    return {"kept": said if said.endswith(f"({worth})") else f"{said}, {voice.say('cioè', 'that is')} {worth}"}


def _share(voice: Voice, step: Step) -> Words:
    part = _exact(step, "share")
    rate = share(part if part is not None else Fraction(0), voice.language)
    return {"share": the(Noun(rate)) if voice.italian else rate}


def _layer(voice: Voice, step: Step) -> Words:
    pot = voice.quoted(voice.pot(str(step.values.get("pot", ""))).strip("“”"))
    paid = voice.say("non paghiamo nulla", "we pay nothing")
    if step.values.get("paid"):
        paid = voice.say("paghiamo ", "we pay ") + _rate(voice, step) + _figure(voice, step, "paid")
    return {"pot": pot, "paid": paid, "counts": _counts(voice, step),
            **{name: _figure(voice, step, name) for name in ("left", "expense")}}


def _rate(voice: Voice, step: Step) -> str:
    """«il 75 %, cioè », where what is paid is a share of what enters and less than all of it."""
    expense, paid = _exact(step, "expense"), _exact(step, "paid")
    if not step.values.get("by_share") or not expense or not paid or paid == expense:
        return ""
    rate = share(paid / expense, voice.language)
    return f"{the(Noun(rate)) if voice.italian else rate}, {voice.say('cioè', 'that is')} "


def _counts(voice: Voice, step: Step) -> str:
    """What a limit that counts what is paid has left, where less is paid than enters.

    Where that is no whole number of cents no sum is told: the limits below tell it, once it was rounded.
    """
    pot = voice.ruleset.pots.get(str(step.values.get("pot", "")))
    left, expense, paid = (_exact(step, name) for name in ("left", "expense", "paid"))
    if pot is None or pot.counts is Counts.EXPENSE or not left or not paid or paid == expense:
        return ""
    still = max(Fraction(0), left - paid)
    if still.denominator != 1:
        return voice.say(" (il limite conta ciò che si paga)", " (the limit counts what is paid)")
    rest = amount(still, voice.language)
    return voice.say(f" (il limite conta ciò che si paga: restano {rest})",
                     f" (the limit counts what is paid: {rest} is left)")


def _already(voice: Voice, step: Step) -> Words:
    """«In tutto per il piano di cura, su 4.010 € di spesa: 1.203 €; 500 € … nelle richieste precedenti, restano …»."""
    whole = voice.say(*_WHOLES.get(str(step.values.get("scope", "")), _WHOLES["group"]))
    rest = amount(step.after, voice.language)
    left = voice.say(f"restano {rest}", f"{rest} is left") if step.after else voice.say(
        "non resta nulla", "nothing is left")
    spent = _figure(voice, step, "expense_cents")
    named = whole + voice.say(f", su {spent} di spesa", f", on {spent} of expense") if _exact(
        step, "expense_cents") else whole
    return {"whole": named, "total": _figure(voice, step, "total_cents"),
            "already": _figure(voice, step, "already_cents"), "rest": left + _settled(voice, step, whole)}


def _settled(voice: Voice, step: Step, whole: str) -> str:
    """What of the rest is this item's, and why it may be more than its own expense."""
    own, expense, lines = (_exact(step, name) for name in ("own_cents", "own_expense_cents", "lines"))
    if own is None or not step.after:
        return ""
    said = ""
    if lines is not None and lines > 1:
        part = amount(own, voice.language)
        said = voice.say(f", di cui {part} per questa voce", f", of which {part} for this item")
    if expense is not None and own > expense:
        spent = amount(expense, voice.language)
        said += voice.say(
            f": più della spesa di questa voce ({spent}), perché è il conguaglio per {whole}",
            f": more than the expense of this item ({spent}), because it settles {whole}",
        )
    return said


def _group_share(voice: Voice, step: Step) -> Words:
    scope = _SCOPES.get(str(step.values.get("scope", "")), _SCOPES["group"])
    return {"scope": voice.say(*scope), "total_before": _figure(voice, step, "total_before"),
            "total_after": _figure(voice, step, "total_after")}


def _quantity(voice: Voice, step: Step) -> Words:
    try:
        unit = Unit(str(step.values.get("unit", "days")))
    except ValueError:
        unit = Unit.DAYS
    counts = {name: step.values.get(name) for name in ("granted", "asked")}
    return {name: exact_quantity(value, unit, voice.language) if isinstance(value, int) else "—"
            for name, value in counts.items()}


_FILLERS: Mapping[str, Callable[[Voice, Step], Words]] = {
    "flat": _flat, "add": _measured, "deductible": _deductible, "at_most": _at_most, "subtract": _subtract,
    "deductible_pot": _deductible_pot, "coinsurance": _coinsurance, "share": _share, "layer": _layer,
    "group_share": _group_share, "quantity": _quantity,
    "already_computed": _already, "rounding": _rounding,
}
