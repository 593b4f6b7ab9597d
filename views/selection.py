"""What a link asks for: language, pair, window, as-of day. Links carry codes, never labels.

A value that makes no sense is replaced by the usual one and named in a note, so that nobody reads a page that they did
not ask for without knowing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

CODE = re.compile(r"[A-Z]{3,4}(?::[A-Z0-9_]{2,30})?")
KEY = re.compile(r"[A-Za-z0-9_.-]{1,80}")
PAIR = re.compile(rf"{CODE.pattern}-{CODE.pattern}")
LONGEST_DAYS, LONGEST_VALUE = 3660, 240
USUAL_DAYS = 90
BEST = "best"


@dataclass(frozen=True, slots=True)
class Selection:
    """A validated choice. `until` and `as_of` None mean the newest day; `more` are further pairs of a briefing."""

    language: str | None = None
    actor: str | None = None
    recipient: str | None = None
    since: date | None = None
    until: date | None = None
    as_of: date | None = None
    day: date | None = None
    words: str | None = None
    sort: str | None = None
    outlet: str | None = None
    camp: str | None = None
    spoken: str | None = None
    act: str | None = None
    status: str | None = None
    more: tuple[str, ...] = ()

    @property
    def pair(self) -> tuple[str, str] | None:
        """The two codes, when both are chosen."""
        return (self.actor, self.recipient) if self.actor and self.recipient else None

    def window(self, first: date, last: date) -> tuple[date, date]:
        """Give first and last day to show: within the days there are, and no later than the as-of day."""
        end = max(first, min(day for day in (self.until, self.as_of, last) if day))
        begin = min(self.since or end - timedelta(days=USUAL_DAYS - 1), end)
        return max(begin, first, end - timedelta(days=LONGEST_DAYS)), end

    def without_filters(self) -> Selection:
        """Give the selection without the filters of the evidence, which no other page has."""
        return replace(self, words=None, sort=None, outlet=None, camp=None, spoken=None, act=None, status=None)

    def to_query(self) -> dict[str, str]:
        """Write the parameters of a link that opens the same view in any language."""
        values = {
            "lang": self.language,
            "a": self.actor,
            "b": self.recipient,
            "since": self.since,
            "until": self.until,
            "asof": self.as_of,
            "day": self.day,
            "q": self.words,
            "sort": self.sort,
            "outlet": self.outlet,
            "camp": self.camp,
            "spoken": self.spoken,
            "act": self.act,
            "status": self.status,
            "more": ",".join(self.more) or None,
        }
        return {key: str(value) for key, value in values.items() if value is not None}


def read_code(text: str) -> str:
    """Read an actor code; ValueError otherwise."""
    if not CODE.fullmatch(text):
        raise ValueError(text)
    return text


def read_key(text: str) -> str:
    """Read a key of the catalogue; ValueError otherwise."""
    if not KEY.fullmatch(text):
        raise ValueError(text)
    return text


def read_pairs(text: str) -> tuple[str, ...]:
    """Read keys of pairs, parted by commas; ValueError otherwise."""
    keys = tuple(dict.fromkeys(text.split(",")))
    if not all(PAIR.fullmatch(key) for key in keys):
        raise ValueError(text)
    return keys


def read_language(text: str) -> str:
    """Read a language code; ValueError otherwise."""
    if not (text.isascii() and text.isalpha() and 2 <= len(text) <= 3):
        raise ValueError(text)
    return text.lower()


def read_sort(text: str) -> str:
    """Read an order of the evidence; ValueError otherwise."""
    if text != BEST:
        raise ValueError(text)
    return text


FIELDS: dict[str, tuple[str, Callable[[str], object]]] = {
    "lang": ("language", read_language),
    "a": ("actor", read_code),
    "b": ("recipient", read_code),
    "since": ("since", date.fromisoformat),
    "until": ("until", date.fromisoformat),
    "asof": ("as_of", date.fromisoformat),
    "day": ("day", date.fromisoformat),
    "q": ("words", str),
    "sort": ("sort", read_sort),
    "outlet": ("outlet", read_key),
    "camp": ("camp", read_key),
    "spoken": ("spoken", read_language),
    "act": ("act", read_key),
    "status": ("status", read_key),
    "more": ("more", read_pairs),
}


def read_selection(query: Mapping[str, str]) -> tuple[Selection, tuple[str, ...]]:
    """Read link parameters; give the selection and the names of the parameters that could not be used."""
    values: dict[str, Any] = {}
    refused: list[str] = []
    for key, (field, read) in FIELDS.items():
        text = query.get(key)
        if text is None or text == "":
            continue
        try:
            values[field] = read(text[:LONGEST_VALUE])
        except ValueError:
            refused.append(key)
    selection = Selection(**values)
    if selection.since and selection.until and selection.since > selection.until:
        selection, refused = replace(selection, since=None), [*refused, "since"]
    if selection.actor and selection.actor == selection.recipient:
        selection, refused = replace(selection, recipient=None), [*refused, "b"]
    return selection, tuple(refused)
