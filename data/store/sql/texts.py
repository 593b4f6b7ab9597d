"""How values are written as text: times, days, lists, folded titles. Reading gives back what was written."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any


def time_text(moment: datetime | None) -> str | None:
    """Write a time in UTC so that texts sort as times do; a time without a zone is a mistake of the caller."""
    if moment is None:
        return None
    if moment.tzinfo is None:
        raise ValueError(f"time without a zone: {moment.isoformat()}")
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


@lru_cache(maxsize=8192)
def read_time(text: str | None) -> datetime | None:
    """Read a stored time; the events of an article share theirs."""
    return datetime.fromisoformat(text).astimezone(UTC) if text else None


def day_text(day: date | None) -> str | None:
    """Write a day."""
    return day.isoformat() if day else None


@lru_cache(maxsize=8192)
def known_day(text: str) -> date:
    """Read a stored day."""
    return date.fromisoformat(text)


def read_day(text: str | None) -> date | None:
    """Read a stored day that may be missing."""
    return known_day(text) if text else None


@lru_cache(maxsize=65536)
def list_text(items: Sequence[str]) -> str:
    """Write a list of short texts."""
    return json.dumps(list(items), ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=65536)
def read_list(text: str) -> tuple[str, ...]:
    """Read a stored list."""
    return tuple(json.loads(text))


def object_text(value: Any) -> str:
    """Write a JSON object with its keys in order."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=str)


def title_hash(title: str) -> int:
    """Hash a title after folding case, width and white space: 64 bits, signed."""
    folded = " ".join(unicodedata.normalize("NFKC", title).casefold().split())
    return int.from_bytes(hashlib.blake2b(folded.encode("utf-8", "replace"), digest_size=8).digest(), signed=True)
