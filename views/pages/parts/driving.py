"""Which outlets carry a pair's newest value, and how far it moves without one of them."""

from __future__ import annotations

import streamlit as st

from views import cache as reads
from views.corrections import REMOVING, active
from views.drivers import Drivers
from views.markup import Markup, tag
from views.pages.parts.figures import draw_numbers
from views.pages.parts.frame import View, show

MOST = 8


def dropped_reports(view: View) -> tuple[tuple[int, int], ...]:
    """List the reports that corrections call no event or a duplicate."""
    keys = [key.split(":") for key, c in active(view.corrections).items() if c.kind in REMOVING]
    return tuple((int(article), int(seq)) for article, seq in keys)


def robustness_texts(view: View, found: Drivers) -> list[str]:
    """Say how far the probability moves without one outlet, and with the corrections."""
    words, left = view.words, found.fragility
    texts = []
    if left.outlet_id:
        values = {"low": words.percent(left.low), "high": words.percent(left.high)}
        texts.append(words("drivers.range", outlet=view.names.outlet(left.outlet_id), **values))
        texts.append(words("drivers.fragile" if left.sign_flips else "drivers.firm"))
    if found.marked:
        texts.append(words("drivers.corrected", value=words.percent(found.corrected)))
    return texts


def outlet_line(view: View, row: dict[str, float | str], largest: float) -> Markup:
    """Build the bar of an outlet: conflict and cooperation side by side, and its share in words."""
    words, parts = view.words, []
    for side, state in (("conflict", "escalation"), ("cooperation", "detente")):
        width = 100 * float(row[side]) / largest if largest else 0.0
        parts.append(tag("span", class_=f"dt-bar dt-{state}", style=f"width:{width:.1f}%"))
    texts = words("drivers.outlet", share=words.percent(float(row["share"])), n=words.number(float(row["stories"])))
    name = tag("bdi", view.names.outlet(str(row["outlet_id"])))
    return tag("div", name, tag("span", *parts, class_="dt-bars"), tag("span", texts, class_="dt-sub"), class_="dt-row")


def draw_drivers(view: View, key: str) -> None:
    """Draw what the as-of day hangs on. Slow (it is computed again without each outlet): call it last."""
    words, standing = view.words, view.standing
    if standing is None:
        return
    with st.spinner(words("drivers.wait")):
        found = reads.drivers(view.url, key, standing.as_of, view.settings, dropped_reports(view))
    if found is None or found.outlets.empty:
        return
    st.header(words("drivers.title", day=words.day(found.day)))
    show(tag("div", *(tag("span", text) for text in robustness_texts(view, found)), class_="dt-facts"))
    rows = [{str(k): v for k, v in row.items()} for row in found.outlets.head(MOST).to_dict("records")]
    largest = max(float(row["conflict"]) + float(row["cooperation"]) for row in rows)
    show(tag("section", *(outlet_line(view, row, largest) for row in rows), class_="dt-outlets"))
    table = found.outlets.assign(outlet=found.outlets["outlet_id"].map(view.names.outlet))
    columns = ["outlet", "conflict", "cooperation", "stories", "share"]
    headings = {name: words(f"column.{name}") for name in columns}
    draw_numbers(table[columns].round(3).rename(columns=headings), words, "drivers")
