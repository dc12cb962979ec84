"""`check --between` and `radar` for a person: what flips when and why, what is wrong for how long."""

from __future__ import annotations

from itertools import groupby

from checker.finding import Counts, Finding, Report
from checker.history import Fault, History
from checker.judge import HOLDS, UNDECIDED, VIOLATED
from checker.radar import Radar
from checker.turning import Flip

from .cells import Line
from .concise import render as one_line
from .sentences import some
from .time_page import VERDICT_STYLES, TimePage
from .wording import Language


def history_lines(history: History, language: Language, width: int, ascii_only: bool) -> list[Line]:
    """The page of `check --between`."""
    page = TimePage(language, width, ascii_only, history.first, history.last)
    names, said = page.names, page.words
    files, rules = names.counted(history.documents, names.file), names.counted(history.rules, names.rule)
    page.say((said.head.format(page.window(), files, rules), "title"))
    problem_lines(page, history.problems, language)
    flip_lines(page, history.flips)
    page.faults(history.standing)
    page.accepted(history)
    page.gap()
    if not history.faults:
        applied = any(phase.verdict == HOLDS for course in history.courses for phase in course.phases)
        page.say((said.never_wrong, "ok") if applied else (said.nothing_applied, "undecided"), hang=0)
    days = {flip.day for flip in history.flips}
    counted = said.flips.format(names.counted(len(history.flips), said.flip), names.counted(len(days), said.day))
    page.say((counted if days else said.no_flips, ""), (" " + page.tally(history.standing), ""), hang=0)
    page.closing(history.reviewed_until)
    return page.lines


def flip_lines(page: TimePage, flips: list[Flip]) -> None:
    """The days on which verdicts flip, each with its flips: the ones that matter rule by rule, the others counted."""
    for day, group in groupby(flips, key=lambda flip: flip.day):
        page.gap()
        page.say((day.isoformat(), "title"))
        loud: dict[object, list[Flip]] = {}
        quiet: dict[object, list[Flip]] = {}
        for flip in group:
            by_sale = all(cause.kind == "sale" for cause in flip.causes)
            if not by_sale and {flip.before, flip.after} & {VIOLATED, UNDECIDED}:
                loud.setdefault((flip.course.rule.id, flip.before, flip.after, flip.causes), []).append(flip)
            else:
                quiet.setdefault((flip.before, flip.after, flip.causes), []).append(flip)
        for several in loud.values():
            first = several[0]
            page.say(
                *_turn(page, first), (f"  {first.course.rule.id}", "rule"), (f"  {page.title(first)}", ""), indent=3
            )
            page.causes(first.causes, indent=6)
            page.documents(several, indent=6)
        for several in quiet.values():
            rules = list(dict.fromkeys(flip.course.rule.id for flip in several))
            count = page.names.counted(len(rules), page.names.rule)
            page.say(*_turn(page, several[0]), (f"  {count}:", ""), (f" {some(rules, page.names)}", "rule"), indent=3)
            page.causes(several[0].causes, indent=6)
            page.documents(several, indent=6)


def _turn(page: TimePage, flip: Flip) -> tuple[tuple[str, str], ...]:
    verdicts = page.words.verdicts
    return (f"{verdicts[flip.before]} →", ""), (f" {verdicts[flip.after]}", VERDICT_STYLES[flip.after])


def problem_lines(page: TimePage, problems: tuple[Finding, ...], language: Language) -> None:
    """Mistakes in the texts, a line each: what they hide is not in the report."""
    if problems:
        page.gap()
    for line in one_line(Report(problems, Counts()), language):
        page.say((line, ""))


def flips_concise(history: History, language: Language) -> list[str]:
    """A line for each flip, after the mistakes in the texts and what was accepted: ``path:line:col: DAY RULE before →
    after: cause``."""
    page = TimePage(language, 0, False, history.first, history.last)
    accepted = dict.fromkeys(fault.accepted for fault in history.faults if fault.accepted is not None)
    lines = one_line(Report(history.problems, Counts(), accepted=(*history.accepted, *accepted)), language)
    for flip in history.flips:
        contract = flip.course.contract
        span = flip.course.instance.span if flip.course.instance is not None else contract.span
        turn = "".join(text for text, _ in _turn(page, flip))
        why = "; ".join(page.text(cause.text) for cause in flip.causes)
        lines.append(f"{span}: {flip.day} {flip.course.rule.id} {turn}: {why}")
    return lines


# ------------------------------------------------------------------------------------------------ radar


def radar_lines(radar: Radar, language: Language, width: int, ascii_only: bool) -> list[Line]:
    """The page of `radar`: what comes, what is already so, what nobody knows."""
    history = radar.history
    page = TimePage(language, width, ascii_only, history.first, history.last)
    names, said = page.names, page.words
    tariffs, rules = names.counted(history.documents, said.on_sale), names.counted(history.rules, names.rule)
    page.say((said.radar_head.format(page.window(), tariffs, rules), "title"))
    problem_lines(page, history.problems, language)
    groups: dict[object, list[int]] = {}
    for at, (flip, fault) in enumerate(radar.coming):
        key = (flip.day, flip.course.rule.id, flip.after, flip.causes, page.what(fault), fault.phase.last)
        groups.setdefault(key, []).append(at)
    page.gap()
    for places in groups.values():
        flip, fault = radar.coming[places[0]]
        page.say(
            (flip.day.isoformat(), "title"),
            (f"  {said.becomes[flip.after]}", VERDICT_STYLES[flip.after]),
            (f"  {flip.course.rule.id}", "rule"),
            (f"  {page.title(flip)}", ""),
        )
        page.causes(flip.causes, indent=3)
        page.say((page.what(fault), ""), indent=3, hang=0)
        page.documents((radar.coming[at][0] for at in places), indent=3)
    if not radar.coming:
        page.say((said.nothing_comes, ""), hang=0)
    _already(page, radar)
    _unknown(page, radar)
    page.accepted(history)
    page.gap()
    if radar.off_sale:
        page.say((said.off_sale.format(names.counted(radar.off_sale, names.file)), ""), hang=0)
    page.say((page.tally(history.standing), ""), hang=0)
    page.closing(history.reviewed_until)
    return page.lines


def _already(page: TimePage, radar: Radar) -> None:
    """What was violated on the first day already, a line each rule; what was open, counted."""
    violated: dict[str, list[Fault]] = {}
    for fault in radar.already:
        if fault.phase.verdict == VIOLATED:
            violated.setdefault(fault.course.rule.id, []).append(fault)
    if violated:
        page.gap()
        page.say((page.words.already.format(radar.history.first), "title"))
    for rule, faults in violated.items():
        word = page.names.severity[faults[0].severity]
        page.say((word, faults[0].severity), (f" {rule}", "rule"), (f"  {page.title(faults[0])}", ""), indent=3)
        page.documents(faults, indent=6)
    count = sum(fault.phase.verdict == UNDECIDED for fault in radar.already)
    if count:
        page.gap()
        page.say((page.words.already_open.format(page.names.number(count)), ""), hang=0)


def _unknown(page: TimePage, radar: Radar) -> None:
    """From which day on rules that are kept are not reviewed any more."""
    since = sorted({each.reviewed for each in radar.unknown})
    for reviewed in since:
        chosen = [each for each in radar.unknown if each.reviewed == reviewed]
        rules = list(dict.fromkeys(each.course.rule.id for each in chosen))
        page.gap()
        first = min(each.since for each in chosen)
        page.say((page.words.unknown_from.format(first), "title"))
        count = page.names.counted(len(rules), page.names.rule)
        page.say(
            (page.words.unknown_rules.format(count, reviewed, some(sorted(rules), page.names)), ""), indent=3, hang=0
        )
