"""Where a coded event stands in its sentence: the words that name actor and recipient, and the cue.

For showing only: the sentence is read again by the same reader that coded it, and nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from analysis.coder import Coder
from analysis.reading import Reading
from data.model import Event

Part = Literal["actor", "recipient", "cue"]


@dataclass(frozen=True, slots=True)
class Span:
    """A part of an event in code points of its sentence."""

    start: int
    end: int
    part: Part


def find_spans(coder: Coder, text: str, language: str | None, event: Event) -> tuple[Span, ...]:
    """Give the spans of an event in its sentence, in order and without overlap; none for a language nobody reads."""
    if language not in coder.languages:
        return ()
    page = (reader := coder.language(language).reader).scan(text, None)
    found = [
        Span(page.folded.to_original(start), page.folded.to_original(end), part)
        for reading in reader.read(page)
        for start, end, part in folded_spans(reading, event)
    ]
    kept: list[Span] = []
    for span in sorted(found, key=lambda span: (span.start, span.part == "cue")):
        if span.end > span.start and (not kept or span.start >= kept[-1].end):
            kept.append(span)
    return tuple(kept)


def folded_spans(reading: Reading, event: Event) -> Iterator[tuple[int, int, Part]]:
    """Give the spans of one reading, in folded offsets."""
    for mention in reading.mentions:
        if set(mention.codes) & set(event.actor):
            yield mention.start, mention.end, "actor"
        elif set(mention.codes) & set(event.recipient):
            yield mention.start, mention.end, "recipient"
    cues = {event.event_type, *(rule.removeprefix("cue:") for rule in event.rules)}
    for _clause, predicates in reading.clauses:
        for predicate in predicates:
            if predicate.event_type in cues:
                for place in (predicate.first, predicate.last):
                    yield reading.hits[place].start, reading.hits[place].end, "cue"
