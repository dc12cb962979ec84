"""Golden files: a test shows what the user sees.

``check("report/violation", text)`` compares ``text`` with ``tests/golden/report/violation.txt``;
``UPDATE_GOLDEN=1 pytest`` writes the files instead, and the diff of the commit is the review.
"""

from __future__ import annotations

import difflib
import os
from pathlib import Path

FOLDER = Path(__file__).with_name("golden")


def check(name: str, text: str) -> None:
    """Fail with a diff unless ``text`` is what the golden file ``name`` holds."""
    path = FOLDER / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
        return
    assert path.exists(), f"{path} is missing; write it with UPDATE_GOLDEN=1 and read it before you commit"
    golden = path.read_bytes().decode("utf-8")
    if text != golden:
        # split at \n only: a text may hold other line separators
        difference = difflib.unified_diff(
            golden.split("\n"), text.split("\n"), f"golden/{name}.txt", "now", lineterm=""
        )
        raise AssertionError("\n".join(["not what the golden file holds", *difference]))
