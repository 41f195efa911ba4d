"""Money that came in: a statement is sent in, its movements wait with their proposals, the sure ones go together."""

from __future__ import annotations

from mutua.bank.table_header import MEANINGS
from mutua.domain.identifiers.iban import masked
from mutua.services.apart import ReadAs, read_apart
from mutua.services.apart_values import FileRead, opened
from mutua.services.bank_answer import take_shown
from mutua.services.bank_desk import Ended, ShownLine, confirm_shown, count_certain, counts, done_page, waiting_page
from mutua.services.bank_import import ImportPlan, apply, preview, titles_seen
from mutua.services.confirm_lines import AllConfirmed
from mutua.services.decide_claim import Refusal
from mutua.web.clerk_bank_answer import answer_page
from mutua.web.clerk_bank_forms import SaidStatement, SentStatement, ShownAnswer, ShownLines, ThatFile
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
        sure = count_certain(connection)
        every = counts(connection)
    return Page("bank_done.html", {"tab": state, "found": found, "sure": sure, "counts": every})


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
    content = read_apart(visit.files[0], ReadAs.BANK)
    told = {"account": form.account}
    name = visit.site.held.keep(visit.account.id, KIND, content, visit.now, told)
    return _to_look_at(visit, name)


def _to_look_at(visit: Visit, name: str) -> Answer:
    """What is right has a page of its own, to which one may come back; what is wrong is told at once."""
    page = _looked_at(visit, name)
    return Go("statement_seen") if page.status == 200 else page


def seen(visit: Visit) -> Answer:
    """The file that was sent last, as long as it waits."""
    name = visit.site.held.newest(visit.account.id, KIND, visit.now)
    return _looked_at(visit, name) if name else Go("bank_certain")


def _gone(visit: Visit, name: str) -> Answer:
    """A file that is not here: it was used by the same person before, or it must be sent again."""
    if visit.site.held.used(visit.account.id, name, visit.now):
        return Go("bank_certain", message="statement_was_in")
    return waiting(visit, CERTAIN, status=422, wrong=(Wrong("files", "file_gone"),))


def say_more(visit: Visit, form: SaidStatement | Refused) -> Answer:
    """The same file, with what was said about it."""
    if isinstance(form, Refused):
        return waiting(visit, CERTAIN, status=422)
    held = visit.site.held.find(visit.account.id, KIND, form.file, visit.now)
    if held is None:
        return _gone(visit, form.file)
    columns = dict(zip(titles_seen(opened(held.content)), form.column, strict=False))
    said = {f"column {meaning}": title for title, meaning in columns.items() if meaning in MEANINGS}
    visit.site.held.tell(visit.account.id, form.file, {"account": form.account, **said})
    return _to_look_at(visit, form.file)


def _plan(visit: Visit, name: str) -> tuple[ImportPlan, dict[str, str], FileRead] | None:
    """What the held file would bring in, with the columns that were told and what it holds; None where it is gone."""
    held = visit.site.held.find(visit.account.id, KIND, name, visit.now)
    if held is None:
        return None
    file = opened(held.content)
    said = {key.removeprefix("column "): title for key, title in held.told.items() if key.startswith("column ")}
    account = "".join(held.told.get("account", "").split()).upper()
    with visit.site.archive.reader.begin() as connection:
        return preview(connection, file, said=said, account=account, today=visit.today), said, file


def _looked_at(visit: Visit, name: str, *, why: Refusal | None = None) -> Page:
    """What the held file holds: statements, or the bank's answer to a file of ours."""
    found = _plan(visit, name)
    if found is None:
        return waiting(visit, CERTAIN, status=422, wrong=(Wrong("files", "file_gone"),))
    plan, said, file = found
    if file.answers is not None:
        return answer_page(visit, name, file.answers, why)
    lang = visit.language
    told = [(mistake_sentence(one, lang), one.warning) for one in plan.file_mistakes]
    told += [(bank_mistake_sentence(one, lang), one.warning) for one in plan.reading.mistakes]
    codes = {one.code for one in plan.reading.mistakes}
    ask_columns = bool(codes & {"bank_header_missing", "bank_column_meaning", "bank_columns_not_found"}) or bool(said)
    return Page("bank_file.html", {
        "plan": plan, "file": name, "wrong": [one for one, warning in told if not warning],
        "notices": [one for one, warning in told if warning], "masked": masked,
        "titles": titles_seen(file) if ask_columns else (), "meanings": tuple(MEANINGS),
        "said": {title: meaning for meaning, title in said.items()},
        "ask_account": "bank_account_missing" in codes or "bank_account_wrong" in codes,
        "account": visit.written.get("account", ""),
    }, 200 if plan.right else 422)  # fmt: skip


def bring(visit: Visit, form: ThatFile | Refused) -> Answer:
    """The file as it was shown comes in; the same one again brings nothing."""
    found = None if isinstance(form, Refused) else _plan(visit, form.file)
    if isinstance(form, Refused):
        return waiting(visit, CERTAIN, status=422, wrong=(Wrong("files", "file_gone"),))
    if found is None:
        return _gone(visit, form.file)
    plan, said, _ = found
    if not plan.right:
        return _looked_at(visit, form.file)
    apply(visit.at, plan, remember=bool(said))
    visit.site.held.use(visit.account.id, form.file, visit.now)
    return Go("bank_certain", message="statement_in")


def take_answer(visit: Visit, form: ShownAnswer | Refused) -> Answer:
    """The bank's answer is recorded as it was shown; the same one again records nothing."""
    held = None if isinstance(form, Refused) else visit.site.held.find(visit.account.id, KIND, form.file, visit.now)
    answers = None if held is None else opened(held.content).answers
    if isinstance(form, Refused):
        return waiting(visit, CERTAIN, status=422, wrong=(Wrong("files", "file_gone"),))
    if answers is None:
        return _gone(visit, form.file)
    done = Refusal("answer_unknown", answers.message_id) if answers.mistakes else take_shown(
        visit.at, answers, form.stamp, visit.language
    )  # fmt: skip
    if isinstance(done, Refusal):
        return _looked_at(visit, form.file, why=done)
    visit.site.held.use(visit.account.id, form.file, visit.now)
    if done.of_payments:
        return Go("payments", message="answer_taken")
    return Go("bank_certain", message="answer_taken_debits")
