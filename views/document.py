"""What an export writes: a chart with its finding, the events behind it, and where all of it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from views.spec import ChartSpec
from views.words import Words


@dataclass(frozen=True, slots=True)
class Quote:
    """One event as its outlet told it. `text` is at most 300 characters of the outlet's own words."""

    day: date
    outlet: str
    language: str | None
    title: str
    text: str
    url: str | None
    actor: str
    recipient: str
    who: str
    act: str
    status: str
    score: float


@dataclass(frozen=True, slots=True)
class Expected:
    """Something planned: an agenda entry."""

    day: date
    title: str
    text: str
    uid: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the numbers come from; every export carries it."""

    as_of: date
    data_through: datetime | None
    since: date
    until: date
    method: str
    outlets: tuple[str, ...]
    articles: int
    gaps: tuple[date, ...]
    sample: bool


@dataclass(frozen=True, slots=True)
class Document:
    """All that an export may use. `note` is what the reader of the dashboard wrote."""

    chart: ChartSpec
    quotes: tuple[Quote, ...]
    agenda: tuple[Expected, ...]
    provenance: Provenance
    words: Words
    note: str = ""
