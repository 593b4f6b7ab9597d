"""Tone of words, toward a target or of a whole text; kept apart from what deeds score.

A scorer reads one sentence at a time. Toward a target, half is the sentence and half the eight words on each side of
it. Small values are drawn to 0, since a sentence with one faint word is neutral to a reader.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from analysis import tone
from analysis.packs import LanguagePack
from data.errors import CatalogError
from data.plugins import discover

WINDOW = 8
DEAD_ZONE = 0.16
DIGITS = 4
WORD = re.compile(r"\S+")

Score = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Scorer:
    """A way to score a sentence: `load` compiles it for a language from the language's folders."""

    load: Callable[[LanguagePack, Sequence[Path]], Score]


def load_score(pack: LanguagePack, folders: Sequence[Path]) -> Score | None:
    """Compile the scorer that a language names, or give None where it names none."""
    if pack.tone is None:
        return None
    known = discover(tone, "SCORER", Scorer)
    if pack.tone not in known:
        raise CatalogError(f"tone must be one of {', '.join(known)}", folders[0] / "language.toml")
    return known[pack.tone].load(pack, folders)


def settle(raw: float) -> float:
    """Draw a raw score in -1..1 to 0 by the dead zone."""
    strength = max(0.0, abs(raw) - DEAD_ZONE) / (1 - DEAD_ZONE)
    return round(strength if raw > 0 else -strength, DIGITS)


def window_of(sentence: str, start: int, end: int) -> str:
    """Give the words on both sides of a span of a sentence, the span included."""
    words = [match.span() for match in WORD.finditer(sentence)]
    inside = [n for n, (first, last) in enumerate(words) if first < end and last > start]
    if not inside:
        return sentence
    first, last = max(0, inside[0] - WINDOW), min(len(words) - 1, inside[-1] + WINDOW)
    return sentence[words[first][0] : words[last][1]]


def tone_toward(score: Score, text: str, spans: Sequence[tuple[int, int]], target: tuple[int, int]) -> float:
    """Score the sentence that holds a target, half of it near the target."""
    start, end = next(((s, e) for s, e in spans if s <= target[0] < e), (0, len(text)))
    sentence = text[start:end]
    near = window_of(sentence, target[0] - start, target[1] - start)
    return settle((score(sentence) + score(near)) / 2)


def tone_of(score: Score, text: str, spans: Sequence[tuple[int, int]]) -> float:
    """Score a whole text: the mean of its sentences that carry any tone."""
    values = [value for start, end in spans if (value := score(text[start:end]))]
    return settle(fmean(values)) if values else 0.0
