"""Planned acts: settled as known on a day, parted into those ahead and those behind, each as an item of a list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from analysis.expectations import settle_expectations
from analysis.parameters import Parameters
from data.model import Story
from data.store.base import EvidenceQuery
from views import cache as reads
from views.markup import Markup, tag
from views.pages.parts.frame import View
from views.pages.parts.sentences import quote
from views.reading import outcome_of

BEHIND_DAYS = 60
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
    """Part planned acts: those ahead, nearest first; those behind, newest first."""
    known = [(story.event_day or story.day, story.story_id, story) for story in planned]
    ahead = [story for day, _, story in sorted(known, key=lambda item: item[:2]) if day >= today]
    behind = [story for day, _, story in sorted(known, key=lambda item: item[:2], reverse=True) if day < today]
    return ahead, behind


def agenda_item(view: View, story: Story) -> Markup:
    """Build one planned act: day, who, what, its outcome in words, and what was reported first."""
    words, names = view.words, view.names
    outcome = outcome_of(story, view.standing.as_of if view.standing else None)
    day = words.day(story.event_day) if story.event_day else words("agenda.undated")
    name = words("pair_directed", a=names.actor(story.actor), b=names.actor(story.recipient))
    state = tag("span", words(f"agenda.{outcome}"), class_=f"dt-state dt-{OUTCOMES.get(outcome, 'steady')}")
    what = words("agenda.event", name=name, act=names.act(story.event_type))
    reports = words("today.outlets", n=words.number(len({report.outlet_id for report in story.reports})))
    told = words("agenda.told", day=words.day(story.day))
    first = reads.evidence(view.url, EvidenceQuery(story_id=story.story_id, limit=1))
    return tag(
        "article",
        tag("div", tag("b", day), " · ", state),
        tag("div", what, class_="dt-act"),
        *(quote(row) for row in first),
        tag("div", tag("span", told), tag("span", reports), class_="dt-source"),
        class_="dt-evidence",
    )
