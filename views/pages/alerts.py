"""Alerts: which pairs entered escalation or detente, and which sentences say so?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from views import cache as reads
from views.families import Page
from views.markup import tag
from views.pages.parts.cards import state_badge
from views.pages.parts.frame import View, open_frame, show, show_note
from views.pages.parts.sentences import quote, source_line

DAYS = 90
MOST = 40


def draw_alert(view: View, alert: dict[str, Any]) -> None:
    """Draw one alert with the sentence that tells it best and the way into the pair."""
    words = view.words
    a, b = str(alert["pair"]).split("-")
    told = reads.best_sentence(view.url, (a, b), alert["day"], str(alert["state"]), view.corrections)
    head = tag("h2", view.names.pair(alert["pair"]))
    facts = tag("div", state_badge(view, str(alert["state"])), tag("span", words.day(alert["day"])), class_="dt-facts")
    reason = [quote(told), source_line(view, told)] if told else []
    show(tag("article", head, facts, *reason, class_="dt-evidence"))
    selection = replace(view.selection, actor=a, recipient=b, day=alert["day"])
    st.page_link("views/pages/pair.py", label=words("today.open"), query_params=selection.to_query())


def render() -> None:
    """Draw the page."""
    view = open_frame("alerts")
    if view.standing is None:
        return
    found = [alert for alert in reads.alerts(view.url, view.standing.as_of, DAYS) if ">" not in alert["pair"]]
    if not found:
        show_note(view.words("alerts.none", n=view.words.number(DAYS)))
    for alert in found[:MOST]:
        draw_alert(view, alert)


PAGE = Page(order=4, section="now", icon=":material/notifications:", render=render)

if __name__ == "__main__":
    PAGE.render()
