"""Tell a person how a text was read: sentences, what was recognised in them, clauses, and the rules of every event."""

from __future__ import annotations

from analysis.coder import Coder
from analysis.records import Record
from data.model import Event


def trace(coder: Coder, record: Record) -> str:
    """Give the derivation of a record as lines of text."""
    coded = coder.code(record.text, record.language, record.published_at, given=record.given)
    lines = [f"# {record.id} [{record.language}] {coded.reason or ''}".rstrip()]
    if record.language in coder.languages:
        lines += coder.language(record.language).describe(record.text, record.published_at)
    lines += [describe_event(event) for event in coded.events] or ["  no event"]
    if coded.tone is not None:
        lines.append(f"  tone {coded.tone:+.3f}")
    return "\n".join(lines)


def describe_event(event: Event) -> str:
    """Give an event and its rules in one line."""
    sides = f"{'+'.join(event.actor) or '?'} > {'+'.join(event.recipient) or '?'}"
    kind = event.event_type + (f":{event.mode}" if event.mode else "")
    day = f" on {event.day}" if event.day else ""
    return f"  => {sides} {kind} {event.status}{day} ({event.confidence:.2f}) because {', '.join(event.rules)}"
