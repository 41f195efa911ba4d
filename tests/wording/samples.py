"""A regulation built by hand that uses every form of the model, for the tests of the sentences."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from mutua.rules import model as m
from mutua.rules.facts import BUILTIN

DAYS, MONTHS, YEARS, HOURS = (
    m.DurationUnit.DAYS, m.DurationUnit.MONTHS, m.DurationUnit.YEARS, m.DurationUnit.HOURS,
)


def days(count: int) -> m.Duration:
    return m.Duration(count, DAYS)


def months(count: int) -> m.Duration:
    return m.Duration(count, MONTHS)


def per(word: str = "riga") -> m.Per:
    kinds = {
        "giorno": m.PerKind.DAY, "ora": m.PerKind.HOUR, "mese": m.PerKind.MONTH, "seduta": m.PerKind.UNIT,
        "unità": m.PerKind.UNIT, "paio": m.PerKind.UNIT, "dente": m.PerKind.UNIT,
    }
    scopes = {"fattura": m.Scope.INVOICE, "richiesta": m.Scope.REQUEST, "ciclo": m.Scope.GROUP}
    return m.Per(kinds.get(word, m.PerKind.ONCE), scopes.get(word, m.Scope.LINE), "", word)


def euro(amount: int) -> m.Constant:
    return m.Constant(amount * 100)


def share(percent: int) -> m.Constant:
    return m.Constant(Fraction(percent, 100))


def test_of(fact: str, *values: m.Comparable) -> m.Test:
    return m.Test(fact, m.OneOf(values))


def between(fact: str, low: int | date | None, high: int | date | None, read_on: m.ReadDay | None = None) -> m.Test:
    return m.Test(fact, m.Between(low, high), read_on)


test_of.__test__ = False  # type: ignore[attr-defined]

PROTECTED = m.Named("visita_protetta", m.AnyOf((test_of("gravidanza", True), between("età", None, 1))))
STARTED = m.Named("cura_iniziata", between("inizio_cura", date(2023, 1, 1), None))

FACTS: dict[str, m.Fact] = {
    **BUILTIN,
    "gravidanza": m.Fact(
        "gravidanza", m.FactKind.YES_NO, m.FactOf.LINE, question="È in gravidanza?", default=False,
        phrases={"sì": "in gravidanza", "no": "fuori dalla gravidanza"},
    ),
    "inizio_cura": m.Fact(
        "inizio_cura", m.FactKind.DAY, m.FactOf.LINE, title="inizio della cura", question="Quando è iniziata la cura?",
        proof="dichiarazione", phrases={"": "per le cure iniziate {}"},
    ),
    "impianti": m.Fact(
        "impianti", m.FactKind.NUMBER, m.FactOf.GROUP, question="Quanti impianti?", default=0,
        phrases={"": "con {} impianti", "1": "con un impianto"},
    ),
    "variazione": m.Fact(
        "variazione", m.FactKind.DECIMAL, m.FactOf.LINE, question="Di quante diottrie è cambiato un occhio?",
        default=25, phrases={"": "con una variazione di {} diottrie"},
    ),
    "fascia": m.Fact(
        "fascia", m.FactKind.CHOICE, m.FactOf.LINE, question="In quale fascia?", choices=("A", "B"),
        phrases={"A": "in fascia A", "B": "in fascia B"}, read_on=m.CalendarDay(3, 2),
    ),
    "ore_lavorate": m.Fact(
        "ore_lavorate", m.FactKind.SERIES, m.FactOf.PERSON, title="ore lavorate", question="Quante ore ha lavorato?",
    ),
    "paga": m.Fact("paga", m.FactKind.MONEY, m.FactOf.PERSON, title="paga giornaliera", question="Quanto guadagna?"),
    "inizio_triennio": m.Fact(
        "inizio_triennio", m.FactKind.DAY, m.FactOf.PERSON, title="inizio del triennio",
        term=m.DayOfYear(3, 4, 3, "iscrizione"),
    ),
    "igiene_fatta": m.Fact(
        "igiene_fatta", m.FactKind.NUMBER, m.FactOf.PERSON,
        history=m.HistoryQuestion(m.HistoryKind.HOW_MANY, ("VISITA",), m.HistorySpan.YEAR_BEFORE,
                                   between("età", 70, None)),
    ),
}

PAPERS = {
    "prescrizione": m.Paper("prescrizione", "prescrizione del medico"),
    "verbale": m.Paper("verbale", "verbale del pronto soccorso"),
    "fattura_dettagliata": m.Paper("fattura_dettagliata", "fattura con ogni voce di cura"),
    "certificato": m.Paper("certificato", "certificato del medico", "con la data d'inizio"),
    "dichiarazione": m.Paper("dichiarazione", "dichiarazione del dentista"),
}

HOUSEHOLD_SIZE = m.BandTable(
    "componenti", (m.Band(1, 2, euro(350)), m.Band(3, 4, euro(500)), m.Band(5, None, euro(600)))
)

POTS = {
    pot.name: pot
    for pot in [
        m.Pot("visite", "visite specialistiche", m.Unit.EURO, (m.Holder.HOUSEHOLD,), m.Years(), HOUSEHOLD_SIZE,
              m.Counts.BENEFIT, article="art. 9", first_year=m.FirstYear(True, m.RoundingMode.HALF_UP)),
        m.Pot("visite_volte", "visite", m.Unit.TIMES, (m.Holder.PERSON,), m.Years(9, 2, 2, 2025),
              m.ValueCases(((PROTECTED, m.Constant(4)),), m.Constant(1)), m.Counts.OCCURRENCES,
              occurrence=m.Scope.REQUEST, article="art. 9"),
        m.Pot("annuo", "massimo dell'anno", m.Unit.EURO, (m.Holder.PERSON,), m.Years(), euro(625), m.Counts.BENEFIT,
              overflow=m.Carry("quadriennio"), article="art. 12", day="richiesta"),
        m.Pot("quadriennio", "quadriennio", m.Unit.EURO, (m.Holder.PERSON,), m.Years(1, 1, 4, 2025), euro(2500),
              m.Counts.BENEFIT, article="art. 12", continues=("vecchio_quadriennio",)),
        m.Pot("occhiali", "occhiali", m.Unit.TIMES, (m.Holder.PERSON,),
              m.PeriodCases(((between("variazione", 150, None), m.Rolling(months(12))),), m.Rolling(months(36))),
              m.Constant(1), m.Counts.OCCURRENCES, day="fattura", article="Lenti"),
        m.Pot("franchigia", "franchigia annua", m.Unit.EURO, (m.Holder.PERSON,), m.JoiningYears(2), euro(200),
              m.Counts.EXPENSE, article="art. 3"),
        m.Pot("primo", "ticket", m.Unit.EURO, (m.Holder.PERSON,), m.Years(), euro(700), m.Counts.BENEFIT),
        m.Pot("secondo", "ticket, seconda parte", m.Unit.EURO, (m.Holder.PERSON,), m.Years(), euro(1000),
              m.Counts.BENEFIT, overflow=m.Advance(2, between("preventivo", 650000, None))),
        m.Pot("ospedale", "ore in ospedale", m.Unit.HOURS, (m.Holder.HOUSEHOLD,), m.Years(), m.Constant(240 * 60),
              m.Counts.QUANTITY, article="art. 4"),
        m.Pot("casa_dopo", "ore in casa dopo il ricovero", m.Unit.HOURS, (m.Holder.HOUSEHOLD,), m.Years(),
              m.Constant(12 * 60), m.Counts.QUANTITY, article="art. 4"),
        m.Pot("denti", "stesso dente", m.Unit.TIMES, (m.Holder.PERSON, m.Holder.TOOTH), m.FromFirstUse(months(24)),
              m.Constant(1), m.Counts.OCCURRENCES, article="art. 12"),
        m.Pot("triennio", "triennio", m.Unit.EURO, (m.Holder.PERSON,), m.JoiningYears(3, "inizio_triennio"), euro(90),
              m.Counts.BENEFIT),
        m.Pot("massimale_primo", "primo massimale", m.Unit.EURO, (m.Holder.PERSON,), m.Years(), euro(250),
              m.Counts.BENEFIT),
        m.Pot("massimale_secondo", "secondo massimale", m.Unit.EURO, (m.Holder.PERSON,), m.Years(), euro(2600),
              m.Counts.BENEFIT),
        m.Pot("di_persona", "franchigia di ciascuno", m.Unit.EURO, (m.Holder.PERSON,), m.Years(), euro(150),
              m.Counts.EXPENSE),
        m.Pot("di_nucleo", "franchigia della famiglia", m.Unit.EURO, (m.Holder.HOUSEHOLD,), m.Years(), euro(275),
              m.Counts.EXPENSE),
        m.Pot("a_carico", "a carico di ciascuno", m.Unit.EURO, (m.Holder.PERSON,), m.EachMonth(6), euro(1150),
              m.Counts.EXPENSE),
        m.Pot("cassa", "onere della cassa", m.Unit.EURO, (m.Holder.SOCIETY,), m.EachMonth(3), euro(3500),
              m.Counts.BENEFIT, day="richiesta"),
        m.Pot("giorni", "giorni di ricovero", m.Unit.DAYS, (m.Holder.PERSON,), m.Run(), m.Constant(60),
              m.Counts.QUANTITY, article="art. 5"),
    ]
}

EXCHANGES = {
    "ospedale_in_casa": m.Exchange(
        "ospedale_in_casa", "ore d'ospedale in casa", "ospedale", m.Unit.HOURS, Fraction(5), m.Constant(48 * 60),
        test_of("autorizzata", True), "art. 4",
    )
}

INVOICE_60 = m.TermCases(
    ((m.Test("fattura", m.Season(12, 28, 12, 31)),
      m.Earliest((m.After(days(60), "fattura"), m.DayOfYear(2, 28, 1, "fattura")))),),
    m.Earliest((m.After(days(60), "fattura"), m.DayOfYear(1, 31, 1, "fattura"))),
)

VISIT = m.Benefit(
    "VISITA", "Visita specialistica", "art. 12", area="Medica", cover="base", version_by="richiesta",
    requires=(m.Requirement(test_of("grado", "titolare"), "solo_iscritto", "art. 3"),),
    excludes=(m.Requirement(test_of("causa", "preesistente"), "preesistente"),),
    deadline=m.Deadline(INVOICE_60, m.DayOfYear(7, 2, 0, "fattura"), m.Notice(m.Duration(24, HOURS), "inizio_ore"),
                        "art. 20"),
    waiting=m.Waiting(
        m.TermCases(((test_of("causa", "infortunio"), m.NoTerm()),
                     (test_of("causa", "gravidanza"), m.After(days(300), "iscrizione", exceeding=True))),
                    m.FirstOfMonth(4, "iscrizione")), "art. 8"),
    papers=(
        m.PaperRule("fattura_dettagliata"),
        m.PaperRule("prescrizione", when=test_of("regime", "privato"), not_older_than=months(12), not_after="fattura",
                    valid_until=m.DayOfYear(12, 31, 0, "prescrizione"), stale=m.PaperFault.SUSPEND),
        m.PaperRule("certificato", not_older_than=days(30), relative_to="richiesta", missing=m.PaperFault.REFUSE),
    ),
    rows=(
        m.Row((m.Expense(), m.Deductible(euro(25), per("visita"))), (m.PotDraw("visite"),), test_of("rete", True)),
        m.Row((m.Expense(), m.Coinsurance(share(50), euro(60), euro(500), per("visita"))), (m.PotDraw("visite"),),
              test_of("rete", False)),
    ),
)

BENEFITS = {
    benefit.code: benefit
    for benefit in [
        VISIT,
        m.Benefit(
            "TICKET", "Ticket del servizio sanitario", "A.1",
            rows=(m.Row((m.Expense(), m.Layers(True, (m.Layer("primo", (m.Share(share(75)),)),
                                                       m.Layer("secondo", (m.Share(share(100)),)))))),),
        ),
        m.Benefit(
            "CICLO", "Cure fisiche", "A.1", area="Medica",
            rows=(m.Row(
                (m.Expense(), m.Coinsurance(share(20), euro(100), None, per("ciclo")),
                 m.Share(m.ChoiceTable("fascia", (("A", share(55)), ("B", share(60))), share(71)))),
                (m.PotDraw("quadriennio"), m.PotDraw("annuo", between("impianti", 3, None))),
            ),),
        ),
        m.Benefit(
            "IMPIANTO", "Impianto", "art. 8",
            rows=(m.Row((m.Expense(), m.Layers(False, (
                m.Layer("massimale_primo", (m.Share(share(30)),)),
                m.Layer("massimale_secondo", (m.DeductiblePot("franchigia"), m.Share(share(40)))),
            ), summed=True)),),),
        ),
        m.Benefit(
            "PRIVATA", "Cure private", "art. 8",
            rows=(m.Row(
                (m.Expense(), m.DeductiblePot("di_persona", others=("di_nucleo",)),
                 m.Coinsurance(share(22), euro(21), None, per("visita"), pots=("a_carico",))),
                (m.PotDraw("cassa"),),
            ),),
        ),
        m.Benefit(
            "CASA-DOPO", "Aiuto in casa dopo un ricovero", "art. 4", unit=m.Unit.HOURS,
            requires=(m.Requirement(m.Test("servizio", m.Window(days(30), "dimissione"))),),
            rows=(
                m.Row((), (m.InOrder((m.PotDraw("casa_dopo"), m.ExchangeDraw("ospedale_in_casa"))),),
                      test_of("rete", True)),
                m.Row((m.Expense(), m.AtMost(euro(10), per("ora"))),
                      (m.InOrder((m.PotDraw("casa_dopo"), m.ExchangeDraw("ospedale_in_casa"))),),
                      test_of("rete", False)),
            ),
        ),
        m.Benefit(
            "OCCHIALI", "Lenti da vista", "Lenti", unit=m.Unit.PAIRS,
            rows=tuple(
                m.Row((m.Expense(), m.Share(share(80)), m.AtMost(euro(most), per("paio"))), (m.PotDraw("occhiali"),),
                      condition)
                for most, condition in [
                    (80, between("variazione", None, 400)), (160, between("variazione", 401, 600)),
                    (240, between("variazione", 601, 900)), (320, between("variazione", 901, None)),
                ]
            ),
        ),
        m.Benefit(
            "DIARIA", "Diaria da ricovero", "art. 5", unit=m.Unit.DAYS,
            counting=m.Counting(m.DayCount.NIGHTS, between("notti", 2, None), 2, 31, True, True, "art. 6"),
            requires=(
                m.Requirement(m.Test("ore_lavorate", m.SumInWindow(600, None, months(12), "evento_del"))),
                m.Requirement(between("mesi_di_iscrizione", 6, None, m.FactDay("richiesta"))),
                m.Requirement(between("componenti", 2, 5, m.CalendarDay(2, 3))),
            ),
            rows=(m.Row(
                (m.Flat(m.MarginalTable((m.Band(1, 15, euro(230)), m.Band(16, None, euro(100)))), per("giorno"), True),
                 m.Add(euro(103), m.Per(m.PerKind.FACT, fact="familiari_a_carico", word="familiari_a_carico")),
                 m.Subtract("altri_rimborsi"), m.DeductiblePot("franchigia", "art. 3")),
                (m.PotDraw("giorni"),),
            ),),
        ),
        m.Benefit(
            "ASSEGNO", "Assegno di assistenza", "art. 7", note="Nota di prova",
            deadline=m.Deadline(
                m.Anniversary(m.Duration(3, YEARS), "iscrizione", "richiesta"),
                notice=m.NoticeCases(((test_of("fascia", "A"), m.Notice(days(5), "ricovero")),),
                                     m.Notice(days(9), "ricovero")),
            ),
            papers=(m.PaperRule("verbale", not_before="evento_del"),),
            excludes=(m.Requirement(m.AnyOf((test_of("rete", False), test_of("fascia", "B"),
                                             between("età", 90, None)), 2)),),
            rows=(
                m.Row((m.Flat(m.ParameterValue("indennità", Fraction(1, 2)),
                              m.Per(m.PerKind.MONTH, word="mese", proration=m.Proration.THIRTIETHS), True),
                       m.AtMost(m.FactAmount("paga", Fraction(7, 10)), per())), (), test_of("fascia", "A")),
                m.Row((m.Flat(m.TariffPrice("listino", "rete"), per("dente")),), (m.PotDraw("denti"),), otherwise=True),
            ),
        ),
    ]
}

TARIFFS = {
    "listino": m.Tariff("listino", ("rete", "fuori"), (
        m.TariffRow("E12", "Estrazione semplice", date(2024, 1, 1), date(2025, 12, 31), (4500, None)),
        m.TariffRow("E12", "Estrazione semplice", date(2026, 1, 1), None, (4800, 3000)),
    ), "All. B", "tariffa odontoiatrica")
}

PARAMETERS = {
    "indennità": m.Parameter("indennità", "indennità di accompagnamento INPS, al mese", (
        m.ParameterFigure(date(2024, 1, 1), date(2024, 12, 31), 53176, "circolare INPS"),
        m.ParameterFigure(date(2025, 1, 1), None, 54202, "circolare INPS"),
    ))
}

THIRD = Fraction(1, 3)

RULESET = m.Ruleset(
    plan=m.PlanHead("esempi/prova", "Piano di prova", "Mutua di prova", "fattura"),
    in_force_from=date(2026, 1, 1),
    in_force_to=date(2026, 12, 31),
    approval=m.Approval("Consiglio di amministrazione", "14/2025", date(2025, 11, 28)),
    facts=FACTS,
    papers=PAPERS,
    conditions={
        "visita_protetta": m.NamedCondition(
            "visita_protetta", PROTECTED.condition, "in gravidanza o per bambini sotto i 2 anni", "Visite"
        ),
        "cura_iniziata": m.NamedCondition("cura_iniziata", STARTED.condition, "per le cure nuove"),
    },
    pots=POTS,
    exchanges=EXCHANGES,
    benefits=BENEFITS,
    tariffs=TARIFFS,
    parameters=PARAMETERS,
    rounding=m.Rounding(to_cents=5),
    time=m.TimeRules(False, False, False),
    joining=m.Joining((m.Requirement(between("età", None, 74), "età"),), True, test_of("gravidanza", True),
                      m.FirstOfMonth(1, "richiesta"), "art. 2"),
    contributions=m.Contributions(
        (
            m.ContributionItem("quota", "quota associativa", m.Constant(1050), m.ContributionPer.ONCE),
            m.ContributionItem("contributo", "contributo del titolare", euro(174), m.ContributionPer.YEAR,
                               test_of("grado", "titolare"), True, Fraction(1, 2), share(10), "art. 6"),
        ),
        (
            m.InstalmentPlan("in_tre_rate", (
                m.Instalment(THIRD, Fraction(0), m.DayOfYear(1, 31, 0, "inizio_anno")),
                m.Instalment(THIRD, Fraction(2, 100), m.EndOf(m.CalendarSpan.QUARTER, 2, "inizio_anno")),
                m.Instalment(THIRD, Fraction(3, 100), m.FixedDay(date(2026, 9, 30))),
            ), between("componenti", 4, None), "art. 7"),
        ),
        "art. 5",
    ),
    arrears=m.ArrearsRule(
        m.TermCases(((between("ritardo_mesi", 4, None), m.After(days(60), "pagamento")),),
                    m.After(days(30), "pagamento")), False, days(30), "art. 9"),
    plan_change=m.ChangeRule(m.DayOfYear(1, 31, 0, "richiesta"), m.DayOfYear(1, 1, 0, "richiesta"),
                             m.After(m.Duration(3, YEARS), "iscrizione"), (("visite", "visite_base"),),
                             article="art. 4"),
    leaving=m.ChangeRule(m.DayOfYear(9, 30, 0, "richiesta"), m.DayOfYear(1, 1, 1, "richiesta"),
                         m.Latest((m.After(m.Duration(2, YEARS), "iscrizione"), m.FixedDay(date(2025, 1, 1)))),
                         article="art. 4"),
    payments=m.PaymentRule(5000, 1, 11, "art. 30"),
    procedure=m.Procedure(
        m.After(days(60), "integrazione_chiesta"), m.After(days(30), "completata"), m.After(days(45), "decisa"),
        m.After(days(90), "decisa"), "art. 40",
    ),
    covers=("base",),
)
