"""Correcting an event by hand: what is wrong with it, and what it should be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import streamlit as st

from data.errors import StoreError
from data.model import STATUSES, Event
from data.store import desk
from data.store.base import EvidenceRow
from views.corrections import cut, key_of, ontology, write_event
from views.pages.parts.author import read_author
from views.pages.parts.controls import known_actors
from views.pages.parts.frame import View
from views.words import sort_key

LONGEST_NOTE = 500


def choose_proposal(view: View, event: Event, kind: str) -> Event | None:
    """Draw what a kind of correction asks for; None for an event that is none, or none of its own."""
    words, names = view.words, view.names
    if kind in ("not_event", "duplicate"):
        return None
    if kind == "direction":
        return replace(event, actor=event.recipient, recipient=event.actor)
    if kind == "class":
        types = sorted(ontology().types, key=lambda name: sort_key(names.act(name)))
        return replace(event, event_type=st.selectbox(words("column.act"), types, format_func=names.act))
    if kind == "status":
        status = st.selectbox(words("column.status"), STATUSES, format_func=lambda s: words(f"status.{s}"))
        return replace(event, status=status)
    if kind == "pair":
        codes, (left, right) = known_actors(view), st.columns(2)
        actor = left.selectbox(words("pair.choose_a"), codes, format_func=names.actor, key="proposed_a")
        recipient = right.selectbox(words("pair.choose_b"), codes, format_func=names.actor, key="proposed_b")
        return replace(event, actor=(actor,), recipient=(recipient,))
    return event


def draw_correction_form(view: View, rows: list[EvidenceRow]) -> None:
    """Take a correction of one of the shown events."""
    words = view.words
    labels = [f"{n}. {cut(row.report.event.evidence.text, 90)}" for n, row in enumerate(rows, start=1)]
    row = rows[st.selectbox(words("desk.which"), range(len(rows)), format_func=lambda n: labels[n])]
    kind = st.selectbox(
        words("desk.kind"), desk.KINDS, format_func=lambda name: words(f"correction.{name}"), key="report_kind"
    )
    proposed = choose_proposal(view, row.report.event, kind)
    note = st.text_area(words("desk.note"), max_chars=LONGEST_NOTE, key="report_note").strip()
    author = read_author(view, "report_author")
    missing = author is None or (kind == "other" and not note)
    if st.button(words("desk.save"), disabled=missing) and author:
        event = row.report.event
        correction = desk.Correction(
            key_of(row),
            cut(event.evidence.text),
            write_event(event),
            note,
            author,
            datetime.now(UTC),
            kind,
            write_event(proposed) if proposed else "",
            row.report.language,
        )
        try:
            desk.add_correction(view.settings.desk_path, correction)
        except StoreError as error:
            st.error(words("empty.problem", error=str(error)))
        else:
            st.rerun()
