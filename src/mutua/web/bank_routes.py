"""The pages and buttons about money that came in by the bank, as data."""

from __future__ import annotations

from mutua.domain.access import Permission
from mutua.web.clerk_bank_forms import (
    SaidStatement,
    SentStatement,
    SharedOut,
    ShownAnswer,
    ShownLines,
    ShownProposal,
    ThatFile,
)
from mutua.web.clerk_decide_forms import Motive
from mutua.web.forms import Empty, PageQuery
from mutua.web.route import Audience, Route, Subject

_STAFF = Audience.STAFF
P = Permission

BANK_ROUTES: tuple[Route, ...] = (
    Route("bank", "GET", "/banca", _STAFF, "clerk_bank:first", P.BANK_READ),
    Route("bank_certain", "GET", "/banca/certi", _STAFF, "clerk_bank:certain", P.BANK_READ, query=PageQuery),
    Route("bank_look", "GET", "/banca/da-guardare", _STAFF, "clerk_bank:look", P.BANK_READ, query=PageQuery),
    Route("bank_confirmed", "GET", "/banca/confermati", _STAFF, "clerk_bank:confirmed", P.BANK_READ, query=PageQuery),
    Route("bank_aside", "GET", "/banca/da-parte", _STAFF, "clerk_bank:aside", P.BANK_READ, query=PageQuery),
    Route("bank_outgoing", "GET", "/banca/uscite", _STAFF, "clerk_bank:outgoing", P.BANK_READ, query=PageQuery),
    Route("confirm_certain", "POST", "/banca/certi", _STAFF, "clerk_bank:confirm", P.BANK_WRITE, form=ShownLines),
    Route("send_statement", "POST", "/banca/estratto", _STAFF, "clerk_bank:send", P.BANK_WRITE, form=SentStatement,
          files=True),
    Route("statement_seen", "GET", "/banca/estratto", _STAFF, "clerk_bank:seen", P.BANK_WRITE),
    Route("read_statement", "POST", "/banca/estratto/leggi", _STAFF, "clerk_bank:say_more", P.BANK_WRITE,
          form=SaidStatement),
    Route("import_statement", "POST", "/banca/estratto/importa", _STAFF, "clerk_bank:bring", P.BANK_WRITE,
          form=ThatFile),
    Route("take_answer", "POST", "/banca/esito", _STAFF, "clerk_bank:take_answer", P.BANK_WRITE, form=ShownAnswer),
    Route("bank_line", "GET", "/banca/movimenti/<subject>", _STAFF, "clerk_bank_line:show", P.BANK_READ,
          subject=Subject.BANK_LINE),
    Route("confirm_line", "POST", "/banca/movimenti/<subject>/conferma", _STAFF, "clerk_bank_line:confirm",
          P.BANK_WRITE, form=ShownProposal, subject=Subject.BANK_LINE),
    Route("split_line", "POST", "/banca/movimenti/<subject>/ripartisci", _STAFF, "clerk_bank_line:share", P.BANK_WRITE,
          form=SharedOut, subject=Subject.BANK_LINE),
    Route("aside_line", "POST", "/banca/movimenti/<subject>/da-parte", _STAFF, "clerk_bank_line:put_aside",
          P.BANK_WRITE, form=Motive, subject=Subject.BANK_LINE),
    Route("undo_line", "POST", "/banca/movimenti/<subject>/riapri", _STAFF, "clerk_bank_line:take_back", P.BANK_WRITE,
          form=Empty, subject=Subject.BANK_LINE),
)  # fmt: skip
