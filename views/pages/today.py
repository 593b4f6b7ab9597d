"""Today: what moved, which way, why, and can today's data be trusted?"""

from __future__ import annotations

from datetime import timedelta

import pandas as pd
import streamlit as st

from views import cache as reads
from views.families import Page
from views.markup import Markup, tag
from views.pages.parts.cards import draw_cards, draw_column, state_badge
from views.pages.parts.frame import View, open_frame, show
from views.reading import MOVED, YOUNG_DAYS, Standing, rank_happened, rank_moved

MOST_MOVED, MOST_OTHER, MOST_A_STATE = 12, 6, 4
USUAL_DAYS = 28


def figure(label: str, value: str, below: str | None = None) -> Markup:
    """Build one number with its label."""
    return tag("div", tag("span", label), tag("b", value), tag("span", below) if below else None, class_="dt-figure")


def usual(counts: pd.Series) -> float | None:
    """Give the usual number of the days before the last, None without a past."""
    return float(counts.iloc[:-1].median()) if len(counts) > 3 else None


def draw_trust(view: View, standing: Standing, board: pd.DataFrame) -> None:
    """Draw what today's data rests on, beside what is usual."""
    words, day = view.words, standing.as_of
    coverage = reads.coverage(view.url, max(standing.first, day - timedelta(days=USUAL_DAYS)), day)
    daily = coverage.groupby("day").agg(articles=("articles", "sum"), outlets=("outlet_id", "nunique"))
    today = daily.reindex([day], fill_value=0).to_dict("records")[0]
    figures = []
    for column, label in (("outlets", "today.covered"), ("articles", "today.articles_today")):
        before = usual(daily[column])
        below = None if before is None else words("today.usual", n=words.number(before))
        figures.append(figure(words(label), words.number(float(today[column])), below))
    figures.append(figure(words("today.pairs_watched"), words.number((board["stories"].fillna(0) > 0).sum())))
    runs, feeds = reads.runs(view.url)
    if runs:
        failed = sum(feed.reason is not None for feed in feeds)
        when = words.time(runs[0].started_at)
        figures.append(figure(words("today.last_run"), words.day_short(runs[0].started_at.date()), when))
        figures.append(figure(words("today.failed_feeds"), words.number(failed)))
    show(tag("div", *figures, class_="dt-figures"))


def draw_moved(view: View, board: pd.DataFrame) -> None:
    """Draw the pairs that moved, then others that were reported on."""
    words, moved = view.words, rank_moved(board)
    st.header(words("today.moved"))
    if moved.empty:
        show(tag("p", words("today.quiet"), class_="dt-intro"))
    else:
        draw_states(view, moved)
    others = rank_happened(board[~board["pair"].isin(moved["pair"])])
    if len(others):
        st.header(words("today.others"))
        draw_cards(view, others, MOST_OTHER, judged=True)


def draw_states(view: View, moved: pd.DataFrame) -> None:
    """Draw the pairs that moved by the way they moved, the weightiest of each on top."""
    for column, state in zip(st.columns(len(MOVED)), MOVED, strict=True):
        with column:
            rows = moved[moved["state"] == state]
            more = words_more(view, len(rows))
            show(tag("h3", state_badge(view, state), tag("span", more, class_="dt-sub"), class_="dt-column"))
            draw_column(view, rows, MOST_A_STATE)


def words_more(view: View, count: int) -> str:
    """Say how many pairs a column stands for."""
    return view.words("today.count", n=view.words.number(count))


def render() -> None:
    """Draw the page."""
    view = open_frame("today")
    standing = view.standing
    if standing is None:
        return
    board = reads.board(view.url, standing.as_of)
    draw_trust(view, standing, board)
    if standing.age < YOUNG_DAYS:
        st.header(view.words("today.happened"))
        draw_cards(view, rank_happened(board), MOST_MOVED, judged=False)
    else:
        draw_moved(view, board)


PAGE = Page(order=1, section="now", icon=":material/today:", render=render)

if __name__ == "__main__":
    PAGE.render()
