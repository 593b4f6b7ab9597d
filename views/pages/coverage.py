"""Coverage: is silence calm, or a dead feed?"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.model import FeedRun
from views import cache as reads
from views.charts.coverage_days import CHART as HEAT
from views.families import ChartContext, Page
from views.markup import tag
from views.pages.parts.controls import choose_window
from views.pages.parts.figures import draw_chart
from views.pages.parts.frame import View, open_frame, show
from views.pages.parts.tables import draw_table
from views.reading import gap_days
from views.words import Words


def draw_heat(view: View, coverage: pd.DataFrame) -> None:
    """Draw articles by outlet and day."""
    words = view.words
    named = coverage.assign(outlet=coverage["outlet_id"].map(view.names.outlet))
    context = ChartContext(words, view.palette, words("chart.heat_title"), words("chart.heat_subtitle"))
    spec = HEAT.build(named[list(HEAT.columns)], context)
    draw_chart(spec, "heat")


def draw_split(view: View, coverage: pd.DataFrame, column: str) -> None:
    """Draw a small table of articles, events and outlets by language or camp."""
    words = view.words
    split = coverage.assign(**{column: coverage[column].fillna(words("unknown"))}).groupby(column, as_index=False)
    table = split.agg(articles=("articles", "sum"), events=("events", "sum"), outlets=("outlet_id", "nunique"))
    if column == "camp":
        table[column] = table[column].map(lambda camp: view.names.camps.get(camp, camp))
    else:
        table[column] = table[column].map(view.names.language)
    table = table.sort_values("articles", ascending=False)
    headings = {name: words(f"column.{name}") for name in table.columns}
    draw_table(table.rename(columns=headings), words, words(f"coverage.{column}s"))


def draw_runs(view: View) -> None:
    """Draw the last runs and the feeds of the newest."""
    words = view.words
    runs, feeds = reads.runs(view.url)
    st.header(words("coverage.feeds"))
    if not runs:
        show(tag("p", words("coverage.none"), class_="dt-intro"))
        return
    rows = [
        {
            words("column.feed"): feed.feed_id,
            words("column.outcome"): outcome_text(words, feed),
            words("column.seen"): feed.counts.seen,
            words("column.new"): feed.counts.new,
            words("column.time"): feed.started_at,
        }
        for feed in feeds
    ]
    draw_table(pd.DataFrame(rows), words, words("coverage.feeds"))
    st.header(words("coverage.runs"))
    done = [
        {words("column.time"): run.started_at, words("column.outcome"): words(f"coverage.exit_{run.exit_code}")}
        for run in runs
    ]
    draw_table(pd.DataFrame(done), words, words("coverage.runs"))


def outcome_text(words: Words, feed: FeedRun) -> str:
    """Say what became of a feed, with the reason as the log names it."""
    told = words(f"coverage.{feed.outcome}")
    return words.labelled(told, words.isolate(feed.reason)) if feed.reason else told


def render() -> None:
    """Draw the page."""
    view = open_frame("coverage")
    standing, words = view.standing, view.words
    if standing is None:
        return
    window = view.selection.window(standing.first, standing.as_of)
    choose_window(view, window, standing)
    coverage = reads.coverage(view.url, *window)
    gaps = gap_days(coverage, *window)
    show(tag("p", words("coverage.gaps", n=words.number(len(gaps))), class_="dt-sub"))
    draw_heat(view, coverage)
    left, right = st.columns(2, gap="large")
    for column, part in ((left, "language"), (right, "camp")):
        with column:
            st.header(words(f"coverage.{part}s"))
            draw_split(view, coverage, part)
    draw_runs(view)


PAGE = Page(order=2, section="trust", icon=":material/sensors:", render=render)

if __name__ == "__main__":
    PAGE.render()
