"""A firm's staff list: looked at, then exactly that is recorded, all or nothing; its wrong rows given back; undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from mutua.domain.firms import Role
from mutua.domain.italian import written_day
from mutua.domain.staff_rows import Mode, StaffRow
from mutua.intake.tabular import Table
from mutua.services.apart import ReadAs, read_apart
from mutua.services.apart_values import opened
from mutua.services.decide_claim import Refusal
from mutua.services.enrolments import claims_decided_otherwise, covered_elsewhere, told_of_one
from mutua.services.firms_today import part_of_list
from mutua.services.organisations import organisation
from mutua.services.staff_list_files import told_by_firm, told_by_intermediary, wrong_rows_of
from mutua.services.staff_list_shown import columns_shown, counts_of, keys_chosen, people_of_rows
from mutua.services.staff_list_undo import undo_list
from mutua.services.staff_list_whose import was_taken_back
from mutua.services.staff_lists import Done, ListTold, Otherwise, Preview, apply_list, preview
from mutua.services.table_writer import csv_bytes
from mutua.web.clerk_bank_forms import ThatFile
from mutua.web.clerk_firm_forms import Numbered, OnePerson, RecordList, SaidList, SentList
from mutua.web.clerk_firms import in_words
from mutua.web.forms import Refused, Wrong
from mutua.web.pages import refused_sentence
from mutua.web.site import Answer, File, Go, Page, Visit
from mutua.wording.firms import covered_elsewhere_sentence
from mutua.wording.intake import mistake_sentence, shown
from mutua.wording.staff_changes import MEANINGS, change_sentence, counted

KIND = "staff list"  # of the files held
MOST_SHOWN = 200


def begin(visit: Visit) -> Answer:
    """Where a list is sent from, or one person told."""
    return _begin(visit)


def _begin(
    visit: Visit, *, told: tuple[str, ...] = (), why: Refusal | None = None, wrong: tuple[Wrong, ...] = (),
    mistakes: Sequence[str] = (), odd: Sequence[str] = (), status: int = 200,
) -> Page:  # fmt: skip
    with visit.site.archive.reader.begin() as connection:
        one = organisation(connection, visit.subject)
    return Page("firm_list.html", {
        "one": one, "intermediary": one.has(Role.INTERMEDIARY, visit.today), "told": told, "amiss": mistakes,
        "odd": odd,
        "why": "" if why is None else refused_sentence(visit, why.code, why.found), "now": written_day(visit.today),
    }, status, wrong)  # fmt: skip


def send(visit: Visit, form: SentList | Refused) -> Answer:
    """A list as it was sent: what it would change, or all that is wrong. Nothing of it is recorded yet."""
    if isinstance(form, Refused):
        return _begin(visit, status=422)
    if len(visit.files) != 1:
        return _begin(visit, wrong=(Wrong("files", "one_file"),), status=422)
    on = form.on or visit.today
    told = {"mode": form.mode, "on": on.isoformat(), "whose": form.whose, "firm": str(visit.subject)}
    content = read_apart(visit.files[0], ReadAs.STAFF)
    name = visit.site.held.keep(visit.account.id, KIND, content, visit.now, told)
    return _looked_at(visit, name)


def say_more(visit: Visit, form: SaidList | Refused) -> Answer:
    """The same list, with what its columns mean."""
    if isinstance(form, Refused):
        return _begin(visit, status=422)
    held = visit.site.held.find(visit.account.id, KIND, form.file, visit.now)
    if held is None:
        return _gone(visit)
    said = _chosen(held.told) | keys_chosen(form.column)
    columns = " ".join(f"{at}:{key}" for at, key in said.items())
    visit.site.held.tell(visit.account.id, form.file, {**held.told, "columns": columns})
    return _looked_at(visit, form.file)


def _gone(visit: Visit) -> Page:
    return _begin(visit, wrong=(Wrong("files", "file_gone"),), status=422)


def _chosen(told: Mapping[str, str]) -> dict[int, str]:
    """What was said of the columns of a file that waits."""
    return keys_chosen(told.get("columns", "").split())


def _read(visit: Visit, name: str) -> tuple[ListTold, Table] | None:
    """The list of a held file, as it was meant; None where it is gone, or another firm's."""
    held = visit.site.held.find(visit.account.id, KIND, name, visit.now)
    if held is None or held.told["firm"] != str(visit.subject):
        return None
    table, chosen = opened(held.content).table, _chosen(held.told)
    mode, on = Mode(held.told["mode"]), date.fromisoformat(held.told["on"])
    with visit.site.archive.reader.begin() as connection:
        if held.told["whose"] == "others":
            told = told_by_intermediary(connection, table, visit.subject, mode, on, chosen=chosen, today=visit.today)
        else:
            told = told_by_firm(connection, table, visit.subject, mode, on, chosen=chosen)
    return told, table


def _preview(visit: Visit, told: ListTold) -> Preview:
    with visit.site.archive.reader.begin() as connection:
        return preview(connection, told, today=visit.today, plans=visit.site.plans)


def _looked_at(
    visit: Visit, name: str, *, why: Refusal | None = None, seen: Preview | None = None, otherwise: bool = False
) -> Page:  # fmt: skip
    found = _read(visit, name)
    if found is None:
        return _gone(visit)
    told, table = found
    if seen is None:
        seen = _preview(visit, told)
    lang, plan = visit.language, seen.plan
    with visit.site.archive.reader.begin() as connection:
        one = organisation(connection, visit.subject)
        firms = {id_: organisation(connection, id_).name for id_ in told.firm_ids} if len(told.firm_ids) > 1 else {}
    who = people_of_rows(told, plan, firms)
    odd = seen.to_confirm
    sentences = [(each, mistake_sentence(each, lang, who.get(each.row, ""))) for each in seen.mistakes]
    values = {
        "one": one, "seen": seen, "plan": plan, "file": name, "mode": told.mode.value, "on": told.on,
        "changes": [(each.row, change_sentence(each, lang)) for each in plan.changes if each.row][:MOST_SHOWN],
        "wrong": [sentence for each, sentence in sentences if not each.warning],
        "odd": list(dict.fromkeys(sentence for each, sentence in sentences if each in odd)),
        "notices": list(dict.fromkeys(sentence for each, sentence in sentences if each.warning and each not in odd)),
        "counted": counted(counts_of(plan)._asdict(), lang),
        "columns": columns_shown(table, told), "meanings": {key: both[lang == "en"] for key, both in MEANINGS.items()},
        "most": MOST_SHOWN, "otherwise": otherwise,
        "why": "" if why is None else refused_sentence(visit, why.code, why.found), **in_words(visit),
    }  # fmt: skip
    status = 409 if why is not None or otherwise else 422 if seen.unusable else 200
    return Page("firm_list_seen.html", values, status)


def record(visit: Visit, form: RecordList | Refused) -> Answer:
    """Exactly the plan that was shown, or nothing."""
    if isinstance(form, Refused):
        return _gone(visit)
    found = _read(visit, form.file)
    if found is None and visit.site.held.used(visit.account.id, form.file, visit.now):
        made = visit.site.held.made(visit.account.id, form.file, visit.now)
        with visit.site.archive.reader.begin() as connection:
            undone = bool(made) and was_taken_back(connection, made)
        if undone:
            return _begin(visit, why=Refusal("list_undone_since"), status=409)
        return Go("firm", visit.named, message="list_was_in")
    if found is None:
        return _gone(visit)
    if not form.sure:
        seen = _preview(visit, found[0])
        asked = seen.not_checked(sure=False)
        if asked is not None:
            return _looked_at(visit, form.file, why=asked, seen=seen)
    done = apply_list(
        visit.at, found[0], fingerprint=form.seen, endings_code=form.endings, good_rows=form.good_rows == "yes"
    )
    if isinstance(done, Otherwise):
        return _looked_at(visit, form.file, seen=done.preview, otherwise=True)
    if isinstance(done, Refusal):
        return _looked_at(visit, form.file, why=done)
    visit.site.held.use(visit.account.id, form.file, visit.now, done.list_id or 0)
    return _recorded(visit, done)


def _recorded(visit: Visit, done: Done, more: tuple[str, ...] = ()) -> Answer:
    """To the firm; where requests are to be looked at because of the list, or there is `more` to say, a page that says
    it first."""
    if done.list_id is None:
        return Go("firm", visit.named, message="list_nothing")
    with visit.site.archive.reader.begin() as connection:
        after, now = claims_decided_otherwise(connection, done.list_id)
    if not (after or now or more):
        return Go("firm", visit.named, message="list_recorded")
    told = [visit.say("Elenco {n} registrato.", "List {n} recorded.", n=done.list_id), *more]
    if after:
        numbers = ", ".join(map(str, after))
        told.append(visit.say("Domande con prestazioni dopo la fine: {n}. Ciò che è pagato resta; guardatele.",
                              "Requests with services after the end: {n}. What is paid stays; see them.", n=numbers))
    if now:
        numbers = ", ".join(map(str, now))
        told.append(visit.say("Domande che ora sono coperte: {n}. Vanno decise di nuovo.",
                              "Requests now covered: {n}. To be decided again.", n=numbers))
    return _begin(visit, told=tuple(told))


def wrong_rows(visit: Visit, form: ThatFile | Refused) -> Answer:
    """Only the wrong rows of a list, with the reason beside, to be put right and sent again."""
    found = None if isinstance(form, Refused) else _read(visit, form.file)
    if found is None:
        return _gone(visit)
    told, table = found
    seen = _preview(visit, told)
    content = csv_bytes(wrong_rows_of("righe-da-correggere", table, seen, visit.language))
    return File(content, "text/csv; charset=utf-8", "righe-da-correggere.csv")


def one_person(visit: Visit, form: OnePerson | Refused) -> Answer:
    """One person told at the desk, by the road of a list."""
    if isinstance(form, Refused):
        return _begin(visit, status=422)
    told = told_of_one(
        StaffRow(1, visit.subject, form.fiscal_code, form.surname, form.given_name, form.hired_on, form.left_on),
        Mode.MOVEMENTS, visit.today,
    )  # fmt: skip
    if not isinstance(told, ListTold):
        return _begin(visit, mistakes=[mistake_sentence(each, visit.language) for each in told], status=422)
    seen = _preview(visit, told)
    if not seen.right:
        wrong = [shown(each, visit.language) for each in seen.mistakes if not each.warning]
        return _begin(visit, mistakes=wrong, status=422)
    asked = seen.not_checked(sure=form.sure == "yes")
    if asked is not None:
        odd = list(dict.fromkeys(shown(each, visit.language) for each in seen.to_confirm))
        return _begin(visit, why=asked, odd=odd, status=422)
    done = apply_list(visit.at, told, fingerprint=seen.plan.fingerprint)
    if isinstance(done, Done):
        return _recorded(visit, done, _elsewhere(visit, told.rows[0].fiscal_code) if form.hired_on else ())
    return _begin(visit, why=done if isinstance(done, Refusal) else None, status=409)


def _elsewhere(visit: Visit, code: str) -> tuple[str, ...]:
    """That another firm covers who was told, if one does."""
    with visit.site.archive.reader.begin() as connection:
        found = covered_elsewhere(connection, visit.subject, code)
    return () if found is None else (covered_elsewhere_sentence(*found, visit.language),)


def take_back(visit: Visit, form: Numbered | Refused) -> Answer:
    """A list taken back, or the firm's part of one of several: everything is as it was before."""
    if isinstance(form, Refused):
        return _begin(visit, status=422)
    with visit.site.archive.reader.begin() as connection:
        part = part_of_list(connection, visit.subject, form.number)
    done = part if isinstance(part, Refusal) else undo_list(visit.at, form.number, firm_id=part)
    if isinstance(done, Refusal):
        return _begin(visit, why=done, status=409)
    return Go("firm", visit.named, message="list_undone")
