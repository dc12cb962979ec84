"""Why a file could not be opened or written, as the machine says it, in German."""

from __future__ import annotations

# What the system says, and what it means for whoever is to do something about it.
GERMAN = {
    "No such file or directory": "Datei oder Ordner gibt es nicht.",
    "Permission denied": "Dazu fehlt die Berechtigung.",
    "Operation not permitted": "Dazu fehlt die Berechtigung.",
    "Is a directory": "Das ist ein Ordner.",
    "Not a directory": "Im Pfad steht eine Datei, wo ein Ordner sein müsste.",
    "File exists": "So heißt dort schon etwas.",
    "File name too long": "Der Name ist zu lang.",
    "Read-only file system": "Das Laufwerk ist schreibgeschützt.",
    "No space left on device": "Auf dem Laufwerk ist kein Platz mehr.",
    "Disk quota exceeded": "Auf dem Laufwerk ist kein Platz mehr.",
    "Too many levels of symbolic links": "Die Verknüpfungen führen im Kreis.",
    "Too many open files": "Zu viele Dateien sind offen.",
    "Input/output error": "Das Laufwerk antwortet nicht.",
}


def reason(said: str, language: str) -> str:
    """``said`` in ``language``; what we have no words for stays as it is."""
    return said if language == "en" else GERMAN.get(said, said)
