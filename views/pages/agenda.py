"""Agenda: what has been announced, and what became of it?"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import streamlit as st

from data.model import Story
from views import cache as reads
from views.document import Expected
from views.exports.ics import calendar
from views.families import Page
from views.pages.parts.frame import View, open_frame, show, show_note
from views.pages.parts.planned import BEHIND_DAYS, agenda_items, settled_stories, split_agenda
from views.reading import end_of, pair_key

MOST_AHEAD, MOST_BEHIND = 40, 20


def choose_pair_of(view: View, planned: list[Story]) -> str | None:
    """Let the reader choose one pair among those with a planned act; None is all."""
    counts = Counter(pair_key(story.actor, story.recipient) for story in planned)
    keys = sorted(counts, key=lambda key: (-counts[key], key))
    every = view.words("agenda.every")
    chosen: str | None = st.selectbox(
        view.words("agenda.pair"),
        [None, *keys],
        key="agenda_pair",
        format_func=lambda key: f"{view.names.pair(key)} ({view.words.number(counts[key])})" if key else every,
    )
    return chosen


def draw_items(view: View, stories: list[Story], more: int) -> None:
    """Draw a list of planned acts, and say how many more there are."""
    if not stories:
        show_note(view.words("agenda.none"))
        return
    show(agenda_items(view, stories))
    if more > 0:
        show_note(view.words("agenda.more", n=view.words.number(more)))


def expected_of(view: View, story: Story) -> Expected:
    """Turn a planned act into an entry of a calendar."""
    words, names = view.words, view.names
    name = words("pair_directed", a=names.actor(story.actor), b=names.actor(story.recipient))
    title = words("agenda.event", name=name, act=names.act(story.event_type))
    return Expected(story.event_day or story.day, title, words(f"agenda.{story.expectation or 'open'}"), story.story_id)


def draw_calendar(view: View, stories: list[Story]) -> None:
    """Offer the acts ahead as a calendar file."""
    words, standing = view.words, view.standing
    if standing is None or not stories:
        return
    stamp = standing.data_through or end_of(standing.as_of)
    about = words("export.citation", method=standing.method, day=words.day(standing.as_of))
    content = calendar(
        words.labelled(words("app"), words("agenda.title")), about, [expected_of(view, s) for s in stories], stamp
    )
    st.download_button(words("export.ics"), content, "detente-agenda.ics", "text/calendar", icon=":material/download:")


def render() -> None:
    """Draw the page."""
    view = open_frame("agenda")
    if view.standing is None:
        return
    today = view.standing.as_of
    planned = reads.announced(view.url, today - timedelta(days=BEHIND_DAYS), today)
    chosen = choose_pair_of(view, planned)
    ahead, behind = split_agenda(
        [story for story in planned if chosen in (None, pair_key(story.actor, story.recipient))], today
    )
    coming, past = split_agenda(settled_stories(view, [*ahead, *behind[:MOST_BEHIND]], today), today)
    more = len(behind) + len(ahead) - len(coming) - MOST_BEHIND
    draw_calendar(view, coming)
    left, right = st.columns(2, gap="large")
    with left:
        st.header(view.words("agenda.ahead"))
        draw_items(view, coming[:MOST_AHEAD], len(coming) - MOST_AHEAD)
    with right:
        st.header(view.words("agenda.behind"))
        draw_items(view, past[:MOST_BEHIND], more)


PAGE = Page(order=3, section="now", icon=":material/event:", render=render)

if __name__ == "__main__":
    PAGE.render()
