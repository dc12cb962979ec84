"""Changes for a person: what differs, for whom it is worse, and what it takes to bring it about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from checker.change.by_consumption import Spread, kwh
from checker.change.compare import Comparison
from checker.change.differences import ADDED, CHANGED, PRICE, Difference, Part
from checker.change.effect import MIXED
from checker.change.limits import Limit, Plan, listed
from checker.change.page import FIELD, Page
from checker.change.plan import EXIT, FORM, WAY
from checker.change.prices import PriceStep
from checker.change.probing import Duty
from checker.finding import Text
from checker.ledger import RECEIVED, SENT
from checker.ledger_steps import difference
from checker.report.cells import Line
from checker.vocabulary import Instance, Vocabulary, section_of
from dsl.deadline import Deadline, explain
from dsl.document import Mark
from dsl.quantity import Amount

STYLES = {"worse": "fehler", "better": "ok", "mixed": "warnung", "neutral": "field"}
OFFER = "Angebot"


class _Report(Page):
    """What is said of each pair."""

    # -------------------------------------------------------------------------------------------- one pair

    def comparison(self, found: Comparison) -> None:
        self.gap()
        document = found.side.document
        title = f" „{document.title}“" if self.language != "en" else f" “{document.title}”"
        self.say(
            (self.words.head[found.kind], "title"), (f" {document.id}", "rule"), (title * bool(document.title), "")
        )
        paths = [side.document.path for side in (found.old, found.new) if side is not None]
        if found.kind == CHANGED:
            self.say((" → ".join(dict.fromkeys(paths)), "path"), indent=3)
        else:
            self.say((paths[0], "path"), indent=3)
            return
        if found.is_empty():
            self.say((self.words.same, ""), indent=3)
            return
        plans = dict(found.plans)
        for step in found.steps:
            self.gap()
            self.step(step)
            if step.day in plans:
                self.plan(plans[step.day], self.words.plan_price)
        for each in found.differences:
            self.gap()
            self.difference(each)
        if found.bands is not None:
            self.gap()
            title = self.words.bands
            self.say((self.words.effects[found.bands.effect], STYLES[found.bands.effect]), (f"  {title}", "title"))
            self.by_use(found.bands)
        if found.priced is not None:
            self.plan(found.priced, self.words.plan_price)
        if found.terms is not None:
            self.gap()
            self.plan(found.terms, self.words.plan_terms)
        self.groups(found)

    def difference(self, found: Difference) -> None:
        which = found.key if found.told_by is None else f"({self.stated(found.told_by)})"
        what = " ".join(part for part in (self.section(found.section or OFFER), which) if part)
        kind = "" if found.kind == CHANGED else f" {self.words.kinds[found.kind]}"
        self.say((self.words.effects[found.effect], STYLES[found.effect]), (f"  {what}", "title"), (kind, ""))
        for part in found.parts:
            self.part(part, found.kind)

    def step(self, step: PriceStep) -> None:
        title = self.words.price[step.kind].format(step.day)
        self.say((self.words.effects[step.effect], STYLES[step.effect]), (f"  {title}", "title"))
        if step.base is not None and step.kind != CHANGED:
            self.say((self.words.price_base.format(step.base.key), "field"), indent=3)
        elif step.base is None:
            self.say((self.words.price_first, "field"), indent=3)
        for part in step.parts:
            self.part(part, CHANGED if step.base is not None else step.kind)
        if step.by_use is not None:
            self.by_use(step.by_use)
        if step.past:
            self.say((self.words.past[step.kind], "fehler"), indent=3, hang=0)

    def by_use(self, spread: Spread) -> None:
        """From which consumption on it is better or worse."""
        if spread.is_divided:
            self.say((self.ranges(spread), "title"), indent=3)
        elif spread.even is not None:
            self.say((self.words.even_outside.format(self.value(spread.even.amount, "")), "title"), indent=3)

    def ranges(self, spread: Spread) -> str:
        """`unter 4.800 kWh/a schlechter, darüber besser`."""
        lines = (f"{PRICE}.{name}" for name in spread.deciding)
        named = ", ".join(
            self.name(term) if term in self.vocabulary.terms else term.partition(".")[2] for term in lines
        )
        effects = self.words.effects | {MIXED: self.words.depends.format(named)}
        said = []
        for at, each in enumerate(spread.ranges):
            low, high = (None if end is None else self.value(kwh(end), "") for end in (each.low, each.high))
            last = at == len(spread.ranges) - 1
            kind = ("all" if last else "to" if each.last else "under") if not at else "above" if last else "between"
            kind = "from" if kind == "above" and each.first else kind
            said.append(self.words.ranges[kind].format(low, high, effects[each.effect]))
        return ", ".join(said)

    def part(self, part: Part, kind: str) -> None:
        old, new = (fact.value if fact is not None else None for fact in (part.old, part.new))
        if kind == ADDED or kind != CHANGED:
            self.say((f"{self.name(part.term)}: {self.value(new if kind == ADDED else old, part.term)}", ""), indent=3)
            return
        said = f"{self.name(part.term)}: {self.value(old, part.term)}{self.origin(part.old)} → "
        said += f"{self.value(new, part.term)}{self.origin(part.new)}"
        change = difference(old, new) if old is not None and new is not None else None
        if isinstance(change, Amount) and change.value:
            sign = "+" if change.value > 0 else "−"
            positive = Amount(abs(change.value), change.unit)
            said += f" ({sign}{self.value(positive, part.term)})"
        effect = f"  {self.words.effects[part.effect]}" if part.effect != "neutral" else ""
        self.say((said, ""), (effect, STYLES[part.effect]), indent=3)

    def groups(self, found: Comparison) -> None:
        """The effects by group; groups alike in one line."""
        alike: dict[tuple[tuple[bool, bool], tuple[tuple[str, int], ...]], list[str]] = {}
        for group in found.groups:
            alike.setdefault((group.supplied, group.effects), []).append(group.name)
        if not alike:
            return
        self.gap()
        self.say((self.words.groups, "title"))
        for (supplied, effects), names in alike.items():
            term = self.vocabulary.terms["Belieferung.Kundengruppe"].type
            shown_names = [self.vocabulary.value_gloss(term, n) if self.language == "en" else n for n in names]
            counts = [f"{count} {self.words.effects[effect]}" for effect, count in effects]
            status = {(True, False): self.words.group_gone, (False, True): self.words.group_new}.get(supplied)
            said = status or ", ".join(counts) or self.words.nothing
            if not status:
                spreads = [(self.words.price[step.kind].format(step.day), step.by_use) for step in found.steps]
                for what, spread in (*spreads, (self.words.bands, found.bands)):
                    said += f"; {what}: {self.ranges(spread)}" if spread is not None and spread.is_divided else ""
            self.say((", ".join(shown_names), "rule"), (f": {said}", ""), indent=3)

    # -------------------------------------------------------------------------------------------- plans

    def plan(self, plan: Plan, title: str) -> None:
        undated = self.words.plan_price_open if title == self.words.plan_price else self.words.plan_terms_open
        head = title.format(plan.effective) if plan.effective is not None else undated
        self.say((head, "title"), indent=3)
        self.days(plan)
        if plan.ledger:
            self.field("ledger", ("; ".join(self.stated(fact) for fact in plan.ledger), ""))
        for rule, _, _ in plan.answers.forbidden:
            title_of = Text(rule.rule.title.de, rule.rule.title.en)
            self.field("forbidden", (rule.id, "rule"), (f"  {self.text(title_of)} · {rule.rule.citation}", "fehler"))
        for limit in plan.limits:
            self.limit(limit, plan)
        for term, length in plan.uncounted:
            said = self.words.uncounted.format(self.value(length, term), self.name(term))
            self.field("limit", (said, "warnung"))
        if not plan.limits and not plan.uncounted and not plan.answers.exempt:
            self.field("limit", (self.words.no_limit, ""))
        for duty in sorted(plan.contents, key=lambda each: (bool(listed(each)), bool(each.ways))):
            form = duty.term.endswith((f".{FORM}", f".{WAY}"))
            self.duty("form" if form else "content" if listed(duty) else "notice", duty)
        self.clause(plan)
        for duty in plan.exits:
            self.exit(duty)
        for name, freed in sorted(plan.answers.exempt.items()):
            norm = f" · {freed.norm}" if freed.norm else ""
            self.field("free", (name, "rule"), (f"{norm} · {self.words.freed.format(', '.join(freed.rules))}", ""))
        if plan.effective is not None and plan.answers is not None and plan.limits + plan.contents + plan.clause:
            self.guarantee(plan)
        for notice in plan.notices:
            self.notice(notice, plan)
        for rule, outcome, _ in plan.answers.open:
            lacks = ", ".join(sorted(outcome.missing))
            said = self.words.open.format(lacks) if lacks else self.words.open_more
            self.field("open", (rule.id, "rule"), (f"  {said}", ""))

    def days(self, plan: Plan) -> None:
        receipt, sending, public = plan.last_receipt, plan.last_sending, plan.last_public
        if public is not None:
            self.say((self.words.public_by.format(public), "title"), indent=6, hang=0)
        if receipt is not None:
            said = self.words.both_by.format(receipt, sending) if sending else self.words.received_by.format(receipt)
            self.say((said, "title"), indent=6, hang=0)
        if plan.uncounted:
            self.say((self.words.not_counted, "warnung"), indent=6, hang=0)
        first = plan.first_effective
        if first is not None:
            deemed = any(limit.sending is not None for limit in plan.limits)
            sentence = self.words.first_deemed if deemed else self.words.first
            sentence = self.words.first_public if all(limit.public for limit in plan.limits) else sentence
            late = plan.effective is not None and first > plan.effective
            said = f" {self.words.too_late.format(plan.effective)}" if late else ""
            because = f" {self.words.postponed.format(', '.join(plan.postponed))}" if plan.postponed else ""
            self.say((sentence.format(plan.sent, first) + because, ""), (said, "fehler"), indent=6, hang=0)
        elif plan.barred_until is not None:
            said = self.words.barred.format(plan.barred_until, ", ".join(plan.postponed))
            self.say((said, "fehler"), indent=6, hang=0)

    def limit(self, limit: Limit, plan: Plan) -> None:
        duty = limit.duty
        whom = self.text(duty.whom) if duty.whom is not None else self.words.whom_all
        length = limit.notice.length
        said = f"{self.value(length, '') if length.count else self.words.before}, {whom} · {self.text(duty.norm)}"
        if plan.effective is not None:
            label = self.words.limit_public if limit.public else self.words.limit
            said += f" · {label.format(limit.receipt.day)}"
            said += f", {self.words.limit_sent.format(limit.sending.day)}" if limit.sending is not None else ""
        self.field("limit", (said, ""))
        if self.norms is not None:
            self.explain("sending" if limit.sending is not None else "receipt", limit.sending or limit.receipt)
            if limit.first is not None:
                self.explain("first", limit.first)

    def explain(self, name: str, deadline: Deadline) -> None:
        self.field("steps", (f"{self.words.steps[name]}:", "field"))
        for line in explain(deadline, self.language, self.norms):
            self.say((line, ""), indent=6 + FIELD)

    def duty(self, field: str, duty: Duty) -> None:
        said = self.value(duty.operand, duty.term) if duty.operand is not None else self.text(duty.title)
        if duty.term.endswith(f".{WAY}"):
            said = self.words.not_so.format(said) if duty.op == "ist nicht" else said
        elif isinstance(duty.operand, Mark | date):
            said = self.text(duty.title)
        elif duty.operand is not None and not listed(duty):
            said = f"{self.name(duty.term)} {duty.op} {said}" if self.language != "en" else self.text(duty.title)
        whom = f", {self.text(duty.whom)}" if duty.whom is not None else ""
        ways = f", {self.words.only_ways.format(', '.join(duty.ways))}" if duty.ways else ""
        self.field(field, (f"{said}{whom}{ways} · {self.text(duty.norm)}", ""))

    def clause(self, plan: Plan) -> None:
        """What the contract itself says of such changes; what stands in one clause in one line."""
        alike: dict[str, list[str]] = {}
        for fact in plan.clause:
            alike.setdefault(self.origin(fact), []).append(self.stated(fact))
        for origin, said in alike.items():
            self.field("clause", (f"{'; '.join(said)}{origin}", ""))

    def exit(self, duty: Duty) -> None:
        whom = f", {self.text(duty.whom)}" if duty.whom is not None else ""
        said = self.words.exit if duty.term.endswith(f".{EXIT}") else self.text(duty.title)
        self.field("exit", (f"{said}{whom} · {self.text(duty.norm)}", ""))

    def guarantee(self, plan: Plan) -> None:
        if plan.guaranteed is None:
            if section_of(plan.clause[0].term if plan.clause else "") != "Vertragsanpassung":
                self.field("guarantee", (self.words.guaranteed_unknown, ""))
            return
        value = plan.guaranteed.value
        none = value is Mark.NONE
        said = self.words.guaranteed.format(self.value(value, plan.guaranteed.term))
        self.field("guarantee", (self.words.guaranteed_none if none else said, "" if none else "warnung"))

    def notice(self, notice: Instance, plan: Plan) -> None:
        """A notice that stands in the file, and whether it was in time."""
        sent, received = (notice.facts.get(name) for name in (SENT, RECEIVED))
        days = [self.value(fact.value, fact.term) if fact is not None else "?" for fact in (sent, received)]
        late = plan.is_late(notice)
        due = plan.last_receipt if received is not None else plan.last_sending
        verdict = self.words.notice_late.format(due) if late else self.words.notice_in_time
        said = self.words.notice_known.format(*days, "?" if late is None else verdict)
        self.field("sent", (said, "fehler" if late else ""))


def change_lines(
    found: Sequence[Comparison],
    vocabulary: Vocabulary,
    language: str,
    width: int,
    ascii_only: bool,
    norms: Mapping[str, str] | None = None,
) -> list[Line]:
    """The whole report; unchanged documents are counted by name in one line."""
    page = _Report(vocabulary, language, width, ascii_only, norms)
    for each in found:
        if not each.is_empty():
            page.comparison(each)
    unchanged = [each.side.document.id for each in found if each.is_empty()]
    if unchanged:
        page.gap()
        page.say((page.words.identical.format(", ".join(unchanged)), ""))
    page.gap()
    page.say((page.names.no_advice, "field"))
    return page.lines
