"""Did you mean: the known words a misspelt one was probably meant to be."""

from __future__ import annotations

TRANSLITERATED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def plain(word: str) -> str:
    """The word without what people spell differently: capitals, umlauts."""
    return word.casefold().translate(TRANSLITERATED)


def nearest(word: str, known: list[str]) -> list[str]:
    """At most three known words that ``word`` was probably meant to be, best first; spelling habits come first."""
    wanted = plain(word)
    same = [name for name in known if plain(name) == wanted]
    if same:
        return same[:1]
    from difflib import get_close_matches

    by_plain: dict[str, str] = {}
    for name in sorted(known):
        by_plain.setdefault(plain(name), name)
    close = get_close_matches(wanted, list(by_plain), n=3, cutoff=0.72)
    return [by_plain[name] for name in close]
