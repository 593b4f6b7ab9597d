"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import html
import json
from typing import Any
from urllib.parse import urljoin

from ingest.raw import MAX_ENTRIES, MAX_FIELD, Format, RawEntry, RawFeed

_MARK = "jsonfeed.org/version/"


def _recognises(text: str) -> bool:
    return text.lstrip().startswith("{") and _MARK in text.replace("\\/", "/")


def _text(value: Any) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value[:MAX_FIELD] if isinstance(value, str) and value.strip() else None


def _entry(row: dict[str, Any], url: str) -> RawEntry:
    plain = html.escape(_text(row.get("content_text")) or _text(row.get("summary")) or "")
    link = _text(row.get("url")) or _text(row.get("external_url"))
    return RawEntry(
        guid=_text(row.get("id")),
        link=urljoin(url, link) if link else None,
        title=html.escape(_text(row.get("title")) or ""),
        summary=_text(row.get("content_html")) or plain,
        published=_text(row.get("date_published")) or _text(row.get("date_modified")),
        language=_text(row.get("language")),
    )


def _read(text: str, url: str) -> RawFeed:
    table = json.loads(text)
    rows = table.get("items") if isinstance(table, dict) else None
    if not isinstance(rows, list) or _MARK not in str(table.get("version")):
        raise ValueError("no JSON Feed")
    entries = tuple(_entry(row, url) for row in rows[:MAX_ENTRIES] if isinstance(row, dict))
    return RawFeed("json", _text(table.get("language")), entries, len(rows))


FORMAT = Format(_recognises, _read)
