"""What the commands about time and `prove` say as JSON is what their shipped schemas describe."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from support import Call

from checker.report.json_report import SCHEMA, schema

ROOT = Path(__file__).parent.parent
NAMES = ("between", "radar", "timeline", "prove")
LEFT = "contracts/stromio/basis_2018_weiter_im_vertrieb.tarif"
PRICES = "contracts/stromio/verlauf_2020.tarif"
TERM = ("--select", "BGB-309-9,AGB-16,ENWG-41-5-AENDERUNG")


def validator(name: str) -> Draft202012Validator:
    """The schema, with the report's beside it: mistakes in files are described there."""
    registry: Registry[Any] = Registry().with_resource(SCHEMA.name, Resource.from_contents(schema()))
    return Draft202012Validator(schema(name), registry=registry, format_checker=FormatChecker())


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("name", NAMES)
def test_each_schema_is_one_and_describes_all_it_names(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    assert sorted(schema(name)["required"]) == sorted(schema(name)["properties"])


@pytest.mark.parametrize(
    ("name", "call", "filled"),
    [
        ("between", ("check", "--between", "2022-02-01", "2022-04-30", *TERM, LEFT), ("flips", "faults", "verdicts")),
        (
            "radar",
            ("radar", "--from", "2022-01-01", "--until", "2026-12-31", *TERM, LEFT, PRICES),
            ("coming", "unknown", "off_sale"),
        ),
        ("radar", ("radar", "--from", "2022-05-01", "--until", "2022-06-30", *TERM, LEFT), ("already",)),
        ("timeline", ("timeline", *TERM, PRICES), ("rows", "faults")),
        ("timeline", ("timeline", "--from", "2022-01-01", "--until", "2022-12-31", *TERM, LEFT), ("flips",)),
    ],
)
def test_the_days_of_contracts_keep_their_schema(
    name: str, call: tuple[str, ...], filled: tuple[str, ...], run: Call
) -> None:
    found = json.loads(run(*call, "--format", "json").out)
    validator(name).validate(found)
    assert [each for each in filled if not found[each]] == []


def test_mistakes_in_a_file_keep_the_schema_of_the_report(tmp_path: Path, run: Call) -> None:
    broken = tmp_path / "t.tarif"
    broken.write_text(
        "Tarif t\n    Vertrieb: ab 2022-01-01\nLaufzeit\n    Erstlaufzeit: 12.5 Monate\n", encoding="utf-8"
    )
    said = run("check", "--between", "2022-02-01", "2022-02-03", *TERM, "--format", "json", str(broken))
    found = json.loads(said.out)
    validator("between").validate(found)
    assert found["problems"]


def test_the_proofs_keep_their_schema() -> None:
    found = json.loads((ROOT / "tests/golden/prove/json.txt").read_text(encoding="utf-8"))
    validator("prove").validate(found)
    assert found["statements"]


def test_a_schema_notices_what_is_missing_and_what_is_too_much(run: Call) -> None:
    found = json.loads(run("timeline", *TERM, PRICES, "--format", "json").out)
    assert not validator("timeline").is_valid({name: value for name, value in found.items() if name != "rows"})
    assert not validator("timeline").is_valid(found | {"more": 1})
    assert not validator("radar").is_valid(found)
