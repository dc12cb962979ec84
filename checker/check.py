"""One run: documents and rulebook to a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from checker import describe
from checker.clauses import Clause, beside_void_clause, citation_of, rests_on, terms_contract, void_clauses
from checker.documents import Library, find_tariffs, finding_of, outdated_names
from checker.finding import Counts, Finding, Judged, Report
from checker.identity import section_in_text
from checker.judge import HOLDS, NOT_APPLICABLE, UNDECIDED, VIOLATED, Judge
from checker.layers import Contract, contract_of
from checker.ledger_problems import ledger_problems
from checker.open_questions import OpenQuestions
from checker.prepared import Prepared
from checker.rulebook import Rulebook
from checker.sharing import Sharing, Told
from checker.tally import ClauseKey, Tally, by_rule
from checker.vocabulary import Document, section_of
from dsl.nearest import nearest
from dsl.source import Problem, problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from checker.fixing.remedy import Remedies


class Run:
    """Checks documents against a rulebook. ``select`` and ``ignore`` are prefixes of rule ids.

    ``by_document``: the report says for each document what came out for each rule, for formats that need it;
    ``in_full``: findings show found and demanded side by side, a witness, and what would cure them, which takes long
    and not every format shows. ``like``: a run by the same book.
    """

    def __init__(
        self,
        book: Rulebook,
        as_of: date | None = None,
        select: tuple[str, ...] = (),
        ignore: tuple[str, ...] = (),
        by_document: bool = False,
        in_full: bool = True,
        like: Run | None = None,
    ) -> None:
        self.book, self.as_of = book, as_of
        self.judge: Judge = Judge(book, as_of, like=like.judge if like is not None else None)
        self.alone = Judge(book, as_of, admit_all=True, like=self.judge)
        self.rules = [
            book.rules[name]
            for name in sorted(book.rules)
            if (not select or name.startswith(select)) and not (ignore and name.startswith(ignore))
        ]
        self.by_document, self.in_full = by_document, in_full
        self.tally = Tally()
        self.tariffs: dict[str, Document] = {}  # of the documents that were reported on, and of their offers
        self.sharing = Sharing(self.judge, self.rules, by_document)
        self._open = OpenQuestions(book)
        self._sources: Mapping[str, str] = {}
        self._clauses: dict[str, list[Clause]] = {}
        self._void: dict[tuple[str, ...], dict[str, list[tuple[ClauseKey, Clause]]]] = {}
        self._violations: list[describe.Violation] = []  # of the document at hand
        self._remedies: Remedies | None = None
        self._remedies_of_terms: Remedies | None = None

    def report(self, library: Library, progress: Callable[[int], None] | None = None) -> Report:
        """Judge every document of ``library``."""
        files = {*library.sources, *(document.path for document in library.documents)}
        tariffs = self.tariffs = find_tariffs(library, self.book.vocabulary)
        self.problems(library)
        for count, document in enumerate(library.documents):
            self._document(document, tariffs)
            if progress is not None:
                progress(count + 1)
        return self.closed(len(files) + len(library.unreadable), library.sources)

    def apart(self, take_in: Callable[[], None]) -> Tally:
        """What ``take_in`` has this run take in goes into a tally of its own."""
        before, self.tally = self.tally, Tally()
        try:
            take_in()
            return self.tally
        finally:
            self.tally = before

    def problems(self, library: Library) -> None:
        """Take in what is wrong with texts, and with the terms of tariffs that only offers of the run rest on."""
        self._sources = library.sources
        for found, document_id in library.problems:
            self.tally.findings.append(finding_of(found, document_id, self._section(found)))
        for tariff in library.borrowed:
            self._terms_known(tariff)

    def document(self, document: Document, tariffs: dict[str, Document], sources: Mapping[str, str]) -> None:
        """Take in what comes out for one document; the tariff of an offer is among ``tariffs``."""
        self._sources = sources
        self._document(document, tariffs)

    def closed(self, files: int, sources: Mapping[str, str]) -> Report:
        """The report on all that was taken in, from so many files."""
        for terms_id in dict.fromkeys(terms_id for terms_id, _ in self.tally.affected):
            for number, clause in enumerate(self.void_in(terms_id)):
                reached = self.tally.affected.get((terms_id, number))
                if reached is not None:
                    self.tally.findings.append(self.clause_finding(clause, reached))
        return self._report(files, sources)

    def terms_report(self, terms_ids: list[str], sources: dict[str, str]) -> Report:
        """What is wrong with sets of terms by themselves: every clause that violates a rule, and from when."""
        for terms_id in terms_ids:
            contract = terms_contract(self.book, terms_id)
            verdicts = []
            for rule, instance, outcome in self.alone.verdicts(self.rules, contract):
                verdicts.append((rule.id, outcome.verdict))
                if outcome.verdict == VIOLATED:
                    citation = citation_of(rule, outcome, contract, instance)
                    clause = Clause(rule, outcome, contract, instance, citation)
                    self.tally.findings.append(self.clause_finding(clause))
            came = by_rule((rule.id, NOT_APPLICABLE) for rule in self.rules) | by_rule(verdicts)
            self.tally.count(Counter(came.values()))
            self._note(terms_id, self.book.terms[terms_id].norm.span.path, came.items())
        files = {self.book.terms[terms_id].norm.span.path for terms_id in terms_ids}
        return self._report(len(files), sources)

    def _report(self, files: int, sources: Mapping[str, str]) -> Report:
        tally = self.tally
        findings = tuple(sorted(tally.findings, key=Finding.sort_key))
        used = {label.span.path for f in findings if self.in_full for label in (f.primary, *f.related)}  # for excerpts
        texts = {path: both[path] for path in sorted(used) for both in (self.book.sources, sources) if path in both}
        of = tally.counts
        verdicts = (of[HOLDS], of[VIOLATED], of[UNDECIDED], of[NOT_APPLICABLE])
        counts = Counts(tally.documents, len(self.rules), *verdicts, tally.unread, files)
        ranked = tuple(sorted(tally.missing.items(), key=lambda item: (-item[1], item[0])))
        day = self.as_of.isoformat() if self.as_of else ""
        return Report(findings, counts, ranked, self.book.reviewed_until, day, texts, tuple(tally.judged))

    def _note(self, document_id: str, path: str, verdicts: Iterable[tuple[str, str]]) -> None:
        """Keep what came out for a document, by rule, if the report is to say it."""
        if self.by_document:
            applied = tuple(pair for pair in verdicts if pair[1] != NOT_APPLICABLE)
            self.tally.judged.append(Judged(document_id, path, applied, len(self.rules) - len(applied)))

    # -------------------------------------------------------------------------------------------- one document

    def _document(self, document: Document, tariffs: dict[str, Document]) -> None:
        tally = self.tally
        tariff = self._tariff_of(document, tariffs) if document.kind == "Angebot" else None
        if document.kind == "Angebot" and tariff is None:
            return
        before = len(tally.findings)
        contract = contract_of(document, tariff, self.book)
        self._terms_known(document)
        for found in outdated_names(document, self.book.vocabulary):
            self._problem(found, document)
        for found in ledger_problems(document, contract, self.book):
            self._problem(found, document)
        verdicts = self.sharing.ask(contract)
        tally.count(verdicts.counts)
        violated, unread = set(), set()
        missing: dict[str, set[str]] = {}  # by rule
        for told in verdicts.told:
            if told.verdict == VIOLATED:
                violated.add(told.rule.id)
                self._violated(told, contract, tariff)
                continue
            outcome = told.outcome()
            # A line that could not be read has had its own message; what follows from it is only counted.
            lost = document.lost | (tariff.lost if tariff is not None else frozenset())
            if outcome.missing and ("*" in lost or all(section_of(name) in lost for name in outcome.missing)):
                unread.add(told.rule.id)
                continue
            facts = (name for name in outcome.missing if name not in self.book.values)  # these nobody can state
            missing.setdefault(told.rule.id, set()).update(facts)
            tally.findings.append(self._open.finding(told.rule, outcome, contract, told.instance))
        for lacking in missing.values():
            tally.miss(lacking)
        tally.unread += len(unread - violated - missing.keys())
        if self._violations:
            self._remedied(before)
        self._note(document.id, document.path, verdicts.applied)
        if tariff is not None:
            from checker.admission import not_admitted

            # What a rule of the terms has said of a line is not said again.
            said = {finding.path for finding in tally.findings[before:] if finding.verdict == VIOLATED}
            for found in not_admitted(document, tariff, self.book.vocabulary):
                if dict(found.details)["term"] not in said:
                    self._problem(found, document)

    def _tariff_of(self, document: Document, tariffs: dict[str, Document]) -> Document | None:
        """The tariff of an offer; an offer without one cannot be checked and says so."""
        fact = document.facts.get("Angebot.Tarif")
        if fact is None:
            if not document.lost & {"Angebot", "*"}:
                self._problem(problem("offer-without-tariff", document.span, id=document.id), document, blinds=True)
            return None
        if not isinstance(fact.value, str):  # `unbekannt`: a stated gap, but nothing is checked for it
            self._problem(problem("offer-without-tariff", fact.span, id=document.id), document, blinds=True)
            return None
        tariff = tariffs.get(fact.value)
        if tariff is None:
            hint = ", ".join(nearest(fact.value, sorted(tariffs)))
            self._problem(problem("tariff-unknown", fact.span, found=fact.value, hint=hint), document, blinds=True)
        return tariff

    def _terms_known(self, document: Document) -> None:
        """Terms that a document names must be in the book; a tariff that names none is told so."""
        references = [document.facts[name] for name in self.book.vocabulary.references if name in document.facts]
        for fact in references:
            if isinstance(fact.value, str) and fact.value not in self.book.terms:
                known = sorted(self.book.terms)
                hint = ", ".join(nearest(fact.value, known))
                found = problem("terms-unknown", fact.span, found=fact.value, hint=hint, known=", ".join(known[:8]))
                self._problem(found, document, blinds=True)
        if not references and document.kind == "Tarif" and not document.lost:
            self._problem(problem("terms-missing", document.span, id=document.id), document)

    def _problem(self, found: Problem, document: Document, blinds: bool = False) -> None:
        """``blinds``: something of the document cannot be checked for it."""
        self.tally.findings.append(finding_of(found, document.id, self._section(found), document.kind, blinds))

    def _section(self, found: Problem) -> str:
        """The section a problem stands in, told by meaning."""
        return section_in_text(self._sources.get(found.span.path, ""), found.span.line, self.book.vocabulary)

    # -------------------------------------------------------------------------------------------- violations

    def _violated(self, told: Told, contract: Contract, tariff: Document | None) -> None:
        """A violation that rests on the terms alone is the terms' own; the others are the document's."""
        rule, instance = told.rule, told.instance
        for key, clause in self._void_under(rule, contract):
            if rests_on(clause, contract, instance):
                affected = self.tally.affected.setdefault(key, {})
                affected[tariff.id if tariff is not None else contract.id] = None
                return
        outcome = told.outcome()
        finding = describe.violation(rule, outcome, contract, instance, self.book, self.in_full, not self.as_of)
        if rule.norm.terms is not None and self.in_full:
            clauses = (clause for _, clause in self._void_clauses(contract))
            finding = beside_void_clause(finding, outcome, instance, clauses)
        if self.in_full:
            self._violations.append(describe.Violation(finding, rule, outcome, contract, instance))
        self.tally.findings.append(finding)

    def _remedied(self, start: int) -> None:
        """Put what would cure them into the findings from ``start`` on, which are those of one document."""
        remedies = self._remedies = self._remedies or self._remedies_of(self.judge)
        findings = self.tally.findings
        findings[start:] = remedies.remedied(findings[start:], self._violations, self._sources)
        self._violations = []

    def _remedies_of(self, judge: Judge) -> Remedies:
        from checker.fixing.remedy import Remedies

        return Remedies(Judge(self.book, self.as_of, judge.admit_all, like=judge))

    def _void_clauses(self, contract: Contract) -> Iterator[tuple[ClauseKey, Clause]]:
        """The void clauses of the terms that a contract is under, as far as the rules of this run go."""
        for name in contract.terms:
            for number, clause in enumerate(self.void_in(name) if name in self.book.terms else ()):
                yield (name, number), clause

    def _void_under(self, rule: Prepared, contract: Contract) -> Sequence[tuple[ClauseKey, Clause]]:
        """Those of them that violate ``rule``."""
        known = self._void.get(contract.terms)
        if known is None:
            known = self._void[contract.terms] = {}
            for key, clause in self._void_clauses(contract):
                known.setdefault(clause.rule.id, []).append((key, clause))
        return known.get(rule.id, ())

    def void_in(self, terms_id: str) -> list[Clause]:
        """The void clauses of a set of terms, as the tally numbers them."""
        if terms_id not in self._clauses:
            known = self.book.terms[terms_id].void if self.as_of is None else None
            if known is None:
                known = void_clauses(self.alone, terms_id)
            chosen = {rule.id for rule in self.rules}
            self._clauses[terms_id] = [clause for clause in known if clause.rule.id in chosen]
        return self._clauses[terms_id]

    def clause_finding(self, clause: Clause, reached: Iterable[str] = ()) -> Finding:
        """The finding on a clause of terms; ``reached``: the ids of the tariffs that it affects."""
        if clause.finding is not None and self.in_full:
            return clause.finding._replace(affected=tuple(sorted(reached)))
        what = clause.rule, clause.outcome, clause.contract, clause.instance
        finding = describe.violation(*what, self.book, along_time=not self.as_of)
        if self.in_full:
            violation = describe.Violation(finding, clause.rule, clause.outcome, clause.contract, clause.instance)
            remedies = self._remedies_of_terms = self._remedies_of_terms or self._remedies_of(self.alone)
            (finding,) = remedies.remedied([finding], [violation], self.book.sources)
        return finding._replace(kind="terms", clause=clause.citation, affected=tuple(sorted(reached)))
