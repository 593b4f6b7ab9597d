"""Analysts' corrections laid over evidence as it is read: the store and the index stay as they were computed.

A correction speaks of one event of one article and only while that still reads as it did.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from analysis.ontology import Ontology, load_ontology
from data.model import STATUSES, Event
from data.settings import ROOT
from data.store.base import EvidenceRow
from data.store.desk import Correction

REMOVING = frozenset({"not_event", "duplicate"})
WRITTEN = re.compile(r"(?P<actor>[^> ]+)>(?P<recipient>[^> ]+) (?P<type>[A-Z]+) (?P<status>[a-z]+)")
LONGEST = 300


@cache
def ontology() -> Ontology:
    """Read the shipped types of acts."""
    return load_ontology(ROOT / "data" / "catalog" / "ontology" / "plover.toml")


def key_of(row: EvidenceRow) -> str:
    """Name an event of a store."""
    return f"{row.report.article_id}:{row.report.seq}"


def cut(text: str, most: int = LONGEST) -> str:
    """Shorten a text between words."""
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "\u2026"


def write_event(event: Event) -> str:
    """Write an event as corrections have it."""
    return f"{'+'.join(event.actor)}>{'+'.join(event.recipient)} {event.event_type} {event.status}"


def read_event(text: str, event: Event) -> Event:
    """Read a proposed event over the coded one; ValueError where it is none."""
    found = WRITTEN.fullmatch(text)
    if not found or found["status"] not in STATUSES or found["type"] not in ontology().types:
        raise ValueError(text)
    kind, same = found["type"], found["type"] == event.event_type
    return replace(
        event,
        actor=tuple(found["actor"].split("+")),
        recipient=tuple(found["recipient"].split("+")),
        event_type=kind,
        mode=event.mode if same else None,
        quad=event.quad if same else ontology().quad(kind),
        score=event.score if same else ontology().score(kind, None),
        status=found["status"],
    )


def active(corrections: Iterable[Correction]) -> dict[str, Correction]:
    """Give the newest standing correction of each event (they come newest first)."""
    found: dict[str, Correction] = {}
    for correction in corrections:
        if correction.withdrawn_at is None and correction.kind != "other":
            found.setdefault(correction.article_key, correction)
    return found


def correction_of(row: EvidenceRow, known: Mapping[str, Correction]) -> Correction | None:
    """Give the correction of an event, if the event still reads as it did when it was corrected."""
    event, found = row.report.event, known.get(key_of(row))
    fits = found and found.sentence == cut(event.evidence.text) and found.coded == write_event(event)
    return found if fits else None


def correct(rows: Sequence[EvidenceRow], corrections: Sequence[Correction]) -> list[EvidenceRow]:
    """Lay corrections over evidence: events that are none are left out, others read as they should."""
    known = active(corrections)
    return [kept for row in rows if (kept := corrected(row, correction_of(row, known))) is not None]


def corrected(row: EvidenceRow, correction: Correction | None) -> EvidenceRow | None:
    """Give a row as corrected; None for one that is no event of its own."""
    if correction is None:
        return row
    if correction.kind in REMOVING:
        return None
    try:
        event = read_event(correction.proposed, row.report.event)
    except ValueError:
        return row
    return replace(row, report=replace(row.report, event=event))


def gold_row(correction: Correction) -> dict[str, Any] | None:
    """Give a standing correction as a line for measuring the coder with; None where it says nothing of the event."""
    if correction.withdrawn_at is not None or correction.kind in ("other", "duplicate"):
        return None
    found = WRITTEN.fullmatch(correction.proposed)
    events = (
        [
            {
                "source": found["actor"].split("+"),  # the names that measuring sets have for actor and recipient
                "target": found["recipient"].split("+"),
                "type": found["type"],
                "quad": ontology().quad(found["type"]),
                "status": found["status"],
            }
        ]
        if found
        else []
    )
    return {
        "id": f"correction-{correction.number}",
        "lang": correction.language,
        "title": correction.sentence,
        "summary": "",
        "events": events,
        "note": correction.note,
        "who": correction.author.name,
        "at": correction.at.isoformat(),
    }


def gold_lines(corrections: Iterable[Correction]) -> str:
    """Write standing corrections as JSON lines in the form of the measuring sets."""
    rows = (gold_row(correction) for correction in corrections)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows if row is not None)
