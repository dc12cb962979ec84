"""The shape of the project: who imports whom, what is nowhere in the code, and what every rule must have."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from checker.examples import Result, run_examples, unexercised
from checker.prepared import Prepared
from checker.rule_files import load_rulebook
from checker.rulebook import Rulebook

ROOT = Path(__file__).parent.parent
DSL = sorted((ROOT / "dsl").rglob("*.py"))
CHECKER = sorted((ROOT / "checker").rglob("*.py"))
MODULES = [*DSL, *CHECKER]
LIMIT = 300
# Modules that are longer than that, and why they are not split.
LONG = {
    "checker/evaluate.py": "the meaning of every operator and of periods against each other is read together",
    "checker/judge.py": "one verdict, from one cell to all of them",
    "checker/question.py": "everything a rule asks, worked out once, beside what splits its cases",
    "checker/vocabulary.py": "what a file may say and what is wrong with it is one table of words",
    "checker/report/complaints.py": "sentences in two languages: a table",
    "dsl/messages_file.py": "sentences in two languages: a table",
    "dsl/messages_rules.py": "sentences in two languages: a table",
    "dsl/messages_tariff.py": "sentences in two languages: a table",
    "dsl/messages_value.py": "sentences in two languages: a table",
    "dsl/reader.py": "recovery after a broken line needs the whole of a document in view",
    "dsl/rule.py": "one dataclass for each thing a rule file can say",
    "dsl/rule_reader.py": "one method for each declaration of the language",
}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Every module that ``path`` imports, and whether it does so at module level."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    lazy = {id(node) for f in ast.walk(tree) if isinstance(f, ast.FunctionDef) for node in ast.walk(f)}
    for block in ast.walk(tree):
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING":
            lazy |= {id(node) for node in ast.walk(block)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, id(node) not in lazy
        elif isinstance(node, ast.ImportFrom):
            here = name(path.parents[node.level - 1]).split("/") if node.level else []
            yield ".".join([*here, *filter(None, [node.module])]), id(node) not in lazy


# ------------------------------------------------------------------------------------------------ imports


@pytest.mark.parametrize("path", DSL, ids=name)
def test_dsl_imports_nothing_of_ours_and_lark_only(path: Path) -> None:
    for module, _ in imports(path):
        package = module.partition(".")[0]
        allowed = {"dsl", "lark"} | ({"holidays"} if path.stem == "workdays" else set())
        assert package in {*allowed, *sys.stdlib_module_names}, module


@pytest.mark.parametrize("path", CHECKER, ids=name)
def test_checker_imports_dsl_and_rich_only(path: Path) -> None:
    for module, _ in imports(path):
        package = module.partition(".")[0]
        assert package in {"checker", "dsl", "rich", *sys.stdlib_module_names}, module


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_what_is_slow_to_import_waits_until_it_is_needed(path: Path) -> None:
    at_once = {module for module, at_module_level in imports(path) if at_module_level}
    slow = ("lark", "rich.console", "difflib", "asyncio", "importlib.metadata", "holidays")
    assert not {module for module in at_once for package in slow if f"{module}.".startswith(f"{package}.")}


@pytest.mark.parametrize("path", [path for path in MODULES if name(path) != "dsl/record.py"], ids=name)
def test_values_are_made_by_the_quick_classes(path: Path) -> None:
    slow = re.findall(r"from dataclasses import|from typing import[^\n]*NamedTuple", path.read_text(encoding="utf-8"))
    assert slow == []  # dsl/record.py has them


def test_imports_have_no_circles() -> None:
    edges = {
        name(path).removesuffix(".py").replace("/", "."): {module for module, at_once in imports(path) if at_once}
        for path in MODULES
    }

    def reachable(start: str) -> set[str]:
        found: set[str] = set()
        pending = [start]
        while pending:
            for module in edges.get(pending.pop(), set()) - found:
                found.add(module)
                pending.append(module)
        return found

    assert not [module for module in edges if module in reachable(module)]


def test_a_check_into_a_pipe_imports_nothing_it_does_not_need() -> None:
    code = "import sys; from checker.cli import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    tariff = "contracts/stromio/basis_2018.tarif"
    for _ in range(2):  # the first compiles the rules, if nobody has before
        run = subprocess.run(
            [sys.executable, "-c", code, "check", tariff], cwd=ROOT, capture_output=True, text=True, check=False
        )
    loaded = set(run.stderr.split())
    assert "checker.judge" in loaded, run.stderr
    assert not loaded & {"rich.console", "rich.progress", "difflib", "json", "asyncio"}
    assert not loaded & {"typing", "dataclasses", "pickle", "lark"}  # which take as long as a good part of the check


# ------------------------------------------------------------------------------------------------ the code


@pytest.mark.parametrize("path", CHECKER, ids=name)
def test_checker_knows_no_paragraph(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "309" not in text
    assert not re.findall(
        r"§+ ?\d|Art\. ?\d|\b(?:BGB|EnWG|ENWG|StromGVV|STROMGVV|EnFG|KWKG|StromStG|UStG|PAngV)\b", text
    )


@pytest.mark.parametrize("path", CHECKER, ids=name)
def test_checker_knows_no_day_of_any_law(path: Path) -> None:
    # 2018-01-01 is no day of law: it stands for any day where a tariff names none
    days = re.findall(r"date\((?:19|20)\d\d, *\d+, *\d+\)", path.read_text(encoding="utf-8"))
    assert set(days) <= {"date(2018, 1, 1)"}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_short_or_says_why_not(path: Path) -> None:
    length = len(path.read_text(encoding="utf-8").splitlines())
    assert length <= LIMIT or LONG.get(name(path)), f"{length} lines"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_says_at_its_top_what_it_is_for(path: Path) -> None:
    assert path.stem not in ("utils", "helpers", "common", "misc")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    public = [
        node.name
        for node in tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    # what is nothing but a record of the language says what it is by its name
    assert not public or path.stem in ("rule", "document", "messages")


PACKAGES = [path.parent for path in MODULES if path.name == "__init__.py"]


@pytest.mark.parametrize("folder", PACKAGES, ids=name)
def test_a_package_names_its_modules(folder: Path) -> None:
    text = (folder / "__init__.py").read_text(encoding="utf-8")
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    folders = {path.parent.name for path in folder.glob("*/__init__.py")}
    assert {module for module in modules | folders if f"``{module}``" not in text} == set()


# ------------------------------------------------------------------------------------------------ the files


def shipped() -> list[Path]:
    """The text files of the project, wherever it lies."""
    folders = ("dsl", "checker", "rules", "contracts", "tests", "docs", "bench", ".ci")
    found = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    found += [path for path in ROOT.iterdir() if path.is_file() and path.suffix in (".md", ".toml", "")]
    skipped = ("__pycache__", ".coverage")
    return [path for path in found if not any(part in path.as_posix() for part in skipped)]


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    # written in pieces, or this file would be one of them
    places = ["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/Use" + "rs/", "C:" + "\\\\", "/tm" + "p/"]
    hosts = ["py" + "pi.org", "pythonho" + "sted.org", "index-" + "url"]
    pattern = re.compile("|".join(map(re.escape, [*places, *hosts])))
    found = []
    for path in shipped():
        text = path.read_bytes().decode("utf-8", "replace")
        found += [f"{name(path)}: {match[0]}" for match in pattern.finditer(text)]
    assert not found


# ------------------------------------------------------------------------------------------------ the rules


@cache
def book() -> Rulebook:
    return load_rulebook()


@cache
def results() -> dict[str, list[Result]]:
    found: dict[str, list[Result]] = {}
    for result in run_examples(book(), list(book().rules.values())):
        found.setdefault(result.rule.id, []).append(result)
    return found


RULES = sorted(book().rules.values(), key=lambda rule: rule.id)


# how a place in a statute, a decision, a determination of the regulator or a text of a supplier is cited
CITED = r"(§|Art\.|Anlage|BGH|EuGH|BNetzA|VO \(EU\)|UWG i\. d\. F\.|Nr\. \d.* Datenschutzhinweise|Abschnitte? )"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_is_complete(rule: Prepared) -> None:
    raw = rule.rule
    words = [raw.title, raw.message, rule.norm.title, *(example.title for example in raw.examples)]
    words += [
        text for text in (raw.reading, *(v.reading for v in raw.versions), *(v.title for v in raw.versions)) if text
    ]
    words += [version.not_encoded for version in raw.versions if version.not_encoded]
    assert all(text.de.strip() and text.en.strip() for text in words)
    assert re.match(CITED, raw.citation), raw.citation
    assert re.fullmatch(r"[A-Z0-9]+(-[A-Z0-9]+)+", raw.id), (
        "an identifier is a citation in capitals, digits and hyphens"
    )
    assert rule.norm.reviewed is not None
    assert rule.norm.web or rule.norm.terms, "a norm says where it can be read"
    for version in raw.versions:
        severity, certainty = version.severity or raw.severity, version.certainty or raw.certainty
        assert (severity, certainty) != ("fehler", "umstritten")
        if certainty == "umstritten":
            assert version.reading or raw.reading, "who takes a disputed reading says why"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_keeps_its_own_examples(rule: Prepared) -> None:
    mine = results().get(rule.id, [])
    assert not [(result.example.title.de, result.outcome.verdict) for result in mine if not result.passed]
    assert not unexercised(rule, mine), "a version no example falls into"
    if any(version.demands for version in rule.rule.versions):
        assert {"erfüllt", "verletzt"} <= {result.example.verdict for result in mine}


def test_every_word_of_the_vocabulary_has_an_english_one() -> None:
    vocabulary = book().vocabulary
    glosses = {term.name: term.gloss for term in vocabulary.terms.values()}
    glosses |= {section.name: section.gloss for section in vocabulary.sections.values()}
    for enumeration in vocabulary.enumerations.values():
        glosses[enumeration.name] = enumeration.gloss
        glosses |= {f"{enumeration.name}: {value.name}": value.gloss for value in enumeration.values}
    assert len(glosses) > 300
    assert not [word for word, gloss in glosses.items() if not gloss.strip()]
    assert not [word for word, gloss in glosses.items() if re.search("[äöüß]", gloss)]


def test_every_value_says_what_it_is_and_when_it_was_looked_up() -> None:
    for value in book().values.values():
        assert value.title.de
        assert value.title.en
        assert value.citation
        assert value.reviewed is not None
        assert value.steps
