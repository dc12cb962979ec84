"""What is said, in the user's language, where a command line was not understood."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from collections.abc import Iterator
from itertools import pairwise

# What argparse says, and what the user is told; the gaps are the groups, {hint} the nearest word that exists.
SENTENCES = (
    (
        r"argument COMMAND: invalid choice: '(.*?)'.*\(choose from (.+)\)",
        "Einen Befehl {0} gibt es nicht; es gibt {1}.{hint}",
        "There is no command {0}; there are {1}.{hint}",
    ),
    (
        r"argument (\S+): invalid choice: '(.*?)'.*\(choose from (.+)\)",
        "{1} passt nicht zu {0}; möglich sind {2}.{hint}",
        "{1} does not fit {0}; possible are {2}.{hint}",
    ),
    (
        r"argument (\S+): no day: (.*)",
        "{1} nach {0} ist kein Tag; ein Tag sieht so aus: 2022-03-01.",
        "{1} after {0} is no day; a day looks like this: 2022-03-01.",
    ),
    (
        r"argument (\S+): no id",
        "Nach {0} fehlt der Name einer Regel, zum Beispiel AGB.",
        "The id of a rule is missing after {0}, for example AGB.",
    ),
    (
        r"argument (\S+): no number of processes",
        "Nach {0} steht, wie viele Prozesse zugleich arbeiten: 1 bis 64.",
        "{0} takes how many processes work at once: 1 to 64.",
    ),
    (
        r"argument (\S+): no level: (.*)",
        "{1} nach {0} ist keine Schwere; eine sieht so aus: fehler, warnung, hinweis oder fehler:gesichert.",
        "{1} after {0} is no severity; one looks like this: error, warning, note or error:settled.",
    ),
    (
        r"argument (\S+): no form and file",
        "Nach {0} steht FORMAT=DATEI, zum Beispiel sarif=bericht.sarif.",
        "{0} takes FORMAT=FILE, for example sarif=report.sarif.",
    ),
    (
        r"argument (\S+): no form: (.*) \(choose from (.+)\)",
        "Ein Format {1} gibt es nicht; möglich sind {2}.{hint}",
        "There is no format {1}; possible are {2}.{hint}",
    ),
    (
        r"argument (\S+): not allowed with argument (\S+)",
        "{0} und {1} gehen nicht zusammen.",
        "{0} and {1} do not go together.",
    ),
    (r"argument (\S+): expected 2 arguments", "Nach {0} fehlen zwei Tage.", "Two days are missing after {0}."),
    (r"argument (\S+): expected one argument", "Nach {0} fehlt eine Angabe.", "A value is missing after {0}."),
    (r"argument (\S+): ignored explicit argument (.+)", "{0} nimmt keine Angabe.", "{0} takes no value."),
    (
        r"the following arguments are required: ACTION",
        "Es fehlt, was mit der Baseline geschehen soll: accept (aufnehmen) oder shrink (streichen).",
        "What is to be done with the baseline is missing: accept or shrink.",
    ),
    (r"the following arguments are required: (.+)", "Es fehlt: {0}.", "Missing: {0}."),
    (r"unrecognized arguments: (.+)", "Unbekannt: {0}.{hint}", "Unknown: {0}.{hint}"),
)


# what the help calls things, in German
GERMAN = {"FILE": "DATEI", "PATH": "PFAD", "RULE": "REGEL", "DIR": "ORDNER", "COMMAND": "BEFEHL"}


def in_words(message: str, language: str, parser: ArgumentParser) -> str:
    """What argparse rejected, in the words of ``language``; a message we do not know stays as it is."""
    for pattern, german, english in SENTENCES:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found is not None:
            gaps = [group.replace("'", "") or "„“" for group in found.groups()]
            if language != "en" and "required" in pattern:
                gaps = [", ".join(GERMAN.get(name, name) for name in gap.split(", ")) for gap in gaps]
            known = gaps[-1].split(", ") if len(gaps) > 1 else list(_options(parser))
            word = gaps[-2] if len(gaps) > 1 else gaps[0].split()[0].partition("=")[0] if gaps else ""
            hint = _hint(word, known, language)
            said = (english if language == "en" else german).format(*gaps, hint=hint)
            return f"{said}\n{'Help' if language == 'en' else 'Hilfe'}: tariflint --help"
    return message


def _hint(word: str, known: list[str], language: str) -> str:
    from dsl.nearest import nearest

    close = nearest(word, known)
    if not close:
        return ""
    return f" Did you mean {close[0]}?" if language == "en" else f" Gemeint: {close[0]}?"


def _options(parser: ArgumentParser) -> Iterator[str]:
    """Every option of the parser and of its commands."""
    for action in parser._actions:
        yield from action.option_strings
        if isinstance(action.choices, dict):
            for command in action.choices.values():
                yield from _options(command)


def language_of(arguments: list[str]) -> str:
    """The language of arguments that could not be read as a whole: asked for by them, else by the configuration."""
    pairs = [*pairwise(arguments), *(tuple(each.split("=", 1)) for each in arguments if "=" in each)]
    for language in ("de", "en"):
        if ("--lang", language) in pairs:
            return language
    from checker.gate.configuration import language_set

    named = [value for name, value in pairs if name == "--config"]
    return language_set(named[-1] if named else "") or "de"
