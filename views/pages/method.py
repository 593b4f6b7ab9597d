"""Method: how is it computed, how well did it do, where does it fail?"""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import Any

import pandas as pd
import streamlit as st

from data.model import STATES
from data.settings import ROOT, VERSION
from views.families import Page
from views.markup import tag
from views.pages.parts.cards import state_badge
from views.pages.parts.frame import View, open_frame, show, show_note
from views.pages.parts.tables import draw_table
from views.words import interface_languages

FLOORS = ROOT / "tests" / "gold" / "floors.json"
REPLAY = ROOT / "tests" / "gold" / "replay.json"


@cache
def read_floors() -> dict[str, float]:
    """Read the floors of accuracy that the tests hold."""
    floors: dict[str, float] = json.loads(FLOORS.read_text("utf-8")) if FLOORS.is_file() else {}
    return floors


@cache
def read_replay() -> dict[str, Any]:
    """Read how the index did on the past (written by `python tests/gold/replay.py RESULT.json`)."""
    replay: dict[str, Any] = json.loads(REPLAY.read_text("utf-8")) if REPLAY.is_file() else {}
    return replay


def gauge_table(view: View, floors: dict[str, float]) -> pd.DataFrame:
    """Lay the floors out: a line a measured set and question, a column a language."""
    words = view.words
    lines: dict[str, dict[str, str]] = {}
    for figure, value in floors.items():
        name, language, question = figure.split(".", 2)
        what = words.labelled(words(f"gauge.{name}"), words("gauge." + question.replace(".", "_")))
        lines.setdefault(what, {})[language] = words.number(value, 2)
    spoken = [language for language in interface_languages() if any(language in line for line in lines.values())]
    others = sorted({language for line in lines.values() for language in line} - set(spoken))
    table = (
        pd.DataFrame.from_dict(lines, orient="index").reindex(columns=[*spoken, *others]).fillna(words("unknown_short"))
    )
    return table.rename(columns=view.names.language).rename_axis(words("method.what")).reset_index()


def draw_figures(view: View) -> None:
    """Show the measured accuracy below which no release may fall."""
    words, floors = view.words, read_floors()
    st.header(words("method.figures"))
    if not floors:
        show_note(words("method.figures_none"))
        return
    show(tag("p", words("method.figures_text"), class_="dt-prose"))
    draw_table(gauge_table(view, floors), words, words("method.figures"))


def outcome_of(view: View, turn: dict[str, Any]) -> str:
    """Say what the replay made of a dated turn."""
    words = view.words
    if turn["right"]:
        return words("method.seen_later", n=words.number(turn["lag"])) if turn["lag"] else words("method.seen_then")
    return words("method.seen_wrong") if turn["wrong_sign"] else words("method.seen_not")


def draw_backtest(view: View) -> None:
    """Show how the index did on dated turns of the past, turn by turn."""
    words, replay = view.words, read_replay()
    st.header(words("method.backtest"))
    if not replay:
        show_note(words("method.figures_none"))
        return
    turns = replay["turns"]
    values = {
        "turns": words.number(len(turns)),
        "since": words.day(date.fromisoformat(replay["since"])),
        "until": words.day(date.fromisoformat(replay["until"])),
        "escalations": words.percent(replay["recall_escalation"]),
        "detentes": words.percent(replay["recall_detente"]),
        "wrong": words.number(sum(turn["wrong_sign"] for turn in turns)),
        "alarms": words.number(replay["alarms"], 2),
        "calm": words.number(replay["alarms_calm"], 2),
    }
    show(tag("p", words("method.backtest_text", **values), class_="dt-prose"))
    rows = [
        {
            words("column.day"): words.day(date.fromisoformat(turn["day"])),
            words("column.pair"): view.names.pair(turn["pair"]),
            words("column.wanted"): words(f"state.{turn['direction']}"),
            words("column.found"): outcome_of(view, turn),
        }
        for turn in turns
    ]
    draw_table(pd.DataFrame(rows), words, words("method.backtest"))


def render() -> None:
    """Draw the page."""
    view = open_frame("method")
    words = view.words
    for part in ("path", "index"):
        st.header(words(f"method.{part}"))
        show(tag("p", words(f"method.{part}_text"), class_="dt-prose"))
    st.header(words("method.words"))
    pairs = [(state_badge(view, state), tag("span", words(f"state_about.{state}"))) for state in STATES]
    show(tag("div", *(part for pair in pairs for part in pair), class_="dt-legend"))
    st.header(words("method.limits"))
    show(tag("p", words("method.limits_text"), class_="dt-prose"))
    draw_figures(view)
    draw_backtest(view)
    st.header(words("method.changes"))
    version = view.standing.method if view.standing else words("unknown")
    show(tag("p", words("method.changes_text", version=words.isolate(version)), class_="dt-prose"))
    st.header(words("method.version"))
    show(tag("p", words.isolate(f"{words('app')} {VERSION}, MIT"), class_="dt-prose"))
    show(tag("p", words("method.privacy"), class_="dt-prose"))


PAGE = Page(order=3, section="trust", icon=":material/function:", render=render)

if __name__ == "__main__":
    PAGE.render()
