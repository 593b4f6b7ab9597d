"""What a text is about in terms of the catalogue: who is named, which acts and things, in the order of their telling.

Two writers share few words, yet "dispatches an envoy" and "sends envoys", or a state and its capital, are one entry of
the catalogue, in every language that it knows. No act needs to be coded for that: a headline that names both sides and
no deed between them still says `killed`, `border` and `strike`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analysis.reading import Reading
from analysis.stories.wording import HALF_WEIGHT_AT, Weighed

NAMING = frozenset({"actor", "cue"})
TURNING = frozenset({"deny", "cancel", "undo"})
CONCRETE = ("thing:", "do:")


@dataclass(frozen=True, slots=True)
class Sense:
    """The catalogue's entries that a text holds, by weight, and whether its headline asks instead of telling."""

    entries: Weighed
    asks: bool


def read_sense(readings: Iterable[Reading]) -> Sense:
    """Weigh the entries of a text's sentences as its words are weighed: by how early they stand."""
    found: dict[str, float] = {}
    sentences = list(readings)
    hits = [(hit.category, hit.name) for reading in sentences for hit in reading.hits]
    for place, entry in enumerate(entry for entry in hits if speaks(*entry)):
        found.setdefault(" ".join(entry), HALF_WEIGHT_AT / (HALF_WEIGHT_AT + place))
    return Sense(found, bool(sentences) and sentences[0].question)


def speaks(category: str, name: str) -> bool:
    """Say whether an entry tells what happened: an actor, an act, a thing, or that something is denied or undone."""
    return category in NAMING or name in TURNING or name.startswith(CONCRETE)
