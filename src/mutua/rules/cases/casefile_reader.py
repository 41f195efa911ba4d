"""Reads the case files of a plan: every fact typed as the plan declares it, every mistake told with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mutua.domain.case import Arrears, Cover, FactValue
from mutua.rules.cases.case_expectations import read_expected
from mutua.rules.cases.case_facts import CaseReader, Vocabulary
from mutua.rules.cases.case_questions import MATTERS, read_matter
from mutua.rules.cases.casefile import CaseFile, CaseLine, CaseRequest, Excuse, Holders, Papers, WorkedCase
from mutua.rules.library import RULES_FILE, load
from mutua.rules.model import Plan
from mutua.rules.reading.problems import Problem, in_order
from mutua.rules.reading.source import Node, read_file

FILE_KEYS = ("sempre", "casi", "nota", "fonte")
CASE_KEYS = ("nome", "articolo", "nota", "fonte", "sempre", "richieste", *MATTERS)
HOLDER_KEYS: Mapping[str, str] = {
    "persona": "person", "titolare": "member", "nucleo": "household", "azienda": "firm",
}  # fmt: skip
SHARED_KEYS = (*HOLDER_KEYS, "documenti", "coperture", "arretrati", "autorizza", "usa_autorizzazione")
LINE_KEYS = ("prestazione", "atteso", "documenti", "prima")


def read_cases(
    path: Path, plan: Plan, file: str = "", *, asking: bool = False
) -> tuple[CaseFile | None, list[Problem]]:
    """The cases of a file for the plan, None where it cannot be read; and every mistake found, in order.

    `file` is the name shown in messages. A case with a mistake is left out of the file;
    all are where the file itself is not well formed. Every line says what is expected, unless one is `asking`.
    """
    name = file or str(path)
    root, problems = read_file(path, name)
    if root is None:
        return None, in_order(problems)
    well_formed = not problems
    cases = _FileReader(CaseReader(Vocabulary.of(plan), problems), asking, plan).file(root)
    return CaseFile(name, cases if well_formed else ()), in_order(problems)


def read_excuses(path: Path, file: str = "") -> tuple[tuple[Excuse, ...], list[Problem]]:
    """The explanations of `numeri.yaml`: why no case can defend a number. Nothing where there is no such file."""
    if not path.exists():
        return (), []
    name = file or str(path)
    root, problems = read_file(path, name)
    if root is None:
        return (), in_order(problems)
    reader = CaseReader(Vocabulary(), problems)
    excuses = []
    for item in reader.items(root, "una lista di voci «- {numero: …, perché: …}»"):
        before = reader.mistakes
        reader.known_keys(item, ("numero", "perché", "senza_frase"))
        if reader.mistakes > before:
            continue
        number, why = reader.required(item, "numero"), reader.required(item, "perché")
        unsaid = item.get("senza_frase")
        said = reader.yes_no(unsaid) if unsaid is not None else False
        if number and why:
            excuses.append(Excuse(number, why, bool(said), item.place))
    return tuple(excuses), in_order(problems)


def topped_up(plan: Plan) -> Plan | None:
    """The plan that this one tops up, read from the tree of societies it lies in; None where there is none to read."""
    if not plan.head.tops_up:
        return None
    file = Path(plan.versions[0].file)
    folder = file.parent.parent if file.name == RULES_FILE else file.parent
    plans, _ = load(folder.resolve().parent.parent / plan.head.tops_up)
    return plans[0] if plans else None


@dataclass(frozen=True, slots=True)
class _Level:
    """The keys that `sempre` of the file, `sempre` of the case and the request give, the nearest winning."""

    nodes: Mapping[str, tuple[Node, Node]] = field(default_factory=dict)

    def under(self, node: Node | None, without: tuple[str, ...] = ()) -> "_Level":
        pairs = node.pairs if node is not None else []
        nearer = {key.text: (key, value) for key, value in pairs if key.text not in without}
        return _Level({**self.nodes, **nearer})

    def get(self, name: str) -> Node | None:
        found = self.nodes.get(name)
        return found[1] if found else None

    def facts(self, *structural: str) -> list[tuple[Node, Node]]:
        return [pair for name, pair in self.nodes.items() if name not in structural]


class _FileReader:
    def __init__(self, reader: CaseReader, asking: bool, plan: Plan) -> None:
        self.r = reader
        self.asking = asking
        self.plan = plan
        self.plan_before: Plan | None = None  # read when a line first asks it

    def file(self, root: Node) -> tuple[WorkedCase, ...]:
        if not self.r.is_map(root):
            return ()
        self.r.known_keys(root, FILE_KEYS)
        always = self.always(root.get("sempre"), _Level())
        cases = root.get("casi")
        if cases is None:
            self.r.report(root, "case_missing_key", "", values={"key": "casi"})
            return ()
        read = []
        for node in self.r.items(cases, "una lista di casi"):
            before = self.r.mistakes
            case = self.case(node, always)
            if case is not None and self.r.mistakes == before:
                read.append(case)
        return tuple(read)

    def always(self, node: Node | None, level: _Level) -> _Level:
        if node is None or not self.r.is_map(node):
            return level
        inner = level.under(node, ("atteso",))
        for key, value in node.pairs:
            if key.text == "atteso":
                self.r.report(key, "case_line_key", values={"key": key.text})
            elif key.text not in SHARED_KEYS and key.text != "quantità":
                self.r.fact(key, value, SHARED_KEYS)
        return inner

    def case(self, node: Node, always: _Level) -> WorkedCase | None:
        if not self.r.is_map(node):
            return None
        self.r.known_keys(node, CASE_KEYS)
        name = self.r.required(node, "nome")
        level = self.always(node.get("sempre"), always)
        before = self.r.mistakes
        requests = [self.request(one, level) for one in self.r.items(node.get("richieste"), "una lista di richieste")]
        matters = [
            read_matter(self.r, kind, one, level.facts(*SHARED_KEYS, "quantità"))
            for kind in MATTERS
            for one in self.r.items(node.get(kind), "una lista")
        ]
        if not requests and not matters and self.r.mistakes == before:
            self.r.report(node, "case_empty", name)
        article = node.get("articolo")
        return WorkedCase(
            name,
            tuple(request for request in requests if request is not None),
            tuple(matter for matter in matters if matter is not None),
            article.text if article is not None else "",
            node.place,
            self.plan_before,
        )

    def request(self, node: Node, level: _Level) -> CaseRequest | None:
        if not self.r.is_map(node):
            return None
        rows = node.get("righe")
        own = ("righe",) if rows is not None else ("prestazione", "atteso", "quantità", "prima")
        shared = level.under(node, own)
        quantity = shared.nodes.get("quantità") if rows is not None else node_pair(node, "quantità", level)
        known = (*SHARED_KEYS, "righe", "prestazione", "atteso", "prima")
        facts = self.facts(shared.facts(*SHARED_KEYS, "quantità"), known)
        papers = self.papers(shared.get("documenti"), facts)
        written = self.r.items(rows, "una lista di righe") if rows is not None else [node]
        lines = [self.line(one, facts, quantity, rows is not None) for one in written]
        if rows is not None and not lines:
            self.r.report(rows, "case_empty", "righe")
        return CaseRequest(
            lines=tuple(line for line in lines if line is not None),
            facts=facts,
            papers=papers,
            holders=self.holders(shared),
            covers=self.covers(shared.get("coperture")),
            arrears=self.arrears(shared.get("arretrati")),
            authorises=self.flag(shared.get("autorizza")),
            uses_authorisation=self.flag(shared.get("usa_autorizzazione")),
            place=node.place,
        )

    def line(
        self, node: Node, shared: Mapping[str, FactValue], quantity: tuple[Node, Node] | None, apart: bool
    ) -> CaseLine | None:
        if not self.r.is_map(node):
            return None
        benefit = self.benefit(node)
        unit = self.r.words.units.get(benefit)
        facts: dict[str, FactValue] = {}
        if apart:
            facts.update(self.facts(_Level().under(node).facts(*LINE_KEYS, "quantità"), LINE_KEYS))
            quantity = node_pair(node, "quantità", None) or quantity
        if quantity is not None:
            amount = self.r.quantity(quantity[1], unit)
            if amount is not None:
                facts["quantità"] = amount
        papers = self.papers(node.get("documenti"), {**shared, **facts}) if apart else None
        expected = node.get("atteso")
        if expected is None and benefit and not self.asking:
            self.r.report(node, "case_missing_key", "", values={"key": "atteso"})
        return CaseLine(
            benefit=benefit,
            facts=facts,
            expected=read_expected(self.r, expected, unit) if expected is not None else None,
            unit=unit,
            papers=papers,
            place=node.place,
            before=self.before(node),
        )

    def before(self, node: Node) -> CaseLine | None:
        """`prima: {prestazione: …, atteso: …}`: the line under the plan that this one tops up."""
        written = node.get("prima")
        if written is None:
            return None
        self.plan_before = self.plan_before or topped_up(self.plan)
        if self.plan_before is None:
            self.r.report(node.key("prima") or node, "case_plan_before")
            return None
        words = CaseReader(Vocabulary.of(self.plan_before), self.r.problems)
        return _FileReader(words, self.asking, self.plan_before).line(written, {}, None, apart=True)

    def benefit(self, node: Node) -> str:
        written = node.get("prestazione")
        if written is None:
            self.r.report(node, "case_missing_key", "", values={"key": "prestazione"})
            return ""
        self.r.one_of(written, self.r.words.benefits, "case_unknown_benefit")
        return written.text

    def facts(self, pairs: list[tuple[Node, Node]], known: tuple[str, ...]) -> dict[str, FactValue]:
        read = {}
        for key, value in pairs:
            answer = self.r.fact(key, value, known)
            if answer is not None:
                read[key.text] = answer
        return read

    def papers(self, node: Node | None, facts: Mapping[str, FactValue]) -> Papers | None:
        return self.r.papers(node, facts) if node is not None else None

    def holders(self, level: _Level) -> Holders:
        given = {name: level.get(word) for word, name in HOLDER_KEYS.items()}
        return Holders(**{name: node.text for name, node in given.items() if node is not None and node.text})

    def flag(self, node: Node | None) -> bool:
        return bool(self.r.yes_no(node)) if node is not None else False

    def covers(self, node: Node | None) -> tuple[Cover, ...] | None:
        if node is None:
            return None
        read = []
        for item in self.r.items(node, "una lista di coperture"):
            self.r.known_keys(item, ("assistenza", "dal", "al", "anzianità"))
            assistance = item.get("assistenza")
            if assistance is not None:
                self.r.one_of(assistance, self.r.words.covers, "case_unknown_cover")
            since = self.r.day_at(item, "dal", required=True)
            if since is not None:
                name = assistance.text if assistance is not None else ""
                read.append(Cover(name, since, self.r.day_at(item, "al"), self.r.day_at(item, "anzianità")))
        return tuple(read)

    def arrears(self, node: Node | None) -> tuple[Arrears, ...]:
        read = []
        for item in self.r.items(node, "una lista di arretrati"):
            self.r.known_keys(item, ("scadenza", "pagamento"))
            due = self.r.day_at(item, "scadenza", required=True)
            if due is not None:
                read.append(Arrears(due, self.r.day_at(item, "pagamento")))
        return tuple(read)


def node_pair(node: Node, name: str, level: _Level | None) -> tuple[Node, Node] | None:
    """The key and the value written in the node, else in the level above it."""
    for key, value in node.pairs:
        if key.text == name:
            return key, value
    return level.nodes.get(name) if level is not None else None

