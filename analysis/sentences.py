"""Split a text into sentences as (start, end) spans that cover every word. Decides nothing about their meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from analysis.packs import LanguagePack

# One letter of a set first: the search for such an expression is many times faster than for a choice of three.
END = re.compile(
    "[.!?\u061f\u2026\n\u061b\u06d4](?:(?<=\n)\\s*|(?<=[\u061b\u06d4])(?=\\s)"
    "|(?<=[.!?\u061f\u2026])[.!?\u061f\u2026]*[\"'\u201d\u2019\u00bb)\\]]*(?=\\s))"
)
# The last word before a mark, read backwards: to look for it from the front costs many tries.
LAST_WORD = re.compile(r"\W*([\w.]*\w)")
LONGEST = 20


def split_sentences(text: str, pack: LanguagePack) -> list[tuple[int, int]]:
    """Give the spans of the sentences, trimmed, in order.

    An abbreviation, a single letter or a number before a lower-case word ends no sentence; a discourse opener after a
    lower-case word starts one even without a full stop (headings glued to a paragraph).
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in END.finditer(text):
        if ends_sentence(text, start, match.start(), match.end(), pack):
            add_span(spans, text, start, match.end())
            start = match.end()
    add_span(spans, text, start, len(text))
    openers = [f" {opener}" for opener in pack.openers if f" {opener}" in text]
    return [piece for span in spans for piece in split_openers(text, span, openers)] if openers else spans


def ends_sentence(text: str, start: int, at: int, end: int, pack: LanguagePack) -> bool:
    """Say whether the mark at `at` ends the sentence that began at `start`."""
    if text[at] != ".":
        return True
    following = text[end : end + 40].lstrip(" \"'\u201c\u00ab(")[:1]
    if following.islower():
        return False
    found = LAST_WORD.match(text[max(start, at - LONGEST) : at][::-1])
    if not found:
        return True
    word = found.group(1)[::-1]
    return not ((len(word) == 1 and word.isupper()) or "." in word or is_abbreviation(word, pack))


@lru_cache(maxsize=4096)
def is_abbreviation(word: str, pack: LanguagePack) -> bool:
    """Say whether a word is written with a full stop. Words before one are few, and come again."""
    return pack.folding.form(word) in pack.abbreviations


def add_span(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Add a trimmed span unless it is empty."""
    piece = text[start:end]
    left, right = len(piece) - len(piece.lstrip()), len(piece.rstrip())
    if right > left:
        spans.append((start + left, start + right))


def split_openers(text: str, span: tuple[int, int], openers: Sequence[str]) -> list[tuple[int, int]]:
    """Cut a span before a capitalised discourse opener that follows a lower-case word."""
    start, end = span
    cuts = []
    for opener in openers:
        at = text.find(opener, start + 20, end)
        if at > 0 and (text[at - 1].islower() or text[at - 1].isdigit()):
            cuts.append(at + 1)
    edges = [start, *sorted(set(cuts)), end]
    return [(a, b) for a, b in pairwise(edges) if text[a:b].strip()]
