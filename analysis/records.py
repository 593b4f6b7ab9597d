"""Lines of JSON for the coder: read a record, code it, give the answer as a mapping. Opens no file.

In: id, lang?, and text, or title, summary and published; optionally target_span and given.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from analysis.coder import Coder
from data.errors import CodingError
from data.model import CodedArticle, Event


@dataclass(frozen=True, slots=True)
class Record:
    """One text to code. `given` holds the words that name actor and recipient; `target` the span to read tone for."""

    id: Any
    language: str | None
    text: str
    published_at: datetime | None
    target: tuple[int, int] | None
    given: tuple[str, str] | None


def read_record(line: str) -> Record:
    """Read a line. Raises CodingError with what is wrong with it."""
    raw = parse(line)
    text = raw.get("text")
    if text is None and isinstance(raw.get("title"), str):
        text = raw["title"] + (f"\n\n{raw['summary']}" if raw.get("summary") else "")
    if not isinstance(text, str):
        raise CodingError("a record needs text, or title and summary")
    language = raw.get("lang")
    if language is not None and not isinstance(language, str):
        raise CodingError("lang must be a text such as a two-letter code")
    return Record(
        raw.get("id"), language, text, read_time(raw.get("published")), read_target(raw, text), read_given(raw)
    )


def parse(line: str) -> Mapping[str, Any]:
    """Read a line as a JSON object."""
    try:
        raw = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise CodingError(f"not JSON: {error}") from error
    if not isinstance(raw, dict):
        raise CodingError("a record must be a JSON object")
    return raw


def read_time(value: Any) -> datetime | None:
    """Read an ISO time or day; None for none. Raises CodingError for anything else."""
    if value is None or value == "":
        return None
    try:
        return datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise CodingError(f"published is no ISO time: {value!r}") from error


def read_target(raw: Mapping[str, Any], text: str) -> tuple[int, int] | None:
    """Read target_span; it must lie inside the text."""
    span = raw.get("target_span")
    if span is None:
        return None
    whole = isinstance(span, list) and len(span) == 2 and all(type(at) is int for at in span)
    if not whole or not 0 <= span[0] < span[1] <= len(text):
        raise CodingError("target_span must be [start, end) inside the text")
    return (span[0], span[1])


def read_given(raw: Mapping[str, Any]) -> tuple[str, str] | None:
    """Read the words that name the given actor and recipient."""
    given = raw.get("given")
    if given is None:
        return None
    if not isinstance(given, dict):
        raise CodingError("given must be an object with actor_text and recipient_text")
    names = (given.get("actor_text"), given.get("recipient_text"))
    if not all(name is None or isinstance(name, str) for name in names):
        raise CodingError("actor_text and recipient_text must be texts")
    return (names[0] or "", names[1] or "")


def code_record(coder: Coder, record: Record) -> dict[str, Any]:
    """Code a record and give what is printed for it."""
    published = record.published_at
    if published is not None and published.tzinfo is not None:
        published = published.astimezone(UTC) if published.utcoffset() is None else published
    coded = coder.code(record.text, record.language, published, given=record.given)
    return render(record.id, replace(coded, tone=coder.tone(record.text, coded.language, record.target)))


def render(identity: Any, coded: CodedArticle) -> dict[str, Any]:
    """Give a coded text as it is printed."""
    out: dict[str, Any] = {
        "id": identity,
        "lang": coded.language,
        "tone": coded.tone,
        "events": [render_event(event) for event in coded.events],
    }
    if coded.reason:
        out["reason"] = coded.reason
    return out


def render_event(event: Event) -> dict[str, Any]:
    """Give an event as it is printed."""
    return {
        "actor": list(event.actor),
        "recipient": list(event.recipient),
        "type": event.event_type,
        "mode": event.mode,
        "quad": event.quad,
        "status": event.status,
        "score": event.score,
        "day": event.day.isoformat() if event.day else None,
        "evidence": {"text": event.evidence.text, "start": event.evidence.start, "end": event.evidence.end},
        "confidence": event.confidence,
        "rules": list(event.rules),
    }


def code_line(coder: Coder, number: int, line: str) -> tuple[str, bool]:
    """Code one line of input; give the line of output and whether it could be coded."""
    try:
        return json.dumps(code_record(coder, read_record(line)), ensure_ascii=False), True
    except CodingError as error:
        identity = identity_of(line)
        failed = {"id": identity, "line": number, "error": str(error), "events": [], "tone": None}
        return json.dumps(failed, ensure_ascii=False), False


def identity_of(line: str) -> Any:
    """Give the id of a record that could not be coded, if it can be told."""
    try:
        return parse(line).get("id")
    except CodingError:
        return None
