"""The sentences that the coder learns from are the project's own, varied, and of every kind that news has."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.coding.model import NONE
from analysis.lexicon import read_rows
from analysis.passages import COLUMNS as OF_PASSAGES
from analysis.passages import read_passages
from analysis.training import COLUMNS as OF_SENTENCES
from analysis.training import MARK
from data.settings import ROOT

LANGUAGES = ROOT / "data" / "catalog" / "languages"
FIRST = [LANGUAGES / iso for iso in ("en", "fr", "ar")]
NAMES = ("training.tsv", "passages.tsv", "unseen.tsv")
OWN = [folder / name for folder in FIRST for name in NAMES]
# How often words may come together in a file too short for a hundredth of it to mean anything.
FEW = 3
NUMBER = re.compile(r"\d+")
WORD = re.compile(r"\w+")
# What news has of acts: a question whether somebody protests, or a rejection that was called off, is rare in any paper.
KINDS = ("actual", "planned", "hypothetical", "denied", "historical")
Gram = tuple[str, ...]


def words(text: str) -> list[str]:
    """Give the words with marked parties and numbers masked."""
    return WORD.findall(NUMBER.sub("0", MARK.sub(r" \1 ", text)).casefold())


def grams(text: str, length: int) -> set[Gram]:
    found = words(text)
    return set(zip(*(found[at:] for at in range(length)), strict=False))


def sentences(folder: Path) -> Iterator[tuple[str, ...]]:
    for _, cells in read_rows(folder / "training.tsv", OF_SENTENCES):
        yield cells


def texts(path: Path) -> list[str]:
    columns = OF_SENTENCES if path.name == "training.tsv" else OF_PASSAGES
    return [cells[-1] for _, cells in read_rows(path, columns)]


def too_alike(lines: list[str]) -> list[tuple[str, str]]:
    """Give the pairs of lines that share more than half of their word 3-grams."""
    sets = [grams(line, 3) for line in lines]
    holders: dict[Gram, list[int]] = defaultdict(list)
    for number, found in enumerate(sets):
        for gram in found:
            holders[gram].append(number)
    together = Counter(
        (first, second) for held in holders.values() for at, first in enumerate(held) for second in held[at + 1 :]
    )
    return [
        (lines[first], lines[second])
        for (first, second), count in together.items()
        if 4 * count > len(sets[first]) + len(sets[second])
    ]


@pytest.mark.parametrize("folder", FIRST, ids=lambda folder: folder.name)
def test_there_are_sentences_enough_of_every_kind(folder: Path) -> None:
    rows = list(sentences(folder))
    assert len(rows) >= 1_500
    assert len({cue for _, _, cue, _ in rows}) >= 900
    told = Counter((event_type, status) for event_type, status, _, _ in rows)
    assert len({event_type for event_type, _ in told} - {NONE}) == 16
    rare = {kind: count for kind, count in told.items() if kind[0] != NONE and count < 5 and kind[1] in KINDS}
    assert rare == {}


@pytest.mark.parametrize("path", OWN, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_two_sentences_are_alike(path: Path) -> None:
    lines = texts(path)
    assert too_alike(lines) == []
    often = Counter(gram for line in lines for gram in grams(line, 5))
    assert max(often.values()) <= max(FEW, len(lines) / 100)


@pytest.mark.parametrize("path", sorted(LANGUAGES.glob("*/passages.tsv")), ids=lambda path: path.parent.name)
def test_half_of_the_passages_tell_an_event(path: Path) -> None:
    passages = list(read_passages(path, frozenset({row[0] for row in sentences(path.parent)})))
    assert len(passages) >= 500
    assert 0.4 <= sum(bool(passage.told) for passage in passages) / len(passages) <= 0.7


@pytest.mark.parametrize("folder", FIRST, ids=lambda folder: folder.name)
def test_none_is_of_what_the_coder_is_measured_on(folder: Path, shared: Path) -> None:
    files = [path for name in ("briefs", "minimal_pairs") for path in (shared / "gold").glob(f"{name}.*.jsonl")]
    measured = set().union(*(grams(path.read_text("utf-8").replace('"', " "), 6) for path in files))
    own = [line for name in NAMES for line in texts(folder / name)]
    assert measured
    assert [line for line in own if grams(line, 6) & measured] == []
