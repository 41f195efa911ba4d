"""Money that came in: a statement is sent in, its movements wait with their proposals, the sure ones go together."""

from __future__ import annotations

from mutua.bank.table_header import MEANINGS
from mutua.domain.identifiers.iban import masked
from mutua.services.bank_desk import Ended, ShownLine, confirm_shown, counts, done_page, waiting_page
from mutua.services.bank_import import ImportPlan, apply, preview, titles_seen
from mutua.services.confirm_lines import AllConfirmed
from mutua.services.trial_reading import Reader, reads_safely
from mutua.web.clerk_bank_forms import SaidStatement, SentStatement, ShownLines, ThatFile
from mutua.web.forms import PageQuery, Refused, Wrong
from mutua.web.pages import refused_sentence
from mutua.web.site import Answer, Go, Page, Visit
from mutua.wording.bank import GRADES, why_sentence
from mutua.wording.bank_files import bank_mistake_sentence
from mutua.wording.intake import mistake_sentence

KIND = "statement"  # of the files held
CERTAIN, LOOK = "certain", "look"


def first(visit: Visit) -> Answer:
    return Go("bank_certain")


def certain(visit: Visit, query: PageQuery | Refused) -> Answer:
    return waiting(visit, CERTAIN, query)


def look(visit: Visit, query: PageQuery | Refused) -> Answer:
    return waiting(visit, LOOK, query)


def confirmed(visit: Visit, query: PageQuery | Refused) -> Answer:
    return _others(visit, Ended.CONFIRMED, query)


def aside(visit: Visit, query: PageQuery | Refused) -> Answer:
    return _others(visit, Ended.SET_ASIDE, query)


def outgoing(visit: Visit, query: PageQuery | Refused) -> Answer:
    return _others(visit, Ended.NOT_OURS, query)


def waiting(
    visit: Visit, tab: str, query: PageQuery | Refused | None = None, *, done: AllConfirmed | None = None,
    why: str = "", status: int = 200, wrong: tuple[Wrong, ...] = (),
) -> Page:  # fmt: skip
    """A page of what waits; `done`: what was just confirmed together, `why`: why something was not."""
    number = query.pagina if isinstance(query, PageQuery) else 1
    with visit.site.archive.snapshot() as connection:
        found = waiting_page(connection, number, visit.language, certain=tab == CERTAIN)
        every = counts(connection)
    left = [(number, refused_sentence(visit, one.code, one.found)) for number, one in (done.left if done else ())]
    return Page("bank.html", {
        "tab": tab, "found": found, "counts": every, "done": done, "left": left, "why": why, **in_words(visit),
    }, status, wrong)  # fmt: skip


def _others(visit: Visit, state: Ended, query: PageQuery | Refused) -> Page:
    number = query.pagina if isinstance(query, PageQuery) else 1
    with visit.site.archive.snapshot() as connection:
        found = done_page(connection, state, number, visit.language)
        sure = waiting_page(connection, 1, visit.language, certain=True)
        every = counts(connection)
    return Page("bank_done.html", {"tab": state, "found": found, "sure": sure.certain, "counts": every})


def in_words(visit: Visit) -> dict[str, object]:
    """How proposals are said on a page."""
    english = visit.language == "en"
    return {
        "why_told": lambda why: why_sentence(why, visit.language), "grade_told": lambda grade: GRADES[grade][english],
    }  # fmt: skip


def confirm(visit: Visit, form: ShownLines | Refused) -> Answer:
    """The sure ones that were ticked, each as it was shown."""
    if isinstance(form, Refused):
        return waiting(visit, CERTAIN, status=422)
    done = confirm_shown(visit.at, shown_lines(form.one))
    return waiting(visit, CERTAIN, done=done)


def shown_lines(told: list[str]) -> list[ShownLine]:
    """`12.stamp`, one by one; what is written otherwise is left out."""
    parts = [one.partition(".") for one in told]
    return [ShownLine(int(id_), stamp) for id_, _, stamp in parts if id_.isascii() and id_.isdigit() and len(id_) < 19]


# ---------------------------------------------------------------- a statement comes in


def send(visit: Visit, form: SentStatement | Refused) -> Answer:
    """A file as it was sent: what it would bring in, or all that is wrong with it. Nothing of it is kept yet."""
    if isinstance(form, Refused) or len(visit.files) != 1:
        return waiting(visit, CERTAIN, status=422, wrong=(Wrong("files", "one_file"),))
    if not reads_safely(visit.files[0], Reader.STATEMENT):
        return waiting(visit, CERTAIN, status=422, wrong=(Wrong("files", "file_harmful"),))
    told = {"account": form.account}
    name = visit.site.held.keep(visit.account.id, KIND, visit.files[0], visit.now, told)
    return _looked_at(visit, name)


def say_more(visit: Visit, form: SaidStatement | Refused) -> Answer:
    """The same file, with what was said about it."""
    if isinstance(form, Refused):
        return waiting(visit, CERTAIN, status=422)
    held = visit.site.held.find(visit.account.id, KIND, form.file, visit.now)
    if held is None:
        return waiting(visit, CERTAIN, status=422, wrong=(Wrong("files", "file_gone"),))
    columns = dict(zip(titles_seen(held.content), form.column, strict=False))
    said = {f"column {meaning}": title for title, meaning in columns.items() if meaning in MEANINGS}
    visit.site.held.tell(visit.account.id, form.file, {"account": form.account, **said})
    return _looked_at(visit, form.file)


def _plan(visit: Visit, name: str) -> tuple[ImportPlan, dict[str, str], bytes] | None:
    """What the held file would bring in, with the columns that were told and its content; None where it is gone."""
    held = visit.site.held.find(visit.account.id, KIND, name, visit.now)
    if held is None:
        return None
    said = {key.removeprefix("column "): title for key, title in held.told.items() if key.startswith("column ")}
    account = "".join(held.told.get("account", "").split()).upper()
    with visit.site.archive.reader.begin() as connection:
        return preview(connection, held.content, said=said, account=account), said, held.content


def _looked_at(visit: Visit, name: str) -> Page:
    found = _plan(visit, name)
    if found is None:
        return waiting(visit, CERTAIN, status=422, wrong=(Wrong("files", "file_gone"),))
    plan, said, content = found
    lang = visit.language
    told = [(mistake_sentence(one, lang), one.warning) for one in plan.file_mistakes]
    told += [(bank_mistake_sentence(one, lang), one.warning) for one in plan.reading.mistakes]
    codes = {one.code for one in plan.reading.mistakes}
    ask_columns = bool(codes & {"bank_header_missing", "bank_column_meaning", "bank_columns_not_found"}) or bool(said)
    return Page("bank_file.html", {
        "plan": plan, "file": name, "wrong": [one for one, warning in told if not warning],
        "notices": [one for one, warning in told if warning], "masked": masked,
        "titles": titles_seen(content) if ask_columns else (), "meanings": tuple(MEANINGS),
        "said": {title: meaning for meaning, title in said.items()},
        "ask_account": "bank_account_missing" in codes or "bank_account_wrong" in codes,
        "account": visit.written.get("account", ""),
    }, 200 if plan.right else 422)  # fmt: skip


def bring(visit: Visit, form: ThatFile | Refused) -> Answer:
    """The file as it was shown comes in; the same one again brings nothing."""
    found = None if isinstance(form, Refused) else _plan(visit, form.file)
    if isinstance(form, Refused) or found is None:
        return waiting(visit, CERTAIN, status=422, wrong=(Wrong("files", "file_gone"),))
    plan, said, _ = found
    if not plan.right:
        return _looked_at(visit, form.file)
    apply(visit.at, plan, remember=bool(said))
    visit.site.held.drop(visit.account.id, form.file)
    return Go("bank_certain", message="statement_in")
