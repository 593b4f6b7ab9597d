"""Planned acts: settled as known on a day, parted into those ahead and those behind, each as an item of a list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from analysis.expectations import settle_expectations
from analysis.parameters import Parameters
from data.model import Story
from data.store.base import EvidenceQuery, EvidenceRow
from views import cache as reads
from views.markup import Markup, tag
from views.pages.parts.frame import View
from views.pages.parts.sentences import quote
from views.reading import outcome_of

BEHIND_DAYS = 60
SETTLED = ("held", "failed")
OUTCOMES = {"held": "detente", "failed": "escalation", "missed": "contested"}


def settled_stories(view: View, planned: Iterable[Story], today: date) -> list[Story]:
    """Give planned acts in their order with what became of them by the end of a day."""
    chosen = list(planned)
    pairs = tuple(sorted({story.pair for story in chosen}))
    told = reads.outlines(view.url, pairs, today - timedelta(days=BEHIND_DAYS), today)
    ids = {story.story_id for story in chosen}
    others = [story for story in told if story.story_id not in ids]
    return settle_expectations([*chosen, *others], today, Parameters())[: len(chosen)]


def split_agenda(planned: Iterable[Story], today: date) -> tuple[list[Story], list[Story]]:
    """Part planned acts: those ahead, nearest first; those behind or known to be held or failed, newest first."""
    known = [(story.event_day or story.day, story.story_id, story) for story in planned]
    coming = [day >= today and story.expectation not in SETTLED for day, _, story in known]
    ahead = [item for item, is_ahead in zip(known, coming, strict=True) if is_ahead]
    behind = [item for item, is_ahead in zip(known, coming, strict=True) if not is_ahead]
    nearest, newest = sorted(ahead, key=first_two), sorted(behind, key=first_two, reverse=True)
    return [story for *_, story in nearest], [story for *_, story in newest]


def first_two(item: tuple[date, str, Story]) -> tuple[date, str]:
    """Give what planned acts are ordered by: their day, then their id."""
    return item[:2]


def agenda_items(view: View, stories: Iterable[Story]) -> Markup:
    """Build a list of planned acts; what one sentence announces for one day with one outcome stands in one item."""
    found: dict[tuple[object, ...], tuple[list[Story], EvidenceRow | None]] = {}
    for story in stories:
        rows = reads.evidence(view.url, EvidenceQuery(story_id=story.story_id, limit=1))
        told = rows[0].report.event.evidence.text if rows else story.story_id
        item = found.setdefault((story.event_day, told, outcome_now(view, story)), ([], rows[0] if rows else None))
        item[0].append(story)
    return tag("section", *(agenda_item(view, together, row) for together, row in found.values()))


def outcome_now(view: View, story: Story) -> str:
    """Say what became of a planned act as known on the day of the page."""
    return outcome_of(story, view.standing.as_of if view.standing else None)


def agenda_item(view: View, stories: list[Story], row: EvidenceRow | None) -> Markup:
    """Build the planned acts of a sentence: day, outcome in words, who and what, and what was reported first."""
    words, names, first = view.words, view.names, stories[0]
    outcome = outcome_now(view, first)
    day = words.day(first.event_day) if first.event_day else words("agenda.undated")
    state = tag("span", words(f"agenda.{outcome}"), class_=f"dt-state dt-{OUTCOMES.get(outcome, 'steady')}")
    acts = [
        words(
            "agenda.event",
            name=words("pair_directed", a=names.actor(story.actor), b=names.actor(story.recipient)),
            act=names.act(story.event_type),
        )
        for story in stories
    ]
    outlets = {report.outlet_id for story in stories for report in story.reports}
    told = words("agenda.told", day=words.day(min(story.day for story in stories)))
    return tag(
        "article",
        tag("div", tag("b", day), " · ", state),
        *(tag("div", act, class_="dt-act") for act in acts),
        quote(row) if row else None,
        tag(
            "div",
            tag("span", told),
            tag("span", words("today.outlets", n=words.number(len(outlets)))),
            class_="dt-source",
        ),
        class_="dt-evidence",
    )
