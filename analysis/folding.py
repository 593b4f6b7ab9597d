"""Fold a text for matching without losing where its words stand.

Lower case, one-to-one letter replacements of the language, punctuation as blanks, ignorable marks dropped. A folded
text starts and ends with a blank. It must not decide anything: case and marks are checked on the original later.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

PUNCTUATION = ".,'\"()-:;?!/[]{}<>&*_|#\n\t\r" + "".join(
    map(chr, (0xA0, 0xAB, 0xBB, 0x2010, 0x2011, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x2026))
)


@cache
def mark_pattern(marks: frozenset[str]) -> re.Pattern[str] | None:
    """Give what finds the marks of a language in a text, or None where it has none."""
    return re.compile(f"[{re.escape(''.join(sorted(marks)))}]") if marks else None


@dataclass(frozen=True, slots=True)
class Folded:
    """A text, its folded form, and the original offset of every dropped mark (in order)."""

    original: str
    text: str
    dropped: Sequence[int] = ()

    def to_original(self, at: int) -> int:
        """Give the offset in the original of an offset in the folded text."""
        position = at - 1
        if not self.dropped:
            return position
        # Each mark dropped before the position moves the original one further; repeat until none is added.
        moved = 0
        while (count := bisect_right(self.dropped, position + moved)) > moved:
            moved = count
        return position + moved

    def to_folded(self, place: int) -> int:
        """Give the offset in the folded text of an offset in the original."""
        return place + 1 - bisect_left(self.dropped, place)


@dataclass(frozen=True, slots=True)
class Folding:
    """How a language folds: pairs of single letters, marks to drop, and letters that a capital may stand for."""

    letters: tuple[tuple[str, str], ...]
    marks: frozenset[str]
    initials: Mapping[str, str] = field(default_factory=dict)

    def fold(self, original: str) -> Folded:
        """Fold a whole text."""
        mark = mark_pattern(self.marks)
        dropped = [found.start() for found in mark.finditer(original)] if mark else []
        text = mark.sub("", original) if mark and dropped else original
        return Folded(original, f" {self._replace(text)} ", dropped)

    def form(self, form: str) -> str:
        """Fold a phrase of a word list: as a text, with single blanks and none at its ends."""
        return " ".join(self.fold(form).text.split())

    def variants(self, form: str) -> tuple[str, ...]:
        """Give a folded form, and it with a plain first letter where capitals lose their accent."""
        plain = self.initials.get(form[:1])
        return (form, plain + form[1:]) if plain and len(form) > 1 else (form,)

    def _replace(self, text: str) -> str:
        lowered = text.lower()
        if len(lowered) != len(text):
            lowered = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
        for mark in PUNCTUATION:
            if mark in lowered:
                lowered = lowered.replace(mark, " ")
        for old, new in self.letters:
            if old in lowered:
                lowered = lowered.replace(old, new)
        return lowered
