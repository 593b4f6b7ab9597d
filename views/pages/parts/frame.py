"""The frame of every page: what is being looked at, and the line that says how far to trust it."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from data.errors import StoreError
from data.settings import Settings, read_settings
from data.store import desk
from views import cache as reads
from views.markup import Markup, tag
from views.names import Names, load_names
from views.palette import Palette, palette_of
from views.reading import LEARNING_DAYS, Standing
from views.selection import Selection, read_selection
from views.source import Source
from views.words import Words, choose_words, interface_languages, load_words

STYLE = Path(__file__).with_name("style.css")
REMEMBERED, REFUSED = "selection", "refused"
SERVED = "DETENTE_SERVED"
FILTERED = "evidence"  # the page whose filters stand in the address
MIRRORED = (
    ".stApp{direction:rtl}.stApp h1,.stApp h2,.stApp h3,.stApp p,.stApp label{text-align:right}"
    ".dt-table :is(td,th){text-align:right}.dt-table .dt-n{text-align:left}"
    ".stButtonGroup button[role=radio]{border-radius:6px!important;border-width:1px!important;"
    "border-style:solid!important;margin-inline-end:.2rem}"
    "[data-testid=stSelectboxVirtualDropdown],[data-testid=stMultiSelectDropdown]{direction:rtl;text-align:right}"
)
# What widgets say of their own accord, in English alone: said anew by the style sheet.
SAID_ANEW = (
    "[role=listbox][data-empty=true] [role=option] span{font-size:0}"
    "[role=listbox][data-empty=true] [role=option] span::after{content:%(no_choice)s;font-size:.9rem}"
    '.modebar-btn[data-title="Fullscreen"]::after{content:%(full)s!important}'
)
COLOURS = (
    *("background", "card", "ink", "soft_ink", "rule", "accent"),
    *("conflict", "cooperation", "contested", "steady", "unknown"),
)


@dataclass(frozen=True, slots=True)
class View:
    """What a page draws from. `standing` is None while there is nothing to show."""

    words: Words
    palette: Palette
    names: Names
    selection: Selection
    source: Source
    standing: Standing | None
    settings: Settings
    corrections: tuple[desk.Correction, ...] = ()

    @property
    def url(self) -> str:
        """The address of the store; only pages with a standing may ask."""
        if self.source.url is None:
            raise RuntimeError("a page read a store that is not there")
        return self.source.url


def remembered_selection() -> Selection:
    """Read the link; without one, go on with what this visitor looked at before."""
    query = dict(st.query_params)
    asked, _refused = read_selection(query)
    before: Selection | None = st.session_state.get(REMEMBERED)
    if before is None:
        return asked
    chosen = asked if any(key != "lang" for key in query) else before
    return replace(chosen, language=asked.language or before.language)


def note_refusals() -> None:
    """Keep the names of link parameters that cannot be used, before the address is put right."""
    asked, refused = read_selection(dict(st.query_params))
    st.session_state[REFUSED] = [*refused, *unknown_language(asked)]


def keep_selection(selection: Selection) -> None:
    """Remember a selection and write it into the address, so that the link can be sent on."""
    st.session_state[REMEMBERED] = selection
    query = selection.to_query()
    if dict(st.query_params) != query:
        st.query_params.from_dict(query)


def read_view() -> View:
    """Work out what is being looked at."""
    selection = remembered_selection()
    words = choose_words(selection.language, st.context.locale)
    keep_selection(selection)
    settings = read_settings()
    source = reads.source_of(settings)
    standing = reads.standing(source.url, selection.as_of) if source.url else None
    names = load_names(settings.catalog_dirs, words, sample=source.sample)
    corrections = tuple(read_corrections(settings))
    return View(words, palette_of(st.context.theme.type), names, selection, source, standing, settings, corrections)


def read_corrections(settings: Settings) -> list[desk.Correction]:
    """Read the corrections; a desk that cannot be read takes no page away (its own page says so)."""
    try:
        return desk.read_corrections(settings.desk_path)
    except StoreError:
        return []


def unknown_language(selection: Selection) -> list[str]:
    """Name the language parameter when the interface does not speak it."""
    return ["lang"] if selection.language and selection.language not in interface_languages() else []


def show(markup: Markup) -> None:
    """Show HTML that was built by `views.markup` (every text in it is escaped)."""
    if not isinstance(markup, Markup):
        raise TypeError("only views.markup may write HTML")
    st.html(str(markup))


def show_note(text: str) -> None:
    """Say something in passing."""
    show(tag("p", text, class_="dt-intro"))


@cache
def read_style() -> str:
    """Read the style sheet."""
    return STYLE.read_text("utf-8")


def draw_style(view: View) -> None:
    """Send the style sheet with the palette as variables, mirrored for right-to-left languages."""
    palette = view.palette
    colours = "".join(f"--{name.replace('_', '-')}:{getattr(palette, name)};" for name in COLOURS)
    said = {name: json.dumps(view.words(f"widget.{name}"), ensure_ascii=False) for name in ("no_choice", "full")}
    sheet = f":root{{{colours}}}" + read_style() + SAID_ANEW % said
    if view.words.is_rtl:
        sheet += MIRRORED
    st.html(f"<style>{sheet}</style>")


def open_frame(page: str) -> View:
    """Draw the head of a page: title, languages, standing, notices. Stops where there is nothing to show."""
    view = read_view()
    if page != FILTERED:
        keep_selection(view.selection.without_filters())
        view = replace(view, selection=view.selection.without_filters())
    words = view.words
    title = words(f"{page}.title") if words.knows(f"{page}.title") else words(f"page.{page}")
    intro = words(f"{page}.intro") if words.knows(f"{page}.intro") else None
    with st.container(horizontal=True, vertical_alignment="bottom", key="head"):
        show(heading(title, intro, words))
        choose_language(view)
    draw_notices(view)
    if view.standing is None:
        draw_empty(view)
        st.stop()
    show(standing_line(view))
    draw_partial(view, page)
    draw_silence(view)
    return view


def draw_partial(view: View, page: str) -> None:
    """Warn of a day that is not told to its end, with the way to the day before."""
    words, standing = view.words, view.standing
    if standing is None or not standing.is_partial or view.source.sample:
        return
    before = standing.as_of - timedelta(days=1)
    note = words("partial", n=words.number(standing.today), usual=words.number(standing.usual))
    with st.container(horizontal=True, vertical_alignment="center", key="partial"):
        show(tag("div", tag("b", note), class_="dt-note"))
        query = {**view.selection.to_query(), "asof": before.isoformat()}
        query.pop("day", None)
        label = words("partial_before", day=words.day(before))
        st.page_link(f"views/pages/{page}.py", label=label, query_params=query)


def draw_silence(view: View) -> None:
    """Warn where many feeds, or those of a whole camp, bring nothing new: that is not calm."""
    if view.source.sample:
        return
    words, found = view.words, reads.freshness(view.url, view.settings)
    if not found.is_poor:
        return
    counts = {"n": words.number(len(found.silent)), "all": words.number(len(found.feeds))}
    parts = [tag("b", words("coverage.silent", **counts))]
    if found.silent_camps:
        names = ", ".join(view.names.camp(camp) for camp in found.silent_camps)
        parts.append(tag("span", words("coverage.silent_camps", names=names)))
    show(tag("div", *parts, class_="dt-note"))


def heading(title: str, intro: str | None, words: Words) -> Markup:
    """Build the title of a page."""
    below = tag("p", intro, class_="dt-intro") if intro else None
    return tag("header", tag("h1", title), below, class_="dt-head", lang=words.language, dir=words.direction)


def choose_language(view: View) -> None:
    """Offer the languages; a change is written into the address."""
    codes, words = list(interface_languages()), view.words
    st.session_state["language"] = words.language

    def change() -> None:
        st.query_params["lang"] = st.session_state["language"] or view.words.language

    options: dict[str, Any] = {"label_visibility": "collapsed", "key": "language", "on_change": change}
    st.segmented_control(
        words("column.language"), codes, format_func=lambda code: load_words(code).name, required=True, **options
    )


def draw_notices(view: View) -> None:
    """Say what the reader must know before reading on."""
    words, source = view.words, view.source
    if refused := st.session_state.get(REFUSED):
        st.warning(words("refused", names=", ".join(refused)))
    if source.sample:
        texts = (
            tag("b", words("sample.banner")),
            tag("span", words("sample.explain")),
            tag("span", words("sample.start")),
        )
        show(tag("div", *texts, class_="dt-banner"))
    if source.problem:
        show(
            tag("div", tag("b", words("empty.problem", error=without_paths(source.problem, view))), class_="dt-banner")
        )
    if SERVED not in os.environ:
        st.caption(words("limited"))
    if os.environ.get(SERVED) == "exposed":
        st.warning(words("exposed"))
    if view.standing and view.standing.age < LEARNING_DAYS:
        note = words("learning", n=words.number(view.standing.age), all=words.number(LEARNING_DAYS))
        show(tag("div", tag("b", note), tag("span", words("learning_hint")), class_="dt-note"))


def without_paths(text: str, view: View) -> str:
    """Keep a message from telling where the installation lies."""
    return text.replace(f"{view.settings.home}{os.sep}", "").replace(str(view.settings.home), "")


def draw_empty(view: View) -> None:
    """Say that there is nothing yet, and what to do."""
    words = view.words
    show(tag("div", tag("h2", words("empty.title")), tag("p", words("empty.store")), class_="dt-empty"))


def standing_line(view: View) -> Markup:
    """Build the line of trust: as-of, data-through, coverage, method version."""
    words, standing = view.words, view.standing
    if standing is None:
        raise RuntimeError("an empty store has no standing")
    through = words("data_through_unknown")
    if standing.data_through:
        through = words("data_through", time=words.time(standing.data_through))
    counts = {"articles": words.number(standing.articles), "outlets": words.number(standing.outlets)}
    parts = [
        words("as_of", day=words.day(standing.as_of)),
        through,
        words("coverage_line", **counts),
        words("method_version", version=words.isolate(standing.method or words("unknown"))),
    ]
    return tag("div", *(tag("span", part) for part in parts), class_="dt-standing")
