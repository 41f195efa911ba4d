"""A benefit as the member reads it: one sentence up to three situations, a small table above, then what is asked."""

from __future__ import annotations

from mutua.rules import model as m
from mutua.rules.remembered import Remembered
from mutua.wording.conditions import meaning, named_in, situation
from mutua.wording.gates import gate_sentences
from mutua.wording.grammar import capital, sentence
from mutua.wording.money import payment
from mutua.wording.narrowing import in_row
from mutua.wording.per import Setting
from mutua.wording.pots import draws
from mutua.wording.roles import draws_of
from mutua.wording.voice import Voice

MOST_IN_A_SENTENCE = 3

Situation = tuple[str, str, str]  # when, we pay, up to


def situations(voice: Voice, benefit: m.Benefit, verb: bool = False) -> list[Situation]:
    """The situations of a benefit; what stands alone is said «sempre», what is not due says so."""
    found = []
    for written in benefit.rows:
        own, row = in_row(voice, written)
        found.append((_when(voice, written), _pays(own, benefit, row, verb), draws(own, row.consumes, benefit)))
    return found


def _when(voice: Voice, row: m.Row) -> str:
    if row.when is not None:
        return situation(voice, row.when)
    return voice.say("negli altri casi", "otherwise") if row.otherwise else ""


def _pays(voice: Voice, benefit: m.Benefit, row: m.Row, verb: bool) -> str:
    article = row.article or benefit.article
    if row.not_due:
        said = voice.say("non spetta nulla", "nothing is due")
    elif row.steps:
        said = payment(Setting(voice, benefit, article, verb), row.steps)
    else:
        said = voice.say("il servizio è a nostro carico, lei non spende nulla",
                         "the service is at our charge, you spend nothing")
    cite = voice.article(row.article) if row.article and row.article != benefit.article else ""
    return f"{said}{cite}"


def common_limit(rows: list[Situation]) -> str:
    """The ceiling that all situations have alike, "" where they differ."""
    found = {upto for _, pays, upto in rows if upto}
    due = [upto for _, _, upto in rows]
    return next(iter(found)) if len(found) == 1 and len(rows) > 1 and all(due) else ""


def money_sentence(voice: Voice, benefit: m.Benefit) -> str:
    """What is paid, situation by situation, in one sentence."""
    rows = situations(voice, benefit, verb=True)
    due = [row for row, source in zip(rows, benefit.rows, strict=True) if not source.not_due]
    common = common_limit(due)
    said = []
    for (when, pays, upto), source in zip(rows, benefit.rows, strict=True):
        plainly = _starts_plainly(voice, upto) and ";" not in pays
        apart = len(rows) == 1 or ";" in pays
        cap = f"{'; ' if apart and not plainly else ', '}{upto}" if upto and not source.not_due and not common else ""
        if len(rows) == 1:
            said.append(f"{when + ', ' if when else ''}{pays}{cap}")
        else:
            said.append(f"{when}: {pays}{cap}" if not source.not_due else f"{when} {pays}")
    if common:
        colon = "" if _starts_plainly(voice, common) else ":"
        said.append(voice.say(f"in ogni caso{colon} {common}", f"in any case{colon} {common}"))
    title = voice.benefit(benefit.code)
    if len(said) > 1 and any(";" in text for text in said):
        return " ".join([sentence(title), *(sentence(text) for text in said)])
    return sentence(f"{title}: {'; '.join(said)}")


def _starts_plainly(voice: Voice, upto: str) -> bool:
    """True when a ceiling begins with its figure, not with the situation it holds in."""
    return upto.startswith(("fino a", "al massimo") if voice.italian else ("up to", "at most"))


def table_head(voice: Voice) -> Situation:
    return (voice.say("Quando", "When"), voice.say("Paghiamo", "We pay"), voice.say("Fino a", "Up to"))


def table_rows(voice: Voice, benefit: m.Benefit) -> list[Situation]:
    """The situations for a table: nothing is empty."""
    always, none = voice.say("sempre", "always"), "—"
    return [(when or always, pays, upto or none) for when, pays, upto in situations(voice, benefit)]


def table_text(voice: Voice, benefit: m.Benefit) -> str:
    """The same as plain text, one line per situation."""
    rows = [table_head(voice), ("---", "---", "---"), *table_rows(voice, benefit)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def benefit_parts(voice: Voice, benefit: m.Benefit) -> list[tuple[str, str]]:
    """Everything a benefit says, piece by piece: money (a sentence, or head and lines of a table), gates, note."""
    if voice.ruleset.benefits.get(benefit.code) is not benefit:
        return _parts(voice, benefit)
    return list(_PARTS.of(voice.ruleset, (benefit.code, voice.language), lambda: _parts(voice, benefit)))


_PARTS: Remembered[list[tuple[str, str]]] = Remembered()


def _parts(voice: Voice, benefit: m.Benefit) -> list[tuple[str, str]]:
    parts: list[tuple[str, str]] = []
    if len([row for row in benefit.rows if not row.not_due]) <= MOST_IN_A_SENTENCE:
        parts.append(("money", money_sentence(voice, benefit)))
    else:
        for number, (when, pays, upto) in enumerate(table_rows(voice, benefit)):
            cap = "" if upto == "—" else f", {upto}"
            title = voice.benefit(benefit.code)
            parts.append((f"money {number}", sentence(f"{title}, {when}: {pays}{cap}")))
    parts += gate_sentences(voice, benefit)
    notes = dict.fromkeys([benefit.note, *(row.note for row in benefit.rows if not _of_another(voice, benefit, row))])
    parts += [("note", sentence(f"{voice.say('Nota', 'Note')}: {voice.note(note)}")) for note in notes if note]
    return parts


def _of_another(voice: Voice, benefit: m.Benefit, row: m.Row) -> bool:
    """True where the note belongs to the benefit that this one is treated like."""
    others = [one for code, one in voice.ruleset.benefits.items() if code != benefit.code]
    return row.note != benefit.note and any(row.note == one.note and row in one.rows for one in others)


def benefit_text(voice: Voice, benefit: m.Benefit) -> str:
    """One paragraph; above three situations the money stands in a table between title and gates."""
    due = [row for row in benefit.rows if not row.not_due]
    gates = [text for topic, text in benefit_parts(voice, benefit) if not topic.startswith("money")]
    if len(due) <= MOST_IN_A_SENTENCE:
        said = _signed(" ".join([money_sentence(voice, benefit), *gates]), benefit.article)
        return " ".join([said, *_meanings(voice, benefit)])
    gates += _meanings(voice, benefit)
    head = f"{capital(voice.benefit(benefit.code))}{voice.article(benefit.article)}:"
    return "\n".join(part for part in (head, table_text(voice, benefit), " ".join(gates)) if part)


def _meanings(voice: Voice, benefit: m.Benefit) -> list[str]:
    """What the words of the regulation mean that this benefit and its pots use; English says them at once."""
    pots = (voice.ruleset.pots.get(name) for row in benefit.rows for name in draws_of(row))
    used = dict.fromkeys([*named_in(benefit), *(name for pot in pots for name in named_in(pot))])
    conditions = voice.ruleset.conditions
    return [meaning(voice, name) for name in used if voice.italian and name in conditions and conditions[name].phrase]


def _signed(text: str, article: str) -> str:
    """The paragraph with its article before the last full stop."""
    return f"{text.removesuffix('.')} ({article})." if article else text
