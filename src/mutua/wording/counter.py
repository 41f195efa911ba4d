"""What the pages of the counter say where the sentences of the terminal name a command: why not, what to look at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from mutua.domain.decisions import Missing, Reason
from mutua.domain.dues import DueState
from mutua.domain.elision import elided
from mutua.domain.faults import Fault
from mutua.domain.italian import written_day
from mutua.intake.mistakes import Mistake
from mutua.rules.model import Ruleset
from mutua.wording.archive import refusal_sentence
from mutua.wording.covers import BLOCKS, COVER_NOTICES, block_sentence
from mutua.wording.dues import CHARGE_QUESTIONS
from mutua.wording.intake import shown
from mutua.wording.member_life import NOTICES
from mutua.wording.numbers import Language

Sentences = Mapping[str, tuple[str, str]]

COUNTER_REFUSALS: Sentences = {
    "life_not_allowed": (
        "Da dove la persona si trova oggi questo passo non è possibile: guardate la sua storia.",
        "This step cannot follow from where the person stands today: look at the history.",
    ),
    "life_out_of_order": (
        "Il giorno viene prima di ciò che è già registrato: guardate la storia.",
        "The day comes before what is recorded already: look at the history.",
    ),
    "life_reason": (
        "Lo statuto non ammette questo motivo. L'età e la salute non sono mai un motivo.",
        "The statute does not know this reason. Age and health are never a reason.",
    ),
    "motive_missing": ("Un rifiuto, un'esclusione e un annullamento dicono il perché: scrivetelo.",
                       "A refusal, an exclusion and a taking back say why: write it."),
    "resolution_missing": ("Serve la delibera: numero e data.", "A resolution is needed: its number and its day."),
    "cover_of_firm": (
        "La copertura viene dal piano di un'azienda: cambia e finisce con l'iscrizione.",
        "The cover comes by the plan of a firm: it changes and ends with the enrolment.",
    ),
    "erased_already": ("I dati di questa persona sono stati cancellati.", "The data of this person were erased."),
    "plan_not_begun": (
        "Per quel giorno il piano non ha ancora regole: le prime valgono dal {found}.",
        "The plan has no rules for that day yet: the first ones hold from {found}.",
    ),
    "plan_unknown": ("Il piano {found} non è fra i regolamenti, oppure contiene errori.",
                     "Plan {found} is not among the regulations, or has mistakes."),
    "never_a_member": ("Non è mai stato socio: registrate prima la domanda.",
                       "This person never was a member: record the application first."),
    "assistance_missing": ("Il piano ha più coperture: scegliete quale ({found}).",
                           "The plan has several covers: choose which one ({found})."),
    "household_without_member": (
        "Nel nucleo nessuno è socio in quel giorno: si coprono i soci e chi vive con loro.",
        "Nobody of the household is a member on that day: members and who lives with them are covered.",
    ),
    "no_cover": ("Nessuna copertura del piano {found} è aperta in quel giorno.",
                 "No cover of plan {found} is open on that day."),
    "which_cover": ("Le coperture aperte sono più d'una: scegliete quale ({found}).",
                    "Several covers are open: choose which one ({found})."),
    "employer_day_missing": (
        "Per un cambio di datore di lavoro serve il giorno in cui comincia il nuovo.",
        "A change of employer needs the day on which the new one begins.",
    ),
    "day_is_for_rules": (
        "Il giorno lo dice il regolamento: si scrive solo per un cambio di datore di lavoro.",
        "The rules say the day: it is written for a change of employer alone.",
    ),
    "which_senior": ("Nessun piano, o più d'uno, passa oggi questa persona a un altro ({found}).",
                     "No plan, or more than one, moves this person to another one today ({found})."),
    "no_cover_recorded": ("Nessuna copertura del piano {found} è registrata.", "No cover of plan {found} is recorded."),
    "which_cover_recorded": ("Le coperture registrate sono più d'una: scegliete quale ({found}).",
                             "Several covers are recorded: choose which one ({found})."),
}  # fmt: skip

COUNTER_BLOCKS: Sentences = {
    "no_cover_to_continue": (
        "Nessuna copertura arriva senza interruzione fino al {found}, o il regolamento che si lascia non mantiene "
        "l'anzianità: togliete «continua senza interruzione».",
        "No cover reaches {found} without a gap, or the rules left do not keep seniority: leave out “goes on without "
        "a gap”.",
    ),
    "household_must_join": (
        "Deve aderire anche questa persona: con «tutto il nucleo» aderiscono tutti insieme; se ne è esonerata, "
        "registrate l'esonero.",
        "This person must join too: with “the whole household” all join together; if exempt, record the exemption.",
    ),
    "household_not_whole": (
        "Il nucleo deve restare nel piano per intero: con «tutto il nucleo» lo lasciano tutti insieme.",
        "The household must stay in the plan as a whole: with “the whole household” all leave together.",
    ),
    "leans_request": (
        "Sulla copertura poggiano decisioni: richieste {found}. Annullate prima quelle.",
        "Decisions lean on the cover: requests {found}. Take those back first.",
    ),
    "leans_cover": (
        "Un'altra copertura ne è la continuazione: {found}. Annullate prima quella.",
        "Another cover goes on from it: {found}. Take that one back first.",
    ),
}

COUNTER_NOTICES: Sentences = {
    "covers_without_member": (
        "Nel nuovo nucleo nessuno è socio: c'è da decidere della copertura di {found}.",
        "Nobody of the new household is a member: decide about the cover of {found}.",
    ),
    "services_after_end": (
        "Ci sono richieste con prestazioni dopo la fine: {found}. Vanno guardate di nuovo.",
        "There are requests with services after the end: {found}. Look at them again.",
    ),
    "no_membership_recorded": (
        "Di nessuno del nucleo risulta che sia socio.", "Nobody of the household is recorded as a member.",
    ),
    "look_again": (
        "Ci sono richieste con prestazioni da quel giorno: {found}. Vanno guardate di nuovo.",
        "There are requests with services from that day on: {found}. Look at them again.",
    ),
    "carry_later": (
        "Ciò che si userà fino al {found} conterà da sé nel nuovo piano, dalla prima richiesta decisa.",
        "What will be used until {found} will count in the new plan by itself, from the first request decided.",
    ),
}

COUNTER_QUESTIONS: Sentences = {
    "charge_firm_unknown": (
        "una parte è dell'azienda, e non si sa quale", "a part is the firm's, and nobody said which",
    ),
    "charge_no_day": (
        "il regolamento non dice entro quando si paga: scrivete le scadenze",
        "the regulation does not say by when to pay: write the days",
    ),
    "charge_told_by_list": (
        "i contributi di quest'anno sono già arrivati da un elenco", "this year's contributions came by a list already",
    ),
    "charge_plan_unknown": (
        "il piano {found} non è fra i regolamenti, oppure contiene errori",
        "plan {found} is not among the regulations, or has mistakes",
    ),
}


_BLOCKS: Sentences = {**BLOCKS, **COUNTER_BLOCKS}


def counter_refusal(code: str, found: str, language: Language = "it") -> str:
    """Why nothing was done, in words of the page."""
    if code not in COUNTER_REFUSALS:
        return refusal_sentence(code, found, language)
    return COUNTER_REFUSALS[code][language == "en"].format(found=found)


def counter_notice(code: str, found: str, language: Language = "it") -> str:
    """What to look at now, in words of the page."""
    told = COUNTER_NOTICES.get(code) or NOTICES.get(code) or COVER_NOTICES[code]
    said = told[language == "en"].format(found=found)
    return said if language == "en" else elided(said)


def counter_block(
    code: str, found: str, rules: Ruleset | None, reasons: tuple[Reason, ...], missing: tuple[Missing, ...],
    language: Language = "it",
) -> str:  # fmt: skip
    """What stands against a cover, in words of the page."""
    return block_sentence(code, found, rules, reasons, missing, language, sentences=_BLOCKS, named=False)


def counter_question(code: str, found: str, language: Language = "it") -> str:
    """Why a household is not charged, in words of the page."""
    told = COUNTER_QUESTIONS.get(code) or CHARGE_QUESTIONS[code]
    return told[language == "en"].format(found=found)


# Every sentence that a page may say: none names a command.
SAID: Mapping[str, Sentences] = {
    "blocks": _BLOCKS, "notices": {**NOTICES, **COVER_NOTICES, **COUNTER_NOTICES},
    "questions": {**CHARGE_QUESTIONS, **COUNTER_QUESTIONS},
}

DUE_STATES: Mapping[DueState, tuple[str, str]] = {
    DueState.PAID: ("pagato", "paid"), DueState.OPEN: ("da pagare", "open"), DueState.LATE: ("in ritardo", "late"),
    DueState.CREDIT: ("a loro favore", "owed to them"),
}  # fmt: skip

# The parts of a person's details.
PERSON_PARTS: Sentences = {
    "surname": ("cognome", "surname"), "given_name": ("nome", "given name"),
    "fiscal_code": ("codice fiscale", "fiscal code"), "card_number": ("tessera", "card"),
    "born_on": ("nascita", "birth"), "sex": ("sesso", "sex"), "address": ("indirizzo", "address"),
    "postal_code": ("CAP", "postal code"), "municipality": ("comune", "municipality"),
    "phone": ("telefono", "telephone"), "email": ("e-mail", "e-mail"),
}  # fmt: skip


def cover_when_late(
    stops_on: date | None, resumes_on: date | None, paid_on: date | None, *, waits: bool, language: Language = "it"
) -> str:
    """«sospesa dal 01/02/2027; riprende il 22/03/2027 (pagato il 20/02/2027)»"""
    english = language == "en"
    if stops_on is None:
        return "stays" if english else "resta"
    told = f"suspended from {written_day(stops_on)}" if english else f"sospesa dal {written_day(stops_on)}"
    if waits:
        return told + ("; requests wait for the payment" if english else "; le domande aspettano il pagamento")
    if paid_on is None or resumes_on is None:
        return told
    again, paid = written_day(resumes_on), written_day(paid_on)
    return told + (f"; resumes on {again} (paid on {paid})" if english else f"; riprende il {again} (pagato il {paid})")


def fault_sentence(fault: Fault, language: Language = "it") -> str:
    """What is wrong, or doubtful, with something that was typed."""
    return shown(Mistake(fault.code, found=fault.found, values=fault.values, suggestion=fault.suggestion), language)
