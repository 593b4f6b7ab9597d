"""A pair: is one side escalating toward the other, since when, and which sentences say so?"""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from data.store.base import EvidenceQuery
from views import cache as reads
from views.briefing import Order
from views.charts.camps import CHART as CAMPS
from views.charts.timeline import CHART as TIMELINE
from views.document import Provenance
from views.families import ChartContext, Page
from views.markup import tag
from views.pages.parts.cards import state_badge
from views.pages.parts.controls import choose_pair, choose_window, chosen_pair
from views.pages.parts.downloads import draw_downloads
from views.pages.parts.driving import draw_drivers
from views.pages.parts.figures import draw_chart
from views.pages.parts.frame import View, open_frame, show
from views.pages.parts.others import draw_others
from views.pages.parts.planned import BEHIND_DAYS, agenda_items, settled_stories, split_agenda
from views.pages.parts.sentences import evidence_list, side_of
from views.provenance import build_provenance, footer_of, subtitle_of
from views.reading import Standing, pair_key
from views.series import complete_days
from views.spec import MOST_MARKS, ChartSpec, Mark
from views.verdict import verdict_texts

SHOWN, NEWEST, MOST_PLANNED = 30, 8, 6


def build_marks(view: View, pair: tuple[str, str], window: tuple[date, date]) -> tuple[Mark, ...]:
    """Number the strongest events of the window."""
    rows = reads.events(view.url, pair, window, MOST_MARKS, view.corrections)
    return tuple(
        Mark(number, row.report.day, row.report.event.evidence.text, side_of(row)) for number, row in enumerate(rows, 1)
    )


def pair_chart(view: View, key: str, origin: Provenance, marks: tuple[Mark, ...] = ()) -> ChartSpec:
    """Describe the timeline of a pair."""
    frame = complete_days(reads.index(view.url, key, origin.since, origin.until), origin.since, origin.until)
    name, words = view.names.pair(key), view.words
    context = ChartContext(words, view.palette, name, subtitle_of(origin, words), footer_of(origin, words), marks)
    return TIMELINE.build(frame, context)


def origin_of(view: View, standing: Standing, window: tuple[date, date]) -> Provenance:
    """Read where the numbers of a window come from."""
    coverage = reads.coverage(view.url, *window)
    return build_provenance(standing, coverage, window, view.names, sample=view.source.sample)


def draw_verdict(view: View, spec: ChartSpec) -> None:
    """Say the state in words, and the level beside it: a lasting war is steady and not calm."""
    words, judged = view.words, spec.frame[spec.frame["state"] != "insufficient"]
    if judged.empty:
        show(tag("p", words("state_about.insufficient"), class_="dt-intro"))
        return
    last = judged.iloc[-1]
    state, texts = str(last["state"]), verdict_texts(spec.frame, words)
    parts = [state_badge(view, state), tag("span", words(f"state_about.{state}")), *(tag("span", t) for t in texts)]
    show(tag("div", *parts, class_="dt-facts"))


def draw_sentences(view: View, pair: tuple[str, str], window: tuple[date, date], day: date | None) -> None:
    """List the sentences of the clicked day, or the newest of the window."""
    words = view.words
    since, until = (day, day) if day else window
    rows = reads.evidence(view.url, EvidenceQuery(pair=pair, since=since, until=until, limit=SHOWN if day else NEWEST))
    st.header(words("pair.day_sentences", day=words.day(day)) if day else words("pair.latest_sentences"))
    if rows:
        show(evidence_list(view, rows))
    else:
        show(tag("p", words("empty.evidence"), class_="dt-intro"))
    query = {**view.selection.to_query(), "a": pair[0], "b": pair[1]}
    st.page_link("views/pages/evidence.py", label=words("pair.more"), query_params=query)


def read_click(text: str | None, window: tuple[date, date]) -> date | None:
    """Read the clicked day; a span of a shortened chart begins on it."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if window[0] - timedelta(days=31) <= day <= window[1] else None


def draw_events(view: View, pair: tuple[str, str], window: tuple[date, date]) -> None:
    """List the numbered events in words."""
    rows = reads.events(view.url, pair, window, MOST_MARKS, view.corrections)
    if rows:
        st.header(view.words("pair.events"))
        show(evidence_list(view, rows, numbered=True))


def draw_directions(view: View, pair: tuple[str, str], origin: Provenance) -> None:
    """Draw each direction on its own, one below the other on the same scale."""
    st.header(view.words("pair.both"))
    show(tag("p", view.words("pair.side_note"), class_="dt-sub"))
    for a, b in (pair, pair[::-1]):
        draw_chart(pair_chart(view, pair_key(a, b, directed=True), origin), f"side-{a}-{b}", height=420)


def draw_agenda(view: View, pair: tuple[str, str]) -> None:
    """List what is announced for the pair, and what became of the latest."""
    if view.standing is None:
        return
    today = view.standing.as_of
    planned = reads.announced(view.url, today - timedelta(days=BEHIND_DAYS), today, pair)
    settled = settled_stories(view, planned, today)
    ahead, behind = split_agenda(settled, today)
    st.header(view.words("page.agenda"))
    if ahead or behind:
        show(agenda_items(view, [*ahead, *behind][:MOST_PLANNED]))
    else:
        show(tag("p", view.words("agenda.none"), class_="dt-intro"))


def draw_camps(view: View, pair: tuple[str, str], window: tuple[date, date]) -> None:
    """Draw the tone of each camp, apart from the index."""
    words, tones = view.words, reads.tones(view.url, pair, *window)
    if tones.empty:
        return
    st.header(words("pair.camps"))
    show(tag("p", words("pair.tone_note"), class_="dt-sub"))
    named = tones.assign(camp=[view.names.camp(camp) for camp in tones["camp"]])
    context = ChartContext(words, view.palette, words("measure.tone"), words("chart.camp_subtitle"))
    spec = CAMPS.build(named[list(CAMPS.columns)], context)
    draw_chart(spec, "camps")


def render() -> None:
    """Draw the page."""
    view = open_frame("pair")
    pair, standing = chosen_pair(view), view.standing
    if pair is None or standing is None:
        show(tag("p", view.words("empty.store"), class_="dt-intro"))
        return
    choose_pair(view, pair)
    window = view.selection.window(standing.first, standing.as_of)
    choose_window(view, window, standing)
    origin = origin_of(view, standing, window)
    spec = pair_chart(view, pair_key(*pair), origin, build_marks(view, pair, window))
    if spec.frame["conflict"].notna().sum() == 0:
        st.info(view.words("empty.unknown_pair", name=view.names.pair(pair_key(*pair))))
    draw_verdict(view, spec)
    picked = read_click(draw_chart(spec, f"pair-{pair_key(*pair)}"), window) or view.selection.day
    show(tag("p", f"{view.words('chart.click')} {view.words('chart.hollow')}", class_="dt-sub"))
    if reads.evidence(view.url, EvidenceQuery(pair=pair, limit=1)):
        with st.expander(view.words("pair.download")):
            draw_downloads(view, Order((pair_key(*pair),), *window, view.selection.as_of))
    left, right = st.columns(2, gap="large")
    with left:
        draw_sentences(view, pair, window, picked)
    with right:
        draw_events(view, pair, window)
    place = st.container()
    draw_agenda(view, pair)
    draw_directions(view, pair, origin)
    draw_camps(view, pair, window)
    draw_others(view, pair_key(*pair), window)
    with place:
        draw_drivers(view, pair_key(*pair))


PAGE = Page(order=2, section="now", icon=":material/timeline:", render=render)

if __name__ == "__main__":
    PAGE.render()
