"""ICS: planned acts as an agenda for any calendar program (RFC 5545)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from views.briefing import stamp_of
from views.document import Document, Expected
from views.families import Export

LONGEST_LINE = 73


def escape(text: str) -> str:
    """Escape a text as the format wants it."""
    plain = " ".join(text.split())
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def fold(line: str) -> str:
    """Break a line at octets, never inside a letter."""
    parts, part = [], b""
    for char in line:
        if len(part) + len(char.encode()) > LONGEST_LINE:
            parts.append(part)
            part = b""
        part += char.encode()
    return "\r\n ".join(p.decode() for p in [*parts, part])


def event_lines(item: Expected, stamp: str) -> list[str]:
    """Write one day of the agenda."""
    return [
        "BEGIN:VEVENT",
        f"UID:{escape(item.uid)}@detente",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{item.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{item.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escape(item.title)}",
        f"DESCRIPTION:{escape(item.text)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def write(document: Document) -> bytes:
    """Write the calendar of a document."""
    words, origin = document.words, document.provenance
    about = words("export.citation", method=origin.method, day=words.day(origin.as_of))
    agenda = dict.fromkeys(item for part in document.parts for item in part.agenda)
    ordered = sorted(agenda, key=lambda item: (item.day, item.uid))
    return calendar(words.labelled(words("app"), document.title), about, ordered, stamp_of(document))


def calendar(name: str, about: str, agenda: Sequence[Expected], at: datetime) -> bytes:
    """Write a calendar; an agenda without a day is a calendar without an event. `at` dates its entries."""
    stamp = at.strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Detente//agenda//EN", "CALSCALE:GREGORIAN"]
    lines += [f"X-WR-CALNAME:{escape(name)}", f"X-WR-CALDESC:{escape(about)}"]
    lines += [line for item in agenda for line in event_lines(item, stamp)]
    return ("\r\n".join(fold(line) for line in [*lines, "END:VCALENDAR"]) + "\r\n").encode()


EXPORT = Export("ics", "text/calendar", write)
