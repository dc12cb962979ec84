"""Did you mean: the known words a misspelt one was probably meant to be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_JOINTS = str.maketrans("", "", " -_‐‑–")
# of several near words those are named that are almost as near as the nearest
CLOSE = 0.05
# a word longer than this is no misspelling, and comparing it would take long
MAX_WORD = 100
# how alike the parts of a compound must be, and how long a part is that says something by itself
ALIKE, SHORT = 0.6, 4


def plain(word: str) -> str:
    """The word without what people spell differently: capitals, umlauts, hyphens and blanks within a compound."""
    return word.casefold().translate(UMLAUTS).translate(_JOINTS)


def nearest(word: str, known: Iterable[str], cutoff: float = 0.72) -> list[str]:
    """At most three known words that ``word`` was probably meant to be, best first; spelling habits come first.

    ``cutoff``: how alike two words must be, from 0 to 1, as ``difflib`` measures it.
    """
    names = sorted(known)
    section, _, last = word.rpartition(".")
    inside = {name.rpartition(".")[2]: name for name in names if section and name.startswith(f"{section}.")}
    homes = [name for name in names if name.endswith(f".{last}")]
    if inside or homes:  # a full name with a known half: the other half is what is misspelt
        return [inside[name] for name in nearest(last, inside, cutoff)] or homes[:3]
    by_plain: dict[str, str] = {}
    for name in names:
        by_plain.setdefault(plain(name), name)
    wanted = plain(word)
    if wanted in by_plain:
        return [by_plain[wanted]]
    if len(wanted) > MAX_WORD:
        return []
    from difflib import SequenceMatcher, get_close_matches

    close = get_close_matches(wanted, list(by_plain), n=3, cutoff=cutoff)
    close = [name for name in close if _part_by_part(word, by_plain[name])]
    ratios = [SequenceMatcher(None, name, wanted).ratio() for name in close]
    return [by_plain[name] for name, ratio in zip(close, ratios, strict=True) if ratio >= max(ratios) - CLOSE]


def _part_by_part(word: str, name: str) -> bool:
    """Whether each part of a compound is like the other's: `billiges-Ermessen` is not `freies-Ermessen` misspelt.

    Short parts, such as the numbers of a citation, are like any other.
    """
    from difflib import SequenceMatcher

    parts = [plain(part) for part in word.split("-")], [plain(part) for part in name.split("-")]
    if len(parts[0]) != len(parts[1]):
        return True
    pairs = zip(*parts, strict=True)
    return all(min(len(a), len(b)) < SHORT or SequenceMatcher(None, b, a).ratio() >= ALIKE for a, b in pairs)


def meant(word: str, glosses: Mapping[str, str]) -> list[str]:
    """Like ``nearest`` for names with their English words: `notice period` is the `Kündigungsfrist`."""
    wanted = plain(word)
    named = [name for name, gloss in glosses.items() if len(wanted) > 3 and plain(gloss).startswith(wanted)]
    exact = [name for name in named if plain(glosses[name]) == wanted]
    return nearest(word, glosses) or (exact or named)[:3]
