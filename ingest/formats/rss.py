"""RSS 0.9 to 2.0, RDF and Atom, read by feedparser. It only ever sees bytes in memory whose prolog we wrote.

The document's own prolog (declaration, document type, comments) is dropped unread, so no entity can be declared and no
prolog can be costly; references to characters that XML forbids become U+FFFD; HTML's named entities become characters.
"""

from __future__ import annotations

import html
import io
import re
from typing import Any
from urllib.parse import urljoin

import feedparser

from ingest.raw import MAX_ENTRIES, MAX_FIELD, Format, RawEntry, RawFeed

_ROOT = re.compile(r"<[A-Za-z_:]")
_NUMERIC = re.compile(r"&#(?:[xX]([0-9A-Fa-f]{1,8})|([0-9]{1,10}));?")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_ENDS = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf|channel|opml)\s*>\s*(?:<!--[^<>]{0,2000}-->\s*)*$", re.IGNORECASE)
_SKIPS = re.compile(r"<skip(Hours|Days)>(.{0,2000}?)</skip\1>", re.DOTALL)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")  # the words of RSS itself
_PERIODS = {"hourly": 60, "daily": 1440, "weekly": 10_080}


def find_root(text: str) -> int:
    """Give the position of the first element's tag, or -1; one pass over the prolog, whatever is in it."""
    at = text.find("<")
    while at >= 0:
        if text.startswith("<!--", at):
            end = text.find("-->", at + 4)
        elif text.startswith("<?", at):
            end = text.find("?>", at)
        elif text.startswith("<!", at):
            end = _end_of_doctype(text, at)
        else:
            return at if _ROOT.match(text, at) else -1
        at = text.find("<", end) if end >= 0 else -1
    return -1


def _end_of_doctype(text: str, at: int) -> int:
    close, subset = text.find(">", at), text.find("[", at)
    if subset < 0 or close < subset:
        return close
    found = re.compile(r"\]\s*>").search(text, subset)
    return found.end() - 1 if found else -1


def _legal(found: re.Match[str]) -> str:
    number = int(found[1], 16) if found[1] else int(found[2])
    if number > 0x10FFFF or (number < 0x20 and number not in {9, 10, 13}) or 0xD800 <= number <= 0xDFFF:
        return "\ufffd"
    if 0x7F <= number <= 0x9F or number in {0xFFFE, 0xFFFF}:
        return html.unescape(f"&#{number};") or "\ufffd"
    return f"&#{number};"


def _named(found: re.Match[str]) -> str:
    name = found[1]
    if name in _XML_NAMES:
        return found[0]
    character = html.unescape(f"&{name};")
    return "".join(f"&#{ord(c)};" for c in character) if character != found[0] else f"&amp;{name};"


def rebuild(text: str) -> bytes:
    """Give the document under a prolog of ours, with legal references only. Raises ValueError without an element."""
    root = find_root(text)
    if root < 0:
        raise ValueError("no element")
    body = _FORBIDDEN.sub("\ufffd", _NAMED.sub(_named, _NUMERIC.sub(_legal, text[root:])))
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body.encode("utf-8")


def _recognises(text: str) -> bool:
    root = find_root(text)
    is_json = text.lstrip()[:1] in {"{", "["}
    return root >= 0 and not is_json and not text[root : root + 6].lower().startswith("<html")


def _read(text: str, url: str) -> RawFeed:
    parsed = feedparser.parse(
        io.BytesIO(rebuild(text)),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    channel = parsed.feed
    skips = dict(_SKIPS.findall(text[:20_000]))
    days = {word.lower() for word in re.findall(r"[A-Za-z]+day", skips.get("Days", ""))}
    return RawFeed(
        version=parsed.version,
        language=_text(channel.get("language")),
        entries=tuple(_entry(row, url) for row in parsed.entries[:MAX_ENTRIES]),
        listed=len(parsed.entries),
        ttl_minutes=_ttl(channel),
        skip_hours=tuple(int(hour) % 24 for hour in re.findall(r">\s*(\d{1,2})\s*<", skips.get("Hours", ""))),
        skip_days=tuple(number for number, name in enumerate(_DAYS) if name in days),
        complete=not parsed.bozo or bool(_ENDS.search(text[-4000:])),
    )


def _ttl(channel: Any) -> int | None:
    ttl = str(channel.get("ttl") or "")
    if ttl.isdigit():
        return min(int(ttl[:9]), 10_080)
    period = _PERIODS.get(str(channel.get("sy_updateperiod") or "").strip().lower())
    times = str(channel.get("sy_updatefrequency") or "1").strip()
    return period // max(1, int(times[:4])) if period and times.isdigit() else None


def _text(value: Any) -> str | None:
    return value[:MAX_FIELD] if isinstance(value, str) and value.strip() else None


def _link(row: Any, url: str) -> str | None:
    """Give the link; a guid that merely stands in for one, without being an address, is none."""
    link = _text(row.get("link"))
    if link is None or (link == row.get("id") and "://" not in link):
        return None
    try:
        return urljoin(url, link)
    except ValueError:
        return None


def _entry(row: Any, url: str) -> RawEntry:
    bodies = [_text(part.get("value")) or "" for part in row.get("content", ())]
    summary = _text(row.get("summary")) or ""
    return RawEntry(
        guid=_text(row.get("id")),
        link=_link(row, url),
        title=_text(row.get("title")) or "",
        summary=max([summary, *bodies], key=len),
        published=_text(row.get("published")) or _text(row.get("updated")) or _text(row.get("created")),
        language=_text(row.get("title_detail", {}).get("language")),
    )


FORMAT = Format(_recognises, _read)
