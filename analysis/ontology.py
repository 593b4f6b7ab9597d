"""The event ontology as the coder uses it: types with quads and scores, operators, status words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from data.errors import CatalogError
from data.model import QUADS, STATUSES


@dataclass(frozen=True, slots=True)
class EventType:
    """An event type with its quad, its score and the scores of its modes."""

    quad: str
    score: float
    modes: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an operator makes of an event: another type and mode, a status, or nothing at all."""

    event_type: str | None
    mode: str | None
    status: str | None
    dropped: bool = False
    reverse: bool = False


@dataclass(frozen=True, slots=True)
class Ontology:
    """All event types, what operators make of them, and which word class means which status."""

    types: Mapping[str, EventType]
    operators: Mapping[str, Mapping[str, Outcome]]
    status: Mapping[str, str]
    frames: Mapping[str, Mapping[str, Outcome]]

    def quad(self, event_type: str) -> str:
        """Give the quad class of a type."""
        return self.types[event_type].quad

    def score(self, event_type: str, mode: str | None) -> float:
        """Give the score of a type, of its mode where that has an own one."""
        known = self.types[event_type]
        return known.modes.get(mode, known.score) if mode else known.score

    def is_verbal(self, event_type: str) -> bool:
        """Say whether a type is an act of words."""
        return self.types[event_type].quad.startswith("verbal")


def read_outcome(written: str) -> Outcome:
    """Read `TYPE`, `TYPE:mode`, `/status`, `TYPE/status` or `-`; `<` behind it: the subject is whom it befalls."""
    if written == "-":
        return Outcome(None, None, None, dropped=True)
    name, _, status = written.removesuffix("<").partition("/")
    event_type, _, mode = name.partition(":")
    return Outcome(event_type or None, mode or None, status or None, reverse=written.endswith("<"))


def load_ontology(path: Path) -> Ontology:
    """Read an ontology file. Raises CatalogError for unknown quads, types or statuses."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise CatalogError(str(error), path) from error
    types = {name: EventType(t["quad"], float(t["score"]), t.get("modes", {})) for name, t in raw["types"].items()}
    operators = {
        name: {kind: read_outcome(text) for kind, text in table.items()}
        for name, table in raw.get("operators", {}).items()
    }
    frames = {
        name: {thing: read_outcome(text) for thing, text in table.items()}
        for name, table in raw.get("frames", {}).items()
    }
    outcomes = [outcome for table in (*operators.values(), *frames.values()) for outcome in table.values()]
    statuses = {*raw.get("status", {}).values(), *(o.status for o in outcomes if o.status)}
    named = {o.event_type for o in outcomes if o.event_type} | {
        k.partition(":")[0] for table in operators.values() for k in table
    }
    wrong = ({t.quad for t in types.values()} - set(QUADS)) | (statuses - set(STATUSES)) | (named - set(types))
    if wrong:
        raise CatalogError(f"unknown names: {', '.join(sorted(wrong))}", path)
    return Ontology(types, operators, raw.get("status", {}), frames)
