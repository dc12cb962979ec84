"""What is set, and where each setting comes from: the command line beats the configuration, which beats the default.

Only `rules` add up: those of the configuration and those of the command line are all loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from checker.files import Unusable, is_there
from checker.finding import SEVERITIES
from dsl.record import NamedTuple, dataclass

from .configuration import Complaint, Configuration, Misconfigured, find, read
from .keys import KEYS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from typing import Any

    from checker.prepared import Prepared
    from checker.rulebook import Rulebook

COMMAND_LINE = "command line"
# key -> the option that says the same
OPTIONS = {
    "language": "lang",
    "format": "format",
    "output": "output",
    "rules": "rules",
    "select": "select",
    "ignore": "ignore",
    "strict": "strict",
    "fail-on": "fail_on",
    "exceptions": "exceptions",
    "baseline": "baseline",
}
# what is about the findings of a check: other commands mean something else by these options
OF_A_CHECK = ("strict", "fail-on", "exceptions", "baseline")
JUDGING = ("check", "config", "radar", "timeline")
# other commands, also the one that shows settings, have forms of their own
OF_A_REPORT = ("format", "output")


class Setting(NamedTuple):
    """A value and where it comes from: `command line`, file and line, or "" where it is the default."""

    value: Any
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every key with its value; ``configuration`` says where the parts of a table stand."""

    by_key: dict[str, Setting]
    configuration: Configuration

    def __getitem__(self, key: str) -> Any:
        return self.by_key[key].value

    def where(self, *path: str) -> str:
        """File and line of a part of the configuration, or of the key it stands in."""
        return self.configuration.where.get(path) or self.by_key[path[0]].origin


def settle(options: Namespace) -> None:
    """Put what is set where the command looks for it: ``options.settings``, and the options that were not given.

    Raises Misconfigured, and Unusable where a configuration or exceptions that were named cannot be opened.
    """
    for named in (getattr(options, "config", None), getattr(options, "exceptions", None)):
        if named and not is_there(named):
            raise Unusable("path-missing", named)
    path = getattr(options, "config", None) or find()
    configuration = read(path) if path else Configuration("", {}, {})
    settings = {}
    for key in KEYS:
        value: Any = key.default
        origin = ""
        if key.name in configuration.values:
            value, origin = configuration.values[key.name], configuration.where[(key.name,)]
        given = getattr(options, OPTIONS.get(key.name, ""), None) if _is_meant(key.name, options) else None
        if given not in (None, (), []):
            together = key.name == "rules" and origin
            origin = f"{origin}, {COMMAND_LINE}" if together else COMMAND_LINE
            value = (*value, *given) if together else tuple(given) if isinstance(given, list) else given
        settings[key.name] = Setting(value, origin)
    if getattr(options, "no_output", False):
        settings["output"] = Setting((), COMMAND_LINE)
    settled = options.settings = Settings(settings, configuration)
    _no_path_is_missing(settled)
    options.lang = settled["language"]
    for name, option in OPTIONS.items():
        if hasattr(options, option) and _is_meant(name, options):
            setattr(options, option, settled[name])
    if hasattr(options, "rules"):
        options.rules = [*settled["rules"], *settled["terms"]]


def given(options: Namespace) -> dict[str, Any]:
    """The options as the command line gave them, without what the configuration added. ``options`` were settled."""
    settled: Settings = options.settings
    values = {name: value for name, value in vars(options).items() if name != "settings"}
    for key, option in OPTIONS.items():
        if option in values and _is_meant(key, options) and COMMAND_LINE not in settled.by_key[key].origin:
            del values[option]
    configured = {*settled.configuration.values.get("rules", ()), *settled["terms"]}
    values["rules"] = [path for path in options.rules if path not in configured]
    return values


def _is_meant(key: str, options: Namespace) -> bool:
    """Whether the option of the command that is called like ``key`` means the same."""
    if key in OF_A_REPORT:
        return bool(options.command == "check")
    return key not in OF_A_CHECK or options.command in JUDGING


def _no_path_is_missing(settings: Settings) -> None:
    """A path of the configuration that leads nowhere is said with its line; a baseline may be about to be written."""
    complaints = []
    for name in ("rules", "terms", "exceptions"):
        found = settings.configuration.values.get(name, ())
        for path in (found,) if isinstance(found, str) else found:
            if not is_there(path):
                gaps = {"where": settings.where(name), "key": name, "path": path}
                complaints.append(Complaint("setting-path-missing", gaps))
    if complaints:
        raise Misconfigured(*complaints, language=settings["language"])


# ------------------------------------------------------------------------------------------------ rules


def against_the_book(settings: Settings, book: Rulebook) -> Iterator[Complaint]:
    """What a configuration says of rules and terms that there are not, and of rules that it may not make milder."""
    for path in settings["terms"]:
        if not _terms_in(path, book):
            yield Complaint("setting-no-terms", {"where": settings.by_key["terms"].origin, "path": path})
    for key in ("select", "ignore"):
        for prefix in settings[key]:
            if not any(name.startswith(prefix) for name in book.rules):
                yield _unknown(prefix, settings.by_key[key].origin, book)
    for where, severities in _severities(settings):
        for rule, severity in severities:
            if rule not in book.rules:
                yield _unknown(rule, where(rule), book)
            elif not settings["waive-mandatory"] and _is_milder(severity, book.rules[rule]):
                yield Complaint("setting-mandatory", {"where": where(rule), "rule": rule, "key": "severity"})
    for rule, other, span in book.displacing:
        if not settings["waive-mandatory"] and is_settled_law(book.rules[other]):
            where = f"{span.path}:{span.line}"
            yield Complaint("rule-displaces-mandatory", {"where": where, "rule": rule, "other": other})
    for place in settings["paths"]:
        for prefix in place.ignore:
            rules = [rule for name, rule in sorted(book.rules.items()) if name.startswith(prefix)]
            mandatory = next((rule.id for rule in rules if is_settled_law(rule)), "")
            if not rules:
                yield _unknown(prefix, place.where, book)
            elif mandatory and not settings["waive-mandatory"]:
                yield Complaint("setting-mandatory", {"where": place.where, "rule": mandatory, "key": "ignore"})


def _terms_in(path: str, book: Rulebook) -> bool:
    """Whether the rule files that ``path`` stands for hold a set of terms."""
    from checker.files import files_below
    from checker.rule_files import standing_in

    files = standing_in(book, files_below([path], (".regel",)))
    return any(terms.norm.span.path in files for terms in book.terms.values())


def _severities(settings: Settings) -> Iterator[tuple[Any, tuple[tuple[str, str], ...]]]:
    """Every table of severities, with what says where a rule stands in it."""
    yield lambda rule: settings.where("severity", rule), settings["severity"]
    for place in settings["paths"]:
        yield lambda rule, place=place: settings.where("paths", place.glob, "severity", rule), place.severity


def _unknown(name: str, where: str, book: Rulebook) -> Complaint:
    from dsl.nearest import nearest

    # what can be named is a rule, or what several start with
    starts = {start for rule in book.rules for start in accumulate(rule.split("-"), "{}-{}".format)}
    hint = ", ".join(nearest(name, sorted(book.rules)) or nearest(name, starts))
    if where == COMMAND_LINE:
        return Complaint("rule-id-unknown", {"rule": name, "hint": hint})
    return Complaint("setting-rule-unknown", {"where": where, "rule": name, "hint": hint})


def is_settled_law(rule: Prepared) -> bool:
    """Whether the rule is mandatory and, in one of its versions at least, settled."""
    certainties = {version.certainty or rule.rule.certainty for version in rule.rule.versions}
    return rule.norm.rank == "zwingend" and "gesichert" in certainties


def _is_milder(severity: str, rule: Prepared) -> bool:
    known = {version.severity or rule.rule.severity for version in rule.rule.versions}
    worst = min(SEVERITIES.index(each) for each in known)
    return is_settled_law(rule) and SEVERITIES.index(severity) > worst
