"""What a report's wording says, in a form that can be compared: content words, numbers, names.

Works on any language: words are compared by their first letters, so inflection and clitics matter little; the most
frequent words of the pair's own days carry little weight (inverse document frequency).
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WORD = re.compile(r"[^\W\d_]{2,}|\d[\d.,]*")
STEM = 6
SHORTEST = 3
GRAM = 4
HALF_WEIGHT_AT = 10
BACKGROUND = 50
DIGITS = 9
Weighed = Mapping[str, float]


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


def weigh_words(folded: str) -> Weighed:
    """Weigh the stems and numbers of a folded text: what stands first in a headline is what happened."""
    found: dict[str, float] = {}
    for place, token in enumerate(t for t in WORD.findall(folded) if t[0].isdigit() or len(t) >= SHORTEST):
        stem = token.strip(".,") if token[0].isdigit() else token[:STEM]
        found.setdefault(stem, HALF_WEIGHT_AT / (HALF_WEIGHT_AT + place))
    return found


def weigh_grams(folded: str) -> Weighed:
    """Weigh the letter groups of a folded text's words in the same way: they see through endings and compounds."""
    found: dict[str, float] = {}
    for place, token in enumerate(WORD.findall(folded)):
        word = f" {token} "
        for start in range(max(1, len(word) - GRAM + 1)):
            found.setdefault(word[start : start + GRAM], HALF_WEIGHT_AT / (HALF_WEIGHT_AT + place))
    return found


def wording_cosine(texts: Sequence[Weighed], fresh: int, rare: Mapping[str, float]) -> NDArray[np.float64]:
    """Give the cosine of the last `fresh` texts (rows) with all (columns), terms weighed by place and rarity."""
    column = {term: i for i, term in enumerate(sorted(set().union(*texts[-fresh:])))}
    table = np.zeros((len(texts), max(1, len(column))))
    for row, said in enumerate(texts):
        norm = math.sqrt(math.fsum((rare[term] * weight) ** 2 for term, weight in said.items())) or 1.0
        for term, weight in said.items():
            if term in column:
                table[row, column[term]] = rare[term] * weight / norm
    product: NDArray[np.float64] = np.round(table[-fresh:] @ table.T, DIGITS)
    return product


def rarity(texts: Iterable[Iterable[str]]) -> Mapping[str, float]:
    """Weigh each term by its inverse document frequency among these texts and a background that has none of them."""
    seen: Counter[str] = Counter()
    total = 0
    for terms in texts:
        total += 1
        seen.update(terms)
    return {stem: math.log((total + BACKGROUND) / (count + 0.5)) for stem, count in seen.items()}


def is_copy(one: Wording, other: Wording, share: float) -> bool:
    """Say whether two wordings share so many words that one is a copy of the other (Jaccard)."""
    union = len(one.stems | other.stems)
    return bool(union) and len(one.stems & other.stems) / union >= share
