"""What every report says of a finding and of a run, as plain sentences: the same facts in the same words everywhere.

Nothing here is cleaned or laid out: a format does that with its own means.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from checker.finding import SEVERITIES, VERDICTS, Accepted, Finding, Report, Text
from dsl.source import Fix

from .cells import clean
from .wording import Language, Words

MAX_NAMES = 5
ACCEPTED = ("waived", "baseline", "before")


def visible(text: str, ascii_only: bool = False) -> str:
    """``text`` as one line in which nothing is an order to whoever shows it: control characters can be read."""
    # XML has no way to say these two, and a browser may show anything for them
    return clean(text, ascii_only).replace("\ufffe", "<U+FFFE>").replace("\uffff", "<U+FFFF>")


def whole(text: str) -> str:
    """``text`` as Unicode has it: a file name that is not UTF-8 has lone surrogates, which strict readers refuse."""
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)


# ------------------------------------------------------------------------------------------------ findings


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in the order of every report: by place, then severity, rule and text."""
    return sorted(findings, key=Finding.sort_key)


def is_open(finding: Finding) -> bool:
    """Whether it is not a violation but a question that cannot be answered."""
    return finding.verdict == "unentschieden"


def severity(finding: Finding, names: Words) -> str:
    """``fehler``, ``warnung``, ``hinweis`` or ``unentschieden``."""
    return names.undecided if is_open(finding) else names.severity.get(finding.severity, finding.severity)


def qualifiers(finding: Finding, names: Words) -> list[str]:
    """What the first line says besides the severity: how settled the point is, and that it is not mandatory law."""
    found = [names.certainty.get(finding.certainty), names.rank.get(finding.rank)]
    found.append(names.terms_clause if finding.kind == "terms" else None)
    return [name for name in found if name]


def fields(finding: Finding, names: Words, language: Language) -> list[tuple[str, str]]:
    """(name, text) of everything below the excerpt, in the order of the report; what is empty is left out."""
    rows: list[tuple[str, Text | str | None]] = [(names.region, finding.region), (names.witness, finding.witness)]
    if finding.kind == "terms":
        rows.append((names.clause, clause(finding, names)))
    rows.append((names.missing, ", ".join(finding.missing)))
    rows += [(names.norm, finding.norm), (names.reading, finding.reading)]
    rows += [(names.note, note) for note in finding.notes]
    rows.append((names.help, finding.help))
    return [(name, text.in_language(language) if isinstance(text, Text) else text) for name, text in rows if text]


def clause(finding: Finding, names: Words) -> str:
    """``citation (id of the terms); betrifft 2 Tarife: a, b``."""
    origin = f"{finding.clause} ({finding.document})"
    if not finding.clause:
        origin = names.clause_of.format(finding.document).strip()
    if not finding.affected:
        return f"{origin}; {names.clause_affects_none}"
    count = names.counted(len(finding.affected), names.tariff)
    return f"{origin}; {names.clause_affects.format(count, some(finding.affected, names))}"


def some(items: Iterable[str], names: Words, most: int = MAX_NAMES) -> str:
    """The first few of ``items``, and how many there are besides."""
    items = list(items)
    shown = ", ".join(items[:most])
    rest = len(items) - most
    return f"{shown} {names.more.format(names.number(rest))}" if rest > 0 else shown


def open_question(finding: Finding, names: Words, language: Language) -> str:
    """``es fehlt: Laufzeit.Verlängerung``; the message where that is not all, or no fact would help."""
    if finding.official or not finding.missing:
        return finding.message.in_language(language)
    return f"{names.missing}: {', '.join(finding.missing)}"


def as_lines(finding: Finding, names: Words, language: Language) -> list[str]:
    """The finding in a few lines of plain text, made visible: the message, the label of the place, every field."""
    message, label = finding.message.in_language(language), finding.primary.text.in_language(language)
    lines = [message, *([label] if label and label != message else [])]
    lines += [f"{name}: {text}" for name, text in fields(finding, names, language)]
    return [visible(line) for line in lines if line.strip()]


def accepted_in_order(report: Report) -> list[Accepted]:
    """What was found and accepted: waivers first, then what stands in the baseline, then what was there before."""
    place = {id(finding): at for at, finding in enumerate(in_order(each.finding for each in report.accepted))}
    return sorted(report.accepted, key=lambda each: (ACCEPTED.index(each.why), place[id(each.finding)]))


def accepted_by_why(report: Report) -> dict[str, int]:
    """How many findings were accepted for each reason, where there are any."""
    numbers = Counter(each.why for each in report.accepted)
    return {why: numbers[why] for why in ACCEPTED if numbers[why]}


def identities(findings: Iterable[Finding]) -> dict[int, str]:
    """position -> name of a finding that is unique in this report and stays when lines move, in 32 hex digits.

    It is made of the fingerprint and of what the finding means. Where two are the same in all of that, they are
    counted, in the order of the report.
    """
    import hashlib

    seen: Counter[str] = Counter()
    names: dict[int, str] = {}
    for position, finding in enumerate(findings):
        parts = [finding.fingerprint, finding.kind, finding.rule, finding.document]
        if not finding.fingerprint:
            parts += [finding.path, finding.value, finding.message.de]
        meaning = "\0".join(parts)
        seen[meaning] += 1
        said = f"{meaning}\0{seen[meaning]}".encode("utf-8", "surrogatepass")
        names[position] = hashlib.sha256(said).hexdigest()[:32]
    return names


# ------------------------------------------------------------------------------------------------ the run


def headline(report: Report, names: Words) -> tuple[str, str]:
    """(style, sentence) for a run that found nothing or checked nothing; ("", "") for any other."""
    counts = report.counts
    if counts.documents == 0:
        return "undecided", names.nothing_checked
    if report.findings or report.accepted or counts.violated or counts.undecided:
        return "", ""
    # an all-clear says that something was proved, not that nothing was found
    if not counts.holds:
        return "undecided", names.nothing_applied
    return "ok", names.all_clear.format(
        names.counted(counts.documents, names.document), names.counted(counts.rules, names.rule)
    )


def by_severity(report: Report) -> dict[str, int]:
    """How many violations of each severity were found."""
    numbers = dict.fromkeys(SEVERITIES, 0)
    for finding in report.findings:
        if not is_open(finding):
            numbers[finding.severity] += 1
    return numbers


def tally(report: Report, names: Words) -> str:
    """What was found: ``3 Dateien: 1 Fehler, 2 offene Fragen, 1 geduldet``; of a rulebook ``1 Fehler``."""
    found = [
        names.counted(number, names.severity_nouns[severity])
        for severity, number in by_severity(report).items()
        if number
    ]
    if not found:  # a violation without a finding is one that was tolerated: then nothing is denied here
        found = [names.counted(0, names.severity_nouns["fehler"]) if report.counts.violated else names.no_violations]
    if questions := sum(map(is_open, report.findings)):
        found.append(names.counted(questions, names.question))
    found += [f"{names.number(number)} {names.accepted[why]}" for why, number in accepted_by_why(report).items()]
    files = f"{names.counted(report.counts.files, names.file)}: " if report.counts.files else ""
    return f"{files}{', '.join(found)}"


def verdicts(report: Report, names: Words) -> str:
    """What came out, which adds up: ``3 Dokumente × 57 Regeln = 171 Urteile: 1 verletzt, 6 unentschieden, ...``.

    "" where nothing was judged.
    """
    counts = report.counts
    if not counts.documents:
        return ""
    what = f"{names.counted(counts.documents, names.document)} × {names.counted(counts.rules, names.rule)}"
    if counts.documents > 1:
        what += f" = {names.counted(counts.documents * counts.rules, names.verdict)}"
    came = [f"{names.number(number)} {names.of_verdict(verdict)}" for verdict, number in by_verdict(report).items()]
    if counts.unread:
        came[1] += names.unread.format(names.number(counts.unread))
    return f"{what}: {', '.join(came)}"


def by_verdict(report: Report) -> dict[str, int]:
    """How often each verdict came out, the worst first."""
    counts = report.counts
    numbers = (counts.violated, counts.undecided, counts.holds, counts.not_applicable)
    return dict(zip(VERDICTS, numbers, strict=True))


def most_helpful(report: Report, names: Words) -> str:
    """Which missing facts would settle the most verdicts."""
    facts = [f"{term} ({names.counted(number, names.verdict)})" for term, number in report.missing_facts[:MAX_NAMES]]
    return names.most_helpful.format(", ".join(facts))


def closing(report: Report, names: Words) -> list[str]:
    """The day asked for, what was left out, up to when the law was reviewed, and that this is no legal advice."""
    sentences = [names.as_of.format(report.as_of)] if report.as_of else []
    sentences += [names.left_out.format(names.counted(report.left_out, names.rule))] if report.left_out else []
    sentences += [names.reviewed_until.format(report.reviewed_until)] if report.reviewed_until else []
    return [*sentences, names.no_advice]


def changed_lines(source: str, fix: Fix) -> list[tuple[str, str]]:
    """The line ``source`` as it stands and the lines as they would be, each with `- `, `+ ` or, if it stays, `  `."""
    span = fix.span
    fixed = (source[: span.column - 1] + fix.text + source[span.end_column - 1 :]).split("\n")
    stays = fixed[0] == source
    return [("  " if stays else "- ", source), *(("+ ", line) for line in fixed[stays:])]
