"""`tariflint config`: every setting, what it is for, and where its value comes from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from checker.cli import CLEAN
from checker.report.cells import Line, clean, fill

from .keys import KEYS
from .levels import EVERYTHING, USUAL, written
from .settings import COMMAND_LINE, Settings

if TYPE_CHECKING:
    from argparse import Namespace

FORMAT = 1
WORDS = {
    "de": {"none": "keine Konfiguration gefunden", "file": "Konfiguration: {}", "default": "Vorgabe"},
    "en": {"none": "no configuration found", "file": "configuration: {}", "default": "default"},
}
ORIGIN = {"de": "Befehlszeile", "en": COMMAND_LINE}


def run(options: Namespace) -> int:
    """Print the settings that hold here, as text or JSON."""
    from checker.output import put, show, width

    if options.format == "json":
        put(to_json(options.settings))
    else:
        show(lines(options.settings, options.lang, width(), options.ascii))
    return CLEAN


def lines(settings: Settings, language: str, width: int, ascii_only: bool) -> list[Line]:
    """The settings as TOML writes them, each with what it is for and where it comes from."""
    words = WORDS[language]
    path = settings.configuration.path
    shown: list[Line] = [
        *fill([(clean(words["file"].format(path) if path else words["none"], ascii_only), "title")], width)
    ]
    for key in KEYS:
        setting = settings.by_key[key.name]
        said = _toml(_plain(key.name, settings))
        shown.append(())
        shown += fill([(key.name, "rule"), (clean(f" = {said}" if said else "", ascii_only), "")], width, indent=3)
        origin = setting.origin.replace(COMMAND_LINE, ORIGIN[language]) or words["default"]
        about = clean(f"{key.en if language == 'en' else key.de} ({origin})", ascii_only)
        shown += fill([(about, "field")], width, prefix=(("   ", ""),), indent=3)
    return shown


def to_json(settings: Settings) -> str:
    """The settings for other programs; `origin` is default, command line or configuration."""
    rows = []
    for key in KEYS:
        origin = settings.by_key[key.name].origin
        kind = "configuration" if origin not in ("", COMMAND_LINE) else origin or "default"
        where = [each for each in origin.split(", ") if each not in ("", COMMAND_LINE)]
        value = _plain(key.name, settings)
        rows.append({"key": key.name, "value": value, "origin": kind, "where": where[0] if where else None})
    value = {"format": FORMAT, "configuration": settings.configuration.path or None, "settings": rows}
    return json.dumps(value, indent=2, ensure_ascii=True) + "\n"


def _plain(key: str, settings: Settings) -> Any:
    """The value as a configuration would have it; None where nothing is set."""
    value = settings[key]
    if key == "fail-on":
        return written(value or (EVERYTHING if settings["strict"] else USUAL))
    if key in ("severity", "output"):
        return dict(value)
    if key == "paths":
        return {place.glob: {"ignore": list(place.ignore), "severity": dict(place.severity)} for place in value}
    return list(value) if isinstance(value, tuple) else value if value != "" else None


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return (
            "{ " + ", ".join(f"{_name(name)} = {_toml(each)}" for name, each in value.items()) + " }" if value else "{}"
        )
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _name(name: str) -> str:
    return name if name.replace("-", "").replace("_", "").isalnum() and name.isascii() else json.dumps(name)
