"""Covers in words: what stands against one, what to look at now, why each began, changed or ended."""

from __future__ import annotations

from collections.abc import Mapping

from mutua.domain.cover_life import ONE_DAY, CoverChange, CoverReason
from mutua.domain.decisions import Missing, Reason
from mutua.domain.elision import elided
from mutua.domain.italian import written_day
from mutua.rules.model import Ruleset
from mutua.wording.numbers import Language
from mutua.wording.reasons import reason_sentence
from mutua.wording.voice import Voice

Sentences = Mapping[str, tuple[str, str]]

# Why nothing was recorded of a cover.
COVER_REFUSALS: Sentences = {
    "assistance_missing": (
        "Il piano ha più coperture: dire quale con --assistance ({found}).",
        "The plan has several covers: say which one with --assistance ({found}).",
    ),
    "assistance_unknown": ("Il piano non ha la copertura {found}.", "The plan has no cover {found}."),
    "household_without_member": (
        "Nel nucleo nessuno è socio in quel giorno: si coprono i soci e chi vive con loro (mutua members apply).",
        "Nobody of the household is a member on that day: members and who lives with them are covered "
        "(mutua members apply).",
    ),
    "evidence_unknown": ("«{found}» non è una prova ammessa.", "“{found}” is no evidence that there is."),
    "exemption_ends_before": (
        "L'esonero finirebbe prima di cominciare, o è già finito.",
        "The exemption would end before it begins, or has ended already.",
    ),
    "exempt_already": ("È già esonerata dal {found}.", "This person is exempt already, from {found}."),
    "exempt_by_rules": (
        "Il regolamento non obbliga già questa persona: un esonero non serve.",
        "The rules do not hold this person to it already: no exemption is needed.",
    ),
    "no_exemption": ("Non c'è un esonero dal piano {found}.", "There is no exemption from plan {found}."),
    "no_cover": (
        "Nessuna copertura del piano {found} è aperta in quel giorno: mutua covers show.",
        "No cover of plan {found} is open on that day: mutua covers show.",
    ),
    "which_cover": (
        "Le coperture aperte sono più d'una: dire quale con --from-assistance ({found}).",
        "Several covers are open: say which one with --from-assistance ({found}).",
    ),
    "same_cover": ("È già la sua copertura: {found}.", "It is this person's cover already: {found}."),
    "employer_day_missing": (
        "Per un cambio di datore di lavoro serve il giorno in cui comincia il nuovo: --effective.",
        "A change of employer needs the day on which the new one begins: --effective.",
    ),
    "day_is_for_rules": (
        "Il giorno lo dice il regolamento: --effective serve solo per un cambio di datore di lavoro.",
        "The rules say the day: --effective is for a change of employer alone.",
    ),
    "employer_unchanged": (
        "Da quando la copertura è cominciata, e fino al {found}, nessun nuovo lavoro risulta nell'archivio.",
        "Since the cover began, and until {found}, the archive knows of no new employment.",
    ),
    "which_senior": (
        "Nessun piano, o più d'uno, passa oggi questa persona a un altro ({found}): --plan.",
        "No plan, or more than one, moves this person to another one today ({found}): --plan.",
    ),
    "household_left": (
        "Tutto il nucleo è già uscito dal piano: {found}.", "The whole household left the plan already: {found}."
    ),
    "no_cover_recorded": (
        "Nessuna copertura del piano {found} è registrata: mutua covers show.",
        "No cover of plan {found} is recorded: mutua covers show.",
    ),
    "which_cover_recorded": (
        "Le coperture registrate sono più d'una: dire quale con --assistance e --from ({found}).",
        "Several covers are recorded: say which one with --assistance and --from ({found}).",
    ),
    "no_senior_plan": ("Il piano {found} non prevede un passaggio.", "Plan {found} moves nobody to another plan."),
}

# What stands against a cover, person by person.
BLOCKS: Sentences = {
    "cover_unanswered": ("Manca una risposta: {why}", "An answer is missing: {why}"),
    "cover_refused": ("Il regolamento non lo ammette: {why}", "The rules do not allow it: {why}"),
    "change_refused": ("Il piano non lascia cambiare né uscire così: {why}", "The plan does not let go so: {why}"),
    "cover_overlaps": (
        "Dal {found} avrebbe due volte la stessa copertura.",
        "From {found} it would be the same cover twice.",
    ),
    "cover_ends_already": ("La copertura finisce già il {found}.", "The cover ends already on {found}."),
    "no_cover_to_continue": (
        "Nessuna copertura arriva senza interruzione fino al {found}, o il regolamento che si lascia non mantiene "
        "l'anzianità: togliere --continues.",
        "No cover reaches {found} without a gap, or the rules left do not keep seniority: leave out --continues.",
    ),
    "household_must_join": (
        "Deve aderire anche questa persona: con --household aderiscono tutti insieme; se è esonerata, mutua covers "
        "exempt.",
        "This person must join too: with --household all join together; if exempt, mutua covers exempt.",
    ),
    "household_unanswered": (
        "Per sapere se deve aderire anche questa persona manca una risposta: {why}",
        "To know whether this person must join too an answer is missing: {why}",
    ),
    "household_not_whole": (
        "Il nucleo deve restare nel piano per intero: con --household lo lasciano tutti insieme.",
        "The household must stay in the plan as a whole: with --household all leave together.",
    ),
    "exemption_not_in_rules": (
        "Il regolamento non conosce un esonero per questa persona.",
        "The rules know no exemption for this person.",
    ),
    "leans_request": (
        "Sulla copertura poggiano decisioni: richieste {found}. Annullarle prima: mutua claim reverse.",
        "Decisions lean on the cover: requests {found}. Reverse them first: mutua claim reverse.",
    ),
    "leans_charge": (
        "Sulla copertura poggiano addebiti: {found}.",
        "Charges lean on the cover: {found}.",
    ),
    "leans_contribution": (
        "Sulla copertura poggiano contributi arrivati da un elenco: {found}.",
        "Contributions that came by a list lean on the cover: {found}.",
    ),
    "leans_carried": (
        "L'uso di plafond è stato portato in un altro piano, o da un altro piano: {found}.",
        "Use of ceilings was carried to another plan, or from another one: {found}.",
    ),
    "leans_cover": (
        "Un'altra copertura ne è la continuazione: {found}. Annullare prima quella: mutua covers take-back.",
        "Another cover goes on from it: {found}. Take that one back first: mutua covers take-back.",
    ),
    "not_yet_senior": (
        "Il passaggio è dal {found}: non è ancora il giorno.",
        "One moves from {found}: that day has not come.",
    ),
}

# What whoever recorded something should look at now.
COVER_NOTICES: Sentences = {
    "no_membership_recorded": (
        "Di nessuno del nucleo risulta che sia socio: mutua members apply.",
        "Nobody of the household is recorded as a member: mutua members apply.",
    ),
    "look_again": (
        "Domande con prestazioni da quel giorno: {found}. Guardare che cosa cambierebbe: mutua readjudicate.",
        "Requests with services from that day on: {found}. See what would change: mutua readjudicate.",
    ),
    "use_carried": (
        "Plafond il cui uso continua nel nuovo piano: {found}.",
        "Ceilings whose use goes on in the new plan: {found}.",
    ),
    "use_not_carried": (
        "Non si è potuto portare, perché nei due piani non contano allo stesso modo: {found}.",
        "Could not be carried, since the two plans do not count the same: {found}.",
    ),
    "carry_later": (
        "Ciò che si userà fino al {found} conterà da sé nel nuovo piano, dalla prima richiesta decisa.",
        "What will be used until {found} will count in the new plan by itself, from the first request decided.",
    ),
    "left_before": (
        "Erano già uscite, e da quando resta com'è: {found}.",
        "They had left already, and since when stays as it is: {found}.",
    ),
    "covers_stay": (
        "Altre persone del nucleo restano nel piano: {found}.",
        "Other people of the household stay in the plan: {found}.",
    ),
}

# What is wrong with covers.
COVER_FINDINGS: Sentences = {
    "cover_twice_on_a_day": (
        "Persona e piano {place}: il {found} la stessa copertura c'è due volte.",
        "Person and plan {place}: on {found} there is the same cover twice.",
    ),
    "cover_reason": (
        "In {place} una copertura cambia o finisce per un motivo che non lo può: {found}.",
        "At {place} a cover changes or ends for a reason that cannot do so: {found}.",
    ),
    "carried_differs": (
        "In {place} l'uso portato da un piano all'altro e il movimento del plafond non dicono lo stesso.",
        "At {place} the use carried from one plan to another and the movement of the ceiling differ.",
    ),
}

REASONS: Mapping[CoverReason, tuple[str, str]] = {
    CoverReason.REQUEST: ("a domanda", "asked for"),
    CoverReason.EMPLOYER: ("cambio di datore di lavoro", "another employer"),
    CoverReason.EMPLOYMENT_ENDED: ("fine del lavoro", "employment ended"),
    CoverReason.SENIOR: ("passaggio per età a un altro piano", "moved to another plan at an age"),
    CoverReason.NEWBORN: ("nascita", "newborn"),
    CoverReason.MEMBERSHIP_ENDED: ("fine della qualità di socio", "membership ended"),
    CoverReason.DIED: ("morte", "death"),
    CoverReason.TAKEN_BACK: ("annullamento di ciò che era stato registrato", "taken back"),
}
EVIDENCE: Sentences = {
    "declaration": ("dichiarazione", "declaration"),
    "certificate": ("certificato", "certificate"),
    "unknown": ("non detto", "not said"),
}


def block_sentence(
    code: str, found: str, rules: Ruleset | None, reasons: tuple[Reason, ...], missing: tuple[Missing, ...],
    language: Language = "it", *, sentences: Sentences = BLOCKS, named: bool = True,
) -> str:  # fmt: skip
    """What stands against a cover: with the reasons of the rules and their articles, or all the questions at once.

    `named`: each question with the name by which a command answers it.
    """
    why = ""
    if rules is not None:
        voice = Voice(rules, language)
        why = " ".join(
            [reason_sentence(voice, one) for one in reasons]
            + [f"{voice.question(one.name)} ({one.name})" if named else voice.question(one.name) for one in missing]
        )
    article = ""
    if rules is not None and not reasons and rules.joining is not None and code in _OF_JOINING:
        article = f" ({rules.joining.article})"
    told = sentences[code][1 if language == "en" else 0].format(found=found, why=why)
    return (told[:-1] + article + told[-1]) if article else told


# What the rules on joining say, though no single condition of them.
_OF_JOINING = frozenset({"household_must_join", "household_not_whole", "exemption_not_in_rules"})


def cover_change_sentence(one: CoverChange, language: Language = "it") -> str:
    """«a domanda: società/piano base dal 01/04/2026 (anzianità dal 01/01/2024).»"""
    italian = language != "en"
    parts = []
    if one.before is not None:
        last = written_day(one.effective_on - ONE_DAY)
        name = _cover_name(one.before.plan_code, one.before.cover.assistance)
        if one.before.cover.effective_from >= one.effective_on:
            parts.append(f"{name} non c'è mai stata" if italian else f"{name} never was")
        else:
            parts.append(f"{name} fino al {last}" if italian else f"{name} until {last}")
    if one.after is not None:
        first, since = written_day(one.effective_on), one.after.cover.seniority_from
        name = _cover_name(one.after.plan_code, one.after.cover.assistance)
        text = f"{name} dal {first}" if italian else f"{name} from {first}"
        if since != one.effective_on:
            day = written_day(since)
            text += f" (anzianità dal {day})" if italian else f" (seniority from {day})"
        parts.append(text)
    return elided(f"{'; '.join(parts)}: {REASONS[one.reason][0 if italian else 1]}.")


def _cover_name(plan_code: str, assistance: str) -> str:
    return f"{plan_code} {assistance}".strip()


def cover_notice(code: str, found: str, language: Language = "it") -> str:
    return COVER_NOTICES[code][1 if language == "en" else 0].format(found=found)
