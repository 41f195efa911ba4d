"""Every address that a program may use, as data: what it takes, what it answers, who may, what is noted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel

from mutua.domain.access import Permission
from mutua.domain.kinds import Looked
from mutua.web.api import answers, bodies
from mutua.web.routes import Subject

ROOT = "/api/v1"


@dataclass(frozen=True, slots=True)
class ApiRoute:
    """An address for programs. `view` is `module:function` within `web.api`.

    `body`: what a POST takes, nothing else. `once`: the POST wants an `Idempotency-Key`, and told again with the same
    key it has no second effect. `about`: what it is for, in Italian and English.
    """

    name: str
    method: Literal["GET", "POST"]
    path: str
    view: str
    permission: Permission
    answer: type[BaseModel]
    about: tuple[str, str]
    body: type[bodies.Body] | None = None
    subject: Subject | None = None
    looks: Looked | None = None
    once: bool = False
    paged: bool = False
    status: int = 200


P = Permission
API_ROUTES: tuple[ApiRoute, ...] = (
    ApiRoute("search", "POST", "/search", "people:find", P.PEOPLE_SEARCH, answers.Found,
             ("Cerca persone, pratiche e aziende.", "Looks for people, requests and firms."), bodies.Words),
    ApiRoute("person", "GET", "/people/<subject>", "people:show", P.PERSON_READ, answers.Person,
             ("La scheda di una persona: coperta o no, quanto resta, ultime richieste.",
              "The sheet of a person: covered or not, what is left, last requests."),
             subject=Subject.PERSON, looks=Looked.SHEET),
    ApiRoute("estimate", "POST", "/people/<subject>/estimate", "claims:estimate_it", P.CLAIMS_WRITE, answers.Estimate,
             ("Quanto tornerebbe di una spesa, passo per passo. Non registra nulla e non impegna.",
              "What would come back of an expense, step by step. Nothing is recorded; it binds nobody."),
             bodies.ClaimSent, Subject.PERSON, Looked.SHEET),
    ApiRoute("receive", "POST", "/people/<subject>/claims", "claims:receive", P.CLAIMS_WRITE, answers.Received,
             ("Registra una richiesta, una volta sola per ogni chiave.", "Receives a request, once for each key."),
             bodies.ClaimSent, Subject.PERSON, Looked.SHEET, once=True, status=201),
    ApiRoute("claim", "GET", "/claims/<subject>", "claims:show", P.CLAIMS_READ, answers.Claim,
             ("Una richiesta con la sua decisione, spiegata.", "A request with its decision, explained."),
             subject=Subject.CLAIM, looks=Looked.REQUEST),
    ApiRoute("proposal", "GET", "/claims/<subject>/proposal", "claims:proposal", P.CLAIMS_DECIDE, answers.Proposed,
             ("Che cosa si deciderebbe adesso.", "What would be decided now."),
             subject=Subject.CLAIM, looks=Looked.REQUEST),
    ApiRoute("decide", "POST", "/claims/<subject>/decision", "claims:decide", P.CLAIMS_DECIDE, answers.Decided,
             ("Decide com'era mostrato; se qualcosa è cambiato, non decide.",
              "Decides as it was shown; if anything changed, nothing is decided."),
             bodies.Seen, Subject.CLAIM, Looked.REQUEST),
    ApiRoute("complete", "POST", "/claims/<subject>/papers", "claims:complete", P.CLAIMS_WRITE, answers.Claim,
             ("Un documento arrivato dopo: la richiesta torna da decidere.",
              "A paper that came later: the request is to be decided anew."),
             bodies.PaperLater, Subject.CLAIM, Looked.REQUEST, once=True),
    ApiRoute("withdraw", "POST", "/claims/<subject>/withdrawal", "claims:withdraw", P.CLAIMS_WRITE, answers.Claim,
             ("Ritira una richiesta non ancora decisa.", "Withdraws a request not decided yet."),
             bodies.Motive, Subject.CLAIM, Looked.REQUEST),
    *(
        ApiRoute(f"queue_{name}", "GET", f"/queue/{name}", f"queue:{name}", P.CLAIMS_READ, answers.QueuePage,
                 told, paged=True)
        for name, told in {
            "decide": ("Le richieste da decidere.", "Requests to decide."),
            "complete": ("Le richieste da completare.", "Requests to complete."),
            "authorise": ("Le autorizzazioni da dare.", "Authorisations to give."),
            "pay": ("Le richieste da pagare.", "Requests to pay."),
        }.items()
    ),
)  # fmt: skip
