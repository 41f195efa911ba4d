"""Contributions in words: why money was not recorded, what is wrong with dues and receipts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from mutua.domain.dues import Outsider
from mutua.domain.italian import written_day
from mutua.wording.numbers import Language, amount

Sentences = Mapping[str, tuple[str, str]]

# Why nothing was recorded of money owed or received.
DUE_REFUSALS: Sentences = {
    "due_not_open": (
        "La scadenza {found} non è più aperta per quell'importo: guardate di nuovo che cosa resta da pagare.",
        "Due {found} is no longer open for that amount: look again at what is still to be paid.",
    ),
    "instalments_unknown": (
        "Il piano non ha il modo di pagare «{found}».", "The plan has no way of paying “{found}”."
    ),
    "money_not_above_nought": ("L'importo deve essere maggiore di zero.", "The amount must be above nought."),
    "money_in_future": (
        "Il denaro non si registra prima del suo giorno: {found}.", "Money is not recorded before its day: {found}."
    ),
    "money_before_birth": (
        "Chi paga è nato il {found}: prima non può aver pagato. Controllate l'anno.",
        "Whoever pays was born on {found}: no money came before. Check the year.",
    ),
    "money_before_society": (
        "La società ha i primi soci dal {found}: denaro di tanto prima non c'è. Controllate l'anno.",
        "The society's first members are of {found}: there is no money from so long before. Check the year.",
    ),
    "money_before_membership": (
        "Il nucleo c'è dal {found}: denaro di tanto prima non c'è. Controllate l'anno.",
        "The household began on {found}: there is no money from so long before. Check the year.",
    ),
    "money_long_ago": (
        "Il {found} è di più di un anno fa: controllate l'anno. Se il giorno è davvero quello, confermatelo con "
        "«Il giorno è proprio quello» (al terminale --long-ago).",
        "{found} is more than a year ago: check the year. If it is that day, say so with “It is that day” "
        "(--long-ago at the terminal).",
    ),
    "money_year_told": (
        "Per il {found} il nucleo ha già avuto la certificazione dei contributi, che non direbbe più il vero. Se il "
        "giorno è davvero quello, confermatelo con «Il giorno è proprio quello» (al terminale --long-ago) e "
        "stampatela di nuovo.",
        "The household had its certificate of contributions for {found} already, which would no longer be true. If it "
        "is that day, say so with “It is that day” (--long-ago at the terminal), and print the certificate again.",
    ),
    "payer_in_no_household": (
        "Chi paga non è in nessun nucleo: dite di quale nucleo è il versamento.",
        "The payer is in no household: say whose money it is.",
    ),
    "outsider_unnamed": (
        "Il regime fiscale si dice di chi paga da fuori: scrivete anche chi ha pagato.",
        "The tax regime is said of somebody outside who pays: write who paid, too.",
    ),
    "outsider_regime": (
        "«{found}» non è un regime di chi paga da fuori.", "“{found}” is no regime of somebody outside who pays."
    ),
    "outsider_of_firm": (
        "Questo denaro è di un'azienda iscritta, di un mandato o una restituzione: chi ha pagato si sa già.",
        "This money is a firm's, a mandate's or went back: who paid is known already.",
    ),
    "receipt_unknown": ("La ricevuta {found} non c'è.", "There is no receipt {found}."),
    "receipt_returned": (
        "La ricevuta {found} è già stata restituita per intero.", "All of receipt {found} went back already."
    ),
    "returned_before_received": (
        "Il denaro è entrato il {found}: non può tornare indietro prima.",
        "The money came in on {found}: it cannot go back before.",
    ),
    "not_on_account": (
        "Della ricevuta {found} non c'è tanto denaro in acconto: il resto ha pagato scadenze.",
        "Not so much of receipt {found} is on account: the rest paid dues.",
    ),
}  # fmt: skip

# Why a household is not charged for the year. {found} is the question, the way of paying, the plan.
CHARGE_QUESTIONS: Sentences = {
    "charge_unanswered": ("manca la risposta: {found}", "an answer is missing: {found}"),
    "charge_reason": ("la regola non si applica: {found}", "the rule does not apply: {found}"),
    "charge_firm_unknown": (
        "una parte è dell'azienda, e non si sa quale: mutua import members, colonne azienda e partita iva azienda",
        "a part is the firm's, and nobody said which: mutua import members, columns azienda and partita iva azienda",
    ),
    "charge_way_of_paying": (
        "il piano non ammette per questo nucleo il modo di pagare «{found}»",
        "the plan does not allow this household the way of paying “{found}”",
    ),
    "charge_no_day": (
        "il regolamento non dice entro quando si paga: --due",
        "the regulation does not say by when to pay: --due",
    ),
    "charge_told_by_list": (
        "i contributi di quest'anno sono già arrivati da un elenco (mutua import contributions)",
        "this year's contributions came by a list already (mutua import contributions)",
    ),
    "charge_plan_unknown": (
        "il piano {found} non è fra i regolamenti, oppure contiene errori: mutua rules check",
        "plan {found} is not among the regulations, or has mistakes: mutua rules check",
    ),
    "charge_no_version": (
        "nessuna versione del piano {found} è in vigore in quell'anno",
        "no version of plan {found} is in force in that year",
    ),
}  # fmt: skip

CHANNELS: Sentences = {
    "transfer": ("bonifico", "transfer"),
    "direct_debit": ("addebito diretto", "direct debit"),
    "cash": ("contanti", "cash"),
    "card": ("carta", "card"),
    "postal": ("bollettino postale", "postal order"),
    "payroll": ("trattenuta in busta paga", "payroll"),
    "offset": ("compensazione", "offsetting"),
    "list": ("detto da un elenco", "told by a list"),
}

# From which source the money of a contribution comes, for the tax.
REGIMES: Sentences = {
    "member": ("socio", "member"),
    "employer": ("azienda", "employer"),
    "payroll": ("trattenuta in busta paga", "kept back from the pay"),
    "bonus": ("premio di risultato", "performance bonus"),
    "third_party": ("altri per il socio", "somebody else for the member"),
    "fund": ("fondo", "fund"),
}


def outsider_said(one: Outsider, language: str = "it") -> str:
    """«Rosa Neri (altri per il socio)»; the regime alone once the name was erased."""
    by = REGIMES[one.regime][language != "it"]
    return f"{one.name} ({by})" if one.name else by


# What is wrong with dues, receipts and the books about them.
DUE_FINDINGS: Sentences = {
    "due_code_unknown": (
        "In {place} c'è «{found}», che non è fra le voci ammesse dei contributi.",
        "At {place} stands “{found}”, which is none of the codes of contributions.",
    ),
    "reference_wrong": (
        "La scadenza registrata in {place} ha un riferimento di pagamento che non torna: {found}.",
        "The due recorded at {place} has a payment reference that is not right: {found}.",
    ),
    "dues_differ": (
        "Contributi {place}: le scadenze non fanno la somma degli addebiti (differenza in centesimi: {found}).",
        "Contributions {place}: the dues do not sum to the charges (difference in cents: {found}).",
    ),
    "receipt_not_shared_out": (
        "La ricevuta registrata in {place} non è distribuita per intero.",
        "The receipt recorded at {place} is not shared out whole.",
    ),
    "due_paid_beyond": (
        "Fra le scadenze registrate in {place} ce n'è una pagata più di quanto chieda.",
        "Among the dues recorded at {place} one is paid above what it asks for.",
    ),
    "on_account_below_nought": (
        "Ricevuta {place}: l'acconto è sotto zero.", "Receipt {place}: what is on account is below nought."
    ),
    "contribution_differs_from_dues": (
        "Contributo {place}: non è come dicono le sue scadenze.", "Contribution {place}: it is not what its dues say."
    ),
    "receivable_differs": (
        "Libro dei contributi, conto {place}: dice {found} centesimi, scadenze e ricevute altro.",
        "Book of contributions, account {place}: it says {found} cents, dues and receipts otherwise.",
    ),
}  # fmt: skip


NOWHERE_TO_PAY = (
    "La società non ha ancora un IBAN: avvisi e solleciti non direbbero dove pagare. Scrivetelo nei dati della società "
    "(anche con «mutua society set --iban …») e riprovate: non è stato scritto nulla.",
    "The society has no IBAN yet: notices and reminders would not say where to pay. Write it in the society's data (or "
    "by “mutua society set --iban …”) and try again: nothing was written.",
)


def unsigned_debit_sentence(language: Language, where: str) -> str:
    """What to do before a debit can be asked for. `where`: the command or the action that records a mandate."""
    if language == "en":
        return (
            "Beware: the household has no signed mandate, and no bank debits without one: until there is one its "
            f"notices ask for a transfer. Have the mandate signed, then record it: {where}."
        )
    return (
        "Attenzione: il nucleo non ha un mandato firmato, e senza la banca non addebita: finché manca, gli avvisi "
        f"chiedono un bonifico. Fate firmare il mandato e registratelo: {where}."
    )


def past_days_sentence(days: Sequence[date], language: Language) -> str:
    """«Attenzione: si chiederebbe di pagare entro giorni già passati (31/01/2026) …»"""
    told = ", ".join(written_day(one) for one in days)
    if language == "en":
        return (
            f"Beware: payment would be asked for by days that are past ({told}): whoever is charged is late at once. "
            "Send the notices, and leave time to pay, before looking who is late."
        )
    return (
        f"Attenzione: si chiederebbe di pagare entro giorni già passati ({told}): chi è addebitato risulta subito in "
        "ritardo. Prima di guardare chi è moroso mandate gli avvisi e lasciate il tempo di pagare."
    )


def idle_days_sentence(days: Sequence[date], language: Language) -> str:
    """«Attenzione: a chi si addebita adesso non si chiede niente entro il 30/06/2026 …»"""
    told = ", ".join(written_day(one) for one in days)
    if language == "en":
        return (
            f"Beware: of those charged now nothing is asked by {told}, though told as a due day: they pay all at "
            "once, in fewer instalments, or on the days that the rules state. How a household pays is chosen first."
        )
    return (
        f"Attenzione: a chi si addebita adesso non si chiede niente entro il {told}, anche se è fra le scadenze "
        "indicate: paga in una volta sola, in meno rate, o nei giorni che stabilisce il regolamento. Come paga un "
        "nucleo si sceglie prima."
    )


def over_line_sentence(year: int, cents: int, line_cents: int, source: str, language: Language) -> str:
    """«Attenzione: i contributi del 2026 sono 61.234,00 €, più di 50.000,00 € …»"""
    told, line = amount(cents, language), amount(line_cents, language)
    if language == "en":
        return (
            f"Beware: the contributions asked for {year} are {told}, more than {line}: above them the society must "
            f"be in the register of firms, section of social enterprises ({source})."
        )
    return (
        f"Attenzione: i contributi chiesti per il {year} sono {told}, più di {line}: oltre questa somma la società "
        f"dev'essere iscritta nel registro delle imprese, sezione imprese sociali ({source})."
    )
