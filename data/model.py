"""The values that travel from stage to stage. Immutable; a stage makes a new type and edits none.

feed -> entry -> article -> sentence -> mention -> event -> story report -> story -> (pandas frames from pair-days on)
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
STATUSES = ("actual", "planned", "hypothetical", "denied", "historical", "cancelled", "failed", "question")
STATES = ("escalation", "detente", "contested", "steady", "insufficient")


@dataclass(frozen=True, slots=True)
class Feed:
    """One address that lists entries of an outlet."""

    id: str
    outlet_id: str
    url: str
    language: str | None = None
    timezone: str | None = None
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes: ownership, group (sisters count once) and camp (whose media they are) are facts with a source."""

    id: str
    name: str
    country: str | None
    languages: tuple[str, ...]
    ownership: str | None
    group: str
    camp: str | None
    homepage: str | None
    feeds: tuple[Feed, ...]
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed lists, as plain text; `published_raw` is kept whatever could be read from it."""

    feed_id: str
    guid: str | None
    link: str | None
    title: str
    summary: str
    published_raw: str | None
    published_at: datetime | None
    date_reason: str | None
    language: str | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """A text we keep. `key` is its identity (32 hex digits), `content_hash` that of its wording.

    `aliases` are hashes of all that may tell the article again in its feed (guid, link, title and day).

    `first_seen_at` is the clock of the index: for a live article when we first had it, for an imported one its `seen`
    field, else its date. `published_at` may be None with `date_reason`.
    """

    key: str
    feed_id: str
    outlet_id: str
    guid: str | None
    url: str | None
    language: str | None
    title: str
    body: str
    published_at: datetime | None
    published_raw: str | None
    date_reason: str | None
    first_seen_at: datetime
    flags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text that is coded: title, blank line, body."""
        return f"{self.title}\n\n{self.body}" if self.body else self.title

    @property
    def day(self) -> date:
        """The day that this article counts for."""
        return self.first_seen_at.date()

    @property
    def content_hash(self) -> str:
        """Hash of title and body: another hash under the same key is an edit."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as the store holds it, with its number and current version."""

    article_id: int
    version: int
    article: Article


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words behind an event: `text == article.text[start:end]`, in code points."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom: PLOVER type and mode, status, score in -10..+10, and the sentence that says so."""

    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    event_type: str
    mode: str | None
    quad: str
    status: str
    score: float
    day: date | None
    evidence: Evidence
    confidence: float
    rules: tuple[str, ...]
    place: str | None = None


@dataclass(frozen=True, slots=True)
class ToneReading:
    """Tone of one sentence of an article, in -1..1, with the actors it names."""

    start: int
    end: int
    tone: float
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodedArticle:
    """What the coder found in one text. `reason` says why nothing could be done (unknown language, empty, too long)."""

    language: str | None
    events: tuple[Event, ...]
    tone: float | None
    tones: tuple[ToneReading, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One event as one article tells it: the unit that stories are made of."""

    article_id: int
    seq: int
    day: date
    seen_at: datetime
    outlet_id: str
    group: str
    camp: str | None
    language: str | None
    title: str
    lead: str
    event: Event
    late: bool = False


@dataclass(frozen=True, slots=True)
class StoryReport:
    """A report's place in a story and what it adds on its day to the story's undirected pair.

    `increment` is signed: conflict above 0, cooperation below. `mutual` acts (talks, accords) count in both directions.
    Only an own wording of another ownership group adds salience.
    """

    article_id: int
    seq: int
    actor: str
    recipient: str
    mutual: bool
    day: date
    outlet_id: str
    own_wording: bool
    increment: float


@dataclass(frozen=True, slots=True)
class Story:
    """One event between two actors as told by all its reports; `actor` and `recipient` as most reports have them.

    `story_id` is deterministic; `pair` is undirected, its codes in order; `expectation` is open, held, failed or
    missed for a story of something planned.
    """

    story_id: str
    actor: str
    recipient: str
    event_type: str
    mode: str | None
    quad: str
    status: str
    score: float
    day: date
    event_day: date | None
    reports: tuple[StoryReport, ...]
    expectation: str | None = None

    @property
    def pair(self) -> str:
        """The undirected pair."""
        return "-".join(sorted((self.actor, self.recipient)))


@dataclass(frozen=True, slots=True)
class FeedState:
    """What the polling must remember of a feed between runs.

    `state` is active, quarantined (put aside for a while: it harmed its reader again and again), gone or dead;
    `usual_gap` is the pause between two of its entries that is usual, in seconds.
    """

    feed_id: str
    url: str
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    next_check_at: datetime | None = None
    checked_at: datetime | None = None
    succeeded_at: datetime | None = None
    newest_item_at: datetime | None = None
    failures: int = 0
    empties: int = 0
    state: str = "active"
    reason: str | None = None
    message: str | None = None
    moved_to: str | None = None
    moved_since: datetime | None = None
    usual_items: float | None = None
    usual_gap: float | None = None


@dataclass(frozen=True, slots=True)
class FetchCounts:
    """seen = new + changed + unchanged + duplicate + sum(rejected): what became of every entry of a fetch."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    duplicate: int = 0
    rejected: Mapping[str, int] = field(default_factory=dict)

    @property
    def seen(self) -> int:
        """All entries that the feed listed."""
        return self.new + self.changed + self.unchanged + self.duplicate + sum(self.rejected.values())


@dataclass(frozen=True, slots=True)
class FeedRun:
    """One feed in one run, as run history keeps it."""

    feed_id: str
    started_at: datetime
    outcome: str
    http_status: int | None
    bytes: int
    milliseconds: int
    counts: FetchCounts
    reason: str | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One ingest run."""

    run_id: str
    started_at: datetime
    ended_at: datetime | None
    exit_code: int | None
    kind: str
    note: str | None = None
