"""Cards of pairs: state in words and sign, level, a small line of the last weeks, and the sentence that tells why."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from data.store.base import EvidenceRow
from views import cache as reads
from views.markup import Markup, picture, tag
from views.pages.parts.frame import View, show
from views.pages.parts.sentences import quote, source_line
from views.palette import SIGNS
from views.reading import SPARK_DAYS
from views.render.spark import draw_spark
from views.series import runs_of_states
from views.verdict import is_unsure


def state_badge(view: View, state: str) -> Markup:
    """Build a state: sign and word in its colour."""
    return tag(
        "span",
        tag("span", SIGNS[state], class_="dt-sign"),
        tag("span", view.words(f"state.{state}")),
        class_=f"dt-state dt-{state}",
    )


def facts(view: View, row: dict[str, Any], *, judged: bool) -> Markup:
    """Build the numbers under a pair's name."""
    words = view.words
    texts = [
        words("today.stories", n=words.number(row["recent_stories"])),
        words("today.outlets", n=words.number(row["recent_outlets"])),
    ]
    if judged:
        texts.insert(0, level_text(view, row))
        if is_unsure(row["state"], row.get("direction_p")):
            texts.append(words("pair.unsure"))
        if isinstance(row.get("was"), str) and row["was"] != row["state"]:
            texts.append(words("today.was", state=words(f"state.{row['was']}")))
    else:
        texts.append(words("today.conflict", value=words.number(row["recent_conflict"], 1)))
        texts.append(words("today.cooperation", value=words.number(row["recent_cooperation"], 1)))
    return tag("div", *(tag("span", text) for text in texts), class_="dt-facts")


def level_text(view: View, row: dict[str, Any]) -> str:
    """Write the level, beside that of a week ago where there was one."""
    words, value, before = view.words, row["level"], row.get("level_before")
    if before is None or before != before:  # noqa: PLR0124 - the usual test for NaN
        return words("today.level", value=words.number(value, 1))
    return words("today.level_moved", value=words.number(value, 1), before=words.number(before, 1))


def since_text(view: View, frame: pd.DataFrame) -> str:
    """Say since when the last state of an index holds without a break."""
    _state, first, _last = runs_of_states(frame)[-1]
    return view.words("today.since", day=view.words.day_short(first))


def recent_index(view: View, key: str) -> pd.DataFrame:
    """Read the last weeks of a pair."""
    if view.standing is None:
        raise RuntimeError("an empty store has no index")
    last = view.standing.as_of
    return reads.index(view.url, key, last - timedelta(days=SPARK_DAYS - 1), last)


def spark(view: View, frame: pd.DataFrame) -> Markup | None:
    """Build the small line of a pair."""
    if frame["balance"].notna().sum() < 2:
        return None
    alt = view.words("measure.balance")
    return picture(draw_spark(frame, view.palette), alt, class_="dt-spark")


def card(view: View, row: dict[str, Any], told: EvidenceRow | None, *, judged: bool) -> Markup:
    """Build a pair's card; `judged` shows state and level, else only what happened."""
    reason = (
        [quote(told), source_line(view, told)] if told else [tag("p", view.words("today.no_sentence"), class_="dt-sub")]
    )
    frame = recent_index(view, row["pair"])
    since = tag("span", since_text(view, frame), class_="dt-sub") if len(frame) else None
    return tag(
        "article",
        tag("h3", view.names.pair(row["pair"])),
        tag("div", state_badge(view, row["state"]), since, class_="dt-stand") if judged else None,
        facts(view, row, judged=judged),
        spark(view, frame) if judged else None,
        *reason,
        class_="dt-card",
    )


def draw_cards(view: View, board: pd.DataFrame, most: int, *, judged: bool) -> None:
    """Draw the cards of a board, three in a row, each with its way into the pair."""
    if view.standing is None:
        return
    rows = records_of(board, most)
    for start in range(0, len(rows), 3):
        for column, row in zip(st.columns(3), rows[start : start + 3], strict=False):
            with column, st.container(border=True, height="stretch"):
                draw_card(view, view.standing.as_of, row, judged=judged)


def draw_column(view: View, board: pd.DataFrame, most: int) -> None:
    """Draw the cards of a board one below the other."""
    if view.standing is None:
        return
    for row in records_of(board, most):
        with st.container(border=True):
            draw_card(view, view.standing.as_of, row, judged=True)


def records_of(board: pd.DataFrame, most: int) -> list[dict[str, Any]]:
    """Give the first rows of a board."""
    return [{str(key): value for key, value in row.items()} for row in board.head(most).to_dict("records")]


def draw_card(view: View, day: date, row: dict[str, Any], *, judged: bool) -> None:
    """Draw one card with its way into the pair."""
    a, b = str(row["pair"]).split("-")
    told = reads.best_sentence(view.url, (a, b), day, str(row["state"]), view.corrections)
    show(card(view, row, told, judged=judged))
    query = {**view.selection.to_query(), "a": a, "b": b}
    query.pop("day", None)
    st.page_link("views/pages/pair.py", label=view.words("today.open"), query_params=query)
