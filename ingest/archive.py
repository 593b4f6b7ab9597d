"""Dated archives (JSON lines, gzip or plain) -> articles. Streams; a bad line is counted by reason, not fatal.

Fields: date, outlet, title; optional lang, summary, url, seen, ownership. The clock is `seen` where given, else `date`.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from data.errors import UsageError
from data.languages import identify_language
from data.model import Article, Outlet
from data.outlets import OWNERSHIPS, slug
from ingest.extract import MAX_SUMMARY, MAX_TITLE, clean_body
from ingest.identity import canonical_link, safe_link
from ingest.text import clean_text, cut, one_line

MAX_LINE = 1024 * 1024
FEED_PREFIX = "archive:"
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class _BadLineError(Exception):
    """Carries the reason why a line is left out."""


@dataclass(slots=True)
class Archive:
    """Reads files; `rejected` counts bad lines by reason, `outlets` are those of no catalogue, met on the way."""

    known: frozenset[str]
    rejected: Counter[str] = field(default_factory=Counter)
    outlets: dict[str, Outlet] = field(default_factory=dict)
    _slugs: dict[str, str] = field(default_factory=dict)

    def articles(self, lines: Iterator[bytes]) -> Iterator[Article]:
        """Give the articles of lines of JSON."""
        for line in lines:
            if not line.strip():
                continue
            try:
                yield self._article(line)
            except _BadLineError as error:
                self.rejected[str(error)] += 1

    def _article(self, line: bytes) -> Article:
        if len(line) > MAX_LINE:
            raise _BadLineError("line_too_long")
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise _BadLineError("bad_json") from error
        if not isinstance(row, dict):
            raise _BadLineError("bad_json")
        title = one_line(clean_text(_text(row, "title")))
        name = one_line(clean_text(_text(row, "outlet")))
        if not title or not name:
            raise _BadLineError("no_outlet" if title else "no_title")
        published = _moment(row, "date")
        seen = _moment(row, "seen") if row.get("seen") else published
        if _DAY.fullmatch(str(row.get("seen"))) and seen.date() == published.date():
            seen = published
        return self._build(row, cut(title, MAX_TITLE), name, published, seen)

    def _build(self, row: dict[str, object], title: str, name: str, published: datetime, seen: datetime) -> Article:
        outlet_id = self._outlet(name, row.get("ownership"))
        summary = _text(row, "summary")
        url = safe_link(_text(row, "url"))
        language = _text(row, "lang").lower()
        body = clean_body(title, cut(clean_text(summary), MAX_SUMMARY)) if summary else ""
        identity = canonical_link(url) if url else f"{title}\x00{published.date()}"
        return Article(
            key=hashlib.sha256(f"{outlet_id}\x00{identity}".encode()).hexdigest()[:32],
            feed_id=FEED_PREFIX + outlet_id,
            outlet_id=outlet_id,
            guid=None,
            url=url,
            language=language if _LANGUAGE.fullmatch(language) else identify_language(f"{title}\n{body}"),
            title=title,
            body=body,
            published_at=published,
            published_raw=_text(row, "date"),
            date_reason=None,
            first_seen_at=seen,
        )

    def _outlet(self, name: str, ownership: object) -> str:
        if name not in self._slugs:
            outlet_id = self._slugs[name] = slug(name)
            if outlet_id not in self.known:
                owned = str(ownership) if ownership in OWNERSHIPS else None
                outlet = Outlet(outlet_id, name, None, (), owned, outlet_id, None, None, (), "named by an archive")
                self.outlets[outlet_id] = outlet
        return self._slugs[name]


def _text(row: dict[str, object], key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else ""


def _moment(row: dict[str, object], key: str) -> datetime:
    try:
        moment = datetime.fromisoformat(_text(row, key))
    except ValueError as error:
        raise _BadLineError("bad_date") from error
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    if not 1900 <= moment.year <= 2100:
        raise _BadLineError("bad_date")
    return moment


@dataclass(frozen=True, slots=True)
class OpenArchive:
    """The lines of one file, and the file itself, whose position tells the progress."""

    lines: Iterator[bytes]
    file: BinaryIO


@contextmanager
def open_archive(path: Path) -> Iterator[OpenArchive]:
    """Open one archive, by its content gzip or plain. Raises UsageError if it cannot be read to its end."""
    try:
        with path.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
            file.seek(0)
            if not packed:
                yield OpenArchive(iter(file), file)
                return
            with gzip.GzipFile(fileobj=file) as unpacked:
                yield OpenArchive(iter(unpacked), file)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise UsageError(f"{path}: the gzip file is damaged or cut short; what came before is kept") from error
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from error
