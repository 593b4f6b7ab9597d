"""Events of one text that tell the same thing, and later ones that say an earlier one was called off."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.coding.kinds import MUTUAL
from data.model import Event


def without_superseded(events: Sequence[Event], found: Sequence[Event]) -> list[Event]:
    """Leave out of the events so far those that a sentence tells to be off that has just been `found` to hold some."""
    off = [later for later in found if "same-pair" in later.rules]
    if not off:
        return list(events)
    return [e for e in events if not any(e is not later and supersedes(later, e) for later in off)]


def supersedes(later: Event, event: Event) -> bool:
    """Say whether an event of the pair named before tells what became of an earlier one: it was called off."""
    same = {*later.actor, *later.recipient} == {*event.actor, *event.recipient} and later.quad == event.quad
    return same and event.status in {"actual", "planned"}


def keep_first(events: Sequence[Event]) -> list[Event]:
    """Drop repetitions: one event for the same parties, type and status."""
    seen: dict[tuple[object, ...], Event] = {}
    for event in events:
        sides = (event.actor, event.recipient)
        key = (frozenset(sides) if event.event_type in MUTUAL else sides, event.event_type, event.status)
        seen.setdefault(key, event)
    return list(seen.values())
