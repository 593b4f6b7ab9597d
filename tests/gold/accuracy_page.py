"""The table of docs/accuracy.md, from the floors that the tests hold; run as a script it writes the table again.

A figure on the page is a floor: the coder measured at least that, and no version that measures less passes the tests.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "accuracy.md"
FLOORS = ROOT / "tests" / "gold" / "floors.json"
BEGIN, END = "<!-- figures: written by `python tests/gold/accuracy_page.py` -->", "<!-- end of figures -->"
LANGUAGES = ("fr", "en", "ar", "es")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: what is asked, the figure's name with {} for the language, and what we want to reach."""

    what: str
    figure: str
    bar: str


LINES = (
    Line("briefs: directed pair and quad, F1", "briefs.{}.event_f1", "0.80 (ar 0.75)"),
    Line("briefs: directed pair, F1", "briefs.{}.pair_f1", ""),
    Line("briefs: type, where the pair is right", "briefs.{}.type_acc", ""),
    Line("briefs: status, all", "briefs.{}.status_acc", "0.88"),
    Line("briefs: status, where it is not `actual`", "briefs.{}.status_acc_not_actual", "0.70"),
    Line("briefs: lines without an event left empty", "briefs.{}.empty_ok", ""),
    Line("natural lines: directed pair and quad, F1", "natural.{}.event_f1", "0.60"),
    Line("natural lines: directed pair, F1", "natural.{}.pair_f1", ""),
    Line("natural lines: type, where the pair is right", "natural.{}.type_acc", ""),
    Line("natural lines: status, all", "natural.{}.status_acc", ""),
    Line("natural lines: status, where it is not `actual`", "natural.{}.status_acc_not_actual", ""),
    Line("natural lines: lines without an event left empty", "natural.{}.empty_ok", "0.90"),
    Line("minimal pairs: both sides right", "minimal_pairs.{}.both_right", "0.85 (ar 0.80)"),
    Line("unseen passages: events found that are right", "passages.{}.precision", "0.80"),
    Line("unseen passages: of those not doubtful", "passages.{}.sure_precision", ""),
    Line("unseen passages: events told that are found", "passages.{}.recall", ""),
    Line("newswire (plv), two countries: directed pair, F1", "plv.{}.two.pair_f1", "0.90"),
    Line("newswire (plv), pair given: quad, macro-F1", "plv.{}.given.quad_macro_f1", "0.78"),
    Line("newswire (plv), pair given: quad, accuracy", "plv.{}.given.quad_acc", ""),
    Line("newswire (plv), pair given: type, accuracy", "plv.{}.given.root_acc", ""),
    Line("cameo5: rows without an event left empty", "cameo5.{}.empty_ok", "0.70"),
    Line("cameo_news: rows without an event left empty", "cameo_news.{}.empty_ok", "0.80"),
    Line("tone toward a target (newsmtsc), macro-F1", "newsmtsc.{}.tone_macro_f1", "0.57"),
    Line("tone of a text (umsab), macro-F1", "umsab.{}.tone_macro_f1", "fr 0.55, es 0.48, ar 0.45"),
)


def read_floors() -> dict[str, float]:
    """Read the floors."""
    floors: dict[str, float] = json.loads(FLOORS.read_text("utf-8"))
    return floors


def table(floors: dict[str, float]) -> str:
    """Give the table: a line a question, a column a language; a language that was not measured is left empty."""
    head = ["what", *LANGUAGES, "wanted"]
    rows = [head, ["---"] * len(head)]
    for line in LINES:
        found = [floors.get(line.figure.format(language)) for language in LANGUAGES]
        rows.append([line.what, *("" if value is None else f"{value:.3f}" for value in found), line.bar])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def with_table(page: str) -> str:
    """Give a page with its table replaced by the current one."""
    before, rest = page.split(BEGIN)
    return f"{before}{BEGIN}\n{table(read_floors())}\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    PAGE.write_text(with_table(PAGE.read_text("utf-8")), "utf-8")
