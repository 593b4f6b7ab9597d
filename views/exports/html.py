"""HTML: one file that opens offline, with the chart, its sentences and its provenance; it loads and sends nothing."""

from __future__ import annotations

import plotly.io

from views.briefing import about_lines, note_lines
from views.document import Document, Quote
from views.families import Export
from views.markup import Markup, escaped, join, link, tag
from views.render.plotly_figure import CONFIG, FONT, draw
from views.verdict import verdict_texts

POLICY = "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:"
STYLE = (
    "body{font-family:%s;max-width:1080px;margin:2rem auto;padding:0 1rem;color:#1d2530}"
    "h1{font-size:1.4rem}h2{font-size:1.1rem}li{margin:.7rem 0}.s{color:#5b6673;font-size:.85rem}"
    "table{font-size:.85rem;border-collapse:collapse}"
    "th,td{text-align:start;vertical-align:top;padding:.2rem .8rem .2rem 0}"
)


def quote_item(quote: Quote) -> Markup:
    """Build one quotation."""
    source = tag("div", f"{quote.outlet} · {quote.day.isoformat()} · ", link(quote.title, quote.url), class_="s")
    act = tag("div", tag("b", f"{quote.who}: {quote.act}, {quote.status}"))
    return tag("li", act, tag("div", quote.text, dir="auto", lang=quote.language), source)


def write(document: Document) -> bytes:
    """Write the page."""
    spec, words = document.chart, document.words
    figure = draw(spec, height=640)
    chart = plotly.io.to_html(figure, config=CONFIG, include_plotlyjs=True, full_html=False, div_id="chart")
    about = tag("table", *(tag("tr", tag("th", a), tag("td", b)) for a, b in about_lines(document)))
    head = (
        f'<!doctype html><html lang="{words.language}" dir="{words.direction}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><title>{escaped(spec.title)}</title>'
        f"<style>{STYLE % FONT}</style></head><body>"
    )
    notes = [tag("p", tag("b", f"{label}: "), text, dir="auto") for label, text in note_lines(document)]
    verdict = tag("p", " · ".join(verdict_texts(spec.frame, words)))
    top = join([tag("h1", spec.title), tag("p", spec.subtitle, class_="s"), verdict, *notes])
    quotes = join([tag("h2", words("export.quotes")), tag("ol", *(quote_item(quote) for quote in document.quotes))])
    bottom = join([tag("h2", words("briefing.provenance")), about])
    return f'{head}{top}<div dir="ltr">{chart}</div>{quotes}{bottom}</body></html>'.encode()


EXPORT = Export("html", "text/html", write)
