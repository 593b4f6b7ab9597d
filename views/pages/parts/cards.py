"""Cards of pairs: state in words and sign, level, a small line of the last weeks, and the sentence that tells why."""

from __future__ import annotations

from datetime import timedelta
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


def state_badge(view: View, state: str) -> Markup:
    """Build a state: sign and word in its colour."""
    return tag("span", tag("i", SIGNS[state]), tag("span", view.words(f"state.{state}")), class_=f"dt-state dt-{state}")


def facts(view: View, row: dict[str, Any], *, judged: bool) -> Markup:
    """Build the numbers under a pair's name."""
    words = view.words
    texts = [
        words("today.stories", n=words.number(row["recent_stories"])),
        words("today.outlets", n=words.number(row["recent_outlets"])),
    ]
    if judged:
        texts.insert(0, words("today.level", value=words.number(row["level"], 1)))
        if isinstance(row.get("was"), str) and row["was"] != row["state"]:
            texts.append(words("today.was", state=words(f"state.{row['was']}")))
    else:
        texts.append(words("today.conflict", value=words.number(row["recent_conflict"], 1)))
        texts.append(words("today.cooperation", value=words.number(row["recent_cooperation"], 1)))
    return tag("div", *(tag("span", text) for text in texts), class_="dt-facts")


def spark(view: View, key: str) -> Markup | None:
    """Build the small line of a pair."""
    if view.standing is None:
        return None
    last = view.standing.as_of
    frame = reads.index(view.url, key, last - timedelta(days=SPARK_DAYS - 1), last)
    if frame["balance"].notna().sum() < 2:
        return None
    alt = view.words("measure.balance")
    return picture(draw_spark(frame, view.palette), alt, class_="dt-spark")


def card(view: View, row: dict[str, Any], told: EvidenceRow | None, *, judged: bool) -> Markup:
    """Build a pair's card; `judged` shows state and level, else only what happened."""
    reason = (
        [quote(told), source_line(view, told)] if told else [tag("p", view.words("today.no_sentence"), class_="dt-sub")]
    )
    return tag(
        "article",
        tag("h3", view.names.pair(row["pair"])),
        state_badge(view, row["state"]) if judged else None,
        facts(view, row, judged=judged),
        spark(view, row["pair"]) if judged else None,
        *reason,
        class_="dt-card",
    )


def draw_cards(view: View, board: pd.DataFrame, most: int, *, judged: bool) -> None:
    """Draw the cards of a board, three in a row, each with its way into the pair."""
    if view.standing is None:
        return
    rows = board.head(most).to_dict("records")
    for start in range(0, len(rows), 3):
        for column, row in zip(st.columns(3), rows[start : start + 3], strict=False):
            a, b = str(row["pair"]).split("-")
            told = reads.best_sentence(view.url, (a, b), view.standing.as_of, str(row["state"]))
            with column, st.container(border=True, height="stretch"):
                show(card(view, {str(k): v for k, v in row.items()}, told, judged=judged))
                query = {**view.selection.to_query(), "a": a, "b": b}
                query.pop("day", None)
                st.page_link("views/pages/pair.py", label=view.words("today.open"), query_params=query)
