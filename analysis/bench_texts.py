"""Articles of one length to measure the coder's speed on: plain, dense, and real ones where an archive is at hand.

Ordinary articles name a pair of actors in as many of their sentences as news does (about one in five, an actor in
three of five: the mean of the archives beside the project); dense ones in nearly every sentence. Both are joined from
the project's own training sentences, so that anyone can repeat the measurement. Nothing is coded here.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from analysis.coder import Coder
from analysis.training import read_examples

LENGTH = 2200
ARTICLES = 12
# How many actors the sentences of an ordinary article name, in turn.
ORDINARY = (0, 1, 2, 0, 1)
PAIR = 2


@dataclass(frozen=True, slots=True)
class Sample:
    """Articles of one language and kind."""

    language: str
    kind: str
    texts: Sequence[str]


def own_samples(languages: Path, coder: Coder) -> Iterator[Sample]:
    """Give the ordinary and the dense articles of every language that has training sentences."""
    for path in sorted(languages.glob("*/training.tsv")):
        iso = path.parent.name
        sentences = [example.text for example in read_examples(path)]
        yield Sample(iso, "ordinary", ordinary(iso, sentences, coder))
        yield Sample(iso, "dense", [join(sentences[nth::ARTICLES]) for nth in range(ARTICLES)])


def ordinary(language: str, sentences: Iterable[str], coder: Coder) -> list[str]:
    """Join sentences by how many actors they name, as ORDINARY says."""
    kinds: list[list[str]] = [[], [], []]
    for sentence in sentences:
        kinds[min(PAIR, coder.language(language).count_actors(sentence))].append(sentence)
    turns = [cycle(kind) for kind in kinds]
    mixed = [next(turns[kind]) for _ in range(ARTICLES * LENGTH // 100) for kind in ORDINARY]
    share = len(mixed) // ARTICLES
    return [join(mixed[nth * share : (nth + 1) * share]) for nth in range(ARTICLES)]


def join(sentences: Iterable[str]) -> str:
    """Join sentences up to LENGTH characters."""
    return " ".join(sentences)[:LENGTH].strip()


def archive_samples(archive: Path) -> Iterator[Sample]:
    """Give articles joined from what one outlet published one after the other, for each folder of an archive."""
    for folder in sorted(path for path in archive.glob("*") if path.is_dir()):
        made: dict[str, list[str]] = {}
        for path in sorted(folder.glob("*.jsonl.gz"))[:1]:
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                for language, text in joined_reports(lines):
                    made.setdefault(language, []).append(text)
        for language, texts in sorted(made.items()):
            if len(texts) >= ARTICLES:
                yield Sample(language, folder.name, texts[:: len(texts) // ARTICLES][:ARTICLES])


def joined_reports(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give (language, text) of LENGTH characters, each of consecutive reports of one outlet."""
    growing: dict[tuple[str, str], str] = {}
    for line in lines:
        row = json.loads(line)
        source = (row["lang"], row["outlet"])
        text = f"{growing.pop(source, '')}{row['title']}\n\n{row.get('summary') or ''}\n\n"
        if len(text) < LENGTH:
            growing[source] = text
        else:
            yield row["lang"], text[:LENGTH].strip()
