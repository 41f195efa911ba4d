"""What is not a claim, in words: joining, contributions, arrears, change of plan, leaving, payments."""

from __future__ import annotations

from mutua.rules import model as m
from mutua.rules.model import ContributionPer, NoTerm
from mutua.wording.conditions import names_tested, situation
from mutua.wording.grammar import Noun, listed, sentence, the
from mutua.wording.numbers import MONTHS, duration, share
from mutua.wording.numbers import part as part_word
from mutua.wording.terms import term
from mutua.wording.values import Each, money_format, phrase, share_format
from mutua.wording.voice import Voice

Told = list[tuple[str, str]]  # (what it is about, the sentence)


def _note(voice: Voice, note: str) -> list[str]:
    return [sentence(f"{voice.say('Nota', 'Note')}: {voice.note(note)}")] if note else []


def _cited(voice: Voice, text: str, article: str) -> str:
    return sentence(text + voice.article(article))


# ---------------------------------------------------------------- joining


def joining(voice: Voice, rule: m.Joining) -> Told:
    """Who may join, who must, and from when."""
    told: Told = []
    for one in rule.requires:
        text = voice.say("L'iscrizione è possibile solo ", "One may join only ")
        told.append(("joining who", _cited(voice, text + situation(voice, one.condition), one.article or rule.article)))
    if rule.whole_household:
        exempt = "" if rule.exempt is None else voice.say(", tranne ", ", except ") + situation(voice, rule.exempt)
        text = voice.say("Si iscrive tutto il nucleo", "The whole household joins") + exempt
    elif rule.exempt is not None:
        text = voice.say("Il nucleo si iscrive se vuole; non occorre iscrivere ",
                         "The household joins if it wishes; need not join ") + situation(voice, rule.exempt)
    elif rule.relatives_together:
        text = voice.say("I familiari si iscrivono tutti o nessuno", "Relatives join all or none")
    else:
        text = voice.say("I familiari si iscrivono se vogliono", "Relatives join if they wish")
    told.append(("joining household", _cited(voice, text, rule.article)))
    starts = term(voice, rule.starts, "start")
    colon = ":" if isinstance(rule.starts, m.TermCases) else ""
    told.append(("joining start", _cited(voice, voice.say(f"La copertura comincia{colon} {starts}",
                                                          f"The cover starts{colon} {starts}"), rule.article)))
    return told + [("joining note", text) for text in _note(voice, rule.note)]


# ---------------------------------------------------------------- contributions


def contributions(voice: Voice, rule: m.Contributions) -> Told:
    """Each fee and contribution, then each way to pay."""
    told: Told = [(f"contribution {item.name}", _item(voice, item, rule.article)) for item in rule.items]
    told += [(f"instalments {plan.name}", _plan(voice, plan, rule.article)) for plan in rule.plans]
    if not rule.plans:
        text = voice.say("I contributi si pagano in una volta sola", "Contributions are paid all at once")
        told.append(("instalments", _cited(voice, text, rule.article)))
    if rule.leaving_prorated:
        text = voice.say("Chi esce in corso d'anno paga, di ciò che va in proporzione, un dodicesimo per ogni mese "
                         "coperto, compreso l'ultimo", "Who leaves during the year pays, of what is prorated, one "
                         "twelfth for each month covered, the last one included")
        told.append(("contributions leaving", _cited(voice, text, rule.article)))
    return told + [("contributions note", text) for text in _note(voice, rule.note)]


def _item(voice: Voice, item: m.ContributionItem, article: str) -> str:
    suffix = {
        ContributionPer.YEAR: ("all'anno", "a year"),
        ContributionPer.MONTH: ("al mese", "a month"),
        ContributionPer.ONCE: ("una volta sola", "once"),
    }[item.per]
    title = voice.own(item.title or item.name.replace("_", " "))
    figures = phrase(voice, item.amount, money_format(voice), Each(voice.say(*suffix)))
    when = f", {situation(voice, item.when)}" if item.when is not None else ""
    several = isinstance(item.amount, m.ValueCases | m.BandTable | m.ChoiceTable)
    text = f"{title}{when}: {figures}" if several else f"{title}: {figures}{when}"
    notes = []
    if item.discount is not None:
        off = phrase(voice, item.discount, share_format(voice))
        notes.append(voice.say(f"sconto: {off}", f"discount: {off}"))
    if item.prorated:
        notes.append(voice.say("chi entra in corso d'anno paga un dodicesimo per ogni mese che resta, compreso quello "
                               "d'ingresso", "who joins during the year pays one twelfth for each month left, the "
                               "joining month included"))
    if item.share_of_firm:
        figure = share(item.share_of_firm, voice.language)
        notes.append(voice.say(f"l'azienda paga {the(Noun(figure))}", f"the firm pays {figure}"))
    return _cited(voice, "; ".join([text, *notes]), item.article or article)


def _plan(voice: Voice, plan: m.InstalmentPlan, article: str) -> str:
    parts = [_instalment(voice, one) for one in plan.parts]
    when = f", {situation(voice, plan.when)}" if plan.when is not None else ""
    name = voice.own(plan.name.replace("_", " "))
    text = voice.say(f"Si può pagare {name}{when}: ", f"It may be paid {name}{when}: ")
    return _cited(voice, text + listed(parts, voice.say("e", "and")), plan.article or article)


def _instalment(voice: Voice, one: m.Instalment) -> str:
    text = part_word(one.part, voice.language)
    if one.surcharge:
        figure = share(one.surcharge, voice.language)
        text += voice.say(f" con {the(Noun(figure))} in più", f" with {figure} more")
    return text if isinstance(one.due, NoTerm) else f"{text} {term(voice, one.due, 'by')}"


# ---------------------------------------------------------------- arrears


def arrears(voice: Voice, rule: m.ArrearsRule) -> Told:
    """What happens when a contribution is late."""
    grace = rule.grace
    since = (
        voice.say("alla scadenza", "when it is due")
        if grace is None
        else voice.say(f"entro {duration(grace, voice.language)} dalla scadenza",
                       f"within {duration(grace, voice.language)} from the due date")
    )
    if rule.suspends:
        text = voice.say(f"Se un contributo non è pagato {since}, dal giorno dopo le domande aspettano il pagamento",
                         f"If a contribution is unpaid {since}, requests from the day after wait for the payment")
    else:
        text = voice.say(f"Se un contributo non è pagato {since}, dal giorno dopo le prestazioni non sono coperte",
                         f"If a contribution is unpaid {since}, services from the day after are not covered")
    told: Told = [("arrears", _cited(voice, text, rule.article))]
    if not rule.suspends or not isinstance(rule.resumes, NoTerm):
        first = term(voice, rule.resumes, "start")
        colon = ":" if isinstance(rule.resumes, m.TermCases) else ""
        again = voice.say(f"La copertura riprende{colon} {first}", f"The cover resumes{colon} {first}")
        told.append(("arrears end", _cited(voice, again, rule.article)))
    return told + [("arrears note", text) for text in _note(voice, rule.note)]


# ---------------------------------------------------------------- change, leaving, payments


def change(voice: Voice, rule: m.ChangeRule, leaving: bool) -> Told:
    """Until when one may ask to change plan or to leave, and from when it takes effect."""
    topic = "leaving" if leaving else "change"
    what = voice.say("Il recesso", "Leaving") if leaving else voice.say("Il cambio di piano", "Changing plan")
    parts = []
    if not isinstance(rule.ask_by, NoTerm):
        parts.append(voice.say("si chiede ", "is asked for ") + term(voice, rule.ask_by, "by"))
    parts.append(voice.say("ha effetto ", "takes effect ") + term(voice, rule.effective, "start"))
    text = f"{what} {voice.say(' e ', ' and ').join(parts)}"
    if not isinstance(rule.after, NoTerm):
        text += voice.say(", ma ", ", but ") + term(voice, rule.after, "not_before")
    told: Told = [(topic, _cited(voice, text, rule.article))]
    for old, new in rule.carries:
        names = voice.quoted(old.replace("_", " ")), voice.quoted(new.replace("_", " "))
        text = voice.say(f"Quanto si è usato di {names[0]} conta in {names[1]} del nuovo piano",
                         f"What was used of {names[0]} counts in {names[1]} of the new plan")
        told.append((f"{topic} carries {old}", _cited(voice, text, rule.article)))
    if not leaving:
        kept = voice.say(
            "L'anzianità d'iscrizione resta" if rule.keeps_seniority else "L'anzianità d'iscrizione riparte da zero",
            "Seniority is kept" if rule.keeps_seniority else "Seniority starts anew",
        )
        told.append((f"{topic} seniority", _cited(voice, kept, rule.article)))
    return told + [(f"{topic} note", text) for text in _note(voice, rule.note)]


def senior(voice: Voice, rule: m.SeniorRule) -> Told:
    """To which plan one moves at an age, from when, and what goes on there."""
    starts = term(voice, rule.starts, "start")
    colon = ":" if isinstance(rule.starts, m.TermCases) else ""
    plan = voice.quoted(rule.to_plan)
    text = voice.say(f"Si passa al piano {plan}{colon} {starts}", f"One moves to plan {plan}{colon} {starts}")
    told: Told = [("senior", _cited(voice, text, rule.article))]
    for old, new in rule.carries:
        names = voice.quoted(old.replace("_", " ")), voice.quoted(new.replace("_", " "))
        text = voice.say(f"Quanto si è usato di {names[0]} conta in {names[1]} del nuovo piano",
                         f"What was used of {names[0]} counts in {names[1]} of the new plan")
        told.append((f"senior carries {old}", _cited(voice, text, rule.article)))
    kept = voice.say(
        "Nel passaggio l'anzianità d'iscrizione resta" if rule.keeps_seniority
        else "Nel passaggio l'anzianità d'iscrizione riparte da zero",
        "On moving, seniority is kept" if rule.keeps_seniority else "On moving, seniority starts anew",
    )
    told.append(("senior seniority", _cited(voice, kept, rule.article)))
    return told + [("senior note", text) for text in _note(voice, rule.note)]


def procedure(voice: Voice, rule: m.Procedure) -> Told:
    """The clocks of a request: completing it, deciding, paying, objecting."""
    lines = (
        ("completion", rule.completion, "I documenti che mancano si portano {}, poi la domanda decade",
         "Missing papers are brought {}, then the request lapses"),
        ("decision", rule.decision, "Decidiamo {}", "We decide {}"),
        ("payment", rule.payment, "Paghiamo {}", "We pay {}"),
        ("appeal", rule.appeal, "Contro la decisione si può scrivere {}", "One may object {}"),
    )
    told: Told = []
    for topic, value, italian, english in lines:
        if not isinstance(value, NoTerm):
            text = voice.say(italian, english)
            told.append((f"procedure {topic}", _clock(voice, value, text, rule.article)))
    return told + [("procedure note", text) for text in _note(voice, rule.note)]


def _clock(voice: Voice, value: m.Term, template: str, article: str) -> str:
    """One clock; by cases, what has no term is said apart: nobody should read that any day will do."""
    if not isinstance(value, m.TermCases):
        return _cited(voice, template.format(term(voice, value, "by")), article)
    cases = [(condition, one) for condition, one in value.cases if not isinstance(one, NoTerm)]
    said = [f"{situation(voice, condition)}, {term(voice, one, 'by')}" for condition, one in cases]
    if not isinstance(value.otherwise, NoTerm):
        said.append(voice.say("negli altri casi, ", "otherwise, ") + term(voice, value.otherwise, "by"))
    told = [_cited(voice, template.replace(" {}", ": {}").format("; ".join(said)), article)] if said else []
    free = [situation(voice, condition) for condition, one in value.cases if isinstance(one, NoTerm)]
    if isinstance(value.otherwise, NoTerm):
        named = all("prestazione" in names_tested(condition) for condition, _ in value.cases)
        rest = ("per le altre prestazioni", "for the other benefits") if named else ("negli altri casi", "otherwise")
        free.append(voice.say(*rest))
    told += [sentence(f"{one} {voice.say('il regolamento non dice un termine', 'the rules set no term')}")
             for one in free]
    return " ".join(told)


def payments(voice: Voice, rule: m.PaymentRule) -> Told:
    """Small sums wait."""
    names = MONTHS[voice.language]
    first, last = names[rule.from_month - 1], names[min(rule.to_month, 12) - 1]
    text = voice.say(
        f"da {first} a {last} il bonifico si fa solo quando la somma dovuta "
        f"supera {voice.money(rule.threshold)}",
        f"from {first} to {last} a transfer is made only when the sum due is above {voice.money(rule.threshold)}",
    )
    return [("payments", _cited(voice, text, rule.article)), *(("payments note", t) for t in _note(voice, rule.note))]
