"""Sentences as evidence: in their own language and direction, with act, outlet, day and link. Feed text stays text."""

from __future__ import annotations

from collections.abc import Sequence

from data.store.base import EvidenceRow
from views.markup import Markup, host_of, join, link, tag, web_address
from views.pages.parts.frame import View
from views.palette import SIGNS

LONGEST = 300


def cut(text: str, most: int = LONGEST) -> str:
    """Shorten a text between words."""
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "\u2026"


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


def quote(row: EvidenceRow) -> Markup:
    """Build the sentence itself, in its language."""
    return tag("p", cut(row.report.event.evidence.text), class_="dt-quote", dir="auto", lang=row.report.language)


def evidence_item(view: View, row: EvidenceRow, number: int | None = None) -> Markup:
    """Build one piece of evidence; the title is shown where it says more than the sentence."""
    badge = tag("span", number, class_=f"dt-number dt-{side_of(row)}") if number else None
    title = row.article_title
    is_more = title.strip() != row.report.event.evidence.text.strip()
    above = tag("div", cut(title, 160), class_="dt-title", dir="auto", lang=row.report.language) if is_more else None
    return tag(
        "article",
        tag("div", badge, act_line(view, row), class_="dt-head-line"),
        quote(row),
        above,
        source_line(view, row),
        class_="dt-evidence",
    )


def evidence_list(view: View, rows: Sequence[EvidenceRow], *, numbered: bool = False) -> Markup:
    """Build a list of evidence."""
    items = [evidence_item(view, row, number if numbered else None) for number, row in enumerate(rows, start=1)]
    return tag("section", join(items))
