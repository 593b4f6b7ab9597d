"""What outlets print around their texts: phrase lists of the catalogue, and sentences learned from repetition.

Cuts at the beginning and at the end only. A single word is a tail marker only where it stands alone.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data.catalog_files import read_rows

LEARNED_FROM = 3
HEAD_SENTENCES = 2
TAIL_SENTENCES = 4
SHORTEST = 8  # characters; less is half an abbreviation, not a sentence
LONGEST_TAIL = 1_500  # characters; what is longer, and more than half of the text, is no furniture
_SENTENCE = re.compile(
    r"[^\n.!?\u2026\u061f\u06d4]*(?:[.!?\u2026\u061f\u06d4]+[\u00bb\u201d\"')\]]*(?=\s|$)|\n+|$|[.!?])"
)
_GAP = r"[^\n]{0,200}?"


@dataclass(frozen=True, slots=True)
class BoilerplateTable:
    """Patterns of all languages: heads to drop, beginnings of tails, and how a title announces a correction."""

    head: re.Pattern[str]
    tail: re.Pattern[str]
    correction: re.Pattern[str]


def _phrase(phrase: str) -> str:
    """Give the pattern of a phrase; `*` stands for some words, at its end for the rest of a short line."""
    pieces = [re.escape(piece.strip()).replace(r"\ ", r"\s+") for piece in phrase.split("*") if piece.strip()]
    alone = r"(?=\W*(?:\n|$|[.!?]))" if re.fullmatch(r"\w+", phrase) else r"(?!\w)"
    line_end = r"[^\n]{0,80}(?=\n|$)" if phrase.endswith("*") else alone
    return _GAP.join(pieces) + line_end


def _pattern(phrases: Sequence[str]) -> str:
    return "|".join(map(_phrase, sorted(phrases, key=len, reverse=True)))


@cache
def load_boilerplate(catalog: Path) -> BoilerplateTable:
    """Read the phrase lists of a catalogue folder; outlets mix languages in their furniture, so all are one list."""
    phrases: dict[str, list[str]] = {"head": [], "tail": [], "correction": []}
    for path in sorted((catalog / "languages").glob("*/boilerplate.tsv")):
        for row in read_rows(path, ("kind", "phrase", "source")):
            if row["kind"] not in phrases:
                raise row.fail(f"kind must be head, tail or correction, not {row['kind']!r}")
            phrases[row["kind"]].append(row["phrase"])
    flags = re.IGNORECASE
    head = re.compile(rf"\s*(?:{_pattern(phrases['head'])})[^\w\n]*", flags)
    tail = re.compile(
        rf"(?:(?<=\n)|(?<=^)|(?<=[.!?\u2026\u061f\])\u00bb\u201d]\s))[^\w\n]*(?:{_pattern(phrases['tail'])})", flags
    )
    words = "|".join(map(re.escape, sorted(phrases["correction"], key=len, reverse=True)))
    correction = re.compile(rf"^\W*(?:{words})\s*[:.|\u2013\u2014-]|[(\[](?:{words})[)\]]\W*$", flags)
    return BoilerplateTable(head, tail, correction)


def cut_phrases(text: str, table: BoilerplateTable) -> str:
    """Drop known heads and everything from the first tail marker on; a marker that leads the text is its own line."""
    cut = text.strip()
    while cut:
        found = table.head.match(cut)
        if found is None and table.tail.match(cut):
            found = _SENTENCE.match(cut)
        if found is None or not found.end():
            break
        cut = cut[found.end() :].lstrip()
    for tail in table.tail.finditer(cut):
        if len(cut) - tail.start() <= max(LONGEST_TAIL, len(cut) // 2):
            return cut[: tail.start()].rstrip()
    return cut


def split_borders(text: str) -> list[str]:
    """Split a text into sentences so that joining them gives the text again."""
    return [found.group() for found in _SENTENCE.finditer(text) if found.group()]


def sentence_hash(sentence: str) -> str:
    """Hash a sentence by its words."""
    return hashlib.sha256(" ".join(re.findall(r"\w+", sentence.casefold())).encode()).hexdigest()[:16]


def border_hashes(text: str) -> list[str]:
    """Give the hashes of the sentences where boilerplate stands: the first few and the last few, never the only one."""
    sentences = [s for s in split_borders(text) if s.strip()]
    if len(sentences) < 2:
        return []
    borders = (
        sentences
        if len(sentences) <= HEAD_SENTENCES + TAIL_SENTENCES
        else [
            *sentences[:HEAD_SENTENCES],
            *sentences[-TAIL_SENTENCES:],
        ]
    )
    return list(dict.fromkeys(sentence_hash(s) for s in borders if len(s.strip()) >= SHORTEST))


def cut_learned(text: str, seen: Mapping[str, int]) -> str:
    """Drop sentences at both ends that at least three articles of the feed share."""
    sentences = split_borders(text)

    def learned(sentence: str) -> bool:
        return not sentence.strip() or seen.get(sentence_hash(sentence), 0) >= LEARNED_FROM

    first, last = 0, len(sentences)
    while first < last and first < HEAD_SENTENCES and learned(sentences[first]):
        first += 1
    while last > first and len(sentences) - last < TAIL_SENTENCES and learned(sentences[last - 1]):
        last -= 1
    return "".join(sentences[first:last]).strip() or text
