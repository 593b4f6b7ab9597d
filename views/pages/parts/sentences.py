"""Sentences as evidence: in their own language and direction, with act, outlet, day and link. Feed text stays text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from analysis.coder import coder_for
from analysis.highlight import Span, find_spans
from analysis.weights import is_doubtful
from data.model import Event
from data.store.base import EvidenceRow
from data.store.desk import Correction
from views.corrections import REMOVING, active, corrected, correction_of, cut
from views.markup import Markup, host_of, join, link, tag, web_address
from views.pages.parts.frame import View
from views.palette import SIGNS


def side_of(row: EvidenceRow) -> str:
    """Say which state's colour an act has."""
    score = row.report.event.score
    return "escalation" if score < 0 else "detente" if score > 0 else "steady"


def act_line(view: View, row: EvidenceRow) -> Markup:
    """Build who does what toward whom, with its status and score."""
    words, event = view.words, row.report.event
    listed = words("list_comma")
    actors = listed.join(view.names.actor(code) for code in event.actor)
    recipients = listed.join(view.names.actor(code) for code in event.recipient)
    side = side_of(row)
    return tag(
        "div",
        tag("span", f"{SIGNS[side]} ", class_=f"dt-{side}"),
        tag("bdi", words("pair_directed", a=actors, b=recipients)),
        f" · {view.names.act(event.event_type)} · {words(f'status.{event.status}')} · ",
        words("evidence.score", value=words.number(event.score, 1, signed=True)),
        class_="dt-act",
        title=words(f"quad.{event.quad}"),
    )


def source_line(view: View, row: EvidenceRow) -> Markup:
    """Build outlet, camp, day and link."""
    report, words = row.report, view.words
    address = web_address(row.url)
    parts = [tag("bdi", view.names.outlet(report.outlet_id)), tag("span", view.names.camp(report.camp))]
    parts.append(tag("span", words.day(report.day)))
    if address:
        parts.append(link(words("evidence.link", host=words.isolate(host_of(address))), address))
    return tag("div", *parts, class_="dt-source")


def quote(row: EvidenceRow, spans: Sequence[Span] = ()) -> Markup:
    """Build the sentence itself, in its language, with the parts of the event marked."""
    text, at, parts = cut(row.report.event.evidence.text), 0, []
    for span in spans:
        if span.end <= len(text):
            marked = tag("mark", text[span.start : span.end], class_=f"dt-{span.part}")
            parts += [text[at : span.start], marked]
            at = span.end
    return tag("p", *parts, text[at:], class_="dt-quote", dir="auto", lang=row.report.language)


def spans_of(view: View, row: EvidenceRow) -> tuple[Span, ...]:
    """Find the parts of an event in its sentence."""
    report = row.report
    return find_parts(view.settings.catalog_dirs, report.event, report.language)


@lru_cache(maxsize=4000)
def find_parts(catalogs: tuple[Path, ...], event: Event, language: str | None) -> tuple[Span, ...]:
    """Find the parts of an event, remembered for the next drawing."""
    return find_spans(coder_for(catalogs), event.evidence.text, language, event)


def rules_line(view: View, row: EvidenceRow) -> Markup:
    """Build what the coder went by, folded away."""
    words, event = view.words, row.report.event
    sure = words("evidence.confidence", share=words.percent(event.confidence))
    summary = tag("summary", words("evidence.rules"))
    return tag("details", summary, tag("bdi", ", ".join(event.rules)), f" · {sure}", class_="dt-source")


def doubt_line(view: View, row: EvidenceRow) -> Markup:
    """Say that the coder gives its own reading less than even odds."""
    text = view.words("evidence.doubtful", share=view.words.percent(row.report.event.confidence))
    return tag("div", text, class_="dt-corrected")


def correction_line(view: View, correction: Correction) -> Markup:
    """Say that an event was corrected, by whom and how."""
    words = view.words
    text = words("desk.corrected", kind=words(f"correction.{correction.kind}"), who=correction.author.name)
    return tag("div", text, class_="dt-corrected")


def evidence_item(view: View, row: EvidenceRow, number: int | None = None, *, deep: bool = False) -> Markup:
    """Build one piece of evidence; the title is shown where it says more than the sentence.

    `deep` marks actor, cue and recipient and gives the rules. A corrected event reads as corrected, one that is none
    is struck out.
    """
    correction = correction_of(row, active(view.corrections))
    row, struck = corrected(row, correction) or row, correction is not None and correction.kind in REMOVING
    badge = tag("span", number, class_=f"dt-number dt-{side_of(row)}") if number else None
    title = row.article_title
    is_more = title.strip() != row.report.event.evidence.text.strip()
    above = tag("div", cut(title, 160), class_="dt-title", dir="auto", lang=row.report.language) if is_more else None
    return tag(
        "article",
        tag("div", badge, tag("s", act_line(view, row)) if struck else act_line(view, row), class_="dt-head-line"),
        correction_line(view, correction) if correction else None,
        doubt_line(view, row) if is_doubtful(row.report.event) else None,
        quote(row, spans_of(view, row) if deep else ()),
        above,
        source_line(view, row),
        rules_line(view, row) if deep else None,
        class_="dt-evidence",
    )


def evidence_list(view: View, rows: Sequence[EvidenceRow], *, numbered: bool = False, deep: bool = False) -> Markup:
    """Build a list of evidence."""
    items = [evidence_item(view, row, n if numbered else None, deep=deep) for n, row in enumerate(rows, start=1)]
    return tag("section", join(items))
