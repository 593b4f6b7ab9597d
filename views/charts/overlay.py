"""Now against an earlier episode: two windows laid over each other, both counted from their day zero."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd

from views.families import Chart, ChartContext
from views.series import complete_days
from views.spec import ChartSpec, Line, Mark, Panel

COLUMNS = ("day", "which", "offset", "balance", "balance_low", "balance_high", "level", "outlets")
EPOCH = date(2000, 1, 1)  # days of the overlay are counted from here; it stands for day zero
NOW, THEN = "now", "then"


def window_around(frame: pd.DataFrame, zero: date, before: int, after: int, which: str) -> pd.DataFrame:
    """Cut a window out of a pair's daily index and count its days from day zero; columns as COLUMNS."""
    since, until = zero - timedelta(days=before), zero + timedelta(days=after)
    days = complete_days(frame, since, until)
    offsets = [(day.date() - zero).days for day in days["day"]]
    return days.assign(which=which, offset=offsets)[list(COLUMNS)]


def side_by_side(frame: pd.DataFrame) -> pd.DataFrame:
    """Put both windows beside each other, one row an offset."""
    sides = []
    for which in (NOW, THEN):
        mine = frame[frame["which"] == which].drop_duplicates("offset").set_index("offset")
        sides.append(mine[["day", "balance", "balance_low", "balance_high", "level"]].add_prefix(f"{which}_"))
    wide = pd.concat(sides, axis=1).sort_index()
    days = pd.to_datetime([EPOCH + timedelta(days=int(offset)) for offset in wide.index])
    return wide.rename_axis("offset").reset_index().assign(day=days)


def build(frame: pd.DataFrame, context: ChartContext) -> ChartSpec:
    """Build the overlay from COLUMNS; `which` is `now` or `then`. The earlier window is dashed."""
    words, palette = context.words, context.palette
    numbers = dict.fromkeys(("balance", "balance_low", "balance_high", "level"), float)
    wide = side_by_side(frame.astype(numbers) if len(frame) else frame)
    now, then = words("overlay.now"), words("overlay.then")
    ends = (words("chart.conflict_side"), words("chart.cooperation_side"))
    balance = (
        Line("then_balance", then, palette.steady, "then_balance_low", "then_balance_high", dashed=True),
        Line("now_balance", now, palette.ink, "now_balance_low", "now_balance_high"),
    )
    level = (
        Line("then_level", then, palette.steady, dashed=True),
        Line("now_level", now, palette.conflict),
    )
    tops = [wide[column].max() for column in ("now_level", "then_level") if column in wide]
    top = max((float(value) for value in tops if value == value), default=1.0)  # noqa: PLR0124 - leaves NaN out
    title = words("measure.balance")
    panels = (
        Panel(
            "balance", "lines", title, balance, ends=ends, anchor=0.5, lowest=0.0, highest=1.0, percent=True, height=3
        ),
        Panel("level", "lines", words("measure.level"), level, lowest=0.0, highest=1.1 * top or 1.0, height=1.8),
    )
    table = ("offset", "now_day", "now_balance", "now_level", "then_day", "then_balance", "then_level")
    spec = context.spec("overlay", wide, context.name, panels=panels, columns=table)
    return replace(spec, zero=EPOCH, marks=(Mark(0, EPOCH, words("overlay.zero")),))


CHART = Chart(COLUMNS, build)
