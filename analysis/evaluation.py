"""Measure the coder on sentences coded by others: runs it on the gold sets and reads off the figures that count.

The gold sets and their scorers lie beside the project (`../shared`); nothing here is trained or tuned. The same figures
stand as floors in tests/gold/floors.json.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from analysis.coder import Coder
from analysis.passages import Passage, is_right, read_passages
from analysis.records import code_record, read_record
from analysis.weights import is_doubtful
from data.errors import UsageError
from data.settings import ROOT

Row = dict[str, Any]
LANGUAGES = ROOT / "data" / "catalog" / "languages"
TONE_SETS = ("newsmtsc", "umsab")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure: `name` is set.language.what, `count` how many rows or events it rests on."""

    name: str
    value: float
    count: int


class Bench:
    """The gold sets of a folder with the tools that score them."""

    def __init__(self, shared: Path, coder: Coder) -> None:
        if not (shared / "gold").is_dir() or not (shared / "tools").is_dir():
            raise UsageError(f"{shared} has no gold and tools folders; name the measuring data with --shared DIR")
        self._shared = shared
        self.coder = coder

    def tool(self, name: str) -> ModuleType:
        """Load a scorer by its file."""
        path = self._shared / "tools" / f"{name}.py"
        spec = importlib.util.spec_from_file_location(name, path)
        if spec is None or spec.loader is None:
            raise UsageError(f"{path} cannot be loaded")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    def sets(self, name: str) -> Iterator[tuple[str, list[Row]]]:
        """Give (language, rows) of every file of a set."""
        for path in sorted((self._shared / "gold").glob(f"{name}.*.dev.jsonl")):
            lines = path.read_text("utf-8").splitlines()
            yield path.name.split(".")[1], [json.loads(line) for line in lines if line.strip()]

    def unseen(self) -> Iterator[tuple[str, list[Passage]]]:
        """Give (language, passages) of the catalogue's own passages that are kept from rules and weights."""
        types = frozenset(self.coder.ontology.types)
        for path in sorted(LANGUAGES.glob("*/unseen.tsv")):
            yield path.parent.name, list(read_passages(path, types))

    def predict(self, rows: Sequence[Row], language: str, given: Callable[[Row], Row] | None = None) -> dict[str, Row]:
        """Code every row as the command line would; `given` adds fields to a record."""
        coded: dict[str, Row] = {}
        for row in rows:
            kept = ("id", "text", "title", "summary", "published", "target_span")
            record = {key: row[key] for key in kept if row.get(key) is not None} | {"lang": language}
            record |= given(row) if given else {}
            coded[row["id"]] = code_record(self.coder, read_record(json.dumps(record)))
        return coded


def measure(bench: Bench) -> list[Figure]:
    """Give all figures."""
    sets = (measure_briefs, measure_pairs, measure_passages, measure_sentences, measure_tone)
    return [figure for measured in sets for figure in measured(bench)]


def measure_briefs(bench: Bench) -> Iterator[Figure]:
    """Give the figures of briefs and of natural lines (their sure rows)."""
    tool = bench.tool("score_briefs")
    for name in ("briefs", "natural"):
        for language, rows in bench.sets(name):
            sure = [row for row in rows if row.get("sure", True)]
            found = tool.score(sure, bench.predict(sure, language))
            wanted = ("event_f1", "pair_f1", "empty_ok", "status_acc", "status_acc_not_actual", "type_acc")
            counted = {key: found[key] for key in wanted if found[key] is not None}
            yield from figures(f"{name}.{language}", counted, found["events"])


def measure_pairs(bench: Bench) -> Iterator[Figure]:
    """Give the share of minimal pairs with both sides right."""
    tool = bench.tool("score_briefs")
    for language, rows in bench.sets("minimal_pairs"):
        found = tool.score_pairs(rows, bench.predict(rows, language))
        yield Figure(f"minimal_pairs.{language}.both_right", found["both_right"], found["pairs"])


def measure_passages(bench: Bench) -> Iterator[Figure]:
    """Give how many events of unseen passages are found, and how many of those found, or found sure, are right."""
    for language, passages in bench.unseen():
        judged: list[tuple[bool, bool]] = []
        met: list[bool] = []
        for passage in passages:
            events = bench.coder.code(passage.text, language).events
            right = [is_right(event, (*passage.told, *passage.also), bench.coder.ontology) for event in events]
            judged += zip(map(is_doubtful, events), right, strict=True)
            met += (any(is_right(e, (label,), bench.coder.ontology) for e in events) for label in passage.told)
        sure = [right for doubtful, right in judged if not doubtful]
        name = f"passages.{language}"
        yield from figures(name, {"precision": share([right for _, right in judged])}, len(judged))
        yield from figures(name, {"sure_precision": share(sure)}, len(sure))
        yield from figures(name, {"recall": share(met)}, len(met))


def share(found: Sequence[bool]) -> float:
    """Give the share of what is true; 0 of none."""
    return sum(found) / max(len(found), 1)


def measure_sentences(bench: Bench) -> Iterator[Figure]:
    """Give directed pairs end to end, quad classes with the pair given, and how many empty rows stay empty."""
    tool = bench.tool("score_events")
    for language, rows in bench.sets("plv"):
        two = [row for row in rows if has_two_countries(row)]
        found = tool.score(two, bench.predict(two, language))
        yield from figures(f"plv.{language}.two", {"pair_f1": found["pair_f1"]}, len(two))
        found = tool.score(rows, bench.predict(rows, language, given_parties))
        kept = {key: found[key] for key in ("quad_macro_f1", "quad_acc", "root_acc")}
        yield from figures(f"plv.{language}.given", kept, len(rows))
    for name in ("cameo5", "cameo_news"):
        for language, rows in bench.sets(name):
            empty = [row for row in rows if not row.get("events")]
            coded = bench.predict(empty, language)
            share = sum(not coded[row["id"]]["events"] for row in empty) / len(empty)
            yield Figure(f"{name}.{language}.empty_ok", round(share, 3), len(empty))


def measure_tone(bench: Bench) -> Iterator[Figure]:
    """Give the tone figures of the languages that have a scorer."""
    tool = bench.tool("score_tone")
    for name in TONE_SETS:
        for language, rows in bench.sets(name):
            coded = bench.predict(rows, language)
            if all(row["tone"] is not None for row in coded.values()):
                found = tool.score(rows, {name: row["tone"] for name, row in coded.items()})
                yield Figure(f"{name}.{language}.tone_macro_f1", round(found["macro_f1"], 3), len(rows))


def figures(prefix: str, found: Mapping[str, float], count: int) -> Iterator[Figure]:
    """Give the figures of one set."""
    for key, value in found.items():
        yield Figure(f"{prefix}.{key}", round(value, 3), count)


def has_two_countries(row: Row) -> bool:
    """Say whether every event of a row has two different countries."""
    sides = [(event.get("source"), event.get("target")) for event in row["events"]]
    return bool(sides) and all(source and target and source != target for source, target in sides)


def given_parties(row: Row) -> Row:
    """Give the marked words of a row's first event."""
    event = (row.get("events") or [row])[0]
    return {"given": {"actor_text": event.get("source_text"), "recipient_text": event.get("target_text")}}
