"""What a format reads out of a feed, before any of it is trusted: the rows that cross from the parsing child."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

MAX_ENTRIES = 500
MAX_FIELD = 32_768


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One entry as the feed has it: texts are markup, dates are words."""

    guid: str | None
    link: str | None
    title: str
    summary: str
    published: str | None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class RawFeed:
    """A whole feed. `version` is empty where the document is no feed; `complete` False where its end is missing."""

    version: str
    language: str | None
    entries: tuple[RawEntry, ...]
    listed: int
    ttl_minutes: int | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Format:
    """One feed format: whether a document may be one, and how it is read (its address resolves relative links)."""

    recognises: Callable[[str], bool]
    read: Callable[[str, str], RawFeed]
