"""The addresses for programs about money, as data: payments to members, and movements of the bank.

Approving and releasing a run ask for the code of a phone, which no program has: they are done on the pages alone.
"""

from __future__ import annotations

from mutua.domain.access import Permission as P
from mutua.web.api import answers_money as answers
from mutua.web.api import bodies
from mutua.web.api.route import ApiRoute
from mutua.web.routes import Subject

MONEY_ROUTES: tuple[ApiRoute, ...] = (
    ApiRoute("payments_waiting", "GET", "/payments/waiting", "payments:waiting", P.PAYMENTS_READ, answers.WaitingToPay,
             ("Che cosa si può pagare in un giorno (il prossimo di banca, se non è detto), e che cosa resta fuori.",
              "What can be paid on a day (the next bank day, where none is told), and what is left out."),
             paged=True, dated=True),
    ApiRoute("runs", "GET", "/payments/runs", "payments:runs", P.PAYMENTS_READ, answers.RunsPage,
             ("Le distinte, la più recente per prima.", "Payment runs, the newest first."), paged=True),
    ApiRoute("prepare_run", "POST", "/payments/runs", "payments:prepare_run", P.PAYMENTS_PREPARE, answers.Run,
             ("Prepara una distinta di quello che era mostrato; la approva e ne fa il file qualcuno dalle pagine.",
              "Prepares a run of what was shown; somebody approves it and makes its file on the pages."),
             bodies.RunWanted, once=True, status=201),
    ApiRoute("run", "GET", "/payments/runs/<subject>", "payments:show_run", P.PAYMENTS_READ, answers.Run,
             ("Una distinta con i suoi bonifici.", "A run with its transfers."), subject=Subject.RUN, paged=True),
    ApiRoute("drop_run", "POST", "/payments/runs/<subject>/withdrawal", "payments:drop_run", P.PAYMENTS_PREPARE,
             answers.Run, ("Annulla una distinta di cui non è fatto il file.",
                           "Drops a run whose file was not made."), subject=Subject.RUN),
    *(
        ApiRoute(f"bank_{name}", "GET", f"/bank/{name}", f"bank:{name}", P.BANK_READ, answers.MovementsPage, told,
                 paged=True)
        for name, told in {
            "certain": ("I movimenti in attesa, di cui è certo che cosa pagano.",
                        "Movements that wait, of which it is certain what they pay."),
            "look": ("I movimenti in attesa, da guardare, con le loro proposte.",
                     "Movements that wait to be looked at, with their proposals."),
            "confirmed": ("I movimenti confermati, e di chi erano.", "Movements confirmed, and whose they were."),
            "aside": ("I movimenti messi da parte.", "Movements set aside."),
            "outgoing": ("Le uscite.", "Outgoing movements."),
        }.items()
    ),
    ApiRoute("movement", "GET", "/bank/movements/<subject>", "bank:show", P.BANK_READ, answers.Movement,
             ("Un movimento, con le sue proposte o con quello che è diventato.",
              "A movement, with its proposals or with what it became."), subject=Subject.BANK_LINE),
    ApiRoute("payers", "POST", "/bank/payers", "bank:payers", P.BANK_WRITE, answers.Payers,
             ("Chi può aver pagato, con quello che deve.", "Who may have paid, with what they owe."), bodies.Words),
    ApiRoute("confirm_movement", "POST", "/bank/movements/<subject>/confirmation", "bank:confirm", P.BANK_WRITE,
             answers.Movement, ("Conferma una proposta com'era mostrata.", "Confirms a proposal as it was shown."),
             bodies.ProposalSeen, Subject.BANK_LINE, once=True),
    ApiRoute("split_movement", "POST", "/bank/movements/<subject>/split", "bank:split", P.BANK_WRITE,
             answers.Movement, ("Ripartisce un movimento a mano.", "Shares a movement out by hand."),
             bodies.SharedOut, Subject.BANK_LINE, once=True),
    ApiRoute("aside_movement", "POST", "/bank/movements/<subject>/aside", "bank:put_aside", P.BANK_WRITE,
             answers.Movement, ("Mette da parte un movimento, con il motivo.",
                                "Sets a movement aside, with the motive."),
             bodies.Motive, Subject.BANK_LINE),
    ApiRoute("reopen_movement", "POST", "/bank/movements/<subject>/reopening", "bank:take_back", P.BANK_WRITE,
             answers.Movement, ("Rimette in attesa un movimento: quello che aveva incassato torna aperto.",
                                "Puts a movement back: what it had paid is open again."), subject=Subject.BANK_LINE),
)  # fmt: skip
