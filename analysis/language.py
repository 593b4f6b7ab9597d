"""Tell the language of a text whose record does not say it, among those of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

SAMPLE = 300


@cache
def identifier() -> LanguageIdentifier:
    """Load the model once."""
    return LanguageIdentifier.from_model_file(MODEL_FILE)


def identify(text: str, languages: Sequence[str]) -> str | None:
    """Give the code of the language of a text, or None where it is none of these or there are no letters."""
    sample = text[:SAMPLE]
    if not any(letter.isalpha() for letter in sample):
        return None
    found = identifier().classify(sample)[0]
    return str(found) if found in languages else None
