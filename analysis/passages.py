"""Passages with all their events labelled: which of what the grammar finds in them is right.

`passages.tsv` of a language folder has `events` and `text`. Events are written `ACTOR,ACTOR>RECIPIENT TYPE status`,
joined by `;`, `-` for none; what stands behind `|` may also be read, but need not. ` // ` parts a headline from its
lead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.coding.kinds import MUTUAL
from analysis.lexicon import read_rows
from analysis.ontology import Ontology
from data.errors import CatalogError
from data.model import Event

COLUMNS = ("events", "text")
PARTING = " // "
STATUSES = frozenset(["actual", "planned", "hypothetical", "denied", "historical", "cancelled", "failed", "question"])
LABEL = re.compile(r"(?P<actor>[^\s>]+)>(?P<recipient>[^\s>]+) (?P<type>[A-Z]+) (?P<status>[a-z]+)")


@dataclass(frozen=True, slots=True)
class Label:
    """One event that a passage tells."""

    actor: frozenset[str]
    recipient: frozenset[str]
    event_type: str
    status: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with the events that it tells, and those that a reader may also see in it."""

    text: str
    told: tuple[Label, ...]
    also: tuple[Label, ...]


def read_passages(path: Path, types: frozenset[str]) -> Iterator[Passage]:
    """Give the passages of a file. Raises CatalogError with the line."""
    for number, (cell, text) in read_rows(path, COLUMNS):
        told, _, also = cell.partition("|")
        try:
            labels = [tuple(read_labels(part, types)) for part in (told, also)]
        except ValueError as error:
            raise CatalogError(str(error), path, number) from error
        yield Passage(text.replace(PARTING, "\n\n"), *labels)


def read_labels(cell: str, types: frozenset[str]) -> Iterator[Label]:
    """Give the labels of a cell. Raises ValueError."""
    for written in filter(None, (part.strip(" -") for part in cell.split(";"))):
        found = LABEL.fullmatch(written)
        if found is None or found["type"] not in types or found["status"] not in STATUSES:
            raise ValueError(f"not an event: {written!r}; write ACTOR>RECIPIENT TYPE status")
        actor, recipient = (frozenset(found[side].split(",")) for side in ("actor", "recipient"))
        yield Label(actor, recipient, found["type"], found["status"])


def is_right(event: Event, labels: Sequence[Label], ontology: Ontology) -> bool:
    """Say whether an event is one of those labelled: sides, direction, quad class and status."""
    return any(
        label.status == event.status and ontology.quad(label.event_type) == event.quad and same_sides(event, label)
        for label in labels
    )


def same_sides(event: Event, label: Label) -> bool:
    """Say whether the sides are the labelled ones; what both do with each other has no direction."""
    there = mostly(event.actor, label.actor) and mostly(event.recipient, label.recipient)
    back = mostly(event.actor, label.recipient) and mostly(event.recipient, label.actor)
    return there or (back and label.event_type in MUTUAL)


def mostly(codes: Sequence[str], wanted: frozenset[str]) -> bool:
    """Say whether at least half of the codes of a side are wanted ones."""
    return 2 * len(wanted.intersection(codes)) >= len(codes)
