"""What a report's wording says, in a form that can be compared: content words, numbers, names.

Works on any language: words are compared by their first letters, so inflection and clitics matter little; the most
frequent words of the pair's own days carry little weight (inverse document frequency).
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

WORD = re.compile(r"[^\W\d_]{2,}|\d[\d.,]*")
STEM = 6
SHORTEST = 3
BACKGROUND = 50


@dataclass(frozen=True, slots=True)
class Wording:
    """Stems of a text, split into words and numbers."""

    stems: frozenset[str]
    numbers: frozenset[str]


def fold(text: str) -> str:
    """Lower the case and drop accents and vowel signs."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def read_wording(text: str) -> Wording:
    """Split a text into stems of its words (longer than two letters) and its numbers."""
    words, numbers = set(), set()
    for token in WORD.findall(fold(text)):
        if token[0].isdigit():
            numbers.add(token.strip(".,"))
        elif len(token) >= SHORTEST:
            words.add(token[:STEM])
    return Wording(frozenset(words), frozenset(numbers))


def rarity(wordings: Iterable[Wording]) -> Mapping[str, float]:
    """Weigh each stem by its inverse document frequency among these wordings and a background that has none of them."""
    seen: Counter[str] = Counter()
    total = 0
    for wording in wordings:
        total += 1
        seen.update(wording.stems | wording.numbers)
    return {stem: math.log((total + BACKGROUND) / (count + 0.5)) for stem, count in seen.items()}


def is_copy(one: Wording, other: Wording, share: float) -> bool:
    """Say whether two wordings share so many words that one is a copy of the other (Jaccard)."""
    union = len(one.stems | other.stems)
    return bool(union) and len(one.stems & other.stems) / union >= share
