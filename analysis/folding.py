"""Fold a text for matching without losing where its words stand.

Lower case, one-to-one letter replacements of the language, punctuation as blanks, ignorable marks dropped. A folded
text starts and ends with a blank. It must not decide anything: case and marks are checked on the original later.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

PUNCTUATION = ".,'\"()-:;?!/[]{}<>&*_|#\n\t\r" + "".join(
    map(chr, (0xA0, 0xAB, 0xBB, 0x2010, 0x2011, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x2026))
)


@cache
def mark_pattern(marks: frozenset[str]) -> re.Pattern[str] | None:
    """Give what finds the marks of a language in a text, or None where it has none."""
    return re.compile(f"[{re.escape(''.join(sorted(marks)))}]") if marks else None


def origins_of(length: int, dropped: Sequence[int]) -> Sequence[int]:
    """Give the offset in a text of so many letters of each letter that folding keeps, the blanks around it included."""
    if not dropped:
        return range(-1, length + 1)
    found = [-1]
    for before, after in pairwise((-1, *dropped, length)):
        found.extend(range(before + 1, after))
    return (*found, length, length + 1)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text, its folded form, the original offset of every dropped mark (in order) and of every folded letter."""

    original: str
    text: str
    dropped: Sequence[int]
    origins: Sequence[int]

    def to_original(self, at: int) -> int:
        """Give the offset in the original of an offset in the folded text."""
        return self.origins[at]

    def to_folded(self, place: int) -> int:
        """Give the offset in the folded text of an offset in the original."""
        return place + 1 - bisect_left(self.dropped, place)

    def word_before(self, at: int) -> str:
        """Give the folded word right before an offset of the folded text."""
        text = self.text
        while at > 0 and text[at - 1].isspace():
            at -= 1
        return text[text.rfind(" ", 0, at) + 1 : at]


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
        return Folded(original, f" {self._replace(text)} ", dropped, origins_of(len(original), dropped))

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
