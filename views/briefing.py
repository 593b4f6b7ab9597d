"""Pairs and a window of a store, made into the document that every export writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from data.errors import UsageError
from data.store.base import EvidenceQuery, EvidenceRow, Store
from data.store.desk import Correction
from views.charts.timeline import CHART as TIMELINE
from views.corrections import correct, cut
from views.document import Document, Expected, Part, Provenance, Quote
from views.families import ChartContext
from views.names import Names
from views.palette import LIGHT, Palette
from views.provenance import build_provenance, footer_of, subtitle_of
from views.reading import numbered_events, outcome_of, read_index, read_standing, split_key
from views.series import complete_days
from views.spec import MOST_MARKS, ChartSpec, Mark

MOST_QUOTES, MOST_NOTE, MOST_PAIRS = 40, 600, 6
PANELS = ("balance", "deeds", "level")


@dataclass(frozen=True, slots=True)
class Order:
    """What a document is to show; `until` and `as_of` None mean the newest day.

    `pairs` has one to MOST_PAIRS keys: `A-B`, or `A>B` for one direction. `panels` names the parts of the charts,
    out of PANELS (none: all); `note` is the author's own text, cut at MOST_NOTE characters.
    """

    pairs: tuple[str, ...]
    since: date | None = None
    until: date | None = None
    as_of: date | None = None
    panels: tuple[str, ...] = ()
    note: str = ""


def lean(row: EvidenceRow) -> str:
    """Say which state's colour an act has."""
    score = row.report.event.score
    return "escalation" if score < 0 else "detente" if score > 0 else "steady"


def quote_of(row: EvidenceRow, names: Names) -> Quote:
    """Turn evidence into a quotation: one sentence, never the article."""
    report, event, words = row.report, row.report.event, names.words
    listed = words("list_comma")
    actor, recipient = (listed.join(names.actor(code) for code in codes) for codes in (event.actor, event.recipient))
    return Quote(
        day=report.day,
        outlet=names.outlet(report.outlet_id),
        language=report.language,
        title=cut(row.article_title),
        text=cut(event.evidence.text),
        url=row.url,
        actor=actor,
        recipient=recipient,
        who=words("pair_directed", a=actor, b=recipient),
        act=names.act(event.event_type),
        status=words(f"status.{event.status}"),
        score=event.score,
    )


def read_agenda(store: Store, pair: tuple[str, str], origin: Provenance, names: Names) -> tuple[Expected, ...]:
    """List what was planned with a date, as known in the window."""
    words, found = names.words, []
    for story in store.announced(origin.since - timedelta(days=90), origin.until, pair):
        if story.status == "planned" and story.event_day:
            name = words("pair_directed", a=names.actor(story.actor), b=names.actor(story.recipient))
            outcome = words(f"agenda.{outcome_of(story, origin.as_of)}")
            title = words("agenda.event", name=name, act=names.act(story.event_type))
            found.append(Expected(story.event_day, title, outcome, story.story_id))
    return tuple(sorted(found, key=lambda item: (item.day, item.uid)))


def build_document(
    store: Store,
    order: Order,
    names: Names,
    palette: Palette = LIGHT,
    *,
    sample: bool,
    corrections: Sequence[Correction] = (),
) -> Document:
    """Read all that an export of pairs needs. Raises UsageError for an empty store or an unknown pair."""
    standing = read_standing(store, order.as_of)
    if standing is None:
        raise UsageError("the store is empty: run python3 tasks.py ingest first")
    since, until = window_of(order, standing.first, standing.as_of)
    origin = build_provenance(standing, store.coverage(since, until), (since, until), names, sample=sample)
    parts = tuple(
        build_part(store, key, order.panels, origin, names, palette, corrections)
        for key in dict.fromkeys(order.pairs[:MOST_PAIRS])
    )
    return Document(parts, origin, names.words, order.note.strip()[:MOST_NOTE])


def build_part(
    store: Store,
    key: str,
    panels: Sequence[str],
    origin: Provenance,
    names: Names,
    palette: Palette,
    corrections: Sequence[Correction],
) -> Part:
    """Read what a document says of one pair. Raises UsageError for an unknown pair."""
    words, pair, (since, until) = names.words, split_key(key), (origin.since, origin.until)
    frame = read_index(store, key, since, until)
    if frame.empty and not store.evidence(EvidenceQuery(pair=pair, limit=1)):
        raise UsageError(f"no story of {key} is known; python -m analysis series shows which pairs there are")
    one_way = ">" in key
    rows = numbered_events(store, pair, (since, until), MOST_MARKS, corrections, directed=one_way)
    marks = tuple(Mark(n, row.report.day, row.report.event.evidence.text, lean(row)) for n, row in enumerate(rows, 1))
    context = ChartContext(words, palette, names.pair(key), subtitle_of(origin, words), footer_of(origin, words), marks)
    chart = choose_panels(TIMELINE.build(complete_days(frame, since, until), context), panels)
    query = EvidenceQuery(pair=pair, directed=one_way, since=since, until=until, limit=MOST_QUOTES)
    more = correct(store.evidence(query), corrections)
    quotes = [*rows, *(row for row in more if row not in rows)][:MOST_QUOTES]
    return Part(key, chart, tuple(quote_of(row, names) for row in quotes), read_agenda(store, pair, origin, names))


def choose_panels(chart: ChartSpec, wanted: Sequence[str]) -> ChartSpec:
    """Leave out the parts of a chart that are not wanted; the strip of states stays. None wanted: all."""
    kept = tuple(panel for panel in chart.panels if panel.kind == "states" or panel.id in wanted)
    return replace(chart, panels=kept) if wanted else chart


def window_of(order: Order, first: date, last: date) -> tuple[date, date]:
    """Give the window of an order within the days there are."""
    until = max(first, min(order.until or last, last))
    return max(first, min(order.since or until - timedelta(days=89), until)), until


def stamp_of(document: Document) -> datetime:
    """Give the moment that files are dated with: that of the data, never the clock."""
    day = document.provenance.as_of
    return document.provenance.data_through or datetime(day.year, day.month, day.day, tzinfo=UTC)


def about_lines(document: Document) -> list[tuple[str, str]]:
    """Give the provenance as pairs of label and text, for files that carry it in words."""
    words, origin = document.words, document.provenance
    ltr = words.isolate
    gaps = words("list_comma").join(words.day(day) for day in origin.gaps) if origin.gaps else words("export.none")
    through = words.time(origin.data_through) if origin.data_through else words("unknown")
    lines = [
        (words("export.as_of"), words.day(origin.as_of)),
        (words("export.period"), f"{words.day(origin.since)} \u2013 {words.day(origin.until)}"),
        (words("export.through"), through),
        (words("export.method"), ltr(origin.method or words("unknown"))),
        (words("export.articles"), words.number(origin.articles)),
        (words("export.gaps"), f"{words.number(len(origin.gaps))} ({gaps})" if origin.gaps else gaps),
        (words("export.zone"), words("export.band")),
        (words("export.outlets"), ltr(f"{len(origin.outlets)} ({'; '.join(origin.outlets)})")),
    ]
    return [(words("export.sample"), ""), *lines] if origin.sample else lines


def note_lines(document: Document) -> list[tuple[str, str]]:
    """Give the author's note as a pair of label and text, if there is one."""
    return [(document.words("briefing.note"), document.note)] if document.note else []
