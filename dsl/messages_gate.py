"""What is said of the files beside the tariffs: baselines."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dsl.messages import Entry

MESSAGES: dict[str, Entry] = {
    "baseline-stale": {
        "title": ("Erledigter Eintrag der Baseline", "Settled entry of the baseline"),
        "text": (
            "{rule} in {document} ({found}) wird nicht mehr gefunden; mit diesem Eintrag dürfte es wiederkommen.",
            "{rule} in {document} ({found}) is no longer found; with this entry it may come back.",
        ),
        "label": ("nicht mehr gefunden", "no longer found"),
        "help": ("tariflint baseline shrink {path}", "tariflint baseline shrink {path}"),
    },
}
