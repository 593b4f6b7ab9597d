"""Evidence: which sentences, which outlets, which languages say so?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import streamlit as st

from data.model import STATUSES
from data.store import desk
from data.store.base import EvidenceQuery, EvidenceRow
from views import cache as reads
from views.families import Page
from views.markup import tag
from views.pages.parts.author import read_author
from views.pages.parts.controls import choose_pair, choose_window, chosen_pair
from views.pages.parts.frame import View, open_frame, show
from views.pages.parts.sentences import cut, evidence_list

MOST = 100
ACTS = (
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
)


def choose(view: View, key: str, options: list[str], name: Callable[[str], str]) -> str | None:
    """Draw one filter; None is all."""
    picked: str | None = st.selectbox(
        view.words(f"evidence.{key}"),
        [None, *options],
        key=f"filter_{key}",
        format_func=lambda o: name_or_all(view, o, name),
    )
    return picked


def name_or_all(view: View, option: str | None, name: Callable[[str], str]) -> str:
    """Name an option, or all of them."""
    return view.words("evidence.all") if option is None else name(option)


def choose_filters(view: View, query: EvidenceQuery, window: tuple[date, date]) -> EvidenceQuery:
    """Draw the filters and put them into a query."""
    words, names = view.words, view.names
    coverage = reads.coverage(view.url, *window)
    outlets = sorted(set(coverage["outlet_id"]), key=names.outlet)
    languages = sorted(set(coverage["language"].dropna()))
    first, second, third, fourth, fifth = st.columns(5)
    with first:
        text = st.text_input(words("evidence.words"), max_chars=100, key="filter_words").strip() or None
    with second:
        outlet = choose(view, "outlet", outlets, names.outlet)
    with third:
        language = choose(view, "language", languages, str)
    with fourth:
        act = choose(view, "act", list(ACTS), names.act)
    with fifth:
        status = choose(view, "status", list(STATUSES), lambda status: words(f"status.{status}"))
    return replace(query, words=text, outlet_id=outlet, language=language, event_type=act, status=status)


def draw_report_form(view: View, rows: list[EvidenceRow]) -> None:
    """Take the report of an error in one of the sentences."""
    words = view.words
    labels = [f"{n}. {cut(row.report.event.evidence.text, 90)}" for n, row in enumerate(rows, start=1)]
    number = st.selectbox(words("desk.which"), range(len(rows)), format_func=lambda n: labels[n])
    note = st.text_area(words("desk.note"), max_chars=500, key="report_note").strip()
    author = read_author(view, "report_author")
    if st.button(words("desk.save"), disabled=not (author and note)) and author:
        event, report = rows[number].report.event, rows[number].report
        coded = f"{'+'.join(event.actor)}>{'+'.join(event.recipient)} {event.event_type} {event.status}"
        sentence, at = cut(event.evidence.text), datetime.now(UTC)
        key = f"{report.article_id}:{report.seq}"
        desk.add_correction(view.settings.desk_path, desk.Correction(key, sentence, coded, note, author, at))
        st.toast(words("desk.saved"))


def render() -> None:
    """Draw the page."""
    view = open_frame("evidence")
    pair, standing, words = chosen_pair(view), view.standing, view.words
    if pair is None or standing is None:
        return
    choose_pair(view, pair)
    since, until = window = view.selection.window(standing.first, standing.as_of)
    choose_window(view, window, standing)
    query = choose_filters(view, EvidenceQuery(pair=pair, since=since, until=until, limit=MOST), window)
    rows = reads.evidence(view.url, query)
    note = words("evidence.more", n=words.number(MOST)) if len(rows) == MOST else ""
    show(tag("p", f"{words('evidence.shown', n=words.number(len(rows)))} {note}", class_="dt-sub"))
    show(evidence_list(view, rows) if rows else tag("p", words("empty.evidence"), class_="dt-intro"))
    if rows:
        with st.expander(words("desk.correct")):
            draw_report_form(view, rows)


PAGE = Page(order=1, section="trust", icon=":material/format_quote:", render=render)

if __name__ == "__main__":
    PAGE.render()
