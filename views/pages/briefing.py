"""Briefing: one page on a pair, to look at and to take along."""

from __future__ import annotations

from views import cache as reads
from views.briefing import Order
from views.families import Page
from views.pages.pair import build_marks, origin_of, pair_chart
from views.pages.parts.controls import choose_pair, choose_window, chosen_pair
from views.pages.parts.downloads import draw_downloads
from views.pages.parts.figures import draw_picture
from views.pages.parts.frame import open_frame, show
from views.pages.parts.sentences import evidence_list
from views.reading import pair_key
from views.spec import MOST_MARKS


def render() -> None:
    """Draw the page."""
    view = open_frame("briefing")
    pair, standing = chosen_pair(view), view.standing
    if pair is None or standing is None:
        return
    choose_pair(view, pair)
    window = view.selection.window(standing.first, standing.as_of)
    choose_window(view, window, standing)
    draw_downloads(view, Order(pair, *window, view.selection.as_of))
    origin = origin_of(view, standing, window)
    draw_picture(pair_chart(view, pair_key(*pair), origin, build_marks(view, pair, window)))
    show(evidence_list(view, reads.events(view.url, pair, window, MOST_MARKS, view.corrections), numbered=True))


PAGE = Page(order=1, section="take", icon=":material/description:", render=render)

if __name__ == "__main__":
    PAGE.render()
