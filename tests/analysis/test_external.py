"""Agreement with event data of others: what is compared, and what is not."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from analysis.backtest.external import compare, external_rows
from data.external import COVERED, save_external, series_name
from data.store import open_store

DAYS = [date(2026, 1, 5) + timedelta(days=n) for n in range(84)]


def ours(scale: float = 1.0) -> pd.DataFrame:
    return pd.DataFrame({"day": DAYS, "conflict": [scale * (n // 7) for n in range(84)], "cooperation": 1.0})


def test_the_same_order_of_weeks_is_full_agreement() -> None:
    found = compare("label", "AAA-BBB", ours(), ours(7.0))
    assert found is not None
    assert (found["weeks"], found["cooperation"]) == (12, None)
    assert found["conflict"] == pytest.approx(1.0)
    turned = compare("label", "AAA-BBB", ours(), ours(-1.0))
    assert turned is not None
    assert turned["conflict"] == pytest.approx(-1.0)


def test_weeks_that_are_too_few_or_unknown_are_not_compared() -> None:
    assert compare("label", "AAA-BBB", ours(), ours().head(49)) is None
    unknown = ours().assign(conflict=lambda f: f["conflict"].where(f.index < 49), cooperation=1.0)
    assert compare("label", "AAA-BBB", unknown, ours()) is None


def test_the_store_is_asked_for_every_source_and_pair(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'store.sqlite'}") as store:
        theirs = ours()
        save_external(
            store,
            "theirs",
            {
                series_name("theirs", COVERED): pd.DataFrame({"day": DAYS, "value": 1.0}),
                series_name("theirs", "conflict", "AAA-BBB"): pd.DataFrame({"day": DAYS, "value": theirs["conflict"]}),
            },
        )
        rows = external_rows(store, {"AAA-BBB": ours(), "AAA-CCC": ours()})
    assert [(row["label"], row["pair"], row["cooperation"]) for row in rows] == [("theirs", "AAA-BBB", None)]
    assert rows[0]["conflict"] == pytest.approx(1.0)
