"""HTML: one file that opens offline, with the charts, their sentences and provenance; it loads and sends nothing."""

from __future__ import annotations

from typing import Any

import plotly.io

from views.briefing import about_lines, note_lines
from views.document import Document, Part, Quote
from views.families import Export
from views.markup import Markup, escaped, host_of, join, link, tag, web_address
from views.render.plotly_bar import config_of
from views.render.plotly_figure import FONT, draw
from views.words import Words

POLICY = "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:"
STYLE = (
    "body{font-family:%s;max-width:1080px;margin:2rem auto;padding:0 1rem;color:#1d2530}"
    "h1{font-size:1.4rem}h2{font-size:1.2rem;margin-top:2.2rem}h3{font-size:1rem}"
    "li{margin:.7rem 0}.s{color:#5b6673;font-size:.85rem}"
    "table{font-size:.85rem;border-collapse:collapse}"
    "th,td{text-align:start;vertical-align:top;padding:.2rem .8rem .2rem 0}"
)


def quote_item(quote: Quote, words: Words) -> Markup:
    """Build one quotation."""
    same, address = quote.title.strip() == quote.text.strip(), web_address(quote.url)
    label = words("evidence.link", host=words.isolate(host_of(address))) if same and address else quote.title
    title = link(tag("bdi", label), quote.url)
    source = tag("div", tag("bdi", quote.outlet), f" · {words.day(quote.day)} · ", title, class_="s")
    act = tag("div", tag("b", words.labelled(quote.who, words("list_comma").join((quote.act, quote.status)))))
    return tag("li", act, tag("div", quote.text, dir="auto", lang=quote.language), source)


def part_section(part: Part, words: Words, number: int) -> str:
    """Build what the page says of a pair; the first chart brings the drawing library."""
    spec = part.chart
    options: dict[str, Any] = {"config": config_of(words), "include_plotlyjs": number == 1, "full_html": False}
    chart = plotly.io.to_html(draw(spec, height=640), div_id=f"chart-{number}", **options)
    verdict = tag("p", spec.verdict) if spec.verdict else None
    top = join([tag("h2", spec.title), tag("p", spec.subtitle, class_="s"), *filter(None, [verdict])])
    quotes = [tag("h3", words("export.quotes")), tag("ol", *(quote_item(quote, words) for quote in part.quotes))]
    agenda = [tag("li", words.labelled(words.day(item.day), f"{item.title} ({item.text})")) for item in part.agenda]
    planned = [tag("h3", words("briefing.agenda")), tag("ul", *agenda)] if agenda else []
    return f'<section>{top}<div dir="ltr">{chart}</div>{join([*quotes, *planned])}</section>'


def write(document: Document) -> bytes:
    """Write the page."""
    words = document.words
    about = tag("table", *(tag("tr", tag("th", a), tag("td", b)) for a, b in about_lines(document)))
    head = (
        f'<!doctype html><html lang="{words.language}" dir="{words.direction}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><title>{escaped(document.title)}</title>'
        f"<style>{STYLE % FONT}</style></head><body>"
    )
    notes = [tag("p", tag("b", words.labelled(label, "")), text, dir="auto") for label, text in note_lines(document)]
    top = join([tag("h1", words.labelled(words("app"), document.title)), *notes])
    parts = "".join(part_section(part, words, number) for number, part in enumerate(document.parts, 1))
    bottom = join([tag("h2", words("briefing.provenance")), about])
    return f"{head}{top}{parts}{bottom}</body></html>".encode()


EXPORT = Export("html", "text/html", write)
