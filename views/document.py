"""What an export writes: for each pair a chart with its finding and the events behind it; its sources."""

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
class Part:
    """What a document says of one pair; `key` is `A-B`, or `A>B` for one direction."""

    key: str
    chart: ChartSpec
    quotes: tuple[Quote, ...]
    agenda: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """All that an export may use: at least one part, all of the same days. `note` is the author's own text."""

    parts: tuple[Part, ...]
    provenance: Provenance
    words: Words
    note: str = ""

    @property
    def title(self) -> str:
        """What the document is called: by its first pair, and by how many there are."""
        first = self.parts[0].chart.title
        more = len(self.parts) - 1
        return self.words("export.title_more", title=first, n=self.words.number(more)) if more else first
