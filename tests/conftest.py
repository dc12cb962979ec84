"""What holds for every test: compiled rules are kept for the session, and never in the user's own cache."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from support import Call, Said

from checker import cli


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    before = os.environ.get("TARIFLINT_CACHE")
    os.environ["TARIFLINT_CACHE"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["TARIFLINT_CACHE"]
    else:
        os.environ["TARIFLINT_CACHE"] = before


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Call:
    """Call the command in this process."""

    def call(*arguments: str | Path) -> Said:
        status = cli.main([str(argument) for argument in arguments])
        return Said(status, *capsys.readouterr())

    return call


@pytest.fixture
def tarife(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is also the current one, and the environment of a plain pipe."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def lately_reviewed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine whose day is one on which the rulebook is not too old: what `init` writes would fail some day."""

    class Day(date):
        @classmethod
        def today(cls) -> Day:
            return cls(2026, 11, 22)

    monkeypatch.setattr("checker.gate.reliance.date", Day)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Slow tests go over ground that others cover, many thousand times; measuring them would triple their time."""
    for item in items:
        if item.get_closest_marker("slow") is not None:
            item.add_marker("no_cover")
