"""Agenda: what has been announced, and what became of it?"""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from analysis.expectations import settle_expectations
from analysis.parameters import Parameters
from data.model import Story
from views import cache as reads
from views.families import Page
from views.markup import Markup, tag
from views.pages.parts.frame import View, open_frame, show, show_note

BEHIND_DAYS = 60
OUTCOMES = {"held": "detente", "failed": "escalation", "missed": "contested"}


def item(view: View, story: Story) -> Markup:
    """Build one planned act: day, who, what, and its outcome in words."""
    words, names = view.words, view.names
    outcome = story.expectation or "open"
    day = words.day(story.event_day) if story.event_day else words("agenda.undated")
    name = words("pair_directed", a=names.actor(story.actor), b=names.actor(story.recipient))
    state = tag("span", words(f"agenda.{outcome}"), class_=f"dt-state dt-{OUTCOMES.get(outcome, 'steady')}")
    what = words("agenda.event", name=name, act=names.act(story.event_type))
    reports = words("today.outlets", n=words.number(len({report.outlet_id for report in story.reports})))
    source = tag("div", tag("span", words.day(story.day)), tag("span", reports), class_="dt-source")
    return tag(
        "article",
        tag("div", tag("b", day), " · ", state),
        tag("div", what, class_="dt-act"),
        source,
        class_="dt-evidence",
    )


def draw_items(view: View, stories: list[Story]) -> None:
    """Draw a list of planned acts."""
    if stories:
        show(tag("section", *(item(view, story) for story in stories)))
    else:
        show_note(view.words("agenda.none"))


def render() -> None:
    """Draw the page."""
    view = open_frame("agenda")
    if view.standing is None:
        return
    today = view.standing.as_of
    found = reads.stories(view.url, today - timedelta(days=BEHIND_DAYS), today)
    settled = settle_expectations(found, today, Parameters())
    planned = [story for story in settled if story.status == "planned"]
    ahead = [story for story in planned if story.event_day is None or story.event_day >= today]
    behind = [story for story in planned if story.event_day is not None and story.event_day < today]
    left, right = st.columns(2, gap="large")
    with left:
        st.header(view.words("agenda.ahead"))
        draw_items(
            view,
            sorted(ahead, key=lambda story: (story.event_day is None, story.event_day or story.day, story.story_id)),
        )
    with right:
        st.header(view.words("agenda.behind"))
        draw_items(view, sorted(behind, key=lambda story: (story.event_day or story.day, story.story_id), reverse=True))


PAGE = Page(order=3, section="now", icon=":material/event:", render=render)

if __name__ == "__main__":
    PAGE.render()
