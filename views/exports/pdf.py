"""PDF: a briefing of one page a pair, set by Typst; texts reach it as JSON, its root is empty, its fonts are ours."""

from __future__ import annotations

import json
import tempfile
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typst

from data.errors import ExportError
from views.briefing import about_lines, stamp_of
from views.document import Document, Part, Quote
from views.families import Export
from views.neutral import visible
from views.render.vega import FONTS, draw_svg
from views.words import Words

TEMPLATE = Path(__file__).with_name("briefing.typ")
MOST_QUOTES, MOST_AGENDA = 5, 4
LONGEST_LIST = 900


def is_rtl(text: str) -> bool:
    """Say whether a text begins in a script that is written from right to left."""
    strong = (unicodedata.bidirectional(char) for char in text)
    return next((kind in ("R", "AL") for kind in strong if kind in ("L", "R", "AL")), False)


def quote_values(quote: Quote, words: Words, number: int | None) -> dict[str, object]:
    """Give a quotation as the template reads it, with the number that its day bears in the chart."""
    act = words.labelled(quote.who, words("list_comma").join((quote.act, quote.status)))
    return {
        "act": visible(f"{number} \u00b7 {act}" if number else act),
        "text": visible(quote.text),
        "rtl": is_rtl(quote.text),
        "source": visible(f"{words.isolate(quote.outlet)} · {words.day(quote.day)}"),
    }


def part_values(part: Part, words: Words) -> dict[str, object]:
    """Give what the template shows of a pair."""
    spec = part.chart
    planned = [
        words.labelled(words.day(item.day), f"{item.title} ({item.text})") for item in part.agenda[-MOST_AGENDA:]
    ]
    return {
        "title": spec.title,
        "subtitle": spec.subtitle,
        "verdict": spec.verdict,
        "chart": draw_svg(spec, titled=False),
        "quotes": [
            quote_values(quote, words, number if number <= len(spec.marks) else None)
            for number, quote in enumerate(part.quotes[:MOST_QUOTES], 1)
        ],
        "agenda": planned or [words("agenda.none")],
    }


def page_values(document: Document) -> dict[str, object]:
    """Give everything that the template shows."""
    words, origin = document.words, document.provenance
    about = " · ".join(words.labelled(label, text) if text else label for label, text in about_lines(document))
    return {
        "language": words.language,
        "direction": words.direction,
        "sample": words("export.sample") if origin.sample else "",
        "note": visible(document.note),
        "note_title": words("briefing.note"),
        "note_rtl": is_rtl(document.note),
        "quotes_title": words("export.quotes"),
        "agenda_title": words("briefing.agenda"),
        "parts": [part_values(part, words) for part in document.parts],
        "about": about if len(about) <= LONGEST_LIST else about[:LONGEST_LIST] + "\u2026",
        "citation": words("export.citation", method=origin.method, day=words.day(origin.as_of)),
    }


def write(document: Document) -> bytes:
    """Set the pages. Raises ExportError with what Typst says."""
    compile_page: Callable[..., Any] = typst.compile
    inputs = {"data": json.dumps(page_values(document), ensure_ascii=False)}
    stamp = int(stamp_of(document).timestamp())
    with tempfile.TemporaryDirectory() as empty:
        try:
            pdf = compile_page(
                TEMPLATE.read_bytes(),
                root=empty,
                font_paths=[str(FONTS)],
                ignore_system_fonts=True,
                sys_inputs=inputs,
                timestamp=stamp,
                format="pdf",
            )
        except typst.TypstError as error:
            raise ExportError(f"the briefing could not be set: {error}") from error
    if not isinstance(pdf, bytes):
        raise ExportError("the briefing could not be set: it has more than one file")
    return pdf


EXPORT = Export("pdf", "application/pdf", write)
